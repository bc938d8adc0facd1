"""Who was on, as a sheet to print: in charge, on shift, on call, who lived there, and by which records."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime

from hub_roster.domain.clock import LONDON, monday_of
from hub_roster.domain.leading import Leads
from hub_roster.domain.roster import RosterStatus
from hub_roster.exchange.record_sheets import (
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
from hub_roster.exchange.roster_week import capital, long_day
from hub_roster.exchange.typeset import record_sheet
from hub_roster.exchange.who_was_on import Issued, Named, Seat, Sides, WeekOnRecord, WhoWasOn

NOT_ON = "Not on"
NOT_RECORDED = "Not recorded"

IS = {
    RosterStatus.PUBLISHED: "published",
    RosterStatus.AMENDED: "published with changes",
    RosterStatus.WORKED: "recorded",
}


def who_was_on_pdf(found: WhoWasOn) -> bytes:
    """Give who was on as an accessible PDF (PDF/UA-1)."""
    return record_sheet(sheet_of(found))


def sheet_of(found: WhoWasOn) -> Sheet:
    """Give who was on as what is printed."""
    return Sheet(
        title=f"Who was on at {found.home}",
        about=(asked_words(found), found.hub),
        foot=f"{found.home}. Made by {found.asked_by}, {moment_words(found.asked_at)}. Confidential.",
        blocks=tuple(_blocks(found)),
    )


def asked_words(found: WhoWasOn) -> str:
    """Give the instant or the span that was asked about."""
    if found.until is None:
        return moment_words(found.since)
    return f"{moment_words(found.since)} to {moment_words(found.until)}"


def _blocks(found: WhoWasOn) -> Iterator[Block]:
    for note in found.notes:
        yield Paragraph(words=note, weight=Weight.STRONG)
    yield from _in_charge(found)
    yield Heading(words="On shift")
    if found.people:
        yield _on_shift(found)
    else:
        yield Paragraph(words="Nobody was on a shift in the home, by any record there is.")
    yield Heading(words="On call")
    yield from _on_call(found)
    yield Heading(words="Young people who lived here")
    yield from _young_people(found)
    yield Heading(words="By which records")
    yield _records(found.weeks)
    yield Paragraph(words=SOURCE, weight=Weight.SOFT)


SOURCE = (
    "Children\u2019s Homes (England) Regulations 2015, Schedule 4, paragraph 3: a copy of the staff duty "
    "roster, and a record of the actual rosters worked. Neither is ever changed: what follows stands beside."
)


# On shift -----------------------------------------------------------------------------------------


def _on_shift(found: WhoWasOn) -> Table:
    worked = {week.first_day for week in found.weeks if week.worked is not None}
    return _side_by_side(
        found,
        ("Name", "Shift"),
        (
            (
                _who(each.who),
                named(capital(each.shift), long_day(each.shift_day), _awake(each.asleep)),
                *_on_sides(each.sides, recorded=monday_of(each.shift_day) in worked),
            )
            for each in found.people
        ),
    )


def _in_charge(found: WhoWasOn) -> Iterator[Block]:
    """Say who was in charge: as worked where that is recorded, else as it was planned."""
    recorded = any(each.sides.worked is not None for each in found.people)
    on = [(each.who, each.sides.worked if recorded else each.sides.planned) for each in found.people]
    how = "as worked" if recorded else "as planned"
    for leads, words in ((Leads.LEADER, "In charge"), (Leads.MAY_LEAD, "May be in charge")):
        who = dict.fromkeys(each.name or each.key for each, seat in on if seat and seat.leads is leads)
        if who:
            yield Paragraph(words=f"{words}, {how}: {', '.join(who)}.", weight=Weight.STRONG)
    if found.people and not any(seat is not None and seat.leads is not None for _, seat in on):
        yield Paragraph(words=f"Nobody on shift could be in charge, {how}.", weight=Weight.WARNING)


def _side_by_side(found: WhoWasOn, heads: tuple[str, ...], rows: Iterable[tuple[Cell, ...]]) -> Table:
    """Give rows that end with what each record says; the roster published last only where it is another."""
    changed = any(week.changed_since for week in found.weeks)
    heads = (*heads, "Planned, as known then", "Planned last", "Worked")
    keep = [k for k in range(len(heads)) if changed or k != len(heads) - 2]
    return Table(
        heads=tuple(heads[k] for k in keep),
        widths=tuple(1.4 if k == 0 else 1.0 for k in keep),
        rows=tuple(tuple(row[k] for k in keep) for row in rows),
    )


def _on_sides(sides: Sides, *, recorded: bool) -> tuple[Cell, ...]:
    worked = _on(sides.worked) if recorded else cell(NOT_RECORDED, weight=Weight.WARNING)
    return _on(sides.planned), _on(sides.planned_last), worked


def _awake(asleep: bool | None) -> str:
    return "" if asleep is None else "Asleep in the home (sleep-in)" if asleep else "Awake"


def _on(seat: Seat | None) -> Cell:
    if seat is None:
        return cell(NOT_ON, weight=Weight.SOFT)
    in_charge = {Leads.LEADER: "In charge", Leads.MAY_LEAD: "May be in charge"}
    lines = cell(span_words(seat.start, seat.end))
    if seat.leads is not None:
        lines += cell(in_charge[seat.leads], weight=Weight.STRONG)
    return lines if seat.agreed else (*lines, Line(words="Had not agreed yet", weight=Weight.WARNING))


def _who(person: Named) -> Cell:
    terms = ", ".join(filter(None, (person.role, person.employment or "")))
    return named(person.name or person.key, terms, _employer(person), person.key if person.name else "")


def _employer(person: Named) -> str:
    return f"Employer: {person.employer}" if person.employer else ""


# On call, and who lived there -----------------------------------------------------------------------


def _on_call(found: WhoWasOn) -> Iterator[Block]:
    if not found.on_call:
        yield Paragraph(words="Nobody was on call for the home, by any record there is.")
        return
    recorded = any(each.sides.worked is not None for each in found.on_call)
    rows = ((_who(each.who), *_on_sides(each.sides, recorded=recorded)) for each in found.on_call)
    yield _side_by_side(found, ("Name",), rows)


def _young_people(found: WhoWasOn) -> Iterator[Block]:
    if not found.young_people:
        yield Paragraph(words="No young person lived in the home, by the hub\u2019s file.")
    for known, words in KNOWN.items():
        called = [each.called for each in found.young_people if (each.known_then, each.known_now) == known]
        if called:
            yield Paragraph(words=f"{words}{', '.join(called)}.")


KNOWN = {
    (True, True): "",
    (True, False): "By the hub\u2019s file as it was then, and no more by today\u2019s: ",
    (False, True): "By today\u2019s file of the hub, and not yet by that of the time: ",
}


# By which records -----------------------------------------------------------------------------------


def _records(weeks: Iterable[WeekOnRecord]) -> Table:
    return Table(
        heads=("Week of", "Planned, as known then", "Planned last", "Worked"),
        widths=(2.0, 2.6, 2.6, 2.6),
        rows=tuple(
            (
                named(long_day(week.first_day)),
                _issued(week.planned, "Nothing was published"),
                _issued(week.planned_last, "Nothing was published"),
                _issued(week.worked, NOT_RECORDED),
            )
            for week in weeks
        ),
    )


def _issued(version: Issued | None, nothing: str) -> Cell:
    if version is None:
        return cell(nothing, weight=Weight.WARNING)
    said = f"Version {version.number}, {IS[version.status]}"
    return cell(said, moment_words(version.at), f"by {version.by}")


def notes_of(weeks: Iterable[WeekOnRecord], known_at: datetime) -> Iterator[str]:
    """Say what to know of the records before trusting them."""
    for week in weeks:
        monday = f"the week of {long_day(week.first_day)}"
        if week.planned is None:
            yield f"No roster of {monday} had been published by {moment_words(known_at)}."
        for version in week.changed_since:
            yield (
                f"The roster of {monday} was {IS[version.status]} after that: "
                f"version {version.number}, on {moment_words(version.at)}, by {version.by}."
            )
        if week.worked is None:
            yield f"What was worked in {monday} is not recorded."


# Times ----------------------------------------------------------------------------------------------


def moment_words(moment: datetime) -> str:
    """Give a moment such as "Monday 5 October 2026, 20:15 BST", which no clock change makes doubtful."""
    local = moment.astimezone(LONDON)
    return f"{long_day(local.date())}, {local:%H:%M %Z}"


def span_words(start: datetime, end: datetime) -> str:
    """Give a span such as "15:00 to 23:00", with the day of its end where that is another."""
    begin, finish = start.astimezone(LONDON), end.astimezone(LONDON)
    until = f"{finish:%H:%M}" if begin.date() == finish.date() else f"{finish:%H:%M} on {_day(finish.date())}"
    return f"{begin:%H:%M} to {until}"


def _day(day: date) -> str:
    return f"{day:%a} {day.day} {day:%b}"
