"""Feeds over HTTP, as calendar programs ask for them: headers, conditions, errors, and nothing that leaks."""

from __future__ import annotations

import gzip
import io
import json
import logging
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from http.client import HTTPConnection
from typing import Any

import pytest
import uvicorn
from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlalchemy import event

from hub_roster.api.conditional import http_date
from hub_roster.api.feeds import feeds_app
from hub_roster.api.misses import AT_MOST
from hub_roster.api.without_tokens import WithoutTokens
from hub_roster.service.feeds.fetching import LastFetched
from hub_roster.service.feeds.links import NewLink, disable, leave, rotate
from hub_roster.store.database import Database
from hub_roster.store.feeds import Feeds
from hub_roster.store.scope import WHOLE
from tests import tiny
from tests.exchange.calendar_week import events_of
from tests.service.feeds.subscribed import (
    HUB,
    NOON,
    OAK,
    OWN,
    SECRET,
    as_json,
    ics,
    keep,
    later,
    let_hold,
    subscribe,
)


@dataclass
class Service:
    """The feeds as they are mounted, a client of them, and the time it is there."""

    client: TestClient
    database: Database
    last_fetched: LastFetched
    at: datetime

    def get(self, link: NewLink | str, form: str = "ics", **headers: str) -> Any:
        """Fetch a link, uncompressed unless told."""
        token = link if isinstance(link, str) else link.token
        sent = {"Accept-Encoding": "identity"} | {
            name.replace("_", "-"): value for name, value in headers.items()
        }
        return self.client.get(f"/feeds/{token}.{form}", headers=sent)


@pytest.fixture
def service(database: Database) -> Iterator[Service]:
    """Give the feeds of a hub with one duty published."""
    keep(database)
    let_hold(database, tiny.roster(HUB, ann="early Mon, v1 Wed 10:00"))
    found = Service(TestClient(FastAPI()), database, LastFetched(database, NOON), later(1))
    main = FastAPI()
    main.mount("/feeds", feeds_app(database, SECRET, lambda: found.at, found.last_fetched))
    with TestClient(main, follow_redirects=False, raise_server_exceptions=False) as client:
        found.client = client
        yield found


@pytest.fixture
def link(service: Service) -> NewLink:
    """Give a link to the calendar of ann."""
    (link,) = subscribe(service.database, OWN)
    return link


ALWAYS = {
    "x-robots-tag": "noindex",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
}


def assert_safe(answer: Any) -> None:
    """Say what holds of every answer whatever it is."""
    assert {name: answer.headers.get(name) for name in ALWAYS} == ALWAYS
    assert "set-cookie" not in answer.headers
    assert "location" not in answer.headers
    assert not 300 <= answer.status_code < 304


# What a calendar is given with --------------------------------------------------------------------


def test_a_calendar_is_given_as_programs_want_it(service: Service, link: NewLink) -> None:
    """Its own bytes and type, inline, private, and not for search engines."""
    answer = service.get(link)
    assert answer.status_code == 200
    assert answer.content == ics(service.database, OWN)
    assert_safe(answer)
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    assert answer.headers["content-disposition"] == "inline"
    assert answer.headers["cache-control"] == "private, max-age=300"
    assert answer.headers["vary"] == "Accept-Encoding"
    assert answer.headers["last-modified"] == http_date(NOON)
    assert answer.headers["etag"].startswith('"')
    assert answer.headers["content-length"] == str(len(answer.content))


def test_json_has_an_address_of_its_own(service: Service, link: NewLink) -> None:
    """And another tag; what a client says it accepts changes neither."""
    answer = service.get(link, "json", Accept="text/html")
    assert answer.headers["content-type"] == "application/json"
    assert json.loads(answer.content) == as_json(service.database, OWN)
    assert answer.headers["etag"] != service.get(link).headers["etag"]
    assert service.get(link, Accept="text/html").headers["content-type"].startswith("text/calendar")


