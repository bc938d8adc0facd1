"""A problem as a JSON file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hub_roster.domain.problem import Problem
from hub_roster.exchange.faults import UnreadableFile
from hub_roster.exchange.json_rows import in_order, places, take_object
from hub_roster.exchange.json_text import read_json, write_json
from hub_roster.exchange.rows import problem_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from hub_roster.exchange.faults import FileFault
    from hub_roster.exchange.rows import Flaw


class JsonReading:
    """A JSON file being taken for a problem.

    Attributes
    ----------
    taken
        What could be read so far.
    """

    def __init__(self, path: Path) -> None:
        self.taken = take_object(Problem, read_json(path))

    def file_faults(self, flaws: Sequence[Flaw]) -> list[FileFault]:
        """Give all faults, each at its JSON path: causes first, then in the order of tables and rows."""
        ordered = in_order(Problem, flaws)
        return places(sorted(ordered, key=lambda flaw: not flaw.cause))


def read_problem_json(path: Path) -> Problem:
    """Read a problem from a JSON file.

    Raises
    ------
    UnreadableFile
        With every fault of the file, each at its JSON path.
    """
    reading = JsonReading(path)
    problem, flaws = problem_of(reading.taken)
    if problem is None:
        raise UnreadableFile(path, reading.file_faults(flaws))
    return problem


def write_problem_json(problem: Problem, path: Path) -> None:
    """Write a problem to a JSON file; equal problems make equal bytes.

    Raises
    ------
    UnwritableFile
        Where it cannot be written.
    """
    write_json(problem.model_dump(mode="json"), path)
