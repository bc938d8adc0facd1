"""Who asks for something, and whether they may."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from uuid import UUID

from hub_roster.service.access.actions import ABOUT_ONESELF, IN_PERSON, MAY, Action, who_may
from hub_roster.service.access.looks import Shown
from hub_roster.store.accounts import Account, Grant, Post
from hub_roster.store.api_keys import ApiKey
from hub_roster.store.hub_files import NotThere
from hub_roster.store.scope import Scope
from hub_roster.store.tables import Role


class CallerKind(StrEnum):
    """What asks: somebody signed in, another system by its key, or the service itself."""

    ACCOUNT = "account"
    KEY = "key"
    SERVICE = "service"


class NotAllowed(Exception):
    """Somebody may not do what they asked for, in a file they know of.

    Attributes
    ----------
    action
        What they asked for.
    """

    def __init__(self, action: Action, home: str | None = None) -> None:
        where = "here" if home is None else f"in {home}"
        listed = [f"{role}s" if role is not Role.STAFF else "staff" for role in who_may(action)]
        super().__init__(f"You may not {action} {where}. This is for: {', '.join(listed)}.")
        self.action = action


@dataclass(frozen=True)
class Caller:
    """Who asks.

    Attributes
    ----------
    id
        Of the account, or of the key.
    posts
        Whom the account stands for.
    shown
        Whom they were shown by code so far, to be written down before they are answered.
    """

    id: UUID
    name: str
    grants: tuple[Grant, ...]
    posts: tuple[Post, ...] = ()
    kind: CallerKind = field(default=CallerKind.ACCOUNT)
    shown: Shown = field(default_factory=Shown, compare=False, repr=False)

    @property
    def actor(self) -> str:
        """What the audit log calls them."""
        return self.kind.value if self.kind is CallerKind.SERVICE else f"{self.kind} {self.id}"

    @cached_property
    def scope(self) -> Scope:
        """The hubs' files they have a role in.

        An administrator has a role in none: accounts are seen to in the service's own scope, by functions
        that give no hub's data.
        """
        return Scope.of(*(grant.file_id for grant in self.grants if grant.file_id is not None))

    def roles(self, file_id: UUID) -> frozenset[Role]:
        """Give their roles in a hub's file."""
        return frozenset(grant.role for grant in self.grants if grant.file_id == file_id)

    def people(self, file_id: UUID) -> frozenset[str]:
        """Give the keys of the people they are in a hub's file."""
        return frozenset(post.person for post in self.posts if post.file_id == file_id)

    def may(self, action: Action, file_id: UUID | None, home: str | None = None) -> bool:
        """Say whether they may do something.

        Parameters
        ----------
        file_id
            None for what is done in no hub's file.
        home
            The home it concerns; None for the whole file, which a role limited to one home does not reach.
        """
        if self.kind is CallerKind.KEY and action in IN_PERSON:
            return False
        return any(_allows(grant, action, file_id, home) for grant in self.grants)

    def homes(self, action: Action, file_id: UUID) -> frozenset[str] | None:
        """Give the homes of a file in which they may do something; None for all of it."""
        if self.may(action, file_id):
            return None
        limits = {grant.home for grant in self.grants if grant.home is not None}
        return frozenset(home for home in limits if self.may(action, file_id, home))

    def require(self, action: Action, file_id: UUID | None, home: str | None = None) -> None:
        """Go on only if they may do something.

        Raises
        ------
        NotThere
            If the file lies outside their scope: nobody is told what there is.
        NotAllowed
            If they know of the file, and may not.
        """
        if self.may(action, file_id, home):
            return
        if file_id is not None and not self.scope.holds(file_id):
            raise NotThere
        raise NotAllowed(action, home)


def _allows(grant: Grant, action: Action, file_id: UUID | None, home: str | None) -> bool:
    if action not in MAY[grant.role]:
        return False
    if grant.role is Role.ADMINISTRATOR:
        return True
    if grant.file_id != file_id:
        return False
    return grant.home is None or grant.home == home or action in ABOUT_ONESELF


SERVICE = Caller(UUID(int=0), "the service", (Grant(Role.ADMINISTRATOR),), kind=CallerKind.SERVICE)
"""The service itself, as whoever has its machine may act: the first account is made by it."""


def caller_of(account: Account) -> Caller:
    """Give an account as who asks."""
    return Caller(account.id, account.display_name, account.grants, account.posts)


def caller_with(key: ApiKey) -> Caller:
    """Give another system as who asks; it stands for nobody."""
    return Caller(key.id, key.name, (Grant(key.role, key.file_id),), kind=CallerKind.KEY)
