"""Drafts from end to end: repeatable to the byte, stopped at any moment, honest about what is proven."""

from __future__ import annotations

import os
import subprocess
import sys
from itertools import pairwise
from pathlib import Path
from random import Random

import pytest

from hub_roster.domain.people import Leave
from hub_roster.domain.problem import Problem
from hub_roster.domain.tasks import Lock
from hub_roster.examples import make_hub
from hub_roster.exchange.roster_json import write_roster
from hub_roster.program.statement import Priority
from hub_roster.rules.posting import state
from hub_roster.rules.rulebook import RULEBOOK
from hub_roster.solver import lanes
from hub_roster.solver.draft import draft
from hub_roster.solver.limits import Limits, Progress
from hub_roster.solver.result import Draft, Status
from hub_roster.solver.stop import Stop
from tests.solver.small_hubs import BUSY, CROWDED, SMALL
from tests.tiny import doing, drafted, hub, judged, on, on_call, people, person, resident, shift, visit, young


def written(found: Draft, folder: Path) -> bytes:
    """Give the bytes of a draft's roster file."""
    write_roster(found.roster, folder / "roster.json")
    return (folder / "roster.json").read_bytes()


def by_work(problem: Problem, work: float, seed: int = 1, workers: int = 2) -> Draft:
    """Draft within so much work, and no clock."""
    return draft(problem, limits=Limits(seconds=None, work=work, seed=seed, workers=workers))


def short(found: Draft) -> tuple[int, ...]:
    """Give the minutes short by priority."""
    return tuple(found.judgement.shortfall[p].minutes for p in Priority)


def assert_honest(found: Draft, best: Draft) -> None:
    """Check what a draft says against a draft that is proven best."""
    assert found.judgement.violations == ()
    assert judged_as(found, best)
    proven = True
    for priority, minutes in zip(Priority, short(found), strict=True):
        known, least = found.shortfall_bound[priority], best.judgement.shortfall[priority].minutes
        if proven and known is not None:
            assert known <= least
        proven = proven and known == minutes
    if not proven:
        assert found.bound is None
        assert (found.gap, found.gap_points) == (None, None)
    if found.bound is not None:
        assert short(found) == short(best)
        assert found.bound <= best.cost <= found.cost
    assert (found.status is Status.OPTIMAL) == (found.bound == found.cost)


def judged_as(found: Draft, best: Draft) -> bool:
    """Say whether no draft ranks before the best."""
    return (*short(best), best.cost) <= (*short(found), found.cost)


BEST = {"SMALL": drafted(SMALL), "BUSY": by_work(BUSY, 30.0)}
WORKS = (0.1, 0.3, 0.6)
HUBS = {"SMALL": SMALL, "BUSY": BUSY}


