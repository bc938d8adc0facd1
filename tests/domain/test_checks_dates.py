"""Dates and times that cannot be, and stays that overlap."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

import pytest

from hub_roster.domain import people as staff
from hub_roster.domain import plans
from hub_roster.domain import their_week as week
from hub_roster.domain import young_people as young
from hub_roster.domain.checks import Fault
from hub_roster.domain.checks_dates import DATE_SPANS, TIME_SPANS
from hub_roster.domain.tasks import Meeting, OnCall, Session

if TYPE_CHECKING:
    from hub_roster.domain.model import Record
    from hub_roster.domain.problem import Problem

FaultsWith = Callable[..., list[Fault]]

EARLY, LATE = date(2025, 11, 3), date(2025, 11, 10)
BOTH: dict[str, Any] = {"person": "C:1", "young_person": "Heron"}
MOMENTS: dict[str, Any] = {"start": datetime(2026, 1, 4, 9), "end": datetime(2026, 1, 4, 8)}
TIMES: dict[str, Any] = {"start": time(9), "end": time(12)}
WINDOW: dict[str, Any] = {"minutes": 30, "earliest": time(9), "latest": time(12)}

ROWS: dict[str, Record] = {
    "leave": staff.Leave(person="C:1", first_day=LATE, last_day=LATE),
    "adjustments": staff.Adjustment(person="C:1", kind=staff.AdjustmentKind.NO_DRIVING),
    "placements": staff.Placement(household="Rowan", first_day=EARLY),
    "restrictions": young.Restriction(**BOTH),
    "pairs_apart": staff.PairApart(person="C:1", other="C:2"),
    "personal_needs": young.PersonalNeed(
        young_person="Heron", skill="medication", recorded="Plan 7", approved_by="Panel", review_by=EARLY
    ),
    "availability": staff.Availability(person="C:1", **TIMES),
    "inductions": staff.Induction(person="C:1", first_day=EARLY),
    "leave_years": staff.LeaveYear(person="C:1", first_day=EARLY, last_day=LATE, hours=200),
    "terms": week.Term(calendar="Schools", first_day=EARLY, last_day=LATE),
    "week_times": week.WeekTime(young_person="Heron", kind=week.WeekKind.CLUB, **TIMES),
    "own_adults": young.OwnAdults(young_person="Heron"),
    "plans": plans.Plan(code="P", young_person="Maple", **WINDOW),
    "moves": plans.Move(
        code="M", young_person="Maple", household="Rowan", decided_by="Panel", decided_on=EARLY, **WINDOW
    ),
    "sessions": Session(code="S", hub="North", place="Moor", days=(0,), **TIMES),
    "meetings": Meeting(
        id="T", hub="North", place="Moor", attendees=("C:1",), first_day=EARLY, last_day=LATE, **WINDOW
    ),
    "skills": staff.Skill(person="C:1", skill="driver"),
    "approvals": staff.Approval(**BOTH),
    "busy": staff.BusyPeriod(person="C:1", **MOMENTS),
    "on_call": OnCall(id="O", hub="North", **MOMENTS),
    "duties_before": staff.DutyBefore(person="C:1", **MOMENTS),
}


@pytest.mark.parametrize("first_day", [date(2026, 1, 4), date(2026, 1, 6)])
def test_the_period_begins_on_a_monday(faults_with: FaultsWith, first_day: date) -> None:
    """A period that begins on another day is a fault that names the Monday of that week."""
    fault = faults_with(first_day=first_day, visits=())[0]
    assert fault.path == ("first_day",)
    assert "is not a Monday" in fault.message
    monday = "Mon 29 Dec 2025" if first_day.day == 4 else "Mon 5 Jan 2026"
    assert monday in fault.message


@pytest.mark.parametrize(("table", "first", "last"), DATE_SPANS)
def test_nothing_ends_before_it_begins(
    sound: Problem, faults_with: FaultsWith, table: str, first: str, last: str
) -> None:
    """Wherever a row has two dates, the second may not lie before the first."""
    rows = getattr(sound, table) or (ROWS[table],)
    turned = rows[0].model_copy(update={first: LATE, last: EARLY})
    found = {fault.path: fault.message for fault in faults_with(**{table: (turned,)})}
    assert "Mon 3 Nov 2025 is before Mon 10 Nov 2025" in found[table, 0, last]
    same = rows[0].model_copy(update={first: EARLY, last: EARLY})
    assert (table, 0, last) not in {fault.path for fault in faults_with(**{table: (same,)})}


@pytest.mark.parametrize("table", TIME_SPANS)
def test_no_spell_ends_before_it_starts(faults_with: FaultsWith, table: str) -> None:
    """Spells of on-call, commitments elsewhere and earlier duties end after they start."""
    (fault,) = faults_with(**{table: (ROWS[table],)})
    assert fault.path == (table, 0, "end")
    assert fault.message == "This ends before it begins, or as it begins."


def test_stays_of_a_young_person_do_not_overlap(sound: Problem, faults_with: FaultsWith) -> None:
    """A stay that begins before the one before it has ended is found, in any order."""
    home: dict[str, Any] = {"young_person": "Heron", "kind": young.StayKind.FAMILY_HOME}
    after = young.Stay(**home, first_day=date(2026, 3, 1))
    (fault,) = faults_with(stays=(after, *sound.stays))
    assert fault.path == ("stays", 0, "first_day")
    assert fault.message == (
        "On Sun 1 Mar 2026 Heron still lives elsewhere (hub bed from Mon 1 Dec 2025, until Sun 1 Mar 2026)."
    )
    next_day = young.Stay(**home, first_day=date(2026, 3, 2))
    assert faults_with(stays=(next_day, *sound.stays)) == []


def test_an_open_stay_lets_no_other_follow(sound: Problem, faults_with: FaultsWith) -> None:
    """A stay without a last day overlaps every later one."""
    still = sound.stays[0].model_copy(update={"last_day": None})
    later = young.Stay(young_person="Heron", kind=young.StayKind.OWN_HOME, first_day=date(2027, 1, 1))
    (fault,) = faults_with(stays=(still, later))
    assert fault.path == ("stays", 1, "first_day")
    assert "with no last day" in fault.message


def test_a_hub_bed_is_in_a_home(sound: Problem, faults_with: FaultsWith) -> None:
    """A stay in a hub bed says in which home."""
    (fault,) = faults_with(stays=(sound.stays[0].model_copy(update={"home": None}),))
    assert fault == Fault(("stays", 0, "home"), "A hub bed is in a home: say which.")


def test_only_a_hub_bed_is_in_a_home(sound: Problem, faults_with: FaultsWith) -> None:
    """A stay of another kind names no home."""
    stay = sound.stays[0].model_copy(update={"kind": young.StayKind.LODGINGS})
    (fault,) = faults_with(stays=(stay,))
    assert fault.path == ("stays", 0, "home")
    assert "this stay is 'lodgings'" in fault.message


def test_weeks_worked_begin_on_a_monday(faults_with: FaultsWith) -> None:
    """A past week that begins on another day is a fault."""
    week = staff.WeekWorked(person="C:1", week=date(2025, 12, 30), working_minutes=60)
    (fault,) = faults_with(weeks_worked=(week,))
    assert fault.path == ("weeks_worked", 0, "week")
    assert fault.message == "Tue 30 Dec 2025 is not a Monday; the week began Mon 29 Dec 2025."


def test_weeks_worked_are_past(faults_with: FaultsWith) -> None:
    """A week of the period itself cannot have been worked before it."""
    week = staff.WeekWorked(person="C:1", week=date(2026, 1, 5), working_minutes=60)
    (fault,) = faults_with(weeks_worked=(week,))
    assert fault.path == ("weeks_worked", 0, "week")
    assert "is not before the period" in fault.message


def test_days_worked_are_past(faults_with: FaultsWith) -> None:
    """The Sunday before the period may have been worked, its own Monday not."""
    days = [staff.DayWorked(person="C:1", day=date(2026, 1, day)) for day in (4, 5)]
    (fault,) = faults_with(days_worked=days)
    assert fault.path == ("days_worked", 1, "day")
    assert fault.message == "Mon 5 Jan 2026 is not before the period, which begins Mon 5 Jan 2026."


@pytest.mark.parametrize(("back", "found"), [(None, 0), (time(20, 1), 0), (time(20), 1), (time(19), 1)])
def test_whoever_was_missing_is_back_later(faults_with: FaultsWith, back: time | None, found: int) -> None:
    """Back a minute later, or not yet, is no fault; back as they go, or before, is."""
    night = date(2026, 1, 3)
    episode = young.MissingEpisode(
        young_person="Heron",
        gone=datetime.combine(night, time(20)),
        back=None if back is None else datetime.combine(night, back),
    )
    faults = faults_with(missing_episodes=(episode,))
    assert [fault.path for fault in faults] == [("missing_episodes", 0, "back")] * found


def test_a_duty_before_the_period_begins_before_it(faults_with: FaultsWith) -> None:
    """A person's last duty before the period does not begin in it."""
    duty = staff.DutyBefore(person="C:1", start=datetime(2026, 1, 5, 7), end=datetime(2026, 1, 5, 15))
    (fault,) = faults_with(duties_before=(duty,))
    assert fault.path == ("duties_before", 0, "start")
    assert "starts before Mon 5 Jan 2026" in fault.message


