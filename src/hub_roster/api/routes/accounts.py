"""Accounts of the whole service, for its administrators."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Request, Response
from pydantic import BaseModel, Field

from hub_roster.api.callers import AllowedInService
from hub_roster.api.etags import TAKES_IF_MATCH, etag_of, require_match
from hub_roster.api.pages import Page, Text, WhichPage
from hub_roster.api.running import Here
from hub_roster.api.sent import Sent
from hub_roster.service.access import accounts as access
from hub_roster.service.access import choosing_passwords
from hub_roster.service.access.actions import Action
from hub_roster.service.access.caller import Caller
from hub_roster.store.accounts import Account, Grant, folded
from hub_roster.store.tables import Role

routes = APIRouter(prefix="/accounts", tags=["accounts"])

Who = Annotated[Caller, Depends(AllowedInService(Action.MANAGE_ACCOUNTS))]


class AccountNames(Sent):
    """What an account is called.

    Attributes
    ----------
    name
        The work e-mail address they sign in with, at the council's provider too.
    shown_as
        The name others see.
    """

    name: Annotated[str, Field(max_length=254, examples=["ann@council.example"])]
    shown_as: Annotated[str, Field(max_length=120, examples=["Ann"])]


class AccountShown(BaseModel):
    """An account.

    Attributes
    ----------
    open
        Whether they may sign in at all.
    has_password
        Whether they may sign in by password.
    tied_at
        Since when they are known at the council's provider, by what stays the same there.
    """

    id: UUID
    name: str
    shown_as: str
    open: bool
    administrator: bool
    has_password: bool
    tied_at: datetime | None
    made_at: datetime


class PasswordLinkShown(BaseModel):
    """A link to choose a password by, which is shown this once.

    Attributes
    ----------
    token
        For whoever is to choose, to be sent with the password to `/choose-password`.
    """

    token: str
    good_until: datetime


@routes.get("")
def all_accounts(here: Here, who: Who, which: WhichPage) -> Page[AccountShown]:
    """List the accounts there are, by sign-in name."""
    after = which.after(tuple[Text])
    found = access.accounts(here.entrance, who, None, None if after is None else after[0], which.rows)
    return which.page(found, lambda account: (folded(account.name),), shown)


@routes.post("", status_code=201)
async def add_account(here: Here, who: Who, response: Response, names: AccountNames) -> AccountShown:
    """Add an account, without role or password: they sign in by the council's provider, or get a link."""
    made = await access.make_account(here.entrance, who, names.name, names.shown_as, None, at=here.clock())
    return _tagged(response, made)


@routes.get("/{account}")
def one_account(account: UUID, here: Here, who: Who, response: Response) -> AccountShown:
    """Give an account."""
    return _tagged(response, access.account(here.entrance, who, account))


@routes.put("/{account}", dependencies=[TAKES_IF_MATCH])
def rename(
    account: UUID, here: Here, who: Who, request: Request, response: Response, names: AccountNames
) -> AccountShown:
    """Give an account another address and another name to show, as it was looked at (If-Match)."""
    renamed = access.rename_account(
        here.entrance,
        who,
        account,
        names.name,
        names.shown_as,
        at=here.clock(),
        still=lambda found: require_match(request, _etag(found)),
    )
    return _tagged(response, renamed)


@routes.post("/{account}/close")
def close(account: UUID, here: Here, who: Who, response: Response) -> AccountShown:
    """Let somebody sign in no more, and sign them out everywhere; what they did stays theirs."""
    access.close_account(here.entrance, who, account, at=here.clock())
    return one_account(account, here, who, response)


@routes.post("/{account}/open")
def open_again(account: UUID, here: Here, who: Who, response: Response) -> AccountShown:
    """Let somebody sign in again, with the roles they had."""
    access.open_account(here.entrance, who, account, at=here.clock())
    return one_account(account, here, who, response)


@routes.post("/{account}/make-administrator")
def make_administrator(account: UUID, here: Here, who: Who, response: Response) -> AccountShown:
    """Let somebody see to accounts and hubs as well."""
    access.give_role(here.entrance, who, account, Grant(Role.ADMINISTRATOR), at=here.clock())
    return one_account(account, here, who, response)


@routes.post("/{account}/end-administrator")
def end_administrator(account: UUID, here: Here, who: Who, response: Response) -> AccountShown:
    """Let somebody see to accounts and hubs no more."""
    access.take_role(here.entrance, who, account, Grant(Role.ADMINISTRATOR), at=here.clock())
    return one_account(account, here, who, response)


@routes.post("/{account}/password-link", status_code=201)
def give_password_link(account: UUID, here: Here, who: Who) -> PasswordLinkShown:
    """Make a link by which somebody chooses their password; one made before is good no more."""
    made = choosing_passwords.make_password_link(here.entrance, who, account, at=here.clock())
    return PasswordLinkShown(token=made.token, good_until=made.good_until)


@routes.post("/{account}/end-password")
def take_password_away(account: UUID, here: Here, who: Who, response: Response) -> AccountShown:
    """Let somebody sign in by the council's provider alone."""
    choosing_passwords.end_password(here.entrance, who, account, at=here.clock())
    return one_account(account, here, who, response)


@routes.post("/{account}/untie")
def untie(account: UUID, here: Here, who: Who, response: Response) -> AccountShown:
    """Let an account be nobody's at the council's provider, until whoever has its address signs in anew."""
    access.untie_identity(here.entrance, who, account, at=here.clock())
    return one_account(account, here, who, response)


def _tagged(response: Response, account: Account) -> AccountShown:
    response.headers["ETag"] = _etag(account)
    return shown(account)


def _etag(account: Account) -> str:
    return etag_of(*shown(account).model_dump().values())


def shown(account: Account) -> AccountShown:
    """Give an account as administrators see it."""
    return AccountShown(
        id=account.id,
        name=account.name,
        shown_as=account.display_name,
        open=account.active,
        administrator=Grant(Role.ADMINISTRATOR) in account.grants,
        has_password=account.password_hash is not None,
        tied_at=account.tied_at,
        made_at=account.made_at,
    )
