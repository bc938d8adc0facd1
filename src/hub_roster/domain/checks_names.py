"""Checks of names: known where they are referred to, given once, and never near-alike."""

from __future__ import annotations

from datetime import date
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from hub_roster.domain.checks_fault import Fault, Unread, listed, meant
from hub_roster.domain.in_force import is_change

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator, Mapping

    from hub_roster.domain.home import ShiftTemplate
    from hub_roster.domain.tables import Tables

KEYS: Mapping[str, str] = MappingProxyType(
    {
        "hubs": "code",
        "pods": "code",
        "places": "code",
        "homes": "code",
        "people": "key",
        "families": "code",
        "young_people": "code",
        "family_adults": "code",
    }
)
"""The field that names each row of a table other tables refer to."""

SUPPORTED = "young_people, family_adults"
"""Stands for the two tables of those a hub is there for, where either may be named."""

THINGS: Mapping[str, str] = MappingProxyType(
    {
        "hubs": "hub",
        "pods": "pod",
        "places": "place",
        "homes": "home",
        "people": "person",
        "families": "family",
        "young_people": "young person",
        "family_adults": "adult of a family",
        SUPPORTED: "young person or adult of a family",
    }
)

_SUPPORTED_ROW = (
    ("hub", "hubs"),
    ("place", "places"),
    ("key_worker", "people"),
    ("deputy", "people"),
    ("core_team", "people"),
    ("pod", "pods"),
    ("family", "families"),
)

REFERENCES: Mapping[str, tuple[tuple[str, str], ...]] = MappingProxyType(
    {
        "pods": (("hub", "hubs"), ("supervisor", "people"), ("deputy", "people")),
        "driving": (("origin", "places"), ("destination", "places")),
        "homes": (("hub", "hubs"), ("place", "places")),
        "shifts": (("home", "homes"),),
        "cover": (("home", "homes"),),
        "shift_needs": (("home", "homes"),),
        "people": (("hub", "hubs"), ("base", "places"), ("floats_to", "hubs"), ("pod", "pods")),
        "patterns": (("person", "people"),),
        "skills": (("person", "people"),),
        "approvals": (("person", "people"), ("young_person", SUPPORTED)),
        "inductions": (("person", "people"),),
        "leave": (("person", "people"),),
        "leave_years": (("person", "people"),),
        "adjustments": (("person", "people"),),
        "availability": (("person", "people"),),
        "households": (("hub", "hubs"),),
        "placements": (("person", "people"),),
        "consents": (("person", "people"),),
        "pairs_apart": (("person", "people"), ("other", "people")),
        "requests": (("person", "people"),),
        "busy": (("person", "people"),),
        "families": (("hub", "hubs"),),
        "young_people": _SUPPORTED_ROW,
        "family_adults": _SUPPORTED_ROW,
        "stays": (("young_person", "young_people"), ("home", "homes")),
        "week_times": (("young_person", SUPPORTED), ("place", "places")),
        "own_adults": (("young_person", "young_people"),),
        "views": (("young_person", SUPPORTED), ("person", "people")),
        "restrictions": (("young_person", SUPPORTED), ("person", "people")),
        "personal_needs": (("young_person", SUPPORTED),),
        "missing_episodes": (("young_person", "young_people"),),
        "plans": (("young_person", SUPPORTED), ("named", "people")),
        "moves": (("young_person", "young_people"), ("home", "homes"), ("carers", "people")),
        "visits": (
            ("young_person", SUPPORTED),
            ("others", SUPPORTED),
            ("named", "people"),
            ("place", "places"),
        ),
        "escorts": (
            ("young_person", "young_people"),
            ("origin", "places"),
            ("destination", "places"),
            ("named", "people"),
        ),
        "sessions": (("hub", "hubs"), ("place", "places")),
        "meetings": (("hub", "hubs"), ("place", "places"), ("attendees", "people")),
        "on_call": (("hub", "hubs"), ("shared_with", "hubs")),
        "outcomes": (("young_person", SUPPORTED), ("person", "people")),
        "contacts": (("person", "people"), ("young_person", SUPPORTED)),
        "acquaintances": (("person", "people"), ("young_person", SUPPORTED)),
        "weeks_worked": (("person", "people"),),
        "days_worked": (("person", "people"),),
        "duties_before": (("person", "people"),),
        "offers": (("person", "people"),),
        "locks": (("person", "people"),),
        "published": (("person", "people"),),
    }
)
"""Which field of each table names a row of which other table."""

