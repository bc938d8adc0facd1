"""What is past its time: never a day early, by the last entry, and nothing that a hold is about."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub_roster.service.retention.due import Due, due, in_years
from hub_roster.store.holds import Hold
from hub_roster.store.hub_files import Made
from hub_roster.store.kept_records import KeptFile, KeptJob, KeptLeave, KeptRecords, KeptRoster
from hub_roster.store.records_policy import RecordsPolicy

MONDAY = date(2012, 1, 30)
WEEK = timedelta(days=7)
LAST = date(2027, 2, 6)
"""The last day of its 15 years: its Sunday's nights end on 6 February 2012."""

MADE = datetime(2012, 1, 20, 12, tzinfo=UTC)
HUB = UUID(int=1)
PUBLISHED = KeptRoster(UUID(int=2), MONDAY, 1, False, MADE, None, 1)
FILES = (KeptFile(1, MADE), KeptFile(2, datetime(2020, 1, 1, tzinfo=UTC)))


def records(*rosters: KeptRoster, **other: object) -> KeptRecords:
    """Give what is kept: rosters, their weeks in force by the published ones, and what else is told."""
    weeks = {
        week: frozenset(r.id for r in rosters if week in r.mondays and not r.is_draft)
        for roster in rosters
        for week in roster.mondays
    }
    return replace(KeptRecords(rosters, (), FILES, weeks, {}), **other)  # type: ignore[arg-type]


def draft(
    number: int, monday: date = MONDAY, follows: int | None = None, made: datetime = MADE
) -> KeptRoster:
    """Give a draft."""
    after = None if follows is None else UUID(int=follows)
    return KeptRoster(UUID(int=number), monday, 1, True, made, after, 1)


def hold(first: date | None, last: date | None) -> Hold:
    """Give a hold on some days."""
    return Hold(UUID(int=99), HUB, first, last, "Inquiry 12", Made("m", MADE))


def on(today: date, kept: KeptRecords, *holds: Hold, **policy: int) -> Due:
    """Say what is due on a day."""
    return due(kept, RecordsPolicy(**policy), holds, today)  # type: ignore[arg-type]


def test_nothing_goes_a_day_early() -> None:
    """Not on the last day of its fifteen years; on the day after, all of it."""
    kept = records(PUBLISHED)
    assert on(LAST, kept).weeks == ()
    assert on(LAST, kept).rosters == frozenset()
    after = on(LAST + timedelta(days=1), kept)
    assert (after.weeks, after.rosters) == ((MONDAY,), frozenset({PUBLISHED.id}))
    longer = on(LAST + timedelta(days=1), kept, roster_years=16)
    assert (longer.weeks, longer.rosters) == ((), frozenset())


@pytest.mark.parametrize(
    ("entry", "last"),
    [
        (datetime(2012, 2, 29, 12, tzinfo=UTC), date(2027, 3, 1)),  # there is no 29 February 2027
        (datetime(2012, 6, 30, 22, 59, tzinfo=UTC), date(2027, 6, 30)),
        (datetime(2012, 6, 30, 23, 1, tzinfo=UTC), date(2027, 7, 1)),  # after midnight in London
    ],
)
def test_the_years_are_counted_from_the_last_entry(entry: datetime, last: date) -> None:
    """What was worked may be put right months later, and so may an answer to an offer."""
    worked = replace(PUBLISHED, id=UUID(int=3), made_at=entry, follows=PUBLISHED.id)
    for kept in (records(PUBLISHED, worked), records(PUBLISHED, said={MONDAY: entry})):
        assert on(last, kept).weeks == ()
        assert on(last + timedelta(days=1), kept).weeks == (MONDAY,)


def test_a_roster_of_several_weeks_goes_with_its_last() -> None:
    """The first week's own rows go in their time."""
    month = replace(PUBLISHED, weeks=4)
    kept = records(month)
    first = on(LAST + timedelta(days=1), kept)
    assert (first.weeks, first.rosters) == ((MONDAY,), frozenset())
    last = on(LAST + timedelta(days=22), kept)
    assert (last.weeks, last.rosters) == (month.mondays, frozenset({month.id}))


@pytest.mark.parametrize(
    ("first", "last", "keeps"),
    [
        (date(2012, 2, 6), date(2012, 2, 6), True),  # Sunday's night ends then
        (date(2012, 2, 7), None, False),
        (None, date(2012, 1, 30), True),
        (None, date(2012, 1, 29), False),
        (None, None, True),
    ],
)
def test_a_hold_keeps_the_weeks_it_is_about(first: date | None, last: date | None, keeps: bool) -> None:
    """By a single day of theirs, with the version of the hub's file they were made of; it says which."""
    kept = records(PUBLISHED, draft(5))
    found = on(date(2040, 1, 1), kept, hold(first, last))
    assert (found.weeks, found.rosters) == (
        ((), frozenset()) if keeps else ((MONDAY,), {PUBLISHED.id, UUID(int=5)})
    )
    assert found.held == {UUID(int=99): (MONDAY,) if keeps else ()}
    assert found.drafts == frozenset()
    if keeps:
        assert found.files == ()


