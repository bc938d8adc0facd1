"""Judge and Program set side by side: legality and points of every roster, and the duties of each person."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from hub_roster.domain.duty import Duty
from hub_roster.program.pieces import PieceKind
from hub_roster.program.starts import timed_visits
from hub_roster.program.statement import Priority
from hub_roster.rules.rulebook import RULEBOOK
from tests.properties.candidate_duties import Candidates, Made, Run
from tests.properties.every_roster import Taken, Tiny
from tests.properties.posted import Account, Flags, Verdicts
from tests.properties.tiny_hubs import LISTS

Rosters = NDArray[np.int64]
Ranks = NDArray[np.int64]

RESTS = "rests"
ONE_STATEMENT = {
    **dict.fromkeys(("daily rest", "weekly rest", "one place at a time", "duties apart"), RESTS),
    "begun before the period": "locks",
}
"""Rules whose rows say more than their own sentence, because those of another rule imply them."""


def family(rule: str) -> str:
    """Give what a rule is compared as."""
    return ONE_STATEMENT.get(rule, rule)


class Comparison:
    """What judge and Program say of the rosters of one tiny hub."""

    def __init__(self, tiny: Tiny) -> None:
        self.tiny = tiny
        self.names = {rule.name for rule in tiny.rules}

    @property
    def lists_all(self) -> bool:
        """Say whether all rules that tell what is listed are in the rulebook."""
        return self.names >= LISTS

    @cached_property
    def alike(self) -> Flags:
        """Which rosters the judge reads as the very columns they are made of."""
        return np.array([self.tiny.reads_alike(taken) for taken in self.tiny.all], dtype=np.bool_)

    @cached_property
    def judged_legal(self) -> Flags:
        """Which rosters break no hard rule."""
        return np.array([not told.broken for told in self.tiny.told], dtype=np.bool_)

    @cached_property
    def _judged_charges(self) -> dict[Account, np.ndarray[tuple[int], np.dtype[np.int64]]]:
        accounts = {account for told in self.tiny.told for account in told.charged}
        return {a: np.array([told.charged[a] for told in self.tiny.told], dtype=np.int64) for a in accounts}

    def differences(self, stated: Verdicts) -> Iterator[str]:
        """Give where the Program's verdicts differ from the judge's, rule by rule."""
        yield from self._legality(stated)
        both = self.alike & self.judged_legal & stated.legal
        nothing = np.zeros(len(both), dtype=np.int64)
        for account in sorted({*self._judged_charges, *stated.charged}, key=str):
            said = self._judged_charges.get(account, nothing)
            posted = stated.charged.get(account, nothing)
            for k in np.flatnonzero(both & (said != posted))[:1]:
                yield f"{account}: the judge says {said[k]}, the Program {posted[k]}, of {self.words(k)}"

    def _legality(self, stated: Verdicts) -> Iterator[str]:
        for k in np.flatnonzero(self.alike & (stated.legal != self.judged_legal))[:1]:
            broken = [rule for rule, flags in stated.broken.items() if flags[k]]
            told = sorted(self.tiny.told[k].broken)
            yield f"the judge finds broken {told}, the Program {broken}, in {self.words(k)}"
        for k in np.flatnonzero(~self.alike & stated.legal)[:1]:
            yield f"the Program allows as two duties what is one: {self.words(k)}"

    def rule_by_rule(self, stated: Verdicts) -> Iterator[str]:
        """Give hard rules whose rows and whose judge differ on what breaks them.

        Rows count on those of 'places': that nobody takes a task twice, nor more people than it has room for.
        """
        fine = np.array([self._fits(k) for k in range(len(self.tiny.all))], dtype=np.bool_) & self.alike
        posting = {family(rule) for rule, _ in self.tiny.program.names} & {
            family(name) for name in self.names
        }
        told = [{family(rule) for rule in told.broken} for told in self.tiny.told]
        for rule in sorted(posting):
            of_judge = np.array([rule in broken for broken in told], dtype=np.bool_)
            of_rows = np.zeros_like(of_judge)
            for posted, flags in stated.broken.items():
                if family(posted) == rule:
                    of_rows |= flags
            for k in np.flatnonzero(fine & (of_judge != of_rows))[:1]:
                yield f"'{rule}' is broken for {'judge' if of_judge[k] else 'rows'} alone: {self.words(k)}"

    def _fits(self, roster: int) -> bool:
        taken = [
            (self.tiny.key(column), task)
            for column in self.tiny.all[roster]
            for task, _, _ in self.tiny.work[column]
        ]
        return "places" not in self.tiny.told[roster].broken and len(set(taken)) == len(taken)

    def unlisted(self) -> Iterator[str]:
        """Give legal rosters whose duties are not their columns', and whose tasks no other roster has."""
        if not self.lists_all:
            return
        rosters = self.tiny.all
        known = {self._tasks(rosters[k]) for k in np.flatnonzero(self.alike & self.judged_legal)}
        # What began before the period is a fact, also where no rule about locks says so.
        begun = frozenset().union(*self.tiny.begun.values())
        for k in np.flatnonzero(~self.alike & self.judged_legal):
            if begun <= rosters[k] and self._tasks(rosters[k]) not in known:
                yield f"no columns make {self.words(k)}"

    def _tasks(self, taken: Taken) -> frozenset[tuple[str, str, int]]:
        """Give who does what, with the start of what has its starts listed."""
        timed = timed_visits(self.tiny.problem)
        return frozenset(
            (self.tiny.key(column), task, start if task in timed else 0)
            for column in taken
            for task, start, _ in self.tiny.work[column]
        )

    def duties(self) -> Iterator[str]:
        """Give duties listed that the judge refuses, and duties it allows that are not listed."""
        candidates = self._candidates
        for person, key in enumerate(self.tiny.program.people):
            legal = {_made(duty): duty for duty, broken in self._could[key] if not broken}
            listed = [_made(duty) for duty in self._listed(person)]
            if len(set(listed)) < len(listed):
                yield f"a duty of {key} is listed twice"
            for parts in sorted(set(listed) - legal.keys())[:1]:
                yield f"{key} may not have {parts}"
            # Of orders that leave, drive and return alike one is listed, whichever it is.
            kinds = {self._kind(duty) for duty in self._listed(person)}
            absent = sorted(made for made, duty in legal.items() if self._kind(duty) not in kinds)
            for parts in absent[:1] if self.lists_all else []:
                yield f"{key} could have {parts}"
            could = {made for made, suits in candidates.from_a_shift(key) if suits}
            for made in sorted(could ^ self._from_shift(person))[:1]:
                yield f"{key} {'could' if made in could else 'may not'} take {made} from a shift"

    @cached_property
    def _candidates(self) -> Candidates:
        return Candidates(self.tiny.problem, self.tiny.rulebook)

    @cached_property
    def _could(self) -> dict[str, tuple[tuple[Duty, frozenset[str]], ...]]:
        """Every duty each person could have, with the rules it breaks."""
        return {key: tuple(self._candidates.judged(key)) for key in self.tiny.program.people}

    def _kind(self, duty: Duty) -> tuple[object, ...]:
        timed = timed_visits(self.tiny.problem)
        tasks = frozenset((part.task, part.start if part.task in timed else 0) for part in duty.parts)
        return tasks, duty.start, duty.end, duty.driving

    def _listed(self, person: int) -> list[Duty]:
        return [
            piece.duty
            for who, piece in self.tiny.posted.columns
            if who == person and piece.kind is PieceKind.DUTY and piece.duty is not None
        ]

    def _from_shift(self, person: int) -> set[Made]:
        return {
            (piece.attached, piece.start, piece.end)
            for who, piece in self.tiny.posted.columns
            if who == person and piece.attached is not None
        }

    def words(self, roster: int | np.integer) -> str:
        """Give a roster in words."""
        taken = sorted(self.tiny.all[roster])
        return "; ".join(
            f"{self.tiny.key(c)} " + ", ".join(t for t, _, _ in self.tiny.work[c]) for c in taken
        )

    # What a rule is there for ---------------------------------------------------------------------

    def mattered(self) -> set[str]:
        """Give the rules without which other rosters were legal, or others best, or the best one better.

        What a rule charges every legal roster alike is no matter of choice and does not count.
        """
        found = set(self._alone_refusing())
        legal = np.array(sorted(self.tiny.ranks), dtype=np.int64)
        if not len(legal):
            return found
        whole = self._ranks(legal, self._judged_charges)
        best = _least(whole)
        for rule in {rule for rule, _ in self._judged_charges}:
            own = self._ranks(legal, [account for account in self._judged_charges if account[0] == rule])
            if (best != _least(whole - own)).any() or not _least(own)[best].all():
                found.add(rule)
        return found

    def _ranks(self, rosters: Rosters, accounts: Iterable[Account]) -> Ranks:
        """Give rosters x (minutes by priority, then points), counting some accounts only."""
        found = np.zeros((len(rosters), len(Priority) + 1), dtype=np.int64)
        for account in accounts:
            place = len(Priority) if account[1] is None else account[1] - 1
            found[:, place] += self._judged_charges[account][rosters]
        return found

    def _alone_refusing(self) -> Iterator[str]:
        for k in np.flatnonzero(self.alike):
            if len(self.tiny.told[k].broken) == 1:
                yield from self.tiny.told[k].broken
        for judged in self._could.values():
            for _, broken in judged:
                if len(broken) == 1:
                    yield from broken


def _least(ranks: Ranks) -> Flags:
    """Say which rosters no other comes before, the first things first."""
    least = np.ones(len(ranks), dtype=np.bool_)
    for amounts in ranks.T:
        least &= amounts == amounts[least].min()
    return least


def _made(duty: Duty) -> Run:
    return tuple((part.task, part.start, part.end) for part in duty.parts)


def rule_names() -> list[str]:
    """Give the names of all rules."""
    return sorted(rule.name for rule in RULEBOOK.rules)
