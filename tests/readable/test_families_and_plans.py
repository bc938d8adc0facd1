"""Families, agreed plans and a young person's own week: who is seen, when, where and by whom."""

from __future__ import annotations

from datetime import date, time
from typing import Any

from hub_roster.domain.clock import instant
from hub_roster.domain.people import Skill
from hub_roster.domain.plans import PlanForm
from hub_roster.domain.problem import Problem
from hub_roster.domain.tasks import VisitKind, Who
from hub_roster.domain.their_week import WeekKind
from hub_roster.program.statement import Priority
from hub_roster.rules.eligibility import WhoMayVisit
from hub_roster.rules.relationships import KeyWorkerSeen, NewFaces, UnfamiliarHours
from hub_roster.rules.visits import VisitTimes
from tests.tiny import (
    MONDAY,
    Rows,
    broken,
    charges,
    drafted,
    hub,
    judged,
    on,
    people,
    person,
    points,
    resident,
    roster,
    shift,
    visit,
    who,
    young,
)
from tests.tiny_life import adult, available, family, plan, term, week_time

MUM = [family(), young("Heron", family="Fern", key_worker="ann"), adult("Heron's mum", key_worker="ben")]
"""Heron's worker is ann; his mother's is ben, who holds her parent sessions."""


def test_a_parent_session_keeps_the_parents_worker() -> None:
    """Every other week, with the key worker of the mother, not of the young person."""
    session = plan(
        "parent session", "Heron's mum", "Tue", who=Who.KEY_WORKER, every_weeks=2, first_day=MONDAY
    )
    found = drafted(hub(people("ann ben"), MUM, session, weeks=2))
    (made,) = found.roster.assignments
    assert (made.person, made.start.date()) == ("ben", on("Tue"))


def test_an_adult_of_a_family_has_continuity_of_their_own() -> None:
    """What ann costs is a week without her worker, unfamiliar time and, beyond one adult, a new face."""
    mum = adult("Heron's mum", key_worker="ben", most_adults=1)
    talk = visit("talk", "Heron's mum")
    problem = hub(people("ann ben"), family(), mum, talk, visit("again", "Heron's mum", "Tue"))
    assert points(KeyWorkerSeen, problem, ann="talk Mon 10:00") == 1200
    assert points(KeyWorkerSeen, problem, ben="talk Mon 10:00") == 0
    assert [c.whom for c in charges(UnfamiliarHours, problem, ann="talk Mon 10:00")] == ["Heron's mum"]
    assert points(NewFaces, problem, ann="talk Mon 10:00", ben="again Tue 10:00") == 300


def test_a_family_visit_is_with_all_of_them() -> None:
    """Heron and his mother together: it is in the way of her own visit, and each of them meets ann."""
    both = visit("family", "Heron", others=("Heron's mum",))
    problem = hub(people("ann ben"), MUM, both, visit("hers", "Heron's mum"))
    assert broken(VisitTimes, problem, ann="family Mon 10:00", ben="hers Mon 10:30") == ["Heron's mum"]
    assert points(KeyWorkerSeen, problem, ann="family Mon 10:00") == 1200  # his is met, hers is not
    assert points(KeyWorkerSeen, problem, ben="family Mon 10:00") == 1200


def test_flexible_time_is_made_by_its_named_worker_only() -> None:
    """Three hours of ben's caseload, whenever he can: with ben away nobody goes in his place."""
    plans = plan(
        "caseload",
        "Heron",
        "",
        form=PlanForm.FLEXIBLE,
        times=3,
        between="09:00 20:00",
        who=Who.NAMED,
        named=("ben",),
    )
    found = drafted(hub(people("ann ben"), MUM, plans))
    assert [a.person for a in found.roster.assignments] == ["ben", "ben", "ben"]
    assert (
        drafted(hub(people("ann ben"), MUM, plans, available("ben", "00:00 01:00"))).roster.assignments == ()
    )


def test_flexible_time_without_a_name_is_the_key_workers() -> None:
    """Ann is Heron's key worker; anyone known would not do."""
    caseload = plan("caseload", "Heron", "", form=PlanForm.FLEXIBLE, who=Who.KNOWN)
    problem = hub(people("ann ben"), MUM, caseload)
    (name,) = problem.appointment
    assert broken(WhoMayVisit, problem, ben=f"{name} Mon 10:00") == ["ben"]
    assert who(drafted(problem).roster, "caseload") == ["ann"]


def test_two_visits_a_week_do_not_crowd_one_day() -> None:
    """Twice a week, on any weekday: one before Wednesday, one from then on."""
    problem = hub(people("ann"), young("Wren"), plan("plan", "Wren", "Mon Tue Wed Thu", times=2))
    first, second = (appointment.days for appointment in problem.appointments)
    assert (first, second) == ((on("Mon"), on("Tue")), (on("Wed"), on("Thu")))


def test_a_plan_holds_between_its_dates() -> None:
    """From Wednesday until Thursday: Monday's, Tuesday's and Friday's visits are not asked for."""
    weekdays = plan("plan", "Wren", "Mon Tue Wed Thu Fri", times=5, first_day=on("Wed"), last_day=on("Thu"))
    problem = hub(people("ann"), young("Wren"), weekdays)
    assert [a.days for a in problem.appointments] == [(on("Wed"),), (on("Thu"),)]


