"""A hub of one: ann, who fosters and may do everything there is."""

from __future__ import annotations

from hub_roster.domain.problem import Problem
from tests.tiny import Rows, hub, on_call, person, shift, visit, young

SHIFTS = [shift(name) for name in ("early", "late", "sleep-in", "waking night", "day")]


def home(*rows: Rows, **terms: object) -> Problem:
    """Give a hub in which ann, of the household Rowan, may do every shift, two visits and a spell."""
    visits = [visit("v", "Heron", "Wed", between="06:00 23:00"), visit("close", "Heron", "Wed", place="Base")]
    spell = on_call("call", "Tue 17:00", "Wed 09:00")
    return hub(person("ann", household="Rowan", **terms), young("Heron"), SHIFTS, visits, spell, rows)
