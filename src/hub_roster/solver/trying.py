"""Trying somebody on a task: the roster that makes, what it breaks that was whole, and what it changes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from hub_roster.domain.appointments import Appointment
from hub_roster.domain.clock import Instant
from hub_roster.domain.lines import Lines
from hub_roster.domain.problem import Problem, Task
from hub_roster.domain.roster import Assignment, Roster, assign
from hub_roster.domain.tasks import OnCall, Shift, shift_of
from hub_roster.program.statement import Priority
from hub_roster.rules.rule import Charge, Kind, Violation
from hub_roster.rules.rulebook import AnyRule, BoundRules
from hub_roster.rules.touched import EVERYTHING, Touched, touched_by

Off = frozenset[tuple[str, str]]
"""Assignments taken away, by person and task or seat id."""

NOBODY_OFF: Off = frozenset()


@dataclass(frozen=True, slots=True)
class Place:
    """A task taken: where, and when it starts."""

    task: Task
    start: Instant


@dataclass(frozen=True, slots=True)
class Changed:
    """By how much one charge changes.

    Attributes
    ----------
    points
        For a priced rule: points of cost. For a need: minutes short.
    tasks
        For a need: its tasks.
    """

    rule: str
    whom: str
    points: int
    priority: Priority | None = None
    tasks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """What another roster is charged more, or less, than the one in hand."""

    charges: tuple[Changed, ...]

    @property
    def shortfall(self) -> tuple[int, ...]:
        """Minutes short more, by priority."""
        return tuple(sum(c.points for c in self.charges if c.priority is p) for p in Priority)

    @property
    def cost(self) -> int:
        """Points more."""
        return sum(c.points for c in self.charges if c.priority is None)

    @property
    def then_short(self) -> tuple[Changed, ...]:
        """Needs that are short then and were not, or less so; the most urgent first."""
        return tuple(c for c in self.charges if c.priority is not None and c.points > 0)

    @property
    def rank(self) -> tuple[int, ...]:
        """Less is better: first what is short, priority by priority, then cost."""
        return (*self.shortfall, self.cost)


class Trying:
    """A roster in hand, and others like it."""

    def __init__(self, rules: BoundRules, problem: Problem, roster: Roster) -> None:
        self.rules = rules
        self.problem = problem
        self.roster = roster
        self.hard = tuple(rule for rule in rules if rule.kind is Kind.HARD)
        self.needs = tuple(rule for rule in rules if rule.kind is Kind.NEED)

    @cached_property
    def lines(self) -> Lines:
        """The roster in hand, read."""
        return Lines(self.problem, self.roster)

    def line_of(self, person: str) -> Trying:
        """Give the same with one person's line alone, which is quick to judge."""
        return self.only(tuple(a for a in self.roster.assignments if a.person == person))

    def only(self, assignments: tuple[Assignment, ...]) -> Trying:
        """Give the same with some assignments alone."""
        return Trying(self.rules, self.problem, self._roster(assignments))

    # Other rosters --------------------------------------------------------------------------------

    def without(self, off: Off) -> Trying:
        """Give the roster less some assignments."""
        return Trying(self.rules, self.problem, self._roster(self._kept(off))) if off else self

    def with_on(self, person: str, places: Iterable[Place]) -> Roster:
        """Give the roster with a person on some tasks as well; on a shift they take the first free seat."""
        added = [self._assignment(person, place) for place in places]
        return self._roster((*self.roster.assignments, *added))

    def _kept(self, off: Off) -> tuple[Assignment, ...]:
        return tuple(a for a in self.roster.assignments if (a.person, a.task) not in off)

    def _roster(self, assignments: tuple[Assignment, ...]) -> Roster:
        return self.roster.model_copy(update={"assignments": assignments})

    def _assignment(self, person: str, place: Place) -> Assignment:
        task, start = place.task, place.start
        if isinstance(task, Shift):
            return assign(self.problem.id, person, self._free_seat(task), task.start, task.end)
        return assign(self.problem.id, person, task.id, start, start + minutes_of(task))

    def _free_seat(self, shift: Shift) -> str:
        taken = {a.task for a in self.lines.assignments_on.get(shift.id, ())}
        return next(seat for k in range(1, len(taken) + 2) if (seat := shift.seat(k)) not in taken)

    # What they break and change -------------------------------------------------------------------

    def broken(self, after: Roster) -> tuple[Violation, ...]:
        """Give what another roster breaks and this one does not, or breaks further."""
        touched = touched_by(self.problem, self.roster, after)
        was = Counter(_kind(v) for v in _violations(self.hard, self.lines, touched))
        fresh = _new_tasks(self.roster, after)
        found = []
        for violation in _violations(self.hard, Lines(self.problem, after), touched):
            known = was[_kind(violation)] > 0
            was[_kind(violation)] -= known
            if not known or _is_about(violation, fresh):
                found.append(violation)
        return tuple(found)

    def change(self, after: Roster) -> Change:
        """Give what another roster is charged more or less."""
        touched = touched_by(self.problem, self.roster, after)
        points = Counter[tuple[str, str, Priority | None, tuple[str, ...]]]()
        for sign, lines in ((-1, self.lines), (1, Lines(self.problem, after))):
            for charge in _charges(self.rules, lines, touched):
                tasks = () if charge.priority is None else charge.tasks
                points[charge.rule, charge.whom, charge.priority, tasks] += sign * charge.points
        changed = (Changed(rule, whom, n, p, tasks) for (rule, whom, p, tasks), n in points.items() if n)
        return Change(tuple(sorted(changed, key=_order)))

    def short_on(self, task: str) -> tuple[Charge, ...]:
        """Give the needs that are short on a task, the most urgent first."""
        found = (c for c in _charges(self.needs, self.lines, EVERYTHING) if task in c.tasks)
        return tuple(sorted(found, key=lambda c: (c.priority or 0, c.rule, c.tasks)))

    def mends(self, task: str, after: Roster) -> bool:
        """Say whether less is short on a task in another roster, the most urgent priority first."""
        touched = touched_by(self.problem, self.roster, after)
        was, now = (
            _by_priority(c for c in _charges(self.needs, lines, touched) if task in c.tasks)
            for lines in (self.lines, Lines(self.problem, after))
        )
        return now < was


