"""What prices on relationships and healthy limits read: circles, moves, returns, hours owed, new staff."""

from __future__ import annotations

from collections.abc import Callable
from datetime import time, timedelta
from typing import TYPE_CHECKING

from hub_roster.domain.people import Employment, Induction, Skill
from hub_roster.domain.plans import Move, Outcome, OutcomeKind
from hub_roster.domain.policy import PolicyNumber
from hub_roster.domain.tasks import VisitKind
from hub_roster.domain.young_people import Contact, MissingEpisode

if TYPE_CHECKING:
    from tests.properties.tiny_hubs import Drawing

NUMBERS: tuple[tuple[str, str, float], ...] = (
    ("core team cover", "hour", 700),
    ("core team cover", "hour", 31),
    ("handover carry-over", "points", 900),
    ("handover carry-over", "known_from", 70),
    ("moments that matter", "points", 800),
    ("moments that matter", "known_well_from", 30),
    ("moments that matter", "bedtime_from_hour", 17.25),
    ("moments that matter", "bedtime_to_hour", 24),
    ("moments that matter", "morning_to_hour", 10),
    ("moments that matter", "times", 7),
    ("moments that matter", "after_arrival_hours", 20),
    ("moments that matter", "before_move_days", 1),
    ("hours owed", "minute", 60),
    ("introductions of new staff", "points", 2000),
    ("introductions of new staff", "times", 1),
    ("no appointments", "minute", 13),
    ("three known adults", "adults", 2),
    ("three known adults", "adults", 4),
    ("deputy's own contact", "days", 14),
    ("deputy's own contact", "days", 7),
)
"""Numbers of these rules that a policy may set."""

LIMITS: tuple[tuple[str, dict[str, tuple[float, ...]]], ...] = (
    ("caseload", {"young_people": (0, 1, 1)}),
    ("intensive one-to-one", {"hours": (0.5, 1, 1.5)}),
    ("lone time", {"percent": (30, 50, 75), "free_hours": (0, 0.5)}),
)
"""Healthy limits so low that they bind in a hub of few visits."""


def add_relations(drawing: Drawing) -> None:
    """Add each kind of row in its share of hubs."""
    shares: tuple[tuple[float, Callable[[Drawing], None]], ...] = (
        (0.4, _circle),
        (0.4, _ledger),
        (0.15, _arrival),
        (0.15, _missing),
        (0.15, _move),
        (0.7, _owed),
        (0.45, _induction),
        (0.3, _therapist),
        (0.5, _limit),
        (0.4, _few_meetings),
        (0.5, _numbers),
    )
    for share, add in shares:
        if drawing.chance(share):
            add(drawing)


def _circle(drawing: Drawing) -> None:
    """A deputy and a core team of one, who matter more the fewer they are."""
    row = drawing.rng.randrange(len(drawing.rows("young_people")))
    team = (drawing.person(),) if drawing.chance(0.6) else ()
    fields = {"deputy": drawing.person(), "core_team": team}
    drawing.edit("young_people", row, **fields)


def _ledger(drawing: Drawing) -> None:
    """A contact or two of long enough ago that a deputy was not seen since."""
    for _ in range(drawing.rng.choice((1, 2))):
        back = drawing.rng.choice((3, 7, 8, 20, 22, 28, 40))
        row = Contact(
            person=drawing.person(),
            young_person=drawing.code(),
            day=drawing.monday - timedelta(days=back),
            minutes=drawing.rng.choice((60, 240)),
        )
        drawing.add("contacts", row)


def _arrival(drawing: Drawing) -> None:
    """Somebody's bed is theirs since a few days ago; some have moved in from one in the same home."""
    stays = [row for row, stay in enumerate(drawing.rows("stays")) if stay.home is not None]
    if not stays:
        return
    row = drawing.rng.choice(stays)
    stay = drawing.rows("stays")[row]
    first = drawing.days[0] - timedelta(days=drawing.rng.randrange(3))
    if stay.last_day is not None and stay.last_day < first:
        return
    drawing.edit("stays", row, first_day=first)
    if drawing.chance(0.3):
        earlier = {"first_day": first - timedelta(days=9), "last_day": first - timedelta(days=1)}
        drawing.add("stays", stay.model_copy(update=earlier))


