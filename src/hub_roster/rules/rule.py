"""What a rule is: a statement about rosters that speaks to a judge and, apart from that, to the solver."""

from __future__ import annotations

from abc import ABC
from collections.abc import Iterable, Iterator
from copy import copy
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Any, ClassVar, Generic, Self, TypeVar

from hub_roster.continuity.demand import Demand, demanded, seen_before
from hub_roster.continuity.familiarity import Familiarity, FamiliarityNumbers, familiarity
from hub_roster.continuity.fulfilment import fulfilment_before
from hub_roster.domain.clock import Instant
from hub_roster.domain.duty import Duty, duty_of, part_of_shift
from hub_roster.domain.lines import Lines
from hub_roster.domain.model import Record
from hub_roster.domain.problem import Problem, Task
from hub_roster.domain.roster import Assignment
from hub_roster.domain.tasks import Lock, Shift, shift_of
from hub_roster.domain.young_people import ViewKind
from hub_roster.program.statement import Builder, Priority
from hub_roster.rules.told import Told
from hub_roster.rules.touched import EVERYTHING, Touched


class Kind(StrEnum):
    """How a rule weighs."""

    HARD = "hard"
    NEED = "need"
    PRICED = "priced"


class Numbers(Record):
    """The numbers of a rule; a rule without any uses this one."""


N = TypeVar("N", bound=Numbers)

NOT_AVAILABLE = "Not available for this."
"""All that is said of restrictions, views, adjustments, pairs kept apart, personal needs and health."""

TOLD_AS = "not available for this"
"""What their rules are called to whoever reads of them: a name would tell what the message does not."""


@dataclass(frozen=True, slots=True)
class Violation:
    """A hard rule broken.

    Attributes
    ----------
    whom
        A person's key, a home or a young person's code.
    tasks
        The tasks it concerns.
    message
        One sentence for a manager; it never tells a restriction, a view or a reason.
    """

    rule: str
    whom: str
    tasks: tuple[str, ...]
    message: str


@dataclass(frozen=True, slots=True)
class Charge:
    """Points of a priced rule, or shortfall of a need.

    Attributes
    ----------
    whom
        Whose charge it is: a person, a young person, a home or a hub.
    points
        For a priced rule: points of cost. For a need: minutes short.
    priority
        For a need: where it ranks.
    """

    rule: str
    whom: str
    tasks: tuple[str, ...]
    points: int
    priority: Priority | None = None


class Case:
    """A problem with what several rules work out from it, worked out once.

    Attributes
    ----------
    keeping
        The hard rules that may keep a person from a task whatever else the roster holds.
    """

    def __init__(self, problem: Problem, familiarity_numbers: FamiliarityNumbers) -> None:
        self.problem = problem
        self._numbers = familiarity_numbers
        self.keeping: tuple[Rule[Any], ...] = ()

    @cached_property
    def familiarity(self) -> Familiarity:
        """How well each person knows each young person at the period's start."""
        return familiarity(self.problem, self._numbers)

    @cached_property
    def with_nobody_refused(self) -> Case:
        """The same had no young person said "not with" of anybody.

        Everybody is told what a rule asks for: it may not differ by what a young person said in confidence.
        """
        views = tuple(view for view in self.problem.views if view.view is not ViewKind.NOT_WITH)
        if len(views) == len(self.problem.views):
            return self
        return Case(self.problem.edited(views=views), self._numbers)

    def with_locks(self, locks: tuple[Lock, ...]) -> Case:
        """Give the same with other locks; what does not hang on them stays worked out."""
        other = copy(self)
        other.problem = self.problem.model_copy(update={"locks": locks})
        other.__dict__.pop("with_nobody_refused", None)
        other.__dict__.pop("_never", None)
        other.__dict__["_kept"] = self._kept
        return other

    def kept_from(self, person: str, shift: Shift) -> bool:
        """Say whether somebody is kept from a shift whatever else a roster holds, for whatever reason.

        As it depends on no one reason it tells none: "never on this" fixed by hand, or work declined, has the
        same effect.
        """
        if (person, shift.id) in self._never:
            return True
        known = self._kept.get((person, shift.id))
        if known is None:
            known = self._kept[person, shift.id] = self._is_kept_by_rules(person, shift)
        return known

    def _is_kept_by_rules(self, person: str, shift: Shift) -> bool:
        duty = duty_of(self.problem, self.problem.person[person].base, [part_of_shift(shift)])
        return any(
            not rule.admits_task(person, shift, shift.day)
            or (rule.concerns(person) and not rule.admits(person, duty))
            or any(duty.start < closes and opens < duty.end for opens, closes in rule.closed(person))
            for rule in self.keeping
        )

    @cached_property
    def _kept(self) -> dict[tuple[str, str], bool]:
        """Whom the rules keep from which shift, as far as it was asked: none of them reads locks."""
        return {}

    @cached_property
    def _never(self) -> frozenset[tuple[str, str]]:
        """People and the shifts they are never on, as fixed by hand."""
        return frozenset((lock.person, shift_of(lock.task)) for lock in self.problem.locks if not lock.must)

    @cached_property
    def demands(self) -> dict[str, tuple[Demand, ...]]:
        """What each young person is owed, by code."""
        return dict(demanded(self.problem))

    @cached_property
    def seen(self) -> dict[str, frozenset[str]]:
        """Whom each young person saw in the 14 days before."""
        return dict(seen_before(self.problem))

    @cached_property
    def hours_owed(self) -> dict[str, int]:
        """Minutes agreed for the four weeks before and not met, of each young person who is owed any."""
        before = {code: fulfilment_before(self.problem, (code,)) for code in self.problem.supported}
        return {code: kept.minutes.unmet for code, kept in before.items() if kept.minutes.unmet}

    @cached_property
    def people(self) -> tuple[str, ...]:
        """Every person's key, in order."""
        return tuple(sorted(person.key for person in self.problem.people))


