"""`hub-roster calendar`, `picture` and `make-hub`: files made from a roster, and example hubs."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from hub_roster.cli.hub_files import HubFiles
from hub_roster.cli.inputs import Period, Refused, judged, ready_for, refusals, still_free
from hub_roster.cli.options import (
    After,
    From,
    HubFile,
    PasswordFile,
    Restrictions,
    RosterFile,
    Told,
    Weeks,
)
from hub_roster.cli.picture import picture_of
from hub_roster.cli.screen import name_file
from hub_roster.cli.words import counted, period_words, size_words
from hub_roster.domain.lines import Lines
from hub_roster.domain.problem import Problem
from hub_roster.domain.roster import Roster
from hub_roster.examples import LIKE
from hub_roster.examples import make_hub as example
from hub_roster.exchange import disk
from hub_roster.exchange.calendars import Privacy, write_calendars
from hub_roster.exchange.faults import UnwritableFile
from hub_roster.exchange.files import write_problem


def calendar(
    hub: HubFile,
    roster: RosterFile,
    out: Annotated[Path, typer.Option(metavar="FOLDER", help="Where the calendars go.")],
    privacy: Annotated[
        Told,
        typer.Option(help="What each event says: busy; the post; or the post and the young person's code."),
    ] = Told.POST,
    first: From = None,
    weeks: Weeks = None,
    after: After = None,
    restrictions: Restrictions = None,
    password_file: PasswordFile = None,
) -> None:
    """Write an .ics calendar for every person with a duty and for every home."""
    period, files = Period(first, weeks, after), HubFiles(hub, restrictions, password_file)
    with refusals():
        problem, found = judged(files, roster, period)
        paths = calendars_of(problem, found, roster, out, privacy.privacy)
    name_file(f"{counted(len(paths), 'calendar')} written to {out}.")


def calendars_of(
    problem: Problem, roster: Roster, file: Path, folder: Path, privacy: Privacy = Privacy.POST_ONLY
) -> list[Path]:
    """Write the calendars of a roster, as changed when its file was."""
    revised = datetime.fromtimestamp(int(file.stat().st_mtime), UTC)
    return write_calendars(problem, roster, folder, revised=revised, privacy=privacy)


def picture(
    hub: HubFile,
    roster: RosterFile,
    out: Annotated[Path, typer.Option(metavar="FILE", help="Where the picture goes, .svg.")],
    week: Annotated[int, typer.Option(min=1, help="Which week of the roster.")] = 1,
    only: Annotated[str | None, typer.Option("--hub", help="The hub's code, if not the first.")] = None,
    first: From = None,
    weeks: Weeks = None,
    after: After = None,
    restrictions: Restrictions = None,
    password_file: PasswordFile = None,
) -> None:
    """Draw a week of a roster as an SVG picture: who is on each shift, and everyone's days."""
    period, files = Period(first, weeks, after), HubFiles(hub, restrictions, password_file)
    with refusals():
        ready_for(out, ".svg", *files.all, roster)
        problem, found = judged(files, roster, period)
        code = only or problem.hubs[0].code
        if code not in {each.code for each in problem.hubs}:
            raise Refused(f"There is no hub {code} in {hub}.")
        if week > problem.weeks:
            raise Refused(f"The roster has {counted(problem.weeks, 'week')}; there is no week {week}.")
        disk.put(out, picture_of(Lines(problem, found), code, week - 1).encode())
    name_file(f"The picture is in {out}.")


def make_hub(
    out: Annotated[Path, typer.Option(metavar="FILE", help="Where the hub's file goes, .xlsx or .json.")],
    like: Annotated[str, typer.Option(help=f"The kind of hub: {', '.join(LIKE)}.")] = "north-yorkshire",
    seed: Annotated[int, typer.Option(help="Another seed makes another hub.")] = 1,
    hubs: Annotated[int, typer.Option(min=1, max=20, help="Hubs, each with its own team and home.")] = 1,
    weeks: Annotated[int, typer.Option(min=1, max=26, help="Weeks of the period.")] = 1,
) -> None:
    """Make the file of an example hub, with nobody real in it."""
    with refusals():
        if out.suffix.lower() not in {".xlsx", ".json"}:
            raise UnwritableFile(out, "its name has to end in .xlsx or .json")
        ready_for(out, out.suffix.lower())
        still_free(out)
        try:
            problem = example(seed, like=like, hubs=hubs, weeks=weeks)
        except ValueError as error:
            raise Refused(f"No example can be made: {error}.") from error
        write_problem(problem, out)
    name_file(f"{size_words(problem)}, {period_words(problem)}: {out}.")
