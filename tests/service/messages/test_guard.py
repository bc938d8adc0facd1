"""Addresses somebody else chose: the internet alone, also when a name changes its mind."""

from __future__ import annotations

from ipaddress import ip_address

import pytest

from hub_roster.service.messages.guard import PRIVATE, Guard, UnfitAddress, is_public


@pytest.mark.parametrize(
    ("number", "public"),
    [
        ("93.184.216.34", True),
        ("2606:2800:220:1::1", True),
        ("127.0.0.1", False),
        ("0.0.0.0", False),
        ("10.1.2.3", False),
        ("172.16.0.1", False),
        ("192.168.1.1", False),
        ("100.64.0.1", False),  # a provider's own network
        ("169.254.169.254", False),  # where clouds keep their secrets
        ("224.0.0.1", False),
        ("::1", False),
        ("::", False),
        ("fe80::1", False),
        ("fd00::1", False),
        ("::ffff:127.0.0.1", False),
        ("::ffff:10.0.0.1", False),
        ("64:ff9b::7f00:1", False),  # 127.0.0.1, translated
        ("64:ff9b::5db8:d822", True),
        ("2002:7f00:1::", False),  # 127.0.0.1, tunnelled
    ],
)
def test_what_is_of_the_internet(number: str, public: bool) -> None:
    """Neither this machine nor its network, also where that is written inside another address."""
    assert is_public(ip_address(number)) is public


@pytest.mark.parametrize(
    "address",
    [
        "",
        "example.org",
        "http://93.184.216.34/",
        "ftp://93.184.216.34/",
        "file:///etc/passwd",
        "https:///path",
        "https://me:secret@93.184.216.34/",
        "https://93.184.216.34/#part",
        "https://93.184.216.34:99999/",
        "https://93.184.216.34/a b",
        "https://93.184.216.34/\r\nHost: other",
        f"https://93.184.216.34/{'a' * 500}",
        "https://127.0.0.1/",
        "https://[::1]/",
        "https://2130706433/",  # 127.0.0.1 as one number
        "https://0x7f.1/",
        "https://localhost/",
        "https://nowhere.invalid/",
    ],
)
def test_what_is_not_sent_to(address: str) -> None:
    """With a sentence that says why."""
    with pytest.raises(UnfitAddress, match=r"\.$"):
        Guard().place(address)


def leads_to(*numbers: str) -> Guard:
    """Give a guard by which every name stands for some numbers."""
    return Guard(look_up=lambda host, port: list(numbers))


def test_what_was_looked_at_is_what_is_called() -> None:
    """A call goes to the number looked at, and the other side still has to prove to be who was named."""
    place = leads_to("93.184.216.34").place("https://hooks.example:8443/a?b=c")
    assert place.url == "https://93.184.216.34:8443/a?b=c"
    assert (place.host, place.authority) == ("hooks.example", "hooks.example:8443")
    with pytest.raises(UnfitAddress, match="own"):
        leads_to("93.184.216.34", "10.0.0.1").place("https://hooks.example/")


def test_on_a_machine_for_trying_out_its_own_network_will_do() -> None:
    """Where whoever runs it says so, and in no other words."""
    assert Guard.of({PRIVATE: "1"}).place("http://127.0.0.1:8080/hook").url == "http://127.0.0.1:8080/hook"
    assert Guard.of({PRIVATE: "1"}).place("http://[::1]/").url == "http://[::1]:80/"
    for given in ({}, {PRIVATE: "0"}, {PRIVATE: "no"}):
        assert not Guard.of(given).private
