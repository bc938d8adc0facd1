"""Keys by which other systems work in one hub's file, in one role: made, used, revoked."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from hub_roster.service.access.actions import Action
from hub_roster.service.access.caller import Caller, caller_with
from hub_roster.service.access.entrance import Entrance, NotSignedIn, new_token
from hub_roster.service.audit import Detail, Did, record
from hub_roster.store.api_keys import ApiKey, ApiKeys
from hub_roster.store.hub_files import HubFiles, Made, NotThere
from hub_roster.store.scope import WHOLE, Scope
from hub_roster.store.sign_ins import SEEN_EVERY
from hub_roster.store.tables import Role

LONGEST = timedelta(days=366)
"""How long a key is good at most: somebody has to think of it once a year."""

TOKEN = re.compile(r"hubroster_([0-9a-f]{32})_[A-Za-z0-9_-]{43}")
"""What a key looks like: where one lies about by mistake, it can be searched for."""


class UnfitKey(Exception):
    """A key that cannot be made so; the message says why."""


@dataclass(frozen=True)
class NewKey:
    """A key just made: `token` is shown this once, and kept nowhere."""

    key: ApiKey
    token: str = field(repr=False)


def make_key(
    entrance: Entrance,
    caller: Caller,
    file_id: UUID,
    name: str,
    role: Role,
    *,
    expires_at: datetime,
    at: datetime,
) -> NewKey:
    """Make a key for another system.

    Raises
    ------
    NotAllowed, NotThere
        If the caller may not, or there is no such file.
    UnfitKey
        If it is for an administrator, or would be good for more than a year.
    """
    caller.require(Action.MANAGE_KEYS, file_id)
    if role is Role.ADMINISTRATOR:
        raise UnfitKey("A key is for one hub: it cannot be an administrator's.")
    if not at < expires_at <= at + LONGEST:
        raise UnfitKey("A key is good for a year at most: give a day from tomorrow on.")
    if not 1 <= len(name.strip()) <= 100 or not name.isprintable():
        raise UnfitKey("Give the key a name of at most 100 characters: which system is it for?")
    key_id = uuid4()
    token = f"hubroster_{key_id.hex}_{new_token()}"
    digest = entrance.hashes.hash("key", token)
    key = ApiKey(key_id, file_id, name.strip(), role, Made(caller.actor, at), expires_at, digest=digest)
    with entrance.database.writing(Scope.of(file_id)) as session:
        HubFiles(session).newest(file_id)
        ApiKeys(session).add(key)
        record(
            session,
            caller.actor,
            Did.MADE_KEY,
            at,
            file_id=file_id,
            subject=f"key {key_id} for {role}",
            detail=Detail(words=key.name),
        )
    return NewKey(key, token)


def keys(entrance: Entrance, caller: Caller, file_id: UUID) -> list[ApiKey]:
    """Give the keys of a hub's file, good or not.

    Raises
    ------
    NotAllowed, NotThere
        If the caller may not see to keys there.
    """
    caller.require(Action.MANAGE_KEYS, file_id)
    with entrance.database.reading(Scope.of(file_id)) as session:
        return ApiKeys(session).listed(file_id)


def revoke_key(entrance: Entrance, caller: Caller, file_id: UUID, key_id: UUID, at: datetime) -> None:
    """Let a key be good no more, at once.

    Raises
    ------
    NotAllowed, NotThere
        If the caller may not see to keys there, or there is none of that id.
    """
    caller.require(Action.MANAGE_KEYS, file_id)
    with entrance.database.writing(Scope.of(file_id)) as session:
        if ApiKeys(session).key(key_id).revoked_at is not None:
            return
        ApiKeys(session).revoke(key_id, at)
        record(session, caller.actor, Did.REVOKED_KEY, at, file_id=file_id, subject=f"key {key_id}")


def caller_of_key(entrance: Entrance, token: str, at: datetime) -> Caller:
    """Give the system that has a key.

    Raises
    ------
    NotSignedIn
        If it is none, or not good any more.
    """
    key = _key_of(entrance, token)
    if key is None or not key.holds_at(at):
        raise NotSignedIn("This key is not good, or not good any more.")
    if key.last_used_at is None or at - key.last_used_at >= SEEN_EVERY:
        with entrance.database.writing(Scope.of(key.file_id)) as session:
            ApiKeys(session).used(key.id, at)
    return caller_with(key)


def _key_of(entrance: Entrance, token: str) -> ApiKey | None:
    written = TOKEN.fullmatch(token)
    if written is None:
        return None
    with entrance.database.reading(WHOLE) as session:
        try:
            key = ApiKeys(session).key(UUID(written[1]))
        except NotThere:
            return None
    return key if entrance.hashes.matches("key", token, key.digest) else None
