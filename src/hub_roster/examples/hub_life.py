"""What else a hub like North Yorkshire's keeps: school weeks, planned moves, RAISE, leave years, outcomes."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from hub_roster.domain.offers import AssignmentState, Offer
from hub_roster.domain.people import Availability, Household, Induction
from hub_roster.domain.plans import Move
from hub_roster.domain.tasks import Meeting
from hub_roster.examples import posts, school, visit_ledger
from hub_roster.examples.people import Group, Staff
from hub_roster.examples.young_people import Child, Need

if TYPE_CHECKING:
    from random import Random

    from hub_roster.domain.people import LeaveYear, Placement
    from hub_roster.domain.tasks import Visit
    from hub_roster.domain.their_week import WeekTime
    from hub_roster.domain.young_people import Contact

SCHOOL_CLOSES = time(15, 15)
GROWN = frozenset({Need.STEPPED_OUT, Need.LODGINGS})
"""Those who have left school."""
RAISE_DAY, RAISE_MINUTES = 3, 90
"""The multi-agency meeting on risk, a weekly slot by default (domain.md 1.3 [A])."""
SIGNED_OFF_AFTER = 21
"""Days after which a new starter's induction was signed off [A]."""


def rows_of(
    hub: str,
    base: str,
    team: list[Staff],
    family: list[Child],
    placements: list[Placement],
    visits: list[Visit],
    contacts: list[Contact],
    first_day: date,
    draw: Random,
) -> dict[str, list[Any]]:
    """Give the rows of one hub, by table."""
    return {
        "households": _households(hub, team),
        "inductions": _inductions(team, first_day),
        "leave_years": _leave_years(team, first_day, draw),
        "availability": _availability(team),
        "week_times": _week_times(family, visits, draw),
        "moves": _moves(hub, family, placements, first_day),
        "meetings": [_raise_meeting(hub, base, team, first_day)],
        "outcomes": visit_ledger.outcomes_of(contacts, first_day, draw),
        "offers": [_declined(hub, team, first_day)],
    }


def _households(hub: str, team: list[Staff]) -> list[Household]:
    codes = sorted({staff.person.household for staff in team if staff.person.household})
    return [Household(code=code, hub=hub, most_children=3) for code in codes]


def _inductions(team: list[Staff], first_day: date) -> list[Induction]:
    """Write the inductions of those who started within three months: all signed off by now."""
    rows = []
    for staff in team:
        started = staff.person.started or first_day
        if (first_day - started).days < 90:
            signed = started + timedelta(days=SIGNED_OFF_AFTER)
            rows.append(
                Induction(person=staff.key, first_day=started, signed_off=signed, signed_by="hub manager")
            )
    return rows


def _leave_years(team: list[Staff], first_day: date, draw: Random) -> list[LeaveYear]:
    return [
        posts.leave_year(staff.person, staff.terms.paid, first_day, draw)
        for staff in team
        if staff.group not in {Group.CARER, Group.RELIEF, Group.BANK, Group.AGENCY}
    ]


def _availability(team: list[Staff]) -> list[Availability]:
    """Write down that one bank worker can be asked at weekends and after school only."""
    bank = next(staff for staff in team if staff.group is Group.BANK)
    return [
        Availability(person=bank.key, days=(0, 1, 2, 3, 4), start=time(14), end=time(23)),
        Availability(person=bank.key, days=(5, 6), start=time(7), end=time(23)),
    ]


def _week_times(family: list[Child], visits: list[Visit], draw: Random) -> list[WeekTime]:
    """Write down the lessons of those who still have some, and whom nobody visits meanwhile."""
    by_day = {
        visit.young_person
        for visit in visits
        if visit.first_day.weekday() < 5 and visit.earliest < SCHOOL_CLOSES
    }
    at_school = [child for child in family if child.need not in GROWN and child.code not in by_day]
    return [school.lessons(child.code, draw) for child in at_school]


def _moves(hub: str, family: list[Child], placements: list[Placement], first_day: date) -> list[Move]:
    """Plan two residents' moves: one decided, to carers who know them from shifts; one not decided yet."""
    residents = [child for child in family if child.need is Need.RESIDENT]
    placed = [row.household for row in placements if row.last_day is None and row.first_day < first_day]
    others = sorted({f"{hub} household {letter}" for letter in "AB"} - set(placed))
    decided = {"decided_by": "fostering panel chair", "decided_on": first_day - timedelta(days=6)}
    return [
        _move(hub, 1, residents[0], others[0], first_day).model_copy(update=decided),
        _move(hub, 2, residents[1], placed[0], first_day),
    ]


def _move(hub: str, number: int, child: Child, household: str, first_day: date) -> Move:
    return Move(
        code=f"{hub}-move-{number}",
        young_person=child.code,
        household=household,
        planned_day=first_day + timedelta(days=21 * number),
        introductions=1,
        earliest=time(15, 30),
        latest=time(20, 30),
    )


def _raise_meeting(hub: str, base: str, team: list[Staff], first_day: date) -> Meeting:
    groups = (Group.MANAGER, Group.DEPUTY, Group.POLICE)
    people = [next(staff for staff in team if staff.group is group) for group in groups]
    day = first_day + timedelta(days=RAISE_DAY)
    return Meeting(
        id=f"{hub}-RAISE",
        hub=hub,
        place=base,
        attendees=tuple(staff.key for staff in people),
        minutes=RAISE_MINUTES,
        first_day=day,
        last_day=day,
        earliest=time(13, 30),
        latest=time(15, 30),
        every_weeks=1,
    )


def _declined(hub: str, team: list[Staff], first_day: date) -> Offer:
    """Give an early that a bank worker was offered, and declined."""
    bank = [staff for staff in team if staff.group is Group.BANK][-1]
    asked = datetime.combine(first_day - timedelta(days=9), time(15))
    return Offer(
        person=bank.key,
        task=f"{hub}-home/{(first_day + timedelta(days=5)).isoformat()}/early",
        state=AssignmentState.DECLINED,
        offered=asked,
        until=asked + timedelta(days=4),
        answered=asked + timedelta(hours=5),
    )
