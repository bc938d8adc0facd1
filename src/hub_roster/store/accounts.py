"""Accounts, their roles, and whom they stand for: read and written in the service's own scope."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import delete, exists, select, update
from sqlalchemy.exc import IntegrityError

from hub_roster.store import tables
from hub_roster.store.hub_files import NotThere
from hub_roster.store.scope import ScopedSession
from hub_roster.store.tables import AccountIdentity, AccountPerson, GrantedRole, Role


@dataclass(frozen=True, order=True)
class Grant:
    """A role in a hub's file.

    Attributes
    ----------
    file_id
        None for an administrator, who has their role in the service and in no file.
    home
        A home's code, where it is limited to one.
    """

    role: Role
    file_id: UUID | None = None
    home: str | None = None

    def __post_init__(self) -> None:
        """Refuse what means nothing."""
        if (self.role is Role.ADMINISTRATOR) != (self.file_id is None):
            raise ValueError("An administrator has their role in no hub's file; every other role is in one.")
        if self.home is not None and self.file_id is None:
            raise ValueError("A home is one of a hub's file.")


@dataclass(frozen=True, order=True)
class Post:
    """Whom an account stands for: somebody in a hub's file."""

    file_id: UUID
    person: str


@dataclass(frozen=True)
class Account:
    """Somebody who may sign in.

    Attributes
    ----------
    tied_at
        Since when the account is tied to somebody at the council's provider; None while it is not.
    password_hash
        None while they have no password.
    """

    id: UUID
    name: str
    display_name: str
    active: bool
    made_at: datetime
    grants: tuple[Grant, ...]
    posts: tuple[Post, ...]
    tied_at: datetime | None = None
    password_hash: str | None = field(default=None, repr=False)


class NameTaken(Exception):
    """Somebody else signs in with that address."""

    def __init__(self) -> None:
        super().__init__("There is an account with this e-mail address already.")


class PersonTaken(Exception):
    """Another account stands for that person."""

    def __init__(self) -> None:
        super().__init__("Another account stands for this person already.")


def folded(name: str) -> str:
    """Give what a sign-in name is compared by: written in capitals it is the same."""
    return name.strip().casefold()


