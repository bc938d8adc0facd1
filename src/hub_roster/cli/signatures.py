"""What is said of a policy's numbers that count though nobody has properly signed them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from hub_roster.cli.words import counted
from hub_roster.domain.checks_fault import listed
from hub_roster.domain.policy import PolicyNumber
from hub_roster.domain.problem import Problem

MOST_NAMED = 3


def unsigned_numbers(problem: Problem) -> Iterator[str]:
    """Say which numbers are signed by nobody, on no date, or on one that is yet to come.

    A row that leaves out who or when was signed with the policy. What is yet to come is told from the
    period, not from today, so that the same file is told the same things whenever it is drafted.
    """
    policy = problem.policy
    nobody, undated, ahead = [], [], []
    for number in problem.numbers:
        day = number.signed_on or policy.signed_on
        if not (number.signed_by or policy.signed_by):
            nobody.append(number)
        elif day is None:
            undated.append(number)
        elif day > problem.first_day:
            ahead.append(number)
    yield from _told(nobody, "signed by nobody")
    yield from _told(undated, "signed without a date")
    yield from _told(ahead, "signed on a day after this period begins")


def _told(numbers: Sequence[PolicyNumber], how: str) -> Iterator[str]:
    if numbers:
        names = [f"'{number.number}' of '{number.rule}'" for number in numbers]
        is_so = "is" if len(numbers) == 1 else "are"
        said = f"{counted(len(numbers), 'policy number')} {is_so} {how}"
        yield f"{said}: {listed(names, MOST_NAMED)}."
