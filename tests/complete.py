"""One complete hub: a fortnight that uses every table and every field, small enough to be read.

Oak is the hub's home, where Heron lives; Robin lives with a hub carer and Wren has moved on. Coast is another
hub, which shares its on-call. Nobody in it is real.
"""

from __future__ import annotations

from datetime import time
from typing import Any
from uuid import UUID

from hub_roster.domain.home import CoverBand, Home, PartKind, ShiftNeed
from hub_roster.domain.offers import AssignmentState
from hub_roster.domain.people import DayWorked, DutyBefore, WeekWorked
from hub_roster.domain.place import DrivingTime, Hub, Place, PlaceKind
from hub_roster.domain.plans import Outcome, OutcomeKind, PlanForm
from hub_roster.domain.policy import DEFAULT_SHAPES, DutyShape, PolicyNumber, Signature
from hub_roster.domain.problem import Problem
from hub_roster.domain.tasks import Lock, MeetingKind, PublishedAssignment, VisitKind, Who
from hub_roster.domain.their_week import WeekKind
from hub_roster.domain.young_people import (
    Acquaintance,
    Contact,
    HowWell,
    MissingEpisode,
    PersonalNeed,
    Restriction,
    Setting,
    Stay,
    StayKind,
    View,
    ViewKind,
    YoungPerson,
)
from tests.complete_staff import staff
from tests.tiny import MONDAY, Rows, at, hub, on, on_call, shift, visit
from tests.tiny_life import (
    adult,
    escort,
    family,
    meeting,
    move,
    offer,
    own,
    plan,
    session,
    term,
    week_time,
)

LATE = "Oak/2026-02-02/late"
"""Monday's late, which stands in several tables."""


def complete() -> Problem:
    """Give the complete hub."""
    return hub(
        _places(),
        _home(),
        staff(),
        _young_people(),
        _their_weeks(),
        _agreed(),
        _other_work(),
        _history(),
        _decided(),
        _policy(),
        id=UUID(int=2026),
        weeks=2,
        told_on=on("Thu-3"),
        policy=Signature(signed_by="Registered manager", signed_on=on("Mon-4")),
    )


def _places() -> Rows:
    return [
        Hub(code="Hub", name="North hub"),
        Hub(code="Coast", name="Coast hub"),
        Place(code="Oak house", kind=PlaceKind.HOME),
        Place(code="Base", kind=PlaceKind.BASE),
        Place(code="Dale"),
        DrivingTime(origin="Base", destination="Dale", minutes=25, miles=14.5),
    ]


def _home() -> Rows:
    """Two on the late, one asleep; in the second week a waking night in place of the sleep-in."""
    second_week: dict[str, Any] = {"first_day": on("Mon+1"), "last_day": on("Sun+1")}
    cover: dict[str, Any] = {"home": "Oak", "start": time(15), "end": time(23), "days": (0, 2)}
    return [
        Home(
            code="Oak",
            hub="Hub",
            place="Oak house",
            sleep_rooms=1,
            lone_working_assessment="Reviewed in January",
        ),
        shift("late", "Mon Wed", seats=2),
        shift("sleep-in", "Mon", gives_break=False),
        shift("sleep-in", "Mon", seats=0, gives_break=False, **second_week),
        shift("waking night", "Mon", most_extra=1, **second_week),
        CoverBand(**cover, adults=1),
        CoverBand(**cover, adults=2, **second_week),
        ShiftNeed(home="Oak", shift="late", skill="first aid", adults=2, **second_week),
    ]


