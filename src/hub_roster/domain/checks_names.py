"""Checks of names: known where they are referred to, given once, and never near-alike."""

from __future__ import annotations

from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from hub_roster.domain.checks_fault import Fault, Unread, listed, meant

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator, Mapping

    from hub_roster.domain.tables import Tables

KEYS: Mapping[str, str] = MappingProxyType(
    {"hubs": "code", "places": "code", "homes": "code", "people": "key", "young_people": "code"}
)
"""The field that names each row of a table other tables refer to."""

THINGS: Mapping[str, str] = MappingProxyType(
    {
        "hubs": "hub",
        "places": "place",
        "homes": "home",
        "people": "person",
        "young_people": "young person",
    }
)

REFERENCES: Mapping[str, tuple[tuple[str, str], ...]] = MappingProxyType(
    {
        "driving": (("origin", "places"), ("destination", "places")),
        "homes": (("hub", "hubs"), ("place", "places")),
        "shifts": (("home", "homes"),),
        "cover": (("home", "homes"),),
        "shift_needs": (("home", "homes"),),
        "people": (("hub", "hubs"), ("base", "places")),
        "patterns": (("person", "people"),),
        "skills": (("person", "people"),),
        "approvals": (("person", "people"), ("young_person", "young_people")),
        "leave": (("person", "people"),),
        "adjustments": (("person", "people"),),
        "requests": (("person", "people"),),
        "busy": (("person", "people"),),
        "young_people": (
            ("hub", "hubs"),
            ("place", "places"),
            ("key_worker", "people"),
            ("deputy", "people"),
            ("core_team", "people"),
        ),
        "stays": (("young_person", "young_people"), ("home", "homes")),
        "views": (("young_person", "young_people"), ("person", "people")),
        "restrictions": (("young_person", "young_people"), ("person", "people")),
        "visits": (("young_person", "young_people"), ("place", "places")),
        "on_call": (("hub", "hubs"),),
        "contacts": (("person", "people"), ("young_person", "young_people")),
        "acquaintances": (("person", "people"), ("young_person", "young_people")),
        "weeks_worked": (("person", "people"),),
        "duties_before": (("person", "people"),),
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
    ("young_people", ("code",), "Another young person has this code."),
    ("visits", ("id",), "Another visit has this code."),
    ("on_call", ("id",), "Another spell of on-call has this code."),
    ("driving", ("origin", "destination"), "Another row gives the driving time of this way."),
    ("patterns", ("person", "week"), "Another row gives this week of this person's pattern."),
    ("weeks_worked", ("person", "week"), "Another row gives what this person worked that week."),
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
    hints = cache(lambda name, target: meant(name, known[target]))

    def hint(name: str, target: str) -> str:
        # Looking for what was meant takes time, and nobody reads hundreds of hints.
        return hints(name, target) if hints.cache_info().misses < MOST_HINTS else ""

    for table, references in REFERENCES.items():
        for field, target in references:
            if target in unread.nameless:
                continue
            for row, record in enumerate(getattr(problem, table)):
                for name in _each(getattr(record, field)):
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
    return frozenset(getattr(row, KEYS[table]) for row in getattr(problem, table)).union(lost)


def given_twice(problem: Tables) -> Iterator[Fault]:
    """Find rows that repeat what may stand once."""
    for table, fields, message in ONCE:
        rows = (tuple(getattr(row, field) for field in fields) for row in getattr(problem, table))
        for row in _repeats(rows):
            yield Fault((table, row, fields[-1]), message)
    codes = {visit.id for visit in problem.visits}
    for row, spell in enumerate(problem.on_call):
        if spell.id in codes:
            yield Fault(("on_call", row, "id"), "A visit has this code too: each task has its own.")


def _repeats(keys: Iterable[Hashable]) -> Iterator[int]:
    seen: set[Hashable] = set()
    for row, key in enumerate(keys):
        if key in seen:
            yield row
        seen.add(key)


def shifts_twice(problem: Tables) -> Iterator[Fault]:
    """Find shifts of one home that share name and weekday: their seats would be called alike."""
    seen: dict[tuple[str, str], set[int]] = {}
    for row, shift in enumerate(problem.shifts):
        days = seen.setdefault((shift.home, shift.name), set())
        if days.intersection(shift.days):
            message = f"{shift.home} has another shift called '{shift.name}' on the same weekday."
            yield Fault(("shifts", row, "name"), message)
        days.update(shift.days)


def near_alike(problem: Tables) -> Iterator[Fault]:
    """Find codes of two young people that are easily taken for one another."""
    codes = [young.code for young in problem.young_people]
    for row, code in enumerate(codes):
        near = [other for other in codes[:row] if other != code and _alike(other, code)]
        if near:
            message = f"'{code}' is easily taken for {listed(near)}: choose a code that differs more."
            yield Fault(("young_people", row, "code"), message)


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
    for table in ("shift_needs", "visits", "on_call"):
        for row, record in enumerate(getattr(problem, table)):
            skill = record.skill
            if skill is not None and skill not in held and near(skill):
                message = f"Nobody holds the skill '{skill}'.{near(skill)}"
                yield Fault((table, row, "skill"), message)
