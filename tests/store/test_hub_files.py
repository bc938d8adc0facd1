"""Hubs' files: versions follow one another, and none is lost."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from sqlalchemy import Connection, event

from hub_roster.domain.place import Hub
from hub_roster.domain.problem import Problem
from hub_roster.store.database import Database
from hub_roster.store.hub_files import FileVersion, HubFiles, Made, NotThere, Superseded
from hub_roster.store.scope import WHOLE
from tests import tiny

NOON = datetime(2026, 2, 2, 12, tzinfo=UTC)


def test_what_is_kept_is_what_was_given(database: Database, complete: Problem) -> None:
    """A file with a row of every kind comes back the same to the last field."""
    with database.writing(WHOLE) as session:
        HubFiles(session).add(complete, Made("ann", NOON), after=0)
    with database.reading(WHOLE) as session:
        assert HubFiles(session).problem(complete.id, 1) == complete


def test_each_change_is_a_version(database: Database) -> None:
    """The newest is listed, with who made it, when and why; the ones before stay as they were."""
    first = tiny.hub(tiny.people("ann"))
    second = tiny.hub(tiny.people("ann ben"))
    with database.writing(WHOLE) as session:
        HubFiles(session).add(first, Made("ann", NOON, "first import"), after=0)
    with database.writing(WHOLE) as session:
        HubFiles(session).add(second, Made("ben", NOON, "Ben has started"), after=1)
    with database.reading(WHOLE) as session:
        files = HubFiles(session)
        newest = FileVersion(first.id, "Hub", 2, Made("ben", NOON, "Ben has started"))
        assert files.listed() == [newest]
        assert files.newest(first.id) == newest
        assert files.problem(first.id, 1) == first
        assert files.problem(first.id, 2) == second


def test_who_comes_second_is_told(database: Database) -> None:
    """A change made from a version that is not the newest any more is refused, and nothing is lost."""
    problem = tiny.hub()
    with database.writing(WHOLE) as session:
        HubFiles(session).add(problem, Made("ann", NOON), after=0)
        HubFiles(session).add(problem, Made("ben", NOON), after=1)
    for after in (0, 1, 3):
        with pytest.raises(Superseded) as refused, database.writing(WHOLE) as session:
            HubFiles(session).add(problem, Made("cat", NOON), after=after)
        assert refused.value.number == 2
    with database.reading(WHOLE) as session:
        assert HubFiles(session).newest(problem.id).made.by == "ben"


def test_files_are_listed_by_name(database: Database) -> None:
    """Whatever order they came in."""
    with database.writing(WHOLE) as session:
        for number, code in enumerate(("Whitby", "Alder"), 1):
            hub = Hub(code=code)
            HubFiles(session).add(
                Problem(id=UUID(int=number), first_day=tiny.MONDAY, hubs=(hub,), places=()),
                Made("ann", NOON),
                after=0,
            )
        assert [file.name for file in HubFiles(session).listed()] == ["Alder", "Whitby"]


def test_a_list_reads_no_file_s_content(database: Database) -> None:
    """Which is a hundred kilobytes each, compressed, that nobody asked for."""
    with database.writing(WHOLE) as session:
        HubFiles(session).add(tiny.hub(), Made("ann", NOON), after=0)
    asked: list[str] = []

    def note(connection: Connection, cursor: object, statement: str, *others: object) -> None:
        del connection, cursor, others
        asked.append(statement)

    event.listen(database.engine, "before_cursor_execute", note)
    with database.reading(WHOLE) as session:
        assert HubFiles(session).listed()
    assert asked
    assert not [statement for statement in asked if "content" in statement]


def test_what_was_never_kept_is_not_there(database: Database) -> None:
    """Neither a file nor a version of one."""
    with database.writing(WHOLE) as session:
        files = HubFiles(session)
        files.add(tiny.hub(), Made("ann", NOON), after=0)
        with pytest.raises(NotThere):
            files.newest(UUID(int=9))
        with pytest.raises(NotThere):
            files.problem(UUID(int=1), 2)


def test_which_version_was_the_newest_at_a_moment(database: Database) -> None:
    """From the minute it was made until the next; the first one before there was any."""
    hub = tiny.hub()
    for after, hours in ((0, 0), (1, 2)):
        with database.writing(WHOLE) as session:
            HubFiles(session).add(hub, Made("ann", NOON + timedelta(hours=hours)), after=after)
    with database.reading(WHOLE) as session:
        files = HubFiles(session)
        assert [files.as_of(hub.id, NOON + timedelta(hours=h)) for h in (-1, 0, 1, 2)] == [1, 1, 1, 2]
        with pytest.raises(NotThere):
            files.as_of(UUID(int=9), NOON)
