"""Hubs whose weeks were lived years ago: rows of every table that retention erases, by seed."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import inspect, select

from hub_roster.domain.roster import Roster, RosterStatus
from hub_roster.exchange.calendars import Privacy
from hub_roster.store.database import Database
from hub_roster.store.scope import WHOLE, ScopedSession
from hub_roster.store.tables import (
    Booking,
    Feed,
    FeedKind,
    HubFile,
    HubFileVersion,
    Job,
    JobState,
    KeptLock,
    KeptOffer,
    LeaveClosing,
    LeaveEvent,
    LeaveEventKind,
    LeaveRequest,
    LeaveState,
    OfferEvent,
    OfferEventKind,
    OfferState,
    OfHub,
    Planned,
    Recording,
    RosterVersion,
    Table,
    Told,
    ToldChange,
    ToldKind,
    Week,
    Wish,
)
from tests import tiny

FIRST = date(2026, 2, 2)
WEEK = timedelta(days=7)

Rows = dict[str, dict[tuple[Any, ...], tuple[Any, ...]]]


def at(day: date, clock: str = "12:00") -> datetime:
    """Give a moment of a day, in UTC."""
    return datetime.combine(day, time.fromisoformat(clock), tzinfo=UTC)


class Life:
    """A hub's file and some weeks of it, with ids by number: the same seed lives the same life."""

    def __init__(self, session: ScopedSession, hub: UUID, seed: int = 0) -> None:
        self._session, self.hub = session, hub
        self._random = random.Random(f"{hub} {seed}")
        self._files = 0
        session.add(HubFile(file_id=hub, name=f"Hub {hub.int}", made_at=at(FIRST)))
        session.flush()

    def _id(self) -> UUID:
        return UUID(int=self._random.getrandbits(128))

    def _add(self, row: Table) -> None:
        self._session.add(row)
        self._session.flush()

    def file(self, day: date) -> int:
        """Add a version of the hub's file."""
        self._files += 1
        content = tiny.hub(id=self.hub).model_dump_json()
        self._add(
            HubFileVersion(
                file_id=self.hub,
                number=self._files,
                content=content,
                why="",
                made_at=at(day),
                made_by="m",
            )
        )
        return self._files

    def roster(
        self,
        monday: date,
        status: RosterStatus = RosterStatus.PUBLISHED,
        *,
        weeks: int = 1,
        follows: UUID | None = None,
        made: datetime | None = None,
        number: int = 1,
        file_number: int | None = None,
    ) -> UUID:
        """Add a version of a roster."""
        content = Roster(problem_id=self.hub, first_day=monday, weeks=weeks, assignments=())
        version = self._id()
        self._add(
            RosterVersion(
                id=version,
                file_id=self.hub,
                first_day=monday,
                weeks=weeks,
                number=number,
                status=status,
                file_number=file_number or self._files,
                follows=follows,
                content=content.model_dump_json(),
                made_at=made or at(monday - WEEK),
                made_by="m",
            )
        )
        return version

    def job(self, monday: date, made: UUID | None = None, state: JobState = JobState.DONE) -> None:
        """Add a draft that was asked for."""
        job, before = self._id(), at(monday - WEEK)
        self._add(
            Job(
                id=job,
                file_id=self.hub,
                key=str(job),
                first_day=monday,
                weeks=1,
                file_number=self._files,
                seconds=1,
                seed=1,
                planned=Planned.EVERYTHING,
                state=state,
                wish=Wish.NOTHING,
                attempt=1,
                made=made,
                reason="",
                asked_at=before,
                asked_by="m",
                ended_at=None if state in (JobState.WAITING, JobState.RUNNING) else before,
            )
        )

    def offer(self, monday: date, roster: UUID, *moments: datetime) -> None:
        """Add an offer to which something happened at some moments, the last of them put right."""
        offer, starts = self._id(), at(monday)
        self._add(
            KeptOffer(
                id=offer,
                file_id=self.hub,
                first_day=monday,
                roster=roster,
                person=str(self._random.random()),
                task="t",
                post="Late, Oak",
                starts=starts,
                ends=starts + timedelta(hours=8),
                until=starts,
                places=1,
                state=OfferState.ACCEPTED,
                offered_at=moments[0],
            )
        )
        before: int | None = None
        for moment in moments:
            event = OfferEvent(
                file_id=self.hub,
                offer=offer,
                kind=OfferEventKind.OFFERED if before is None else OfferEventKind.CORRECTED,
                at=moment,
                by="m",
                by_phone=False,
                corrects=before,
            )
            self._add(event)
            before = event.number

    def leave(self, first: date, ends: date) -> None:
        """Tell of somebody's leave, up to a midnight."""
        self._told(first, ToldKind.LEAVE, at(first, "00:00"), at(ends, "00:00"))

    def _told(self, monday: date, kind: ToldKind, starts: datetime, ends: datetime) -> None:
        words: dict[str, Any] = dict.fromkeys(("task", "hubs", "post", "full", "shared", "category"), "x")
        self._add(
            Told(
                id=self._id(),
                file_id=self.hub,
                week=monday,
                person="ann",
                kind=kind,
                starts=starts,
                ends=ends,
                free=False,
                sequence=0,
                revised_at=starts,
                **words,
            )
        )

    def ask_for_leave(self, first: date, last: date) -> None:
        """Ask for leave, and close its days to others."""
        request, before = self._id(), at(first - WEEK)
        days: dict[str, Any] = {"file_id": self.hub, "first_day": first, "last_day": last}
        self._add(
            LeaveRequest(
                id=request,
                person="ann",
                late=False,
                state=LeaveState.ASKED,
                number=1,
                asked_at=before,
                asked_by="ann",
                changed_at=before,
                changed_by="ann",
                **days,
            )
        )
        asked = LeaveEventKind.ASKED
        self._add(LeaveEvent(request=request, file_id=self.hub, number=1, kind=asked, at=before, by="ann"))
        self._add(LeaveClosing(id=self._id(), label="x", made_at=before, made_by="m", **days))

    def link(self, **closed: datetime) -> None:
        """Add a link to a calendar."""
        link = self._id()
        self._add(
            Feed(
                id=link,
                file_id=self.hub,
                kind=FeedKind.PERSON,
                key="ann",
                level=Privacy.POST_ONLY,
                name="phone",
                holder="ann",
                digest=f"{link.int:032x}",
                made_at=at(FIRST),
                made_by="m",
                **closed,
            )
        )

    def published(self, monday: date, weeks: int = 1) -> UUID:
        """Draft, publish and work a week with all that belongs to it, and a draft nothing came of."""
        draft = self.roster(monday, RosterStatus.DRAFT, weeks=weeks)
        self.job(monday, draft)
        edited = self.roster(monday, RosterStatus.DRAFT, weeks=weeks, follows=draft, number=2)
        self.roster(monday, RosterStatus.DRAFT, weeks=weeks, follows=draft, number=3)
        held = self.roster(monday, RosterStatus.PUBLISHED, weeks=weeks, follows=edited, number=4)
        for k in range(weeks):
            self._rows(monday + k * WEEK, held)
        return held

    def worked(self, monday: date, planned: UUID, made: datetime) -> None:
        """Record a week as worked."""
        version = self.roster(monday, RosterStatus.WORKED, follows=planned, made=made, number=9)
        self._add(Recording(roster=version, file_id=self.hub, content="{}", breaches="[]"))
        week = self._session.get_one(Week, (self.hub, monday))
        week.worked = version
        self._session.flush()

    def _rows(self, monday: date, roster: UUID) -> None:
        starts, ends = at(monday), at(monday, "20:00")
        times = {"starts": starts, "ends": ends}
        self._add(Week(file_id=self.hub, first_day=monday, published=roster))
        self._add(
            Booking(
                file_id=self.hub, roster=roster, first_day=monday, who=str(self._random.random()), **times
            )
        )
        self._told(monday, ToldKind.SEAT, starts, ends)
        self._add(
            ToldChange(
                id=self._id(),
                file_id=self.hub,
                roster=roster,
                first_day=monday,
                person="ann",
                task="t",
                changed_at=starts,
                notice=9,
                **times,
            )
        )
        self._add(
            KeptLock(
                id=self._id(),
                file_id=self.hub,
                first_day=monday,
                person="ann",
                task="t",
                must=True,
                roster=roster,
                made_at=starts,
                made_by="m",
            )
        )
        self.offer(monday, roster, at(monday - WEEK), at(monday - WEEK, "13:00"))


