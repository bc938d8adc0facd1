"""Who may be where with whom in a tiny hub: pairs apart, sleep rooms, volunteers, new starters, needs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import time, timedelta
from typing import TYPE_CHECKING, Any

from hub_roster.domain.home import PartKind
from hub_roster.domain.people import (
    Approval,
    Consent,
    Employment,
    Household,
    Induction,
    PairApart,
    PatternDay,
    PatternWeek,
    Placement,
    Skill,
)
from hub_roster.domain.plans import Move
from hub_roster.domain.policy import PolicyNumber
from hub_roster.domain.young_people import OwnAdults, PersonalNeed

if TYPE_CHECKING:
    from tests.properties.tiny_hubs import Drawing

NUMBERS: tuple[tuple[str, str, tuple[float, ...]], ...] = (
    ("volunteers' weeks", "most_hours", (0.5, 1, 2)),
    ("volunteers' weeks", "most_days", (0, 1, 1)),
    ("volunteers' times", "earliest_hour", (10, 13.5)),
    ("volunteers' times", "latest_hour", (12, 14, 24)),
)


def add_people(drawing: Drawing) -> None:
    """Add each kind of row in its share of hubs."""
    shares: tuple[tuple[float, Callable[[Drawing], None]], ...] = (
        (0.25, _pair),
        (0.8, _sleep_rooms),
        (0.4, _own_adults),
        (0.25, _volunteer),
        (0.2, _new_starter),
        (0.25, _days_off),
        (0.4, _consents),
        (0.7, _personal_need),
        (0.2, _fostering),
    )
    for share, add in shares:
        if drawing.chance(share):
            add(drawing)


def _number(drawing: Drawing, rule: str, number: str, value: float) -> None:
    """Set a number of the policy, unless it is set."""
    if not any((row.rule, row.number) == (rule, number) for row in drawing.rows("numbers")):
        drawing.add("numbers", PolicyNumber(rule=rule, number=number, value=value))


def _pair(drawing: Drawing) -> None:
    one, other = drawing.rng.sample([person.key for person in drawing.rows("people")], 2)
    until = drawing.day() if drawing.chance(0.3) else None
    drawing.add("pairs_apart", PairApart(person=one, other=other, last_day=until))


def _sleep_rooms(drawing: Drawing) -> None:
    """As many rooms as usually sleep in, and sometimes a resident with adults of their own at night."""
    seats = [row.seats for row in drawing.rows("shifts") if row.kind is PartKind.SLEEP_IN]
    if not seats:
        return
    drawing.edit("homes", 0, sleep_rooms=max(seats))
    if drawing.chance(0.8):
        _own(drawing, time(20), time(9))


def _own_adults(drawing: Drawing) -> None:
    """Adults of their own at all hours, of whom some are approved for them and some are not."""
    _own(drawing, time(), time())
    if not drawing.rows("approvals"):
        for person in drawing.rows("people"):
            for young in drawing.rows("young_people"):
                if drawing.chance(0.6):
                    drawing.add("approvals", Approval(person=person.key, young_person=young.code))


def _own(drawing: Drawing, start: time, end: time) -> None:
    living = [stay.young_person for stay in drawing.rows("stays")]
    if living and not drawing.rows("own_adults"):
        whose = drawing.rng.choice(living)
        drawing.add("own_adults", OwnAdults(young_person=whose, start=start, end=end))


def _volunteer(drawing: Drawing) -> None:
    row = drawing.rng.randrange(len(drawing.rows("people")))
    terms = {"employment": Employment.VOLUNTEER, "contract_hours": 0, "unnamed": False}
    drawing.edit("people", row, **terms)
    for rule, number, values in drawing.rng.sample(NUMBERS, drawing.rng.choice((1, 2))):
        _number(drawing, rule, number, drawing.rng.choice(values))


def _new_starter(drawing: Drawing) -> None:
    """Somebody new, whom the policy may count for more or less on a shift."""
    who = drawing.person()
    if who not in {row.person for row in drawing.rows("inductions")}:
        first = drawing.monday - timedelta(days=20)
        signed = drawing.day() if drawing.chance(0.2) else None
        drawing.add("inductions", Induction(person=who, first_day=first, signed_off=signed))
    if drawing.chance(0.5):
        _number(drawing, "skills on a shift", "new_starter_helps", 0)
    if drawing.chance(0.2):
        _number(drawing, "skills on a shift", "new_starter_leads", 1)


def _days_off(drawing: Drawing) -> None:
    """Nobody is asked on days kept free; somebody has them."""
    _number(drawing, "days off", "by_offer", 0)
    who = drawing.person()
    if who not in {row.person for row in drawing.rows("patterns")}:
        free = {f"{day:%A}".lower(): PatternDay.OFF for day in drawing.days if drawing.chance(0.7)}
        drawing.add("patterns", PatternWeek(person=who, week=1, **free))


def _consents(drawing: Drawing) -> None:
    """On a day of leave, or a day kept free, somebody agreed to be asked."""
    asked = [row.person for row in (*drawing.rows("leave"), *drawing.rows("patterns"))]
    for who in sorted(set(asked)):
        drawing.add("consents", Consent(person=who, day=drawing.day()))


def _personal_need(drawing: Drawing) -> None:
    """Of a task, or of the visits and escorts of a young person; some are past their review."""
    if not drawing.rows("skills"):
        return
    for person in drawing.rows("people"):
        if drawing.chance(0.5):
            drawing.add("skills", Skill(person=person.key, skill="woman"))
    tasks = [f"Oak/{drawing.day()}/{row.name}" for row in drawing.rows("shifts") if row.first_day is None]
    if not tasks or drawing.chance(0.5):
        tasks = [row.id for row in (*drawing.rows("visits"), *drawing.rows("escorts"))]
    task = drawing.rng.choice(tasks) if tasks and drawing.chance(0.7) else None
    drawing.add(
        "personal_needs",
        PersonalNeed(
            task=task,
            young_person=None if task else drawing.code(),
            skill="woman",
            recorded="PN 7",
            approved_by="Registered manager",
            review_by=drawing.day() if drawing.chance(0.3) else drawing.monday + timedelta(days=90),
        ),
    )


def _fostering(drawing: Drawing) -> None:
    """A household that may have fewer children than it would; sometimes with an exemption."""
    rng = drawing.rng
    if not any(person.household for person in drawing.rows("people")):
        drawing.edit("people", rng.randrange(len(drawing.rows("people"))), household="Rowan")
    most = rng.choice((0, 0, 1))
    if drawing.rows("households"):
        drawing.edit("households", 0, most_children=most)
    else:
        drawing.add("households", Household(code="Rowan", hub="Hub", most_children=most))
    drawing.tables["placements"] = []
    if most:
        # Long enough ago that its carers are back on the rota: a row about a child of the household.
        first = drawing.monday - timedelta(days=30)
        drawing.add("placements", Placement(household="Rowan", first_day=first))
    days: dict[str, Any] = {
        "planned_day": drawing.monday + timedelta(days=rng.choice((6, 20))),
        "exemption": "FP 3" if drawing.chance(0.2) else "",
    }
    if drawing.rows("moves"):
        drawing.edit("moves", 0, household="Rowan", home=None, carers=(), ended_on=None, **days)
        return
    drawing.add(
        "moves",
        Move(
            code="move",
            young_person=drawing.code(),
            household="Rowan",
            decided_by="Panel",
            decided_on=drawing.monday - timedelta(days=3),
            introductions=1,
            minutes=60,
            earliest=time(13),
            latest=time(14, 15),
            **days,
        ),
    )
