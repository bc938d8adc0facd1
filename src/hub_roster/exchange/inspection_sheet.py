"""The inspector's pack as a sheet to print: one document, its pages numbered, so that none goes missing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from hub_roster.domain.people import CHECKS
from hub_roster.exchange.inspection import InspectedWeek, Pack, ShiftOnRecord, StaffMember
from hub_roster.exchange.record_sheets import (
    Bar,
    Bars,
    Block,
    Cell,
    Heading,
    Line,
    Paragraph,
    Sheet,
    Table,
    Weight,
    cell,
    named,
)
from hub_roster.exchange.roster_week import capital, day_words, long_day
from hub_roster.exchange.typeset import record_sheet
from hub_roster.exchange.who_was_on import Issued, Named
from hub_roster.exchange.who_was_on_sheet import IS, NOT_RECORDED, SOURCE, moment_words

MOST_BARS = 27
NO_DATES = "no dates"


def inspection_pdf(pack: Pack) -> bytes:
    """Give the pack as an accessible PDF (PDF/UA-1)."""
    return record_sheet(sheet_of(pack))


def sheet_of(pack: Pack) -> Sheet:
    """Give the pack as what is printed."""
    span = f"{long_day(pack.first_day)} to {long_day(pack.last_day)}"
    return Sheet(
        title=f"Staffing of {pack.home}",
        about=(span, pack.hub),
        foot=f"{pack.home}, {span}. Made by {pack.made_by}, {moment_words(pack.made_at)}. Confidential.",
        blocks=tuple(_blocks(pack)),
    )


def _blocks(pack: Pack) -> Iterator[Block]:
    yield from _worked(pack)
    yield Heading(words="Agency and bank staff")
    yield from _agency(pack)
    yield Heading(words="Different adults with each young person")
    yield from _adults(pack)
    yield Heading(words="Safety needs signed off")
    yield from _signed_off(pack)
    yield Heading(words="Rosters given out")
    yield from _given_out(pack)
    yield Heading(words="Staff, with checks, qualifications and training", apart=True)
    yield _staff(pack)
    for k, week in enumerate(pack.weeks):
        yield Heading(words=f"Week of {long_day(week.first_day)}: planned and worked", apart=k % 2 == 0)
        yield from _week(week)
    yield Paragraph(words=SOURCE, weight=Weight.SOFT)


# Weeks without a record, agency, adults -------------------------------------------------------------


def _worked(pack: Pack) -> Iterator[Paragraph]:
    if not pack.unrecorded:
        yield Paragraph(words="What was worked is recorded for every week.", weight=Weight.STRONG)
        return
    days = ", ".join(f"{day.day} {day:%b %Y}" for day in pack.unrecorded)
    words = (
        f"What was worked is not recorded for {len(pack.unrecorded)} of {len(pack.weeks)} weeks, those of "
    )
    yield Paragraph(words=f"{words}{days}. Figures of those are as planned last.", weight=Weight.WARNING)


def _agency(pack: Pack) -> Iterator[Block]:
    shown = pack.agency[-MOST_BARS:]
    yield Bars(
        spoken="Share of hours by agency and bank staff, a bar for each week, with its figures beside it.",
        bars=tuple(
            Bar(
                label=f"{week.first_day.day} {week.first_day:%b %Y}",
                share=week.share,
                figure=(
                    f"{week.share:.0%}: {_hours(week.agency_minutes)} of {_hours(week.minutes)} h, "
                    f"{week.agency_seats} of {week.seats} seats{'' if week.is_worked else ', as planned'}"
                ),
            )
            for week in shown
        ),
    )
    minutes = sum(week.minutes for week in pack.agency)
    agency = sum(week.agency_minutes for week in pack.agency)
    seats, of_agency = (
        sum(week.seats for week in pack.agency),
        sum(week.agency_seats for week in pack.agency),
    )
    yield Paragraph(
        words=f"In all: {agency / minutes if minutes else 0:.0%} of hours "
        f"({_hours(agency)} of {_hours(minutes)} h), {of_agency} of {seats} seats, sleep-ins counted in full."
    )


def _hours(minutes: int) -> str:
    return f"{minutes / 60:,.1f}".removesuffix(".0")


def _adults(pack: Pack) -> Iterator[Block]:
    if not pack.adults:
        yield Paragraph(words="No young person lived in the home in these weeks.")
        return
    yield Paragraph(
        words="On shift while they lived in the home, by day or night, or on a visit or an escort with them."
    )
    yield Table(
        heads=("Young person", "In the whole period", "Most in one week"),
        widths=(2.0, 1.0, 1.0),
        rows=tuple(
            (named(each.called), cell(str(each.in_period)), cell(str(each.most_in_a_week)))
            for each in pack.adults
        ),
    )


# What was given out, and on whose word ---------------------------------------------------------------


def _signed_off(pack: Pack) -> Iterator[Block]:
    if not pack.signed_off:
        yield Paragraph(words="No roster went out with a safety need unmet.")
        return
    yield Table(
        heads=("Roster", "Signed off by", "What is done about it", "What was short in this home"),
        widths=(1.4, 1.0, 2.0, 2.4),
        rows=tuple(
            (
                named(
                    _week_of(each.version), f"Version {each.version.number}", moment_words(each.version.at)
                ),
                cell(each.by),
                cell(each.contingency),
                cell(*each.short) or cell("Nothing in this home", weight=Weight.SOFT),
            )
            for each in pack.signed_off
        ),
    )


def _given_out(pack: Pack) -> Iterator[Block]:
    yield Table(
        heads=("Week of", "Published, and changed since", "Worked"),
        widths=(1.2, 3.0, 2.0),
        rows=tuple(
            (
                named(long_day(week.first_day)),
                cell(*map(_issued, week.published)) or cell("Nothing was published", weight=Weight.WARNING),
                cell(_issued(week.worked)) if week.worked else cell(NOT_RECORDED, weight=Weight.WARNING),
            )
            for week in pack.weeks
        ),
    )


def _issued(version: Issued) -> str:
    return f"Version {version.number}, {IS[version.status]} {moment_words(version.at)}, by {version.by}"


def _week_of(version: Issued) -> str:
    return f"Week of {version.first_day.day} {version.first_day:%b %Y}"


# Staff ----------------------------------------------------------------------------------------------


def _staff(pack: Pack) -> Table:
    return Table(
        heads=("Name and post", "On shifts here", "Checks", "Qualifications and training", "Approved for"),
        widths=(2.0, 0.8, 1.4, 3.2, 2.2),
        rows=tuple(tuple(_member(each, pack)) for each in pack.staff),
    )


def _member(each: StaffMember, pack: Pack) -> Iterator[Cell]:
    terms = ", ".join(filter(None, (each.who.role, each.who.employment or "")))
    started = f"since {_date(each.started)}" if each.started else ""
    key = each.who.key if each.who.name else ""
    yield named(each.who.name or each.who.key, terms, key, started)
    yield cell(str(each.shifts))
    checks = [row for row in each.held if row.skill == CHECKS]
    yield tuple(_held("Complete", row.valid_from, row.valid_until, pack.last_day) for row in checks) or cell(
        "Not recorded", weight=Weight.WARNING
    )
    yield (
        *(
            _held(capital(row.skill), row.valid_from, row.valid_until, pack.last_day)
            for row in each.held
            if row.skill != CHECKS
        ),
        *(_induction(row.first_day, row.signed_off, row.signed_by) for row in each.inductions),
    )
    yield tuple(_held(row.called, row.valid_from, row.valid_until, pack.last_day) for row in each.approvals)


def _held(what: str, first: date | None, last: date | None, by: date) -> Line:
    dates = " ".join(
        filter(None, (f"from {_date(first)}" if first else "", f"until {_date(last)}" if last else ""))
    )
    if last is not None and last < by:
        return Line(words=f"{what}: ran out on {_date(last)}", weight=Weight.WARNING)
    return Line(words=f"{what} {dates}".strip())


def _induction(first: date, signed_off: date | None, by: str) -> Line:
    begun = f"Induction from {_date(first)}"
    if signed_off is None:
        return Line(words=f"{begun}, not signed off", weight=Weight.WARNING)
    return Line(words=f"{begun}, signed off {_date(signed_off)}{f' by {by}' if by else ''}")


def _date(day: date) -> str:
    return f"{day:%d/%m/%Y}"


# Planned and worked ---------------------------------------------------------------------------------


def _week(week: InspectedWeek) -> Iterator[Block]:
    if not week.shifts:
        yield Paragraph(words="Nothing is on record of this week.", weight=Weight.WARNING)
        return
    if week.worked is None:
        yield Paragraph(words="What was worked is not recorded: as planned last.", weight=Weight.WARNING)
    days = [week.first_day + timedelta(days=k) for k in range(7)]
    names = dict.fromkeys(shift.name for shift in week.shifts)
    on = {(shift.name, shift.day): shift for shift in week.shifts}
    yield Table(
        heads=("Shift", *map(day_words, days)),
        widths=(0.8, *(1.0 for _ in days)),
        rows=tuple((named(capital(name)), *(_on(on.get((name, day))) for day in days)) for name in names),
    )


def _on(shift: ShiftOnRecord | None) -> Cell:
    return () if shift is None else tuple(_lines(shift))


def _lines(shift: ShiftOnRecord) -> Iterator[Line]:
    """Give who was on, where that differs from what was planned in words, and what stayed empty."""
    worked = shift.planned if shift.worked is None else shift.worked
    keys, planned = {who.key for who in worked}, {who.key for who in shift.planned}
    for who in worked:
        if who.key in planned:
            yield Line(words=_called(who))
        else:
            yield Line(words=f"{_called(who)}: not planned", weight=Weight.STRONG)
    for who in shift.planned:
        if who.key not in keys:
            yield Line(words=f"{_called(who)}: did not work", weight=Weight.WARNING)
    if empty := shift.seats - len(keys):
        if not keys:
            yield Line(words="Nobody", weight=Weight.WARNING)
        elif empty > 0:
            yield Line(words=f"{empty} seat{'s' if empty > 1 else ''} empty", weight=Weight.WARNING)


def _called(who: Named) -> str:
    return who.name or who.key
