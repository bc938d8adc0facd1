"""What was recorded of a week that was worked, beside its roster, and the week as the past of the next."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from enum import StrEnum

from pydantic import AwareDatetime

from hub_roster.domain.clock import instant_of, wall
from hub_roster.domain.model import Code, Day, PersonKey, Record, TaskId
from hub_roster.domain.people import Leave
from hub_roster.domain.plans import Outcome
from hub_roster.domain.problem import Problem
from hub_roster.domain.rolling import moved_on
from hub_roster.domain.roster import Roster
from hub_roster.domain.tasks import Escort, Session, Who


class AbsenceReason(StrEnum):
    """Why somebody did not come: whether they were ill the law asks (regulation 4(7)), and no more."""

    SICK = "sick"
    OTHER = "other"


class Absence(Record):
    """A task somebody was down for, and did not come to."""

    person: PersonKey
    task: TaskId
    day: Day
    reason: AbsenceReason


class Unplanned(Record):
    """Work that no roster planned, such as a call-out, by one person.

    Attributes
    ----------
    place
        Where it was.
    young_person
        Whom it was with; None where it was with nobody in particular.
    """

    code: Code
    person: PersonKey
    hub: Code
    place: Code
    start: AwareDatetime
    end: AwareDatetime
    young_person: Code | None = None

    @property
    def day(self) -> date:
        """The local date it began on."""
        return wall(instant_of(self.start)).date()

    @property
    def minutes(self) -> int:
        """How long it took."""
        return instant_of(self.end) - instant_of(self.start)

    @property
    def task(self) -> str:
        """The id of the task it makes."""
        return self.code if self.young_person is not None else f"{self.code} {self.day.isoformat()}"


class Recorded(Record):
    """All that is recorded of a week so far, beside the roster of time worked.

    Attributes
    ----------
    whole
        It was recorded after the week was over, and for every home: its hours are assumed no longer.
    """

    whole: bool = False
    outcomes: tuple[Outcome, ...] = ()
    unplanned: tuple[Unplanned, ...] = ()
    absences: tuple[Absence, ...] = ()


class Breach(Record):
    """Something that was not as the rules have it, kept as it was told on the day it was recorded.

    Attributes
    ----------
    rule
        Its name.
    whom
        A person's key, a home or a young person's code.
    """

    rule: str
    whom: str
    tasks: tuple[str, ...] = ()
    words: str


def with_recorded(problem: Problem, recorded: Recorded, roster: Roster) -> Problem:
    """Give the problem of a week with what was recorded of it: tasks nobody planned, outcomes, days ill.

    Days ill count as leave does, which takes them out of the average of working time and off contract time.
    """
    if not (recorded.outcomes or recorded.unplanned or recorded.absences):
        return problem
    return problem.edited(
        escorts=(*problem.escorts, *(_with_young_person(u) for u in recorded.unplanned if u.young_person)),
        sessions=(*problem.sessions, *(_with_nobody(u) for u in recorded.unplanned if not u.young_person)),
        outcomes=(*problem.outcomes, *recorded.outcomes),
        leave=(*problem.leave, *_ill(problem, recorded, roster)),
    )


def moved_on_as_recorded(problem: Problem, roster: Roster, recorded: Recorded) -> Problem:
    """Continue a problem after a week of it that was worked, as `moved_on`, with what was recorded of it.

    Of what was never planned the hours and the contacts stay; nobody is asked for it again. As long as a week
    is not recorded whole, what people worked in it is assumed.
    """
    after = moved_on(with_recorded(problem, recorded, roster), roster)
    weeks = tuple(
        week.model_copy(update={"assumed": True})
        if week.week == roster.first_day and not recorded.whole
        else week
        for week in after.weeks_worked
    )
    return after.edited(
        weeks_worked=weeks, escorts=problem.escorts, sessions=problem.sessions, leave=problem.leave
    )


def _with_young_person(unplanned: Unplanned) -> Escort:
    """Make it an escort that comes back: of all that can be planned, only that may be at any time."""
    assert unplanned.young_person is not None
    return Escort(
        id=unplanned.code,
        young_person=unplanned.young_person,
        start=wall(instant_of(unplanned.start)).replace(tzinfo=None),
        minutes=unplanned.minutes,
        origin=unplanned.place,
        destination=unplanned.place,
        returns=True,
        who=Who.ANYONE,
    )


def _with_nobody(unplanned: Unplanned) -> Session:
    start, end = (wall(instant_of(moment)).time() for moment in (unplanned.start, unplanned.end))
    return Session(
        code=unplanned.code,
        hub=unplanned.hub,
        place=unplanned.place,
        days=(unplanned.day.weekday(),),
        first_day=unplanned.day,
        last_day=unplanned.day,
        start=start,
        end=end,
        gives_break=False,
    )


def _ill(problem: Problem, recorded: Recorded, roster: Roster) -> Iterator[Leave]:
    """Give each day on which somebody was ill and worked nothing, unless it is leave already."""
    worked: dict[str, set[date]] = defaultdict(set)
    for assignment in roster.assignments:
        start, end = assignment.span
        first, last = wall(start).date(), wall(end - 1).date()
        worked[assignment.person] |= {first + timedelta(days=k) for k in range((last - first).days + 1)}
    ill = {(a.person, a.day) for a in recorded.absences if a.reason is AbsenceReason.SICK}
    for person, day in sorted(ill):
        if day not in worked[person] and day not in problem.leave_days.get(person, frozenset()):
            yield Leave(person=person, first_day=day, last_day=day)
