"""Fair shares of weekends, nights, sleep-ins and bank holidays."""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import Any

import pytest

from hub_roster.domain.offers import AssignmentState, Offer
from hub_roster.domain.people import (
    Adjustment,
    AdjustmentKind,
    Availability,
    Employment,
    Leave,
    Person,
    WeekWorked,
)
from hub_roster.domain.place import Hub
from hub_roster.domain.policy import PolicyNumber
from hub_roster.domain.problem import Problem
from hub_roster.domain.tasks import Lock
from hub_roster.rules.fair_shares import FairShares, Shared
from tests.edits import told_of_edit
from tests.tiny import (
    MONDAY,
    Rows,
    charges,
    doing,
    drafted,
    hub,
    on,
    people,
    person,
    points,
    resident,
    rule,
    shift,
    task,
    visit,
    young,
)

NIGHTS = [shift("waking night", "Mon Tue Wed Thu")]


def past(key: str, back: int = 1, **had: Any) -> WeekWorked:
    """Give what somebody had in a past week."""
    return WeekWorked(person=key, week=MONDAY - timedelta(weeks=back), working_minutes=0, **had)


def two(*rows: Rows, ann: float = 37, ben: float = 37) -> Problem:
    """Give a hub of ann and ben, with their contract hours."""
    return hub(person("ann", contract_hours=ann), person("ben", contract_hours=ben), rows)


def fair(problem: Problem, shared: Shared = Shared.NIGHTS) -> dict[str, tuple[int, int]]:
    """Give what each had before, and their fair share of it all."""
    shares = rule(FairShares, problem)
    assert isinstance(shares, FairShares)
    return {s.person: (s.before, s.fair) for s in shares.shares if s.shared is shared}


def test_nights_are_shared_by_contract_hours() -> None:
    """Of four nights three are a full-timer's and one, rounded up to two, is a half-timer's."""
    problem = two(NIGHTS, ann=37, ben=18.5)
    assert fair(problem) == {"ann": (0, 3), "ben": (0, 2)}
    assert charges(FairShares, problem, ann="waking night Mon, waking night Tue, waking night Wed") == ()
    all_four = ", ".join(f"waking night {day}" for day in ("Mon", "Tue", "Wed", "Thu"))
    assert points(FairShares, problem, ann=all_four) == 150
    assert points(FairShares, problem, ben=all_four) == 300


def test_who_has_no_hours_has_no_share() -> None:
    """Nor has anybody one of what there is none of, whatever they had of it."""
    assert fair(two(NIGHTS, ben=0)) == {"ann": (0, 4)}
    assert fair(two(past("ann", nights=2))) == {}


def test_an_edit_of_one_line_is_told_of_that_line() -> None:
    """Ann and ben both had far too many; ben is put on one more just now."""
    had = [past(key, back, nights=7) for key in ("ann", "ben") for back in (1, 2)]
    cat = person("cat", contract_hours=37)
    line = {"ann": "waking night Mon", "ben": "waking night Tue"}
    assert told_of_edit(FairShares, two(NIGHTS, had, cat), "ben", **line) == ["ben"]


def test_what_was_had_before_counts() -> None:
    """Ann had two of the last two nights: of these four, three are ben's and one is hers."""
    problem = two(NIGHTS, past("ann", nights=2), past("ben"))
    assert fair(problem) == {"ann": (2, 3), "ben": (0, 3)}
    assert points(FairShares, problem, ann="waking night Mon") == 0
    assert points(FairShares, problem, ann="waking night Mon, waking night Tue") == 150


def test_who_is_far_above_is_asked_last() -> None:
    """Ann had eight nights and ben none; her share of twelve is six, so that one more costs three times."""
    eight = [past("ann", 1, nights=4), past("ann", 2, nights=4), past("ben", 1), past("ben", 2)]
    problem = two(NIGHTS, eight)
    assert fair(problem) == {"ann": (8, 6), "ben": (0, 6)}
    assert points(FairShares, problem, ann="waking night Mon") == 3 * 150
    at_most = PolicyNumber(rule="fair shares", number="most_times", value=2)
    assert points(FairShares, two(NIGHTS, eight, at_most), ann="waking night Mon") == 2 * 150


def test_weeks_longer_ago_do_not_count() -> None:
    """Eight weeks are kept, or as many as the policy says."""
    assert fair(two(NIGHTS, past("ann", 8, nights=2)))["ann"][0] == 2
    assert fair(two(NIGHTS, past("ann", 9, nights=2)))["ann"][0] == 0
    one = PolicyNumber(rule="fair shares", number="weeks", value=1)
    assert fair(two(NIGHTS, past("ann", 2, nights=2), one))["ann"][0] == 0


def test_a_new_starter_has_nothing_to_make_up_for() -> None:
    """Ann's three weeks count for her as ben's one does for him: of eight nights six are hers."""
    before = [past("ann", 1, nights=2), past("ann", 2, nights=2)]
    assert fair(two(NIGHTS, before)) == {"ann": (4, 6), "ben": (0, 2)}


def test_days_away_in_the_weeks_before_lower_a_share() -> None:
    """Of the week before ben was there for none of it: of six nights seven of 21 days make two his."""
    before = past("ann", nights=2), past("ben", excluded_days=7)
    assert fair(two(NIGHTS, before)) == {"ann": (2, 4), "ben": (0, 2)}


def test_leave_lowers_a_share() -> None:
    """Ben is away for all but two of the seven days: four nights times two in nine, rounded up."""
    leave = Leave(person="ben", first_day=on("Wed"), last_day=on("Sun"))
    assert fair(two(NIGHTS, leave)) == {"ann": (0, 4), "ben": (0, 1)}


