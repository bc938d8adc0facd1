"""Judge and Program, written apart, agree on every roster of tiny hubs, and drafts are the best of them."""

from __future__ import annotations

from collections import Counter

import pytest

from hub_roster.domain.problem import Problem
from hub_roster.solver.draft import draft
from hub_roster.solver.limits import Limits
from hub_roster.solver.locks import ContradictoryLocks
from tests.properties.comparison import Comparison, rule_names
from tests.properties.edits import edits
from tests.properties.every_roster import Tiny, tiny
from tests.properties.tiny_hubs import draw_hub

PROBLEMS = 300
FAST = 30
"""Problems that `./hub test --fast` looks at too."""

AT_ONCE = 5
WORK = 10.0
"""Deterministic seconds a draft may take: far more than any of these needs."""

CHUNKS = [
    pytest.param(
        range(k, k + AT_ONCE), marks=[] if k < FAST else pytest.mark.slow, id=f"{k}-{k + AT_ONCE - 1}"
    )
    for k in range(0, PROBLEMS, AT_ONCE)
]


@pytest.fixture(scope="module", params=CHUNKS)
def hubs(request: pytest.FixtureRequest) -> list[tuple[int, Tiny]]:
    """Give some tiny hubs by seed."""
    return [(seed, tiny(seed)) for seed in request.param]


def test_every_roster_is_judged_as_it_is_posted(hubs: list[tuple[int, Tiny]]) -> None:
    """Of every roster judge and Program say the same: legal or not, shortfall and points of each rule."""
    found = {}
    for seed, case in hubs:
        comparison = Comparison(case)
        found[seed] = [*comparison.differences(case.stated), *comparison.rule_by_rule(case.stated)]
    assert {seed: said for seed, said in found.items() if said} == {}


def test_every_duty_the_judge_allows_is_listed_and_no_other(hubs: list[tuple[int, Tiny]]) -> None:
    """Duties written down without the listing, and judged, are the duties listed: no more, no fewer."""
    found = {seed: [*Comparison(case).duties(), *Comparison(case).unlisted()] for seed, case in hubs}
    assert {seed: said for seed, said in found.items() if said} == {}


def test_a_draft_is_the_best_roster(hubs: list[tuple[int, Tiny]]) -> None:
    """A draft breaks nothing, has the least shortfall, then the least cost, and says so; no bound is above.

    Where no roster is legal, what was fixed by hand contradicts itself, and that is said instead.
    """
    found = {}
    for seed, case in hubs:
        best = min(case.ranks.values(), default=None)
        try:
            drafted = draft(case.problem, case.rulebook, limits=Limits(seconds=None, work=WORK))
        except ContradictoryLocks:
            if best is not None:
                found[seed] = f"refused, though there is {best}"
            continue
        short = tuple(s.minutes for s in drafted.judgement.shortfall.values())
        bounds = tuple(drafted.shortfall_bound.values())
        if best is None or drafted.judgement.violations or (*short, drafted.cost) != best:
            found[seed] = f"{(*short, drafted.cost)} instead of {best}"
        elif any(bound is not None and bound > least for bound, least in zip(bounds, best[:-1], strict=True)):
            found[seed] = f"shortfall bounds {bounds} above {best}"
        elif drafted.bound is not None and drafted.bound > best[-1]:
            found[seed] = f"bound {drafted.bound} above {best}"
        elif drafted.status != "optimal":
            found[seed] = f"only {drafted.status}: bounds {bounds} and {drafted.bound} of {best}"
    assert found == {}


def test_what_an_edit_touches_is_all_it_changes(hubs: list[tuple[int, Tiny]]) -> None:
    """Every rule's answers change by as much, over an edit, in the part touched as in the whole."""
    for seed, case in hubs:
        for edit in edits(case, seed):
            for rule in case.rules:
                whole, part = edit.change_of(rule), edit.change_of_part(rule)
                assert whole == part, (seed, rule.name)


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

RARE = (362, 510, 707, 1220, 1594, 1605, 4633, 12096, 38437, 45028)
"""Hubs beyond the first ones, in which rules matter that seldom do: joint roles, overlapping key work."""


def test_tiny_hubs_hold_every_table() -> None:
    """What a rule could read is there: between them the first hubs have rows in every table of a problem."""
    tables: Counter[str] = Counter()
    for seed in range(FAST):
        problem = draw_hub(f"{seed}/0")
        tables.update(name for name in Problem.model_fields if getattr(problem, name))
    # Cover bands and a policy's signature are read by checks and pages, by no rule.
    assert {name for name in Problem.model_fields if not tables[name]} <= {"cover", "policy"}
