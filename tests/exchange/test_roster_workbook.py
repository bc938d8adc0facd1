"""A roster as a workbook: its weeks, its assignments, and what is short."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from hub_roster.domain.lines import Lines
from hub_roster.domain.offers import Offer
from hub_roster.domain.people import Leave, LeaveYear
from hub_roster.domain.place import Hub
from hub_roster.domain.problem import Problem
from hub_roster.domain.roster import Roster, RosterStatus
from hub_roster.exchange.faults import UnwritableFile
from hub_roster.exchange.roster_workbook import write_roster_workbook
from hub_roster.rules.rulebook import RULEBOOK
from hub_roster.rules.states import with_states
from tests.tiny import hub, judged, on_call, person, roster, shift, visit, young

WEEK = "Week 02-02-2026"
LINES = {
    "ann": "late Mon, sleep-in Mon, early Tue, v Wed 10:00, w Wed 12:00",
    "ben": "c",
}


def tiny(name: str = "Ann", **fields: Any) -> Problem:
    """Give a hub with two people, of whom ben is away on Friday, two visits and a spell."""
    return hub(
        person("ann", name=name, contract_hours=20),
        person("ben"),
        [shift(kind, "Mon Tue") for kind in ("early", "late", "sleep-in")],
        young("Heron"),
        visit("v", "Heron", "Wed"),
        visit("w", "Heron", "Wed"),
        on_call("c", "Mon 17:00", "Tue 09:00"),
        Leave(person="ben", first_day=date(2026, 2, 6), last_day=date(2026, 2, 6)),
        **fields,
    )


def book_of(problem: Problem, found: Roster, folder: Path) -> openpyxl.Workbook:
    """Write a roster as a workbook and read it again."""
    path = folder / "roster.xlsx"
    write_roster_workbook(Lines(problem, found), judged(problem, found), path)
    return openpyxl.load_workbook(path)


def rows(book: openpyxl.Workbook, title: str) -> list[dict[str, Any]]:
    """Give the rows of a sheet by the titles of its columns."""
    first, *others = book[title].iter_rows(values_only=True)
    return [dict(zip(map(str, first), row, strict=True)) for row in others]


def test_leave_years_are_a_sheet_of_balances(tmp_path: Path) -> None:
    """A year of 200 hours and 10 carried, a day of 4 hours booked: 206 left."""
    first, last = date(2025, 4, 1), date(2026, 3, 31)
    year = LeaveYear(person="ben", first_day=first, last_day=last, hours=200, carried_hours=10)
    problem = tiny(leave_years=(year,))
    ben = problem.people[1].model_copy(update={"contract_hours": 20.0})
    problem = problem.edited(people=(problem.people[0], ben))
    (row,) = rows(book_of(problem, roster(problem, **LINES), tmp_path), "Leave")
    assert (row["Taken"], row["Booked"], row["Left"]) == (0, 4, 206)


def test_how_an_assignment_stands_is_said(tmp_path: Path) -> None:
    """A late that ben was offered until Sunday evening."""
    problem = tiny(offers=(Offer(person="ben", task="c", until=datetime(2026, 2, 1, 18)),))
    found = roster(problem, **LINES)
    stood = with_states(RULEBOOK.of(problem), Lines(problem, found))
    (spell,) = (r for r in rows(book_of(problem, stood, tmp_path), "Assignments") if r["Key"] == "ben")
    assert (spell["State"], spell["Answer by"]) == ("offered", datetime(2026, 2, 1, 18))


def test_a_sheet_for_each_week_and_what_goes_with_them(tmp_path: Path) -> None:
    """What it is, each week, every assignment, what is short, in this order."""
    problem = tiny(weeks=2)
    book = book_of(problem, roster(problem, **LINES), tmp_path)
    assert book.sheetnames == ["Roster", WEEK, "Week 09-02-2026", "Assignments", "What is short"]


@pytest.mark.parametrize("status", list(RosterStatus))
def test_its_status_is_said(status: RosterStatus, tmp_path: Path) -> None:
    """Whoever opens it sees whether it is a draft."""
    found = roster(tiny(), **LINES).model_copy(update={"status": status})
    about = book_of(tiny(), found, tmp_path)["Roster"].iter_rows(values_only=True)
    words = next(str(row[1]) for row in about if row[0] == "Status")
    assert ("Draft" in words) is (status is RosterStatus.DRAFT)


def test_a_week_shows_everyones_days(tmp_path: Path) -> None:
    """Shifts by name, visits as outreach once, on-call, days away, and hours against contract."""
    found = rows(book_of(tiny(), roster(tiny(), **LINES), tmp_path), WEEK)
    ann, ben = found
    assert (ann["Person"], ann["Mon 2 Feb"], ann["Tue 3 Feb"], ann["Wed 4 Feb"]) == (
        *("Ann", "Late, Sleep-in"),
        *("Early", "Outreach"),
    )
    assert (ann["Hours"], ann["Contract hours"]) == (20, 20)
    assert (ben["Person"], ben["Mon 2 Feb"], ben["Tue 3 Feb"], ben["Fri 6 Feb"]) == (
        *("ben", "On call"),
        *(None, "Away"),
    )


def test_people_of_several_hubs_are_told_apart(tmp_path: Path) -> None:
    """With more than one hub each person's stands beside the name."""
    problem = hub(Hub(code="Hub", name="First"), Hub(code="Other"), person("ann"), person("bea", hub="Other"))
    found = rows(book_of(problem, roster(problem), tmp_path), WEEK)
    assert [(row["Person"], row["Hub"]) for row in found] == [("ann", "First"), ("bea", "Other")]


