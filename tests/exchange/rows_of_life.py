"""Rows of the tables of a hub's whole life, with awkward words in them, for the complete hub."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from hub_roster.domain.offers import AssignmentState, Offer
from hub_roster.domain.people import (
    Availability,
    Consent,
    DayWorked,
    Household,
    Induction,
    LeaveYear,
    PairApart,
)
from hub_roster.domain.place import Pod
from hub_roster.domain.plans import Move, Outcome, OutcomeKind, Plan, PlanForm
from hub_roster.domain.tasks import Escort, Meeting, MeetingKind, Session, VisitKind, Who
from hub_roster.domain.their_week import Term, WeekKind, WeekTime
from hub_roster.domain.young_people import (
    Family,
    FamilyAdult,
    MissingEpisode,
    OwnAdults,
    PersonalNeed,
)

ANN, OTHER = "NYC:101:1", "007"
MONDAY, LAST = date(2026, 1, 5), date(2026, 1, 18)


def rows_of_life() -> dict[str, Any]:
    """Give the rows by table: a team, a family, what was agreed with them, and the work beside visits."""
    return {**_team(), **_worked(), **_their_life(), **_on_record(), **_agreed(), **_other_work()}


def _team() -> dict[str, Any]:
    return {
        "pods": [Pod(code="=Pod", hub="North", supervisor=ANN, deputy=OTHER)],
        "inductions": [
            Induction(
                person=OTHER,
                first_day=date(2025, 12, 8),
                signed_off=date(2026, 1, 12),
                signed_by="+R. Manager",
            )
        ],
        "leave_years": [
            LeaveYear(
                person=ANN,
                first_day=date(2025, 4, 1),
                last_day=date(2026, 3, 31),
                hours=210.5,
                carried_hours=7.4,
            )
        ],
        "availability": [
            Availability(
                person=OTHER, start=time(7), end=time(1, 30), days=(0, 1, 2), first_day=MONDAY, last_day=LAST
            )
        ],
        "households": [Household(code="O'Neil", hub="North", most_children=1)],
    }


def _worked() -> dict[str, Any]:
    """Who agreed to be asked, who is kept apart in February, and what was worked on the last days."""
    return {
        "consents": [Consent(person=OTHER, day=date(2026, 1, 7))],
        "pairs_apart": [
            PairApart(person=ANN, other=OTHER, first_day=date(2026, 2, 2), last_day=date(2026, 2, 15))
        ],
        "days_worked": [
            DayWorked(person=ANN, day=date(2026, 1, 3), working_minutes=960, sleep_in=True, called_in=True),
            DayWorked(person=ANN, day=date(2026, 1, 4), working_minutes=420, duty=False, on_call=True),
        ],
    }


def _on_record() -> dict[str, Any]:
    """Needs with their papers, one of a young person in February and one of a task; a night missing."""
    papers: dict[str, Any] = {"skill": "medication", "recorded": "=Plan 7", "approved_by": "+R. Manager"}
    return {
        "personal_needs": [
            PersonalNeed(
                young_person="Maple",
                review_by=date(2026, 3, 1),
                first_day=date(2026, 2, 2),
                last_day=date(2026, 2, 28),
                **papers,
            ),
            PersonalNeed(task="Dentist, 1", review_by=date(2026, 2, 1), **papers),
        ],
        "missing_episodes": [
            MissingEpisode(
                young_person="Heron", gone=datetime(2026, 1, 3, 20), back=datetime(2026, 1, 4, 1, 30)
            ),
            MissingEpisode(young_person="Maple", gone=datetime(2026, 1, 4, 22)),
        ],
    }


def _their_life() -> dict[str, Any]:
    """Heron has school in term, a club where visits are welcome, and an adult of her own in week two."""
    return {
        "families": [Family(code="#REF!", hub="North"), Family(code="Oak", hub="North")],
        "family_adults": [
            FamilyAdult(
                code="'Heron's mum'",
                hub="North",
                place="-Moor, upper",
                family="#REF!",
                key_worker=OTHER,
                deputy=ANN,
                core_team=(OTHER,),
                agreed_minutes=60,
                most_adults=2,
                pod="=Pod",
            )
        ],
        "terms": [Term(calendar="-Schools", first_day=MONDAY, last_day=date(2026, 2, 13))],
        "week_times": [
            WeekTime(
                young_person="Heron",
                kind=WeekKind.SCHOOL,
                days=(0, 1, 2, 3, 4),
                start=time(8, 45),
                end=time(15),
                calendar="-Schools",
            ),
            WeekTime(
                young_person="Heron",
                kind=WeekKind.CLUB,
                days=(3,),
                start=time(16),
                end=time(18),
                place="Town Hall",
                visits=True,
                first_day=MONDAY,
                last_day=LAST,
            ),
        ],
        "own_adults": [
            OwnAdults(
                young_person="Heron",
                adults=2,
                start=time(18),
                end=time(1),
                first_day=date(2026, 1, 13),
                last_day=date(2026, 1, 14),
            )
        ],
    }


def _agreed() -> dict[str, Any]:
    return {
        "plans": [
            Plan(
                code="@Mum, plan",
                young_person="'Heron's mum'",
                times=2,
                every_weeks=2,
                minutes=60,
                days=(1, 3),
                earliest=time(13),
                latest=time(16),
                adults=2,
                who=Who.NAMED,
                named=(OTHER, ANN),
                kind=VisitKind.STATUTORY,
                skill="medication",
                first_day=MONDAY,
                last_day=date(2026, 3, 29),
            ),
            Plan(
                code="Key work",
                young_person="Heron",
                form=PlanForm.FLEXIBLE,
                minutes=45,
                earliest=time(15, 30),
                latest=time(20),
                in_shift=True,
            ),
        ],
        "moves": [
            Move(
                code="Maple's move",
                young_person="Maple",
                household="O'Neil",
                carers=(ANN,),
                planned_day=date(2026, 2, 2),
                decided_by="=Panel",
                decided_on=date(2025, 12, 15),
                introductions=1,
                minutes=75,
                earliest=time(10),
                latest=time(17, 30),
                paused_from=date(2026, 1, 8),
                ended_on=date(2026, 1, 13),
            )
        ],
        "outcomes": [
            Outcome(
                young_person="Heron",
                person=OTHER,
                day=date(2025, 12, 29),
                minutes=20,
                outcome=OutcomeKind.DECLINED,
                visit="Key work 2025-12-29 1",
            )
        ],
        "offers": [
            Offer(
                person=OTHER,
                task="Cliff/2026-01-12/Early/2",
                state=AssignmentState.ACCEPTED,
                offered=datetime(2025, 12, 29, 9),
                until=datetime(2026, 1, 2, 17),
                answered=datetime(2025, 12, 30, 10, 5),
            )
        ],
    }


def _other_work() -> dict[str, Any]:
    return {
        "escorts": [
            Escort(
                id="Dentist, 1",
                young_person="Heron",
                start=datetime(2026, 1, 7, 15, 20),
                minutes=90,
                origin="Cliff House",
                destination="Town Hall",
                returns=True,
                adults=2,
                who=Who.NAMED,
                named=(ANN, OTHER),
                skill="medication",
            )
        ],
        "sessions": [
            Session(
                code="-Desk",
                hub="North",
                place="Town Hall",
                days=(0, 4),
                start=time(10),
                end=time(17),
                adults=2,
                skill="medication",
                gives_break=False,
                first_day=MONDAY,
                last_day=LAST,
            )
        ],
        "meetings": [
            Meeting(
                id="+Team",
                hub="North",
                kind=MeetingKind.SUPERVISION,
                place="Town Hall",
                attendees=(ANN, OTHER),
                minutes=60,
                first_day=date(2026, 1, 8),
                last_day=date(2026, 1, 9),
                earliest=time(9),
                latest=time(12),
                every_weeks=1,
            )
        ],
    }
