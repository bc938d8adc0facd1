"""Work at night: the health assessment, and how long a night may be."""

from __future__ import annotations

from datetime import time

import pytest

from hub_roster.cli.goodness import assumptions
from hub_roster.domain.home import PartKind
from hub_roster.domain.people import CHECKS, NIGHT_ASSESSMENT, DutyBefore, Skill
from hub_roster.domain.policy import DutyShape, PolicyNumber
from hub_roster.domain.problem import Problem
from hub_roster.rules.nights import NightHealth, NightLength
from tests.edits import told_of_edit
from tests.tiny import (
    Rows,
    at,
    broken,
    drafted,
    hub,
    judged,
    on,
    people,
    person,
    shift,
    violations,
    who,
)


def assessed(key: str, until: str | None = None) -> Skill:
    """Give somebody's night assessment, valid up to a day."""
    return Skill(person=key, skill=NIGHT_ASSESSMENT, valid_until=None if until is None else on(until))


def home(*rows: Rows) -> Problem:
    """Give a hub of ann and ben, checked, with a waking night and a sleep-in on Monday and Tuesday."""
    nights = shift("waking night", "Mon Tue"), shift("sleep-in", "Mon Tue")
    checked = [Skill(person=key, skill=CHECKS) for key in ("ann", "ben")]
    return hub(people("ann ben"), nights, checked, rows)


def test_no_waking_night_without_an_assessment() -> None:
    """Regulation 7(1): nobody is put on nights before a free health assessment; ben had none."""
    problem = home(assessed("ann"))
    assert broken(NightHealth, problem, ann="waking night Mon", ben="waking night Tue") == ["ben"]
    (found,) = violations(NightHealth, problem, ben="waking night Tue")
    assert found.message == "Not available for this."


def test_it_counts_on_the_date_of_the_night() -> None:
    """Assessed until Monday, ann works Monday's night into Tuesday and not Tuesday's."""
    problem = home(assessed("ann", "Mon"))
    assert broken(NightHealth, problem, ann="waking night Mon") == []
    assert broken(NightHealth, problem, ann="waking night Tue") == ["ann"]


@pytest.mark.parametrize(("asked", "told"), [(0, []), (1, ["ben"])])
def test_sleep_ins_ask_for_it_where_the_policy_says_so(asked: int, told: list[str]) -> None:
    """A sleep-in is no night work where nobody is woken; a council may be more careful."""
    number = PolicyNumber(rule="night workers' health", number="sleep_ins", value=asked)
    assert broken(NightHealth, home(assessed("ann"), number), ben="sleep-in Mon") == told


def test_a_hub_that_records_none_asks_for_none() -> None:
    """Where nobody's assessment is recorded, nights go on and the draft says what it took for granted."""
    assert broken(NightHealth, home(), ann="waking night Mon") == []
    said = "Nobody's 'night assessment' is recorded: none was asked for on waking nights."
    assert said in list(assumptions(home()))
    assert said not in list(assumptions(home(assessed("ann"))))


def test_a_night_begun_before_the_period_is_not_judged() -> None:
    """A night carried on from Sunday is history, not this draft's doing."""
    early = shift("early", "Mon")
    begun = DutyBefore(
        person="ben", start=at("Sun-1 22:00"), end=at("Mon 15:00"), tasks=("Oak/2026-02-02/early/1",)
    )
    assert broken(NightHealth, home(early, begun, assessed("ann")), ben="early Mon") == []


def test_a_draft_gives_nights_to_who_is_assessed() -> None:
    """Ann alone is assessed: she has the night of Monday and, rested, that of Tuesday; ben sleeps in."""
    found = drafted(home(assessed("ann")))
    assert who(found.roster, "Oak/2026-02-02/waking night") == ["ann"]
    assert who(found.roster, "Oak/2026-02-03/waking night") == ["ann"]
    assert not judged(home(assessed("ann")), found.roster).violations


LONG = DutyShape(name="long night", parts=(PartKind.WAKING_NIGHT,), longest_hours=14)


@pytest.mark.parametrize(("ends", "told"), [(time(8), []), (time(8, 1), ["ann"])])
def test_a_night_lasts_at_most_12_hours(ends: time, told: list[str]) -> None:
    """From 20:00 to 08:00 is enough, whatever shape the policy knows."""
    problem = hub(person("ann"), shift("waking night", "Mon", start=time(20), end=ends), LONG)
    assert broken(NightLength, problem, ann="waking night Mon") == told
    assert len(drafted(problem).roster.assignments) == 1 - len(told)


def test_a_night_that_begins_with_the_period_is_judged() -> None:
    """From Monday's midnight to a minute past noon."""
    problem = hub(person("ann"), shift("waking night", "Mon", start=time(0), end=time(12, 1)), LONG)
    assert broken(NightLength, problem, ann="waking night Mon") == ["ann"]


def test_an_edit_of_bens_line_tells_of_bens_night() -> None:
    """Ann's is as long, and is not told again."""
    problem = hub(people("ann ben"), shift("waking night", "Mon Tue", start=time(20), end=time(8, 1)), LONG)
    lines = {"ann": "waking night Mon", "ben": "waking night Tue"}
    assert broken(NightLength, problem, **lines) == ["ann", "ben"]
    assert told_of_edit(NightLength, problem, "ben", **lines) == ["ben"]


@pytest.mark.parametrize(("hazards", "told"), [(0, []), (1, ["ann"])])
def test_8_hours_where_nights_have_special_hazards(hazards: int, told: list[str]) -> None:
    """Regulation 6(7): 8 hours, with no averaging, where the risk assessment finds special hazards."""
    number = PolicyNumber(rule="night length", number="special_hazards", value=hazards)
    assert broken(NightLength, home(number), ann="waking night Mon") == told


def test_other_duties_may_be_longer() -> None:
    """A late, sleep-in and early last 24 hours, and are no night work."""
    problem = hub(person("ann"), shift("late"), shift("sleep-in"), shift("early"))
    assert broken(NightLength, problem, ann="late Mon, sleep-in Mon, early Tue") == []
