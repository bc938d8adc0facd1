"""A hub's file, whichever form it has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hub_roster.exchange.faults import UnwritableFile, unreadable
from hub_roster.exchange.problem_json import read_problem_json, write_problem_json
from hub_roster.exchange.workbook import read_workbook, write_workbook

if TYPE_CHECKING:
    from pathlib import Path

    from hub_roster.domain.problem import Problem

WANTED = "A hub's file is an Excel workbook (.xlsx) or a JSON file (.json)"


def read_problem(path: Path) -> Problem:
    """Read a problem from a workbook or a JSON file, as its name says.

    Raises
    ------
    UnreadableFile
        With every fault of the file, each at its place.
    """
    match path.suffix.lower():
        case ".xlsx":
            return read_workbook(path)
        case ".json":
            return read_problem_json(path)
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
