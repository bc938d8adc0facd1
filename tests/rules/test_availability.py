"""When a person may work at all: leave, a child placed with them, and agreed adjustments."""

from __future__ import annotations

from datetime import date, time
from typing import Any

import pytest

from hub_roster.domain.people import (
    Adjustment,
    AdjustmentKind,
    Consent,
    DutyBefore,
    Employment,
    Leave,
    PatternDay,
    PatternWeek,
    Placement,
)
from hub_roster.domain.policy import PolicyNumber
from hub_roster.domain.problem import Problem
from hub_roster.domain.tasks import OnCall
from hub_roster.rules.availability import Adjusted, Available, ChildPlaced, DaysOff, FixedDaysOff, OnLeave
from hub_roster.rules.wishes import WorkingPattern
from tests.edits import told_of_edit
from tests.rules.ann_of_rowan import SHIFTS, home
from tests.tiny import (
    Rows,
    at,
    broken,
    drafted,
    hub,
    on,
    on_call,
    people,
    person,
    points,
    shift,
    visit,
    young,
)
from tests.tiny_life import available

# Leave --------------------------------------------------------------------------------------------


def leave(first: str, last: str) -> Leave:
    """Give leave of ann's."""
    return Leave(person="ann", first_day=on(first), last_day=on(last))


@pytest.mark.parametrize(
    ("line", "who"),
    [
        ("early Mon, late Mon", []),
        ("waking night Mon", ["ann"]),  # it ends on Tuesday, when leave begins
        ("sleep-in Mon", ["ann"]),
        ("early Tue", ["ann"]),
        ("late Wed", ["ann"]),
        ("v Wed 10:00", ["ann"]),
        ("call", ["ann"]),
        ("early Thu", []),
    ],
)
def test_nobody_works_a_minute_of_their_leave(line: str, who: list[str]) -> None:
    """Leave on Tuesday and Wednesday closes both days, for on-call and for the end of Monday's night too."""
    assert broken(OnLeave, home(leave("Tue", "Wed")), ann=line) == who


def test_a_duty_may_end_as_leave_begins() -> None:
    """A late until midnight has no minute on the day after; half an hour's drive home has."""
    late = [shift("late", end=time(0)), visit("v", "Heron", "Mon", between="20:00 23:45")]
    problem = hub(person("ann"), young("Heron"), late, leave("Tue", "Tue"))
    assert broken(OnLeave, problem, ann="late Mon") == []
    assert broken(OnLeave, problem, ann="v Mon 22:30") == []
    assert broken(OnLeave, problem, ann="v Mon 22:31") == ["ann"]


def test_a_duty_may_begin_as_leave_ends() -> None:
    """A night that begins at midnight after the last day of leave is allowed."""
    problem = hub(person("ann"), shift("early", start=time(0)), leave("Mon", "Tue"))
    assert broken(OnLeave, problem, ann="early Wed") == []
    assert broken(OnLeave, problem, ann="early Mon") == ["ann"]


def test_an_edit_of_one_line_is_told_of_that_line() -> None:
    """Ann and ben both work in their leave, and against an adjustment; ben was put there just now."""
    rows = [
        row
        for key in ("ann", "ben")
        for row in (
            Leave(person=key, first_day=on("Mon"), last_day=on("Mon")),
            Adjustment(person=key, kind=AdjustmentKind.NO_WAKING_NIGHTS),
        )
    ]
    problem = hub(people("ann ben"), shift("waking night", seats=2), rows)
    for kind in (OnLeave, Adjusted):
        both = {"ann": "waking night Mon", "ben": "waking night Mon"}
        assert told_of_edit(kind, problem, "ben", **both) == ["ben"]


def test_nobody_works_before_their_first_day() -> None:
    """Who starts on Wednesday works from Wednesday on."""
    problem = home(started=on("Wed"))
    assert broken(OnLeave, problem, ann="late Tue") == ["ann"]
    assert broken(OnLeave, problem, ann="early Wed, late Thu") == []


def test_a_duty_begun_before_the_period_is_history() -> None:
    """Sunday's block reaches into Monday's leave: that is told to nobody now."""
    begun = DutyBefore(
        person="ann", start=at("Sun-1 15:00"), end=at("Mon 15:00"), tasks=("Oak/2026-02-02/early/1",)
    )
    assert broken(OnLeave, home(begun, leave("Mon", "Mon")), ann="early Mon") == []


