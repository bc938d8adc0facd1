"""Personal needs: nothing by default; recorded for a task or a young person, until their review."""

from __future__ import annotations

from typing import Any

import pytest

from hub_roster.domain.people import BusyPeriod, Leave, Skill
from hub_roster.domain.problem import Problem
from hub_roster.domain.young_people import PersonalNeed
from hub_roster.program.statement import Priority
from hub_roster.rules.kept_by_needs import KeptFrom, needs_applied
from hub_roster.rules.personal_needs import PersonalNeeds, PersonalNeedsOnShift
from hub_roster.rules.rulebook import RULEBOOK
from tests.edits import told_of_edit
from tests.tiny import (
    Rows,
    at,
    broken,
    charges,
    drafted,
    hub,
    on,
    people,
    points,
    resident,
    shift,
    violations,
    visit,
    who,
    young,
)
from tests.tiny_life import escort, session

LATE = "Oak/2026-02-02/late"
SKILLS: Rows = [
    [Skill(person=p, skill=s) for p in ("ann", "ben", "cat") for s in ("checks", "driver")],
    Skill(person="ann", skill="woman"),
]


def recorded(review: str = "Sun+9", **about: Any) -> PersonalNeed:
    """Give a need recorded for a young person or a task."""
    papers: dict[str, Any] = {
        "recorded": "PN 7",
        "approved_by": "Registered manager",
        "review_by": on(review),
    }
    return PersonalNeed(skill="woman", **papers, **about)


def oak(*rows: Rows) -> Problem:
    """Give a visit and an escort of Wren, a visit to Heron, a desk, and a late in Oak; ann is a woman."""
    return hub(
        people("ann ben cat"),
        SKILLS,
        resident("Heron"),
        young("Wren"),
        shift("late", "Mon", seats=2),
        visit("v", "Wren", "Tue", "Wed", adults=2),
        visit("h", "Heron", "Wed"),
        escort("e", "Wren", "Thu 10:00"),
        session("desk", "Fri"),
        rows,
    )


LINES = {
    "v": "v Tue 10:00",
    "h": "h Wed 10:00",
    "e": "e Thu 10:00",
    "desk": "desk 2026-02-06 Fri 10:00",
    "late": "late Mon",
}


@pytest.mark.parametrize(
    ("need", "told"),
    [
        ([], set()),
        (recorded(young_person="Wren"), {"v", "e"}),
        (recorded(young_person="Heron"), {"h"}),
        (recorded(task="e"), {"e"}),
        (recorded(task="desk 2026-02-06"), {"desk"}),
        (recorded(task=LATE), set()),
        (recorded("Wed", young_person="Wren"), {"v"}),
        (recorded("Tue", young_person="Wren"), {"v"}),  # the day of its review is its last
        (recorded("Mon", young_person="Wren"), set()),
        (recorded(young_person="Wren").model_copy(update={"first_day": on("Wed")}), {"e"}),
    ],
)
def test_what_a_need_keeps_people_from(need: Rows, told: set[str]) -> None:
    """Visits and escorts of the young person, or one task; on dates it counts on, and nobody who holds it."""
    assert {name for name, line in LINES.items() if broken(PersonalNeeds, oak(need), ben=line)} == told
    assert not [line for line in LINES.values() if broken(PersonalNeeds, oak(need), ann=line)]


def test_everybody_on_a_visit_holds_it() -> None:
    """Ann does, and ben, who goes with her, does not; it is not said why."""
    (told,) = violations(PersonalNeeds, oak(recorded(task="v")), ann=LINES["v"], ben=LINES["v"])
    assert (told.whom, told.message) == ("ben", "Not available for this.")


def test_of_a_shift_one_is_enough() -> None:
    """And it leaves no seat empty."""
    problem = oak(recorded(task=LATE))
    assert points(PersonalNeedsOnShift, problem, ben="late Mon", cat="late Mon") == 8 * 60
    assert points(PersonalNeedsOnShift, problem, ben="late Mon", ann="late Mon") == 0
    assert points(PersonalNeedsOnShift, oak(recorded("Sun-1", task=LATE)), ben="late Mon") == 0
    assert [c.priority for c in charges(PersonalNeedsOnShift, problem)] == [Priority.SAFETY]


def test_an_edit_of_one_shift_is_told_of_that_shift() -> None:
    """Nobody on Monday's late nor on Tuesday's holds it; cat was put on Tuesday's just now."""
    needs = recorded(task=LATE), recorded(task="Oak/2026-02-03/late")
    problem = oak(shift("late", "Tue", first_day=on("Tue")), needs)
    assert told_of_edit(PersonalNeedsOnShift, problem, "cat", ben="late Mon", cat="late Tue") == ["Oak"]


def test_a_draft_follows_it() -> None:
    """Ann is on the late and goes with Wren; the visit for two women is not made."""
    made = drafted(oak(recorded(task=LATE), recorded(young_person="Wren"))).roster
    assert "ann" in who(made, "Oak")
    assert (who(made, "e"), who(made, "v")) == (["ann"], [])


@pytest.mark.parametrize(
    ("busy", "told"),
    [
        ("09:00 10:00", ("ben",)),
        ("09:00 10:01", ()),  # 10:14 would be late enough; a visit begins on a quarter of an hour
        ("10:59 12:00", ()),
        ("11:00 12:00", ("ben",)),
        ("14:00 15:00", ("ben",)),
    ],
)
def test_who_could_not_come_anyway_is_not_moved(busy: str, told: tuple[str, ...]) -> None:
    """The visit of an hour begins from 10:00 to 10:14: ben is kept from it where he is free from 10 to 11."""
    start, end = (at(f"Tue {clock}") for clock in busy.split())
    rows = [
        visit("q", "Wren", "Tue", between="10:00 11:14"),
        recorded(task="q"),
        BusyPeriod(person="ben", start=start, end=end),
        Leave(person="cat", first_day=on("Tue"), last_day=on("Tue")),
    ]
    (applied,) = needs_applied(RULEBOOK.of(oak(rows)))
    assert applied.tasks == (KeptFrom("q", told),)


def test_whom_a_need_moved_is_told() -> None:
    """Ben and cat, whom everything else would let go with Wren; cat is on leave that day."""
    rows = [
        recorded(task="e"),
        recorded(task=LATE),
        Leave(person="cat", first_day=on("Thu"), last_day=on("Thu")),
    ]
    one, other = needs_applied(RULEBOOK.of(oak(rows)))
    assert one.tasks == (KeptFrom("e", ("ben",)),)
    assert other.tasks == (KeptFrom(LATE, ()),)
    (past,) = needs_applied(RULEBOOK.of(oak(recorded("Sun-1", young_person="Wren"))))
    assert past.tasks == ()
