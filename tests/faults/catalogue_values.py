"""Kinds of fault that one cell makes by itself: no date, no number, a formula, a text too long."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from tests.faults.kinds import NOTHING, Cell, FaultKind


def ann(column: str, value: object, in_json: object = ...) -> tuple[Cell]:
    """Give Ann's row of People with another value."""
    return (Cell("People", 2, column, value, in_json),)


def early(column: str, value: object, in_json: object = ...) -> tuple[Cell]:
    """Give the early shift with another value."""
    return (Cell("Shifts", 2, column, value, in_json),)


DATES: tuple[FaultKind, ...] = (
    FaultKind(
        "A day that is not in the calendar",
        "Look the date up and type it again.",
        ann("Started on", "2019-02-30"),
        "'2019-02-30' is not a day of the calendar.",
    ),
    FaultKind(
        "A date with the month first",
        "Write the day first, as 15/01/2026. Excel set to United States dates turns them round.",
        ann("Started on", "01/15/2019"),
        "'01/15/2019' has no month 15: the day comes first here. If the 15th of January is meant, write 15/01/2019.",
        in_json="'01/15/2019' is not a date; write it as 2026-01-05.",
    ),
    FaultKind(
        "A date with two figures of its year",
        "Write the year in full: 1/2/26 may be three different days.",
        ann("Started on", "1/2/19"),
        "'1/2/19' gives two figures of the year only; write all four: 05/01/2026.",
        in_json="'1/2/19' is not a date; write it as 2026-01-05.",
    ),
    FaultKind(
        "A date whose weekday is another",
        "Correct the date or the weekday; nobody can say which was meant.",
        ann("Started on", "Tue 2 Sept 2019"),
        "'Tue 2 Sept 2019' does not hold together: that day is a Monday.",
        in_json="'Tue 2 Sept 2019' is not a date; write it as 2026-01-05.",
    ),
    FaultKind(
        "Words where a date belongs",
        "Write the date: day, month and year.",
        ann("Started on", "next week"),
        "'next week' is not a date; write day, month and year, such as 05/01/2026 or 5 Jan 2026.",
        in_json="'next week' is not a date; write it as 2026-01-05.",
    ),
    FaultKind(
        "A number where a date belongs",
        "Type the date again, in a cell formatted as a date.",
        ann("Started on", 43710),
        "The cell holds '43710', and a date belongs here, such as 05/01/2026.",
        in_json="'43710' must be text, in double quotes.",
    ),
    FaultKind(
        "A date with a time",
        "Take the time out of the cell.",
        ann("Started on", datetime(2019, 9, 2, 8)),
        "The cell holds the date 02/09/2019 08:00; a date without a time belongs here.",
        in_json="'2019-09-02T08:00' is not a date; write it as 2026-01-05.",
    ),
    FaultKind(
        "A year nobody means",
        "Correct the year; it is a slip of the keyboard.",
        ann("Started on", date(1902, 9, 2)),
        "'1902-09-02' has a year outside 1950 to 2149.",
    ),
    FaultKind(
        "A date without the time that belongs to it",
        "Write date and time into one cell, as 06/01/2026 07:30.",
        (Cell("Busy elsewhere", 2, "Start", "06/01/2026", "2026-01-06"),),
        "'06/01/2026' is not a date and time; write it as 05/01/2026 07:30.",
        in_json="'2026-01-06' is not a date and time; write it as 2026-01-05T07:30.",
    ),
)

TIMES: tuple[FaultKind, ...] = (
    FaultKind(
        "A time past midnight counted on",
        "Write the time as the clock shows it. An end that is not after the start is on the next day.",
        early("Start", "24:30"),
        "'24:30' is not a time of day: they run from 00:00 to 23:59. A time after midnight is written as the clock shows it: 00:30.",
    ),
    FaultKind(
        "Midnight as 24:00",
        "Write 00:00.",
        early("Start", "24:00"),
        "'24:00' is not a time of day: they run from 00:00 to 23:59. Midnight is written 00:00, also where something ends then.",
    ),
    FaultKind(
        "More than 24 hours in a cell formatted as a time",
        "Type the time again as the clock shows it, in a cell formatted as hh:mm.",
        early("Start", timedelta(hours=25), "25:00"),
        "The cell holds more than a time of day: they run from 00:00 to 23:59. Midnight is written 00:00, and a time after it as the clock shows it, such as 01:00.",
        in_json="'25:00' is not a time of day: they run from 00:00 to 23:59. A time after midnight is written as the clock shows it: 01:00.",
    ),
    FaultKind(
        "Noon or midnight by the twelve-hour clock",
        "Write 12:00 or 00:00.",
        early("Start", "12pm"),
        "'12pm' may be noon or midnight; write 12:00 for noon, 00:00 for midnight.",
        in_json="'12pm' is not a time of day; write it as 07:30.",
    ),
    FaultKind(
        "A number where a time belongs",
        "Write the time with a colon: 7.5 may be 07:30 or 07:50.",
        early("Start", 7.5),
        "The cell holds '7.5', and a time of day belongs here, such as 07:30.",
        in_json="'7.5' must be text, in double quotes.",
    ),
    FaultKind(
        "Words where a time belongs",
        "Write the time, as 07:30.",
        early("Start", "half past 7"),
        "'half past 7' is not a time of day; write it as 07:30.",
    ),
    FaultKind(
        "A time with seconds",
        "Leave the seconds out.",
        early("Start", time(7, 30, 20), "07:30:20"),
        "'07:30:20' is a local time to the minute, such as 07:30.",
    ),
    FaultKind(
        "Words that are no weekdays",
        "Write weekdays as Mon-Fri, Sun, or every day.",
        early("Days", "Mon-Fry", [0, 7]),
        "'Mon-Fry' is not a list of weekdays; write it as Mon-Fri, Sun.",
        in_json="'7' is not a weekday: Monday is 0 and Sunday is 6.",
    ),
)

