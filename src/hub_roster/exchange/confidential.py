"""A second, protected file for what fewer people may know: restrictions, views and the like.

Its rows are taken into the hub's before the whole is checked, and nothing of them is written again:
what is drafted shows their effect alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from hub_roster.exchange.faults import FileFault, SheetPlace, unreadable
from hub_roster.exchange.sheets import SETTINGS_TITLE, plain, sheet_of, sheets
from hub_roster.exchange.workbook_cells import read_sheets
from hub_roster.exchange.workbook_rows import WorkbookReading

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from hub_roster.exchange.protected import Passwords
    from hub_roster.exchange.rows import Flaw, Taken
    from hub_roster.exchange.workbook_cells import FilledSheet

CONFIDENTIAL = ("views", "restrictions", "pairs_apart", "personal_needs", "missing_episodes")
"""Tables that may stand in a file of their own."""


class Reading(Protocol):
    """A file taken for a problem, whichever form it has."""

    @property
    def taken(self) -> Taken:
        """What could be read."""

    def file_faults(self, flaws: Sequence[Flaw]) -> list[FileFault]:
        """Give all faults, those of `flaws` among them, each at its place in the file."""


class WithSecond:
    """A hub's file with a second one, as if it were one file."""

    def __init__(self, first: Reading, second: WorkbookReading, foreign: list[FileFault]) -> None:
        self.taken = first.taken
        self._first, self._second = first, second
        self._here = {table for table in CONFIDENTIAL if _filled(first.taken, table)}
        """Tables whose rows stand in the hub's own file."""
        both = [table for table in CONFIDENTIAL if table in self._here and _filled(second.taken, table)]
        self._faults = [*foreign, *(self._fault_of_both(table) for table in both)]
        for table in set(CONFIDENTIAL) - self._here:
            if table in second.taken.tables:
                self.taken.tables[table] = second.taken.tables[table]
        self.taken.flaws.extend(flaw for flaw in second.taken.flaws if flaw.path[0] not in both)
        self.taken.lost.update(second.taken.lost)
        self.taken.short.update(second.taken.short)

    def file_faults(self, flaws: Sequence[Flaw]) -> list[FileFault]:
        """Give all faults of both files, the first file's first."""
        here = [flaw for flaw in flaws if not self._in_second(flaw)]
        there = [flaw for flaw in flaws if self._in_second(flaw)]
        return [*self._first.file_faults(here), *self._faults, *self._second.file_faults(there)]

    def _in_second(self, flaw: Flaw) -> bool:
        return flaw.path[0] in CONFIDENTIAL and flaw.path[0] not in self._here

    def _fault_of_both(self, table: str) -> FileFault:
        message = "This sheet is filled in in the hub's own file too: keep it in one of the two."
        return FileFault(SheetPlace(sheet_of(table).title, file=self._second.file), message)


def _filled(taken: Taken, table: str) -> bool:
    held = taken.tables.get(table)
    return held is not None and bool(held.at or held.failed)


def with_second(first: Reading, path: Path, passwords: Passwords) -> WithSecond:
    """Take the rows of a second file into a hub's.

    Raises
    ------
    UnreadableFile
        Where the second file is no workbook, or cannot be opened.
    """
    if path.suffix.lower() != ".xlsx":
        raise unreadable(path, "A file of restrictions is an Excel workbook (.xlsx).")
    pages = read_sheets(path, passwords)
    allowed = [page for page in pages if not _foreign(page)]
    message = f"Only {_titles()} may stand in this file: keep this sheet in the hub's own file."
    foreign = [FileFault(SheetPlace(page.title, file=path.name), message) for page in pages if _foreign(page)]
    return WithSecond(first, WorkbookReading(allowed, only=CONFIDENTIAL, file=path.name), foreign)


def _titles() -> str:
    *others, last = (sheet.title for sheet in sheets() if sheet.table in CONFIDENTIAL)
    return f"{', '.join(others)} and {last}"


def _foreign(page: FilledSheet) -> bool:
    known = {plain(SETTINGS_TITLE)} | {plain(s.title) for s in sheets() if s.table not in CONFIDENTIAL}
    return bool(page.rows) and plain(page.title) in known
