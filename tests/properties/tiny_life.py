"""What a hub does besides shifts and visits: families, escorts, sessions, meetings, plans, moves, changes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time, timedelta
from typing import TYPE_CHECKING

from hub_roster.domain.home import CoverBand
from hub_roster.domain.people import Availability, Employment, Household, Induction, LeaveYear
from hub_roster.domain.place import Pod
from hub_roster.domain.plans import Move, Outcome, OutcomeKind, Plan, PlanForm
from hub_roster.domain.tasks import Escort, Meeting, MeetingKind, Session, VisitKind, Who
from hub_roster.domain.their_week import Term, WeekKind, WeekTime
from hub_roster.domain.young_people import Family, FamilyAdult, OwnAdults

if TYPE_CHECKING:
    from tests.properties.tiny_hubs import Drawing

ADULT = "Aunt of Maple"


def add_life(drawing: Drawing) -> None:
    """Add each kind of row in its share of hubs."""
    shares: tuple[tuple[float, Callable[[Drawing], None]], ...] = (
        (0.2, _family),
        (0.2, _joint_visit),
        (0.2, _in_shift),
        (0.22, _escort),
        (0.12, _session),
        (0.2, _meeting),
        (0.1, _plan),
        (0.15, _move),
        (0.25, _week_time),
        (0.15, _own_adults),
        (0.25, _change_of_cover),
        (0.25, _cover),
        (0.2, _induction),
        (0.2, _availability),
        (0.1, _papers),
    )
    for share, add in shares:
        if drawing.chance(share):
            add(drawing)
    _partner_hours(drawing)


# Whom a hub is there for --------------------------------------------------------------------------


def _family(drawing: Drawing) -> None:
    """An adult with a worker of their own; some visits are to them, or to them and the young person."""
    rng = drawing.rng
    drawing.add("families", Family(code="Fern", hub="Hub"))
    drawing.add(
        "family_adults",
        FamilyAdult(
            code=ADULT,
            hub="Hub",
            place=rng.choice(("Dale", "Moor")),
            family="Fern",
            key_worker=drawing.person(),
            most_adults=rng.choice((None, 1)),
        ),
    )
    drawing.edit("young_people", 0, family="Fern")
    for row in range(len(drawing.rows("visits"))):
        if drawing.chance(0.35):
            drawing.edit("visits", row, young_person=ADULT, who=rng.choice((Who.ANYONE, Who.KEY_WORKER)))
        elif drawing.chance(0.4):
            drawing.edit("visits", row, others=(ADULT,))


def _week_time(drawing: Drawing) -> None:
    """School, family time, a club or a night away, some of it at times visits are made at."""
    rng = drawing.rng
    place = rng.choice((None, "Moor", "Dale"))
    start = rng.choice((9, 12, 14, 16, 22))
    in_term = drawing.chance(0.3)
    if in_term:
        first = drawing.day()
        drawing.add("terms", Term(calendar="Schools", first_day=first, last_day=first + timedelta(days=1)))
    drawing.add(
        "week_times",
        WeekTime(
            young_person=drawing.code(),
            kind=rng.choice(list(WeekKind)),
            days=tuple(sorted({day.weekday() for day in drawing.days if drawing.chance(0.8)})),
            start=time(start),
            end=time((start + rng.choice((1, 3, 9))) % 24, rng.choice((0, 0, 10))),
            calendar="Schools" if in_term else None,
            place=place,
            visits=place is not None and drawing.chance(0.6),
            last_day=drawing.day() if drawing.chance(0.2) else None,
        ),
    )


def _own_adults(drawing: Drawing) -> None:
    start, end = drawing.rng.choice(((0, 0), (7, 15), (15, 23), (22, 8)))
    drawing.add(
        "own_adults",
        OwnAdults(
            young_person=drawing.code(),
            adults=drawing.rng.choice((1, 1, 2)),
            start=time(start),
            end=time(end),
            first_day=drawing.day() if drawing.chance(0.3) else None,
        ),
    )


# Appointments -------------------------------------------------------------------------------------


def _joint_visit(drawing: Drawing) -> None:
    """A visit that asks for roles, or for people by name."""
    rng = drawing.rng
    for row, visit in enumerate(drawing.rows("visits")):
        if drawing.chance(0.5):
            drawing.edit("visits", row, roles=("therapy", "leader")[: rng.choice((1, visit.adults))])
        if drawing.chance(0.3):
            drawing.edit("visits", row, who=Who.NAMED, named=(drawing.person(), drawing.person()))


def _in_shift(drawing: Drawing) -> None:
    """Some visits may be made from a shift where the young person lives."""
    for row in range(len(drawing.rows("visits"))):
        if drawing.chance(0.8):
            drawing.edit("visits", row, in_shift=True)


def _escort(drawing: Drawing) -> None:
    rng = drawing.rng
    for number in range(rng.choice((1, 1, 2))):
        who = rng.choice((Who.ANYONE, Who.ANYONE, Who.KNOWN, Who.NAMED, Who.CORE_TEAM))
        drawing.add(
            "escorts",
            Escort(
                id=f"escort {number + 1}",
                young_person=drawing.code(),
                start=drawing.moment(drawing.day(), rng.choice((8, 10, 13, 15, 17, 22))).replace(
                    minute=rng.choice((0, 0, 5))
                ),
                minutes=rng.choice((45, 90, 180)),
                origin=rng.choice(("Oak House", "Oak House", "Dale")),
                destination=rng.choice(("Moor", "Dale")),
                returns=drawing.chance(0.5),
                adults=rng.choice((1, 1, 1, 2)),
                who=who,
                named=(drawing.person(),) if who is Who.NAMED else (),
                skill="first aid" if drawing.chance(0.15) else None,
            ),
        )


def _session(drawing: Drawing) -> None:
    start = drawing.rng.choice((9, 13, 17))
    drawing.add(
        "sessions",
        Session(
            code="desk",
            hub="Hub",
            place=drawing.rng.choice(("Base", "Moor")),
            days=(drawing.day().weekday(),),
            start=time(start),
            end=time(start + 2),
            adults=drawing.rng.choice((1, 1, 2)),
            skill=drawing.rng.choice((None, "therapy", "leader")),
            gives_break=drawing.chance(0.5),
        ),
    )


def _meeting(drawing: Drawing) -> None:
    rng = drawing.rng
    keys = [person.key for person in drawing.rows("people")]
    day, start = drawing.day(), rng.choice((8, 11, 15, 18))
    minutes = rng.choice((30, 60))
    weekly = drawing.chance(0.2)
    drawing.add(
        "meetings",
        Meeting(
            id="supervision",
            hub="Hub",
            kind=rng.choice(list(MeetingKind)),
            place=rng.choice(("Oak House", "Oak House", "Base")),
            attendees=tuple(rng.sample(keys, min(len(keys), rng.choice((1, 2, 2, 3))))),
            minutes=minutes,
            first_day=day - timedelta(days=7 if weekly else 0),
            last_day=day - timedelta(days=7 if weekly else 0),
            earliest=time(start),
            latest=time(start + 1, rng.choice((0, 0, 30))),
            every_weeks=1 if weekly else 0,
        ),
    )


def _plan(drawing: Drawing) -> None:
    """Agreed visits of every week; flexible time is the named worker's own."""
    rng = drawing.rng
    named = drawing.chance(0.7)
    start = rng.choice((9, 13, 16))
    drawing.add(
        "plans",
        Plan(
            code="plan",
            young_person=drawing.code(),
            form=rng.choice((PlanForm.APPOINTMENTS, PlanForm.FLEXIBLE)) if named else PlanForm.APPOINTMENTS,
            times=rng.choice((1, 1, 2)),
            minutes=rng.choice((45, 60)),
            days=tuple(sorted({drawing.day().weekday(), drawing.day().weekday()})),
            earliest=time(start),
            latest=time(start + 1, rng.choice((0, 30))),
            who=Who.NAMED if named else Who.CORE_TEAM,
            named=(drawing.person(),) if named else (),
            kind=rng.choice((VisitKind.AGREED, VisitKind.STAYING_IN_TOUCH)),
            in_shift=drawing.chance(0.4),
            first_day=drawing.monday - timedelta(days=rng.choice((0, 7))),
            every_weeks=rng.choice((1, 1, 2)),
        ),
    )


