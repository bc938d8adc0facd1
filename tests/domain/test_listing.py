"""From the tables to appointments: times cut to when people are free, places, and whom they are with."""

from __future__ import annotations

from datetime import date, time
from typing import Any

import pytest

from hub_roster.domain.appointments import AppointmentKind, Opening
from hub_roster.domain.clock import HOUR, instant, wall
from hub_roster.domain.people import Person
from hub_roster.domain.plans import PlanForm
from hub_roster.domain.problem import Problem
from hub_roster.domain.tasks import MeetingKind, VisitKind, Who
from hub_roster.domain.their_week import WeekKind
from tests.tiny import MONDAY, Rows, hub, on, people, person, resident, visit, young
from tests.tiny_life import adult, escort, family, meeting, move, own, plan, session, week_time

OCTOBER = date(2026, 10, 19)
"""The Sunday of this week, 25 October 2026, has 25 hours."""
MARCH = date(2027, 3, 22)
"""The Sunday of this week, 28 March 2027, has 23 hours."""


def times(problem: Problem, code: str = "v", day: str = "Mon") -> list[str]:
    """Give the openings of an appointment on a day as wall times of first and last start."""
    openings = problem.appointment[code].openings.get(on(day, problem.first_day), ())
    return [f"{wall(o.first):%H:%M}-{wall(o.last):%H:%M} {o.place}" for o in openings]


def heron(*rows: Rows, between: str = "09:00 18:00", **other: Any) -> Problem:
    """Give a hub with a visit of an hour to Heron on Monday."""
    return hub(people("ann"), young("Heron"), visit("v", "Heron", between=between), rows, **other)


def test_a_visit_may_start_until_it_would_end_too_late() -> None:
    """An hour between nine and six: the last start is at five."""
    assert times(heron()) == ["09:00-17:00 Dale"]


def test_time_elsewhere_is_cut_out() -> None:
    """School from ten to three: ended by ten, or begun at three."""
    assert times(heron(week_time("Heron", "10:00 15:00"))) == ["09:00-09:00 Dale", "15:00-17:00 Dale"]


def test_a_day_full_of_other_things_has_no_visit() -> None:
    """Neither the day nor the appointment is left."""
    problem = heron(week_time("Heron", "08:00 17:30"))
    assert problem.appointments == ()
    assert problem.task("v") is None


def test_times_that_overlap_are_cut_out_once() -> None:
    """School until three and a club from two until four: from four on."""
    assert times(heron(week_time("Heron", "09:00 15:00"), week_time("Heron", "14:00 16:00"))) == [
        "16:00-17:00 Dale"
    ]


def test_a_night_away_reaches_into_the_next_day() -> None:
    """From Sunday evening until Monday at ten."""
    night = week_time("Heron", "20:00 10:00", "Sun", WeekKind.NIGHT_AWAY)
    assert times(heron(night)) == ["10:00-17:00 Dale"]


def test_where_a_visit_is_welcome_it_is_made_there() -> None:
    """At the club in Town from three to five, of which it fills an hour."""
    club = week_time("Heron", "15:00 17:00", "Mon", WeekKind.CLUB, place="Town", visits=True)
    assert times(heron(club)) == ["09:00-14:00 Dale", "17:00-17:00 Dale", "15:00-16:00 Town"]


def test_a_visit_with_a_place_of_its_own_goes_nowhere_else() -> None:
    """In the office or not at all, welcome at the club or not."""
    club = week_time("Heron", "15:00 17:00", "Mon", WeekKind.CLUB, place="Town", visits=True)
    office = visit("v", "Heron", between="09:00 18:00", place="Base")
    assert times(hub(people("ann"), young("Heron"), office, club)) == ["09:00-14:00 Base", "17:00-17:00 Base"]


def test_all_of_a_family_have_to_be_free() -> None:
    """Heron is at school until three, his mother at work from four: they meet with ann at three."""
    both = visit("v", "Heron", between="09:00 18:00", others=("Heron's mum",))
    busy = [week_time("Heron", "08:00 15:00"), week_time("Heron's mum", "16:00 23:00", kind=WeekKind.WORK)]
    problem = hub(people("ann"), family(), young("Heron"), adult("Heron's mum"), both, busy)
    assert times(problem) == ["15:00-15:00 Dale"]
    assert problem.appointment["v"].young_people == ("Heron", "Heron's mum")


