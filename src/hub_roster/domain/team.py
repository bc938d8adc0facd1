"""What is known of the people who work: their skills, leave, patterns, commitments and history."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, timedelta
from functools import cached_property
from types import MappingProxyType

from hub_roster.domain.grouping import grouped
from hub_roster.domain.offers import Offer
from hub_roster.domain.people import (
    Adjustment,
    Approval,
    Availability,
    BusyPeriod,
    DayWorked,
    DutyBefore,
    Induction,
    PatternDay,
    PatternWeek,
    Person,
    Placement,
    Request,
    Skill,
    WeekWorked,
)
from hub_roster.domain.period import Period


class Team(Period):
    """Tables with look-ups of people."""

    @cached_property
    def person(self) -> Mapping[str, Person]:
        """People by key."""
        return MappingProxyType({person.key: person for person in self.people})

    @cached_property
    def skills_of(self) -> Mapping[tuple[str, str], tuple[Skill, ...]]:
        """Skill records by person and skill."""
        return grouped(((s.person, s.skill), s) for s in self.skills)

    def has_skill(self, person: str, skill: str, day: date) -> bool:
        """Say whether a person holds a skill on a date; a hub that records no skills asks for none."""
        return not self.skills or any(
            record.holds_on(day) for record in self.skills_of.get((person, skill), ())
        )

    @cached_property
    def approvals_of(self) -> Mapping[tuple[str, str], tuple[Approval, ...]]:
        """One-to-one approvals by person and young person."""
        return grouped(((a.person, a.young_person), a) for a in self.approvals)

    def approved(self, person: str, young_person: str, day: date) -> bool:
        """Say whether a person may work one-to-one with a young person on a date.

        A hub that records no approvals asks for none.
        """
        return not self.approvals or any(
            record.holds_on(day) for record in self.approvals_of.get((person, young_person), ())
        )

    @cached_property
    def leave_days(self) -> Mapping[str, frozenset[date]]:
        """Dates each person is on leave."""
        away: dict[str, set[date]] = defaultdict(set)
        for leave in self.leave:
            days = (leave.last_day - leave.first_day).days + 1
            away[leave.person].update(leave.first_day + timedelta(days=k) for k in range(days))
        return MappingProxyType({person: frozenset(days) for person, days in away.items()})

    @cached_property
    def adjustments_of(self) -> Mapping[str, tuple[Adjustment, ...]]:
        """Adjustments by person."""
        return grouped((a.person, a) for a in self.adjustments)

    @cached_property
    def availability_of(self) -> Mapping[str, tuple[Availability, ...]]:
        """When each person can be asked, for those who said."""
        return grouped((a.person, a) for a in self.availability)

    def in_induction(self, person: str, day: date) -> bool:
        """Say whether a person's induction has begun and is not signed off on a date."""
        return any(induction.open_on(day) for induction in self.inductions_of.get(person, ()))

    @cached_property
    def inductions_of(self) -> Mapping[str, tuple[Induction, ...]]:
        """Inductions by person."""
        return grouped((i.person, i) for i in self.inductions)

    @cached_property
    def offer_of(self) -> Mapping[tuple[str, str], Offer]:
        """Offers by person and task."""
        return MappingProxyType({(offer.person, offer.task): offer for offer in self.offers})

    @cached_property
    def placements_of(self) -> Mapping[str, tuple[Placement, ...]]:
        """The placements that take each hub carer off the rota, by person."""
        return grouped(
            (person.key, placement)
            for person in self.people
            for placement in self.placements
            if person.household == placement.household and placement.person in (None, person.key)
        )

    def placed_on(self, person: str, day: date) -> bool:
        """Say whether a hub carer has a child placed on a date, or is not deployable again yet."""
        return any(
            placement.first_day <= day
            and (
                placement.last_day is None
                or placement.deployable_from is None
                or day < placement.deployable_from
            )
            for placement in self.placements_of.get(person, ())
        )

    @cached_property
    def requests_of(self) -> Mapping[str, tuple[Request, ...]]:
        """Requests by person."""
        return grouped((r.person, r) for r in self.requests)

    @cached_property
    def busy_of(self) -> Mapping[str, tuple[BusyPeriod, ...]]:
        """Commitments elsewhere by person."""
        return grouped((b.person, b) for b in self.busy)

    @cached_property
    def pattern_of(self) -> Mapping[str, tuple[PatternWeek, ...]]:
        """Pattern weeks by person, in cycle order."""
        return grouped((w.person, w) for w in sorted(self.patterns, key=lambda w: w.week))

    def pattern_on(self, person: str, day: date) -> PatternDay:
        """Give what a person's working pattern says of a date; anything goes where there is none."""
        weeks = self.pattern_of.get(person, ())
        anchor = self.person[person].pattern_anchor
        if not weeks or anchor is None:
            return PatternDay.ANY
        return weeks[(day - anchor).days // 7 % len(weeks)].on(day.weekday())

    @cached_property
    def weeks_worked_of(self) -> Mapping[str, tuple[WeekWorked, ...]]:
        """Past weeks by person, latest first."""
        return grouped((w.person, w) for w in sorted(self.weeks_worked, key=lambda w: w.week, reverse=True))

    @cached_property
    def days_worked_of(self) -> Mapping[str, Mapping[date, DayWorked]]:
        """Past days by person and date."""
        by_person = grouped((row.person, row) for row in self.days_worked)
        return MappingProxyType(
            {person: MappingProxyType({row.day: row for row in rows}) for person, rows in by_person.items()}
        )

    @cached_property
    def consented(self) -> frozenset[tuple[str, date]]:
        """Days of leave and days kept free on which a person agreed beforehand to be asked."""
        return frozenset((row.person, row.day) for row in self.consents)

    @cached_property
    def duty_before(self) -> Mapping[str, DutyBefore]:
        """Each person's last duty begun before the period."""
        return MappingProxyType({duty.person: duty for duty in self.duties_before})
