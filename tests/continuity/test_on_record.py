"""Each visit once, however often it is written down."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub_roster.continuity.on_record import VisitOnRecord, visits_before, visits_of_period
from hub_roster.domain.lines import Lines
from hub_roster.domain.plans import Outcome, OutcomeKind
from hub_roster.domain.problem import Problem
from hub_roster.domain.tasks import Escort
from hub_roster.domain.young_people import Contact, Setting
from tests.continuity.records import (
    BY_THEM,
    BY_US,
    DECLINED,
    MADE,
    NOT_MADE,
    contact,
    outcome,
    plan,
)
from tests.tiny import MONDAY, Rows, at, hub, on, people, roster, visit, young

WEEKS = tuple(MONDAY - timedelta(days=k) for k in range(28, 0, -1))


def before(*rows: Rows) -> list[tuple[tuple[OutcomeKind, ...], int, bool]]:
    """Give what came of Heron's visits before the period, their minutes, and whether it is assumed."""
    problem = hub(people("ann ben cat"), young("Heron"), *rows)
    return [(v.words, v.minutes, v.assumed) for v in visits_before(problem, "Heron", WEEKS)]


def test_the_ledger_alone_is_taken_as_made() -> None:
    """Visits, and of the dates asked for only; shifts, nights, and others' visits are none."""
    shift = contact("ann", "Heron", "Tue-1", setting=Setting.SHIFT)
    old, now = contact("ann", "Heron", "Mon-5"), contact("ann", "Heron", "Mon")
    wren = young("Wren"), contact("ann", "Wren", "Mon-1")
    rows = (contact("ann", "Heron", "Mon-1"), contact("ben", "Heron", "Mon-4", 45), shift, old, now, wren)
    assert before(*rows) == [((MADE,), 45, True), ((MADE,), 60, True)]


@pytest.mark.parametrize("person", ["ann", None])
@pytest.mark.parametrize("kind", list(OutcomeKind))
def test_an_outcome_of_a_visit_in_the_ledger_is_the_same_visit(kind: OutcomeKind, person: str | None) -> None:
    """Whatever came of it and whoever it names, there is one visit, and the outcome is believed."""
    rows = contact("ann", "Heron", "Mon-1"), outcome("Heron", "Mon-1", kind, person=person)
    assert before(*rows) == [((kind,), 60, False)]


def test_made_shorter_than_planned() -> None:
    """The ledger of a planned hour, the outcome of 45 minutes: one visit of 45."""
    rows = contact("ann", "Heron", "Mon-1"), outcome("Heron", "Mon-1", MADE, 45, person="ann")
    assert before(*rows) == [((MADE,), 45, False)]


def test_a_visit_made_after_one_declined() -> None:
    """An hour declined in the morning, half an hour made later that day by the same adult: two visits."""
    rows = contact("ann", "Heron", "Mon-1", 30), outcome("Heron", "Mon-1", DECLINED, 60, person="ann")
    assert before(*rows) == [((MADE,), 30, True), ((DECLINED,), 60, False)]


def test_declined_with_no_length() -> None:
    """An outcome without minutes has those of the visit it is about."""
    assert before(contact("ann", "Heron", "Mon-1"), outcome("Heron", "Mon-1", DECLINED, 0)) == [
        ((DECLINED,), 60, False)
    ]


def test_another_adult_or_another_day_is_another_visit() -> None:
    """Ben's outcome says nothing of ann's visit, nor Tuesday's of Monday's."""
    others = outcome("Heron", "Mon-1", DECLINED, person="ben"), outcome("Heron", "Tue-1", MADE)
    assert before(contact("ann", "Heron", "Mon-1"), *others) == [
        ((MADE,), 60, True),
        ((DECLINED,), 60, False),
        ((MADE,), 60, False),
    ]


