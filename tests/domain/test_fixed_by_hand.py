"""What is fixed by hand beside a hub's file holds as far as it can, and never makes a period unusable."""

from __future__ import annotations

from datetime import date

from hub_roster.domain.fixed_by_hand import with_fixed
from hub_roster.domain.people import Skill
from hub_roster.domain.problem import Problem
from hub_roster.domain.tasks import Lock
from tests import tiny

HUB = tiny.hub(
    tiny.people("ann ben"),
    tiny.shift("early", "Mon Tue"),
    tiny.young("Heron"),
    tiny.visit("V1", "Heron", between="10:00 12:00"),
)
MONDAY, TUESDAY = "Oak/2026-02-02/early", "Oak/2026-02-03/early"


def lock(person: str, task: str, *, must: bool = True, start: str = "") -> Lock:
    """Give a lock."""
    return Lock(person=person, task=task, must=must, start=tiny.at(start) if start else None)


def held(problem: Problem, *kept: Lock) -> set[tuple[str, str, bool]]:
    """Give what holds of some locks."""
    return {(each.person, each.task, each.must) for each in with_fixed(problem, kept).problem.locks}


def test_what_holds_is_in_the_problem() -> None:
    """The problem is the one that its file with these locks would have made."""
    kept = (lock("ann", MONDAY), lock("ben", MONDAY, must=False), lock("ann", "V1", start="Mon 11:00"))
    fixed = with_fixed(HUB, kept)
    assert fixed.problem == HUB.edited(locks=kept)
    assert fixed.idle == ()


def test_what_is_kept_counts_before_the_file_s_own() -> None:
    """Of one person on one task; whichever seat of it the file names."""
    hub = HUB.edited(locks=(lock("ann", f"{MONDAY}/1"), lock("ben", TUESDAY)))
    assert held(hub, lock("ann", MONDAY, must=False)) == {("ann", MONDAY, False), ("ben", TUESDAY, True)}


def test_what_the_period_does_not_have_is_left_out_and_told() -> None:
    """Somebody who has left, a shift that runs no more, a visit's start outside the period."""
    gone = (
        lock("ann", "Oak/2026-02-04/early", must=False),
        lock("ann", "V1", start="Mon+1 11:00"),
        lock("cat", MONDAY),
    )
    fixed = with_fixed(HUB, (*gone, lock("ann", MONDAY)))
    assert [each.task for each in fixed.problem.locks] == [MONDAY]
    assert [idle.lock for idle in fixed.idle] == list(gone)
    assert fixed.idle[0].why == "The period has no task called 'Oak/2026-02-04/early' that starts then."
    assert fixed.idle[2].why == "The hub's file has nobody called 'cat'."


def test_what_cannot_be_is_left_out_and_told() -> None:
    """More people than seats: the first stay. A visit outside its hours. A certificate that has run out."""
    out = Skill(person="ben", skill="first aid", valid_until=date(2026, 1, 1))
    spell = tiny.on_call("OC1", "Tue 17:00", "Wed 09:00", skill="first aid")
    hub = HUB.edited(skills=(out,), on_call=(spell,))
    kept = (
        lock("ann", MONDAY),
        lock("ben", MONDAY),
        lock("ann", "V1", start="Mon 17:00"),
        lock("ben", "OC1"),
    )
    fixed = with_fixed(hub, kept)
    assert [(each.person, each.task) for each in fixed.problem.locks] == [("ann", MONDAY)]
    told = {idle.lock.task: idle.why for idle in fixed.idle}
    assert told[MONDAY] == f"2 people are locked to '{MONDAY}', which has 1 seat: release a lock."
    assert told["V1"].endswith("it cannot start at 17:00.")
    assert "ran out" in told["OC1"]
