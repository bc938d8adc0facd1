"""`hub-roster demo`: an example hub's week from its file to the calendars."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from hub_roster.cli.drafting import limits_of, show
from hub_roster.cli.hub_files import HubFiles
from hub_roster.cli.inputs import Period, refusals
from hub_roster.cli.making import calendars_of
from hub_roster.cli.picture import picture_of
from hub_roster.cli.screen import heading, name_file, tell
from hub_roster.cli.why import Why
from hub_roster.cli.words import counted, period_words, size_words
from hub_roster.cli.working import draft_visibly
from hub_roster.domain.lines import Lines
from hub_roster.domain.problem import Problem
from hub_roster.examples import FIXTURE_SEED, make_hub
from hub_roster.exchange import disk
from hub_roster.exchange.files import write_problem
from hub_roster.exchange.roster_json import write_roster
from hub_roster.solver.result import Draft

ROSTER, WORKBOOK = "roster.json", "north-yorkshire.xlsx"
"""What the roster and the hub's file are called in the folder."""

SECONDS = 18.0
"""How long the demonstration searches."""

FIXTURE = Path(__file__).resolve().parents[3] / "fixtures" / "north-yorkshire.xlsx"
"""The example as a file, where this runs from a checkout."""


def demo(
    out: Annotated[Path, typer.Option(metavar="FOLDER", help="Where everything goes.")] = Path("demo"),
    no_serve: Annotated[
        bool, typer.Option("--no-serve", help="Serve no pages; none are served yet.")
    ] = False,
    work: Annotated[
        float | None, typer.Option(min=0.0, help=f"Work to do, instead of {SECONDS:g} seconds of search.")
    ] = None,
) -> None:
    """Draft the week of an example hub, show it, and write roster, workbook, picture and calendars."""
    del no_serve
    with refusals():
        problem = example()
        disk.make_folder(out)
        tell(f"Drafting {period_words(problem)}: {size_words(problem)}.")
        drafted = draft_visibly(problem, limits_of(None if work is not None else SECONDS, work, 1, 2))
        why = Why(HubFiles(out / WORKBOOK), Period(None, None, None), out / ROSTER)
        show(drafted, problem, why)
        written = write_all(problem, drafted, out)
    heading("Written")
    for line in written:
        name_file(f"  {line}")


def example() -> Problem:
    """Give the example: from its file in a checkout, else made again from its seed."""
    return HubFiles(FIXTURE).read() if FIXTURE.exists() else make_hub(FIXTURE_SEED)


def write_all(problem: Problem, drafted: Draft, folder: Path) -> list[str]:
    """Write everything there is of a draft; give a line for each file or folder."""
    roster, workbook = folder / ROSTER, folder / WORKBOOK
    picture, calendars = folder / "week.svg", folder / "calendars"
    write_roster(drafted.roster, roster)
    write_problem(problem, workbook)
    disk.put(picture, picture_of(Lines(problem, drafted.roster), problem.hubs[0].code).encode())
    paths = calendars_of(problem, drafted.roster, roster, calendars)
    return [
        f"{roster}  the roster",
        f"{workbook}  the hub's workbook it was drafted from",
        f"{picture}  the week as a picture, for any browser",
        f"{calendars}/  {counted(len(paths), 'calendar')}, one for each person on duty and each home",
    ]