# A child placed -----------------------------------------------------------------------------------


def placed(first: str, **until: Any) -> Placement:
    """Give a child placed with Rowan."""
    return Placement(household="Rowan", first_day=on(first), **until)


@pytest.mark.parametrize(
    ("line", "who"),
    [
        ("late Tue", []),
        ("waking night Tue", ["ann"]),
        ("sleep-in Tue", ["ann"]),
        ("call", ["ann"]),
        ("early Wed", ["ann"]),
        ("v Wed 18:00", ["ann"]),
        ("late Sun", ["ann"]),
    ],
)
def test_from_the_day_the_child_arrives(line: str, who: list[str]) -> None:
    """Without an arrival time no duty touches Wednesday or any day after."""
    assert broken(ChildPlaced, home(placed("Wed")), ann=line) == who


@pytest.mark.parametrize(
    ("line", "who"),
    [("early Wed", []), ("waking night Tue", []), ("late Wed", ["ann"]), ("early Thu", ["ann"])],
)
def test_from_the_hour_the_child_arrives(line: str, who: list[str]) -> None:
    """With an arrival at 15:00 an early until 15:00 can still be worked."""
    assert broken(ChildPlaced, home(placed("Wed", first_time=time(15))), ann=line) == who


def test_a_carer_is_deployable_only_when_a_manager_says_so() -> None:
    """After the child has left on Wednesday the carer rests until the date set; with none set, on and on."""
    left = home(placed("Mon-1", last_day=on("Wed")))
    ready = home(placed("Mon-1", last_day=on("Wed"), deployable_from=on("Fri")))
    assert broken(ChildPlaced, left, ann="late Sun") == ["ann"]
    assert broken(ChildPlaced, ready, ann="early Thu") == ["ann"]
    assert broken(ChildPlaced, ready, ann="early Fri") == []


def test_both_carers_of_the_household_are_off_the_rota() -> None:
    """A child is placed with a household: other households, and people of none, work on."""
    carers = [
        person("ann", household="Rowan"),
        person("ben", household="Rowan"),
        person("cat", household="Elder"),
    ]
    problem = hub(carers, person("dan"), shift("early", seats=4), placed("Wed"))
    every = dict.fromkeys(("ann", "ben", "cat", "dan"), "early Fri")
    assert broken(ChildPlaced, problem, **every) == ["ann", "ben"]


@pytest.mark.parametrize(
    ("line", "who"),
    [
        ("early Mon", []),
        ("late Mon", ["ann"]),
        ("early Tue", ["ann"]),
        ("v Wed 12:00", []),
        ("v Wed 12:30", ["ann"]),  # back at 14:00, after half an hour of driving
        ("close Wed 12:30", []),
        ("call", ["ann"]),
    ],
)
def test_people_are_there_when_they_said(line: str, who: list[str]) -> None:
    """Mondays from six until three, Wednesdays until half past one: duties with their driving, and spells."""
    hours = [available("ann", "06:00 15:00", "Mon"), available("ann", "06:00 13:30", "Wed")]
    assert broken(Available, home(hours), ann=line) == who


def test_two_rows_that_meet_are_one_time() -> None:
    """From six until ten and from ten until three: the early lies in both."""
    hours = [available("ann", "06:00 10:00"), available("ann", "10:00 15:00")]
    assert broken(Available, home(hours), ann="early Mon, early Sun") == []


def test_what_was_said_of_the_evening_before_counts_after_midnight() -> None:
    """Sundays from ten until eight: a shift from Monday's midnight, the period's first minute, lies in it."""
    night = available("ann", "22:00 08:00", "Sun")
    problem = hub(person("ann"), shift("early", start=time(0), end=time(8)), night)
    assert broken(Available, problem, ann="early Mon") == []
    assert broken(Available, problem, ann="early Tue") == ["ann"]


def test_the_night_after_the_last_day_is_asked_too() -> None:
    """Sundays from noon until midnight: Sunday's late, not the night that ends on Monday."""
    sundays = available("ann", "12:00 00:00", "Sun")
    assert broken(Available, home(sundays), ann="late Sun") == []
    assert broken(Available, home(sundays), ann="waking night Sun") == ["ann"]
    both = [sundays, available("ann", "00:00 09:00", "Mon")]
    assert broken(Available, home(both), ann="waking night Sun") == []


