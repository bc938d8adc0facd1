"""The tables a problem is kept in: one for each kind of record, as a workbook has a sheet for each."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from pydantic import Field

from hub_roster.domain.home import CoverBand, Home, ShiftNeed, ShiftTemplate
from hub_roster.domain.model import Day, Record
from hub_roster.domain.people import (
    Adjustment,
    Approval,
    BusyPeriod,
    DutyBefore,
    Leave,
    PatternWeek,
    Person,
    Placement,
    Request,
    Skill,
    WeekWorked,
)
from hub_roster.domain.place import DrivingTime, Hub, Place
from hub_roster.domain.policy import DEFAULT_SHAPES, DutyShape, PolicyNumber, Signature
from hub_roster.domain.tasks import Lock, OnCall, PublishedAssignment, Visit
from hub_roster.domain.young_people import (
    Acquaintance,
    Contact,
    Restriction,
    Stay,
    View,
    YoungPerson,
)


class Tables(Record):
    """Everything known of one or more hubs for a period of whole weeks, row by row.

    Attributes
    ----------
    id
        Random, made once for a hub's file; assignment ids are derived from it.
    first_day, weeks
        The period: it starts on a Monday, local time.
    """

    id: UUID
    first_day: Day
    weeks: Annotated[int, Field(ge=1, le=26)] = 1
    policy: Signature = Signature()
    numbers: tuple[PolicyNumber, ...] = ()
    shapes: tuple[DutyShape, ...] = DEFAULT_SHAPES
    hubs: tuple[Hub, ...]
    places: tuple[Place, ...]
    driving: tuple[DrivingTime, ...] = ()
    homes: tuple[Home, ...] = ()
    shifts: tuple[ShiftTemplate, ...] = ()
    cover: tuple[CoverBand, ...] = ()
    shift_needs: tuple[ShiftNeed, ...] = ()
    people: tuple[Person, ...] = ()
    patterns: tuple[PatternWeek, ...] = ()
    skills: tuple[Skill, ...] = ()
    approvals: tuple[Approval, ...] = ()
    leave: tuple[Leave, ...] = ()
    adjustments: tuple[Adjustment, ...] = ()
    placements: tuple[Placement, ...] = ()
    requests: tuple[Request, ...] = ()
    busy: tuple[BusyPeriod, ...] = ()
    young_people: tuple[YoungPerson, ...] = ()
    stays: tuple[Stay, ...] = ()
    views: tuple[View, ...] = ()
    restrictions: tuple[Restriction, ...] = ()
    visits: tuple[Visit, ...] = ()
    on_call: tuple[OnCall, ...] = ()
    contacts: tuple[Contact, ...] = ()
    acquaintances: tuple[Acquaintance, ...] = ()
    weeks_worked: tuple[WeekWorked, ...] = ()
    duties_before: tuple[DutyBefore, ...] = ()
    locks: tuple[Lock, ...] = ()
    published: tuple[PublishedAssignment, ...] = ()