ONCE: tuple[tuple[str, tuple[str, ...], str], ...] = (
    ("hubs", ("code",), "This hub's code stands in another row too."),
    ("places", ("code",), "This place stands in another row too."),
    ("homes", ("code",), "This home's code stands in another row too."),
    ("people", ("key",), "This person's key stands in another row too."),
    ("pods", ("code",), "This pod's code stands in another row too."),
    ("households", ("code",), "This household stands in another row too."),
    ("families", ("code",), "Another family has this code."),
    ("young_people", ("code",), "Another young person has this code."),
    ("inductions", ("person",), "Another row gives this person's induction."),
    ("leave_years", ("person", "first_day"), "Another row gives this person's leave year."),
    ("offers", ("person", "task"), "Another row says how this offer stands."),
    ("driving", ("origin", "destination"), "Another row gives the driving time of this way."),
    ("patterns", ("person", "week"), "Another row gives this week of this person's pattern."),
    ("weeks_worked", ("person", "week"), "Another row gives what this person worked that week."),
    ("days_worked", ("person", "day"), "Another row gives what this person worked that day."),
    ("consents", ("person", "day"), "Another row gives this person's consent for that day."),
    ("pairs_apart", ("person", "other", "first_day"), "Another row keeps these two apart."),
    ("duties_before", ("person",), "Another row gives this person's last duty."),
    (
        "acquaintances",
        ("person", "young_person"),
        "Another row says how well these two know each other.",
    ),
    (
        "views",
        ("young_person", "person", "day"),
        "Another row gives this young person's view of that day.",
    ),
    ("requests", ("person", "day"), "This person asked for something else too on that day."),
    ("shift_needs", ("home", "shift", "skill"), "Another row asks for this skill on this shift."),
    ("locks", ("person", "task"), "Another lock says what this person does about this task."),
    ("published", ("person", "task"), "Another row gives this person this task."),
    ("shapes", ("name",), "Another duty shape has this name."),
    ("shapes", ("parts",), "Another duty shape has the same parts in the same order."),
    ("numbers", ("rule", "number"), "Another row gives this number of this rule."),
)
"""Tables, the fields that no two rows may have alike, and what to say."""

MOST_HINTS = 500


def unknown_names(problem: Tables, unread: Unread) -> Iterator[Fault]:
    """Find names that no row of the table they refer to has."""
    known = {table: _names(problem, unread, table) for table in KEYS}
    known[SUPPORTED] = known["young_people"] | known["family_adults"]
    nameless = unread.nameless
    if nameless & {"young_people", "family_adults"}:
        nameless |= {SUPPORTED}
    hints = cache(lambda name, target: meant(name, known[target]))

    def hint(name: str, target: str) -> str:
        # Looking for what was meant takes time, and nobody reads hundreds of hints.
        return hints(name, target) if hints.cache_info().misses < MOST_HINTS else ""

    for table, references in REFERENCES.items():
        for field, target in references:
            if target in nameless:
                continue
            for row, record in enumerate(getattr(problem, table)):
                for name in _each(getattr(record, field, None)):
                    if name not in known[target]:
                        yield Fault(
                            (table, row, field),
                            f"No {THINGS[target]} is called '{name}'.{hint(name, target)}",
                        )


def _each(held: str | tuple[str, ...] | None) -> tuple[str, ...]:
    if held is None:
        return ()
    return (held,) if isinstance(held, str) else held


def _names(problem: Tables, unread: Unread, table: str) -> frozenset[str]:
    lost = (name for other, name in unread.names if other == table)
    held = (getattr(row, KEYS[table], None) for row in getattr(problem, table))
    return frozenset(name for name in held if name is not None).union(lost)


def given_twice(problem: Tables) -> Iterator[Fault]:
    """Find rows that repeat what may stand once."""
    for table, fields, message in ONCE:
        for row in _repeats(_key(record, fields) for record in getattr(problem, table)):
            yield Fault((table, row, fields[-1]), message)
    yield from tasks_alike(problem)


TASK_CODES = (
    ("plans", "code"),
    ("moves", "code"),
    ("visits", "id"),
    ("escorts", "id"),
    ("sessions", "code"),
    ("meetings", "id"),
    ("on_call", "id"),
)
"""Tables whose codes name tasks: locks and rosters refer to them, so no two are alike."""


