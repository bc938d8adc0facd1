"""No appointments: therapists work when young people are at home and up."""

from __future__ import annotations

from datetime import time

import pytest

from hub_roster.domain.clock import wall
from hub_roster.domain.people import DutyBefore, Employment, Skill
from hub_roster.domain.place import Hub
from hub_roster.domain.policy import PolicyNumber
from hub_roster.domain.tasks import VisitKind
from hub_roster.rules.therapists import NoAppointments, quiet_times
from tests.edits import told_of_edit
from tests.tiny import (
    Rows,
    at,
    doing,
    drafted,
    hub,
    people,
    person,
    points,
    resident,
    shift,
    visit,
    young,
)
from tests.tiny_life import session, week_time

SKILLS = [Skill(person="ann", skill=skill) for skill in ("checks", "driver", "therapy")]
SCHOOL = week_time("Heron", "09:00 15:00", "Mon Tue Wed Thu Fri")
HOME = resident("Heron"), SCHOOL


def test_minutes_with_nobody_at_home_and_up_are_charged() -> None:
    """An early from 7 to 15: Heron is at school for six hours of it; a night until 7 is asleep from 22 on."""
    problem = hub(person("ann"), HOME, SKILLS, shift("early"), shift("late"), shift("sleep-in"))
    assert points(NoAppointments, problem, ann="early Mon") == 360
    assert points(NoAppointments, problem, ann="late Mon") == 60
    assert points(NoAppointments, problem, ann="sleep-in Mon") == 480
    assert points(NoAppointments, problem, ann="early Sat") == 0


def test_the_period_is_charged_from_its_first_minute_to_its_last() -> None:
    """A duty from midnight on Monday is charged seven hours, one past Sunday's end the hour before it."""
    shifts = shift("early", start=time(0), end=time(8)), shift("sleep-in")
    problem = hub(person("ann"), HOME, SKILLS, shifts)
    assert points(NoAppointments, problem, ann="early Mon") == 420
    assert points(NoAppointments, problem, ann="sleep-in Sun") == 60


def test_what_was_begun_before_the_period_is_not_charged() -> None:
    """Sunday's block goes on to Monday's early, as was decided last week."""
    tasks = ("Oak/2026-02-02/early/1",)
    begun = DutyBefore(person="ann", start=at("Sun-1 15:00"), end=at("Mon 15:00"), tasks=tasks)
    assert (
        points(NoAppointments, hub(person("ann"), HOME, SKILLS, shift("early"), begun), ann="early Mon") == 0
    )


def test_it_is_told_of_whom_an_edit_touches() -> None:
    """Ann's early, most of it with nobody there, was there before ben was given his."""
    both = [Skill(person=key, skill="therapy") for key in ("ann", "ben")]
    problem = hub(people("ann ben"), HOME, both, shift("early", seats=2))
    assert told_of_edit(NoAppointments, problem, "ben", ann="early Mon", ben="early Mon") == ["ben"]


def test_who_has_moved_out_is_not_there() -> None:
    """Heron leaves on Monday: on Tuesday Wren is there, and leaves too."""
    rows = resident("Heron", until="Mon"), resident("Wren", until="Tue")
    problem = hub(person("ann"), rows, SKILLS, shift("early"))
    assert points(NoAppointments, problem, ann="early Tue") == 0
    assert points(NoAppointments, problem, ann="early Wed") == 480


def test_quiet_times() -> None:
    """Heron is at home from nine to eight, then Wren for an hour: each day is quiet from nine at night on."""
    away = [
        week_time(who, between)
        for who, listed in (
            ("Heron", ("07:00 09:00", "20:00 22:00")),
            ("Wren", ("06:00 20:00", "21:00 23:00")),
        )
        for between in listed
    ]
    problem = hub(resident("Heron"), resident("Wren"), away)
    quiet = [(wall(start), wall(end)) for start, end in quiet_times(problem, "Hub")]
    assert [(f"{a:%a %H:%M}", f"{b:%a %H:%M}") for a, b in quiet] == [
        ("Mon 00:00", "Mon 09:00"),
        ("Mon 21:00", "Tue 09:00"),
        ("Tue 21:00", "Wed 09:00"),
        ("Wed 21:00", "Thu 09:00"),
        ("Thu 21:00", "Fri 09:00"),
        ("Fri 21:00", "Sat 09:00"),
        ("Sat 21:00", "Sun 09:00"),
        ("Sun 21:00", "Mon 00:00"),
    ]


def test_a_second_resident_is_somebody_there() -> None:
    """Wren does not go to school: a therapist is never there for nobody by day."""
    problem = hub(person("ann"), HOME, resident("Wren"), SKILLS, shift("early"))
    assert points(NoAppointments, problem, ann="early Mon") == 0


def test_time_with_a_young_person_elsewhere_is_not_time_with_nobody() -> None:
    """A visit of an hour at noon to Moss, who lives in Dale: the drives alone are quiet, 2 x 30 minutes."""
    problem = hub(person("ann"), HOME, young("Moss"), SKILLS, visit("v", "Moss"))
    assert points(NoAppointments, problem, ann="v Mon 12:00") == 60


@pytest.mark.parametrize(
    "rows",
    [
        # a hub that records no skills knows no therapists
        (person("ann"), HOME),
        # another's hours are not for a hub to choose
        (person("ann", employment=Employment.PARTNER), HOME, SKILLS),
        # nobody is there at all
        (person("ann"), SKILLS),
    ],
)
def test_nothing_is_asked(rows: tuple[Rows, ...]) -> None:
    """Of hubs without therapists, of partners, of hubs without young people."""
    assert points(NoAppointments, hub(*rows, shift("early")), ann="early Mon") == 0


def test_a_hub_without_homes_is_there_for_all_its_young_people() -> None:
    """Heron lives in Dale and goes to school: a session from 10 to 12 is quiet on a Monday."""
    elsewhere = {"hub": "Far", "base": "Base", "floats_to": ("Hub",)}
    hubs = [Hub(code="Hub"), Hub(code="Far")]
    heron = young("Heron", hub="Far")
    desk = session("desk", "Mon Sat")
    problem = hub(hubs, person("ann", **elsewhere), heron, SCHOOL, SKILLS, desk)
    dates = sorted(problem.appointment)
    assert points(NoAppointments, problem, ann=f"{dates[0]} Mon 10:00") == 120
    assert points(NoAppointments, problem, ann=f"{dates[1]} Sat 10:00") == 0


def test_a_draft_has_a_therapist_there_when_they_are_home() -> None:
    """A visit possible all day is made after a session at 16:00, when Heron is home, and not before it."""
    dear = PolicyNumber(rule="no appointments", number="minute", value=40)
    desk = session("desk", "Mon", "16:00 17:00")
    late = visit("v", "Moss", between="09:00 21:00", kind=VisitKind.OTHER)
    problem = hub(person("ann", contract_hours=2), HOME, young("Moss"), SKILLS, desk, late, dear)
    found = drafted(problem)
    assert len(doing(found.roster, "ann")) == 2
    assert points(NoAppointments, problem, ann="v Mon 09:00") > 0
    assert found.judgement.cost_by_rule.get("no appointments", 0) == 0
