"""What homes and hubs lack, and what was taken for granted of them, in words."""

from __future__ import annotations

from itertools import pairwise

from hub_roster.cli.goodness import assumptions
from hub_roster.cli.shortfall import listed
from hub_roster.domain.home import Home
from hub_roster.domain.lines import Lines
from hub_roster.domain.people import Skill
from hub_roster.domain.problem import Problem
from hub_roster.domain.tasks import OnCall
from hub_roster.rules.judge import judge
from hub_roster.rules.rulebook import RULEBOOK
from tests.tiny import WEEKDAYS, hub, on_call, people, person, resident, roster, shift, visit, young
from tests.tiny_life import pod

OAK = Home(code="Oak", hub="Hub", place="Oak house")


def _short(problem: Problem, **lines: str) -> list[str]:
    found = roster(problem, **lines)
    return list(listed(Lines(problem, found), judge(RULEBOOK.of(problem), problem, found)))


def test_an_adult_alone() -> None:
    """It is said what would have let them be."""
    problem = hub(OAK, people("ann ben"), resident("Heron"), shift("early", "Mon", seats=2))
    words = "Oak: 8 h short of two adults, without a lone working assessment"
    assert f"{words} (early, Mon 2 Feb 07:00-15:00, Oak)" in _short(problem, ann="early Mon")


def test_nobody_trained_to_restrain_and_nobody_to_hand_over() -> None:
    """The shift, or the home and how long."""
    checks = [Skill(person=key, skill="checks") for key in ("ann", "ben")]
    young_person = resident("Heron", restraint_planned=True)
    problem = hub(people("ann ben"), checks, young_person, shift("late", "Mon"), shift("sleep-in", "Mon"))
    said = _short(problem, ann="late Mon", ben="sleep-in Mon")
    assert "late, Mon 2 Feb 15:00-23:00, Oak: too few trained to restrain" in said
    assert any(words.startswith("Oak: nobody to hand over, for 30 min (late, Mon 2 Feb") for words in said)


def test_nobody_answers_for_a_visit_and_no_carer_is_free() -> None:
    """The pod, and the hub."""
    carer = person("bea", household="Birch")
    rows = people("ann sue"), carer, young("Heron", pod="Pod A"), pod("Pod A", "sue"), visit("v", "Heron")
    problem = hub(rows, shift("sleep-in", "Mon"))
    said = _short(problem, ann="v Mon 10:00", bea="sleep-in Mon")
    assert any(w.endswith("neither supervisor nor deputy of Pod A is on duty or on call") for w in said)
    assert any(w.startswith("Hub: too few hub carers kept free for the night, because of:") for w in said)


def test_one_adult_where_two_would_be_needed_is_told() -> None:
    """A home with one place and no assessment; with two places, or an assessment, nothing is told."""
    told = (
        "Oak has one adult on some of its shifts and no lone working assessment: record one, or add a seat."
    )
    rows = people("ann ben"), resident("Heron")
    assert told in assumptions(hub(OAK, rows, shift("sleep-in")))
    assert told not in assumptions(hub(OAK, rows, shift("sleep-in", seats=2)))
    assert told not in assumptions(hub(rows, shift("sleep-in")))


def test_a_pattern_in_which_nobody_could_hand_over_is_told() -> None:
    """The late begins as the early ends, and no duty holds both."""
    rows = people("ann ben"), resident("Heron"), shift("early", "Mon"), shift("late", "Mon")
    told = "Oak has shifts that end with nobody who could hand over: let the next begin earlier."
    assert told in assumptions(hub(rows))
    assert told not in assumptions(hub(people("ann"), resident("Heron"), shift("early", "Mon")))


def test_hours_without_on_call_are_told() -> None:
    """Evenings alone leave the days; a spell that reaches past the period stands for the one before it."""
    told = "Hub: at 56 h of the period nobody was asked to be on call."
    assert told in assumptions(hub(people("ann"), _every_day("17:00", "09:00")))
    always = hub(people("ann"), _every_day("08:00", "08:00"))
    assert not any("asked to be on call" in words for words in assumptions(always))


def _every_day(start: str, end: str) -> list[OnCall]:
    """Give a spell that begins on each day of the week and ends on the next."""
    days = pairwise((*WEEKDAYS, "Mon+1"))
    return [on_call(f"call {day}", f"{day} {start}", f"{after} {end}") for day, after in days]
