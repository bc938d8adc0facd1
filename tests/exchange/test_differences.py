"""What changed between two hubs' files, in a manager's words, and what of it is only counted."""

from __future__ import annotations

from datetime import date, time
from typing import Any
from uuid import UUID

import pytest

from hub_roster.domain.problem import Problem
from hub_roster.exchange.confidential import CONFIDENTIAL
from hub_roster.exchange.differences import differences
from hub_roster.exchange.row_matching import key_fields, match
from hub_roster.exchange.sheets import sheets


def words(old: Problem, new: Problem) -> list[str]:
    """Give the changes as they are told."""
    return [change.words for change in differences(old, new)]


def row(problem: Problem, table: str, number: int = 0, **fields: Any) -> dict[str, Any]:
    """Give a table with one row changed."""
    rows = list(getattr(problem, table))
    rows[number] = rows[number].model_copy(update=fields)
    return {table: tuple(rows)}


def without(problem: Problem, table: str) -> dict[str, Any]:
    """Give a table without its last row."""
    return {table: getattr(problem, table)[:-1]}


def test_equal_files_differ_in_nothing(complete: Problem) -> None:
    """The order of rows is no difference either."""
    assert differences(complete, complete) == []
    turned = complete.edited(people=complete.people[::-1], skills=complete.skills[::-1])
    assert differences(complete, turned) == []


CHANGES: tuple[tuple[str, dict[str, Any], str], ...] = (
    ("people", {"contract_hours": 30.0}, "+44 Ann: contract hours a week 37 -> 30"),
    ("people", {"opted_out": False}, "+44 Ann: opted out of 48 hours changed"),
    ("people", {"adult_from": date(2020, 5, 1)}, "+44 Ann: turns 18 on changed"),
    ("young_people", {"restraint_planned": True}, "Heron: plan allows restraint changed"),
    ("people", {"started": None}, "+44 Ann: started on Mon 2 Sep 2019 -> blank"),
    ("young_people", {"deputy": None, "core_team": ("007",)}, "Heron: deputy 007 -> blank; core team"),
    ("stays", {"last_day": date(2026, 3, 2)}, "Heron no longer lives at Cliff from Tue 3 Mar 2026"),
    ("leave", {"last_day": date(2026, 1, 9)}, "Leave, 007, Tue 6 Jan 2026: last day Thu 8"),
    ("shifts", {"seats": 3}, "Shifts, Cliff, Early, early, 07:30, 15:00: seats 2 -> 3"),
    ("patterns", {"monday": "late"}, "Working patterns, +44 Ann, 1: monday any -> late"),
)


@pytest.mark.parametrize(("table", "fields", "told"), CHANGES)
def test_a_changed_row_is_told_by_what_changed(
    complete: Problem, table: str, fields: dict[str, Any], told: str
) -> None:
    """One row changed is one change, with people by name and young people by code."""
    (change,) = differences(complete, complete.edited(**row(complete, table, **fields)))
    assert change.kind == "changed"
    assert change.words.startswith(told)


def test_new_rows_and_rows_gone_are_told(complete: Problem) -> None:
    """Whatever others refer to is told by its kind; other rows whole, but for what goes without saying."""
    wren = complete.young_people[1].model_copy(update={"code": "Wren"})
    more = complete.edited(young_people=(*complete.young_people, wren))
    assert words(complete, more) == ["New young person: Wren"]
    assert words(more, complete) == ["No longer listed: young person Wren"]
    less = complete.edited(**without(complete, "skills"))
    assert words(complete, less) == [
        "Skills: taken out: +44 Ann, skill medication, valid until Fri 1 Jan 2027"
    ]
    assert words(less, complete)[0].startswith("Skills: new: +44 Ann, skill medication")
    home = complete.edited(**without(complete, "stays"))
    assert words(home, complete) == ["Maple lives in: family home from Wed 1 Jan 2025"]


@pytest.mark.parametrize("table", [*CONFIDENTIAL, "adjustments"])
def test_what_few_may_know_is_counted_and_not_told(complete: Problem, table: str) -> None:
    """Neither who, nor about whom, nor since when: only the sheet and how many rows."""
    (change,) = differences(complete, complete.edited(**without(complete, table)))
    assert change.kind == "counted"
    assert change.words == f"{change.title}: 1 row differs."


@pytest.mark.parametrize(
    ("table", "field", "title"),
    [("leave_years", "carried_hours", "carried hours"), ("weeks_worked", "excluded_days", "excluded days")],
)
def test_numbers_that_hint_at_sickness_are_not_told(
    complete: Problem, table: str, field: str, title: str
) -> None:
    """That they changed is told; a new row is told without them."""
    more = complete.edited(**row(complete, table, **{field: 6}))
    (told,) = words(complete, more)
    assert told.endswith(f"{title} changed")
    (new,) = words(complete.edited(**without(complete, table)), more)
    assert ": new: " in new
    assert title not in new


def test_a_task_is_the_same_task_while_its_code_stands(complete: Problem) -> None:
    """Locks and rosters refer to it by that: moved to other days, a visit is changed and not another."""
    visit = complete.visits[0]
    other = complete.edited(**row(complete, "visits", young_person="Heron", latest=time(18, 30)))
    (told,) = words(complete, other)
    assert told.startswith(f"Visits, {visit.id}: young person Maple -> Heron; latest ")


def test_the_period_and_the_file_are_told(complete: Problem) -> None:
    """Settings come first; another file's id is told as another file."""
    later = complete.edited(weeks=3, id=UUID(int=5))
    assert words(complete, later) == [
        "These are two hubs' files, not two versions of one: their file ids differ.",
        "Weeks: 2 -> 3",
    ]


def test_two_people_of_one_name_are_told_apart(complete: Problem) -> None:
    """Their keys are given too."""
    twins = complete.edited(**row(complete, "people", 1, name="+44 Ann"))
    assert words(twins, twins.edited(**row(twins, "people", 1, contract_hours=5.0))) == [
        "+44 Ann (007): contract hours a week 0 -> 5"
    ]


@pytest.mark.parametrize("sheet", sheets(), ids=lambda sheet: sheet.table)
def test_every_table_has_its_changes_told(complete: Problem, sheet: Any) -> None:
    """A row taken out of any table is one change, and put in again one too."""
    rows = getattr(complete, sheet.table)
    out = match(sheet.table, rows, rows[:-1])
    assert (out.removed, out.count) == ((rows[-1],), 1)
    assert match(sheet.table, rows[:-1], rows).added == (rows[-1],)


def test_rows_that_could_be_either_are_not_paired(complete: Problem) -> None:
    """Two leaves of one person moved: which became which is not guessed."""
    leave = complete.leave[0]
    days = [date(2026, 1, number) for number in range(6, 18)]
    old = [leave.model_copy(update={"first_day": day, "last_day": day}) for day in days[:2]]
    new = [leave.model_copy(update={"first_day": day, "last_day": day}) for day in days[4:6]]
    found = match("leave", old, new)
    assert (len(found.added), len(found.removed), found.changed) == (2, 2, ())
    assert key_fields("leave") == ()
