"""What is written down of what was done: changes, looks at young people, exports."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from enum import StrEnum
from itertools import groupby
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from hub_roster.service.access.actions import Action
from hub_roster.service.access.caller import Caller, CallerKind
from hub_roster.store.accounts import Accounts
from hub_roster.store.api_keys import ApiKeys
from hub_roster.store.audit_log import AuditLog, Deed, Link, canonical
from hub_roster.store.database import Database
from hub_roster.store.hub_files import FileVersion, NotThere
from hub_roster.store.rosters import Version
from hub_roster.store.scope import WHOLE, ScopedSession


class Did(StrEnum):
    """What was done."""

    SIGNED_IN = "signed in"
    SIGNED_OUT = "signed out"
    LOCKED = "sign-in locked"
    MADE_ACCOUNT = "made an account"
    CHANGED_PASSWORD = "changed a password"
    CLOSED_ACCOUNT = "closed an account"
    OPENED_ACCOUNT = "opened an account"
    GAVE_ROLE = "gave a role"
    TOOK_ROLE = "took a role away"
    TIED_PERSON = "tied an account to a person"
    UNTIED_PERSON = "untied an account"
    TIED_IDENTITY = "tied an account to the council's sign-in"
    UNTIED_IDENTITY = "untied an account from it"
    ENDED_PASSWORD = "took a password away"
    MADE_PASSWORD_LINK = "gave a link to choose a password"
    RENAMED_ACCOUNT = "renamed an account"
    MADE_KEY = "made a key"
    REVOKED_KEY = "revoked a key"
    IMPORTED = "imported a hub's file"
    DRAFTED = "asked for a draft"
    STOPPED_DRAFT = "stopped a draft"
    GAVE_UP_DRAFT = "gave a draft up"
    EDITED = "edited a roster"
    FIXED = "fixed work by hand"
    RELEASED = "released work fixed by hand"
    OFFERED = "offered work"
    ANSWERED = "answered an offer"
    PUBLISHED = "published a roster"
    SIGNED_OFF = "signed off a safety need"
    RECORDED = "recorded what was worked"
    HELD = "held records"
    LIFTED_HOLD = "lifted a hold on records"
    CHANGED_RECORDS_POLICY = "changed the policy on records"
    REQUESTED_LEAVE = "requested leave"
    DECIDED_LEAVE = "decided on leave"
    CLOSED_LEAVE = "changed closing dates of leave"
    CHANGED_FEED = "changed a calendar"
    CHANGED_WEBHOOK = "changed a webhook"
    CHANGED_CONTACT = "changed how to be told"
    LOOKED = "looked at a young person"
    LOOKED_CLOSER = "looked at restricted detail"
    LOOKED_AT_DETAIL = "looked at an audit detail"
    WHO_WAS_ON = "asked who was on"
    EXPORTED = "exported"
    ERASED = "erased details"
    ERASED_RECORDS = "erased records"
    BACKED_UP = "made a backup"
    RESTORED = "restored a backup"


class Detail(BaseModel):
    """What may be known of an entry until retention erases it.

    Attributes
    ----------
    young_people
        Codes: nowhere else in the log may they stand.
    people
        Keys of those who work.
    accounts
        Accounts or keys of systems it was done to.
    words
        What changed, or what was exported.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    young_people: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    accounts: tuple[UUID, ...] = ()
    words: str = ""


# Writing it down ----------------------------------------------------------------------------------


def record(
    session: ScopedSession,
    actor: str,
    did: Did,
    at: datetime,
    *,
    file_id: UUID | None = None,
    subject: str = "",
    detail: Detail | None = None,
) -> int:
    """Write down what is done in a transaction, as the last thing in it; gives the entry's number.

    Nobody else can write anything down from here until the transaction ends. If it does not come to its end,
    neither does the entry.

    Parameters
    ----------
    session
        One that writes, of any scope.
    actor
        `Caller.actor`.
    subject
        In codes, such as `roster_subject` gives; never a young person's.
    """
    content = canonical((detail or Detail()).model_dump(mode="json"))
    return AuditLog(session).add(Deed(at, actor, did, file_id, subject), content).number


def looked(
    session: ScopedSession,
    caller: Caller,
    file_id: UUID,
    young_people: Iterable[str],
    at: datetime,
    *,
    at_what: str = "",
    where: str = "",
) -> int:
    """Write down that somebody looked at young people.

    Parameters
    ----------
    at_what
        Where they stood, in words without a code, such as "roster with lines".
    where
        The address that was asked; it stands in the detail, as an address may be made of a code.
    """
    codes = tuple(sorted(set(young_people)))
    subject = "a young person" if len(codes) == 1 else f"{len(codes)} young people"
    subject = f"{subject}: {at_what}" if at_what else subject
    return record(
        session,
        caller.actor,
        Did.LOOKED,
        at,
        file_id=file_id,
        subject=subject,
        detail=Detail(young_people=codes, words=where),
    )


