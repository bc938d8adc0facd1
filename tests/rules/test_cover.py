"""What a home and a hub demand: an adult, every seat, the skills of a shift, someone on call."""

from __future__ import annotations

from datetime import date, time
from typing import Any

import pytest

from hub_roster.domain.people import Skill
from hub_roster.domain.policy import PolicyNumber
from hub_roster.program.statement import Priority
from hub_roster.rules.cover import Seats, ShiftSkills, SomebodyHome, SomebodyOnCall
from tests.edits import told_of_edit
from tests.tiny import charges, hub, need, on, on_call, people, person, points, resident, shift
from tests.tiny_life import escort, induction, own, week_time

OCTOBER = date(2026, 10, 19)
MARCH = date(2027, 3, 22)


def test_nobody_in_the_home() -> None:
    """A shift of 8 hours with a young person at home and no adult: 480 minutes of the first priority."""
    problem = hub(people("ann ben"), resident("Heron"), shift("early", "Mon", seats=2))
    (charge,) = charges(SomebodyHome, problem)
    assert (charge.whom, charge.points, charge.priority) == ("Oak", 480, Priority.NOBODY)
    assert points(SomebodyHome, problem, ann="early Mon") == 0


def test_an_overlap_is_counted_once() -> None:
    """Early to 15:00, late from 14:30: with nobody on the late, 15:00 to 23:00 are 480 minutes."""
    problem = hub(
        person("ann"), resident("Heron"), shift("early", "Mon"), shift("late", "Mon", start=time(14, 30))
    )
    assert points(SomebodyHome, problem) == 960
    assert points(SomebodyHome, problem, ann="early Mon") == 480


def test_who_escorts_one_is_not_there_for_the_other() -> None:
    """While ann takes Heron to court for an hour, nobody is with Wren unless ben is."""
    young_people = resident("Heron"), resident("Wren")
    rows = shift("early", "Mon", seats=2), escort("e", "Heron", "Mon 10:00")
    problem = hub(people("ann ben"), young_people, rows)
    assert points(SomebodyHome, problem, ann="early Mon, e Mon 10:00") == 60
    assert points(SomebodyHome, problem, ann="early Mon, e Mon 10:00", ben="early Mon") == 0


@pytest.mark.parametrize("kind", [SomebodyHome, Seats])
def test_an_edit_of_one_shift_is_told_of_that_shift(kind: Any) -> None:
    """Every early lacks somebody; ann left Wednesday's just now."""
    rows = people("ann ben"), resident("Heron"), resident("Wren")
    problem = hub(rows, shift("early", seats=2), escort("e", "Heron", "Wed 10:00"))
    assert told_of_edit(kind, problem, "ann", ann="early Wed, e Wed 10:00") == ["Oak"]


def test_an_empty_home_needs_nobody() -> None:
    """Heron leaves after Tuesday: Monday and Tuesday count, the rest of the week does not."""
    problem = hub(person("ann"), resident("Heron", until="Tue"), shift("early"))
    assert points(SomebodyHome, problem) == 2 * 480
    assert points(SomebodyHome, hub(person("ann"), shift("early"))) == 0


def test_every_seat() -> None:
    """Two seats of 8 hours, one filled: 480 minutes of the second priority, of the week's shifts alone."""
    problem = hub(people("ann ben"), shift("early", "Mon", seats=2))
    (charge,) = charges(Seats, problem, ann="early Mon")
    assert (charge.points, charge.priority, charge.tasks) == (480, Priority.COVER, ("Oak/2026-02-02/early",))
    assert charges(Seats, problem, ann="early Mon", ben="early Mon") == ()
    assert points(Seats, problem) == 960  # the Monday after is the next period's


@pytest.mark.parametrize(("first", "minutes"), [(on("Mon"), 480), (OCTOBER, 540), (MARCH, 420)])
def test_a_night_is_as_long_as_it_lasts(first: date, minutes: int) -> None:
    """Saturday's sleep-in, 23:00 to 07:00, is 9 hours in October and 7 in March: seat and adult alike."""
    problem = hub(person("ann"), shift("sleep-in", "Sat"), first_day=first)
    assert points(Seats, problem) == minutes
    home = hub(person("ann"), resident("Heron"), shift("sleep-in", "Sat"), first_day=first)
    assert points(SomebodyHome, home) == minutes


