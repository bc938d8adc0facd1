"""From the tables to the appointments of a period: series written out, times cut to when people are free."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING

from hub_roster.domain import series
from hub_roster.domain.appointments import Appointment, AppointmentKind, Opening
from hub_roster.domain.clock import instant, instant_of, interval
from hub_roster.domain.plans import Move, Plan, PlanForm
from hub_roster.domain.tasks import Escort, Meeting, MeetingKind, Visit, VisitKind, Who

if TYPE_CHECKING:
    from hub_roster.domain.clock import Instant
    from hub_roster.domain.problem import Problem

Span = tuple["Instant", "Instant"]


def appointments_of(problem: Problem) -> Iterator[Appointment]:
    """Give every appointment that can be made in the period, in a fixed order."""
    visits = [*problem.visits, *_of_plans(problem), *_of_moves(problem)]
    listed = [_of_visit(problem, visit) for visit in visits]
    listed += [_of_escort(problem, escort) for escort in problem.escorts]
    listed += list(_of_sessions(problem))
    listed += [found for meeting in problem.meetings for found in _of_meeting(problem, meeting)]
    return (appointment for appointment in listed if appointment.openings)


# Series -------------------------------------------------------------------------------------------


def _of_plans(problem: Problem) -> Iterator[Visit]:
    for plan in problem.plans:
        for monday in series.mondays(problem):
            if plan.falls_in(monday):
                yield from _week_of_plan(problem, plan, monday)


def _week_of_plan(problem: Problem, plan: Plan, monday: date) -> Iterator[Visit]:
    """Give the visits of a week, each on its share of the plan's days: so they never crowd one day."""
    who, named = plan.who, plan.named
    if plan.form is PlanForm.FLEXIBLE and who is not Who.NAMED:
        who = Who.KEY_WORKER
    for k, weekdays in enumerate(_shares(plan.days, plan.times)):
        days = [d for d in (monday + timedelta(days=w) for w in weekdays) if plan.holds_on(d)]
        if days:
            yield Visit(
                id=series.plan_visit(plan, monday, k + 1),
                young_person=plan.young_person,
                minutes=plan.minutes,
                first_day=days[0],
                last_day=days[-1],
                earliest=plan.earliest,
                latest=plan.latest,
                adults=plan.adults,
                who=who,
                named=named,
                kind=plan.kind,
                skill=plan.skill,
                in_shift=plan.in_shift,
            )


