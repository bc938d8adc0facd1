"""Whom a key or a name on the command line means."""

from __future__ import annotations

from hub_roster.cli.inputs import Refused
from hub_roster.cli.words import Names
from hub_roster.domain.checks_fault import as_seen, nearest
from hub_roster.domain.problem import Problem


def person_meant(problem: Problem, said: str) -> str:
    """Give the key of whoever has a key, or alone has a name.

    Raises
    ------
    Refused
        If nobody does, or several do; with who may have been meant.
    """
    if said in problem.person:
        return said
    called = [person.key for person in problem.people if _folded(person.name) == _folded(said)]
    if len(called) == 1:
        return called[0]
    names = Names(problem.people)
    if called:
        raise Refused(f"Several are called '{said}': {' and '.join(map(names.full, called))}. Give the key.")
    near = _near(problem, said)
    hint = f" Did you mean {' or '.join(map(names.full, near[:3]))}?" if near else ""
    raise Refused(f"Nobody has the key or the name '{said}'.{hint}")


def _near(problem: Problem, said: str) -> list[str]:
    """Give the keys of those one part of whose name was said, else of whose key or name is near."""
    part = [person.key for person in problem.people if _folded(said) in _folded(person.name).split()]
    if part:
        return part
    keys = {name: person.key for person in problem.people for name in (person.name, person.key) if name}
    found = nearest(said, keys)
    return [] if found is None else [keys[found]]


def _folded(name: str) -> str:
    return as_seen(name).casefold()
