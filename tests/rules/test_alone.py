"""Nobody alone in a home whose manager has not assessed that one adult can be."""

from __future__ import annotations

from datetime import time

from hub_roster.domain.home import Home
from hub_roster.domain.problem import Problem
from hub_roster.program.statement import Priority
from hub_roster.rules.alone import NotAlone
from tests.edits import told_of_edit
from tests.tiny import Rows, charges, drafted, hub, on, people, points, resident, shift, who
from tests.tiny_life import escort, week_time

OAK = Home(code="Oak", hub="Hub", place="Oak house")
ASSESSED = Home(code="Oak", hub="Hub", place="Oak house", lone_working_assessment="LW-Oak-2026")


def _home(*rows: Rows, oak: Home = OAK) -> Problem:
    return hub(oak, people("ann ben"), resident("Heron"), shift("early", "Mon", seats=2), *rows)


def test_one_adult_where_two_could_be() -> None:
    """One of two on an early of 8 hours: 480 minutes, of the priority of cover."""
    (charge,) = charges(NotAlone, _home(), ann="early Mon")
    assert (charge.whom, charge.points, charge.priority) == ("Oak", 480, Priority.COVER)
    assert charges(NotAlone, _home(), ann="early Mon", ben="early Mon") == ()


def test_nobody_at_all_lacks_two() -> None:
    """With nobody in the home both adults are missing."""
    assert points(NotAlone, _home()) == 960


def test_with_an_assessment_one_adult_may_be_alone() -> None:
    """A home that records its assessment asks for nothing."""
    assert points(NotAlone, _home(oak=ASSESSED), ann="early Mon") == 0


def test_alone_only_while_somebody_is_at_home() -> None:
    """Heron is at school from nine to three: two hours of an early alone count."""
    school = week_time("Heron", "09:00 15:00", "Mon")
    assert points(NotAlone, _home(school), ann="early Mon") == 120


def test_an_overlap_of_two_shifts_has_two() -> None:
    """Early to 15:00 and late from 14:30, one on each: half an hour of two places, and nobody lacking."""
    rows = OAK, people("ann ben"), resident("Heron"), shift("early", "Mon")
    problem = hub(*rows, shift("late", "Mon", start=time(14, 30)))
    assert points(NotAlone, problem, ann="early Mon", ben="late Mon") == 0
    assert points(NotAlone, problem, ann="early Mon") == 30


def test_a_shift_for_one_adult_lacks_nobody() -> None:
    """Where the home's own pattern has one place, no roster could have two: that is told, not charged."""
    problem = hub(OAK, people("ann ben"), resident("Heron"), shift("sleep-in", "Mon"))
    assert points(NotAlone, problem, ann="sleep-in Mon") == 0


def test_out_on_an_escort_is_not_in_the_home() -> None:
    """While ben takes Heron to court for an hour, ann is alone with Wren."""
    problem = _home(resident("Wren"), escort("e", "Heron", "Mon 10:00"))
    assert points(NotAlone, problem, ann="early Mon", ben="early Mon, e Mon 10:00") == 60
    assert points(NotAlone, problem, ben="early Mon, e Mon 10:00") == 480 + 60


def test_an_edit_of_one_day_is_told_of_that_day() -> None:
    """Ann is alone on both days; ben left Wednesday's seat just now."""
    problem = _home(shift("early", "Wed", seats=2, first_day=on("Tue")))
    assert told_of_edit(NotAlone, problem, "ben", ann="early Mon", ben="early Wed") == ["Oak"]


def test_two_homes_with_three_people() -> None:
    """A draft puts two where one may not be alone, and one where one may."""
    elm = Home(code="Elm", hub="Hub", place="Oak house", lone_working_assessment="LW-Elm-2026")
    problem = hub(
        OAK,
        people("ann ben cat"),
        resident("Heron"),
        resident("Wren", home="Elm"),
        elm,
        shift("early", "Mon", seats=2),
        shift("early", "Mon", seats=2, home="Elm"),
    )
    found = drafted(problem)
    assert len(who(found.roster, "Oak")) == 2
    assert len(who(found.roster, "Elm")) == 1
