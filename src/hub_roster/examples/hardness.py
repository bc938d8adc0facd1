"""How hard an example is: the figures domain.md 6.4b asks of a week, measured on any problem."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from typing import TYPE_CHECKING

from hub_roster.domain.home import PartKind
from hub_roster.examples.absence import closed
from hub_roster.examples.first_fit import FirstFit

if TYPE_CHECKING:
    from collections.abc import Collection

    from hub_roster.domain.people import Person
    from hub_roster.domain.problem import Problem
    from hub_roster.domain.tasks import Visit

SCHOOL_EVENING = (time(15, 30), time(20, 30))
"""When young people of school age are free on a school day (domain.md 6.3)."""


@dataclass(frozen=True)
class Hardness:
    """What makes a week hard.

    Attributes
    ----------
    people, visits, two_adult_visits
        Counts per hub, visits also per week.
    evening_share
        Visits whose every window lies inside 15:30 to 20:30 on weekdays. Term dates are in no
        table, so every weekday counts as a school day.
    demand_share
        Waking hours of seats, time of visits and an allowance for driving, over contract hours
        after leave and placements.
    unapproved_share
        Pairs of a person and a young person of one hub without approval on the first day.
    ledger_weeks, worked_weeks
        Weeks the ledger reaches back; weeks of counted working time of whoever has most.
    first_fit_short
        Seats, visits and on-call spells a first-fit roster leaves open.
    """

    people: float
    visits: float
    two_adult_visits: float
    evening_share: float
    demand_share: float
    unapproved_share: float
    ledger_weeks: float
    worked_weeks: int
    first_fit_short: int


def hardness(problem: Problem) -> Hardness:
    """Measure how hard a problem is."""
    hub_weeks = len(problem.hubs) * problem.weeks
    two = sum(visit.adults == 2 for visit in problem.visits)
    evenings = sum(_on_school_evening(visit) for visit in problem.visits)
    first = min((contact.day for contact in problem.contacts), default=problem.first_day)
    return Hardness(
        people=len(problem.people) / len(problem.hubs),
        visits=len(problem.visits) / hub_weeks,
        two_adult_visits=two / hub_weeks,
        evening_share=evenings / max(1, len(problem.visits)),
        demand_share=demand_minutes(problem) / max(1, contract_minutes(problem)),
        unapproved_share=_unapproved_share(problem),
        ledger_weeks=(problem.first_day - first).days / 7,
        worked_weeks=max(map(len, problem.weeks_worked_of.values()), default=0),
        first_fit_short=len(FirstFit(problem).unfilled()),
    )


def _on_school_evening(visit: Visit) -> bool:
    return (
        all(day.weekday() < 5 for day in (visit.first_day, visit.last_day))
        and visit.earliest >= SCHOOL_EVENING[0]
        and visit.latest <= SCHOOL_EVENING[1]
    )


def demand_minutes(problem: Problem, hub: str | None = None) -> int:
    """Give the minutes of work of the period, of one hub or all, that count towards contract hours.

    The allowance for driving is one way from the home to each visit for each adult: a round of two
    visits in one direction needs about that.
    """
    seats = sum(
        (shift.end - shift.start) * shift.seats
        for shift in problem.shift.values()
        if not shift.optional and shift.kind is not PartKind.SLEEP_IN and hub in {None, shift.hub}
    )
    base = {home.hub: home.place for home in problem.homes}
    visits = 0
    for visit in problem.visits:
        own = problem.young_person[visit.young_person].hub
        if hub in {None, own}:
            drive = problem.drive(base[own], problem.visit_place(visit))
            visits += visit.adults * (visit.minutes + drive)
    return seats + visits


def contract_minutes(problem: Problem, hub: str | None = None, roles: Collection[str] | None = None) -> float:
    """Give the contract minutes of the period, less a seventh of a week for each day away.

    Parameters
    ----------
    hub, roles
        Only people of this hub, of these roles.
    """
    return sum(
        person.contract_minutes * sum(_open(problem, person, day) for day in problem.days) / 7
        for person in problem.people
        if hub in {None, person.hub} and (roles is None or person.role in roles)
    )


def _open(problem: Problem, person: Person, day: date) -> bool:
    return day not in problem.leave_days.get(person.key, frozenset()) and not (
        person.household and closed(person.household, problem.placements, day)
    )


def _unapproved_share(problem: Problem) -> float:
    pairs = [
        (person.key, young.code)
        for person in problem.people
        for young in problem.young_people
        if person.hub == young.hub
    ]
    without = sum(not problem.approved(*pair, problem.first_day) for pair in pairs)
    return without / max(1, len(pairs))
