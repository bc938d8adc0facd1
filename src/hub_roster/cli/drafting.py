"""`hub-roster draft`: a roster for a period, shown, and written to a file."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import Annotated

import typer

from hub_roster.cli.continuity_tables import FEW, show_continuity
from hub_roster.cli.figures import figures_of_draft, figures_of_gap
from hub_roster.cli.gap_parts import show_gap
from hub_roster.cli.goodness import show_assumptions, show_goodness
from hub_roster.cli.hub_files import HubFiles
from hub_roster.cli.inputs import Period, Refused, hub_of, ready_for, refusals, same_period, still_free
from hub_roster.cli.options import After, From, HubFile, Json, PasswordFile, Restrictions, Weeks
from hub_roster.cli.screen import tell, write_object
from hub_roster.cli.shortfall import show_at_risk, show_shortfall
from hub_roster.cli.week_tables import show_weeks
from hub_roster.cli.why import Why
from hub_roster.cli.words import Names, on_task
from hub_roster.cli.working import draft_visibly
from hub_roster.continuity.report import YoungPersonContinuity, continuity_report
from hub_roster.domain.lines import Lines
from hub_roster.domain.problem import Problem
from hub_roster.domain.published import with_published
from hub_roster.exchange.draft_log import draft_log
from hub_roster.exchange.roster_json import write_roster
from hub_roster.program.statement import Priority
from hub_roster.rules.page import weaker_than_law
from hub_roster.rules.rulebook import RULEBOOK
from hub_roster.solver.limits import Limits, Report
from hub_roster.solver.locks import ContradictoryLocks
from hub_roster.solver.result import Draft

SECONDS = 20.0
"""How long a draft searches where nothing else is said."""

LONG_DAYS = 28


def draft(
    hub: HubFile,
    out: Annotated[Path, typer.Option(metavar="ROSTER", help="Where the roster goes, .json.")],
    first: From = None,
    weeks: Weeks = None,
    after: After = None,
    restrictions: Restrictions = None,
    password_file: PasswordFile = None,
    keep: Annotated[
        Path | None,
        typer.Option(metavar="ROSTER", help="A roster of the same weeks: little of it is changed."),
    ] = None,
    replace: Annotated[
        bool, typer.Option("--replace", help="Write over the roster of that name, where there is one.")
    ] = False,
    seconds: Annotated[
        float | None, typer.Option(min=0.1, help=f"Seconds to search; {SECONDS:g} if --work is not given.")
    ] = None,
    work: Annotated[
        float | None, typer.Option(min=0.0, help="Work to do, whatever time it takes: repeats a run exactly.")
    ] = None,
    seed: Annotated[int, typer.Option(min=0, help="Another seed searches another way.")] = 1,
    workers: Annotated[int, typer.Option(min=1, max=64, help="Threads; they change the time alone.")] = 2,
    log: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Where to write how the search went, line by line, .csv."),
    ] = None,
    explain_gap: Annotated[
        bool, typer.Option("--explain-gap", help="Say whose the gap is: which rules and people.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Draft a roster. Ctrl-C ends the search and keeps the best so far."""
    period, files = Period(first, weeks, after), HubFiles(hub, restrictions, password_file)
    with refusals():
        ready_for(out, ".json", *files.all, *period.after, *((keep,) if keep else ()))
        if not replace:
            still_free(out, "choose another name, or add --replace to write over it")
        if log is not None:
            ready_for(log, ".csv", *files.all, *period.after, *((keep,) if keep else ()))
        problem = period.of(whole := hub_of(files))
        if keep is not None:
            problem = with_published(problem, same_period(whole, problem, keep))
        warn_if_long(problem)
        warn_if_weaker(problem)
        with locks_told(problem, Why(files, period, out)), logged_to(log) as report:
            drafted = draft_visibly(problem, limits_of(seconds, work, seed, workers), report)
        write_roster(drafted.roster, out)
    if as_json:
        figures = figures_of_draft(drafted, problem, report_of(problem, drafted))
        write_object({**figures, "gap_parts": figures_of_gap(drafted)} if explain_gap else figures)
    else:
        show(drafted, problem, Why(files, period, out))
        if explain_gap:
            show_gap(problem, drafted)
    tell(f"The roster is in {out}.")


@contextmanager
def locks_told(problem: Problem, why: Why) -> Iterator[None]:
    """Refuse locks that cannot all stand, by names, and say where every such set is told."""
    try:
        yield
    except ContradictoryLocks as error:
        names = Names(problem.people)
        told = [
            f"  {names.full(lock.person)} {'' if lock.must else 'never '}{on_task(lock.task)}"
            for lock in error.locks
        ]
        raise Refused(
            "\n".join(
                [
                    "What was fixed by hand cannot all stand together. Release one of these locks:",
                    *told,
                    "There may be more such sets. All of them, and what stands in the way of each:",
                    f"  {shlex.join(why.locks())}",
                ]
            )
        ) from error


def logged_to(log: Path | None) -> AbstractContextManager[Report]:
    """Give what takes a draft's reports: a log, or nothing."""
    return nullcontext(lambda _: None) if log is None else draft_log(log)


def limits_of(seconds: float | None, work: float | None, seed: int, workers: int) -> Limits:
    """Give the limits of a draft; work alone is not cut short by the clock, so that it repeats."""
    clock = SECONDS if seconds is None and work is None else seconds
    return Limits(seconds=clock, work=work, seed=seed, workers=workers)


def warn_if_long(problem: Problem) -> None:
    """Warn of a period that is long for one draft."""
    days = len(problem.days)
    if days >= LONG_DAYS:
        tell(
            f"These are {days} days. From {LONG_DAYS} on the search is much slower for each week: "
            "draft fewer weeks, then the next with --after."
        )


def warn_if_weaker(problem: Problem) -> None:
    """Say that a hub's policy asks less than the law, which its drafts then keep no better."""
    for sentence in weaker_than_law(problem):
        tell(f"POLICY WEAKER THAN THE LAW: {sentence} Drafts keep to the policy; have it put right.")


def warn_if_nobody(drafted: Draft) -> None:
    """Say before anything else that a home would stand without an adult."""
    minutes = drafted.judgement.shortfall[Priority.NOBODY].minutes
    if minutes:
        tell(
            f"NOT FIT TO USE: for {minutes / 60:g} hours a home with young people in it has no adult. "
            "Try longer, or see below what is short."
        )


def report_of(problem: Problem, drafted: Draft) -> tuple[YoungPersonContinuity, ...]:
    """Give the continuity of a draft."""
    return continuity_report(Lines(problem, drafted.roster), RULEBOOK.of(problem).case.familiarity)


def show(drafted: Draft, problem: Problem, why: Why | None = None) -> None:
    """Write a draft for people: the weeks, what is short, continuity, how good it is."""
    lines = Lines(problem, drafted.roster)
    warn_if_nobody(drafted)
    show_weeks(lines)
    show_shortfall(lines, drafted.judgement, drafted.shortfall_bound, why=why)
    show_at_risk(lines)
    show_continuity(report_of(problem, drafted), FEW, why=why)
    show_goodness(problem, drafted)
    show_assumptions(problem)
