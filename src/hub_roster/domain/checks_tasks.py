"""Checks of work: visits that can be made, and locks that can be kept."""

from __future__ import annotations

import re
from collections import defaultdict
from datetime import timedelta
from typing import TYPE_CHECKING

from hub_roster.domain import series
from hub_roster.domain.checks_fault import Fault, listed, meant
from hub_roster.domain.in_force import templates_on
from hub_roster.domain.offers import AssignmentState
from hub_roster.domain.plans import PlanForm
from hub_roster.domain.series import appointment_ids
from hub_roster.domain.tasks import Who, shift_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hub_roster.domain.tables import Tables


WINDOWS = ("plans", "moves", "visits", "meetings")
"""Tables whose rows have a length and two times of day it lies between."""


def visit_windows(problem: Tables) -> Iterator[Fault]:
    """Find visits, plans, moves and meetings that are longer than the time they may be held in."""
    for table in WINDOWS:
        what = "meeting" if table == "meetings" else "visit"
        for row, record in enumerate(getattr(problem, table)):
            early, late = record.earliest, record.latest
            window = 60 * (late.hour - early.hour) + late.minute - early.minute
            if window <= 0:
                yield Fault(
                    (table, row, "latest"),
                    f"The {what} must end by {late:%H:%M}, which is not after {early:%H:%M}; "
                    "it may not go past midnight.",
                )
            elif window < record.minutes:
                yield Fault(
                    (table, row, "latest"),
                    f"A {what} of {record.minutes} minutes does not fit between {early:%H:%M} and "
                    f"{late:%H:%M}.",
                )


def visit_key_workers(problem: Tables) -> Iterator[Fault]:
    """Find visits for a key worker where the young person has none."""
    # Of a code given twice, the first row counts: that it is there twice is told elsewhere.
    known = {each.code: each for each in reversed((*problem.young_people, *problem.family_adults))}
    for table in ("plans", "visits", "escorts"):
        for row, visit in enumerate(getattr(problem, table)):
            young = known.get(visit.young_person)
            theirs = visit.who is Who.KEY_WORKER or getattr(visit, "form", None) is PlanForm.FLEXIBLE
            if visit.who is not Who.NAMED and theirs and young is not None and young.key_worker is None:
                yield Fault(
                    (table, row, "who"),
                    f"{visit.young_person} has no key worker: name one, or let someone else visit.",
                )
            if (visit.who is Who.NAMED) != bool(visit.named):
                yield Fault((table, row, "named"), "Name people here for 'named', and only then.")


def too_few_may(problem: Tables) -> Iterator[Fault]:
    """Find visits and escorts for more adults than may make them; adults of one's own are counted."""
    own: dict[str, int] = defaultdict(int)
    for row_of_own in problem.own_adults:
        own[row_of_own.young_person] = max(own[row_of_own.young_person], row_of_own.adults)
    known = {each.code for each in (*problem.young_people, *problem.family_adults) if each.key_worker}
    for table in ("plans", "visits", "escorts"):
        for row, visit in enumerate(getattr(problem, table)):
            raised = 0 if getattr(visit, "in_shift", True) else own[visit.young_person]
            adults = max(visit.adults, raised)
            may = len(set(visit.named)) if visit.who is Who.NAMED else 1
            for_one = visit.who is Who.KEY_WORKER or getattr(visit, "form", None) is PlanForm.FLEXIBLE
            alone = for_one and visit.young_person in known
            if adults > may and (visit.named if visit.who is Who.NAMED else alone):
                yield Fault(
                    (table, row, "who"),
                    f"{adults} adults are to go, and only {may} may: let the core team or anyone known go, "
                    "or name more people.",
                )


def plan_weeks(problem: Tables) -> Iterator[Fault]:
    """Find plans of every other week that do not say which."""
    for row, plan in enumerate(problem.plans):
        if plan.every_weeks > 1 and plan.first_day is None:
            message = f"Every {plan.every_weeks} weeks: say from which date they are counted."
            yield Fault(("plans", row, "first_day"), message)


