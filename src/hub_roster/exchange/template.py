"""A blank workbook for a manager to fill in by hand: notes, drop-downs, an example a sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.formatting.rule import Rule
from openpyxl.styles import Font
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from hub_roster.exchange.cells import NUMBER_FORMATS
from hub_roster.exchange.column_notes import example, note, purpose
from hub_roster.exchange.column_words import SETTING_WORDS
from hub_roster.exchange.confidential import CONFIDENTIAL
from hub_roster.exchange.disk import put
from hub_roster.exchange.offers import LAST_ROW, offer
from hub_roster.exchange.sheets import (
    GUIDE_TITLE,
    NEEDED_FIRST,
    SETTINGS_TITLE,
    WIDTHS,
    Column,
    Sheet,
    settings,
    sheet_of,
    sheets,
)
from hub_roster.exchange.workbook_bytes import bytes_of
from hub_roster.exchange.workbook_cells import EXAMPLE
from hub_roster.exchange.workbook_pages import BOLD, WIDEST, fill, write_headings

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path
    from uuid import UUID

AUTHOR = "hub-roster"
GREY = Font(italic=True, color="FF808080")
"""Of examples, by a rule of the sheet's and not of its cells: what is typed over one is not grey."""

NEEDED_TAB, OPTIONAL_TAB, GUIDE_TAB = "FF2E7D32", "FFB0BEC5", "FF1565C0"
NOTE_WIDTH, NOTE_LINE, NOTE_LETTERS = 320, 18, 46
"""Size of a note in pixels: its width, the height of a line, and about how many letters a line takes."""

GUIDE = (
    "1. Fill in the sheets with a green tab, from left to right: they are all a first roster needs.",
    "2. Homes, Shifts, Cover: each home, the shifts it runs, and how many adults must be there when.",
    "3. People: everyone who works, with their hours. Young people: their codes, never a name.",
    "4. Stays: where each young person lives. Who knows whom: how well each adult knows each of them.",
    "5. Sheets with a grey tab may stay empty. Each one makes the draft better; the list below says how.",
    f"6. Rest the pointer on a heading to read what goes there. Grey rows that begin '{EXAMPLE.strip()}' are",
    "   examples and are not read: leave them, or type over every cell of one.",
    "7. With one hub or one home, leave the columns Hub and Home blank. Leave blank what you do not know.",
    "8. The roster starts on the Monday in the sheet Hub file. Sheets of your own: begin their names with",
    "   'Notes'. Then run: hub-roster draft, with this file. It says what is wrong, cell by cell.",
)


def ordered_sheets() -> tuple[Sheet, ...]:
    """Give every sheet, those a first roster needs before the others."""
    first = tuple(sheet_of(table) for table in NEEDED_FIRST)
    return first + tuple(sheet for sheet in sheets() if sheet not in first)


def template_of(identity: UUID, first_day: date) -> Workbook:
    """Give a blank hub's workbook.

    Parameters
    ----------
    identity
        The file's id, made at random for each new file.
    first_day
        The Monday its period starts on.
    """
    book, guide = _new()
    _write_guide(guide, GUIDE, ordered_sheets())
    for sheet in ordered_sheets():
        _write_sheet(book.create_sheet(sheet.title), sheet, ordered_sheets())
    _write_settings(book.create_sheet(SETTINGS_TITLE), {"id": str(identity), "first_day": first_day})
    return book


def restrictions_template() -> Workbook:
    """Give a blank workbook for restrictions, views and the like alone."""
    book, guide = _new()
    held = [sheet_of(table) for table in CONFIDENTIAL]
    lines = (
        "What stands here only few people may know. Protect this file with a password of its own:",
        "in Excel: File, Info, Protect Workbook, Encrypt with Password. Keep these sheets in the hub's",
        "own file empty, and give this file to hub-roster with --restrictions.",
    )
    _write_guide(guide, lines, held)
    for sheet in held:
        _write_sheet(book.create_sheet(sheet.title), sheet, held)
    return book


