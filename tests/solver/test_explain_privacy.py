"""No sequence of questions about a roster tells a private fact: each has an innocent twin."""

from __future__ import annotations

from datetime import time

import pytest

from hub_roster.domain.home import EVERY_DAY
from hub_roster.domain.offers import AssignmentState, Offer
from hub_roster.domain.people import (
    Adjustment,
    AdjustmentKind,
    Approval,
    Availability,
    Household,
    Leave,
    PatternDay,
    PatternWeek,
    Placement,
    WeekWorked,
)
from hub_roster.domain.problem import Problem
from hub_roster.domain.roster import Roster
from hub_roster.domain.tasks import Lock, Who
from hub_roster.domain.young_people import Restriction, View, ViewKind
from hub_roster.solver.standing import Standing
from tests.properties.every_roster import Tiny, tiny
from tests.solver.everything_told import everything_told, tasks_of
from tests.tiny import drive, hub, judged, on, people, person, resident, roster, shift, visit, young

PEOPLE = ("ann", "ben", "cat")


def approved(*but: tuple[str, str]) -> list[Approval]:
    """Approve everybody for everybody, with exceptions."""
    pairs = [(key, code) for key in PEOPLE for code in ("Heron", "Wren") if (key, code) not in but]
    return [Approval(person=key, young_person=code) for key, code in pairs]


VISITS = hub(
    people("ann ben cat"),
    young("Heron"),
    young("Wren"),
    resident("Finch"),
    shift("early", "Mon Tue"),
    visit("h1", "Heron", "Mon", "Tue"),
    visit("h2", "Heron", "Tue", between="10:00 12:00"),
    visit("w1", "Wren", "Mon"),
    visit("w2", "Wren", "Tue"),
    drive("Base", "Dale", 10),
)
TO_HERON = ("h1", "h2")
NAMED = tuple(
    v.model_copy(update={"who": Who.NAMED, "named": ("ben", "cat")}) if v.young_person == "Heron" else v
    for v in VISITS.visits
)

NOT_WITH_HERON: dict[str, Problem] = {
    "restriction": VISITS.edited(
        approvals=approved(), restrictions=[Restriction(young_person="Heron", person="ann")]
    ),
    "the young person's view": VISITS.edited(
        approvals=approved(),
        views=[View(young_person="Heron", person="ann", view=ViewKind.NOT_WITH, day=on("Mon-2"))],
    ),
    "not approved": VISITS.edited(approvals=approved(("ann", "Heron"))),
    "the plan names others": VISITS.edited(approvals=approved(), visits=NAMED),
    "never, by hand": VISITS.edited(
        approvals=approved(), locks=[Lock(person="ann", task=task, must=False) for task in TO_HERON]
    ),
    "declined": VISITS.edited(
        approvals=approved(),
        offers=[Offer(person="ann", task=task, state=AssignmentState.DECLINED) for task in TO_HERON],
    ),
}
"""Private and innocent reasons for which ann does not come to Heron."""

WEEK = hub(
    people("ben cat"),
    person("ann", pattern_anchor=on("Mon"), household="Ash"),
    Household(code="Ash", hub="Hub"),
    resident("Finch"),
    young("Wren"),
    shift("early", "Mon Tue Wed"),
    shift("waking night", "Wed"),
    visit("w1", "Wren", "Mon", "Wed"),
    visit("w2", "Wren", "Tue"),
)
TUESDAY = ("Oak/2026-02-03/early", "w2")
ALL_BUT_TUESDAY = tuple(day for day in EVERY_DAY if day != 1)

NOT_ON_TUESDAY: dict[str, Problem] = {
    "leave": WEEK.edited(leave=[Leave(person="ann", first_day=on("Tue"), last_day=on("Tue"))]),
    "not available": WEEK.edited(
        availability=[Availability(person="ann", start=time(), end=time(), days=ALL_BUT_TUESDAY)]
    ),
    "a fixed day off": WEEK.edited(
        patterns=[PatternWeek(person="ann", week=1, tuesday=PatternDay.NEVER)],
    ),
    "a child placed": WEEK.edited(
        placements=[
            Placement(household="Ash", first_day=on("Tue"), last_day=on("Tue"), deployable_from=on("Wed"))
        ]
    ),
}
"""Reasons for which ann does not work on Tuesday."""

NO_NIGHTS: dict[str, Problem] = {
    "an adjustment": WEEK.edited(
        adjustments=[Adjustment(person="ann", kind=AdjustmentKind.NO_WAKING_NIGHTS)]
    ),
    "not after eight": WEEK.edited(
        adjustments=[Adjustment(person="ann", kind=AdjustmentKind.NOT_AFTER, time=time(20))]
    ),
    "not available at night": WEEK.edited(
        availability=[Availability(person="ann", start=time(6), end=time(21))]
    ),
    "declined": WEEK.edited(
        offers=[
            Offer(person="ann", task="Oak/2026-02-04/waking night/1", state=AssignmentState.DECLINED),
        ]
    ),
    "never, by hand": WEEK.edited(locks=[Lock(person="ann", task="Oak/2026-02-04/waking night", must=False)]),
}
"""Reasons for which ann takes no waking night."""

LONG_AVERAGE = WeekWorked(person="ann", week=on("Mon-1"), working_minutes=2 * 48 * 60 - 10 * 60)


def with_hours(most: float, *, opted_out: bool) -> Problem:
    """Give the week with ann's limits."""
    ann = person("ann", pattern_anchor=on("Mon"), household="Ash", most_hours=most, opted_out=opted_out)
    others = [p for p in WEEK.people if p.key != "ann"]
    return WEEK.edited(people=(*others, ann), weeks_worked=[LONG_AVERAGE])


