"""One week after another: what Sunday began is Monday's first fact."""

from __future__ import annotations

from datetime import date, datetime

from hub_roster.domain.clock import instant_of
from hub_roster.domain.people import DutyBefore
from hub_roster.domain.problem import Problem
from hub_roster.domain.rolling import continued
from hub_roster.domain.roster import Roster
from hub_roster.domain.tasks import Lock
from tests.tiny import at, doing, drafted, hub, people, resident, roster, shift, visit, who, young

SHIFTS = [shift(name) for name in ("early", "late", "sleep-in")]
HOME = hub(people("ann ben cat"), resident("Heron"), SHIFTS)
SUNDAY_LATE, SUNDAY_NIGHT = "Oak/2026-02-08/late/1", "Oak/2026-02-08/sleep-in/1"
NEXT_MONDAY = "Oak/2026-02-09/early/1"


def first_back(found: Roster, key: str) -> datetime:
    """Give when a person's first task after Monday begins."""
    begun = ("Oak/2026-02-02/early/1", NEXT_MONDAY)
    return min(a.start for a in found.assignments if a.person == key and a.task not in begun)


def test_sundays_block_locks_monday_morning() -> None:
    """Ann's Sunday block ends with Monday's early: the next draft keeps her seat and the rest after it."""
    block = [Lock(person="ann", task=task) for task in (SUNDAY_LATE, SUNDAY_NIGHT, NEXT_MONDAY)]
    week = drafted(HOME.edited(locks=tuple(block)), work=2)
    assert doing(week.roster, "ann")[-3:] == [SUNDAY_LATE, SUNDAY_NIGHT, NEXT_MONDAY]

    following = continued(HOME, week.roster)
    assert following.first_day == date(2026, 2, 9)
    after = drafted(following, work=2)
    assert after.judgement.violations == ()
    assert who(after.roster, "Oak/2026-02-09/early") == ["ann"]
    # Monday 15:00 and 22 hours
    assert instant_of(first_back(after.roster, "ann")) >= instant_of(datetime(2026, 2, 10, 13))


def test_sundays_sleep_in_is_rested_after_on_monday() -> None:
    """Ann sleeps in until Monday 07:00 and goes home: nothing before Tuesday 05:00."""
    week = roster(HOME, ann="late Sun, sleep-in Sun", ben="early Sun")
    after = drafted(continued(HOME, week), work=2)
    assert after.judgement.violations == ()
    assert "ann" not in who(after.roster, "Oak/2026-02-09")
    assert instant_of(first_back(after.roster, "ann")) >= instant_of(datetime(2026, 2, 10, 5))


def test_a_block_told_by_hand_stands_as_well() -> None:
    """A hub that starts with hub-roster on a Monday tells what Sunday began: it is kept like any other."""
    begun = DutyBefore(
        person="ann", start=at("Sun-1 15:00"), end=at("Mon 15:00"), tasks=("Oak/2026-02-02/early/1",)
    )
    found = drafted(HOME.edited(duties_before=(begun,)), work=2)
    assert found.judgement.violations == ()
    assert who(found.roster, "Oak/2026-02-02/early") == ["ann"]
    assert instant_of(first_back(found.roster, "ann")) >= instant_of(datetime(2026, 2, 3, 13))


def visits_by(problem: Problem) -> dict[str, list[str]]:
    """Draft a week and give who makes each visit."""
    found = drafted(problem).roster
    return {made.task: who(found, made.task) for made in found.assignments}


def test_who_came_this_week_is_known_next_week() -> None:
    """Two strangers are alike this week; next week the one who came is the one to come again."""
    visits = [visit("first", "Heron"), visit("second", "Heron", "Mon+1")]
    two_weeks = hub(people("ann ben"), young("Heron"), visits, weeks=2)
    week = roster(hub(people("ann ben"), young("Heron"), visits[0]), ben="first Mon 10:00")
    assert visits_by(continued(two_weeks, week)) == {"second": ["ben"]}


def test_long_weeks_are_remembered() -> None:
    """A second week after one of 60 hours holds 36 at most: 48 a week on average since starting."""
    five_days = [shift("day", "Mon Tue Wed Thu Fri")]
    problem = hub(people("ann", most_hours=60), resident("Heron"), five_days)
    week = roster(problem, ann=", ".join(f"day {day}" for day in ("Mon", "Tue", "Wed", "Thu", "Fri")))
    after = drafted(continued(problem, week))
    assert after.judgement.violations == ()
    assert len(after.roster.assignments) == 3  # of 12 hours each
