"""Offers as they stand: found, taken back, and their times put right beside what was written."""

from __future__ import annotations

from uuid import UUID

from hub_roster.service.audit import Detail, Did, record
from hub_roster.store.database import Database
from hub_roster.store.hub_files import HubFiles, Made, NotThere
from hub_roster.store.offers import Happened, OfferNow, Offers
from hub_roster.store.scope import Scope, ScopedSession
from hub_roster.store.tables import OfferEventKind, OfferState


class NotWithdrawn(Exception):
    """An offer that nobody can take back any more."""


class NotCorrected(Exception):
    """A correction of what never happened to that offer, or of a time that cannot be."""


def offer_of(session: ScopedSession, file_id: UUID, offer_id: UUID) -> OfferNow:
    """Give an offer of a hub's file.

    Raises
    ------
    NotThere
        If there is no such offer in it.
    """
    found = Offers(session).offer(offer_id)
    if found.work.file_id != file_id:
        raise NotThere
    return found


def withdraw(
    database: Database, scope: Scope, file_id: UUID, offer_id: UUID, made: Made, *, actor: str
) -> OfferNow:
    """Take an offer back that nobody has answered; once is as good as twice.

    Raises
    ------
    NotThere
        If there is no such offer in that hub's file.
    NotWithdrawn
        If it was answered, or somebody else has the work.
    """
    with database.writing(scope) as session:
        HubFiles(session).take_turn(file_id)
        kept = offer_of(session, file_id, offer_id)
        if kept.kept is OfferState.WITHDRAWN:
            return kept
        if kept.kept is not OfferState.OFFERED:
            raise NotWithdrawn(f"This offer is {kept.kept} already: what was said stays as it is.")
        happened = Happened(OfferEventKind.WITHDRAWN, made)
        withdrawn = Offers(session).settle(offer_id, OfferState.WITHDRAWN, happened)
        record(
            session,
            actor,
            Did.OFFERED,
            made.at,
            file_id=file_id,
            subject=f"offer {offer_id}, withdrawn",
            detail=Detail(people=(kept.work.person,)),
        )
        return withdrawn


def correct(
    database: Database, scope: Scope, file_id: UUID, offer_id: UUID, put_right: Happened, *, actor: str
) -> list[Happened]:
    """Keep beside an event when it really was: the event itself stays as it was written; gives all of them.

    Parameters
    ----------
    put_right
        With the number of the event it corrects, and when that was.

    Raises
    ------
    NotThere
        If there is no such offer in that hub's file.
    NotCorrected
        If the offer has no such event, or it would lie ahead.
    """
    with database.writing(scope) as session:
        HubFiles(session).take_turn(file_id)
        kept, offers, made = offer_of(session, file_id, offer_id), Offers(session), put_right.made
        if put_right.corrects not in {each.number for each in offers.happened(offer_id)}:
            raise NotCorrected("This offer has no such event to correct.")
        if put_right.said_at is None or put_right.said_at > made.at:
            raise NotCorrected("What happened does not lie in the time ahead.")
        offers.note(offer_id, put_right)
        record(
            session,
            actor,
            Did.ANSWERED,
            made.at,
            file_id=file_id,
            subject=f"offer {offer_id}, a time corrected",
            detail=Detail(people=(kept.work.person,)),
        )
        return offers.happened(offer_id)
