"""Prices on what people were told or asked for: requests, working patterns, what is already published."""

from __future__ import annotations

import pytest

from hub_roster.domain.people import DutyBefore, PatternDay, PatternWeek, Request
from hub_roster.domain.problem import Problem
from hub_roster.domain.tasks import PublishedAssignment
from hub_roster.rules.wishes import Changes, Requests, WorkingPattern
from tests.tiny import at, hub, on, people, person, points, resident, shift, visit, young

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