def joint_roles(problem: Tables) -> Iterator[Fault]:
    """Find visits that ask for more roles than they have adults."""
    for row, visit in enumerate(problem.visits):
        if len(visit.roles) > visit.adults:
            yield Fault(
                ("visits", row, "roles"),
                f"{len(visit.roles)} roles are to be there, and only {visit.adults} of the adults.",
            )


def moves(problem: Tables) -> Iterator[Fault]:
    """Find planned moves to nowhere, with nobody to get to know, or half a decision."""
    for row, move in enumerate(problem.moves):
        if bool(move.household) == (move.home is not None):
            yield Fault(("moves", row, "household"), "Say where to: a household or a home, and only one.")
        if move.home is not None and not move.carers:
            message = "Name the adults of the home whom the young person gets to know first."
            yield Fault(("moves", row, "carers"), message)
        if bool(move.decided_by) != (move.decided_on is not None):
            message = "A matching decision has both: who took it, and on which date."
            yield Fault(("moves", row, "decided_on"), message)


def week_times(problem: Tables) -> Iterator[Fault]:
    """Find times of a young person's week at which visits are welcome nowhere, or in an unknown term."""
    calendars = {term.calendar for term in problem.terms}
    for row, time in enumerate(problem.week_times):
        if time.visits and time.place is None:
            yield Fault(("week_times", row, "place"), "Visits are welcome then: say at which place.")
        if time.calendar is not None and time.calendar not in calendars:
            hint = meant(time.calendar, calendars)
            message = f"No term dates are given for '{time.calendar}'.{hint}"
            yield Fault(("week_times", row, "calendar"), message)


def offers(problem: Tables) -> Iterator[Fault]:
    """Find offers in a state that only an assignment has."""
    allowed = (AssignmentState.OFFERED, AssignmentState.ACCEPTED, AssignmentState.DECLINED)
    for row, offer in enumerate(problem.offers):
        if offer.state not in allowed:
            message = f"An offer is offered, accepted or declined; '{offer.state}' is none of these."
            yield Fault(("offers", row, "state"), message)


def unknown_locks(problem: Tables) -> Iterator[Fault]:
    """Find locks, and duties begun before, on a task the period does not have."""
    referring = problem.locks or problem.duties_before or problem.offers
    if not referring or problem.first_day.weekday():
        return  # nothing to look at, or a period that starts on a wrong day, which is told elsewhere
    others = appointment_ids(problem) | {spell.id for spell in problem.on_call}
    shifts = _shift_ids(problem)
    for table in ("locks", "offers"):
        for row, lock in enumerate(getattr(problem, table)):
            if lock.task not in others and not _is_seat(lock.task, shifts):
                hint = _hint(lock.task, others | shifts)
                yield Fault((table, row, "task"), f"The period has no task called '{lock.task}'.{hint}")
    for row, before in enumerate(problem.duties_before):
        for task in before.tasks:
            if not _is_seat(task, shifts):
                hint = meant(task, shifts)
                yield Fault(("duties_before", row, "tasks"), f"The period has no seat '{task}'.{hint}")


def unknown_needs(problem: Tables) -> Iterator[Fault]:
    """Find personal needs about a task the period does not have, or about one seat of a shift."""
    if problem.first_day.weekday() or not any(need.task for need in problem.personal_needs):
        return
    shifts = _shift_ids(problem)
    known = appointment_ids(problem) | shifts
    for row, need in enumerate(problem.personal_needs):
        if need.task is None or need.task in known:
            continue
        path = ("personal_needs", row, "task")
        if _is_seat(need.task, shifts):
            yield Fault(
                path, f"A need is about the whole shift: leave out the seat, '{shift_of(need.task)}'."
            )
        else:
            hint = _hint(need.task, known, SHIFT_FORM)
            yield Fault(path, f"The period has no visit, escort or shift called '{need.task}'.{hint}")


def _hint(task: str, known: frozenset[str], form: str = "") -> str:
    """Give what was meant: a task of the very date, if one is named; else how they are called."""
    days = re.findall(r"\d{4}-\d{2}-\d{2}", task)
    near = meant(task, {other for other in known if days[0] in other} if days else known - _dated(known))
    return near or f" {form or SEAT_FORM}"