NUMBERS: tuple[FaultKind, ...] = (
    FaultKind(
        "Hours below zero",
        "Write hours as 0 or more.",
        ann("Contract hours a week", -1),
        "'-1' is too small: the least is 0.",
    ),
    FaultKind(
        "Minutes below zero",
        "Write minutes as 0 or more.",
        (Cell("Contact ledger", 2, "Minutes", -5),),
        "'-5' is too small: the least is 0.",
    ),
    FaultKind(
        "A number far too large",
        "Correct it: a week has 168 hours.",
        ann("Contract hours a week", 370),
        "'370' is too large: the most is 168.",
    ),
    FaultKind(
        "A fraction where a whole number belongs",
        "Write a whole number.",
        early("Seats", 1.5),
        "'1.5' is not a whole number.",
    ),
    FaultKind(
        "A number with its unit",
        "Write the number alone; the heading says what it counts.",
        ann("Contract hours a week", "7.5h"),
        "'7.5h' holds more than a number; write the number alone: 7.5.",
        in_json="'7.5h' is not a number.",
    ),
    FaultKind(
        "Words where a number belongs",
        "Write the number in figures.",
        ann("Contract hours a week", "thirty-seven"),
        "The cell holds the text 'thirty-seven', and a number belongs here.",
        in_json="'thirty-seven' is not a number.",
    ),
    FaultKind(
        "A percentage where a number belongs",
        "Format the cell as General and type the number.",
        (Cell("Homes", 2, "Sleep rooms", 1, number_format="0%"),),
        "Cell D2 holds a percentage; format the cell as General and type the plain number.",
        in_json=NOTHING,
    ),
    FaultKind(
        "A length of time where a number of hours belongs",
        "Write hours as a number, such as 37.5, in a cell formatted as General.",
        ann("Contract hours a week", timedelta(hours=37), "37:00"),
        "The cell holds a length of time, and a number belongs here.",
        in_json="'37:00' is not a number.",
    ),
)

WORDS: tuple[FaultKind, ...] = (
    FaultKind(
        "An empty cell that is needed",
        "Fill it in.",
        ann("Base", None, NOTHING),
        "This is missing, and it is needed.",
    ),
    FaultKind(
        "A word that is not one of those offered",
        "Choose from the list the cell offers.",
        ann("Employment", "relif"),
        "'relif' is not one of: contracted, relief, bank, agency, volunteer, partner. Did you mean 'relief'?",
    ),
    FaultKind(
        "Neither yes nor no",
        "Write yes or no.",
        ann("Opted out of 48 hours", "maybe"),
        "'maybe' must be yes or no.",
        in_json="'maybe' must be true or false.",
    ),
    FaultKind(
        "A text far too long",
        "Shorten it.",
        ann("Hub", "x" * 300),
        "'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx...' is too long: at most 60 characters.",
    ),
    FaultKind(
        "A line break or control character inside a text",
        "Type the text again on one line; such characters come with pasted text.",
        ann("Name", "Ann\nBell"),
        "'Ann\nBell' must be one line of plain text.",
    ),
    FaultKind(
        "A character that a code may not hold",
        "Choose a code without it.",
        ann("Hub", "North/South"),
        "'North/South' may not hold any of / \\ < > \" |.",
    ),
    FaultKind(
        "A character that a person's key may not hold",
        "Use letters, digits, blanks and . _ : - only; curly quotes and special blanks come with pasted text.",
        (Cell("People", 3, "Key", "(007)"),),
        "'(007)' may hold letters, digits, blanks and . _ : - only, and begins with a letter or a digit.",
    ),
    FaultKind(
        "A date where text belongs",
        "Format the cell as Text and type it again: Excel took it for a date.",
        ann("Role", date(2026, 5, 1)),
        "The cell holds the date 01/05/2026, and text belongs here.",
        in_json=NOTHING,
    ),
    FaultKind(
        "A list with a quotation mark left open",
        "Write the names with commas between them.",
        (Cell("Young people", 2, "Core team", '"NYC', '"NYC'),),
        "'\"NYC' is not a list; write it as A, B, C.",
        in_json="'\"NYC' must be a list, in square brackets.",
    ),
    FaultKind(
        "A duty shape with too many parts",
        "Name six parts at most.",
        (Cell("Duty shapes", 2, "Parts", "early, late, " * 4, ["early", "late"] * 4),),
        "This lists 8: at most 6 belong here.",
    ),
    FaultKind(
        "A formula",
        "Replace it by its value: copy the cell, then paste as values.",
        ann("Name", "=B3"),
        "Cell B2 holds a formula; replace it by its value (copy, then paste as values).",
        in_json=NOTHING,
    ),
    FaultKind(
        "An error Excel shows in the cell",
        "Put right what the formula behind it looked for, or type the value.",
        ann("Name", "#REF!"),
        "Cell B2 holds an error (#REF!).",
        in_json=NOTHING,
    ),
)