def _shares(days: tuple[int, ...], times: int) -> Iterator[tuple[int, ...]]:
    """Share weekdays out among a number of visits, in order; each gets at least one."""
    for k in range(times):
        first = k * len(days) // times
        yield days[first : max(first + 1, (k + 1) * len(days) // times)]


def _of_moves(problem: Problem) -> Iterator[Visit]:
    for move in problem.moves:
        carers = problem.carers_of(move)
        if not carers:
            continue
        for monday in series.mondays(problem):
            yield from _introductions(problem, move, carers, monday)
        days = [day for day in move.last_visit_days if day in problem.days]
        if days and move.decided_on is not None:
            yield _visit_of_move(move, series.goodbye(move), carers, VisitKind.ENDING, days)


def _introductions(problem: Problem, move: Move, carers: tuple[str, ...], monday: date) -> Iterator[Visit]:
    """Give the visits of a week by which carer and young person meet, where no shift brings them together."""
    week = [monday + timedelta(days=k) for k in range(7)]
    days = tuple(
        day.weekday()
        for day in week
        if move.introduces_on(day) and problem.home_of(move.young_person, day) is None
    )
    if not days:
        return
    for k, weekdays in enumerate(_shares(days, min(move.introductions, len(days)))):
        name = series.introduction(move, monday, k + 1)
        on = [monday + timedelta(days=w) for w in weekdays]
        yield _visit_of_move(move, name, carers, VisitKind.INTRODUCTION, on)


def _visit_of_move(
    move: Move, name: str, carers: tuple[str, ...], kind: VisitKind, days: list[date]
) -> Visit:
    return Visit(
        id=name,
        young_person=move.young_person,
        minutes=move.minutes,
        first_day=days[0],
        last_day=days[-1],
        earliest=move.earliest,
        latest=move.latest,
        who=Who.NAMED,
        named=carers,
        kind=kind,
    )


# One appointment ----------------------------------------------------------------------------------


def _of_visit(problem: Problem, visit: Visit) -> Appointment:
    young_people = (visit.young_person, *(code for code in visit.others if code != visit.young_person))
    own = problem.own_adults_of.get(visit.young_person, ())
    # Made from a shift, the adults they have for themselves are there already.
    for_themselves = [row.adults for row in own if row.holds_on(visit.first_day) and not visit.in_shift]
    adults = max(visit.adults, *for_themselves, 0)
    return Appointment(
        id=visit.id,
        kind=AppointmentKind.VISIT,
        hub=problem.supported[visit.young_person].hub,
        minutes=visit.minutes,
        adults=adults,
        openings=_openings(problem, visit, young_people),
        young_people=young_people,
        together=adults > 1,
        who=visit.who,
        named=visit.named,
        skill=visit.skill,
        roles=visit.roles,
        visit_kind=visit.kind,
    )


def _openings(
    problem: Problem, visit: Visit, young_people: tuple[str, ...]
) -> dict[date, tuple[Opening, ...]]:
    days = (visit.first_day + timedelta(days=k) for k in range((visit.last_day - visit.first_day).days + 1))
    found = {
        day: tuple(_openings_on(problem, visit, young_people, day))
        for day in days
        if day in problem.period and _is_wanted(problem, visit, day)
    }
    return {day: openings for day, openings in found.items() if openings}


def _is_wanted(problem: Problem, visit: Visit, day: date) -> bool:
    """Say whether an introduction is: nobody is drawn into a move that is not decided, or has stopped."""
    moves = problem.moves_of.get(visit.young_person, ())
    if visit.kind is not VisitKind.INTRODUCTION or not moves:
        return True
    return any(move.introduces_on(day) for move in moves)


def _openings_on(
    problem: Problem, visit: Visit, young_people: tuple[str, ...], day: date
) -> Iterator[Opening]:
    """Give the starts of a day at which all are free, and those at which a visit is welcome elsewhere."""
    window = instant(day, visit.earliest), instant(day, visit.latest) - visit.minutes
    times = [time for code in young_people for time in problem.week_of(code, day)]
    taken = [(time.start - visit.minutes + 1, time.end - 1) for time in times]
    home = problem.home_of(visit.young_person, day) if visit.in_shift else None
    place = problem.visit_place(visit)
    for first, last in _without(window, taken):
        yield Opening(first, last, place, place, home)
    if visit.place is not None:
        return
    for k, time in enumerate(times):
        first, last = max(window[0], time.start), min(window[1], time.end - visit.minutes)
        if time.visits and time.place is not None and first <= last:
            for opens, closes in _without((first, last), [*taken[:k], *taken[k + 1 :]]):
                yield Opening(opens, closes, time.place, time.place)


def _without(window: Span, taken: Iterable[Span]) -> Iterator[Span]:
    """Give what is left of a window of starts, ends included, without some spans of starts."""
    first, last = window
    edges = sorted(span for span in taken if span[0] <= last and first <= span[1])
    reached = first
    for start, end in edges:
        if reached < start:
            yield reached, start - 1
        reached = max(reached, end + 1)
    if reached <= last:
        yield reached, last


def _of_escort(problem: Problem, escort: Escort) -> Appointment:
    start = instant_of(escort.start)
    day = escort.start.date()
    home = problem.home_of(escort.young_person, day)
    opening = Opening(start, start, escort.origin, escort.ends_at, home)
    return Appointment(
        id=escort.id,
        kind=AppointmentKind.ESCORT,
        hub=problem.supported[escort.young_person].hub,
        minutes=escort.minutes,
        adults=escort.adults,
        openings={day: (opening,)} if day in problem.period else {},
        young_people=(escort.young_person,),
        together=escort.adults > 1,
        who=escort.who,
        named=escort.named,
        skill=escort.skill,
        lowers_cover=True,
    )


def _of_sessions(problem: Problem) -> Iterator[Appointment]:
    for session in problem.sessions:
        for name, day in series.session_days(problem, session):
            start, end = interval(day, session.start, session.end)
            yield Appointment(
                id=name,
                kind=AppointmentKind.SESSION,
                hub=session.hub,
                minutes=end - start,
                adults=session.adults,
                openings={day: (Opening(start, start, session.place, session.place),)},
                skill=session.skill,
                gives_break=session.gives_break,
            )


def _of_meeting(problem: Problem, meeting: Meeting) -> Iterator[Appointment]:
    home = next((home.code for home in problem.homes if home.place == meeting.place), None)
    for name, first_day, last_day in series.meeting_days(problem, meeting):
        days = [first_day + timedelta(days=k) for k in range((last_day - first_day).days + 1)]
        openings = {}
        for day in days:
            first, last = instant(day, meeting.earliest), instant(day, meeting.latest) - meeting.minutes
            if day in problem.period and first <= last:
                openings[day] = (Opening(first, last, meeting.place, meeting.place, home),)
        yield Appointment(
            id=name,
            kind=AppointmentKind.MEETING,
            hub=meeting.hub,
            minutes=meeting.minutes,
            adults=len(meeting.attendees),
            openings=openings,
            together=meeting.kind in TOGETHER,
            who=Who.NAMED,
            named=meeting.attendees,
        )


TOGETHER = frozenset({MeetingKind.SUPERVISION, MeetingKind.CASE_SUPERVISION})
"""Meetings that take place with everybody, or not at all."""