@pytest.mark.parametrize(
    ("day", "who"), [(PatternDay.NEVER, ["ann"]), (PatternDay.OFF, ["ann"]), (PatternDay.EARLY, [])]
)
def test_the_monday_after_the_last_night_is_kept_too(day: PatternDay, who: list[str]) -> None:
    """Sunday's night has hours on a Monday that is never worked, or kept free where nobody is asked."""
    kind = FixedDaysOff if day is PatternDay.NEVER else DaysOff
    number = PolicyNumber(rule="days off", number="by_offer", value=0)
    problem = home(PatternWeek(person="ann", week=1, monday=day), number, pattern_anchor=on("Mon"))
    assert broken(kind, problem, ann="waking night Sun") == who
    assert broken(kind, problem, ann="late Sun") == []


BEFORE = on_call("long", "Sun-1 17:00", "Mon 09:00")
AFTER = on_call("long", "Sun 17:00", "Wed+1 09:00")
"""Spells that begin the evening before the period, and end three days after it."""


@pytest.mark.parametrize(
    ("spell", "row", "kind"),
    [
        (BEFORE, PatternWeek(person="ann", week=1, sunday=PatternDay.NEVER), FixedDaysOff),
        (AFTER, PatternWeek(person="ann", week=1, wednesday=PatternDay.NEVER), FixedDaysOff),
        (AFTER, PatternWeek(person="ann", week=1, wednesday=PatternDay.OFF), DaysOff),
        (AFTER, PatternWeek(person="ann", week=1, thursday=PatternDay.NEVER), None),
        (BEFORE, available("ann", "00:00 00:00", first_day=on("Mon")), Available),
        (BEFORE, available("ann", "12:00 12:00", "Sun"), None),
        (AFTER, available("ann", "00:00 00:00", last_day=on("Tue+1")), Available),
        (AFTER, available("ann", "00:00 00:00"), None),
        (AFTER, placed("Wed+1"), ChildPlaced),
        (AFTER, leave("Wed+1", "Wed+1"), OnLeave),
    ],
)
def test_a_spell_is_asked_about_from_its_first_day_to_its_last(spell: OnCall, row: Rows, kind: Any) -> None:
    """However long before or after the period that is: by each rule that keeps people from on-call."""
    number = PolicyNumber(rule="days off", number="by_offer", value=0)
    problem = home(spell, row, number, pattern_anchor=on("Mon"))
    asked = (OnLeave, ChildPlaced, Available, FixedDaysOff, DaysOff)
    assert [each for each in asked if broken(each, problem, ann="long")] == [kind] * (kind is not None)


def test_a_spell_of_one_day_is_asked_about_on_that_day_alone() -> None:
    """It ends on Saturday as it began, and Sunday, which is never worked, is none of it."""
    pattern = PatternWeek(person="ann", week=1, sunday=PatternDay.NEVER)
    problem = home(on_call("day", "Sat 08:00", "Sun 00:00"), pattern, pattern_anchor=on("Mon"))
    assert broken(FixedDaysOff, problem, ann="day") == []


@pytest.mark.parametrize(("started", "who"), [("Sun-1", []), ("Mon", ["ann"])])
def test_nobody_is_on_call_before_their_first_day(started: str, who: list[str]) -> None:
    """The spell begins the evening before the period."""
    assert broken(OnLeave, home(BEFORE, started=on(started)), ann="long") == who


def test_nothing_said_leaves_everybody_open_but_partners() -> None:
    """A partner without hours is never there."""
    assert broken(Available, home(), ann="early Mon") == []
    assert broken(Available, home(employment=Employment.PARTNER), ann="v Wed 12:00") == ["ann"]


def test_what_is_available_ends_with_the_night_the_clocks_change() -> None:
    """From ten until eight, in October ten hours and an hour more: the waking night lies in it, whole."""
    for monday in (date(2026, 10, 19), date(2027, 3, 22)):
        nights = available("ann", "22:00 08:00")
        problem = hub(person("ann"), shift("waking night"), nights, first_day=monday)
        assert broken(Available, problem, ann="waking night Sat, waking night Sun") == []


