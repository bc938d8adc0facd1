"""A first-fit roster: what someone gets who fills one task after the other and never looks back.

It keeps the rules an example is hard by: skills, approval, who may visit, leave, placements,
adjustments, driving, rest, duty shapes, hours. It knows nothing of tomorrow: that is the point.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from typing import TYPE_CHECKING

from hub_roster.continuity.familiarity import circle_of, familiarity
from hub_roster.domain.appointments import Appointment
from hub_roster.domain.clock import (
    HOUR,
    Instant,
    days_touched,
    instant,
    instant_of,
    midnight,
    overlap,
)
from hub_roster.domain.duty import (
    Duty,
    Length,
    Part,
    duty_of,
    part_of_appointment,
    part_of_shift,
    split,
)
from hub_roster.domain.home import PartKind
from hub_roster.domain.people import AdjustmentKind, Person
from hub_roster.domain.tasks import OnCall, Shift, Who, shift_of
from hub_roster.domain.young_people import ViewKind

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from hub_roster.domain.problem import Problem, Task

CHECKS = "checks"
DRIVER = "driver"
REST = 11 * HOUR
REST_AFTER_SLEEP_IN = 22 * HOUR
"""11 h and 11 h less the longest rest inside, of which a sleep-in on site has none (design.md)."""
GRID = 15
SHARED_GRID = 30
"""Visits for two start on the half hour, as those who draft have them."""
MOST_SPELLS = 3
MOST_VISITS = 4
BREAK, BREAK_AFTER = 20, 6 * HOUR


class FirstFit:
    """Fills the tasks of a problem in order of start, each by the first person in key order."""

    def __init__(self, problem: Problem) -> None:
        self._problem = problem
        self._people = sorted(problem.people, key=lambda person: person.key)
        self._parts: dict[str, list[Part]] = defaultdict(list)
        self._spells: dict[str, list[OnCall]] = defaultdict(list)
        self._on: dict[str, list[str]] = defaultdict(list)
        self._with: dict[str, list[tuple[Instant, Instant]]] = defaultdict(list)
        self._known = familiarity(problem)
        self._shapes = {shape.parts: shape.longest_hours * HOUR for shape in problem.shapes}

    def unfilled(self) -> list[str]:
        """Fill what can be filled; give the ids of seats, visits and spells that stay open."""
        problem = self._problem
        for before in problem.duties_before:
            for seat in before.tasks:
                shift = problem.shift[shift_of(seat)]
                self._parts[before.person].append(part_of_shift(shift))
                self._on[shift.id].append(before.person)
        tasks: list[tuple[Instant, str, Task]] = [
            *((s.start, s.id, s) for s in problem.shift.values() if not s.optional),
            *((v.window[0], v.id, v) for v in problem.appointments),
            *((spell.span[0], spell.id, spell) for spell in problem.on_call),
        ]
        short: list[str] = []
        for _, _, task in sorted(tasks, key=lambda row: row[:2]):
            short += self._fill(task)
        return short

    def _fill(self, task: Task) -> list[str]:
        """Fill one task; give what of it stays open."""
        if isinstance(task, Shift):
            return self._fill_shift(task)
        if isinstance(task, Appointment):
            return [] if self._fill_visit(task) else [task.id]
        for person in self._people:
            if person.hub == task.hub and self._may_be_called(person, task):
                self._spells[person.key].append(task)
                return []
        return [task.id]

    def _fill_shift(self, shift: Shift) -> list[str]:
        """Fill seats; the last one goes to someone who brings what the shift still needs."""
        free = shift.seats - len(self._on[shift.id])
        for left in range(free, 0, -1):
            needed = self._missing(shift)
            able = [p for p in self._people if self._takes_seat(p, shift)]
            # Everyone on an earlier seat is whoever comes first; only the last seat looks at needs.
            useful = [p for p in able if self._brings(p, shift, needed)] if left == 1 else able
            chosen = next(iter(useful or able), None)
            if chosen is None:
                return [shift.seat(shift.seats - k) for k in range(left)]
            self._parts[chosen.key].append(part_of_shift(shift))
            self._on[shift.id].append(chosen.key)
        return []

    def _missing(self, shift: Shift) -> set[str]:
        """Give the skills a shift needs and does not have yet."""
        return {
            need.skill
            for need in self._problem.shift_needs
            if need.home == shift.home
            and need.shift == shift.name
            and sum(self._problem.has_skill(p, need.skill, shift.day) for p in self._on[shift.id])
            < need.adults
        }

    def _brings(self, person: Person, shift: Shift, skills: set[str]) -> bool:
        return all(self._problem.has_skill(person.key, skill, shift.day) for skill in skills)

    def _takes_seat(self, person: Person, shift: Shift) -> bool:
        return (
            person.hub == shift.hub
            and person.key not in self._on[shift.id]
            and not any(
                self._parted(person.key, code, shift.day) for code in self._problem.young_people_of(shift)
            )
            and self._fits(person, part_of_shift(shift), shift.day)
        )

    def _fill_visit(self, visit: Appointment) -> bool:
        """Make a visit at the first start at which enough people are free."""
        able = [p for p in self._people if self._may_visit(p, visit)]
        for day, start in _starts(visit):
            end = start + visit.minutes
            if any(overlap(start, end, *span) for span in self._with[visit.young_person or visit.id]):
                continue
            part = part_of_appointment(visit, start)
            people = []
            for person in able:
                if self._may_visit_on(person, visit, day) and self._fits(person, part, day):
                    people.append(person.key)
                if len(people) == visit.adults:
                    self._with[visit.young_person or visit.id].append((start, end))
                    for key in people:
                        self._parts[key].append(part)
                    return True
        return False

    def _may_visit(self, person: Person, visit: Appointment) -> bool:
        """Say whether the plan lets a person make a visit."""
        if visit.who is Who.NAMED:
            return person.key in visit.named
        if visit.young_person is None:
            return True
        young = self._problem.supported[visit.young_person]
        if person.hub != young.hub:
            return False
        if visit.who is Who.KEY_WORKER:
            return person.key == young.key_worker
        if visit.who is Who.CORE_TEAM:
            return person.key in circle_of(young)
        if visit.who is Who.KNOWN:
            return self._known.known(person.key, young.code)
        return True

    def _may_visit_on(self, person: Person, visit: Appointment, day: date) -> bool:
        """Say whether a person holds what a visit needs on a date."""
        problem = self._problem
        kinds = {a.kind for a in problem.adjustments_of.get(person.key, ()) if a.holds_on(day)}
        return (
            all(problem.approved(person.key, code, day) for code in visit.young_people)
            and not any(self._parted(person.key, code, day) for code in visit.young_people)
            and (visit.skill is None or problem.has_skill(person.key, visit.skill, day))
            and problem.has_skill(person.key, DRIVER, day)
            and not kinds & {AdjustmentKind.NO_OUTREACH, AdjustmentKind.NO_DRIVING}
        )

    def _parted(self, person: str, code: str, day: date) -> bool:
        """Say whether a restriction or the young person's view keeps two apart."""
        view = self._problem.views_of.get((code, person))
        rows = self._problem.restrictions_of.get((code, person), ())
        return (view is not None and view.view is ViewKind.NOT_WITH) or any(row.holds_on(day) for row in rows)

    def _may_be_called(self, person: Person, spell: OnCall) -> bool:
        """Say whether a person can be on call: trained, not away, not already so."""
        away = self._problem.leave_days.get(person.key, frozenset())
        return (
            self._problem.has_skill(person.key, spell.skill, spell.day)
            and not away & set(days_touched(*spell.span))
            and len(self._spells[person.key]) < MOST_SPELLS * self._problem.weeks
            and not any(overlap(*spell.span, *other.span) for other in self._spells[person.key])
        )

    def _fits(self, person: Person, part: Part, day: date) -> bool:
        """Say whether a person's line stays lawful with one more part."""
        if not self._problem.has_skill(person.key, CHECKS, day):
            return False
        before = self._problem.duty_before.get(person.key)
        begun = before if before and before.tasks else None
        held = {shift_of(seat) for seat in before.tasks} if before else set()
        runs = split([*self._parts[person.key], part])
        duties = [
            duty_of(self._problem, person.base, run, begun if run[0].task in held else None) for run in runs
        ]
        changed = next(duty for duty in duties if part in duty.parts)
        return (
            self._free(person, changed)
            and self._shaped(changed, bool(held & set(changed.tasks)))
            and self._rested(person, duties)
            and self._within_hours(person, duties)
        )

    def _free(self, person: Person, duty: Duty) -> bool:
        """Say whether nothing keeps the person from a duty: leave, placement, other work."""
        problem = self._problem
        away = problem.leave_days.get(person.key, frozenset())
        return (
            not away & set(duty.touches)
            and all(duty.end <= begins for begins in self._closing(person, duty))
            and not any(
                overlap(duty.start, duty.end, instant_of(b.start), instant_of(b.end))
                for b in problem.busy_of.get(person.key, ())
            )
            and self._adjusted(person, duty)
        )

    def _closing(self, person: Person, duty: Duty) -> Iterator[Instant]:
        """List the instants from which placements that matter to a duty close a carer's rota."""
        for placement in self._problem.placements_of.get(person.household, ()):
            back = placement.deployable_from
            over = placement.last_day is not None and back is not None
            if not (over and back is not None and midnight(back) <= duty.start):
                first, at = placement.first_day, placement.first_time
                yield midnight(first) if at is None else instant(first, at)

    def _adjusted(self, person: Person, duty: Duty) -> bool:
        """Say whether a duty keeps the person's adjustments."""
        for row in self._problem.adjustments_of.get(person.key, ()):
            if not row.holds_on(duty.day):
                continue
            if row.kind is AdjustmentKind.NO_SLEEP_INS and PartKind.SLEEP_IN in duty.kinds:
                return False
            if row.time is None:
                continue
            if row.kind is AdjustmentKind.NOT_BEFORE and duty.start < instant(duty.day, row.time):
                return False
            if row.kind is AdjustmentKind.NOT_AFTER and duty.end > instant(duty.day, row.time):
                return False
        return True

    def _shaped(self, duty: Duty, begun_before: bool) -> bool:
        """Say whether a duty has a shape of the policy, no overlap and no more than its span."""
        drives = [
            self._problem.drive(a.place, b.place) for a, b in zip(duty.parts, duty.parts[1:], strict=False)
        ]
        for a, b, drive in zip(duty.parts, duty.parts[1:], drives, strict=False):
            if a.end + drive > b.start:
                return False
        if begun_before:
            return len(duty.parts) == 1
        longest = self._shapes.get(duty.kinds)
        visits = sum(part.kind is PartKind.OUTREACH for part in duty.parts)
        paused = any(part.gives_break for part in duty.parts) or duty.longest_gap >= BREAK
        return (
            longest is not None
            and duty.span <= longest
            and visits <= MOST_VISITS
            and (paused or duty.span <= BREAK_AFTER)
        )

    def _rested(self, person: Person, duties: list[Duty]) -> bool:
        """Say whether the rests between duties, and since the one before, are long enough."""
        before = self._problem.duty_before.get(person.key)
        if before is not None and not before.tasks and duties:
            slept = (instant_of(before.end) - instant_of(before.start)) > 16 * HOUR
            rest = REST_AFTER_SLEEP_IN if slept else REST
            if duties[0].start - instant_of(before.end) < rest:
                return False
        for a, b in itertools.pairwise(duties):
            slept = PartKind.SLEEP_IN in a.kinds or a.span > 16 * HOUR
            if b.start - a.end < (REST_AFTER_SLEEP_IN if slept else REST):
                return False
        return True

    def _within_hours(self, person: Person, duties: list[Duty]) -> bool:
        """Say whether contract hours stay within the most of each week."""
        return all(
            sum(duty.minutes(Length.CONTRACT, *week) for duty in duties) <= person.most_minutes
            for week in self._problem.week_spans
        )


def _starts(visit: Appointment) -> Iterator[tuple[date, Instant]]:
    """List the starts of a visit on the grid, day by day."""
    grid = GRID if visit.adults == 1 else SHARED_GRID
    for day, openings in visit.openings.items():
        for opening in openings:
            on_grid = range(-(-opening.first // grid) * grid, opening.last + 1, grid)
            for start in on_grid or (opening.first,):
                yield day, start
