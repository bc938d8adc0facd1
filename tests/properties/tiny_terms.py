"""What people, young people and managers add to a tiny hub: terms, limits, wishes, history, locks."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from pydantic import ValidationError

from hub_roster.domain.appointments import Appointment
from hub_roster.domain.clock import wall
from hub_roster.domain.offers import AssignmentState, Offer
from hub_roster.domain.people import (
    Adjustment,
    AdjustmentKind,
    Approval,
    BusyPeriod,
    DutyBefore,
    Leave,
    PatternDay,
    PatternWeek,
    Placement,
    Request,
    Skill,
    WeekWorked,
)
from hub_roster.domain.policy import PolicyNumber
from hub_roster.domain.tasks import Lock, PublishedAssignment
from hub_roster.domain.young_people import (
    Acquaintance,
    Contact,
    HowWell,
    Restriction,
    Setting,
    View,
    ViewKind,
)

if TYPE_CHECKING:
    from tests.properties.tiny_hubs import Drawing

SKILLS = ("checks", "driver", "on call", "first aid", "leader", "therapy")
TIMED = (AdjustmentKind.NOT_BEFORE, AdjustmentKind.NOT_AFTER)

NUMBERS: tuple[tuple[str, str, float], ...] = (
    ("visit times", "grid_minutes", 30),
    ("visit times", "shared_grid_minutes", 15),
    ("duty shapes", "most_visits", 1),
    ("duty shapes", "most_visits", 2),
    ("breaks", "due_after_hours", 2),
    ("breaks", "minutes", 45),
    ("daily rest", "daily_hours", 4),
    ("daily rest", "daily_hours", 13.5),
    ("daily rest", "long_duty_hours", 7),
    ("weekly rest", "starts_every_hours", 24),
    ("48-hour average", "weekly_hours", 10),
    ("contract limits", "most_spells", 0),
    ("contract limits", "most_spells", 1),
    ("unfamiliar hours", "hour", 333),
    ("unfamiliar hours", "hour", 790),
    ("unfamiliar hours", "first_percent", 45),
    ("unfamiliar hours", "second_percent", 70),
    ("new faces", "points", 170),
    ("new faces", "most_adults", 1),
    ("new faces", "most_adults_resident", 1),
    ("key worker seen", "points", 700),
    ("contract hours", "minute_over", 3),
    ("contract hours", "minute_under", 4),
    ("ladder", "agency", 7),
    ("driving", "minute", 13),
    ("requests", "points", 90),
    ("working pattern", "points", 410),
    ("changes", "points", 50),
    ("accepted offers", "points", 900),
    ("familiarity", "known_from", 10),
    ("familiarity", "hours_to_half", 3),
)
"""Numbers a policy may set: stricter, looser, dearer, cheaper."""


def add_terms(drawing: Drawing) -> None:
    """Add each kind of row in its share of hubs."""
    shares: tuple[tuple[float, Callable[[Drawing], None]], ...] = (
        (0.45, _skills),
        (0.3, _approvals),
        (0.2, _leave),
        (0.3, _adjustment),
        (0.35, _placement),
        (0.45, _request),
        (0.3, _busy),
        (0.45, _pattern),
        (0.3, _view),
        (0.25, _restriction),
        (0.5, _contacts),
        (0.5, _acquaintances),
        (0.4, _weeks_worked),
        (0.3, _duty_before),
        (0.35, _lock),
        (0.3, _published),
        (0.35, _offers),
        (0.5, _numbers),
    )
    for share, add in shares:
        if drawing.chance(share):
            add(drawing)


def _skills(drawing: Drawing) -> None:
    """Most people hold most skills; some run out, or begin, in the middle of it."""
    for person in drawing.rows("people"):
        for skill in SKILLS:
            if drawing.chance(0.12):
                continue
            until = drawing.day() - timedelta(days=drawing.rng.randrange(2)) if drawing.chance(0.1) else None
            since = drawing.day() if until is None and drawing.chance(0.06) else None
            row = Skill(person=person.key, skill=skill, valid_from=since, valid_until=until)
            drawing.add("skills", row)


def _approvals(drawing: Drawing) -> None:
    for person in drawing.rows("people"):
        for young in drawing.rows("young_people"):
            if drawing.chance(0.75):
                until = drawing.day() if drawing.chance(0.15) else None
                row = Approval(person=person.key, young_person=young.code, valid_until=until)
                drawing.add("approvals", row)


def _leave(drawing: Drawing) -> None:
    day = drawing.day()
    last = day + timedelta(days=drawing.rng.randrange(2))
    drawing.add("leave", Leave(person=drawing.person(), first_day=day, last_day=last))


def _adjustment(drawing: Drawing) -> None:
    kind = drawing.rng.choice(list(AdjustmentKind))
    at = time(drawing.rng.choice((7, 8, 10, 14, 16, 20, 22)), 0) if kind in TIMED else None
    until = drawing.day() if drawing.chance(0.3) else None
    row = Adjustment(person=drawing.person(), kind=kind, time=at, last_day=until)
    drawing.add("adjustments", row)


def _placement(drawing: Drawing) -> None:
    carers = [person.key for person in drawing.rows("people") if person.household]
    if not carers:
        return
    first = drawing.day()
    last = first + timedelta(days=1) if drawing.chance(0.4) else None
    ready = last + timedelta(days=1) if last and drawing.chance(0.7) else None
    at = time(drawing.rng.choice((7, 12, 16)), 0) if drawing.chance(0.5) else None
    drawing.add(
        "placements",
        Placement(
            household="Rowan",
            person=drawing.rng.choice((None, *carers)),
            first_day=first,
            first_time=at,
            last_day=last,
            deployable_from=ready,
        ),
    )


def _request(drawing: Drawing) -> None:
    asked = {(row.person, row.day) for row in drawing.rows("requests")}
    for _ in range(drawing.rng.choice((1, 2, 3))):
        who, day = drawing.person(), drawing.day()
        if (who, day) not in asked:
            asked.add((who, day))
            wish = drawing.rng.choice((PatternDay.OFF, *PatternDay))
            drawing.add("requests", Request(person=who, day=day, wish=wish))


def _busy(drawing: Drawing) -> None:
    hour = drawing.rng.choice((6, 9, 12, 15, 19, 23))
    day = drawing.day()
    end = drawing.moment(day, hour + drawing.rng.choice((1, 2, 5)))
    drawing.add("busy", BusyPeriod(person=drawing.person(), start=drawing.moment(day, hour), end=end))


def _pattern(drawing: Drawing) -> None:
    names = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
    for person in drawing.rows("people"):
        if drawing.chance(0.5):
            continue
        for week in range(1, drawing.rng.choice((2, 3))):
            says = {name: drawing.rng.choice((PatternDay.OFF, *PatternDay)) for name in names}
            drawing.add("patterns", PatternWeek(person=person.key, week=week, **says))


def _view(drawing: Drawing) -> None:
    for k in range(drawing.rng.choice((1, 2))):
        view = drawing.rng.choice(list(ViewKind))
        day = drawing.monday - timedelta(days=10 + k)
        row = View(young_person=drawing.code(), person=drawing.person(), view=view, day=day)
        drawing.add("views", row)


def _restriction(drawing: Drawing) -> None:
    until = drawing.day() if drawing.chance(0.3) else None
    row = Restriction(young_person=drawing.code(), person=drawing.person(), last_day=until)
    drawing.add("restrictions", row)


def _contacts(drawing: Drawing) -> None:
    for _ in range(drawing.rng.choice((1, 2, 4))):
        drawing.add(
            "contacts",
            Contact(
                person=drawing.person(),
                young_person=drawing.code(),
                day=drawing.monday - timedelta(days=drawing.rng.choice((1, 5, 13, 20))),
                minutes=drawing.rng.choice((20, 120, 600)),
                setting=drawing.rng.choice(list(Setting)),
            ),
        )


def _acquaintances(drawing: Drawing) -> None:
    for person in drawing.rows("people"):
        for young in drawing.rows("young_people"):
            if drawing.chance(0.6):
                how = drawing.rng.choice((*HowWell, HowWell.WELL))
                row = Acquaintance(person=person.key, young_person=young.code, how_well=how)
                drawing.add("acquaintances", row)


def _weeks_worked(drawing: Drawing) -> None:
    """Past weeks that leave next to nothing of the average, or some."""
    for person in drawing.rows("people"):
        for back in range(1, drawing.rng.choice((2, 3))):
            drawing.add(
                "weeks_worked",
                WeekWorked(
                    person=person.key,
                    week=drawing.monday - timedelta(weeks=back),
                    working_minutes=60 * drawing.rng.choice((30, 48, 80, 88, 95)),
                    excluded_days=drawing.rng.choice((0, 0, 0, 2)),
                ),
            )


def _duty_before(drawing: Drawing) -> None:
    """Somebody's duty ends as the week begins; some of them carry a shift of its Monday."""
    key = drawing.person()
    sunday = drawing.monday - timedelta(days=1)
    shifts = drawing.problem().shift.values()
    mondays = [s.seat(1) for s in shifts if s.day == drawing.monday and s.name == "early"]
    start = drawing.moment(sunday, drawing.rng.choice((14, 22)))
    end = drawing.moment(sunday, drawing.rng.choice((23, 31, 34)))
    tasks: tuple[str, ...] = ()
    if mondays and drawing.chance(0.7):
        tasks, end = (mondays[0],), drawing.moment(sunday, 38)
    drawing.add("duties_before", DutyBefore(person=key, start=start, end=end, tasks=tasks))


