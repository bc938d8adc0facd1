"""A plausible home rota, night by night: a pair who work late, sleep in and stay for the early.

The example's past is made from it, and so is the certainty that its future can be staffed.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from hub_roster.domain.people import AdjustmentKind
from hub_roster.examples.patterns import LEADER as LEADER_PART
from hub_roster.examples.patterns import OTHER, Rota
from hub_roster.examples.people import HOME_TEAM, Group, Staff
from hub_roster.examples.skills import CHECKS, DRIVER, FIRST_AID, LEADER, MEDICATION, Held

if TYPE_CHECKING:
    from random import Random

    from hub_roster.examples.absence import Absence

NIGHTS_APART = 2
"""A block that starts on day d ends on d+1 at 15:00; 22 h of rest reach 13:00 on d+2."""
LIKELY = {Group.PART_TIMER: 0, Group.DEPUTY: 1, Group.WORKER: 2, Group.RELIEF: 3, Group.LEAD: 4}
"""Who is asked first where the pattern's person is away."""
BLOCK_HOURS = 15.5
"""Contract hours of a block: the night counts nothing (domain.md section 0, point 1)."""
MOST_BLOCKS = 2
"""Blocks one person takes in any seven days."""


@dataclass(frozen=True)
class Nights:
    """Who works each night's block, by the date it starts on."""

    pairs: dict[date, tuple[str, ...]]

    def starts(self, person: str) -> list[date]:
        """List the dates on which a person's blocks start."""
        return [day for day, pair in self.pairs.items() if person in pair]

    def by_person(self) -> dict[str, set[date]]:
        """Give the dates on which each person's blocks start."""
        found: dict[str, set[date]] = defaultdict(set)
        for day, pair in self.pairs.items():
            for person in pair:
                found[person].add(day)
        return found


class NightPlanner:
    """Fills nights from the rolling rota and, where that fails, by asking round."""

    def __init__(self, team: list[Staff], rota: Rota, held: Held, absence: Absence, draw: Random) -> None:
        self._team = [s for s in team if s.group in HOME_TEAM | {Group.RELIEF}]
        self._rota = rota
        self._held = held
        self._absence = absence
        self._draw = draw
        self._blocks: dict[str, list[date]] = defaultdict(list)

    def plan(self, first: date, days: int) -> Nights:
        """Fill `days` nights from a date on."""
        pairs = {}
        for k in range(days):
            day = first + timedelta(days=k)
            pairs[day] = self._pair(day)
        return Nights(pairs)

    def _pair(self, day: date) -> tuple[str, ...]:
        leaders = self._ranked(day, LEADER_PART)
        others = self._ranked(day, OTHER)
        pair = next(
            (
                (leader, other)
                for leader in leaders
                if self._leads(leader, day)
                for other in others
                if other != leader and self._safe((leader, other), day)
            ),
            (),
        )
        for person in pair:
            self._blocks[person].append(day)
        return pair

    def _ranked(self, day: date, part: str) -> list[str]:
        """List the people who can work the block, those whose pattern says so first."""
        meant = set(self._rota.on_night(day, part))
        able = [s for s in self._team if self._can(s, day)]

        def rank(staff: Staff) -> tuple[bool, bool, int, float]:
            drives = self._held.ever(staff.key, DRIVER)
            recent = self._recent(staff.key, day)
            # Someone who cannot drive has shifts only, so is asked before anyone else.
            first = staff.key not in meant and (drives or recent > 0)
            return first, recent > 0, LIKELY[staff.group], self._draw.random()

        return [s.key for s in sorted(able, key=rank)]

    def _recent(self, person: str, day: date) -> int:
        return sum((day - start).days < 7 for start in self._blocks[person])

    def _can(self, staff: Staff, day: date) -> bool:
        away = self._absence.away.get(staff.key, set())
        after = day + timedelta(days=1)
        blocks = self._blocks[staff.key]
        return (
            staff.started_by(day)
            and day not in away
            and after not in away
            and self._held.ever(staff.key, CHECKS)
            and not self._absence.kinds_of(staff.key)
            & {AdjustmentKind.NO_SLEEP_INS, AdjustmentKind.NOT_BEFORE, AdjustmentKind.NOT_AFTER}
            and (not blocks or (day - blocks[-1]).days >= NIGHTS_APART)
            and self._recent(staff.key, day) < MOST_BLOCKS
            and (self._recent(staff.key, day) + 1) * BLOCK_HOURS <= staff.person.most_hours
        )

    def _leads(self, person: str, day: date) -> bool:
        return self._held.on(person, LEADER, day)

    def _safe(self, pair: tuple[str, str], day: date) -> bool:
        """Say whether the pair has a first-aider and someone trained in medication on both days."""
        return all(
            any(self._held.on(person, skill, when) for person in pair)
            for skill in (FIRST_AID, MEDICATION)
            for when in (day, day + timedelta(days=1))
        )
