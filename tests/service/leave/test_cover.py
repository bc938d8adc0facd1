"""Who is left for the shifts that somebody who wants to be away could work."""

from __future__ import annotations

from datetime import date, timedelta

from hub_roster.domain.people import CHECKS, Employment, Leave, Skill
from hub_roster.domain.problem import Problem
from hub_roster.service.leave.cover import Cover, tightest_by_day
from tests import tiny

PEOPLE = tiny.people("ann ben cat dan", contract_hours=40)


def cover(hub: Problem, day: str, asked: str = "", person: str = "ann") -> Cover | None:
    """Give the shift of a day with the fewest to spare, where others ask to be away."""
    wishes = {tiny.on(day): asked.split()}
    return tightest_by_day(hub, person, [tiny.on(day)], wishes).get(tiny.on(day))


def leave(person: str, first: str, last: str = "") -> Leave:
    """Give leave in the hub's file."""
    return Leave(person=person, first_day=tiny.on(first), last_day=tiny.on(last or first))


def test_whoever_is_away_or_asks_is_counted_apart() -> None:
    """Of four who can work it one is away and one asks: without Ann two are left, if not all may go."""
    hub = tiny.hub(PEOPLE, tiny.shift("early", seats=2), leave("ben", "Tue"))
    assert cover(hub, "Tue", asked="cat") == Cover("Oak", "early", 2, 4, 1, 1, 2)
    assert cover(hub, "Wed") == Cover("Oak", "early", 2, 4, 0, 0, 3)


def test_the_shift_with_the_fewest_to_spare_is_told() -> None:
    """The night, that one reaches into a day of somebody's leave."""
    hub = tiny.hub(PEOPLE, tiny.shift("early"), tiny.shift("waking night", seats=2), leave("ben", "Wed"))
    assert cover(hub, "Tue") == Cover("Oak", "waking night", 2, 4, 1, 0, 2)


def test_only_who_could_work_it_counts() -> None:
    """Not who lacks the checks, is no cover by their terms, or begins later."""
    others = (
        tiny.person("eve", employment=Employment.VOLUNTEER),
        tiny.person("fay", contract_hours=40, started=tiny.on("Wed")),
        tiny.person("agency", employment=Employment.AGENCY, unnamed=True),
    )
    checks = [Skill(person=each, skill=CHECKS) for each in ("ann", "ben", "cat", "eve", "fay", "agency")]
    hub = tiny.hub(PEOPLE, others, tiny.shift("early"), checks)
    assert cover(hub, "Tue") == Cover("Oak", "early", 1, 3, 0, 0, 2)
    assert cover(hub, "Wed") == Cover("Oak", "early", 1, 4, 0, 0, 3)


def test_a_shift_the_person_could_not_work_is_not_theirs_to_leave() -> None:
    """Nothing is told of it."""
    hub = tiny.hub(PEOPLE, tiny.shift("early"), [Skill(person="ben", skill=CHECKS)])
    assert cover(hub, "Tue") is None
    assert cover(hub, "Tue", person="ben") == Cover("Oak", "early", 1, 1, 0, 0, 0)


def test_leave_that_is_approved_counts_its_own_person_away() -> None:
    """Looked at afterwards, what is left is the same as before."""
    hub = tiny.hub(PEOPLE, tiny.shift("early"), leave("ann", "Tue"))
    assert cover(hub, "Tue") == Cover("Oak", "early", 1, 4, 1, 0, 3)


def test_long_leave_is_looked_at_whole() -> None:
    """Ten weeks, in parts, with each day once; over the night the clocks change too."""
    hub = tiny.hub(PEOPLE, tiny.shift("early", "Mon Sun"))
    days = [date(2026, 2, 18) + timedelta(days=k) for k in range(70)]
    found = tightest_by_day(hub, "ann", days, {})
    assert set(found) == {day for day in days if day.weekday() in (0, 6)}
