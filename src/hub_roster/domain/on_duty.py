"""Who is on in a home at a time, and who is on call for it, as one roster of one week has it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING

from hub_roster.domain.clock import Instant
from hub_roster.domain.home import PartKind
from hub_roster.domain.leading import Leads, leading
from hub_roster.domain.offers import AssignmentState
from hub_roster.domain.tasks import OnCall, Shift, shift_of

if TYPE_CHECKING:
    from hub_roster.domain.lines import Lines
    from hub_roster.domain.problem import Problem
    from hub_roster.domain.roster import Assignment


@dataclass(frozen=True, slots=True)
class OnDuty:
    """Somebody's seat on a shift of a home.

    Attributes
    ----------
    shift
        ``home/date/name``.
    start, end
        Of the assignment: of a roster as worked those may differ from the shift's.
    asleep
        It is a sleep-in; None where the hub's file has no such shift.
    leads
        Whether they lead it, or may; None for everyone else.
    optional
        The shift belongs to the week after, whose own roster speaks of it if there is one.
    """

    person: str
    shift: str
    start: Instant
    end: Instant
    asleep: bool | None
    leads: Leads | None
    state: AssignmentState
    optional: bool

    @property
    def name(self) -> str:
        """What the home calls the shift."""
        return self.shift.rsplit("/", 1)[-1]


@dataclass(frozen=True, slots=True)
class OnCallThen:
    """Somebody's spell of on-call."""

    person: str
    spell: str
    start: Instant
    end: Instant


def on_duty(lines: Lines, home: str) -> Iterator[OnDuty]:
    """Give everybody on any shift of a home, in order of shifts and people."""
    seats = sorted(
        (a for a in lines.roster.assignments if a.task.startswith(f"{home}/")),
        key=lambda a: (shift_of(a.task), a.person),
    )
    for shift_id, taken in groupby(seats, key=lambda a: shift_of(a.task)):
        yield from _on_shift(lines.problem, shift_id, tuple(taken))


def on_call(lines: Lines, hub: str) -> Iterator[OnCallThen]:
    """Give everybody on call for a hub, in order of time."""
    for assignment in sorted(lines.known, key=lambda a: (a.span, a.person)):
        spell = lines.problem.task(assignment.task)
        if isinstance(spell, OnCall) and hub in (spell.hub, *spell.shared_with):
            yield OnCallThen(assignment.person, spell.id, *assignment.span)


def _on_shift(problem: Problem, shift_id: str, taken: tuple[Assignment, ...]) -> Iterator[OnDuty]:
    shift = problem.shift.get(shift_id)
    known = [each.person for each in taken if each.person in problem.person]
    leads = {} if shift is None else leading(problem, shift, known)
    for each in taken:
        yield OnDuty(
            each.person,
            shift_id,
            *each.span,
            asleep=None if shift is None else shift.kind is PartKind.SLEEP_IN,
            leads=leads.get(each.person),
            state=each.state,
            optional=_is_after(problem, shift_id, shift),
        )


def _is_after(problem: Problem, shift_id: str, shift: Shift | None) -> bool:
    if shift is not None:
        return shift.optional
    return date.fromisoformat(shift_id.split("/")[1]) > problem.last_day
