"""Healthy limits: how many one adult visits, for how long alone, and how much of it with one young person."""

from __future__ import annotations

import pytest

from hub_roster.domain.policy import PolicyNumber
from hub_roster.program.statement import Priority
from hub_roster.rules.healthy import Caseload, LoneTime, OneToOne
from hub_roster.rules.rulebook import AnyRule
from tests.tiny import (
    Rows,
    broken,
    charges,
    drafted,
    hub,
    judged,
    people,
    points,
    resident,
    shift,
    visit,
    who,
    young,
)
from tests.tiny_life import adult, escort, family

CODES = (
    *("Heron", "Maple", "Wren", "Fern", "Cobalt", "Jasper"),
    *("Lavender", "Kestrel", "Tamarisk", "Granite", "Puffin", "Swallow"),
)
DAYS = ("Mon", "Tue", "Wed", "Thu")


def policy(rule: str, **numbers: float) -> list[PolicyNumber]:
    """Give numbers of a rule."""
    return [PolicyNumber(rule=rule, number=name, value=value) for name, value in numbers.items()]


def test_ten_young_people_in_a_week() -> None:
    """Ann visits 12 in a week: two more than ten, an hour short for each; a second visit makes no more."""
    visits = [visit(f"v{k}", code, DAYS[k % 4]) for k, code in enumerate(CODES)]
    again = visit("again", "Heron", "Fri")
    problem = hub(people("ann ben"), [young(code) for code in CODES], visits, again)
    twelve = ", ".join(f"v{k} {DAYS[k % 4]} 12:00" for k in range(12))
    (charge,) = charges(Caseload, problem, ann=f"{twelve}, again Fri 12:00")
    assert (charge.whom, charge.points, charge.priority) == ("ann", 120, Priority.OTHER)
    ten = ", ".join(f"v{k} {DAYS[k % 4]} 12:00" for k in range(10))
    assert points(Caseload, problem, ann=f"{ten}, again Fri 12:00", ben="v10 Wed 12:00") == 0


def test_a_caseload_is_counted_by_the_week_and_the_family_head_by_head() -> None:
    """Of a limit of one: Heron and her aunt are two, Wren next week is another week, an escort is none."""
    joint = visit("joint", "Heron", others=("Aunt",))
    later = visit("later", "Wren", "Mon", "Mon+1")
    rows: list[Rows] = [family(), young("Heron", family="Fern"), adult("Aunt"), young("Wren"), joint, later]
    problem = hub(
        people("ann"), rows, escort("e", "Wren", "Wed 10:00"), policy("caseload", young_people=1), weeks=2
    )
    assert points(Caseload, problem, ann="joint Mon 10:00") == 60
    assert points(Caseload, problem, ann="later Mon+1 10:00, e Wed 10:00") == 0
    assert points(Caseload, problem, ann="joint Mon 10:00, later Mon 14:00") == 120
    assert points(Caseload, problem, ann="joint Mon 10:00, later Mon+1 14:00") == 60


@pytest.mark.parametrize(
    ("line", "above"),
    [
        ("joint Mon 00:00", 60),  # the period's first minute
        ("joint Mon+1 00:00, later Mon 10:00", 60),  # the second week's first minute
        ("joint Mon+1 10:00, later Sun 23:30", 60),  # it ends in the second week
        ("joint Mon+2 10:00", 60),
        ("joint Mon+2 10:00, later Mon+2 14:00", 120),
        ("joint Mon+3 10:00", 0),  # by hand, after the period
    ],
)
def test_a_visit_counts_in_the_week_it_starts_in(line: str, above: int) -> None:
    """Of a limit of one, Heron and her aunt are two in whichever week."""
    visits = [
        visit("joint", "Heron", "Mon", "Mon+2", others=("Aunt",)),
        visit("later", "Wren", "Mon", "Mon+2"),
    ]
    rows: list[Rows] = [family(), young("Heron", family="Fern"), adult("Aunt"), young("Wren"), visits]
    problem = hub(people("ann"), rows, policy("caseload", young_people=1), weeks=3)
    assert points(Caseload, problem, ann=line) == above


def test_twenty_hours_alone_in_a_week() -> None:
    """Three visits of seven hours are an hour above; of two adults, or to a family, they are not alone."""
    visits = [visit(f"v{k}", "Heron", day, minutes=420) for k, day in enumerate(DAYS[:3])]
    problem = hub(people("ann ben"), young("Heron"), visits)
    lines = "v0 Mon 10:00, v1 Tue 10:00, v2 Wed 10:00"
    assert points(OneToOne, problem, ann=lines) == 60
    assert points(OneToOne, problem, ann="v0 Mon 10:00, v1 Tue 10:00", ben="v2 Wed 10:00") == 0
    for two in ({"adults": 2}, {"others": ("Aunt",)}):
        third = visit("v2", "Heron", "Wed", minutes=420, **two)
        rows: list[Rows] = [family(), young("Heron", family="Fern"), adult("Aunt"), visits[:2], third]
        assert points(OneToOne, hub(people("ann ben"), rows), ann=lines) == 0


