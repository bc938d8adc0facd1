"""What people worked, reckoned from the rosters of periods that follow one another, as they stand.

It counts in its own way what `hub_roster.domain.rolling` carries from period to period: the tasks of all
rosters are laid on one line for each person, each task once, and read off that line. Of hub-roster it uses
what a file says (when a shift is, how far a drive) and the clock: no duties, no lines, nothing carried on.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from hub_roster.domain.appointments import Appointment
from hub_roster.domain.clock import day_of, instant_of, midnight, overlap
from hub_roster.domain.home import PartKind
from hub_roster.domain.model import Record
from hub_roster.domain.people import DayWorked, DutyBefore, PatternDay, Person, WeekWorked
from hub_roster.domain.plans import OutcomeKind
from hub_roster.domain.problem import Problem
from hub_roster.domain.roster import Assignment, Roster
from hub_roster.domain.tasks import OnCall, Shift
from hub_roster.domain.young_people import Contact, Setting

REST = 8 * 60
"""Minutes between two tasks that make two duties of them."""

FELT = 24 * 60
"""Minutes after its end for which the next period has to know of a duty."""

DAYS_KEPT = timedelta(days=28)
WEEK = timedelta(days=7)
SATURDAY = 5


@dataclass(frozen=True)
class Work:
    """One task on one person's line; `shift` is None for an appointment."""

    task: str
    start: int
    end: int
    place: str
    left_at: str
    shift: Shift | None


@dataclass(frozen=True)
class Turn:
    """What one person does between two rests, with the driving out and back."""

    works: tuple[Work, ...]
    start: int
    end: int

    @property
    def day(self) -> date:
        """The date it begins on."""
        return day_of(self.start)


