"""The workbook as people see it, and what is read from one they made themselves."""

from __future__ import annotations

import time as clock
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

import openpyxl
import pytest

from hub_roster.domain.model import Dated
from hub_roster.domain.people import PatternDay
from hub_roster.domain.problem import Problem
from hub_roster.domain.young_people import Contact
from hub_roster.exchange.kinds import table_of
from hub_roster.exchange.sheets import settings, sheets
from hub_roster.exchange.workbook import read_workbook, write_workbook

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture
def written(complete: Problem, tmp_path: Path) -> Path:
    """Give the complete hub's workbook."""
    path = tmp_path / "hub.xlsx"
    write_workbook(complete, path)
    return path


def changed(path: Path, change: Callable[[openpyxl.Workbook], object]) -> Problem:
    """Read a workbook after a change by hand."""
    book = openpyxl.load_workbook(path)
    change(book)
    book.save(path)
    return read_workbook(path)


def test_every_table_has_a_sheet_and_every_field_a_column() -> None:
    """No table and no field is without its place, and titles are short and differ."""
    tables = [field for field in Problem.model_fields if table_of(Problem, field)]
    assert sorted(sheet.table for sheet in sheets()) == sorted(tables)
    titles = [sheet.title.casefold() for sheet in sheets()]
    assert len(set(titles)) == len(titles)
    assert all(len(title) <= 31 for title in titles)
    for sheet in sheets():
        fields = [column.field for column in sheet.columns]
        assert sorted(fields) == sorted(sheet.record.model_fields)
        if issubclass(sheet.record, Dated):
            assert fields[-2:] == ["first_day", "last_day"]
        assert len({column.title for column in sheet.columns}) == len(sheet.columns)
    assert len({setting.title for setting in settings()}) == 6


def test_sheets_stand_in_the_order_they_are_filled_in(written: Path) -> None:
    """The file's own settings come first, then places and homes, then people, then young people."""
    names = openpyxl.load_workbook(written).sheetnames
    assert names[:9] == [
        "Hub file",
        "Hubs",
        "Places",
        "Driving times",
        "Homes",
        "Shifts",
        "Cover",
        "Shift needs",
        "People",
    ]
    assert names.index("Young people") < names.index("Visits") < names.index("Policy numbers")


def test_sheets_are_made_for_reading(written: Path) -> None:
    """Headings are bold and stay in view, columns are wide enough, choices are offered."""
    book = openpyxl.load_workbook(written)
    for page in book.worksheets:
        assert page.freeze_panes == "A2"
        assert page["A1"].font.bold
    people = book["People"]
    assert people.column_dimensions["I"].width >= len("Opted out of 48 hours")
    offers = {str(v.sqref): v.formula1 for v in people.data_validations.dataValidation}
    assert offers["E2:E503"] == '"contracted,relief,bank,agency,volunteer,partner"'
    assert offers["I2:I503"] == '"yes,no"'


def test_cells_are_what_a_manager_expects(written: Path) -> None:
    """Dates, times, numbers, weekdays and lists stand as a person would type them."""
    book = openpyxl.load_workbook(written)
    shift = [cell.value for cell in book["Shifts"][2]]
    assert shift[:6] == ["Cliff", "Early", "early", time(7, 30), time(15), "Mon-Fri, Sun"]
    assert shift[6:] == [2, 0, "yes", None, None]
    assert book["Shifts"]["D2"].number_format == "hh:mm"
    assert book["Leave"]["B2"].value == datetime(2026, 1, 6)
    assert book["Leave"]["B2"].number_format == "dd/mm/yyyy"
    assert book["People"]["G2"].value == 37
    assert book["Young people"]["F2"].value == "NYC:101:1, 007"
    assert book["Busy elsewhere"]["C2"].value == datetime(2026, 1, 6, 9, 5)
    assert book["Hub file"]["B3"].value == datetime(2026, 1, 5)


