"""The roster a draft begins with: legal, with what is locked and little else, rests spread over the week."""

from __future__ import annotations

import numpy as np
import pytest

from hub_roster.domain.tasks import Lock
from hub_roster.program.pieces import PieceKind
from hub_roster.solver.columns import Columns
from hub_roster.solver.legal_start import legal_start
from hub_roster.solver.locks import ContradictoryLocks
from tests.solver.small_hubs import columns_of, is_legal, written
from tests.tiny import hub, people, resident, shift

HOME = (people("ann ben"), resident("Heron"), shift("early", "Mon Tue"))


@pytest.mark.parametrize("name", ["SMALL", "BUSY"])
def test_nothing_is_taken_but_weekly_rests(name: str) -> None:
    """With nothing locked or begun nobody works, and everybody has a rest."""
    columns = written(name)
    start, work = legal_start(columns, 1)
    kinds = {columns.program.pieces[piece].kind for piece in columns.piece[start.taken]}
    assert is_legal(start)
    assert kinds == {PieceKind.REST}
    assert len(np.unique(columns.person[start.taken])) == len(columns.program.people)
    assert work > 0


def test_rests_are_spread_over_the_week() -> None:
    """Were they all on one day, nobody could work on it without moving one first."""
    columns = written("BUSY")
    start, _ = legal_start(columns, 1)
    starts = {columns.program.pieces[piece].start for piece in columns.piece[start.taken]}
    assert len(starts) > len(columns.program.people) // 2


def test_what_is_locked_is_kept() -> None:
    """A lock's person has its task from the first roster on."""
    columns = columns_of(hub(*HOME, Lock(person="ann", task="Oak/2026-02-02/early/1")))
    start, _ = legal_start(columns, 1)
    taken = {(columns.program.people[columns.person[k]], t) for k in start.taken for t in _tasks(columns, k)}
    assert taken == {("ann", "Oak/2026-02-02/early")}


def test_locks_that_cannot_all_stand_are_refused() -> None:
    """Ann cannot be on a late shift and on the early one of the day after, with eight hours between them."""
    shifts = (shift("late", "Mon"), shift("early", "Tue"))
    locks = [
        Lock(person="ann", task=f"Oak/2026-02-0{day}/{name}/1") for day, name in ((2, "late"), (3, "early"))
    ]
    with pytest.raises(ContradictoryLocks):
        legal_start(columns_of(hub(people("ann"), resident("Heron"), shifts, locks)), 1)


def _tasks(columns: Columns, index: int) -> tuple[str, ...]:
    return columns.program.pieces[int(columns.piece[index])].tasks