def _move(drawing: Drawing) -> None:
    """A move that is decided, or not yet; some pause, some have ended."""
    rng = drawing.rng
    to_carers = any(person.household for person in drawing.rows("people")) and drawing.chance(0.6)
    decided = drawing.chance(0.8)
    start = rng.choice((9, 13, 16))
    drawing.add(
        "moves",
        Move(
            code="move",
            young_person=drawing.code(),
            household="Rowan" if to_carers else "",
            home=None if to_carers else "Oak",
            carers=() if to_carers else (drawing.person(),),
            decided_by="Panel" if decided else "",
            decided_on=drawing.monday - timedelta(days=rng.choice((-2, 3, 3))) if decided else None,
            planned_day=drawing.monday + timedelta(days=rng.choice((6, 20))) if drawing.chance(0.4) else None,
            introductions=rng.choice((1, 2)),
            minutes=60,
            earliest=time(start),
            latest=time(start + 1, rng.choice((0, 30))),
            paused_from=drawing.day() if drawing.chance(0.15) else None,
            ended_on=drawing.monday + timedelta(days=5) if drawing.chance(0.2) else None,
        ),
    )


# Homes and people ---------------------------------------------------------------------------------


def _change_of_cover(drawing: Drawing) -> None:
    """From a day on, for a while, a shift has more seats, other times, or is not run."""
    rng = drawing.rng
    for shift in list(drawing.rows("shifts"))[:1]:
        first = drawing.day()
        later = time(shift.start.hour, 30 - shift.start.minute)
        changed = {"seats": rng.choice((0, 2, shift.seats)), "start": rng.choice((shift.start, later))}
        dates = {"first_day": first, "last_day": first + timedelta(days=rng.randrange(2))}
        drawing.add("shifts", shift.model_copy(update={**changed, **dates}))


