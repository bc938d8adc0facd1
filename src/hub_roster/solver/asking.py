"""One task asked of one person: how they stand to it, what it would break, in what ways they could do it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from hub_roster.domain.clock import Instant
from hub_roster.domain.problem import Task
from hub_roster.domain.tasks import shift_of
from hub_roster.rules.rule import Violation
from hub_roster.rules.told import Told
from hub_roster.solver.standing import Standing, standing_after
from hub_roster.solver.trying import NOBODY_OFF, Change, Off, Place, Trying
from hub_roster.solver.ways import Fit, Spot, Way, Ways

Judged = tuple[Standing, Way, Spot, tuple[Violation, ...]]
"""How somebody stands in one way and one place, and what that breaks."""

FEW_STARTS = 3
"""Starts at which the whole roster is judged; the others are judged by the person's own line alone."""


IN_THE_WAY_OF_WHOLE_DUTIES = frozenset({Standing.ELSEWHERE, Standing.SHAPE, Standing.RESTING})
"""What somebody may be moved for to take over a whole duty; hours for it are seldom left by one duty less."""


@dataclass(frozen=True, slots=True)
class Option:
    """A way for somebody to do a task that breaks no rule.

    Attributes
    ----------
    start
        When the task then starts.
    beside
        Tasks they would take with it.
    off
        Who is taken off what, person and task or seat id.
    still
        What the task lacks even so, in words.
    change
        What is charged more or less than now.
    """

    person: str
    start: Instant
    beside: tuple[str, ...]
    off: tuple[tuple[str, str], ...]
    still: tuple[str, ...]
    change: Change


def best_first(options: Iterable[Option]) -> tuple[Option, ...]:
    """Give options in order of what is short then, and of cost."""
    return tuple(sorted(options, key=lambda o: (o.change.rank, o.person, o.start, o.off)))


class Question:
    """One task, asked of everybody."""

    def __init__(self, trying: Trying, task: Task, *, to_mend: bool) -> None:
        self.trying = trying
        self.task = task
        self.ways = Ways(trying, task)
        self.to_mend = to_mend

    def asked_of(self, person: str) -> Asked:
        """Find out how a person stands."""
        return Asked(self, person)