NO_MORE_HOURS: dict[str, Problem] = {
    "the average": with_hours(48, opted_out=False),
    "opted out of it, and a shorter contract": with_hours(10, opted_out=True),
    "both": with_hours(10, opted_out=False),
}
"""Reasons for which ann has ten hours left."""

LINES = {
    "to Heron": (NOT_WITH_HERON, {"ann": "w1 Mon 10:00", "ben": "early Mon, w2 Tue 13:00"}),
    "on Tuesday": (NOT_ON_TUESDAY, {"ann": "early Mon", "ben": "early Tue"}),
    "at night": (NO_NIGHTS, {"ann": "early Mon", "ben": "early Wed"}),
    "hours": (NO_MORE_HOURS, {"ann": "early Mon", "ben": "w2 Tue 13:00"}),
}
"""Twins, with a roster that breaks no rule under any of them."""


@pytest.mark.parametrize("name", LINES)
def test_twins_give_the_same_answers_to_every_question(name: str) -> None:
    """Whatever the reason, every answer is the same, byte by byte, and some tell that there is one."""
    twins, lines = LINES[name]
    told = {}
    for reason, problem in twins.items():
        found = roster(problem, **lines)
        assert judged(problem, found).violations == (), reason
        told[reason] = everything_told(problem, found)
    first, *others = told.values()
    assert all(other == first for other in others)
    standing = Standing.HOURS if name == "hours" else Standing.PRIVATE
    mine = [answer for question, answer in first.items() if question.startswith("ann ")]
    assert any(f'"standing": "{standing}"' in answer for answer in mine)


def test_without_the_reason_some_answer_is_another() -> None:
    """The twins are no idle test: with no reason at all ann could come."""
    twins, lines = LINES["to Heron"]
    free = VISITS.edited(approvals=approved())
    plain = everything_told(free, roster(free, **lines))
    problem = twins["restriction"]
    assert plain != everything_told(problem, roster(problem, **lines))


def test_whom_a_restriction_is_about_is_told_by_no_difference() -> None:
    """Ann kept from Heron by a restriction and from Wren by no approval, or the other way round."""
    one = VISITS.edited(
        approvals=approved(("ann", "Wren")), restrictions=[Restriction(young_person="Heron", person="ann")]
    )
    other = VISITS.edited(
        approvals=approved(("ann", "Heron")), restrictions=[Restriction(young_person="Wren", person="ann")]
    )
    lines = {"ann": "early Mon", "ben": "w1 Mon 12:00"}
    assert everything_told(one, roster(one, **lines)) == everything_told(other, roster(other, **lines))


def test_a_resident_s_restriction_looks_like_work_declined() -> None:
    """On shifts too: ann kept from the resident, or declining each shift of the home."""
    shifts = [shift.id for shift in WEEK.shift.values()]
    one = WEEK.edited(restrictions=[Restriction(young_person="Finch", person="ann")])
    declined = [Offer(person="ann", task=f"{s}/1", state=AssignmentState.DECLINED) for s in shifts]
    other = WEEK.edited(offers=declined)
    lines = {"ann": "w2 Tue 13:00", "ben": "early Mon"}
    assert everything_told(one, roster(one, **lines)) == everything_told(other, roster(other, **lines))


# Random hubs --------------------------------------------------------------------------------------

AS_A_WHOLE = frozenset(
    {AdjustmentKind.NO_OUTREACH, AdjustmentKind.NO_SLEEP_INS, AdjustmentKind.NO_WAKING_NIGHTS}
)
"""Adjustments that rule a task out whatever it is joined to."""


def innocent(case: Tiny, found: Roster) -> Problem | None:
    """Give the hub without its private rows, with "never on this" fixed by hand where they told.

    None where the hub has no such rows, or begins with duties of people whom they are about.
    """
    problem = case.problem
    private = {a.person for a in problem.adjustments} | {r.person for r in problem.restrictions}
    private |= {v.person for v in problem.views if v.view is ViewKind.NOT_WITH}
    if not private or private & {before.person for before in problem.duties_before}:
        return None
    if any(a.kind not in AS_A_WHOLE for a in problem.adjustments):
        return None
    plain = problem.edited(
        adjustments=(),
        restrictions=(),
        views=[view for view in problem.views if view.view is not ViewKind.NOT_WITH],
    )
    was, now = (everything_told(each, found, case.rulebook) for each in (problem, plain))
    told = f'"standing": "{Standing.PRIVATE}"'
    never = [
        Lock(person=person.key, task=task.id, must=False)
        for person in problem.people
        for task in tasks_of(problem)
        if told in was[question := f"{person.key} {task.id}"] and told not in now[question]
    ]
    return plain.edited(locks=(*plain.locks, *never))


@pytest.mark.slow
def test_a_hub_without_private_rows_gives_the_same_answers() -> None:
    """For random hubs and their best rosters there is an innocent hub that answers everything alike."""
    told = 0
    for seed in range(60):
        case = tiny(seed)
        if "locks" not in {rule.name for rule in case.rules} or not case.ranks:
            continue
        best = min(case.ranks, key=lambda k: (case.ranks[k], k))
        found = case.roster(case.all[best])
        twin = innocent(case, found)
        if twin is not None:
            was = everything_told(case.problem, found, case.rulebook)
            now = everything_told(twin, found, case.rulebook)
            assert {q: (was[q], now[q]) for q in was if was[q] != now[q]} == {}, seed
            told += len(twin.locks) > len(case.problem.locks)
    assert told >= 2
