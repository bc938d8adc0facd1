"""Pay elements as a CSV file that a council's payroll imports, and that Excel opens.

A row for each person, date and element, under plain headings, so that any import can map them. UTF-8 with a
byte order mark, without which Excel takes it for another encoding and spoils names; commas, and lines ended
as RFC 4180 has them.
"""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from hub_roster.domain.clock import monday_of
from hub_roster.exchange.disk import put
from hub_roster.exchange.payroll import NO_MILES, Pay, Unit

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from hub_roster.domain.problem import Problem

HEADINGS = (
    "Employer",
    "Person number",
    "Post number",
    "Name",
    "Terms",
    "Date",
    "Week beginning",
    "Pay element",
    "Units",
    "Unit",
    "Minutes",
    "Basis",
    "Note",
)

STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write_payroll_csv(problem: Problem, pay: Iterable[Pay], path: Path) -> None:
    """Write pay elements to a CSV file; equal ones make equal bytes.

    Raises
    ------
    UnwritableFile
        Where it cannot be written.
    """
    put(path, payroll_csv(problem, pay).encode("utf-8-sig"))


def payroll_csv(problem: Problem, pay: Iterable[Pay]) -> str:
    """Give pay elements as the text of a CSV file."""
    text = io.StringIO()
    rows = csv.writer(text)
    rows.writerow(HEADINGS)
    rows.writerows([_guarded(cell) for cell in _cells(problem, row)] for row in pay)
    return text.getvalue()


def _cells(problem: Problem, pay: Pay) -> Iterator[str]:
    person = problem.person[pay.person]
    unit = pay.element.unit
    yield from numbers_of(pay.person)
    yield person.name
    yield person.employment.value
    yield f"{pay.day:%d/%m/%Y}"
    yield f"{monday_of(pay.day):%d/%m/%Y}"
    yield pay.element.value
    yield _units(pay.amount, unit)
    yield unit.value
    yield f"{pay.amount:.0f}" if unit is Unit.HOURS else ""
    yield "worked" if pay.worked else "planned"
    yield NO_MILES if pay.amount is None else ""


def numbers_of(key: str) -> tuple[str, str, str]:
    """Give employer, person number and post number of a person's key; empty for those it does not hold."""
    first, *others = key.split(":", 2)
    if not others:
        return "", first, ""
    return first, others[0], others[1] if len(others) > 1 else ""


def _units(amount: float | None, unit: Unit) -> str:
    if amount is None:
        return ""
    if unit is Unit.HOURS:
        return f"{amount / 60:.2f}"
    return f"{amount:.0f}" if unit is Unit.COUNT else f"{amount:.1f}"


def _guarded(text: str) -> str:
    """Keep a text a text: without the apostrophe a spreadsheet would take it for a formula."""
    return f"'{text}" if text.startswith(STARTS_A_FORMULA) else text
