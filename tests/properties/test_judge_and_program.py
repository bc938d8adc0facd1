"""Judge and Program, written apart, agree on every roster of tiny hubs, and drafts are the best of them."""

from __future__ import annotations

from collections import Counter

import pytest

from hub_roster.domain.problem import Problem
from tests.properties.agreement import (
    of_draft,
    of_draft_in_parts,
    of_duties,
    of_edits,
    of_root,
    of_rosters,
    of_whole_lines,
)
from tests.properties.comparison import Comparison, rule_names
from tests.properties.every_roster import Tiny, tiny

PROBLEMS = 500
FAST = 30
"""Problems that `./hub test --fast` looks at too."""

AT_ONCE = 5

FOUND = (1167, 1222, 1555, 1590, 1648, 1674, 1991, 2013, 2068, 2140, 2662, 2939, 4796)
"""Hubs in which the long proof once found judge and Program apart: about two people kept apart who go to one
visit on different days, and about a duty before 18 longer than a week may be; about visits whose
best times leave no break, and one before dawn after an evening's.
"""

WRONGLY_PROVEN = (134, 295, 502, 569, 772, 1670, 1854, 2204, 2772)
"""Hubs of which bounds once said too much: of a priority below one that was not proven least."""

CHUNKS = [
    pytest.param(
        range(k, k + AT_ONCE), marks=[] if k < FAST else pytest.mark.slow, id=f"{k}-{k + AT_ONCE - 1}"
    )
    for k in range(0, PROBLEMS, AT_ONCE)
]
CHUNKS += [
    pytest.param(found, marks=pytest.mark.slow, id=f"found by the long proof: {what}")
    for what, found in (("apart", FOUND), ("wrongly proven", WRONGLY_PROVEN))
]


@pytest.fixture(scope="module", params=CHUNKS)
def hubs(request: pytest.FixtureRequest) -> list[tuple[int, Tiny]]:
    """Give some tiny hubs by seed."""
    return [(seed, tiny(seed)) for seed in request.param]


def test_every_roster_is_judged_as_it_is_posted(hubs: list[tuple[int, Tiny]]) -> None:
    """Of every roster judge and Program say the same: legal or not, shortfall and points of each rule."""
    found = {seed: list(of_rosters(Comparison(case))) for seed, case in hubs}
    assert {seed: said for seed, said in found.items() if said} == {}


def test_every_duty_the_judge_allows_is_listed_and_no_other(hubs: list[tuple[int, Tiny]]) -> None:
    """Duties written down without the listing, and judged, are the duties listed: no more, no fewer."""
    found = {seed: list(of_duties(Comparison(case))) for seed, case in hubs}
    assert {seed: said for seed, said in found.items() if said} == {}


def test_a_draft_is_the_best_roster(hubs: list[tuple[int, Tiny]]) -> None:
    """A draft breaks nothing, has the least shortfall, then the least cost, and says so; no bound is above.

    Where no roster is legal, what was fixed by hand contradicts itself, and that is said instead.
    """
    found = {seed: list(of_draft(case)) for seed, case in hubs}
    assert {seed: said for seed, said in found.items() if said} == {}


def test_no_bound_on_the_way_is_above_the_best(hubs: list[tuple[int, Tiny]]) -> None:
    """Drafted as a large hub is, whose bounds are LPs': at the root and after each step none is too high."""
    found = {seed: [*of_root(case), *of_draft_in_parts(case, rounds=2)] for seed, case in hubs}
    assert {seed: said for seed, said in found.items() if said} == {}


def test_whole_lines_alone_bound_the_best(hubs: list[tuple[int, Tiny]]) -> None:
    """After each step their bound is at most the best roster, and in the end no worse than the root's."""
    found = {seed: list(of_whole_lines(case)) for seed, case in hubs}
    assert {seed: said for seed, said in found.items() if said} == {}


def test_what_an_edit_touches_is_all_it_changes(hubs: list[tuple[int, Tiny]]) -> None:
    """Every rule's answers change by as much, over an edit, in the part touched as in the whole."""
    found = {seed: list(of_edits(case, seed)) for seed, case in hubs}
    assert {seed: said for seed, said in found.items() if said} == {}


@pytest.mark.slow
def test_every_rule_matters() -> None:
    """No rule could be left out unnoticed: other rosters were legal then, or best, in several problems."""
    mattered: Counter[str] = Counter()
    for seed in (*RARE, *range(PROBLEMS)):
        mattered.update(Comparison(tiny(seed)).mattered())
        if all(mattered[name] >= ENOUGH for name in rule_names()):
            break
    assert {name: mattered[name] for name in rule_names() if mattered[name] < ENOUGH} == {}


ENOUGH = 3

RARE = (502, 503, 511, 2200, 2211, 4633, 38437, 45028)
"""Hubs in which rules matter that seldom do; python -m tests.properties.find_seeds finds them."""


@pytest.mark.slow
def test_tiny_hubs_hold_every_table() -> None:
    """What a rule could read is there: between them the first hubs have rows in every table of a problem."""
    # Cover bands and a policy's signature are read by checks and pages, by no rule.
    missing = set(Problem.model_fields) - {"cover", "policy"}
    for seed in range(3 * FAST):
        problem = tiny(seed).problem
        missing = {name for name in missing if not getattr(problem, name)}
        if not missing:
            break
    assert missing == set()
