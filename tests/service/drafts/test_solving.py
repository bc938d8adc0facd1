"""A draft worked on: its roster is kept, wishes are heard meanwhile, and who lost the job writes nothing."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from hub_roster.domain.problem import Problem
from hub_roster.domain.roster import Roster, RosterStatus
from hub_roster.domain.tasks import Lock
from hub_roster.domain.young_people import Stay, StayKind
from hub_roster.examples import FIXTURE_SEED, make_hub
from hub_roster.service.drafts import solving
from hub_roster.service.drafts.drafting import Wanted, ask, cancel, progress, stop_and_keep
from hub_roster.service.drafts.solving import FAULT, solve
from hub_roster.solver.draft import draft
from hub_roster.store.database import Database
from hub_roster.store.jobs import BEST_KEPT, BROKEN_OFF, LEASE, MOST_ATTEMPTS, DraftJob, Jobs
from hub_roster.store.rosters import Rosters
from hub_roster.store.scope import WHOLE
from hub_roster.store.tables import JobState
from tests import tiny
from tests.service.kept import MADE, NOON, keep_file, later

HUB = tiny.hub(tiny.people("ann ben", contract_hours=40), tiny.shift("early"))


def clock() -> datetime:
    """Give a time at which no lease ends."""
    return NOON


def taken(database: Database, problem: Problem = HUB, at: datetime = NOON, **wanted: Any) -> DraftJob:
    """Keep a hub, ask for a draft of it, and take the job."""
    keep_file(database, problem)
    how: dict[str, Any] = {"work": 4, **wanted}
    ask(
        database,
        WHOLE,
        Wanted(problem.id, problem.first_day, "k", problem.weeks, **how),
        MADE,
        actor="service",
    )
    return take(database, at)


def take(database: Database, at: datetime) -> DraftJob:
    """Take the job there is."""
    with database.writing(WHOLE) as session:
        job = Jobs(session).take(at)
    assert job is not None
    return job


def work(database: Database, job: DraftJob) -> DraftJob:
    """Work on a job to its end, and give it as it then stands."""
    solve(database, job.asked.file_id, job.id, job.attempt, clock)
    return now(database, job.id)


def now(database: Database, job: UUID) -> DraftJob:
    """Give a job as it stands."""
    with database.reading(WHOLE) as session:
        return Jobs(session).draft(job)


def made(database: Database, job: DraftJob) -> Roster:
    """Give the roster a job has made."""
    assert job.made is not None
    with database.reading(WHOLE) as session:
        return Rosters(session).roster(job.made)


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a worker say something twenty times a second."""
    monkeypatch.setattr(solving, "BEAT", 0.05)


def test_what_is_drafted_is_kept(database: Database) -> None:
    """The roster is the one the same work gives anywhere, as a draft of whoever asked."""
    job = work(database, taken(database))
    assert job.state is JobState.DONE
    assert made(database, job) == tiny.drafted(HUB).roster
    assert job.made is not None
    with database.reading(WHOLE) as session:
        version = Rosters(session).version(job.made)
    assert (version.status, version.file_number, version.made.by) == (RosterStatus.DRAFT, 1, "manager")


def test_a_draft_is_of_the_version_it_was_asked_for(database: Database) -> None:
    """What changes in the hub's file meanwhile is for the next."""
    job = taken(database)
    keep_file(database, tiny.hub(tiny.people("cat"), tiny.shift("early")), after=1)
    people = {each.person for each in made(database, work(database, job)).assignments}
    assert people == {"ann", "ben"}


def test_locks_that_cannot_stand_end_it_with_their_words(database: Database) -> None:
    """A manager reads which they are."""
    locks = [Lock(person="ann", task=f"Oak/2026-02-02/{name}/1") for name in ("early", "day")]
    both = tiny.hub(tiny.people("ann", contract_hours=40), tiny.shift("early"), tiny.shift("day"), locks)
    job = work(database, taken(database, both))
    assert job.state is JobState.FAILED
    assert "Oak/2026-02-02/day/1" in job.reason


