"""How each assignment stands with its person, and which seats are at risk because nobody has said yes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

from hub_roster.domain.clock import instant_of, utc
from hub_roster.domain.duty import Length
from hub_roster.domain.lines import Lines
from hub_roster.domain.offers import FIRM, AssignmentState, Offer
from hub_roster.domain.people import Employment, PatternDay
from hub_roster.domain.roster import Assignment, Roster
from hub_roster.domain.tasks import shift_of
from hub_roster.rules.hours import ContractHours
from hub_roster.rules.rulebook import BoundRules
from hub_roster.rules.touched import EVERYTHING, Touched

OFFERED_WORK = frozenset({Employment.RELIEF, Employment.BANK, Employment.AGENCY, Employment.VOLUNTEER})
"""Terms on which all work is an offer, which may be declined."""


def with_states(rules: BoundRules, lines: Lines, touched: Touched = EVERYTHING) -> Roster:
    """Give a roster in which each assignment of a person touched says how it stands; the others do already.

    What the hub recorded of an offer holds. Besides that, relief, bank, agency and volunteers' work is to be
    offered; so is what passes a contract, or is on a day off that nobody agreed to; who an agency sends is
    booked until named; the rest is contracted.
    """
    beyond = frozenset((*_beyond_contract(rules, lines, touched), *_on_days_off(lines, touched)))
    offers = {(offer.person, shift_of(offer.task)): offer for offer in lines.problem.offers}
    stood = tuple(
        _standing(lines, each, beyond, offers) if touched.person(each.person) else each
        for each in lines.roster.assignments
    )
    return lines.roster.model_copy(update={"assignments": stood})


def at_risk(roster: Roster) -> tuple[Assignment, ...]:
    """Give the assignments nobody can count on yet: offered or to be, declined, or booked without a name."""
    return tuple(each for each in roster.assignments if each.state not in FIRM)


def _standing(
    lines: Lines,
    assignment: Assignment,
    beyond: frozenset[tuple[str, str]],
    offers: Mapping[tuple[str, str], Offer],
) -> Assignment:
    offer = offers.get((assignment.person, shift_of(assignment.task)))
    if offer is not None:
        until = None if offer.until is None else utc(instant_of(offer.until))
        return _put(assignment, offer.state, until)
    state = AssignmentState.CONTRACTED
    person = lines.problem.person.get(assignment.person)
    if person is not None and person.unnamed:
        state = AssignmentState.BOOKED
    elif person is not None and person.employment in OFFERED_WORK:
        state = AssignmentState.TO_OFFER
    if (assignment.person, shift_of(assignment.task)) in beyond:
        state = AssignmentState.TO_OFFER
    return _put(assignment, state, None)


def _put(assignment: Assignment, state: AssignmentState, until: datetime | None) -> Assignment:
    """Give an assignment that stands so: the same one where it does."""
    if assignment.state is state and assignment.until == until:
        return assignment
    return assignment.model_copy(update={"state": state, "until": until})


def _on_days_off(lines: Lines, touched: Touched) -> Iterator[tuple[str, str]]:
    """Give person and task of each duty that begins on a day kept free, where its person did not agree to it.

    A duty begun before the period is a fact.
    """
    problem = lines.problem
    for person in problem.people:
        if person.employment is not Employment.CONTRACTED or not touched.person(person.key):
            continue
        for duty in lines.of[person.key]:
            off = problem.pattern_on(person.key, duty.day) is PatternDay.OFF
            if off and duty.start >= problem.start and (person.key, duty.day) not in problem.consented:
                yield from ((person.key, task) for task in duty.tasks)


def _beyond_contract(rules: BoundRules, lines: Lines, touched: Touched) -> Iterator[tuple[str, str]]:
    """Give person and task of each duty that, in order of time, takes a week past the contract."""
    contracts = next((rule for rule in rules if isinstance(rule, ContractHours)), None)
    if contracts is None:
        return
    for person, week in contracts.weeks():
        if not touched.person(person):
            continue
        start, end = lines.problem.week_spans[week]
        left = contracts.due(person, week) + contracts.numbers.flexible_minutes
        for duty in lines.of[person]:
            minutes = duty.minutes(Length.CONTRACT, start, end)
            left -= minutes
            if minutes and left < 0:
                yield from ((person, task) for task in duty.tasks)
