"""What went before in the homes: eight weeks of shifts, and the Sunday's duties."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from hub_roster.domain.people import DutyBefore
from hub_roster.domain.young_people import Contact, Setting
from hub_roster.examples.shropshire.team import NIGHT, PART_TIMER

if TYPE_CHECKING:
    from hub_roster.examples.posts import Worker
    from hub_roster.examples.shropshire.families import Families
    from hub_roster.examples.shropshire.homes import Household

WEEKS = 8
"""Weeks of contact an example keeps (domain.md 6.4b)."""
LATE_MINUTES, EARLY_MINUTES, ASLEEP_MINUTES = 480, 450, 540
ASLEEP_DAYS = 14


class HomeRota:
    """A plain rota of one home's past: everyone in turn works late, sleeps in and stays for the early."""

    def __init__(self, home: Household, team: list[Worker]) -> None:
        self.home = home
        self._turns = [worker for worker in team[1:] if worker.post not in (NIGHT, PART_TIMER)]

    def block(self, day: date) -> Worker:
        """Give who worked late and slept in on a date."""
        return self._turns[day.toordinal() % len(self._turns)]

    def late(self, day: date) -> Worker:
        """Give who else worked late: neither tired from the night before nor asleep in the home next."""
        return self._turns[(day.toordinal() + 3) % len(self._turns)]

    def nights(self) -> dict[str, float]:
        """Give the sleep-ins a week of each person."""
        return {worker.key: 7 / len(self._turns) for worker in self._turns}


def contacts_of(them: Families, rotas: list[HomeRota], first_day: date) -> list[Contact]:
    """Make the ledger of the homes in the eight weeks before the period."""
    rows: list[Contact] = []
    for rota in rotas:
        codes = [child.code for child in them.residents if child.home == rota.home]
        for k in range(7 * WEEKS, 0, -1):
            rows += _of_day(rota, codes, first_day - timedelta(days=k), first_day)
    return rows


def _of_day(rota: HomeRota, codes: list[str], day: date, first_day: date) -> list[Contact]:
    """Give a day of a home: a block's late, its night where that is near, its early, and another late."""
    block, other, before = rota.block(day), rota.late(day), rota.block(day - timedelta(days=1))
    entries = [
        (block, LATE_MINUTES, Setting.SHIFT),
        (other, LATE_MINUTES, Setting.SHIFT),
        (before, EARLY_MINUTES, Setting.SHIFT),
    ]
    if (first_day - day).days <= ASLEEP_DAYS:
        entries.append((block, ASLEEP_MINUTES, Setting.ASLEEP))
    return [
        Contact(
            person=worker.key,
            young_person=code,
            day=day,
            minutes=minutes,
            setting=setting,
            young_people=len(codes),
            adults=2,
        )
        for worker, minutes, setting in entries
        for code in codes
    ]


def duties_before_of(rotas: list[HomeRota], first_day: date) -> list[DutyBefore]:
    """Write the last duties of the weekend before: of Sunday's blocks, Monday's early still to come."""
    rows = []
    sunday = first_day - timedelta(days=1)
    for rota in rotas:
        for day in (sunday - timedelta(days=1), sunday):
            held = (f"{rota.home.code}/{first_day.isoformat()}/early/1",) if day == sunday else ()
            rows.append(_before(rota.block(day), day, day + timedelta(days=1), time(15), held))
        rows.append(_before(rota.late(sunday), sunday, sunday, time(22, 30)))
    return rows


def _before(worker: Worker, day: date, last: date, end: time, held: tuple[str, ...] = ()) -> DutyBefore:
    return DutyBefore(
        person=worker.key,
        start=datetime.combine(day, time(14, 30)),
        end=datetime.combine(last, end),
        tasks=held,
    )
