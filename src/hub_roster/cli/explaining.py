"""`hub-roster explain`: why a task is short, why not this person, what a roster costs, why locks clash."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from hub_roster.cli.explain_figures import (
    figures_of_clashes,
    figures_of_cost,
    figures_of_not,
    figures_of_short,
)
from hub_roster.cli.explain_screen import show_clashes, show_cost_tree, show_not, show_short, show_tasks
from hub_roster.cli.hub_files import HubFiles
from hub_roster.cli.inputs import Period, Refused, judged, refusals
from hub_roster.cli.options import After, From, HubFile, Json, PasswordFile, Restrictions, Weeks
from hub_roster.cli.screen import tell, write_object
from hub_roster.domain.checks_fault import meant
from hub_roster.domain.lines import Lines
from hub_roster.domain.problem import Problem, Task
from hub_roster.domain.roster import Roster
from hub_roster.rules.cost_tree import cost_tree
from hub_roster.rules.judge import judge
from hub_roster.rules.rulebook import RULEBOOK
from hub_roster.solver.explain import CLOSER, KNOWS_NOTHING, Explainer
from hub_roster.solver.explain_locks import clashes

CLASH = 1
"""Exit code where locks cannot all stand."""


def explain(
    hub: HubFile,
    roster: Annotated[
        Path | None,
        typer.Argument(metavar="ROSTER", help="A roster that draft wrote, .json; not for --locks."),
    ] = None,
    task: Annotated[
        str | None, typer.Option(metavar="TASK", help="Why this shift, visit, spell or meeting is short.")
    ] = None,
    person: Annotated[
        str | None, typer.Option(metavar="KEY", help="With --task: why not this person.")
    ] = None,
    cost: Annotated[bool, typer.Option("--cost", help="What it costs: by rule, whom and task.")] = False,
    locks: Annotated[bool, typer.Option("--locks", help="Which locks of the hub cannot all stand.")] = False,
    look_closer: Annotated[
        bool,
        typer.Option(
            "--look-closer",
            help="With --person: name the rules behind 'not available for this', for whom policy lets know.",
        ),
    ] = False,
    first: From = None,
    weeks: Weeks = None,
    after: After = None,
    restrictions: Restrictions = None,
    password_file: PasswordFile = None,
    as_json: Json = False,
) -> None:
    """Explain a roster: without an option, which tasks are short. Exit code 1 where locks clash."""
    _together(roster, task, person, cost=cost, locks=locks, look_closer=look_closer)
    period, files = Period(first, weeks, after), HubFiles(hub, restrictions, password_file)
    with refusals():
        if roster is None:
            raise typer.Exit(_locks(period.of(files.read()), as_json=as_json))
        told = _Told(*judged(files, roster, period), as_json=as_json)
        if cost:
            told.cost()
        elif task is None:
            told.tasks()
        elif person is None:
            told.task(task)
        else:
            told.person(person, task, look_closer=look_closer)


def _together(
    roster: Path | None, task: str | None, person: str | None, *, cost: bool, locks: bool, look_closer: bool
) -> None:
    """Refuse options that ask for two things, or for half of one."""
    if (task is not None) + cost + locks > 1:
        raise typer.BadParameter("Give one of --task, --cost and --locks.", param_hint="'--task'")
    if (roster is None) != locks:
        message = "--locks is about the hub's file alone." if roster else "Missing argument 'ROSTER'."
        raise typer.BadParameter(message, param_hint="'ROSTER'")
    if person is not None and task is None:
        raise typer.BadParameter("Say with --task which task it is about.", param_hint="'--person'")
    if look_closer and person is None:
        raise typer.BadParameter("It is for one --person at a time.", param_hint="'--look-closer'")


def _locks(problem: Problem, *, as_json: bool) -> int:
    found = clashes(problem)
    if as_json:
        write_object(figures_of_clashes(found))
    else:
        show_clashes(problem, found)
    return CLASH if found else 0


class _Told:
    """What is told of one roster."""

    def __init__(self, problem: Problem, roster: Roster, *, as_json: bool) -> None:
        self._problem = problem
        self._roster = roster
        self._rules = RULEBOOK.of(problem)
        self._as_json = as_json

    def cost(self) -> None:
        """Write what the roster costs."""
        tree = cost_tree(judge(self._rules, self._problem, self._roster).charges)
        if self._as_json:
            write_object({"cost": figures_of_cost(tree)})
        else:
            show_cost_tree(self._problem, tree)

    def tasks(self) -> None:
        """Write the tasks that are short, by their codes."""
        needs = judge(self._rules, self._problem, self._roster).needs
        if self._as_json:
            rows = [{"rule": c.rule, "tasks": list(c.tasks), "minutes": c.points} for c in needs]
            write_object({"short": rows})
        else:
            show_tasks(Lines(self._problem, self._roster), needs)

    def task(self, code: str) -> None:
        """Write why a task is short."""
        task = self._task(code)
        explainer = Explainer(self._rules, self._problem, self._roster)
        found = explainer.why_short(task)
        if self._as_json:
            write_object(figures_of_short(found))
        else:
            show_short(explainer.trying.lines, found)

    def person(self, key: str, code: str, *, look_closer: bool) -> None:
        """Write why a person is not on a task."""
        task = self._task(code)
        if key not in self._problem.person:
            raise Refused(f"Nobody has the key '{key}'.{meant(key, self._problem.person)}")
        knows = CLOSER if look_closer else KNOWS_NOTHING
        found = Explainer(self._rules, self._problem, self._roster, knows).why_not(key, task)
        if look_closer:
            tell(f"Looking closer is to be audited: write down who asked about {key} and {task.id}, and why.")
        if self._as_json:
            write_object(figures_of_not(found))
        else:
            show_not(self._problem, found)

    def _task(self, code: str) -> Task:
        task = self._problem.task(code)
        if task is None:
            raise Refused(
                f"There is no task '{code}' in this period.{meant(code, self._codes())} "
                "Without --task, explain lists what is short with its codes."
            )
        return task

    def _codes(self) -> tuple[str, ...]:
        return (*self._problem.shift, *self._problem.appointment, *self._problem.spell)