def test_two_adults_who_go_together_make_one_visit() -> None:
    """Two rows of the ledger with two adults each; then an outcome by each of them, too."""
    both = contact("ann", "Heron", "Mon-1", adults=2), contact("ben", "Heron", "Mon-1", adults=2)
    assert before(*both) == [((MADE,), 60, True)]
    by_each = [outcome("Heron", "Mon-1", DECLINED, person=who) for who in ("ann", "ben")]
    assert before(*both, by_each) == [((DECLINED,), 60, False)]


def test_two_visits_of_an_hour_on_one_day_are_two() -> None:
    """By one adult or by two; an outcome takes one of them."""
    twice = contact("ann", "Heron", "Mon-1"), contact("ann", "Heron", "Mon-1")
    assert before(*twice) == [((MADE,), 60, True)] * 2
    assert before(*twice, outcome("Heron", "Mon-1", BY_US)) == [
        ((BY_US,), 60, False),
        ((MADE,), 60, True),
    ]


def test_outcomes_of_one_code_are_one_visit() -> None:
    """Moved on Monday, made on Wednesday: the ledger had it on both days, and it was one visit."""
    rows = [contact("ann", "Heron", day) for day in ("Mon-1", "Wed-1")]
    told = outcome("Heron", "Mon-1", BY_THEM, visit="v"), outcome("Heron", "Wed-1", MADE, visit="v")
    assert before(rows, told) == [((BY_THEM, MADE), 60, False)]


def test_an_escort_is_no_visit() -> None:
    """The ledger has an hour's drive and an hour's visit on one day; the escort's row tells them apart."""
    drive = Escort(
        id="e", young_person="Heron", start=at("Mon-1 10:00"), minutes=60, origin="Dale", destination="Base"
    )
    twice = contact("ann", "Heron", "Mon-1"), contact("ben", "Heron", "Mon-1")
    assert before(*twice, drive) == [((MADE,), 60, True)]
    assert before(contact("ann", "Heron", "Tue-1"), drive) == [((MADE,), 60, True)]


def test_outcomes_of_others_and_of_other_days_are_none_of_these() -> None:
    """Of Heron's those of the dates asked for; Wren's never."""
    others = [outcome("Heron", day, MADE) for day in ("Mon-5", "Mon")]
    assert before(others, young("Wren"), outcome("Wren", "Mon-1", MADE)) == []
    now = [outcome("Heron", day, MADE) for day in ("Sun-1", "Mon+1")]
    assert period(now, outcome("Wren", "Mon", MADE)) == {}


@pytest.mark.parametrize(("minutes", "told"), [(0, []), (1, [((MADE,), 1, True)])])
def test_a_contact_of_no_time_is_no_visit(minutes: int, told: list[object]) -> None:
    """One of a minute is."""
    assert before(contact("ann", "Heron", "Mon-1", minutes)) == told


@pytest.mark.parametrize(
    ("kind", "minutes", "told"), [(MADE, 0, 60), (MADE, 1, 1), (MADE, 61, 61), (DECLINED, 0, 60)]
)
def test_minutes_made_are_the_outcomes_if_it_tells_any(kind: OutcomeKind, minutes: int, told: int) -> None:
    """Of a visit of an hour in the ledger."""
    rows = contact("ann", "Heron", "Mon-1"), outcome("Heron", "Mon-1", kind, minutes)
    assert before(*rows) == [((kind,), told, False)]


def test_an_outcome_of_nothing_known_has_no_length() -> None:
    """It tells none itself, and there is no visit it might be about."""
    assert before(outcome("Heron", "Mon-1", DECLINED, 0)) == [((DECLINED,), 0, False)]


def test_an_outcome_is_of_the_visit_nearest_in_length() -> None:
    """Fifty minutes made are the hour's, not those of the half hour."""
    rows = contact("ann", "Heron", "Mon-1", 30), contact("ann", "Heron", "Mon-1", 60)
    told = outcome("Heron", "Mon-1", MADE, 50)
    assert before(*rows, told) == [((MADE,), 30, True), ((MADE,), 50, False)]