@pytest.mark.parametrize(
    ("first", "last"),
    [(date(2026, 1, 12), date(2026, 1, 13)), (date(2026, 1, 2), date(2026, 1, 4))],
)
def test_a_visit_has_a_day_in_the_period(
    sound: Problem, faults_with: FaultsWith, first: date, last: date
) -> None:
    """A visit that could only be made before or after the period is a fault."""
    visit = sound.visits[0].model_copy(update={"first_day": first, "last_day": last})
    (fault,) = faults_with(visits=(visit,))
    assert fault.path == ("visits", 0, "first_day")
    assert fault.message == ("This visit has no day in the period, Mon 5 Jan 2026 to Sun 11 Jan 2026.")


def test_a_visit_may_reach_out_of_the_period(sound: Problem, faults_with: FaultsWith) -> None:
    """A visit with one day in the period may have others before and after it."""
    days = {"first_day": date(2026, 1, 1), "last_day": date(2026, 1, 20)}
    assert faults_with(visits=(sound.visits[0].model_copy(update=days),)) == []


def test_nobody_is_disturbed_for_longer_than_their_duty(faults_with: FaultsWith) -> None:
    """Minutes awake in the night of a duty of 9 hours are 540 at most."""
    night = staff.DutyBefore(person="C:1", start=datetime(2026, 1, 4, 22), end=datetime(2026, 1, 5, 7))
    assert faults_with(duties_before=(night.model_copy(update={"disturbed_minutes": 540}),)) == []
    (fault,) = faults_with(duties_before=(night.model_copy(update={"disturbed_minutes": 541}),))
    assert fault.path == ("duties_before", 0, "disturbed_minutes")
    assert fault.message == "More minutes awake for work in the night than the whole duty has."