@pytest.mark.parametrize("encoding", ["identity", "gzip"])
@pytest.mark.parametrize("form", ["ics", "json"])
def test_head_is_get_without_the_body(service: Service, link: NewLink, form: str, encoding: str) -> None:
    """Every header is the same, the length too."""
    sent = {"Accept-Encoding": encoding}
    got, headed = (
        service.client.request(method, f"/feeds/{link.token}.{form}", headers=sent)
        for method in ("GET", "HEAD")
    )
    assert headed.status_code == got.status_code == 200
    assert dict(headed.headers) == dict(got.headers)
    assert headed.content == b""


def test_a_compressed_calendar_is_the_same_under_another_tag(service: Service, link: NewLink) -> None:
    """A strong tag says the very bytes, so the two differ."""
    plain = service.get(link)
    with service.client.stream(
        "GET", f"/feeds/{link.token}.ics", headers={"Accept-Encoding": "br, gzip"}
    ) as answer:
        raw = b"".join(answer.iter_raw())
        assert answer.headers["content-encoding"] == "gzip"
        assert answer.headers["etag"] not in (plain.headers["etag"], f"W/{plain.headers['etag']}")
        assert answer.headers["vary"] == "Accept-Encoding"
        assert answer.headers["content-length"] == str(len(raw))
    assert gzip.decompress(raw) == plain.content
    assert len(raw) < len(plain.content)


# Conditions ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("condition", ["{}", "W/{}", "*", '"a", {}', '"a",W/{} , "b"'])
@pytest.mark.parametrize("encoding", ["identity", "gzip"])
def test_a_copy_that_still_stands_is_not_sent_again(
    service: Service, link: NewLink, condition: str, encoding: str
) -> None:
    """Its tag may be weak, in a list, or any; the answer says which copy it is, and has no body."""
    tag = service.get(link, Accept_Encoding=encoding).headers["etag"]
    answer = service.get(link, Accept_Encoding=encoding, If_None_Match=condition.format(tag))
    assert answer.status_code == 304
    assert (answer.content, answer.headers["etag"]) == (b"", tag)
    assert_safe(answer)
    assert answer.headers["cache-control"] == "private, max-age=300"
    assert answer.headers["vary"] == "Accept-Encoding"


def test_a_plain_copy_stands_for_a_client_that_takes_gzip_by_now(service: Service, link: NewLink) -> None:
    """Either form of what is published is that; the answer names the one the client has."""
    tag = service.get(link).headers["etag"]
    answer = service.get(link, Accept_Encoding="gzip", If_None_Match=tag)
    assert (answer.status_code, answer.headers["etag"]) == (304, tag)


def test_a_copy_of_before_is_sent_anew(service: Service, link: NewLink) -> None:
    """By tag and by date; a tag that does not match outweighs a date that does."""
    old = service.get(link).headers
    let_hold(service.database, tiny.roster(HUB, ann="early Tue"), later(1))
    assert service.get(link, If_None_Match=old["etag"]).status_code == 200
    assert service.get(link, If_Modified_Since=old["last-modified"]).status_code == 200
    new = service.get(link).headers
    assert service.get(link, If_Modified_Since=new["last-modified"]).status_code == 304
    both = {"If_None_Match": old["etag"], "If_Modified_Since": new["last-modified"]}
    assert service.get(link, **both).status_code == 200
    assert service.get(link, If_Modified_Since="yesterday").status_code == 200
    assert service.get(link, If_Modified_Since=http_date(later(9))).status_code == 200


def test_two_fetches_are_the_same_to_the_byte(service: Service, link: NewLink) -> None:
    """However much time lies between them."""
    first = service.get(link)
    service.at += timedelta(days=3)
    assert service.get(link).content == first.content
    assert service.get(link).headers["etag"] == first.headers["etag"]


