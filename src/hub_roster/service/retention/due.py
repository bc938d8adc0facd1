"""What of a hub's records is past its time on a day, and what a hold keeps beyond it.

Nothing is ever due a day early: where two days could be meant, the later counts.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from hub_roster.domain.clock import day_of, instant_of
from hub_roster.store.holds import Hold
from hub_roster.store.kept_records import KeptJob, KeptLeave, KeptRecords, KeptRoster
from hub_roster.store.records_policy import RecordsPolicy

REACH = timedelta(days=7)
"""From a week's Monday to the last day it says something of: Sunday's nights end on the day after."""

LEAVE_YEARS = 6
"""As long as claims for holiday that was not given can be brought (Limitation Act 1980, section 5)."""


@dataclass(frozen=True)
class Due:
    """What is past its time.

    Attributes
    ----------
    weeks
        Mondays of weeks of which all is to go, the first first.
    rosters
        Versions that go with their weeks; one of several weeks with the last of them.
    drafts
        Versions that were never published and go before their weeks do.
    leave
        Requests for leave, and days closed to it.
    files
        Versions of the hub's file.
    held
        By the id of a hold: the Mondays of weeks that would go without it.
    """

    weeks: tuple[date, ...]
    rosters: frozenset[UUID]
    drafts: frozenset[UUID]
    jobs: frozenset[UUID]
    leave: frozenset[UUID]
    files: tuple[int, ...]
    held: Mapping[UUID, tuple[date, ...]]


def due(records: KeptRecords, policy: RecordsPolicy, holds: Collection[Hold], today: date) -> Due:
    """Say what of a hub's records is past its time.

    Parameters
    ----------
    holds
        Those that stand.
    today
        As London has it.
    """
    standing = tuple(holds)
    over = sorted(week for week, last in _last_entries(records).items() if _over(last, policy, today))
    weeks = frozenset(week for week in over if not _held([week], standing))
    jobs = frozenset(job.id for job in records.jobs if _job_is_due(job, policy, standing, today))
    rosters = frozenset(_rosters_due(records, policy, today, weeks, jobs))
    # a roster that nothing refers to goes with its first week: of those after it there may be nothing else
    referring = referring_weeks(records)
    alone = {r.first_day for r in records.rosters if r.id in rosters and r.id not in referring}
    going = tuple(sorted(weeks & (alone | records.weeks.keys())))
    left = _without(records, weeks, rosters, jobs)
    drafts = _drafts_due(left, policy, standing, today)
    leave = frozenset(each.id for each in records.leave if _leave_is_due(each, standing, today))
    held = {hold.id: tuple(week for week in over if hold.covers(week, week + REACH)) for hold in standing}
    files = tuple(_files_due(left, policy, standing, today, drafts))
    return Due(going, rosters, drafts, jobs, leave, files, held)


def in_years(day: date, years: int) -> date:
    """Give the same day of a later year; of 29 February in a year without one, the day after."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)


def local_day(moment: datetime) -> date:
    """Give the day an instant falls on in London."""
    return day_of(instant_of(moment))


def _over(last: date, policy: RecordsPolicy, today: date) -> bool:
    return in_years(last, policy.roster_years) < today


def _last_entries(records: KeptRecords) -> dict[date, date]:
    """Give the day of the last entry of each week: no earlier than the day its last duty ends on.

    A draft is no entry: what was only thought of is not on record.
    """
    drafted = {week for roster in records.rosters for week in roster.mondays}
    last = {week: week + REACH for week in (*records.weeks, *drafted)}
    given_out = [roster for roster in records.rosters if not roster.is_draft]
    made = [(week, roster.made_at) for roster in given_out for week in roster.mondays]
    for week, at in (*records.said.items(), *made):
        last[week] = max(last.get(week, week + REACH), local_day(at))
    return last


def _held(weeks: Iterable[date], holds: Iterable[Hold]) -> bool:
    spans = [(week, week + REACH) for week in weeks]
    return any(hold.covers(*span) for hold in holds for span in spans)


