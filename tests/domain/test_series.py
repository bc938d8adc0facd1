"""Series written out: what each appointment is called, and on which days it is."""

from __future__ import annotations

from datetime import date

import pytest

from hub_roster.domain import series
from hub_roster.domain.problem import Problem
from hub_roster.domain.series import appointment_ids, meeting_days, session_days
from tests.tiny import MONDAY, Rows, hub, on, people, person, visit, young
from tests.tiny_life import escort, meeting, move, plan, session

STAFF: list[Rows] = [people("ann ben"), young("Wren")]


def days_of(problem: Problem, code: str) -> list[tuple[str, date, date]]:
    """Give the meetings of a series."""
    (found,) = [row for row in problem.meetings if row.id == code]
    return list(meeting_days(problem, found))


def test_a_session_is_on_each_of_its_weekdays() -> None:
    """Mondays and Thursdays of two weeks, by date."""
    problem = hub(session("desk", "Mon Thu"), weeks=2)
    names = [name for name, _ in session_days(problem, problem.sessions[0])]
    assert names == ["desk 2026-02-02", "desk 2026-02-05", "desk 2026-02-09", "desk 2026-02-12"]


def test_a_session_holds_between_its_dates() -> None:
    """From the Thursday on, until the Monday after, both counted in."""
    problem = hub(session("desk", "Mon Thu", first_day=on("Thu"), last_day=on("Mon+1")), weeks=2)
    days = [day for _, day in session_days(problem, problem.sessions[0])]
    assert days == [on("Thu"), on("Mon+1")]


def test_a_single_meeting_keeps_its_code() -> None:
    """Its days are its own, inside the period or not."""
    assert days_of(hub(STAFF, meeting("one", "ann", "Tue")), "one") == [("one", on("Tue"), on("Tue"))]


@pytest.mark.parametrize(
    ("begun", "every", "weeks"),
    [
        ("Tue-4", 1, [0, 1, 2, 3]),
        ("Tue-4", 2, [0, 2]),
        ("Tue-3", 2, [1, 3]),
        ("Tue", 2, [0, 2]),
        ("Tue+1", 1, [1, 2, 3]),
        ("Tue-52", 4, [0]),
        ("Tue-50", 4, [2]),
        ("Tue+9", 1, []),
    ],
)
def test_a_meeting_comes_again(begun: str, every: int, weeks: list[int]) -> None:
    """Whenever the series began, it falls into the weeks it would have fallen into, counted from then."""
    row = meeting("sup", "ann ben", "Tue", every_weeks=every)
    row = row.model_copy(update={"first_day": on(begun), "last_day": on(begun)})
    tuesdays = [on(f"Tue+{week}") for week in weeks]
    expected = [(f"sup {day.isoformat()}", day, day) for day in tuesdays]
    assert days_of(hub(STAFF, row, weeks=4), "sup") == expected


def test_a_meeting_whose_days_reach_into_the_period_is_one_of_it() -> None:
    """Held on any day from Friday to Monday, it was due last Friday and still can be on this Monday."""
    row = meeting("sup", "ann", "Fri-1", every_weeks=1).model_copy(update={"last_day": on("Mon")})
    first, second = days_of(hub(STAFF, row), "sup")
    assert first == ("sup 2026-01-30", on("Fri-1"), on("Mon"))
    assert second[1] == on("Fri")


def test_every_appointment_has_an_id_that_is_known() -> None:
    """Whatever a period asks for, a lock or an offer may name."""
    problem = hub(
        STAFF,
        person("cora", household="Rowan"),
        visit("v", "Wren"),
        escort("e", "Wren", "Tue 10:00"),
        session("desk", "Wed"),
        meeting("sup", "ann ben", "Thu", every_weeks=1),
        plan("plan", "Wren", "Mon Fri", times=2),
        move("move", "Wren", "ann", ended_on=on("Fri")),
        weeks=2,
    )
    assert len(problem.appointments) > 10
    assert set(problem.appointment) <= appointment_ids(problem)


def test_the_mondays_of_a_period() -> None:
    """One a week."""
    assert series.mondays(hub(weeks=3)) == (MONDAY, on("Mon+1"), on("Mon+2"))
