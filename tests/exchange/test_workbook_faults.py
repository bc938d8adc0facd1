"""Faults of a workbook: all in one report, each with sheet, row and column, in plain words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

import openpyxl
import pytest

Found = list[tuple[str, str]]
BookFaults = Callable[[Callable[[openpyxl.Workbook], object]], Found]
Change = Callable[[openpyxl.Workbook], object]


def at(sheet: str, row: int, column: str) -> str:
    """Give a place as faults name it."""
    return f"sheet '{sheet}', row {row}, column '{column}'"


def put(sheet: str, row: int, title: str, value: object) -> Change:
    """Give a change that puts a value into the column of a title."""

    def change(book: openpyxl.Workbook) -> None:
        page = book[sheet]
        column = next(cell.column for cell in page[1] if cell.value == title)
        cell = page.cell(row, column)
        cell.value = value  # type: ignore[assignment]
        if isinstance(value, int | float):
            cell.number_format = "General"

    return change


CELLS: tuple[tuple[str, int, str, object, str], ...] = (
    ("People", 2, "Key", None, "This is missing, and it is needed."),
    ("People", 2, "Key", "(Ann)", "'(Ann)' may hold letters, digits, blanks and . _ : - only"),
    ("People", 2, "Hub", "Nrth", "No hub is called 'Nrth'. Did you mean 'North'?"),
    ("People", 2, "Hub", "a/b", """'a/b' may not hold any of / \\ < > " |."""),
    ("People", 2, "Hub", "x" * 61, "is too long: at most 60 characters."),
    ("People", 2, "Name", "two\nlines", "must be one line of plain text."),
    ("People", 2, "Employment", "permanent", "is not one of: contracted, relief, bank, agency, volunteer"),
    ("People", 2, "Employment", "relif", "Did you mean 'relief'?"),
    ("People", 2, "Contract hours a week", -1, "'-1' is too small: the least is 0."),
    ("People", 2, "Contract hours a week", "lots", "The cell holds the text 'lots', and a number"),
    ("People", 2, "Contract hours a week", 1e300, "is too large: the most is 168."),
    ("People", 2, "Contract hours a week", timedelta(hours=37), "holds a length of time"),
    ("People", 2, "Opted out of 48 hours", "maybe", "'maybe' must be yes or no."),
    ("People", 2, "Reference weeks", 17.5, "'17.5' is not a whole number."),
    ("People", 2, "Started on", "2/9/19", "gives two figures of the year only; write all four"),
    ("People", 2, "Started on", "Sept 2019", "is not a date; write day, month and year"),
    ("People", 2, "Started on", "2019-02-30", "'2019-02-30' is not a day of the calendar."),
    ("People", 2, "Started on", 43710, "The cell holds '43710', and a date belongs here"),
    ("People", 2, "Started on", datetime(2019, 9, 2, 8), "a date without a time belongs here."),
    ("People", 2, "Started on", datetime(1902, 9, 2), "has a year outside 1950 to 2149."),
    ("People", 2, "Started on", time(7), "The cell holds the time 07:00, and a date belongs here"),
    ("People", 2, "Role", date(2026, 5, 1), "The cell holds the date 01/05/2026, and text belongs"),
    ("People", 2, "Base", "=B2", "Cell F2 holds a formula; replace it by its value"),
    ("People", 2, "Base", "#N/A", "Cell F2 holds an error (#N/A)."),
    ("Shifts", 2, "Start", "25:00", "is not a time of day: they run from 00:00 to 23:59."),
    ("Shifts", 2, "Start", "half past", "'half past' is not a time of day; write it as 07:30."),
    ("Shifts", 2, "Start", 7.5, "The cell holds '7.5', and a time of day belongs here"),
    ("Shifts", 2, "Start", timedelta(hours=25), "The cell holds more than a time of day"),
    ("Shifts", 2, "Start", time(7, 30, 20), "is a local time to the minute, such as 07:30."),
    ("Shifts", 2, "Days", "Mon-Fry", "is not a list of weekdays; write it as Mon-Fri, Sun."),
    ("Shifts", 2, "Seats", -1, "'-1' is too small: the least is 0."),
    ("Shifts", 2, "Seats", True, "The cell holds 'True', and a number belongs here."),
    ("Busy elsewhere", 2, "Start", "6 7:00", "is not a date and time"),
    ("Busy elsewhere", 2, "Start", 5, "a date and time belong here, such as 05/01/2026 07:30."),
    ("Young people", 2, "Core team", '"NYC', "is not a list; write it as A, B, C."),
    ("Young people", 2, "Core team", "NYC:101:1, 070", "No person is called '070'."),
    ("Duty shapes", 2, "Parts", "early, lade", "Did you mean 'late'?"),
    ("Duty shapes", 2, "Parts", None, "This is missing, and it is needed."),
    ("Duty shapes", 2, "Parts", "early, late, " * 4, "This lists 8: at most 6 belong here."),
    ("Hub file", 2, "Value", "12", "is not an id; it looks like"),
    ("Hub file", 3, "Value", datetime(2026, 1, 6), "Tue 6 Jan 2026 is not a Monday"),
    ("Hub file", 3, "Value", None, "This is missing, and it is needed."),
    ("Hub file", 4, "Value", "=1+1", "Cell B4 holds a formula"),
    ("Hub file", 4, "Value", 99, "'99' is too large: the most is 26."),
    ("Hub file", 5, "Value", "soon", "'soon' is not a date"),
    ("Hub file", 7, "Value", "soon", "'soon' is not a date"),
)
SETTINGS = {2: "File id", 3: "First day", 4: "Weeks", 5: "People are told on", 7: "Policy signed on"}


