"""The reduced form of `./hub prove weeks`: three weeks of a tiny hub, week after week and as one period."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path

import pytest

from hub_roster.domain.people import DutyBefore, Leave, PatternDay, PatternWeek
from hub_roster.domain.problem import Problem
from hub_roster.domain.rolling import moved_on, starting
from hub_roster.domain.roster import Roster
from hub_roster.domain.tasks import OnCall
from tests.tiny import drafted, hub, judged, on, people, person, resident, shift, visit, young
from tests.tiny_life import meeting

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "benchmarks"))

from reckoning import Reckoning
from weeks import differences, judge_as_one

FIRST = date(2026, 3, 23)
"""The clocks change on the Sunday; Good Friday and Easter Monday come after it."""
HOLIDAYS = frozenset({date(2026, 4, 3), date(2026, 4, 6)})
WEEKS = range(3)
WORK = 0.5
"""Of each week, in deterministic seconds."""


def spell(week: int) -> OnCall:
    """Give on-call over a Sunday night."""
    start = datetime(2026, 3, 29, 17) + timedelta(days=7 * week)
    return OnCall(id=f"call {week}", hub="Hub", start=start, end=start + timedelta(hours=16))


HUB = hub(
    people("ann ben cat dan", contract_hours=37, started=date(2025, 1, 6)),
    person("eve", contract_hours=24, started=date(2026, 4, 1), pattern_anchor=FIRST),
    person("fay", contract_hours=37, pattern_anchor=FIRST),
    people("gus hal", employment="relief"),
    PatternWeek(person="eve", week=1, saturday=PatternDay.OFF),
    PatternWeek(person="fay", week=1, saturday=PatternDay.OFF, sunday=PatternDay.OFF),
    PatternWeek(person="fay", week=2, monday=PatternDay.OFF, friday=PatternDay.OFF, sunday=PatternDay.OFF),
    Leave(person="cat", first_day=on("Wed+1", FIRST), last_day=on("Fri+1", FIRST)),
    resident("Heron"),
    [young("Wren", key_worker="ann"), young("Lark", key_worker="ben")],
    [
        shift("early"),
        shift("late"),
        shift("sleep-in", "Mon Wed Fri Sun"),
        shift("waking night", "Tue Thu Sat"),
    ],
    [visit(f"w{n}", "Wren", f"Tue+{n}", between="09:00 17:00", first=FIRST) for n in WEEKS],
    [visit(f"l{n}", "Lark", f"Sat+{n}", f"Sun+{n}", between="12:00 17:00", first=FIRST) for n in WEEKS],
    visit("late", "Lark", "Sat", "Wed+1", first=FIRST),
    visit("never", "Lark", "Fri", adults=2, minutes=900, between="08:00 23:00", first=FIRST),
    meeting("team", "ann ben", "Wed+7", every_weeks=1),
    [spell(n) for n in WEEKS],
    DutyBefore(
        person="ann",
        start=datetime(2026, 3, 22, 15),
        end=datetime(2026, 3, 23, 15),
        tasks=(f"Oak/{FIRST}/early/1",),
    ),
    DutyBefore(person="ben", start=datetime(2026, 3, 22, 22), end=datetime(2026, 3, 23, 8)),
    first_day=FIRST,
    weeks=len(WEEKS),
)


@cache
def drafts(weeks: int) -> tuple[Roster, ...]:
    """Draft the three weeks in parts of so many, each after those before it; no draft breaks a hard rule."""
    problem, rosters = HUB, []
    for _ in range(0, HUB.weeks, weeks):
        part = starting(problem, problem.first_day, weeks)
        rosters.append(drafted(part, work=WORK * weeks).roster)
        assert judged(part, rosters[-1]).violations == ()
        problem = moved_on(problem, rosters[-1])
    return tuple(rosters)


def after(rosters: Sequence[Roster]) -> Problem:
    """Give the problem of the week after some rosters."""
    problem = HUB
    for roster in rosters:
        problem = moved_on(problem, roster)
    return problem


@pytest.mark.slow
@pytest.mark.parametrize("weeks", [1, 3])
def test_what_is_carried_is_what_was_worked(weeks: int) -> None:
    """Weeks, days, contacts, last duties and visits after each roster are as reckoned from the rosters."""
    assert differences(HUB, drafts(weeks), HOLIDAYS) == []


@pytest.mark.parametrize("weeks", [1, 3])
def test_the_rosters_are_one_legal_roster(weeks: int) -> None:
    """Joined into one they break no hard rule of the three weeks as a whole."""
    assert judge_as_one(HUB, drafts(weeks)).violations == ()


def test_the_rosters_hold_what_is_hard_to_carry() -> None:
    """Everything that is compared occurs: else the comparison would say little."""
    carried = after(drafts(1))
    own = [row for row in carried.weeks_worked if row.working_minutes]
    for count in ("excluded_days", "weekend_days", "nights", "sleep_ins", "bank_holidays"):
        assert any(getattr(row, count) for row in carried.weeks_worked), count
    for told in ("sleep_in", "on_call", "called_in"):
        assert any(getattr(row, told) for row in carried.days_worked), told
    assert {row.week for row in own} == {FIRST + timedelta(days=7 * n) for n in WEEKS}
    assert any(row.tasks for row in carried.duties_before), "a duty that goes on after the last Sunday"
    assert [outcome.visit for outcome in carried.outcomes] == ["never"]


@pytest.mark.parametrize(
    ("table", "told"),
    [
        ("weeks_worked", {"working_minutes": 1}),
        ("weeks_worked", {"sleep_ins": 6}),
        ("weeks_worked", {"bank_holidays": 6}),
        ("days_worked", {"working_minutes": 1}),
        ("days_worked", {"called_in": True, "duty": False}),
        ("contacts", {"minutes": 1}),
        ("duties_before", {"end": datetime(2026, 4, 20, 12)}),
        *((table, None) for table in ("weeks_worked", "days_worked", "contacts", "outcomes")),
    ],
    ids=str,
)
def test_what_is_carried_wrongly_is_found(table: str, told: dict[str, object] | None) -> None:
    """One figure altered, or one row lost, is a difference."""
    reckoned, carried = Reckoning(HUB, drafts(1), HOLIDAYS), after(drafts(1))
    first, *others = getattr(carried, table)
    altered = [] if told is None else [first.model_copy(update=told)]
    wrong = carried.model_copy(update={table: (*altered, *others)})
    assert reckoned.differences(carried) == []
    assert reckoned.differences(wrong) != []
