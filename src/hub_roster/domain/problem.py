"""The whole of what a draft needs to know, as tables of records, with the look-ups that rules use."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from functools import cached_property
from types import MappingProxyType
from typing import Self, TypeVar

from pydantic import model_validator

from hub_roster.domain import checks
from hub_roster.domain.clock import DAY, Instant, interval, midnight
from hub_roster.domain.home import Home
from hub_roster.domain.people import (
    Adjustment,
    Approval,
    BusyPeriod,
    DutyBefore,
    PatternWeek,
    Person,
    Placement,
    Request,
    Skill,
    WeekWorked,
)
from hub_roster.domain.tables import Tables
from hub_roster.domain.tasks import OnCall, Shift, Visit, shift_of
from hub_roster.domain.young_people import (
    Restriction,
    View,
    YoungPerson,
)

K = TypeVar("K")
V = TypeVar("V")

Task = Shift | Visit | OnCall
UNKNOWN_DRIVE = 60
"""Minutes assumed between two places without a row; the checks report each such pair that is used."""


class Problem(Tables):
    """The tables of a problem that hold together, checked as a whole when it is made."""

    @model_validator(mode="after")
    def _whole(self) -> Self:
        faults = checks.faults(self)
        if faults:
            raise checks.ProblemFaults(faults)
        return self

    def edited(self, **tables: object) -> Self:
        """Give the problem with some fields replaced, checked as a whole again."""
        fields = {name: getattr(self, name) for name in type(self).model_fields}
        return type(self).model_validate({**fields, **tables})

    # The period -----------------------------------------------------------------------------------

    @cached_property
    def days(self) -> tuple[date, ...]:
        """Dates of the period."""
        return tuple(self.first_day + timedelta(days=k) for k in range(7 * self.weeks))

    @property
    def last_day(self) -> date:
        """Last date of the period."""
        return self.days[-1]

    @cached_property
    def start(self) -> Instant:
        """Instant the period begins."""
        return midnight(self.first_day)

    @cached_property
    def end(self) -> Instant:
        """Instant the period ends."""
        return midnight(self.first_day + timedelta(days=7 * self.weeks))

    @cached_property
    def week_spans(self) -> tuple[tuple[Instant, Instant], ...]:
        """Start and end instants of each week of the period."""
        mondays = [midnight(self.first_day + timedelta(days=7 * k)) for k in range(self.weeks + 1)]
        return tuple(zip(mondays[:-1], mondays[1:], strict=True))

    # People ---------------------------------------------------------------------------------------

    @cached_property
    def person(self) -> Mapping[str, Person]:
        """People by key."""
        return MappingProxyType({person.key: person for person in self.people})

    @cached_property
    def skills_of(self) -> Mapping[tuple[str, str], tuple[Skill, ...]]:
        """Skill records by person and skill."""
        return _grouped(((s.person, s.skill), s) for s in self.skills)

    def has_skill(self, person: str, skill: str, day: date) -> bool:
        """Say whether a person holds a skill on a date; a hub that records no skills asks for none."""
        return not self.skills or any(
            record.holds_on(day) for record in self.skills_of.get((person, skill), ())
        )

    @cached_property
    def approvals_of(self) -> Mapping[tuple[str, str], tuple[Approval, ...]]:
        """One-to-one approvals by person and young person."""
        return _grouped(((a.person, a.young_person), a) for a in self.approvals)

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
        return _grouped((a.person, a) for a in self.adjustments)

    @cached_property
    def placements_of(self) -> Mapping[str, tuple[Placement, ...]]:
        """Placements by household."""
        return _grouped((p.household, p) for p in self.placements)

    def placed_on(self, person: str, day: date) -> bool:
        """Say whether a person's household has a child placed on a date, or is not deployable again yet."""
        household = self.person[person].household
        return any(
            placement.first_day <= day
            and (
                placement.last_day is None
                or placement.deployable_from is None
                or day < placement.deployable_from
            )
            for placement in (self.placements_of.get(household, ()) if household else ())
        )

    @cached_property
    def requests_of(self) -> Mapping[str, tuple[Request, ...]]:
        """Requests by person."""
        return _grouped((r.person, r) for r in self.requests)

    @cached_property
    def busy_of(self) -> Mapping[str, tuple[BusyPeriod, ...]]:
        """Commitments elsewhere by person."""
        return _grouped((b.person, b) for b in self.busy)

    @cached_property
    def pattern_of(self) -> Mapping[str, tuple[PatternWeek, ...]]:
        """Pattern weeks by person, in cycle order."""
        return _grouped((w.person, w) for w in sorted(self.patterns, key=lambda w: w.week))

    @cached_property
    def weeks_worked_of(self) -> Mapping[str, tuple[WeekWorked, ...]]:
        """Past weeks by person, latest first."""
        return _grouped((w.person, w) for w in sorted(self.weeks_worked, key=lambda w: w.week, reverse=True))

    @cached_property
    def duty_before(self) -> Mapping[str, DutyBefore]:
        """Each person's last duty begun before the period."""
        return MappingProxyType({duty.person: duty for duty in self.duties_before})

    # Young people ---------------------------------------------------------------------------------

    @cached_property
    def young_person(self) -> Mapping[str, YoungPerson]:
        """Young people by code."""
        return MappingProxyType({young.code: young for young in self.young_people})

    @cached_property
    def residents(self) -> Mapping[tuple[str, date], tuple[str, ...]]:
        """Codes of the young people living in each home on each date of the period and the day after."""
        present: dict[tuple[str, date], list[str]] = defaultdict(list)
        for stay in self.stays:
            if stay.home is None:
                continue
            for day in (*self.days, self.last_day + timedelta(days=1)):
                if stay.holds_on(day):
                    present[stay.home, day].append(stay.young_person)
        return MappingProxyType({key: tuple(sorted(set(codes))) for key, codes in present.items()})

    @cached_property
    def views_of(self) -> Mapping[tuple[str, str], View]:
        """The latest view by young person and person: what was said last counts, whenever it was."""
        latest: dict[tuple[str, str], View] = {}
        for view in sorted(self.views, key=lambda v: v.day):
            latest[view.young_person, view.person] = view
        return MappingProxyType(latest)

    @cached_property
    def restrictions_of(self) -> Mapping[tuple[str, str], tuple[Restriction, ...]]:
        """Restrictions by person and young person."""
        return _grouped(((r.person, r.young_person), r) for r in self.restrictions)

    # Places ---------------------------------------------------------------------------------------

    @cached_property
    def home(self) -> Mapping[str, Home]:
        """Homes by code."""
        return MappingProxyType({home.code: home for home in self.homes})

    @cached_property
    def _drives(self) -> Mapping[tuple[str, str], int]:
        way = {(d.origin, d.destination): d.minutes for d in self.driving}
        back = {(d.destination, d.origin): d.minutes for d in self.driving}
        return MappingProxyType({**back, **way})

    def drive(self, origin: str, destination: str) -> int:
        """Give minutes of driving from one place to another."""
        if origin == destination:
            return 0
        return self._drives.get((origin, destination), UNKNOWN_DRIVE)

    # Tasks ----------------------------------------------------------------------------------------

    @cached_property
    def shift(self) -> Mapping[str, Shift]:
        """Shifts of the period by id, and the optional ones of the day after it."""
        day_after = self.last_day + timedelta(days=1)
        listed: dict[str, Shift] = {}
        for day in (*self.days, day_after):
            for template in self.shifts:
                if day.weekday() not in template.days:
                    continue
                home = self.home[template.home]
                start, end = interval(day, template.start, template.end)
                if day == day_after and start >= self.end + DAY:
                    continue
                shift_id = f"{home.code}/{day.isoformat()}/{template.name}"
                listed[shift_id] = Shift(
                    id=shift_id,
                    home=home.code,
                    hub=home.hub,
                    place=home.place,
                    day=day,
                    name=template.name,
                    kind=template.kind,
                    start=start,
                    end=end,
                    seats=template.seats,
                    gives_break=template.gives_break,
                    optional=day == day_after,
                )
        return MappingProxyType(listed)

    @cached_property
    def visit(self) -> Mapping[str, Visit]:
        """Visits by id."""
        return MappingProxyType({visit.id: visit for visit in self.visits})

    @cached_property
    def spell(self) -> Mapping[str, OnCall]:
        """On-call spells by id."""
        return MappingProxyType({spell.id: spell for spell in self.on_call})

    def task(self, task_id: str) -> Task | None:
        """Give the shift, visit or spell of a task or seat id; None where there is no such task."""
        return (
            self.visit.get(task_id)
            or self.spell.get(task_id)
            or self.shift.get(task_id)
            or self.shift.get(shift_of(task_id))
        )

    def visit_place(self, visit: Visit) -> str:
        """Give the place a visit is made at."""
        return visit.place or self.young_person[visit.young_person].place

    def young_people_of(self, task: Task) -> tuple[str, ...]:
        """Give the young people a person on a task is with."""
        if isinstance(task, Visit):
            return (task.young_person,)
        if isinstance(task, Shift):
            return self.residents.get((task.home, task.day), ())
        return ()


def _grouped(pairs: Iterable[tuple[K, V]]) -> Mapping[K, tuple[V, ...]]:
    groups: dict[K, list[V]] = defaultdict(list)
    for key, value in pairs:
        groups[key].append(value)
    return MappingProxyType({key: tuple(values) for key, values in groups.items()})