def _tasks(drawing: Drawing) -> list[tuple[str, Appointment | None]]:
    """Give every task of the period that a lock, an offer or a publication may name."""
    problem = drawing.problem()
    tasks: list[tuple[str, Appointment | None]] = [(spell.id, None) for spell in problem.on_call]
    tasks += [(appointment.id, appointment) for appointment in problem.appointments]
    tasks += [(shift.seat(1), None) for shift in problem.shift.values() if not shift.optional]
    return tasks


def _start_of(drawing: Drawing, appointment: Appointment) -> datetime:
    """Give a start for an appointment: mostly the first, sometimes a later one that no grid knows."""
    opening = drawing.rng.choice(appointment.openings[appointment.days[0]])
    start = min(opening.last, opening.first + drawing.rng.choice((0, 0, 30, 10)))
    return wall(start).replace(tzinfo=None)


def _lock(drawing: Drawing) -> None:
    tasks = _tasks(drawing)
    for task, appointment in drawing.rng.sample(tasks, min(len(tasks), drawing.rng.choice((1, 1, 2)))):
        must = drawing.chance(0.6)
        timed = appointment is not None and must and drawing.chance(0.6)
        start = _start_of(drawing, appointment) if timed and appointment else None
        drawing.add("locks", Lock(person=drawing.person(), task=task, must=must, start=start))
        try:
            drawing.problem()
        except ValidationError:
            # Somebody locked to what their checks have run out for is refused before any draft.
            drawing.rows("locks").pop()


