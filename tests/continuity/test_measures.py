"""The published indices: worked examples, and what holds for any sequence of contacts."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub_roster.continuity.measures import (
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


def test_key_worker_share() -> None:
    """The share of the named worker; none without a contact or a name."""
    assert key_worker_share("AABC", "A") == Index(value=0.5, n=4)
    assert key_worker_share("AABC", "D") == Index(value=0.0, n=4)
    assert key_worker_share("AABC", None) == Index(value=None, n=4)
    assert key_worker_share("", "A") == Index(value=None, n=0)


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
