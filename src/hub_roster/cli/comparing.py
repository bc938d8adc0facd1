"""`hub-roster diff`: what changed between two hubs' files, or between two rosters."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from pathlib import Path
from typing import Annotated

import typer
from rich import box
from rich.table import Table
from rich.text import Text

from hub_roster.cli.hub_files import HubFiles
from hub_roster.cli.inputs import Refused, hub_of, is_roster, refusals
from hub_roster.cli.options import Json, PasswordFile
from hub_roster.cli.screen import heading, out, say, write_object
from hub_roster.cli.words import counted
from hub_roster.domain.roster import Roster
from hub_roster.exchange.differences import Change, differences
from hub_roster.exchange.roster_differences import roster_differences
from hub_roster.exchange.roster_json import read_roster

DIFFERENT = 1
"""Exit code where anything differs."""

MOST = 40
"""Changes of one sheet that are shown; --json gives all."""

VersionFile = Annotated[Path, typer.Argument(help="A hub's file, .xlsx or .json, or a roster, .json.")]


def diff(
    old: VersionFile,
    new: VersionFile,
    hub: Annotated[
        Path | None,
        typer.Option(metavar="HUB", help="For two rosters: the hub's file, to name people in it."),
    ] = None,
    password_file: PasswordFile = None,
    as_json: Json = False,
) -> None:
    """Say what changed between two hubs' files or two rosters. Exit code 1 where anything did."""
    with refusals():
        kind, changes = compared(old, new, hub, password_file)
    if as_json:
        rows = [
            {"table": each.table, "title": each.title, "kind": each.kind, "words": each.words}
            for each in changes
        ]
        write_object({"same": not changes, "what": kind, "changes": rows})
    else:
        show(changes)
    raise typer.Exit(DIFFERENT if changes else 0)


def compared(old: Path, new: Path, hub: Path | None, password_file: Path | None) -> tuple[str, list[Change]]:
    """Compare two files, and say what kind they are."""
    if is_roster(old) != is_roster(new):
        raise Refused(f"{old} and {new} cannot be compared: one is a roster, the other a hub's file.")
    if not is_roster(old):
        read = (HubFiles(path, password_file=password_file).read() for path in (old, new))
        return "hub", differences(*read)
    before, after = _rosters(old, new)
    known = hub_of(HubFiles(hub, password_file=password_file)) if hub is not None else None
    if known is not None and known.id != after.problem_id:
        raise Refused(f"{new}: this roster was made from another hub's file than {hub}.")
    return "roster", roster_differences(before, after, known)


def _rosters(old: Path, new: Path) -> tuple[Roster, Roster]:
    before, after = read_roster(old), read_roster(new)
    if before.problem_id != after.problem_id:
        raise Refused(f"{old} and {new} are rosters of two hubs' files, so nothing in them can be compared.")
    return before, after


def show(changes: Sequence[Change]) -> None:
    """Write the changes for people, sheet by sheet."""
    if not changes:
        say("Nothing differs.")
        return
    for title, group in groupby(changes, key=lambda change: change.title):
        found = list(group)
        heading(f"{title}: {counted(len(found), 'change')}")
        table = Table(box=box.SIMPLE, show_header=False, pad_edge=False, padding=(0, 1, 0, 0))
        for change in found[:MOST]:
            table.add_row(Text(MARKS[change.kind]), Text(change.words))
        out.print(table)
        if len(found) > MOST:
            say(f"  and {len(found) - MOST} more: --json gives all.")


MARKS = {"added": "+", "removed": "-", "changed": "~", "counted": "~"}
"""How each kind of change is marked."""
