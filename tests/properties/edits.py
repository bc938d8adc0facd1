"""Random rosters, good and bad, and edits of them as a hand on the screen would make."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from random import Random

from hub_roster.domain.lines import Lines
from hub_roster.domain.problem import Problem
from hub_roster.domain.roster import Assignment, Roster, assign
from hub_roster.domain.tasks import OnCall, Shift
from hub_roster.rules.rule import Charge, Violation
from hub_roster.rules.rulebook import AnyRule
from hub_roster.rules.touched import EVERYTHING, Touched, touched_by
from tests.properties.every_roster import Tiny

EDITS = 8
"""Edits tried on each hub."""

Answers = Counter[Violation | Charge]


@dataclass(frozen=True)
class Edit:
    """A roster before and after somebody changed it."""

    problem: Problem
    before: Roster
    after: Roster

    def change_of(self, rule: AnyRule) -> Answers:
        """Give what a rule says more of afterwards than before, and less (below nought)."""
        return self._change(rule, EVERYTHING)

    def change_of_part(self, rule: AnyRule) -> Answers:
        """Give the same, asking only for what was touched."""
        return self._change(rule, self._touched)

    @cached_property
    def _touched(self) -> Touched:
        return touched_by(self.problem, self.before, self.after)

    @cached_property
    def _lines(self) -> tuple[Lines, Lines]:
        """The roster before and after, read once for all rules."""
        return Lines(self.problem, self.before), Lines(self.problem, self.after)

    def _change(self, rule: AnyRule, touched: Touched) -> Answers:
        before, after = self._lines
        change = _answers(rule, after, touched)
        change.subtract(_answers(rule, before, touched))
        return Counter({answer: times for answer, times in change.items() if times})


def _answers(rule: AnyRule, lines: Lines, touched: Touched) -> Answers:
    return Counter([*rule.violations(lines, touched), *rule.charges(lines, touched)])


def edits(tiny: Tiny, seed: int) -> Iterator[Edit]:
    """Give random edits of random rosters of a hub."""
    rng = Random(seed)
    problem = tiny.problem
    for _ in range(EDITS):
        before = list(tiny.roster(rng.choice(tiny.all)).assignments)
        before += [_anything(problem, rng) for _ in range(rng.randrange(3))]
        after = list(before)
        for _ in range(rng.choice((1, 1, 2))):
            if after and rng.random() < 0.6:
                after.pop(rng.randrange(len(after)))
            if rng.random() < 0.6:
                after.append(_anything(problem, rng))
        yield Edit(problem, _roster(problem, before), _roster(problem, after))


def _roster(problem: Problem, assignments: list[Assignment]) -> Roster:
    return Roster(
        problem_id=problem.id,
        first_day=problem.first_day,
        weeks=problem.weeks,
        assignments=tuple(assignments),
    )


def _anything(problem: Problem, rng: Random) -> Assignment:
    """Give somebody on something, at a time that may be quite wrong."""
    task = rng.choice((*problem.shift.values(), *problem.appointments, *problem.on_call, None))
    who = rng.choice((*(person.key for person in problem.people), "nobody"))
    if task is None:
        return assign(problem.id, who, "no such task", problem.start, problem.start + 60)
    if isinstance(task, Shift):
        name = rng.choice((task.seat(rng.randrange(4)), task.id))
        return assign(problem.id, who, name, task.start, task.end)
    if isinstance(task, OnCall):
        return assign(problem.id, who, task.id, *task.span)
    opening = rng.choice(task.openings[rng.choice(task.days)])
    first, last = opening.first, opening.last
    start = rng.choice((first, last, first + 7, first - 45, first + 24 * 60))
    return assign(problem.id, who, task.id, start, start + task.minutes)
