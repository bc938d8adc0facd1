"""How often people may be called in on days their pattern keeps free."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from pydantic import Field

from hub_roster.domain.people import PatternDay
from hub_roster.program.features import starts_on
from hub_roster.rules.rule import Kind, Numbers, Rule, Violation
from hub_roster.rules.told import Told
from hub_roster.rules.touched import EVERYTHING, Touched

if TYPE_CHECKING:
    from hub_roster.domain.lines import Lines
    from hub_roster.program.statement import Builder

WINDOW = 28
"""Days over which call-ins are counted."""


@dataclass(frozen=True, slots=True)
class Window:
    """Days of the period kept free within 28 days, and the call-ins those leave room for."""

    free: tuple[date, ...]
    left: int

    def implies(self, other: Window) -> bool:
        """Say whether what keeps to this one keeps to another too."""
        return self.left <= other.left and set(self.free).issuperset(other.free)


class CallInNumbers(Numbers):
    """How often people may be called in."""

    most: int = Field(
        default=2, ge=0, le=28, description="Duties on days kept free, in any 28 days (assumption)."
    )


class CallIns(Rule[CallInNumbers]):
    """Nobody is called in more than twice in any 28 days on days their working pattern keeps free."""

    name = "call-ins"
    kind = Kind.HARD
    source = "Healthy limits: care must not wear out those who give it; the number is an assumption"
    tells = Told.HOURS
    numbers_type = CallInNumbers

    @cached_property
    def _windows(self) -> dict[str, tuple[Window, ...]]:
        """By person: the windows that end on a day of the period kept free, and say anything of their own."""
        return {person: tuple(self._of(person)) for person in self.case.people}

    def _of(self, person: str) -> Iterator[Window]:
        free = [d for d in self.problem.days if self.problem.pattern_on(person, d) is PatternDay.OFF]
        before = [row.day for row in self.problem.days_worked_of.get(person, {}).values() if row.called_in]
        windows = [self._ending(last, free, before) for last in free]
        for k, window in enumerate(windows):
            if not any(later.implies(window) for later in windows[k + 1 : k + 2]):
                yield window

    def _ending(self, last: date, free: list[date], before: list[date]) -> Window:
        first = last - timedelta(days=WINDOW - 1)
        # What history has used up only leaves no room: it is not for this draft to mend.
        left = max(0, self.numbers.most - sum(day >= first for day in before))
        return Window(tuple(day for day in free if first <= day <= last), left)

    def violations(self, lines: Lines, touched: Touched = EVERYTHING) -> Iterator[Violation]:
        """Give 28 days with too many."""
        for person in self.case.people:
            if not touched.person(person):
                continue
            for window in self._windows[person]:
                duties = [d for d in lines.of[person] if d.parts and d.day in window.free]
                if len(duties) > window.left:
                    tasks = [task for duty in duties for task in duty.tasks]
                    yield self.violation(person, tasks, "Called in too often on days kept free.")

    def post(self, program: Builder) -> None:
        """Duties that begin on days kept free, within what is left."""
        for person in program.people:
            for window in self._windows[person]:
                row = program.row(self.name, person, upper=window.left, lazy=True)
                for day in window.free:
                    program.take(row, [person], starts_on(day))
