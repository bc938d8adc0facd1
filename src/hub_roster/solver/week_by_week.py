"""A long period's first roster: week after week, each with the weeks before it as its past."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta

import numpy as np

from hub_roster.domain.lines import Lines
from hub_roster.domain.problem import Problem
from hub_roster.domain.rolling import continued, starting
from hub_roster.domain.roster import Assignment, Roster
from hub_roster.domain.tasks import shift_of
from hub_roster.program.pieces import Piece, PieceKind
from hub_roster.solver.columns import Columns, Indices
from hub_roster.solver.locks import ContradictoryLocks

DraftWeek = Callable[[Problem], Roster | None]
"""Drafts one week; None where there is no more time to."""

Key = tuple[tuple[str, int], ...]
"""The tasks of a piece with their starts, those taken from a shift told apart."""

FROM_SHIFT = "from a shift: "


def week_by_week(problem: Problem, draft_week: DraftWeek) -> tuple[Assignment, ...]:
    """Give the assignments of a period's weeks, drafted one after the other.

    A duty over midnight on Sunday is in two of their rosters: what it takes of the second is told once.
    """
    carried, made = problem, dict[tuple[str, str], Assignment]()
    for week in range(problem.weeks):
        first_day = problem.first_day + timedelta(days=7 * week)
        try:
            roster = draft_week(starting(carried, first_day, 1))
        except ContradictoryLocks:
            break  # only beside what the weeks before made of it: the period as a whole has a roster
        if roster is None:
            break
        for assignment in roster.assignments:
            made.setdefault((assignment.person, shift_of(assignment.task)), assignment)
        left = problem.weeks - week - 1
        if left:
            carried = continued(carried, roster, weeks=left)
    return tuple(made.values())


def columns_of(columns: Columns, assignments: tuple[Assignment, ...]) -> Indices:
    """Give the columns that hold what people are assigned; what no column holds is left out."""
    problem, people = columns.program.problem, columns.program.people
    roster = Roster(
        problem_id=problem.id,
        first_day=problem.first_day,
        weeks=problem.weeks,
        seed=None,
        assignments=assignments,
    )
    lines = Lines(problem, roster)
    keys = [_key(piece) for piece in columns.program.pieces]
    wanted = {(k, key) for k, person in enumerate(people) for key in _taken(lines, person) if key}
    held = zip(columns.person.tolist(), columns.piece.tolist(), strict=True)
    found = [k for k, (person, piece) in enumerate(held) if (person, keys[piece]) in wanted]
    return np.array(found, dtype=np.int64)


def rests(columns: Columns) -> Indices:
    """Give everybody's weekly rests: no assignment tells which of them a roster has."""
    pieces = columns.program.pieces
    is_rest = np.array([piece.kind is PieceKind.REST for piece in pieces], dtype=np.bool_)
    return np.flatnonzero(is_rest[columns.piece])


def _key(piece: Piece) -> Key:
    if piece.attached is not None:
        return ((FROM_SHIFT + piece.attached, piece.start),)
    if piece.duty is not None:
        return tuple((part.task, part.start) for part in piece.duty.parts)
    return ((piece.spell, piece.start),) if piece.spell is not None else ()


def _taken(lines: Lines, person: str) -> Iterator[Key]:
    for duty in lines.of[person]:
        yield tuple((part.task, part.start) for part in duty.parts)
    for each in lines.attached.get(person, ()):
        yield ((FROM_SHIFT + each.appointment.id, each.start),)
    for spell in lines.spells[person]:
        yield ((spell.id, spell.span[0]),)
