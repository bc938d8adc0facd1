"""A row of every table, so that whatever is done to whole databases is done to every table.

Whoever adds a table adds its row here, after the rows it refers to; whoever takes a column away puts its
value into `EARLIER`. Values are as the tables keep them: of a
`Compressed` text the compressed bytes. A column that a later migration adds has its value here and is left
out where it is not there yet.
"""

from __future__ import annotations

import hashlib
import zlib
from datetime import UTC, date, datetime
from uuid import UUID

from sqlalchemy import insert

from hub_roster.exchange.backup_file import Value
from hub_roster.store.audit_log import NOTHING_BEFORE, Deed, digest_of, hash_of
from hub_roster.store.database import Database
from hub_roster.store.whole_tables import WholeTable, tables_in

Values = dict[str, Value]

AT = datetime(2026, 3, 29, 0, 59, 59, 123456, tzinfo=UTC)
"""A second before the clocks go forward, and not a whole one."""

LATER = datetime(2026, 3, 29, 8, tzinfo=UTC)
MONDAY = date(2026, 3, 23)
FILE, ROSTER, ACCOUNT, WEBHOOK, MESSAGE, OFFER, LEAVE = (UUID(int=number) for number in range(1, 8))
SALT, DETAIL = bytes(range(32)), '{"words":"Ŷ"}'
DEED = Deed(AT, "service", "imported a hub's file", FILE, "version 1 of the hub's file")


def compressed(text: str) -> bytes:
    """Give a text as `Compressed` keeps it."""
    return zlib.compress(text.encode())


def digest(text: str) -> str:
    """Give a digest such as tables keep of a secret."""
    return hashlib.sha256(text.encode()).hexdigest()


