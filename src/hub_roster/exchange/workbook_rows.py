"""The rows of a workbook's sheets taken for those of a problem, each fault with its cell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from openpyxl.utils import range_boundaries

from hub_roster.domain.checks_fault import meant, nearest
from hub_roster.domain.problem import Problem
from hub_roster.exchange.cells import value_of_cell
from hub_roster.exchange.faults import FileFault, SheetPlace, Unclear
from hub_roster.exchange.kinds import Shape, record_of
from hub_roster.exchange.rows import MOST_FAILED, TOO_MANY, Flaw, Taken, TakenRow, make
from hub_roster.exchange.sheets import (
    SETTINGS_TITLE,
    Column,
    Setting,
    Sheet,
    plain,
    settings,
    sheet_of,
    sheets,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from hub_roster.exchange.workbook_cells import FilledCell, FilledSheet


OWN_NOTES = "notes"
"""How the names of sheets begin that a manager keeps for themselves."""


class WorkbookReading:
    """One workbook being taken for a problem.

    Attributes
    ----------
    taken
        What could be read so far.
    faults
        What is wrong with sheets, headings and settings, each at its place already.
    """

    def __init__(self, pages: Sequence[FilledSheet]) -> None:
        self.taken = Taken()
        self.faults: list[FileFault] = []
        self._titles = {"": SETTINGS_TITLE, **{sheet.table: sheet.title for sheet in sheets()}}
        self._unseen = {plain(page.title): page for page in pages if page.hidden or page.layout.hidden_rows}
        self._missed: set[str] = set()
        """Sheets that are there by a misspelt name."""
        self._setting_rows: dict[tuple[str, str], int] = {}
        found = self._known(pages)
        self._take_settings(found.get(SETTINGS_TITLE))
        for sheet in sheets():
            self._take_sheet(sheet, found.get(sheet.title))

    def file_faults(self, flaws: Sequence[Flaw]) -> list[FileFault]:
        """Give all faults, those of `flaws` among them, in the order of sheets and rows."""
        worded = [FileFault(self._place(flaw.path), flaw.message) for flaw in flaws]
        order = {title: k for k, title in enumerate(self._titles.values())}
        columns = {(s.title, c.title): k for s in sheets() for k, c in enumerate(s.columns)}

        def standing(fault: FileFault) -> tuple[int, int, int]:
            place = fault.place
            if not isinstance(place, SheetPlace):
                return -1, 0, 0
            return (
                order.get(place.sheet, -1),
                place.row or 0,
                columns.get((place.sheet, place.column or ""), -1),
            )

        return [self._found(fault) for fault in sorted([*self.faults, *worded], key=standing)]

    def _found(self, fault: FileFault) -> FileFault:
        """Add how to come to a place that the screen does not show; what is hidden is data all the same."""
        place = fault.place
        page = self._unseen.get(plain(place.sheet)) if isinstance(place, SheetPlace) else None
        if page is None or not isinstance(place, SheetPlace):
            return fault
        if page.hidden:
            return FileFault(place, f"{fault.message} (The sheet is hidden: unhide it to see this.)")
        if place.row in page.layout.hidden_rows:
            return FileFault(place, f"{fault.message} (The row is hidden: unhide it to see this.)")
        return fault

    def _place(self, path: tuple[str | int, ...]) -> SheetPlace:
        table, *rest = path
        if table not in self._titles or not table:
            return self._setting_place(str(table), str(rest[0]) if rest else "")
        sheet = sheet_of(str(table))
        row = rest[0] if rest and isinstance(rest[0], int) else None
        column = next((c.title for c in sheet.columns if rest[1:2] == [c.field]), None)
        return SheetPlace(sheet.title, row, column)

    def _setting_place(self, field: str, part: str) -> SheetPlace:
        title = next((s.title for s in settings() if (s.field, s.part) == (field, part)), None)
        return SheetPlace(SETTINGS_TITLE, self._setting_rows.get((field, part)), title)

    # Sheets ---------------------------------------------------------------------------------------

    def _known(self, pages: Sequence[FilledSheet]) -> Mapping[str, FilledSheet]:
        titles = {plain(title): title for title in self._titles.values()}
        found: dict[str, FilledSheet] = {}
        for page in pages:
            title = titles.get(plain(page.title))
            if title is None:
                self._judge_stranger(page, {plain(p.title) for p in pages})
            elif title in found:
                self._fault(SheetPlace(page.title), f"There are two sheets for '{title}': keep one.")
            else:
                found[title] = page
        return found

    def _judge_stranger(self, page: FilledSheet, present: set[str]) -> None:
        if not page.rows or plain(page.title).startswith(OWN_NOTES):
            return
        near = nearest(page.title, list(self._titles.values())) or self._named_inside(page.title)
        if near is None:
            message = (
                "This is no sheet of a hub's file, so nobody would read it. Rename it to the one it stands "
                "for, or begin its name with 'Notes'."
            )
            self._fault(SheetPlace(page.title), message)
            return
        if plain(near) in present:
            message = f"This sheet is not read, and its name is like '{near}'. Remove or rename it."
        else:
            message = f"No sheet of this name is known. Did you mean '{near}'? Rename it to that."
            self._missed.add(near)
        self._fault(SheetPlace(page.title), message)

    def _named_inside(self, title: str) -> str | None:
        """Give the sheet whose name stands inside another, as Leave does in Annual leave."""
        words = f" {plain(title)} "
        return next((known for known in self._titles.values() if f" {plain(known)} " in words), None)

    def _take_sheet(self, sheet: Sheet, page: FilledSheet | None) -> None:
        if page is None or not page.rows:
            if sheet.title in self._missed:
                self.taken.lost.add(sheet.table)
            elif sheet.needed:
                message = "This sheet is missing, and it is needed." if page is None else "It is empty."
                self._lose(sheet.table, SheetPlace(sheet.title), message)
            return
        columns = self._headings(sheet, page)
        if columns is None:
            self.taken.lost.add(sheet.table)
            return
        merged = self._merged(sheet.title, page)
        for cells in page.rows[1:]:
            row = TakenRow(cells[0].row)
            if row.at in merged:
                self.taken.fail(sheet.table, row)
                continue
            if self.taken.failures(sheet.table) >= MOST_FAILED:
                self._lose(sheet.table, SheetPlace(sheet.title, row.at), TOO_MANY)
                break
            for cell in cells:
                column = columns.get(cell.column)
                if column is not None:
                    _take_cell(row, cell, column.field, column.shape)
            if row.values or row.flaws:
                self.taken.add(sheet.table, sheet.record, row)
        if sheet.needed:
            self.taken.start(sheet.table)

    def _merged(self, title: str, page: FilledSheet) -> set[int]:
        """Tell of merged cells, each area once, and give the filled rows that lie in them.

        Excel keeps one value for all of them, so that nobody can say which rows it stands for.
        """
        filled = {cells[0].row for cells in page.rows}
        rows: set[int] = set()
        for area in page.layout.merged:
            _, first, _, last = range_boundaries(area)
            inside = {row for row in filled if int(first or 0) <= row <= int(last or 0)}
            if inside:
                message = f"Cells {area} are merged: unmerge them, and give each cell its own value."
                self._fault(SheetPlace(title, min(inside)), message)
            rows |= inside
        return rows

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
                self._fault(SheetPlace(sheet.title, cell.row, column.title), "Two columns have this title.")
            else:
                found[cell.column] = column
        missing = [c for c in sheet.columns if c.needed and c not in found.values()]
        for cell in strangers:
            self.taken.short.add(sheet.table)
            self._judge_heading(sheet, cell, [c for c in sheet.columns if c not in found.values()])
        for column in missing:
            self._fault(
                SheetPlace(sheet.title, page.rows[0][0].row, column.title),
                "This column is missing, and it is needed.",
            )
        self._judge_untitled(sheet, page)
        return None if missing else found

    def _judge_heading(self, sheet: Sheet, cell: FilledCell, free: Sequence[Column]) -> None:
        title = str(cell.value)
        message = (
            f"The heading in cell {cell.name} {cell.trouble}"
            if cell.trouble
            else f"No column of this title is known here.{meant(title, [c.title for c in free])}"
        )
        self._fault(SheetPlace(sheet.title, cell.row, title), message)

    def _judge_untitled(self, sheet: Sheet, page: FilledSheet) -> None:
        titled = {cell.column for cell in page.rows[0]}
        seen: set[int] = set()
        for cells in page.rows[1:]:
            for cell in cells:
                if cell.column not in titled and cell.column not in seen:
                    seen.add(cell.column)
                    message = f"Cell {cell.name} is filled in, but its column has no title."
                    self._fault(SheetPlace(sheet.title, cell.row), message)

    # Settings -------------------------------------------------------------------------------------

    def _take_settings(self, page: FilledSheet | None) -> None:
        if page is None:
            self.taken.lost.update(s.field for s in settings())
            if SETTINGS_TITLE in self._missed:
                return
            self._fault(SheetPlace(SETTINGS_TITLE), "This sheet is missing, and it is needed.")
            return
        rows: dict[str, TakenRow] = {}
        merged = self._merged(SETTINGS_TITLE, page)
        for cells in page.rows[:MOST_FAILED]:
            if cells[0].row in merged:
                self.taken.lost.update(s.field for s in settings())
                continue
            setting = self._setting(cells)
            if setting is None:
                continue
            self._setting_rows[setting.field, setting.part] = cells[0].row
            row = rows.setdefault(setting.field, TakenRow(0))
            for cell in cells[1:2]:
                _take_cell(row, cell, setting.part, setting.shape)
        for field, row in rows.items():
            self._take_setting(field, row)

    def _setting(self, cells: Sequence[FilledCell]) -> Setting | None:
        if cells[0].column != 1 or (cells[0].row == 1 and plain(str(cells[0].value)) == "setting"):
            return None
        title = str(cells[0].value)
        known = {plain(s.title): s for s in settings()}
        setting = known.get(plain(title))
        place = SheetPlace(SETTINGS_TITLE, cells[0].row, title)
        if setting is None:
            near = meant(title, [s.title for s in settings()])
            self._fault(place, f"No setting of this name is known.{near}")
        elif (setting.field, setting.part) in self._setting_rows:
            self._fault(place, "This setting stands here more than once.")
        else:
            return setting
        return None

    def _take_setting(self, field: str, row: TakenRow) -> None:
        record = record_of(Problem, field)
        made: object = row.values.get("")
        if record is not None:
            made = make(record, row)
        if row.flaws:
            self.taken.lost.add(field)
            for flaw in row.flaws:
                self.taken.flaws.append(Flaw((field, *(p for p in flaw.path if p)), flaw.message))
        elif made is not None:
            self.taken.single[field] = made

    def _lose(self, table: str, place: SheetPlace, message: str) -> None:
        self.taken.lost.add(table)
        self._fault(place, message)

    def _fault(self, place: SheetPlace, message: str) -> None:
        self.faults.append(FileFault(place, message))


def _take_cell(row: TakenRow, cell: FilledCell, field: str, shape: Shape) -> None:
    if cell.trouble:
        row.flaws.append(Flaw((field,), f"Cell {cell.name} {cell.trouble}"))
        return
    try:
        row.values[field] = value_of_cell(cell.value, shape)
    except Unclear as unclear:
        row.flaws.append(Flaw((field,), str(unclear)))
