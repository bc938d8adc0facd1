"""What recorded personal needs did: by reference, approver and review; names only for who may know."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from hub_roster.cli.screen import heading, item, say
from hub_roster.cli.words import Names, counted, day_words, task_words
from hub_roster.domain.checks_fault import listed
from hub_roster.domain.problem import Problem
from hub_roster.domain.tasks import shift_of
from hub_roster.domain.young_people import PersonalNeed
from hub_roster.rules.kept_by_needs import KeptFrom, NeedApplied

MOST_TASKS = 8
"""Tasks of one need written out."""


def show_personal_needs(problem: Problem, applied: Iterable[NeedApplied], *, names: bool) -> None:
    """Write each recorded need, and how many people it kept from which tasks."""
    applied = tuple(applied)
    if not applied:
        return
    heading("Personal needs")
    say("Whom a recorded need alone kept from a task: every other rule would have let them take it.")
    for each in applied:
        need = each.need
        item(
            f"{need.recorded}, approved by {need.approved_by}, review by {day_words(need.review_by)} "
            f"{need.review_by.year}{_lapse(problem, need)}: "
            f"{'; '.join(_of_tasks(problem, each, names=names))}"
        )


def _lapse(problem: Problem, need: PersonalNeed) -> str:
    """Say that a need has run out, or does within the period, because nobody has looked at it again."""
    if need.review_by < problem.first_day:
        return ", which is past, so that it lapsed and has to be reviewed"
    return ", when it lapses unless it is reviewed" if need.review_by < problem.last_day else ""


def lapsed_needs(problem: Problem) -> Iterator[str]:
    """Say which needs have run out, and which do within the period, because nobody looked at them again."""
    needs = [n for n in problem.personal_needs if n.last_day is None or n.last_day >= problem.first_day]
    past = [need.recorded for need in needs if need.review_by < problem.first_day]
    if past:
        yield f"Past its review date, and lapsed until it is reviewed: personal need {listed(past)}."
    soon = [
        f"{need.recorded} after {day_words(need.review_by)}"
        for need in needs
        if problem.first_day <= need.review_by < problem.last_day
    ]
    if soon:
        yield f"Lapses in this period unless it is reviewed: personal need {listed(soon)}."


def _of_tasks(problem: Problem, applied: NeedApplied, *, names: bool) -> Iterator[str]:
    if not applied.tasks:
        yield "it counts for nothing in these weeks"
    for kept in applied.tasks[:MOST_TASKS]:
        yield f"{task_words(problem, kept.task)}: {_kept(problem, kept, names=names)}"
    if len(applied.tasks) > MOST_TASKS:
        yield f"{len(applied.tasks) - MOST_TASKS} more"


def _kept(problem: Problem, kept: KeptFrom, *, names: bool) -> str:
    if shift_of(kept.task) in problem.shift:
        return "asked of one of those on it, so nobody is kept from it"
    if not names or not kept.people:
        return f"{counted(len(kept.people), 'person', 'people')} kept from it" if kept.people else "nobody"
    label = Names(problem.people)
    return ", ".join(label.full(person) for person in kept.people)


def figures_of_personal_needs(applied: Iterable[NeedApplied], *, names: bool) -> list[dict[str, object]]:
    """Give the same as figures."""
    return [
        {
            "recorded": each.need.recorded,
            "approved_by": each.need.approved_by,
            "review_by": each.need.review_by.isoformat(),
            "tasks": [
                {
                    "task": kept.task,
                    "people_kept": len(kept.people),
                    **({"people": list(kept.people)} if names else {}),
                }
                for kept in each.tasks
            ],
        }
        for each in applied
    ]
