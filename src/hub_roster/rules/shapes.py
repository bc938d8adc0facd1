"""What one duty may look like: its shape, its length, its breaks."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Annotated

from pydantic import Field

from hub_roster.domain.clock import HOUR
from hub_roster.domain.duty import Duty
from hub_roster.domain.home import PartKind
from hub_roster.domain.lines import Lines
from hub_roster.domain.tasks import shift_of
from hub_roster.rules.law import Law
from hub_roster.rules.rule import Kind, Numbers, Rule, Violation
from hub_roster.rules.told import Told
from hub_roster.rules.touched import EVERYTHING, Touched


class ShapeNumbers(Numbers):
    """Limits on a duty besides its shape's own."""

    most_visits: int = Field(
        default=4, ge=1, le=8, description="Visits one after another in one run of outreach (assumption)."
    )


class DutyShapes(Rule[ShapeNumbers]):
    """Every duty has a shape the policy knows, is not too long, and has at most 4 visits in a run."""

    name = "duty shapes"
    kind = Kind.HARD
    tells = Told.SHAPE
    source = "Shift patterns of English children's homes (Slough, Hull, Hounslow procedures); policy"
    numbers_type = ShapeNumbers

    @cached_property
    def _longest(self) -> dict[tuple[PartKind, ...], int]:
        longest: dict[tuple[PartKind, ...], int] = {}
        for shape in self.problem.shapes:
            minutes = round(shape.longest_hours * HOUR)
            longest[shape.parts] = max(minutes, longest.get(shape.parts, 0))
        return longest

    def violations(self, lines: Lines, touched: Touched = EVERYTHING) -> Iterator[Violation]:
        """Give duties begun in the period whose shape or length is unknown to the policy."""
        for person, duties in lines.of.items():
            if not touched.person(person):
                continue
            for duty in duties:
                if duty.start < self.problem.start:
                    if not self._carried(person).issuperset(duty.tasks):
                        yield self.violation(person, duty.tasks, "A duty begun before takes nothing more.")
                    continue
                shape = ", ".join(kind.value for kind in duty.kinds)
                if duty.kinds not in self._longest:
                    yield self.violation(person, duty.tasks, f"The policy knows no duty of {shape}.")
                elif duty.span > self._longest[duty.kinds]:
                    yield self.violation(person, duty.tasks, f"This duty of {shape} lasts too long.")
                elif self._longest_run(duty) > self.numbers.most_visits:
                    yield self.violation(person, duty.tasks, "Too many visits in one run.")

    def _carried(self, person: str) -> frozenset[str]:
        before = self.problem.duty_before.get(person)
        return frozenset(shift_of(task) for task in before.tasks) if before else frozenset()

    def _longest_run(self, duty: Duty) -> int:
        longest = run = 0
        for part in duty.parts:
            run = run + 1 if part.kind is PartKind.OUTREACH else 0
            longest = max(longest, run)
        return longest

    def admits_shape(self, duty: Duty) -> bool:
        """A known shape, not too long."""
        return (
            duty.kinds in self._longest
            and duty.span <= self._longest[duty.kinds]
            and self._longest_run(duty) <= self.numbers.most_visits
        )


class BreakNumbers(Numbers):
    """When a break is due, and how long."""

    due_after_hours: Annotated[float, Law(most=6)] = Field(
        default=6, ge=0, le=24, description="Hours of a duty beyond which a break is due (regulation 12)."
    )
    minutes: Annotated[int, Law(least=20)] = Field(
        default=20, ge=0, le=120, description="Minutes of the break due (regulation 12)."
    )


class Breaks(Rule[BreakNumbers]):
    """A duty of more than 6 hours has a break of 20 minutes: on a covered shift, or between visits."""

    name = "breaks"
    kind = Kind.HARD
    tells = Told.SHAPE
    source = "Working Time Regulations 1998, reg 12(1)"
    numbers_type = BreakNumbers

    def violations(self, lines: Lines, touched: Touched = EVERYTHING) -> Iterator[Violation]:
        """Give duties begun in the period without the break due."""
        for person, duties in lines.of.items():
            if not touched.person(person):
                continue
            for duty in duties:
                if duty.start >= self.problem.start and not self.admits_shape(duty):
                    yield self.violation(person, duty.tasks, "No break is left in this duty.")

    def admits_shape(self, duty: Duty) -> bool:
        """Short enough, or with a break somewhere."""
        return (
            duty.awake <= self.numbers.due_after_hours * HOUR
            or duty.longest_gap >= self.numbers.minutes
            or any(part.gives_break for part in duty.parts)
        )
