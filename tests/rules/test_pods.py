"""Somebody answers for a pod's cases on the days its visits are made."""

from __future__ import annotations

import pytest

from hub_roster.domain.people import DutyBefore
from hub_roster.domain.problem import Problem
from hub_roster.program.statement import Priority
from hub_roster.rules.pods import PodSupervisor
from tests.edits import told_of_edit
from tests.tiny import Rows, at, charges, doing, drafted, hub, on_call, people, points, visit, young
from tests.tiny_life import pod


def _hub(*rows: Rows, deputy: str | None = None) -> Problem:
    return hub(
        people("ann sue dee"),
        young("Heron", pod="Pod A"),
        young("Wren"),
        pod("Pod A", "sue", deputy=deputy),
        visit("v", "Heron", "Mon", "Tue"),
        visit("w", "Wren", "Mon"),
        *rows,
    )


def test_a_visit_nobody_answers_for() -> None:
    """Ann visits on Tuesday, and the supervisor is not there: 60 minutes."""
    (charge,) = charges(PodSupervisor, _hub(), ann="v Tue 10:00", sue="w Mon 10:00")
    assert (charge.whom, charge.points, charge.priority) == ("Pod A", 60, Priority.SAFETY)
    assert charge.tasks == ("v",)


def test_on_a_duty_or_on_call_that_day() -> None:
    """A visit of the supervisor's own that day is enough, as is a spell that reaches into it."""
    assert points(PodSupervisor, _hub(), ann="v Mon 10:00", sue="w Mon 14:00") == 0
    problem = _hub(on_call("call", "Mon 17:00", "Tue 09:00"))
    assert points(PodSupervisor, problem, ann="v Tue 10:00", sue="call") == 0


def test_a_visit_is_of_the_day_it_begins() -> None:
    """Put by hand half an hour before midnight, on the supervisor's Monday."""
    assert points(PodSupervisor, _hub(), ann="v Mon 23:30", sue="w Mon 14:00") == 0


def test_the_visit_itself_counts() -> None:
    """The supervisor makes the visit: they are there."""
    assert points(PodSupervisor, _hub(), sue="v Tue 10:00") == 0


def test_a_deputy_stands_in() -> None:
    """With a deputy there, the supervisor need not be."""
    assert points(PodSupervisor, _hub(deputy="dee"), ann="v Mon 10:00", dee="w Mon 14:00") == 0
    assert points(PodSupervisor, _hub(), ann="v Mon 10:00", dee="w Mon 14:00") == 60


def test_a_duty_from_the_night_before() -> None:
    """A night of the supervisor's that ends on Monday morning is a duty on Monday."""
    night = DutyBefore(person="sue", start=at("Sun-1 22:00"), end=at("Mon 08:00"))
    assert points(PodSupervisor, _hub(night), ann="v Mon 10:00") == 0
    assert points(PodSupervisor, _hub(night), ann="v Tue 10:00") == 60


def test_visits_of_no_pod_need_nobody() -> None:
    """Wren belongs to no pod."""
    assert points(PodSupervisor, _hub(), ann="w Mon 10:00") == 0


def test_everybody_on_a_visit_counts() -> None:
    """Two adults on one of an hour, on the one day it can be on: 120 minutes."""
    for_two = visit("x", "Heron", "Wed", adults=2)
    assert points(PodSupervisor, _hub(for_two), ann="x Wed 10:00", dee="x Wed 10:00") == 120


@pytest.mark.parametrize(("edited", "told"), [("dee", ["Pod A"]), ("sue", ["Pod A", "Pod A"]), ("ned", [])])
def test_an_edit_of_a_visit_or_of_the_supervisor_is_told(edited: str, told: list[str]) -> None:
    """Nobody answers for ann's visit nor for dee's: ned's edit is no matter of theirs."""
    problem = _hub(people("ned"), visit("x", "Heron", "Wed"), visit("y", "Wren", "Thu"))
    line = {"ann": "v Tue 10:00", "dee": "x Wed 10:00", "sue": "w Mon 10:00", "ned": "y Thu 10:00"}
    assert told_of_edit(PodSupervisor, problem, edited, **line) == told


def test_a_draft_visits_on_the_supervisors_day() -> None:
    """The supervisor is on call from Tuesday on, and so ann visits on Tuesday."""
    problem = hub(
        people("ann sue"),
        young("Heron", pod="Pod A", key_worker="ann"),
        pod("Pod A", "sue"),
        visit("v", "Heron", "Mon", "Tue", who="key worker"),
        on_call("call", "Tue 17:00", "Wed 09:00"),
    )
    found = drafted(problem).roster
    assert doing(found, "sue") == ["call"]
    (made,) = [a for a in found.assignments if a.task == "v"]
    assert (made.person, made.span[0]) == ("ann", made.span[0])
    assert points(PodSupervisor, problem, ann="v Tue 10:00", sue="call") == 0
