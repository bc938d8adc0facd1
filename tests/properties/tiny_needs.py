"""What homes and hubs need besides seats: two adults, skills, a handover, supervision, a reserve."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING

from hub_roster.domain.home import NIGHTS, PartKind
from hub_roster.domain.people import DayWorked, Employment, Skill
from hub_roster.domain.place import Pod
from hub_roster.domain.policy import DEFAULT_SHAPES, DutyShape, PolicyNumber
from hub_roster.domain.young_people import Stay, StayKind
from tests.properties.tiny_terms import SKILLS

if TYPE_CHECKING:
    from tests.properties.tiny_hubs import Drawing

DAY = timedelta(days=1)


def add_needs(drawing: Drawing) -> None:
    """Add what each need reads in its share of hubs."""
    shares: tuple[tuple[float, Callable[[Drawing], None]], ...] = (
        (0.25, _assessment),
        (0.3, _restraint),
        (0.35, _driver),
        (0.25, _agency),
        (0.3, _handover),
        (0.35, _on_call_run),
        (0.25, _pod),
        (0.3, _reserve),
        (0.25, _extra),
        (0.25, _meetings_draw),
    )
    for share, add in shares:
        if drawing.chance(share):
            add(drawing)


def _number(drawing: Drawing, rule: str, number: str, value: float) -> None:
    if (rule, number) not in {(row.rule, row.number) for row in drawing.rows("numbers")}:
        drawing.add("numbers", PolicyNumber(rule=rule, number=number, value=value))


def _assessment(drawing: Drawing) -> None:
    """One adult may be alone in the home, as otherwise none may."""
    drawing.edit("homes", 0, lone_working_assessment="LW-1")


def _skills(drawing: Drawing, skill: str) -> None:
    """Have a skill held by some; a hub without any recorded records the usual ones of everybody."""
    staff = [person.key for person in drawing.rows("people")]
    if not drawing.rows("skills"):
        drawing.add("skills", *(Skill(person=key, skill=usual) for key in staff for usual in SKILLS))
    others = [row for row in drawing.rows("skills") if row.skill != skill]
    holding = drawing.rng.sample(staff, drawing.rng.randrange(1, len(staff)))
    drawing.tables["skills"] = [*others, *(Skill(person=key, skill=skill) for key in holding)]


def _resident(drawing: Drawing, code: str) -> None:
    """Have a young person live in the home, unless it is known where they live."""
    if all(row.young_person != code for row in drawing.rows("stays")):
        since = drawing.monday - timedelta(days=9)
        drawing.add("stays", Stay(young_person=code, kind=StayKind.HUB_BED, home="Oak", first_day=since))


def _restraint(drawing: Drawing) -> None:
    row = drawing.rng.randrange(len(drawing.rows("young_people")))
    drawing.edit("young_people", row, restraint_planned=True)
    _resident(drawing, drawing.rows("young_people")[row].code)
    _skills(drawing, "restraint")
    _number(drawing, "restraint", "adults", drawing.rng.choice((1, 2)))
    _number(drawing, "restraint", "nights", drawing.rng.choice((0, 1)))


def _driver(drawing: Drawing) -> None:
    _skills(drawing, "driver")
    _number(drawing, "driver on shift", "adults", drawing.rng.choice((1, 1, 2)))


def _agency(drawing: Drawing) -> None:
    """Most of the team is agency or bank, and a shift takes two or three."""
    for row in range(len(drawing.rows("people"))):
        if drawing.chance(0.6):
            rung = drawing.rng.choice((Employment.AGENCY, Employment.BANK, Employment.RELIEF))
            drawing.edit("people", row, employment=rung, unnamed=False)
    if drawing.rows("shifts"):
        row = drawing.rng.randrange(len(drawing.rows("shifts")))
        drawing.edit("shifts", row, seats=drawing.rng.choice((2, 3)))
    _number(drawing, "agency share", "percent", drawing.rng.choice((0, 30, 50, 50, 70)))
    _number(drawing, "agency share", "relief", drawing.rng.choice((0, 1)))


def _handover(drawing: Drawing) -> None:
    """A sleep-in that one person may stay on for, or another come to; or a length that is not the usual."""
    _resident(drawing, drawing.rows("young_people")[0].code)
    names = {row.name for row in drawing.rows("shifts")}
    if "sleep-in" in names:
        shapes = drawing.rows("shapes") or list(DEFAULT_SHAPES)
        alone = DutyShape(name="sleep-in alone", parts=(PartKind.SLEEP_IN,), longest_hours=11)
        drawing.tables["shapes"] = [*shapes, alone]
    else:
        _number(drawing, "handover", "minutes", drawing.rng.choice((0, 10, 45)))


def _on_call_run(drawing: Drawing) -> None:
    """Few days running, some of them before the period, some with a spell after another."""
    for spell in drawing.rows("on_call")[:1]:
        again = {"id": "call after", "start": spell.start + DAY, "end": spell.end + DAY}
        drawing.add("on_call", spell.model_copy(update=again))
    _number(drawing, "on-call run", "most_days", drawing.rng.choice((1, 1, 2)))
    known = {(row.person, row.day) for row in drawing.rows("days_worked")}
    for person in drawing.rows("people"):
        for back in range(1, drawing.rng.choice((1, 2, 3))):
            day = drawing.monday - timedelta(days=back)
            if (person.key, day) not in known:
                drawing.add("days_worked", DayWorked(person=person.key, day=day, on_call=True))


def _pod(drawing: Drawing) -> None:
    staff = [person.key for person in drawing.rows("people")]
    supervisor, *others = drawing.rng.sample(staff, len(staff))
    deputy = others[0] if drawing.chance(0.5) else None
    drawing.add("pods", Pod(code="Pod", hub="Hub", supervisor=supervisor, deputy=deputy))
    for row in range(len(drawing.rows("young_people"))):
        if drawing.chance(0.8):
            drawing.edit("young_people", row, pod="Pod")


def _reserve(drawing: Drawing) -> None:
    """Two households, where a home has nights to be on."""
    if not any(row.kind in NIGHTS for row in drawing.rows("shifts")):
        return
    for row in range(len(drawing.rows("people"))):
        drawing.edit("people", row, household=drawing.rng.choice(("Rowan", "Birch", "")))
    _number(drawing, "emergency reserve", "households", drawing.rng.choice((0, 1, 2)))


def _extra(drawing: Drawing) -> None:
    """More adults than seats on a shift that is a duty by itself, for little or much."""
    rows = [k for k, row in enumerate(drawing.rows("shifts")) if row.kind is not PartKind.SLEEP_IN]
    if rows:
        most = drawing.rng.choice((1, 1, 2))
        drawing.edit("shifts", drawing.rng.choice(rows), seats=1, most_extra=most)
        _number(drawing, "extra adults", "hour", drawing.rng.choice((0, 7, 40, 40)))


def _meetings_draw(drawing: Drawing) -> None:
    _number(drawing, "cover meanwhile", "meetings_draw", 1)