def minutes_of(task: Task) -> int:
    """Give how long a task lasts."""
    if isinstance(task, Appointment):
        return task.minutes
    start, end = task.span if isinstance(task, OnCall) else (task.start, task.end)
    return end - start


def _by_priority(charges: Iterable[Charge]) -> tuple[int, ...]:
    listed = tuple(charges)
    return tuple(sum(c.points for c in listed if c.priority is p) for p in Priority)


def _order(changed: Changed) -> tuple[int, int, str, str, tuple[str, ...]]:
    priority = changed.priority or len(Priority) + 1
    return priority, -abs(changed.points), changed.rule, changed.whom, changed.tasks


def _charges(rules: Iterable[AnyRule], lines: Lines, touched: Touched) -> Iterator[Charge]:
    for rule in rules:
        yield from rule.charges(lines, touched)


def _violations(rules: Iterable[AnyRule], lines: Lines, touched: Touched) -> Iterator[Violation]:
    for rule in rules:
        yield from rule.violations(lines, touched)


def _kind(violation: Violation) -> tuple[str, str, str]:
    """Give what two violations have in common that are the same matter; its tasks grow with a line."""
    return violation.rule, violation.whom, violation.message


def _new_tasks(before: Roster, after: Roster) -> frozenset[tuple[str, str]]:
    was = {(a.person, shift_of(a.task)) for a in before.assignments}
    return frozenset({(a.person, shift_of(a.task)) for a in after.assignments} - was)


def _is_about(violation: Violation, fresh: frozenset[tuple[str, str]]) -> bool:
    """Say whether it is of a person's line that holds a new task: what was broken is broken further."""
    return any((violation.whom, shift_of(task)) in fresh for task in violation.tasks)
