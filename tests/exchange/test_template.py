"""The blank workbook: a note on every column, drop-downs that fit, and read back as nobody's yet."""

from __future__ import annotations

from datetime import date, datetime, time
from pathlib import Path
from uuid import UUID

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet
from pydantic import Field

from hub_roster.domain.model import Record
from hub_roster.exchange import column_examples, column_notes, column_words
from hub_roster.exchange.cells import CellValue, value_of_cell
from hub_roster.exchange.faults import UnreadableFile
from hub_roster.exchange.files import read_problem
from hub_roster.exchange.kinds import Kind, Shape
from hub_roster.exchange.sheets import (
    GUIDE_TITLE,
    NEEDED_FIRST,
    SETTINGS_TITLE,
    Column,
    Sheet,
    settings,
    sheet_of,
    sheets,
)
from hub_roster.exchange.template import restrictions_template, template_of, write_template
from hub_roster.exchange.workbook_cells import EXAMPLE
from tests.tiny import drafted

MONDAY = date(2026, 11, 30)
EVERY_COLUMN = [(sheet, column) for sheet in sheets() for column in sheet.columns]


@pytest.fixture
def blank(tmp_path: Path) -> Path:
    """Give a blank workbook's file."""
    path = tmp_path / "blank.xlsx"
    write_template(template_of(UUID(int=7), MONDAY), path)
    return path


@pytest.fixture(scope="module")
def book() -> openpyxl.Workbook:
    """Give a blank workbook."""
    return template_of(UUID(int=7), MONDAY)


def test_equal_templates_are_equal_bytes(blank: Path, tmp_path: Path) -> None:
    """The id and the Monday say all that differs."""
    write_template(template_of(UUID(int=7), MONDAY), tmp_path / "again.xlsx")
    assert blank.read_bytes() == (tmp_path / "again.xlsx").read_bytes()


def test_there_is_a_sheet_for_every_table(book: openpyxl.Workbook) -> None:
    """What is needed comes first, after a sheet that says so."""
    assert book.sheetnames[0] == GUIDE_TITLE
    assert book.sheetnames[1 : 1 + len(NEEDED_FIRST)] == [sheet_of(table).title for table in NEEDED_FIRST]
    assert set(book.sheetnames) == {GUIDE_TITLE, SETTINGS_TITLE, *(sheet.title for sheet in sheets())}
    colours = {
        needed: {
            str(book[sheet.title].sheet_properties.tabColor)
            for sheet in sheets()
            if (sheet.table in NEEDED_FIRST) is needed
        }
        for needed in (True, False)
    }
    links = [row[0].hyperlink for row in book[GUIDE_TITLE].iter_rows() if row[0].hyperlink]
    assert {link.location for link in links} == {f"'{sheet.title}'!A1" for sheet in sheets()}
    assert {link.target for link in links} == {None}
    assert len(colours[True]) == len(colours[False]) == 1
    assert colours[True] != colours[False]


@pytest.mark.parametrize(("sheet", "column"), EVERY_COLUMN)
def test_every_column_has_words_of_its_own(sheet: Sheet, column: Column) -> None:
    """Give the field a description, or name it in column_words, where this fails."""
    assert column_notes.words(sheet, column), f"nothing says what goes in {sheet.table}.{column.field}"


def test_every_heading_has_its_note(book: openpyxl.Workbook) -> None:
    """The note says what goes there, whether it is needed, and how to write it."""
    for sheet in sheets():
        headings = book[sheet.title][1]
        assert [cell.value for cell in headings] == [column.title for column in sheet.columns]
        for cell, column in zip(headings, sheet.columns, strict=True):
            assert cell.font.b
            assert cell.comment is not None
            text = cell.comment.text
            assert column_notes.words(sheet, column) in text
            assert ("\nNeeded" in text) == column.needed
            example = column_notes.example(sheet, column)
            assert text.endswith(f"\nExample: {example}") if example else "Example" not in text
        assert book[sheet.title].freeze_panes == "A2"
    for row, setting in enumerate(settings(), start=2):
        assert book[SETTINGS_TITLE].cell(row, 1).value == setting.title
        assert book[SETTINGS_TITLE].cell(row, 1).comment


def test_no_words_are_kept_for_what_does_not_exist() -> None:
    """A field that goes takes its words with it."""
    fields = {(sheet.table, column.field) for sheet, column in EVERY_COLUMN}
    names = {field for _, field in fields}
    assert set(column_words.TABLE_WORDS) <= fields
    assert set(column_examples.EXAMPLES) <= fields
    assert set(column_words.FIELD_WORDS) <= names
    assert set(column_examples.FIELD_EXAMPLES) <= names
    assert set(column_words.SHEET_WORDS) <= {sheet.table for sheet in sheets()}
    assert set(column_words.SETTING_WORDS) == {(setting.field, setting.part) for setting in settings()}


