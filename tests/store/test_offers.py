"""Offers kept: all that happened to one stays as it was written, and each person and task has one voice."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import Executable, delete, update
from sqlalchemy.exc import DatabaseError, IntegrityError

from hub_roster.store.database import Database
from hub_roster.store.offers import Happened, Offers, WorkOffered
from hub_roster.store.scope import WHOLE
from hub_roster.store.tables import OfferEvent, OfferEventKind, OfferState
from tests import tiny
from tests.service.kept import MADE, keep, keep_file, later

HUB = tiny.hub(tiny.people("ann ben"), tiny.shift("early", "Mon"))
STARTS = MADE.at + timedelta(days=3)


@pytest.fixture
def work(database: Database) -> WorkOffered:
    """Keep a hub and a draft, and offer work of it."""
    keep_file(database, HUB)
    work = WorkOffered(
        uuid4(),
        HUB.id,
        tiny.MONDAY,
        keep(database, tiny.roster(HUB)).id,
        "ann",
        "Oak/2026-02-02/early",
        "Early, Oak",
        "Oak",
        STARTS,
        STARTS + timedelta(hours=8),
        MADE.at + timedelta(days=1),
    )
    with database.writing(WHOLE) as session:
        Offers(session).add(work, MADE)
    return work


@pytest.mark.parametrize("change", [update(OfferEvent).values(by="somebody else"), delete(OfferEvent)])
def test_nothing_that_happened_is_changed_or_taken_back(
    database: Database, work: WorkOffered, change: Executable
) -> None:
    """The database itself refuses, whoever asks."""
    with pytest.raises(DatabaseError, match="stays as it was written"), database.writing(WHOLE) as session:
        session.execute(change)
    with database.reading(WHOLE) as session:
        assert [each.made for each in Offers(session).happened(work.id)] == [MADE]


def test_nobody_is_asked_the_same_twice_at_once(database: Database, work: WorkOffered) -> None:
    """A second offer of a task to one person waits until the first is over."""
    again = replace(work, id=uuid4())
    with pytest.raises(IntegrityError), database.writing(WHOLE) as session:
        Offers(session).add(again, later(1))
    with database.writing(WHOLE) as session:
        offers = Offers(session)
        offers.settle(work.id, OfferState.WITHDRAWN, Happened(OfferEventKind.WITHDRAWN, MADE))
        offers.add(again, MADE)
        assert [each.work.id for each in offers.latest(HUB.id, [tiny.MONDAY])] == [again.id]


def test_an_offer_not_answered_in_time_has_lapsed(database: Database, work: WorkOffered) -> None:
    """It is among those to be answered up to its time, and not after."""
    with database.reading(WHOLE) as session:
        offers = Offers(session)
        kept = offers.offer(work.id)
        for at, state in ((work.until, OfferState.OFFERED), (STARTS, OfferState.LAPSED)):
            assert kept.state(at) is state
            assert len(offers.unanswered(HUB.id, ["ann"], at)) == (state is OfferState.OFFERED)
        assert offers.unanswered(HUB.id, ["ben"], MADE.at) == []


def test_offers_of_a_week_come_by_the_page(database: Database, work: WorkOffered) -> None:
    """What begins first comes first."""
    with database.writing(WHOLE) as session:
        offers = Offers(session)
        before = replace(work, id=uuid4(), person="ben", starts=STARTS - timedelta(hours=1))
        offers.add(before, MADE)
        (first,) = offers.listed(HUB.id, tiny.MONDAY, most=1)
        assert first.work == before
        (second,) = offers.listed(HUB.id, tiny.MONDAY, (before.starts, before.id))
        assert second.work == work
