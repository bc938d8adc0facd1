"""Continuity for people to read: young people by code, whoever is furthest from what they are owed first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich import box
from rich.measure import Measurement
from rich.table import Table

from hub_roster.cli.screen import heading, item, name_command, out, say
from hub_roster.cli.why import Why
from hub_roster.cli.words import counted, percent
from hub_roster.continuity.apart import Apart
from hub_roster.continuity.families import AdultsWorker, FamilyContinuity
from hub_roster.continuity.fulfilment import Fulfilment
from hub_roster.continuity.measures import Index
from hub_roster.continuity.owed import Owed
from hub_roster.continuity.report import YoungPersonContinuity, ranked, summary

FEW = 6
"""Young people shown where the report is one part of many."""

ANY_WIDTH = 1000
"""Columns no table of these needs."""

GAPS = (1, 0)
"""Blanks beside each column of a table: narrower where it would not fit otherwise."""

EXPLAINED: dict[Apart, str] = {
    Apart.CUSTODY: "most of the period is in custody",
    Apart.HOSPITAL: "most of the period is in hospital",
    Apart.FORMER: "moved on, and stays in touch",
    Apart.REFUSALS: "in the four weeks before, more visits were tried and declined than made",
    Apart.NOTHING_OWED: "no visit is asked for, and no time in a home of the hub",
    Apart.TOO_FEW: "fewer than four contacts in the four weeks before and this period, none left out",
}
"""Why each group is not ranked with the others."""


def show_continuity(
    rows: Sequence[YoungPersonContinuity], most: int | None = None, *, why: Why | None = None
) -> None:
    """Write how the young people who are ranked fare; `most` of them, or all; with `why`, how to see all."""
    heading("Continuity, whoever is furthest from what they are owed first")
    worst_first = ranked(rows)
    if not worst_first:
        say("No young person is ranked in this period.")
    else:
        say(_summary_words(worst_first))
        _show_rows(worst_first[:most])
    if most is not None:
        left = sum(not row.is_adult for row in rows) - len(worst_first[:most])
        if left > 0:
            say(f"  and {left} more.")
            if why is not None:
                name_command("All:", why.continuity())


def show_apart(rows: Iterable[YoungPersonContinuity]) -> None:
    """Write those who are shown apart, group by group."""
    young = [row for row in rows if not row.is_adult]
    groups = {group: [row for row in young if row.apart is group] for group in Apart}
    if not any(groups.values()):
        return
    heading("Shown apart: not ranked with the others")
    for group, members in groups.items():
        if members:
            out.print()
            say(f"{group.capitalize()} ({len(members)}): {EXPLAINED[group]}.")
            _show_rows(members)


def show_families(families: Sequence[FamilyContinuity], rows: Iterable[YoungPersonContinuity]) -> None:
    """Write each family's own row, then the adults of families."""
    if not families:
        return
    heading("Families, whoever is furthest from what they are owed first")
    _show("family", OF_FAMILIES, map(_family_cells, families))
    adults = [row for row in rows if row.is_adult]
    if adults:
        heading("Adults of families")
        _show_rows(adults)


# Tables -------------------------------------------------------------------------------------------


def _show_rows(rows: Iterable[YoungPersonContinuity]) -> None:
    _show("code", COLUMNS, (_cells(row) for row in rows))


def _show(first: str, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Write a table, or where the screen is too narrow for one, each row as a point of a list.

    A code is never split: no other page has half of it.
    """
    listed = [tuple(row) for row in rows]
    tables = (_table(first, columns, listed, gap) for gap in GAPS)
    table = next((table for table in tables if _width(table) <= out.width), None)
    if table is not None:
        out.print(table)
        return
    titles = [" ".join(column.split()) for column in columns]
    for code, *cells in listed:
        item(f"{code}: {'; '.join(f'{title} {cell}' for title, cell in zip(titles, cells, strict=True))}")


def _table(first: str, columns: Sequence[str], rows: Iterable[Sequence[str]], gap: int) -> Table:
    table = Table(box=box.HORIZONTALS, padding=(0, gap, 0, 0), pad_edge=False)
    table.add_column(first, no_wrap=True, min_width=9)
    for title in columns:
        table.add_column(title, justify="right", no_wrap=True)
    for row in rows:
        table.add_row(*row)
    return table


def _width(table: Table) -> int:
    """Give the columns a screen needs to show a table whole."""
    return Measurement.get(out, out.options.update(width=ANY_WIDTH), table).maximum


OWED = ("familiar\ntime", "time\nowed", "not\nmet", "plan,\n4 weeks")
COLUMNS = (*OWED, "sees key\nworker", "longest\ngap", "new\nfaces", "adults,\n14 days")
OF_FAMILIES = (*OWED, "by own\nworkers", "adults,\n14 days", "parents keep\ntheir worker")


def _cells(row: YoungPersonContinuity) -> list[str]:
    return [
        row.young_person,
        *_owed_cells(row.owed),
        plan_words(row.plan_before),
        _seen_words(row),
        _gap(row),
        str(len(row.new_faces)),
        str(row.distinct_adults),
    ]


def _family_cells(family: FamilyContinuity) -> list[str]:
    return [
        family.family,
        *_owed_cells(family.owed),
        plan_words(family.plan_before),
        share_words(family.by_own_workers),
        str(family.distinct_adults),
        _kept_words(family.adults_workers),
    ]


def _owed_cells(owed: Owed) -> list[str]:
    share = owed.familiar_share
    return [
        "-" if share is None else percent(share),
        hours(owed.demanded_minutes),
        hours(owed.unmet_minutes),
    ]


# Words --------------------------------------------------------------------------------------------


def hours(minutes: int) -> str:
    """Give minutes as hours such as 1.5 h; a dash for none."""
    return f"{minutes / 60:.1f} h" if minutes > 0 else "-"


def plan_words(fulfilment: Fulfilment) -> str:
    """Give the share of the time agreed and not declined that was met; a dash where nothing is on record."""
    kept = fulfilment.minutes.kept
    return "-" if kept is None else percent(kept)


def share_words(index: Index) -> str:
    """Give a share with its n: "75 % of 8"."""
    return "-" if index.value is None else f"{percent(index.value)} of {index.n}"


def _seen_words(row: YoungPersonContinuity) -> str:
    if row.key_worker.key_worker is None:
        return "unnamed"
    days = row.key_worker.days
    if len(days) == 1:
        return f"{days[0]:%a} {days[0].day}"
    return f"{len(days)} days" if days else "not seen"


def _gap(row: YoungPersonContinuity) -> str:
    gap = row.key_worker.longest_gap_days
    return "-" if gap is None else counted(gap, "day")


def _kept_words(workers: Sequence[AdultsWorker]) -> str:
    told = [worker.kept for worker in workers if worker.kept is not None]
    return f"{sum(told)} of {len(told)}" if told else "-"


def _summary_words(worst_first: Sequence[YoungPersonContinuity]) -> str:
    whole = summary(worst_first)
    named = [row for row in worst_first if row.key_worker.key_worker is not None]
    seen = sum(bool(row.key_worker.days) for row in named)
    least, tenth, mean = (percent(share or 0.0) for share in (whole.minimum, whole.lowest_tenth, whole.mean))
    everyone = counted(whole.young_people, "young person", "young people")
    return (
        f"Of the time they are owed, the worst off of {everyone} has {least} with adults who know "
        f"them, the worst-off tenth {tenth}, all of them together {mean}. "
        f"{seen} of {len(named)} see their key worker."
    )