def by_chance(session: ScopedSession, hub: UUID, seed: int) -> Life:
    """Live forty weeks, one or several at once, published, worked or only drafted; and close some links."""
    chance = random.Random(seed)
    life = Life(session, hub, seed)
    life.file(FIRST - 9 * WEEK)
    monday = FIRST
    while monday < FIRST + 40 * WEEK:
        weeks = chance.choice((1, 1, 1, 2, 4))
        if chance.random() < 0.3:
            life.file(monday - WEEK)
        if chance.random() < 0.8:
            planned = life.published(monday, weeks)
            if chance.random() < 0.8:
                life.worked(monday, planned, at(monday + chance.choice((1, 1, 9)) * WEEK))
        else:
            life.roster(monday, RosterStatus.DRAFT, weeks=weeks)
            life.job(monday, state=chance.choice((JobState.DONE, JobState.FAILED, JobState.WAITING)))
        if chance.random() < 0.3:
            life.ask_for_leave(monday, monday + WEEK)
            life.leave(monday, monday + chance.choice((3, 7, 40)) * timedelta(days=1))
        monday += weeks * WEEK
    for closed in ({}, {"disabled_at": at(FIRST)}, {"leaver_from": at(FIRST + 60 * WEEK)}):
        life.link(**closed)
    return life


def rows(database: Database, hub: UUID) -> Rows:
    """Give every row of a hub by table and key: what is the same before and after was left alone."""
    with database.reading(WHOLE) as session:
        return {
            mapper.class_.__name__: dict(_rows(session, mapper.class_, hub))
            for mapper in Table.registry.mappers
            if issubclass(mapper.class_, OfHub)
        }


def _rows(session: ScopedSession, model: Any, hub: UUID) -> Iterator[tuple[Any, Any]]:
    mapper = inspect(model)
    for row in session.scalars(select(model).where(model.file_id == hub)):
        yield mapper.primary_key_from_instance(row), tuple(getattr(row, c.key) for c in mapper.column_attrs)
