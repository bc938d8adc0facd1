"""Arguments and options that several commands share."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from hub_roster.exchange.calendars import Privacy

HubFile = Annotated[Path, typer.Argument(metavar="HUB", help="The hub's file, .xlsx or .json.")]
Restrictions = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE",
        help="A second workbook with Restrictions, Views, Kept apart and the like, for fewer people to open.",
    ),
]
PasswordFile = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE",
        help="A file with the passwords of protected workbooks, one a line; else they are asked for.",
    ),
]
RosterFile = Annotated[Path, typer.Argument(metavar="ROSTER", help="A roster that draft wrote, .json.")]
From = Annotated[
    datetime | None,
    typer.Option(
        "--from",
        metavar="DATE",
        formats=["%d/%m/%Y", "%Y-%m-%d"],
        help="The Monday the period starts on, such as 30/11/2026, if not the one in the hub's file.",
    ),
]
Weeks = Annotated[
    int | None, typer.Option(min=1, max=26, help="Weeks of the period, if not as many as in the hub's file.")
]
After = Annotated[
    list[Path] | None,
    typer.Option(
        metavar="ROSTER",
        help="The roster of the time before: its hours, contacts and last duties count. "
        "Give it again for earlier ones, the earliest first.",
    ),
]
PersonalNeeds = Annotated[
    bool,
    typer.Option(
        "--personal-needs",
        help="Name the people whom recorded personal needs keep from tasks, for who may know.",
    ),
]
Json = Annotated[bool, typer.Option("--json", help="Write one JSON object to standard output, nothing else.")]


class Told(StrEnum):
    """How much a person's calendar says of each duty."""

    BUSY = "busy"
    POST = "post"
    FULL = "full"

    @property
    def privacy(self) -> Privacy:
        """Give it as the calendars know it."""
        return {Told.BUSY: Privacy.BUSY_ONLY, Told.POST: Privacy.POST_ONLY, Told.FULL: Privacy.FULL}[self]
