"""One's own adults on each shift at home, and a known face at each handover."""

from __future__ import annotations

from typing import Any

import pytest

from hub_roster.domain.people import Leave
from hub_roster.domain.policy import PolicyNumber
from hub_roster.domain.young_people import Acquaintance, Contact, HowWell, Setting, View, ViewKind
from hub_roster.rules.core_team import CoreTeamCover, HandoverCarryOver
from tests.tiny import charges, drafted, hub, on, people, points, resident, shift, who
from tests.tiny_life import week_time

OAK = [shift("early", "Mon"), shift("late", "Mon")]


@pytest.mark.parametrize("own", [{"key_worker": "ann"}, {"deputy": "ann"}, {"core_team": ("ann",)}])
def test_one_of_their_own_on_each_waking_shift(own: dict[str, Any]) -> None:
    """Ann is Heron's: the 8 h early without her cost 8 x 120 points, the one with her nothing."""
    problem = hub(people("ann ben"), resident("Heron", **own), shift("sleep-in", "Mon"), OAK)
    (charge,) = charges(CoreTeamCover, problem, ben="early Mon", ann="late Mon")
    assert (charge.whom, charge.tasks, charge.points) == ("Heron", ("Oak/2026-02-02/early",), 960)
    assert points(CoreTeamCover, problem) == 1920


def test_only_the_time_at_home_counts() -> None:
    """At school from 9 to 14:50 Heron is at home for 130 minutes of the early: 260 points."""
    school = week_time("Heron", "09:00 14:50")
    problem = hub(people("ann"), resident("Heron", key_worker="ann"), OAK[0], school)
    assert points(CoreTeamCover, problem) == 260


def test_nobody_is_asked_for_who_has_nobody_to_ask() -> None:
    """Without adults of their own, or with all away, nothing is charged."""
    away = Leave(person="ann", first_day=on("Mon"), last_day=on("Mon"))
    assert points(CoreTeamCover, hub(people("ann"), resident("Heron"), OAK)) == 0
    assert points(CoreTeamCover, hub(people("ann"), resident("Heron", key_worker="ann"), OAK, away)) == 0


def test_what_is_charged_does_not_tell_whom_a_resident_refuses() -> None:
    """With one adult of their own, whom they do not want or whom they do, as much is charged without."""
    own = [people("ann ben"), resident("Heron", key_worker="ann"), OAK]
    not_with = View(young_person="Heron", person="ann", view=ViewKind.NOT_WITH, day=on("Mon-1"))
    for kind in (CoreTeamCover, HandoverCarryOver):
        was, now = points(kind, hub(own)), points(kind, hub(own, not_with))
        assert was == now > 0


def test_a_draft_puts_their_own_adult_on() -> None:
    """With one seat, Heron's key worker has it: the price of an hour is the policy's to set."""
    dear = PolicyNumber(rule="core team cover", number="hour", value=601)
    problem = hub(people("ann ben"), resident("Heron", key_worker="ben"), OAK[0], dear)
    assert points(CoreTeamCover, problem, ann="early Mon") == 4808
    assert who(drafted(problem).roster, "Oak") == ["ben"]


# Handovers ----------------------------------------------------------------------------------------

KNOWS = Acquaintance(person="ann", young_person="Heron", how_well=HowWell.A_LITTLE)


def test_somebody_known_comes_on_at_each_handover() -> None:
    """Heron knows ann a little and ben not at all: ben's shift costs 100, one with both nothing."""
    shifts = [shift("early", "Mon"), shift("late", "Mon", seats=2)]
    problem = hub(people("ann ben"), resident("Heron"), shifts, KNOWS)
    assert points(HandoverCarryOver, problem, ben="early Mon, late Mon", ann="late Mon") == 100
    assert points(HandoverCarryOver, problem) == 200


def test_shifts_that_begin_together_are_one_handover() -> None:
    """A second shift from 7 on: one known face on either is enough."""
    other = shift("day", "Mon", start=OAK[0].start)
    problem = hub(people("ann ben"), resident("Heron"), OAK[0], other, KNOWS)
    assert points(HandoverCarryOver, problem, ann="day Mon", ben="early Mon") == 0
    assert points(HandoverCarryOver, problem, ben="early Mon") == 100


@pytest.mark.parametrize(
    ("when", "setting", "price"),
    [
        ("Mon-1", Setting.SHIFT, 0),
        ("Sun-2", Setting.SHIFT, 100),
        ("Sun-1", Setting.ASLEEP, 100),
    ],
)
def test_who_was_there_in_the_week_before_is_known(when: str, setting: Setting, price: int) -> None:
    """Ben was with Heron for half an hour: known within seven days, not before that nor for a night."""
    met = Contact(person="ben", young_person="Heron", day=on(when), minutes=30, setting=setting)
    problem = hub(people("ann ben"), resident("Heron"), OAK[0], KNOWS, met)
    assert points(HandoverCarryOver, problem, ben="early Mon") == price


def test_the_policys_measure_and_price_of_a_handover() -> None:
    """Where known means 50, a little is not known; where nobody is, nobody is asked for."""
    stricter = PolicyNumber(rule="handover carry-over", number="known_from", value=50)
    dearer = PolicyNumber(rule="handover carry-over", number="points", value=70)
    well = Acquaintance(person="ben", young_person="Heron", how_well=HowWell.WELL)
    problem = hub(people("ann ben"), resident("Heron"), OAK[0], KNOWS, stricter, dearer)
    assert points(HandoverCarryOver, problem) == 0
    problem = hub(people("ann ben"), resident("Heron"), OAK[0], KNOWS, well, stricter, dearer)
    assert points(HandoverCarryOver, problem, ann="early Mon") == 70