def test_two_outcomes_of_one_visit_on_one_day_take_one_row() -> None:
    """Moved and made within Monday: the second visit of that day stands by itself."""
    rows = contact("ann", "Heron", "Mon-1"), contact("ann", "Heron", "Mon-1")
    told = [outcome("Heron", "Mon-1", kind, visit="v") for kind in (BY_THEM, MADE)]
    assert before(*rows, told) == [((MADE,), 60, True), ((BY_THEM, MADE), 60, False)]


def test_a_visit_moved_is_of_the_day_and_length_it_was_made() -> None:
    """Planned for Monday and an hour; on Wednesday it took 45 minutes, and Friday's word changes nothing."""
    days = ("Mon-1", BY_THEM, 60), ("Wed-1", MADE, 45), ("Fri-1", BY_US, 60)
    told = [outcome("Heron", day, kind, minutes, visit="v") for day, kind, minutes in days]
    (made,) = visits_before(hub(people("ann"), young("Heron"), told), "Heron", WEEKS)
    assert (made.day, made.minutes, made.agreed_minutes) == (on("Wed-1"), 45, 60)


def test_what_has_a_code_stands_for_all_its_outcomes() -> None:
    """By the outcome's code or the roster's; the ledger has none."""

    def coded(*rows: Rows) -> list[bool]:
        problem = hub(people("ann"), young("Heron"), rows)
        return [visit.coded for visit in visits_before(problem, "Heron", WEEKS)]

    ledger = contact("ann", "Heron", "Mon-1")
    assert coded(ledger) == coded(ledger, outcome("Heron", "Mon-1", BY_US)) == [False]
    assert coded(outcome("Heron", "Mon-1", BY_US, visit="v")) == [True]
    silent, told = visit("v1", "Heron"), (visit("v1", "Heron"), outcome("Heron", "Mon", BY_US, person="ann"))
    for rows in (silent, told):
        assert [each.coded for each in period(rows, ann="v1 Mon 10:00").values()] == [True]


def test_a_joint_visit_has_one_key_in_the_ledger_and_by_an_outcome_alone() -> None:
    """Ann's hour with both is in the ledger for Heron; of Wren only its outcome is on record."""
    rows = contact("ann", "Heron", "Mon-1"), outcome("Wren", "Mon-1", MADE, person="ann")
    problem = hub(people("ann"), young("Heron"), young("Wren"), rows)
    (heron,), (wren,) = (visits_before(problem, code, WEEKS) for code in ("Heron", "Wren"))
    assert heron.key == wren.key


# The period ---------------------------------------------------------------------------------------


def period(*rows: Rows, **lines: str) -> dict[str, VisitOnRecord]:
    """Give Heron's visits of the period by key."""
    problem = hub(people("ann ben"), young("Heron"), young("Wren"), *rows)
    return {v.key: v for v in visits_of_period(Lines(problem, roster(problem, **lines)), "Heron")}


def test_a_roster_is_assumed_made() -> None:
    """Who is down for a visit is taken to make it; nobody down, not made; the ledger says nothing here."""
    rows = visit("v1", "Heron"), visit("v2", "Heron", "Tue", "Thu"), contact("ann", "Heron", "Mon")
    found = period(*rows, ann="v1 Mon 10:00")
    assert {key: (v.words, v.assumed, v.day) for key, v in found.items()} == {
        "v1 1": ((MADE,), True, on("Mon")),
        "v2 1": ((NOT_MADE,), True, on("Thu")),
    }


@pytest.mark.parametrize("named", [{"visit": "v1"}, {"person": "ann"}, {}])
def test_an_outcome_speaks_louder_than_the_roster(named: dict[str, Any]) -> None:
    """By the visit's code, or its day and person, or its day alone."""
    found = period(visit("v1", "Heron"), outcome("Heron", "Mon", DECLINED, **named), ann="v1 Mon 10:00")
    assert {key: (v.words, v.assumed) for key, v in found.items()} == {"v1 1": ((DECLINED,), False)}


