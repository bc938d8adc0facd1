"""Prices on what people were told or asked for: requests, working patterns, what is already published."""

from __future__ import annotations

import pytest

from hub_roster.domain.offers import AssignmentState
from hub_roster.domain.people import DutyBefore, PatternDay, PatternWeek, Request
from hub_roster.domain.problem import Problem
from hub_roster.domain.tasks import PublishedAssignment
from hub_roster.rules.wishes import Accepted, Changes, Requests, WorkingPattern
from tests.edits import told_of_edit
from tests.tiny import (
    at,
    charges,
    hub,
    on,
    on_call,
    people,
    person,
    points,
    resident,
    shift,
    visit,
    young,
)
from tests.tiny_life import offer

SHIFTS = [shift(name) for name in ("early", "late", "sleep-in", "waking night", "day")]
HERON = [young("Heron"), visit("v", "Heron", "Mon", "Wed")]


def asked(wish: PatternDay, day: str = "Wed") -> Problem:
    """Give a hub in which ann asked for something on a day."""
    return hub(person("ann"), SHIFTS, HERON, Request(person="ann", day=on(day), wish=wish))


@pytest.mark.parametrize(
    ("wish", "line", "price"),
    [
        (PatternDay.OFF, "late Tue, early Thu", 0),
        (PatternDay.OFF, "early Wed", 200),
        (PatternDay.OFF, "waking night Tue", 200),  # home on Wednesday at 08:00
        (PatternDay.EARLY, "early Wed", 0),
        (PatternDay.EARLY, "day Wed", 0),
        (PatternDay.EARLY, "late Wed", 200),
        (PatternDay.EARLY, "", 200),
        (PatternDay.LATE, "late Wed, sleep-in Wed", 0),
        (PatternDay.NIGHT, "waking night Wed", 0),
        (PatternDay.NIGHT, "late Wed", 200),
        (PatternDay.OUTREACH, "v Wed 12:00", 0),
        (PatternDay.ANY, "", 0),
    ],
)
def test_a_request(wish: PatternDay, line: str, price: int) -> None:
    """What was asked for on Wednesday is met, or costs 200 once."""
    assert points(Requests, asked(wish), ann=line) == price


def test_a_request_is_told_of_whom_an_edit_touches() -> None:
    """Ann's early on her day off was there before ben was given his."""
    off = [Request(person=key, day=on("Mon"), wish=PatternDay.OFF) for key in ("ann", "ben")]
    problem = hub(people("ann ben"), shift("early", seats=2), off)
    assert told_of_edit(Requests, problem, "ben", ann="early Mon", ben="early Mon") == ["ben"]


def test_a_day_off_does_not_count_the_end_of_last_weeks_night() -> None:
    """Sunday's night ends on the Monday asked off: there is nothing to be done about it."""
    begun = DutyBefore(person="ann", start=at("Sun-1 22:00"), end=at("Mon 08:00"))
    off = Request(person="ann", day=on("Mon"), wish=PatternDay.OFF)
    assert points(Requests, hub(person("ann"), SHIFTS, begun, off)) == 0


# Working pattern ----------------------------------------------------------------------------------

TWO_WEEKS = [
    PatternWeek(person="ann", week=1, monday=PatternDay.EARLY, tuesday=PatternDay.OFF),
    PatternWeek(person="ann", week=2, monday=PatternDay.OFF, tuesday=PatternDay.LATE),
]


@pytest.mark.parametrize(
    ("anchor", "line", "price"),
    [
        ("Mon", "early Mon, late Wed", 0),
        ("Mon", "late Mon", 300),
        ("Mon", "early Tue", 300),
        ("Mon", "late Mon, late Tue", 600),
        ("Mon", "waking night Mon", 300),  # charged where it starts, not where it ends
        ("Mon", "", 0),  # a pattern asks nobody in
        ("Mon-1", "late Tue", 0),  # the second week of the cycle
        ("Mon-1", "early Mon", 300),
        ("Mon-2", "early Mon", 0),
        ("Mon+1", "late Tue", 0),  # an anchor to come is counted back from
    ],
)
def test_the_working_pattern(anchor: str, line: str, price: int) -> None:
    """Each duty on a free day, or of another kind than the day's, costs 300."""
    problem = hub(person("ann", pattern_anchor=on(anchor)), SHIFTS, TWO_WEEKS)
    assert points(WorkingPattern, problem, ann=line) == price


def test_who_has_no_pattern_departs_from_none() -> None:
    """Ben has none: he may do anything."""
    problem = hub(person("ann", pattern_anchor=on("Mon")), person("ben"), SHIFTS, TWO_WEEKS)
    assert points(WorkingPattern, problem, ben="late Mon, late Tue") == 0


def test_only_the_days_a_pattern_names_are_priced() -> None:
    """Monday may be anything and Wednesday is never worked, which is another rule's; Tuesday is kept free."""
    week = PatternWeek(person="ann", week=1, tuesday=PatternDay.OFF, wednesday=PatternDay.NEVER)
    problem = hub(person("ann", pattern_anchor=on("Mon")), SHIFTS, week)
    assert points(WorkingPattern, problem, ann="early Mon, early Wed") == 0
    assert points(WorkingPattern, problem, ann="early Tue") == 300


def test_a_pattern_is_told_of_whom_an_edit_touches() -> None:
    """Ann's early on a day kept free was there before ben was given his."""
    weeks = [PatternWeek(person=key, week=1, monday=PatternDay.OFF) for key in ("ann", "ben")]
    problem = hub(people("ann ben", pattern_anchor=on("Mon")), shift("early", seats=2), weeks)
    assert told_of_edit(WorkingPattern, problem, "ben", ann="early Mon", ben="early Mon") == ["ben"]


