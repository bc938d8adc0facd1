"""Blank cells and sheets of a workbook: filled in where one thing alone can be meant, else a fault."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from hub_roster.domain.place import PlaceKind
from hub_roster.domain.problem import Problem
from hub_roster.exchange.faults import UnreadableFile
from hub_roster.exchange.files import read_problem
from hub_roster.exchange.sheets import sheets
from hub_roster.exchange.workbook import write_workbook

Change = Callable[[openpyxl.Workbook], object]
Read = Callable[..., Problem]


@pytest.fixture
def read(complete: Problem, tmp_path: Path) -> Read:
    """Give a function that reads the complete hub's workbook after some changes."""

    def read(*changes: Change) -> Problem:
        path = tmp_path / "hub.xlsx"
        write_workbook(complete, path)
        book = openpyxl.load_workbook(path)
        for change in changes:
            change(book)
        book.save(path)
        return read_problem(path)

    return read


def cell(sheet: str, title: str, value: str | None, row: int = 2) -> Change:
    """Give a change of one cell."""

    def change(book: openpyxl.Workbook) -> None:
        column = next(c.column for c in book[sheet][1] if c.value == title)
        book[sheet].cell(row, column).value = value

    return change


def without_column(sheet: str, title: str) -> Change:
    """Give a change that takes a column away."""

    def change(book: openpyxl.Workbook) -> None:
        book[sheet].delete_cols(next(c.column for c in book[sheet][1] if c.value == title))

    return change


def emptied(sheet: str) -> Change:
    """Give a change that leaves a sheet's headings alone."""
    return lambda book: book[sheet].delete_rows(2, 99)


def faults(read: Read, *changes: Change) -> list[str]:
    """List what is wrong after some changes."""
    with pytest.raises(UnreadableFile) as raised:
        read(*changes)
    return [str(fault) for fault in raised.value.faults]


def test_the_only_hub_and_home_need_not_be_repeated(complete: Problem, read: Read) -> None:
    """With one hub and one home, blank cells and whole columns left out mean those."""
    changes = (
        cell("People", "Hub", None),
        without_column("Homes", "Hub"),
        without_column("Young people", "Hub"),
        without_column("Shifts", "Home"),
        cell("Cover", "Home", None),
    )
    assert read(*changes) == complete


def test_a_blank_hubs_sheet_is_the_hub_that_others_name(complete: Problem, read: Read) -> None:
    """Its code is the one in use; where none is, it is called Hub."""
    assert [hub.code for hub in read(emptied("Hubs")).hubs] == ["North"]
    unnamed = [
        without_column(sheet.title, "Hub")
        for sheet in sheets()
        if any(column.field == "hub" for column in sheet.columns)
    ]
    assert [hub.code for hub in read(emptied("Hubs"), *unnamed).hubs] == ["Hub"]


def test_two_hubs_in_use_have_to_be_listed(read: Read) -> None:
    """Two names may be one misspelt, so nothing is filled in."""
    (cause,) = faults(read, emptied("Hubs"), cell("People", "Hub", "Nroth"))
    assert cause.startswith("sheet 'Hubs': No hub is listed here: fill this in first.")


def test_with_two_homes_a_blank_home_is_a_fault(read: Read) -> None:
    """What could be either is asked for, in its row; and a missing column once."""

    def another(book: openpyxl.Workbook) -> None:
        book["Homes"].append(["Dale", "North", "Cliff House"])

    (fault,) = faults(read, another, cell("Cover", "Home", None))
    assert fault == "sheet 'Cover', row 2, column 'Home': This is missing, and it is needed."
    (fault,) = faults(read, another, without_column("Shifts", "Home"))
    assert fault == "sheet 'Shifts', row 1, column 'Home': This column is missing, and it is needed."