def test_no_words_are_hidden_by_a_description() -> None:
    """A column is worded in one place: words beside a field's own description would never be read."""
    described = {
        (sheet.table, column.field)
        for sheet, column in EVERY_COLUMN
        if sheet.record.model_fields[column.field].description
    }
    assert not described & set(column_words.TABLE_WORDS)


def test_a_field_may_bring_its_own_words_and_example() -> None:
    """Whoever adds a field writes both beside it, and nothing here."""

    class Visitor(Record):
        badge: str = Field(description="What the badge says.", examples=["B 7"])

    column = Column("badge", "Badge", Shape(Kind.TEXT), needed=True)
    sheet = Sheet("visitors", "Visitors", Visitor, (column,), needed=False)
    assert column_notes.words(sheet, column) == "What the badge says."
    assert column_notes.example(sheet, column) == "B 7"


def typed(text: str, kind: Kind) -> CellValue:
    """Give what Excel keeps of words a person types into a cell of a kind."""
    match kind:
        case Kind.DATE:
            return datetime.strptime(text, "%d/%m/%Y")
        case Kind.MOMENT:
            return datetime.strptime(text, "%d/%m/%Y %H:%M")
        case Kind.TIME:
            return time.fromisoformat(text)
        case Kind.WHOLE | Kind.NUMBER:
            return float(text)
    return text


@pytest.mark.parametrize("sheet", sheets(), ids=lambda sheet: sheet.table)
def test_the_examples_of_a_sheet_make_a_row(sheet: Sheet) -> None:
    """Typed as they stand, they are what their columns hold, and together a record."""
    examples = {column: column_notes.example(sheet, column) for column in sheet.columns}
    row = {
        column.field: value_of_cell(typed(example, column.shape.kind), column.shape)
        for column, example in examples.items()
        if example
    }
    assert sheet.record.model_validate(row)
    assert examples[sheet.columns[0]], "the first cell says that the row is an example"


UNTYPED = ("Places", "Duty shapes")
"""Sheets that are better left blank than with one row: their examples name one place, and one shape."""


def test_the_examples_of_all_sheets_make_a_hub(tmp_path: Path) -> None:
    """Whoever types over one sheet's example finds in the others what it names: they fit together."""
    path = tmp_path / "examples.xlsx"
    book = template_of(UUID(int=7), date(2026, 1, 5))
    for sheet in sheets():
        for cell in book[sheet.title][2] if sheet.title not in UNTYPED else ():
            if cell.value is not None:
                cell.value = str(cell.value).removeprefix(EXAMPLE)
    # A pair that is kept apart takes two people, and People has one for its example.
    other = {"Key": "NYC:1043:1", "Hub": "North", "Base": "Ash"}
    book["People"].append([other.get(str(cell.value)) for cell in book["People"][1]])
    # The duty begun before goes on with an early, beside the late that Shifts has for its example.
    headings = [cell.value for cell in book["Shifts"][1]]
    early = {"Home": "Ash", "Name": "early", "Kind": "early", "Start": time(7, 30), "End": time(15)}
    book["Shifts"].append([early.get(str(heading)) for heading in headings])
    write_template(book, path)
    problem = read_problem(path)
    tables = {sheet.table for sheet in sheets() if getattr(problem, sheet.table)}
    assert tables == {sheet.table for sheet in sheets()}
    assert {place.code for place in problem.places} == {"Ash", "Upper dale"}


def offers(page: Worksheet) -> dict[str, tuple[str, str, str]]:
    """Give what each heading's column offers: kind of rule, what it holds to, how it is told."""
    found = {}
    for offer in page.data_validations.dataValidation:
        (cells,) = offer.sqref.ranges
        heading = page.cell(1, cells.min_col).value
        found[str(heading)] = (offer.type or "", offer.formula1 or "", offer.errorStyle or "stop")
    return found


