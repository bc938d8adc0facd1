"""What a draft may do: closed by work, by the clock and by whoever stops it."""

from __future__ import annotations

import pytest

from hub_roster.solver.limits import Budget, Limits
from hub_roster.solver.stop import Stop


def test_without_limits_it_stays_open() -> None:
    """No clock, no work: only a stop closes it."""
    budget = Budget(Limits(seconds=None, work=None), Stop())
    budget.work = 1e9
    assert budget.open()
    assert (budget.left, budget.share) == (None, 0.0)


def test_work_closes_it() -> None:
    """Open below its work, closed at it and beyond."""
    budget = Budget(Limits(seconds=None, work=2.0), Stop())
    for done, still in ((0.0, True), (1.999, True), (2.0, False), (3.0, False)):
        budget.work = done
        assert budget.open() is still
        assert budget.open(reserve=100.0) is still


def test_no_work_allows_no_step() -> None:
    """With a work of nothing it is closed from the start."""
    assert not Budget(Limits(seconds=None, work=0.0), Stop()).open()


def test_the_clock_closes_it() -> None:
    """A time that is up already closes it; one far off does not."""
    assert not Budget(Limits(seconds=1e-9), Stop()).open()
    assert not Budget(Limits(seconds=0.0), Stop()).open()
    assert Budget(Limits(seconds=1e6), Stop()).open()


def test_some_time_can_be_kept_back() -> None:
    """With more to keep back than is left, the next step does not start."""
    budget = Budget(Limits(seconds=1000.0), Stop())
    assert budget.open(reserve=1.0)
    assert not budget.open(reserve=1001.0)


def test_a_stop_closes_it() -> None:
    """Once asked to stop it is closed, whatever is left."""
    stop = Stop()
    budget = Budget(Limits(seconds=None), stop)
    assert budget.open()
    stop.ask()
    assert not budget.open()


def test_the_share_is_of_whichever_limit_is_nearer() -> None:
    """Half the work done is half; more than all is all."""
    budget = Budget(Limits(seconds=1e6, work=4.0), Stop())
    for done, share in ((0.0, 0.0), (2.0, 0.5), (40.0, 1.0)):
        budget.work = done
        assert budget.share == pytest.approx(share, abs=1e-3)
    assert Budget(Limits(seconds=1e-9), Stop()).share == 1.0


def test_seconds_run_on() -> None:
    """Time since it began never falls, and what is left is the rest."""
    budget = Budget(Limits(seconds=100.0), Stop())
    assert 0 <= budget.seconds <= budget.seconds
    assert budget.left is not None
    assert budget.left <= 100