def test_a_fault_of_ours_says_nothing_of_the_hub(
    database: Database, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """The reason is fit for a manager, and the job does not run again."""
    monkeypatch.setattr(solving, "draft", None)
    with caplog.at_level(logging.ERROR):
        job = work(database, taken(database))
    assert (job.state, job.reason) == (JobState.FAILED, FAULT)
    assert str(job.id) in caplog.text


def test_a_file_that_does_not_hold_together_there_ends_it_in_words(database: Database) -> None:
    """A stay that ends before a visit of the week asked for: a manager reads which."""
    stay = Stay(
        young_person="Heron",
        kind=StayKind.LODGINGS,
        first_day=tiny.MONDAY - timedelta(days=7),
        last_day=tiny.on("Sun"),
    )
    visit = tiny.visit("to Heron", "Heron", "Sun", "Mon+1")
    problem = tiny.hub(tiny.people("ann"), tiny.shift("early"), tiny.young("Heron"), stay, visit)
    keep_file(database, problem)
    wanted = Wanted(problem.id, tiny.on("Mon+1"), "k", work=1)
    ask(database, WHOLE, wanted, MADE, actor="service")
    job = work(database, take(database, NOON))
    assert job.state is JobState.FAILED
    assert "Heron has a visit in the period, but the last stay ended" in job.reason


def test_a_fault_within_the_solver_is_not_the_file_s(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What it makes and cannot check is ours; the hub's file is not blamed."""

    def fails(*_: Any, **__: Any) -> Any:
        Roster.model_validate({})

    monkeypatch.setattr(solving, "draft", fails)
    job = work(database, taken(database))
    assert (job.state, job.reason) == (JobState.FAILED, FAULT)


@pytest.fixture
def long_draft(database: Database, quick: None) -> Iterator[tuple[Database, DraftJob, threading.Thread]]:
    """Give a draft that would go on for ten minutes, under way in a thread."""
    del quick
    problem = make_hub(FIXTURE_SEED)
    keep_file(database, problem)
    ask(database, WHOLE, Wanted(problem.id, problem.first_day, "long", seconds=600), MADE, actor="service")
    job = take(database, NOON)
    thread = threading.Thread(target=solve, args=(database, problem.id, job.id, 1, clock))
    thread.start()
    yield database, job, thread
    cancel(database, WHOLE, job.id, later(1), actor="service")
    thread.join(30)
    assert not thread.is_alive()


def _wait_for_a_roster(database: Database, job: UUID) -> None:
    """Wait until a first roster is kept with the job."""
    for _ in range(600):
        with database.reading(WHOLE) as session:
            if Jobs(session).best(job) is not None:
                return
        threading.Event().wait(0.05)
    raise AssertionError("no roster was kept")


@pytest.mark.slow
def test_a_draft_stopped_keeps_the_best_so_far(
    long_draft: tuple[Database, DraftJob, threading.Thread],
) -> None:
    """It ends at once, and says how far it was."""
    database, job, thread = long_draft
    _wait_for_a_roster(database, job.id)
    stop_and_keep(database, WHOLE, job.id, later(1), actor="service")
    thread.join(30)
    ended = now(database, job.id)
    assert ended.state is JobState.DONE
    said = progress(ended)
    assert said is not None
    assert said.shortfall is not None
    assert made(database, ended).assignments


@pytest.mark.slow
def test_a_draft_given_up_leaves_nothing(long_draft: tuple[Database, DraftJob, threading.Thread]) -> None:
    """No version is made of it."""
    database, job, thread = long_draft
    _wait_for_a_roster(database, job.id)
    cancel(database, WHOLE, job.id, later(1), actor="service")
    thread.join(30)
    assert now(database, job.id).state is JobState.CANCELLED
    with database.reading(WHOLE) as session:
        assert Rosters(session).listed(job.asked.file_id) == []


def test_a_draft_given_up_at_its_very_end_leaves_nothing(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A word that came after the worker's last question counts too: whoever gave it up was told so."""
    job = taken(database)

    def given_up_meanwhile(*asked: Any, **how: Any) -> Any:
        cancel(database, WHOLE, job.id, later(1), actor="service")
        return draft(*asked, **how)

    monkeypatch.setattr(solving, "draft", given_up_meanwhile)
    monkeypatch.setattr(solving, "BEAT", 600.0)
    assert work(database, job).state is JobState.CANCELLED
    with database.reading(WHOLE) as session:
        assert Rosters(session).listed(HUB.id) == []


@pytest.mark.slow
def test_who_lost_the_job_writes_nothing(long_draft: tuple[Database, DraftJob, threading.Thread]) -> None:
    """Once another attempt has it, the first ends by itself and leaves no version."""
    database, job, thread = long_draft
    _wait_for_a_roster(database, job.id)
    again = take(database, NOON + LEASE + timedelta(seconds=1))
    thread.join(30)
    assert not thread.is_alive()
    assert now(database, job.id) == again
    with database.reading(WHOLE) as session:
        assert Rosters(session).listed(job.asked.file_id) == []
        assert Jobs(session).best(job.id) is not None


def test_a_better_roster_of_an_attempt_before_is_not_lost(database: Database) -> None:
    """A worker that begins anew, and finds less, keeps what the one before had found."""
    first = taken(database, work=0)
    best = tiny.drafted(HUB).roster
    with database.writing(WHOLE) as session:
        Jobs(session).renew(first.id, 1, NOON, None, best.model_dump_json())
    again = take(database, NOON + LEASE + timedelta(seconds=1))
    kept = made(database, work(database, again))
    assert tiny.judged(HUB, kept).cost <= tiny.judged(HUB, best).cost
    assert tiny.judged(HUB, kept).shortfall == tiny.judged(HUB, best).shortfall


@pytest.mark.parametrize("sound", [True, False])
def test_the_best_roster_of_a_draft_broken_off_too_often_is_kept(database: Database, sound: bool) -> None:
    """As if it had been stopped, and its reason says so; what cannot be kept holds up no other draft."""
    taken(database)
    best = tiny.drafted(HUB).roster
    at = NOON
    for attempt in range(1, MOST_ATTEMPTS + 1):
        with database.writing(WHOLE) as session:
            (job,) = Jobs(session).listed(HUB.id)
            said = best.model_dump_json() if sound else "{}"
            Jobs(session).renew(job.id, attempt, at, None, said)
        at += LEASE + timedelta(seconds=1)
        assert solving.take(database, at) is not None
    ended = now(database, job.id)
    assert ended.state is JobState.FAILED
    if sound:
        assert made(database, ended) == best
        assert ended.reason == f"{BROKEN_OFF} {BEST_KEPT}"
    else:
        assert (ended.made, ended.reason) == (None, BROKEN_OFF)
    assert solving.take(database, at) is None


def test_a_late_attempt_does_not_even_begin(database: Database) -> None:
    """A task handed out twice finds that the job is no longer its own."""
    job = taken(database)
    solve(database, HUB.id, job.id, job.attempt + 1, clock)
    assert now(database, job.id) == job
