"""Rows of a hub's whole life, for tiny hubs: escorts, meetings, plans, families, weeks, offers."""

from __future__ import annotations

from datetime import time, timedelta
from typing import Any

from hub_roster.domain.home import EVERY_DAY
from hub_roster.domain.offers import AssignmentState, Offer
from hub_roster.domain.people import Availability, Induction
from hub_roster.domain.place import Pod
from hub_roster.domain.plans import Move, Plan
from hub_roster.domain.tasks import Escort, Meeting, Session, Who
from hub_roster.domain.their_week import Term, WeekKind, WeekTime
from hub_roster.domain.young_people import Family, FamilyAdult, OwnAdults
from tests.tiny import MONDAY, WEEKDAYS, at, on


def _two(words: str) -> dict[str, time]:
    start, end = (time.fromisoformat(clock) for clock in words.split())
    return {"start": start, "end": end}


def _window(words: str) -> dict[str, time]:
    earliest, latest = (time.fromisoformat(clock) for clock in words.split())
    return {"earliest": earliest, "latest": latest}


def _weekdays(words: str) -> tuple[int, ...]:
    return tuple(WEEKDAYS.index(day) for day in words.split()) or EVERY_DAY


def escort(code: str, of: str, start: str, minutes: int = 60, **other: Any) -> Escort:
    """Give an escort from the home to Town at "Mon 10:00"; anyone may go, and it ends there."""
    where = {"origin": "Oak house", "destination": "Town", "who": Who.ANYONE}
    return Escort(
        **{"id": code, "young_person": of, "start": at(start), "minutes": minutes, **where, **other}
    )


def session(code: str, days: str, between: str = "10:00 12:00", **other: Any) -> Session:
    """Give a session at Base on some days, at fixed times."""
    return Session(
        **{"code": code, "hub": "Hub", "place": "Base", "days": _weekdays(days), **_two(between), **other}
    )


def meeting(
    code: str, whom: str, day: str, *, between: str = "10:00 11:00", minutes: int = 60, **other: Any
) -> Meeting:
    """Give a meeting of people ("ann ben") in the home on a day."""
    fields: dict[str, Any] = {"hub": "Hub", "place": "Oak house", "attendees": tuple(whom.split())}
    days = {"first_day": on(day), "last_day": on(day)}
    return Meeting(**{"id": code, "minutes": minutes, **fields, **days, **_window(between), **other})


def plan(
    code: str, to: str, days: str = "Mon", *, between: str = "10:00 11:00", minutes: int = 60, **other: Any
) -> Plan:
    """Give an agreed plan of one visit a week, which anyone may make."""
    fields: dict[str, Any] = {"code": code, "young_person": to, "days": _weekdays(days), "who": Who.ANYONE}
    return Plan(**{"minutes": minutes, **fields, **_window(between), **other})


def move(code: str, of: str, carers: str, decided: str | None = "Mon-1", **other: Any) -> Move:
    """Give a move into Oak, whose named adults the young person gets to know; decided the week before."""
    fields: dict[str, Any] = {"home": "Oak", "carers": tuple(carers.split()), **_window("14:00 18:00")}
    if decided is not None:
        fields |= {"decided_by": "Panel", "decided_on": on(decided)}
    return Move(**{"code": code, "young_person": of, **fields, **other})


def family(code: str = "Fern") -> Family:
    """Give a family."""
    return Family(code=code, hub="Hub")


def adult(code: str, **agreed: Any) -> FamilyAdult:
    """Give an adult of the family Fern who lives in Dale."""
    return FamilyAdult(**{"code": code, "hub": "Hub", "place": "Dale", "family": "Fern", **agreed})


def week_time(
    of: str, between: str, days: str = "", kind: WeekKind = WeekKind.SCHOOL, **other: Any
) -> WeekTime:
    """Give a fixed time of a young person's week, "09:00 15:00", every day unless told."""
    return WeekTime(**{"young_person": of, "kind": kind, "days": _weekdays(days), **_two(between), **other})


def term(first: str, last: str, calendar: str = "Schools") -> Term:
    """Give a stretch of term from "Mon" to "Fri"."""
    return Term(calendar=calendar, first_day=on(first), last_day=on(last))


def available(key: str, between: str, days: str = "", **other: Any) -> Availability:
    """Give times at which a person can be asked, every day unless told."""
    return Availability(**{"person": key, "days": _weekdays(days), **_two(between), **other})


def offer(key: str, task: str, state: AssignmentState, **other: Any) -> Offer:
    """Give an offer of a task and how it stands."""
    return Offer(person=key, task=task, state=state, **other)


def own(of: str, adults: int = 1, between: str = "00:00 00:00", **other: Any) -> OwnAdults:
    """Give adults a young person has for themselves, at all hours unless told."""
    return OwnAdults(**{"young_person": of, "adults": adults, **_two(between), **other})


def induction(key: str, signed_off: str | None = None) -> Induction:
    """Give an induction begun four weeks ago."""
    signed = None if signed_off is None else on(signed_off)
    return Induction(person=key, first_day=MONDAY - timedelta(days=28), signed_off=signed)


def pod(code: str, supervisor: str, **other: Any) -> Pod:
    """Give a pod of Hub."""
    return Pod(code=code, hub="Hub", supervisor=supervisor, **other)
