"""Whom a young person knows: three adults at least, and a deputy they have seen of late."""

from __future__ import annotations

import pytest

from hub_roster.domain.people import Leave
from hub_roster.domain.policy import PolicyNumber
from hub_roster.domain.tasks import Who
from hub_roster.domain.young_people import Contact, Setting
from hub_roster.program.statement import Priority
from hub_roster.rules.known_adults import DeputySeen, ThreeAdults
from tests.edits import told_of_edit
from tests.tiny import (
    Rows,
    charges,
    drafted,
    hub,
    on,
    people,
    points,
    resident,
    shift,
    visit,
    who,
    young,
)

THREE = [visit(f"v{k}", "Heron", day) for k, day in enumerate(("Mon", "Tue", "Wed"))]
ALL = "v0 Mon 12:00, v1 Tue 12:00, v2 Wed 12:00"
FOUR = people("ann ben cat dan")


def met(*keys: str, day: str = "Tue-1", minutes: int = 60, setting: Setting = Setting.VISIT) -> list[Contact]:
    """Give an hour of Heron's with each of some people."""
    return [
        Contact(person=key, young_person="Heron", day=on(day), minutes=minutes, setting=setting)
        for key in keys
    ]


def test_three_different_adults() -> None:
    """Heron met ann last week; three visits by ann leave two missing, an hour each; by ben and cat, none."""
    problem = hub(FOUR, young("Heron"), THREE, met("ann"))
    (charge,) = charges(ThreeAdults, problem, ann=ALL)
    assert (charge.whom, charge.points, charge.priority) == ("Heron", 120, Priority.OTHER)
    assert points(ThreeAdults, problem, ann="v0 Mon 12:00", ben="v1 Tue 12:00, v2 Wed 12:00") == 60
    assert charges(ThreeAdults, problem, ben="v1 Tue 12:00", cat="v2 Wed 12:00") == ()


@pytest.mark.parametrize(
    ("rows", "short"),
    [
        (met("ann", "ben", "cat"), 0),
        (met("ann", "ben", day="Mon-4"), 60),
        (met("ann", "ben", day="Sun-5"), 180),
        (met("ann", "ben", setting=Setting.ASLEEP), 180),
        (met("ann", "ben", minutes=0), 180),
        (met("ann", "ben", minutes=1), 60),
        ([*met("ann"), *met("ben", day="Mon")], 120),
    ],
)
def test_the_ledger_of_28_days_counts(rows: list[Contact], short: int) -> None:
    """Whom Heron met in the 28 days before is known; longer ago, asleep or for no minute is not met."""
    assert points(ThreeAdults, hub(FOUR, young("Heron"), THREE, rows)) == short


def test_nothing_is_asked_that_the_plan_or_the_ledger_does_not_allow() -> None:
    """Not of a hub without a ledger, of two meetings only, nor where the plan lets in nobody else."""
    assert points(ThreeAdults, hub(FOUR, young("Heron"), THREE)) == 0
    assert points(ThreeAdults, hub(FOUR, young("Heron"), THREE[:2], met("ann"))) == 0
    own = [each.model_copy(update={"who": Who.CORE_TEAM}) for each in THREE]
    alone = hub(FOUR, young("Heron", key_worker="ann", deputy="ben"), own, met("ann"))
    assert points(ThreeAdults, alone) == 0
    enough = hub(FOUR, young("Heron", key_worker="ann", core_team=("ben", "cat")), own, met("ann"))
    assert points(ThreeAdults, enough) == 120


def test_each_young_person_has_their_own_three() -> None:
    """Wren, with one visit, is asked for nobody; Robin, with three, for three, as Heron is for two."""
    others = [visit(f"r{k}", "Robin", day) for k, day in enumerate(("Mon", "Tue", "Wed"))]
    young_people = [young("Wren"), young("Heron"), young("Robin")]
    problem = hub(FOUR, young_people, visit("a", "Wren"), THREE, others, met("ann"))
    found = charges(ThreeAdults, problem, ben="r1 Tue 12:00")
    assert {charge.whom: charge.points for charge in found} == {"Heron": 120, "Robin": 120}
    assert told_of_edit(ThreeAdults, problem, "ben", ben="r1 Tue 12:00") == ["Robin"]