@pytest.fixture
def as_if_large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a small hub be searched as a large one is, never given whole to CP-SAT."""
    monkeypatch.setattr(lanes, "TINY_COLUMNS", 0)
    monkeypatch.setattr(lanes, "WHOLE_COLUMNS", 0)


# Repeated -----------------------------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.parametrize("work", [0.05, 0.4])
@pytest.mark.parametrize("name", ["SMALL", "BUSY"])
def test_equal_work_gives_equal_bytes(name: str, work: float, tmp_path: Path) -> None:
    """The same input, seed and work twice, and once with another number of workers."""
    runs = [by_work(HUBS[name], work, workers=workers) for workers in (2, 2, 1)]
    assert len({written(found, tmp_path) for found in runs}) == 1
    assert len({(found.work, found.bound, tuple(found.shortfall_bound.values())) for found in runs}) == 1


@pytest.mark.slow
@pytest.mark.usefixtures("as_if_large")
@pytest.mark.parametrize("seed", [1, 2])
def test_a_search_of_equal_work_gives_equal_bytes(seed: int, tmp_path: Path) -> None:
    """Two streams on one core or on two: merged in the same order."""
    runs = [by_work(CROWDED, 1.5, seed, workers) for workers in (2, 1)]
    assert written(runs[0], tmp_path) == written(runs[1], tmp_path)
    assert (runs[0].work, runs[0].bound) == (runs[1].work, runs[1].bound)


@pytest.mark.slow
def test_another_process_gives_equal_bytes(tmp_path: Path) -> None:
    """Whatever order Python keeps its sets in."""
    script = (
        "from pathlib import Path; from tests.solver.test_draft import by_work, written; "
        "from tests.solver.small_hubs import SMALL; import sys; "
        "sys.stdout.buffer.write(written(by_work(SMALL, 0.3), Path(sys.argv[1])))"
    )
    root = Path(__file__).resolve().parents[2]
    found = {
        subprocess.run(
            [sys.executable, "-c", script, str(tmp_path)],
            cwd=root,
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(root)},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert found == {written(by_work(SMALL, 0.3), tmp_path)}


@pytest.mark.usefixtures("as_if_large")
@pytest.mark.parametrize("seconds", [0.4, 1.2])
def test_the_work_reported_repeats_the_run(seconds: float, tmp_path: Path) -> None:
    """A run ended by the clock says how much work it did; that much work gives its roster again."""
    clocked = draft(CROWDED, limits=Limits(seconds=seconds))
    repeated = by_work(CROWDED, clocked.work)
    assert written(repeated, tmp_path) == written(clocked, tmp_path)
    assert repeated.work == clocked.work


@pytest.mark.slow
def test_the_work_reported_repeats_a_run_of_the_example(tmp_path: Path) -> None:
    """The same for the hub that the demo drafts, as large as a real one."""
    example = make_hub(1)
    clocked = draft(example, limits=Limits(seconds=6))
    repeated = by_work(example, clocked.work)
    assert written(repeated, tmp_path) == written(clocked, tmp_path)


# Stopped ------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("as_if_large")
@pytest.mark.parametrize("moment", Random(1).sample(range(36), 20))
def test_a_stop_keeps_the_best_so_far(moment: int) -> None:
    """Stopped at whatever report: a legal roster, the last one handed out, and bounds that are true."""
    stop, reports = Stop(), list[Progress]()

    def report(progress: Progress) -> None:
        reports.append(progress)
        if len(reports) > moment:
            stop.ask()

    limits = Limits(seconds=None, work=0.4, seed=moment)
    found = draft(BUSY, limits=limits, stop=stop, report=report)
    assert_honest(found, BEST["BUSY"])
    handed = [progress.roster for progress in reports if progress.roster is not None]
    assert found.roster == handed[-1]
    assert judged(BUSY, found.roster).violations == ()


def test_stopped_before_it_begins() -> None:
    """What is locked is kept in a legal roster made at once, and nothing is claimed."""
    stop = Stop()
    stop.ask()
    problem = SMALL.edited(locks=(Lock(person="cat", task="Oak/2026-02-02/early/1"),))
    found = draft(problem, limits=Limits(seconds=None), stop=stop)
    assert "Oak/2026-02-02/early/1" in doing(found.roster, "cat")
    assert (found.judgement.violations, found.bound, found.status) == ((), None, Status.FEASIBLE)


@pytest.mark.parametrize("limits", [Limits(seconds=0.0), Limits(seconds=None, work=0.0)])
def test_no_time_gives_a_roster_all_the_same(limits: Limits) -> None:
    """Legal, mostly short, without a bound."""
    found = draft(BUSY, limits=limits)
    assert_honest(found, BEST["BUSY"])
    assert found.bound is None


# Told ---------------------------------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.usefixtures("as_if_large")
@pytest.mark.parametrize("problem", [SMALL, BUSY], ids=["SMALL", "BUSY"])
def test_every_roster_handed_out_is_legal_and_better(problem: Problem) -> None:
    """Each is what its report says of it, ranks before the one before, and the last is the draft's."""
    reports: list[Progress] = []
    found = draft(problem, limits=Limits(seconds=None, work=0.8), report=reports.append)
    handed = [progress for progress in reports if progress.roster is not None]
    ranks = []
    for progress in handed:
        assert progress.roster is not None
        told = judged(problem, progress.roster)
        assert told.violations == ()
        assert progress.shortfall == tuple(told.shortfall[p].minutes for p in Priority)
        assert progress.cost == told.cost
        ranks.append((*progress.shortfall, told.cost))
    assert all(after < before for before, after in pairwise(ranks))
    assert handed[-1].roster == found.roster
    shares, seconds = [p.share for p in reports], [p.seconds for p in reports]
    assert shares == sorted(shares)
    assert seconds == sorted(seconds)
    assert 0 <= shares[0] <= shares[-1] <= 1
    assert all(p.bound is None or p.cost is None or p.bound <= p.cost for p in reports)


@pytest.mark.usefixtures("as_if_large")
@pytest.mark.parametrize(("name", "work"), [("SMALL", 0.02), ("SMALL", 0.3), *(("BUSY", w) for w in WORKS)])
def test_a_bound_is_told_only_where_the_shortfall_is_proven(name: str, work: float) -> None:
    """However far a search has come, what it says is proven is true."""
    assert_honest(by_work(HUBS[name], work), BEST[name])


def test_first_complete_is_a_time_of_the_run() -> None:
    """The first roster with the final shortfall was there before the end."""
    found = BEST["BUSY"]
    assert 0 < found.first_complete_seconds <= found.seconds


