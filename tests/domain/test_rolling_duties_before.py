"""Last duties that a roster leaves behind: the rest after them, and the seats they hold in the new week."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import pairwise

import pytest

from hub_roster.domain.clock import HOUR, instant, instant_of
from hub_roster.domain.lines import Lines
from hub_roster.domain.people import DutyBefore
from hub_roster.domain.problem import Problem
from hub_roster.domain.rolling import continued, starting
from hub_roster.solver.draft import draft
from hub_roster.solver.limits import Limits
from tests.domain.sound_rosters import MARCH, MONDAY, OCTOBER, WEEK, block, rostered, seats


def test_a_last_duty_counts_only_the_day_before(longer: Problem) -> None:
    """A duty that ended on the Sunday before is kept; a week later everyone has long rested."""
    before = DutyBefore(person="C:1", start=datetime(2026, 1, 4, 7), end=datetime(2026, 1, 4, 15))
    problem = longer.edited(duties_before=[before])
    assert starting(problem, MONDAY, 1).duties_before == (before,)
    assert starting(problem, MONDAY + WEEK, 1).duties_before == ()


@pytest.mark.parametrize("monday", [MARCH, OCTOBER])
def test_after_a_clock_change_the_block_ends_by_the_wall(sound: Problem, monday: date) -> None:
    """A block from the changed Sunday to Monday is carried with the wall times people know."""
    problem = sound.edited(first_day=monday, visits=())
    sunday = monday + timedelta(days=6)
    (before,) = continued(problem, rostered(problem, seats(problem, "C:1", *block(sunday)))).duties_before
    assert before.start == datetime.combine(sunday, datetime.min.time()) + timedelta(hours=15)
    assert before.end == datetime.combine(sunday, datetime.min.time()) + timedelta(days=1, hours=15)
    assert instant_of(before.end) - instant_of(before.start) == 24 * HOUR


def test_sundays_block_holds_mondays_seat(sound: Problem) -> None:
    """A late, sleep-in and early over the period's end is the last duty, its early a seat of the new week."""
    sunday = MONDAY + timedelta(days=6)
    pairs = seats(sound, "C:1", f"{MONDAY}/Early", *block(sunday))
    pairs += seats(sound, "C:2", f"{MONDAY}/Late")
    before = {duty.person: duty for duty in continued(sound, rostered(sound, pairs)).duties_before}
    assert before["C:1"].tasks == (f"Cliff/{MONDAY + WEEK}/Early/1",)
    assert before["C:1"].start == datetime(2026, 1, 11, 15)
    assert before["C:2"].tasks == ()
    assert before["C:2"].end == datetime(2026, 1, 5, 23)


def test_sundays_sleep_in_block_locks_monday_morning(sound: Problem) -> None:
    """The next draft keeps that person on Monday's early seat, and gives nothing until the rest is over."""
    sunday, following = MONDAY + timedelta(days=6), MONDAY + WEEK
    roster = rostered(sound, seats(sound, "C:1", *block(sunday)))
    ben = sound.people[1].model_copy(update={"contract_hours": 30})
    others = [ben.model_copy(update={"key": f"C:{number}"}) for number in range(2, 7)]
    enough = sound.edited(skills=(), people=[sound.people[0], *others])
    problem = continued(enough, roster)
    drafted = draft(problem, limits=Limits(seconds=None, work=0.3))
    assert not drafted.judgement.violations
    lines = Lines(problem, drafted.roster)
    assert "C:1" in lines.on[f"Cliff/{following}/Early"]
    begun, *later = lines.of["C:1"]
    assert begun.start == instant_of(datetime(2026, 1, 11, 15))
    assert later, "the person works again later in the week, so that the rest is put to the test"
    assert all(a.end <= b.start for a, b in pairwise((begun, *later)))
    # 15:00 on Monday and 22 hours
    assert later[0].start >= instant(following + timedelta(days=1), datetime.min.time()) + 13 * HOUR