def test_nobody_is_visited_elsewhere_while_another_of_them_is_busy() -> None:
    """Visits to Heron are welcome at his club, but his mother is at work then."""
    both = visit("v", "Heron", between="09:00 18:00", others=("Heron's mum",))
    club = week_time("Heron", "09:00 12:00", "Mon", WeekKind.CLUB, place="Town", visits=True)
    work = week_time("Heron's mum", "08:00 14:00", kind=WeekKind.WORK)
    problem = hub(people("ann"), family(), young("Heron"), adult("Heron's mum"), both, club, work)
    assert times(problem) == ["14:00-17:00 Dale"]


@pytest.mark.parametrize(
    ("first", "hours"),
    [(OCTOBER, 25), (MARCH, 23), (MONDAY, 24)],
)
def test_the_nights_the_clocks_change(first: date, hours: int) -> None:
    """Away all Sunday, of 23 hours, 24 or 25: no minute of it is left for a visit."""
    sunday = on("Sun", first)
    away = week_time("Heron", "00:00 00:00", "Sun", WeekKind.NIGHT_AWAY)
    early = visit("v", "Heron", "Sun", between="00:00 23:59", first=first)
    problem = hub(people("ann"), young("Heron"), early, away, first_day=first)
    assert problem.appointments == ()
    (time_away,) = problem.week_of("Heron", sunday)
    assert time_away.end - time_away.start == hours * HOUR


@pytest.mark.parametrize(("first", "minutes"), [(OCTOBER, 600), (MARCH, 480), (MONDAY, 540)])
def test_a_night_away_over_the_change_is_as_long_as_it_is(first: date, minutes: int) -> None:
    """From ten on Saturday until seven on Sunday: nine hours by the clock, one more or less in truth."""
    away = week_time("Heron", "22:00 07:00", "Sat", WeekKind.NIGHT_AWAY)
    problem = hub(resident("Heron"), away, first_day=first)
    (time_away,) = problem.week_of("Heron", on("Sat", first))
    assert time_away.end - time_away.start == minutes
    start = instant(on("Sat", first), time(22))
    assert problem.at_home("Oak", start, start + minutes) == ()
    assert problem.at_home("Oak", start, start + minutes + 1) == ("Heron",)


# Escorts, sessions, meetings ----------------------------------------------------------------------


def test_an_escort_has_one_start_and_ends_where_it_goes() -> None:
    """There, or back again."""
    away = hub(resident("Heron"), escort("e", "Heron", "Mon 10:05", 45)).appointment["e"]
    start = instant(MONDAY, time(10, 5))
    assert away.openings == {MONDAY: (Opening(start, start, "Oak house", "Town", "Oak"),)}
    assert (away.kind, away.lowers_cover, away.minutes) == (AppointmentKind.ESCORT, True, 45)
    back = hub(resident("Heron"), escort("e", "Heron", "Mon 10:05", returns=True)).appointment["e"]
    assert back.openings[MONDAY][0].ends_at == "Oak house"


def test_an_escort_of_who_lives_in_no_home_is_taken_from_no_shift() -> None:
    """Wren lives in Dale."""
    appointment = hub(young("Wren"), escort("e", "Wren", "Mon 10:00")).appointment["e"]
    assert not appointment.in_shift


def test_an_escort_outside_the_period_is_not_of_it() -> None:
    """Next week's waits."""
    assert hub(resident("Heron"), escort("e", "Heron", "Mon+1 10:00")).appointments == ()


def test_a_session_is_of_its_length() -> None:
    """From ten until noon, two adults, no child."""
    desk = hub(session("desk", "Tue", adults=2)).appointment["desk 2026-02-03"]
    assert (desk.minutes, desk.adults, desk.young_person, desk.together) == (120, 2, None, False)


def test_a_meeting_is_of_its_people_and_held_from_shifts_in_its_home() -> None:
    """A supervision of two takes both; in the home they need not leave their shift, at Base they do."""
    sup = meeting("sup", "ann ben", "Mon", between="10:00 12:00", kind=MeetingKind.SUPERVISION)
    appointment = hub(people("ann ben"), sup).appointment["sup"]
    assert (appointment.adults, appointment.together, appointment.who) == (2, True, Who.NAMED)
    assert appointment.named == ("ann", "ben")
    assert appointment.in_shift
    at_base = sup.model_copy(update={"place": "Base", "kind": MeetingKind.MEETING})
    there = hub(people("ann ben"), at_base).appointment["sup"]
    assert (there.in_shift, there.together, there.lowers_cover) == (False, False, False)


# Plans and moves ----------------------------------------------------------------------------------


