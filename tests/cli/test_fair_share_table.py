"""Who has most and least against their fair share, as `check` shows it."""

from __future__ import annotations

from datetime import timedelta

from hub_roster.cli.fair_share_table import balances, figures_of_fair_shares
from hub_roster.domain.lines import Lines
from hub_roster.domain.people import Adjustment, AdjustmentKind, WeekWorked
from hub_roster.rules.rulebook import RULEBOOK
from tests.tiny import MONDAY, Rows, hub, people, roster, shift


def figures(*rows: Rows, **lines: str) -> list[dict[str, object]]:
    """Give the figures of a roster of a hub with a waking night on Monday and Tuesday."""
    nights = shift("waking night", "Mon Tue")
    problem = hub(people("ann ben cat", contract_hours=37), nights, rows)
    found = balances(RULEBOOK.of(problem), Lines(problem, roster(problem, **lines)))
    return figures_of_fair_shares(found)


def test_most_and_least() -> None:
    """Ann had two nights last week, and ben has two now: cat had none of the five."""
    before = [
        WeekWorked(person=key, week=MONDAY - timedelta(weeks=1), working_minutes=0, nights=nights)
        for key, nights in (("ann", 2), ("ben", 1), ("cat", 0))
    ]
    (nights,) = figures(before, ben="waking night Mon, waking night Tue")
    assert nights == {
        "kind": "waking nights",
        "most": {"person": "ben", "before": 1, "now": 2, "share": 1.7},
        "least": {"person": "cat", "before": 0, "now": 0, "share": 1.7},
    }


def test_who_is_kept_from_nights_is_not_named() -> None:
    """Cat is never asked: neither most nor least, like anyone between the two."""
    never = Adjustment(person="cat", kind=AdjustmentKind.NO_WAKING_NIGHTS)
    (nights,) = figures(never, ann="waking night Mon")
    assert "cat" not in str(nights)
