"""What changed between two versions of a hub's file, in a manager's words.

Views, restrictions, adjustments and the like are counted and never told, nor is what hints at ill health or
at a child's plan: whoever compares two files need not be among those who may know them.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from hub_roster.domain.checks_fault import in_words
from hub_roster.domain.checks_names import REFERENCES, THINGS
from hub_roster.domain.young_people import Stay
from hub_roster.exchange.cells import cell_of_value
from hub_roster.exchange.confidential import CONFIDENTIAL
from hub_roster.exchange.row_matching import key_fields, match
from hub_roster.exchange.sheets import SETTINGS_TITLE, settings, sheets

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from hub_roster.domain.model import Record
    from hub_roster.domain.people import Person
    from hub_roster.domain.problem import Problem
    from hub_roster.exchange.kinds import Shape
    from hub_roster.exchange.row_matching import Matched
    from hub_roster.exchange.sheets import Column, Sheet

COUNTED = frozenset({*CONFIDENTIAL, "adjustments"})
"""Tables of which nothing is told but how many rows differ."""

UNTOLD = frozenset(
    {
        ("people", "opted_out"),
        ("people", "adult_from"),
        ("young_people", "restraint_planned"),
        ("leave_years", "carried_hours"),
        ("weeks_worked", "excluded_days"),
    }
)
"""Fields of which only that they changed is told. When somebody turns 18 is a date of birth; leave carried
over, and days not counted beside the leave that is listed, are mostly those of long sickness."""


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that is not as it was.

    Attributes
    ----------
    table
        A field of Problem or Roster.
    title
        What people know that part of the file by.
    kind
        ``added``, ``removed``, ``changed``, or ``counted`` where only the number of rows is told.
    """

    table: str
    title: str
    kind: str
    words: str


class PeopleNames:
    """What people are called: by name, with the key where two have one name; by key without a name."""

    def __init__(self, *listed: Mapping[str, Person]) -> None:
        self._names = {key: person.name for people in listed for key, person in people.items()}
        self._uses = Counter(self._names.values())

    def of(self, key: str) -> str:
        """Name a person."""
        name = self._names.get(key, "")
        if not name:
            return key
        return name if self._uses[name] == 1 else f"{name} ({key})"


def differences(old: Problem, new: Problem) -> list[Change]:
    """List what changed between two versions of a hub's file, in the order of its sheets."""
    names = PeopleNames(old.person, new.person)
    found = list(_settings(old, new))
    for sheet in sheets():
        matched = match(sheet.table, getattr(old, sheet.table), getattr(new, sheet.table))
        if matched.count:
            found.extend(TableChanges(sheet, names).told(matched))
    return found


def _settings(old: Problem, new: Problem) -> Iterator[Change]:
    for setting in settings():
        before, after = (getattr(problem, setting.field) for problem in (old, new))
        if setting.part:
            before, after = getattr(before, setting.part), getattr(after, setting.part)
        if before == after:
            continue
        words = f"{setting.title}: {said(before, setting.shape)} -> {said(after, setting.shape)}"
        if setting.field == "id":
            words = "These are two hubs' files, not two versions of one: their file ids differ."
        yield Change(setting.field, SETTINGS_TITLE, "changed", words)


