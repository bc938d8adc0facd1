"""What was agreed and what came of it, in hand-computed weeks."""

from __future__ import annotations

from datetime import time, timedelta
from typing import Any

import pytest

from hub_roster.continuity.fulfilment import (
    ALL_DECLINED,
    NO_RECORD,
    NOTHING_AGREED,
    Fulfilment,
    Tally,
    fulfilment_before,
    fulfilment_of_period,
)
from hub_roster.domain.clock import instant
from hub_roster.domain.lines import Lines
from hub_roster.domain.plans import OutcomeKind
from hub_roster.domain.problem import Problem
from hub_roster.domain.rolling import continued
from hub_roster.domain.roster import Roster, assign
from hub_roster.domain.young_people import Family, FamilyAdult, Stay, StayKind
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
from tests.tiny import Rows, hub, on, people, roster, visit, young


def before(*rows: Rows, **agreed: object) -> Fulfilment:
    """Give Heron's four weeks before the period."""
    return fulfilment_before(hub(people("ann ben"), young("Heron", **agreed), *rows), ("Heron",))


def period(*rows: Rows, agreed_minutes: int = 0, **lines: str) -> Fulfilment:
    """Give Heron's period under a roster."""
    problem = hub(people("ann ben"), young("Heron", agreed_minutes=agreed_minutes), *rows)
    return fulfilment_of_period(Lines(problem, roster(problem, **lines)), ("Heron",))


def test_four_weeks_by_hand() -> None:
    """Two visits of an hour a week are eight. Five made (one of 30 minutes), one each declined and moved.

    The moved one was not made later, and of the last nothing is on record: not made. Without the declined
    one seven were left to meet, and five were: 5/7; of 7 hours 4 and a half.
    """
    ledger = [contact("ann", "Heron", day) for day in ("Mon-4", "Thu-4", "Mon-3", "Mon-2")]
    told = (
        outcome("Heron", "Thu-3", DECLINED, person="ann"),
        outcome("Heron", "Thu-2", BY_US, person="ann"),
        outcome("Heron", "Mon-1", MADE, 30, person="ben"),
    )
    found = before(plan("p", "Heron", 2), ledger, told)
    assert found.visits == Tally(agreed=8, met=5, declined=1, moved_by_us=1, not_made=1)
    assert found.minutes == Tally(agreed=480, met=270, declined=60, moved_by_us=60, not_made=90)
    assert (found.weeks, found.n, found.with_outcome, found.reason) == (4, 8, 3, "")
    assert found.visits.kept == pytest.approx(5 / 7)
    assert found.minutes.unmet == 150
    assert found.minutes.kept == pytest.approx(270 / 420)


def test_declined_counts_for_the_worker_not_against_the_plan() -> None:
    """Three made and one declined of four: all that could be met was met; one not made: three of four."""
    made = [contact("ann", "Heron", f"Mon-{k}") for k in (4, 3, 2)]
    declined = before(plan("p", "Heron"), made, outcome("Heron", "Mon-1", DECLINED))
    missed = before(plan("p", "Heron"), made, outcome("Heron", "Mon-1", NOT_MADE))
    assert (declined.visits.kept, missed.visits.kept) == (1, 3 / 4)
    assert (declined.visits.declined, missed.visits.not_made) == (1, 1)


def test_all_declined_is_neither_kept_nor_broken() -> None:
    """Who sends everyone away is not said to be well served: no share, and why."""
    found = before(plan("p", "Heron"), [outcome("Heron", f"Mon-{k}", DECLINED) for k in (4, 3, 2, 1)])
    assert (found.visits.kept, found.reason) == (None, ALL_DECLINED)


def test_moved_and_made_later_is_kept() -> None:
    """Moved by them on Monday, made on Thursday: met, and moved, and nothing is missing."""
    told = outcome("Heron", "Mon-1", BY_THEM, visit="v"), outcome("Heron", "Thu-1", MADE, visit="v")
    rest = [contact("ann", "Heron", f"Mon-{k}") for k in (4, 3, 2)]
    found = before(plan("p", "Heron"), rest, told)
    assert found.visits == Tally(agreed=4, met=4, moved_by_them=1)


