"""Work at night: the health assessment it asks for, and how long a night may be."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cached_property
from typing import Annotated

from pydantic import Field

from hub_roster.domain.clock import HOUR
from hub_roster.domain.duty import Duty
from hub_roster.domain.home import PartKind
from hub_roster.domain.lines import Lines
from hub_roster.domain.people import NIGHT_ASSESSMENT
from hub_roster.domain.problem import Task
from hub_roster.domain.tasks import Shift
from hub_roster.rules.eligibility import Eligibility
from hub_roster.rules.law import Law
from hub_roster.rules.rule import NOT_AVAILABLE, Kind, Numbers, Rule, Violation
from hub_roster.rules.told import Told
from hub_roster.rules.touched import EVERYTHING, Touched


class NightHealthNumbers(Numbers):
    """Which nights ask for an assessment."""

    sleep_ins: int = Field(
        default=0,
        ge=0,
        le=1,
        description="1 where sleep-ins ask for the assessment as waking nights do, 0 where they do not.",
    )


class NightHealth(Eligibility[NightHealthNumbers]):
    """Nobody works a waking night without a health assessment for night work that is valid on its date."""

    name = "night workers' health"
    kind = Kind.HARD
    tells = Told.PRIVATE
    source = "Working Time Regulations 1998, reg 7, which reg 21 does not disapply"
    numbers_type = NightHealthNumbers
    message = NOT_AVAILABLE

    @cached_property
    def _asked(self) -> frozenset[PartKind]:
        """The shifts that ask for it; none in a hub that records nobody's."""
        if not any(record.skill == NIGHT_ASSESSMENT for record in self.problem.skills):
            return frozenset()
        nights = {PartKind.WAKING_NIGHT}
        return frozenset(nights | {PartKind.SLEEP_IN} if self.numbers.sleep_ins else nights)

    def suits(self, person: str, task: Task, day: date) -> bool:
        """On a night, who was assessed; an agency booked without a name is checked once it has one."""
        if not isinstance(task, Shift) or task.kind not in self._asked:
            return True
        return self.problem.person[person].unnamed or self.problem.has_skill(person, NIGHT_ASSESSMENT, day)


class NightLengthNumbers(Numbers):
    """How long a night may be."""

    hours: float = Field(
        default=12,
        ge=0,
        le=24,
        description="Most hours of a duty with a waking night, from its start to its end (assumption).",
    )
    special_hazards: int = Field(
        default=0,
        ge=0,
        le=1,
        description="1 where the risk assessment finds special hazards or heavy strain at night, else 0.",
    )
    hours_with_hazards: Annotated[float, Law(most=8)] = Field(
        default=8,
        ge=0,
        le=24,
        description="Most hours of such a duty where nights have special hazards or heavy strain.",
    )


class NightLength(Rule[NightLengthNumbers]):
    """A duty with a waking night lasts at most 12 hours, and 8 where nights have special hazards."""

    name = "night length"
    kind = Kind.HARD
    tells = Told.SHAPE
    source = (
        "Working Time Regulations 1998, reg 6(7) (8 hours with special hazards); 12 hours is an assumption"
    )
    numbers_type = NightLengthNumbers

    @cached_property
    def _most(self) -> float:
        hours = self.numbers.hours
        return min(hours, self.numbers.hours_with_hazards) if self.numbers.special_hazards else hours

    def violations(self, lines: Lines, touched: Touched = EVERYTHING) -> Iterator[Violation]:
        """Give duties begun in the period whose night is too long."""
        for person, duties in lines.of.items():
            if not touched.person(person):
                continue
            for duty in duties:
                if duty.start >= self.problem.start and not self.admits_shape(duty):
                    message = f"A duty with a waking night lasts at most {self._most:g} hours."
                    yield self.violation(person, duty.tasks, message)

    def admits_shape(self, duty: Duty) -> bool:
        """No waking night, or short enough."""
        return PartKind.WAKING_NIGHT not in duty.kinds or duty.span <= self._most * HOUR
