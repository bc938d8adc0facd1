"""The people of the complete hub: their terms, skills and patterns, and when they are away."""

from __future__ import annotations

from datetime import time

from hub_roster.domain.people import (
    Adjustment,
    AdjustmentKind,
    Approval,
    Availability,
    BusyPeriod,
    Consent,
    Employment,
    Household,
    Induction,
    Leave,
    LeaveYear,
    PairApart,
    PatternDay,
    PatternWeek,
    Placement,
    Reach,
    Request,
    Skill,
)
from tests.tiny import MONDAY, Rows, at, on, person
from tests.tiny_life import (
    available,
    pod,
)


def staff() -> Rows:
    """Give everything about the people who work."""
    return [_people(), _their_terms(), _away()]


def _people() -> Rows:
    ann = person(
        "ann",
        name="Ann Example",
        role="Resilience worker",
        contract_hours=16,
        most_hours=45,
        opted_out=True,
        reference_weeks=17,
        started=on("Mon-52"),
        pattern_anchor=MONDAY,
        pod="Pod East",
        work_phone="01632 960 001",
        preferred_contact=Reach.TEXT,
    )
    return [
        ann,
        person("ben", floats_to=("Coast",)),
        person("cora", household="Rowan"),
        person("dan", household="Rowan", contract_hours=7),
        person("eve", adult_from=on("Mon-2")),
        person("rita", employment=Employment.RELIEF),
        person("agency 1", employment=Employment.AGENCY, unnamed=True),
        person("nia", employment=Employment.PARTNER),
        person("cal", hub="Coast"),
    ]


def _their_terms() -> Rows:
    """Checks for all; ann's first aid runs out after the fortnight; eve is new; nia is there on Tuesdays."""
    keys = ("ann", "ben", "cora", "dan", "eve", "rita", "agency 1", "nia", "cal")
    return [
        pod("Pod East", "ann", deputy="ben"),
        [Skill(person=key, skill=skill) for key in keys for skill in ("checks", "driver")],
        [Skill(person=key, skill="on call") for key in ("ann", "cal")],
        Skill(person="ann", skill="first aid", valid_from=on("Mon-20"), valid_until=on("Sun+1")),
        Skill(person="ben", skill="first aid"),
        Skill(person="ben", skill="practitioner"),
        Skill(person="nia", skill="clinician"),
        [
            Approval(person=key, young_person=code)
            for key in keys
            for code in ("Robin", "Wren", "Heron's mum")
        ],
        [Approval(person=key, young_person="Heron") for key in keys if key != "rita"],
        Approval(person="rita", young_person="Heron", valid_from=on("Mon-8"), valid_until=on("Sun")),
        PatternWeek(
            person="ann",
            week=1,
            monday=PatternDay.LATE,
            tuesday=PatternDay.OFF,
            wednesday=PatternDay.LATE,
            thursday=PatternDay.OUTREACH,
            friday=PatternDay.OFF,
            saturday=PatternDay.OFF,
            sunday=PatternDay.NEVER,
        ),
        PatternWeek(person="ann", week=2),
        Induction(
            person="eve", first_day=on("Mon-1"), signed_off=on("Mon+1"), signed_by="Registered manager"
        ),
        Household(code="Rowan", hub="Hub", most_children=2),
        available("nia", "09:00 13:00", "Tue"),
        Availability(
            person="rita",
            start=time(8),
            end=time(23, 30),
            days=(0, 1, 2),
            first_day=MONDAY,
            last_day=on("Sun+1"),
        ),
    ]


def _away() -> Rows:
    return [
        Leave(person="ben", first_day=on("Thu"), last_day=on("Fri")),
        LeaveYear(person="ben", first_day=on("Mon-40"), last_day=on("Sun+11"), hours=210, carried_hours=7.4),
        Adjustment(
            person="eve",
            kind=AdjustmentKind.NOT_AFTER,
            time=time(21),
            first_day=on("Mon-4"),
            last_day=on("Sun+4"),
        ),
        Placement(
            household="Rowan",
            person="cora",
            first_day=on("Mon-6"),
            first_time=time(14),
            last_day=on("Fri-1"),
            deployable_from=on("Tue"),
        ),
        Placement(household="Rowan", person="dan", first_day=on("Mon-6")),
        Request(person="ben", day=on("Wed+1"), wish=PatternDay.OFF),
        Consent(person="ann", day=on("Tue")),
        PairApart(person="eve", other="rita", first_day=MONDAY, last_day=on("Sun+1")),
        BusyPeriod(person="ben", start=at("Mon+1 09:00"), end=at("Mon+1 12:00")),
    ]