def _young_people() -> Rows:
    heron = YoungPerson(
        code="Heron",
        hub="Hub",
        place="Oak house",
        family="Fern",
        key_worker="ann",
        deputy="ben",
        core_team=("ann", "ben"),
        agreed_minutes=120,
        most_adults=5,
        pod="Pod East",
    )
    mum = adult(
        "Heron's mum",
        key_worker="ben",
        deputy="ann",
        core_team=("ben",),
        agreed_minutes=60,
        most_adults=2,
        pod="Pod East",
    )
    return [
        family("Fern"),
        heron,
        mum,
        YoungPerson(code="Robin", hub="Hub", place="Dale", key_worker="eve", restraint_planned=True),
        YoungPerson(code="Wren", hub="Coast", place="Dale", key_worker="cora", moved_on=on("Mon-5")),
        Stay(
            young_person="Heron",
            kind=StayKind.HUB_BED,
            home="Oak",
            first_day=on("Mon-9"),
            last_day=on("Sun+8"),
        ),
        Stay(young_person="Robin", kind=StayKind.HUB_CARER, first_day=on("Mon-6")),
        View(young_person="Heron", person="ann", view=ViewKind.ASKS_FOR, day=on("Mon-3")),
        Restriction(young_person="Heron", person="eve", first_day=on("Mon-3"), last_day=on("Sun+3")),
        MissingEpisode(young_person="Heron", gone=at("Sat-1 20:00"), back=at("Sun-1 01:30")),
        _needs(),
    ]


def _needs() -> Rows:
    """A clinician for one of Robin's visits; from the second week on a practitioner for Heron's mother."""
    papers: dict[str, Any] = {"recorded": "Plan of January", "approved_by": "Registered manager"}
    return [
        PersonalNeed(task="named", skill="clinician", review_by=on("Sun+1"), **papers),
        PersonalNeed(
            young_person="Heron's mum",
            skill="practitioner",
            review_by=on("Sun+8"),
            first_day=on("Mon+1"),
            last_day=on("Sun+3"),
            **papers,
        ),
    ]


def _their_weeks() -> Rows:
    """School in term; a club on Thursdays where visits are welcome; two for himself on Wednesday's late."""
    return [
        term("Mon-4", "Fri+1"),
        week_time("Heron", "08:45 15:30", "Mon Tue Wed Thu Fri", calendar="Schools"),
        week_time(
            "Heron",
            "15:30 18:00",
            "Thu",
            WeekKind.CLUB,
            place="Dale",
            visits=True,
            first_day=MONDAY,
            last_day=on("Sun+1"),
        ),
        own("Heron", 2, "18:00 23:00", first_day=on("Wed"), last_day=on("Wed")),
    ]


def _agreed() -> Rows:
    """Heron moves to cora's household in March; Robin's move has ended; Wren hears from cora."""
    return [
        plan(
            "parent session",
            "Heron's mum",
            "Tue",
            between="13:00 16:00",
            minutes=60,
            who=Who.KEY_WORKER,
            every_weeks=2,
            first_day=MONDAY,
            last_day=on("Sun+11"),
            kind=VisitKind.STATUTORY,
            skill="practitioner",
        ),
        plan(
            "key work",
            "Heron",
            "Mon Tue",
            between="16:00 18:00",
            times=2,
            form=PlanForm.FLEXIBLE,
            in_shift=True,
            first_day=MONDAY,
            last_day=on("Sun"),
        ),
        plan(
            "in touch",
            "Wren",
            "Sat",
            who=Who.NAMED,
            named=("cora", "ben"),
            kind=VisitKind.STAYING_IN_TOUCH,
            adults=2,
            last_day=on("Sun-1"),
        ),
        plan("message", "Wren", "Sat", who=Who.NAMED, named=("cora",), kind=VisitKind.STAYING_IN_TOUCH),
        move(
            "to Rowan",
            "Heron",
            "",
            home=None,
            household="Rowan",
            planned_day=on("Mon+4"),
            introductions=1,
            exemption="Panel minute 3",
        ),
        move(
            "to Oak",
            "Robin",
            "ben",
            decided="Mon-3",
            paused_from=on("Mon-2"),
            ended_on=MONDAY,
            minutes=45,
        ),
    ]


