"""The roster of a week with what was different, difference by difference, and what makes no sense of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import singledispatchmethod

from hub_roster.domain.appointments import Appointment
from hub_roster.domain.clock import DAY, HOUR, Instant, day_of, instant_of, utc, wall
from hub_roster.domain.home import PartKind
from hub_roster.domain.plans import Outcome, OutcomeKind
from hub_roster.domain.problem import Problem, Task
from hub_roster.domain.recorded import Absence, Recorded, Unplanned, with_recorded
from hub_roster.domain.roster import Assignment, Roster, RosterStatus, assign
from hub_roster.domain.tasks import Shift, shift_of
from hub_roster.service.recording.said import (
    Came,
    CameOfVisit,
    DidNotCome,
    Difference,
    Disturbed,
    ExtraWork,
    Flaw,
    NotDone,
    NotRecorded,
    OtherTimes,
)

LEAST, MOST = 5, 16 * HOUR
"""Minutes of work that no roster planned."""

HELD = frozenset({OutcomeKind.MADE, OutcomeKind.DECLINED})
"""Outcomes of a visit that somebody went to: of every other one nobody was there."""


class _Nonsense(Exception):
    """One flaw; `field` is where in the difference it stands."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


@dataclass(frozen=True)
class Applied:
    """A week as it was worked."""

    roster: Roster
    recorded: Recorded


def applied(
    problem: Problem, standing: Roster, recorded: Recorded, said: Sequence[Difference], now: datetime
) -> Applied:
    """Give a week as it was worked: what stood, with what is said now.

    Parameters
    ----------
    problem
        Of the week, without what was recorded of it.
    standing
        What was recorded so far, and what is planned from there on.

    Raises
    ------
    NotRecorded
        With everything that makes no sense; a rule that was broken never does that.
    """
    week = _Week(problem, standing, recorded, now)
    for number, difference in enumerate(said):
        with week.place(f"differences.{number}"):
            week.take(difference)
    if week.flaws:
        raise NotRecorded(week.flaws)
    return week.applied()


