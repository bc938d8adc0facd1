"""A hub's file, whichever form it has, and the second file that may go with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hub_roster.exchange.confidential import with_second
from hub_roster.exchange.faults import UnreadableFile, UnwritableFile, unreadable
from hub_roster.exchange.problem_json import JsonReading, write_problem_json
from hub_roster.exchange.protected import no_passwords
from hub_roster.exchange.rows import problem_of
from hub_roster.exchange.workbook import write_workbook
from hub_roster.exchange.workbook_cells import read_sheets
from hub_roster.exchange.workbook_rows import WorkbookReading

if TYPE_CHECKING:
    from pathlib import Path

    from hub_roster.domain.problem import Problem
    from hub_roster.exchange.confidential import Reading
    from hub_roster.exchange.protected import Passwords

WANTED = "A hub's file is an Excel workbook (.xlsx) or a JSON file (.json)"


def read_problem(
    path: Path, *, restrictions: Path | None = None, passwords: Passwords = no_passwords
) -> Problem:
    """Read a hub's file, a workbook or a JSON file as its name says.

    Parameters
    ----------
    restrictions
        A second workbook with restrictions, views and the like alone.
    passwords
        Asked for each of the files that is protected.

    Raises
    ------
    UnreadableFile
        With every fault of the files, each at its place.
    """
    reading: Reading = _reading(path, passwords)
    if restrictions is not None:
        reading = with_second(reading, restrictions, passwords)
    problem, flaws = problem_of(reading.taken)
    faults = reading.file_faults(flaws)
    if problem is None or faults:
        raise UnreadableFile(path, faults)
    return problem


def _reading(path: Path, passwords: Passwords) -> Reading:
    match path.suffix.lower():
        case ".xlsx":
            return WorkbookReading(read_sheets(path, passwords))
        case ".json":
            return JsonReading(path)
        case ".xls" | ".xlsm" | ".xlsb" | ".ods" | ".csv" as suffix:
            raise unreadable(path, f"{WANTED}; open this {suffix} file and save it as .xlsx.")
    raise unreadable(path, f"{WANTED}; the name of this one ends otherwise.")


def write_problem(problem: Problem, path: Path) -> None:
    """Write a problem to a workbook or a JSON file, as its name says.

    Raises
    ------
    UnwritableFile
        Where it cannot be written.
    """
    match path.suffix.lower():
        case ".xlsx":
            write_workbook(problem, path)
        case ".json":
            write_problem_json(problem, path)
        case _:
            raise UnwritableFile(path, f"{WANTED}; the name of this one ends otherwise")
