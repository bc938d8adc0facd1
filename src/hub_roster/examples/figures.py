"""How hard an example service is, measured on any problem: what domain.md 6.4b asks, for every kind."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import time
from typing import TYPE_CHECKING

from hub_roster.domain.appointments import Appointment, AppointmentKind
from hub_roster.domain.clock import midnight
from hub_roster.examples import load
from hub_roster.examples.first_fit import FirstFit

if TYPE_CHECKING:
    from hub_roster.domain.problem import Problem

EVENING = (time(15, 30), time(20, 30))
"""When young people of school age are free on a school day (domain.md 6.3)."""
CASE_BY_CASE = frozenset({"consents", "days_worked", "missing_episodes", "pairs_apart", "personal_needs"})
"""Tables no example fills: a hub writes them down from case to case, or when a roster becomes the past."""
LEAST_DEMAND, MOST_DEMAND = 0.92, 0.98
LEAST_UNAPPROVED = 0.25
LEAST_SHORT = 5
LEDGER_WEEKS, WORKED_WEEKS = 8, 26


@dataclass(frozen=True)
class Asked:
    """What a kind of example has to be, beyond what every kind has to.

    Attributes
    ----------
    people, appointments
        From how many to how many, a week.
    evening_share
        The least share of young people's visits that lie on the evenings of school days.
    for_two
        The least number of visits and escorts for two adults.
    unused
        Tables without rows: those a draft would be led by, and what this kind does not have.
    """

    people: tuple[int, int]
    appointments: tuple[int, int]
    evening_share: float
    for_two: int
    unused: frozenset[str]


@dataclass(frozen=True)
class Figures:
    """What an example is; the names are those of `Asked`.

    Attributes
    ----------
    demand_share
        Work over contract hours after leave and placements.
    unapproved_share
        Pairs of a person and a young person or adult of one hub, not approved on the first day.
    first_fit_short
        Seats, appointments and spells that a first-fit roster leaves open.
    """

    people: int
    appointments: float
    evening_share: float
    for_two: float
    demand_share: float
    unapproved_share: float
    ledger_weeks: float
    worked_weeks: int
    first_fit_short: int
    unused: frozenset[str]


def figures(problem: Problem) -> Figures:
    """Measure an example."""
    young = [a for a in problem.appointments if _for_young_people(problem, a)]
    two = [a for a in problem.appointments if a.young_people and a.adults > 1]
    first = min((contact.day for contact in problem.contacts), default=problem.first_day)
    return Figures(
        people=len(problem.people),
        appointments=len(problem.appointments) / problem.weeks,
        evening_share=sum(map(_in_the_evening, young)) / max(1, len(young)),
        for_two=len(two) / problem.weeks,
        demand_share=load.work_minutes(problem) / max(1, load.contract_minutes(problem)),
        unapproved_share=_unapproved_share(problem),
        ledger_weeks=(problem.first_day - first).days / 7,
        worked_weeks=max(map(len, problem.weeks_worked_of.values()), default=0),
        first_fit_short=len(FirstFit(problem).unfilled()),
        unused=frozenset(name for name, value in problem if value == ()),
    )


def _for_young_people(problem: Problem, appointment: Appointment) -> bool:
    return appointment.kind is AppointmentKind.VISIT and appointment.young_person in problem.young_person


def _in_the_evening(appointment: Appointment) -> bool:
    """Say whether all of its openings lie on evenings of Monday to Friday."""
    first, last = (at.hour * 60 + at.minute for at in EVENING)
    return all(
        day.weekday() < 5
        and opening.first >= midnight(day) + first
        and opening.last + appointment.minutes <= midnight(day) + last
        for day, openings in appointment.openings.items()
        for opening in openings
    )


def _unapproved_share(problem: Problem) -> float:
    pairs = [
        (person.key, one.code)
        for person in problem.people
        for one in problem.supported.values()
        if person.hub == one.hub
    ]
    without = sum(not problem.approved(*pair, problem.first_day) for pair in pairs)
    return without / max(1, len(pairs))


def too_easy(problem: Problem, asked: Asked) -> list[str]:
    """Say in what an example is not what its kind has to be."""
    return list(_amiss(figures(problem), asked))


def _amiss(found: Figures, asked: Asked) -> Iterator[str]:
    if not asked.people[0] <= found.people <= asked.people[1]:
        yield f"{found.people} people"
    if not asked.appointments[0] <= found.appointments <= asked.appointments[1]:
        yield f"{found.appointments:g} appointments a week"
    if found.evening_share < asked.evening_share:
        yield f"{found.evening_share:.0%} of young people's visits on school evenings"
    if found.for_two < asked.for_two:
        yield f"{found.for_two:g} visits for two"
    if not LEAST_DEMAND <= found.demand_share <= MOST_DEMAND:
        yield f"demand is {found.demand_share:.1%} of contract hours"
    if found.unapproved_share < LEAST_UNAPPROVED:
        yield f"{found.unapproved_share:.0%} of pairs not approved"
    if found.ledger_weeks < LEDGER_WEEKS or found.worked_weeks < WORKED_WEEKS:
        yield f"{found.ledger_weeks:g} weeks of contact, {found.worked_weeks} of working time"
    if found.first_fit_short < LEAST_SHORT:
        yield f"first-fit leaves {found.first_fit_short} open"
    if found.unused != asked.unused | CASE_BY_CASE:
        yield f"tables without rows: {', '.join(sorted(found.unused))}"
