"""Drafts asked for: taken by one worker at a time, and none is lost when a worker dies."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest

from hub_roster.store.database import Database
from hub_roster.store.hub_files import HubFiles, Made, NotThere
from hub_roster.store.jobs import (
    BROKEN_OFF,
    LEASE,
    MOST_ATTEMPTS,
    AlreadyDrafting,
    Asked,
    DraftJob,
    Jobs,
    LostJob,
    OtherDraft,
)
from hub_roster.store.scope import WHOLE, Scope
from hub_roster.store.tables import JobState, Wish
from tests import tiny

NOON = datetime(2026, 2, 2, 12, tzinfo=UTC)
HUB = UUID(int=1)
PAST_LEASE = NOON + LEASE + timedelta(seconds=1)


@pytest.fixture
def kept(database: Database) -> Database:
    """Give a database with a hub's file."""
    with database.writing(WHOLE) as session:
        HubFiles(session).add(tiny.hub(), Made("ann", NOON), after=0)
    return database


def ask(database: Database, key: str = "k", week: int = 0, at: datetime = NOON, weeks: int = 1) -> DraftJob:
    """Ask for a draft of a week, or of several."""
    first_day = tiny.MONDAY + timedelta(days=7 * week)
    asked = Asked(HUB, key, first_day, weeks, 1, seconds=20, work=None, seed=1)
    with database.writing(WHOLE) as session:
        return Jobs(session).ask(uuid4(), asked, Made("ann", at))


def take(database: Database, at: datetime = NOON) -> DraftJob | None:
    """Take a job."""
    with database.writing(WHOLE) as session:
        return Jobs(session).take(at)


def now(database: Database, job: UUID) -> DraftJob:
    """Give a job as it stands."""
    with database.reading(WHOLE) as session:
        return Jobs(session).draft(job)


def test_asking_again_by_the_same_key_is_the_same_job(kept: Database) -> None:
    """Whoever is unsure that a request arrived sends it again."""
    first = ask(kept)
    assert ask(kept) == first
    assert now(kept, first.id) == first
    assert (first.state, first.attempt) == (JobState.WAITING, 0)


def test_a_key_is_of_one_draft(kept: Database) -> None:
    """Sent with another week it is refused: the week before would be taken for that which was asked for."""
    ask(kept)
    with pytest.raises(OtherDraft, match="send each with its own"):
        ask(kept, week=1)
    with kept.writing(WHOLE) as session:
        HubFiles(session).add(tiny.hub(tiny.people("ann")), Made("ann", NOON), after=1)
    again = Asked(HUB, "k", tiny.MONDAY, 1, 2, seconds=20, work=None, seed=1)
    with kept.writing(WHOLE) as session:
        assert Jobs(session).ask(uuid4(), again, Made("ann", NOON)).asked.file_number == 1


def test_one_draft_of_a_week_at_a_time(kept: Database) -> None:
    """Another of the same week is refused while one is under way, and told which; another week is not."""
    first = ask(kept)
    with pytest.raises(AlreadyDrafting) as refused:
        ask(kept, "other")
    assert refused.value.job == first.id
    ask(kept, "other week", week=1)
    with kept.writing(WHOLE) as session:
        Jobs(session).want(first.id, Wish.CANCEL, NOON)
    assert ask(kept, "other").id != first.id