def _cover(drawing: Drawing) -> None:
    """Cover below the seats there are, so that somebody may go out; for a while it is another."""
    shifts = [shift for shift in drawing.rows("shifts") if shift.first_day is None]
    changes = [shift for shift in drawing.rows("shifts") if shift.first_day is not None]
    if not shifts or changes:
        return
    shift = drawing.rng.choice(shifts)
    band = CoverBand(home="Oak", start=shift.start, end=shift.end, adults=1, days=shift.days)
    drawing.add("cover", band)
    if shift.seats > 1 and drawing.chance(0.4):
        changed = {"adults": 2, "first_day": drawing.day(), "last_day": drawing.days[-1]}
        drawing.add("cover", band.model_copy(update=changed))


def _induction(drawing: Drawing) -> None:
    signed = drawing.day() if drawing.chance(0.4) else None
    first = drawing.monday - timedelta(days=20)
    drawing.add("inductions", Induction(person=drawing.person(), first_day=first, signed_off=signed))


def _availability(drawing: Drawing) -> None:
    drawing.add("availability", _hours(drawing, drawing.person()))


def _partner_hours(drawing: Drawing) -> None:
    """Partners work at the hours given, and nobody asks them without."""
    for person in drawing.rows("people"):
        if person.employment is Employment.PARTNER and drawing.chance(0.8):
            drawing.add("availability", _hours(drawing, person.key))


def _hours(drawing: Drawing, key: str) -> Availability:
    start, end = drawing.rng.choice(((0, 0), (8, 18), (14, 23), (22, 9), (13, 8)))
    until: date | None = drawing.day() if drawing.chance(0.15) else None
    return Availability(person=key, start=time(start), end=time(end), last_day=until)


def _papers(drawing: Drawing) -> None:
    """What is kept and shown, and changes no roster."""
    drawing.add("pods", Pod(code="Pod East", hub="Hub", supervisor=drawing.person()))
    drawing.edit("people", 0, pod="Pod East")
    drawing.add("households", Household(code="Rowan", hub="Hub"))
    first, last = date(2026, 4, 1), date(2027, 3, 31)
    drawing.add("leave_years", LeaveYear(person=drawing.person(), first_day=first, last_day=last, hours=200))
    drawing.add(
        "outcomes",
        Outcome(
            young_person=drawing.code(),
            person=drawing.person(),
            day=drawing.monday - timedelta(days=3),
            minutes=60,
            outcome=drawing.rng.choice(list(OutcomeKind)),
        ),
    )
