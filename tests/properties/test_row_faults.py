"""A fault in a posted row does not go unnoticed: judge and Program then differ on some roster."""

from __future__ import annotations

from collections import Counter
from functools import cache

import pytest

from tests.properties.comparison import Comparison
from tests.properties.every_roster import tiny
from tests.properties.row_faults import FaultKind, tally

SEEDS = (6, 22, 33, 35, 39, 50, 51, 53, 72, 76, 77, 86, 107, 222, 232, 617)
"""Hubs between which every rule's rows bind. A row that another implies on one of them binds on another.

Where a rule is missing, python -m tests.properties.find_seeds finds more, and what POSTING lists.
"""

POSTING = (
    "48-hour average",
    "60 hours",
    "accepted offers",
    "agency share",
    "alone in the home",
    "an adult in the home",
    "begun before the period",
    "call-ins",
    "caseload",
    "changes",
    "consecutive days",
    "contract hours",
    "contract limits",
    "core team cover",
    "cover meanwhile",
    "daily rest",
    "deputy's own contact",
    "driver on shift",
    "duties apart",
    "emergency reserve",
    "extra adults",
    "fair shares",
    "handover carry-over",
    "handover",
    "hours owed",
    "intensive one-to-one",
    "introductions of new staff",
    "introductions",
    "joint roles",
    "key worker seen",
    "locks",
    "lone time",
    "moments that matter",
    "new faces",
    "new starter alone",
    "on call",
    "on-call run",
    "one place at a time",
    "own adults approved",
    "pairs kept apart",
    "personal needs on a shift",
    "places",
    "pod supervisor",
    "requests",
    "restraint",
    "seats",
    "single days off",
    "skills on a shift",
    "sleep rooms",
    "sleep-ins",
    "tasks from a shift",
    "three known adults",
    "two together",
    "under 18",
    "unfamiliar hours",
    "visit times",
    "visits made",
    "volunteers' weeks",
    "weekly rest",
    "whole weekends",
)
"""Whose rows there are: rules by name, and two statements that no rule makes."""


IMPLIED = {("under 18", FaultKind.DROPPED)}
"""What no tiny hub shows: in a week with three days of work there are always two free ones running, and the
rest and hours of somebody under 18 follow from the days they may work. tests/rules/test_under_18.py has
weeks that are full.
"""


@cache
def _counts() -> tuple[Counter[tuple[str, FaultKind]], Counter[tuple[str, FaultKind]]]:
    caught: Counter[tuple[str, FaultKind]] = Counter()
    tried: Counter[tuple[str, FaultKind]] = Counter()
    for seed in SEEDS:
        some, all_of_them = tally(Comparison(tiny(seed)), seed)
        caught += some
        tried += all_of_them
    return caught, tried


@pytest.mark.slow
def test_faults_are_noticed_in_the_rows_of_every_rule() -> None:
    """Rows dropped, coefficients and bounds shifted by one: for every rule some of each are noticed.

    What is not noticed changes no roster's legality nor any rule's points there: other rows imply it.
    """
    caught, _ = _counts()
    missing = {(rule, kind) for rule in POSTING for kind in FaultKind if not caught[rule, kind]}
    assert missing == IMPLIED


@pytest.mark.slow
def test_no_rule_posts_rows_unseen() -> None:
    """Every rule whose rows stand in these hubs is among those asked for."""
    _, tried = _counts()
    assert {rule for rule, _ in tried} == set(POSTING)