def _other_work() -> Rows:
    return [
        visit(
            "joint",
            "Robin",
            "Tue",
            between="10:00 12:00",
            others=("Heron's mum",),
            adults=2,
            roles=("clinician", "practitioner"),
            place="Base",
            kind=VisitKind.STATUTORY,
        ),
        visit("hello", "Robin", "Thu", who=Who.KEY_WORKER, kind=VisitKind.OTHER),
        visit("named", "Robin", "Tue+1", who=Who.NAMED, named=("nia",), skill="clinician"),
        visit("talk", "Heron", "Wed+1", "Thu+1", between="16:00 20:00", in_shift=True, who=Who.CORE_TEAM),
        escort("dentist", "Heron", "Wed 16:00", 60, returns=True),
        escort(
            "court",
            "Robin",
            "Thu+1 09:35",
            90,
            origin="Dale",
            adults=2,
            who=Who.NAMED,
            named=("ben", "eve"),
            skill="driver",
        ),
        session(
            "desk",
            "Fri",
            "10:00 17:00",
            adults=2,
            skill="driver",
            gives_break=True,
            first_day=on("Mon+1"),
            last_day=on("Sun+1"),
        ),
        session("drop-in", "Sat", gives_break=False),
        meeting(
            "supervision",
            "ann ben",
            "Mon-1",
            between="18:00 20:00",
            kind=MeetingKind.SUPERVISION,
            every_weeks=1,
        ),
        on_call("call", "Fri 17:00", "Sat 09:00", shared_with=("Coast",)),
        on_call("manager", "Sat 17:00", "Sun 09:00", skill="first aid"),
    ]


def _history() -> Rows:
    return [
        Outcome(
            young_person="Heron",
            person="ann",
            day=on("Thu-1"),
            minutes=20,
            outcome=OutcomeKind.DECLINED,
            visit="key work 2026-01-26 1",
        ),
        Contact(
            person="ben",
            young_person="Heron",
            day=on("Wed-1"),
            minutes=480,
            setting=Setting.SHIFT,
            young_people=2,
            adults=2,
        ),
        [
            Acquaintance(person=key, young_person="Heron", how_well=HowWell.WELL)
            for key in ("ann", "ben", "cora")
        ],
        WeekWorked(
            person="ben",
            week=on("Mon-1"),
            working_minutes=2000,
            excluded_days=1,
            assumed=True,
            weekend_days=1,
            nights=1,
            sleep_ins=1,
            bank_holidays=1,
        ),
        DayWorked(person="ben", day=on("Fri-1"), working_minutes=960, sleep_in=True, called_in=True),
        DayWorked(person="ben", day=on("Sat-1"), working_minutes=420, duty=False, on_call=True),
        DutyBefore(person="rita", start=at("Sun-1 15:00"), end=at("Mon 07:00"), disturbed_minutes=90),
        DutyBefore(person="agency 1", start=at("Sun-1 22:00"), end=at("Mon 23:00"), tasks=(f"{LATE}/2",)),
    ]


def _decided() -> Rows:
    asked = {"offered": at("Mon-1 09:00"), "until": at("Fri-1 17:00"), "answered": at("Tue-1 10:00")}
    return [
        offer("rita", "Oak/2026-02-04/late/1", AssignmentState.DECLINED, **asked),
        Lock(person="eve", task="Oak/2026-02-04/late/2", must=False),
        Lock(person="nia", task="joint", start=at("Tue 10:00")),
        PublishedAssignment(person="ann", task=f"{LATE}/1", start=at("Mon 15:00")),
    ]


def _policy() -> Rows:
    split = DutyShape(
        name="early, outreach, late",
        parts=(PartKind.EARLY, PartKind.OUTREACH, PartKind.LATE),
        longest_hours=14,
    )
    signed: dict[str, Any] = {"signed_by": "Registered manager", "signed_on": on("Mon-2")}
    minute = PolicyNumber(rule="driving", number="minute", value=12, why="Longer drives in winter", **signed)
    return [DEFAULT_SHAPES, split, minute]
