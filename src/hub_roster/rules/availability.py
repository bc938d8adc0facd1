"""When a person may work at all: leave, a child placed with them, and agreed adjustments."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import cached_property
from typing import ClassVar

from pydantic import Field

from hub_roster.domain.clock import ONE_DAY, Instant, day_of, days_touched, instant, interval, midnight
from hub_roster.domain.duty import Duty
from hub_roster.domain.home import PartKind
from hub_roster.domain.lines import Lines
from hub_roster.domain.people import Adjustment, AdjustmentKind, Employment, PatternDay, Placement
from hub_roster.rules.rule import NOT_AVAILABLE, Kind, N, Numbers, Rule, Violation
from hub_roster.rules.rule import Numbers as NoNumbers
from hub_roster.rules.told import Told
from hub_roster.rules.touched import EVERYTHING, Touched


class Away(Rule[N]):
    """A rule about dates on which a person is not to be asked."""

    closes_spells = True
    message: ClassVar[str]

    def violations(self, lines: Lines, touched: Touched = EVERYTHING) -> Iterator[Violation]:
        """Give duties and spells that have a minute in a closed span."""
        for person in self.case.people:
            if not touched.person(person):
                continue
            closed = list(self.closed(person))
            if not closed:
                continue
            for start, end, tasks in self._work(lines, person):
                if any(start < closes and opens < end for opens, closes in closed):
                    yield self.violation(person, tasks, self.message)

    def _work(self, lines: Lines, person: str) -> Iterator[tuple[Instant, Instant, tuple[str, ...]]]:
        for duty in lines.of[person]:
            if duty.start >= self.problem.start:
                yield duty.start, duty.end, duty.tasks
        for spell in lines.spells[person]:
            yield *spell.span, (spell.id,)

    def _days(self, first: date, last: date) -> tuple[Instant, Instant]:
        return midnight(first), midnight(last + ONE_DAY)

    @cached_property
    def _reached(self) -> tuple[date, ...]:
        """Dates that a duty or a spell of the period may have a minute on."""
        spells = [days_touched(*spell.span) for spell in self.problem.on_call]
        first = min([self.problem.first_day, *(days[0] for days in spells)])
        last = max([self.problem.last_day + ONE_DAY, *(days[-1] for days in spells)])
        return tuple(first + k * ONE_DAY for k in range((last - first).days + 1))


class OnLeave(Away[NoNumbers]):
    """Nobody works for a minute on a day of their leave they did not agree to, nor before their first day."""

    name = "leave"
    kind = Kind.HARD
    tells = Told.PRIVATE
    source = "Working Time Regulations 1998, reg 13; contract"
    message = "Away on this day."

    def closed(self, person: str) -> Iterable[tuple[Instant, Instant]]:
        """Days of leave without their consent, and all time before the post began."""
        days = sorted(self.problem.leave_days.get(person, ()))
        away = [self._days(day, day) for day in days if (person, day) not in self.problem.consented]
        started = self.problem.person[person].started
        if started is not None:
            away.append((0, midnight(started)))
        return away


class ChildPlaced(Away[NoNumbers]):
    """A hub carer with a child placed works no shift, from the day it arrives until made deployable."""

    name = "child placed"
    kind = Kind.HARD
    tells = Told.PRIVATE
    source = "A carer with a child placed is not on a rota (CJEU C-147/17; No Wrong Door practice)"
    message = "Has a child placed on this day."

    def closed(self, person: str) -> Iterable[tuple[Instant, Instant]]:
        """From arrival, by the hour where it is known, until the date a manager set."""
        return [self._span(p) for p in self.problem.placements_of.get(person, ())]

    def _span(self, placement: Placement) -> tuple[Instant, Instant]:
        arrival = midnight(placement.first_day)
        if placement.first_time is not None:
            arrival = instant(placement.first_day, placement.first_time)
        if placement.last_day is None or placement.deployable_from is None:
            return arrival, max(arrival, midnight(self._reached[-1] + ONE_DAY))
        return arrival, max(arrival, midnight(placement.deployable_from))


class Available(Away[NoNumbers]):
    """People are asked only for times they said they can be; a partner is there at the hours given."""

    name = "availability"
    kind = Kind.HARD
    tells = Told.PRIVATE
    source = "Agreement with relief and bank staff, hub carers, volunteers and partner employers"
    message = "Not available at this time."

    def closed(self, person: str) -> Iterable[tuple[Instant, Instant]]:
        """All time outside what they said; nothing said leaves everybody but partners open."""
        rows = self.problem.availability_of.get(person, ())
        partner = self.problem.person[person].employment is Employment.PARTNER
        if not rows and not partner:
            return ()
        # What they said of the evening before may reach into the first of the dates.
        days = (self._reached[0] - ONE_DAY, *self._reached)
        spans = sorted(
            interval(day, row.start, row.end)
            for row in rows
            for day in days
            if row.holds_on(day) and day.weekday() in row.days
        )
        return list(_between(spans, *self._days(days[0], days[-1])))


def _between(
    spans: Iterable[tuple[Instant, Instant]], start: Instant, end: Instant
) -> Iterator[tuple[Instant, Instant]]:
    """Give what spans in order leave free between two instants."""
    reached = start
    for opens, closes in spans:
        if reached < opens:
            yield reached, opens
        reached = max(reached, closes)
    if reached < end:
        yield reached, end


class FixedDaysOff(Away[NoNumbers]):
    """Nobody works for a minute on a day their working pattern says they never do."""

    name = "fixed days off"
    kind = Kind.HARD
    tells = Told.PRIVATE
    source = "Contract of employment"
    message = "Never works on this day."

    def closed(self, person: str) -> Iterable[tuple[Instant, Instant]]:
        """Each such date that a duty or a spell may reach into."""
        return [
            self._days(day, day)
            for day in self._reached
            if self.problem.pattern_on(person, day) is PatternDay.NEVER
        ]


class DaysOffNumbers(Numbers):
    """Whether people are asked on days kept free."""

    by_offer: int = Field(
        default=1,
        ge=0,
        le=1,
        description="1: work on a day their pattern keeps free is offered, and they may decline; "
        "0: they are not asked at all, unless they agreed to it beforehand (assumption).",
    )


class DaysOff(Away[DaysOffNumbers]):
    """On a day their pattern keeps free people work by an offer or their consent, as the policy says."""

    name = "days off"
    kind = Kind.HARD
    tells = Told.PRIVATE
    source = "Contract of employment: prior consent to work on a day off"
    numbers_type = DaysOffNumbers
    message = "Has this day off and has not agreed to work."

    def closed(self, person: str) -> Iterable[tuple[Instant, Instant]]:
        """Where offers are not made: each such date that a duty or a spell may reach into."""
        if self.numbers.by_offer:
            return ()
        return [
            self._days(day, day)
            for day in self._reached
            if self.problem.pattern_on(person, day) is PatternDay.OFF
            and (person, day) not in self.problem.consented
        ]


class Adjusted(Rule[NoNumbers]):
    """What was agreed with a person that they are not asked to do, they are not asked to do."""

    name = "adjustments"
    kind = Kind.HARD
    tells = Told.PRIVATE
    source = "Equality Act 2010, s 20"

    def violations(self, lines: Lines, touched: Touched = EVERYTHING) -> Iterator[Violation]:
        """Give duties that an adjustment rules out; the message does not say which."""
        for person in self.problem.adjustments_of:
            if person not in lines.of or not touched.person(person):
                continue
            for duty in lines.of[person]:
                if duty.start >= self.problem.start and not self.admits(person, duty):
                    yield self.violation(person, duty.tasks, NOT_AVAILABLE)

    def concerns(self, person: str) -> bool:
        """Only people with an adjustment."""
        return person in self.problem.adjustments_of

    def admits(self, person: str, duty: Duty) -> bool:
        """No adjustment that holds on a date the duty touches rules it out."""
        return not any(
            adjustment.holds_on(day) and _rules_out(adjustment, duty, day)
            for adjustment in self.problem.adjustments_of.get(person, ())
            for day in duty.touches
        )


_RULED_OUT = {
    AdjustmentKind.NO_SLEEP_INS: PartKind.SLEEP_IN,
    AdjustmentKind.NO_WAKING_NIGHTS: PartKind.WAKING_NIGHT,
    AdjustmentKind.NO_OUTREACH: PartKind.OUTREACH,
}


def _rules_out(adjustment: Adjustment, duty: Duty, day: date) -> bool:
    if adjustment.kind is AdjustmentKind.NO_DRIVING:
        return duty.driving > 0
    if adjustment.kind in _RULED_OUT:
        return _RULED_OUT[adjustment.kind] in duty.kinds
    if adjustment.time is None:
        return False
    limit = instant(day, adjustment.time)
    if adjustment.kind is AdjustmentKind.NOT_BEFORE:
        return midnight(day) <= duty.start < limit or duty.start < midnight(day) < duty.end
    return (day_of(duty.end - 1) == day and duty.end > limit) or duty.end > midnight(day + ONE_DAY)
