"""Which sheet of the workbook holds which table of a problem, and which column which field.

Both follow from the records: a field added to a record is a column more. Written here are only the
titles that a manager would word differently from the field's own name, and the order of the sheets.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from hub_roster.domain.model import Dated
from hub_roster.domain.problem import Problem
from hub_roster.exchange.kinds import Kind, Shape, record_of, shapes, table_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pydantic import BaseModel

SETTINGS_TITLE = "Hub file"
GUIDE_TITLE = "Start here"
"""A sheet that says how to fill in the others; nothing in it is read."""

NEEDED_FIRST = ("homes", "shifts", "cover", "people", "young_people", "stays", "acquaintances")
"""Tables that a first roster of any use needs."""

ORDER = (
    "hubs",
    "places",
    "driving",
    "homes",
    "shifts",
    "cover",
    "shift_needs",
    "people",
    "young_people",
    "stays",
    "acquaintances",
    "skills",
    "approvals",
    "plans",
    "visits",
    "escorts",
    "sessions",
    "meetings",
    "on_call",
    "leave",
    "requests",
    "consents",
    "patterns",
    "availability",
    "adjustments",
    "inductions",
    "busy",
    "households",
    "placements",
    "moves",
    "pods",
    "families",
    "family_adults",
    "terms",
    "week_times",
    "own_adults",
    "views",
    "restrictions",
    "pairs_apart",
    "personal_needs",
    "missing_episodes",
    "offers",
    "outcomes",
    "contacts",
    "leave_years",
    "weeks_worked",
    "days_worked",
    "duties_before",
    "locks",
    "published",
    "shapes",
    "numbers",
)
"""Tables in the order a manager fills them in; a table not named comes last."""

SHEET_TITLES: Mapping[str, str] = MappingProxyType(
    {
        "driving": "Driving times",
        "patterns": "Working patterns",
        "acquaintances": "Who knows whom",
        "on_call": "On-call",
        "inductions": "Inductions",
        "terms": "Term dates",
        "week_times": "Young people's week",
        "own_adults": "Own 1-to-1 or 2-to-1",
        "moves": "Planned moves",
        "plans": "Agreed plans",
        "busy": "Busy elsewhere",
        "contacts": "Contact ledger",
        "days_worked": "Days worked",
        "pairs_apart": "Kept apart",
        "published": "Published roster",
        "shapes": "Duty shapes",
        "numbers": "Policy numbers",
    }
)

COLUMN_TITLES: Mapping[tuple[str, str], str] = MappingProxyType(
    {
        ("driving", "origin"): "From",
        ("driving", "destination"): "To",
        ("shifts", "gives_break"): "Break can be taken",
        ("people", "contract_hours"): "Contract hours a week",
        ("people", "most_hours"): "Most hours a week",
        ("people", "opted_out"): "Opted out of 48 hours",
        ("people", "started"): "Started on",
        ("people", "pattern_anchor"): "Pattern began on",
        ("people", "adult_from"): "Turns 18 on",
        ("young_people", "restraint_planned"): "Plan allows restraint",
        ("shifts", "most_extra"): "Most adults above seats",
        ("pairs_apart", "other"): "Not with",
        ("days_worked", "duty"): "Duty began",
        ("days_worked", "sleep_in"): "Sleep-in began",
        ("days_worked", "on_call"): "On-call began",
        ("personal_needs", "recorded"): "Recorded need",
        ("told_on", ""): "People are told on",
        ("people", "floats_to"): "Also works for hubs",
        ("people", "unnamed"): "Not named yet",
        ("family_adults", "key_worker"): "Worker",
        ("plans", "who"): "Who may make it",
        ("plans", "times"): "Times a week",
        ("escorts", "id"): "Code",
        ("escorts", "origin"): "From",
        ("escorts", "destination"): "To",
        ("escorts", "who"): "Who may go",
        ("escorts", "returns"): "Waits and brings back",
        ("meetings", "id"): "Code",
        ("meetings", "every_weeks"): "Every so many weeks",
        ("week_times", "visits"): "Visits welcome",
        ("outcomes", "outcome"): "What came of it",
        ("moves", "introductions"): "Introductions a week",
        ("offers", "until"): "Answer by",
        ("placements", "first_time"): "Arrives at",
        ("requests", "wish"): "Asked for",
        ("young_people", "agreed_minutes"): "Agreed minutes a week",
        ("young_people", "most_adults"): "Most adults in 14 days",
        ("visits", "id"): "Code",
        ("visits", "who"): "Who may make it",
        ("on_call", "id"): "Code",
        ("contacts", "setting"): "How",
        ("weeks_worked", "week"): "Week beginning",
        ("locks", "must"): "Must do it",
        ("shapes", "longest_hours"): "Longest in hours",
        ("id", ""): "File id",
        ("policy", "signed_by"): "Policy signed by",
        ("policy", "signed_on"): "Policy signed on",
    }
)
"""Titles by table and field; of a single value of the file, by field and part."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a sheet: a field of a record.

    Attributes
    ----------
    needed
        Each row must fill it in.
    """

    field: str
    title: str
    shape: Shape
    needed: bool


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet of the workbook: a table of a problem.

    Attributes
    ----------
    needed
        A workbook without it cannot be read.
    """

    table: str
    title: str
    record: type[BaseModel]
    columns: tuple[Column, ...]
    needed: bool


