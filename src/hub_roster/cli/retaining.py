"""`hub-roster retention`: what is past its time erased now, or only said."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Annotated

import typer

from hub_roster.cli.database_meant import database_meant, refusals
from hub_roster.cli.screen import heading, item, say
from hub_roster.cli.words import counted as number_of
from hub_roster.cli.words import day_figures
from hub_roster.service.drafts.dispatching import now
from hub_roster.service.retention.sweeping import Sweeping, Swept, counted, foresee, sweep


def retention(
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would be erased, and what holds keep; erase nothing.")
    ] = False,
) -> None:
    """Erase what is past its time by each hub's policy on records, as the service does of itself daily."""
    with refusals():
        database = database_meant()
        found = foresee(database, now()) if dry_run else sweep(database, now())
    _show(found, "would be erased" if dry_run else "erased")


def _show(found: Sweeping, done: str) -> None:
    details = dict(found.details)
    for hub in found.hubs:
        heading(f"{hub.name} ({hub.file_id})")
        _show_hub(hub, details.pop(hub.file_id, 0), done)
    if others := sum(details.values()):
        heading("Of no hub")
        item(f"{_details(others)} {done}")
    if not found.hubs:
        say("There is no hub here.")


def _show_hub(hub: Swept, details: int, done: str) -> None:
    if not hub.counts and not details:
        item(f"nothing {done}")
    if hub.counts:
        item(f"{done}: {counted(hub.counts)}")
    if hub.weeks:
        item(f"{number_of(len(hub.weeks), 'week')} of it whole: {_span(hub.weeks)}")
    if details:
        item(f"{_details(details)} {done}")
    for hold, weeks in hub.held:
        item(f"kept by the hold '{hold.label}': {number_of(len(weeks), 'week')}, {_span(weeks)}")


def _details(number: int) -> str:
    return number_of(number, "detail of the audit log", "details of the audit log")


def _span(weeks: Sequence[date]) -> str:
    first, last = day_figures(weeks[0]), day_figures(weeks[-1])
    return f"that of {first}" if first == last else f"those of {first} to {last}"
