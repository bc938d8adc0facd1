"""Days on which a person begins a duty, as the solver sees them: one whole number a day, 0 or 1."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from hub_roster.program.features import Feature, starts_on
from hub_roster.program.statement import Builder

MOST_DUTIES = 4
"""More duties than can begin on one date: each is at least minutes long and leaves hours of rest."""


def post_days_of_duty(
    program: Builder,
    rule: str,
    person: str,
    days: Iterable[date],
    *,
    exact: bool,
    on: Callable[[date], Feature] = starts_on,
) -> dict[date, int]:
    """Post a variable for each day that is 1 where a duty of a person begins on it.

    Parameters
    ----------
    exact
        Whether it is 0 where none does; else it may be 1 for nothing, which suits a rule that only limits.
    on
        What counts as a duty on a day: one that begins on it, or, with `touches`, one at work on it.

    Returns
    -------
    The variables by day.
    """
    variables = {}
    for day in days:
        begins = program.variable(rule, person, 1)
        at_most = program.row(rule, person, upper=0, integer_only=True)
        program.take(at_most, [person], on(day))
        program.add(at_most, begins, -MOST_DUTIES)
        if exact:
            at_least = program.row(rule, person, lower=0, integer_only=True)
            program.take(at_least, [person], on(day))
            program.add(at_least, begins, -1)
        variables[day] = begins
    return variables