def test_drop_downs_offer_what_other_sheets_hold(book: openpyxl.Workbook) -> None:
    """Choices, yes or no, and the keys of other sheets, as warnings; dates, times and numbers too."""
    people, stays, skills = (offers(book[title]) for title in ("People", "Stays", "Skills"))
    terms = '"contracted,relief,bank,agency,volunteer,partner"'
    assert people["Employment"] == ("list", terms, "warning")
    assert people["Opted out of 48 hours"][1] == '"yes,no"'
    assert "'Homes'!$A$2" in stays["Home"][1]
    assert "'People'!$A$2" in skills["Person"][1]
    assert stays["First day"][0] == "date"
    assert offers(book["Shifts"])["Start"][0] == "time"
    assert offers(book["Cover"])["Adults"][0] == "whole"
    rules = [rule for page in book.worksheets for rule in page.data_validations.dataValidation]
    assert {rule.errorStyle for rule in rules} == {"warning"}
    assert all(rule.prompt for rule in rules if rule.type in {"date", "time", "whole", "decimal"})
    assert all(len(rule.prompt or "") <= 255 for rule in rules)


def test_a_young_person_or_an_adult_of_a_family_may_be_named(book: openpyxl.Workbook) -> None:
    """The drop-down offers young people, and what is said names both sheets."""
    (offer,) = (o for o in book["Views"].data_validations.dataValidation if "A2:A1000" in str(o.sqref))
    assert "'Young people'!$A$2" in str(offer.formula1)
    both = "From the sheet Young people, column Code, or Family adults, column Code."
    assert str(offer.error).startswith(both)
    note = book["Visits"]["B1"].comment
    assert note is not None
    assert both in note.text


def test_a_blank_workbook_is_one_clear_fault(blank: Path) -> None:
    """Nothing filled in is told once, with the sheets to begin with."""
    with pytest.raises(UnreadableFile) as raised:
        read_problem(blank)
    (fault,) = raised.value.faults
    assert fault.message == (
        "No sheet is filled in yet. "
        "Begin with Homes, Shifts, Cover, People, Young people, Stays and Who knows whom."
    )


def filled(path: Path, first: int) -> None:
    """Fill in a small home by hand: only what is needed, hub, home and places left blank."""
    rows: dict[str, list[dict[str, CellValue]]] = {
        "Homes": [{"Code": "Ash"}],
        "Shifts": [
            {"Name": "day", "Kind": "day", "Start": time(7), "End": time(21)},
            {"Name": "waking night", "Kind": "waking night", "Start": time(21), "End": time(7)},
        ],
        "Cover": [{"Start": time(8), "End": time(8), "Adults": 1}],
        "People": [{"Key": f"P{k}", "Name": f"Person {k}", "Contract hours a week": 24} for k in range(8)],
        "Young people": [{"Code": "Heron", "Key worker": "P1"}],
        "Stays": [
            {"Young person": "Heron", "Kind": "hub bed", "Home": "Ash", "First day": datetime(2026, 1, 1)}
        ],
        "Who knows whom": [{"Person": "P1", "Young person": "Heron", "How well": "well"}],
    }
    book = openpyxl.load_workbook(path)
    for title, records in rows.items():
        page = book[title]
        columns = {str(cell.value): place for place, cell in enumerate(page[1], start=1)}
        for column in columns.values():
            page.cell(first, column).value = None
        for at, record in enumerate(records, start=first):
            for heading, value in record.items():
                page.cell(at, columns[heading]).value = value
    book.save(path)


@pytest.mark.parametrize("first", [2, 3])
def test_a_small_home_filled_in_by_hand_drafts(blank: Path, first: int) -> None:
    """Whether the example row is typed over or left, the needed sheets alone give a covered week."""
    filled(blank, first)
    problem = read_problem(blank)
    assert problem.id == UUID(int=7)
    assert problem.first_day == MONDAY
    assert [hub.code for hub in problem.hubs] == ["Hub"]
    assert {person.base for person in problem.people} == {"Ash"}
    assert problem.visits == ()
    roster = drafted(problem, work=0.3).roster
    assert len(roster.assignments) == 14


def test_the_second_template_goes_with_the_first(blank: Path, tmp_path: Path) -> None:
    """Filled in, it is read beside the hub's own file."""
    filled(blank, 2)
    second = tmp_path / "second.xlsx"
    write_template(restrictions_template(), second)
    book = openpyxl.load_workbook(second)
    assert book.sheetnames[:3] == [GUIDE_TITLE, "Views", "Restrictions"]
    assert book.sheetnames[3:] == ["Kept apart", "Personal needs", "Missing episodes"]
    assert str(book["Restrictions"]["A2"].value).startswith(EXAMPLE)
    book["Restrictions"].append(["Heron", "P2"])
    book.save(second)
    (row,) = read_problem(blank, restrictions=second).restrictions
    assert (row.young_person, row.person) == ("Heron", "P2")
