"""Who was, or by a roster will be, with whom: the ledger before the period and the roster in it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from hub_roster.continuity.familiarity import UNCOUNTED
from hub_roster.domain.appointments import Appointment
from hub_roster.domain.clock import day_of, midnight
from hub_roster.domain.home import NIGHTS
from hub_roster.domain.tasks import Shift
from hub_roster.domain.young_people import Setting

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from hub_roster.domain.clock import Instant
    from hub_roster.domain.lines import Lines
    from hub_roster.domain.problem import Problem


@dataclass(frozen=True, slots=True)
class Meeting:
    """One adult with one young person once.

    Attributes
    ----------
    start
        When it begins; the ledger keeps days only, so there it is the midnight before.
    together
        The two spend time with each other: neither a night shift nor a restraint.
    visit
        A visit or an escort, and no shift: one adult (at most two) for one young person, or one family.
    session
        Equal for all who were there with this person at that time, so that a joint visit of a family can
        be counted once: the task's id, or in the ledger its day, setting and length.
    """

    person: str
    young_person: str
    day: date
    start: Instant
    together: bool
    visit: bool
    session: str


def meetings(lines: Lines) -> Mapping[str, tuple[Meeting, ...]]:
    """Give each young person's meetings in order of time, by code.

    Ledger rows dated in the period are left out: there the roster speaks. So are shifts of the day
    after it, which belong to the next period. Sessions and meetings of staff are with no young person.
    """
    met: dict[str, list[Meeting]] = {code: [] for code in lines.problem.supported}
    for meeting in (*_in_ledger(lines.problem), *_on_shifts(lines), *_on_visits(lines)):
        met.setdefault(meeting.young_person, []).append(meeting)
    return MappingProxyType(
        {code: tuple(sorted(each, key=lambda m: (m.start, m.person))) for code, each in met.items()}
    )


def _in_ledger(problem: Problem) -> Iterator[Meeting]:
    for row in problem.contacts:
        if row.day < problem.first_day and row.minutes > 0:
            together = row.setting not in UNCOUNTED
            visit, start = row.setting is Setting.VISIT, midnight(row.day)
            session = f"{row.day} {row.setting} {row.minutes}"
            yield Meeting(row.person, row.young_person, row.day, start, together, visit, session)


def _on_shifts(lines: Lines) -> Iterator[Meeting]:
    for task_id, people in lines.on.items():
        shift = lines.problem.task(task_id)
        if not isinstance(shift, Shift) or shift.optional:
            continue
        together = shift.kind not in NIGHTS
        for code in lines.problem.young_people_of(shift):
            for person in people:
                yield Meeting(person, code, shift.day, shift.start, together, False, shift.id)


def _on_visits(lines: Lines) -> Iterator[Meeting]:
    for task_id, assignments in lines.assignments_on.items():
        visit = lines.problem.task(task_id)
        if not isinstance(visit, Appointment):
            continue
        starts = defaultdict(list)
        for assignment in assignments:
            starts[assignment.person].append(assignment.span[0])
        for person, each in starts.items():
            start = min(each)
            day = day_of(start)
            for code in visit.young_people:
                yield Meeting(person, code, day, start, True, True, visit.id)