def tasks_alike(problem: Tables) -> Iterator[Fault]:
    """Find codes of tasks that stand for two."""
    seen: dict[str, str] = {}
    for table, field in TASK_CODES:
        for row, record in enumerate(getattr(problem, table)):
            code = getattr(record, field, None)
            if code in seen:
                other = TASK_NAMES[seen[code]]
                yield Fault((table, row, field), f"Another {other} has this code: each task has its own.")
            if code is not None:
                seen.setdefault(code, table)


TASK_NAMES: Mapping[str, str] = MappingProxyType(
    {
        "plans": "plan",
        "moves": "move",
        "visits": "visit",
        "escorts": "escort",
        "sessions": "session",
        "meetings": "meeting",
        "on_call": "spell of on-call",
    }
)


def _key(record: object, fields: tuple[str, ...]) -> Hashable:
    """Give what stands in some fields of a row; None where one of them could not be read."""
    if not all(hasattr(record, field) for field in fields):
        return None
    return tuple(getattr(record, field) for field in fields)


def _repeats(keys: Iterable[Hashable]) -> Iterator[int]:
    seen: set[Hashable] = set()
    for row, key in enumerate(keys):
        if key is not None and key in seen:
            yield row
        seen.add(key)


def shifts_twice(problem: Tables) -> Iterator[Fault]:
    """Find shifts of one home that share name and weekday: their seats would be called alike.

    A change for a while stands in place of the usual shift of its name; two changes at a time do not.
    """
    seen: dict[tuple[str, str], list[ShiftTemplate]] = {}
    for row, shift in enumerate(problem.shifts):
        others = seen.setdefault((shift.home, shift.name), [])
        if any(_both_run(shift, other) for other in others):
            message = f"{shift.home} has another shift called '{shift.name}' on the same weekday."
            yield Fault(("shifts", row, "name"), message)
        others.append(shift)


def _both_run(one: ShiftTemplate, other: ShiftTemplate) -> bool:
    """Say whether two shifts run on one date, unless one of them is a change of the other."""
    if is_change(one) != is_change(other) or set(one.days).isdisjoint(other.days):
        return False
    first, last = (
        (one, other) if (one.first_day or date.min) <= (other.first_day or date.min) else (other, one)
    )
    return (last.first_day or date.min) <= (first.last_day or date.max)


def near_alike(problem: Tables) -> Iterator[Fault]:
    """Find codes of two young people that are easily taken for one another."""
    before: list[str] = []
    for table, row, code in _codes(problem):
        if table == "family_adults" and code in before:
            yield Fault((table, row, "code"), "A young person or another adult has this code.")
        near = [other for other in before if other != code and _alike(other, code)]
        if near:
            message = f"'{code}' is easily taken for {listed(near)}: choose a code that differs more."
            yield Fault((table, row, "code"), message)
        before.append(code)


def _codes(problem: Tables) -> Iterator[tuple[str, int, str]]:
    """Give the codes of young people and adults of families, each with its table and row."""
    for table in ("young_people", "family_adults"):
        for row, record in enumerate(getattr(problem, table)):
            code = getattr(record, "code", None)
            if code is not None:
                yield table, row, code


def _alike(first: str, second: str) -> bool:
    """Say whether two codes differ by a letter, two swapped, or capitals and blanks only."""
    a, b = ("".join(code.split()).casefold() for code in (first, second))
    if a == b:
        return True
    short, long = sorted((a, b), key=len)
    if len(long) - len(short) > 1 or len(long) < 3:
        return False
    same = next((k for k, letter in enumerate(short) if letter != long[k]), len(short))
    if len(short) < len(long):
        return short[same:] == long[same + 1 :]
    swapped = short[same + 1 : same + 2] + short[same] + short[same + 2 :]
    return short[same + 1 :] == long[same + 1 :] or swapped == long[same:]


def unheld_skills(problem: Tables) -> Iterator[Fault]:
    """Find skills asked for that nobody holds, where someone holds one of nearly that name."""
    held = frozenset(skill.skill for skill in problem.skills)
    near = cache(lambda skill: meant(skill, held))
    for table in ("shift_needs", "personal_needs", "plans", "visits", "escorts", "sessions", "on_call"):
        for row, record in enumerate(getattr(problem, table)):
            skill = record.skill
            if skill is not None and skill not in held and near(skill):
                message = f"Nobody holds the skill '{skill}'.{near(skill)}"
                yield Fault((table, row, "skill"), message)