ROWS: dict[str, Values] = {
    "hub_file": {"file_id": FILE, "name": "Nordstraße 雪", "made_at": AT},
    "hub_file_version": {
        "file_id": FILE,
        "number": 1,
        "content": compressed('{"people":[]}'),
        "why": "the first",
        "made_at": AT,
        "made_by": "ann",
    },
    "roster_version": {
        "id": ROSTER,
        "file_id": FILE,
        "first_day": MONDAY,
        "weeks": 1,
        "number": 1,
        "status": "published",
        "file_number": 1,
        "follows": None,
        "content": compressed('{"assignments":[]}'),
        "made_at": AT,
        "made_by": "ann",
        "signed_by": "Zoë",
        "contingency": "The duty team\ncomes in.",
    },
    "leave_request": {
        "id": LEAVE,
        "file_id": FILE,
        "person": "C:1",
        "first_day": date(2026, 12, 24),
        "last_day": date(2027, 1, 1),
        "late": False,
        "state": "declined",
        "number": 2,
        "asked_at": AT,
        "asked_by": "ann",
        "changed_at": LATER,
        "changed_by": "zoë",
        "ground": "cover",
    },
    "leave_event": {
        "request": LEAVE,
        "number": 1,
        "file_id": FILE,
        "kind": "asked",
        "at": AT,
        "by": "ann",
        "ground": None,
    },
    "leave_closing": {
        "id": UUID(int=19),
        "file_id": FILE,
        "first_day": date(2026, 12, 24),
        "last_day": date(2026, 12, 27),
        "label": "Christmas",
        "closes_on": None,
        "made_at": AT,
        "made_by": "ann",
        "ended_at": None,
        "ended_by": None,
    },
    "records_policy": {
        "file_id": FILE,
        "number": 1,
        "full_calendars": True,
        "roster_years": 75,
        "audit_years": 6,
        "draft_weeks": 26,
        "signed_by": "Zoë",
        "signed_on": MONDAY,
        "made_at": AT,
        "made_by": "ann",
    },
    "record_hold": {
        "id": UUID(int=20),
        "file_id": FILE,
        "first_day": MONDAY,
        "last_day": None,
        "label": "inquiry 7",
        "placed_at": AT,
        "placed_by": "ann",
        "lifted_at": None,
        "lifted_by": None,
    },
    "sweep": {"day": MONDAY, "began_at": AT, "ended_at": None},
    "week": {"file_id": FILE, "first_day": MONDAY, "published": ROSTER, "worked": None},
    "booking": {
        "id": 7,
        "file_id": FILE,
        "roster": ROSTER,
        "first_day": MONDAY,
        "who": "C:1",
        "starts": AT,
        "ends": LATER,
    },
    "recording": {
        "roster": ROSTER,
        "file_id": FILE,
        "content": compressed("{}"),
        "breaches": compressed("[]"),
    },
    "kept_lock": {
        "id": UUID(int=11),
        "file_id": FILE,
        "first_day": MONDAY,
        "person": "C:1",
        "task": "Oak early 2026-03-23",
        "must": True,
        "starts": None,
        "roster": ROSTER,
        "made_at": AT,
        "made_by": "ann",
    },
    "told_change": {
        "id": UUID(int=12),
        "file_id": FILE,
        "roster": ROSTER,
        "first_day": MONDAY,
        "person": "C:1",
        "task": "Oak early 2026-03-23",
        "was_starts": AT,
        "was_ends": LATER,
        "starts": None,
        "ends": None,
        "changed_at": AT,
        "notice": -5,
    },
    "job": {
        "id": UUID(int=13),
        "file_id": FILE,
        "key": "draft 1",
        "first_day": MONDAY,
        "weeks": 1,
        "file_number": 1,
        "seconds": 60,
        "work": None,
        "seed": 1,
        "planned": "visits",
        "state": "running",
        "wish": "nothing",
        "attempt": 1,
        "lease_until": LATER,
        "progress": '{"phase":"listing"}',
        "best": compressed('{"assignments":[]}'),
        "made": None,
        "reason": "",
        "asked_at": AT,
        "asked_by": "ann",
        "ended_at": None,
    },
    "kept_offer": {
        "id": OFFER,
        "file_id": FILE,
        "first_day": MONDAY,
        "roster": ROSTER,
        "person": "C:2",
        "task": "Oak late 2026-03-24",
        "post": "Late",
        "home": "Oak",
        "starts": AT,
        "ends": LATER,
        "until": LATER,
        "race": None,
        "places": 1,
        "state": "offered",
        "offered_at": AT,
        "answered_at": None,
    },
    "offer_event": {
        "number": 3,
        "file_id": FILE,
        "offer": OFFER,
        "kind": "offered",
        "at": AT,
        "by": "ann",
        "by_phone": False,
        "said_at": None,
        "starts": AT,
        "ends": LATER,
        "corrects": None,
    },
    "told": {
        "id": UUID(int=14),
        "file_id": FILE,
        "week": MONDAY,
        "person": "C:1",
        "task": "Oak early 2026-03-23",
        "kind": "seat",
        "hubs": "North|Elm",
        "home": "Oak",
        "starts": AT,
        "ends": LATER,
        "post": "Early, Oak",
        "full": "Early, Oak",
        "shared": "Early: Ann",
        "category": "Shift",
        "free": False,
        "sequence": 4,
        "revised_at": AT,
        "cancelled_at": None,
    },
    "feed": {
        "id": UUID(int=15),
        "file_id": FILE,
        "kind": "person",
        "key": "C:1",
        "level": "post only",
        "name": "my phone",
        "holder": "C:1",
        "digest": digest("a link"),
        "made_at": AT,
        "made_by": "ann",
        "last_fetched_at": LATER,
        "last_fetched_by": "a calendar",
        "disabled_at": None,
        "leaver_from": None,
    },
    "feed_body": {
        "file_id": FILE,
        "kind": "person",
        "key": "C:1",
        "level": "post only",
        "name": "Ann",
        "ics": b"\x1f\x8b\x00\xff",
        "json": b"",
        "ics_tag": digest("ics")[:40],
        "json_tag": digest("json")[:40],
        "made_of": digest("made of")[:40],
        "revised_at": AT,
        "changed_at": LATER,
    },
    "account": {
        "id": ACCOUNT,
        "name": "Ann@example.org",
        "folded": "ann@example.org",
        "display_name": "Ann O'Neill",
        "password_hash": "$argon2id$...",
        "active": True,
        "made_at": AT,
    },
    "account_person": {"file_id": FILE, "person": "C:1", "account_id": ACCOUNT},
    "account_identity": {
        "account_id": ACCOUNT,
        "issuer": "https://id.example.org",
        "subject": "1",
        "tied_at": AT,
    },
    "granted_role": {
        "id": UUID(int=16),
        "account_id": ACCOUNT,
        "role": "hub manager",
        "file_id": FILE,
        "home": None,
    },
    "provider_leaving": {
        "digest": digest("leaving"),
        "browser": digest("browser"),
        "nonce": digest("nonce"),
        "back_to": "/",
        "at": AT,
    },
    "password_link": {"account_id": ACCOUNT, "digest": digest("password link"), "made_at": AT},
    "sign_in": {
        "digest": digest("session"),
        "account_id": ACCOUNT,
        "form_token": "token",
        "made_at": AT,
        "last_seen_at": LATER,
        "by_provider": True,
    },
    "sign_in_attempt": {"id": 5, "at": AT, "name": None, "source": digest("source")},
    "api_key": {
        "id": UUID(int=17),
        "file_id": FILE,
        "name": "payroll",
        "role": "hub manager",
        "digest": digest("a key"),
        "made_at": AT,
        "made_by": "ann",
        "expires_at": LATER,
        "last_used_at": None,
        "revoked_at": None,
    },
    "secret": {"name": "keyed hashes", "value": bytes(range(224, 256)), "made_at": AT},
    "contact": {"account_id": ACCOUNT, "number": "+447700900123", "later": "text"},
    "webhook": {
        "id": WEBHOOK,
        "file_id": FILE,
        "name": "case system",
        "address": "https://cases.example.org/hook",
        "salt": UUID(int=18),
        "salt_before": None,
        "rotated_at": None,
        "made_at": AT,
        "made_by": "ann",
        "paused_at": None,
        "paused_why": "",
    },
    "message": {
        "id": MESSAGE,
        "file_id": FILE,
        "channel": "webhook",
        "news": "published",
        "account_id": None,
        "person": None,
        "webhook_id": WEBHOOK,
        "soon": False,
        "body": '{"event":"published"}',
        "state": "sending",
        "attempt": 1,
        "queued_at": AT,
        "due_at": AT,
        "lease_until": LATER,
        "ended_at": None,
        "answer": "",
    },
    "message_attempt": {
        "id": 9,
        "file_id": FILE,
        "message_id": MESSAGE,
        "number": 1,
        "began_at": AT,
        "ended_at": None,
        "went": None,
        "answer": "no answer was heard",
    },
    "audit_entry": {
        "number": 1,
        "at": AT,
        "actor": DEED.actor,
        "action": DEED.action,
        "file_id": FILE,
        "subject": DEED.subject,
        "detail_digest": digest_of(SALT, DETAIL),
        "hash": hash_of(NOTHING_BEFORE, 1, DEED, digest_of(SALT, DETAIL)),
    },
    "audit_detail": {"number": 1, "salt": SALT, "content": DETAIL, "erased_at": None},
}


