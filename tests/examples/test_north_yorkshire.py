"""An example hub is the same every time, looks like the hub it is like, and holds every table."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date, timedelta
from functools import cache
from itertools import combinations
from typing import TYPE_CHECKING

import pytest

from hub_roster.domain.people import Employment
from hub_roster.domain.tasks import Who, shift_of
from hub_roster.examples import FIXTURE_SEED, make_hub
from hub_roster.examples.codes import near_alike
from hub_roster.examples.figures import CASE_BY_CASE

if TYPE_CHECKING:
    from hub_roster.domain.problem import Problem

EMPTY_ON_PURPOSE = {"numbers", "locks", "published"}
OF_OTHERS = {"pods", "sessions", "families", "family_adults", "plans", "escorts", "own_adults"}
"""Tables of other kinds of service; the hub's visits are agreed week by week, as it always did."""


@cache
def fixture() -> Problem:
    """Make the fixture's week once for all tests."""
    return make_hub(FIXTURE_SEED)


def test_same_arguments_same_example() -> None:
    """The same seed gives the same example, another seed or another length a different one."""
    assert make_hub(FIXTURE_SEED) == fixture()
    assert make_hub(FIXTURE_SEED + 1) != fixture()
    assert make_hub(FIXTURE_SEED, weeks=2).id != fixture().id


def test_hash_seed_changes_nothing() -> None:
    """An example does not depend on how Python happens to order sets of text."""
    script = (
        "import hashlib; from hub_roster.examples import make_hub;"
        f"print(hashlib.sha256(make_hub({FIXTURE_SEED}).model_dump_json().encode()).hexdigest())"
    )
    prints = {
        subprocess.run(
            [sys.executable, "-c", script],
            env={
                **os.environ,
                "PYTHONHASHSEED": hash_seed,
                "PYTHONPATH": os.pathsep.join(sys.path),
            },
            check=True,
            capture_output=True,
        ).stdout
        for hash_seed in ("1", "2")
    }
    assert len(prints) == 1


def test_every_table_is_used() -> None:
    """Every table a hub has is used but those that would lead a draft: locks, published, changed numbers."""
    tables = {name for name, value in fixture() if value == ()}
    assert tables == EMPTY_ON_PURPOSE | OF_OTHERS | CASE_BY_CASE


def test_codes_are_unlike() -> None:
    """No two young people have codes that could be taken for each other."""
    codes = [young.code for young in fixture().young_people]
    assert len(codes) == 40
    assert not [pair for pair in combinations(codes, 2) if near_alike(*pair)]


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("Wren", "wren", True),
        ("Wren", "Wrens", True),  # one begins the other
        ("Teal", "Seal", True),  # one letter changed
        ("Rowan", "Rown", True),  # one letter dropped
        ("Heron", "Maple", False),
        ("Dove", "Wove", True),
        ("Dove", "Glove", False),
    ],
)
def test_near_alike(one: str, other: str, alike: bool) -> None:
    """Codes are near-alike one edit apart, whatever the case, or where one begins the other."""
    assert near_alike(one, other) is alike


def test_names_are_one_made_up_word() -> None:
    """Staff names are single words, each used once."""
    names = [person.name for person in fixture().people]
    assert all(name.isalpha() for name in names)
    assert len(set(names)) == len(names)


def test_a_carer_is_deployable() -> None:
    """One household has a child placed, the other is deployable when the week begins."""
    problem = fixture()
    carers = {p.household for p in problem.people if p.household}
    placed = {
        p.household for p in problem.placements if p.first_day < problem.first_day and p.last_day is None
    }
    assert len(carers) == 2
    assert len(placed) == 1


def test_sundays_block_holds_mondays_early() -> None:
    """Those who slept in on Sunday hold Monday's early seats, which exist."""
    problem = fixture()
    held = sorted(seat for duty in problem.duties_before for seat in duty.tasks)
    home = problem.homes[0].code
    assert held == [f"{home}/{problem.first_day}/early/{k}" for k in (1, 2)]
    assert all(shift_of(seat) in problem.shift for seat in held)


def test_references_exist() -> None:
    """Every person, young person and place that a row names is there."""
    problem = fixture()
    places = {place.code for place in problem.places}
    assert {person.base for person in problem.people} <= places
    assert {young.place for young in problem.young_people} <= places
    assert {v.young_person for v in problem.visits} <= set(problem.young_person)
    pairs = {(a.person, a.young_person) for a in problem.approvals}
    pairs |= {(c.person, c.young_person) for c in problem.contacts}
    assert {person for person, _ in pairs} <= set(problem.person)
    assert {code for _, code in pairs} <= set(problem.young_person)


def test_driving_is_known_everywhere() -> None:
    """Driving times stand for every pair of places; those of the brief are as given there."""
    problem = fixture()
    rows = {frozenset((d.origin, d.destination)): d.minutes for d in problem.driving}
    assert all(frozenset((a.code, b.code)) in rows for a, b in combinations(problem.places, 2))
    assert problem.drive("Scarborough hub", "Whitby") == 35
    assert all(minutes % 5 == 0 for minutes in rows.values())


def test_who_may_visit_is_mixed() -> None:
    """Plans name the key worker, the core team, anyone known and anyone, each a fair share."""
    visits = fixture().visits
    for who in set(Who) - {Who.NAMED}:
        assert sum(visit.who is who for visit in visits) >= 0.04 * len(visits)


def test_average_binds_for_some() -> None:
    """Some who have not opted out may work few hours more this week than a full one."""
    problem = fixture()
    left = {
        person.key: 48 * 60 * 26
        - sum(row.working_minutes for row in problem.weeks_worked_of[person.key][:25])
        for person in problem.people
        if not person.opted_out
        and person.employment is Employment.CONTRACTED
        and sum(row.excluded_days for row in problem.weeks_worked_of[person.key]) == 0
    }
    assert sum(minutes < 60 * 60 for minutes in left.values()) >= 3


def test_hubs_keep_apart() -> None:
    """Two hubs share a problem and nothing else: no codes, people or nearby places in common."""
    problem = make_hub(7, hubs=2)
    assert len(problem.hubs) == 2
    assert len({p.key for p in problem.people}) == len(problem.people)
    assert len({p.name for p in problem.people}) == len(problem.people)
    codes = [young.code for young in problem.young_people]
    assert len(codes) == 80
    assert not [pair for pair in combinations(codes, 2) if near_alike(*pair)]
    hub_of = {p.key: p.hub for p in problem.people}
    assert all(hub_of[a.person] == problem.young_person[a.young_person].hub for a in problem.approvals)
    first, second = (home.place for home in problem.homes)
    assert problem.drive(first, second) > 60


def test_every_week_has_visits_and_on_call() -> None:
    """A period of three weeks has visits and a spell a day in every week."""
    problem = make_hub(7, weeks=3)
    for number in range(3):
        monday = problem.first_day + timedelta(days=7 * number)
        days = {monday + timedelta(days=k) for k in range(7)}
        assert 130 <= sum(visit.first_day in days for visit in problem.visits) <= 150
        assert {spell.day for spell in problem.on_call} >= days


@pytest.mark.parametrize(
    "wrong",
    [
        {"like": "atlantis"},
        {"first_day": date(2026, 12, 1)},
        {"hubs": 0},
        {"weeks": 0},
        {"weeks": 27},
    ],
)
def test_impossible_arguments(wrong: dict[str, object]) -> None:
    """An unknown kind, a week not begun on Monday or an impossible size is refused in words."""
    with pytest.raises(ValueError, match=r"no example|Monday|at least one"):
        make_hub(1, **wrong)  # type: ignore[arg-type]
