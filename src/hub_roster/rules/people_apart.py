"""Two people who are not to work together are never in one home at a time, nor on one appointment."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from functools import cached_property
from itertools import product

from hub_roster.domain.clock import day_of, days_touched
from hub_roster.domain.grouping import grouped
from hub_roster.domain.lines import Lines
from hub_roster.domain.people import PairApart
from hub_roster.domain.tasks import Shift, shift_of
from hub_roster.program.features import takes, takes_on
from hub_roster.program.statement import Builder
from hub_roster.rules.rule import NOT_AVAILABLE, Kind, Rule, Violation
from hub_roster.rules.rule import Numbers as NoNumbers
from hub_roster.rules.told import Told
from hub_roster.rules.touched import EVERYTHING, Touched

Pair = tuple[str, str]
"""Two people, in order of their keys."""


class PeopleApart(Rule[NoNumbers]):
    """Two people who are not to work together share no minute of a home's shifts and no appointment."""

    name = "pairs kept apart"
    kind = Kind.HARD
    tells = Told.PRIVATE
    source = "Safer recruitment and conduct procedures: a manager keeps two people apart; no reason is kept"

    @cached_property
    def _apart(self) -> dict[Pair, tuple[PairApart, ...]]:
        """The rows of each pair, whichever way round they were written."""
        rows = ((min(r.person, r.other), max(r.person, r.other), r) for r in self.problem.pairs_apart)
        return dict(grouped(((one, other), row) for one, other, row in rows))

    def _held_apart(self, pair: Pair, days: tuple[date, ...]) -> bool:
        return any(row.holds_on(day) for row in self._apart[pair] for day in days)

    def _clash(self, pair: Pair, one: Shift, other: Shift) -> bool:
        """Say whether the first of a pair on one shift and the second on another break the rule."""
        start, end = max(one.start, other.start), min(one.end, other.end)
        if one.home != other.home or start >= end or not self._held_apart(pair, days_touched(start, end)):
            return False
        # What both had begun before the period is history.
        return not (self._begun(pair[0], one.id) and self._begun(pair[1], other.id))

    def _begun(self, person: str, shift: str) -> bool:
        before = self.problem.duty_before.get(person)
        return before is not None and shift in {shift_of(task) for task in before.tasks}

    def violations(self, lines: Lines, touched: Touched = EVERYTHING) -> Iterator[Violation]:
        """Give the first one's shifts that share a minute with the other's, and appointments with both.

        The message does not say why, nor does a task of the other's.
        """
        for pair in self._apart:
            if touched.person(pair[0]) or touched.person(pair[1]):
                yield from self._on_shifts(lines, pair)
                yield from self._on_appointments(lines, pair)

    def _on_shifts(self, lines: Lines, pair: Pair) -> Iterator[Violation]:
        ones, others = (self._shifts(lines, person) for person in pair)
        for one, other in product(ones, others):
            if self._clash(pair, one, other):
                yield self.violation(pair[0], [one.id], NOT_AVAILABLE)

    def _shifts(self, lines: Lines, person: str) -> list[Shift]:
        taken = (self.problem.shift.get(part.task) for duty in lines.of[person] for part in duty.parts)
        return [shift for shift in taken if shift is not None]

    def _on_appointments(self, lines: Lines, pair: Pair) -> Iterator[Violation]:
        for visit in self.problem.appointments:
            if not set(pair) <= set(lines.on.get(visit.id, ())):
                continue
            found = lines.assignments_on[visit.id]
            ones, others = ({day_of(a.span[0]) for a in found if a.person == person} for person in pair)
            if self._held_apart(pair, tuple(ones & others)):
                yield self.violation(pair[0], [visit.id], NOT_AVAILABLE)

    def post(self, program: Builder) -> None:
        """Not both: of each two shifts that share a minute, and of each appointment."""
        by_home: dict[str, list[Shift]] = defaultdict(list)
        for shift in self.problem.shift.values():
            by_home[shift.home].append(shift)
        for pair in self._apart:
            for shifts in by_home.values():
                for one, other in product(shifts, shifts):
                    if self._clash(pair, one, other):
                        row = program.row(self.name, pair[0], upper=1, lazy=True)
                        program.take(row, [pair[0]], takes(one.id))
                        program.take(row, [pair[1]], takes(other.id))
            self._post_appointments(program, pair)

    def _post_appointments(self, program: Builder, pair: Pair) -> None:
        for visit in self.problem.appointments:
            if visit.adults < 2:
                continue
            for day in visit.days:
                if self._held_apart(pair, (day,)):
                    row = program.row(self.name, pair[0], upper=1, lazy=True)
                    program.take(row, pair, takes(visit.id) if visit.one_day else takes_on(visit.id, day))
