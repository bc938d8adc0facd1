"""Links: made and shown once, changed, switched off, and ended when their holder leaves."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

import pytest
from pydantic import ValidationError

from hub_roster.exchange.calendars import Privacy
from hub_roster.service.feeds import links
from hub_roster.service.feeds.building import Showing
from hub_roster.service.feeds.links import (
    ENDED,
    NO_FULL,
    ONE_LEVEL,
    NewLink,
    NotMade,
    Wanted,
    addresses,
    digest_of,
    disable,
    leave,
    listed,
    make,
    rotate,
)
from hub_roster.store.database import Database
from hub_roster.store.feeds import Feeds
from hub_roster.store.hub_files import Made, NotThere
from hub_roster.store.scope import WHOLE, Scope
from hub_roster.store.tables import FeedKind
from tests import tiny
from tests.service.feeds.subscribed import (
    HUB,
    NOON,
    OAK,
    OWN,
    SECRET,
    SHOWING,
    events,
    keep,
    later,
    let_hold,
    subscribe,
)

MADE = Made("ann", NOON)


def made(database: Database, showing: Showing = SHOWING, **wanted: object) -> NewLink:
    """Make a link to the calendar of ann, unless told otherwise."""
    asked = Wanted.model_validate({"kind": FeedKind.PERSON, "key": "ann", "name": "my phone", **wanted})
    with database.writing(WHOLE) as session:
        return make(session, SECRET, HUB.id, asked, MADE, showing)


def test_a_new_link_gives_what_is_published_already(database: Database) -> None:
    """Nobody waits for the next publishing."""
    keep(database)
    let_hold(database, tiny.roster(HUB, ann="early Mon"))
    subscribe(database, OWN)
    assert len(events(database, OWN)) == 1


def test_one_owner_has_several_links_and_each_its_own_token(database: Database) -> None:
    """By name, with who made it and when; a token is long, and is not kept."""
    keep(database)
    phone, desk = made(database), made(database, name="desk")
    assert phone.token != desk.token
    assert len(phone.token) == 43
    with database.reading(WHOLE) as session:
        owned = listed(session, HUB.id, FeedKind.PERSON, "ann")
        assert {link.id: link.name for link in owned} == {phone.link.id: "my phone", desk.link.id: "desk"}
        assert listed(session, HUB.id)[0].made == MADE
        assert listed(session, HUB.id, FeedKind.HOME) == []
        assert phone.token not in repr(listed(session, HUB.id))


def test_the_level_is_post_only_unless_asked(database: Database) -> None:
    """Young people's codes take a policy that allows them."""
    keep(database)
    closed = Showing(full_allowed=False)
    assert made(database, closed).link.calendar.level is Privacy.POST_ONLY
    with pytest.raises(NotMade, match="policy") as refused:
        made(database, closed, level=Privacy.FULL)
    assert str(refused.value) == NO_FULL
    assert made(database, level=Privacy.FULL).link.calendar.level is Privacy.FULL
    with database.reading(WHOLE) as session:
        assert len(listed(session, HUB.id)) == 2


