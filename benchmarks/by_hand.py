"""A roster as a manager makes one by hand: seat after seat, then visits, the first on the ladder who may.

Nothing is looked at twice, and nothing is known of tomorrow. Every step is asked of the judge, so that no
hard rule is broken.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime

from hub_roster.domain.appointments import Appointment
from hub_roster.domain.clock import Instant, instant_of, overlap
from hub_roster.domain.lines import Lines
from hub_roster.domain.people import Employment, Person
from hub_roster.domain.problem import Problem
from hub_roster.domain.roster import Assignment, Roster, assign
from hub_roster.domain.tasks import OnCall, Shift
from hub_roster.rules.rule import Kind
from hub_roster.rules.rulebook import RULEBOOK, AnyRule
from hub_roster.rules.touched import touched_by

GRID = 30
"""Minutes between the starts tried for a visit: by hand, on the half hour."""
RUNGS = {
    Employment.CONTRACTED: 0,
    Employment.PARTNER: 0,
    Employment.RELIEF: 1,
    Employment.BANK: 2,
    Employment.AGENCY: 4,
    Employment.VOLUNTEER: 5,
}
OVER_HOURS = 3
"""The rung of contracted people beyond their hours: dearer than bank, cheaper than agency."""


TOGETHER = ("two together", "joint roles")
"""Rules on everybody who makes a visit, asked once they are all named."""


class ByHand:
    """Fills a problem by the ladder, first fit."""

    def __init__(self, problem: Problem) -> None:
        self._problem = problem
        self._rules: list[AnyRule] = [rule for rule in RULEBOOK.of(problem) if rule.kind is Kind.HARD]
        self._people = sorted(problem.people, key=lambda person: person.key)
        self._minutes: dict[str, int] = defaultdict(int)
        self._of: dict[str, list[Assignment]] = defaultdict(list)

    def roster(self) -> Roster:
        """Fill what can be filled: seats by time, then spells of on-call, then visits and meetings."""
        problem = self._problem
        self._keep(list(self._standing()))
        shifts = sorted((s for s in problem.shift.values() if not s.optional), key=lambda s: (s.start, s.id))
        for shift in shifts:
            for number in range(1, shift.seats + 1):
                self._fill_seat(shift, shift.seat(number))
        for spell in sorted(problem.on_call, key=lambda s: s.span):
            self._first(spell.id, spell.span, self._by_ladder(spell.span[0], 0))
        for appointment in sorted(problem.appointments, key=lambda a: (a.window, a.id)):
            self._fill_appointment(appointment)
        return self._of_assignments([a for kept in self._of.values() for a in kept])

    def _standing(self) -> Iterator[Assignment]:
        """Give what is fixed: duties begun before, and what a manager locked."""
        problem = self._problem
        fixed: list[tuple[str, str, datetime | None]] = [
            (b.person, task, None) for b in problem.duties_before for task in b.tasks
        ]
        fixed += [(lock.person, lock.task, lock.start) for lock in problem.locks if lock.must]
        for person, name, start in fixed:
            task = problem.task(name)
            if isinstance(task, Shift):
                seat = name if name != task.id else task.seat(1)
                yield assign(problem.id, person, seat, task.start, task.end)
            elif isinstance(task, Appointment):
                begins = instant_of(start) if start else task.window[0]
                yield assign(problem.id, person, name, begins, begins + task.minutes)
            elif task is not None:
                yield assign(problem.id, person, name, *task.span)

    def _fill_seat(self, shift: Shift, seat: str) -> None:
        if any(a.task == seat for kept in self._of.values() for a in kept):
            return
        self._first(seat, (shift.start, shift.end), self._by_ladder(shift.start, shift.end - shift.start))

    def _fill_appointment(self, appointment: Appointment) -> None:
        """Make an appointment at the first start at which as many as it needs can."""
        if any(a.task == appointment.id for kept in self._of.values() for a in kept):
            return
        minutes = appointment.minutes
        able = [p for p in self._by_ladder(appointment.window[0], minutes) if self._may(p, appointment)]
        if len(able) < appointment.adults:
            return
        for start in _starts(appointment):
            span = (start, start + minutes)
            taken: list[Assignment] = []
            free = (p for p in able if not self._is_busy(p, appointment, span))
            for person in free:
                one = self._assigned(person, appointment.id, span)
                if self._stands([*taken, one], whole=len(taken) + 1 == appointment.adults):
                    taken.append(one)
                if len(taken) == appointment.adults:
                    self._keep(taken)
                    return

    def _may(self, person: Person, appointment: Appointment) -> bool:
        days = appointment.days
        return any(
            all(rule.admits_task(person.key, appointment, day) for rule in self._rules) for day in days
        )

    def _is_busy(self, person: Person, appointment: Appointment, span: tuple[Instant, Instant]) -> bool:
        held = self._of[person.key]
        return not appointment.in_shift and any(overlap(*span, *a.span) for a in held if "/" in a.task)

    def _first(self, task_id: str, span: tuple[Instant, Instant], people: list[Person]) -> None:
        """Give a seat or spell to the first of some people with whom no hard rule is broken."""
        task = self._problem.task(task_id)
        assert isinstance(task, Shift | OnCall)
        for person in people:
            if not all(rule.admits_task(person.key, task, task.day) for rule in self._rules):
                continue
            one = self._assigned(person, task_id, span)
            if self._stands([one], whole=True):
                self._keep([one])
                return

    def _assigned(self, person: Person, task: str, span: tuple[Instant, Instant]) -> Assignment:
        return assign(self._problem.id, person.key, task, *span)

    def _by_ladder(self, start: Instant, minutes: int) -> list[Person]:
        """Give everyone in the order they are asked: who has most of their hours left first on each rung."""
        weeks = self._problem.weeks

        def rung(person: Person) -> tuple[int, float, str]:
            left = person.contract_minutes * weeks - self._minutes[person.key]
            step = RUNGS[person.employment]
            if step == 0 and left < minutes:
                step = OVER_HOURS
            return step, -left, person.key

        return sorted(self._people, key=rung)

    def _stands(self, added: list[Assignment], *, whole: bool) -> bool:
        """Say whether no hard rule is broken with some assignments more.

        Their people are looked at alone first, which is quicker. Where some are still to join them, what is
        asked of all together waits.
        """
        besides = () if whole else TOGETHER
        people = {a.person for a in added}
        alone = [a for key in sorted(people) for a in self._of[key]]
        if not self._legal(alone, added, besides):
            return False
        return not whole or self._legal([a for kept in self._of.values() for a in kept], added)

    def _legal(self, kept: list[Assignment], added: list[Assignment], besides: tuple[str, ...] = ()) -> bool:
        before, after = self._of_assignments(kept), self._of_assignments([*kept, *added])
        lines, touched = Lines(self._problem, after), touched_by(self._problem, before, after)
        rules = (rule for rule in self._rules if rule.name not in besides)
        return not any(next(rule.violations(lines, touched), None) for rule in rules)

    def _of_assignments(self, assignments: list[Assignment]) -> Roster:
        problem = self._problem
        ordered = tuple(sorted(assignments, key=lambda a: (a.start, a.task, a.person)))
        return Roster(
            problem_id=problem.id,
            first_day=problem.first_day,
            weeks=problem.weeks,
            assignments=ordered,
        )

    def _keep(self, assignments: list[Assignment]) -> None:
        for assignment in assignments:
            self._of[assignment.person].append(assignment)
            task = self._problem.task(assignment.task)
            if isinstance(task, Shift | Appointment):
                start, end = assignment.span
                self._minutes[assignment.person] += end - start


def _starts(appointment: Appointment) -> Iterator[Instant]:
    """List the starts of an appointment on the grid, and the first where none is on it."""
    for openings in appointment.openings.values():
        for opening in openings:
            yield from range(-(-opening.first // GRID) * GRID, opening.last + 1, GRID) or (opening.first,)


def by_hand(problem: Problem) -> Roster:
    """Give the roster of a problem as made by hand."""
    return ByHand(problem).roster()
