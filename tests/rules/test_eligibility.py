"""Who may take a task: skills and checks, approval, being kept apart, and whom the plan lets visit."""

from __future__ import annotations

from datetime import time

import pytest

from hub_roster.domain.people import Approval, Employment, Skill
from hub_roster.domain.tasks import Who
from hub_roster.domain.young_people import Acquaintance, Contact, HowWell, Restriction, View, ViewKind
from hub_roster.rules.eligibility import Approved, KeptApart, Skills, WhoMayVisit
from hub_roster.rules.judge import judge
from tests.tiny import (
    Rows,
    broken,
    hub,
    on,
    on_call,
    people,
    person,
    resident,
    roster,
    rule,
    shift,
    violations,
    visit,
    young,
)
from tests.tiny_life import escort, session, week_time

# Skills and checks --------------------------------------------------------------------------------


def test_a_check_is_valid_on_its_last_day_and_not_on_the_next() -> None:
    """Ann's checks run out on Tuesday: she works Tuesday, and not Wednesday."""
    problem = hub(person("ann"), shift("early"), Skill(person="ann", skill="checks", valid_until=on("Tue")))
    assert broken(Skills, problem, ann="early Tue") == []
    assert broken(Skills, problem, ann="early Wed") == ["ann"]


def test_a_night_counts_on_the_date_it_begins() -> None:
    """A waking night of the last valid day is that day's task."""
    problem = hub(
        person("ann"), shift("waking night"), Skill(person="ann", skill="checks", valid_until=on("Tue"))
    )
    assert broken(Skills, problem, ann="waking night Tue") == []
    assert broken(Skills, problem, ann="waking night Wed") == ["ann"]


def test_a_skill_counts_from_its_first_day() -> None:
    """Trained from Wednesday: the visit that asks for it cannot be made on Tuesday."""
    skills = [Skill(person="ann", skill=name) for name in ("checks", "driver")]
    trained = Skill(person="ann", skill="therapy", valid_from=on("Wed"))
    problem = hub(
        person("ann"), young("Heron"), visit("v", "Heron", "Tue", "Wed", skill="therapy"), skills, trained
    )
    assert broken(Skills, problem, ann="v Tue 12:00") == ["ann"]
    assert broken(Skills, problem, ann="v Wed 12:00") == []


def test_visits_need_a_driver_and_on_call_its_own_skill() -> None:
    """Checks alone are enough for a shift, not for a visit or for on-call."""
    checks = Skill(person="ann", skill="checks")
    tasks = [shift("early"), visit("v", "Heron"), on_call("call", "Tue 17:00", "Wed 09:00")]
    problem = hub(person("ann"), young("Heron"), checks, tasks)
    assert broken(Skills, problem, ann="early Mon") == []
    assert broken(Skills, problem, ann="v Mon 17:00") == ["ann"]
    assert broken(Skills, problem, ann="call") == ["ann"]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("desk 2026-02-04 Wed 10:00", False),
        ("drop-in 2026-02-05 Thu 10:00", True),
        ("k Mon 10:00", False),
        ("e Fri 10:00", True),
    ],
)
def test_what_needs_a_driver(line: str, told: bool) -> None:
    """A session elsewhere than at one's base and an escort do; key work in a home is come to like a shift."""
    skills = [Skill(person="ann", skill="checks"), Skill(person="ben", skill="driver")]
    key_work = visit("k", "Heron", place="Oak house", in_shift=True)
    sessions = session("desk", "Wed"), session("drop-in", "Thu", place="Town")
    rows: list[Rows] = [shift("early"), key_work, escort("e", "Heron", "Fri 10:00"), sessions]
    problem = hub(people("ann ben"), resident("Heron"), skills, rows)
    assert broken(Skills, problem, ann=f"early Mon, early Fri, {line}") == ["ann"] * told


def test_who_drives_has_passed_the_checks_too() -> None:
    """Ann holds the skill to drive and no checks; somebody booked without a name is checked once named."""
    skills = [Skill(person="ann", skill="driver"), Skill(person="ben", skill="checks")]
    seat = person("seat", unnamed=True, employment=Employment.AGENCY)
    problem = hub(people("ann ben"), seat, young("Heron"), shift("early"), visit("v", "Heron"), skills)
    assert broken(Skills, problem, ann="v Mon 12:00") == ["ann"]
    assert broken(Skills, problem, ann="early Mon", seat="early Tue") == ["ann"]


