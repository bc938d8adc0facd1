"""What a request for leave shows to whoever decides on it, and the part of that which its person is shown."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from hub_roster.domain.bank_holidays import holidays_of_policy
from hub_roster.domain.leave import LeaveBalance, hours_in, leave_balance
from hub_roster.domain.problem import Problem
from hub_roster.service.leave.asking import today
from hub_roster.service.leave.closing import closed_to
from hub_roster.service.leave.cover import Cover, tightest_by_day
from hub_roster.service.leave.duties import DutiesHeld, duties_held
from hub_roster.service.leave.ties import Without, without_their_own
from hub_roster.service.weeks import NotWhole
from hub_roster.store.leave_closings import Closing, LeaveClosings
from hub_roster.store.leave_requests import LIVE, LeaveNow, LeaveRequests, Wanted
from hub_roster.store.scope import ScopedSession
from hub_roster.store.tables import LeaveState


@dataclass(frozen=True)
class YearTouched:
    """A leave year with days of a request in it.

    Attributes
    ----------
    balance
        With all that its person has asked for.
    of_this
        Hours that the request itself counts.
    """

    balance: LeaveBalance
    of_this: float


class Weighing:
    """A request for leave held against a hub's file, the rosters in force and what others ask for.

    Each part is worked out when it is asked for, within the session: its person is shown few of them.

    Parameters
    ----------
    problem
        The newest version of the hub's file, which knows the person.
    on
        The date it is looked at.
    """

    def __init__(self, session: ScopedSession, problem: Problem, kept: LeaveNow, on: date) -> None:
        self._session, self._problem, self._on = session, problem, on
        self._kept, self._leave = kept, kept.leave

    @property
    def days(self) -> tuple[date, ...]:
        """Every day of it."""
        return self._leave.days

    # The person's own ------------------------------------------------------------------------------

    @cached_property
    def years(self) -> tuple[YearTouched, ...]:
        """The person's leave years with a day of it, in order."""
        return tuple(
            YearTouched(balance, hours_in(self._problem, balance.year, self.days))
            for balance in balances(self._session, self._problem, self._leave.person, self._on)
            if balance.year.first_day <= self.days[-1] and self.days[0] <= balance.year.last_day
        )

    @cached_property
    def outside_years(self) -> int:
        """How many of its days lie in no leave year the hub keeps for the person."""
        years = [touched.balance.year for touched in self.years]
        return sum(not any(y.first_day <= day <= y.last_day for y in years) for day in self.days)

    @cached_property
    def bank_holidays(self) -> tuple[date, ...]:
        """Bank holidays in it, in order."""
        return tuple(sorted(holidays_of_policy(self._problem.numbers, self.days[0], self.days[-1])))

    @cached_property
    def closed(self) -> tuple[Closing, ...]:
        """What its days were closed by when it was asked for, as far as that still holds."""
        asked_on = today(self._kept.asked.at)
        closings = LeaveClosings(self._session).of(self._leave.file_id).closings
        return closed_to(closings, self.days[0], self.days[-1], asked_on)

    @property
    def duties(self) -> DutiesHeld | None:
        """What the person is down for in it; unknown where the hub's file has faults in these weeks."""
        return self._looked_for[0]

    @property
    def faults(self) -> tuple[str, ...]:
        """Why the hub's file does not hold together in these weeks: nothing is approved until it does."""
        return self._looked_for[1]

    @cached_property
    def _looked_for(self) -> tuple[DutiesHeld | None, tuple[str, ...]]:
        try:
            return duties_held(self._session, self._leave), ()
        except NotWhole as error:
            return None, tuple(fault.message for fault in error.faults)

    # Others ----------------------------------------------------------------------------------------

    @cached_property
    def away(self) -> Mapping[date, tuple[str, ...]]:
        """By day, others of the hub who are on leave."""
        return {
            day: tuple(sorted(key for key in self._others if day in self._problem.leave_days.get(key, ())))
            for day in self.days
        }

    @cached_property
    def asked(self) -> Mapping[date, tuple[str, ...]]:
        """By day, others of the hub who have asked for leave that is not decided on."""
        wanted = Wanted({LeaveState.ASKED}, self._others, self.days[0], self.days[-1])
        found = defaultdict(set)
        for other in LeaveRequests(self._session).listed(self._leave.file_id, wanted):
            for day in other.leave.days:
                found[day].add(other.leave.person)
        return {day: tuple(sorted(found[day])) for day in self.days}

    @cached_property
    def cover(self) -> Mapping[date, Cover]:
        """By day, of the shifts the person could work the one with the fewest people to spare."""
        return tightest_by_day(self._problem, self._leave.person, self.days, self.asked)

    @cached_property
    def without(self) -> tuple[Without, ...]:
        """Young people whose own adult the person is."""
        return tuple(without_their_own(self._problem, self._leave.person, self.days, self.asked))

    @cached_property
    def _others(self) -> frozenset[str]:
        hub = self._problem.person[self._leave.person].hub
        return frozenset(
            each.key for each in self._problem.people if each.hub == hub and each.key != self._leave.person
        )


def weighing(session: ScopedSession, problem: Problem, kept: LeaveNow, on: date) -> Weighing | None:
    """Weigh a request; None for one that is settled otherwise, is over, or whose person has left the file."""
    stands = kept.state in LIVE and kept.leave.last_day >= on
    return Weighing(session, problem, kept, on) if stands and kept.leave.person in problem.person else None


def balances(session: ScopedSession, problem: Problem, person: str, on: date) -> tuple[LeaveBalance, ...]:
    """Give the balance of each leave year of somebody, with what they have asked for, in order."""
    asked = LeaveRequests(session).listed(problem.id, Wanted({LeaveState.ASKED}, (person,)))
    days = {day for each in asked for day in each.leave.days}
    years = sorted(
        (year for year in problem.leave_years if year.person == person), key=lambda year: year.first_day
    )
    return tuple(leave_balance(problem, year, on, days) for year in years)
