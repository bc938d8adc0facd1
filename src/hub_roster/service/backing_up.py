"""Everything the service holds written into a file while it runs, and put back from there while it runs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from hub_roster.exchange.backup_file import Contents
from hub_roster.service.access.caller import SERVICE
from hub_roster.service.access.keyed import KEPT_AS
from hub_roster.service.audit import Did, record
from hub_roster.store.api_keys import has_secret
from hub_roster.store.audit_log import AuditLog, Head
from hub_roster.store.backups import rebuilt, write_backup
from hub_roster.store.database import Database
from hub_roster.store.migrating import newest, upgrade
from hub_roster.store.outages import Outage
from hub_roster.store.reaching import reach
from hub_roster.store.replacing import replacing
from hub_roster.store.scope import WHOLE, ScopedSession
from hub_roster.store.since_backup import Holding, SinceBackup, TakingUp, holding
from hub_roster.store.whole_tables import NOBODY, Watcher

NO_DATA = frozenset({"secret"})
"""Tables that a service fills as it starts, before anybody has done anything."""


@dataclass(frozen=True)
class Held:
    """What a backup or a database holds.

    Attributes
    ----------
    rows
        By table.
    with_secret
        Whether the secret of keys and links lies there, and not outside.
    """

    holding: Holding
    rows: Mapping[str, int]
    with_secret: bool

    @property
    def is_nothing(self) -> bool:
        """Say whether nobody has kept anything there."""
        return not any(count for name, count in self.rows.items() if name not in NO_DATA)


@dataclass(frozen=True)
class Checked:
    """A backup that was read whole and is sound."""

    contents: Contents
    held: Held


@dataclass(frozen=True)
class BackedUp:
    """A backup that was made.

    Attributes
    ----------
    written_down
        Whether the audit log says so.
    """

    contents: Contents
    with_secret: bool
    written_down: bool


@dataclass(frozen=True)
class Restored:
    """A backup that was restored.

    Attributes
    ----------
    signed_out
        How many sign-ins ended.
    drafts
        How many drafts were worked on when it was made, and wait again.
    given_up
        How many messages waited then, and are not sent as they may have been since.
    """

    contents: Contents
    held: Held
    signed_out: int
    drafts: int
    given_up: int


class HoldsData(Exception):
    """A database that is not to be lost unasked; `held` is what it holds."""

    def __init__(self, held: Held) -> None:
        super().__init__("This database holds data.")
        self.held = held


# Backing up ---------------------------------------------------------------------------------------


def back_up(database: Database, path: Path, at: datetime, watcher: Watcher = NOBODY) -> BackedUp:
    """Write everything the service holds at one moment into a file, and write down that this was done.

    Raises
    ------
    NoDatabase, Unreachable
        If there is none, or it cannot be used.
    NewerDatabase
        If a later release has been at it.
    UnwritableFile
        If the file cannot be written.
    """
    contents = write_backup(database, path, at, watcher)
    with database.reading(WHOLE) as session:
        with_secret = has_secret(session, KEPT_AS)
    return BackedUp(contents, with_secret, _written_down(database, contents, at))


def _written_down(database: Database, contents: Contents, at: datetime) -> bool:
    if contents.revision != newest():
        return False  # the tables are another release's
    try:
        with database.writing(WHOLE) as session:
            record(session, SERVICE.actor, Did.BACKED_UP, at, subject=backup_subject(contents))
    except Outage:
        return False
    return True


def backup_subject(contents: Contents) -> str:
    """Call a backup what the log calls it: "backup of 2 Feb 2026 12:00:00 UTC"."""
    at = contents.made_at
    return f"backup of {at.day} {at:%b %Y %H:%M:%S} UTC"


# Restoring ----------------------------------------------------------------------------------------


def check(path: Path, watcher: Watcher = NOBODY) -> Checked:
    """Read a backup whole, as a restore does up to its last step, and say what it holds; nothing is written.

    Raises
    ------
    UnreadableFile
        With everything that is wrong with it.
    """
    with _sound(path, watcher) as (found, _):
        return found


def restore(
    database: Database,
    path: Path,
    at: datetime,
    *,
    replace: bool = False,
    losing: Callable[[Held], None] = lambda _: None,
    watcher: Watcher = NOBODY,
) -> Restored:
    """Put what a backup holds in the place of all that a database does: the whole of it, or nothing.

    Whoever reads meanwhile sees what was there before, until all of it is there.

    Parameters
    ----------
    replace
        Although the database holds data.
    losing
        Told what that is, before it is lost.

    Raises
    ------
    UnreadableFile
        With everything that is wrong with the backup.
    HoldsData
        If the database does, and nobody said to replace it.
    DoesNotFit
        If the database does not take what the backup holds.
    Unreachable
        If the database cannot be used.
    NewerDatabase
        If a later release has been at it.
    """
    with _sound(path, watcher) as (found, staging):
        reach(database)
        upgrade(database)
        with replacing(database) as target:
            before = _held(target.session, target.counts())
            if not before.is_nothing:
                if not replace:
                    raise HoldsData(before)
                losing(before)
            restored = _taken_up(staging, target.session, found, at)
            with staging.copying() as source:
                target.by(source, watcher)
    return restored


@contextmanager
def _sound(path: Path, watcher: Watcher) -> Iterator[tuple[Checked, Database]]:
    with rebuilt(path, watcher) as (contents, staging):
        rows = {table.name: table.rows for table in contents.tables}
        with staging.reading(WHOLE) as session:
            held = _held(session, rows)
        yield Checked(contents, held), staging


def _held(session: ScopedSession, rows: Mapping[str, int]) -> Held:
    return Held(holding(session), rows, has_secret(session, KEPT_AS))


def _taken_up(staging: Database, in_place: ScopedSession, found: Checked, at: datetime) -> Restored:
    """Make what a backup holds fit to go on from, by what became of things since."""
    since = SinceBackup(in_place)
    replaced = AuditLog(in_place).head()
    with staging.writing(WHOLE) as session:
        up = TakingUp(session)
        drafts = up.queue_again(since.attempts(up.open_drafts()))
        given_up = up.settle_messages(since.fates(up.unsent()), at)
        signed_out = up.end_sign_ins()
        up.revise_calendars(since.calendars_changed_at(), at)
        up.begin_life(at)
        record(session, SERVICE.actor, Did.RESTORED, at, subject=_restore_subject(found.contents, replaced))
    return Restored(found.contents, found.held, signed_out, drafts, given_up)


def _restore_subject(contents: Contents, replaced: Head) -> str:
    """Say what was restored, and how far the log went that it took the place of."""
    subject = backup_subject(contents)
    if replaced.number == 0:
        return subject
    return f"{subject}, in place of a log that went to entry {replaced.number}, {replaced.hash}"
