"""Small hubs written out as columns, and what is true of them by solving them whole."""

from __future__ import annotations

from functools import cache
from random import Random

import numpy as np

from hub_roster.domain.home import Home
from hub_roster.domain.people import Leave
from hub_roster.domain.problem import Problem
from hub_roster.domain.young_people import Acquaintance, HowWell
from hub_roster.program.statement import Priority
from hub_roster.rules.posting import state
from hub_roster.rules.rulebook import RULEBOOK
from hub_roster.solver.columns import Columns, Indices, write_out
from hub_roster.solver.incumbent import Incumbent, empty
from hub_roster.solver.integer import Aim, Limit, Outcome, Part, solve
from hub_roster.solver.stop import Stop
from hub_roster.solver.weights import shortfall_first
from tests.tiny import WEEKDAYS, hub, on, on_call, people, person, resident, shift, visit, young

TWELVE = ("ann", "ben", "cat", "dan", "eve", "fay", "gus", "hal", "ivy", "joe", "kit", "lou")

SMALL = hub(
    person("ann", contract_hours=16),
    person("ben", contract_hours=8),
    person("cat", employment="relief"),
    resident("Heron"),
    young("Wren", key_worker="ann"),
    shift("early", "Mon Tue", seats=2),
    shift("late", "Mon"),
    shift("sleep-in", "Mon"),
    visit("w", "Wren", "Mon", "Tue", between="10:00 16:00"),
    visit("x", "Heron", "Tue"),
    visit("pair", "Wren", "Wed", adults=2, between="10:00 12:00"),
    on_call("spell", "Mon 17:00", "Tue 09:00"),
    Leave(person="ben", first_day=on("Tue"), last_day=on("Tue")),
)
"""Three people, two days and a bit: 184 columns, and a visit that has to stay short."""

BUSY = hub(
    people("ann ben cat dan eve fay", contract_hours=30),
    people("gus hal", employment="relief"),
    [resident("Heron"), resident("Swift")],
    [young(code, key_worker=key) for code, key in (("Wren", "ann"), ("Lark", "ben"), ("Robin", "cat"))],
    shift("early", seats=2),
    shift("late", seats=2),
    shift("sleep-in", seats=2),
    [visit(f"w{day}", "Wren", day, between="09:00 13:00") for day in ("Mon", "Wed", "Fri")],
    [visit(f"l{day}", "Lark", day, between="12:00 17:00") for day in ("Mon", "Tue", "Thu")],
    [visit(f"r{day}", "Robin", day, between="10:00 14:00") for day in ("Tue", "Wed", "Fri")],
)
"""Eight people and a whole week: 900 columns, and two seconds to prove what is best."""


def drawn_acquaintances() -> list[tuple[str, str, HowWell]]:
    """Draw how well each of twelve people knows each of five young people."""
    rng = Random(1)
    codes = ("Heron", "Swift", "Finch", "Wren", "Lark")
    return [(key, code, rng.choice(list(HowWell))) for key in TWELVE for code in codes]


CROWDED = hub(
    people(" ".join(TWELVE), contract_hours=22),
    [resident(code) for code in ("Heron", "Swift", "Finch")],
    [young(code, key_worker=key) for code, key in (("Wren", "ann"), ("Lark", "ben"))],
    Home(code="Oak", hub="Hub", place="Oak house", sleep_rooms=3, lone_working_assessment="LW-Oak"),
    [shift(name, seats=3) for name in ("early", "late", "sleep-in")],
    [visit(f"w{day}", "Wren", day, between="10:00 16:30") for day in WEEKDAYS],
    [visit(f"l{day}", "Lark", day, between="10:00 16:30") for day in WEEKDAYS],
    [Acquaintance(person=key, young_person=code, how_well=how) for key, code, how in drawn_acquaintances()],
)
"""Twelve people and so many ways to share a week that no solver proves the best one in a minute."""


@cache
def written(problem_name: str) -> Columns:
    """Give the columns of SMALL, BUSY or CROWDED, written out once."""
    return columns_of({"SMALL": SMALL, "BUSY": BUSY, "CROWDED": CROWDED}[problem_name])


def columns_of(problem: Problem) -> Columns:
    """Give the columns of a problem under the whole rulebook."""
    return write_out(state(problem, RULEBOOK.of(problem)))


def all_of(columns: Columns) -> Indices:
    """Give every column."""
    return np.arange(len(columns), dtype=np.int64)


def no_weights(columns: Columns) -> Indices:
    """Give a weight of nothing for every variable."""
    return np.zeros(len(columns.program.variables), dtype=np.int64)


def best(columns: Columns, aim: Aim) -> Incumbent:
    """Give a roster that no other beats, proven by CP-SAT over everything."""
    answer = solve(Part(all_of(columns), empty(columns), whole=True), aim, Limit(20.0, seed=1), Stop())
    assert answer.outcome is Outcome.OPTIMAL
    assert answer.incumbent is not None
    return answer.incumbent


def weighed(incumbent: Incumbent, aim: Aim) -> int:
    """Give what a roster weighs."""
    return int(aim.column_weights[incumbent.taken].sum() + aim.variable_weights @ incumbent.values)


def first_things_first(columns: Columns) -> Aim:
    """Give the aim of little shortfall, then little cost."""
    return Aim(columns.points, shortfall_first(columns))


def held(columns: Columns, priority: Priority, minutes: int, aim: Aim) -> Aim:
    """Give the aim with no more than so many minutes short at a priority."""
    return Aim(aim.column_weights, aim.variable_weights, ((columns.shortfall_minutes[priority], minutes),))


def some_roster(columns: Columns, seed: int) -> Incumbent:
    """Give a legal roster drawn at random, its variables at their least."""
    rng = np.random.default_rng(seed)
    weights = rng.integers(-100, 60, len(columns))
    drawn = best(columns, Aim(weights, no_weights(columns)))
    none = np.zeros(0, dtype=np.int64)
    settled = solve(Part(none, drawn, whole=True), first_things_first(columns), Limit(5.0, seed=1), Stop())
    assert settled.incumbent is not None
    return settled.incumbent


def is_legal(incumbent: Incumbent) -> bool:
    """Say whether every row is met."""
    program = incumbent.columns.program
    amounts = incumbent.columns.matrix[:, incumbent.taken].sum(axis=1)
    amounts = amounts + program.row_variables @ incumbent.values
    return bool((amounts >= program.lower).all() and (amounts <= program.upper).all())