class Rule(ABC, Generic[N]):
    """One statement about rosters. Its docstring is the sentence a manager reads.

    Subclasses override what concerns them: `violations` or `charges` for the judge; for the solver the
    level at which the rule lives, from `admits_task` to `post`.
    """

    name: ClassVar[str]
    kind: ClassVar[Kind]
    source: ClassVar[str]
    numbers_type: ClassVar[type[Numbers]] = Numbers
    tells: ClassVar[Told] = Told.PRIVATE
    """What is told of a hard rule that keeps somebody from a task; each says it for itself."""
    reads_locks: ClassVar[bool] = False
    """Whether it asks what is fixed by hand, itself or by `Case.kept_from`."""
    closes_spells: ClassVar[bool] = False
    """Whether `closed` keeps people from on-call as well as from duties."""

    def __init__(self, case: Case, numbers: N) -> None:
        self.case = case
        self.problem = case.problem
        self.numbers = numbers

    def with_locks(self, case: Case) -> Self:
        """Give the rule with a case that differs in its locks; it may keep what does not hang on them."""
        return type(self)(case, self.numbers)

    # To the judge ---------------------------------------------------------------------------------

    def violations(self, lines: Lines, touched: Touched = EVERYTHING) -> Iterator[Violation]:
        """Give what a roster breaks, for the part touched."""
        yield from ()

    def charges(self, lines: Lines, touched: Touched = EVERYTHING) -> Iterator[Charge]:
        """Give what a roster is charged, for the part touched."""
        yield from ()

    # To the solver --------------------------------------------------------------------------------

    def admits_task(self, person: str, task: Task, day: date) -> bool:
        """Say whether a person may take a task on a date."""
        return True

    def admits_shape(self, duty: Duty) -> bool:
        """Say whether a duty may stand, whoever takes it."""
        return True

    def closed(self, person: str) -> Iterable[tuple[Instant, Instant]]:
        """Give spans that no duty of a person may overlap."""
        return ()

    def concerns(self, person: str) -> bool:
        """Say whether `admits` has to be asked for a person."""
        return False

    def admits(self, person: str, duty: Duty) -> bool:
        """Say whether a person may take a duty."""
        return True

    def post(self, program: Builder) -> None:
        """Post rows and prices that tie pieces or people together."""

    # Shared ---------------------------------------------------------------------------------------

    def violation(self, whom: str, tasks: Iterable[str], message: str) -> Violation:
        """Make a violation of this rule."""
        return Violation(self.name, whom, tuple(tasks), message)

    def charge(
        self,
        whom: str,
        tasks: Iterable[str],
        points: int,
        priority: Priority | None = None,
    ) -> Charge:
        """Make a charge of this rule."""
        return Charge(self.name, whom, tuple(tasks), points, priority)


def tasks_of(assignments: Iterable[Assignment]) -> tuple[str, ...]:
    """Give the task ids of assignments."""
    return tuple(assignment.task for assignment in assignments)
