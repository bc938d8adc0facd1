"""Rules bound to a problem take other locks without working everything out anew, and say the same."""

from __future__ import annotations

import inspect
import sys

import pytest

from hub_roster.domain.tasks import Lock
from hub_roster.rules.judge import judge
from hub_roster.rules.rulebook import RULEBOOK
from tests import tiny

HUB = tiny.hub(tiny.people("ann ben cat", contract_hours=40), tiny.shift("late"), tiny.shift("sleep-in"))
NIGHTS = [f"Oak/2026-02-0{day}/sleep-in" for day in range(2, 9)]
NEVER = tuple(Lock(person="ann", task=night, must=False) for night in NIGHTS)
MUST = (Lock(person="ann", task=NIGHTS[0]),)
ROSTER = tiny.roster(HUB, ben="sleep-in Mon, sleep-in Wed, sleep-in Fri, sleep-in Sun", cat="late Sun")


@pytest.mark.parametrize("locks", [NEVER, MUST, (*NEVER[1:], *MUST), ()])
@pytest.mark.parametrize("before", [(), NEVER])
def test_the_same_is_said_as_by_rules_of_the_problem_with_them(
    before: tuple[Lock, ...], locks: tuple[Lock, ...]
) -> None:
    """Whatever was asked of them before: who is kept from all nights has no share of them."""
    hub = HUB.edited(locks=before)
    rules = RULEBOOK.of(hub)
    judge(rules, hub, ROSTER)
    edited = HUB.edited(locks=locks)
    anew = judge(RULEBOOK.of(edited), edited, ROSTER)
    assert judge(rules.with_locks(locks), hub, ROSTER) == anew
    assert judge(rules, hub, ROSTER) == judge(RULEBOOK.of(hub), hub, ROSTER)


def test_a_share_of_nights_hangs_on_locks() -> None:
    """Else the test above would show nothing."""
    found = [judge(RULEBOOK.of(HUB).with_locks(locks), HUB, ROSTER) for locks in ((), NEVER)]
    assert found[0] != found[1]


def test_every_rule_that_reads_locks_says_so() -> None:
    """One that did not would be asked with those of before."""
    reading = {
        rule.name
        for rule in RULEBOOK.rules
        if any(
            word in inspect.getsource(sys.modules[part.__module__])
            for part in rule.__mro__[:-3]
            if part.__module__ != "hub_roster.rules.rule"
            for word in ("problem.locks", "kept_from")
        )
    }
    assert reading == {rule.name for rule in RULEBOOK.rules if rule.reads_locks}