@dataclass(frozen=True)
class Reckoning:
    """The past that rosters make, from the first day of a hub's file on.

    Attributes
    ----------
    whole
        The hub's file, for all the weeks of the rosters or more.
    holidays
        The bank holidays of those weeks, looked up in a calendar.
    """

    whole: Problem
    rosters: tuple[Roster, ...]
    holidays: frozenset[date] = frozenset()

    @property
    def following(self) -> date:
        """The Monday after the last roster."""
        return self.whole.first_day + sum(roster.weeks for roster in self.rosters) * WEEK

    @property
    def days(self) -> list[date]:
        """Every date of the rosters."""
        length = (self.following - self.whole.first_day).days
        return [self.whole.first_day + timedelta(days=n) for n in range(length)]

    @cached_property
    def assignments(self) -> tuple[Assignment, ...]:
        """Those of all rosters; what a later one takes over from an earlier one is here once."""
        return tuple({(a.person, a.task): a for r in self.rosters for a in r.assignments}.values())

    def differences(self, carried: Problem) -> list[str]:
        """Say where what the next period's problem tells of the past is not what the rosters make it."""
        return [
            *_unlike(self._weeks_worked(), carried.weeks_worked),
            *_unlike(self._days_worked(), carried.days_worked),
            *_unlike(self._contacts(), carried.contacts),
            *self._last_turns_unlike(carried),
            *self._visits_unlike(carried),
        ]

    # Each person's line ---------------------------------------------------------------------------

    @cached_property
    def turns(self) -> Mapping[str, tuple[Turn, ...]]:
        """What each person does, in order of time, from the duty they had begun before the file on."""
        works: dict[str, list[Work]] = defaultdict(list)
        for assignment in self.assignments:
            work = self._work(assignment)
            if work is not None:
                works[assignment.person].append(work)
        return {person.key: tuple(self._turns(person, works[person.key])) for person in self.whole.people}

    def _work(self, assignment: Assignment) -> Work | None:
        """Give the work of an assignment; none for a spell of on-call, which is not working time."""
        task = self.whole.task(assignment.task)
        start, end = instant_of(assignment.start), instant_of(assignment.end)
        if isinstance(task, Shift):
            return Work(assignment.task, start, end, task.place, task.place, task)
        if isinstance(task, OnCall):
            return None
        opening = task.opening(day_of(start), start) if task else None
        if opening is None:
            raise ValueError(f"{assignment.task} is not in the file, or may not start then")
        return Work(assignment.task, start, end, opening.place, opening.ends_at, None)

    def _turns(self, person: Person, works: list[Work]) -> Iterator[Turn]:
        before = next((d for d in self.whole.duties_before if d.person == person.key), None)
        if before and not before.tasks:
            yield Turn((), instant_of(before.start), instant_of(before.end))
        for run in _runs(_outside_shifts(works)):
            goes_on = before and any(work.task in before.tasks for work in run)
            yield self._turn(person, run, before if goes_on else None)

    def _turn(self, person: Person, run: list[Work], begun: DutyBefore | None) -> Turn:
        """Put the driving to the first and from the last appointment around a run of work."""
        first, last = run[0], run[-1]
        base = next((work.place for work in run if work.shift), person.base)
        out = 0 if first.shift else self.whole.drive(base, first.place)
        back = 0 if last.shift else self.whole.drive(last.left_at, base)
        start = instant_of(begun.start) if begun else first.start - out
        return Turn(tuple(run), start, last.end + back)

    # Balances -------------------------------------------------------------------------------------

    def _weeks_worked(self) -> Iterator[WeekWorked]:
        yield from self.whole.weeks_worked
        for monday in self.days[::7]:
            for person in self.whole.people:
                if person.started is None or person.started < monday + WEEK:
                    yield self._week(person, monday)

    def _week(self, person: Person, monday: date) -> WeekWorked:
        days = [monday + timedelta(days=n) for n in range(7)]
        on = [turn.day for turn in self.turns[person.key]]
        return WeekWorked(
            person=person.key,
            week=monday,
            working_minutes=self._minutes(person.key, monday, monday + WEEK),
            excluded_days=sum(self._is_out_of_the_average(person, day) for day in days),
            assumed=True,
            weekend_days=sum(day in on for day in days[SATURDAY:]),
            nights=sum(self._begins(person.key, PartKind.WAKING_NIGHT, day) for day in days),
            sleep_ins=sum(self._begins(person.key, PartKind.SLEEP_IN, day) for day in days),
            bank_holidays=sum(day in on and day in self.holidays for day in days),
        )

    def _minutes(self, person: str, first: date, until: date) -> int:
        start, end = midnight(first), midnight(until)
        return sum(overlap(turn.start, turn.end, start, end) for turn in self.turns[person])

    def _is_out_of_the_average(self, person: Person, day: date) -> bool:
        leave = (row for row in self.whole.leave if row.person == person.key)
        away = any(row.first_day <= day <= row.last_day for row in leave)
        return away or (person.started is not None and day < person.started)

    def _begins(self, person: str, kind: PartKind, day: date) -> bool:
        works = (work for turn in self.turns[person] for work in turn.works)
        return any(w.shift and w.shift.kind is kind and day_of(w.start) == day for w in works)

    def _days_worked(self) -> Iterator[DayWorked]:
        kept = self.following - DAYS_KEPT
        yield from (row for row in self.whole.days_worked if row.day >= kept)
        for person in self.whole.people:
            yield from (row for row in self._days_of(person) if row.day >= kept)

    def _days_of(self, person: Person) -> Iterator[DayWorked]:
        on = {turn.day for turn in self.turns[person.key]}
        tasks = (self.whole.task(a.task) for a in self.assignments if a.person == person.key)
        on_call = {task.start.date() for task in tasks if isinstance(task, OnCall)}
        for day in self.days:
            minutes = self._minutes(person.key, day, day + timedelta(days=1))
            if minutes or day in on_call:
                yield DayWorked(
                    person=person.key,
                    day=day,
                    working_minutes=minutes,
                    duty=day in on,
                    sleep_in=self._begins(person.key, PartKind.SLEEP_IN, day),
                    on_call=day in on_call,
                    called_in=day in on and self._is_kept_free(person, day),
                )

    def _is_kept_free(self, person: Person, day: date) -> bool:
        """Say whether the person's working pattern has a day off on a date."""
        cycle = sorted((row for row in self.whole.patterns if row.person == person.key), key=lambda r: r.week)
        if not cycle or person.pattern_anchor is None:
            return False
        weeks = (day - person.pattern_anchor).days // 7
        return cycle[weeks % len(cycle)].on(day.weekday()) is PatternDay.OFF

    # What else is carried on ----------------------------------------------------------------------

    def _contacts(self) -> Iterator[Contact]:
        yield from self.whole.contacts
        people: dict[str, dict[str, Assignment]] = defaultdict(dict)
        for assignment in self.assignments:
            task = self.whole.task(assignment.task)
            if isinstance(task, Shift | Appointment):
                people[task.id][assignment.person] = assignment
        for task_id, taken in people.items():
            task = self.whole.task(task_id)
            for person, assignment in taken.items():
                day = day_of(instant_of(assignment.start))
                if day < self.following and isinstance(task, Shift):
                    yield from self._contacts_on(task, person, len(taken))
                elif isinstance(task, Appointment):
                    for code in task.young_people:
                        yield Contact(
                            person=person,
                            young_person=code,
                            day=day,
                            minutes=task.minutes,
                            adults=len(taken),
                        )

    def _contacts_on(self, shift: Shift, person: str, adults: int) -> Iterator[Contact]:
        asleep = shift.kind in (PartKind.SLEEP_IN, PartKind.WAKING_NIGHT)
        residents = self.whole.at_home(shift.home, shift.start, shift.end)
        for code in residents:
            yield Contact(
                person=person,
                young_person=code,
                day=shift.day,
                minutes=shift.end - shift.start,
                setting=Setting.ASLEEP if asleep else Setting.SHIFT,
                young_people=len(residents),
                adults=adults,
            )

    def _last_turns_unlike(self, carried: Problem) -> Iterator[str]:
        """Compare each person's last duty: known where it is still felt, and right where it is known."""
        now = midnight(self.following)
        told = {row.person: row for row in carried.duties_before}
        for person, turns in self.turns.items():
            last = max((t for t in turns if t.start < now), key=lambda t: t.start, default=None)
            row = told.pop(person, None)
            if row is None:
                if last and last.end + FELT > now:
                    yield f"{person}: the last duty is not known"
            elif last is None or (instant_of(row.start), instant_of(row.end)) != (last.start, last.end):
                yield f"{person}: the last duty was another than {row!r}"
            elif row.tasks != tuple(w.task for w in last.works if w.shift and w.start >= now):
                yield f"{person}: the last duty goes on otherwise than {row!r}"
        yield from (f"{person}: a last duty of nobody" for person in told)

    def _visits_unlike(self, carried: Problem) -> Iterator[str]:
        """Compare visits: none is made in two rosters, none made is asked for again, none lost unnoticed."""
        made = [{a.task for a in roster.assignments} for roster in self.rosters]
        still, lost = {visit.id for visit in carried.visits}, set()
        for visit in self.whole.visits:
            times = sum(visit.id in tasks for tasks in made)
            over = visit.last_day < self.following
            if times > 1 or (times and visit.id in still):
                yield f"{visit.id}: asked for again when made"
            if not times and not over and visit.id not in still and visit.first_day <= carried.last_day:
                yield f"{visit.id}: not asked for any more"
            if not times and over:
                lost.add(visit.id)
        known = set(self.whole.outcomes)
        told = {o.visit for o in carried.outcomes if o not in known and o.outcome is OutcomeKind.NOT_MADE}
        yield from (f"{visit}: made or not, and told otherwise" for visit in sorted(lost ^ told, key=str))


def _runs(works: Iterable[Work]) -> list[list[Work]]:
    """Part a line of work where somebody rests."""
    runs: list[list[Work]] = []
    for work in works:
        if runs and work.start - runs[-1][-1].end < REST:
            runs[-1].append(work)
        else:
            runs.append([work])
    return runs


def _outside_shifts(works: list[Work]) -> list[Work]:
    """Leave out what somebody does from a shift they are awake on: that time is the shift's already."""
    awake = [w for w in works if w.shift and w.shift.kind is not PartKind.SLEEP_IN]
    left = [w for w in works if w.shift or not any(s.start <= w.start and w.end <= s.end for s in awake)]
    return sorted(left, key=lambda work: (work.start, work.end))


def _unlike(reckoned: Iterable[Record], told: Iterable[Record]) -> Iterator[str]:
    mine, theirs = Counter(reckoned), Counter(told)
    yield from (f"reckoned, not told: {row!r}" for row in (mine - theirs).elements())
    yield from (f"told, not reckoned: {row!r}" for row in (theirs - mine).elements())
