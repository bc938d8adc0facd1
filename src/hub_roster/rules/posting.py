"""From a problem and its rules to the Program: pieces listed, masks set, rows and prices posted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from hub_roster.domain.appointments import Appointment
from hub_roster.domain.clock import HOUR
from hub_roster.domain.duty import ENDS_DUTY, Duty
from hub_roster.domain.problem import Problem, Task
from hub_roster.program.features import takes, takes_on
from hub_roster.program.pieces import AdmitsShape, Piece, PieceKind, list_pieces
from hub_roster.program.runs import Break, Timing
from hub_roster.program.statement import Builder, Program
from hub_roster.rules.rest import DailyRest, WeeklyRestNumbers
from hub_roster.rules.rule import Rule
from hub_roster.rules.rulebook import AnyRule, BoundRules
from hub_roster.rules.shapes import Breaks, ShapeNumbers
from hub_roster.rules.under_18 import Under18
from hub_roster.rules.visits import VisitTimeNumbers

APART = "duties apart"
"""What rows are called that no rule posts: they say what a duty is."""


@dataclass(frozen=True, slots=True)
class _Listing:
    """The numbers of rules that say what is listed."""

    timing: Timing
    rest_every: int
    weeks_together: int


def state(problem: Problem, rules: BoundRules) -> Program:
    """Give the Program of a problem under some rules."""
    listing = _listing(rules)
    listed = list_pieces(
        problem,
        _admits_shape(rules),
        _Suited(problem, rules).on,
        listing.timing,
        listing.rest_every,
        listing.weeks_together,
    )
    return replace(stated_of(problem, rules, listed.pieces), whole=listed.whole)


def stated_of(problem: Problem, rules: BoundRules, pieces: Sequence[Piece]) -> Program:
    """Give what rules state of some pieces: which exist for whom, rows and prices."""
    suited = _Suited(problem, rules)
    builder = Builder(problem, pieces)
    _bar_tasks(builder, suited)
    for rule in rules:
        rule.post(builder)
    _tell_duties_apart(builder, rules)
    _close_spans(builder, rules)
    _ask_the_rest(builder, rules)
    return builder.freeze()


def _tell_duties_apart(builder: Builder, rules: BoundRules) -> None:
    """Keep from being two columns what lies so near together that a roster holds it as one duty.

    A daily rest as long as the gap that ends a duty says so already.
    """
    rests = (rule.numbers.daily_hours for rule in rules if isinstance(rule, DailyRest))
    if max(rests, default=0) * HOUR >= ENDS_DUTY:
        return
    duties = [piece.duty if piece.duty and piece.duty.parts else None for piece in builder.pieces]
    starts = np.array([duty.parts[0].start if duty else 0 for duty in duties], dtype=np.int64)
    ends = np.array([duty.parts[-1].end + ENDS_DUTY if duty else 0 for duty in duties], dtype=np.int64)
    for feature in builder.table.add_spans(APART, starts, ends):
        for person in builder.people:
            row = builder.row(APART, person, upper=1, lazy=True)
            builder.take(row, [person], feature)


class _Suited:
    """Who may take a task on a day, asked of the rules once."""

    def __init__(self, problem: Problem, rules: BoundRules) -> None:
        self._rules = [rule for rule in rules if type(rule).admits_task is not Rule.admits_task]
        self._people = tuple(sorted(person.key for person in problem.people))
        self._known: dict[tuple[str, date], frozenset[str]] = {}

    def on(self, task: Task, day: date) -> frozenset[str]:
        """Give the keys of those whom every rule admits."""
        if (task.id, day) not in self._known:
            self._known[task.id, day] = frozenset(
                person
                for person in self._people
                if all(rule.admits_task(person, task, day) for rule in self._rules)
            )
        return self._known[task.id, day]


def _listing(rules: BoundRules) -> _Listing:
    visits, shapes, rest = VisitTimeNumbers(), ShapeNumbers(), WeeklyRestNumbers()
    for rule in rules:
        if isinstance(rule.numbers, VisitTimeNumbers):
            visits = rule.numbers
        elif isinstance(rule.numbers, ShapeNumbers):
            shapes = rule.numbers
        elif isinstance(rule.numbers, WeeklyRestNumbers):
            rest = rule.numbers
    timing = Timing(
        visits.grid_minutes, visits.shared_grid_minutes, shapes.most_visits, tuple(_breaks_due(rules))
    )
    return _Listing(timing, rest.starts_every_hours * HOUR, rest.weeks_together)


def _breaks_due(rules: BoundRules) -> Iterator[Break]:
    """Give the breaks that rules ask for, of everybody or of those under 18 where there are any."""
    for rule in rules:
        if isinstance(rule, Breaks):
            yield Break(round(rule.numbers.due_after_hours * HOUR), rule.numbers.minutes)
        elif isinstance(rule, Under18) and any(rule.concerns(p.key) for p in rule.problem.people):
            yield Break(round(rule.numbers.break_after_hours * HOUR), rule.numbers.break_minutes)


def _admits_shape(rules: BoundRules) -> AdmitsShape:
    asked = [rule for rule in rules if type(rule).admits_shape is not Rule.admits_shape]
    return lambda duty: all(rule.admits_shape(duty) for rule in asked)


def _bar_tasks(builder: Builder, suited: _Suited) -> None:
    """Take away columns with a task its person may not take on its day."""
    problem = builder.problem
    tasks: list[Task] = [*problem.shift.values(), *problem.appointments, *problem.on_call]
    for task in tasks:
        days = task.days if isinstance(task, Appointment) else (task.day,)
        for person in builder.people:
            refused = [day for day in days if person not in suited.on(task, day)]
            if len(refused) == len(days):
                builder.bar(person, takes(task.id))
            else:
                for day in refused:
                    builder.bar(person, takes_on(task.id, day))


def _close_spans(builder: Builder, rules: BoundRules) -> None:
    """Take away duties (and spells, where the rule says so) that lie in a closed span."""
    starts, ends = builder.starts, builder.ends
    duties = builder.is_kind(PieceKind.DUTY)
    duties_and_spells = builder.is_kind(PieceKind.DUTY, PieceKind.SPELL)
    for rule in rules:
        asked = duties_and_spells if rule.closes_spells else duties
        for person in builder.people:
            for opens, closes in rule.closed(person):
                builder.refuse(person, asked & (starts < closes) & (opens < ends))


def _ask_the_rest(builder: Builder, rules: BoundRules) -> None:
    """Ask rules about single columns, for the people they concern."""
    for rule in rules:
        for person in builder.people:
            if rule.concerns(person):
                refused = [not _admits(rule, person, piece) for piece in builder.pieces]
                builder.refuse(person, np.array(refused, dtype=np.bool_))


def _admits(rule: AnyRule, person: str, piece: Piece) -> bool:
    duty: Duty | None = piece.duty
    return piece.kind is not PieceKind.DUTY or duty is None or rule.admits(person, duty)
