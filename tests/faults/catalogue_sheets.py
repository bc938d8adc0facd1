"""Kinds of fault of sheets, headings and settings, and of what Excel can do to cells and hide."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from openpyxl import Workbook

from tests.faults.kinds import Cell, SheetKind, in_settings

Change = Callable[[Workbook], object]


def renamed(old: str, new: str) -> Change:
    """Rename a sheet."""

    def change(book: Workbook) -> None:
        book[old].title = new

    return change


def holding(sheet: str, name: str, value: object) -> Change:
    """Put a value into a cell by the name Excel shows for it."""

    def change(book: Workbook) -> None:
        book[sheet][name].value = value

    return change


def beside(sheet: str, heading: str) -> Change:
    """Put a heading beside the last."""

    def change(book: Workbook) -> None:
        book[sheet].cell(1, book[sheet].max_column + 1).value = heading

    return change


def _strange(book: Workbook) -> None:
    book.create_sheet("Budget")["A1"] = 100


def _merged_rows(book: Workbook) -> None:
    book["Leave"].append(["007", datetime(2026, 1, 9), datetime(2026, 1, 10)])
    book["Leave"].merge_cells("A2:A3")


def _hidden_row(book: Workbook) -> None:
    Cell("Leave", 2, "Person", "Nobody").put(book)
    book["Leave"].row_dimensions[2].hidden = True


def _hidden_sheet(book: Workbook) -> None:
    Cell("Leave", 2, "Person", "Nobody").put(book)
    book["Leave"].sheet_state = "hidden"


def _copied(book: Workbook) -> None:
    book.copy_worksheet(book["People"]).title = "People 2"


def _nobody(book: Workbook) -> None:
    for title in set(book.sheetnames) - {"Hub file", "Hubs", "Places", "Homes", "Shifts"}:
        book.remove(book[title])


def _two_hubs(book: Workbook) -> None:
    book["Hubs"].delete_rows(2, 9)
    Cell("People", 2, "Hub", "South").put(book)


def _alike_places(book: Workbook) -> None:
    book["Places"].delete_rows(2, 9)
    Cell("Homes", 2, "Place", "Clif House").put(book)


def _nothing(book: Workbook) -> None:
    for page in book.worksheets[1:]:
        page.delete_rows(2, 99)


HIDDEN = Cell("Leave", 2, "Person", "")

SHEETS: tuple[SheetKind, ...] = (
    SheetKind(
        "A sheet with a misspelt name",
        "Rename the sheet as the message says.",
        renamed("Leave", "Laeve"),
        "sheet 'Laeve'",
        "No sheet of this name is known. Did you mean 'Leave'? Rename it to that.",
    ),
    SheetKind(
        "A sheet that no hub's file has",
        "Rename it to the sheet it stands for, or begin its name with Notes: such sheets are left alone.",
        _strange,
        "sheet 'Budget'",
        "This is no sheet of a hub's file, so nobody would read it. Rename it to the one it stands for, or begin its name with 'Notes'.",
    ),
    SheetKind(
        "A copy of a sheet left beside it",
        "Move what is wanted into the sheet itself, and remove the copy.",
        _copied,
        "sheet 'People 2'",
        "This sheet is not read, and its name is like 'People'. Remove or rename it.",
    ),
    SheetKind(
        "Two sheets of one name",
        "Keep one of them.",
        lambda book: book.create_sheet("Who-knows-whom"),
        "sheet 'Who-knows-whom'",
        "There are two sheets for 'Who knows whom': keep one.",
    ),
    SheetKind(
        "A sheet that others lean on and not there",
        "Add the sheet; ./hub template writes a file that has them all.",
        lambda book: book.remove(book["People"]),
        "sheet 'People'",
        "No person is listed here: fill this in first. 44 entries elsewhere need it.",
    ),
    SheetKind(
        "A sheet that others lean on and empty",
        "Fill in its headings, and the rows below them.",
        lambda book: book["Homes"].delete_rows(1, 9),
        "sheet 'Homes'",
        "No home is listed here: fill this in first. 5 entries elsewhere need it.",
    ),
    SheetKind(
        "Work, and nobody to do it",
        "Fill in People.",
        _nobody,
        "sheet 'People'",
        "Nobody is listed here, and a roster needs people: fill this in.",
    ),
    SheetKind(
        "No hub listed, and two hubs named",
        "List each hub in Hubs, or correct the code that is misspelt.",
        _two_hubs,
        "sheet 'Hubs'",
        "No hub is listed here: fill this in first. 13 entries elsewhere need it.",
    ),
    SheetKind(
        "No place listed, and two nearly alike named",
        "List each place in Places, or correct the one that is misspelt.",
        _alike_places,
        "sheet 'Places'",
        "'Clif House' and 'Cliff House' are both used, and may be one place: list each place here.",
    ),
    SheetKind(
        "A workbook that nobody has filled in",
        "Fill in the sheets named.",
        _nothing,
        "",
        "No sheet is filled in yet. Begin with Homes, Shifts, Cover, People, Young people, Stays and Who knows whom.",
    ),
    SheetKind(
        "A column with a misspelt title",
        "Correct the heading as the message says.",
        Cell("Young people", 1, "Key worker", "Key wroker").put,
        "sheet 'Young people', row 1, column 'Key wroker'",
        "No column of this title is known here. Did you mean 'Key worker'?",
    ),
    SheetKind(
        "A column no sheet of this name has",
        "Correct the heading, or move what stands there to a sheet of your own whose name begins with Notes.",
        beside("Leave", "Reason"),
        "sheet 'Leave', row 1, column 'Reason'",
        "No column of this title is known here.",
    ),
    SheetKind(
        "Two columns of one title",
        "Remove one of them, or correct its heading.",
        beside("People", "Role"),
        "sheet 'People', row 1, column 'Role'",
        "Two columns have this title.",
    ),
    SheetKind(
        "A column that is needed and not there",
        "Add the column with this heading.",
        lambda book: book["Leave"].delete_cols(1),
        "sheet 'Leave', row 1, column 'Person'",
        "This column is missing, and it is needed.",
    ),
    SheetKind(
        "A formula for a heading",
        "Type the heading.",
        holding("Hubs", "B1", "=A1"),
        "sheet 'Hubs', row 1, column '=A1'",
        "The heading in cell B1 holds a formula; replace it by its value (copy, then paste as values).",
    ),
    SheetKind(
        "A value beside the table",
        "Give its column a heading, or remove it: nobody would read it.",
        holding("Leave", "H2", "approved"),
        "sheet 'Leave', row 2",
        "Cell H2 is filled in, but its column has no title.",
    ),
    SheetKind(
        "Merged cells",
        "Unmerge them (Home, Merge & Centre) and fill in every row.",
        _merged_rows,
        "sheet 'Leave', row 2",
        "Cells A2:A3 are merged: unmerge them, and give each cell its own value.",
    ),
    SheetKind(
        "A fault in a hidden row",
        "Unhide the row, then put it right. What is hidden is data like any other.",
        _hidden_row,
        HIDDEN.place,
        "No person is called 'Nobody'. (The row is hidden: unhide it to see this.)",
    ),
    SheetKind(
        "A fault in a hidden sheet",
        "Unhide the sheet, then put it right. What is hidden is data like any other.",
        _hidden_sheet,
        HIDDEN.place,
        "No person is called 'Nobody'. (The sheet is hidden: unhide it to see this.)",
    ),
)

SETTINGS: tuple[SheetKind, ...] = (
    SheetKind(
        "A setting with a misspelt name",
        "Correct the name as the message says.",
        holding("Hub file", "A4", "Wekes"),
        in_settings(4, "Wekes"),
        "No setting of this name is known. Did you mean 'Weeks'?",
    ),
    SheetKind(
        "A setting given twice",
        "Remove one of the rows.",
        holding("Hub file", "A4", "First day"),
        in_settings(4, "First day"),
        "This setting stands here more than once.",
    ),
    SheetKind(
        "A setting left empty",
        "Fill it in.",
        holding("Hub file", "B3", None),
        in_settings(3, "First day"),
        "This is missing, and it is needed.",
    ),
    SheetKind(
        "A period that begins on another day than Monday",
        "Write the Monday it begins on.",
        holding("Hub file", "B3", datetime(2026, 1, 6)),
        in_settings(3, "First day"),
        "Tue 6 Jan 2026 is not a Monday: the period begins on a Monday, such as Mon 5 Jan 2026.",
    ),
    SheetKind(
        "A period of too many weeks",
        "Write 1 to 26.",
        holding("Hub file", "B4", 99),
        in_settings(4, "Weeks"),
        "'99' is too large: the most is 26.",
    ),
    SheetKind(
        "A file id that is none",
        "Copy it from an earlier file of this hub: rosters are known by it.",
        holding("Hub file", "B2", "12"),
        in_settings(2, "File id"),
        "'12' is not an id; it looks like 123e4567-e89b-42d3-a456-426614174000.",
    ),
)