@pytest.mark.parametrize(("sheet", "row", "title", "value", "message"), CELLS)
def test_a_wrong_cell_is_named(
    book_faults: BookFaults, sheet: str, row: int, title: str, value: object, message: str
) -> None:
    """One wrong cell makes one fault, at its sheet, row and column, in plain words."""
    (fault,) = book_faults(put(sheet, row, title, value))
    assert fault[0] == at(sheet, row, SETTINGS[row] if sheet == "Hub file" else title)
    assert message in fault[1]


def test_all_faults_come_at_once(book_faults: BookFaults) -> None:
    """Cells, references, dates and windows are told in one report, in the sheets' order."""

    def change(book: openpyxl.Workbook) -> None:
        put("Visits", 2, "Latest", time(16, 30))(book)
        put("People", 3, "Most hours a week", "x")(book)
        put("Leave", 2, "Last day", datetime(2026, 1, 1))(book)
        put("Homes", 2, "Sleep rooms", 99)(book)
        put("Stays", 2, "Home", "Clif")(book)

    assert [place for place, _ in book_faults(change)] == [
        at("Homes", 2, "Sleep rooms"),
        at("People", 3, "Most hours a week"),
        at("Stays", 2, "Home"),
        at("Visits", 2, "Latest"),
        at("Leave", 2, "Last day"),
    ]


def test_what_refers_to_an_unreadable_row_is_not_unknown(book_faults: BookFaults) -> None:
    """A person whose row has a fault may still be named by other rows."""
    assert len(book_faults(put("People", 2, "Base", None))) == 1
    assert len(book_faults(put("People", 2, "Key", None))) == 1
    assert len(book_faults(put("Homes", 2, "Sleep rooms", "two"))) == 1