class _Week:
    """A week while differences are taken into it, in the order in which they are said."""

    def __init__(self, problem: Problem, standing: Roster, recorded: Recorded, now: datetime) -> None:
        self.problem = with_recorded(problem, recorded, standing)
        self.standing = standing
        self.now = instant_of(now)
        self.on = {(each.person, shift_of(each.task)): each for each in standing.assignments}
        self.recorded = recorded
        self.absences = {(each.person, shift_of(each.task)): each for each in recorded.absences}
        self.outcomes = {(each.visit, each.young_person, each.day): each for each in recorded.outcomes}
        self.unplanned = list(recorded.unplanned)
        self.flaws: list[Flaw] = []

    @contextmanager
    def place(self, path: str) -> Iterator[None]:
        """Note a flaw of one difference, and go on with the next."""
        try:
            yield
        except _Nonsense as error:
            self.flaws.append(Flaw(f"{path}.{error.field}", str(error)))

    def applied(self) -> Applied:
        """Give what came of it."""
        update = {"status": RosterStatus.WORKED, "assignments": tuple(self.on.values())}
        recorded = self.recorded.model_copy(
            update={
                "absences": tuple(self.absences.values()),
                "outcomes": tuple(self.outcomes.values()),
                "unplanned": tuple(self.unplanned),
            }
        )
        return Applied(self.standing.model_copy(update=update), recorded)

    # What is said ---------------------------------------------------------------------------------

    @singledispatchmethod
    def take(self, difference: Difference) -> None:
        """Take a difference into the week."""
        raise NotImplementedError(type(difference))

    @take.register
    def _came(self, said: Came) -> None:
        self._person(said.person, "person")
        task = self._task(said.task, "task")
        if (said.person, task.id) in self.on:
            raise _Nonsense("person", f"{said.person} is down for this already: say from when to when.")
        if said.instead_of is not None:
            self._assigned(said.instead_of, task, "instead_of")
        start, end = self._planned(task, said.start)
        start, end = self._times(task, start, end, said.start, said.end)
        seat = self._seat(said.task, task) if said.instead_of is None else self._left(said.instead_of, task)
        self.on[said.person, task.id] = assign(self.problem.id, said.person, seat, start, end)
        self.absences.pop((said.person, task.id), None)

    @take.register
    def _other_times(self, said: OtherTimes) -> None:
        task, held = self._held(said.person, said.task)
        if said.start is None and said.end is None:
            raise _Nonsense("start", "Say when they came, when they left, or both.")
        start, end = self._times(task, *held.span, said.start, said.end)
        # Made anew: a copy would keep the span that was worked out of the old times.
        at = {"start": utc(start), "end": utc(end)}
        self.on[said.person, task.id] = Assignment.model_validate(held.model_dump() | at)

    @take.register
    def _did_not_come(self, said: DidNotCome) -> None:
        task, held = self._held(said.person, said.task)
        self._left(said.person, task)
        self.absences[said.person, task.id] = Absence(
            person=said.person, task=held.task, day=day_of(held.span[0]), reason=said.reason
        )

    @take.register
    def _not_done(self, said: NotDone) -> None:
        task = self._task(said.task, "task")
        for person, key in list(self.on):
            if key == task.id:
                del self.on[person, key]

    @take.register
    def _extra_work(self, said: ExtraWork) -> None:
        self._person(said.person, "person")
        if said.home is not None and said.home not in self.problem.home:
            raise _Nonsense("home", f"There is no home {said.home} in the hub's file.")
        if said.young_person is not None and said.young_person not in self.problem.supported:
            raise _Nonsense("young_person", "The hub's file does not know this young person.")
        start, end = instant_of(said.start), instant_of(said.end)
        self._in_order(start, end)
        if not self.problem.start <= start < self.problem.end:
            raise _Nonsense("start", "This is not in that week.")
        if not LEAST <= end - start <= MOST:
            raise _Nonsense("end", f"Work lasts from {LEAST} minutes to {MOST // HOUR} hours.")
        unplanned = self._unplanned(said, start, end)
        self.unplanned.append(unplanned)
        self.on[said.person, unplanned.task] = assign(
            self.problem.id, said.person, unplanned.task, start, end
        )

    @take.register
    def _disturbed(self, said: Disturbed) -> None:
        task, held = self._held(said.person, said.task)
        if not isinstance(task, Shift) or task.kind is not PartKind.SLEEP_IN:
            raise _Nonsense("task", "This is no sleep-in.")
        if said.minutes > held.span[1] - held.span[0]:
            raise _Nonsense("minutes", "The night was shorter than that.")
        self.on[said.person, task.id] = held.model_copy(update={"disturbed_minutes": said.minutes})

    @take.register
    def _came_of_visit(self, said: CameOfVisit) -> None:
        task = self._task(said.visit, "visit")
        if not isinstance(task, Appointment) or not task.young_people:
            raise _Nonsense("visit", "This is no visit to a young person.")
        if said.person is not None:
            self._person(said.person, "person")
        down = [self.on[key] for key in self.on if key[1] == task.id and said.person in (None, key[0])]
        if said.outcome in HELD and not down:
            raise _Nonsense("outcome", "Nobody is down for this visit: say first who came to it.")
        start = down[0].span[0] if down else min(task.window[0], self.now)
        minutes = max((each.span[1] - each.span[0] for each in down), default=task.minutes)
        for code in task.young_people:
            outcome = Outcome(
                young_person=code,
                person=down[0].person if len(down) == 1 else said.person,
                day=day_of(start),
                minutes=minutes,
                outcome=said.outcome,
                visit=task.id,
            )
            self.outcomes[outcome.visit, code, outcome.day] = outcome
        for each in down if said.outcome not in HELD else ():
            del self.on[each.person, task.id]

    # What it speaks of ----------------------------------------------------------------------------

    def _person(self, key: str, field: str) -> None:
        if key not in self.problem.person:
            raise _Nonsense(field, f"There is nobody called {key} in the hub's file.")

    def _task(self, task_id: str, field: str) -> Task:
        task = self.problem.task(task_id)
        if task is None:
            raise _Nonsense(field, "There is no such task in that week.")
        if isinstance(task, Shift) and task.optional:
            raise _Nonsense(field, "This is of the week after: record it there.")
        if self._begins(task) > self.now:
            raise _Nonsense(field, "This is still to come.")
        return task

    def _begins(self, task: Task) -> Instant:
        if isinstance(task, Shift):
            return task.start
        return task.window[0] if isinstance(task, Appointment) else task.span[0]

    def _assigned(self, person: str, task: Task, field: str) -> Assignment:
        self._person(person, field)
        held = self.on.get((person, task.id))
        if held is None:
            raise _Nonsense(field, f"{person} is not down for this.")
        return held

    def _held(self, person: str, task_id: str) -> tuple[Task, Assignment]:
        self._person(person, "person")
        task = self._task(task_id, "task")
        return task, self._assigned(person, task, "person")

    def _left(self, person: str | None, task: Task) -> str:
        """Take somebody off a task, and give the id of the seat or task that is free now."""
        return self.on.pop((person or "", task.id)).task

    def _seat(self, task_id: str, task: Task) -> str:
        """Give the seat asked for, or the first one free: another adult than was planned has one too."""
        if not isinstance(task, Shift):
            return task.id
        taken = {each.task for key, each in self.on.items() if key[1] == task.id}
        free = [seat for seat in map(task.seat, range(1, task.places + len(taken) + 2)) if seat not in taken]
        return task_id if task_id in free else free[0]

    # Times ----------------------------------------------------------------------------------------

    def _planned(self, task: Task, start: datetime | None) -> tuple[Instant, Instant]:
        if isinstance(task, Shift):
            return task.start, task.end
        if not isinstance(task, Appointment):
            return task.span
        if start is None:
            raise _Nonsense("start", "Say when this began.")
        return instant_of(start), instant_of(start) + task.minutes

    def _times(
        self, task: Task, start: Instant, end: Instant, came: datetime | None, left: datetime | None
    ) -> tuple[Instant, Instant]:
        """Give the times that are said, and those there were for what is not."""
        planned = task.window if isinstance(task, Appointment) else (start, end)
        start = start if came is None else instant_of(came)
        end = end if left is None else instant_of(left)
        self._in_order(start, end)
        if left is not None and end > self.now:
            raise _Nonsense("end", "This is still to come.")
        if not planned[0] - DAY <= start <= planned[1] + DAY or end > planned[1] + DAY:
            raise _Nonsense("start" if came else "end", "This is more than a day from when it was planned.")
        return start, end

    def _in_order(self, start: Instant, end: Instant) -> None:
        if end <= start:
            raise _Nonsense("end", "It ends before it begins.")
        if start > self.now:
            raise _Nonsense("start", "This is still to come.")

    # Work nobody planned --------------------------------------------------------------------------

    def _unplanned(self, said: ExtraWork, start: Instant, end: Instant) -> Unplanned:
        person = self.problem.person[said.person]
        place, hub = person.base, person.hub
        if said.home is not None:
            place, hub = self.problem.home[said.home].place, self.problem.home[said.home].hub
        elif said.young_person is not None:
            there = self.problem.home_of(said.young_person, wall(start).date())
            found = self.problem.supported[said.young_person]
            place, hub = (found.place if there is None else self.problem.home[there].place), found.hub
        name = "Call-out" if said.call_out else "Unplanned"
        return Unplanned(
            code=f"{name} {self.problem.first_day.isoformat()} {len(self.unplanned) + 1}",
            person=said.person,
            hub=hub,
            place=place,
            start=utc(start),
            end=utc(end),
            young_person=said.young_person,
        )
