"""No sequence of questions about a roster tells a private fact: each has an innocent twin."""

from __future__ import annotations

import json
from datetime import time

import pytest

from hub_roster.domain.home import EVERY_DAY
from hub_roster.domain.offers import AssignmentState, Offer
from hub_roster.domain.people import (
    CHECKS,
    DRIVER,
    NIGHT_ASSESSMENT,
    Adjustment,
    AdjustmentKind,
    Approval,
    Availability,
    Consent,
    Household,
    Leave,
    PairApart,
    PatternDay,
    PatternWeek,
    Placement,
    Skill,
    WeekWorked,
)
from hub_roster.domain.problem import Problem
from hub_roster.domain.roster import Roster
from hub_roster.domain.tasks import Lock, Meeting, Who, shift_of
from hub_roster.domain.young_people import PersonalNeed, Restriction, View, ViewKind
from hub_roster.solver.standing import Standing
from tests.properties.every_roster import Tiny, tiny
from tests.solver.everything_told import everything_told, tasks_of
from tests.tiny import drive, hub, judged, on, people, person, resident, roster, shift, visit, young

PEOPLE = ("ann", "ben", "cat")


def approved(*but: tuple[str, str]) -> list[Approval]:
    """Approve everybody for everybody, with exceptions."""
    pairs = [(key, code) for key in PEOPLE for code in ("Heron", "Wren", "Finch") if (key, code) not in but]
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
ALL_BUT_TUESDAY = tuple(day for day in EVERY_DAY if day != 1)

NOT_ON_TUESDAY: dict[str, Problem] = {
    "not available": WEEK.edited(
        availability=[Availability(person="ann", start=time(), end=time(), days=ALL_BUT_TUESDAY)]
    ),
    "a child placed": WEEK.edited(
        placements=[
            Placement(household="Ash", first_day=on("Tue"), last_day=on("Tue"), deployable_from=on("Wed"))
        ]
    ),
}
"""Reasons for which ann does not work on Tuesday."""

AWAY = WEEK.edited(leave=[Leave(person="ann", first_day=on("Tue"), last_day=on("Tue"))])
AGREED = AWAY.edited(consents=[Consent(person="ann", day=on("Tue"))])

NO_CONSENT: dict[str, Problem] = {
    "leave": AWAY,
    "leave, and not available": AWAY.edited(
        availability=[Availability(person="ann", start=time(), end=time(), days=ALL_BUT_TUESDAY)]
    ),
    "agreed to be asked, but not available": AGREED.edited(
        availability=[Availability(person="ann", start=time(), end=time(), days=ALL_BUT_TUESDAY)]
    ),
    "agreed to be asked, but a fixed day off": AGREED.edited(
        patterns=[PatternWeek(person="ann", week=1, tuesday=PatternDay.NEVER)],
    ),
    "a fixed day off": WEEK.edited(
        patterns=[PatternWeek(person="ann", week=1, tuesday=PatternDay.NEVER)],
    ),
}
"""Reasons for which ann does not work on a Tuesday that is known to be hers."""

NIGHT = "Oak/2026-02-04/waking night"
"""The one waking night: ben has more than his share with it, unless ann has none."""

SHARED = WEEK.edited(
    people=[
        person(key, contract_hours=20, pattern_anchor=on("Mon"), household="Ash" if key == "ann" else "")
        for key in PEOPLE
    ],
    weeks_worked=[
        WeekWorked(person=key, week=on("Mon-1"), working_minutes=0, nights=1) for key in ("ben", "cat")
    ],
)
ASSESSED = [Skill(person=key, skill=skill) for key in PEOPLE for skill in (CHECKS, DRIVER, NIGHT_ASSESSMENT)]

