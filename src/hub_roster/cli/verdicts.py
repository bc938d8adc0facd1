"""What a roster breaks and what it costs, as tables."""

from __future__ import annotations

from rich import box
from rich.table import Table

from hub_roster.cli.screen import heading, item, out, say
from hub_roster.cli.words import Names, counted, points_words, task_words
from hub_roster.domain.problem import Problem
from hub_roster.rules.judge import Judgement
from hub_roster.rules.page import weaker_than_law
from hub_roster.rules.rule import Violation

MOST_TASKS = 4
"""Tasks of one violation written out."""


def show_violations(problem: Problem, judgement: Judgement) -> None:
    """Write the hard rules a roster breaks, rule by rule."""
    heading("Rules of law and safety")
    for sentence in weaker_than_law(problem):
        say(f"POLICY WEAKER THAN THE LAW: {sentence}")
    if not judgement.told:
        say("None is broken.")
        return
    say(f"Broken {counted(len(judgement.told), 'time')}:")
    names = Names(problem.people)
    for violation in judgement.told:
        item(violation_words(problem, names, violation))


def violation_words(problem: Problem, names: Names, violation: Violation) -> str:
    """Say what a roster breaks, of whom, and with which tasks."""
    whom = names.full(violation.whom)
    tasks = [task_words(problem, task) for task in violation.tasks[:MOST_TASKS]]
    if len(violation.tasks) > MOST_TASKS:
        tasks.append(f"{len(violation.tasks) - MOST_TASKS} more")
    # Codes of young people stand in the continuity table only; the tasks say enough here.
    of_whom = "" if whom in problem.supported or whom in violation.tasks else f"{whom}: "
    return f"{violation.rule}: {of_whom}{violation.message} [{'; '.join(tasks)}]"


def show_cost(problem: Problem, judgement: Judgement) -> None:
    """Write what a roster costs, the dearest rule first."""
    heading("What it costs")
    table = Table(box=box.HORIZONTALS, padding=(0, 2, 0, 0), pad_edge=False)
    table.add_column("rule")
    table.add_column("points", justify="right")
    for rule, points in sorted(judgement.cost_by_rule.items(), key=lambda entry: (-entry[1], entry[0])):
        table.add_row(rule, f"{points:,}")
    table.add_section()
    table.add_row("all", f"{judgement.cost:,}")
    out.print(table)
    say(f"{points_words(problem)}.")