def test_a_shift_without_a_skill_it_needs() -> None:
    """Someone trained on the shift's date meets the need; untrained, lapsed or absent adults do not."""
    trained = Skill(person="ann", skill="medication", valid_until=on("Tue"))
    problem = hub(people("ann ben"), shift("early", "Tue Wed"), need("medication"), trained)
    assert points(ShiftSkills, problem, ann="early Tue") == 480
    (charge,) = charges(ShiftSkills, problem, ann="early Tue")
    assert (charge.tasks, charge.priority) == (("Oak/2026-02-04/early",), Priority.SAFETY)
    assert points(ShiftSkills, problem, ben="early Tue, early Wed") == 960


def test_two_adults_with_a_skill() -> None:
    """Where policy asks for a witness, one trained adult leaves one short."""
    trained = [Skill(person=key, skill="medication") for key in ("ann", "ben")]
    problem = hub(people("ann ben"), shift("early", "Mon", seats=2), need("medication", adults=2), trained)
    assert points(ShiftSkills, problem, ann="early Mon") == 480
    assert points(ShiftSkills, problem, ann="early Mon", ben="early Mon") == 0


@pytest.mark.parametrize(
    ("skill", "number", "minutes"),
    [
        ("Team leader", None, 480),
        ("Team leader", "new_starter_leads", 0),
        ("first aid", None, 0),
        ("first aid", "new_starter_helps", 480),
    ],
)
def test_for_which_skills_a_new_starter_counts(skill: str, number: str | None, minutes: int) -> None:
    """Ann, whose induction is open, holds it: she does not lead and does help, unless the policy says so."""
    value = int(number == "new_starter_leads")
    policy = [PolicyNumber(rule="skills on a shift", number=number, value=value)] if number else []
    held = [Skill(person=key, skill=skill) for key in ("ann", "ben")]
    rows = shift("early", "Mon"), need(skill), held, policy
    problem = hub(people("ann ben"), induction("ann"), induction("ben", "Sun-1"), rows)
    assert points(ShiftSkills, problem, ann="early Mon") == minutes
    assert points(ShiftSkills, problem, ben="early Mon") == 0


def test_a_hub_that_records_no_skills_lacks_none() -> None:
    """Without any skill recorded, anyone on the shift meets its needs; an empty shift does not."""
    problem = hub(person("ann"), shift("early", "Mon"), need("medication"))
    assert points(ShiftSkills, problem, ann="early Mon") == 0
    assert points(ShiftSkills, problem) == 480


def test_somebody_on_call() -> None:
    """A spell nobody holds is short by its length: 16 hours from 17:00 to 09:00."""
    problem = hub(person("ann"), on_call("call", "Tue 17:00", "Wed 09:00"))
    (charge,) = charges(SomebodyOnCall, problem)
    assert (charge.whom, charge.points, charge.priority) == ("Hub", 16 * 60, Priority.SAFETY)
    assert points(SomebodyOnCall, problem, ann="call") == 0


def test_a_home_is_empty_of_adults_only_while_somebody_is_at_home() -> None:
    """Heron is at school from nine to three: of an early with nobody on it two hours count."""
    school = week_time("Heron", "09:00 15:00", "Mon")
    problem = hub(person("ann"), resident("Heron"), shift("early", "Mon"), school)
    assert points(SomebodyHome, problem) == 120
    both = hub(person("ann"), resident("Heron"), resident("Wren"), shift("early", "Mon"), school)
    assert points(SomebodyHome, both) == 480


def test_seats_for_ones_own_adults_are_seats() -> None:
    """With one adult for themselves, one of two on the early is 480 minutes short."""
    problem = hub(people("ann ben"), resident("Heron"), shift("early", "Mon"), own("Heron"))
    assert points(Seats, problem, ann="early Mon") == 480


def test_a_shift_not_run_for_a_while_needs_nobody() -> None:
    """On Tuesday there is no early."""
    change = shift("early", seats=0, first_day=on("Tue"), last_day=on("Tue"))
    problem = hub(people("ann ben"), resident("Heron"), shift("early", "Mon Tue"), change)
    assert points(Seats, problem) == 480


def test_a_need_between_dates() -> None:
    """The medicine training is asked for from Tuesday on."""
    from_tuesday = need("medication").model_copy(update={"first_day": on("Tue")})
    held = Skill(person="ben", skill="medication")
    problem = hub(people("ann ben"), shift("early", "Mon Tue"), from_tuesday, held)
    assert points(ShiftSkills, problem, ann="early Mon, early Tue") == 480
