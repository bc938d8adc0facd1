"""The payroll file: what any import can map, and what Excel opens without harm."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from hub_roster.domain.people import Employment, Person
from hub_roster.domain.problem import Problem
from hub_roster.domain.roster import Roster
from hub_roster.exchange.payroll import NO_MILES, Pay, payroll
from hub_roster.exchange.payroll_csv import numbers_of, write_payroll_csv
from hub_roster.exchange.payroll_rosters import together
from tests.tiny import hub, roster, shift, visit, young

KEY = "NYC:0017:2"


def paid(name: str = "Zoë") -> tuple[Problem, tuple[Pay, ...]]:
    """Give a night, a sleep-in and a visit of one person."""
    who = Person(key=KEY, name=name, hub="Hub", base="Base", employment=Employment.RELIEF)
    shifts = [shift("early"), shift("sleep-in")]
    problem = hub(who, shifts, young("Heron"), visit("v", "Heron", "Wed", minutes=50))
    found: Roster = roster(problem, **{KEY: "sleep-in Mon, early Tue, v Wed 10:00"})
    return problem, payroll(together(problem, [found]), problem.first_day, problem.last_day)


def rows_of(path: Path) -> list[dict[str, str]]:
    """Give the rows of a file as Excel reads it."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_a_row_for_each_person_date_and_element(tmp_path: Path) -> None:
    """Numbers split from the key, dates as councils write them, units with their exact minutes."""
    path = tmp_path / "payroll.csv"
    write_payroll_csv(*paid(), path)
    rows = rows_of(path)
    assert len({(r["Person number"], r["Date"], r["Pay element"]) for r in rows}) == len(rows)
    first = rows[0]
    assert (first["Employer"], first["Person number"], first["Post number"]) == ("NYC", "0017", "2")
    assert (first["Name"], first["Terms"], first["Basis"]) == ("Zoë", "relief", "planned")
    assert (first["Date"], first["Week beginning"]) == ("02/02/2026", "02/02/2026")
    by_element = {(r["Date"], r["Pay element"]): r for r in rows}
    visit_day = by_element["04/02/2026", "Paid time"]
    assert (visit_day["Units"], visit_day["Unit"], visit_day["Minutes"]) == ("1.83", "hours", "110")
    night = by_element["02/02/2026", "Sleep-in allowance"]
    assert (night["Units"], night["Unit"], night["Minutes"]) == ("1", "count", "")


def test_miles_not_known_are_empty_and_said(tmp_path: Path) -> None:
    """No unit is made up, and the note says why there is none."""
    path = tmp_path / "payroll.csv"
    write_payroll_csv(*paid(), path)
    (miles,) = [row for row in rows_of(path) if row["Pay element"] == "Miles"]
    assert (miles["Units"], miles["Note"]) == ("", NO_MILES)


def test_excel_opens_it(tmp_path: Path) -> None:
    """It begins with the mark Excel tells UTF-8 by, and its lines end as RFC 4180 has them."""
    path = tmp_path / "payroll.csv"
    write_payroll_csv(*paid(), path)
    content = path.read_bytes()
    assert content.startswith(b"\xef\xbb\xbfEmployer,")
    assert content.count(b"\n") == content.count(b"\r\n") == len(rows_of(path)) + 1


@pytest.mark.parametrize("name", ["=1+1", "+44 Ann", "-Ann", "@Ann"])
def test_a_name_never_becomes_a_formula(name: str, tmp_path: Path) -> None:
    """What a spreadsheet would calculate has an apostrophe before it."""
    path = tmp_path / "payroll.csv"
    write_payroll_csv(*paid(name), path)
    assert {row["Name"] for row in rows_of(path)} == {f"'{name}"}


def test_equal_pay_is_equal_bytes(tmp_path: Path) -> None:
    """The file holds nothing of when it was made."""
    one, two = tmp_path / "one.csv", tmp_path / "two.csv"
    write_payroll_csv(*paid(), one)
    write_payroll_csv(*paid(), two)
    assert one.read_bytes() == two.read_bytes()


@pytest.mark.parametrize(
    ("key", "numbers"),
    [
        ("NYC:101:1", ("NYC", "101", "1")),
        ("C:1", ("C", "1", "")),
        ("007", ("", "007", "")),
        ("NYC:101:1:b", ("NYC", "101", "1:b")),
    ],
)
def test_a_key_is_employer_person_and_post(key: str, numbers: tuple[str, str, str]) -> None:
    """Parts a key does not hold are empty, and none is lost."""
    assert numbers_of(key) == numbers
