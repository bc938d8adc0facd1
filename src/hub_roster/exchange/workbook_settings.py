"""The sheet of settings, a value a row, and the taking of one cell for what belongs there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from openpyxl.utils import range_boundaries

from hub_roster.domain.checks_fault import meant
from hub_roster.domain.problem import Problem
from hub_roster.exchange.cells import value_of_cell
from hub_roster.exchange.faults import FileFault, SheetPlace, Unclear
from hub_roster.exchange.kinds import record_of
from hub_roster.exchange.rows import MOST_FAILED, Flaw, TakenRow, make
from hub_roster.exchange.sheets import SETTINGS_TITLE, plain, settings
from hub_roster.exchange.workbook_cells import shows_example

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hub_roster.exchange.kinds import Shape
    from hub_roster.exchange.rows import Taken
    from hub_roster.exchange.sheets import Setting
    from hub_roster.exchange.workbook_cells import FilledCell, FilledSheet


class SettingsReading:
    """The sheet of settings being taken into a file's values.

    Attributes
    ----------
    faults
        What is wrong with the sheet and its rows, each at its place.
    """

    def __init__(self, taken: Taken) -> None:
        self.faults: list[FileFault] = []
        self._taken = taken
        self._rows: dict[tuple[str, str], int] = {}

    def place(self, field: str, part: str) -> SheetPlace:
        """Give where a value stands, or would stand."""
        title = next((s.title for s in settings() if (s.field, s.part) == (field, part)), None)
        return SheetPlace(SETTINGS_TITLE, self._rows.get((field, part)), title)

    def take(self, page: FilledSheet | None, *, misspelt: bool) -> None:
        """Take the sheet; where it is not there, `misspelt` tells that another may stand for it."""
        if page is None:
            self._taken.lost.update(s.field for s in settings())
            if not misspelt:
                self._fault(SheetPlace(SETTINGS_TITLE), "This sheet is missing, and it is needed.")
            return
        rows: dict[str, TakenRow] = {}
        merged, told = merged_rows(SETTINGS_TITLE, page)
        self.faults += told
        for cells in page.rows[:MOST_FAILED]:
            if cells[0].row in merged:
                self._taken.lost.update(s.field for s in settings())
                continue
            setting = self._setting(cells)
            if setting is None:
                continue
            self._rows[setting.field, setting.part] = cells[0].row
            row = rows.setdefault(setting.field, TakenRow(0))
            for cell in cells[1:2]:
                take_cell(row, cell, setting.part, setting.shape)
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
        elif (setting.field, setting.part) in self._rows:
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
            self._taken.lost.add(field)
            for flaw in row.flaws:
                self._taken.flaws.append(Flaw((field, *(p for p in flaw.path if p)), flaw.message))
        elif made is not None:
            self._taken.single[field] = made

    def _fault(self, place: SheetPlace, message: str) -> None:
        self.faults.append(FileFault(place, message))


def take_cell(row: TakenRow, cell: FilledCell, field: str, shape: Shape) -> None:
    """Take a cell into a row: its value, or what is wrong with it."""
    if cell.trouble:
        row.flaws.append(Flaw((field,), f"Cell {cell.name} {cell.trouble}"))
        return
    if shows_example(cell):
        message = f"Cell {cell.name} still holds its example: type over it, or empty it."
        row.flaws.append(Flaw((field,), message))
        return
    try:
        row.values[field] = value_of_cell(cell.value, shape)
    except Unclear as unclear:
        row.flaws.append(Flaw((field,), str(unclear)))


def merged_rows(title: str, page: FilledSheet) -> tuple[set[int], list[FileFault]]:
    """Give the filled rows that lie in merged cells, and a fault for each such area.

    Excel keeps one value for all of them, so that nobody can say which rows it stands for.
    """
    filled = {cells[0].row for cells in page.rows}
    rows: set[int] = set()
    faults = []
    for area in page.layout.merged:
        _, first, _, last = range_boundaries(area)
        inside = {row for row in filled if int(first or 0) <= row <= int(last or 0)}
        if inside:
            message = f"Cells {area} are merged: unmerge them, and give each cell its own value."
            faults.append(FileFault(SheetPlace(title, min(inside)), message))
        rows |= inside
    return rows, faults
