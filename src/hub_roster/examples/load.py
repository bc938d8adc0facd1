"""How much work a period holds, and how much of it contracts pay for: for any kind of service."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hub_roster.domain.appointments import Appointment, AppointmentKind
from hub_roster.domain.home import PartKind
from hub_roster.domain.tasks import Who
from hub_roster.examples.draws import Draws

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from hub_roster.domain.people import Person
    from hub_roster.domain.problem import Problem

DEMAND_SHARE = (0.935, 0.965)
"""Demand over contract hours after leave, inside the 92 to 98 % of domain.md 6.4b."""
CONTRACT_STEP = 0.25


def work_minutes(problem: Problem) -> float:
    """Give the minutes of work of the period that count towards contract hours.

    Waking hours of seats; appointments, each with driving one way from where its people start. What somebody
    on shift may do from the shift is no work on top; of a meeting in a home a third is counted so.
    """
    seats = sum(
        (shift.end - shift.start) * shift.seats
        for shift in problem.shift.values()
        if not shift.optional and shift.kind is not PartKind.SLEEP_IN
    )
    return seats + sum(_minutes(problem, appointment) for appointment in problem.appointments)


def _minutes(problem: Problem, appointment: Appointment) -> float:
    if appointment.in_shift and appointment.kind is not AppointmentKind.MEETING:
        return 0
    start = appointment.openings[appointment.days[0]][0].place
    bases = [problem.person[person].base for person in _people(problem, appointment)]
    drive = sum(problem.drive(base, start) for base in bases) / max(1, len(bases))
    minutes = appointment.adults * (appointment.minutes + drive)
    return minutes * 2 / 3 if appointment.in_shift else minutes


def _people(problem: Problem, appointment: Appointment) -> tuple[str, ...]:
    """Give those it is meant for: who is named, or whose young person it is; of a session, its team."""
    if appointment.who is Who.NAMED:
        return appointment.named
    if appointment.young_person is None:
        return tuple(person.key for person in problem.people if person.hub == appointment.hub)
    key_worker = problem.supported[appointment.young_person].key_worker
    return () if key_worker is None else (key_worker,)


def contract_minutes(problem: Problem, roles: Collection[str] | None = None) -> float:
    """Give the contract minutes of the period, less a seventh of a week for each day away."""
    return sum(
        person.contract_minutes * sum(_open(problem, person, day) for day in problem.days) / 7
        for person in problem.people
        if roles is None or person.role in roles
    )


def _open(problem: Problem, person: Person, day: date) -> bool:
    away = problem.leave_days.get(person.key, frozenset())
    return day not in away and not problem.placed_on(person.key, day)


def as_tight_as_meant(problem: Problem, roles: Collection[str], draws: Draws) -> Problem:
    """Set the contract hours of some posts so that demand takes the share of all of them that is meant."""
    due = work_minutes(problem) / draws.on("share").uniform(*DEMAND_SHARE)
    some = contract_minutes(problem, roles)
    factor = (due - contract_minutes(problem) + some) / some
    people = tuple(_rescaled(person, factor, roles) for person in problem.people)
    return problem.edited(people=people)


def _rescaled(person: Person, factor: float, roles: Collection[str]) -> Person:
    if person.role not in roles:
        return person
    hours = CONTRACT_STEP * round(person.contract_hours * factor / CONTRACT_STEP)
    extra = person.most_hours - person.contract_hours
    return person.model_copy(update={"contract_hours": hours, "most_hours": hours + extra})