def test_drafts_that_nothing_came_of_go_soon() -> None:
    """26 weeks after their last day; what a published version was made from stays, step by step."""
    from_draft = replace(PUBLISHED, follows=UUID(int=6))
    kept = records(draft(5), draft(6, follows=5), draft(7, follows=5), draft(8, follows=7), from_draft)
    last = MONDAY + WEEK + 26 * WEEK
    assert on(last, kept).drafts == frozenset()
    assert on(last + timedelta(days=1), kept).drafts == {UUID(int=7), UUID(int=8)}
    assert on(last + timedelta(days=1), kept, hold(MONDAY, MONDAY)).drafts == frozenset()
    assert on(last + timedelta(days=1), kept, draft_weeks=27).drafts == frozenset()


def test_a_draft_in_use_stays() -> None:
    """One that a lock or an offer refers to, one made lately, and what that was made from."""
    later = datetime(2012, 8, 6, 12, tzinfo=UTC)
    kept = records(
        draft(5),
        draft(6),
        draft(7, follows=6, made=later),
        draft(8),
        weeks={MONDAY: frozenset({UUID(int=8)})},
    )
    assert on(date(2012, 8, 10), kept).drafts == {UUID(int=5)}


def test_what_was_asked_for_goes_with_the_drafts() -> None:
    """Not while it goes on; and a draft stays as long as what asked for it does."""
    job = KeptJob(UUID(int=11), MONDAY, 1, False, MADE, UUID(int=5), 1)
    waits = replace(job, id=UUID(int=12), is_open=True, made=None)
    lately = replace(job, id=UUID(int=13), last_at=datetime(2012, 8, 6, tzinfo=UTC), made=UUID(int=6))
    found = on(date(2012, 8, 10), records(draft(5), draft(6), jobs=(job, waits, lately)))
    assert (found.jobs, found.drafts) == (frozenset({job.id}), frozenset({UUID(int=5)}))


def test_the_hub_s_file_goes_from_the_first_version_on() -> None:
    """Each when what followed it is that old, and nothing kept was made of it; never the newest."""
    files = tuple(KeptFile(k, datetime(2012, 1, k, tzinfo=UTC)) for k in (1, 2, 3, 4))
    nothing = records(files=files)
    assert on(date(2027, 1, 3), nothing).files == (1,)
    assert on(date(2050, 1, 1), nothing).files == (1, 2, 3)
    made_of_2 = records(replace(PUBLISHED, first_day=date(2030, 1, 7), file_number=2), files=files)
    assert on(date(2040, 1, 1), made_of_2).files == (1,)
    asked = KeptJob(UUID(int=11), date(2030, 1, 7), 1, True, MADE, None, 1)
    assert on(date(2040, 1, 1), records(jobs=(asked,), files=files)).files == ()
    assert on(date(2040, 1, 1), nothing, hold(date(2012, 1, 3), date(2012, 1, 3))).files == (1,)


def test_leave_goes_six_years_after_it() -> None:
    """Or after it was last decided on, unless a hold is about one of its days."""
    asked = KeptLeave(UUID(int=21), date(2012, 2, 1), date(2012, 2, 9), MADE)
    decided = replace(asked, id=UUID(int=22), last_at=datetime(2012, 2, 11, tzinfo=UTC))
    kept = KeptRecords((), (), FILES, {}, {}, (asked, decided))
    assert on(date(2018, 2, 9), kept).leave == frozenset()
    assert on(date(2018, 2, 10), kept).leave == {asked.id}
    assert on(date(2018, 2, 12), kept).leave == {asked.id, decided.id}
    assert on(date(2018, 2, 12), kept, hold(None, date(2012, 2, 1))).leave == frozenset()
    assert on(date(2018, 2, 12), kept, hold(date(2012, 2, 10), None)).leave == {asked.id, decided.id}


def test_years_end_on_the_same_day() -> None:
    """Of 29 February on the day after, where the year has none."""
    assert in_years(date(2012, 2, 28), 15) == date(2027, 2, 28)
    assert in_years(date(2012, 2, 29), 15) == date(2027, 3, 1)
    assert in_years(date(2012, 2, 29), 16) == date(2028, 2, 29)


# Whatever is kept ----------------------------------------------------------------------------------


