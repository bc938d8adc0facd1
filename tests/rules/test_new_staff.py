"""New staff get to know people: so many waking shifts or visits for two in each week of an induction."""

from __future__ import annotations

from datetime import time

from hub_roster.domain.people import Employment, Leave
from hub_roster.domain.policy import PolicyNumber
from hub_roster.rules.new_staff import NewStaffIntroduced
from tests.edits import told_of_edit
from tests.tiny import charges, drafted, hub, on, people, person, points, resident, shift, visit, who
from tests.tiny_life import induction

TWO = [person("ann"), person("ben")]
WEEK = [shift("early", "Mon Tue Wed"), shift("sleep-in", "Mon")]
HOME = resident("Heron")


def test_two_in_each_week_of_an_induction() -> None:
    """Ann is new: each early she has counts, a night does not; each one missing costs 150."""
    problem = hub(TWO, HOME, WEEK, induction("ann"))
    assert points(NewStaffIntroduced, problem, ben="early Mon") == 300
    assert points(NewStaffIntroduced, problem, ann="sleep-in Mon, early Tue") == 150
    assert charges(NewStaffIntroduced, problem, ann="early Mon, early Tue") == ()


def test_a_visit_for_two_counts_and_one_alone_does_not() -> None:
    """Visits alone are nothing for an induction."""
    visits = [visit("two", "Heron", "Mon", "Tue", adults=2), visit("one", "Heron")]
    problem = hub(TWO, HOME, visits, induction("ann"))
    assert points(NewStaffIntroduced, problem, ben="one Mon 12:00") == 150
    assert points(NewStaffIntroduced, problem, ann="two Mon 10:00", ben="two Mon 10:00") == 0


def test_no_more_is_asked_than_there_is() -> None:
    """Of one early in the week one is asked for; of somebody signed off, away or from the bank, none."""
    one = shift("early", "Mon")
    assert points(NewStaffIntroduced, hub(TWO, HOME, one, induction("ann"))) == 150
    away = Leave(person="ann", first_day=on("Mon"), last_day=on("Mon"))
    assert points(NewStaffIntroduced, hub(TWO, HOME, one, induction("ann"), away)) == 0
    assert points(NewStaffIntroduced, hub(TWO, HOME, one, induction("ann", "Mon"))) == 0
    bank = person("ann", employment=Employment.BANK)
    both = [induction("ann"), induction("ben")]
    assert [c.whom for c in charges(NewStaffIntroduced, hub(bank, TWO[1], HOME, one, both))] == ["ben"]


def test_each_week_has_its_own() -> None:
    """Three weeks with one early each: one is asked for in each, and Monday's is of the week it begins."""
    problem = hub(TWO, HOME, shift("early", "Mon"), induction("ann"), weeks=3)
    assert points(NewStaffIntroduced, problem) == 450
    assert points(NewStaffIntroduced, problem, ann="early Mon+1") == 300


def test_a_visit_counts_in_the_week_it_is_made() -> None:
    """It may be made in either of two weeks: made in the second, the first is without."""
    either = visit("two", "Heron", "Mon", "Mon+1", adults=2)
    problem = hub(TWO, HOME, either, induction("ann"), weeks=2)
    assert points(NewStaffIntroduced, problem, ann="two Mon+1 10:00", ben="two Mon+1 10:00") == 150


def test_a_late_that_ends_after_midnight_is_of_its_day() -> None:
    """Half past midnight on Tuesday ends Monday's late."""
    problem = hub(TWO, HOME, shift("late", "Mon", end=time(0, 30)), induction("ann"))
    assert points(NewStaffIntroduced, problem, ann="late Mon") == 0


def test_an_edit_of_bens_line_tells_what_ben_lacks() -> None:
    """Ann, as new, lacks as much, and is not told again."""
    problem = hub(TWO, HOME, WEEK, induction("ann"), induction("ben"))
    assert told_of_edit(NewStaffIntroduced, problem, "ben", ben="early Mon") == ["ben"]


def test_days_after_the_signature_do_not_count() -> None:
    """Signed off on Tuesday: the Monday is asked for, and a shift on Tuesday is no introduction."""
    problem = hub(TWO, HOME, WEEK, induction("ann", "Tue"))
    assert points(NewStaffIntroduced, problem, ann="early Tue") == 150
    assert points(NewStaffIntroduced, problem, ann="early Mon") == 0


def test_the_policys_number_and_price() -> None:
    """A council may ask for three, at another price."""
    policy = [
        PolicyNumber(rule="introductions of new staff", number=name, value=value)
        for name, value in (("times", 3), ("points", 70))
    ]
    problem = hub(TWO, HOME, WEEK, induction("ann"), policy)
    assert points(NewStaffIntroduced, problem, ann="early Mon") == 140


def test_a_draft_gives_new_staff_their_shifts() -> None:
    """Three earlies with two seats, for three who know nobody: ann, never alone, has two of them."""
    problem = hub(people("ann ben cat"), HOME, shift("early", "Mon Tue Wed", seats=2), induction("ann"))
    assert len([key for key in who(drafted(problem).roster, "Oak") if key == "ann"]) >= 2
