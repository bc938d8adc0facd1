"""Feeds as they are kept: found by hash across hubs, and by nothing else outside their scope."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from sqlalchemy.exc import IntegrityError

from hub_roster.exchange.calendars import Privacy
from hub_roster.store.database import Database
from hub_roster.store.feeds import Body, Calendar, Feeds, Fetched, Link, standing_of
from hub_roster.store.hub_files import HubFiles, Made, NotThere
from hub_roster.store.scope import WHOLE, OutOfScope, Scope
from hub_roster.store.tables import FeedKind, ToldKind
from hub_roster.store.told import Telling, Tellings, ToldSoFar
from tests import tiny

AT = datetime(2026, 2, 2, 12, tzinfo=UTC)
MADE = Made("ann", AT)
ALDER, ELM = UUID(int=1), UUID(int=2)
ANNS, BENS = (Calendar(file_id, FeedKind.PERSON, "ann", Privacy.POST_ONLY) for file_id in (ALDER, ELM))
LINK = Link(UUID(int=11), ANNS, "my phone", "ann", MADE)
OTHER = Link(UUID(int=12), BENS, "desk", None, MADE)
BODY = Body("Duties: ann", b"ics", b"json", "1", "2", "3", AT, AT)
EARLY = Telling(
    id=UUID(int=21),
    week=date(2026, 2, 2),
    person="ann",
    task="Oak/2026-02-02/early/1",
    kind=ToldKind.SEAT,
    hubs=("Hub", "Far"),
    home="Oak",
    starts=AT,
    ends=AT + timedelta(hours=8),
    post="Early, Oak",
    full="Early, Oak",
    shared="Early: ann",
    category="Early",
    free=False,
)


@pytest.fixture
def two(database: Database) -> Database:
    """Give a database with two hubs, and a link of each."""
    with database.writing(WHOLE) as session:
        for link, digest in ((LINK, "a" * 64), (OTHER, "b" * 64)):
            HubFiles(session).add(tiny.hub(id=link.calendar.file_id), MADE, after=0)
            Feeds(session).add(link, digest)
            Feeds(session).put_body(link.calendar, BODY)
    return database


def test_links_and_bodies_come_back_as_they_were_given(two: Database) -> None:
    """Of one hub, of one kind, of one owner."""
    with two.reading(Scope.of(ALDER)) as session:
        feeds = Feeds(session)
        assert feeds.link(LINK.id) == LINK
        assert feeds.listed(ALDER) == feeds.listed(ALDER, FeedKind.PERSON, "ann") == [LINK]
        assert feeds.listed(ALDER, FeedKind.HOME) == feeds.listed(ALDER, key="ben") == []
        assert feeds.held_by(ALDER, "ann") == [LINK]
        assert feeds.body(ANNS) == BODY
        assert feeds.body(replace(ANNS, level=Privacy.FULL)) is None


def test_another_hub_s_links_are_not_there(two: Database) -> None:
    """Neither to look at nor to change, nor what they give."""
    with two.writing(Scope.of(ALDER)) as session:
        feeds = Feeds(session)
        assert (feeds.listed(ELM), feeds.subscribed(ELM), feeds.body(BENS)) == ([], [], None)
        for change in (
            lambda: feeds.link(OTHER.id),
            lambda: feeds.replace_digest(OTHER.id, "c" * 64),
            lambda: feeds.close(OTHER.id, disabled_at=AT, leaver_from=None),
        ):
            with pytest.raises(NotThere):
                change()
        feeds.note_fetched({OTHER.id: Fetched(AT, "x")})
        feeds.drop_bodies(ELM, [])
    with two.reading(WHOLE) as session:
        assert Feeds(session).link(OTHER.id) == OTHER
        assert Feeds(session).body(BENS) == BODY


def test_nothing_is_put_into_another_hub(two: Database) -> None:
    """A link, a body or something told of a hub outside the scope is a fault."""
    new = replace(OTHER, id=UUID(int=13))
    with pytest.raises(OutOfScope), two.writing(Scope.of(ALDER)) as session:
        Feeds(session).add(new, "d" * 64)
    with pytest.raises(OutOfScope), two.writing(Scope.of(ALDER)) as session:
        Feeds(session).put_body(replace(BENS, key="new"), BODY)
    with pytest.raises(OutOfScope), two.writing(Scope.of(ALDER)) as session:
        Tellings(session).keep(ELM, [ToldSoFar(EARLY, 0, AT, None)])


def test_a_hash_is_found_in_whichever_hub(two: Database) -> None:
    """Even from no scope at all, which sees nothing before and nothing after."""
    with two.reading(Scope.of()) as session:
        for link, digest in ((LINK, "a" * 64), (OTHER, "b" * 64)):
            found = standing_of(session, digest)
            assert found is not None
            assert (found.id, found.calendar, found.digest) == (link.id, link.calendar, digest)
            assert (found.ics_tag, found.json_tag, found.changed_at) == ("1", "2", AT)
        assert standing_of(session, "c" * 64) is None
        assert Feeds(session).listed(ALDER) == []


def test_no_two_links_share_a_hash(two: Database) -> None:
    """A token opens one feed and no other."""
    with pytest.raises(IntegrityError), two.writing(WHOLE) as session:
        Feeds(session).add(replace(OTHER, id=UUID(int=13)), "a" * 64)


def test_what_was_told_comes_back_as_it_was_given(two: Database) -> None:
    """By week, by id, and from a moment on; leave apart from the rest."""
    leave = replace(EARLY, id=UUID(int=22), kind=ToldKind.LEAVE, home=None)
    told = [ToldSoFar(EARLY, 0, AT, None), ToldSoFar(leave, 0, AT, None)]
    with two.writing(Scope.of(ALDER)) as session:
        Tellings(session).keep(ALDER, told)
    with two.reading(Scope.of(ALDER)) as session:
        kept = Tellings(session)
        assert kept.of_weeks(ALDER, [EARLY.week]) == [told[0]]
        assert kept.of_weeks(ALDER, [EARLY.week + timedelta(days=7)]) == []
        assert kept.of_ids(ALDER, [EARLY.id]) == [told[0]]
        assert kept.of_leave(ALDER, AT) == [told[1]]
        assert kept.since(ALDER, AT) == told
        assert kept.since(ALDER, EARLY.ends) == []
    with two.reading(Scope.of(ELM)) as session:
        assert Tellings(session).since(ALDER, AT) == []


def test_what_is_told_again_takes_the_place_of_what_was(two: Database) -> None:
    """One row for each assignment, whatever becomes of it."""
    again = ToldSoFar(replace(EARLY, post="Late, Oak"), 1, AT + timedelta(hours=1), AT)
    with two.writing(WHOLE) as session:
        Tellings(session).keep(ALDER, [ToldSoFar(EARLY, 0, AT, None)])
    with two.writing(WHOLE) as session:
        Tellings(session).keep(ALDER, [again])
        assert Tellings(session).since(ALDER, AT) == [again]
