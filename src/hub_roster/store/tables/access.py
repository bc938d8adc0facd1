"""Tables of who may come in: accounts and their roles, who is signed in, keys of systems, and the secret.

They belong to no hub, but for keys and whom an account stands for: only the service's own scope sees them.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, String, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column

from hub_roster.store.tables.base import OfHub, Table


class Role(StrEnum):
    """What somebody is to a hub's file; an administrator is one to the whole service, and to no file."""

    STAFF = "staff"
    SHIFT_LEADER = "shift leader"
    HUB_MANAGER = "hub manager"
    PLANNER = "planner"
    PARTNER = "partner"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"


class Account(Table):
    """Somebody who may sign in.

    Attributes
    ----------
    name
        The e-mail address they sign in with, as it was written.
    folded
        The same in one case: there is one account for it.
    password_hash
        None while they have no password: nobody can sign in with one then.
    """

    __tablename__ = "account"
    __table_args__ = (UniqueConstraint("folded"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(254))
    folded: Mapped[str] = mapped_column(String(300))
    display_name: Mapped[str] = mapped_column(String(120))
    password_hash: Mapped[str | None] = mapped_column(String(300))
    active: Mapped[bool]
    made_at: Mapped[datetime]


class AccountPerson(OfHub, Table):
    """Whom an account stands for in a hub's file: each person has one account, an account several posts."""

    __tablename__ = "account_person"

    file_id: Mapped[UUID] = mapped_column(ForeignKey("hub_file.file_id"), primary_key=True)
    person: Mapped[str] = mapped_column(String(60), primary_key=True)
    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"), index=True)


class AccountIdentity(Table):
    """Who an account is at the council's provider of sign-ins: one somebody there, for one account here.

    Attributes
    ----------
    subject
        What they stay known by there, whatever their name or address becomes.
    """

    __tablename__ = "account_identity"
    __table_args__ = (UniqueConstraint("issuer", "subject"),)

    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"), primary_key=True)
    issuer: Mapped[str] = mapped_column(String(300))
    subject: Mapped[str] = mapped_column(String(200))
    tied_at: Mapped[datetime]


class ProviderLeaving(Table):
    """Somebody who left for the provider to sign in, and is not back yet.

    Attributes
    ----------
    digest
        SHA-256 of what they come back with; browser and nonce too stand here by their digests alone.
    back_to
        The page to go on with, of this service.
    """

    __tablename__ = "provider_leaving"

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    browser: Mapped[str] = mapped_column(String(64))
    nonce: Mapped[str] = mapped_column(String(64))
    back_to: Mapped[str] = mapped_column(String(500))
    at: Mapped[datetime] = mapped_column(index=True)


class PasswordLink(Table):
    """A link by which somebody chooses their password: an account has one at most, which opens once.

    Attributes
    ----------
    digest
        SHA-256 of what the link holds, which was shown once and is kept nowhere.
    """

    __tablename__ = "password_link"
    __table_args__ = (UniqueConstraint("digest"),)

    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"), primary_key=True)
    digest: Mapped[str] = mapped_column(String(64))
    made_at: Mapped[datetime]


class GrantedRole(Table):
    """A role of an account, in a hub's file or in one home of it.

    Attributes
    ----------
    file_id
        None for an administrator alone.
    home
        A home's code; None for the whole file.
    """

    __tablename__ = "granted_role"
    __table_args__ = (
        CheckConstraint("(role = 'administrator') = (file_id is null)", "of_a_file"),
        CheckConstraint("home is null or file_id is not null", "home_of_a_file"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"), index=True)
    role: Mapped[Role]
    file_id: Mapped[UUID | None] = mapped_column(ForeignKey("hub_file.file_id"))
    home: Mapped[str | None] = mapped_column(String(60))


class SignIn(Table):
    """Somebody signed in on one device.

    Attributes
    ----------
    digest
        SHA-256 of the token their browser holds, which is kept nowhere else.
    form_token
        What their own forms carry, so that no other site can send one in their name.
    last_seen_at
        To the minute: it is not written more often.
    by_provider
        Whether the council's provider answered for them, in place of a password.
    """

    __tablename__ = "sign_in"

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"), index=True)
    form_token: Mapped[str] = mapped_column(String(64))
    made_at: Mapped[datetime]
    last_seen_at: Mapped[datetime] = mapped_column(index=True)
    by_provider: Mapped[bool] = mapped_column(server_default=false())


class SignInAttempt(Table):
    """An attempt to sign in that did not succeed, or not yet: neither name nor address stands here as such.

    Attributes
    ----------
    name
        Keyed hash of the name tried; None where the name was locked already, which does not lock it longer.
    source
        Keyed hash of the address it came from.
    """

    __tablename__ = "sign_in_attempt"
    __table_args__ = (Index(None, "name", "at"), Index(None, "source", "at"))

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    name: Mapped[str | None] = mapped_column(String(64))
    source: Mapped[str] = mapped_column(String(64))


class ApiKey(OfHub, Table):
    """A key by which another system works in one hub's file, in one role.

    Attributes
    ----------
    digest
        Keyed hash of the key, which was shown once and is kept nowhere.
    last_used_at
        To the minute; None until it is used.
    revoked_at
        None while it is good.
    """

    __tablename__ = "api_key"
    __table_args__ = (CheckConstraint("role <> 'administrator'", "of_a_hub"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(100))
    role: Mapped[Role]
    digest: Mapped[str] = mapped_column(String(64))
    made_at: Mapped[datetime]
    made_by: Mapped[str] = mapped_column(String(200))
    expires_at: Mapped[datetime]
    last_used_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]


class Secret(Table):
    """A random number that only this database holds, for hashes that nobody else can make."""

    __tablename__ = "secret"

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    value: Mapped[bytes] = mapped_column(LargeBinary)
    made_at: Mapped[datetime]