def test_a_former_young_person_stays_in_touch_with_whom_they_know() -> None:
    """Wren moved on in January: ann, whom the plan names, goes on visiting, and nobody in her place."""
    wren = young("Wren", moved_on=date(2026, 1, 9))
    carer = person("ann", household="Rowan")
    contact = plan("in touch", "Wren", "Sat", who=Who.NAMED, named=("ann",), kind=VisitKind.STAYING_IN_TOUCH)
    found = drafted(hub(carer, people("ben"), wren, contact))
    assert who(found.roster, "in touch") == ["ann"]
    assert found.judgement.needs == ()


def test_a_joint_role_visit_needs_both_roles() -> None:
    """A clinician and a police officer: two clinicians will not do, and one goes nowhere alone."""
    roles = {"ann": "clinician", "ben": "clinician", "cat": "police"}
    held = [Skill(person=key, skill=skill) for key in roles for skill in ("checks", "driver")]
    held += [Skill(person=key, skill=role) for key, role in roles.items()]
    joint = visit("joint", "Heron", adults=2, roles=("clinician", "police"))
    problem = hub(people("ann ben cat"), held, young("Heron"), joint)
    two = judged(problem, roster(problem, ann="joint Mon 10:00", ben="joint Mon 10:00"))
    assert {violation.rule for violation in two.violations} == {"joint roles"}
    assert len(set(who(drafted(problem).roster, "joint")) & {"ann", "ben"}) == 1
    assert "cat" in who(drafted(problem).roster, "joint")
    without = hub(people("ann ben"), [row for row in held if row.person != "cat"], young("Heron"), joint)
    assert drafted(without).roster.assignments == ()


def at_school(*rows: Rows, **other: Any) -> Problem:
    """Give a hub that visits Heron on Monday between nine and six, who is at school until half past three."""
    school = week_time("Heron", "08:45 15:30", "Mon", **other)
    return hub(people("ann"), young("Heron"), visit("v", "Heron", between="09:00 18:00"), school, rows)


def test_school_keeps_visits_away() -> None:
    """The visit starts at half past three or later."""
    (made,) = drafted(at_school()).roster.assignments
    assert made.span[0] >= instant(MONDAY, time(15, 30))
    assert broken(VisitTimes, at_school(), ann="v Mon 15:29") == ["v"]
    assert broken(VisitTimes, at_school(), ann="v Mon 15:30") == []


def test_school_is_kept_in_term_only() -> None:
    """With the term over on the Friday before, Monday morning is free; with a week of it left, it is not."""
    assert broken(VisitTimes, at_school(term("Mon-2", "Fri-1"), calendar="Schools"), ann="v Mon 10:00") == []
    assert broken(VisitTimes, at_school(term("Mon-2", "Fri"), calendar="Schools"), ann="v Mon 10:00") == ["v"]


def test_a_visit_is_made_where_they_are_when_it_is_welcome_there() -> None:
    """At college ann may see Heron, at the college, until it ends there; after it, at home in Dale."""
    problem = at_school(kind=WeekKind.COLLEGE, place="College", visits=True)
    openings = problem.appointment["v"].openings[MONDAY]
    found = {opening.place: (opening.first, opening.last) for opening in openings}
    clock = {at: instant(MONDAY, time.fromisoformat(at)) for at in ("09:00", "14:30", "15:30", "17:00")}
    assert found == {
        "College": (clock["09:00"], clock["14:30"]),
        "Dale": (clock["15:30"], clock["17:00"]),
    }
    assert broken(VisitTimes, problem, ann="v Mon 10:00") == []
    assert broken(VisitTimes, problem, ann="v Mon 15:00") == ["v"]  # half of it after he has left


def test_a_night_away_lowers_who_is_at_home() -> None:
    """Heron, alone in Oak, is with his family until Monday evening: nobody needs to be in the home."""
    away = week_time("Heron", "00:00 22:00", "Mon", WeekKind.NIGHT_AWAY)
    empty = drafted(hub(resident("Heron"), shift("early", "Mon"), away))
    assert empty.judgement.shortfall[Priority.NOBODY].minutes == 0
    assert (
        drafted(hub(resident("Heron"), shift("early", "Mon"))).judgement.shortfall[Priority.NOBODY].minutes
        == 480
    )


def test_school_time_is_not_owed_by_a_shift() -> None:
    """Of an early of eight hours Heron is at home for one: ann, a stranger, is unfamiliar for that hour."""
    school = week_time("Heron", "08:00 15:00", "Mon")
    rows = [people("ann"), resident("Heron"), shift("early", "Mon")]
    hours = [points(UnfamiliarHours, hub(rows, more), ann="early Mon") for more in ([], [school])]
    assert hours[0] == 8 * hours[1] > 0


def test_heron_meets_ann_on_her_shift_only_when_he_is_there() -> None:
    """Away all day, he has not seen his key worker by her shift."""
    away = week_time("Heron", "06:00 16:00", "Mon", WeekKind.FAMILY_TIME)
    rows = [people("ann"), resident("Heron", key_worker="ann"), shift("early", "Mon"), shift("late", "Mon")]
    assert points(KeyWorkerSeen, hub(rows, away), ann="early Mon") == 1200
    assert points(KeyWorkerSeen, hub(rows), ann="early Mon") == 0