def test_a_visit_is_of_the_day_it_begins() -> None:
    """Of Tuesday to Thursday ann goes on Tuesday, until after midnight."""
    found = period(visit("v", "Heron", "Tue", "Thu"), ann="v Tue 23:30")
    assert [each.day for each in found.values()] == [on("Tue")]


def test_a_code_finds_its_visit_among_those_of_the_day_and_on_another_day() -> None:
    """Of two with ann on Monday the one with the code was declined, on whatever day it is noted."""
    visits = visit("v1", "Heron"), visit("v2", "Heron")
    for day, minutes in (("Mon", 60), ("Mon", 45), ("Wed", 45)):
        told = outcome("Heron", day, DECLINED, minutes, visit="v2")
        found = period(visits, told, ann="v1 Mon 10:00, v2 Mon 12:00")
        said = {key: (v.words, v.minutes) for key, v in found.items()}
        assert said == {"v1 1": ((MADE,), 60), "v2 1": ((DECLINED,), 60)}


def test_made_by_whom_the_roster_does_not_know() -> None:
    """Nobody was down for it and it was made all the same, an hour and a half of it."""
    found = period(visit("v1", "Heron"), outcome("Heron", "Mon", MADE, 90, visit="v1"))
    assert [(v.made, v.minutes, v.agreed_minutes) for v in found.values()] == [(True, 90, 60)]


def test_one_of_two_is_not_made() -> None:
    """A visit for two adults together does not take place with one."""
    two = visit("v1", "Heron", adults=2)
    assert [v.made for v in period(two, ann="v1 Mon 10:00").values()] == [False]
    assert [v.made for v in period(two, ann="v1 Mon 10:00", ben="v1 Mon 10:00").values()] == [True]


def test_joint_visits_and_plans_are_in_and_escorts_are_not() -> None:
    """Wren's visit with Heron is Heron's too; so is the plan's; the drive is none."""
    joint = visit("both", "Wren", "Wed", others=("Heron",))
    drive = Escort(
        id="e", young_person="Heron", start=at("Mon 10:00"), minutes=60, origin="Dale", destination="Base"
    )
    found = period(joint, drive, plan("p", "Heron"), visit("other", "Wren"))
    assert set(found) == {"both 1", f"p {MONDAY} 1 1"}


KINDS = st.sampled_from(OutcomeKind)
DAYS = st.sampled_from(WEEKS[-3:])
LENGTHS = st.sampled_from((30, 60))
WHO = st.sampled_from(("ann", "ben"))
LEDGER = st.lists(st.tuples(WHO, DAYS, LENGTHS), max_size=6)
TOLD = st.lists(st.tuples(WHO | st.none(), DAYS, LENGTHS, KINDS), max_size=6)
BASE: Problem = hub(people("ann ben"), young("Heron"))


@given(ledger=LEDGER, told=TOLD)
def test_no_visit_is_lost_or_counted_twice(
    ledger: list[tuple[str, object, int]], told: list[tuple[str | None, object, int, OutcomeKind]]
) -> None:
    """Each outcome without a code is a visit; each row is one or is an outcome's; keys are all different."""
    contacts = [
        Contact.model_validate({"person": p, "young_person": "Heron", "day": d, "minutes": m})
        for p, d, m in ledger
    ]
    outcomes = [
        Outcome.model_validate({"person": p, "young_person": "Heron", "day": d, "minutes": m, "outcome": k})
        for p, d, m, k in told
    ]
    found = visits_before(BASE.edited(contacts=contacts, outcomes=outcomes), "Heron", WEEKS)
    silent = [visit for visit in found if visit.assumed]
    assert len(found) - len(silent) == len(told)
    assert max(0, len(ledger) - len(told)) <= len(silent) <= len(ledger)
    assert len({visit.key for visit in found}) == len(found)