def test_a_fetch_looks_once_and_writes_nothing(service: Service, link: NewLink) -> None:
    """A copy that still stands costs one statement, a whole calendar two."""
    statements: list[str] = []
    tag = service.get(link).headers["etag"]

    def note(*asked: Any) -> None:
        statements.append(str(asked[2]))

    event.listen(service.database.engine, "before_cursor_execute", note)
    service.get(link, If_None_Match=tag)
    looks = [each for each in statements if each.lower().startswith("select")]
    assert len(looks) == 1
    assert "feed_body.ics," not in looks[0]
    service.get(link)
    assert len([each for each in statements if each.lower().startswith("select")]) == 3
    assert not [each for each in statements if each.split()[0].lower() in ("update", "insert", "delete")]


# What is refused ----------------------------------------------------------------------------------


def test_a_link_changed_or_switched_off_leads_nowhere_at_once(service: Service, link: NewLink) -> None:
    """The copy a client has is no reason to tell it anything."""
    tag = service.get(link).headers["etag"]
    with service.database.writing(WHOLE) as session:
        again = rotate(session, SECRET, link.link.id)
    for answer in (service.get(link), service.get(link, If_None_Match=tag)):
        assert answer.status_code == 404
        assert answer.headers["content-type"] == "text/plain; charset=utf-8"
        assert answer.headers["cache-control"] == "no-store"
        assert_safe(answer)
    assert service.get(again).content
    with service.database.writing(WHOLE) as session:
        disable(session, again.link.id, later(1))
    assert service.get(again).status_code == 404


def test_a_leaver_s_link_is_empty_and_then_gone(service: Service, link: NewLink) -> None:
    """200 with a calendar of nothing, so that clients clear themselves; 410 after sixty days."""
    tag = service.get(link).headers["etag"]
    with service.database.writing(WHOLE) as session:
        leave(session, HUB.id, "ann", later(1))
    answer = service.get(link, If_None_Match=tag)
    assert (answer.status_code, events_of(answer.content)) == (200, [])
    assert json.loads(service.get(link, "json").content)["events"] == []
    assert service.get(link, If_None_Match=answer.headers["etag"]).status_code == 304
    service.at = later(61)
    gone = service.get(link)
    assert (gone.status_code, gone.headers["content-type"]) == (410, "text/plain; charset=utf-8")
    assert_safe(gone)


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "PROPFIND"])
def test_a_calendar_can_only_be_read(service: Service, link: NewLink, method: str) -> None:
    """Any other method is refused, in words, and says which are not."""
    answer = service.client.request(method, f"/feeds/{link.token}.ics")
    assert answer.status_code == 405
    assert set(answer.headers["allow"].replace(",", " ").split()) == {"GET", "HEAD"}
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    assert_safe(answer)


@pytest.mark.parametrize(
    "address",
    [
        "/feeds/",
        "/feeds/{}",
        "/feeds/{}.ics/",
        "/feeds/{}.txt",
        "/feeds/{}.ics.ics",
        "/feeds/x{}.ics",
        "/feeds/{}x.json",
        "/feeds/docs",
        "/feeds/openapi.json",
        "/{}.ics",
        "/api/v1/{}.ics",
    ],
)
def test_a_token_opens_its_two_addresses_and_nothing_else(
    service: Service, link: NewLink, address: str
) -> None:
    """Not another path, and never a redirect to one."""
    answer = service.client.get(address.format(link.token))
    assert answer.status_code == 404
    assert "location" not in answer.headers


def test_one_feed_s_token_gives_that_feed_alone(service: Service, link: NewLink) -> None:
    """A home's link says who is on there, and no link says the hub of another."""
    (home,) = subscribe(service.database, OAK)
    assert len(events_of(service.get(link).content)) == 2
    assert len(events_of(service.get(home).content)) == 1