def _dated(known: frozenset[str]) -> set[str]:
    return {task for task in known if re.search(r"\d{4}-\d{2}-\d{2}", task)}


def unknown_published(problem: Tables) -> Iterator[Fault]:
    """Find published work that no week of this hub could have: nobody would be kept from change by it.

    Other weeks than the period's are no fault, since the roster of the week before is kept here too.
    """
    series = {plan.code for plan in problem.plans} | {move.code for move in problem.moves}
    series |= {session.code for session in problem.sessions} | {m.id for m in problem.meetings}
    tasks = appointment_ids(problem) | {spell.id for spell in problem.on_call}
    shifts = {(template.home, template.name) for template in problem.shifts}
    for row, published in enumerate(problem.published):
        home, _, name, *_ = (*published.task.split("/"), "", "", "")
        known = (home, name) in shifts or published.task in tasks
        if not known and not any(published.task.startswith(f"{code} ") for code in series):
            message = f"No task is called '{published.task}'. {SEAT_FORM}"
            yield Fault(("published", row, "task"), message)


SEAT_FORM = "A seat is called like 'Ash/2026-11-28/late/1': home, date, shift, number."
SHIFT_FORM = "A shift is called like 'Ash/2026-11-28/late': home, date, shift."
"""How tasks are named that no sheet gives a code."""


def _shift_ids(problem: Tables) -> frozenset[str]:
    # Not Problem.shift: that needs every home to be known.
    days = [problem.first_day + timedelta(days=k) for k in range(7 * problem.weeks + 1)]
    return frozenset(
        f"{template.home}/{day.isoformat()}/{template.name}"
        for day in days
        for template in templates_on(problem.shifts, day)
    )


def _is_seat(task: str, shifts: frozenset[str]) -> bool:
    if task in shifts:
        return True
    number = task.rsplit("/", 1)[-1]
    return shift_of(task) in shifts and number.isdecimal() and str(int(number)) == number != "0"


def _room(problem: Tables) -> dict[str, int]:
    """Give how many people an appointment takes, where it may be more than one."""
    own: dict[str, int] = defaultdict(lambda: 1)
    for row in problem.own_adults:
        own[row.young_person] = max(row.adults, own[row.young_person])
    room = {escort.id: escort.adults for escort in problem.escorts}
    room |= {v.id: max(v.adults, 1 if v.in_shift else own[v.young_person]) for v in problem.visits}
    for monday in series.mondays(problem):
        for plan in problem.plans:
            names = (series.plan_visit(plan, monday, k + 1) for k in range(plan.times))
            raised = 1 if plan.in_shift else own[plan.young_person]
            room |= dict.fromkeys(names, max(plan.adults, raised))
        for move in problem.moves:
            names = (series.introduction(move, monday, k + 1) for k in range(move.introductions))
            room |= dict.fromkeys(names, own[move.young_person])
    room |= {series.goodbye(move): own[move.young_person] for move in problem.moves}
    for session in problem.sessions:
        room |= dict.fromkeys((name for name, _ in series.session_days(problem, session)), session.adults)
    for meeting in problem.meetings:
        names = (name for name, _, _ in series.meeting_days(problem, meeting))
        room |= dict.fromkeys(names, len(meeting.attendees))
    return room


def crowded_locks(problem: Tables) -> Iterator[Fault]:
    """Find locks that give one seat, visit or spell to more people than it takes."""
    room = _room(problem)
    people: dict[str, list[str]] = defaultdict(list)
    for row, lock in enumerate(problem.locks):
        if not lock.must or lock.person in people[lock.task]:
            continue
        taken = people[lock.task]
        # A whole shift has as many seats as it needs; a seat of it is one person's.
        if len(taken) >= room.get(lock.task, 1) and lock.task.count("/") != 2:
            yield Fault(
                ("locks", row, "task"),
                f"'{lock.task}' is locked to {listed(taken)} already: release one of these locks.",
            )
        taken.append(lock.person)
