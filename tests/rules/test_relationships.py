"""Prices on relationships: unfamiliar hours, new faces, a key worker not seen.

Worked on paper: ann knows Heron well (80), ben a little (40), cat not at all (0).
"""

from __future__ import annotations

from datetime import time
from typing import Any

import pytest

from hub_roster.domain.people import Leave
from hub_roster.domain.policy import PolicyNumber
from hub_roster.domain.young_people import Acquaintance, Contact, HowWell, Setting
from hub_roster.rules.relationships import KeyWorkerSeen, NewFaces, UnfamiliarHours
from tests.edits import told_of_edit
from tests.tiny import Rows, charges, hub, on, people, points, resident, shift, visit, young

KNOWS: list[Rows] = [
    Acquaintance(person="ann", young_person="Heron", how_well=HowWell.WELL),
    Acquaintance(person="ben", young_person="Heron", how_well=HowWell.A_LITTLE),
]
FOUR = [visit(f"v{k}", "Heron", day) for k, day in enumerate(("Mon", "Tue", "Wed", "Thu"))]
VISITS = ("v0 Mon 12:00", "v1 Tue 12:00", "v2 Wed 12:00", "v3 Thu 12:00")


@pytest.mark.parametrize(
    ("ann", "ben", "cat", "price"),
    [
        # 4 x 60 x 20 % = 48 of 240 unfamiliar minutes, 20 %: 0.8 h x 400
        (4, 0, 0, 320),
        # 3 x 12 + 36 = 72 minutes, 30 %: 1 h x 400, and 0.2 h above 25 % x 800
        (3, 1, 0, 400 + 160),
        # 4 x 36 = 144 minutes, 60 %: 1 h x 400 + 1 h x 800, and 0.4 h above 50 % x 1,600
        (0, 4, 0, 400 + 800 + 640),
        # 2 x 12 + 2 x 60 = 144 minutes: the same share from two strangers
        (2, 0, 2, 400 + 800 + 640),
        # all with a stranger, or all not made: 240 minutes, 400 + 800 + 2 h x 1,600
        (0, 0, 4, 4400),
        (0, 0, 0, 4400),
    ],
)
def test_unfamiliar_hours(ann: int, ben: int, cat: int, price: int) -> None:
    """400 points an hour, 800 for the part above a 25 % share, 1,600 above 50 %; not made counts in full."""
    problem = hub(people("ann ben cat"), young("Heron"), FOUR, KNOWS)
    cuts = (0, ann, ann + ben, ann + ben + cat)
    lines = {
        who: ", ".join(VISITS[a:b]) for who, a, b in zip(("ann", "ben", "cat"), cuts, cuts[1:], strict=False)
    }
    assert points(UnfamiliarHours, problem, **lines) == price


def test_points_are_rounded_up_once() -> None:
    """50 minutes with ann are 10 unfamiliar ones: 66.7 points become 67, for the week as a whole."""
    one = hub(people("ann"), young("Heron"), visit("v", "Heron", minutes=50), KNOWS[0])
    assert points(UnfamiliarHours, one, ann="v Mon 12:00") == 67
    two = hub(
        people("ann"),
        young("Heron"),
        [visit(c, "Heron", d, minutes=50) for c, d in (("v", "Mon"), ("w", "Tue"))],
        KNOWS[0],
    )
    assert points(UnfamiliarHours, two, ann="v Mon 12:00, w Tue 12:00") == 134  # 133.3, not 2 x 67 by chance


def test_the_smallest_part_of_a_point_is_one_more() -> None:
    """Seven minutes at 41 are 4.13 unfamiliar ones: at 5,477 an hour 377 points and one of 6,000 parts."""
    numbers = {"hour": 5477, "hour_above_first": 5478, "hour_above_second": 5479, "first_percent": 100}
    policy = [
        PolicyNumber(rule="unfamiliar hours", number=key, value=value)
        for key, value in {**numbers, "second_percent": 100}.items()
    ]
    nine_hours = Contact(person="ann", young_person="Heron", day=on("Sun-1"), minutes=540)
    problem = hub(people("ann"), young("Heron"), visit("v", "Heron", minutes=7), nine_hours, policy)
    assert points(UnfamiliarHours, problem, ann="v Mon 12:00") == 378


