"""An example week is as hard as domain.md 6.4b asks, and no harder than it can be staffed."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import pytest

from hub_roster.examples import FIXTURE_SEED, make_hub
from hub_roster.examples.first_fit import FirstFit
from hub_roster.examples.hardness import Hardness, hardness

if TYPE_CHECKING:
    from hub_roster.domain.problem import Problem

SEEDS = (FIXTURE_SEED, 11, 23, 47, 101, 20261130)


@cache
def week(seed: int) -> Problem:
    """Make a week once for all tests."""
    return make_hub(seed)


@cache
def measured(seed: int) -> Hardness:
    """Measure a week once for all tests."""
    return hardness(week(seed))


@pytest.mark.parametrize("seed", SEEDS)
def test_size(seed: int) -> None:
    """A hub has 30 to 50 people and 130 to 150 visits, at least 10 of them for two adults."""
    figures = measured(seed)
    assert 30 <= figures.people <= 50
    assert 130 <= figures.visits <= 150
    assert figures.two_adult_visits >= 10


@pytest.mark.parametrize("seed", SEEDS)
def test_evenings(seed: int) -> None:
    """At least 60 % of visits lie between 15:30 and 20:30 on school days."""
    assert measured(seed).evening_share >= 0.60


@pytest.mark.parametrize("seed", SEEDS)
def test_demand(seed: int) -> None:
    """Demand takes 92 to 98 % of contract hours after leave."""
    assert 0.92 <= measured(seed).demand_share <= 0.98


@pytest.mark.parametrize("seed", SEEDS)
def test_approvals(seed: int) -> None:
    """At least a quarter of pairs are not approved for one-to-one."""
    assert measured(seed).unapproved_share >= 0.25


@pytest.mark.parametrize("seed", SEEDS)
def test_history(seed: int) -> None:
    """The past holds 8 weeks of contact and 26 weeks of counted working time per person."""
    figures = measured(seed)
    assert figures.ledger_weeks == 8
    assert figures.worked_weeks == 26
    problem = week(seed)
    assert set(problem.weeks_worked_of) == set(problem.person)


@pytest.mark.parametrize("seed", SEEDS)
def test_first_fit(seed: int) -> None:
    """A first-fit roster is short by at least five tasks."""
    assert measured(seed).first_fit_short >= 5


@pytest.mark.parametrize("seed", SEEDS)
def test_key_workers(seed: int) -> None:
    """Everyone has a key worker and a deputy, no key worker has more than four."""
    young = week(seed).young_people
    assert all(one.key_worker and one.deputy for one in young)
    keys = [one.key_worker for one in young]
    assert max(keys.count(key) for key in keys) <= 4


@pytest.mark.parametrize("seed", SEEDS)
def test_clashes_are_possible(seed: int) -> None:
    """Some visits of one young person have windows that overlap."""
    visits = week(seed).visits
    overlapping = [
        (one.id, other.id)
        for k, one in enumerate(visits)
        for other in visits[k + 1 :]
        if one.young_person == other.young_person
        and one.first_day <= other.last_day
        and other.first_day <= one.last_day
        and one.earliest < other.latest
        and other.earliest < one.latest
    ]
    assert len(overlapping) >= 3


def test_first_fit_fills_what_is_easy() -> None:
    """First-fit is no straw man: it leaves few of the week's tasks open."""
    problem = week(FIXTURE_SEED)
    tasks = sum(s.seats for s in problem.shift.values() if not s.optional)
    tasks += len(problem.visits) + len(problem.on_call)
    assert len(FirstFit(problem).unfilled()) < 0.15 * tasks
