"""`hub-roster add-account` and `hub-roster audit`: what whoever has the service's machine sees to."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path
from typing import Annotated
from uuid import UUID

import typer

from hub_roster.cli.database_meant import UNUSABLE, database_meant, refusals
from hub_roster.cli.inputs import REFUSED
from hub_roster.cli.screen import tell
from hub_roster.cli.words import counted
from hub_roster.service.access.accounts import UnfitAccount, give_role, make_account
from hub_roster.service.access.caller import SERVICE
from hub_roster.service.access.entrance import Entrance
from hub_roster.service.access.passwords import UnfitPassword
from hub_roster.service.audit_chain import head, verify
from hub_roster.service.drafts.dispatching import now
from hub_roster.store.accounts import Grant, NameTaken
from hub_roster.store.hub_files import HubFiles, NotThere
from hub_roster.store.reaching import named
from hub_roster.store.scope import WHOLE
from hub_roster.store.tables import Role

CHANGED = 1
"""Exit code where the audit log is not as it was written."""

audit = typer.Typer(help="The audit log.", no_args_is_help=True)


def add_account(
    name: Annotated[str, typer.Argument(metavar="ADDRESS", help="The e-mail address they sign in with.")],
    shown_as: Annotated[str, typer.Option(help="The name others see.")],
    role: Annotated[Role, typer.Option(help="What they may do.")],
    hub: Annotated[UUID | None, typer.Option(help="In which hub's file; for an administrator none.")] = None,
    password_file: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Read the password from a file instead of asking.")
    ] = None,
) -> None:
    """Make an account with a role: the first one of a service is its administrator's."""
    try:
        grant = Grant(role, hub)
        password = _password(password_file)
        database = database_meant(may_make=True)
        entrance = Entrance.of(database, now())
        if hub is not None:
            with database.reading(WHOLE) as session:
                HubFiles(session).newest(hub)
        account = asyncio.run(make_account(entrance, SERVICE, name, shown_as, password, at=now()))
        give_role(entrance, SERVICE, account.id, grant, at=now())
    except NotThere:
        tell(f"There is no hub {hub} here: import its workbook first.")
    except (
        *UNUSABLE,
        UnfitAccount,
        UnfitPassword,
        NameTaken,
        ValueError,
    ) as error:
        tell(str(error))
    else:
        tell(f"{name} can sign in as {role}. The database is {named(database)}.")
        return
    raise typer.Exit(REFUSED)


def _password(file: Path | None) -> str:
    if file is None and not sys.stdin.isatty():
        # One line, as from a program or a pipe: there is nobody to ask.
        if given := sys.stdin.readline().rstrip("\r\n"):
            return given
        raise ValueError(
            "No password was given: there is no terminal to ask at. Name a file with it in --password-file."
        )
    if file is None:
        asked: str = typer.prompt("Password", hide_input=True, confirmation_prompt=True)
        return asked
    try:
        return file.read_text(encoding="utf-8").rstrip("\r\n")
    except (OSError, UnicodeDecodeError):
        raise ValueError(f"{file}: no password could be read from it.") from None


@audit.command("verify")
def verify_audit() -> None:
    """Say whether the audit log is as it was written; exit code 1 where it is not."""
    with refusals():
        database = database_meant()
        tell(f"The database is {named(database)}.")
        faults = verify(database)
    for fault in faults:
        tell(fault.message)
    if faults:
        raise typer.Exit(CHANGED)
    last = head(database)
    tell(f"{counted(last.number, 'entry', 'entries')}, all as written. The last: {last.hash}")