def test_nobody_holds_links_without_end(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each was made for a program that reads it; one switched off makes room, and others' do not count."""
    monkeypatch.setattr(links, "MOST", 2)
    keep(database)
    made(database)
    first = made(database).link
    made(database, key="ben")
    made(database, kind=FeedKind.HOME, key="Oak", holder="ann")
    with pytest.raises(NotMade, match="2 links to this calendar"):
        made(database)
    with database.writing(WHOLE) as session:
        disable(session, first.id, NOON)
    made(database)


@pytest.mark.parametrize(
    ("wanted", "message"),
    [
        ({"key": "cat"}, "There is no person cat in this hub's file."),
        ({"kind": FeedKind.HOME, "key": "Elm"}, "There is no home Elm in this hub's file."),
        ({"kind": FeedKind.ON_CALL, "key": "Far"}, "There is no hub Far in this hub's file."),
        (
            {"kind": FeedKind.HOME, "key": "Oak", "holder": "cat"},
            "There is no person cat in this hub's file.",
        ),
        ({"kind": FeedKind.LEAVE, "key": "Hub", "level": Privacy.BUSY_ONLY}, ONE_LEVEL),
    ],
)
def test_a_link_to_nothing_is_refused(database: Database, wanted: dict[str, object], message: str) -> None:
    """In one sentence that says what is wrong."""
    keep(database)
    with pytest.raises(NotMade) as refused:
        made(database, SHOWING, **wanted)
    assert str(refused.value) == message


@pytest.mark.parametrize("name", ["", "two\nlines", "x" * 121])
def test_a_link_has_a_name_of_one_line(name: str) -> None:
    """That is what its owner tells it by."""
    with pytest.raises(ValidationError):
        Wanted(kind=FeedKind.PERSON, key="ann", name=name)


def test_another_hub_s_calendars_are_not_there(database: Database) -> None:
    """Nobody makes, changes or switches off a link outside their scope."""
    keep(database)
    (link,) = subscribe(database, OWN)
    asked = Wanted(kind=FeedKind.PERSON, key="ann", name="my phone")
    with database.writing(Scope.of(UUID(int=9))) as session:
        with pytest.raises(NotThere):
            make(session, SECRET, HUB.id, asked, MADE, SHOWING)
        with pytest.raises(NotThere):
            rotate(session, SECRET, link.link.id)
        with pytest.raises(NotThere):
            disable(session, link.link.id, NOON)
        assert leave(session, HUB.id, "ann", NOON) == ()
        assert listed(session, HUB.id) == []


def test_a_changed_link_is_the_same_with_another_token(database: Database) -> None:
    """Its name and calendar stay; one that has ended is not changed."""
    keep(database)
    (link,) = subscribe(database, OWN)
    with database.writing(WHOLE) as session:
        again = rotate(session, SECRET, link.link.id)
        assert again.link == link.link
        assert again.token != link.token
        off = disable(session, link.link.id, NOON)
        assert disable(session, link.link.id, later(1)) == off
        with pytest.raises(NotMade, match=ENDED):
            rotate(session, SECRET, link.link.id)


def test_whoever_leaves_holds_no_link_any_more(database: Database) -> None:
    """Their own and those they hold to shared calendars end; colleagues' and an office's go on."""
    keep(database)
    own = made(database).link
    off = made(database, name="lost phone").link
    held = made(database, kind=FeedKind.HOME, key="Oak", holder="ann").link
    office = made(database, kind=FeedKind.HOME, key="Oak").link
    bens = made(database, key="ben").link
    assert (own.holder, held.holder, office.holder) == ("ann", "ann", None)
    with database.writing(WHOLE) as session:
        disable(session, off.id, NOON)
        gone = leave(session, HUB.id, "ann", later(1))
        assert {link.id for link in gone} == {own.id, held.id}
        assert {link.leaver_from for link in gone} == {later(1)}
        assert leave(session, HUB.id, "ann", later(2)) == ()
        still = {link.id for link in listed(session, HUB.id) if link.is_open}
        assert still == {office.id, bens.id}
        assert Feeds(session).body(OWN) is None
        assert Feeds(session).body(OAK) is not None
        assert Feeds(session).body(replace(OWN, key="ben")) is not None


def test_a_short_secret_is_refused() -> None:
    """Without saying what it was; and the hash depends on it."""
    with pytest.raises(ValueError, match="32 bytes") as refused:
        digest_of(b"short", "token")
    assert "short" not in str(refused.value)
    assert digest_of(SECRET, "token") != digest_of(SECRET[::-1], "token")


def test_addresses_are_for_copying_opening_and_programs() -> None:
    """They are shown once, and in no repr."""
    found = addresses("https://rota.example/", "TOKEN")
    assert found.https == "https://rota.example/feeds/TOKEN.ics"
    assert found.webcal == "webcal://rota.example/feeds/TOKEN.ics"
    assert found.json == "https://rota.example/feeds/TOKEN.json"
    assert "TOKEN" not in repr(found)