def test_a_row_for_each_assignment(tmp_path: Path) -> None:
    """In order of time, by the clock on the wall, with the hours that pass."""
    found = rows(book_of(tiny(), roster(tiny(), **LINES), tmp_path), "Assignments")
    assert [row["Task"] for row in found] == ["Late", "On call", "Sleep-in", "Early", "Visit v", "Visit w"]
    sleep_in = found[2]
    assert sleep_in["Date"] == datetime(2026, 2, 2)
    assert (sleep_in["Start"], sleep_in["End"]) == (datetime(2026, 2, 2, 23), datetime(2026, 2, 3, 7))
    assert (sleep_in["Person"], sleep_in["Key"], sleep_in["Home or place"]) == ("Ann", "ann", "Oak")
    assert (sleep_in["Kind"], sleep_in["Hours"]) == ("Sleep-in", 8)
    assert (found[4]["Home or place"], found[4]["Kind"]) == ("Dale", "Outreach")


def test_hours_on_the_night_the_clocks_change(tmp_path: Path) -> None:
    """A waking night of 22:00 to 08:00 is 11 hours when the clocks go back."""
    problem = hub(person("ann"), shift("waking night", "Sat"), first_day=date(2026, 10, 19))
    (night,) = rows(book_of(problem, roster(problem, ann="waking night Sat"), tmp_path), "Assignments")
    assert (night["Start"], night["End"]) == (datetime(2026, 10, 24, 22), datetime(2026, 10, 25, 8))
    assert night["Hours"] == 11


def test_what_is_short_is_what_the_judge_finds(tmp_path: Path) -> None:
    """Each need that is not met, the most urgent first, with its task and times."""
    problem = tiny()
    found = roster(problem, ann="late Mon, sleep-in Mon, v Wed 10:00", ben="early Mon, late Tue, c")
    short = rows(book_of(problem, found, tmp_path), "What is short")
    judgement = judged(problem, found)
    assert [row["Rank"] for row in short] == [int(need.priority or 0) for need in judgement.needs]
    assert sum(row["Hours short"] for row in short) * 60 == sum(need.points for need in judgement.needs)
    early = next(row for row in short if row["Task"] == "Early")
    assert (early["Date"], early["Start"]) == (datetime(2026, 2, 3), datetime(2026, 2, 3, 7))
    made = next(row for row in short if row["Task"] == "Visit w")
    assert (made["Start"], made["End"]) == (datetime(2026, 2, 4, 10), datetime(2026, 2, 4, 18))


@pytest.mark.parametrize("name", ["=1+1", "+44 Ann", "-Ann", "@Ann", "#N/A"])
def test_a_name_never_becomes_a_formula(name: str, tmp_path: Path) -> None:
    """What Excel would calculate stays the text it is, also when somebody edits it."""
    page = book_of(tiny(name), roster(tiny(), **LINES), tmp_path)[WEEK]
    cell = next(cell for (cell,) in page.iter_rows(min_row=2, max_col=1) if cell.value == name)
    assert cell.data_type == "s"
    assert cell.quotePrefix is name.startswith(("=", "+", "-", "@"))


def test_equal_rosters_are_equal_bytes(tmp_path: Path) -> None:
    """The file holds nothing of when it was made."""
    book_of(tiny(), roster(tiny(), **LINES), tmp_path)
    once = (tmp_path / "roster.xlsx").read_bytes()
    book_of(tiny(), roster(tiny(), **LINES), tmp_path)
    assert (tmp_path / "roster.xlsx").read_bytes() == once


def test_where_it_cannot_be_written(tmp_path: Path) -> None:
    """A folder that is not there is said."""
    with pytest.raises(UnwritableFile):
        book_of(tiny(), roster(tiny()), tmp_path / "nowhere")