@pytest.mark.parametrize("name", ["SMALL", "BUSY"])
def test_a_small_hub_is_proven_best(name: str) -> None:
    """Given whole to CP-SAT, shortfall and cost meet their bounds."""
    found = BEST[name]
    assert (found.status, found.bound, found.gap) == (Status.OPTIMAL, found.cost, 0.0)
    assert tuple(found.shortfall_bound.values()) == short(found)


# At the edges -------------------------------------------------------------------------------------

AWAY = Leave(person="ann", first_day=on("Mon"), last_day=on("Sun"))
EDGES = {
    "nobody": hub(resident("Heron"), shift("early"), young("Wren"), visit("v", "Wren")),
    "nothing at all": hub(),
    "nothing to do": hub(people("ann ben", contract_hours=20)),
    "everybody on leave": hub(person("ann", contract_hours=20), resident("Heron"), shift("early"), AWAY),
    "only on-call": hub(people("ann"), on_call("spell", "Mon 17:00", "Tue 09:00")),
}


@pytest.mark.parametrize("name", EDGES)
def test_edges_are_answered(name: str) -> None:
    """With nobody or nothing to draft there is a roster, and it is the best there is."""
    problem = EDGES[name]
    found = drafted(problem)
    assert found.judgement.violations == ()
    assert (found.status, found.bound) == (Status.OPTIMAL, found.cost)
    assert tuple(found.shortfall_bound.values()) == short(found)


def test_with_nobody_everything_is_short() -> None:
    """Seven earlies without an adult, and a visit nobody makes."""
    assert short(drafted(EDGES["nobody"])) == (7 * 480, 7 * 480, 0, 60, 0, 0)


def test_a_week_fixed_whole_is_kept() -> None:
    """Every assignment of the best roster fixed, and everybody kept off what they did not have."""
    best = BEST["SMALL"].roster
    musts = [Lock(person=a.person, task=a.task) for a in best.assignments]
    tasks = [*SMALL.shift, *SMALL.appointment, *SMALL.spell]
    nevers = [
        Lock(person=one.key, task=task, must=False)
        for one in SMALL.people
        for task in tasks
        if not any(a.person == one.key and a.task.startswith(task) for a in best.assignments)
    ]
    found = drafted(SMALL.edited(locks=(*musts, *nevers)))
    assert [doing(found.roster, key) for key in ("ann", "ben", "cat")] == [
        doing(best, key) for key in ("ann", "ben", "cat")
    ]
    assert (found.status, found.bound) == (Status.OPTIMAL, found.cost)


def test_a_day_with_hundreds_of_runs_is_answered() -> None:
    """Eleven visits ann could make that day in 561 ways: the best of them is found and proven."""
    codes = [
        "Wren",
        "Heron",
        "Robin",
        "Dunnock",
        "Siskin",
        "Avocet",
        "Plover",
        "Curlew",
        "Fieldfare",
        "Gannet",
        "Osprey",
    ]
    visits = [visit(f"to {code}", code, between="08:00 20:00", minutes=30) for code in codes]
    problem = hub(people("ann"), *(young(code) for code in codes), *visits)
    listed = sum(bool(piece.tasks) for piece in state(problem, RULEBOOK.of(problem)).pieces)
    found = drafted(problem)
    assert listed == 561
    assert found.judgement.violations == ()
    assert (found.status, len(found.roster.assignments)) == (Status.OPTIMAL, 4)


@pytest.mark.slow
def test_millions_of_runs_are_answered_without_a_bound() -> None:
    """Thirty visits to three young people on any day, at any time: listed whole, they filled all memory.

    What is found is legal, and nothing is said of how good it could be.
    """
    three = [resident(code) for code in ("Heron", "Wren", "Robin")]
    visits = [
        visit(f"v{k}", ("Heron", "Wren", "Robin")[k % 3], "Mon", "Sun", between="09:00 20:00")
        for k in range(30)
    ]
    staff = people(" ".join(f"p{k}" for k in range(12)), contract_hours=30)
    found = drafted(hub(staff, three, visits, shift("early", seats=2), shift("late", seats=2)))
    assert found.judgement.violations == ()
    assert not found.listed_whole
    assert (found.bound, found.gap, found.gap_parts) == (None, None, ())
    assert all(least in (0, None) for least in found.shortfall_bound.values())


def test_a_rule_left_out_is_not_asked() -> None:
    """Without the daily rest ann works the late and the next early; with it she cannot."""
    problem = hub(person("ann"), resident("Heron"), shift("late", "Mon"), shift("early", "Tue"))
    limits = Limits(seconds=None, work=1.0)
    kept = draft(problem, limits=limits)
    freed = draft(problem, RULEBOOK.without("daily rest"), limits=limits)
    assert (len(kept.roster.assignments), len(freed.roster.assignments)) == (1, 2)
