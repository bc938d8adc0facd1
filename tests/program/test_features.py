"""Features: what rows and prices say of a piece."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub_roster.domain.clock import overlap
from hub_roster.domain.duty import Length
from hub_roster.domain.people import DutyBefore, PatternDay
from hub_roster.program.features import (
    Feature,
    FeatureTable,
    driving,
    from_base,
    matches,
    minutes,
    starts_on,
    takes,
    takes_at,
    takes_on,
    touches,
    weekly_rest,
)
from hub_roster.program.pieces import Piece, PieceKind, list_pieces
from hub_roster.program.runs import Timing
from tests.tiny import MONDAY, at, hub, on, person, shift, visit, young

EMPTY = hub(person("ann"))
spans = st.lists(
    st.tuples(st.integers(0, 40), st.integers(0, 12)).map(lambda pair: (pair[0], pair[0] + pair[1])),
    max_size=9,
)


@given(drawn=spans)
def test_spans_share_a_feature_exactly_when_they_share_a_minute(drawn: list[tuple[int, int]]) -> None:
    """Two half-open spans meet in one of the features exactly if they overlap; empty ones meet nothing."""
    table = FeatureTable(
        EMPTY, [Piece(PieceKind.SPELL, *span, spell=f"s{k}") for k, span in enumerate(drawn)]
    )
    starts = np.array([start for start, _ in drawn], dtype=np.int64)
    ends = np.array([end for _, end in drawn], dtype=np.int64)
    held = [table.has(feature) for feature in table.add_spans("test", starts, ends)]
    for a, b in combinations(range(len(drawn)), 2):
        assert any(has[a] and has[b] for has in held) == (overlap(*drawn[a], *drawn[b]) > 0)
    for k, (start, end) in enumerate(drawn):
        assert any(has[k] for has in held) == (start < end)


@given(drawn=spans)
def test_no_more_features_than_spans(drawn: list[tuple[int, int]]) -> None:
    """A largest set of spans that meet needs one feature: there are never more than spans."""
    table = FeatureTable(
        EMPTY, [Piece(PieceKind.SPELL, *span, spell=f"s{k}") for k, span in enumerate(drawn)]
    )
    starts, ends = (np.array([span[k] for span in drawn], dtype=np.int64) for k in (0, 1))
    assert len(table.add_spans("test", starts, ends)) <= len(drawn)


PROBLEM = hub(
    person("ann"),
    young("Heron"),
    [shift(name) for name in ("early", "late", "sleep-in")],
    visit("v", "Heron", "Mon", "Tue"),
    visit("w", "Heron", "Wed"),
    DutyBefore(person="ann", start=at("Sun-1 22:00"), end=at("Mon 08:00")),
)
PIECES = list_pieces(PROBLEM, lambda duty: True, lambda visit, day: frozenset({"ann"}), Timing()).pieces
TABLE = FeatureTable(PROBLEM, PIECES)


def features(*tasks: str, day: str | None = None) -> dict[Feature, int]:
    """Give the features of the duty of some tasks, with amounts."""
    (row,) = (
        k
        for k, piece in enumerate(PIECES)
        if piece.tasks == tasks and piece.duty and (day is None or piece.duty.day == on(day))
    )
    amounts = TABLE.matrix()[[row], :].toarray()[0]
    return {feature: int(amounts[column]) for feature, column in TABLE.index.items() if amounts[column]}


def test_features_of_a_visit() -> None:
    """Which, when, on which of its days, from which base, the driving, the lengths, and its kind."""
    ten = int(at("Mon 10:00").timestamp()) // 60  # February: wall time is UTC
    working = [(minutes(length, 0), 120) for length in Length]
    assert features("v", day="Mon") == {
        takes("v"): 1,
        takes_at("v", ten): 1,
        takes_on("v", MONDAY): 1,
        from_base("Base"): 1,
        touches(MONDAY): 1,
        starts_on(MONDAY): 1,
        matches(PatternDay.OUTREACH, MONDAY): 1,
        driving(): 60,
        **dict(working),
    }


def test_a_visit_of_one_day_needs_no_feature_for_its_day() -> None:
    """Only visits that may be made on several days are told apart by day."""
    assert takes_on("w", on("Wed")) not in TABLE.index


def test_features_of_a_block() -> None:
    """Sunday's block touches two days, starts on one, is late, night and early; its lengths fall by week."""
    block = features("Oak/2026-02-08/late", "Oak/2026-02-08/sleep-in", "Oak/2026-02-09/early")
    sunday = on("Sun")
    assert block[minutes(Length.WORKING, 0)] == 9 * 60
    assert block[minutes(Length.PAID, 0)] == block[minutes(Length.CONTRACT, 0)] == 16 * 60
    assert {touches(sunday), touches(on("Mon+1")), starts_on(sunday)} < set(block)
    assert {matches(wish, sunday) for wish in (PatternDay.EARLY, PatternDay.LATE, PatternDay.NIGHT)} < set(
        block
    )
    assert driving() not in block


def test_features_of_a_night_that_was_last_weeks() -> None:
    """What was begun on Sunday and holds no task of the week counts its hours and is on no day."""
    (row,) = (k for k, piece in enumerate(PIECES) if piece.kind is PieceKind.BEGUN)
    amounts = TABLE.matrix()[[row], :].toarray()[0]
    found = {feature: int(amounts[column]) for feature, column in TABLE.index.items() if amounts[column]}
    assert found == {("begun", "ann"): 1, minutes(Length.WORKING, 0): 8 * 60}


def test_a_weekly_rest_is_of_its_week() -> None:
    """Each weekly rest has the one feature of its week."""
    rests = np.array([piece.kind is PieceKind.REST for piece in PIECES])
    assert (TABLE.has(weekly_rest(0)) == rests).all()


def test_a_feature_has_one_meaning() -> None:
    """The same name cannot be given to two features."""
    flagged = np.zeros(len(PIECES), dtype=np.bool_)
    table = FeatureTable(PROBLEM, PIECES)
    table.add_flags(("mine",), flagged)
    with pytest.raises(ValueError, match="is there already"):
        table.add_flags(("mine",), flagged)