def test_a_visit_made_in_place_of_a_moved_one_hides_no_other() -> None:
    """Of two visits one was moved and made, of the other nothing is on record: it was not made."""
    told = outcome("Heron", "Mon-1", BY_THEM, visit="v"), outcome("Heron", "Thu-1", MADE, visit="v")
    found = before(plan("p", "Heron", 2, first_day=on("Mon-1")), told)
    assert found.visits == Tally(agreed=2, met=1, moved_by_them=1, not_made=1)


def test_minutes_of_the_row_or_of_the_plan_whichever_is_more() -> None:
    """90 minutes a week against visits of 60, and against visits of 120."""
    seen = [contact("ann", "Heron", f"Mon-{k}") for k in (4, 3, 2, 1)]
    less, more = (
        before(plan("p", "Heron", minutes=m), seen, agreed_minutes=90).minutes.agreed for m in (60, 120)
    )
    assert (less, more) == (360, 480)
    alone = before(seen, agreed_minutes=90)
    assert (alone.minutes.kept, alone.visits.kept, alone.visits.met) == (240 / 360, None, 4)


def test_only_weeks_on_record_count() -> None:
    """A hub that began its ledger two weeks ago is not said to have missed the two before."""
    seen = contact("ann", "Heron", "Mon-2"), contact("ann", "Heron", "Mon-1")
    found = before(plan("p", "Heron"), seen)
    assert (found.weeks, found.visits.agreed, found.visits.kept) == (2, 2, 1)


def test_weeks_before_somebody_came_do_not_count() -> None:
    """Heron came a week ago; the hub has four weeks of others on record."""
    others = young("Wren"), [contact("ann", "Wren", f"Mon-{k}") for k in (4, 3, 2, 1)]
    came = Stay(young_person="Heron", kind=StayKind.OWN_HOME, first_day=on("Mon-1"))
    found = before(plan("p", "Heron"), others, came)
    assert (found.weeks, found.visits) == (1, Tally(agreed=1, not_made=1))


def test_nothing_on_record_and_nothing_agreed() -> None:
    """Each has its own reason, and no share."""
    empty = before(plan("p", "Heron"))
    assert (empty.reason, empty.visits.kept, empty.weeks) == (NO_RECORD, None, 0)
    unagreed = before(contact("ann", "Heron", "Mon-1"))
    assert (unagreed.reason, unagreed.visits) == (NOTHING_AGREED, Tally(met=1))


def test_without_a_plan_outcomes_tell_what_was_agreed() -> None:
    """Where somebody keeps outcomes, the visits on record are what was agreed: two made, one missed."""
    rows = [contact("ann", "Heron", day) for day in ("Mon-2", "Tue-2")]
    found = before(rows, outcome("Heron", "Wed-2", NOT_MADE), outcome("Heron", "Fri-2", BY_US))
    assert found.visits == Tally(agreed=3, met=2, moved_by_us=1, not_made=1)
    assert found.visits.kept == 2 / 3


@pytest.mark.parametrize(
    ("dates", "agreed"),
    [
        ({"first_day": on("Mon-2")}, 6),
        ({"last_day": on("Sun-3")}, 6),
        ({"first_day": on("Fri-1")}, 1),  # three of seven days of three visits
        ({"first_day": on("Mon-4"), "every_weeks": 2}, 6),
        ({"first_day": on("Mon")}, 0),
    ],
)
def test_a_plan_counts_while_it_holds(dates: dict[str, Any], agreed: int) -> None:
    """Three visits a week, in the weeks it falls in; of a part of a week in proportion."""
    written = young("Wren"), [contact("ann", "Wren", f"Mon-{k}") for k in (4, 3, 2, 1)]
    assert before(plan("p", "Heron", 3, **dates), written).visits.agreed == agreed


def test_the_ledger_of_the_period_is_not_of_the_weeks_before() -> None:
    """Ann's visit of the period's Monday is left to the roster."""
    found = before(plan("p", "Heron"), [contact("ann", "Heron", day) for day in ("Sun-1", "Mon")])
    assert found.visits == Tally(agreed=1, met=1)


