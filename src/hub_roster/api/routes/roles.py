"""Who may do what in a hub, and whom accounts stand for there: for its managers."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends
from pydantic import BaseModel, Field

from hub_roster.api.callers import Allowed
from hub_roster.api.pages import Page, Text, WhichPage
from hub_roster.api.running import Here
from hub_roster.api.sent import Sent
from hub_roster.service.access import accounts as access
from hub_roster.service.access.accounts import UnfitAccount
from hub_roster.service.access.actions import Action
from hub_roster.service.access.caller import Caller
from hub_roster.store.accounts import Account, Grant, Post, folded
from hub_roster.store.hub_files import NotThere
from hub_roster.store.tables import Role

routes = APIRouter(prefix="/hubs/{hub}/accounts", tags=["accounts"])

Who = Annotated[Caller, Depends(Allowed(Action.GIVE_ROLES))]

Code = Annotated[str, Field(min_length=1, max_length=60)]


class RoleHere(Sent):
    """A role in the hub, or in one home of it."""

    role: Role
    home: Annotated[Code | None, Field(examples=["Oak"])] = None


class PersonHere(Sent):
    """Somebody who works in the hub, by the key they have in its file."""

    person: Annotated[Code, Field(examples=["ann"])]


class AddressOfSomebody(Sent):
    """The e-mail address somebody signs in with."""

    name: Annotated[str, Field(max_length=254, examples=["ann@council.example"])]


class RoleShown(BaseModel):
    """A role in the hub, or in one home of it."""

    role: Role
    home: str | None


class AccountHere(BaseModel):
    """An account as a hub's manager sees it: what it may do elsewhere is not theirs to know.

    Attributes
    ----------
    people
        Whom it stands for in the hub: their duties are its own.
    """

    id: UUID
    name: str
    shown_as: str
    open: bool
    roles: tuple[RoleShown, ...]
    people: tuple[str, ...]


@routes.get("")
def accounts_of_the_hub(hub: UUID, here: Here, who: Who, which: WhichPage) -> Page[AccountHere]:
    """List the accounts with a role in the hub, by sign-in name."""
    after = which.after(tuple[Text])
    found = access.accounts(here.entrance, who, hub, None if after is None else after[0], which.rows)
    return which.page(found, lambda account: (folded(account.name),), lambda account: _shown(hub, account))


@routes.post("/find")
def find_account(hub: UUID, here: Here, who: Who, wanted: AddressOfSomebody) -> AccountHere:
    """Give the account that signs in by an address, to give it a role; an administrator adds accounts."""
    try:
        return _shown(hub, access.account_named(here.entrance, who, hub, wanted.name))
    except NotThere:
        raise UnfitAccount("Nobody signs in by this address: ask an administrator to add it.") from None


@routes.post("/{account}/give-role")
def give_role(hub: UUID, account: UUID, here: Here, who: Who, wanted: RoleHere) -> AccountHere:
    """Give somebody a role in the hub, or in one home of it."""
    access.give_role(here.entrance, who, account, _grant(hub, wanted), at=here.clock())
    return _now(hub, account, here, who)


@routes.post("/{account}/take-role")
def take_role(hub: UUID, account: UUID, here: Here, who: Who, wanted: RoleHere) -> AccountHere:
    """Take a role away; from their next step on they may do nothing by it."""
    access.take_role(here.entrance, who, account, _grant(hub, wanted), at=here.clock())
    return _now(hub, account, here, who)


@routes.post("/{account}/tie")
def tie(hub: UUID, account: UUID, here: Here, who: Who, wanted: PersonHere) -> AccountHere:
    """Let an account stand for somebody who works in the hub: their duties are its own."""
    access.tie_person(here.entrance, who, account, Post(hub, wanted.person), at=here.clock())
    return _now(hub, account, here, who)


@routes.post("/{account}/untie")
def untie(hub: UUID, account: UUID, here: Here, who: Who, wanted: PersonHere) -> AccountHere:
    """Let an account not stand for somebody any more."""
    access.untie_person(here.entrance, who, account, Post(hub, wanted.person), at=here.clock())
    return _now(hub, account, here, who)


def _grant(hub: UUID, wanted: RoleHere) -> Grant:
    if wanted.role is Role.ADMINISTRATOR:
        raise UnfitAccount("An administrator is one of the whole service: it is no role in a hub.")
    return Grant(wanted.role, hub, wanted.home)


def _now(hub: UUID, account: UUID, here: Here, who: Caller) -> AccountHere:
    return _shown(hub, access.account_to_give(here.entrance, who, hub, account))


def _shown(hub: UUID, account: Account) -> AccountHere:
    return AccountHere(
        id=account.id,
        name=account.name,
        shown_as=account.display_name,
        open=account.active,
        roles=tuple(RoleShown(role=g.role, home=g.home) for g in account.grants if g.file_id == hub),
        people=tuple(post.person for post in account.posts if post.file_id == hub),
    )
