"""Keys by which other systems work in a hub: made, listed, revoked by its managers."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Response
from pydantic import BaseModel, Field

from hub_roster.api.callers import Allowed
from hub_roster.api.pages import Page, WhichPage
from hub_roster.api.running import Here
from hub_roster.api.sent import Sent, Whole
from hub_roster.service.access import system_keys
from hub_roster.service.access.actions import Action
from hub_roster.service.access.caller import Caller
from hub_roster.store.api_keys import ApiKey
from hub_roster.store.tables import Role

routes = APIRouter(prefix="/hubs/{hub}/keys", tags=["keys"])

Who = Annotated[Caller, Depends(Allowed(Action.MANAGE_KEYS))]


class KeyWanted(Sent):
    """A key one wants.

    Attributes
    ----------
    name
        Which system it is for.
    role
        What that system may do.
    days
        How long it is good.
    """

    name: Annotated[str, Field(min_length=1, max_length=100, examples=["Payroll"])]
    role: Annotated[Role, Field(examples=[Role.AUDITOR])]
    days: Annotated[Whole, Field(ge=1, le=366)] = 90


class KeyShown(BaseModel):
    """A key, without what opens.

    Attributes
    ----------
    good
        Whether it opens still: not revoked, and not over.
    last_used_at
        To the minute; None until it is used.
    """

    id: UUID
    name: str
    role: Role
    made_at: datetime
    expires_at: datetime
    last_used_at: datetime | None
    revoked_at: datetime | None
    good: bool


class NewKeyShown(KeyShown):
    """A key with what opens, which is shown this once.

    Attributes
    ----------
    key
        To be sent as `Authorization: Bearer KEY`.
    """

    key: str


@routes.get("")
def keys_of_the_hub(hub: UUID, here: Here, who: Who, which: WhichPage) -> Page[KeyShown]:
    """List the keys, good or not, by name."""
    listed = sorted(system_keys.keys(here.entrance, who, hub), key=_place)
    return which.page_among(listed, tuple[str, UUID], _place, lambda key: _shown(here, key))


def _place(key: ApiKey) -> tuple[str, UUID]:
    return key.name, key.id


@routes.post("", status_code=201)
def make_key(hub: UUID, here: Here, who: Who, response: Response, wanted: KeyWanted) -> NewKeyShown:
    """Make a key for another system; what opens is shown this once, and kept nowhere."""
    at = here.clock()
    good_until = at + timedelta(days=wanted.days)
    made = system_keys.make_key(
        here.entrance, who, hub, wanted.name, wanted.role, expires_at=good_until, at=at
    )
    response.headers["Cache-Control"] = "no-store"
    return NewKeyShown(**_shown(here, made.key).model_dump(), key=made.token)


@routes.post("/{key}/revoke")
def revoke(hub: UUID, key: UUID, here: Here, who: Who) -> KeyShown:
    """Let a key open no more, at once."""
    system_keys.revoke_key(here.entrance, who, hub, key, here.clock())
    return _shown(here, next(k for k in system_keys.keys(here.entrance, who, hub) if k.id == key))


def _shown(here: Here, key: ApiKey) -> KeyShown:
    return KeyShown(
        id=key.id,
        name=key.name,
        role=key.role,
        made_at=key.made.at,
        expires_at=key.expires_at,
        last_used_at=key.last_used_at,
        revoked_at=key.revoked_at,
        good=key.holds_at(here.clock()),
    )
