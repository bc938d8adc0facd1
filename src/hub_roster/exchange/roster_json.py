"""A roster as a JSON file, in one fixed form: equal rosters make equal bytes."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from hub_roster.domain.roster import Assignment, Roster
from hub_roster.exchange.faults import UnreadableFile
from hub_roster.exchange.json_rows import places, take_object
from hub_roster.exchange.json_text import read_json, write_json
from hub_roster.exchange.rows import TakenRow, make

if TYPE_CHECKING:
    from pathlib import Path


def read_roster(path: Path) -> Roster:
    """Read a roster from a JSON file.

    Raises
    ------
    UnreadableFile
        With every fault of the file, each at its JSON path.
    """
    taken = take_object(Roster, read_json(path))
    tables = {name: tuple(table.records) for name, table in taken.tables.items()}
    row = TakenRow(0, {**taken.single, **tables}, list(taken.flaws))
    roster = make(Roster, row)
    if roster is None:
        raise UnreadableFile(path, places(row.flaws))
    return roster


def write_roster(roster: Roster, path: Path) -> None:
    """Write a roster to a JSON file, its assignments in order of time.

    Raises
    ------
    UnwritableFile
        Where it cannot be written.
    """
    whole = roster.model_dump(mode="json", exclude={"assignments"})
    whole["assignments"] = [_written(a) for a in sorted(roster.assignments, key=_order)]
    write_json(whole, path)


def _order(assignment: Assignment) -> tuple[datetime, str, str, str]:
    return assignment.start, assignment.task, assignment.person, str(assignment.id)


def _written(assignment: Assignment) -> dict[str, object]:
    # In UTC, whatever zone a time was given in: the instant is what two rosters agree on.
    return {
        **assignment.model_dump(mode="json", exclude={"start", "end"}),
        "start": _utc(assignment.start),
        "end": _utc(assignment.end),
    }


def _utc(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")
