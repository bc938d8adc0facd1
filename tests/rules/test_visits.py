"""Visits: their times, the people who make them together, and those nobody makes."""

from __future__ import annotations

import pytest

from hub_roster.domain.model import Record
from hub_roster.domain.people import Skill
from hub_roster.domain.plans import Outcome, OutcomeKind
from hub_roster.domain.problem import Problem
from hub_roster.domain.tasks import MeetingKind, VisitKind
from hub_roster.program.statement import Priority
from hub_roster.rules.visits import JointRoles, Together, VisitsMade, VisitTimes
from tests.edits import told_of_edit
from tests.tiny import (
    broken,
    charges,
    drafted,
    hub,
    on,
    people,
    person,
    points,
    violations,
    visit,
    young,
)
from tests.tiny_life import escort, meeting, session

ANN_BEN = people("ann ben")


def said(problem: Problem, **lines: str) -> list[str]:
    """Give what is said of the times of visits."""
    return [found.message for found in violations(VisitTimes, problem, **lines)]


@pytest.mark.parametrize(
    ("start", "who"),
    [
        ("Mon 10:00", []),
        ("Mon 17:00", []),
        ("Tue 10:05", []),  # by hand any minute may be chosen
        ("Mon 09:59", ["v"]),
        ("Mon 17:01", ["v"]),  # it would end after 18:00
        ("Wed 12:00", ["v"]),
    ],
)
def test_a_visit_keeps_to_its_days_and_times(start: str, who: list[str]) -> None:
    """An hour on Monday or Tuesday, between 10:00 and 18:00, to its end."""
    problem = hub(person("ann"), young("Heron"), visit("v", "Heron", "Mon", "Tue"))
    assert broken(VisitTimes, problem, ann=f"v {start}") == who


def test_what_is_said_of_times() -> None:
    """Each of the three ways in which visits may lie wrong has its sentence."""
    problem = hub(ANN_BEN, young("Heron"), visit("v", "Heron", adults=2), visit("w", "Heron"))
    assert said(problem, ann="w Mon 09:00") == ["It lies outside its agreed days and times."]
    assert said(problem, ann="v Mon 10:00", ben="v Mon 12:00") == ["Its adults start at different times."]
    assert said(problem, ann="v Mon 10:00", ben="w Mon 10:30") == ["Two of their visits overlap."]


def test_times_are_told_of_the_visit_an_edit_touches() -> None:
    """Ann's visit at nine is too early, and was before ben was given his."""
    visits = [visit("v", "Heron"), visit("w", "Wren")]
    problem = hub(ANN_BEN, young("Heron"), young("Wren"), visits)
    assert told_of_edit(VisitTimes, problem, "ben", ann="v Mon 09:00", ben="w Mon 09:00") == ["w"]


def test_two_adults_start_together() -> None:
    """Both adults of a visit for two come at the same minute."""
    problem = hub(ANN_BEN, young("Heron"), visit("v", "Heron", adults=2))
    assert broken(VisitTimes, problem, ann="v Mon 10:00", ben="v Mon 10:00") == []
    assert broken(VisitTimes, problem, ann="v Mon 10:00", ben="v Mon 10:15") == ["v"]


@pytest.mark.parametrize("between", ["10:00 11:30", "09:00 11:30"])
def test_two_adults_start_together_however_few_starts_there_are(between: str) -> None:
    """At ten or at half past ten, not one at each."""
    problem = hub(ANN_BEN, young("Heron"), visit("v", "Heron", between=between, adults=2))
    assert broken(VisitTimes, problem, ann="v Mon 10:00", ben="v Mon 10:30") == ["v"]
    assert broken(VisitTimes, problem, ann="v Mon 10:30", ben="v Mon 10:30") == []


@pytest.mark.parametrize(("start", "who"), [("11:00", []), ("10:59", ["Heron"]), ("09:30", ["Heron"])])
def test_a_young_person_has_one_visit_at_a_time(start: str, who: list[str]) -> None:
    """Two visits of Heron's may follow on, and may not overlap, whoever makes them."""
    visits = [visit("v", "Heron"), visit("w", "Heron", between="09:00 18:00")]
    problem = hub(ANN_BEN, young("Heron"), visits)
    assert broken(VisitTimes, problem, ann="v Mon 10:00", ben=f"w Mon {start}") == who


def test_visits_of_two_young_people_may_overlap() -> None:
    """Heron and Wren are seen at the same time by two people."""
    problem = hub(ANN_BEN, young("Heron"), young("Wren"), visit("v", "Heron"), visit("w", "Wren"))
    assert broken(VisitTimes, problem, ann="v Mon 10:00", ben="w Mon 10:00") == []