class TableChanges:
    """The changes of one table put into words."""

    def __init__(self, sheet: Sheet, names: PeopleNames) -> None:
        self._sheet = sheet
        self._names = names
        self._targets = dict(REFERENCES.get(sheet.table, ()))

    def told(self, matched: Matched) -> Iterator[Change]:
        """Give a change for each row that differs; for a table that is not told, one for all."""
        if self._sheet.table in COUNTED:
            rows = "1 row differs" if matched.count == 1 else f"{matched.count} rows differ"
            yield self._change("counted", f"{self._sheet.title}: {rows}.")
            return
        for before, after in matched.changed:
            yield self._change("changed", self._changed(before, after))
        for row in matched.added:
            yield self._change("added", self._came(row))
        for row in matched.removed:
            yield self._change("removed", self._went(row))

    def _change(self, kind: str, words: str) -> Change:
        return Change(self._sheet.table, self._sheet.title, kind, words)

    def _came(self, row: Record) -> str:
        if isinstance(row, Stay):
            return f"{row.young_person} lives {_where(row)} from {in_words(row.first_day)}{_until(row)}"
        thing = THINGS.get(self._sheet.table)
        return (
            f"New {thing}: {self._whole(row)}" if thing else f"{self._sheet.title}: new: {self._whole(row)}"
        )

    def _went(self, row: Record) -> str:
        if isinstance(row, Stay):
            return (
                f"{row.young_person} is no longer said to live {_where(row)} from {in_words(row.first_day)}"
            )
        thing = THINGS.get(self._sheet.table)
        if thing:
            return f"No longer listed: {thing} {self._label(row)}"
        return f"{self._sheet.title}: taken out: {self._whole(row)}"

    def _changed(self, before: Record, after: Record) -> str:
        if isinstance(before, Stay) and isinstance(after, Stay):
            ended = _ended(before, after)
            if ended:
                return ended
        steps = {
            column.field: self._step(column, getattr(before, column.field), getattr(after, column.field))
            for column in self._sheet.columns
            if getattr(before, column.field) != getattr(after, column.field)
        }
        start = "" if self._sheet.table in THINGS else f"{self._sheet.title}, "
        return f"{start}{self._label(after, but=steps)}: {'; '.join(steps.values())}"

    def _step(self, column: Column, before: object, after: object) -> str:
        title = _small(column.title)
        if (self._sheet.table, column.field) in UNTOLD:
            return f"{title} changed"
        return f"{title} {self._said(column, before)} -> {self._said(column, after)}"

    def _label(self, row: Record, but: Collection[str] = ()) -> str:
        """Say which row it is, as shortly as can be, without the fields that tell what changed."""
        if self._sheet.table == "people":
            return self._names.of(str(getattr(row, "key", "")))
        fields = key_fields(self._sheet.table) or tuple(c.field for c in self._sheet.columns if c.needed)
        return ", ".join(
            self._said(column, getattr(row, column.field))
            for column in self._sheet.columns
            if column.field in fields and column.field not in but
        )

    def _whole(self, row: Record) -> str:
        """Tell a whole row; what is as it is by default is left out."""
        if self._sheet.table in THINGS:
            return self._label(row)
        return ", ".join(
            self._told(column, getattr(row, column.field))
            for column in self._sheet.columns
            if column.needed or getattr(row, column.field) != _default(self._sheet, column)
            if (self._sheet.table, column.field) not in UNTOLD
        )

    def _told(self, column: Column, value: object) -> str:
        said_so = self._said(column, value)
        return said_so if column.field in self._targets else f"{_small(column.title)} {said_so}"

    def _said(self, column: Column, value: object) -> str:
        if self._targets.get(column.field) == "people" and value:
            keys = (value,) if isinstance(value, str) else tuple(value) if isinstance(value, tuple) else ()
            return ", ".join(self._names.of(str(key)) for key in keys)
        return said(value, column.shape)


def said(value: object, shape: Shape) -> str:
    """Say a value as a manager writes it; 'blank' where there is none."""
    if isinstance(value, datetime):
        return f"{in_words(value.date())} {value:%H:%M}"
    if isinstance(value, date):
        return in_words(value)
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, float):
        return f"{value:g}"
    written = cell_of_value(value, shape)
    return "blank" if written is None else str(written)


def _small(title: str) -> str:
    return title[:1].lower() + title[1:]


def _default(sheet: Sheet, column: Column) -> object:
    return sheet.record.model_fields[column.field].get_default(call_default_factory=True)


def _where(stay: Stay) -> str:
    return f"at {stay.home}" if stay.home else f"in: {stay.kind}"


def _until(stay: Stay) -> str:
    return f" to {in_words(stay.last_day)}" if stay.last_day else ""


def _ended(before: Stay, after: Stay) -> str:
    """Say that a stay has an end now; empty where more than that changed."""
    if before.model_copy(update={"last_day": after.last_day}) != after or after.last_day is None:
        return ""
    gone = in_words(after.last_day + timedelta(days=1))
    return f"{after.young_person} no longer lives {_where(after)} from {gone}"
