"""The rows of a workbook's sheets taken for those of a problem, each fault with its cell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hub_roster.domain.checks_fault import meant, nearest
from hub_roster.exchange.blanks import fill_blanks, named, need_unless
from hub_roster.exchange.faults import FileFault, SheetPlace
from hub_roster.exchange.rows import MOST_FAILED, TOO_MANY, Flaw, Taken, TakenRow
from hub_roster.exchange.sheets import (
    GUIDE_TITLE,
    NEEDED_FIRST,
    SETTINGS_TITLE,
    Column,
    Sheet,
    plain,
    sheet_of,
    sheets,
)
from hub_roster.exchange.workbook_cells import is_example
from hub_roster.exchange.workbook_settings import SettingsReading, merged_rows, take_cell

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from hub_roster.exchange.blanks import Rows
    from hub_roster.exchange.workbook_cells import FilledCell, FilledSheet


OWN_NOTES = "notes"
"""How the names of sheets begin that a manager keeps for themselves."""

WORK = ("shifts", "visits", "on_call")
"""Tables of work that somebody has to do."""

ABSENT = "This column is missing, and it is needed."

SETTINGS = ""
"""The sheet of settings, where sheets are named by their tables."""


class WorkbookReading:
    """One workbook being taken for a problem.

    Attributes
    ----------
    taken
        What could be read so far.
    faults
        What is wrong with sheets, headings and settings, each at its place already.
    """

    def __init__(self, pages: Sequence[FilledSheet], only: Collection[str] = (), file: str = "") -> None:
        """Take a workbook's sheets.

        Parameters
        ----------
        only
            The tables that may stand in it, where it is not a whole hub's file.
        file
            How its places are told from those of the hub's own file.
        """
        self.taken = Taken()
        self.faults: list[FileFault] = []
        self.file = file
        self.sheets = [sheet for sheet in sheets() if not only or sheet.table in only]
        self._titles = {SETTINGS: SETTINGS_TITLE} if not only else {}
        self._titles |= {sheet.table: sheet.title for sheet in self.sheets}
        self._unseen = {plain(page.title): page for page in pages if page.hidden or page.layout.hidden_rows}
        self._missed: set[str] = set()
        """Sheets that are there by a misspelt name."""
        self._settings = SettingsReading(self.taken)
        self._absent: dict[str, list[Column]] = {}
        """Needed columns without a heading, which other cells may answer for."""
        found = self._known(pages)
        if not only:
            page = found.get(SETTINGS_TITLE)
            self._settings.take(page, misspelt=SETTINGS_TITLE in self._missed)
        self._take_rows(found, whole=not only)

    def file_faults(self, flaws: Sequence[Flaw]) -> list[FileFault]:
        """Give all faults, those of `flaws` too: causes first, then in the order of sheets and rows."""
        worded = [FileFault(self._place(flaw.path), flaw.message, flaw.cause) for flaw in flaws]
        order = {title: k for k, title in enumerate(self._titles.values())}
        columns = {(s.title, c.title): k for s in sheets() for k, c in enumerate(s.columns)}

        def standing(fault: FileFault) -> tuple[bool, int, int, int]:
            place = fault.place
            if not isinstance(place, SheetPlace):
                return not fault.cause, -1, 0, 0
            column = columns.get((place.sheet, place.column or ""), -1)
            return not fault.cause, order.get(place.sheet, -1), place.row or 0, column

        every = sorted([*self._settings.faults, *self.faults, *worded], key=standing)
        return [self._found(fault) for fault in every]

    def _found(self, fault: FileFault) -> FileFault:
        """Add how to come to a place that the screen does not show; what is hidden is data all the same."""
        place = fault.place
        page = self._unseen.get(plain(place.sheet)) if isinstance(place, SheetPlace) else None
        if page is None or not isinstance(place, SheetPlace):
            return fault
        where = "sheet" if page.hidden else "row" if place.row in page.layout.hidden_rows else ""
        if not where:
            return fault
        return FileFault(
            place, f"{fault.message} (The {where} is hidden: unhide it to see this.)", fault.cause
        )

    def _place(self, path: tuple[str | int, ...]) -> SheetPlace:
        table, *rest = path
        if table not in self._titles or not table:
            return self._settings.place(str(table), str(rest[0]) if rest else "")
        sheet = sheet_of(str(table))
        row = rest[0] if rest and isinstance(rest[0], int) else None
        column = next((c.title for c in sheet.columns if rest[1:2] == [c.field]), None)
        # A row that was filled in for a blank sheet stands nowhere: it is row 0.
        return SheetPlace(sheet.title, row or None, column, self.file)

    # Sheets ---------------------------------------------------------------------------------------

    def _known(self, pages: Sequence[FilledSheet]) -> Mapping[str, FilledSheet]:
        titles = {plain(title): title for title in self._titles.values()}
        found: dict[str, FilledSheet] = {}
        for page in pages:
            title = titles.get(plain(page.title))
            if title is None:
                self._judge_stranger(page, {plain(p.title) for p in pages})
            elif title in found:
                self._fault(
                    SheetPlace(page.title, file=self.file), f"There are two sheets for '{title}': keep one."
                )
            else:
                found[title] = page
        return found

    def _judge_stranger(self, page: FilledSheet, present: set[str]) -> None:
        if (
            not page.rows
            or plain(page.title).startswith(OWN_NOTES)
            or plain(page.title) == plain(GUIDE_TITLE)
        ):
            return
        near = nearest(page.title, list(self._titles.values())) or self._named_inside(page.title)
        if near is None:
            message = (
                "This is no sheet of a hub's file, so nobody would read it. Rename it to the one it stands "
                "for, or begin its name with 'Notes'."
            )
            self._fault(SheetPlace(page.title, file=self.file), message)
            return
        if plain(near) in present:
            message = f"This sheet is not read, and its name is like '{near}'. Remove or rename it."
        else:
            message = f"No sheet of this name is known. Did you mean '{near}'? Rename it to that."
            self._missed.add(near)
        self._fault(SheetPlace(page.title, file=self.file), message)

    def _named_inside(self, title: str) -> str | None:
        """Give the sheet whose name stands inside another, as Leave does in Annual leave."""
        words = f" {plain(title)} "
        return next((known for known in self._titles.values() if f" {plain(known)} " in words), None)

    def _take_rows(self, found: Mapping[str, FilledSheet], *, whole: bool) -> None:
        rows: Rows = {}
        for sheet in self.sheets:
            taken = self._rows_of(sheet, found.get(sheet.title))
            if taken is None:
                self.taken.lost.add(sheet.table)
            else:
                rows[sheet.table] = taken
        if whole:
            self._judge_blank(rows)
            for flaw in fill_blanks(rows):
                self.taken.flaws.append(flaw)
                self.taken.lost.add(str(flaw.path[0]))
        for sheet in self.sheets:
            if sheet.table in rows and not self._lacks_column(sheet, rows[sheet.table]):
                self._make_records(sheet, rows[sheet.table])

    def _make_records(self, sheet: Sheet, rows: Sequence[TakenRow]) -> None:
        for row in rows:
            if self.taken.failures(sheet.table) >= MOST_FAILED:
                self._fault(SheetPlace(sheet.title, row.at, file=self.file), TOO_MANY)
                self.taken.lost.add(sheet.table)
                break
            self.taken.add(sheet.table, sheet.record, row)
        if sheet.needed:
            self.taken.start(sheet.table)

    def _rows_of(self, sheet: Sheet, page: FilledSheet | None) -> list[TakenRow] | None:
        """Give a sheet's rows; None where they cannot be read."""
        if page is None or not page.rows:
            return None if sheet.title in self._missed else []
        columns = self._headings(sheet, page)
        if columns is None:
            return None
        rows: list[TakenRow] = []
        merged, told = merged_rows(sheet.title, page)
        self.faults += told
        for cells in page.rows[1:]:
            if is_example(cells):
                continue
            row = TakenRow(cells[0].row)
            if row.at in merged:
                self.taken.fail(sheet.table, row)
                continue
            for cell in cells:
                column = columns.get(cell.column)
                if column is not None:
                    take_cell(row, cell, column.field, column.shape)
            if row.values or row.flaws:
                rows.append(row)
        return rows

    def _judge_blank(self, rows: Rows) -> None:
        """Say where to begin in a workbook that nobody has filled in, and that a roster needs people."""
        if any(rows.values()) or self._missed or len(rows) < len(self.sheets):
            nobody = rows.get("people") == [] and any(rows.get(table) for table in WORK)
            # Where others name people, that is told with how many do.
            if nobody and not any(named(rows, "people")):
                self._lose("people", "Nobody is listed here, and a roster needs people: fill this in.")
            return
        titles = [sheet.title for sheet in self.sheets if sheet.table in NEEDED_FIRST]
        message = f"No sheet is filled in yet. Begin with {', '.join(titles[:-1])} and {titles[-1]}."
        self.faults.append(FileFault(None, message, cause=True))
        self.taken.lost.update(rows)

    def _lacks_column(self, sheet: Sheet, rows: Sequence[TakenRow]) -> bool:
        """Find columns that are not there, and whose cells nothing else answers for."""
        lacking = [c for c in self._absent.get(sheet.table, ()) if any(c.field not in r.values for r in rows)]
        for column in lacking:
            self._fault(SheetPlace(sheet.title, 1, column.title, self.file), ABSENT)
        if lacking:
            self.taken.lost.add(sheet.table)
        return bool(lacking)

    def _headings(self, sheet: Sheet, page: FilledSheet) -> Mapping[int, Column] | None:
        """Give the column under each heading; None where one that is needed is missing."""
        known = {plain(c.field): c for c in sheet.columns} | {plain(c.title): c for c in sheet.columns}
        found: dict[int, Column] = {}
        strangers = []
        for cell in page.rows[0]:
            column = known.get(plain(str(cell.value)))
            if column is None or cell.trouble:
                strangers.append(cell)
            elif column in found.values():
                self._fault(
                    SheetPlace(sheet.title, cell.row, column.title, self.file), "Two columns have this title."
                )
            else:
                found[cell.column] = column
        missing = [c for c in sheet.columns if c.needed and c not in found.values()]
        self._absent[sheet.table] = [c for c in missing if need_unless(sheet.table, c.field)]
        missing = [c for c in missing if c not in self._absent[sheet.table]]
        for cell in strangers:
            self.taken.short.add(sheet.table)
            self._judge_heading(sheet, cell, [c for c in sheet.columns if c not in found.values()])
        for column in missing:
            self._fault(SheetPlace(sheet.title, page.rows[0][0].row, column.title, self.file), ABSENT)
        self._judge_untitled(sheet, page)
        return None if missing else found

    def _judge_heading(self, sheet: Sheet, cell: FilledCell, free: Sequence[Column]) -> None:
        title = str(cell.value)
        message = (
            f"The heading in cell {cell.name} {cell.trouble}"
            if cell.trouble
            else f"No column of this title is known here.{meant(title, [c.title for c in free])}"
        )
        self._fault(SheetPlace(sheet.title, cell.row, title, self.file), message)

    def _judge_untitled(self, sheet: Sheet, page: FilledSheet) -> None:
        titled = {cell.column for cell in page.rows[0]}
        seen: set[int] = set()
        for cells in page.rows[1:]:
            for cell in cells:
                if cell.column not in titled and cell.column not in seen:
                    seen.add(cell.column)
                    message = f"Cell {cell.name} is filled in, but its column has no title."
                    self._fault(SheetPlace(sheet.title, cell.row, file=self.file), message)

    def _lose(self, table: str, message: str) -> None:
        self.taken.flaws.append(Flaw((table,), message, cause=True))
        self.taken.lost.add(table)

    def _fault(self, place: SheetPlace, message: str) -> None:
        self.faults.append(FileFault(place, message))