@dataclass(frozen=True, slots=True)
class Setting:
    """One row of the sheet of settings: a single value of the file.

    Attributes
    ----------
    field, part
        The field of Problem, and the field inside it where that holds a record; else empty.
    """

    field: str
    part: str
    title: str
    shape: Shape


@cache
def sheets() -> tuple[Sheet, ...]:
    """Give every sheet, in the order a manager fills them in."""
    tables = [field for field in Problem.model_fields if table_of(Problem, field)]
    known = [table for table in ORDER if table in tables]
    return tuple(_sheet(table) for table in (*known, *(t for t in tables if t not in ORDER)))


@cache
def sheet_of(table: str) -> Sheet:
    """Give the sheet of a table."""
    return next(sheet for sheet in sheets() if sheet.table == table)


@cache
def settings() -> tuple[Setting, ...]:
    """Give every row of the sheet of settings."""
    rows: list[Setting] = []
    for field in Problem.model_fields:
        inner = record_of(Problem, field)
        if inner is not None:
            rows.extend(
                Setting(field, part, _title(field, part), shape) for part, shape in shapes(inner).items()
            )
        elif field in shapes(Problem):
            title = COLUMN_TITLES.get((field, ""), _words(field))
            rows.append(Setting(field, "", title, shapes(Problem)[field]))
    return tuple(rows)


def plain(title: str) -> str:
    """Give a title as it is compared: whatever its capitals, blanks, hyphens and underscores."""
    return " ".join(title.replace("_", " ").replace("-", " ").split()).casefold()


def _sheet(table: str) -> Sheet:
    record = table_of(Problem, table)
    assert record is not None
    columns = tuple(
        Column(field, _title(table, field), shapes(record)[field], record.model_fields[field].is_required())
        for field in _in_order(record)
    )
    needed = Problem.model_fields[table].is_required()
    return Sheet(table, SHEET_TITLES.get(table, _words(table)), record, columns, needed)


def _in_order(record: type[BaseModel]) -> Iterator[str]:
    """Give the fields of a record as a manager fills them in: the dates that many rows may have come last."""
    dates = Dated.model_fields if issubclass(record, Dated) else {}
    yield from (field for field in shapes(record) if field not in dates)
    yield from dates


def _title(table: str, field: str) -> str:
    return COLUMN_TITLES.get((table, field), _words(field))


def _words(name: str) -> str:
    return name.replace("_", " ").capitalize()


WIDTHS: Mapping[Kind, int] = MappingProxyType(
    {
        Kind.TEXT: 16,
        Kind.TEXTS: 24,
        Kind.CHOICES: 24,
        Kind.CHOICE: 14,
        Kind.DATE: 12,
        Kind.TIME: 8,
        Kind.MOMENT: 17,
        Kind.WEEKDAYS: 12,
        Kind.IDENTITY: 38,
        Kind.WHOLE: 8,
        Kind.NUMBER: 8,
        Kind.YES_NO: 7,
    }
)
"""Least width of a column, in characters."""
