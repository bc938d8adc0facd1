"""`hub-roster export`: a roster as a workbook, as a roster for the wall, and as a payroll's file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer

from hub_roster.cli.hub_files import HubFiles
from hub_roster.cli.inputs import Refused, hub_of, refusals, roster_of
from hub_roster.cli.options import After, HubFile, PasswordFile, Restrictions
from hub_roster.cli.screen import name_file, tell
from hub_roster.cli.words import counted, day_figures
from hub_roster.domain.clock import monday_of
from hub_roster.domain.lines import Lines
from hub_roster.domain.problem import Problem
from hub_roster.domain.rolling import moved_on, starting
from hub_roster.domain.roster import Roster
from hub_roster.exchange.disk import make_folder
from hub_roster.exchange.payroll import Pay, PayElement, payroll
from hub_roster.exchange.payroll_csv import write_payroll_csv
from hub_roster.exchange.payroll_rosters import PaidRosters, RostersApart, together
from hub_roster.exchange.roster_workbook import write_roster_workbook
from hub_roster.exchange.wall_pages import Paper
from hub_roster.exchange.wall_roster import write_wall_roster
from hub_roster.rules.judge import judge
from hub_roster.rules.rulebook import RULEBOOK

FORMATS = ["%d/%m/%Y", "%Y-%m-%d"]


def export(
    hub: HubFile,
    rosters: Annotated[
        list[Path], typer.Argument(metavar="ROSTER...", help="Rosters that draft wrote, .json: one or more.")
    ],
    out: Annotated[Path, typer.Option(metavar="FOLDER", help="Where the files go.")],
    workbook: Annotated[
        bool, typer.Option("--workbook", help="Write each roster as an Excel workbook, .xlsx.")
    ] = False,
    wall: Annotated[
        bool,
        typer.Option("--wall", help="Write each roster to print and hang up, .pdf, without young people."),
    ] = False,
    pay: Annotated[
        bool, typer.Option("--payroll", help="Write what is to be paid for all rosters together, .csv.")
    ] = False,
    first: Annotated[
        datetime | None,
        typer.Option(
            "--from",
            metavar="DATE",
            formats=FORMATS,
            help="The first day to pay, such as 01/10/2026, if not the rosters' first.",
        ),
    ] = None,
    last: Annotated[
        datetime | None,
        typer.Option(
            "--to",
            metavar="DATE",
            formats=FORMATS,
            help="The last day to pay, such as 31/10/2026, if not the rosters' last.",
        ),
    ] = None,
    paper: Annotated[Paper, typer.Option(help="The paper of the wall roster, landscape.")] = Paper.A3,
    after: After = None,
    restrictions: Restrictions = None,
    password_file: PasswordFile = None,
) -> None:
    """Write a roster as an Excel workbook, for the wall, and for the payroll: all three, or those named.

    For a month's payroll give the rosters of all weeks the month touches.
    """
    every = not (workbook or wall or pay)
    with refusals():
        whole = hub_of(HubFiles(hub, restrictions, password_file))
        # All is read and counted before anything is written.
        before = _in_order(whole, after or [])
        found = list(_read(whole, before, _in_order(whole, rosters)))
        paid = _paid(whole, before, found, first, last) if pay or every else None
        make_folder(out)
        for lines in found:
            if workbook or every:
                _write_workbook(lines, out / f"roster-{lines.roster.first_day}.xlsx")
            if wall or every:
                _write_wall(lines, out / f"wall-{lines.roster.first_day}.pdf", paper)
        if paid is not None:
            _write_payroll(whole, *paid, out / "payroll.csv")


def _in_order(hub: Problem, paths: Sequence[Path]) -> list[Roster]:
    """Read rosters of a hub, the earliest first."""
    found: dict[date, Roster] = {}
    for path in paths:
        roster = roster_of(hub, path)
        if roster.first_day in found:
            raise Refused(f"Two rosters begin on {day_figures(roster.first_day)}: give one of them.")
        found[roster.first_day] = roster
    return [found[day] for day in sorted(found)]


def _read(hub: Problem, before: Sequence[Roster], rosters: Sequence[Roster]) -> Iterator[Lines]:
    """Read each roster against the hub as the rosters before it leave it."""
    history = hub
    for roster in before:
        history = moved_on(history, roster)
    for roster in rosters:
        lines = Lines(starting(history, roster.first_day, roster.weeks), roster)
        if lines.unknown:
            one = lines.unknown[0]
            raise Refused(
                f"Of the roster from {day_figures(roster.first_day)}, "
                f"{counted(len(lines.unknown), 'assignment')} cannot be read with this hub's file, "
                f"the first of {one.person} to {one.task}."
            )
        yield lines
        history = moved_on(history, roster)


def _write_workbook(lines: Lines, target: Path) -> None:
    judgement = judge(RULEBOOK.of(lines.problem), lines.problem, lines.roster)
    write_roster_workbook(lines, judgement, target)
    name_file(f"{target}  to open in Excel")


def _write_wall(lines: Lines, target: Path, paper: Paper) -> None:
    tell(f"Setting the wall roster from {day_figures(lines.problem.first_day)} ...")
    write_wall_roster(lines, target, paper)
    name_file(f"{target}  to print and hang up")


# Payroll ------------------------------------------------------------------------------------------


def _paid(
    hub: Problem,
    before: Sequence[Roster],
    found: Sequence[Lines],
    first: datetime | None,
    last: datetime | None,
) -> tuple[PaidRosters, date, date]:
    """Read rosters as one, for the days to pay."""
    try:
        rosters = together(hub, [*before, *(lines.roster for lines in found)])
    except RostersApart as error:
        raise Refused(str(error)) from error
    begin = first.date() if first else found[0].problem.first_day
    end = last.date() if last else found[-1].problem.last_day
    if end < begin:
        raise Refused(f"{day_figures(end)} is before {day_figures(begin)}: there is no day to pay.")
    missing = rosters.missing(begin, end)
    if missing:
        weeks = sorted({monday_of(day) for day in missing})
        raise Refused(
            f"No roster is given for the {'week' if len(weeks) == 1 else 'weeks'} of "
            f"{', '.join(map(day_figures, weeks))}: give every week's, or fewer days with --from and --to."
        )
    return rosters, begin, end


def _write_payroll(hub: Problem, rosters: PaidRosters, first: date, last: date, target: Path) -> None:
    found = payroll(rosters, first, last)
    write_payroll_csv(rosters.problem, found, target)
    people = counted(len({row.person for row in found}), "person", "people")
    name_file(f"{target}  for the payroll: {people}, {day_figures(first)} to {day_figures(last)}")
    for words in _notes(hub, rosters, found, first):
        tell(words)


def _notes(hub: Problem, rosters: PaidRosters, found: Sequence[Pay], first: date) -> list[str]:
    """Say what whoever sends the file on should know."""
    notes = []
    if any(not row.worked for row in found):
        notes.append("Hours are as planned where the roster is not one of time worked: see the column Basis.")
    empty = sum(row.element is PayElement.MILES and row.amount is None for row in found)
    if empty:
        notes.append(
            f"Miles are left empty {counted(empty, 'time')}: the hub's file gives none for a drive "
            "(sheet Driving times, column Miles)."
        )
    if first == rosters.problem.first_day and _night_before_unknown(hub, first):
        notes.append(
            f"Whatever ran on into {day_figures(first)} from the night before was paid with that week's "
            "roster; give it with --after, or it is counted here again."
        )
    return notes


def _night_before_unknown(hub: Problem, first: date) -> bool:
    """Say whether a duty may have run on into the first roster that no file given tells of.

    The hub's file itself says what did into its own first week, or that there was no week before.
    """
    if first != hub.first_day:
        return True
    return bool(hub.weeks_worked or hub.days_worked) and not hub.duties_before
