"""Locks: what a manager fixed by hand, and what a duty begun before the period holds."""

from __future__ import annotations

from collections.abc import Iterator

from hub_roster.domain.clock import instant_of
from hub_roster.domain.lines import Lines
from hub_roster.domain.tasks import Lock, shift_of
from hub_roster.program.features import takes, takes_at
from hub_roster.program.statement import Builder
from hub_roster.rules.rule import Kind, Rule, Violation
from hub_roster.rules.rule import Numbers as NoNumbers
from hub_roster.rules.told import Told
from hub_roster.rules.touched import EVERYTHING, Touched


class Locks(Rule[NoNumbers]):
    """What a manager fixed by hand stays, and so does a duty begun before the period."""

    name = "locks"
    kind = Kind.HARD
    tells = Told.PRIVATE
    reads_locks = True
    source = "The manager decides"

    def violations(self, lines: Lines, touched: Touched = EVERYTHING) -> Iterator[Violation]:
        """Give locks the roster does not keep."""
        for lock in self.problem.locks:
            if touched.person(lock.person) and self._taken(lines, lock) != lock.must:
                yield self.violation(lock.person, [lock.task], "This was fixed by hand.")
        for person, before in self.problem.duty_before.items():
            for task in before.tasks:
                if touched.person(person) and person not in lines.on.get(shift_of(task), ()):
                    yield self.violation(person, [task], "This duty began before the period.")

    def _taken(self, lines: Lines, lock: Lock) -> bool:
        found = [a for a in lines.assignments_on.get(shift_of(lock.task), ()) if a.person == lock.person]
        if lock.start is not None and lock.must and lock.task in self.problem.appointment:
            return any(a.span[0] == instant_of(lock.start) for a in found)
        return bool(found)

    def post(self, program: Builder) -> None:
        """One row for each lock, in their order, so that a contradiction can be told by its rows."""
        for lock in self.problem.locks:
            task = shift_of(lock.task)
            feature = takes(task)
            if lock.start is not None and lock.must and task in self.problem.appointment:
                feature = takes_at(task, instant_of(lock.start))
            subject = f"{lock.person} {lock.task}"
            row = program.row(self.name, subject, lower=1) if lock.must else None
            row = row or program.row(self.name, subject, upper=0)
            program.take(row, [lock.person], feature)