NIGHTS_OF_TWO = [task(two(NIGHTS), f"waking night {day}").id for day in ("Mon", "Tue", "Wed", "Thu")]


@pytest.mark.parametrize(
    "none",
    [
        Adjustment(person="ben", kind=AdjustmentKind.NO_WAKING_NIGHTS),
        Availability(person="ben", start=time(6), end=time(22)),
        [Lock(person="ben", task=night, must=False) for night in NIGHTS_OF_TWO],
        [Offer(person="ben", task=f"{night}/1", state=AssignmentState.DECLINED) for night in NIGHTS_OF_TWO],
    ],
    ids=["adjustment", "availability", "by hand", "declined"],
)
def test_who_may_do_no_nights_has_no_share_of_them(none: Rows) -> None:
    """Whatever keeps ben from them leaves all four to ann, and so tells nothing of why."""
    problem = two(NIGHTS, none)
    assert fair(problem) == {"ann": (0, 4)}


def test_who_may_do_no_nights_has_a_share_of_sleep_ins() -> None:
    """An agreement about nights is none about sleep-ins."""
    none = Adjustment(person="ben", kind=AdjustmentKind.NO_WAKING_NIGHTS)
    problem = two(NIGHTS, shift("sleep-in", "Mon Tue"), none)
    assert fair(problem, Shared.SLEEP_INS) == {"ann": (0, 1), "ben": (0, 1)}


@pytest.mark.parametrize(("early", "each"), [("07:00", 1), ("08:00", 2)])
def test_the_early_after_a_sleep_in_is_no_weekend_duty_of_its_own(early: str, each: int) -> None:
    """Two blocks begin at the weekend: one each. An early an hour later begins a duty of somebody else's."""
    starts = time.fromisoformat(early)
    block = [shift("late"), shift("sleep-in"), shift("early", start=starts)]
    assert fair(two(block), Shared.WEEKENDS) == {"ann": (0, each), "ben": (0, each)}


def test_weekend_duties() -> None:
    """Two seats and a visit on Saturday and Sunday are three to share; a sleep-in goes with its late."""
    rows = [shift("late", "Sat Sun"), shift("sleep-in", "Sat"), young("Heron"), visit("v", "Heron", "Sat")]
    problem = two(rows, visit("any day", "Heron", "Fri", "Sun"))
    assert fair(problem, Shared.WEEKENDS) == {"ann": (0, 2), "ben": (0, 2)}
    assert points(FairShares, problem, ann="late Sat, sleep-in Sat, late Sun") == 0
    before = two(rows, past("ann", weekend_days=2), past("ben"))
    assert points(FairShares, before, ann="late Sat, late Sun") == 150


def test_what_may_be_on_another_day_is_no_weekend_duty() -> None:
    """Two lates are one each: weekdays, nights asleep, and a visit that Friday would do for, are none."""
    visits = young("Heron"), visit("any day", "Heron", "Fri", "Sun")
    rows = shift("late", "Sat Sun"), shift("sleep-in", "Sat"), shift("early", "Mon Tue Wed Thu"), visits
    assert fair(two(rows), Shared.WEEKENDS) == {"ann": (0, 1), "ben": (0, 1)}
    assert points(FairShares, two(rows), ann="early Mon, early Tue, early Wed, late Sat") == 0


def test_two_duties_of_one_saturday_are_two() -> None:
    """Ann had more than her share before, and begins two duties on this Saturday."""
    shifts = shift("early", "Sat", start=time(0), end=time(6)), shift("late", "Sat", start=time(14))
    had = [past("ann", back, weekend_days=2) for back in (1, 2)]
    once = two(shifts, had, [past("ben", back) for back in (1, 2)])
    assert fair(once, Shared.WEEKENDS) == {"ann": (4, 3), "ben": (0, 3)}
    assert points(FairShares, once, ann="early Sat, late Sat") == 2 * 2 * 150


def test_nights_are_priced_where_weekends_are_not() -> None:
    """Nobody is on at the weekend, and ann has a night more than her share."""
    both = two(NIGHTS, shift("late", "Sat Sun"))
    assert points(FairShares, both, ann="waking night Mon, waking night Tue, waking night Wed") == 150


def test_bank_holidays() -> None:
    """On Christmas Day and Boxing Day two earlies are one for each."""
    first = date(2025, 12, 22)
    day = [shift("early", "Thu Fri")]
    problem = hub(people("ann ben", contract_hours=30), day, first_day=first)
    assert fair(problem, Shared.BANK_HOLIDAYS) == {"ann": (0, 1), "ben": (0, 1)}
    assert points(FairShares, problem, ann="early Thu, early Fri") == 150


def test_only_contracted_staff_share() -> None:
    """Relief and bank staff say yes or no to each; another hub's people have that hub's to share."""
    cat: list[Person] = [
        person("cat", employment=Employment.BANK, contract_hours=37),
        person("dan", hub="Coast", contract_hours=37),
    ]
    problem = hub(person("ann", contract_hours=37), cat, Hub(code="Hub"), Hub(code="Coast"), NIGHTS)
    assert fair(problem) == {"ann": (0, 4)}


@pytest.mark.parametrize(("had", "whose"), [("ann", "ben"), ("ben", "ann")])
def test_a_draft_asks_who_had_less(had: str, whose: str) -> None:
    """One night, which either could have: whoever had three last week is not asked again."""
    rows = [resident("Heron"), shift("waking night", "Wed"), past(had, nights=3), past(whose)]
    assert doing(drafted(two(rows)).roster, whose) == ["Oak/2026-02-04/waking night/1"]