def test_places_in_use_need_not_be_listed(complete: Problem, read: Read) -> None:
    """A blank sheet of places lists those that homes, people, young people and their work name."""
    places = {place.code: place.kind for place in read(emptied("Places")).places}
    assert places == {place.code: place.kind for place in complete.places}
    assert places["Cliff House"] is PlaceKind.HOME


def test_places_nearly_alike_have_to_be_listed(read: Read) -> None:
    """One of them may be misspelt: that is told, and nothing that follows from it."""
    (fault,) = faults(read, emptied("Places"), cell("Homes", "Place", "Clif House"))
    assert fault == (
        "sheet 'Places': 'Clif House' and 'Cliff House' are both used, and may be one place: "
        "list each place here."
    )


def test_a_home_and_its_people_need_name_no_place(read: Read) -> None:
    """In one small home everything is at the home, which has its own code for a place."""

    def small(book: openpyxl.Workbook) -> None:
        away = ("Visits", "Locks", "Agreed plans", "Escorts", "Sessions", "Meetings", "Family adults")
        for sheet in ("Places", "Driving times", *away, "Young people's week", "Personal needs"):
            emptied(sheet)(book)
        for row in (2, 3):
            cell("People", "Base", None, row)(book)
            cell("Young people", "Place", None, row)(book)
        cell("Homes", "Place", None)(book)
        cell("Stays", "Home", "Cliff", 3)(book)
        cell("Stays", "Kind", "hub bed", 3)(book)

    problem = read(small)
    assert [(place.code, place.kind) for place in problem.places] == [("Cliff", PlaceKind.HOME)]
    assert {person.base for person in problem.people} == {"Cliff"}
    assert {young.place for young in problem.young_people} == {"Cliff"}


def test_where_a_young_person_lives_elsewhere_the_place_is_asked_for(read: Read) -> None:
    """A stay in no home says nothing of the place."""
    (fault,) = faults(read, cell("Young people", "Place", None, 3))
    assert fault == "sheet 'Young people', row 3, column 'Place': This is missing, and it is needed."


def test_a_place_is_not_missing_because_its_stay_is_misspelt(read: Read) -> None:
    """The stay is told, with who was meant; and so it is where another cell of the stay is wrong."""
    resident = cell("Young people", "Place", None)
    misspelt = faults(read, resident, cell("Stays", "Young person", "Hreon"))
    assert misspelt == [
        "sheet 'Stays', row 2, column 'Young person': No young person is called 'Hreon'. "
        "Did you mean 'Heron'?"
    ]
    (said,) = faults(read, resident, cell("Stays", "First day", "soon"))
    assert said.startswith("sheet 'Stays', row 2, column 'First day': ")


def test_an_example_left_in_a_row_somebody_fills_in_is_a_fault(complete: Problem, read: Read) -> None:
    """A row of examples alone is passed over; one begun is not lost silently."""

    def example(book: openpyxl.Workbook) -> None:
        book["Leave"].append(["e.g. A:1", "e.g. 05/01/2026", "e.g. 06/01/2026"])

    assert read(example) == complete
    begun = faults(read, example, cell("Leave", "Person", "007", 3))
    assert len(begun) == 2
    assert begun[1] == (
        "sheet 'Leave', row 3, column 'Last day': Cell C3 still holds its example: type over it, or empty it."
    )


def test_places_of_escorts_sessions_and_meetings_need_not_be_listed(read: Read) -> None:
    """Where work takes people is a place like any other, once its driving time is known."""

    def elsewhere(book: openpyxl.Workbook) -> None:
        cell("Escorts", "To", "Castle")(book)
        cell("Sessions", "Place", "Harbour")(book)
        for far in ("Cliff House", "Town Hall", "-Moor, upper"):
            for new in ("Castle", "Harbour"):
                book["Driving times"].append([far, new, 15])
        book["Driving times"].append(["Castle", "Harbour", 15])

    places = {place.code: place.kind for place in read(emptied("Places"), elsewhere).places}
    assert places["Castle"] is places["Harbour"] is PlaceKind.AREA