def exported(
    session: ScopedSession,
    caller: Caller,
    file_id: UUID,
    what: str,
    at: datetime,
    young_people: Iterable[str] = (),
) -> int:
    """Write down that somebody took data out: what, in the codes of a subject, and who is in it."""
    detail = Detail(young_people=tuple(sorted(set(young_people))))
    return record(session, caller.actor, Did.EXPORTED, at, file_id=file_id, subject=what, detail=detail)


def roster_subject(version: Version) -> str:
    """Call a version of a roster what the log calls it: "roster 3 of 2 Feb 2026"."""
    day = version.first_day
    return f"roster {version.number} of {day.day} {day:%b %Y}"


def entries_subject(numbers: Sequence[int]) -> str:
    """Call some entries of the log itself, in order, what the log calls them: "entries 1-3, 7"."""
    runs = [list(run) for _, run in groupby(enumerate(numbers), lambda pair: pair[1] - pair[0])]
    spans = [(run[0][1], run[-1][1]) for run in runs]
    return "entries " + ", ".join(f"{a}" if a == b else f"{a}-{b}" for a, b in spans)


def file_subject(version: FileVersion) -> str:
    """Call a version of a hub's file what the log calls it."""
    return f"version {version.number} of the hub's file"


# Reading it ---------------------------------------------------------------------------------------


def entries(
    database: Database, caller: Caller, file_id: UUID, before: int | None = None, most: int = 100
) -> list[Link]:
    """Give what was done in a hub's file, the latest first, without details.

    Raises
    ------
    NotAllowed, NotThere
        If the caller may not see it.
    """
    caller.require(Action.SEE_AUDIT, file_id)
    with database.reading(WHOLE) as session:
        return AuditLog(session).listed(file_id, before, most)


def detail_of(database: Database, caller: Caller, file_id: UUID, number: int, at: datetime) -> Detail | None:
    """Give the detail of an entry in a hub's file; None once it is erased. To look is written down too.

    Raises
    ------
    NotAllowed, NotThere
        If the caller may not see it, or there is no such entry of that file.
    """
    caller.require(Action.SEE_AUDIT, file_id)
    return _detail(database, caller, file_id, number, at)


def service_entries(
    database: Database, caller: Caller, before: int | None = None, most: int = 100
) -> list[Link]:
    """Give what was done in the whole service, the latest first: of hubs, nothing but that something was.

    Raises
    ------
    NotAllowed
        If the caller does not run the service.
    """
    caller.require(Action.RUN_SERVICE, None)
    with database.reading(WHOLE) as session:
        return [_without_a_hub(link) for link in AuditLog(session).listed(None, before, most)]


def _without_a_hub(link: Link) -> Link:
    return link if link.deed.file_id is None else replace(link, deed=replace(link.deed, subject=""))


def service_detail_of(database: Database, caller: Caller, number: int, at: datetime) -> Detail | None:
    """Give the detail of an entry that concerns no hub; None once it is erased. To look is written down too.

    Raises
    ------
    NotAllowed, NotThere
        If the caller does not run the service, or there is no such entry.
    """
    caller.require(Action.RUN_SERVICE, None)
    return _detail(database, caller, None, number, at)


def _detail(
    database: Database, caller: Caller, file_id: UUID | None, number: int, at: datetime
) -> Detail | None:
    with database.writing(WHOLE) as session:
        link, kept = AuditLog(session).entry(number)
        if link.deed.file_id != file_id:
            raise NotThere
        record(session, caller.actor, Did.LOOKED_AT_DETAIL, at, file_id=file_id, subject=f"entry {number}")
        return None if kept.content is None else Detail.model_validate_json(kept.content)


def actors_named(database: Database, actors: Iterable[str]) -> Mapping[str, str]:
    """Give what those who did something are called by now, by what the log calls them, where they are known.

    For whoever may read the entries they stand in.
    """
    ids: dict[str, dict[UUID, str]] = {kind: {} for kind in CallerKind}
    for actor in actors:
        kind, _, written = actor.partition(" ")
        if written and kind in ids:
            ids[kind][UUID(written)] = actor
    accounts, keys = ids[CallerKind.ACCOUNT], ids[CallerKind.KEY]
    with database.reading(WHOLE) as session:
        named = {accounts[each]: name for each, name in Accounts(session).display_names(accounts).items()}
        return named | {keys[each]: name for each, name in ApiKeys(session).names(keys).items()}


# Erasing details ----------------------------------------------------------------------------------


def erase_detail(session: ScopedSession, actor: str, numbers: Sequence[int], at: datetime) -> list[int]:
    """Erase the details of entries, write down of which, and give those; in the service's own scope."""
    erased = AuditLog(session).erase(sorted(set(numbers)), at)
    if erased:
        record(session, actor, Did.ERASED, at, subject=entries_subject(erased))
    return erased