@st.composite
def anything(draw: st.DrawFn) -> KeptRecords:
    """Give some weeks with versions that follow earlier ones, referred to from weeks at random."""
    days = st.integers(0, 60).map(lambda k: datetime(2012, 1, 2, 12, tzinfo=UTC) + timedelta(days=9 * k))
    rosters: list[KeptRoster] = []
    for number in range(draw(st.integers(1, 8))):
        rosters.append(
            KeptRoster(
                UUID(int=number),
                MONDAY + draw(st.integers(0, 8)) * WEEK,
                draw(st.sampled_from((1, 1, 2, 4))),
                draw(st.booleans()),
                draw(days),
                draw(st.sampled_from([None, *(each.id for each in rosters)])),
                draw(st.integers(1, 3)),
            )
        )
    ids = st.sampled_from([each.id for each in rosters])
    weeks = st.dictionaries(st.integers(0, 12), st.frozensets(ids, max_size=2), max_size=6)
    jobs = [
        KeptJob(UUID(int=100 + k), r.first_day, r.weeks, False, draw(days), r.id, draw(st.integers(1, 3)))
        for k, r in enumerate(rosters)
        if draw(st.booleans())
    ]
    files = tuple(KeptFile(k + 1, day) for k, day in enumerate(sorted((draw(days), draw(days), draw(days)))))
    told = {MONDAY + k * WEEK: versions for k, versions in draw(weeks).items()}
    return KeptRecords(tuple(rosters), tuple(jobs), files, told, {})


def without(kept: KeptRecords, gone: Due) -> KeptRecords:
    """Give what is left."""
    away = gone.rosters | gone.drafts
    left = [r for r in kept.rosters if r.id not in away]
    return KeptRecords(
        tuple(replace(r, follows=None) if r.follows in gone.rosters else r for r in left),
        tuple(job for job in kept.jobs if job.id not in gone.jobs),
        tuple(file for file in kept.files if file.number not in gone.files),
        {week: versions for week, versions in kept.weeks.items() if week not in gone.weeks},
        {},
    )


TODAYS = st.integers(0, 700).map(lambda k: date(2026, 10, 1) + timedelta(days=k))
SPANS = st.tuples(st.integers(-3, 15), st.integers(0, 4)).map(
    lambda s: hold(MONDAY + s[0] * WEEK, MONDAY + (s[0] + s[1]) * WEEK)
)


@given(anything(), TODAYS, st.lists(SPANS, max_size=2))
def test_what_is_left_is_whole(kept: KeptRecords, today: date, holds: list[Hold]) -> None:
    """Nothing kept refers to what goes, and nothing of what is left is due."""
    gone = on(today, kept, *holds)
    left = without(kept, gone)
    there = {roster.id for roster in left.rosters}
    assert all(versions <= there for versions in left.weeks.values())
    assert all(job.made is None or job.made in there for job in left.jobs)
    assert all(roster.follows is None or roster.follows in there for roster in left.rosters)
    needed = {roster.file_number for roster in left.rosters} | {job.file_number for job in left.jobs}
    assert needed <= {file.number for file in left.files}
    again = on(today, left, *holds)
    assert (again.weeks, again.rosters, again.drafts, again.jobs, again.files) == (
        (),
        frozenset(),
        frozenset(),
        frozenset(),
        (),
    )


@given(anything(), TODAYS, SPANS)
def test_a_hold_only_ever_keeps(kept: KeptRecords, today: date, span: Hold) -> None:
    """With it nothing more goes than without, and nothing of its days; lifted, all goes that would have."""
    free, held = on(today, kept), on(today, kept, span)
    assert set(held.weeks) <= set(free.weeks)
    assert held.rosters <= free.rosters
    assert held.rosters | held.drafts <= free.rosters | free.drafts
    assert held.jobs <= free.jobs
    assert set(held.files) <= set(free.files)
    assert not any(span.covers(week, week + WEEK) for week in held.weeks)
    rest = on(today, without(kept, held))
    assert {*held.weeks, *rest.weeks} & kept.weeks.keys() == set(free.weeks) & kept.weeks.keys()
    assert held.rosters | held.drafts | rest.rosters | rest.drafts == free.rosters | free.drafts


@given(anything(), TODAYS, st.integers(1, 100))
def test_what_is_due_stays_due(kept: KeptRecords, today: date, days: int) -> None:
    """Nothing that goes on a day would have been kept later."""
    now, later = on(today, kept), on(today + timedelta(days=days), kept)
    assert set(now.weeks) <= set(later.weeks)
    assert now.rosters | now.drafts <= later.rosters | later.drafts
    assert set(now.files) <= set(later.files)
