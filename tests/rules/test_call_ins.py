"""Call-ins on days a working pattern keeps free: two in any 28 days, those of the weeks before counted."""

from __future__ import annotations

from datetime import timedelta

import pytest

from hub_roster.domain.people import DayWorked, PatternDay, PatternWeek
from hub_roster.domain.policy import PolicyNumber
from hub_roster.domain.problem import Problem
from hub_roster.rules.call_ins import CallIns
from tests.edits import told_of_edit
from tests.tiny import MONDAY, Rows, broken, drafted, hub, on, person, resident, shift, violations, who

FREE = PatternWeek(
    person="ann",
    week=1,
    monday=PatternDay.OFF,
    wednesday=PatternDay.OFF,
    friday=PatternDay.OFF,
    sunday=PatternDay.NEVER,
)


def home(*rows: Rows, weeks: int = 1) -> Problem:
    """Give a hub of ann alone, whose Mondays, Wednesdays and Fridays are kept free."""
    ann = person("ann", pattern_anchor=MONDAY)
    return hub(ann, FREE, resident("Heron"), shift("early"), rows, weeks=weeks)


def called_in(*days_before: int) -> list[DayWorked]:
    """Give call-ins so many days before the Monday of the period."""
    return [
        DayWorked(person="ann", day=MONDAY - timedelta(days=back), called_in=True) for back in days_before
    ]


@pytest.mark.parametrize(
    ("line", "whose"),
    [
        ("early Mon, early Wed", []),
        ("early Mon, early Wed, early Fri", ["ann"]),
        ("early Mon, early Tue, early Thu, early Sat", []),  # the others are not kept free
        ("early Mon, early Wed, early Sun", []),  # a fixed day off is another rule's
    ],
)
def test_two_call_ins_and_not_three(line: str, whose: list[str]) -> None:
    """Duties on two of the days kept free are fine, on all three they are one too many."""
    assert broken(CallIns, home(), ann=line) == whose


@pytest.mark.parametrize(
    ("before", "line", "whose"),
    [
        ([5], "early Mon", []),
        ([5], "early Mon, early Wed", ["ann"]),
        ([5, 12], "early Mon", ["ann"]),
        ([27], "early Mon, early Wed", []),  # 28 days end on Monday with one of them, on Wednesday without
        ([26], "early Mon, early Wed", []),
        ([25], "early Mon, early Wed", ["ann"]),
        ([3, 4, 5], "", []),  # three already: nothing this draft could mend
        ([3, 4, 5], "early Tue", []),
        ([3, 4, 5], "early Fri", ["ann"]),
    ],
)
def test_call_ins_before_the_period_count(before: list[int], line: str, whose: list[str]) -> None:
    """Those of the last 28 days leave less, or no, room for more; by themselves they break nothing."""
    assert broken(CallIns, home(called_in(*before)), ann=line) == whose


def test_28_days_may_lie_anywhere() -> None:
    """Two in the first week, one in the fourth: one too many; the fifth week has room again."""
    months = home(weeks=5)
    assert broken(CallIns, months, ann="early Mon, early Wed, early Fri+3") == ["ann"]
    assert broken(CallIns, months, ann="early Mon, early Wed, early Wed+4") == []


@pytest.mark.parametrize(("third", "whose"), [("Sun+3", ["ann"]), ("Mon+4", [])])
def test_the_28th_day_is_one_of_them_and_the_29th_is_not(third: str, whose: list[str]) -> None:
    """Called in on the first Monday and Sunday, and again 27 or 28 days after that Monday."""
    ends = PatternWeek(person="ann", week=1, monday=PatternDay.OFF, sunday=PatternDay.OFF)
    problem = hub(person("ann", pattern_anchor=MONDAY), ends, shift("early"), weeks=5)
    assert broken(CallIns, problem, ann=f"early Mon, early Sun, early {third}") == whose


def test_of_the_days_before_only_call_ins_count() -> None:
    """Ordinary days of work leave as much room as ever."""
    ordinary = [DayWorked(person="ann", day=MONDAY - timedelta(days=back)) for back in (3, 4, 5)]
    assert broken(CallIns, home(ordinary), ann="early Mon, early Wed") == []


def test_an_edit_of_one_line_is_told_of_that_line() -> None:
    """Ann and ben are called in too often; ben was for the third time just now."""
    ben = person("ben", pattern_anchor=MONDAY), FREE.model_copy(update={"person": "ben"})
    line = "early Mon, early Wed, early Fri"
    assert told_of_edit(CallIns, home(ben), "ben", ann=line, ben=line) == ["ben"]


def test_a_council_may_allow_more_or_none() -> None:
    """The number is the policy's."""
    none = PolicyNumber(rule="call-ins", number="most", value=0)
    three = PolicyNumber(rule="call-ins", number="most", value=3)
    assert broken(CallIns, home(none), ann="early Mon") == ["ann"]
    assert broken(CallIns, home(three), ann="early Mon, early Wed, early Fri") == []


def test_it_says_no_more_than_it_has_to() -> None:
    """The message names neither the pattern's reason nor the days before."""
    (found,) = violations(CallIns, home(called_in(5, 6)), ann="early Mon")
    assert found.message == "Called in too often on days kept free."


def test_a_draft_leaves_the_third_seat_empty() -> None:
    """Ann alone could fill three earlies on free days: two are filled, and the third is short."""
    problem = home()
    found = drafted(problem).roster
    days = ("Mon", "Wed", "Fri")
    assert sum(len(who(found, f"Oak/{on(day)}")) for day in days) == 2
