"""A roster judged, and judged again after an edit for what that touched alone: what managers see at once."""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from hub_roster.domain.lines import Lines
from hub_roster.domain.roster import Roster
from hub_roster.rules.judge import Judgement, judge_lines
from hub_roster.rules.rule import Charge, Violation
from hub_roster.rules.rulebook import AnyRule
from hub_roster.rules.states import with_states
from hub_roster.rules.touched import touched_by
from hub_roster.service.weeks import Period

Told = TypeVar("Told", Violation, Charge)


@dataclass(frozen=True)
class Judged:
    """A roster of a period with all that the rulebook says of it.

    Attributes
    ----------
    lines
        Of what is judged, each assignment as it stands: how it does changes nothing of the judgement.
    by_lines
        By the rules that read the roster alone.
    by_locks
        By those that read what is fixed by hand, too.
    """

    period: Period
    lines: Lines
    by_lines: Judgement
    by_locks: Judgement

    @property
    def roster(self) -> Roster:
        """What is judged."""
        return self.lines.roster

    @cached_property
    def judgement(self) -> Judgement:
        """What all of them say."""
        return Judgement(
            (*self.by_lines.violations, *self.by_locks.violations),
            (*self.by_lines.charges, *self.by_locks.charges),
        )

    def after(self, period: Period, roster: Roster) -> Judged:
        """Judge a roster that an edit made of this one: the rest is as it was.

        Parameters
        ----------
        period
            The same but for its locks.
        """
        lines = self.lines.edited(roster)
        touched = touched_by(lines.problem, self.roster, roster)
        rules = period.before_locks.rules
        reading = [rule for rule in rules if not rule.reads_locks]
        was, now = (judge_lines(reading, each, touched) for each in (self.lines, lines))
        by_lines = Judgement(
            _in_place_of(self.by_lines.violations, was.violations, now.violations),
            _in_place_of(self.by_lines.charges, was.charges, now.charges),
        )
        stands = lines.edited(with_states(period.rules, lines, touched))
        return Judged(period, stands, by_lines, _by_locks(period, stands))


def judged(period: Period, roster: Roster) -> Judged:
    """Judge a roster of a period whole."""
    read = Lines(period.before_locks.problem, roster)
    lines = read.edited(with_states(period.rules, read))
    reading = [rule for rule in period.before_locks.rules if not rule.reads_locks]
    return Judged(period, lines, judge_lines(reading, lines), _by_locks(period, lines))


def set_apart() -> None:
    """Set all there is in memory by now apart from what is looked through for memory to free.

    What has been worked out of a period is there for long. Looked through with the rest, now and then, it
    would hold up an edit ten times as long as the edit itself takes.
    """
    gc.unfreeze()
    gc.collect()
    gc.freeze()


def _by_locks(period: Period, lines: Lines) -> Judgement:
    reading: list[AnyRule] = [rule for rule in period.rules if rule.reads_locks]
    return judge_lines(reading, lines)


def _in_place_of(whole: Sequence[Told], was: Sequence[Told], now: Sequence[Told]) -> tuple[Told, ...]:
    """Give all that was said, with one part of it in place of another; said twice it stands twice."""
    gone = Counter(was)
    found: list[Told] = []
    for each in whole:
        if gone[each]:
            gone[each] -= 1
        else:
            found.append(each)
    found += now
    return tuple(found)


@dataclass(frozen=True)
class Effect:
    """What an edit did to what the rulebook says: what it broke, what it mended, what it costs.

    What may only be called "not available" is folded into one for each person before anything is compared.

    Attributes
    ----------
    broken, mended
        Hard rules.
    short, met
        Needs; one that is short by another number of minutes than before stands in both.
    """

    before: Judgement
    after: Judgement

    @cached_property
    def broken(self) -> tuple[Violation, ...]:
        """Give what is broken by now and was not."""
        return _more(self.after.told, self.before.told)

    @cached_property
    def mended(self) -> tuple[Violation, ...]:
        """Give what was broken and is not by now."""
        return _more(self.before.told, self.after.told)

    @cached_property
    def short(self) -> tuple[Charge, ...]:
        """Give the needs that are short by now and were not."""
        return _more(self.after.needs, self.before.needs)

    @cached_property
    def met(self) -> tuple[Charge, ...]:
        """Give the needs that were short and are not by now."""
        return _more(self.before.needs, self.after.needs)

    @cached_property
    def by_rule(self) -> dict[str, tuple[int, int]]:
        """Give the points before and after of each priced rule that charges something else than before."""
        was, now = self.before.cost_by_rule, self.after.cost_by_rule
        both = {rule: (was.get(rule, 0), now.get(rule, 0)) for rule in sorted(was.keys() | now.keys())}
        return {rule: points for rule, points in both.items() if points[0] != points[1]}


def _more(one: Sequence[Told], other: Sequence[Told]) -> tuple[Told, ...]:
    return tuple((Counter(one) - Counter(other)).elements())