NO_NIGHTS: dict[str, Problem] = {
    "an adjustment": SHARED.edited(
        adjustments=[Adjustment(person="ann", kind=AdjustmentKind.NO_WAKING_NIGHTS)]
    ),
    "not after eight": SHARED.edited(
        adjustments=[Adjustment(person="ann", kind=AdjustmentKind.NOT_AFTER, time=time(20))]
    ),
    "no valid health assessment": SHARED.edited(skills=[s for s in ASSESSED if s != ASSESSED[2]]),
    "an adjustment, and assessed": SHARED.edited(
        adjustments=[Adjustment(person="ann", kind=AdjustmentKind.NO_WAKING_NIGHTS)], skills=ASSESSED
    ),
    "not available at night": SHARED.edited(
        availability=[Availability(person="ann", start=time(6), end=time(21))]
    ),
    "declined": SHARED.edited(
        offers=[Offer(person="ann", task=f"{NIGHT}/1", state=AssignmentState.DECLINED)]
    ),
    "never, by hand": SHARED.edited(locks=[Lock(person="ann", task=NIGHT, must=False)]),
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

WOMAN = Skill(person="ben", skill="woman"), Skill(person="cat", skill="woman")
ALL_CHECKED = [Skill(person=key, skill=skill) for key in PEOPLE for skill in (CHECKS, DRIVER)]
CHECKED = VISITS.edited(approvals=approved(), skills=ALL_CHECKED)

NOT_FOR_HERON: dict[str, Problem] = {
    "a personal need": CHECKED.edited(
        skills=[*ALL_CHECKED, *WOMAN],
        personal_needs=[
            PersonalNeed(
                young_person="Heron",
                skill="woman",
                recorded="PN-1",
                approved_by="A. Manager",
                review_by=on("Mon+4"),
            )
        ],
    ),
    "not approved": CHECKED.edited(approvals=approved(("ann", "Heron"))),
    "the plan names others": CHECKED.edited(visits=NAMED),
    "declined": CHECKED.edited(
        offers=[Offer(person="ann", task=task, state=AssignmentState.DECLINED) for task in TO_HERON],
    ),
}
"""Reasons for which ben and cat alone come to Heron, in a hub that records checks."""

HOME = hub(people("ann ben cat"), resident("Finch"), shift("early", "Mon Tue", seats=2), shift("late", "Mon"))
WITH_BEN = "Oak/2026-02-02/early"

NOT_WITH_BEN: dict[str, Problem] = {
    "a pair apart": HOME.edited(pairs_apart=[PairApart(person="ann", other="ben")]),
    "the pair the other way round": HOME.edited(pairs_apart=[PairApart(person="ben", other="ann")]),
    "declined": HOME.edited(
        offers=[Offer(person="ann", task=f"{WITH_BEN}/1", state=AssignmentState.DECLINED)]
    ),
    "never, by hand": HOME.edited(locks=[Lock(person="ann", task=WITH_BEN, must=False)]),
}
"""Reasons for which ann is not on Monday's early, which ben is on."""

SLEPT = hub(people("ann ben cat"), resident("Finch"), shift("late", "Mon"), shift("sleep-in", "Mon"))

NOT_BEN_S_LATE: dict[str, Problem] = {
    "a pair apart": SLEPT.edited(pairs_apart=[PairApart(person="ann", other="ben")]),
    "never, by hand": SLEPT.edited(locks=[Lock(person="ann", task="Oak/2026-02-02/late", must=False)]),
}
"""Reasons for which ann does not take ben's late with the sleep-in after it."""

DESK = hub(
    people("ben cat"),
    person("ann"),
    resident("Finch"),
    young("Wren"),
    shift("early", "Mon Tue"),
    visit("w1", "Wren", "Mon"),
    Meeting(
        id="team",
        hub="Hub",
        place="Base",
        first_day=on("Tue"),
        last_day=on("Tue"),
        earliest=time(10),
        latest=time(11),
        minutes=60,
        attendees=("ann",),
    ),
)
CARE = ("w1", *(f"Oak/2026-02-0{day}/early" for day in (2, 3, 9)))
SOON = [p.model_copy(update={"adult_from": on("Mon+9")}) if p.key == "ann" else p for p in DESK.people]

NO_CARE: dict[str, Problem] = {
    "under 18": DESK.edited(people=SOON),
    "never, by hand": DESK.edited(locks=[Lock(person="ann", task=task, must=False) for task in CARE]),
    "declined": DESK.edited(
        offers=[Offer(person="ann", task=task, state=AssignmentState.DECLINED) for task in CARE]
    ),
}
"""Reasons for which ann is at meetings alone."""

LINES = {
    "to Heron": (NOT_WITH_HERON, {"ann": "w1 Mon 10:00", "ben": "early Mon, w2 Tue 13:00"}),
    "on Tuesday": (NOT_ON_TUESDAY, {"ann": "early Mon", "ben": "early Tue"}),
    "of her own": (NO_CONSENT, {"ann": "early Mon", "ben": "early Tue"}),
    "at night": (NO_NIGHTS, {"ann": "early Mon", "ben": "waking night Wed"}),
    "a need of Heron's": (NOT_FOR_HERON, {"ann": "w1 Mon 10:00", "ben": "early Mon, w2 Tue 13:00"}),
    "with ben": (NOT_WITH_BEN, {"ben": "early Mon", "cat": "late Mon"}),
    "with ben, where both seats are taken": (NOT_WITH_BEN, {"ben": "early Mon", "cat": "early Mon"}),
    "the late before a sleep-in": (NOT_BEN_S_LATE, {"ben": "late Mon"}),
    "care": (NO_CARE, {"ben": "early Mon", "cat": "w1 Mon 10:00"}),
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


def test_leave_changes_how_much_is_charged_and_nothing_else() -> None:
    """Leave stands in the week's tables: it may lower a price, such as that of a single day off."""
    lines = LINES["on Tuesday"][1]
    told = [everything_told(p, roster(p, **lines)) for p in (AWAY, NOT_ON_TUESDAY["not available"])]
    asked = [question for question in told[0] if question.startswith(PEOPLE)]
    stands = [[{**json.loads(t[q]), "options": None} for q in asked] for t in told]
    assert stands[0] == stands[1]
    assert told[0] != told[1]


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
    private |= {person for pair in problem.pairs_apart for person in (pair.person, pair.other)}
    about_visits = [need for need in problem.personal_needs if shift_of(need.task or "") not in problem.shift]
    private |= {person.key for person in problem.people if about_visits}
    if not private or private & {before.person for before in problem.duties_before}:
        return None
    if any(a.kind not in AS_A_WHOLE for a in problem.adjustments):
        return None
    plain = problem.edited(
        adjustments=(),
        restrictions=(),
        pairs_apart=(),
        personal_needs=[need for need in problem.personal_needs if need not in about_visits],
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
