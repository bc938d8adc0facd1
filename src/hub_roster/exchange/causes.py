"""Faults of a problem as a whole, the causes first and told once, and names meant where keys belong."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from hub_roster.domain import checks
from hub_roster.domain.checks_names import KEYS, REFERENCES, SUPPORTED, THINGS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from hub_roster.domain.problem import Problem
    from hub_roster.domain.tables import Tables

LEANT_ON = frozenset(
    # Where either a young person or an adult of a family may be named, most rows name a young person; and
    # a hub may well work with no adults at all, so that their absence is the cause of nothing.
    "young_people" if target == SUPPORTED else target
    for references in REFERENCES.values()
    for _, target in references
)

CAUSES: Mapping[str, str] = {
    **{table: THINGS[table] for table in KEYS if table in LEANT_ON},
    "shifts": "shift",
}
"""Tables that others lean on, and what a row of each is; the widest in effect first."""


def told(problem: Problem, unread: checks.Unread) -> tuple[list[checks.Fault], list[checks.Fault]]:
    """Give the causes, then the faults that would stand even without them.

    A table without any row, which other rows lean on, is one cause; what follows from it is counted
    and not told row by row.

    Parameters
    ----------
    problem
        As much of it as could be read.
    unread
        What could not be read, as for `checks.faults`.
    """
    found = checks.faults(problem, unread)
    causes: list[checks.Fault] = []
    for table, thing in CAUSES.items():
        if getattr(problem, table) or table in unread.nameless | unread.tables:
            continue
        without = replace(unread, tables=unread.tables | {table}, nameless=unread.nameless | {table})
        rest = checks.faults(problem, without)
        if len(rest) < len(found):
            causes.append(checks.Fault((table,), _cause(thing, len(found) - len(rest))))
            found, unread = rest, without
    return causes, list(_with_names(checks.with_parts(problem, unread), found))


def _cause(thing: str, count: int) -> str:
    follow = "1 entry elsewhere needs it" if count == 1 else f"{count:,} entries elsewhere need it"
    return f"No {thing} is listed here: fill this in first. {follow.capitalize()}."


def _with_names(problem: Tables, faults: Iterable[checks.Fault]) -> Iterable[checks.Fault]:
    """Say which key was meant where a person is named by name."""
    keys: dict[str, list[str]] = defaultdict(list)
    for person in problem.people:
        if getattr(person, "name", "") and getattr(person, "key", ""):
            keys[_folded(person.name)].append(f"{person.key} ({person.name})")
    for fault in faults:
        yield _with_name(problem, fault, keys) if _names_a_person(fault) else fault


def _names_a_person(fault: checks.Fault) -> bool:
    table, *rest = fault.path
    return (rest[1:] and (rest[1], "people") in REFERENCES.get(str(table), ())) is True


def _with_name(problem: Tables, fault: checks.Fault, keys: Mapping[str, list[str]]) -> checks.Fault:
    table, row, field = fault.path
    assert isinstance(row, int)
    held = getattr(getattr(problem, str(table))[row], str(field))
    for name in (held,) if isinstance(held, str) else held:
        unknown = f"No person is called '{name}'."
        meant = keys.get(_folded(name), [])
        if fault.message.startswith(unknown) and meant:
            return replace(fault, message=f"{unknown} Did you mean {' or '.join(meant[:3])}?")
    return fault


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()
