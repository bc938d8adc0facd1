"""What one rule states of one roster: legal or not, and minutes or points, as the solver sees them.

A test of a rule says what the judge is to find in a roster. The Program is then asked about the same roster,
made of pieces of its own, and has to say the same: judge and rows are written apart.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from hub_roster.domain.clock import HOUR, day_of
from hub_roster.domain.duty import Duty, begun_duty
from hub_roster.domain.home import PartKind
from hub_roster.domain.lines import Lines
from hub_roster.domain.problem import Problem
from hub_roster.domain.roster import Roster
from hub_roster.program.pieces import REST_LENGTH, Piece, PieceKind, rest_spans
from hub_roster.program.starts import shared_starts
from hub_roster.program.statement import Priority
from hub_roster.rules.judge import Judgement
from hub_roster.rules.locks import Locks
from hub_roster.rules.posting import stated_of
from hub_roster.rules.rest import WeeklyRestNumbers
from hub_roster.rules.rulebook import AnyRule, BoundRules
from hub_roster.rules.visits import VisitTimes
from tests.properties.posted import Posted

BEGUN = "begun before the period"
"""Rows of no rule, which say what the judge of locks says."""


@dataclass(frozen=True)
class Stated:
    """Whether a roster breaks a rule, and the minutes (by priority) or points it is charged."""

    broken: bool
    charged: Counter[Priority | None]


def assert_stated_alike(rule: AnyRule, problem: Problem, roster: Roster, judgement: Judgement) -> None:
    """Fail where a rule states other than its judge found, of a roster that columns can make.

    No columns take one task twice, and none begin a visit at a time that is not listed: of those that by hand
    break the times of visits nothing is asked.
    """
    taken = [(a.person, a.task) for a in roster.assignments]
    if len(set(taken)) < len(taken):
        return
    charged: Counter[Priority | None] = Counter()
    for charge in judgement.charges:
        charged[charge.priority] += charge.points
    told = Stated(bool(judgement.violations), +charged)
    if isinstance(rule, VisitTimes) and told.broken and not _on_the_list(rule, roster):
        return
    found = stated(rule, problem, roster)
    assert found == told, f"{rule.name}: the judge finds {told}, the Program states {found}"


def _on_the_list(rule: VisitTimes, roster: Roster) -> bool:
    """Say whether every visit begins at a start that is listed where people share it."""
    taken = ((rule.problem.appointment.get(a.task), a.span[0]) for a in roster.assignments)
    grid = rule.numbers.shared_grid_minutes
    return all(start in shared_starts(rule.problem, v, day_of(start), grid) for v, start in taken if v)


def stated(rule: AnyRule, problem: Problem, roster: Roster) -> Stated:
    """Ask what a rule states of a roster."""
    taken = list(_taken(Lines(problem, roster)))
    rests = list(_rests(problem, rule))
    pieces = [*dict.fromkeys(piece for _, piece in taken), *rests]
    rules = BoundRules((rule,))
    program = stated_of(problem, rules, pieces)
    used = np.zeros(program.admitted.shape, dtype=np.bool_)
    for person, piece in taken:
        used[program.people.index(person), pieces.index(piece)] = True
    refused = bool((used & ~program.admitted).any()) or any(
        piece.kind is PieceKind.DUTY and piece.duty is not None and not rule.admits_shape(piece.duty)
        for _, piece in taken
    )
    used[:, len(pieces) - len(rests) :] = True
    posted = Posted(replace(program, admitted=used), rules)
    verdicts = posted.verdicts(np.ones((1, len(posted.columns)), dtype=np.bool_))
    own = {rule.name, BEGUN} if isinstance(rule, Locks) else {rule.name}
    broken = any(flags[0] for name, flags in verdicts.broken.items() if name in own)
    charged = Counter({priority: int(amounts[0]) for (_, priority), amounts in verdicts.charged.items()})
    return Stated(refused or broken, +charged)


def _taken(lines: Lines) -> Iterator[tuple[str, Piece]]:
    """Give who takes what."""
    for person, duties in lines.of.items():
        for duty in duties:
            yield person, _duty(lines.problem, person, duty)
    for person, spells in lines.spells.items():
        for spell in spells:
            yield person, Piece(PieceKind.SPELL, *spell.span, spell=spell.id)
    for person, attached in lines.attached.items():
        for each in attached:
            visit, home = each.appointment.id, each.home
            yield person, Piece(PieceKind.ATTACHED, each.start, each.end, attached=visit, home=home)


def _duty(problem: Problem, person: str, duty: Duty) -> Piece:
    if duty == begun_duty(problem, person):
        return Piece(PieceKind.BEGUN, duty.start, duty.end, duty=duty, person=person)
    visits_alone = all(part.kind is PartKind.OUTREACH for part in duty.parts)
    base = problem.person[person].base if visits_alone else None
    return Piece(PieceKind.DUTY, duty.start, duty.end, duty=duty, base=base)


def _rests(problem: Problem, rule: AnyRule) -> Iterator[Piece]:
    """Give the weekly rests there are, for the rule that asks for one."""
    numbers = rule.numbers
    if not isinstance(numbers, WeeklyRestNumbers):
        return
    for week, (opens, closes) in rest_spans(problem, numbers.weeks_together).items():
        for start in range(opens, closes - REST_LENGTH + 1, numbers.starts_every_hours * HOUR):
            yield Piece(PieceKind.REST, start, start + REST_LENGTH, week=week)