EARLIER: dict[str, Values] = {"roster_version": {"held": True}}
"""Values of columns that a later migration took away."""

NEVER_FILLED = frozenset({"erasing"})
"""Tables that are empty whenever a transaction ends."""

EVERYTHING: dict[str, list[Values]] = {
    **{name: [values] for name, values in ROWS.items()},
    **{name: [] for name in NEVER_FILLED},
}
"""What `held` gives of a database that was filled."""


def fill(database: Database) -> dict[str, Values]:
    """Put a row into every table that is there and has none, and give those by table.

    A table of an earlier revision is given the columns it has.
    """
    filled: dict[str, Values] = {}
    with database.owning() as connection:
        there = {table.name: table for table in tables_in(connection)}
        for name, values in ROWS.items():
            if name in there and there[name].count(connection) == 0:
                filled[name] = fitting(there[name], values | EARLIER.get(name, {}))
                connection.execute(insert(there[name].table), filled[name])
    return filled


def fitting(table: WholeTable, values: Values) -> Values:
    """Give the values of the columns that a table has."""
    return {column.name: values[column.name] for column in table.columns if column.name in values}


def held(database: Database) -> dict[str, list[Values]]:
    """Give every row of every table, each table's in the order of their keys."""
    with database.copying() as connection:
        return {
            table.name: [
                dict(zip((column.name for column in table.columns), row, strict=True))
                for row in table.rows(connection)
            ]
            for table in tables_in(connection)
        }