def test_never_is_kept_and_off_is_a_price() -> None:
    """A day of the pattern's second week that is never worked; the first week's is only kept free."""
    weeks = [
        PatternWeek(person="ann", week=1, monday=PatternDay.OFF),
        PatternWeek(person="ann", week=2, monday=PatternDay.NEVER),
    ]
    problem = hub(person("ann", pattern_anchor=on("Mon")), SHIFTS, weeks, weeks=2)
    assert broken(FixedDaysOff, problem, ann="early Mon") == []
    assert broken(FixedDaysOff, problem, ann="early Mon+1") == ["ann"]
    assert broken(FixedDaysOff, problem, ann="waking night Sun") == ["ann"]
    assert points(WorkingPattern, problem, ann="early Mon") == 300
    assert points(WorkingPattern, problem, ann="early Mon+1") == 0


def test_a_placement_may_be_one_carers() -> None:
    """A row for ben closes ben's days alone; one for the household, both."""
    carers = people("ann ben", household="Rowan")
    row = Placement(household="Rowan", first_day=on("Mon"))
    for_ben = hub(carers, SHIFTS, row.model_copy(update={"person": "ben"}))
    assert broken(ChildPlaced, for_ben, ann="early Mon", ben="early Mon") == ["ben"]
    both = hub(carers, SHIFTS, row)
    assert broken(ChildPlaced, both, ann="early Mon", ben="early Mon") == ["ann", "ben"]


# Consent ------------------------------------------------------------------------------------------


def consent(day: str, who: str = "ann") -> Consent:
    """Give a day on which somebody agreed to be asked."""
    return Consent(person=who, day=on(day))


def test_on_a_day_of_leave_only_by_consent() -> None:
    """Ann agreed to Tuesday of her leave, and to no minute of Wednesday."""
    problem = home(leave("Tue", "Wed"), consent("Tue"), consent("Wed", "ben"), people("ben"))
    assert broken(OnLeave, problem, ann="early Tue") == []
    assert broken(OnLeave, problem, ann="late Wed") == ["ann"]
    assert broken(OnLeave, problem, ann="waking night Tue") == ["ann"]


def test_no_consent_before_the_post_begins() -> None:
    """She starts on Wednesday."""
    problem = home(leave("Tue", "Wed"), consent("Tue"), started=on("Wed"))
    assert broken(OnLeave, problem, ann="early Tue") == ["ann"]


def days_off(*rows: Rows, by_offer: int | None = 0) -> Problem:
    """Give ann Tuesday off and Wednesday never, and what the policy says of days off."""
    pattern = PatternWeek(person="ann", week=1, tuesday=PatternDay.OFF, wednesday=PatternDay.NEVER)
    number = PolicyNumber(rule="days off", number="by_offer", value=by_offer or 0)
    return home(pattern, [] if by_offer is None else number, rows, pattern_anchor=on("Mon"))


def test_a_day_kept_free_may_be_offered_unless_the_policy_says_not() -> None:
    """As a rule it is; with 0 nobody is asked, on-call included."""
    for by_offer in (None, 1):
        assert broken(DaysOff, days_off(by_offer=by_offer), ann="early Tue") == []
    assert broken(DaysOff, days_off(), ann="early Tue") == ["ann"]
    assert broken(DaysOff, days_off(), ann="waking night Mon") == ["ann"]
    assert broken(DaysOff, days_off(), ann="call") == ["ann"]
    assert broken(DaysOff, days_off(), ann="early Mon, early Thu") == []


def test_consent_opens_a_day_kept_free_and_no_day_never_worked() -> None:
    """Tuesday, not Wednesday."""
    problem = days_off(consent("Tue"), consent("Wed"))
    assert broken(DaysOff, problem, ann="early Tue") == []
    assert broken(FixedDaysOff, problem, ann="early Wed") == ["ann"]


def test_a_draft_asks_whoever_agreed() -> None:
    """Ann and ben are on leave; ben agreed to Monday."""
    away = [Leave(person=who, first_day=on("Mon"), last_day=on("Mon")) for who in ("ann", "ben")]
    problem = hub(people("ann ben"), shift("early", "Mon"), away, consent("Mon", "ben"))
    assert [a.person for a in drafted(problem).roster.assignments] == ["ben"]
