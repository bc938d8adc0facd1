"""Every duty one person could have, without the package's listing: tasks, orders, starts; the judge decides.

Times are canonical as the design says: after a shift the earliest there are, before one the latest, and for
visits alone the earliest finish and then the latest start; of orders of the same visits those stay that no
other leaves later, returns earlier and drives less than. A timed visit is tried at each of its starts. Where
the best times leave no break that is due, the best are added that have it before each of the visits.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations, permutations, product

from hub_roster.domain.appointments import Appointment, Opening
from hub_roster.domain.clock import instant_of
from hub_roster.domain.duty import Duty
from hub_roster.domain.home import PartKind
from hub_roster.domain.lines import Lines
from hub_roster.domain.problem import Problem
from hub_roster.domain.roster import Roster, assign
from hub_roster.domain.tasks import Shift
from hub_roster.rules.judge import judge
from hub_roster.rules.rule import Rule
from hub_roster.rules.rulebook import Rulebook
from hub_roster.rules.shapes import Breaks
from hub_roster.rules.under_18 import Under18
from hub_roster.rules.visits import VisitTimeNumbers, VisitTimes

GAP = 8 * 60
"""From this gap on, two tasks are of two duties."""

Made = tuple[str, int, int]
"""A task with its start and end."""

Run = tuple[Made, ...]


@dataclass(frozen=True)
class _Slot:
    """Where a run lies: between two shifts, before or after one, or a day of visits alone."""

    place: str
    opens: int | None
    closes: int | None
    pauses: bool = False


class Candidates:
    """The duties a person could have, were it for the judge alone."""

    def __init__(self, problem: Problem, rulebook: Rulebook) -> None:
        # Without history: how a duty begun before ties in with others is a matter of rows.
        self.problem = problem.edited(duties_before=())
        self.rules = [rule for rule in rulebook.of(self.problem) if _says_what_one_duty_may_be(rule)]
        numbers = [rule.numbers for rule in self.rules if isinstance(rule, VisitTimes)]
        self.numbers = numbers[0] if numbers else VisitTimeNumbers()

    def judged(self, person: str) -> Iterator[tuple[Duty, frozenset[str]]]:
        """Give each duty the person could have, and the rules it breaks."""
        for parts in self._all(self.problem.person[person].base):
            assignments = [assign(self.problem.id, person, self._named(t), s, e) for t, s, e in parts]
            roster = Roster(
                problem_id=self.problem.id,
                first_day=self.problem.first_day,
                weeks=self.problem.weeks,
                assignments=tuple(assignments),
            )
            duties = Lines(self.problem, roster).of[person]
            if len(duties) == 1 and self.problem.start <= duties[0].start < self.problem.end:
                broken = judge(self.rules, self.problem, roster).violations
                yield duties[0], frozenset(violation.rule for violation in broken)

    def from_a_shift(self, person: str) -> Iterator[tuple[Made, bool]]:
        """Give each appointment with each start at which it lies in a shift, and whether its person suits."""
        for visit in self.problem.appointments:
            for opening in (o for listed in visit.openings.values() for o in listed if o.home):
                for start in self._starts_in(visit, opening):
                    around = [
                        shift
                        for shift in self.problem.shift.values()
                        if self._holds(shift, visit, opening, start)
                    ]
                    for shift in around[:1]:
                        made = (visit.id, start, start + visit.minutes)
                        yield made, self._suits(person, shift, made)

    def _holds(self, shift: Shift, visit: Appointment, opening: Opening, start: int) -> bool:
        awake = shift.kind is not PartKind.SLEEP_IN
        inside = shift.start <= start and start + visit.minutes <= shift.end
        return shift.home == opening.home and awake and inside

    def _suits(self, person: str, shift: Shift, made: Made) -> bool:
        taken = [(shift.seat(1), shift.start, shift.end), made]
        assignments = [assign(self.problem.id, person, *each) for each in taken]
        roster = Roster(
            problem_id=self.problem.id,
            first_day=self.problem.first_day,
            weeks=self.problem.weeks,
            assignments=tuple(assignments),
        )
        asked = [rule for rule in self.rules if type(rule).admits_task is not Rule.admits_task]
        return not any(made[0] in v.tasks for v in judge(asked, self.problem, roster).violations)

    def _named(self, task: str) -> str:
        found = self.problem.task(task)
        return found.seat(1) if isinstance(found, Shift) else task

    def _all(self, base: str) -> set[Run]:
        found = set(self._runs(_Slot(base, None, None))) - {()}
        for chain in self._chains():
            pauses = any(shift.gives_break for shift in chain)
            ends = [None, *(shift.end for shift in chain)]
            places = [chain[0].place, *(shift.place for shift in chain)]
            starts = [*(shift.start for shift in chain), None]
            slots = zip(places, ends, starts, strict=True)
            gaps = [self._runs(_Slot(*slot, pauses)) for slot in slots]
            for runs in product(*gaps):
                made = [task for run in runs for task, _, _ in run]
                if len(set(made)) == len(made):
                    found.add(_woven(chain, runs))
        return found

    def _chains(self) -> Iterator[tuple[Shift, ...]]:
        shifts = sorted(self.problem.shift.values(), key=lambda shift: (shift.start, shift.end))
        for size in (1, 2, 3, 4):
            for chain in combinations(shifts, size):
                gaps = [b.start - a.end for a, b in zip(chain, chain[1:], strict=False)]
                if all(0 <= gap < GAP for gap in gaps):
                    yield chain

    # Runs of visits -------------------------------------------------------------------------------

    @cached_property
    def _known(self) -> dict[_Slot, set[Run]]:
        return {}

    def _runs(self, slot: _Slot) -> set[Run]:
        if slot not in self._known:
            self._known[slot] = {(), *self._best_runs(slot)}
        return self._known[slot]

    def _best_runs(self, slot: _Slot) -> Iterator[Run]:
        alike: dict[tuple[object, ...], list[Run]] = defaultdict(list)
        for size in range(1, len(self.problem.appointments) + 1):
            for visits in combinations(self.problem.appointments, size):
                for order in permutations(visits):
                    for run in self._canonical(order, slot):
                        lacks = tuple(self._lacks(run, slot, due) for due in self._breaks_due)
                        alike[(*self._what_is_fixed(run), *lacks)].append(run)
        for runs in alike.values():
            measured = [(run, self._measures(run, slot)) for run in runs]
            for run, own in measured:
                if not any(_beats(other, own) for _, other in measured):
                    yield run

    def _what_is_fixed(self, run: Run) -> tuple[object, ...]:
        """Give the visits of a run with what tells them apart: the start of a timed one, else its day."""
        days = [(task, start if self._is_timed(task) else start // 1440) for task, start, _ in sorted(run)]
        return tuple(days)

    def _canonical(self, order: Sequence[Appointment], slot: _Slot) -> Iterator[Run]:
        """Give the best timing of an order for each choice of openings and of starts of timed visits."""
        alike: dict[tuple[object, ...], list[Run]] = defaultdict(list)
        for run in self._schedules(order, slot, ()):
            where = [self._opening(made).first for made in run]
            alike[(*where, *self._what_is_fixed(run))].append(run)
        for runs in alike.values():
            best = _best(runs, slot)
            yield best
            for due in self._breaks_due:
                if self._lacks(best, slot, due):
                    for place in range(len(order) + 1):
                        paused = [run for run in runs if self._gaps(run, slot)[place] >= due[1]]
                        if paused:
                            yield _best(paused, slot)

    # Breaks ---------------------------------------------------------------------------------------

    @cached_property
    def _breaks_due(self) -> list[tuple[float, int]]:
        """Minutes of duty after which a break is due, and its own."""
        due = [
            (60 * r.numbers.due_after_hours, r.numbers.minutes) for r in self.rules if isinstance(r, Breaks)
        ]
        young = [r for r in self.rules if isinstance(r, Under18)]
        if any(p.adult_from and p.adult_from > self.problem.first_day for p in self.problem.people):
            due += [(60 * r.numbers.break_after_hours, r.numbers.break_minutes) for r in young]
        return due

    def _lacks(self, run: Run, slot: _Slot, due: tuple[float, int]) -> bool:
        after, minutes = due
        pauses = slot.pauses or any(self.problem.appointment[task].gives_break for task, _, _ in run)
        leaves, returns, _ = self._measures(run, slot)
        short = slot.opens is None and slot.closes is None and returns + leaves <= after
        return not (pauses or short or max(self._gaps(run, slot)) >= minutes)

    def _gaps(self, run: Run, slot: _Slot) -> list[int]:
        """Give the time before each visit, and before the shift that follows, that is not driving."""
        leaves, returns, _ = self._measures(run, slot)
        before = 0 if slot.opens is None else -leaves - slot.opens
        between = [
            b[1] - a[2] - self.problem.drive(self._left(a), self._reached(b))
            for a, b in zip(run, run[1:], strict=False)
        ]
        return [before, *between, 0 if slot.closes is None else slot.closes - returns]

    # Times ----------------------------------------------------------------------------------------

    def _schedules(self, order: Sequence[Appointment], slot: _Slot, made: Run) -> Iterator[Run]:
        if len(made) == len(order):
            if (
                slot.closes is None
                or made[-1][2] + self.problem.drive(self._left(made[-1]), slot.place) <= slot.closes
            ):
                yield made
            return
        visit = order[len(made)]
        for start in self._starts[visit.id]:
            here = self._left(made[-1]) if made else slot.place
            free = made[-1][2] if made else slot.opens
            way = self.problem.drive(here, self._reached((visit.id, start, 0)))
            if free is None or free + way <= start < free + GAP:
                yield from self._schedules(order, slot, (*made, (visit.id, start, start + visit.minutes)))

    def _reached(self, made: Made) -> str:
        return self._opening(made).place

    def _left(self, made: Made) -> str:
        return self._opening(made).ends_at

    def _opening(self, made: Made) -> Opening:
        asked = made[:2]
        if asked not in self._openings:
            openings = self.problem.appointment[made[0]].openings.values()
            within = (o for listed in openings for o in listed if o.first <= made[1] <= o.last)
            self._openings[asked] = next(within)
        return self._openings[asked]

    @cached_property
    def _openings(self) -> dict[tuple[str, int], Opening]:
        return {}

    @cached_property
    def _starts(self) -> dict[str, tuple[int, ...]]:
        """Every start of each visit."""
        return {
            visit.id: tuple(
                start
                for listed in visit.openings.values()
                for opening in listed
                for start in self._starts_in(visit, opening)
            )
            for visit in self.problem.appointments
        }

    def _starts_in(self, visit: Appointment, opening: Opening) -> Iterator[int]:
        grid = self.numbers.shared_grid_minutes if self._is_timed(visit.id) else self.numbers.grid_minutes
        fixed = self._fixed(visit.id)
        starts = range(opening.first, opening.last + 1)
        on_grid = [start for start in starts if start % grid == 0]
        yield from (s for s in starts if s in fixed) if fixed else on_grid or starts[:1]

    def _fixed(self, visit: str) -> set[int]:
        locks = [lock for lock in self.problem.locks if lock.task == visit and lock.must]
        return {instant_of(lock.start) for lock in locks if lock.start is not None}

    def _is_timed(self, visit: str) -> bool:
        return visit in self._timed

    @cached_property
    def _timed(self) -> frozenset[str]:
        return frozenset(
            visit.id for visit in self.problem.appointments if self._has_its_starts_listed(visit.id)
        )

    def _has_its_starts_listed(self, visit: str) -> bool:
        own = self.problem.appointment[visit]
        if own.adults > 1 or own.in_shift or self._fixed(visit):
            return True
        met = set(own.young_people)
        others = [v for v in self.problem.appointments if v.id != visit and met.intersection(v.young_people)]
        return any(
            mine.first < theirs.last + other.minutes and theirs.first < mine.last + own.minutes
            for other in others
            for day in set(own.days) & set(other.days)
            for mine in own.openings[day]
            for theirs in other.openings[day]
        )

    def _measures(self, run: Run, slot: _Slot) -> tuple[int, int, int]:
        """Give what a shorter run has less of: minus its leaving, its return, its driving."""
        leaving = [slot.place, *(self._left(made) for made in run)]
        going_to = [*(self._reached(made) for made in run), slot.place]
        legs = [self.problem.drive(a, b) for a, b in zip(leaving, going_to, strict=True)]
        return -(run[0][1] - legs[0]), run[-1][2] + legs[-1], sum(legs)


def _best(runs: list[Run], slot: _Slot) -> Run:
    starts = {run: sum(start for _, start, _ in run) for run in runs}
    if slot.opens is not None:
        return min(runs, key=starts.__getitem__)
    if slot.closes is not None:
        return max(runs, key=starts.__getitem__)
    earliest = min(run[-1][2] for run in runs)
    return max((run for run in runs if run[-1][2] == earliest), key=starts.__getitem__)


def _beats(one: tuple[int, int, int], other: tuple[int, int, int]) -> bool:
    return one != other and all(a <= b for a, b in zip(one, other, strict=True))


def _woven(chain: Sequence[Shift], runs: Sequence[Run]) -> Run:
    parts = list(runs[0])
    for shift, run in zip(chain, runs[1:], strict=True):
        parts += [(shift.id, shift.start, shift.end), *run]
    return tuple(parts)


def _says_what_one_duty_may_be(rule: Rule) -> bool:  # type: ignore[type-arg]
    kind = type(rule)
    return (
        kind.admits_task is not Rule.admits_task
        or kind.admits_shape is not Rule.admits_shape
        or kind.closed is not Rule.closed
        or kind.admits is not Rule.admits
        or kind is VisitTimes
    )
