"""Which young people each role sees, in a hub of two homes and a visit.

Heron and Wren live in Oak, Robin in Elm; Maple lives in Dale and is visited on Wednesday, with Larch, an
adult of the family.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, time

import pytest

from hub_roster.domain.home import Home
from hub_roster.domain.offers import AssignmentState
from hub_roster.domain.problem import Problem
from hub_roster.domain.roster import Roster
from hub_roster.domain.their_week import WeekKind, WeekTime
from hub_roster.domain.young_people import Family, FamilyAdult
from hub_roster.service.access import young_people_seen
from hub_roster.service.access.caller import Caller
from hub_roster.service.access.keyed import KeyedHashes
from hub_roster.service.access.young_people_seen import pseudonyms
from hub_roster.store.accounts import Grant
from hub_roster.store.tables import Role
from tests import tiny
from tests.service.access.callers import ADMINISTRATOR, HUB, OTHER, caller

HASHES = KeyedHashes(b"a secret")
ALL = {"Heron", "Wren", "Robin", "Maple", "Larch"}
IN_OAK = {"Heron", "Wren"}
VISITED = {"Maple", "Larch"}


@pytest.fixture(scope="module")
def hub() -> Problem:
    """Give the hub."""
    return tiny.hub(
        tiny.people("ann ben nhs"),
        [Home(code=code, hub="Hub", place=code, lone_working_assessment="LW") for code in ("Oak", "Elm")],
        [tiny.shift(name, home=home) for name in ("early", "late", "sleep-in") for home in ("Oak", "Elm")],
        [tiny.resident(code) for code in ("Heron", "Wren")],
        tiny.resident("Robin", home="Elm"),
        Family(code="Thorn", hub="Hub"),
        tiny.young("Maple", family="Thorn"),
        FamilyAdult(code="Larch", hub="Hub", place="Dale", family="Thorn"),
        tiny.visit("v1", "Maple", "Wed", others=("Larch",)),
    )


@pytest.fixture(scope="module")
def roster(hub: Problem) -> Roster:
    """Give what is in force: Ann is in Oak on Monday and visits, Ben in Elm on Sunday, the NHS visits."""
    return tiny.roster(
        hub, ann="late Mon, sleep-in Mon, v1 Wed 10:00", ben="early Sun Elm", nhs="early Mon, v1 Wed 10:00"
    )


def on(moment: str) -> datetime:
    """Give a moment of the week."""
    return tiny.at(moment).replace(tzinfo=UTC)


def seen(
    someone: Caller, hub: Problem, roster: Roster | None, moment: str = "Mon 12:00"
) -> Mapping[str, str]:
    """Give whom somebody sees at a moment."""
    return young_people_seen.young_people_seen(someone, hub, roster, on(moment), HASHES)


# Staff --------------------------------------------------------------------------------------------


def test_staff_see_those_of_their_own_duties(hub: Problem, roster: Roster) -> None:
    """Those at home on their shifts, and those they visit; by code."""
    found = seen(caller(Role.STAFF, people="ann"), hub, roster)
    assert found == {code: code for code in IN_OAK | VISITED}


@pytest.mark.parametrize(
    ("moment", "whom"),
    [
        ("Sun-1 12:00", {"Robin"}),  # a week before, to the hour of the early
        ("Sat-1 12:00", set()),
        ("Sun 12:00", {"Robin"}),
        ("Mon+1 14:00", {"Robin"}),  # written up the day after
        ("Mon+1 15:00", set()),
    ],
)
def test_a_duty_is_current_from_a_week_before_to_a_day_after(
    hub: Problem, roster: Roster, moment: str, whom: set[str]
) -> None:
    """Earlier there is nothing to prepare, later nothing to write up."""
    assert set(seen(caller(Role.STAFF, people="ben"), hub, roster, moment)) == whom


def with_wren_away(hub: Problem) -> Problem:
    """Give the hub in a week in which Wren is with family on Monday evening and night."""
    away = WeekTime(
        young_person="Wren", kind=WeekKind.FAMILY_TIME, days=(0,), start=time(14, 0), end=time(10, 0)
    )
    return hub.edited(week_times=(away,))


def test_a_young_person_elsewhere_for_the_whole_shift_is_not_of_it(hub: Problem) -> None:
    """Nobody is theirs whom they do not meet."""
    away = with_wren_away(hub)
    found = seen(caller(Role.STAFF, people="ann"), away, tiny.roster(away, ann="late Mon, sleep-in Mon"))
    assert set(found) == {"Heron"}


@pytest.mark.parametrize("state", list(AssignmentState))
def test_an_offer_makes_nobody_theirs_until_it_is_accepted(
    hub: Problem, roster: Roster, state: AssignmentState
) -> None:
    """Who is asked whether they could work is not told who lives there."""
    offered = roster.model_copy(
        update={"assignments": tuple(a.model_copy(update={"state": state}) for a in roster.assignments)}
    )
    firm = state in (AssignmentState.CONTRACTED, AssignmentState.ACCEPTED)
    assert bool(seen(caller(Role.STAFF, people="ann"), hub, offered)) == firm


def test_a_home_does_not_narrow_one_s_own_duties(hub: Problem, roster: Roster) -> None:
    """Somebody of Oak who is sent to Elm has to know who is there."""
    assert set(seen(caller(Role.STAFF, "Oak", people="ben"), hub, roster, "Sun 12:00")) == {"Robin"}


@pytest.mark.parametrize("role", [Role.STAFF, Role.SHIFT_LEADER, Role.PARTNER])
def test_who_stands_for_nobody_or_has_no_roster_sees_nobody(hub: Problem, roster: Roster, role: Role) -> None:
    """Such as another system, or staff before their first week is published."""
    assert seen(caller(role), hub, roster) == {}
    assert seen(caller(role, people="ann"), hub, None) == {}


# Partners and shift leaders -----------------------------------------------------------------------


def test_partners_see_those_they_visit(hub: Problem, roster: Roster) -> None:
    """And not those of a home in which they happen to be."""
    assert set(seen(caller(Role.PARTNER, people="nhs"), hub, roster)) == VISITED


def test_shift_leaders_see_all_of_tonight_s_home(hub: Problem) -> None:
    """Those away for the whole shift too; on top of whom staff see."""
    away = with_wren_away(hub)
    roster = tiny.roster(away, ann="late Mon, v1 Wed 10:00")
    assert set(seen(caller(Role.SHIFT_LEADER, people="ann"), away, roster)) == IN_OAK | VISITED


@pytest.mark.parametrize(
    ("moment", "whom"),
    [
        ("Mon 02:59", {"Heron"}),
        ("Mon 03:00", {"Heron", "Wren"}),  # twelve hours before the late
        ("Mon 22:59", {"Heron", "Wren"}),
        ("Mon 23:00", {"Heron"}),
    ],
)
def test_tonight_is_from_twelve_hours_before_to_the_end(hub: Problem, moment: str, whom: set[str]) -> None:
    """Before and after they see what staff see."""
    away = with_wren_away(hub)
    roster = tiny.roster(away, ann="late Mon")
    assert set(seen(caller(Role.SHIFT_LEADER, people="ann"), away, roster, moment)) == whom


def test_a_shift_leader_of_another_home_leads_there_alone(hub: Problem) -> None:
    """On shift in Oak they see what staff see."""
    away = with_wren_away(hub)
    roster = tiny.roster(away, ann="late Mon")
    assert set(seen(caller(Role.SHIFT_LEADER, "Elm", people="ann"), away, roster)) == {"Heron"}
    assert set(seen(caller(Role.SHIFT_LEADER, "Oak", people="ann"), away, roster)) == IN_OAK


# Those who see a whole file -----------------------------------------------------------------------


@pytest.mark.parametrize("role", [Role.HUB_MANAGER, Role.AUDITOR])
def test_managers_and_auditors_see_all(hub: Problem, role: Role) -> None:
    """With a roster or without; in one home, those who live there on the day."""
    assert seen(caller(role), hub, None) == {code: code for code in ALL}
    assert set(seen(caller(role, "Oak"), hub, None)) == IN_OAK


def test_planners_see_pseudonyms(hub: Problem) -> None:
    """Of all, or of one home; no code shows in one."""
    found = seen(caller(Role.PLANNER), hub, None)
    assert found == pseudonyms(HASHES, hub)
    assert set(found) == ALL
    assert re.fullmatch(r"Young person [0-9A-F]{4}", found["Heron"])
    assert found["Larch"].startswith("Family adult ")
    assert set(seen(caller(Role.PLANNER, "Elm"), hub, None)) == {"Robin"}


def test_who_has_a_duty_and_plans_sees_codes_of_their_own(hub: Problem, roster: Roster) -> None:
    """In whichever order the roles stand; the others stay pseudonyms."""
    grants = (Grant(Role.PLANNER, HUB), Grant(Role.STAFF, HUB))
    for order in (grants, grants[::-1]):
        both = replace(caller(Role.STAFF, people="ann"), grants=order)
        found = seen(both, hub, roster)
        assert {code for code, shown in found.items() if code == shown} == IN_OAK | VISITED
        assert found["Robin"] == pseudonyms(HASHES, hub)["Robin"]


def test_administrators_see_nobody(hub: Problem, roster: Roster) -> None:
    """Whoever gives roles has none by that."""
    assert seen(ADMINISTRATOR, hub, roster) == {}


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMINISTRATOR])
def test_a_role_in_another_file_shows_nobody_here(hub: Problem, roster: Roster, role: Role) -> None:
    """Even should the person's key be the same."""
    assert seen(caller(role, people="ann", file_id=OTHER), hub, roster) == {}


