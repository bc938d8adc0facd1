"""How somebody stands to a task: on it, kept from it by one reason before all others, or able to do it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from types import MappingProxyType

from hub_roster.rules.rule import Violation
from hub_roster.rules.rulebook import AnyRule
from hub_roster.rules.told import Told


class Standing(StrEnum):
    """Reasons in the order in which one counts before another; everybody stands to a task in one way.

    Those up to `PRIVATE` stand whatever else the roster holds; those after `NO_HELP` are this roster's own.
    """

    ON_IT = "on it already"
    NOT_THEIRS = "not theirs to do, by hub or terms of work"
    SKILL = "a check or skill is missing on the day"
    PRIVATE = "not available for this"
    NO_HELP = "would not mend what is short"
    ELSEWHERE = "on another task, or with a commitment, then"
    SHAPE = "it makes no duty with what else they do"
    RESTING = "resting before or after a duty"
    HOURS = "no hours left"
    COULD = "could do it"

    @property
    def place(self) -> int:
        """Its place in the order."""
        return _PLACE[self]

    @property
    def is_of_this_roster(self) -> bool:
        """Whether another roster may have it otherwise."""
        return self.place > Standing.NO_HELP.place


_PLACE: Mapping[Standing, int] = MappingProxyType({standing: k for k, standing in enumerate(Standing)})


def standing_of(told: Iterable[Told]) -> Standing:
    """Give the reason that counts of several; what is about the task keeps nobody in particular from it."""
    found = [Standing[each.name] for each in told if each is not Told.TASK]
    return min(found, key=lambda standing: standing.place, default=Standing.COULD)


def told_of(rules: Iterable[AnyRule]) -> Mapping[str, Told]:
    """Give what is told of each rule, by its name."""
    return {rule.name: rule.tells for rule in rules}


def standing_after(violations: Iterable[Violation], told: Mapping[str, Told]) -> Standing:
    """Give how somebody stands who would break some rules."""
    return standing_of(told[violation.rule] for violation in violations)
