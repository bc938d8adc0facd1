"""The judge: what a roster breaks, what it leaves short, and what it costs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType

from hub_roster.domain.lines import Lines
from hub_roster.domain.problem import Problem
from hub_roster.domain.roster import Roster
from hub_roster.program.statement import Priority
from hub_roster.rules.rule import NOT_AVAILABLE, TOLD_AS, Charge, Violation
from hub_roster.rules.rulebook import AnyRule
from hub_roster.rules.touched import EVERYTHING, Touched


@dataclass(frozen=True, slots=True)
class Short:
    """How much is short at one priority."""

    count: int
    minutes: int


@dataclass(frozen=True)
class Judgement:
    """All a rulebook says of a roster."""

    violations: tuple[Violation, ...]
    charges: tuple[Charge, ...]

    @cached_property
    def told(self) -> tuple[Violation, ...]:
        """What is told of the violations: all that may only be called "not available", once for each person.

        How often and of which tasks together each such rule speaks would tell which of them it is.
        """
        private: dict[str, dict[str, None]] = {}
        for violation in self.violations:
            if violation.message == NOT_AVAILABLE:
                private.setdefault(violation.whom, {}).update(dict.fromkeys(violation.tasks))
        merged = (
            Violation(TOLD_AS, whom, tuple(sorted(tasks)), NOT_AVAILABLE) for whom, tasks in private.items()
        )
        return (*(v for v in self.violations if v.message != NOT_AVAILABLE), *merged)

    @cached_property
    def shortfall(self) -> Mapping[Priority, Short]:
        """What is short, for every priority."""
        return MappingProxyType({p: self._short(p) for p in Priority})

    def _short(self, priority: Priority) -> Short:
        found = [charge for charge in self.charges if charge.priority is priority]
        return Short(len(found), sum(charge.points for charge in found))

    @property
    def needs(self) -> tuple[Charge, ...]:
        """Charges of needs, the most urgent first."""
        return tuple(
            sorted(
                (c for c in self.charges if c.priority is not None),
                key=lambda c: (c.priority or 0, c.tasks, c.rule),
            )
        )

    @cached_property
    def cost(self) -> int:
        """Points of the priced rules together."""
        return sum(charge.points for charge in self.charges if charge.priority is None)

    @cached_property
    def cost_by_rule(self) -> Mapping[str, int]:
        """Points of each priced rule that charges anything."""
        totals: dict[str, int] = defaultdict(int)
        for charge in self.charges:
            if charge.priority is None:
                totals[charge.rule] += charge.points
        return MappingProxyType(dict(totals))


def judge(
    rules: Iterable[AnyRule], problem: Problem, roster: Roster, touched: Touched = EVERYTHING
) -> Judgement:
    """Judge a roster of a problem, or the part of it that an edit touched."""
    return judge_lines(rules, Lines(problem, roster), touched)


def judge_lines(rules: Iterable[AnyRule], lines: Lines, touched: Touched = EVERYTHING) -> Judgement:
    """Judge a roster that has been read: what was worked out of its lines is not worked out again."""
    violations: list[Violation] = []
    charges: list[Charge] = []
    for rule in rules:
        violations.extend(rule.violations(lines, touched))
        charges.extend(rule.charges(lines, touched))
    return Judgement(tuple(violations), tuple(charges))