def test_many_misses_are_refused_and_good_links_go_on(service: Service, link: NewLink) -> None:
    """Whoever tries links is held up for a minute; colleagues behind the same address are not."""
    (unseen,) = subscribe(service.database, OWN)
    assert service.get(link).status_code == 200
    assert [service.get(f"guess{n}").status_code for n in range(AT_MOST + 1)] == [404] * AT_MOST + [429]
    refused = service.get(unseen)
    assert (refused.status_code, refused.headers["retry-after"]) == (429, "60")
    assert_safe(refused)
    assert service.get(link).status_code == 200
    service.at += timedelta(minutes=1)
    assert service.get(unseen).status_code == 200


def test_a_database_that_is_away_empties_no_calendar(service: Service, link: NewLink) -> None:
    """503 in words: a client keeps what it has, and asks again."""
    with service.database.owning() as connection:
        connection.exec_driver_sql("alter table feed rename to away")
    answer = service.get(link)
    with service.database.owning() as connection:
        connection.exec_driver_sql("alter table away rename to feed")
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "300")
    assert "feed" not in answer.text
    assert_safe(answer)
    with service.database.writing(WHOLE) as session:
        Feeds(session).drop_bodies(HUB.id, [])
    assert service.get(link).status_code == 503


# Who fetched, and what is logged ------------------------------------------------------------------


def test_it_is_noted_what_fetched_a_feed(service: Service, link: NewLink) -> None:
    """Whether it was sent or still stood; the program says what it is."""
    tag = service.get(link, User_Agent="Google-Calendar-Importer").headers["etag"]
    service.at += timedelta(hours=1)
    service.get(link, User_Agent="Outlook", If_None_Match=tag)
    service.last_fetched.flush(service.at)
    with service.database.reading(WHOLE) as session:
        fetched = Feeds(session).link(link.link.id).fetched
    assert fetched is not None
    assert (fetched.at, fetched.by) == (service.at, "Outlook")


@pytest.fixture
def logged() -> Iterator[io.StringIO]:
    """Give everything that anything logs, as a handler with the filter writes it."""
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.addFilter(WithoutTokens())
    root, level = logging.getLogger(), logging.getLogger().level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield written
    root.setLevel(level)
    root.removeHandler(handler)


@contextmanager
def served(service: Service) -> Iterator[HTTPConnection]:
    """Run a real server, and give a connection to it."""
    config = uvicorn.Config(service.client.app, port=0, lifespan="off", log_config=None, server_header=False)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        while not server.started and thread.is_alive():
            time.sleep(0.01)
        host, port = server.servers[0].sockets[0].getsockname()
        with closing(HTTPConnection(host, port, timeout=30)) as connection:
            yield connection
    finally:
        server.should_exit = True
        thread.join()


def test_no_log_line_holds_a_token(service: Service, link: NewLink, logged: io.StringIO) -> None:
    """Of a real server and its every line, also where a calendar cannot be read."""
    with served(service) as connection:
        for method, headers, status in (
            ("GET", {}, 200),
            ("HEAD", {}, 200),
            ("GET", {"If-None-Match": "*"}, 304),
            ("POST", {}, 405),
        ):
            connection.request(method, f"/feeds/{link.token}.ics?a", headers=headers)
            answer = connection.getresponse()
            assert (answer.status, bool(answer.read())) == (status, (method, status) in SENT)
            assert answer.getheader("X-Robots-Tag") == "noindex"
        with service.database.writing(WHOLE) as session:
            Feeds(session).drop_bodies(HUB.id, [])
        connection.request("GET", f"/feeds/{link.token}.json")
        assert connection.getresponse().status == 503
    assert link.token not in logged.getvalue()
    assert logged.getvalue().count('"GET /feeds/- HTTP/1.1" 200') == 1
    assert '"GET /feeds/- HTTP/1.1" 503' in logged.getvalue()


SENT = {("GET", 200), ("POST", 405)}
"""Answers that have a body."""


def test_a_short_secret_is_refused_at_the_start(database: Database) -> None:
    """Not by the first calendar that is fetched."""
    with pytest.raises(ValueError, match="32 bytes"):
        feeds_app(database, b"short", lambda: NOON, LastFetched(database, NOON))
