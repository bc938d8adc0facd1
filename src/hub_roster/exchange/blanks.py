"""What a cell left blank in a workbook means where only one thing can be meant.

A manager of one small home should not have to type the hub's code in every row, or list places that
stand elsewhere in the workbook already. Only what cannot be otherwise is filled in: with two homes,
a blank home is a fault like any other. A JSON file is written by a program and has no such blanks.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from hub_roster.domain.checks_fault import nearest
from hub_roster.domain.checks_names import REFERENCES
from hub_roster.domain.place import PlaceKind
from hub_roster.domain.problem import Problem
from hub_roster.exchange.kinds import table_of
from hub_roster.exchange.rows import Flaw, TakenRow

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

Rows = dict[str, list[TakenRow]]
"""Rows by table, before records are made of them; tables that could not be read are not in it."""

ONLY_ONE = MappingProxyType({"hubs": "hub", "homes": "home"})
"""Tables of which a hub may well have one row, and what a row of each is."""

DERIVED: Mapping[tuple[str, str], str] = MappingProxyType(
    {
        ("homes", "place"): "the place has the home's own code: blank then means that place",
        ("people", "base"): "there is one hub with one home, and no place is a base: "
        "blank then means the home's place",
        ("young_people", "place"): "they have one stay, in a home and without a last day: "
        "blank then means that home's place",
    }
)
"""Needed columns that other cells may answer for, and when."""


def need_unless(table: str, field: str) -> str:
    """Say when a needed column may be blank, and what it then means; empty where it never may."""
    derived = DERIVED.get((table, field))
    if derived is not None:
        return derived
    target = _only_one(table, field)
    return f"there is one {ONLY_ONE[target]} only: blank then means that one" if target else ""


def fill_blanks(rows: Rows) -> list[Flaw]:
    """Fill in what blank cells, and the sheets of hubs and places left blank, can only mean.

    Parameters
    ----------
    rows
        Changed in place.

    Returns
    -------
    list of Flaw
        Why a blank sheet of places cannot be filled in.
    """
    _add_hub(rows)
    for table in rows:
        for field in _needed(table):
            target = _only_one(table, field)
            if target:
                _fill_with_only(rows, table, field, target)
    _fill_places_of_homes(rows)
    _fill_bases(rows)
    _fill_places_of_residents(rows)
    return _add_places(rows)


def _needed(table: str) -> list[str]:
    record = table_of(Problem, table)
    assert record is not None
    return [name for name, field in record.model_fields.items() if field.is_required()]


def _only_one(table: str, field: str) -> str:
    """Give the table of which the only row is meant by a blank."""
    if field not in _needed(table):
        return ""
    targets = [target for other, target in REFERENCES.get(table, ()) if other == field]
    return next((target for target in targets if target in ONLY_ONE), "")


def _name(row: TakenRow, field: str) -> str | None:
    """Give the name a cell holds; None where it is blank or could not be read."""
    value = row.values.get(field)
    return value.strip() if isinstance(value, str) and value.strip() else None


def _blank(row: TakenRow, field: str) -> bool:
    return field not in row.values and all(flaw.path != (field,) for flaw in row.flaws)


def named(rows: Rows, target: str) -> Iterator[str]:
    """Give every name of a row of a table that cells of other tables hold."""
    for table, held in rows.items():
        for field, other in REFERENCES.get(table, ()):
            if other == target:
                yield from filter(None, (_name(row, field) for row in held))


def _add_hub(rows: Rows) -> None:
    naming = [table for table, refs in REFERENCES.items() if "hubs" in (target for _, target in refs)]
    if rows.get("hubs") or "hubs" not in rows or not any(rows.get(table) for table in naming):
        return
    codes = set(named(rows, "hubs"))
    if len(codes) <= 1:
        rows["hubs"] = [TakenRow(0, {"code": codes.pop() if codes else "Hub"})]


def _fill_with_only(rows: Rows, table: str, field: str, target: str) -> None:
    listed = rows.get(target, [])
    code = _name(listed[0], "code") if len(listed) == 1 else None
    if code is not None:
        for row in rows[table]:
            if _blank(row, field):
                row.values[field] = code


def _listed(rows: Rows) -> set[str]:
    return {code for row in rows.get("places", []) if (code := _name(row, "code"))}


def _fill_places_of_homes(rows: Rows) -> None:
    if "places" not in rows:
        return
    listed = _listed(rows)
    for row in rows.get("homes", []):
        code = _name(row, "code")
        if _blank(row, "place") and code is not None and (code in listed or not listed):
            row.values["place"] = code


def _fill_bases(rows: Rows) -> None:
    homes = rows.get("homes", [])
    place = _name(homes[0], "place") if len(homes) == 1 else None
    bases = any(row.values.get("kind") == PlaceKind.BASE or row.flaws for row in rows.get("places", []))
    if place is None or bases or "places" not in rows or len(rows.get("hubs", [])) != 1:
        return
    for row in rows.get("people", []):
        if _blank(row, "base"):
            row.values["base"] = place


def _fill_places_of_residents(rows: Rows) -> None:
    places = {code: _name(row, "place") for row in rows.get("homes", []) if (code := _name(row, "code"))}
    codes = {code for row in rows.get("young_people", []) if (code := _name(row, "code"))}
    stays: dict[str | None, list[TakenRow]] = {}
    for row in rows.get("stays", []):
        stays.setdefault(_whose(row, codes), []).append(row)
    for row in rows.get("young_people", []):
        lives = stays.get(_name(row, "code"), [])
        lasting = len(lives) == 1 and "last_day" not in lives[0].values
        home = _name(lives[0], "home") if lasting else None
        place = places.get(home) if home else None
        if place is not None and _blank(row, "place"):
            row.values["place"] = place


def _whose(stay: TakenRow, codes: Collection[str]) -> str | None:
    """Give whose stay it is; where the code is nobody's, whose is nearest.

    That the code is misspelt, or that another cell of the row is wrong, is told there: the place of a young
    person is not missing for that.
    """
    name = _name(stay, "young_person")
    return name if name is None or name in codes else nearest(name, codes)


STANDS: Mapping[str, PlaceKind] = MappingProxyType({"homes": PlaceKind.HOME, "people": PlaceKind.BASE})
"""Tables whose places are more than an area; they come first, so that an area is what is left."""

USES = tuple(
    (table, field, STANDS.get(table, PlaceKind.AREA))
    for table in (*STANDS, *(other for other in REFERENCES if other not in {*STANDS, "driving"}))
    for field, target in REFERENCES[table]
    if target == "places"
)
"""Where places are used, and what stands at a place used so. To drive somewhere is not to use it."""


def _add_places(rows: Rows) -> list[Flaw]:
    """List the places in use where none is listed; two nearly alike may be one, misspelt."""
    if rows.get("places") or "places" not in rows:
        return []
    used: dict[str, PlaceKind] = {}
    for table, field, kind in USES:
        for row in rows.get(table, []):
            name = _name(row, field)
            if name is not None:
                used.setdefault(name, kind)
    for name in used:
        near = nearest(name, [other for other in used if other != name])
        if near is not None:
            del rows["places"]
            message = f"'{name}' and '{near}' are both used, and may be one place: list each place here."
            return [Flaw(("places",), message, cause=True)]
    rows["places"] = [TakenRow(0, {"code": name, "kind": kind}) for name, kind in used.items()]
    return []
