"""Tiny hubs drawn at random, small enough that every roster of them can be written down.

A hub has two to four people, one home with a few shifts on one to three days of a week, up to four visits,
sometimes an escort, a session or a meeting, and a spell or two of on-call. Everything a rule reads is there
in many of them, with numbers that bind.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any
from uuid import UUID

from pydantic import ValidationError

from hub_roster.domain.home import Home, PartKind, ShiftNeed, ShiftTemplate
from hub_roster.domain.people import Employment, Person
from hub_roster.domain.place import DrivingTime, Hub, Place, PlaceKind
from hub_roster.domain.plans import Plan, PlanForm
from hub_roster.domain.policy import DEFAULT_SHAPES, DutyShape, PolicyNumber
from hub_roster.domain.problem import Problem
from hub_roster.domain.tasks import Escort, OnCall, Visit, VisitKind, Who
from hub_roster.domain.young_people import Stay, StayKind, YoungPerson
from hub_roster.rules.rulebook import RULEBOOK, Rulebook
from tests.properties.tiny_life import add_life
from tests.properties.tiny_limits import add_limits
from tests.properties.tiny_needs import add_needs
from tests.properties.tiny_people import add_people
from tests.properties.tiny_relations import add_relations
from tests.properties.tiny_staff import add_staff
from tests.properties.tiny_terms import add_terms

MONDAYS = (date(2026, 2, 2), date(2026, 2, 2), date(2026, 10, 19), date(2027, 3, 22))
"""A plain week twice, and the two whose Sunday the clocks change on."""

KEYS = ("ann", "ben", "cat", "dan")
PLACES = ("Oak House", "Base", "Depot", "Dale", "Moor")
DRIVES = (0, 10, 20, 35, 50)

SHIFTS: tuple[tuple[str, PartKind, str, str], ...] = (
    ("early", PartKind.EARLY, "07:00", "14:30"),
    ("late", PartKind.LATE, "14:30", "22:30"),
    ("sleep-in", PartKind.SLEEP_IN, "22:30", "07:00"),
    ("waking night", PartKind.WAKING_NIGHT, "22:00", "08:00"),
    ("day", PartKind.DAY, "09:00", "20:30"),
    ("short late", PartKind.LATE, "16:30", "19:00"),
)
"""Shifts a home may run. The sleep-in joins late and early; the short late leaves room for outreach."""

SPREAD = 0.12
"""Share of hubs with one shift on every other day, where the rests due leave hardly a day free."""

FIXED = frozenset({"places", "tasks from a shift"})
"""Rules never left out: what a place is, and what is taken from a shift, rows of other rules count on."""

LISTS = frozenset({"duty shapes", "visit times", "one place at a time"})
"""Rules that say what is listed. Without one of them a judge may allow what no listing could hold."""


TOPICS: dict[str, Callable[[Drawing], None]] = {
    "limits": add_limits,
    "people": add_people,
    "needs": add_needs,
    "relations": add_relations,
    "staff": add_staff,
}
"""What more rules read, topic by topic, drawn after everything else."""


@dataclass
class Drawing:
    """A hub while it is drawn: the rows so far, by table."""

    rng: Random
    monday: date
    days: tuple[date, ...]
    id: UUID
    weeks: int
    told_on: date | None = None
    tables: dict[str, list[Any]] = field(default_factory=dict)

    def chance(self, share: float) -> bool:
        """Toss a coin that falls so often on one side."""
        return self.rng.random() < share

    def add(self, table: str, *rows: Any) -> None:
        """Add rows to a table."""
        self.tables.setdefault(table, []).extend(rows)

    def rows(self, table: str) -> list[Any]:
        """Give the rows of a table so far."""
        return self.tables.get(table, [])

    def edit(self, table: str, row: int, **fields: Any) -> None:
        """Change some fields of a row."""
        rows = self.tables[table]
        rows[row] = type(rows[row]).model_validate({**dict(rows[row]), **fields})

    def problem(self) -> Problem:
        """Give the hub as it is so far."""
        fields: dict[str, Any] = {table: tuple(rows) for table, rows in self.tables.items()}
        fields |= {"id": self.id, "first_day": self.monday, "weeks": self.weeks, "told_on": self.told_on}
        for table in ("visits", "plans", "escorts"):
            fields[table] = tuple(self._for_enough(row) for row in self.rows(table))
        try:
            return Problem(**fields)
        except ValidationError:
            # Drawn shapes may be too short for a shift, and a hub's file with such would be refused.
            return Problem(**{**fields, "shapes": DEFAULT_SHAPES})

    def _for_enough(self, visit: Visit | Plan | Escort) -> Visit | Plan | Escort:
        """Give a visit that as many may make as it takes, the adults of one's own included."""
        own = [row.adults for row in self.rows("own_adults") if row.young_person == visit.young_person]
        raised = () if isinstance(visit, Escort) or visit.in_shift else own
        adults = max(visit.adults, *raised, 0)
        flexible = isinstance(visit, Plan) and visit.form is PlanForm.FLEXIBLE
        alone = visit.who is Who.KEY_WORKER or flexible
        if adults > (len(set(visit.named)) if visit.who is Who.NAMED else 1 if alone else adults):
            visit = visit.model_copy(update={"who": Who.ANYONE, "named": ()})
            if isinstance(visit, Plan):
                visit = visit.model_copy(update={"form": PlanForm.APPOINTMENTS})
        return visit

    def day(self) -> date:
        """Give one of the days something happens on."""
        return self.rng.choice(self.days)

    def moment(self, day: date, hour: int) -> datetime:
        """Give the wall time of an hour of a date, or of a later date where there are more than 24."""
        return datetime.combine(day + timedelta(days=hour // 24), time(hour % 24))

    def person(self) -> str:
        """Give somebody's key."""
        return str(self.rng.choice(self.rows("people")).key)

    def code(self) -> str:
        """Give a young person's code."""
        return str(self.rng.choice(self.rows("young_people")).code)


def draw_hub(seed: str) -> Problem:
    """Draw a hub; equal seeds give equal hubs."""
    rng = Random(seed)
    monday = rng.choice(MONDAYS)
    first = 7 - rng.choice((1, 2)) if monday != MONDAYS[0] or rng.random() < 0.3 else rng.randrange(5)
    count = rng.choice((1, 2, 2, 3))
    days = tuple(monday + timedelta(days=k) for k in range(first, min(7, first + count)))
    if rng.random() < SPREAD:
        days = tuple(monday + timedelta(days=k) for k in (0, 2, 4, 6))
    drawing = Drawing(rng, monday, days, UUID(int=rng.getrandbits(128)), 2 if rng.random() < 0.06 else 1)
    _places(drawing)
    _people(drawing)
    _young_people(drawing)
    if len(days) > 3:
        _spread(drawing)
    else:
        _shifts(drawing)
        _visits(drawing)
        add_life(drawing)
    _on_call(drawing)
    _key_workers(drawing)
    add_terms(drawing)
    for topic, add in TOPICS.items():
        # Each topic draws for itself, so that a new one leaves the draws of the others as they were.
        drawing.rng = Random(f"{seed} {topic}")
        add(drawing)
    return drawing.problem()


def draw_rulebook(seed: str) -> Rulebook:
    """Draw a rulebook: the whole of it more often than not, else without some rules."""
    rng = Random(seed)
    if rng.random() < 0.6:
        return RULEBOOK
    names = sorted(rule.name for rule in RULEBOOK.rules if rule.name not in FIXED)
    left_out = rng.sample(names, rng.choice((1, 2, 3, 6)))
    # Without the daily rest other rules have to say for themselves what its rows imply.
    return RULEBOOK.without(*left_out, *(["daily rest"] if rng.random() < 0.4 else []))


def _places(drawing: Drawing) -> None:
    drawing.add("hubs", Hub(code="Hub"), Hub(code="Elsewhere"))
    kinds = {"Oak House": PlaceKind.HOME, "Base": PlaceKind.BASE, "Depot": PlaceKind.BASE}
    drawing.add("places", *(Place(code=code, kind=kinds.get(code, PlaceKind.AREA)) for code in PLACES))
    for k, origin in enumerate(PLACES):
        for destination in PLACES[k + 1 :]:
            minutes = drawing.rng.choice(DRIVES)
            drawing.add("driving", DrivingTime(origin=origin, destination=destination, minutes=minutes))
            if drawing.chance(0.2):
                back = DrivingTime(origin=destination, destination=origin, minutes=minutes + 5)
                drawing.add("driving", back)


def _people(drawing: Drawing) -> None:
    rng = drawing.rng
    rungs = (Employment.CONTRACTED, Employment.CONTRACTED, *Employment)
    for key in KEYS[: rng.choice((2, 2, 3, 3, 3, 4))]:
        hours = rng.choice((0, 7.5, 8, 16, 37))
        employment = rng.choice(rungs)
        if employment in (Employment.PARTNER, Employment.VOLUNTEER):
            hours = 0
        elsewhere = drawing.chance(0.1)
        drawing.add(
            "people",
            Person(
                key=key,
                hub="Elsewhere" if elsewhere else "Hub",
                floats_to=("Hub",) if elsewhere and drawing.chance(0.5) else (),
                employment=employment,
                unnamed=employment is Employment.AGENCY and drawing.chance(0.4),
                base=rng.choice(("Base", "Base", "Depot")),
                contract_hours=hours,
                most_hours=rng.choice((hours, hours + 1, max(hours, 8), max(hours, 16), 48, 48, 48)),
                opted_out=drawing.chance(0.2),
                reference_weeks=rng.choice((1, 2, 17)),
                started=drawing.day() if drawing.chance(0.08) else None,
                household="Rowan" if drawing.chance(0.25) else "",
                pattern_anchor=drawing.monday - timedelta(weeks=rng.randrange(4)),
            ),
        )


def _young_people(drawing: Drawing) -> None:
    rng = drawing.rng
    staff = [person.key for person in drawing.rows("people")]
    for code in ("Heron", "Maple")[: rng.choice((1, 2, 2))]:
        drawing.add(
            "young_people",
            YoungPerson(
                code=code,
                hub="Hub",
                place=rng.choice(("Dale", "Moor", "Base", "Oak House")),
                key_worker=rng.choice((None, *staff)),
                deputy=rng.choice((None, *staff)),
                core_team=tuple(rng.sample(staff, rng.randrange(2))),
                most_adults=rng.choice((None, 1, 1, 2)),
            ),
        )
        if drawing.chance(0.7):
            first = drawing.monday - timedelta(days=9)
            last = drawing.day() if drawing.chance(0.15) else None
            bed = StayKind.HUB_BED
            drawing.add(
                "stays", Stay(young_person=code, kind=bed, home="Oak", first_day=first, last_day=last)
            )


def _shifts(drawing: Drawing) -> None:
    rng = drawing.rng
    drawing.add("homes", Home(code="Oak", hub="Hub", place="Oak House"))
    weekdays = {day.weekday() for day in drawing.days}
    if 6 in weekdays and drawing.chance(0.4):
        weekdays.add(0)
    blocks = (
        ("late", "sleep-in", "early"),
        ("late", "sleep-in"),
        ("early", "late"),
        ("early", "waking night"),
    )
    names = (
        rng.choice(blocks)
        if drawing.chance(0.5)
        else rng.sample([s[0] for s in SHIFTS], rng.choice((0, 1, 2)))
    )
    for name, kind, start, end in SHIFTS:
        if name not in names:
            continue
        some = weekdays if drawing.chance(0.6) else {rng.choice(sorted(weekdays))}
        drawing.add(
            "shifts",
            ShiftTemplate(
                home="Oak",
                name=name,
                kind=kind,
                start=time.fromisoformat(start),
                end=time.fromisoformat(end),
                days=tuple(sorted(some)),
                seats=rng.choice((1, 1, 1, 2)),
                gives_break=drawing.chance(0.8),
            ),
        )
        if drawing.chance(0.5):
            adults = rng.choice((1, 1, 2))
            need = ShiftNeed(home="Oak", shift=name, skill=rng.choice(("first aid", "leader")), adults=adults)
            drawing.add("shift_needs", need)
    if drawing.chance(0.2):
        drawing.add("shapes", *_shapes(drawing))


def _shapes(drawing: Drawing) -> list[DutyShape]:
    """Give shapes other than the default ones: some missing, some shorter, some longer."""
    kept = [shape for shape in DEFAULT_SHAPES if drawing.chance(0.85)]
    changed = [
        shape.model_copy(update={"longest_hours": shape.longest_hours + drawing.rng.choice((-2, 0, 3))})
        for shape in kept
    ]
    between = (PartKind.EARLY, PartKind.OUTREACH, PartKind.LATE)
    return [*changed, DutyShape(name="split", parts=between, longest_hours=14)]


def _spread(drawing: Drawing) -> None:
    drawing.add("homes", Home(code="Oak", hub="Hub", place="Oak House"))
    name, kind, start, end = drawing.rng.choice([s for s in SHIFTS if s[0] in {"day", "waking night"}])
    drawing.add(
        "shifts",
        ShiftTemplate(
            home="Oak",
            name=name,
            kind=kind,
            start=time.fromisoformat(start),
            end=time.fromisoformat(end),
            days=tuple(day.weekday() for day in drawing.days),
        ),
    )
    rest = PolicyNumber(rule="daily rest", number="daily_hours", value=drawing.rng.choice((26, 33, 36)))
    drawing.add("numbers", rest)


def _visits(drawing: Drawing) -> None:
    rng = drawing.rng
    twins = drawing.chance(0.35)
    for number in range(rng.choice((0, 1, 2, 2, 3, 3, 4))):
        day = drawing.day()
        last = day + timedelta(days=1) if drawing.chance(0.2) else day
        minutes = rng.choice((30, 45, 60, 90, 150))
        start = rng.choice((7, 9, 11, 13, 14, 15, 17)) * 60 + rng.choice((0, 0, 20))
        end = min(start + minutes + rng.choice((0, 15, 45, 60)), 23 * 60 + 45)
        if twins and number == 1 and drawing.rows("visits"):
            first = drawing.rows("visits")[0]
            again = {"id": "visit 2", "minutes": rng.choice((30, first.minutes))}
            drawing.add("visits", first.model_copy(update=again))
            continue
        drawing.add(
            "visits",
            Visit(
                id=f"visit {number + 1}",
                young_person=drawing.code(),
                minutes=min(minutes, end - start),
                first_day=day,
                last_day=last,
                earliest=time(start // 60, start % 60),
                latest=time(end // 60, end % 60),
                adults=2 if drawing.chance(0.25) else 1,
                who=rng.choice((*Who, Who.ANYONE, Who.ANYONE, Who.ANYONE)),
                kind=rng.choice(list(VisitKind)),
                skill="therapy" if drawing.chance(0.12) else None,
                place=rng.choice((None, None, None, "Moor", "Base")),
            ),
        )


def _key_workers(drawing: Drawing) -> None:
    """A key worker's visit needs one, and one of people named needs names."""
    supported = [*drawing.rows("young_people"), *drawing.rows("family_adults")]
    for row, visit in enumerate(drawing.rows("visits")):
        young = next(each for each in supported if each.code == visit.young_person)
        if visit.who is Who.KEY_WORKER and young.key_worker is None:
            drawing.edit("visits", row, who=Who.CORE_TEAM)
        named = (visit.named or (drawing.person(),)) if visit.who is Who.NAMED else ()
        drawing.edit("visits", row, named=named)


def _on_call(drawing: Drawing) -> None:
    for number in range(drawing.rng.choice((0, 0, 1, 1, 1, 2))):
        day = drawing.day()
        start = drawing.moment(day, drawing.rng.choice((9, 17)))
        end = drawing.moment(day, drawing.rng.choice((22, 33)))
        shared = drawing.chance(0.2)
        drawing.add(
            "on_call",
            OnCall(
                id=f"call {number + 1}",
                hub="Elsewhere" if shared else "Hub",
                shared_with=("Hub",) if shared else (),
                start=start,
                end=end,
            ),
        )