class Accounts:
    """All accounts of the service."""

    def __init__(self, session: ScopedSession) -> None:
        self._session = session

    # Looking --------------------------------------------------------------------------------------

    def account(self, account_id: UUID) -> Account:
        """Give an account.

        Raises
        ------
        NotThere
            If there is none of that id.
        """
        found = self._session.get(tables.Account, account_id)
        if found is None:
            raise NotThere
        return self._told([found])[0]

    def named(self, name: str) -> Account | None:
        """Give the account somebody signs in to by a name."""
        if not name.isprintable():  # PostgreSQL would not even look for some of these
            return None
        wanted = select(tables.Account).where(tables.Account.folded == folded(name))
        # All is asked for nobody too: how long it takes must not tell whether there is an account.
        return next(iter(self._told(self._session.scalars(wanted).all())), None)

    def display_names(self, account_ids: Iterable[UUID]) -> dict[UUID, str]:
        """Give what accounts are shown as, of those that are there."""
        wanted = select(tables.Account.id, tables.Account.display_name)
        rows = self._session.execute(wanted.where(tables.Account.id.in_(set(account_ids))))
        return {row.id: row.display_name for row in rows}

    def listed(
        self, file_id: UUID | None = None, after: str | None = None, most: int | None = None
    ) -> list[Account]:
        """Give the accounts with a role in a hub's file, or all there are, by name.

        Parameters
        ----------
        after
            The name, in one case, that a page ended with: those that follow it alone.
        """
        wanted = select(tables.Account).order_by(tables.Account.folded).limit(most)
        if after is not None:
            wanted = wanted.where(tables.Account.folded > after)
        if file_id is not None:
            wanted = wanted.where(
                exists().where(GrantedRole.account_id == tables.Account.id, GrantedRole.file_id == file_id)
            )
        return self._told(self._session.scalars(wanted).all())

    def _told(self, rows: Iterable[tables.Account]) -> list[Account]:
        """Give accounts with their roles and people, asked for together."""
        listed = list(rows)
        ids = [row.id for row in listed]
        grants: dict[UUID, list[Grant]] = {row.id: [] for row in listed}
        posts: dict[UUID, list[Post]] = {row.id: [] for row in listed}
        for given in self._session.scalars(select(GrantedRole).where(GrantedRole.account_id.in_(ids))):
            grants[given.account_id].append(Grant(given.role, given.file_id, given.home))
        for post in self._session.scalars(select(AccountPerson).where(AccountPerson.account_id.in_(ids))):
            posts[post.account_id].append(Post(post.file_id, post.person))
        tied = {
            each.account_id: each.tied_at
            for each in self._session.scalars(
                select(AccountIdentity).where(AccountIdentity.account_id.in_(ids))
            )
        }
        return [
            Account(
                row.id,
                row.name,
                row.display_name,
                row.active,
                row.made_at,
                tuple(sorted(grants[row.id], key=_in_order)),
                tuple(sorted(posts[row.id])),
                tied.get(row.id),
                row.password_hash,
            )
            for row in listed
        ]

    # Changing -------------------------------------------------------------------------------------

    def add(
        self, account_id: UUID, name: str, display_name: str, password_hash: str | None, at: datetime
    ) -> Account:
        """Make an account, without any role.

        Raises
        ------
        NameTaken
            If there is one of that name.
        """
        row = tables.Account(
            id=account_id,
            name=name.strip(),
            folded=folded(name),
            display_name=display_name,
            password_hash=password_hash,
            active=True,
            made_at=at,
        )
        try:
            with self._session.begin_nested():
                self._session.add(row)
        except IntegrityError:
            raise NameTaken from None
        return self._told([row])[0]

    def hold(self, account_id: UUID) -> None:
        """Let nobody else change an account until this transaction ends.

        Raises
        ------
        NotThere
            If there is none of that id.
        """
        # Rows that only refer to it, such as messages that a publishing queues, may still be added.
        if self._session.get(tables.Account, account_id, with_for_update={"key_share": True}) is None:
            raise NotThere

    def rename(self, account_id: UUID, name: str, display_name: str) -> None:
        """Let an account sign in by another name, and be shown by another.

        Raises
        ------
        NameTaken
            If there is another of that name.
        """
        try:
            with self._session.begin_nested():
                self._change(account_id, name=name, folded=folded(name), display_name=display_name)
        except IntegrityError:
            raise NameTaken from None

    def set_password_hash(self, account_id: UUID, password_hash: str | None) -> None:
        """Let another password hold, or none."""
        self._change(account_id, password_hash=password_hash)

    def set_active(self, account_id: UUID, active: bool) -> None:
        """Let somebody sign in again, or not any more."""
        self._change(account_id, active=active)

    def _change(self, account_id: UUID, **values: object) -> None:
        changed = self._session.execute(
            update(tables.Account)
            .where(tables.Account.id == account_id)
            .values(**values)
            .returning(tables.Account.id)
        ).first()
        if changed is None:
            raise NotThere

    def give(self, account_id: UUID, grant: Grant) -> bool:
        """Give a role, and say whether it was not held already."""
        self.hold(account_id)
        if grant in self.account(account_id).grants:
            return False
        self._session.add(
            GrantedRole(
                id=uuid4(), account_id=account_id, role=grant.role, file_id=grant.file_id, home=grant.home
            )
        )
        self._session.flush()
        return True

    def take_away(self, account_id: UUID, grant: Grant) -> bool:
        """Take a role away, and say whether it was held."""
        taken = self._session.execute(
            delete(GrantedRole)
            .where(
                GrantedRole.account_id == account_id,
                GrantedRole.role == grant.role,
                GrantedRole.file_id.is_not_distinct_from(grant.file_id),
                GrantedRole.home.is_not_distinct_from(grant.home),
            )
            .returning(GrantedRole.id)
        )
        return taken.first() is not None

    def stand_for(self, account_id: UUID, post: Post) -> bool:
        """Let an account stand for somebody of a hub's file, and say whether it did not already.

        Raises
        ------
        PersonTaken
            If another does.
        """
        self.hold(account_id)
        if post in self.account(account_id).posts:
            return False
        row = AccountPerson(account_id=account_id, file_id=post.file_id, person=post.person)
        try:
            with self._session.begin_nested():
                self._session.add(row)
        except IntegrityError:
            raise PersonTaken from None
        return True

    def stand_no_more_for(self, account_id: UUID, post: Post) -> bool:
        """Let an account not stand for somebody any more, and say whether it did."""
        gone = self._session.execute(
            delete(AccountPerson)
            .where(
                AccountPerson.account_id == account_id,
                AccountPerson.file_id == post.file_id,
                AccountPerson.person == post.person,
            )
            .returning(AccountPerson.person)
        )
        return gone.first() is not None


def _in_order(grant: Grant) -> tuple[str, str, str]:
    return str(grant.file_id or ""), grant.role, grant.home or ""