def test_what_costs_nothing_is_no_charge() -> None:
    """Where an hour below the first share costs nothing, four visits of ann's are not charged."""
    free = PolicyNumber(rule="unfamiliar hours", number="hour", value=0)
    problem = hub(people("ann"), young("Heron"), FOUR, KNOWS[0], free)
    assert charges(UnfamiliarHours, problem, ann=", ".join(VISITS)) == ()


@pytest.mark.parametrize(
    ("keys", "hours"),
    [
        ("ann", 1.6),
        ("ben ann", 1.6),
        ("cat ben", 4.8),
        ("cat dan ben ann", 1.6),
        ("cat dan", 4.8),
        ("eve fay", 7.92),
        ("eve", 7.92),
        ("cat", 8),
    ],
)
def test_of_more_people_than_seats_the_best_known_count(keys: str, hours: float) -> None:
    """An early for one with three above: of ann (80), ben and dan (40), eve and fay (1), cat (0) the best."""
    dan = Acquaintance(person="dan", young_person="Heron", how_well=HowWell.A_LITTLE)
    met = [Contact(person=key, young_person="Heron", day=on("Sun-1"), minutes=10) for key in ("eve", "fay")]
    one_price = [
        PolicyNumber(rule="unfamiliar hours", number=number, value=100)
        for number in ("hour", "hour_above_first", "hour_above_second")
    ]
    early = shift("early", "Mon", most_extra=3)
    problem = hub(people("ann ben cat dan eve fay"), resident("Heron"), early, KNOWS, dan, met, one_price)
    assert points(UnfamiliarHours, problem, **dict.fromkeys(keys.split(), "early Mon")) == 100 * hours


@pytest.mark.parametrize("kind", [UnfamiliarHours, NewFaces, KeyWorkerSeen])
def test_an_edit_of_one_visit_is_told_of_whom_it_is_to(kind: Any) -> None:
    """Heron and Wren both see a stranger; cat was sent to Wren just now."""
    agreed = {"most_adults": 1, "key_worker": "ann"}
    met = [
        Contact(person="ann", young_person=code, day=on("Tue-1"), minutes=60) for code in ("Heron", "Wren")
    ]
    visits = visit("v", "Heron"), visit("w", "Wren")
    problem = hub(people("ann ben cat"), young("Heron", **agreed), young("Wren", **agreed), visits, met)
    assert told_of_edit(kind, problem, "cat", ben="v Mon 12:00", cat="w Mon 12:00") == ["Wren"]


def test_the_seats_of_a_shift_each_count() -> None:
    """An early of 8 h with two seats owes 16 h: ann's 1.6 and an empty seat's 8 are 9.6 h, 60 %.

    400 x 4 + 800 x 4 + 1,600 x 1.6 = 7,360.
    """
    problem = hub(people("ann ben"), resident("Heron"), shift("early", "Mon", seats=2), KNOWS)
    assert points(UnfamiliarHours, problem, ann="early Mon") == 7360


def test_nights_are_owed_to_nobody() -> None:
    """A sleep-in with a stranger costs nothing here."""
    problem = hub(people("cat"), resident("Heron"), shift("sleep-in"))
    assert charges(UnfamiliarHours, problem, cat="sleep-in Mon") == ()


def test_whoever_is_furthest_from_their_plan_gains_first() -> None:
    """Two visits with a stranger cost more when both fall on one young person than on two."""
    knows = [
        Acquaintance(person="ann", young_person=code, how_well=HowWell.WELL) for code in ("Heron", "Wren")
    ]
    visits = [
        visit(f"{code}{k}", code, day) for code in ("Heron", "Wren") for k, day in enumerate(("Mon", "Tue"))
    ]
    problem = hub(people("ann cat"), young("Heron"), young("Wren"), visits, knows)
    shared = points(
        UnfamiliarHours,
        problem,
        ann="Heron0 Mon 10:00, Wren0 Mon 12:00",
        cat="Heron1 Tue 10:00, Wren1 Tue 12:00",
    )
    one_bears_all = points(
        UnfamiliarHours,
        problem,
        ann="Heron0 Mon 10:00, Heron1 Tue 10:00",
        cat="Wren0 Mon 12:00, Wren1 Tue 12:00",
    )
    # 72 of 120 minutes each, 60 %: 200 + 400 + 320; against 24 of 120, 160, and all of 120, 200 + 400 + 1,600
    assert (shared, one_bears_all) == (2 * 920, 160 + 2200)


