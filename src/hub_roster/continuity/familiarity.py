"""How well each person knows each young person when a period starts: 0 a stranger, 100 their own.

The formula and its defaults are assumptions of this project, to be signed by a registered manager.
Its shape, rising with time together and fading with time apart over 28 days, follows the
relationship score for nurses and patients of PLOS ONE (2022).
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from math import fsum
from typing import TYPE_CHECKING, Annotated, Self

from pydantic import Field, model_validator

from hub_roster.domain.model import Record
from hub_roster.domain.young_people import Contact, HowWell, Setting, Supported, ViewKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from hub_roster.domain.problem import Problem

Percent = Annotated[int, Field(ge=0, le=100)]
Positive = Annotated[float, Field(gt=0, allow_inf_nan=False)]
Pair = tuple[str, str]
"""A person's key and a young person's code."""

UNCOUNTED = frozenset({Setting.ASLEEP, Setting.RESTRAINT})
"""Time that builds no relationship."""


class FamiliarityNumbers(Record):
    """How well two people know each other, 0 to 100, rises with time together and fades with time apart."""

    half_life_days: Positive = Field(
        default=28.0, description="Days after which an hour together counts half (assumption)."
    )
    hours_to_half: Positive = Field(
        default=12.0, description="Faded hours together that give a familiarity of 50 (assumption)."
    )
    key_worker_floor: Percent = Field(default=80, description="The least for a key worker (assumption).")
    asked_for_floor: Percent = Field(
        default=80, description="The least for an adult the young person asks for (assumption)."
    )
    circle_floor: Percent = Field(
        default=60, description="The least for a deputy and the core team (assumption)."
    )
    well: Percent = Field(
        default=80,
        description="What a manager's word 'well' gives; where the ledger gives more, that counts "
        "(assumption).",
    )
    a_little: Percent = Field(default=40, description="The same for 'a little' (assumption).")
    not_known: Percent = Field(default=0, description="The same for 'not known' (assumption).")
    known_from: Percent = Field(
        default=40, description="The least familiarity at which a person counts as known (assumption)."
    )

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if not self.not_known <= self.a_little <= self.well:
            raise ValueError("'not_known', 'a_little' and 'well' rise in this order.")
        return self


DEFAULTS = FamiliarityNumbers()


@dataclass(frozen=True, slots=True)
class Familiarity:
    """Familiarity of every pair, fixed at the period's start.

    Attributes
    ----------
    pairs
        Familiarity above 0, by person and young person.
    circle
        Pairs of a young person and their key worker, deputy or core team, save where the young
        person says "not with".
    known_from
        The least familiarity at which someone outside the circle counts as known.
    """

    pairs: Mapping[Pair, int]
    circle: frozenset[Pair]
    known_from: int

    def of(self, person: str, young_person: str) -> int:
        """Give how well a person knows a young person, 0 to 100; 0 for a pair never heard of."""
        return self.pairs.get((person, young_person), 0)

    def known(self, person: str, young_person: str) -> bool:
        """Say whether a person may come where the plan says "anyone known"."""
        pair = (person, young_person)
        return pair in self.circle or self.pairs.get(pair, 0) >= self.known_from


def familiarity(problem: Problem, numbers: FamiliarityNumbers = DEFAULTS) -> Familiarity:
    """Work out how well each person knows each young person at the period's start.

    Parameters
    ----------
    problem
        Only its ledger before `first_day` is read, so that a draft cannot change it.
    numbers
        The policy's numbers.
    """
    values = _by_word(problem, numbers)
    for pair, computed in _by_ledger(problem, numbers).items():
        values[pair] = max(values.get(pair, 0), computed)
    for pair, floor in _floors(problem, numbers):
        values[pair] = max(values.get(pair, 0), floor)
    not_with = _not_with(problem)
    for pair in not_with | _not_counted(problem):
        values[pair] = 0
    return Familiarity(
        pairs={pair: value for pair, value in sorted(values.items()) if value > 0},
        circle=frozenset(pair for pair in _circle(problem) if pair not in not_with),
        known_from=numbers.known_from,
    )


def circle_of(young: Supported) -> frozenset[str]:
    """Give the keys of a young person's key worker, deputy and core team."""
    named = (young.key_worker, young.deputy, *young.core_team)
    return frozenset(person for person in named if person is not None)


def counted_hours(contact: Contact) -> float:
    """Give the hours of one contact that build a relationship, before they fade.

    An hour on a shift is shared: with more young people than adults each gets only a part of it.
    """
    if contact.setting in UNCOUNTED:
        return 0.0
    hours = contact.minutes / 60
    if contact.setting is Setting.SHIFT:
        return hours / max(1.0, contact.young_people / contact.adults)
    return hours


def _by_ledger(problem: Problem, numbers: FamiliarityNumbers) -> dict[Pair, int]:
    hours: dict[Pair, list[float]] = defaultdict(list)
    for contact in problem.contacts:
        # Whole days gone by when the period starts at midnight: none since yesterday's contact.
        days = (problem.first_day - contact.day).days - 1
        if days >= 0:
            faded = counted_hours(contact) * 2 ** (-days / numbers.half_life_days)
            hours[contact.person, contact.young_person].append(faded)
    # fsum does not depend on the order of the ledger's rows, so neither does a draft.
    return {
        pair: round(100 * (1 - 2 ** (-fsum(each) / numbers.hours_to_half))) for pair, each in hours.items()
    }


def _by_word(problem: Problem, numbers: FamiliarityNumbers) -> dict[Pair, int]:
    gives = {
        HowWell.WELL: numbers.well,
        HowWell.A_LITTLE: numbers.a_little,
        HowWell.NOT: numbers.not_known,
        HowWell.DOES_NOT_COUNT: 0,
    }
    return {(row.person, row.young_person): gives[row.how_well] for row in problem.acquaintances}


def _floors(problem: Problem, numbers: FamiliarityNumbers) -> Iterator[tuple[Pair, int]]:
    for pair in _circle(problem):
        yield pair, numbers.circle_floor
    for young in problem.supported.values():
        if young.key_worker is not None:
            yield (young.key_worker, young.code), numbers.key_worker_floor
    for (code, person), view in problem.views_of.items():
        if view.view is ViewKind.ASKS_FOR:
            yield (person, code), numbers.asked_for_floor


def _circle(problem: Problem) -> Iterator[Pair]:
    for young in problem.supported.values():
        for person in circle_of(young):
            yield person, young.code


def _not_with(problem: Problem) -> frozenset[Pair]:
    return frozenset(
        (person, code) for (code, person), view in problem.views_of.items() if view.view is ViewKind.NOT_WITH
    )


def _not_counted(problem: Problem) -> frozenset[Pair]:
    return frozenset(
        (row.person, row.young_person)
        for row in problem.acquaintances
        if row.how_well is HowWell.DOES_NOT_COUNT
    )
