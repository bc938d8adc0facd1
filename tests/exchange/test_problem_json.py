"""Faults of a problem in JSON: all in one report, each with its path, in plain words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Found = list[tuple[str, str]]
JsonFaults = Callable[[Callable[[Any], object]], Found]

VALUES: tuple[tuple[str, int | None, str, object, str], ...] = (
    ("people", 1, "base", "Town Hal", "No place is called 'Town Hal'. Did you mean 'Town Hall'?"),
    ("people", 1, "base", None, "This may not be null."),
    ("people", 1, "base", 5, "'5' must be text, in double quotes."),
    ("people", 1, "key", "", "This is empty, and it is needed."),
    ("people", 1, "name", "a\ud800", "The text holds characters that cannot be stored."),
    ("people", 1, "employment", "agenci", "Did you mean 'agency'?"),
    ("people", 1, "contract_hours", "37", "'37' is not a number."),
    ("people", 1, "contract_hours", float("nan"), "'nan' is not a number that can be used."),
    ("people", 1, "contract_hours", float("inf"), "'inf' is not a number that can be used."),
    ("people", 1, "contract_hours", 10**400, "is too large."),
    ("people", 1, "contract_hours", True, "'True' is not a number."),
    ("people", 1, "opted_out", "yes", "'yes' must be true or false."),
    ("people", 1, "reference_weeks", 2.5, "'2.5' is not a whole number."),
    ("people", 1, "reference_weeks", 10**400, "is too large: the most is 52."),
    ("people", 1, "started", 20190902, "'20190902' must be text, in double quotes."),
    ("people", 1, "started", "02/09/2019", "is not a date; write it as 2026-01-05."),
    ("people", 1, "started", "2019-02-30", "'2019-02-30' is not a day of the calendar."),
    ("people", 1, "started", "0209-02-03", "has a year outside 1950 to 2149."),
    ("people", 1, "key worker", "x", "'key worker' is not known here."),
    ("shifts", 0, "start", "24:00", "is not a time of day: they run from 00:00 to 23:59."),
    ("shifts", 0, "start", "7.30", "is not a time of day; write it as 07:30."),
    ("shifts", 0, "days", [0, 7], "'7' is not a weekday: Monday is 0 and Sunday is 6."),
    ("shifts", 0, "days", "Mon", "'Mon' must be a list, in square brackets."),
    ("busy", 0, "start", "2026-01-06", "is not a date and time; write it as 2026-01-05T07:30."),
    ("busy", 0, "start", "2026-01-06T07:30:10", "is given to the minute, without seconds."),
    ("young_people", 0, "core_team", ["007", 7], "'7' must be text, in double quotes."),
    ("numbers", 0, "value", 10**400, "is too large."),
)


@pytest.mark.parametrize(("table", "row", "field", "value", "message"), VALUES)
def test_a_wrong_value_is_named(
    json_faults: JsonFaults, table: str, row: int, field: str, value: object, message: str
) -> None:
    """One wrong value makes one fault, at its path."""

    def change(whole: Any) -> None:
        whole[table][row][field] = value

    ((place, told),) = json_faults(change)
    step = f".{field}" if " " not in field else f"['{field}']"
    assert place == f"$.{table}[{row}]{step}"
    assert message in told


WHOLE: tuple[tuple[Callable[[Any], object], str, str], ...] = (
    (lambda w: w.pop("hubs"), "$.hubs", "This list is missing, and it is needed."),
    (lambda w: w.pop("first_day"), "$.first_day", "This is missing, and it is needed."),
    (lambda w: w.update(poeple=w.pop("people")), "$.poeple", "Did you mean 'people'?"),
    (lambda w: w.update(people={}), "$.people", "'{}' must be a list, in square brackets."),
    (lambda w: w["people"].append(3), "$.people[2]", "'3' must be an object, in braces."),
    (lambda w: w.update(weeks=0), "$.weeks", "'0' is too small: the least is 1."),
    (lambda w: w.update(weeks=[]), "$.weeks", "'[]' is not a whole number."),
    (lambda w: w.update(first_day="2026-01-06"), "$.first_day", "is not a Monday"),
    (lambda w: w.update(id="x"), "$.id", "'x' is not an id"),
    (lambda w: w.update(policy=3), "$.policy", "'3' must be an object, in braces."),
    (lambda w: w["policy"].update(signed_on=3), "$.policy.signed_on", "must be text"),
    (lambda w: w.update(shapes=[]), "$.shapes", "No duty shape is named"),
    (lambda w: w["people"][0].pop("base"), "$.people[0].base", "This is missing"),
    (
        lambda w: w["young_people"][0]["core_team"].append("a/b"),
        "$.young_people[0].core_team[2]",
        "'a/b' may hold letters, digits, blanks and . _ : - only",
    ),
)


@pytest.mark.parametrize(("change", "place", "message"), WHOLE)
def test_a_wrong_part_is_named(
    json_faults: JsonFaults, change: Callable[[Any], object], place: str, message: str
) -> None:
    """Parts missing, misspelt or of another form make one fault, and no other follows."""
    ((where, told),) = json_faults(change)
    assert where == place
    assert message in told


def test_all_faults_come_at_once(json_faults: JsonFaults) -> None:
    """Values, references and windows are told in one report."""

    def change(whole: Any) -> None:
        whole["people"][1]["base"] = "Nowhere"
        whole["people"][0]["most_hours"] = "many"
        whole["visits"][0]["latest"] = "16:30"
        whole["leave"].append({"person": "Nobody"})

    assert sorted(place for place, _ in json_faults(change)) == [
        "$.leave[1].first_day",
        "$.leave[1].last_day",
        "$.leave[1].person",
        "$.people[0].most_hours",
        "$.people[1].base",
        "$.visits[0].latest",
    ]


def test_places_count_rows_that_could_not_be_read(json_faults: JsonFaults) -> None:
    """A fault of a later row keeps its own number where an earlier row could not be read."""

    def change(whole: Any) -> None:
        whole["leave"].insert(0, 5)
        whole["leave"][1]["person"] = "Nobody"

    assert [place for place, _ in json_faults(change)] == ["$.leave[0]", "$.leave[1].person"]