def test_a_visit_counts_on_the_date_it_begins_however_long_it_is() -> None:
    """By hand ann's visit begins on Tuesday and on Wednesday, ends once: her checks begin on Wednesday."""
    checks = Skill(person="ann", skill="checks", valid_from=on("Wed"))
    driver = Skill(person="ann", skill="driver")
    problem = hub(person("ann"), young("Heron"), visit("v", "Heron", "Tue", "Wed"), checks, driver)
    made = roster(problem, ann="v Wed 12:00")
    (wednesday,) = made.assignments
    tuesday = wednesday.model_copy(update={"start": roster(problem, ann="v Tue 12:00").assignments[0].start})
    by_hand = made.model_copy(update={"assignments": (tuesday, wednesday)})
    assert len(judge([rule(Skills, problem)], problem, by_hand).violations) == 1


def test_a_hub_that_records_no_skills_asks_for_none() -> None:
    """People, young people and cover are enough to draft."""
    problem = hub(person("ann"), young("Heron"), shift("early"), visit("v", "Heron", skill="therapy"))
    assert broken(Skills, problem, ann="early Tue, v Mon 12:00") == []


# Approval -----------------------------------------------------------------------------------------


def test_one_to_one_work_needs_approval_on_the_day() -> None:
    """Approved for Heron until Tuesday: visits Heron on Tuesday, not on Wednesday, and Wren never."""
    approval = Approval(person="ann", young_person="Heron", valid_until=on("Tue"))
    visits = [visit("v", "Heron", "Tue", "Wed"), visit("w", "Wren", "Tue")]
    problem = hub(person("ann"), young("Heron"), young("Wren"), visits, approval)
    assert broken(Approved, problem, ann="v Tue 12:00") == []
    assert broken(Approved, problem, ann="v Wed 12:00") == ["ann"]
    assert broken(Approved, problem, ann="w Tue 12:00") == ["ann"]


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ([], True),
        ([resident("Wren")], False),
        ([shift("day")], True),
        ([shift("day", start=time(6), end=time(15))], False),
        ([shift("day", start=time(7), end=time(15))], False),
        ([shift("sleep-in", start=time(6), end=time(16))], True),
        ([week_time("Heron", "06:00 16:00")], False),
    ],
)
def test_a_shift_alone_with_one_young_person_needs_approval(rows: Rows, told: bool) -> None:
    """One seat, one at home, and no other waking shift through all of it."""
    approval = Approval(person="ben", young_person="Heron")
    problem = hub(people("ann ben"), resident("Heron"), shift("early"), rows, approval)
    assert broken(Approved, problem, ann="early Mon") == ["ann"] * told
    assert broken(Approved, problem, ben="early Mon") == []


def test_on_a_shift_of_two_nobody_needs_approval() -> None:
    """Nor on a waking night, nor in a hub that records none."""
    approval = Approval(person="ben", young_person="Heron")
    rows = [people("ann ben"), resident("Heron"), shift("early", seats=2), shift("waking night")]
    assert broken(Approved, hub(rows, approval), ann="early Mon, waking night Tue") == []
    assert broken(Approved, hub(people("ann"), resident("Heron"), shift("early")), ann="early Mon") == []


# Kept apart ---------------------------------------------------------------------------------------

RESTRICTED = Restriction(young_person="Heron", person="ann")
NOT_WITH = View(young_person="Heron", person="ann", view=ViewKind.NOT_WITH, day=on("Mon-4"))


@pytest.mark.parametrize("cause", [RESTRICTED, NOT_WITH])
def test_who_is_kept_apart_meets_on_no_visit_and_no_shift(cause: Restriction | View) -> None:
    """A restriction and a 'not with' each keep ann from Heron's visits and from Heron's home."""
    problem = hub(people("ann ben"), resident("Heron"), shift("early"), visit("v", "Heron"), cause)
    assert broken(KeptApart, problem, ann="v Mon 12:00, early Tue", ben="early Mon") == ["ann", "ann"]


def test_a_home_without_the_young_person_is_open() -> None:
    """Heron moves out after Monday: from Tuesday ann may work there."""
    problem = hub(person("ann"), resident("Heron", until="Mon"), shift("early"), RESTRICTED)
    assert broken(KeptApart, problem, ann="early Mon") == ["ann"]
    assert broken(KeptApart, problem, ann="early Tue") == []


