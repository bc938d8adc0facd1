"""A link opened: what it leads to, what a leaver's gives, and when it is written that it was fetched."""

from __future__ import annotations

from datetime import timedelta

import pytest

from hub_roster.service.feeds.fetching import (
    AT_MOST,
    Form,
    Found,
    LastFetched,
    NotWritten,
    Over,
    content,
    find,
    program_name,
)
from hub_roster.service.feeds.links import NewLink, disable, leave, rotate
from hub_roster.store.database import Database
from hub_roster.store.feeds import Feeds, Fetched
from hub_roster.store.scope import WHOLE
from tests import tiny
from tests.service.feeds.subscribed import (
    HUB,
    NOON,
    OAK,
    OWN,
    SECRET,
    body,
    ics,
    keep,
    later,
    let_hold,
    subscribe,
)


@pytest.fixture
def link(database: Database) -> NewLink:
    """Give a link to a calendar with one duty."""
    keep(database)
    (link,) = subscribe(database, OWN)
    let_hold(database, tiny.roster(HUB, ann="early Mon"), later(1))
    return link


def found(database: Database, token: str, days: float = 1) -> Found:
    """Find what there has to be."""
    known = find(database, SECRET, token, Form.ICS, later(days))
    assert known is not None
    return known


def fetched(database: Database, link: NewLink) -> Fetched | None:
    """Give what is written of the last fetch."""
    with database.reading(WHOLE) as session:
        return Feeds(session).link(link.link.id).fetched


def test_a_token_leads_to_its_calendar_in_both_forms(database: Database, link: NewLink) -> None:
    """With hash and date before anything is read, and the same bytes then."""
    for form, tag in ((Form.ICS, body(database, OWN).ics_tag), (Form.JSON, body(database, OWN).json_tag)):
        known = find(database, SECRET, link.token, form, later(1))
        assert known is not None
        assert (known.calendar, known.tag, known.changed_at) == (OWN, tag, later(1))
        assert content(database, known).tag == tag
    assert content(database, found(database, link.token)).plain == ics(database, OWN)


def test_what_is_no_token_leads_nowhere(database: Database, link: NewLink) -> None:
    """Nor does a token under another secret, its hash, or one changed or switched off."""
    with database.writing(WHOLE) as session:
        again = rotate(session, SECRET, link.link.id)
    for token in ("", "x", link.token, again.token[:-1], again.token + "A", "\udcff", "日本"):
        assert find(database, SECRET, token, Form.ICS, later(1)) is None
    assert find(database, SECRET[::-1], again.token, Form.ICS, later(1)) is None
    assert found(database, again.token)
    with database.writing(WHOLE) as session:
        disable(session, link.link.id, later(1))
    assert find(database, SECRET, again.token, Form.ICS, later(1)) is None


def test_a_leaver_s_link_gives_an_empty_calendar_for_sixty_days(database: Database, link: NewLink) -> None:
    """The same bytes each time, without a name in them; then it is over."""
    before = ics(database, OWN)
    with database.writing(WHOLE) as session:
        leave(session, HUB.id, "ann", later(1))
    empty = content(database, found(database, link.token)).plain
    assert empty.startswith(b"BEGIN:VCALENDAR\r\n")
    assert empty.endswith(b"END:VCALENDAR\r\n")
    assert b"VEVENT" not in empty
    assert b"Ann" not in empty
    own_uid = next(line for line in before.split(b"\r\n") if line.startswith(b"UID:"))
    assert own_uid in empty.split(b"\r\n")
    assert content(database, found(database, link.token, 60.9)).plain == empty
    with pytest.raises(Over):
        find(database, SECRET, link.token, Form.ICS, later(61))


def test_a_leaver_who_comes_back_has_new_links(database: Database, link: NewLink) -> None:
    """What is published again reaches those alone; the old link stays empty."""
    with database.writing(WHOLE) as session:
        leave(session, HUB.id, "ann", later(1))
    (again,) = subscribe(database, OWN, at=later(2))
    let_hold(database, tiny.roster(HUB, ann="early Tue"), later(2))
    assert b"VEVENT" in content(database, found(database, again.token, 2)).plain
    assert b"VEVENT" not in content(database, found(database, link.token, 2)).plain


def test_a_calendar_never_written_is_no_empty_one(database: Database, link: NewLink) -> None:
    """A client keeps its copy then, and is not told that there is nothing."""
    known = found(database, link.token)
    with database.writing(WHOLE) as session:
        Feeds(session).drop_bodies(HUB.id, [])
    with pytest.raises(NotWritten):
        find(database, SECRET, link.token, Form.ICS, later(1))
    with pytest.raises(NotWritten):
        content(database, known)


# Last fetched -------------------------------------------------------------------------------------


def test_fetches_are_written_together_when_it_is_time(database: Database, link: NewLink) -> None:
    """Not by each fetch; only the last of each feed, and at once when the server stops."""
    last = LastFetched(database, later(1))
    for second in (1, 2):
        last.note(found(database, link.token), later(1) + timedelta(seconds=second), f"Calendar/{second}")
    assert last.flush(later(1) + timedelta(seconds=29)) == 0
    assert fetched(database, link) is None
    assert last.flush(later(1) + timedelta(seconds=30)) == 1
    assert fetched(database, link) == Fetched(later(1) + timedelta(seconds=2), "Calendar/2")
    assert last.flush(later(2)) == 0
    last.note(found(database, link.token), later(2), "Calendar/3")
    assert last.flush(later(2), whatever=True) == 1
    assert fetched(database, link) == Fetched(later(2), "Calendar/3")


def test_many_feeds_are_written_before_it_is_time(database: Database) -> None:
    """So that little is lost when a server dies."""
    keep(database)
    links = subscribe(database, *[OAK, OWN] * (AT_MOST // 2))  # one calendar has no more than half of them
    last = LastFetched(database, later(1))
    for link in links[:-1]:
        last.note(found(database, link.token), later(1), "Calendar")
    assert last.flush(later(1)) == 0
    last.note(found(database, links[-1].token), later(1), "Calendar")
    assert last.flush(later(1)) == AT_MOST


def test_another_server_s_later_fetch_stays(database: Database, link: NewLink) -> None:
    """Two servers write when they come to it."""
    one, other = LastFetched(database, NOON), LastFetched(database, NOON)
    one.note(found(database, link.token), later(2), "early")
    other.note(found(database, link.token), later(3), "late")
    other.flush(later(3))
    one.flush(later(3))
    assert fetched(database, link) == Fetched(later(3), "late")


def test_what_could_not_be_written_is_not_lost(database: Database, link: NewLink) -> None:
    """A database that is away for a while costs nothing."""
    last = LastFetched(database, NOON)
    last.note(found(database, link.token), later(1), "Calendar")
    with database.owning() as connection:
        connection.exec_driver_sql("alter table feed rename to away")
    with pytest.raises(Exception, match="feed"):
        last.flush(later(1))
    with database.owning() as connection:
        connection.exec_driver_sql("alter table away rename to feed")
    assert last.flush(later(1), whatever=True) == 1
    assert fetched(database, link) == Fetched(later(1), "Calendar")


def test_a_program_s_name_is_fit_to_be_shown() -> None:
    """Without control characters, and not without end."""
    assert program_name("Google-Calendar-Importer") == "Google-Calendar-Importer"
    assert program_name("a\x00b\r\nSet-Cookie: c\x1b[0m\u2028\u202e") == "abSet-Cookie: c[0m"
    assert len(program_name("x" * 1000)) == 200
