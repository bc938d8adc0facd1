"""What the environment says of a provider: all of it or none, and nothing that cannot be right."""

from __future__ import annotations

import pytest

from hub_roster.service.access.openid.settings import (
    CLIENT,
    ISSUER,
    ORIGIN,
    PASSWORDS,
    SECRET,
    TENANT,
    Settings,
    UnusableProvider,
    takes_passwords,
)

COUNCIL = "0f2d9c3e-1b7a-4c55-9a51-3c1b8f0e7d42"
ENTRA = {
    ISSUER: f"https://login.microsoftonline.com/{COUNCIL}/v2.0",
    CLIENT: "hub-roster",
    SECRET: "a secret",
    ORIGIN: "https://rota.council.example/",
}


def test_nothing_said_is_no_provider() -> None:
    """The address of the service alone sets none up."""
    assert Settings.of({}) is None
    assert Settings.of({ORIGIN: ENTRA[ORIGIN]}) is None


def test_entra_s_directory_is_read_from_its_issuer() -> None:
    """Its people are known by their ids there; the secret shows nowhere."""
    settings = Settings.of(ENTRA)
    assert settings is not None
    assert settings.tenant == COUNCIL
    assert settings.redirect_uri == "https://rota.council.example/api/v1/sign-in/openid/callback"
    assert "a secret" not in repr(settings)


def test_a_provider_of_one_council_has_no_directories() -> None:
    """Its own subjects count."""
    settings = Settings.of(ENTRA | {ISSUER: "https://login.council.example"})
    assert settings is not None
    assert settings.tenant is None


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({SECRET: ""}, f"{SECRET} is not given"),
        ({ORIGIN: ""}, f"{ORIGIN} is not given"),
        ({ISSUER: "http://login.example"}, "does not begin with https://"),
        ({ISSUER: "https://login.microsoftonline.com/common/v2.0"}, "'common' is not the id"),
        ({TENANT: "organizations"}, "'organizations' is not the id"),
        ({ORIGIN: "https://rota.example/hub"}, "without a path"),
        ({ORIGIN: "http://rota.example"}, "is not an address"),
    ],
)
def test_what_cannot_be_right_is_refused_at_the_start(changed: dict[str, str], said: str) -> None:
    """Before anybody is sent anywhere; an issuer of every directory would let the world in."""
    with pytest.raises(UnusableProvider, match=said):
        Settings.of(ENTRA | changed)


def test_all_that_is_wrong_is_said_at_once() -> None:
    """And nothing of the secret."""
    with pytest.raises(UnusableProvider) as refused:
        Settings.of({SECRET: "a secret"})
    assert all(name in str(refused.value) for name in (ISSUER, CLIENT, ORIGIN))
    assert "a secret" not in str(refused.value)


def test_passwords_are_switched_off_where_there_is_another_way_alone() -> None:
    """Else nobody could sign in."""
    settings = Settings.of(ENTRA)
    assert takes_passwords(None, {})
    assert takes_passwords(settings, {PASSWORDS: "on"})
    assert not takes_passwords(settings, {PASSWORDS: "off"})
    with pytest.raises(UnusableProvider, match="nobody could sign in"):
        takes_passwords(None, {PASSWORDS: "off"})
    with pytest.raises(UnusableProvider, match="either on or off"):
        takes_passwords(settings, {PASSWORDS: "no"})