def test_a_restriction_holds_between_its_dates() -> None:
    """A restriction until Tuesday is over on Wednesday."""
    until = Restriction(young_person="Heron", person="ann", last_day=on("Tue"))
    problem = hub(person("ann"), resident("Heron"), shift("early"), until)
    assert broken(KeptApart, problem, ann="early Tue, early Wed") == ["ann"]


def test_the_latest_view_counts() -> None:
    """'Not with' in January, 'fine' last week: what the young person said last counts, in whatever order."""
    fine = View(young_person="Heron", person="ann", view=ViewKind.FINE, day=on("Mon-1"))
    problem = hub(person("ann"), young("Heron"), visit("v", "Heron"), fine, NOT_WITH)
    assert broken(KeptApart, problem, ann="v Mon 12:00") == []


def test_the_message_tells_neither_who_nor_why() -> None:
    """One young person's restriction, another's 'not with', or both at once look exactly alike."""
    wren = View(young_person="Wren", person="ann", view=ViewKind.NOT_WITH, day=on("Mon-4"))
    told = set()
    for causes in ([RESTRICTED], [NOT_WITH], [wren], [RESTRICTED, wren], [RESTRICTED, NOT_WITH, wren]):
        problem = hub(person("ann"), resident("Heron"), resident("Wren"), shift("early"), causes)
        told.add(violations(KeptApart, problem, ann="early Mon"))
    ((found,),) = told
    assert found.message == "Not available for this."
    assert "Heron" not in str(found)
    assert "Wren" not in str(found)


# Whom the plan lets visit -------------------------------------------------------------------------

CIRCLE = {"key_worker": "ann", "deputy": "ben", "core_team": ("cat",)}


@pytest.mark.parametrize(
    ("who", "refused"),
    [
        (Who.KEY_WORKER, ["ben", "cat", "dan", "eve"]),
        (Who.CORE_TEAM, ["dan", "eve"]),
        (Who.KNOWN, ["eve"]),
        (Who.NAMED, ["ann", "ben", "cat", "dan"]),
        (Who.ANYONE, []),
    ],
)
def test_whom_the_plan_lets_visit(who: Who, refused: list[str]) -> None:
    """Key worker ann, deputy ben, core team cat; dan knows Heron a little, eve, who is named, not at all."""
    knows = Acquaintance(person="dan", young_person="Heron", how_well=HowWell.A_LITTLE)
    problem = hub(
        people("ann ben cat dan eve"),
        young("Heron", **CIRCLE),
        visit("v", "Heron", who=who, named=("eve",) if who is Who.NAMED else ()),
        knows,
    )
    every = dict.fromkeys(("ann", "ben", "cat", "dan", "eve"), "v Mon 12:00")
    assert broken(WhoMayVisit, problem, **every) == refused


def test_a_young_person_without_a_core_team() -> None:
    """'Core team' is key worker and deputy where no more are named, and nobody where none is."""
    visits = [visit("v", "Heron", who=Who.CORE_TEAM), visit("w", "Wren", who=Who.CORE_TEAM)]
    problem = hub(people("ann ben"), young("Heron", key_worker="ann"), young("Wren"), visits)
    assert broken(WhoMayVisit, problem, ann="v Mon 12:00", ben="v Mon 12:00") == ["ben"]
    assert broken(WhoMayVisit, problem, ann="w Mon 12:00", ben="w Mon 12:00") == ["ann", "ben"]


def test_anyone_known_goes_by_time_spent_together() -> None:
    """Nine hours yesterday make 41 and known; eight make 37 and not (domain.md 5.5: 12 h to half)."""
    met = [
        Contact(person=key, young_person="Heron", day=on("Sun-1"), minutes=60 * hours)
        for key, hours in (("ann", 9), ("ben", 8))
    ]
    problem = hub(people("ann ben"), young("Heron"), visit("v", "Heron", who=Who.KNOWN), met)
    assert broken(WhoMayVisit, problem, ann="v Mon 12:00", ben="v Mon 12:00") == ["ben"]


def test_anyone_known_leaves_out_whom_the_young_person_refuses() -> None:
    """A deputy Heron will not be with is no longer 'known'."""
    problem = hub(person("ann"), young("Heron", deputy="ann"), visit("v", "Heron", who=Who.KNOWN), NOT_WITH)
    assert broken(WhoMayVisit, problem, ann="v Mon 12:00") == ["ann"]


def test_shifts_are_open_to_strangers() -> None:
    """Who may visit says nothing about shifts."""
    problem = hub(person("ann"), resident("Heron"), shift("early"))
    assert broken(WhoMayVisit, problem, ann="early Mon") == []
