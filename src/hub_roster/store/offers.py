"""Offers of work and all that happened to them: kept for good, since the law will ask when what was said."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import and_, or_, select

from hub_roster.store.hub_files import Made, NotThere
from hub_roster.store.scope import ScopedSession
from hub_roster.store.tables import KeptOffer, OfferEvent, OfferEventKind, OfferState

LIVE = frozenset({OfferState.OFFERED, OfferState.ACCEPTED, OfferState.DECLINED})
"""States in which an offer says something of its person and task."""


@dataclass(frozen=True)
class WorkOffered:
    """Work offered to one person.

    Attributes
    ----------
    roster
        The version it was offered from.
    task
        A shift, not a seat of it; an appointment or a spell.
    post, home
        What the work is called to whoever may see no young person, and in which home it is.
    race, places
        Shared by offers of one task that nobody has, and how many of them get it; None where it was theirs.
    """

    id: UUID
    file_id: UUID
    first_day: date
    roster: UUID
    person: str
    task: str
    post: str
    home: str | None
    starts: datetime
    ends: datetime
    until: datetime
    race: UUID | None = None
    places: int = 1


@dataclass(frozen=True)
class OfferNow:
    """An offer, and how it stands.

    Attributes
    ----------
    kept
        The last thing known of it: one not answered by its time is kept as offered.
    """

    work: WorkOffered
    kept: OfferState
    offered_at: datetime
    answered_at: datetime | None

    def state(self, at: datetime) -> OfferState:
        """Say how it stands at a moment."""
        late = self.kept is OfferState.OFFERED and at > self.work.until
        return OfferState.LAPSED if late else self.kept


@dataclass(frozen=True)
class Happened:
    """One thing that happened to an offer.

    Attributes
    ----------
    made
        Who wrote it down, and when.
    by_phone, said_at
        A manager wrote down what the person had told them, and when that was.
    starts, ends
        The times of the work, where it was offered or moved.
    corrects
        The number of the event whose time this one puts right.
    """

    kind: OfferEventKind
    made: Made
    by_phone: bool = False
    said_at: datetime | None = None
    starts: datetime | None = None
    ends: datetime | None = None
    corrects: int | None = None
    number: int = 0


class Offers:
    """The offers of a session's scope."""

    def __init__(self, session: ScopedSession) -> None:
        self._session = session

    def add(self, work: WorkOffered, made: Made) -> OfferNow:
        """Offer work."""
        row = KeptOffer(
            id=work.id,
            file_id=work.file_id,
            first_day=work.first_day,
            roster=work.roster,
            person=work.person,
            task=work.task,
            post=work.post,
            home=work.home,
            starts=work.starts,
            ends=work.ends,
            until=work.until,
            race=work.race,
            places=work.places,
            state=OfferState.OFFERED,
            offered_at=made.at,
            answered_at=None,
        )
        self._session.add(row)
        self._session.flush()
        self._add_event(row, Happened(OfferEventKind.OFFERED, made, starts=work.starts, ends=work.ends))
        return _told(row)

    def offer(self, offer_id: UUID) -> OfferNow:
        """Give an offer.

        Raises
        ------
        NotThere
            If there is none of that id in scope.
        """
        return _told(self._row(offer_id))

    def listed(
        self,
        file_id: UUID,
        first_day: date,
        after: tuple[datetime, UUID] | None = None,
        most: int | None = None,
    ) -> list[OfferNow]:
        """Give the offers of a week, in order of what begins first.

        Parameters
        ----------
        after
            The start and id of the offer that a page ended with: those that follow it alone.
        """
        wanted = select(KeptOffer).where(KeptOffer.file_id == file_id, KeptOffer.first_day == first_day)
        if after is not None:
            starts, offer_id = after
            same = and_(KeptOffer.starts == starts, KeptOffer.id > offer_id)
            wanted = wanted.where(or_(KeptOffer.starts > starts, same))
        rows = self._session.scalars(wanted.order_by(KeptOffer.starts, KeptOffer.id).limit(most))
        return [_told(row) for row in rows]

    def unanswered(self, file_id: UUID, people: Collection[str], at: datetime) -> list[OfferNow]:
        """Give the offers some people may answer at a moment, in order of what begins first."""
        rows = self._session.scalars(
            select(KeptOffer)
            .where(
                KeptOffer.file_id == file_id,
                KeptOffer.person.in_(people),
                KeptOffer.state == OfferState.OFFERED,
                KeptOffer.until >= at,
            )
            .order_by(KeptOffer.starts, KeptOffer.id)
        )
        return [_told(row) for row in rows]

    def of_race(self, race: UUID) -> list[OfferNow]:
        """Give the offers of one task that nobody had."""
        rows = self._session.scalars(select(KeptOffer).where(KeptOffer.race == race).order_by(KeptOffer.id))
        return [_told(row) for row in rows]

    def latest(self, file_id: UUID, mondays: Sequence[date]) -> list[OfferNow]:
        """Give, for each person and task of some weeks, the offer that speaks: the latest."""
        rows = self._session.scalars(
            select(KeptOffer)
            .where(KeptOffer.file_id == file_id, KeptOffer.first_day.in_(mondays))
            .order_by(KeptOffer.offered_at, KeptOffer.id)
        )
        # Of two in one moment the one that says something is the later: an ended one is offered anew.
        found = sorted(map(_told, rows), key=lambda o: (o.offered_at, o.kept in LIVE))
        return list({(each.work.person, each.work.task): each for each in found}.values())

    # What happens to one ---------------------------------------------------------------------------

    def settle(self, offer_id: UUID, state: OfferState, happened: Happened) -> OfferNow:
        """Let an offer stand so from now on, and keep what happened."""
        row = self._row(offer_id)
        row.state = state
        if state in (OfferState.ACCEPTED, OfferState.DECLINED):
            row.answered_at = happened.said_at or happened.made.at
        self._add_event(row, happened)
        return _told(row)

    def move(self, offer_id: UUID, starts: datetime, ends: datetime, made: Made) -> OfferNow:
        """Let what is offered be at another time."""
        row = self._row(offer_id)
        row.starts, row.ends = starts, ends
        self._add_event(row, Happened(OfferEventKind.MOVED, made, starts=starts, ends=ends))
        return _told(row)

    def note(self, offer_id: UUID, happened: Happened) -> None:
        """Keep what happened to an offer and leaves it as it stands."""
        self._add_event(self._row(offer_id), happened)

    def happened(self, offer_id: UUID) -> list[Happened]:
        """Give all that happened to an offer, in order."""
        rows = self._session.scalars(
            select(OfferEvent).where(OfferEvent.offer == offer_id).order_by(OfferEvent.number)
        )
        return [_event(row) for row in rows]

    def all_that_happened(
        self, file_id: UUID, first_day: date, last_day: date
    ) -> Iterator[tuple[OfferNow, Happened]]:
        """Give all that happened to the offers of weeks that begin within some days, offer by offer."""
        rows = self._session.execute(
            select(KeptOffer, OfferEvent)
            .join(OfferEvent, OfferEvent.offer == KeptOffer.id)
            .where(KeptOffer.file_id == file_id, KeptOffer.first_day.between(first_day, last_day))
            .order_by(KeptOffer.starts, KeptOffer.id, OfferEvent.number)
        )
        return ((_told(offer), _event(event)) for offer, event in rows)

    def _add_event(self, row: KeptOffer, happened: Happened) -> None:
        self._session.add(
            OfferEvent(
                file_id=row.file_id,
                offer=row.id,
                kind=happened.kind,
                at=happened.made.at,
                by=happened.made.by,
                by_phone=happened.by_phone,
                said_at=happened.said_at,
                starts=happened.starts,
                ends=happened.ends,
                corrects=happened.corrects,
            )
        )
        self._session.flush()

    def _row(self, offer_id: UUID) -> KeptOffer:
        row = self._session.scalars(select(KeptOffer).where(KeptOffer.id == offer_id)).first()
        if row is None:
            raise NotThere
        return row


def _told(row: KeptOffer) -> OfferNow:
    work = WorkOffered(
        row.id,
        row.file_id,
        row.first_day,
        row.roster,
        row.person,
        row.task,
        row.post,
        row.home,
        row.starts,
        row.ends,
        row.until,
        row.race,
        row.places,
    )
    return OfferNow(work, row.state, row.offered_at, row.answered_at)


def _event(row: OfferEvent) -> Happened:
    return Happened(
        row.kind,
        Made(row.by, row.at),
        row.by_phone,
        row.said_at,
        row.starts,
        row.ends,
        row.corrects,
        row.number,
    )
