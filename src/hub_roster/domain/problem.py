"""The whole of what a draft needs to know, as tables of records, with the look-ups that rules use."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from functools import cached_property
from types import MappingProxyType
from typing import Self

from pydantic import model_validator

from hub_roster.domain import checks
from hub_roster.domain.appointments import Appointment
from hub_roster.domain.clock import DAY, Instant, interval, overlap
from hub_roster.domain.home import Home
from hub_roster.domain.in_force import templates_on
from hub_roster.domain.listing import appointments_of
from hub_roster.domain.supported import YoungPeopleAndFamilies
from hub_roster.domain.tasks import OnCall, Shift, Visit, shift_of

Task = Shift | Appointment | OnCall
UNKNOWN_DRIVE = 60
"""Minutes assumed between two places without a row; the checks report each such pair that is used."""


class Problem(YoungPeopleAndFamilies):
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

    def visit_place(self, visit: Visit) -> str:
        """Give the place a visit is made at, unless the young person is elsewhere at its time."""
        return visit.place or self.supported[visit.young_person].place

    # Cover ----------------------------------------------------------------------------------------

    def own_adults_on(self, home: str, day: date, start: Instant, end: Instant) -> Mapping[str, int]:
        """Give the adults each resident of a date has for themselves in some part of a span."""
        most: dict[str, int] = {}
        for code in self.residents.get((home, day), ()):
            for own in self.own_adults_of.get(code, ()):
                for since in (day - timedelta(days=1), day, day + timedelta(days=1)):
                    if own.holds_on(since) and overlap(start, end, *interval(since, own.start, own.end)):
                        most[code] = max(own.adults, most.get(code, 0))
        return MappingProxyType(most)

    # Tasks ----------------------------------------------------------------------------------------

    @cached_property
    def shift(self) -> Mapping[str, Shift]:
        """Shifts of the period by id, and the optional ones of the day after it."""
        day_after = self.last_day + timedelta(days=1)
        listed: dict[str, Shift] = {}
        for day in (*self.days, day_after):
            for template in templates_on(self.shifts, day):
                start, end = interval(day, template.start, template.end)
                if day == day_after and start >= self.end + DAY:
                    continue
                home = self.home[template.home]
                own = sum(self.own_adults_on(home.code, day, start, end).values())
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
                    seats=template.seats + own,
                    own_seats=own,
                    gives_break=template.gives_break,
                    optional=day == day_after,
                    extra=template.most_extra,
                )
        return MappingProxyType(listed)

    @cached_property
    def appointments(self) -> tuple[Appointment, ...]:
        """Visits, escorts, sessions and meetings of the period, those of series and plans included."""
        return tuple(appointments_of(self))

    @cached_property
    def appointment(self) -> Mapping[str, Appointment]:
        """Appointments by id."""
        return MappingProxyType({each.id: each for each in self.appointments})

    @cached_property
    def spell(self) -> Mapping[str, OnCall]:
        """On-call spells by id."""
        return MappingProxyType({spell.id: spell for spell in self.on_call})

    def task(self, task_id: str) -> Task | None:
        """Give the shift, appointment or spell of a task or seat id; None where there is no such task."""
        return (
            self.appointment.get(task_id)
            or self.spell.get(task_id)
            or self.shift.get(task_id)
            or self.shift.get(shift_of(task_id))
        )

    def young_people_of(self, task: Task) -> tuple[str, ...]:
        """Give the young people, and adults of families, that a person on a task is with."""
        if isinstance(task, Appointment):
            return task.young_people
        if isinstance(task, Shift):
            return self.at_home(task.home, task.start, task.end)
        return ()
