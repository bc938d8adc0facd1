"""Young people whose own adult wants to be away."""

from __future__ import annotations

from datetime import time

from hub_roster.domain.people import Leave
from hub_roster.domain.plans import Plan
from hub_roster.domain.problem import Problem
from hub_roster.domain.tasks import Who
from hub_roster.service.leave.ties import Tie, Without, without_their_own
from tests import tiny

TUE, WED = tiny.on("Tue"), tiny.on("Wed")


def hub(*rows: tiny.Rows) -> Problem:
    """Give a hub of four."""
    return tiny.hub(tiny.people("ann ben cat dan"), *rows)


def without(problem: Problem, person: str = "ann", asked: str = "") -> list[Without]:
    """Give who is without somebody from Tuesday to Wednesday, while others ask for the Wednesday."""
    return list(without_their_own(problem, person, [TUE, WED], {WED: asked.split()}))


def leave(person: str) -> Leave:
    """Give leave on the Tuesday."""
    return Leave(person=person, first_day=TUE, last_day=TUE)


def test_a_key_worker_s_deputy_may_be_away_too() -> None:
    """On which days, and on which they ask to be; then nobody of their own is left."""
    heron = tiny.young("Heron", key_worker="ann", deputy="ben")
    assert without(hub(heron)) == [Without("Heron", Tie.KEY_WORKER, "ben", (), (), ())]
    away = hub(heron, leave("ben"))
    assert without(away, asked="ben") == [Without("Heron", Tie.KEY_WORKER, "ben", (TUE,), (WED,), (TUE,))]


def test_a_core_team_is_somebody_of_their_own() -> None:
    """While one of them is there, they are not without anybody."""
    heron = tiny.young("Heron", key_worker="ann", deputy="ben", core_team=("cat",))
    (one,) = without(hub(heron, leave("ben")))
    assert (one.second_away, one.nobody) == ((TUE,), ())


def test_of_others_the_key_worker_is_the_second() -> None:
    """Of a deputy, and of one of the core team."""
    heron = tiny.young("Heron", key_worker="ann", deputy="ben", core_team=("cat",))
    for person, tie in (("ben", Tie.DEPUTY), ("cat", Tie.CORE_TEAM)):
        assert without(hub(heron), person) == [Without("Heron", tie, "ann", (), (), ())]
    assert without(hub(heron), "dan") == []


def test_who_has_nobody_else_is_without_anybody() -> None:
    """A key worker with no deputy."""
    (one,) = without(hub(tiny.young("Heron", key_worker="ann")))
    assert (one.second, one.second_away, one.nobody) == (None, (), (TUE, WED))


def test_those_a_plan_names_are_their_own_too() -> None:
    """As long as it holds; key workers are told first."""
    plan = Plan(
        code="P",
        young_person="Heron",
        minutes=60,
        earliest=time(10),
        latest=time(18),
        who=Who.NAMED,
        named=("ann", "dan"),
    )
    over = plan.model_copy(update={"code": "Q", "young_person": "Otter", "last_day": tiny.on("Mon")})
    young = (tiny.young("Heron"), tiny.young("Maple", key_worker="ann"), tiny.young("Otter"))
    assert without(hub(*young, plan, over)) == [
        Without("Maple", Tie.KEY_WORKER, None, (), (), (TUE, WED)),
        Without("Heron", Tie.NAMED, None, (), (), ()),
    ]
