"""Every roster of a tiny hub, and what judge and Program say of each."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import count, product

import numpy as np
from pydantic import ValidationError

from hub_roster.domain.lines import Lines
from hub_roster.domain.problem import Problem
from hub_roster.domain.roster import Assignment, Roster, assign
from hub_roster.domain.tasks import Shift
from hub_roster.program.pieces import PieceKind
from hub_roster.program.statement import Priority, Program
from hub_roster.rules.judge import judge
from hub_roster.rules.posting import state
from hub_roster.rules.rulebook import BoundRules, Rulebook
from tests.properties.posted import Account, Flags, Group, Posted, Verdicts
from tests.properties.tiny_hubs import draw_hub, draw_rulebook

FEWEST, MOST = 12, 2000
"""Rosters a tiny hub may have: less says little, more takes long."""

MOST_PIECES = 4
"""Pieces beside the duty begun that one person may take in rosters that are written down."""

Taken = frozenset[int]
"""Columns one person takes, by index."""


@dataclass(frozen=True)
class Told:
    """What the judge says of one roster."""

    broken: frozenset[str]
    charged: Counter[Account]


class TooMany(Exception):
    """More rosters than can be written down."""


class Tiny:
    """A problem, a rulebook, and every roster made of the columns of their Program."""

    def __init__(self, problem: Problem, rulebook: Rulebook) -> None:
        self.problem = problem
        self.rulebook = rulebook
        self.rules: BoundRules = rulebook.of(problem)
        self.program: Program = state(problem, self.rules)
        self.posted: Posted = Posted(self.program, self.rules)

    # Lines of one person --------------------------------------------------------------------------

    @cached_property
    def begun(self) -> dict[int, Taken]:
        """The column everyone has to take because it began before the period."""
        found: dict[int, set[int]] = {person: set() for person in range(len(self.program.people))}
        for column, (person, piece) in enumerate(self.posted.columns):
            if piece.kind is PieceKind.BEGUN:
                found[person].add(column)
        return {person: frozenset(columns) for person, columns in found.items()}

    @cached_property
    def _lines(self) -> tuple[list[list[Taken]], list[list[Taken]]]:
        """For each person, the sets of columns their own rows allow, and those just beyond."""
        allowed, beyond = [], []
        for person in range(len(self.program.people)):
            own = [c for c, (p, _) in enumerate(self.posted.columns) if p == person]
            # What is taken from a shift comes last: without the shift it is not legal.
            own.sort(key=lambda c: self.posted.columns[c][1].attached is not None)
            inside, outside = self._grow(person, [c for c in own if c not in self.begun[person]])
            allowed.append(inside)
            beyond.append(outside)
        return allowed, beyond

    def _grow(self, person: int, own: list[int]) -> tuple[list[Taken], list[Taken]]:
        """Add column after column to legal sets; what breaks a row of the person's own grows no further."""
        inside: list[Taken] = [self.begun[person]]
        # What began before the period is no choice: a roster without it is no roster, and rows say so.
        outside: list[Taken] = [frozenset()] if self.begun[person] else []
        frontier: list[tuple[Taken, int]] = [(self.begun[person], -1)]
        for _ in range(MOST_PIECES):
            grown = [(taken | {own[k]}, k) for taken, last in frontier for k in range(last + 1, len(own))]
            if len(grown) > 20 * MOST:
                raise TooMany
            legal = self._own_rows_met(person, [taken for taken, _ in grown])
            outside += [taken for (taken, _), met in zip(grown, legal, strict=True) if not met]
            frontier = [entry for entry, met in zip(grown, legal, strict=True) if met]
            inside += [taken for taken, _ in frontier]
        if frontier:
            raise TooMany
        return inside, outside

    def _own_rows_met(self, person: int, sets: Sequence[Taken]) -> list[bool]:
        """Say which sets break no own row that taking less could mend: locks are left for later."""
        groups = self._own_groups.get(person, ())
        return [bool(met) for met in self.posted.verdicts(self.flags(sets), groups).legal]

    @cached_property
    def _own_groups(self) -> Mapping[int | None, list[Group]]:
        own: dict[int | None, list[Group]] = defaultdict(list)
        for group in self.posted.groups:
            if group.helpers or (group.lower <= 0).all():
                own[self.posted.of_one_person(group)].append(group)
        return own

    # Rosters --------------------------------------------------------------------------------------

    def flags(self, rosters: Sequence[Taken]) -> Flags:
        """Give rosters as rosters x columns."""
        flags = np.zeros((len(rosters), len(self.posted.columns)), dtype=np.bool_)
        for row, taken in enumerate(rosters):
            flags[row, list(taken)] = True
        return flags

    @cached_property
    def rosters(self) -> tuple[Taken, ...]:
        """Every combination of lines that everyone's own rows allow."""
        size = int(np.prod([len(lines) for lines in self._lines[0]]))
        if not FEWEST <= size <= MOST:
            raise TooMany
        return tuple(frozenset().union(*lines) for lines in product(*self._lines[0]))

    @cached_property
    def beyond(self) -> tuple[Taken, ...]:
        """Rosters in which one person's line breaks a row of their own, the others' as in a legal roster."""
        found = []
        for person, lines in enumerate(self._lines[1]):
            others = {c for c in self._least_legal if self.posted.columns[c][0] != person}
            found += [taken | others for taken in lines]
        if len(found) > MOST:
            raise TooMany
        return tuple(found)

    @cached_property
    def _least_legal(self) -> Taken:
        legal = self.posted.verdicts(self.flags(self.rosters)).legal
        found = [taken for taken, fine in zip(self.rosters, legal, strict=True) if fine]
        return min(found, key=lambda taken: (len(taken), sorted(taken)), default=self.rosters[0])

    @cached_property
    def all(self) -> tuple[Taken, ...]:
        """Every roster, and those just beyond."""
        return (*self.rosters, *self.beyond)

    @cached_property
    def stated(self) -> Verdicts:
        """What the Program says of all of them."""
        return self.posted.verdicts(self.flags(self.all))

    @cached_property
    def told(self) -> tuple[Told, ...]:
        """What the judge says of all of them."""
        return tuple(self.tell(self.roster(taken)) for taken in self.all)

    def tell(self, roster: Roster) -> Told:
        """Ask the judge about a roster."""
        judgement = judge(self.rules, self.problem, roster)
        charged: Counter[Account] = Counter()
        for charge in judgement.charges:
            charged[charge.rule, charge.priority] += charge.points
        return Told(frozenset(v.rule for v in judgement.violations), charged)

    # As the judge reads them ----------------------------------------------------------------------

    def roster(self, taken: Taken) -> Roster:
        """Give columns as a roster."""
        seated: Counter[str] = Counter()
        assignments: list[Assignment] = []
        for column in sorted(taken):
            for task, start, end in self.work[column]:
                found = self.problem.task(task)
                name = task
                if isinstance(found, Shift):
                    seated[task] += 1
                    name = found.seat(seated[task])
                assignments.append(self._assignment(self.key(column), name, start, end))
        problem = self.problem
        return Roster(
            problem_id=problem.id,
            first_day=problem.first_day,
            weeks=problem.weeks,
            assignments=tuple(assignments),
        )

    def key(self, column: int) -> str:
        """Give the key of a column's person."""
        return self.program.people[self.posted.columns[column][0]]

    @cached_property
    def _made(self) -> dict[tuple[str, str, int], Assignment]:
        return {}

    def _assignment(self, person: str, task: str, start: int, end: int) -> Assignment:
        """Make each assignment once: making it takes longer than judging it."""
        key = (person, task, start)
        if key not in self._made:
            self._made[key] = assign(self.problem.id, person, task, start, end)
        return self._made[key]

    @cached_property
    def work(self) -> tuple[tuple[tuple[str, int, int], ...], ...]:
        """Task, start and end of each part of each column."""
        return tuple(
            tuple((part.task, part.start, part.end) for part in piece.duty.parts)
            if piece.duty is not None
            else ((piece.spell or piece.attached or "", piece.start, piece.end),)
            for _, piece in self.posted.columns
        )

    @cached_property
    def _read_alike(self) -> dict[tuple[int, Taken], bool]:
        return {}

    def reads_alike(self, taken: Taken) -> bool:
        """Say whether the judge reads the duties of a roster as the columns they were taken as."""
        lines: dict[int, set[int]] = {person: set() for person in range(len(self.program.people))}
        for column in taken:
            lines[self.posted.columns[column][0]].add(column)
        # Without the rule about locks no judge says that what began before the period is no choice.
        judged = "locks" in {rule.name for rule in self.rules}
        if not judged and any(not begun <= lines[person] for person, begun in self.begun.items()):
            return False
        return all(self._line_reads_alike(person, frozenset(line)) for person, line in lines.items())

    def _line_reads_alike(self, person: int, line: Taken) -> bool:
        key = (person, line)
        if key not in self._read_alike:
            lines, who = Lines(self.problem, self.roster(line)), self.program.people[person]
            read = [tuple((p.task, p.start, p.end) for p in duty.parts) for duty in lines.of[who]]
            read += [((a.appointment.id, a.start, a.end),) for a in lines.attached.get(who, ())]
            written = [self.work[c] for c in line if self.posted.columns[c][1].spell is None]
            self._read_alike[key] = sorted(read) == sorted(written) and self._from_shift(line) == {
                (a.appointment.id, a.start) for a in lines.attached.get(who, ())
            }
        return self._read_alike[key]

    def _from_shift(self, line: Taken) -> set[tuple[str, int]]:
        pieces = [self.posted.columns[column][1] for column in line]
        return {(piece.attached, piece.start) for piece in pieces if piece.attached is not None}

    # The best -------------------------------------------------------------------------------------

    @cached_property
    def ranks(self) -> dict[int, tuple[int, ...]]:
        """Minutes short by priority and then points of every roster that the judge calls legal.

        Rosters whose duties are not those of their columns have times that no listing gives: where they are
        legal, the same tasks stand in another roster at their canonical times.
        """
        return {
            k: rank(told.charged)
            for k, (taken, told) in enumerate(zip(self.all, self.told, strict=True))
            if not told.broken and self.reads_alike(taken)
        }


def rank(charged: Counter[Account]) -> tuple[int, ...]:
    """Give minutes short by priority, first things first, and then points."""
    short = (sum(n for (_, p), n in charged.items() if p is priority) for priority in Priority)
    return (*short, sum(n for (_, p), n in charged.items() if p is None))


@lru_cache(maxsize=8)
def tiny(seed: int) -> Tiny:
    """Give the tiny hub of a seed: the first drawn of it that is sound and of the right size."""
    for attempt in count():
        name = f"{seed}/{attempt}"
        try:
            case = Tiny(draw_hub(name), draw_rulebook(name))
            assert case.all
        except (TooMany, ValidationError):
            continue  # too large to write down, or a hub whose file would be refused
        return case
    raise AssertionError