def test_the_sound_cells_of_a_faulty_row_are_looked_at(book_faults: BookFaults) -> None:
    """Its names are looked up, what may stand once is compared, and what was meant is said."""

    def change(book: openpyxl.Workbook) -> None:
        put("Leave", 2, "Person", "Nobody")(book)
        put("Leave", 2, "Last day", "soon")(book)
        put("Young people", 2, "Core team", "NYC:101:1, 1009")(book)
        put("Young people", 2, "Agreed minutes a week", "many")(book)
        for title, value in (("Code", "Herron"), ("Hub", "Nrth"), ("Place", "Town Hall"), ("Deputy", "=B2")):
            put("Young people", 4, title, value)(book)
        for title, value in (("Rule", "daily rest"), ("Number", "daily_hours"), ("Value", "six")):
            put("Policy numbers", 3, title, value)(book)
        for title, value in (("Rule", "daily rets"), ("Number", "daily_hours"), ("Value", "12")):
            put("Policy numbers", 4, title, value)(book)

    found = dict(book_faults(change))
    assert set(found) == {
        at("Leave", 2, "Person"),
        at("Leave", 2, "Last day"),
        at("Young people", 2, "Core team"),
        at("Young people", 2, "Agreed minutes a week"),
        at("Young people", 4, "Code"),
        at("Young people", 4, "Hub"),
        at("Young people", 4, "Deputy"),
        at("Policy numbers", 3, "Number"),
        at("Policy numbers", 3, "Value"),
        at("Policy numbers", 4, "Rule"),
    }
    assert found[at("Young people", 2, "Core team")] == "No person is called '1009'."
    assert found[at("Young people", 4, "Code")].startswith("'Herron' is easily taken for Heron")


def test_a_faulty_row_is_not_taken_to_hold_what_it_leaves_open(book_faults: BookFaults) -> None:
    """A cell that is wrong stands for no blank: two such rows are not found to be one."""

    def change(book: openpyxl.Workbook) -> None:
        for row in (3, 4):
            for title, value in (("Person", "NYC:101:1"), ("Not with", "007"), ("First day", "soon")):
                put("Kept apart", row, title, value)(book)

    both = [at("Kept apart", row, "First day") for row in (3, 4)]
    assert [place for place, _ in book_faults(change)] == both


def test_rows_are_counted_as_excel_counts_them(book_faults: BookFaults) -> None:
    """Blank rows are passed over, and the row named is the one on the screen."""

    def change(book: openpyxl.Workbook) -> None:
        book["Leave"].append([])
        book["Leave"].append(["  ", None, " "])
        book["Leave"].cell(9, 1).value = "Nobody"
        book["Leave"].cell(9, 2).value = datetime(2026, 1, 6)
        book["Leave"].cell(9, 3).value = datetime(2026, 1, 6)

    ((place, message),) = book_faults(change)
    assert place == at("Leave", 9, "Person")
    assert message == "No person is called 'Nobody'."


def rename(sheet: str, title: str) -> Change:
    """Give a change of a sheet's title."""

    def change(book: openpyxl.Workbook) -> None:
        book[sheet].title = title

    return change


def heading(sheet: str, old: str, new: object) -> Change:
    """Give a change of a column's heading."""
    return put(sheet, 1, old, new)


SHEETS: tuple[tuple[Change, str, str], ...] = (
    (rename("People", "Poeple"), "sheet 'Poeple'", "Did you mean 'People'? Rename it to that."),
    (rename("Hub file", "Hubfile"), "sheet 'Hubfile'", "Did you mean 'Hub file'?"),
    (rename("Hub file", "Anything"), "sheet 'Hub file'", "This sheet is missing, and it is needed"),
    (rename("Hubs", "Anything"), "sheet 'Anything'", "This is no sheet of a hub's file"),
    (
        heading("Visits", "Minutes", "Minuts"),
        at("Visits", 1, "Minuts"),
        "No column of this title is known here. Did you mean 'Minutes'?",
    ),
    (
        heading("Young people", "Key worker", "Key wroker"),
        at("Young people", 1, "Key wroker"),
        "Did you mean 'Key worker'?",
    ),
    (
        heading("Skills", "Valid until", "Notes"),
        at("Skills", 1, "Notes"),
        "No column of this title",
    ),
    (heading("Leave", "Person", "First day"), at("Leave", 1, "First day"), "Two columns have this"),
    (
        heading("Homes", "Code", "=A1"),
        at("Homes", 1, "=A1"),
        "The heading in cell A1 holds a formula",
    ),
    (
        put("Hub file", 4, "Setting", "Wekes"),
        at("Hub file", 4, "Wekes"),
        "No setting of this name is known. Did you mean 'Weeks'?",
    ),
    (
        put("Hub file", 4, "Setting", "First day"),
        at("Hub file", 4, "First day"),
        "This setting stands here more than once.",
    ),
)