def _published(drawing: Drawing) -> None:
    tasks = [task for task in _tasks(drawing) if not task[0].startswith("call")]
    for task, appointment in drawing.rng.sample(tasks, min(len(tasks), drawing.rng.choice((1, 2, 3)))):
        start = _start_of(drawing, appointment) if appointment else None
        start = start or datetime.fromisoformat(f"{task.split('/')[1]} 07:00")
        drawing.add("published", PublishedAssignment(person=drawing.person(), task=task, start=start))


def _offers(drawing: Drawing) -> None:
    """What people were asked for, and what came of it."""
    states = (AssignmentState.OFFERED, AssignmentState.ACCEPTED, AssignmentState.DECLINED)
    tasks = _tasks(drawing)
    for task, _ in drawing.rng.sample(tasks, min(len(tasks), drawing.rng.choice((1, 2, 3)))):
        state = drawing.rng.choice(states)
        drawing.add("offers", Offer(person=drawing.person(), task=task, state=state))


def _numbers(drawing: Drawing) -> None:
    given = {(row.rule, row.number) for row in drawing.rows("numbers")}
    for rule, number, value in drawing.rng.sample(NUMBERS, drawing.rng.choice((1, 2, 4))):
        if (rule, number) not in given:
            given.add((rule, number))
            drawing.add("numbers", PolicyNumber(rule=rule, number=number, value=value))