def test_three_quarters_of_a_young_persons_time_alone() -> None:
    """16 h alone are agreed: 12 with ann are within 75 %, all 16 are 240 minutes above; 8 h are free."""
    visits = [visit(f"v{k}", "Heron", day, minutes=240) for k, day in enumerate(DAYS)]
    problem = hub(people("ann ben"), young("Heron"), visits)
    three = ", ".join(f"v{k} {day} 12:00" for k, day in enumerate(DAYS[:3]))
    assert points(LoneTime, problem, ann=three, ben="v3 Thu 12:00") == 0
    (charge,) = charges(LoneTime, problem, ann=f"{three}, v3 Thu 12:00")
    assert (charge.whom, charge.points, charge.priority) == ("ann", 240, Priority.OTHER)
    few = hub(people("ann"), young("Heron"), visits[:2])
    assert points(LoneTime, few, ann="v0 Mon 12:00, v1 Tue 12:00") == 0


HOUR_ALONE: list[tuple[type[AnyRule], dict[str, float]]] = [
    (OneToOne, {"hours": 1}),
    (LoneTime, {"percent": 0, "free_hours": 1}),
]


@pytest.mark.parametrize(("kind", "numbers"), HOUR_ALONE)
@pytest.mark.parametrize("above", [0, 1])
def test_a_minute_above_the_limit_is_short(
    kind: type[AnyRule], numbers: dict[str, float], above: int
) -> None:
    """An hour is allowed: a visit of an hour is no charge, one a minute longer is one of a minute."""
    long = visit("v", "Heron", minutes=60 + above)
    problem = hub(people("ann"), young("Heron"), long, policy(kind.name, **numbers))
    assert [charge.points for charge in charges(kind, problem, ann="v Mon 12:00")] == [1] * above


HALF: dict[str, float] = {"percent": 50, "free_hours": 0}
TIGHT: list[tuple[type[AnyRule], dict[str, float]]] = [
    (Caseload, {"young_people": 1}),
    (OneToOne, {"hours": 1}),
    (LoneTime, HALF),
]


@pytest.mark.parametrize(("rule", "numbers"), TIGHT)
def test_a_limit_that_may_be_passed_gives_way_to_agreed_visits(
    rule: type[AnyRule], numbers: dict[str, float]
) -> None:
    """With ann alone all visits are made, for they rank above it, and what is above is told as short."""
    visits = [visit("h1", "Heron"), visit("h2", "Heron", "Tue"), visit("w", "Wren", "Wed")]
    problem = hub(people("ann"), young("Heron"), young("Wren"), visits, policy(rule.name, **numbers))
    found = drafted(problem)
    assert len(who(found.roster, "")) == 3
    assert {charge.rule for charge in found.judgement.needs} == {rule.name}
    assert found.status == "optimal"


@pytest.mark.parametrize(("rule", "numbers"), TIGHT)
def test_a_hard_limit_is_never_passed(rule: type[AnyRule], numbers: dict[str, float]) -> None:
    """Where the policy says so a roster above it is refused, and a draft leaves visits to others or out."""
    visits = [visit("h1", "Heron"), visit("h2", "Heron", "Tue"), visit("w", "Wren", "Wed")]
    hard = policy(rule.name, hard=1, **numbers)
    everything = "h1 Mon 12:00, h2 Tue 12:00, w Wed 12:00"
    problem = hub(people("ann"), young("Heron"), young("Wren"), visits, hard)
    assert set(broken(rule, problem, ann=everything)) == {"ann"}
    assert points(rule, problem, ann=everything) == 0
    found = drafted(problem)
    assert not judged(problem, found.roster).violations
    assert 0 < len(who(found.roster, "")) < 3
    two = hub(people("ann ben"), young("Heron"), young("Wren"), visits, hard)
    assert len(who(drafted(two).roster, "")) == (2 if rule is OneToOne else 3 if rule is Caseload else 2)


def test_key_work_from_a_shift_counts_too() -> None:
    """An hour with Heron taken from ann's early is an hour alone."""
    work = visit("k", "Heron", in_shift=True)
    limit = policy("intensive one-to-one", hours=0.5)
    problem = hub(people("ann"), resident("Heron"), shift("early", "Mon"), work, limit)
    assert points(OneToOne, problem, ann="early Mon, k Mon 12:00") == 30