@pytest.mark.parametrize(("change", "place", "message"), SHEETS)
def test_a_wrong_sheet_or_heading_is_named(
    book_faults: BookFaults, change: Change, place: str, message: str
) -> None:
    """Misspelt sheets and headings are told with the name that was meant, and no more."""
    found = dict(book_faults(change))
    assert message in found[place]
    told = [text for text in found.values() if "is called" in text]
    assert told == []


def test_a_missing_column_that_every_row_needs_is_named_once(book_faults: BookFaults) -> None:
    """A needed column that is not there is one fault, not one a row."""
    ((place, message),) = book_faults(lambda book: book["Leave"].delete_cols(1))
    assert place == at("Leave", 1, "Person")
    assert message == "This column is missing, and it is needed."


def test_a_filled_cell_without_heading_is_named(book_faults: BookFaults) -> None:
    """A value beside the table would be lost: it is a fault that names its cell."""

    def change(book: openpyxl.Workbook) -> None:
        book["Leave"]["H2"] = "approved"

    assert book_faults(change) == [
        ("sheet 'Leave', row 2", "Cell H2 is filled in, but its column has no title.")
    ]


def test_a_second_sheet_nearly_of_the_same_name_is_named(book_faults: BookFaults) -> None:
    """A copy left beside a sheet is a fault, as it may hold the rows that were meant."""

    def change(book: openpyxl.Workbook) -> None:
        book.copy_worksheet(book["People"]).title = "People 2"

    ((place, message),) = book_faults(change)
    assert place == "sheet 'People 2'"
    assert message.startswith("This sheet is not read, and its name is like 'People'.")


def test_a_missing_people_sheet_is_told_first_and_once(book_faults: BookFaults) -> None:
    """What follows from a table that is not there is counted, not told row by row."""

    def change(book: openpyxl.Workbook) -> None:
        put("Homes", 2, "Sleep rooms", 99)(book)
        del book["People"]

    cause, other = book_faults(change)
    assert cause == (
        "sheet 'People'",
        "No person is listed here: fill this in first. 44 entries elsewhere need it.",
    )
    assert other[0] == at("Homes", 2, "Sleep rooms")


def test_work_without_anybody_to_do_it_is_told(book_faults: BookFaults) -> None:
    """Homes and shifts alone, with nobody named anywhere, are no hub to draft for."""

    def change(book: openpyxl.Workbook) -> None:
        for title in set(book.sheetnames) - {"Hub file", "Hubs", "Places", "Homes", "Shifts"}:
            del book[title]

    assert book_faults(change) == [
        ("sheet 'People'", "Nobody is listed here, and a roster needs people: fill this in.")
    ]


def test_a_missing_sheet_that_others_lean_on_is_told_with_what_follows(book_faults: BookFaults) -> None:
    """Each table that others name a row of is one fault, first, with the count of what follows."""

    def change(book: openpyxl.Workbook) -> None:
        put("Visits", 2, "Minutes", 1)(book)
        book["Young people"].delete_rows(2, 9)

    cause, other = book_faults(change)
    assert cause == (
        "sheet 'Young people'",
        "No young person is listed here: fill this in first. 18 entries elsewhere need it.",
    )
    assert other[0] == at("Visits", 2, "Minutes")


def test_a_name_where_a_key_belongs_is_told_with_the_key(book_faults: BookFaults) -> None:
    """Whoever types a person's name is told the key, also in a list and whatever its capitals."""

    def change(book: openpyxl.Workbook) -> None:
        put("People", 3, "Name", "Bo Lind")(book)
        put("Leave", 2, "Person", "bo  lind")(book)
        put("Young people", 2, "Core team", "NYC:101:1, Bo Lind")(book)

    assert book_faults(change) == [
        (at("Young people", 2, "Core team"), "No person is called 'Bo Lind'. Did you mean 007 (Bo Lind)?"),
        (at("Leave", 2, "Person"), "No person is called 'bo  lind'. Did you mean 007 (Bo Lind)?"),
    ]