def test_more_than_a_plan_asks_for_was_not_agreed() -> None:
    """Two visits in a week of which the plan asked for one."""
    found = before(plan("p", "Heron"), [contact("ann", "Heron", day) for day in ("Mon-1", "Tue-1")])
    assert found.visits == Tally(agreed=1, met=2)


def test_of_nobody_nothing_was_agreed() -> None:
    """No week counts, and no share is given."""
    found = fulfilment_before(hub(people("ann"), young("Heron"), contact("ann", "Heron", "Mon-1")), ())
    assert (found.weeks, found.visits, found.reason) == (0, Tally(), NO_RECORD)


# The period ---------------------------------------------------------------------------------------


def test_a_visit_asked_for_beside_a_plan_is_agreed_too() -> None:
    """The plan's one and this one; ann makes one of them."""
    found = period(plan("p", "Heron"), visit("v", "Heron"), ann="v Mon 10:00")
    assert found.visits == Tally(agreed=2, met=1, not_made=1)


def test_each_week_of_a_period_begins_on_its_monday() -> None:
    """90 minutes a week, and two hours on the second Monday: 90 and 120."""
    monday = on("Mon+1")
    once = plan("p", "Heron", minutes=120, days=(0,), first_day=monday, last_day=monday)
    problem = hub(people("ann"), young("Heron", agreed_minutes=90), once, weeks=2)
    found = fulfilment_of_period(Lines(problem, roster(problem)), ("Heron",))
    assert (found.weeks, found.minutes.agreed) == (2, 210)


def test_the_period_is_assumed_made_unless_an_outcome_says_otherwise() -> None:
    """Three visits asked for: one in the roster, one in the roster but declined, one nobody makes."""
    visits = [visit(f"v{k}", "Heron", day) for k, day in enumerate(("Mon", "Tue", "Wed"))]
    found = period(visits, outcome("Heron", "Tue", DECLINED, visit="v1"), ann="v0 Mon 10:00, v1 Tue 10:00")
    assert found.visits == Tally(agreed=3, met=1, declined=1, not_made=1)
    assert (found.n, found.with_outcome, found.weeks) == (3, 1, 1)
    assert found.visits.kept == 1 / 2


def test_minutes_agreed_but_never_asked_for() -> None:
    """Two hours a week are agreed and one visit of an hour asked for: an hour is not made."""
    found = period(visit("v", "Heron"), agreed_minutes=120, ann="v Mon 10:00")
    assert found.visits == Tally(agreed=1, met=1)
    assert found.minutes == Tally(agreed=120, met=60, not_made=60)


def test_shorter_than_agreed() -> None:
    """45 of 60 minutes were made: the visit is met, of its minutes a quarter is not."""
    found = period(visit("v", "Heron"), outcome("Heron", "Mon", MADE, 45, visit="v"), ann="v Mon 10:00")
    assert found.visits == Tally(agreed=1, met=1)
    assert found.minutes == Tally(agreed=60, met=45, not_made=15)


# From one period to the next, and families --------------------------------------------------------


def rolled(problem: Problem, *made: str) -> Problem:
    """Give the week after one in which ann makes some visits of plans, each on its first day at 10:00."""
    monday = problem.first_day
    assignments = []
    for code in made:
        visit_of_plan = problem.appointment[f"{code[0]} {monday} {code[1]}"]
        start = instant(visit_of_plan.days[0], time(10))
        assignments.append(assign(problem.id, "ann", visit_of_plan.id, start, start + visit_of_plan.minutes))
    whole = Roster(problem_id=problem.id, first_day=monday, assignments=tuple(assignments))
    return continued(problem, whole)


def test_four_weeks_rolled() -> None:
    """Two visits a week agreed. Rolled four times: both made, one, both, none; 5 of 8, each once.

    An outcome entered afterwards is about a visit the rolled ledger has already: one declined, 4 of 7.
    """
    problem = hub(people("ann"), young("Heron"), young("Wren"), plan("p", "Heron", 2), plan("w", "Wren"))
    for made in (("p1", "p2", "w1"), ("p1", "w1"), ("p1", "p2", "w1"), ("w1",)):
        problem = rolled(problem, *made)
    found = fulfilment_before(problem, ("Heron",))
    assert (found.weeks, found.visits) == (4, Tally(agreed=8, met=5, not_made=3))
    first = problem.first_day - timedelta(days=28)
    declined = outcome("Heron", "Mon", DECLINED, person="ann").model_copy(update={"day": first})
    after = fulfilment_before(problem.edited(outcomes=(declined,)), ("Heron",))
    assert after.visits == Tally(agreed=8, met=4, declined=1, not_made=3)
    assert after.visits.kept == 4 / 7


