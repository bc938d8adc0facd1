"""Hub carers kept free at night, for a child who has to be placed at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from pydantic import Field

from hub_roster.domain.clock import HOUR
from hub_roster.domain.home import NIGHTS
from hub_roster.domain.lines import Lines
from hub_roster.program.features import takes
from hub_roster.program.statement import Builder, Priority, Row
from hub_roster.rules.rule import Charge, Kind, Numbers, Rule
from hub_roster.rules.touched import EVERYTHING, Touched

NIGHT = 9 * HOUR
"""Minutes short for each household and night: as long as a usual sleep-in, 22:30 to 07:30."""


class ReserveNumbers(Numbers):
    """How many households of hub carers are kept free."""

    households: int = Field(
        default=1,
        ge=0,
        le=20,
        description="Households of each hub's carers with nobody on a sleep-in or waking night, every night "
        "(assumption).",
    )


@dataclass(frozen=True, slots=True)
class Night:
    """A night on which a hub's households may be kept free.

    Attributes
    ----------
    shifts
        Ids of the sleep-ins and waking nights that begin on its date, in any home.
    households
        The carers of each household that could take a child.
    wanted
        How many households are free.
    """

    hub: str
    day: date
    shifts: tuple[str, ...]
    households: tuple[tuple[str, ...], ...]
    wanted: int


class EmergencyReserve(Rule[ReserveNumbers]):
    """Every night some household of hub carers who could take a child has nobody on a night shift."""

    name = "emergency reserve"
    kind = Kind.NEED
    source = "No Wrong Door practice: an emergency placement reserve"
    numbers_type = ReserveNumbers

    @cached_property
    def _nights(self) -> tuple[Night, ...]:
        shifts: dict[date, list[str]] = defaultdict(list)
        for shift in self.problem.shift.values():
            if not shift.optional and shift.kind in NIGHTS:
                shifts[shift.day].append(shift.id)
        hubs = sorted({person.hub for person in self.problem.people if person.household})
        return tuple(
            Night(hub, day, tuple(shifts[day]), households, wanted)
            for day in self.problem.days
            for hub in hubs
            for households in [self._households(hub, day)]
            if (wanted := min(self.numbers.households, len(households))) and shifts[day]
        )

    def _households(self, hub: str, day: date) -> tuple[tuple[str, ...], ...]:
        """Give the households that could take a child on a night, each with its carers who could."""
        found: dict[str, list[str]] = defaultdict(list)
        for person in self.problem.people:
            if person.hub == hub and person.household and self._could(person.key, day):
                found[person.household].append(person.key)
        return tuple(tuple(sorted(carers)) for _, carers in sorted(found.items()))

    def _could(self, carer: str, day: date) -> bool:
        """Say whether a carer has begun, has no child placed, and is not on leave."""
        started = self.problem.person[carer].started
        return (
            (started is None or started <= day)
            and not self.problem.placed_on(carer, day)
            and day not in self.problem.leave_days.get(carer, ())
        )

    def charges(self, lines: Lines, touched: Touched = EVERYTHING) -> Iterator[Charge]:
        """Give a night's length for each household too few."""
        for night in self._nights:
            carers = {carer for household in night.households for carer in household}
            if not any(map(touched.person, carers)):
                continue
            taken = [shift for shift in night.shifts if not carers.isdisjoint(lines.on.get(shift, ()))]
            on = {person for shift in taken for person in lines.on.get(shift, ())}
            free = sum(on.isdisjoint(household) for household in night.households)
            if free < night.wanted:
                yield self.charge(night.hub, taken, (night.wanted - free) * NIGHT, Priority.SAFETY)

    def post(self, program: Builder) -> None:
        """Households with somebody on a night shift: no more than may be, or so many too few free."""
        for night in self._nights:
            short = program.variable(
                self.name, night.hub, night.wanted, priority=Priority.SAFETY, minutes=NIGHT
            )
            row = program.row(self.name, night.hub, upper=len(night.households) - night.wanted)
            program.add(row, short, -1)
            for household in night.households:
                self._post_household(program, row, night, household)

    def _post_household(self, program: Builder, row: Row, night: Night, household: tuple[str, ...]) -> None:
        """Count a household once, whoever of it is on whichever shift."""
        able = [
            (carer, shift)
            for carer in household
            for shift in night.shifts
            if program.open(carer, takes(shift))
        ]
        if len(able) == 1:
            ((carer, shift),) = able
            program.take(row, [carer], takes(shift))
        elif able:
            busy = program.variable(self.name, night.hub, 1)
            program.add(row, busy)
            for carer, shift in able:
                on_it = program.row(self.name, night.hub, upper=0, lazy=True)
                program.take(on_it, [carer], takes(shift))
                program.add(on_it, busy, -1)