def test_of_two_who_ask_at_once_one_is_told(kept: Database) -> None:
    """Even where both looked before either had written."""
    start = threading.Barrier(2)
    outcomes: list[str] = []

    def try_it(key: str) -> None:
        start.wait()
        try:
            ask(kept, key)
            outcomes.append("asked")
        except AlreadyDrafting:
            outcomes.append("refused")

    threads = [threading.Thread(target=try_it, args=(key,)) for key in "ab"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["asked", "refused"]


def test_of_two_by_one_key_at_once_both_have_the_one_job(kept: Database) -> None:
    """Whoever sends again before the first answer came is not told of a draft under way: it is theirs."""
    start = threading.Barrier(2)
    asked: list[UUID] = []

    def send() -> None:
        start.wait()
        asked.append(ask(kept).id)

    threads = [threading.Thread(target=send) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(asked) == 2
    assert len(set(asked)) == 1


def test_a_week_within_a_longer_draft_is_under_way_too(kept: Database) -> None:
    """Whether it is the shorter one that is asked for later or the longer; weeks beside them are free."""
    month = ask(kept, "month", week=1, weeks=4)
    for week, weeks in ((1, 1), (4, 1), (0, 2), (0, 8)):
        with pytest.raises(AlreadyDrafting) as refused:
            ask(kept, "other", week=week, weeks=weeks)
        assert refused.value.job == month.id
    ask(kept, "before", week=0)
    ask(kept, "after", week=5)


def test_the_one_that_waits_longest_is_taken_first(kept: Database) -> None:
    """And each once."""
    later = ask(kept, "later", week=1, at=NOON + timedelta(seconds=9))
    first = ask(kept, "first")
    taken = [take(kept), take(kept), take(kept)]
    assert [None if each is None else each.id for each in taken] == [first.id, later.id, None]


def test_many_workers_take_each_job_once(kept: Database) -> None:
    """None twice and none left, however many reach for them at once."""
    asked = {ask(kept, str(week), week=week).id for week in range(12)}
    taken: list[UUID] = []

    def work() -> None:
        while (job := take(kept)) is not None:
            taken.append(job.id)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(taken) == sorted(asked)


def test_a_silent_worker_s_job_is_taken_by_another(kept: Database) -> None:
    """Once its lease is over; from then on the first can write nothing more, however late it comes back."""
    job = ask(kept).id
    take(kept)
    assert take(kept, NOON + LEASE) is None
    again = take(kept, PAST_LEASE)
    assert again is not None
    assert again.attempt == 2
    with kept.writing(WHOLE) as session, pytest.raises(LostJob):
        Jobs(session).renew(job, 1, PAST_LEASE, "{}", None)
    with kept.writing(WHOLE) as session, pytest.raises(LostJob):
        Jobs(session).end(job, 1, PAST_LEASE, JobState.DONE)
    assert now(kept, job).state is JobState.RUNNING


def test_a_worker_that_renews_keeps_its_job(kept: Database) -> None:
    """What it says of its progress is kept, and the best roster until there is a better."""
    job = ask(kept).id
    take(kept)
    for second in range(0, 60, 5):
        with kept.writing(WHOLE) as session:
            best = "{}" if second == 5 else None
            at = NOON + timedelta(seconds=second)
            assert Jobs(session).renew(job, 1, at, f'{{"seconds": {second}}}', best) is Wish.NOTHING
    assert take(kept, NOON + timedelta(seconds=60)) is None
    assert now(kept, job).progress == '{"seconds": 55}'
    with kept.reading(WHOLE) as session:
        assert Jobs(session).best(job) == "{}"


def test_a_job_that_kills_its_workers_is_given_up(kept: Database) -> None:
    """After three of them, with a reason a manager can read."""
    job = ask(kept).id
    at = NOON
    for _ in range(MOST_ATTEMPTS):
        assert take(kept, at) is not None
        at += LEASE + timedelta(seconds=1)
    given_up = take(kept, at)
    assert given_up is not None
    assert (given_up.state, given_up.reason) == (JobState.FAILED, BROKEN_OFF)
    assert take(kept, at) is None
    assert now(kept, job).state is JobState.FAILED


def test_a_job_given_up_is_not_tried_again(kept: Database) -> None:
    """Whichever attempt's worker died before it heard; it has not failed, and nothing of it is left."""
    for attempt in (1, MOST_ATTEMPTS):
        job = ask(kept, f"k{attempt}").id
        at = NOON
        for _ in range(attempt):
            assert take(kept, at) is not None
            at += LEASE + timedelta(seconds=1)
        with kept.writing(WHOLE) as session:
            Jobs(session).renew(job, attempt, at, None, "{}")
            Jobs(session).want(job, Wish.CANCEL, at)
        ended = take(kept, at + LEASE + timedelta(seconds=1))
        assert ended is not None
        assert (ended.id, ended.state, ended.reason) == (job, JobState.CANCELLED, "")
        with kept.reading(WHOLE) as session:
            assert Jobs(session).best(job) is None


def test_a_wish_reaches_the_worker(kept: Database) -> None:
    """It hears of it the next time it says something; a job nobody took yet ends at once."""
    waiting, running = ask(kept, "w", week=1, at=NOON + timedelta(seconds=1)).id, ask(kept, "r").id
    take(kept)
    with kept.writing(WHOLE) as session:
        assert Jobs(session).want(running, Wish.STOP, NOON).wish is Wish.STOP
        assert Jobs(session).want(waiting, Wish.STOP, NOON).state is JobState.CANCELLED
        assert Jobs(session).renew(running, 1, NOON, None, None) is Wish.STOP


def test_a_job_at_its_end_stays_there(kept: Database) -> None:
    """No wish, renewal or second end changes it."""
    job = ask(kept).id
    take(kept)
    with kept.writing(WHOLE) as session:
        Jobs(session).end(job, 1, NOON, JobState.FAILED, reason="because")
    ended = now(kept, job)
    with kept.writing(WHOLE) as session:
        Jobs(session).want(job, Wish.CANCEL, NOON)
        with pytest.raises(LostJob):
            Jobs(session).end(job, 1, NOON, JobState.DONE)
    assert now(kept, job) == ended
    assert not ended.is_open


def test_another_hub_s_jobs_are_not_there(kept: Database) -> None:
    """Neither to look at nor to stop."""
    job = ask(kept).id
    other = Scope.of(UUID(int=2))
    with kept.writing(other) as session:
        assert Jobs(session).listed(HUB) == []
        with pytest.raises(NotThere):
            Jobs(session).draft(job)
        with pytest.raises(NotThere):
            Jobs(session).want(job, Wish.CANCEL, NOON)
