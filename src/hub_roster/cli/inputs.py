"""What commands read and where they write: files, periods, and every fault in one report."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path

import typer
from pydantic import ValidationError

from hub_roster.cli.hub_files import HubFiles
from hub_roster.cli.screen import tell
from hub_roster.cli.words import day_figures
from hub_roster.domain.checks_fault import in_words
from hub_roster.domain.clock import monday_of
from hub_roster.domain.problem import Problem
from hub_roster.domain.rolling import moved_on, no_longer_whole, starting
from hub_roster.domain.roster import Roster
from hub_roster.exchange.faults import UnreadableFile, UnwritableFile
from hub_roster.exchange.json_text import read_json
from hub_roster.exchange.roster_json import read_roster

REFUSED = 2
"""Exit code for input that cannot be used."""


ORDER = "The hub's file comes first, then the roster, a .json file that draft wrote."
"""What to do with files in the wrong places."""


class Refused(Exception):
    """Input that is sound but cannot be used together; the message says what would put it right."""


@contextmanager
def refusals() -> Iterator[None]:
    """End with one report on standard error and exit code 2 where input cannot be used."""
    try:
        yield
    except (UnreadableFile, UnwritableFile, Refused) as error:
        tell(str(error))
    else:
        return
    raise typer.Exit(REFUSED)


# Periods ------------------------------------------------------------------------------------------


class Period:
    """The period a command is about, as options of the command line give it.

    Parameters
    ----------
    first
        A Monday; None for where the hub's file, or the last roster, leads.
    weeks
        None for as many as the hub's file has, or the last roster had.
    after
        Rosters of the time before, the earliest first.
    """

    def __init__(self, first: datetime | None, weeks: int | None, after: Sequence[Path] | None) -> None:
        self.first = first.date() if first else None
        self.weeks = weeks
        self.after = tuple(after or ())
        if self.first and self.first != monday_of(self.first):
            raise typer.BadParameter(
                f"{in_words(self.first)} is not a Monday, such as {in_words(monday_of(self.first))}.",
                param_hint="'--from'",
            )

    def of(self, hub: Problem) -> Problem:
        """Give the problem of this period."""
        try:
            return self._moved_to(hub)
        except ValidationError as error:
            raise Refused(_no_longer(error)) from error

    def _moved_to(self, hub: Problem) -> Problem:
        problem, weeks = hub, self.weeks or hub.weeks
        for path in self.after:
            roster = roster_of(hub, path)
            problem = moved_on(problem, roster)
            weeks = self.weeks or roster.weeks
        first = self.first or problem.first_day
        if first > problem.first_day and not self.after:
            tell(
                f"What people work from {day_figures(problem.first_day)} until then is not known: "
                "give the rosters of that time with --after."
            )
        return starting(problem, first, weeks)


def _no_longer(error: ValidationError) -> str:
    faults = (f"  {fault}" for fault in no_longer_whole(error))
    return "\n".join(["In this period the hub's file does not hold together:", *faults])


# Reading ------------------------------------------------------------------------------------------


def hub_of(files: HubFiles) -> Problem:
    """Read a hub's files, which come before a roster."""
    if is_roster(files.path):
        raise Refused(f"{files.path}: this is a roster. {ORDER}")
    return files.read()


def is_roster(path: Path) -> bool:
    """Say whether a file is a roster: JSON with assignments in it."""
    return path.suffix.lower() == ".json" and "assignments" in read_json(path)


def is_hub(path: Path) -> bool:
    """Say whether a file is a hub's: a workbook, or JSON with people and no assignments in it."""
    if path.suffix.lower() != ".json":
        return path.suffix.lower() == ".xlsx"
    return "people" in (whole := read_json(path)) and "assignments" not in whole


def roster_of(hub: Problem, path: Path) -> Roster:
    """Read a roster of a hub.

    Raises
    ------
    Refused
        If it is another hub's, or no roster.
    """
    if path.exists() and is_hub(path):
        raise Refused(f"{path}: this is a hub's file. {ORDER}")
    roster = read_roster(path)
    if roster.problem_id != hub.id:
        raise Refused(f"{path}: this roster was made from another hub's file.")
    return roster


def judged(files: HubFiles, roster: Path, period: Period) -> tuple[Problem, Roster]:
    """Read a hub's file and a roster of it, for the same period."""
    whole = hub_of(files)
    problem = period.of(whole)
    return problem, same_period(whole, problem, roster)


def same_period(whole: Problem, problem: Problem, path: Path) -> Roster:
    """Read a roster of a hub that is of a problem's weeks.

    Raises
    ------
    Refused
        If it is another hub's, or of other weeks.
    """
    found = roster_of(whole, path)
    if (found.first_day, found.weeks) != (problem.first_day, problem.weeks):
        raise Refused(
            f"{path}: this roster is for {_period(found.first_day, found.weeks)}, and here the hub's is "
            f"{_period(problem.first_day, problem.weeks)}. "
            f"Give --from {day_figures(found.first_day)} --weeks {found.weeks}, "
            "and with --after the rosters it was drafted after."
        )
    return found


def _period(first: date, weeks: int) -> str:
    return f"{weeks} week{'' if weeks == 1 else 's'} from {in_words(first)}"


# Writing ------------------------------------------------------------------------------------------


def ready_for(path: Path, suffix: str, *others: Path) -> None:
    """Find out before any work is done whether a file may be written where it is wanted.

    Raises
    ------
    UnwritableFile
        If its folder is missing or closed, its name ends otherwise, or it is one of the files read.
    """
    folder = path.resolve().parent
    if path.suffix.lower() != suffix:
        raise UnwritableFile(path, f"its name has to end in {suffix}")
    if path.is_dir():
        raise UnwritableFile(path, "this is a folder")
    if any(path.resolve() == other.resolve() for other in others):
        raise UnwritableFile(path, "it is one of the files to be read")
    if not folder.is_dir():
        raise UnwritableFile(path, "its folder does not exist")
    if not os.access(folder, os.W_OK):
        raise UnwritableFile(path, "its folder is closed to you")


def still_free(path: Path, instead: str = "choose another name") -> None:
    """Refuse to write over a file that somebody may have worked on: an evening's typing, or edits by hand.

    Parameters
    ----------
    instead
        How to go on.

    Raises
    ------
    UnwritableFile
        If there is a file of this name.
    """
    if path.exists():
        raise UnwritableFile(path, f"there is a file of this name already; {instead}")