# New faces ----------------------------------------------------------------------------------------


def test_nobody_new_beyond_the_band() -> None:
    """Heron's plan allows 2 adults in 14 days: of three new ones one is charged 300, of four two."""
    problem = hub(people("ann ben cat dan"), young("Heron", most_adults=2), FOUR)
    lines = {"ann": VISITS[0], "ben": VISITS[1]}
    assert points(NewFaces, problem, **lines) == 0
    assert points(NewFaces, problem, **lines, cat=VISITS[2]) == 300
    assert points(NewFaces, problem, **lines, cat=f"{VISITS[2]}, {VISITS[3]}") == 300
    assert points(NewFaces, problem, **lines, cat=VISITS[2], dan=VISITS[3]) == 600


def test_faces_of_the_14_days_before_count_as_seen() -> None:
    """Ann and ben were there last week: not new, they fill the band of 2; cat is one too many."""
    met = [Contact(person=key, young_person="Heron", day=on("Tue-1"), minutes=60) for key in ("ann", "ben")]
    problem = hub(people("ann ben cat"), young("Heron", most_adults=2), FOUR, met)
    assert points(NewFaces, problem, ann=VISITS[0], ben=VISITS[1]) == 0
    assert points(NewFaces, problem, cat=VISITS[0]) == 300


@pytest.mark.parametrize(("when", "price"), [("Mon-2", 0), ("Sun-3", 300)])
def test_a_face_is_forgotten_after_14_days(when: str, price: int) -> None:
    """Fourteen days before the Monday a face is still known, fifteen days before it is not."""
    met = [
        Contact(person="ann", young_person="Heron", day=on(when), minutes=60),
        Contact(person="ben", young_person="Heron", day=on("Tue-1"), minutes=60),
    ]
    problem = hub(people("ann ben"), young("Heron", most_adults=1), FOUR, met)
    assert points(NewFaces, problem, ann=VISITS[0]) == price


def test_nights_and_restraints_make_no_face_known() -> None:
    """Time asleep or in a restraint introduces nobody; nor does a sleep-in in this roster."""
    met = [
        Contact(person="ann", young_person="Heron", day=on("Tue-1"), minutes=540, setting=Setting.ASLEEP),
        Contact(person="ann", young_person="Heron", day=on("Tue-1"), minutes=20, setting=Setting.RESTRAINT),
    ]
    seen = [Contact(person="ben", young_person="Heron", day=on("Tue-1"), minutes=60)]
    shifts = [shift("early"), shift("sleep-in")]
    problem = hub(people("ann ben"), resident("Heron", most_adults=1), shifts, met, seen)
    assert points(NewFaces, problem, ann="sleep-in Mon") == 0
    assert points(NewFaces, problem, ann="early Mon") == 300


@pytest.mark.parametrize(("lives_in_home", "free"), [(False, 6), (True, 8)])
def test_the_policys_band(lives_in_home: bool, free: int) -> None:
    """Without a number in the plan: 6 adults in 14 days, 8 for who lives in a home."""
    keys = [f"p{k}" for k in range(free + 1)]
    heron = resident("Heron") if lives_in_home else young("Heron")
    visits = [visit(f"v{k}", "Heron") for k in range(free + 1)]
    problem = hub(people(" ".join(keys)), heron, visits)
    lines = {key: f"v{k} Mon 12:00" for k, key in enumerate(keys)}
    assert points(NewFaces, problem, **lines) == 300
    del lines["p0"]
    assert points(NewFaces, problem, **lines) == 0


# The key worker -----------------------------------------------------------------------------------


def test_a_week_without_the_key_worker() -> None:
    """Heron sees adults this week and not key worker ann: 1,200 points; one visit of hers is enough."""
    problem = hub(people("ann ben"), young("Heron", key_worker="ann"), FOUR)
    (charge,) = charges(KeyWorkerSeen, problem, ben=", ".join(VISITS))
    assert (charge.whom, charge.points) == ("Heron", 1200)
    assert points(KeyWorkerSeen, problem, ann=VISITS[3]) == 0


