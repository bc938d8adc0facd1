"""`hub-roster template`: a blank workbook to fill in by hand."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Annotated
from uuid import uuid4

import typer

from hub_roster.cli.inputs import ready_for, refusals, still_free
from hub_roster.cli.screen import name_file
from hub_roster.domain.checks_fault import in_words
from hub_roster.domain.clock import monday_of
from hub_roster.exchange.template import restrictions_template, template_of, write_template

WEEK = timedelta(days=7)


def template(
    out: Annotated[Path, typer.Option(metavar="FILE", help="Where the blank workbook goes, .xlsx.")],
    week: Annotated[
        datetime | None,
        typer.Option(
            metavar="DATE",
            formats=["%d/%m/%Y", "%Y-%m-%d"],
            help="The Monday the first roster starts on, such as 30/11/2026; next Monday if not given.",
        ),
    ] = None,
    only_restrictions: Annotated[
        bool,
        typer.Option(
            "--only-restrictions",
            help="Write the second workbook instead, for restrictions, views and the like alone.",
        ),
    ] = False,
) -> None:
    """Write a blank workbook to fill in by hand, with notes, drop-downs and examples."""
    first = first_monday(week.date() if week else None)
    with refusals():
        ready_for(out, ".xlsx")
        still_free(out)
        write_template(restrictions_template() if only_restrictions else template_of(uuid4(), first), out)
    name_file(f"{out} is ready to fill in: begin with its sheet Start here.")


def first_monday(asked: date | None) -> date:
    """Give the Monday asked for, or the one that comes next."""
    if asked is None:
        return monday_of(date.today()) + WEEK
    if asked != monday_of(asked):
        raise typer.BadParameter(
            f"{in_words(asked)} is not a Monday, such as {in_words(monday_of(asked))}.",
            param_hint="'--week'",
        )
    return asked