class Asked:
    """One person and one task."""

    def __init__(self, question: Question, person: str) -> None:
        self.person = person
        self._question = question
        self._ways = question.ways
        self._trying = question.trying
        self._task = question.task

    @cached_property
    def standing(self) -> Standing:
        """How they stand, by the start and place that suit them best."""
        if self.person in self._trying.lines.on.get(self._task.id, ()):
            return Standing.ON_IT
        if not self._by_line:
            return _best(self._ways.admitted(self.person, start) for start in self._ways.starts)
        kept = _best(standing for standing, *_ in self._as_it_is)
        # Who is kept from it is told so whether or not there is a place, and whoever would leave one free.
        if not kept.is_of_this_roster:
            return kept
        if not self._spots:
            return Standing.NO_HELP
        together = (*self._taking_over, *self._joining)
        if any(self._serves(way, spot) for standing, way, spot, _ in together if _could(standing)):
            return Standing.COULD
        found = _best(standing for standing, *_ in self._judged)
        if found.is_of_this_roster and not self._mends(self._by_line[0][1]):
            return Standing.NO_HELP
        return found

    @cached_property
    def _by_line(self) -> list[tuple[Standing, Way]]:
        """Give how they stand by their own line at each start that rules admit, the best first.

        A few good ones will do.
        """
        own = self._trying.line_of(self.person)
        found: list[tuple[Standing, Way]] = []
        good = 0
        for start in self._ways.starts:
            if self._ways.admitted(self.person, start) is not Standing.COULD:
                continue
            way: Way = (Place(self._task, start),)
            standing = self._in(own, way)
            found.append((standing, way))
            if standing is Standing.SHAPE:
                found += [(self._in(own, more), more) for more in self._ways.with_more]
            good += standing is Standing.COULD
            if good == FEW_STARTS:
                break
        return sorted(found, key=lambda each: -each[0].place)

    def _in(self, trying: Trying, way: Way) -> Standing:
        broken = trying.broken(trying.with_on(self.person, way))
        return standing_after(broken, self._ways.told)

    @property
    def _spots(self) -> tuple[Spot, ...]:
        return self._ways.spots

    @cached_property
    def _as_it_is(self) -> list[Judged]:
        """Judge the whole roster at the best few starts, with nobody taken off the task."""
        return self._judged_in((Spot(NOBODY_OFF, self._trying),))

    @cached_property
    def _judged(self) -> list[Judged]:
        """Judge the whole roster at the best few starts, in every place."""
        free = all(spot.off == NOBODY_OFF for spot in self._spots)
        return self._as_it_is if free else self._judged_in(self._spots)

    def _judged_in(self, spots: tuple[Spot, ...]) -> list[Judged]:
        return [self._judge(way, spot) for _, way in self._by_line[:FEW_STARTS] for spot in spots]

    def _judge(self, way: Way, spot: Spot) -> Judged:
        broken = spot.trying.broken(spot.trying.with_on(self.person, way))
        return standing_after(broken, self._ways.told), way, spot, broken

    @cached_property
    def _taking_over(self) -> list[Judged]:
        """Judge the whole duties of those who are on it."""
        return self._judged_together(self._ways.taken_over)

    @cached_property
    def _joining(self) -> list[Judged]:
        """Judge it together with shifts beside it, where alone it is no duty, or a whole one is too much."""
        too_much = self._ways.taken_over and not any(_could(standing) for standing, *_ in self._taking_over)
        return self._judged_together(self._joined()) if too_much or self._lacks_a_shape else []

    def _judged_together(self, fits: Iterable[Fit]) -> list[Judged]:
        """Judge the task together with others, in place of those who have them."""
        listed = tuple(fits)
        # Whoever is kept from one of the others is so with everybody where they are, as from the task itself.
        open_to = {way: self._in(self._trying, way).is_of_this_roster for way in {fit.way for fit in listed}}
        return [self._judge(fit.way, fit.spot) for fit in listed if open_to[fit.way]]

    @property
    def _lacks_a_shape(self) -> bool:
        """Whether the task alone makes no duty, and none with what is empty beside it."""
        standings = {standing for standing, _ in self._by_line}
        return Standing.SHAPE in standings and Standing.COULD not in standings

    def _joined(self) -> Iterator[Fit]:
        """Give those joined shifts that their own line has room for."""
        own = self._trying.line_of(self.person)
        room_for = {way: _could(self._in(own, way)) for way in {fit.way for fit in self._ways.joined}}
        for fit in self._ways.joined:
            if room_for[fit.way] and all(person != self.person for person, _ in fit.spot.off):
                yield fit

    def _serves(self, way: Way, spot: Spot) -> bool:
        """Say whether less would be short on the task, where that is what is asked."""
        after = spot.trying.with_on(self.person, way)
        return not self._question.to_mend or self._trying.mends(self._task.id, after)

    def _mends(self, way: Way) -> bool:
        """Say whether less would be short on the task in any place, be they free for it or not."""
        return any(self._serves(way, spot) for spot in self._spots)

    def violations(self) -> tuple[Violation, ...]:
        """Give what putting them on it would break, where it suits them best; not what is about the task."""
        if self.standing in {Standing.ON_IT, Standing.COULD, Standing.NO_HELP}:
            return ()
        found = self._refused() if not self._by_line else self._broken_at_best()
        return tuple(v for v in found if self._ways.told[v.rule] is not Told.TASK)

    def _refused(self) -> tuple[Violation, ...]:
        """Give what a start breaks at which they stand as they do, and which no rule admits."""
        starts = self._ways.starts
        start = next(s for s in starts if self._ways.admitted(self.person, s) is self.standing)
        trying = self._spots[0].trying if self._spots else self._trying
        return trying.broken(trying.with_on(self.person, [Place(self._task, start)]))

    def _broken_at_best(self) -> tuple[Violation, ...]:
        judged = self._judged if self.standing.is_of_this_roster else self._as_it_is
        return next(broken for standing, _, _, broken in judged if standing is self.standing)

    # Ways to do it --------------------------------------------------------------------------------

    def options(self) -> list[Option]:
        """Give the ways to do it as things stand, the best of each place first."""
        found = [
            self._option(way, spot.off, broken)
            for standing, way, spot, broken in (*self._judged, *self._taking_over, *self._joining)
            if _could(standing)
        ]
        if self._question.to_mend:
            found = [option for option in found if self._helps(option)]
        return _best_of_each(found)

    def moves(self) -> list[Option]:
        """Give the ways to do it if taken off a duty, the best first."""
        found = []
        for standing, way, spot, broken in self._judged:
            if standing.is_of_this_roster and not _could(standing):
                offs = self._in_the_way(standing, way, broken)
                found += [option for off in offs if (option := self._moved(way, off | spot.off))]
        for standing, way, spot, broken in self._taking_over:
            if standing in IN_THE_WAY_OF_WHOLE_DUTIES:
                # A whole duty is in the way of all that is named; trying each of these takes long.
                off = spot.off.union(*self._in_the_way(standing, way, broken))
                found += [option] if (option := self._moved(way, off)) else []
        return _best_of_each(found)

    def _moved(self, way: Way, off: Off) -> Option | None:
        less = self._trying.without(off)
        broken = self._trying.broken(less.with_on(self.person, way))
        return self._option(way, off, broken) if self._ways.stands(broken) else None

    def _in_the_way(self, standing: Standing, way: Way, broken: tuple[Violation, ...]) -> Iterator[Off]:
        """Give what to take them off: each duty that a violation names, or all of them."""
        wanted = {place.task.id for place in way}
        named = {shift_of(task) for v in broken if v.whom == self.person for task in v.tasks} - wanted
        duties = [d for d in self._ways.duties(self.person) if not named.isdisjoint(d.tasks)]
        offs = [self._ways.off(self.person, duty) for duty in duties]
        offs += [frozenset({(self.person, task)}) for task in self._ways.from_a_shift(self.person) & named]
        yield from offs
        if len(offs) > 1 and standing is not Standing.HOURS:
            yield Off().union(*offs)

    def _helps(self, option: Option) -> bool:
        return any(c.points < 0 and self._task.id in c.tasks for c in option.change.charges)

    def _option(self, way: Way, off: Off, broken: tuple[Violation, ...]) -> Option:
        after = self._trying.without(off).with_on(self.person, way)
        beside = tuple(place.task.id for place in way if place.task is not self._task)
        start = next(place.start for place in way if place.task is self._task)
        return Option(
            self.person,
            start,
            beside,
            tuple(sorted(off)),
            self._ways.still(broken),
            self._trying.change(after),
        )


def _best_of_each(options: Iterable[Option]) -> list[Option]:
    """Give the best way for each set of people taken off, the best first."""
    best: dict[tuple[tuple[str, str], ...], Option] = {}
    for option in best_first(options):
        best.setdefault(option.off, option)
    return list(best.values())


def _could(standing: Standing) -> bool:
    return standing is Standing.COULD


def _best(standings: Iterable[Standing]) -> Standing:
    return max(standings, key=lambda standing: standing.place)