def test_a_plan_is_a_visit_like_any_other() -> None:
    """What the plan says of its visits, each of them is."""
    row = plan(
        "plan", "Wren", adults=2, who=Who.CORE_TEAM, kind=VisitKind.STATUTORY, skill="therapy", minutes=45
    )
    (found,) = hub(young("Wren", core_team=("ann",)), people("ann"), row).appointments
    assert (found.id, found.minutes, found.adults) == ("plan 2026-02-02 1", 45, 2)
    assert (found.who, found.visit_kind, found.skill) == (Who.CORE_TEAM, VisitKind.STATUTORY, "therapy")


@pytest.mark.parametrize(("first", "weeks"), [("Wed", [0, 2]), ("Wed-1", [1, 3]), ("Mon+1", [1, 3])])
def test_every_other_week_is_counted_from_the_first_day(first: str, weeks: list[int]) -> None:
    """The week the plan's first day lies in is the first of them."""
    row = plan("plan", "Wren", "Thu", every_weeks=2, first_day=on(first))
    found = hub(young("Wren"), people("ann"), row, weeks=4).appointments
    assert [appointment.days[0] for appointment in found] == [on(f"Thu+{week}") for week in weeks]


def test_visits_of_a_week_share_out_its_days() -> None:
    """Three visits over seven days take two, two and three; four over two days come twice on each."""
    three = hub(young("Wren"), people("ann"), plan("plan", "Wren", "", times=3)).appointments
    assert [len(a.days) for a in three] == [2, 2, 3]
    four = hub(young("Wren"), people("ann"), plan("plan", "Wren", "Mon Thu", times=4)).appointments
    assert [a.days for a in four] == [(on("Mon"),), (on("Mon"),), (on("Thu"),), (on("Thu"),)]


def test_flexible_time_is_the_key_workers_unless_it_names_somebody() -> None:
    """Whoever else the row would let make it."""
    row = plan("plan", "Wren", form=PlanForm.FLEXIBLE, who=Who.ANYONE)
    (found,) = hub(young("Wren", key_worker="ann"), people("ann"), row).appointments
    assert found.who is Who.KEY_WORKER
    named = row.model_copy(update={"who": Who.NAMED, "named": ("ann",)})
    (found,) = hub(young("Wren"), people("ann"), named).appointments
    assert (found.who, found.named) == (Who.NAMED, ("ann",))


def test_own_adults_are_there_on_visits_too() -> None:
    """Heron is supported two to one: nobody visits alone."""
    problem = heron(own("Heron", 2))
    assert (problem.appointment["v"].adults, problem.appointment["v"].together) == (2, True)
    assert heron(own("Heron", 2, last_day=on("Sun-1"))).appointment["v"].adults == 1


def carers() -> list[Person]:
    """Give a household of two, and another person."""
    return [person("cora", household="Rowan"), person("dan", household="Rowan"), person("ann")]


def test_the_carers_of_a_move_are_its_household() -> None:
    """Unless the move names some."""
    to_rowan = {"home": None, "household": "Rowan"}
    problem = hub(carers(), young("Wren"), move("m", "Wren", "", **to_rowan))
    assert problem.carers_of(problem.moves[0]) == ("cora", "dan")
    named = hub(carers(), young("Wren"), move("m", "Wren", "dan", **to_rowan))
    assert named.carers_of(named.moves[0]) == ("dan",)


def test_introductions_are_visits_of_who_lives_in_no_home() -> None:
    """Two a week, by the carers alone; a resident is met on shifts."""
    found = hub(carers(), young("Wren"), move("m", "Wren", "cora dan")).appointments
    assert [a.id for a in found] == ["m introduction 2026-02-02 1", "m introduction 2026-02-02 2"]
    assert {(a.visit_kind, a.named, a.minutes) for a in found} == {
        (VisitKind.INTRODUCTION, ("cora", "dan"), 90)
    }
    assert hub(carers(), resident("Heron"), move("m", "Heron", "cora")).appointments == ()


def test_no_more_introductions_than_days_are_left_for_them() -> None:
    """Decided on Sunday: that week has one, not two on one day."""
    found = hub(carers(), young("Wren"), move("m", "Wren", "cora", "Sun")).appointments
    assert [a.days for a in found] == [(on("Sun"),)]


def test_a_goodbye_is_said_within_a_week_of_the_end() -> None:
    """Ended on Wednesday: on one of the days from then until Tuesday, those of the period."""
    problem = hub(carers(), young("Wren"), move("m", "Wren", "cora", ended_on=on("Wed")))
    goodbye = problem.appointment["m goodbye"]
    assert goodbye.visit_kind is VisitKind.ENDING
    assert goodbye.days == tuple(on(day) for day in ("Wed", "Thu", "Fri", "Sat", "Sun"))
    next_week = problem.edited(first_day=on("Mon+1"))
    assert next_week.appointment["m goodbye"].days == (on("Mon+1"), on("Tue+1"))
