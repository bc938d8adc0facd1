"""`hub-roster backup` and `hub-roster restore`: everything the service holds, in one file, while it runs."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import BarColumn, Progress, TaskID, TextColumn

from hub_roster.cli.database_meant import UNUSABLE
from hub_roster.cli.inputs import Refused, ready_for, refusals, still_free
from hub_roster.cli.screen import below, err, heading, item, name_file, tell
from hub_roster.cli.words import counted
from hub_roster.exchange.backup_file import Contents
from hub_roster.service.access.keyed import SECRET
from hub_roster.service.backing_up import Checked, Held, HoldsData, Restored, back_up, check, restore
from hub_roster.service.drafts.dispatching import now
from hub_roster.store.database import Database, address
from hub_roster.store.replacing import DoesNotFit

BackupPath = Annotated[Path, typer.Argument(metavar="FILE", help="The backup, .zip.")]


def backup(
    file: BackupPath,
    replace: Annotated[
        bool, typer.Option("--replace", help="Write over the file of that name, where there is one.")
    ] = False,
) -> None:
    """Write everything the service holds into one file, as of one moment, while it runs.

    The file is as confidential as the database: keep it encrypted, and elsewhere.
    """
    with _refused():
        ready_for(file, ".zip")
        if not replace:
            still_free(file, "choose another name, or add --replace to write over it")
        with _shown() as watcher:
            made = back_up(Database(address()), file, now(), watcher)
    name_file(f"{file} holds everything as of {_moment(made.contents.made_at)}: {_size(made.contents)}.")
    tell(_secret_told(made.with_secret))
    if not made.written_down:
        tell("The audit log could not be told of it.")


def restore_command(
    file: BackupPath,
    only_check: Annotated[
        bool, typer.Option("--check", help="Read it whole and say what it holds; write nothing.")
    ] = False,
    replace: Annotated[
        bool, typer.Option("--replace", help="Although the database holds data, which is lost.")
    ] = False,
) -> None:
    """Put what a backup holds in the place of everything, or of nothing, also while the service runs."""
    with _refused(), _shown() as watcher:
        if only_check:
            found: Checked | Restored = check(file, watcher)
        else:
            found = restore(
                Database(address()), file, now(), replace=replace, losing=_losing, watcher=watcher
            )
    if isinstance(found, Checked):
        _show(file, found)
    else:
        _tell_restored(file, found)


@contextmanager
def _refused() -> Iterator[None]:
    with refusals():
        try:
            yield
        except (*UNUSABLE, DoesNotFit) as error:
            raise Refused(str(error)) from None
        except HoldsData as error:
            raise Refused(
                f"The database holds {_held(error.held)}. Nothing was changed. "
                "To restore in place of all that, add --replace; a backup of it first does no harm."
            ) from None


# What is said of it -------------------------------------------------------------------------------


def _show(file: Path, found: Checked) -> None:
    contents = found.contents
    heading(f"{file.name} is sound")
    item(
        f"made on {_moment(contents.made_at)} by hub-roster {contents.release}, revision {contents.revision}"
    )
    item(f"it holds {_held(found.held)}")
    item(_secret_told(found.held.with_secret))
    item("rows by table")
    for name, rows in sorted(found.held.rows.items()):
        below(f"{name} {rows}")


def _losing(held: Held) -> None:
    tell(f"In the place of what is there now: {_held(held)}. What of that is newer than the backup is lost.")


def _tell_restored(file: Path, found: Restored) -> None:
    name_file(f"{file} is restored: {_held(found.held)}.")
    tell("Everybody who was signed in has to sign in again.")
    if found.drafts:
        tell(f"{counted(found.drafts, 'draft')} under way when it was made will be worked on again.")
    if found.given_up:
        tell(
            f"{counted(found.given_up, 'message')} that waited then will not be sent: "
            "they may have been since, or are too old."
        )
    tell(
        "What was closed since it was made is open again, such as accounts, roles, keys and links: go "
        "through them."
    )
    if not found.held.with_secret:
        tell(_secret_told(False))
    elif os.environ.get(SECRET):
        tell(f"{SECRET} is set here, and counts in place of the secret of keys and links in the backup.")


def _secret_told(inside: bool) -> str:
    if inside:
        return (
            "The secret of keys and calendar links is in it. Where the service runs with "
            f"{SECRET}, that one counts, and is not in it."
        )
    return (
        f"The secret of keys and calendar links is not in it: it stands in {SECRET}. Keep that too, "
        "elsewhere; with another one every key and link is void."
    )


def _held(held: Held) -> str:
    hubs = held.holding.hubs
    named = f" ({', '.join(hubs)})" if hubs else ""
    rows: Mapping[str, int] = held.rows
    parts = [
        counted(len(hubs), "hub's file", "hubs' files") + named,
        counted(rows.get("roster_version", 0), "version of rosters", "versions of rosters"),
        counted(rows.get("account", 0), "account"),
        counted(rows.get("audit_entry", 0), "entry of the audit log", "entries of the audit log"),
    ]
    latest = held.holding.latest
    last = "" if latest is None else f", the last of {_moment(latest)}"
    return ", ".join(parts) + last


def _size(contents: Contents) -> str:
    rows = sum(table.rows for table in contents.tables)
    return f"{counted(rows, 'row')} of {counted(len(contents.tables), 'table')}, revision {contents.revision}"


def _moment(at: datetime) -> str:
    at = at.astimezone(UTC)
    return f"{at.day} {at:%b %Y %H:%M} UTC"


# How far it is ------------------------------------------------------------------------------------


class _Bar:
    """A bar on a terminal; elsewhere nothing: whoever reads a log of the night wants to know the end."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._task: TaskID | None = None

    def begin(self, what: str, rows: int) -> None:
        """Show what is done from now on."""
        if self._task is not None:
            self._progress.remove_task(self._task)
        self._task = self._progress.add_task(what, total=max(1, rows))

    def copied(self, rows: int) -> None:
        """Show that more is done."""
        assert self._task is not None
        self._progress.advance(self._task, rows)


@contextmanager
def _shown() -> Iterator[_Bar]:
    columns = (TextColumn("{task.percentage:>3.0f} %"), BarColumn(20), TextColumn("{task.description}"))
    with Progress(*columns, console=err, transient=True, disable=not err.is_terminal) as progress:
        yield _Bar(progress)