def test_a_shift_at_home_is_seeing_the_key_worker_and_a_night_is_not() -> None:
    """An early with Heron counts, a sleep-in does not."""
    problem = hub(people("ann"), resident("Heron", key_worker="ann"), shift("early"), shift("sleep-in"))
    assert points(KeyWorkerSeen, problem, ann="sleep-in Mon") == 1200
    assert points(KeyWorkerSeen, problem, ann="early Mon") == 0


def test_nothing_is_asked_of_a_key_worker_who_is_away_all_week() -> None:
    """Leave from Monday to Sunday excuses the week, leave to Saturday does not."""
    for last, price in (("Sun", 0), ("Sat", 1200)):
        leave = Leave(person="ann", first_day=on("Mon"), last_day=on(last))
        problem = hub(people("ann ben"), young("Heron", key_worker="ann"), FOUR, leave)
        assert points(KeyWorkerSeen, problem) == price


def test_who_is_due_nobody_this_week_misses_nobody() -> None:
    """Without a visit or a shift at home, or without a key worker, there is nothing to charge."""
    problem = hub(people("ann"), young("Heron", key_worker="ann"), young("Wren"), visit("w", "Wren"))
    assert points(KeyWorkerSeen, problem) == 0


def test_each_week_counts_by_the_day_the_visit_is_made() -> None:
    """A visit possible from Sunday to the Monday after counts for the week it is made in."""
    either = visit("v", "Heron", "Sun", "Mon+1")
    problem = hub(people("ann"), young("Heron", key_worker="ann"), either, weeks=2)
    assert points(KeyWorkerSeen, problem) == 2400
    assert points(KeyWorkerSeen, problem, ann="v Mon+1 12:00") == 1200


@pytest.mark.parametrize(
    ("line", "price"),
    [
        ("late Sun", 1200),  # until midnight, with which the next week begins
        ("v Mon+1 00:00", 1200),
        ("late Sun, v Mon+1 00:00", 0),
    ],
)
def test_midnight_is_the_week_that_begins(line: str, price: int) -> None:
    """What ends then is of the week that ends, what begins then is of the other."""
    rows = shift("late", "Sun", end=time(0)), visit("v", "Heron", "Sun", "Mon+1", between="00:00 12:00")
    problem = hub(people("ann"), resident("Heron", key_worker="ann"), rows, weeks=2)
    assert points(KeyWorkerSeen, problem, ann=line) == price


@pytest.mark.parametrize(
    ("first", "last", "price"),
    [("Mon", "Sun", 2400), ("Mon+1", "Sun+1", 2400), ("Tue+1", "Sun+1", 3600), ("Mon+1", "Sat+1", 3600)],
)
def test_a_week_is_excused_by_its_own_seven_days(first: str, last: str, price: int) -> None:
    """Of three weeks with a visit in each; Abel, who has no key worker, is asked about first."""
    visits = [visit(f"v{week}", "Heron", f"Wed+{week}") for week in range(3)]
    leave = Leave(person="ann", first_day=on(first), last_day=on(last))
    heron = young("Heron", key_worker="ann")
    problem = hub(people("ann"), young("Abel"), visit("a", "Abel"), heron, visits, leave, weeks=3)
    assert points(KeyWorkerSeen, problem) == price


def test_a_visit_of_two_weeks_counts_for_the_one_it_is_made_in() -> None:
    """Possible from the second Sunday to the third Monday, and made on that Monday."""
    either = visit("v", "Heron", "Sun+1", "Mon+2")
    problem = hub(people("ann"), young("Heron", key_worker="ann"), either, weeks=3)
    assert points(KeyWorkerSeen, problem, ann="v Mon+2 12:00") == 1200


def test_the_policys_prices() -> None:
    """A council may set its own price."""
    dearer = PolicyNumber(rule="key worker seen", number="points", value=2000)
    problem = hub(people("ann"), young("Heron", key_worker="ann"), FOUR, dearer)
    assert points(KeyWorkerSeen, problem) == 2000
