"""The published indices: worked examples, and what holds for any sequence of contacts."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub_roster.continuity.measures import (
    FEW,
    Index,
    bice_boxerman,
    herfindahl,
    key_worker_share,
    modified_modified,
    sequential,
    usual_provider,
)

Measure = Callable[[Sequence[str]], Index]
ALL: tuple[Measure, ...] = (
    usual_provider,
    bice_boxerman,
    sequential,
    herfindahl,
    modified_modified,
)
UNORDERED: tuple[Measure, ...] = (usual_provider, bice_boxerman, herfindahl, modified_modified)
some = st.lists(st.sampled_from("ABCDEFGH"), min_size=2, max_size=30)


@pytest.mark.parametrize(
    ("contacts", "expected"),
    [
        ("AABACAAB", (0.625, 0.393, 0.286, 0.469, 0.718)),
        ("ABABABAB", (0.500, 0.429, 0.000, 0.500, 0.859)),
        ("AAAABBBB", (0.500, 0.429, 0.857, 0.500, 0.859)),
        ("ABCDEFGH", (0.125, 0.000, 0.000, 0.125, 0.014)),
        ("AB", (0.500, 0.000, 0.000, 0.500, 0.091)),
    ],
)
def test_worked_examples(contacts: str, expected: tuple[float, ...]) -> None:
    """The worked examples come out to three decimals, in the order UPC, COC, SECON, HHI, MMCI."""
    values = [measure(contacts).value for measure in ALL]
    assert [round(value, 3) for value in values if value is not None] == list(expected)


@pytest.mark.parametrize(
    ("contacts", "undefined"),
    [("", set(ALL)), ("A", {bice_boxerman, sequential})],
)
def test_too_few(contacts: str, undefined: set[Measure]) -> None:
    """No contact leaves all undefined, one contact COC and SECON; n is given all the same."""
    indices = {measure: measure(contacts) for measure in ALL}
    assert {measure for measure, index in indices.items() if index.value is None} == undefined
    assert {index.n for index in indices.values()} == {len(contacts)}
    assert {measure for measure, index in indices.items() if index.reason} == undefined


def test_why_it_is_not_defined() -> None:
    """The reason is in plain words, and there is none where there is a value."""
    assert bice_boxerman("").reason == bice_boxerman("A").reason == "fewer than two contacts"
    assert usual_provider("").reason == modified_modified("").reason == "no contact"
    assert bice_boxerman("AB").reason == ""


def test_key_worker_share() -> None:
    """The share of the named worker; none without a contact or a name."""
    assert key_worker_share("AABC", "A") == Index(value=0.5, n=4)
    assert key_worker_share("AABC", "D") == Index(value=0.0, n=4)
    assert key_worker_share("AABC", None) == Index(value=None, n=4, reason="no key worker is named")
    assert key_worker_share("", "A") == Index(value=None, n=0, reason="no contact")


def test_shown() -> None:
    """An index over few contacts is shown as its n alone."""
    assert bice_boxerman("AABACAAB").shown() == "0.39 (n = 8)"
    assert bice_boxerman("AAB").shown() == "n = 3"
    assert bice_boxerman("AAB").shown(fewest=3) == "0.33 (n = 3)"
    assert bice_boxerman("A").shown(fewest=0) == "n = 1"


@given(some)
def test_ranges(contacts: list[str]) -> None:
    """Every index lies in its range; UPC is 1/n at least, the Herfindahl index 1/p."""
    n, p = len(contacts), len(set(contacts))
    for measure in ALL:
        value = measure(contacts).value
        assert value is not None
        assert 0 <= value <= 1
    assert (usual_provider(contacts).value or 0) >= 1 / n
    assert (herfindahl(contacts).value or 0) >= 1 / p - 1e-12


@given(some)
def test_coc_from_herfindahl(contacts: list[str]) -> None:
    """COC = (n HHI - 1) / (n - 1)."""
    n, hhi = len(contacts), herfindahl(contacts).value
    assert hhi is not None
    assert bice_boxerman(contacts).value == pytest.approx((n * hhi - 1) / (n - 1), abs=1e-12)


@given(contacts=some, data=st.data())
def test_order(contacts: list[str], data: st.DataObject) -> None:
    """The order of contacts changes only SECON, which reads the same backwards."""
    other = data.draw(st.permutations(contacts))
    for measure in UNORDERED:
        assert measure(other) == measure(contacts)
    assert sequential(contacts[::-1]) == sequential(contacts)


@given(some)
def test_who_is_who(contacts: list[str]) -> None:
    """Which worker has which key changes nothing."""
    renamed = [f"person {chr(ord('Z') - ord(who))}" for who in contacts]
    for measure in ALL:
        assert measure(renamed) == measure(contacts)


@given(st.integers(2, 50))
def test_one_worker(n: int) -> None:
    """One worker throughout is 1 by every index."""
    for measure in ALL:
        assert measure(["A"] * n).value == pytest.approx(1)


@given(some)
def test_most_with_one(contacts: list[str]) -> None:
    """No named worker has a larger share than the usual provider, and one has the same."""
    shares = [key_worker_share(contacts, who).value or 0 for who in set(contacts)]
    assert max(shares) == usual_provider(contacts).value


# What the published examples teach ----------------------------------------------------------------


@given(st.integers(2, 40))
def test_alternation_halves_the_usual_provider(n: int) -> None:
    """Two workers by turns for a whole number of turns: UPC a half, SECON nothing, whatever n."""
    contacts = "AB" * n
    assert usual_provider(contacts).value == 0.5
    assert sequential(contacts).value == 0


@given(st.integers(2, 40))
def test_a_change_in_the_middle_shows_only_in_the_order(n: int) -> None:
    """One worker, then another for good, has UPC and COC of the two by turns, and SECON but for one step."""
    turns, change = "AB" * n, "A" * n + "B" * n
    for measure in UNORDERED:
        assert measure(turns) == measure(change)
    assert sequential(change).value == pytest.approx((2 * n - 2) / (2 * n - 1))


@given(some)
def test_more_contacts_with_the_same_workers_raise_mmci(contacts: list[str]) -> None:
    """MMCI sees only n and p: one more contact with somebody known raises it, whoever it is."""
    if len(set(contacts)) > 1:
        for who in set(contacts):
            more, before = modified_modified([*contacts, who]).value, modified_modified(contacts).value
            assert more is not None
            assert before is not None
            assert more > before


@pytest.mark.parametrize(("n", "left"), [(2, 0), (3, 1 / 3), (4, 1 / 2), (5, 3 / 5)])
def test_one_exception_among_few(n: int, left: float) -> None:
    """All contacts but one by one worker leave COC (n - 2) / n: a half or more from four on, hence FEW."""
    assert bice_boxerman(["A"] * (n - 1) + ["B"]).value == pytest.approx(left)
    assert (left >= 1 / 2) == (n >= FEW)