# Pseudonyms ---------------------------------------------------------------------------------------


def test_pseudonyms_stay_and_lead_nowhere(hub: Problem) -> None:
    """The same whoever else joins; others in another file, or with another secret."""
    first = pseudonyms(HASHES, hub)
    joined = hub.edited(young_people=(*hub.young_people, tiny.young("Sparrow")))
    assert {code: pseudonyms(HASHES, joined)[code] for code in first} == first
    assert pseudonyms(HASHES, hub.edited(id=OTHER)) != first
    assert pseudonyms(KeyedHashes(b"another secret"), hub) != first


def first_signs(hashes: KeyedHashes, hub: Problem) -> Counter[str]:
    """Count the pseudonyms of young people and adults by their first four signs."""
    return Counter(shown.split()[-1][:4] for shown in pseudonyms(hashes, hub).values())


def test_those_who_would_be_called_alike_have_longer_pseudonyms(hub: Problem) -> None:
    """And the others stay as short as they were."""
    secrets = (KeyedHashes(str(number).encode()) for number in range(200_000))
    alike = next(hashes for hashes in secrets if max(first_signs(hashes, hub).values()) > 1)
    found = [shown.split()[-1] for shown in pseudonyms(alike, hub).values()]
    assert len(set(found)) == len(ALL)
    assert sorted(len(shown) for shown in found)[:3] == [4, 4, 4]
    assert sum(len(shown) > 4 for shown in found) == 2