def test_a_week_says_the_same_before_and_after_it_is_rolled() -> None:
    """Of three agreed ann makes one, one she is down for is declined, one nobody makes: then as now."""
    declined = outcome("Heron", "Wed", DECLINED, person="ann", visit=f"p {on('Mon')} 2")
    problem = hub(people("ann"), young("Heron"), plan("p", "Heron", 3), declined)
    assert [v.days[0] for v in problem.appointments] == [on("Mon"), on("Wed"), on("Fri")]
    after = rolled(problem, "p1", "p2")
    assert len(after.contacts) == 1
    found = fulfilment_before(after, ("Heron",))
    assert found.visits == Tally(agreed=3, met=1, declined=1, not_made=1)
    assert (found.weeks, found.with_outcome) == (1, 1)


def test_a_family_counts_a_joint_visit_once() -> None:
    """Heron and Parent have a visit together and one each: three, though each of them has two."""
    parent = FamilyAdult(code="Parent", hub="Hub", place="Dale", family="Larch")
    joint = visit("both", "Heron", "Mon", others=("Parent",))
    rows = Family(code="Larch", hub="Hub"), parent, joint, visit("h", "Heron", "Tue"), visit("p", "Parent")
    problem = hub(people("ann"), young("Heron", family="Larch"), *rows)
    lines = Lines(problem, roster(problem, ann="both Mon 10:00, h Tue 10:00"))
    each = [fulfilment_of_period(lines, (code,)).visits for code in ("Heron", "Parent")]
    assert each == [Tally(agreed=2, met=2), Tally(agreed=2, met=1, not_made=1)]
    both = fulfilment_of_period(lines, ("Heron", "Parent"))
    assert both.visits == Tally(agreed=3, met=2, not_made=1)
    after = continued(problem, lines.roster)
    assert fulfilment_before(after, ("Heron", "Parent")).visits.met == 2


def test_made_for_one_of_a_family_is_made() -> None:
    """Of a joint visit the parent declined and Heron did not: for the family it was made."""
    parent = FamilyAdult(code="Parent", hub="Hub", place="Dale", family="Larch")
    joint = visit("both", "Heron", "Mon", others=("Parent",))
    problem = hub(
        people("ann"),
        young("Heron", family="Larch"),
        (Family(code="Larch", hub="Hub"), parent, joint),
        outcome("Parent", "Mon", DECLINED, visit="both"),
    )
    lines = Lines(problem, roster(problem, ann="both Mon 10:00"))
    assert fulfilment_of_period(lines, ("Parent", "Heron")).visits == Tally(agreed=1, met=1)
    assert fulfilment_of_period(lines, ("Parent",)).visits == Tally(agreed=1, declined=1)


@pytest.mark.parametrize(("told", "minutes"), [((MADE, 45, MADE, 30), 45), ((DECLINED, 60, NOT_MADE, 60), 0)])
def test_of_a_joint_visit_the_first_of_a_family_is_believed(
    told: tuple[OutcomeKind, int, OutcomeKind, int], minutes: int
) -> None:
    """Where neither was seen, or both were; a visit made for one of them goes before."""
    heron, parent = told[:2], told[2:]
    adult = FamilyAdult(code="Parent", hub="Hub", place="Dale", family="Larch")
    joint = visit("both", "Heron", "Mon", others=("Parent",))
    outcomes = outcome("Heron", "Mon", *heron, visit="both"), outcome("Parent", "Mon", *parent, visit="both")
    larch = Family(code="Larch", hub="Hub"), young("Heron", family="Larch"), adult
    problem = hub(people("ann"), larch, joint, outcomes)
    found = fulfilment_of_period(Lines(problem, roster(problem)), ("Heron", "Parent"))
    assert (found.minutes.met, found.visits.not_made) == (minutes, 0)