def test_nobody_goes_alone_on_a_visit_for_two() -> None:
    """Two go, or nobody goes."""
    problem = hub(ANN_BEN, young("Heron"), visit("v", "Heron", adults=2))
    assert broken(Together, problem, ann="v Mon 10:00") == ["v"]
    assert broken(Together, problem, ann="v Mon 10:00", ben="v Mon 10:00") == []
    assert broken(Together, problem) == []


def test_each_visit_for_two_is_looked_at() -> None:
    """One for one adult, or one that is as it was, says nothing of the next."""
    visits = [visit("a", "Heron"), visit("b", "Heron", "Tue", adults=2), visit("c", "Wren", "Wed", adults=2)]
    problem = hub(ANN_BEN, young("Heron"), young("Wren"), visits)
    assert broken(Together, problem, ann="b Tue 10:00, c Wed 10:00") == ["b", "c"]
    assert told_of_edit(Together, problem, "ben", ann="b Tue 10:00", ben="c Wed 10:00") == ["c"]


def test_the_same_person_twice_is_not_two() -> None:
    """Ann in both places of a visit for two is one adult alone."""
    problem = hub(ANN_BEN, young("Heron"), visit("v", "Heron", adults=2))
    assert broken(Together, problem, ann="v Mon 10:00, v Mon 10:00") == ["v"]


@pytest.mark.parametrize(
    ("kind", "priority"),
    [
        (VisitKind.AGREED, Priority.AGREED),
        (VisitKind.STATUTORY, Priority.AGREED),
        (VisitKind.INTRODUCTION, Priority.AGREED),
        (VisitKind.OTHER, Priority.OTHER),
    ],
)
def test_a_visit_nobody_makes(kind: VisitKind, priority: Priority) -> None:
    """Ninety minutes not made are 90 short; what was agreed ranks above other visits."""
    problem = hub(person("ann"), young("Heron"), visit("v", "Heron", kind=kind, minutes=90))
    (charge,) = charges(VisitsMade, problem)
    assert (charge.whom, charge.points, charge.priority) == ("Heron", 90, priority)
    assert points(VisitsMade, problem, ann="v Mon 10:00") == 0


def test_other_visits_of_who_is_owed_hours_rank_with_those_agreed() -> None:
    """Heron went without last week."""
    missed = Outcome(young_person="Heron", day=on("Tue-1"), minutes=45, outcome=OutcomeKind.NOT_MADE)
    problem = hub(person("ann"), young("Heron"), visit("v", "Heron", kind=VisitKind.OTHER), missed)
    (charge,) = charges(VisitsMade, problem)
    assert charge.priority is Priority.AGREED


def test_what_is_short_is_told_of_the_visit_an_edit_touches() -> None:
    """Heron's visit is as little made as before ben was given one of two places on Wren's."""
    visits = [visit("v", "Heron"), visit("w", "Wren", adults=2)]
    problem = hub(ANN_BEN, young("Heron"), young("Wren"), visits)
    assert told_of_edit(VisitsMade, problem, "ben", ben="w Mon 10:00") == ["Wren"]


def test_a_visit_for_two_counts_both_adults() -> None:
    """An hour for two adults that nobody makes is two hours short."""
    problem = hub(ANN_BEN, young("Heron"), visit("v", "Heron", adults=2))
    assert points(VisitsMade, problem) == 120


def test_two_adults_on_a_visit_of_one_start_are_one_visit() -> None:
    """At eleven sharp, by two: that it could have clashed with another is no reason not to be made."""
    sharp = visit("sharp", "Heron", between="11:00 12:00", adults=2)
    other = visit("other", "Heron", between="10:30 14:00")
    found = drafted(hub(people("ann ben cat"), young("Heron"), sharp, other))
    assert len(found.roster.assignments) == 3
    assert found.judgement.needs == ()


# Joint roles, meetings and escorts ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("who", "lacking"),
    [("ann cat", 0), ("ann ben", 1), ("ben cat", 0), ("ann dan", 1), ("", 0)],
)
def test_every_role_of_a_joint_visit_is_there(who: str, lacking: int) -> None:
    """Ann and ben are clinicians, cat of the police, dan neither: each role once, or no visit."""
    roles = {"ann": "clinician", "ben": "clinician", "cat": "police"}
    held = [Skill(person=key, skill=role) for key, role in roles.items()]
    joint = visit("v", "Heron", adults=2, roles=("clinician", "police"))
    problem = hub(people("ann ben cat dan"), held, young("Heron"), joint)
    lines = dict.fromkeys(who.split(), "v Mon 10:00")
    assert broken(JointRoles, problem, **lines) == ["v"] * lacking