def test_each_adult_is_met_where_the_plan_lets_them_come() -> None:
    """Every visit is for one person by name: only cat, the last, has hers."""
    named = [
        each.model_copy(update={"who": Who.NAMED, "named": (key,)})
        for each, key in zip(THREE, ("ann", "ben", "cat"), strict=True)
    ]
    problem = hub(FOUR, young("Heron"), named, met("dan"))
    assert points(ThreeAdults, problem, cat="v2 Wed 12:00") == 60


def test_shifts_at_home_are_meetings() -> None:
    """Three earlies with Heron at home, by one person."""
    problem = hub(FOUR, resident("Heron"), shift("early", "Mon Tue Wed"), met("ann"))
    assert points(ThreeAdults, problem, ben="early Mon, early Tue, early Wed") == 60


def test_a_draft_lets_others_come_where_a_council_asks_for_it() -> None:
    """Two adults are enough by this policy, from two meetings on: one visit is by somebody new."""
    policy = [
        PolicyNumber(rule="three known adults", number=name, value=2) for name in ("adults", "meetings")
    ]
    problem = hub(people("ann ben"), young("Heron", key_worker="ann"), THREE[:2], met("ann"), policy)
    assert points(ThreeAdults, problem, ann="v0 Mon 12:00, v1 Tue 12:00") == 60
    assert "ben" in who(drafted(problem).roster, "v")


# The deputy ---------------------------------------------------------------------------------------

HERON = young("Heron", key_worker="ann", deputy="ben")


def deputy(*rows: Rows, **lines: str) -> int:
    """Give the minutes short for Heron's deputy ben."""
    return points(DeputySeen, hub(FOUR, THREE, rows), **lines)


def test_a_deputy_is_seen_once_in_28_days() -> None:
    """With the week of the period 21 days before it count; one visit by ben mends it."""
    assert deputy(HERON, met("ben", day="Mon-3")) == 0
    assert deputy(HERON, met("ben", day="Sun-4")) == 60
    assert deputy(HERON, met("ben", day="Tue-1", setting=Setting.RESTRAINT)) == 60
    assert deputy(HERON, met("ann"), ben="v2 Wed 12:00") == 0
    assert deputy(HERON, met("ann"), ann=ALL) == 60
    assert deputy(young("Egret"), HERON, met("ann")) == 60


def test_nothing_is_asked_of_a_deputy_who_cannot_come() -> None:
    """Away all week, not let in by the plan, without a ledger, or where there is no deputy."""
    away = Leave(person="ben", first_day=on("Mon"), last_day=on("Sun"))
    assert deputy(HERON, met("ann"), away) == 0
    assert deputy(HERON) == 0
    assert deputy(young("Heron", key_worker="ann"), met("ann")) == 0
    own = [each.model_copy(update={"who": Who.KEY_WORKER}) for each in THREE]
    assert points(DeputySeen, hub(FOUR, HERON, own, met("ann"))) == 0


def test_a_draft_sends_the_deputy_once_and_the_policy_says_how_often() -> None:
    """Ben was there 20 days ago: within 28 days, not within 14."""
    problem = hub(FOUR, HERON, THREE, met("ben", day="Tue-3"))
    assert points(DeputySeen, problem) == 0
    fortnight = PolicyNumber(rule="deputy's own contact", number="days", value=14)
    stricter = hub(FOUR, HERON, THREE, met("ben", day="Tue-3"), fortnight)
    assert points(DeputySeen, stricter) == 60
    assert "ben" in who(drafted(stricter).roster, "v")
