"""Rosters: versions that never change, and which of them holds in which week."""

from __future__ import annotations

import threading
from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid5

import pytest

from hub_roster.domain.problem import Problem
from hub_roster.domain.roster import Roster, RosterStatus
from hub_roster.store.database import Database
from hub_roster.store.hub_files import HubFiles, Made, NotThere
from hub_roster.store.rosters import Rosters, Version, WeekInForce
from hub_roster.store.scope import WHOLE
from tests import tiny

MADE = Made("ann", datetime(2026, 2, 2, 12, tzinfo=UTC))
NEXT = tiny.MONDAY + timedelta(days=7)


@pytest.fixture
def hub(database: Database) -> Problem:
    """Give a hub of two people, kept in the database."""
    problem = tiny.hub(tiny.people("ann ben"), tiny.shift("early"))
    with database.writing(WHOLE) as session:
        HubFiles(session).add(problem, MADE, after=0)
    return problem


def kept(database: Database, roster: Roster, number: int, follows: UUID | None = None) -> Version:
    """Keep a roster under an id made of a number."""
    with database.writing(WHOLE) as session:
        return Rosters(session).add(uuid5(roster.problem_id, str(number)), roster, 1, MADE, follows)


def test_what_is_kept_is_what_was_given(database: Database, hub: Problem) -> None:
    """Every assignment comes back to the minute, and the version says what it is."""
    roster = tiny.roster(hub, ann="early Mon, early Tue", ben="early Wed")
    version = kept(database, roster, 1)
    with database.reading(WHOLE) as session:
        assert Rosters(session).roster(version.id) == roster
        assert Rosters(session).version(version.id) == version
    assert (version.number, version.status, version.file_number) == (1, RosterStatus.DRAFT, 1)


def test_versions_count_from_one_in_each_week(database: Database, hub: Problem) -> None:
    """The latest week comes first, then the latest version; a week can be asked for alone."""
    monday, later = (
        Roster(problem_id=hub.id, first_day=tiny.MONDAY),
        Roster(problem_id=hub.id, first_day=NEXT),
    )
    first = kept(database, monday, 1)
    second = kept(database, monday, 2, follows=first.id)
    third = kept(database, later, 3)
    with database.reading(WHOLE) as session:
        assert Rosters(session).listed(hub.id) == [third, second, first]
        assert Rosters(session).listed(hub.id, tiny.MONDAY) == [second, first]
    assert [v.number for v in (first, second, third)] == [1, 2, 1]
    assert second.follows == first.id


def test_planned_and_worked_stand_beside(database: Database, hub: Problem) -> None:
    """A correction takes the place of what was worked, and leaves what was published."""
    planned, worked, corrected = (
        kept(database, Roster(problem_id=hub.id, first_day=tiny.MONDAY, status=status), k)
        for k, status in enumerate((RosterStatus.PUBLISHED, RosterStatus.WORKED, RosterStatus.WORKED))
    )
    with database.writing(WHOLE) as session:
        Rosters(session).put_in_force(planned)
    with database.writing(WHOLE) as session:
        Rosters(session).put_as_worked(worked)
    with database.writing(WHOLE) as session:
        Rosters(session).put_as_worked(corrected)
    with database.reading(WHOLE) as session:
        weeks = Rosters(session).weeks(hub.id, date(2026, 1, 1), date(2026, 12, 31))
        assert weeks == [WeekInForce(tiny.MONDAY, planned.id, corrected.id)]
        assert Rosters(session).version(worked.id) == worked


def test_a_longer_roster_holds_in_all_its_weeks(database: Database, hub: Problem) -> None:
    """And gives way in the week that another is published for."""
    month = kept(database, Roster(problem_id=hub.id, first_day=tiny.MONDAY, weeks=4), 1)
    week = kept(database, Roster(problem_id=hub.id, first_day=NEXT), 2)
    with database.writing(WHOLE) as session:
        Rosters(session).put_in_force(month)
        Rosters(session).put_in_force(week)
    with database.reading(WHOLE) as session:
        weeks = Rosters(session).weeks(hub.id, tiny.MONDAY, tiny.MONDAY + timedelta(days=60))
    assert [each.published for each in weeks] == [month.id, week.id, month.id, month.id]


def test_what_was_never_kept_is_not_there(database: Database, hub: Problem) -> None:
    """A version of an unknown id is none."""
    del hub
    with database.reading(WHOLE) as session, pytest.raises(NotThere):
        Rosters(session).version(UUID(int=9))


def test_what_was_given_out_for_a_week(database: Database, hub: Problem) -> None:
    """No draft; a roster of two weeks for each of them, and for none before or after."""
    kept(database, Roster(problem_id=hub.id, first_day=tiny.MONDAY), 1)
    published = Roster(problem_id=hub.id, first_day=tiny.MONDAY, weeks=2, status=RosterStatus.PUBLISHED)
    given = kept(database, published, 2)
    with database.reading(WHOLE) as session:
        rosters = Rosters(session)
        assert rosters.given_out(hub.id, tiny.MONDAY, tiny.MONDAY) == [given]
        assert rosters.given_out(hub.id, NEXT, NEXT) == [given]
        after = NEXT + timedelta(days=7)
        assert rosters.given_out(hub.id, after, after) == []


def test_two_who_add_at_once_get_a_number_each(database: Database, hub: Problem) -> None:
    """A worker keeps its draft while a manager edits: the second waits for the first."""
    roster = Roster(problem_id=hub.id, first_day=tiny.MONDAY)
    second: list[Version] = []
    adds = threading.Thread(target=lambda: second.append(kept(database, roster, 2)))
    with database.writing(WHOLE) as session:
        first = Rosters(session).add(uuid5(hub.id, "1"), roster, 1, MADE, None)
        adds.start()
        adds.join(0.5)
        assert adds.is_alive()
    adds.join()
    assert [first.number, *(version.number for version in second)] == [1, 2]
