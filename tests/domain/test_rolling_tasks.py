"""Work carried over: what was done is not asked for again, and a series goes on by its dates."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any

from hub_roster.domain.offers import Offer
from hub_roster.domain.plans import Move, OutcomeKind, Plan
from hub_roster.domain.problem import Problem
from hub_roster.domain.rolling import continued, starting
from hub_roster.domain.tasks import Lock, Meeting, PublishedAssignment, Session
from tests.domain.sound_rosters import MONDAY, WEEK, rostered
from tests.tiny import hub, on, people, roster, visit, young


def test_visits_made_are_not_asked_for_again(longer: Problem) -> None:
    """A visit that might have waited is gone once made, with its locks; one not made stays."""
    problem = longer.edited(locks=[Lock(person="C:2", task="Maple 3", must=False)])
    first = starting(problem, MONDAY, 1)
    made = continued(problem, rostered(first, [("C:1", "Maple 1"), ("C:1", "Maple 3")]))
    assert [visit.id for visit in made.visits] == ["Maple 2"]
    assert made.locks == ()
    unmade = continued(problem, rostered(first, [("C:1", "Maple 1")]))
    assert [visit.id for visit in unmade.visits] == ["Maple 2", "Maple 3"]
    assert len(unmade.locks) == 1


def test_a_visit_nobody_could_make_any_more_is_on_record() -> None:
    """Nobody was down for v, whose last day is gone: it is not made. w may still be made next week."""
    problem = hub(
        people("ann"),
        young("Heron"),
        visit("v", "Heron", "Mon", "Tue"),
        visit("w", "Heron", "Fri", "Tue+1"),
        weeks=2,
    )
    (outcome,) = continued(problem, roster(starting(problem, problem.first_day, 1))).outcomes
    assert (outcome.visit, outcome.outcome, outcome.day) == ("v", OutcomeKind.NOT_MADE, on("Tue"))


def family_work(sound: Problem, **more: object) -> Problem:
    """Give the sound hub with a plan, a desk, a team meeting, a supervision and a move."""
    window: dict[str, Any] = {"minutes": 60, "earliest": time(16), "latest": time(18)}
    team: dict[str, Any] = {"hub": "North", "place": "Moor", "attendees": ("C:1",), **window}
    return sound.edited(
        plans=(Plan(code="Plan", young_person="Maple", **window),),
        sessions=(Session(code="Desk", hub="North", place="Moor", days=(1,), start=time(9), end=time(12)),),
        meetings=(
            Meeting(id="Team", first_day=MONDAY, last_day=MONDAY + WEEK, **team),
            Meeting(id="Weekly", first_day=MONDAY, last_day=MONDAY, every_weeks=1, **team),
        ),
        moves=(
            Move(
                code="Move",
                young_person="Maple",
                household="Rowan",
                decided_by="Panel",
                decided_on=MONDAY - WEEK,
                ended_on=MONDAY + timedelta(days=4),
                **window,
            ),
        ),
        **more,
    )


def test_series_go_on(sound: Problem) -> None:
    """What comes every week is there in the next one, by that week's dates."""
    second = starting(family_work(sound), MONDAY + WEEK, 1)
    assert set(second.appointment) == {
        "Plan 2026-01-12 1",
        "Desk 2026-01-13",
        "Team",
        "Weekly 2026-01-12",
        "Move goodbye",
    }


def test_what_was_done_once_is_not_asked_for_again(sound: Problem) -> None:
    """The team has met and the goodbye is said; the weekly meeting comes again."""
    first = family_work(sound)
    made = [("C:1", name) for name in ("Team", "Weekly 2026-01-05", "Move goodbye", "Plan 2026-01-05 1")]
    after = continued(first, rostered(first, made))
    assert set(after.appointment) == {"Plan 2026-01-12 1", "Desk 2026-01-13", "Weekly 2026-01-12"}
    nothing = continued(first, rostered(first, []))
    assert {"Team", "Move goodbye"} <= set(nothing.appointment)


def test_locks_offers_and_what_is_published_of_a_series_stay_in_their_week(sound: Problem) -> None:
    """By the names that the tasks of that week have."""
    tasks = ("Plan 2026-01-05 1", "Plan 2026-01-12 1")
    problem = family_work(
        sound,
        weeks=2,
        locks=tuple(Lock(person="C:1", task=task) for task in tasks),
        offers=tuple(Offer(person="C:2", task=task) for task in tasks),
        published=tuple(
            PublishedAssignment(person="C:1", task=task, start=datetime(2026, 1, day, 16))
            for task, day in zip(tasks, (5, 12), strict=True)
        ),
    )
    second = starting(problem, MONDAY + WEEK, 1)
    for table in (second.locks, second.offers, second.published):
        assert [row.task for row in table] == [tasks[1]]
