"""What nobody would rather have too much of, shared out: weekends, nights, sleep-ins, bank holidays."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction
from functools import cached_property
from itertools import pairwise
from math import ceil
from types import MappingProxyType
from typing import TYPE_CHECKING, Self

from pydantic import Field

from hub_roster.domain.home import PartKind
from hub_roster.domain.people import Employment, WeekWorked
from hub_roster.program.features import Feature, starts_on, takes
from hub_roster.rules.days_of_duty import MOST_DUTIES
from hub_roster.rules.pay import pay_numbers
from hub_roster.rules.rule import Case, Charge, Kind, Numbers, Rule
from hub_roster.rules.touched import EVERYTHING, Touched

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hub_roster.domain.clock import Instant
    from hub_roster.domain.lines import Lines
    from hub_roster.domain.tasks import Shift
    from hub_roster.program.statement import Builder

SATURDAY = 5


class Shared(StrEnum):
    """What is shared out."""

    WEEKENDS = "weekend duties"
    NIGHTS = "waking nights"
    SLEEP_INS = "sleep-ins"
    BANK_HOLIDAYS = "bank holiday duties"


AT_NIGHT: Mapping[Shared, PartKind] = MappingProxyType(
    {Shared.NIGHTS: PartKind.WAKING_NIGHT, Shared.SLEEP_INS: PartKind.SLEEP_IN}
)
"""The shifts of a kind of night."""


@dataclass(frozen=True, slots=True)
class Share:
    """One person's share of one kind of work, over the weeks kept and the period.

    Attributes
    ----------
    before
        What they had in the weeks kept.
    share
        What falls to them of all there was in those weeks and is in the period.
    """

    person: str
    shared: Shared
    before: int
    share: Fraction

    @property
    def fair(self) -> int:
        """Their share, rounded up: nobody works part of a night."""
        return ceil(self.share)

    @property
    def allowance(self) -> int:
        """What they may have in the period without going above their share."""
        return max(0, self.fair - self.before)


@dataclass(frozen=True, slots=True)
class _Pool:
    """What a hub has of one kind of work in the period, and whom it could fall to.

    Attributes
    ----------
    demand
        How many there are.
    weights
        Contract minutes times days there, of each contracted person.
    before
        What they had in the weeks kept.
    """

    shared: Shared
    demand: int
    weights: Mapping[str, int]
    before: Mapping[str, int]


class ShareNumbers(Numbers):
    """What going above one's share costs, and how far back it is counted."""

    points: int = Field(default=150, ge=0, description="Points for each one above a share (assumption).")
    weeks: int = Field(
        default=8, ge=0, le=52, description="Weeks before the period that are counted with it (assumption)."
    )
    most_times: int = Field(
        default=4,
        ge=1,
        le=20,
        description="Times the points that one costs, at most, who was far above already (assumption).",
    )