def test_no_text_becomes_a_formula(written: Path) -> None:
    """Text that begins like a formula is a text, guarded also when it is edited."""
    book = openpyxl.load_workbook(written)
    guarded = {
        "Hubs": "B2",
        "Places": "A4",
        "Homes": "E2",
        "People": "B2",
    }
    for sheet, name in guarded.items():
        cell = book[sheet][name]
        assert str(cell.value)[0] in "=-@+"
        assert cell.data_type == "s"
        assert cell.quotePrefix
    assert not any(cell.data_type in "fe" for page in book for row in page.iter_rows() for cell in row)


def test_text_as_people_type_it_is_understood(written: Path) -> None:
    """Capitals, blanks, full weekday names, digits alone and times as text are all understood."""

    def change(book: openpyxl.Workbook) -> None:
        book["People"]["E2"] = " Relief "
        book["People"]["I2"] = "Y"
        book["Shifts"]["F2"] = "monday to friday and SUN"
        book["Shifts"]["D2"] = "7:30"
        book["Leave"]["B2"] = "2026-01-06"
        book["Working patterns"]["C2"] = "OFF"
        book["Weeks worked"]["C2"] = 2300.0
        book["Homes"]["E2"] = 12
        book["People"]["A3"].value = "007"

    problem = changed(written, change)
    assert problem.people[0].employment == "relief"
    assert problem.people[0].opted_out
    assert problem.shifts[0].days == (0, 1, 2, 3, 4, 6)
    assert problem.shifts[0].start == time(7, 30)
    assert problem.leave[0].first_day == date(2026, 1, 6)
    assert problem.patterns[0].monday is PatternDay.OFF
    assert problem.homes[0].lone_working_assessment == "12"


def test_sheets_and_titles_are_known_whatever_their_capitals(written: Path, complete: Problem) -> None:
    """Titles in other capitals, with hyphens or as the field is called are known."""

    def change(book: openpyxl.Workbook) -> None:
        book["On-call"].title = "ON CALL"
        book["People"].title = " people"
        book["People" if "People" in book.sheetnames else " people"]["G1"] = "contract_hours"
        book["Visits"]["B1"] = "Young-Person"

    assert changed(written, change) == complete


def test_other_sheets_are_left_alone(written: Path, complete: Problem) -> None:
    """A sheet of the manager's own notes, be it full of formulas, does not matter."""

    def change(book: openpyxl.Workbook) -> None:
        notes = book.create_sheet("Notes for me", 0)
        notes["A1"] = "=SUM(B1:B9)"
        book.create_sheet("Poeple")

    assert changed(written, change) == complete


def test_columns_may_stand_in_any_order(written: Path, complete: Problem) -> None:
    """Columns are known by their titles, and those not needed may be left out."""

    def change(book: openpyxl.Workbook) -> None:
        page = book["Leave"]
        page.move_range("A1:A2", cols=5)
        for sheet in ("Published roster", "Locks", "Duties before", "Weeks worked"):
            del book[sheet]
        book["Skills"].delete_cols(3)

    problem = changed(written, change)
    assert problem.leave == complete.leave
    assert [problem.locks, problem.published, problem.weeks_worked] == [(), (), ()]
    assert problem.skills == complete.skills


def test_a_workbook_without_shapes_has_the_usual_ones(written: Path) -> None:
    """Leaving the sheet of duty shapes empty, or out, means the usual shapes."""
    empty = changed(written, lambda book: book["Duty shapes"].delete_rows(2, 99))
    assert len(empty.shapes) == 9
    assert changed(written, lambda book: book.remove(book["Duty shapes"])) == empty


def test_a_large_ledger_is_read_quickly(complete: Problem, tmp_path: Path) -> None:
    """A workbook with 3,000 entries of the contact ledger is read in under 2 s."""
    entries = tuple(
        Contact(
            person="007",
            young_person="Maple",
            day=date(2025, 1, 1) + timedelta(days=k % 360),
            minutes=k % 240,
        )
        for k in range(3000)
    )
    path = tmp_path / "large.xlsx"
    write_workbook(complete.edited(contacts=entries), path)
    begun = clock.perf_counter()
    assert read_workbook(path).contacts == entries
    assert clock.perf_counter() - begun < 2
