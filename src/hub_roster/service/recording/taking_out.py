"""A week's roster and its pay, to take out: each written down with whose young people are in it."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

from hub_roster.domain.lines import Lines
from hub_roster.domain.problem import Problem
from hub_roster.domain.roster import RosterStatus
from hub_roster.exchange.payroll import payroll
from hub_roster.exchange.payroll_csv import payroll_csv
from hub_roster.exchange.payroll_rosters import together
from hub_roster.service.access.caller import Caller
from hub_roster.service.audit import exported
from hub_roster.service.recording.recording import week_worked
from hub_roster.service.weeks import period, week_of
from hub_roster.store.database import Database
from hub_roster.store.hub_files import NotThere
from hub_roster.store.rosters import Rosters


def lines_to_take(
    database: Database, caller: Caller, file_id: UUID, monday: date, what: str, at: datetime
) -> Lines:
    """Give the roster in force in a week, once it is written down who takes it out.

    Raises
    ------
    NotThere
        If nothing is published for it.
    """
    with database.writing(caller.scope) as session:
        weeks = Rosters(session).weeks(file_id, monday, monday)
        problem = period(session, file_id, monday, 1).problem
        if not weeks or weeks[0].published is None:
            raise NotThere
        lines = Lines(problem, week_of(Rosters(session).roster(weeks[0].published), monday))
        exported(session, caller, file_id, f"{what} of {monday}", at, _named(lines))
    return lines


def pay_to_take(database: Database, caller: Caller, file_id: UUID, monday: date, at: datetime) -> str:
    """Give the pay of a week as CSV: of time worked once all of it is recorded, else marked as planned.

    Raises
    ------
    NotThere
        If nothing is published for it, nor recorded.
    """
    with database.writing(caller.scope) as session:
        week = week_worked(session, file_id, monday)
        if week.planned is None and week.version is None:
            raise NotThere
        status = RosterStatus.WORKED if week.recorded.whole else RosterStatus.PUBLISHED
        roster = week.roster.model_copy(update={"status": status})
        rows = payroll(together(week.problem, [roster]), monday, monday + timedelta(days=6))
        text = payroll_csv(week.problem, rows)
        exported(session, caller, file_id, f"payroll of {monday}", at)
    return text


def _named(lines: Lines) -> set[str]:
    """Give the young people whom a roster with its tasks names."""
    problem: Problem = lines.problem
    tasks = (problem.appointment.get(each.task) for each in lines.known)
    return {code for task in tasks if task is not None for code in task.young_people}