class FairShares(Rule[ShareNumbers]):
    """Weekends, nights, sleep-ins and bank holidays are shared among contracted staff by their hours."""

    name = "fair shares"
    kind = Kind.PRICED
    source = "NJC Green Book, Part 2 (hours by contract); how they are shared is an assumption"
    numbers_type = ShareNumbers
    reads_locks = True

    def charges(self, lines: Lines, touched: Touched = EVERYTHING) -> Iterator[Charge]:
        """Give points for what each person has above their share."""
        for share in self.shares:
            if not touched.person(share.person):
                continue
            above = self.count(lines, share) - share.allowance
            if above > 0:
                yield self.charge(share.person, [], above * self._price(share))

    def count(self, lines: Lines, share: Share) -> int:
        """Give how many a person has in a roster, of what a share is of."""
        if share.shared in AT_NIGHT:
            return sum(share.person in lines.on.get(shift.id, ()) for shift in self._nights[share.shared])
        days = self._dates(share.shared)
        return sum(bool(duty.parts) and duty.day in days for duty in lines.of[share.person])

    def _price(self, share: Share) -> int:
        """Points for one above: who has been above longest is the last to be asked again."""
        already = max(0, share.before - share.fair)
        return self.numbers.points * min(self.numbers.most_times, 1 + already)

    # Shares ---------------------------------------------------------------------------------------

    @cached_property
    def shares(self) -> tuple[Share, ...]:
        """Everyone's share of every kind there is any of, hub by hub."""
        return tuple(share for pool in self._pools if pool.demand for share in self._of_pool(pool))

    def _of_pool(self, pool: _Pool) -> Iterator[Share]:
        people = [key for key in pool.weights if self._may(key, pool.shared)]
        whole = sum(pool.weights[key] for key in people)
        total = pool.demand + sum(pool.before[key] for key in people)
        for key in people:
            if pool.weights[key]:
                share = Fraction(total * pool.weights[key], whole)
                yield Share(key, pool.shared, pool.before[key], share)

    def with_locks(self, case: Case) -> Self:
        """Keep what there is to share, and by which weights: locks say no more than who has no share."""
        other = super().with_locks(case)
        other.__dict__["_pools"] = self._pools
        return other

    @cached_property
    def _pools(self) -> tuple[_Pool, ...]:
        hubs: dict[str, list[str]] = defaultdict(list)
        for person in self.problem.people:
            if person.employment is Employment.CONTRACTED:
                hubs[person.hub].append(person.key)
        return tuple(self._pool(hub, shared, people) for hub, people in hubs.items() for shared in Shared)

    def _pool(self, hub: str, shared: Shared, people: list[str]) -> _Pool:
        weights = {key: self._weight(key) for key in people}
        before = {key: sum(_had(week, shared) for week in self._weeks(key)) for key in people}
        return _Pool(shared, self._demand(hub, shared), weights, before)

    def _weeks(self, person: str) -> Iterator[WeekWorked]:
        since = self.problem.first_day - timedelta(weeks=self.numbers.weeks)
        for week in self.problem.weeks_worked_of.get(person, ()):
            if since <= week.week:
                yield week

    def _weight(self, person: str) -> int:
        """Contract minutes times the days there to work: a new starter has no lost time to make up for."""
        away = self.problem.leave_days.get(person, frozenset[date]())
        started = self.problem.person[person].started or self.problem.first_day
        days = sum(7 - week.excluded_days for week in self._weeks(person))
        days += sum(
            day >= started and day not in away and not self.problem.placed_on(person, day)
            for day in self.problem.days
        )
        return days * self.problem.person[person].contract_minutes

    def _may(self, person: str, shared: Shared) -> bool:
        """Say whether a person has a share: not of nights which they are kept from, for whatever reason."""
        if shared not in AT_NIGHT:
            return True
        return not all(self.case.kept_from(person, shift) for shift in self._nights[shared])

    # What there is to share -----------------------------------------------------------------------

    def _demand(self, hub: str, shared: Shared) -> int:
        """Give what a hub needs of a kind in the period.

        On a date that is each seat a duty begins with, and each adult of what can be on no other such date.
        """
        if shared in AT_NIGHT:
            return sum(shift.seats for shift in self._nights[shared] if shift.hub == hub)
        days = self._dates(shared)
        seats = sum(
            max(0, shift.seats - self._stay_on.get((shift.home, shift.start, shift.kind), 0))
            for shift in self.problem.shift.values()
            if shift.hub == hub and shift.day in days and shift.kind is not PartKind.SLEEP_IN
        )
        return seats + sum(
            appointment.adults
            for appointment in self.problem.appointments
            if appointment.hub == hub and days.issuperset(appointment.days)
        )

    @cached_property
    def _stay_on(self) -> Mapping[tuple[str, Instant, PartKind], int]:
        """How many who slept in at a home may stay for a shift of a kind that begins then.

        Theirs is one duty, begun with the late before.
        """
        after = {
            later
            for shape in self.problem.shapes
            for kind, later in pairwise(shape.parts)
            if kind is PartKind.SLEEP_IN
        }
        staying: dict[tuple[str, Instant, PartKind], int] = defaultdict(int)
        for shift in self.problem.shift.values():
            for kind in after if shift.kind is PartKind.SLEEP_IN else ():
                staying[shift.home, shift.end, kind] += shift.seats
        return staying

    @cached_property
    def _nights(self) -> Mapping[Shared, tuple[Shift, ...]]:
        """The shifts of the period of each kind of night."""
        shifts = [shift for shift in self.problem.shift.values() if not shift.optional]
        return {shared: tuple(s for s in shifts if s.kind is kind) for shared, kind in AT_NIGHT.items()}

    def _dates(self, shared: Shared) -> frozenset[date]:
        return self._holidays if shared is Shared.BANK_HOLIDAYS else self._weekends

    @cached_property
    def _weekends(self) -> frozenset[date]:
        return frozenset(day for day in self.problem.days if day.weekday() >= SATURDAY)

    @cached_property
    def _holidays(self) -> frozenset[date]:
        return pay_numbers(self.problem).bank_holidays(self.problem.first_day, self.problem.last_day)

    # To the solver --------------------------------------------------------------------------------

    def post(self, program: Builder) -> None:
        """How many of a kind, less those above, within the allowance."""
        for share in self.shares:
            person = [share.person]
            possible = [f for f in self._features(share.shared) if program.open(share.person, f)]
            each = 1 if share.shared in AT_NIGHT else MOST_DUTIES
            most = each * len(possible) - share.allowance
            if most <= 0 or not self._price(share):
                continue
            above = program.variable(self.name, share.person, most, points=self._price(share))
            row = program.row(self.name, share.person, upper=share.allowance, lazy=True)
            for feature in possible:
                program.take(row, person, feature)
            program.add(row, above, -1)

    def _features(self, shared: Shared) -> list[Feature]:
        if shared in AT_NIGHT:
            return [takes(shift.id) for shift in self._nights[shared]]
        return [starts_on(day) for day in sorted(self._dates(shared))]


def _had(week: WeekWorked, shared: Shared) -> int:
    """Give what a past week had of a kind."""
    return {
        Shared.WEEKENDS: week.weekend_days,
        Shared.NIGHTS: week.nights,
        Shared.SLEEP_INS: week.sleep_ins,
        Shared.BANK_HOLIDAYS: week.bank_holidays,
    }[shared]