def test_one_person_may_hold_both_roles() -> None:
    """Somebody else comes too: two adults were agreed."""
    held = [Skill(person="ann", skill=role) for role in ("clinician", "police")]
    joint = visit("v", "Heron", adults=2, roles=("clinician", "police"))
    problem = hub(ANN_BEN, held, young("Heron"), joint)
    assert broken(JointRoles, problem, ann="v Mon 10:00", ben="v Mon 10:00") == []


def test_a_role_is_held_on_the_day() -> None:
    """Ann is a clinician until Monday: on Tuesday she is none."""
    held = Skill(person="ann", skill="clinician", valid_until=on("Mon"))
    joint = visit("v", "Heron", "Mon", "Tue", roles=("clinician",))
    problem = hub(person("ann"), held, young("Heron"), joint)
    assert broken(JointRoles, problem, ann="v Mon 10:00") == []
    assert broken(JointRoles, problem, ann="v Tue 10:00") == ["v"]


def test_the_day_of_a_joint_visit_is_the_one_it_begins_on() -> None:
    """Ann is a clinician until Monday, and so to the end of a visit put by hand across midnight."""
    held = Skill(person="ann", skill="clinician", valid_until=on("Mon"))
    joint = visit("v", "Heron", roles=("clinician",))
    assert broken(JointRoles, hub(person("ann"), held, young("Heron"), joint), ann="v Mon 23:30") == []


def test_each_joint_visit_is_looked_at() -> None:
    """One that nobody makes, or that is as it was, says nothing of the next."""
    visits = [visit(code, "Heron", day, roles=("police",)) for code, day in (("a", "Mon"), ("b", "Tue"))]
    problem = hub(people("ann ben cat"), Skill(person="cat", skill="police"), young("Heron"), visits)
    assert broken(JointRoles, problem, ann="b Tue 10:00") == ["b"]
    assert told_of_edit(JointRoles, problem, "ben", ann="a Mon 10:00", ben="b Tue 10:00") == ["b"]


def test_all_of_a_family_have_one_visit_at_a_time() -> None:
    """A visit to both is in the way of one to either."""
    both = visit("both", "Heron", others=("Wren",))
    problem = hub(ANN_BEN, young("Heron"), young("Wren"), both, visit("w", "Wren"))
    assert broken(VisitTimes, problem, ann="both Mon 10:00", ben="w Mon 10:30") == ["Wren"]
    assert broken(VisitTimes, problem, ann="both Mon 10:00", ben="w Mon 11:00") == []


@pytest.mark.parametrize(
    ("row", "whom", "minutes", "priority"),
    [
        (escort("x", "Heron", "Mon 10:00", 45, adults=2), "Heron", 90, Priority.COVER),
        (session("x", "Mon", adults=2), "Hub", 240, Priority.AGREED),
        (meeting("x", "ann ben", "Mon"), "Hub", 120, Priority.MEETINGS),
        (meeting("x", "ann ben", "Mon", kind=MeetingKind.SUPERVISION), "Hub", 120, Priority.MEETINGS),
    ],
)
def test_what_nobody_comes_to(row: Record, whom: str, minutes: int, priority: Priority) -> None:
    """A child is not left without an escort; a meeting gives way to everything."""
    (charge,) = charges(VisitsMade, hub(ANN_BEN, young("Heron"), row))
    assert (charge.whom, charge.points, charge.priority) == (whom, minutes, priority)


@pytest.mark.parametrize(
    ("row", "alone"),
    [
        (escort("x", "Heron", "Mon 10:00", adults=2), ["x"]),
        (meeting("x", "ann ben", "Mon", kind=MeetingKind.SUPERVISION), ["x"]),
        (meeting("x", "ann ben", "Mon", kind=MeetingKind.CASE_SUPERVISION), ["x"]),
        (meeting("x", "ann ben", "Mon"), []),
        (meeting("x", "ann ben", "Mon", kind=MeetingKind.TRAINING), []),
    ],
)
def test_what_takes_place_with_all_or_not_at_all(row: Record, alone: list[str]) -> None:
    """An escort of two and a supervision; a meeting and a training take place without ben."""
    problem = hub(ANN_BEN, young("Heron"), row)
    assert broken(Together, problem, ann="x Mon 10:00") == alone
    assert broken(Together, problem, ann="x Mon 10:00", ben="x Mon 10:00") == []
