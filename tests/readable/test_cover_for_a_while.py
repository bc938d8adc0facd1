"""Cover that changes for a while, and adults a young person has for themselves."""

from __future__ import annotations

from datetime import time, timedelta

import pytest
from pydantic import ValidationError

from hub_roster.domain.home import CoverBand
from hub_roster.domain.problem import Problem
from hub_roster.rules.cover import Seats
from tests.tiny import MONDAY, drafted, hub, on, people, points, resident, shift, task, visit, who
from tests.tiny_life import own, week_time


def waking() -> Problem:
    """Give five weeks in which the sleep-in is a waking night from the second Monday for three weeks."""
    first, last = MONDAY + timedelta(weeks=1), MONDAY + timedelta(days=27)
    return hub(
        resident("Heron"),
        shift("sleep-in"),
        shift("sleep-in", seats=0, first_day=first, last_day=last),
        shift("waking night", first_day=first, last_day=last),
        weeks=5,
    )


def test_a_waking_night_for_three_weeks() -> None:
    """Twenty-one nights are waking nights, and the sleep-ins come back after them."""
    names = [shift.name for shift in waking().shift.values() if not shift.optional]
    assert (names.count("waking night"), names.count("sleep-in")) == (21, 14)
    after = MONDAY + timedelta(days=28)
    assert f"Oak/{after.isoformat()}/sleep-in" in waking().shift


def test_a_shift_has_other_times_for_a_while() -> None:
    """From Wednesday the early begins at eight, for two days."""
    late_start = shift("early", start=time(8), first_day=on("Wed"), last_day=on("Thu"))
    problem = hub(shift("early"), late_start)
    hours = [shift.end - shift.start for shift in problem.shift.values() if not shift.optional]
    assert hours == [480, 480, 420, 420, 480, 480, 480]


def test_a_band_for_a_while_stands_in_place_of_the_usual_one() -> None:
    """Two adults are asked for on Tuesday: with one seat the file is refused, and says on which day."""
    usual = CoverBand(home="Oak", start=time(7), end=time(15), adults=1)
    tuesday = usual.model_copy(update={"adults": 2, "first_day": on("Tue"), "last_day": on("Tue")})
    with pytest.raises(ValidationError, match="Oak has 1 seat Tue 3 Feb 2026 from 07:00 to 15:00"):
        hub(shift("early"), usual, tuesday)
    one_more = shift("early", seats=2, first_day=on("Tue"), last_day=on("Tue"))
    assert hub(shift("early"), one_more, usual, tuesday).weeks == 1


def test_two_adults_for_themselves_raise_the_seats() -> None:
    """Heron is supported two to one: three seats, two of them his, and one less is two hours short."""
    problem = hub(people("ann ben cat"), resident("Heron"), shift("early", "Mon"), own("Heron", 2))
    early = task(problem, "early Mon")
    assert (early.seats, early.own_seats) == (3, 2)
    assert len(drafted(problem).roster.assignments) == 3
    assert points(Seats, problem, ann="early Mon", ben="early Mon") == 480


def test_own_adults_are_there_at_their_times() -> None:
    """From three until eleven in the evening: the late has one seat more, the early and the night none."""
    rows = [resident("Heron"), [shift(name, "Mon") for name in ("early", "late", "sleep-in")]]
    seats = {s.name: s.seats for s in hub(rows, own("Heron", 1, "15:00 23:00")).shift.values()}
    assert seats == {"early": 1, "late": 2, "sleep-in": 1}


def test_own_adults_go_where_the_young_person_lives() -> None:
    """Heron moves out on Wednesday: the seats go with him, and are visited in twos from then on."""
    problem = hub(
        people("ann ben cat"),
        resident("Heron", until="Tue"),
        shift("early"),
        own("Heron", 1),
        visit("v", "Heron", "Thu"),
        own("Heron", 2, first_day=on("Wed")),
    )
    seats = {shift.day: shift.seats for shift in problem.shift.values() if not shift.optional}
    assert (seats[on("Tue")], seats[on("Wed")]) == (2, 1)
    assert len(who(drafted(problem).roster, "v")) == 2


def test_own_adults_until_a_date() -> None:
    """The last day of it is counted in."""
    problem = hub(resident("Heron"), shift("early"), own("Heron", last_day=on("Tue")))
    seats = [shift.seats for shift in problem.shift.values() if not shift.optional]
    assert seats == [2, 2, 1, 1, 1, 1, 1]


def test_own_adults_stay_when_he_is_at_school() -> None:
    """They are his whether or not he is out for the morning: the agreement is for the shift."""
    school = week_time("Heron", "09:00 15:00", "Mon")
    problem = hub(resident("Heron"), shift("early", "Mon"), own("Heron"), school)
    assert task(problem, "early Mon").seats == 2
