"""The tables a problem is kept in: one for each kind of record, as a workbook has a sheet for each."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from pydantic import Field

from hub_roster.domain.home import CoverBand, Home, ShiftNeed, ShiftTemplate
from hub_roster.domain.model import Day, Record
from hub_roster.domain.offers import Offer
from hub_roster.domain.people import (
    Adjustment,
    Approval,
    Availability,
    BusyPeriod,
    Consent,
    DayWorked,
    DutyBefore,
    Household,
    Induction,
    Leave,
    LeaveYear,
    PairApart,
    PatternWeek,
    Person,
    Placement,
    Request,
    Skill,
    WeekWorked,
)
from hub_roster.domain.place import DrivingTime, Hub, Place, Pod
from hub_roster.domain.plans import Move, Outcome, Plan
from hub_roster.domain.policy import DEFAULT_SHAPES, DutyShape, PolicyNumber, Signature
from hub_roster.domain.tasks import Escort, Lock, Meeting, OnCall, PublishedAssignment, Session, Visit
from hub_roster.domain.their_week import Term, WeekTime
from hub_roster.domain.young_people import (
    Acquaintance,
    Contact,
    Family,
    FamilyAdult,
    MissingEpisode,
    OwnAdults,
    PersonalNeed,
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
    told_on
        The day people are told of this roster: notice is counted from it, and none where it is empty.
    """

    id: UUID
    first_day: Day
    weeks: Annotated[int, Field(ge=1, le=26)] = 1
    told_on: Day | None = None
    policy: Signature = Signature()
    numbers: tuple[PolicyNumber, ...] = ()
    shapes: tuple[DutyShape, ...] = DEFAULT_SHAPES
    hubs: tuple[Hub, ...]
    pods: tuple[Pod, ...] = ()
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
    inductions: tuple[Induction, ...] = ()
    leave: tuple[Leave, ...] = ()
    leave_years: tuple[LeaveYear, ...] = ()
    adjustments: tuple[Adjustment, ...] = ()
    availability: tuple[Availability, ...] = ()
    households: tuple[Household, ...] = ()
    placements: tuple[Placement, ...] = ()
    consents: tuple[Consent, ...] = ()
    pairs_apart: tuple[PairApart, ...] = ()
    requests: tuple[Request, ...] = ()
    busy: tuple[BusyPeriod, ...] = ()
    families: tuple[Family, ...] = ()
    young_people: tuple[YoungPerson, ...] = ()
    family_adults: tuple[FamilyAdult, ...] = ()
    stays: tuple[Stay, ...] = ()
    terms: tuple[Term, ...] = ()
    week_times: tuple[WeekTime, ...] = ()
    own_adults: tuple[OwnAdults, ...] = ()
    views: tuple[View, ...] = ()
    restrictions: tuple[Restriction, ...] = ()
    personal_needs: tuple[PersonalNeed, ...] = ()
    missing_episodes: tuple[MissingEpisode, ...] = ()
    plans: tuple[Plan, ...] = ()
    moves: tuple[Move, ...] = ()
    visits: tuple[Visit, ...] = ()
    escorts: tuple[Escort, ...] = ()
    sessions: tuple[Session, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    on_call: tuple[OnCall, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    contacts: tuple[Contact, ...] = ()
    acquaintances: tuple[Acquaintance, ...] = ()
    weeks_worked: tuple[WeekWorked, ...] = ()
    days_worked: tuple[DayWorked, ...] = ()
    duties_before: tuple[DutyBefore, ...] = ()
    offers: tuple[Offer, ...] = ()
    locks: tuple[Lock, ...] = ()
    published: tuple[PublishedAssignment, ...] = ()
