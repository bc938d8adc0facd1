"""Continuity for people to read: young people by code, whoever is furthest from what they are owed first."""

from __future__ import annotations

from collections.abc import Sequence

from rich import box
from rich.table import Table

from hub_roster.cli.screen import heading, out, say
from hub_roster.cli.words import counted, day_words, percent
from hub_roster.continuity.report import YoungPersonContinuity, summary

FEW = 6
"""Young people shown where the report is one part of many."""


def show_continuity(rows: Sequence[YoungPersonContinuity], most: int | None = None) -> None:
    """Write a continuity report; `most` young people, or all."""
    heading("Continuity, whoever is furthest from what they are owed first")
    whole = summary(rows)
    if not whole.young_people:
        say("No young person is owed anything in this period.")
        return
    table = Table(box=box.HORIZONTALS, padding=(0, 1, 0, 0), pad_edge=False)
    table.add_column("young\nperson")
    for title in ("with who\nknows them", "time\nowed", "not\nmet", "key worker\nseen", "longest\ngap"):
        table.add_column(title, justify="right")
    for title in ("new\nfaces", "adults in\n14 days"):
        table.add_column(title, justify="right")
    for row in rows[:most]:
        table.add_row(*_cells(row))
    out.print(table)
    if most is not None and len(rows) > most:
        say(f"The other {len(rows) - most}: hub-roster continuity.")
    say(_summary_words(rows))


def _cells(row: YoungPersonContinuity) -> list[str]:
    owed = row.owed
    share = owed.familiar_share
    unmet = owed.demanded_minutes - owed.met_minutes
    return [
        row.young_person,
        "-" if share is None else percent(share),
        _hours(owed.demanded_minutes),
        _hours(unmet),
        _seen(row),
        _gap(row),
        str(len(row.new_faces)),
        str(row.distinct_adults),
    ]


def _hours(minutes: int) -> str:
    return f"{minutes / 60:.1f} h" if minutes > 0 else "-"


def _seen(row: YoungPersonContinuity) -> str:
    if row.key_worker.key_worker is None:
        return "none named"
    days = row.key_worker.days
    if len(days) == 1:
        return day_words(days[0])
    return f"{len(days)} days" if days else "not seen"


def _gap(row: YoungPersonContinuity) -> str:
    gap = row.key_worker.longest_gap_days
    return "-" if gap is None else counted(gap, "day")


def _summary_words(rows: Sequence[YoungPersonContinuity]) -> str:
    whole = summary(rows)
    ranked = [row for row in rows if row.owed.familiar_share is not None]
    named = [row for row in ranked if row.key_worker.key_worker is not None]
    seen = sum(bool(row.key_worker.days) for row in named)
    shares = [percent(share or 0.0) for share in (whole.minimum, whole.lowest_tenth, whole.mean)]
    return (
        f"Of the time they are owed, {counted(whole.young_people, 'young person', 'young people')} have "
        f"{shares[2]} with adults who know them; the worst-off tenth have {shares[1]}, the worst off "
        f"{shares[0]}. {seen} of {len(named)} see their key worker."
    )
