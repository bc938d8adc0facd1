"""Weights and holds: shortfall far above cost, and no priority given up for one below it."""

from __future__ import annotations

import numpy as np
import pytest

from hub_roster.domain.tasks import VisitKind
from hub_roster.program.statement import Priority
from hub_roster.solver.weights import (
    MINUTE_SHORT,
    cost_alone,
    holding,
    lessening,
    only,
    rounded_up,
    shortfall_first,
)
from tests.solver.small_hubs import best, columns_of, first_things_first, held, some_roster, weighed, written
from tests.tiny import hub, people, person, resident, shift, visit, young

SHORT = (480, 960, 0, 120, 0, 0)


@pytest.mark.parametrize(
    ("minutes", "least"),
    [(0.0, 0), (-500.0, 0), (0.00005, 0), (0.01, 480), (480.00005, 480), (480.1, 960), (959.0, 960)],
)
def test_a_bound_is_rounded_up_to_what_can_be(minutes: float, least: int) -> None:
    """Shifts of eight hours are short by eight hours or not at all; rounding error is no shift."""
    columns = columns_of(hub(people("ann"), resident("Heron"), shift("early"), shift("late")))
    assert rounded_up(columns, Priority.COVER, minutes) == least


def test_units_of_different_lengths_share_the_greatest_that_divides_them() -> None:
    """Visits of 60 and 90 minutes are short by multiples of 30."""
    visits = [visit("a", "Wren", minutes=60), visit("b", "Wren", minutes=90)]
    columns = columns_of(hub(people("ann"), young("Wren"), visits))
    assert [rounded_up(columns, Priority.AGREED, minutes) for minutes in (1.0, 30.0, 31.0)] == [30, 30, 60]


def test_where_nothing_can_be_short_any_minute_is_one() -> None:
    """Without a unit to round to, minutes are rounded up to minutes."""
    assert rounded_up(written("SMALL"), Priority.MEETINGS, 1.5) == 2


def test_shortfall_and_cost_are_weighed_together() -> None:
    """A roster weighs its cost and, far above it, its minutes short by priority."""
    columns = written("SMALL")
    for seed in range(4):
        found = some_roster(columns, seed)
        short = sum(MINUTE_SHORT[p] * s for p, s in zip(Priority, found.shortfall, strict=True))
        total = int(columns.points[found.taken].sum() + shortfall_first(columns) @ found.values)
        assert total == short + found.cost


def test_priorities_weigh_less_one_by_one() -> None:
    """What comes first weighs more a minute than what comes after."""
    weights = [MINUTE_SHORT[p] for p in Priority]
    assert weights == sorted(weights, reverse=True)
    assert len(set(weights)) == len(Priority)


def test_one_priority_alone_holds_those_above_it() -> None:
    """Its own minutes are made least, nothing else counts, and only what ranks above is held."""
    columns = written("SMALL")
    aim = only(columns, Priority.SAFETY, SHORT)
    assert not aim.column_weights.any()
    assert (aim.variable_weights == columns.shortfall_minutes[Priority.SAFETY]).all()
    above = (Priority.NOBODY, Priority.COVER)
    for (weights, most), priority in zip(aim.holds, above, strict=True):
        assert (weights == columns.shortfall_minutes[priority]).all()
        assert most == SHORT[priority - 1]


def test_less_at_one_priority_may_leave_more_short_below_it() -> None:
    """Of two visits at once ann makes one: asked to, she gives up the other kind for the agreed one."""
    both = [
        visit("agreed", "Wren", between="10:00 11:00"),
        visit("other", "Lark", between="10:00 11:00", kind=VisitKind.OTHER),
    ]
    columns = columns_of(hub(person("ann", base="Dale"), young("Wren"), young("Lark"), both))
    base = best(columns, held(columns, Priority.OTHER, 0, first_things_first(columns)))
    assert base.shortfall[Priority.AGREED - 1 :] == (60, 0, 0)
    assert best(columns, holding(columns, base.shortfall)).shortfall == base.shortfall
    freed = best(columns, lessening(columns, base.shortfall, Priority.AGREED))
    assert freed.shortfall[Priority.AGREED - 1 :] == (0, 60, 0)


def test_a_search_holds_every_priority() -> None:
    """Both while shortfall may still fall and for cost alone, no priority may become worse."""
    columns = written("SMALL")
    for aim in (holding(columns, SHORT), cost_alone(columns, SHORT)):
        assert [most for _, most in aim.holds] == list(SHORT)
        for (weights, _), priority in zip(aim.holds, Priority, strict=True):
            assert (weights == columns.shortfall_minutes[priority]).all()
    assert (holding(columns, SHORT).variable_weights == shortfall_first(columns)).all()


def test_cost_alone_is_the_cost() -> None:
    """What a roster weighs for cost alone is its cost."""
    columns = written("SMALL")
    found = some_roster(columns, 2)
    assert weighed(found, cost_alone(columns, found.shortfall)) == found.cost
    assert np.issubdtype(shortfall_first(columns).dtype, np.integer)
