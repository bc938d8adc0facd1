"""The inspector's pack: staff, agency share, different adults, weeks planned and worked, what was signed."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from hub_roster.domain.people import Approval, Employment, Induction, Skill
from hub_roster.domain.rolling import starting
from hub_roster.domain.roster import RosterStatus
from hub_roster.exchange.inspection import Pack
from hub_roster.service.records.inspection import pack
from hub_roster.store.database import Database
from hub_roster.store.hub_files import Made, NotThere
from hub_roster.store.rosters import SignOff
from hub_roster.store.scope import WHOLE
from tests import tiny
from tests.service.records.told import at, file, given_out

HUB = tiny.hub(
    tiny.person("ann", name="Ann Lee", role="hub worker"),
    tiny.person("ben", name="Ben Cole"),
    tiny.person("AGY:7:1", name="Cat Dow", employment=Employment.AGENCY),
    tiny.shift("early", "Mon Tue", seats=2),
    tiny.resident("Heron"),
    tiny.young("Wren"),
    Skill(person="ann", skill="checks", valid_until=date(2027, 1, 1)),
    Skill(person="ben", skill="first aid", valid_until=date(2026, 1, 1)),
    Approval(person="ann", young_person="Heron"),
    Approval(person="ann", young_person="Wren"),
    Induction(person="ben", first_day=date(2026, 1, 5)),
)
BEFORE = at(1)
SECOND = starting(HUB, HUB.first_day + timedelta(days=7), 1)


@pytest.fixture
def two_weeks(database: Database) -> Database:
    """Give two weeks: the first worked otherwise than planned, the second signed off and not recorded."""
    file(database, HUB, BEFORE)
    given_out(database, tiny.roster(HUB, ann="early Mon, early Tue", ben="early Mon"), BEFORE)
    worked = tiny.roster(HUB, **{"ann": "early Mon", "AGY:7:1": "early Mon, early Tue"})
    given_out(database, worked, at(9), RosterStatus.WORKED)
    signed = SignOff("Ada Reed", "On-call comes in.")
    given_out(database, tiny.roster(SECOND, ann="early Mon"), at(3), sign_off=signed)
    return database


def packed(database: Database, home: str = "Oak") -> Pack:
    """Put the pack of both weeks together."""
    span = date(2026, 2, 3), date(2026, 2, 11)
    with database.reading(WHOLE) as session:
        return pack(session, HUB.id, home, span, Made("Ada Reed", at(20)), lambda _, code: code)


def test_it_is_of_whole_weeks_and_says_which_have_no_record(two_weeks: Database) -> None:
    """From the Monday of the first day to the Sunday of the last."""
    found = packed(two_weeks)
    assert (found.first_day, found.last_day) == (date(2026, 2, 2), date(2026, 2, 15))
    assert found.unrecorded == (date(2026, 2, 9),)


def test_planned_and_worked_stand_beside_each_other(two_weeks: Database) -> None:
    """Shift by shift, an empty one too; where nothing was recorded that is not taken for nobody."""
    first, second = packed(two_weeks).weeks
    on = {
        f"{shift.day:%a}": (
            [who.key for who in shift.planned],
            None if shift.worked is None else [who.key for who in shift.worked],
        )
        for week in (first, second)
        for shift in week.shifts
        if week is first or shift.day.weekday()
    }
    assert on["Mon"] == (["ann", "ben"], ["AGY:7:1", "ann"])
    assert on["Tue"] == ([], None)
    assert {shift.seats for week in (first, second) for shift in week.shifts} == {2}
    assert [version.number for version in first.published] == [1]
    assert first.worked is not None
    assert second.worked is None


def test_agency_is_counted_as_the_rule_counts_it(two_weeks: Database) -> None:
    """Of what was worked, or planned where that is not recorded: seats and their minutes."""
    first, second = packed(two_weeks).agency
    assert (first.seats, first.agency_seats, first.minutes, first.agency_minutes) == (3, 2, 1440, 960)
    assert (first.is_worked, second.is_worked) == (True, False)
    assert first.share == pytest.approx(2 / 3)
    assert second.share == 0


def test_different_adults_are_those_on_record(two_weeks: Database) -> None:
    """Who worked, not who was planned; for those who lived in the home alone."""
    (heron,) = packed(two_weeks).adults
    assert (heron.called, heron.in_period, heron.most_in_a_week) == ("Heron", 2, 2)


def test_staff_with_what_is_known_of_them(two_weeks: Database) -> None:
    """Checks and training with their dates, inductions, and approvals for whoever lived in the home."""
    staff = {each.who.key: each for each in packed(two_weeks).staff}
    assert list(staff) == ["ann", "ben", "AGY:7:1"]
    assert [(row.skill, row.valid_until) for row in staff["ann"].held] == [("checks", date(2027, 1, 1))]
    assert [row.called for row in staff["ann"].approvals] == ["Heron"]
    assert [row.signed_off for row in staff["ben"].inductions] == [None]
    assert [each.shifts for each in staff.values()] == [2, 0, 2]


def test_what_went_out_on_somebody_s_word(two_weeks: Database) -> None:
    """Whose, what is done about it, and what was short: the checklist's own findings for this home."""
    (signed,) = packed(two_weeks).signed_off
    assert (signed.by, signed.contingency) == ("Ada Reed", "On-call comes in.")
    assert signed.version.first_day == date(2026, 2, 9)
    assert any(short.startswith("seats: early Mon 9 Feb") for short in signed.short)


def test_of_a_home_that_is_not_there_nothing_is_packed(two_weeks: Database) -> None:
    """It is not told apart from another hub's."""
    with pytest.raises(NotThere):
        packed(two_weeks, "Elm")