def write_template(book: Workbook, path: Path) -> None:
    """Write a blank workbook.

    Raises
    ------
    UnwritableFile
        Where it cannot be written.
    """
    put(path, bytes_of(book))


def _new() -> tuple[Workbook, Worksheet]:
    book = Workbook()
    guide = book.active
    assert isinstance(guide, Worksheet)
    guide.title = GUIDE_TITLE
    guide.sheet_properties.tabColor = GUIDE_TAB
    return book, guide


def _write_guide(page: Worksheet, lines: Sequence[str], held: Sequence[Sheet]) -> None:
    for number, line in enumerate(lines, start=1):
        page.cell(number, 1, line)
    top = len(lines) + 2
    for place, title in enumerate(("Sheet", "Needed?", "What it is for"), start=1):
        page.cell(top, place, title).font = BOLD
    for number, sheet in enumerate(held, start=top + 1):
        name = page.cell(number, 1, sheet.title)
        # A place in this file, and not an address: nothing is asked of a network.
        name.hyperlink = Hyperlink(ref=name.coordinate, location=f"'{sheet.title}'!A1")
        name.style = "Hyperlink"
        page.cell(number, 2, "needed" if sheet.table in NEEDED_FIRST else "")
        page.cell(number, 3, purpose(sheet))
    for letter, width in (("A", 20), ("B", 10), ("C", 100)):
        page.column_dimensions[letter].width = width


def _write_sheet(page: Worksheet, sheet: Sheet, held: Sequence[Sheet]) -> None:
    needed = sheet.table in NEEDED_FIRST
    page.sheet_properties.tabColor = NEEDED_TAB if needed else OPTIONAL_TAB
    write_headings(page, [column.title for column in sheet.columns])
    last = get_column_letter(len(sheet.columns))
    examples = f'LEFT(A2,{len(EXAMPLE)})="{EXAMPLE}"'
    example_row = Rule(type="expression", formula=[examples], dxf=DifferentialStyle(font=GREY))
    page.conditional_formatting.add(f"A2:{last}{LAST_ROW}", example_row)
    present = {other.table for other in held}
    for place, column in enumerate(sheet.columns, start=1):
        _write_column(page, place, sheet, column)
        offered = offer(sheet, column, present)
        if offered is not None:
            letter = get_column_letter(place)
            offered.add(f"{letter}2:{letter}{LAST_ROW}")
            page.add_data_validation(offered)


def _write_column(page: Worksheet, place: int, sheet: Sheet, column: Column) -> None:
    page.cell(1, place).comment = _comment(note(sheet, column))
    given = example(sheet, column)
    shown = page.cell(2, place, f"{EXAMPLE}{given}" if given else None)
    dimension = page.column_dimensions[get_column_letter(place)]
    widest = max(WIDTHS[column.shape.kind], len(column.title) + 2, len(EXAMPLE) + len(given) + 1)
    dimension.width = min(WIDEST, widest)
    dimension.number_format = shown.number_format = NUMBER_FORMATS[column.shape.kind]


def _comment(text: str) -> Comment:
    lines = sum(1 + len(line) // NOTE_LETTERS for line in text.splitlines())
    return Comment(text, AUTHOR, height=NOTE_LINE * (lines + 1), width=NOTE_WIDTH)


def _write_settings(page: Worksheet, known: dict[str, object]) -> None:
    page.sheet_properties.tabColor = OPTIONAL_TAB
    write_headings(page, ("Setting", "Value"))
    for number, setting in enumerate(settings(), start=2):
        page.cell(number, 1, setting.title)
        value = known.get(setting.field, 1 if setting.field == "weeks" else None)
        fill(page.cell(number, 2), value, setting.shape)  # type: ignore[arg-type]
        page.cell(number, 1).comment = _comment(SETTING_WORDS.get((setting.field, setting.part), ""))
    page.column_dimensions["A"].width = 20
    page.column_dimensions["B"].width = WIDEST
