"""Adults above the seats of a shift, where a home lets more be on it."""

from __future__ import annotations

from datetime import time

import pytest
from pydantic import ValidationError

from hub_roster.domain.home import CoverBand, Home
from hub_roster.domain.policy import PolicyNumber
from hub_roster.domain.problem import Problem
from hub_roster.domain.tasks import Lock
from hub_roster.rules.cover import Seats
from hub_roster.rules.extra_adults import ExtraAdults
from hub_roster.rules.from_shift import CoverMeanwhile
from hub_roster.rules.places import Places
from hub_roster.rules.relationships import UnfamiliarHours
from tests.tiny import Rows, broken, charges, drafted, hub, people, points, resident, shift, who
from tests.tiny_life import escort


def _home(*rows: Rows, extra: int = 1) -> Problem:
    return hub(people("ann ben cat"), resident("Heron"), shift("early", "Mon", most_extra=extra), rows)


def test_one_more_than_its_seats_at_a_price() -> None:
    """Two on an early of 8 hours for one: 300 points an hour each; three are too many unless two may be."""
    problem = _home()
    (charge,) = charges(ExtraAdults, problem, ann="early Mon", ben="early Mon")
    assert (charge.whom, charge.points, charge.tasks) == ("Oak", 2400, ("Oak/2026-02-02/early",))
    assert broken(Places, problem, ann="early Mon", ben="early Mon") == []
    assert broken(Places, problem, ann="early Mon", ben="early Mon", cat="early Mon") != []
    assert charges(ExtraAdults, problem, ann="early Mon") == ()
    line = dict.fromkeys(("ann", "ben", "cat"), "early Mon")
    assert points(ExtraAdults, _home(extra=2), **line) == 4800


def test_nobody_above_unless_the_home_says_so() -> None:
    """Without 'Most adults above seats' a second one is one too many."""
    assert broken(Places, _home(extra=0), ann="early Mon", ben="early Mon") != []


def test_another_price_rounded_up_once() -> None:
    """At 7 points an hour an early of 7 h 30 costs 53."""
    cheap = PolicyNumber(rule="extra adults", number="hour", value=7)
    problem = hub(people("ann ben"), shift("early", "Mon", most_extra=1, end="14:30"), cheap)
    assert points(ExtraAdults, problem, ann="early Mon", ben="early Mon") == 53


def test_an_adult_on_top_never_makes_a_week_look_worse() -> None:
    """Of ann, whom Heron knows well, and a stranger, the one seat counts ann."""
    known = _home(extra=2).edited(
        acquaintances=({"person": "ann", "young_person": "Heron", "how_well": "well"},)
    )
    alone = points(UnfamiliarHours, known, ann="early Mon")
    assert points(UnfamiliarHours, known, ann="early Mon", ben="early Mon") == alone
    assert points(UnfamiliarHours, known, ben="early Mon", cat="early Mon") > alone


def test_an_adult_on_top_may_take_an_escort() -> None:
    """With two on an early for one, one escorts and nobody is missing."""
    band = CoverBand(home="Oak", start=time(7), end=time(15), adults=1, days=(0,))
    problem = _home(band, resident("Wren"), escort("e", "Heron", "Mon 10:00"))
    assert points(CoverMeanwhile, problem, ann="early Mon, e Mon 10:00", ben="early Mon") == 0
    assert points(CoverMeanwhile, problem, ann="early Mon, e Mon 10:00") == 60


def test_a_draft_adds_an_adult_where_nobody_may_be_alone() -> None:
    """Without an assessment two are on an early for one that takes two, and no more than that."""
    oak = Home(code="Oak", hub="Hub", place="Oak house")
    found = drafted(_home(oak, extra=2))
    assert len(who(found.roster, "Oak")) == 2
    seats = sorted(a.task for a in found.roster.assignments)
    assert seats == ["Oak/2026-02-02/early/1", "Oak/2026-02-02/early/2"]


def test_a_draft_adds_nobody_without_need() -> None:
    """With an assessment one is enough."""
    assert len(who(drafted(_home(extra=2)).roster, "Oak")) == 1


def test_locks_may_fill_places_above_the_seats() -> None:
    """Two people locked to an early for one that takes two stand; three are refused."""
    locks = [Lock(person=key, task="Oak/2026-02-02/early") for key in ("ann", "ben", "cat")]
    found = drafted(_home(locks[:2]))
    assert who(found.roster, "Oak") == ["ann", "ben"]
    assert points(Seats, _home(), ann="early Mon", ben="early Mon") == 0
    with pytest.raises(ValidationError, match="locked"):
        _home(locks)