# Accepted offers ----------------------------------------------------------------------------------


def test_who_said_yes_keeps_it() -> None:
    """An accepted offer not kept is 6000 points, once, whichever seat it was and whoever has it now."""
    accepted = offer("ben", "Oak/2026-02-02/early/1", AssignmentState.ACCEPTED)
    problem = hub(people("ann ben"), SHIFTS, accepted)
    (charge,) = charges(Accepted, problem, ann="early Mon")
    assert (charge.whom, charge.tasks, charge.points) == ("ben", ("Oak/2026-02-02/early",), 6000)
    assert points(Accepted, problem) == 6000
    assert points(Accepted, problem, ben="early Mon") == 0


@pytest.mark.parametrize("state", [AssignmentState.OFFERED, AssignmentState.DECLINED])
def test_who_has_not_said_yes_keeps_nothing(state: AssignmentState) -> None:
    """An offer that is open or declined asks for nothing."""
    assert points(Accepted, hub(people("ann ben"), HERON, offer("ben", "v", state))) == 0


def test_an_accepted_offer_is_told_of_whom_an_edit_touches() -> None:
    """Ann's was not kept before ben was given another shift than his either."""
    accepted = [offer(key, "Oak/2026-02-02/early/1", AssignmentState.ACCEPTED) for key in ("ann", "ben")]
    assert told_of_edit(Accepted, hub(people("ann ben"), SHIFTS, accepted), "ben", ben="late Mon") == ["ben"]


# Published changes --------------------------------------------------------------------------------


def published(*rows: tuple[str, str, str]) -> list[PublishedAssignment]:
    """Give published assignments: who, task, when."""
    return [PublishedAssignment(person=who, task=task, start=at(when)) for who, task, when in rows]


EARLY = ("ann", "Oak/2026-02-02/early/1", "Mon 07:00")
VISIT = ("ann", "v", "Wed 12:00")


@pytest.mark.parametrize(
    ("lines", "price"),
    [
        ({"ann": "early Mon, v Wed 12:00"}, 0),
        ({"ann": "early Mon"}, 600),  # the visit is gone
        ({"ann": "early Mon, v Wed 12:30"}, 600),  # and moved
        ({"ann": "early Mon, v Tue 12:00"}, 1200),  # another day is changed too
        ({"ann": "late Mon, v Wed 12:00"}, 600),  # one duty swapped for another is one change
        ({"ann": "early Mon, v Wed 12:00", "ben": "early Tue"}, 600),  # ben was free
        ({"ben": "early Mon", "ann": "v Wed 12:00"}, 1200),  # a swap touches two people
        ({"ann": "early Mon, v Wed 12:00, late Thu, sleep-in Thu"}, 600),
        ({"ann": "early Mon, sleep-in Mon, v Wed 12:00"}, 600),  # a second duty on Monday
        ({"ann": "v Mon 12:00, sleep-in Mon"}, 1800),  # two others on Monday, and Wednesday free
    ],
)
def test_what_is_published_stays(lines: dict[str, str], price: int) -> None:
    """Every duty that differs from the one published for that person and day costs 600."""
    problem = hub(people("ann ben"), SHIFTS, HERON, published(EARLY, VISIT))
    assert points(Changes, problem, **lines) == price


def test_the_seat_on_a_shift_is_no_change() -> None:
    """Ann published on seat 2 and given seat 1 works the same early."""
    seats = shift("early", seats=2)
    moved = published(("ann", "Oak/2026-02-02/early/2", "Mon 07:00"))
    assert points(Changes, hub(people("ann ben"), seats, moved), ann="early Mon") == 0


def test_published_on_call_stays_with_its_person() -> None:
    """On-call given up costs 600, kept it costs nothing, and more of it was never published."""
    spells = [on_call("c", "Mon 17:00", "Tue 09:00"), on_call("d", "Wed 17:00", "Thu 09:00")]
    problem = hub(people("ann ben"), spells, published(("ann", "c", "Mon 17:00")))
    assert points(Changes, problem, ann="c, d") == 0
    (charge,) = charges(Changes, problem, ben="c")
    assert (charge.whom, charge.tasks, charge.points) == ("ann", ("c",), 600)


def test_changes_are_told_of_whom_an_edit_touches() -> None:
    """Ann's early and her on-call were given up before ben was given an early."""
    spell = on_call("c", "Tue 17:00", "Wed 09:00")
    problem = hub(people("ann ben"), SHIFTS, spell, published(EARLY, ("ann", "c", "Tue 17:00")))
    assert told_of_edit(Changes, problem, "ben", ben="early Mon") == ["ben"]


def test_nothing_published_nothing_changed() -> None:
    """The first draft of a week changes nothing."""
    assert points(Changes, hub(people("ann ben"), SHIFTS), ann="early Mon") == 0


def test_what_was_published_to_be_taken_from_a_shift_is_no_other_duty() -> None:
    """Ann's early and the key work in it, published and kept, are no change; her early given up is one."""
    rows = [person("ann"), resident("Heron"), SHIFTS, visit("talk", "Heron", in_shift=True)]
    published = [
        PublishedAssignment(person="ann", task="Oak/2026-02-02/early/1", start=at("Mon 07:00")),
        PublishedAssignment(person="ann", task="talk", start=at("Mon 10:00")),
    ]
    problem = hub(rows, published)
    assert points(Changes, problem, ann="early Mon, talk Mon 10:00") == 0
    assert points(Changes, problem, ann="early Mon") == 0  # her hours are what they were
    assert points(Changes, problem, ann="late Mon") == 600
