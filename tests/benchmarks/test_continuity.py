"""What the comparison of continuity compares."""

from __future__ import annotations

import sys
from pathlib import Path

from hub_roster.rules.judge import judge
from hub_roster.rules.rule import Kind
from hub_roster.rules.rulebook import RULEBOOK
from tests.tiny import hub, people, resident, shift, visit, who, young

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "benchmarks"))

from by_hand import by_hand
from continuity import CONTINUITY, OTHER, measured, not_beaten


def test_every_price_is_on_continuity_or_on_something_else() -> None:
    """A new priced rule is listed on one side: cover first then leaves out what it should."""
    priced = {rule.name for rule in RULEBOOK.rules if rule.kind is Kind.PRICED}
    assert priced == CONTINUITY | OTHER
    assert not CONTINUITY & OTHER


def test_a_roster_by_hand_breaks_no_hard_rule_and_fills_what_it_can() -> None:
    """Two people share the days of a home, and a visit for two waits for both."""
    problem = hub(
        people("ann ben"),
        resident("Heron"),
        young("Wren"),
        shift("early", "Mon Tue"),
        visit("pair", "Wren", "Thu", adults=2, between="10:00 12:00"),
    )
    roster = by_hand(problem)
    assert judge(RULEBOOK.of(problem), problem, roster).violations == ()
    assert len(who(roster, "Oak/2026-02-02/early")) == 1
    assert who(roster, "pair") == ["ann", "ben"]


def test_a_draft_that_is_only_as_good_does_not_beat() -> None:
    """Equal rosters beat each other on nothing."""
    problem = hub(people("ann ben"), resident("Heron", key_worker="ann"), shift("early", "Mon Tue"))
    same = measured(problem, by_hand(problem))
    assert len(not_beaten({"drafted": same, "cover_first": same, "by_hand": same})) == 8