def referring_weeks(records: KeptRecords) -> dict[UUID, set[date]]:
    """Give, by version, the weeks of which something refers to it."""
    found: dict[UUID, set[date]] = {}
    for week, versions in records.weeks.items():
        for version in versions:
            found.setdefault(version, set()).add(week)
    return found


def _rosters_due(
    records: KeptRecords, policy: RecordsPolicy, today: date, weeks: frozenset[date], jobs: frozenset[UUID]
) -> Iterator[UUID]:
    referring = referring_weeks(records)
    asked_for = _made_by(job for job in records.jobs if job.id not in jobs)
    for roster in records.rosters:
        whole = weeks.issuperset({*roster.mondays, *referring.get(roster.id, ())})
        over = not roster.is_draft or _soon_over(roster.mondays, roster.made_at, policy, today)
        if whole and over and roster.id not in asked_for:
            yield roster.id


def _without(
    records: KeptRecords, weeks: frozenset[date], rosters: frozenset[UUID], jobs: frozenset[UUID]
) -> KeptRecords:
    """Give what is left when some weeks, rosters and jobs are gone."""
    return KeptRecords(
        tuple(each for each in records.rosters if each.id not in rosters),
        tuple(each for each in records.jobs if each.id not in jobs),
        records.files,
        {week: versions for week, versions in records.weeks.items() if week not in weeks},
        {week: at for week, at in records.said.items() if week not in weeks},
    )


def _made_by(jobs: Iterable[KeptJob]) -> frozenset[UUID]:
    return frozenset(job.made for job in jobs if job.made is not None)


# Drafts and what was asked for --------------------------------------------------------------------


def _soon_over(mondays: tuple[date, ...], at: datetime, policy: RecordsPolicy, today: date) -> bool:
    last = max(mondays[-1] + REACH, local_day(at))
    return last + timedelta(weeks=policy.draft_weeks) < today


def _job_is_due(job: KeptJob, policy: RecordsPolicy, holds: Iterable[Hold], today: date) -> bool:
    over = not job.is_open and _soon_over(job.mondays, job.last_at, policy, today)
    return over and not _held(job.mondays, holds)


def _drafts_due(
    records: KeptRecords,
    policy: RecordsPolicy,
    holds: Collection[Hold],
    today: date,
) -> frozenset[UUID]:
    """Give the drafts that nothing came of: not published, nor followed by one that is kept, nor in use."""
    in_use = referring_weeks(records).keys() | _made_by(records.jobs)

    def is_over(roster: KeptRoster) -> bool:
        over = roster.is_draft and _soon_over(roster.mondays, roster.made_at, policy, today)
        return over and roster.id not in in_use and not _held(roster.mondays, holds)

    by_id = {roster.id: roster for roster in records.rosters}
    found = {roster.id for roster in records.rosters if is_over(roster)}
    # whatever a version that stays was made from, step by step, stays with it
    for roster in records.rosters:
        if roster.id not in found:
            before = roster.follows
            while before is not None and before in found:
                found.remove(before)
                before = by_id[before].follows
    return frozenset(found)


# Leave ----------------------------------------------------------------------------------------------


def _leave_is_due(leave: KeptLeave, holds: Iterable[Hold], today: date) -> bool:
    last = max(leave.last_day, local_day(leave.last_at))
    held = any(hold.covers(leave.first_day, leave.last_day) for hold in holds)
    return in_years(last, LEAVE_YEARS) < today and not held


# Versions of the hub's file ------------------------------------------------------------------------


def _files_due(
    records: KeptRecords,
    policy: RecordsPolicy,
    holds: Iterable[Hold],
    today: date,
    drafts: frozenset[UUID],
) -> Iterator[int]:
    """Give the versions that were followed that long ago, and that nothing kept was made of.

    From the first on, without a gap: who was on is answered by the version that was the newest then, and a
    gap would be answered by one that was not.
    """
    needed = {roster.file_number for roster in records.rosters if roster.id not in drafts}
    needed |= {job.file_number for job in records.jobs}
    for file, following in zip(records.files, records.files[1:], strict=False):
        first, last = local_day(file.made_at), local_day(following.made_at)
        held = any(hold.covers(first, last) for hold in holds)
        if held or file.number in needed or not _over(last, policy, today):
            return
        yield file.number