def _missing(drawing: Drawing) -> None:
    back = drawing.moment(drawing.days[0] - timedelta(days=1), drawing.rng.choice((2, 20, 30)))
    gone = back - timedelta(hours=drawing.rng.choice((5, 30)))
    still_away = drawing.chance(0.2)
    row = MissingEpisode(young_person=drawing.code(), gone=gone, back=None if still_away else back)
    drawing.add("missing_episodes", row)


def _move(drawing: Drawing) -> None:
    """A move that is planned and not decided: nothing else comes of it."""
    planned = drawing.day() + timedelta(days=drawing.rng.randrange(4))
    ended = drawing.day() if drawing.chance(0.2) else None
    drawing.add(
        "moves",
        Move(
            code="planned",
            young_person=drawing.code(),
            home="Oak",
            planned_day=planned,
            earliest=time(10),
            latest=time(18),
            ended_on=ended,
        ),
    )


def _owed(drawing: Drawing) -> None:
    """Visits that were not made in the weeks before, and some that are to be."""
    for young in drawing.rows("young_people"):
        if drawing.chance(0.3):
            continue
        drawing.add(
            "outcomes",
            Outcome(
                young_person=young.code,
                day=drawing.monday - timedelta(days=drawing.rng.choice((2, 4, 6, 6, 9, 26, 30))),
                minutes=drawing.rng.choice((15, 60, 200)),
                outcome=drawing.rng.choice((OutcomeKind.NOT_MADE, OutcomeKind.NOT_MADE, *OutcomeKind)),
            ),
        )
    for row in range(len(drawing.rows("visits"))):
        if drawing.chance(0.5):
            drawing.edit("visits", row, kind=VisitKind.OTHER)


def _induction(drawing: Drawing) -> None:
    contracted = [p.key for p in drawing.rows("people") if p.employment is Employment.CONTRACTED]
    if contracted:
        signed = drawing.day() if drawing.chance(0.3) else None
        first = drawing.day() if drawing.chance(0.3) else drawing.monday - timedelta(days=20)
        if signed is None or first <= signed:
            row = Induction(person=drawing.rng.choice(contracted), first_day=first, signed_off=signed)
            drawing.add("inductions", row)


def _therapist(drawing: Drawing) -> None:
    """A therapist, in a hub that records skills: then everybody has the checks they need."""
    if not drawing.rows("skills"):
        keys = [person.key for person in drawing.rows("people")]
        drawing.add(
            "skills", *(Skill(person=k, skill=s) for k in keys for s in ("checks", "driver", "on call"))
        )
    until = drawing.day() if drawing.chance(0.2) else None
    row = Skill(person=drawing.person(), skill="communication", valid_until=until)
    drawing.add("skills", row)


def _limit(drawing: Drawing) -> None:
    rule, numbers = drawing.rng.choice(LIMITS)
    for number, values in numbers.items():
        _number(drawing, rule, number, drawing.rng.choice(values))
    if drawing.chance(0.4):
        _number(drawing, rule, "hard", 1)


def _few_meetings(drawing: Drawing) -> None:
    """A circle is asked for of those who meet somebody once."""
    _number(drawing, "three known adults", "meetings", drawing.rng.choice((1, 2)))
    if drawing.chance(0.7):
        _number(drawing, "three known adults", "adults", drawing.rng.choice((1, 2)))


def _numbers(drawing: Drawing) -> None:
    for rule, number, value in drawing.rng.sample(NUMBERS, drawing.rng.choice((1, 2, 4))):
        _number(drawing, rule, number, value)


def _number(drawing: Drawing, rule: str, number: str, value: float) -> None:
    if not any((row.rule, row.number) == (rule, number) for row in drawing.rows("numbers")):
        drawing.add("numbers", PolicyNumber(rule=rule, number=number, value=value))
