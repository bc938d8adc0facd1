"""Examples like Shropshire's service and Project Crewe: hard enough, always the same, and what they are."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from datetime import date
from functools import cache
from itertools import combinations
from typing import TYPE_CHECKING

import pytest

from hub_roster.domain.offers import AssignmentState
from hub_roster.domain.people import Employment
from hub_roster.domain.plans import PlanForm
from hub_roster.domain.tasks import MeetingKind, VisitKind, Who
from hub_roster.domain.young_people import StayKind
from hub_roster.examples import FIXTURE_SEED, make_hub
from hub_roster.examples.codes import near_alike
from hub_roster.examples.make import SERVICES
from hub_roster.examples.shropshire.places import TREES

if TYPE_CHECKING:
    from hub_roster.domain.problem import Problem

SEEDS = (FIXTURE_SEED, 11, 9001)


@cache
def service(like: str, seed: int = FIXTURE_SEED) -> Problem:
    """Make an example once for all tests."""
    return make_hub(seed, like=like)


@pytest.mark.parametrize("like", SERVICES)
@pytest.mark.parametrize("seed", SEEDS)
def test_hard_enough(like: str, seed: int) -> None:
    """Size, evenings, demand, approvals, history, first-fit and tables are as its kind asks."""
    assert SERVICES[like].too_easy(service(like, seed)) == []


@pytest.mark.slow
@pytest.mark.parametrize("like", SERVICES)
@pytest.mark.parametrize("seed", [*range(1, 11), *range(9001, 9011)])
def test_any_seed_is_hard_enough(like: str, seed: int) -> None:
    """No seed has to be chosen: all of twenty pass."""
    assert SERVICES[like].too_easy(make_hub(seed, like=like)) == []


@pytest.mark.parametrize("like", SERVICES)
def test_too_easy_is_told(like: str) -> None:
    """A week with half its work and without its past is told in each point that fell short."""
    problem = service(like)
    easier = problem.edited(plans=problem.plans[::2], contacts=(), offers=(), visits=())
    told = " ".join(SERVICES[like].too_easy(easier))
    for point in ("visits for two", "contract hours", "0 weeks of contact", "tables without rows: "):
        assert point in told


@pytest.mark.parametrize("like", SERVICES)
def test_same_arguments_same_example(like: str) -> None:
    """The same seed gives the same example, in whatever order Python holds its sets; another seed another."""
    script = (
        "import hashlib; from hub_roster.examples import make_hub;"
        f"made = make_hub({FIXTURE_SEED}, like='{like}').model_dump_json();"
        "print(hashlib.sha256(made.encode()).hexdigest())"
    )
    prints = {
        subprocess.run(
            [sys.executable, "-c", script],
            env={**os.environ, "PYTHONHASHSEED": hash_seed, "PYTHONPATH": os.pathsep.join(sys.path)},
            check=True,
            capture_output=True,
        ).stdout
        for hash_seed in ("1", "2")
    }
    assert len(prints) == 1
    assert service(like) != service(like, 11)


@pytest.mark.parametrize("like", SERVICES)
def test_several_weeks(like: str) -> None:
    """A period of two weeks has appointments and on-call in both."""
    problem = make_hub(5, like=like, weeks=2)
    days = Counter(day for each in problem.appointments for day in each.days if day.weekday() < 5)
    assert len(days) == 10
    assert {spell.day for spell in problem.on_call} == set(problem.days)


@pytest.mark.parametrize("like", SERVICES)
def test_one_service_at_a_time(like: str) -> None:
    """A whole service cannot be asked for twice in one file."""
    with pytest.raises(ValueError, match="one whole service"):
        make_hub(1, like=like, hubs=2)
    with pytest.raises(ValueError, match="Monday"):
        make_hub(1, like=like, first_day=date(2026, 12, 1))


@pytest.mark.parametrize("like", SERVICES)
def test_codes(like: str) -> None:
    """No two young people or adults have codes that could be confused; staff names are one made-up word."""
    problem = service(like)
    codes = list(problem.supported)
    assert not [pair for pair in combinations(codes, 2) if near_alike(*pair)]
    names = [person.name for person in problem.people if not person.unnamed]
    assert all(name.isalpha() for name in names)
    assert len(set(names)) == len(names)


def test_shropshire_homes() -> None:
    """Seven homes have two to four children each, under teams of their own with some who float."""
    problem = service("shropshire")
    assert [home.hub for home in problem.homes] == list(TREES)
    children = Counter(stay.home for stay in problem.stays if stay.kind is StayKind.HUB_BED)
    assert sorted(children.values()) == [2, 2, 3, 3, 3, 3, 4]
    assert not {young.code for young in problem.young_people} & set(TREES)
    for tree in TREES:
        team = [person for person in problem.people if person.hub == tree and person.base == f"{tree} House"]
        assert sum(bool(person.floats_to) for person in team) >= 2
        assert sum(not person.floats_to for person in team) >= 5
    alone = [home for home in problem.homes if home.lone_working_assessment]
    assert len(alone) == 6


def test_shropshire_changes_for_a_while() -> None:
    """One home has a waking night for three weeks, and the cover that asks for it."""
    problem = service("shropshire")
    (extra,) = [shift for shift in problem.shifts if shift.first_day is not None]
    assert extra.last_day is not None
    assert (extra.last_day - extra.first_day).days == 20  # type: ignore[operator]
    bands = [band for band in problem.cover if band.home == extra.home and band.first_day is not None]
    assert max(band.adults for band in bands) == 2
    assert sum(shift.home == extra.home and shift.name == "waking night" for shift in problem.shift.values())


def test_shropshire_outreach_and_sites() -> None:
    """Parents see their own worker; sites have desks with a role; joint visits have two roles."""
    problem = service("shropshire")
    adults = {adult.code for adult in problem.family_adults}
    parents = [plan for plan in problem.plans if plan.young_person in adults]
    assert parents
    assert {plan.who for plan in parents} <= {Who.KEY_WORKER, Who.CORE_TEAM}
    assert sum(plan.who is Who.KEY_WORKER for plan in parents) >= 0.7 * len(parents)
    assert {plan.form for plan in problem.plans} == set(PlanForm)
    assert len({session.place for session in problem.sessions if session.skill}) == 6
    joint = [visit for visit in problem.visits if visit.roles]
    assert len(joint) >= 5
    assert all(len(visit.roles) == visit.adults == 2 for visit in joint)


def test_shropshire_moves_and_carers() -> None:
    """A move is decided and has introductions, another waits; of three households one has a child placed."""
    problem = service("shropshire")
    assert {bool(move.decided_by) for move in problem.moves} == {True, False}
    introductions = [a for a in problem.appointments if a.visit_kind is VisitKind.INTRODUCTION]
    assert len(introductions) == 2
    carers = [person for person in problem.people if person.household]
    placed = {person.household for person in carers if problem.placed_on(person.key, problem.first_day)}
    assert len(placed) == 1
    hours = [problem.availability_of[person.key] for person in carers]
    assert len({tuple((row.days, row.start) for row in rows) for rows in hours}) > 1


def test_shropshire_people_beside_the_team() -> None:
    """Agency yet unnamed, volunteers, partners and inductions; offers in every state; one on-call for all."""
    problem = service("shropshire")
    kinds = {person.employment for person in problem.people}
    assert kinds == set(Employment)
    assert all(person.unnamed for person in problem.people if person.employment is Employment.AGENCY)
    assert {offer.state for offer in problem.offers} == {
        AssignmentState.OFFERED,
        AssignmentState.ACCEPTED,
        AssignmentState.DECLINED,
    }
    assert {bool(induction.signed_off) for induction in problem.inductions} == {True, False}
    assert all(len(spell.shared_with) == 6 for spell in problem.on_call)


def test_crewe_pods() -> None:
    """Four pods of six to eight, each under a consultant with a deputy, and a hundred families in all."""
    problem = service("crewe")
    assert len(problem.pods) == 4
    assert len(problem.families) == 100
    assert not problem.homes
    for pod in problem.pods:
        people = [person for person in problem.people if person.pod == pod.code]
        assert 6 <= len(people) <= 8
        assert problem.person[pod.supervisor].pod == pod.code
        assert pod.deputy != pod.supervisor
        cases = Counter(one.key_worker for one in problem.family_adults if one.pod == pod.code)
        assert all(6 <= number <= 10 for number in cases.values())


def test_crewe_statutory_visits_and_supervision() -> None:
    """Statutory visits are the consultant's or the deputy's, and case supervision is the consultant's."""
    problem = service("crewe")
    consultants = {pod.supervisor: pod for pod in problem.pods}
    statutory = [visit for visit in problem.visits if visit.kind is VisitKind.STATUTORY]
    assert len(statutory) >= 10
    for visit in statutory:
        pod = next(p for p in problem.pods if p.code == problem.supported[visit.young_person].pod)
        assert set(visit.named) == {pod.supervisor, pod.deputy}
    supervisions = [m for m in problem.meetings if m.kind is MeetingKind.CASE_SUPERVISION]
    assert supervisions
    assert all(m.attendees[0] in consultants and len(m.attendees) == 2 for m in supervisions)
