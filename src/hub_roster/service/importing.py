"""A hub's workbook taken in: first what it would change is shown, then it is taken whole or not at all."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from hub_roster.domain.problem import Problem
from hub_roster.exchange.differences import Change, differences
from hub_roster.service.audit import Did, file_subject, record
from hub_roster.service.feeds.building import build, showing_of
from hub_roster.service.feeds.links import end_of_leavers, write_down_ended
from hub_roster.store.database import Database
from hub_roster.store.hub_files import FileVersion, HubFiles, Made, NotThere
from hub_roster.store.scope import Scope, ScopedSession


@dataclass(frozen=True)
class Preview:
    """What an import would change.

    Attributes
    ----------
    number
        The version of the hub's file it would follow; 0 where the hub is new here.
    changes
        In the order of the sheets, in a manager's words; empty where nothing would change.
    young_people
        Codes of those in the file kept here, whom the changes may name.
    """

    file_id: UUID
    number: int
    changes: tuple[Change, ...]
    young_people: frozenset[str] = frozenset()

    @property
    def is_new(self) -> bool:
        """Say whether no file of this hub is kept yet."""
        return self.number == 0


def preview(database: Database, scope: Scope, problem: Problem) -> Preview:
    """Say what it would change to take a hub's file in."""
    with database.reading(scope) as session:
        number = _newest(session, problem.id)
        if number == 0:
            return Preview(problem.id, 0, ())
        before = HubFiles(session).problem(problem.id, number)
    return Preview(problem.id, number, tuple(differences(before, problem)), frozenset(before.supported))


def take_in(
    database: Database, scope: Scope, problem: Problem, made: Made, *, actor: str, after: int
) -> FileVersion:
    """Take a hub's file in, as the version after the one its changes were shown against.

    Where nothing differs there is no new version. Whoever is not in it any more has left: the links to
    calendars that they hold end.

    Raises
    ------
    Superseded
        If somebody else changed the file since the changes were shown.
    """
    with database.writing(scope) as session:
        files = HubFiles(session)
        if after and files.problem(problem.id, after) == problem and _newest(session, problem.id) == after:
            return files.newest(problem.id)
        version = files.add(problem, made, after=after)
        ended = end_of_leavers(session, problem, made.at)
        build(session, problem, made.at, showing_of(session, problem.id))
        record(session, actor, Did.IMPORTED, made.at, file_id=problem.id, subject=file_subject(version))
        write_down_ended(session, ended, made.at, actor=actor, why="its holder left")
        return version


def _newest(session: ScopedSession, file_id: UUID) -> int:
    try:
        return HubFiles(session).newest(file_id).number
    except NotThere:
        return 0
