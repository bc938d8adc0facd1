"""Kinds of fault that rows make together: names nobody has, stays that overlap, locks that cannot be kept."""

from __future__ import annotations

from datetime import date, datetime, time

from tests.faults.kinds import Cell, FaultKind

ANN, OTHER = "NYC:101:1", "007"
SHIFT = "Cliff/2026-01-07/Early"


def row(sheet: str, number: int, **values: object) -> tuple[Cell, ...]:
    """Give cells of a row by the titles of their columns; _ stands for a blank."""
    return tuple(Cell(sheet, number, column.replace("_", " "), value) for column, value in values.items())


NAMES: tuple[FaultKind, ...] = (
    FaultKind(
        "A name that no row has",
        "Correct the name, or add the row it stands for.",
        row("People", 2, Hub="Nrth"),
        "No hub is called 'Nrth'. Did you mean 'North'?",
    ),
    FaultKind(
        "A name in a list that no row has",
        "Correct the name, or add the row it stands for.",
        (Cell("Young people", 2, "Core team", f"{ANN}, 070", [ANN, "070"]),),
        "No person is called '070'.",
    ),
    FaultKind(
        "A name pasted with a special blank, quote or dash",
        "Type the name again: the two look alike and are not.",
        row("People", 3, Base="Cliff\N{NO-BREAK SPACE}House"),
        "No place is called 'Cliff\N{NO-BREAK SPACE}House'. It looks like 'Cliff House' but has another kind of blank, quote or dash: type it again.",
    ),
    FaultKind(
        "Two names that look alike",
        "Keep one row if they are one; else rename one of them.",
        row("Places", 5, Code="Town\N{NO-BREAK SPACE}Hall"),
        "This name looks like another place's and has another kind of blank, quote or dash: if they are one, keep one row; if not, choose another name.",
    ),
    FaultKind(
        "The same person twice",
        "Remove one of the rows, or correct its key.",
        row("People", 4, Hub="North", Base="Town Hall", Key=OTHER),
        "This person's key stands in another row too.",
    ),
    FaultKind(
        "The same young person twice",
        "Remove one of the rows, or choose another code.",
        row("Young people", 4, Hub="North", Place="Town Hall", Code="Heron"),
        "Another young person has this code.",
    ),
    FaultKind(
        "Young people with codes nearly alike",
        "Choose codes that nobody can mistake for one another.",
        row("Young people", 4, Hub="North", Place="Town Hall", Code="Herron"),
        "'Herron' is easily taken for Heron: choose a code that differs more.",
    ),
    FaultKind(
        "A driving time given twice",
        "Keep one of the two rows.",
        row("Driving times", 5, From="Town Hall", Minutes=22, To="Cliff House"),
        "Another row gives the driving time of this way.",
    ),
    FaultKind(
        "A visit and a spell of on-call with one code",
        "Give one of them another code.",
        row("On-call", 2, Code="Maple, 1"),
        "Another visit has this code: each task has its own.",
    ),
    FaultKind(
        "A skill nobody holds, of nearly a known name",
        "Correct the name of the skill.",
        row("On-call", 2, Skill="medicatoin"),
        "Nobody holds the skill 'medicatoin'. Did you mean 'medication'?",
    ),
    FaultKind(
        "A household nobody belongs to",
        "Correct the household here or in People.",
        row("Placements", 2, Household="O'Neal"),
        "Nobody is of the household 'O'Neal'. Did you mean 'O'Neil'?",
    ),
    FaultKind(
        "A place without its driving times",
        "Add a row to Driving times.",
        row("Driving times", 4, To="-Moor, upper"),
        "No driving time between 'Cliff House' and Town Hall: each is used for work. Add a row for each way to Driving times.",
        at=Cell("Places", 2, "Code", ""),
    ),
)

DAYS: tuple[FaultKind, ...] = (
    FaultKind(
        "A last day before the first",
        "Correct one of the dates.",
        row("Leave", 2, Last_day=datetime(2026, 1, 1)),
        "Thu 1 Jan 2026 is before Tue 6 Jan 2026, when it begins.",
    ),
    FaultKind(
        "An end before the start",
        "Correct one of the two.",
        row("Busy elsewhere", 2, End=datetime(2026, 1, 5, 23)),
        "This ends before it begins, or as it begins.",
    ),
    FaultKind(
        "Stays that overlap",
        "Give the earlier stay its last day.",
        row("Stays", 4, Young_person="Heron", Kind="lodgings", First_day=datetime(2025, 12, 1)),
        "On Mon 1 Dec 2025 Heron still lives elsewhere (hub bed from Wed 1 Oct 2025, with no last day).",
    ),
    FaultKind(
        "A young person to be visited who lives nowhere",
        "Add where they live now to Stays, or remove the visit.",
        row("Stays", 3, Last_day=datetime(2025, 12, 31)),
        "Maple has a visit in the period, but the last stay ended on Wed 31 Dec 2025: say in Stays where they live now.",
        at=Cell("Young people", 3, "Code", ""),
    ),
    FaultKind(
        "A hub bed without its home",
        "Name the home.",
        (Cell("Stays", 2, "Home", None),),
        "A hub bed is in a home: say which.",
    ),
    FaultKind(
        "A home named where nobody has a hub bed",
        "Empty the cell, or change the kind of stay.",
        row("Stays", 3, Home="Cliff"),
        "Only a hub bed is in a home of the hub, and this stay is 'family home': leave the home empty, or change the kind.",
    ),
    FaultKind(
        "A past week that does not begin on a Monday",
        "Write the Monday it began on.",
        row("Weeks worked", 2, Week_beginning=datetime(2025, 12, 30)),
        "Tue 30 Dec 2025 is not a Monday; the week began Mon 29 Dec 2025.",
    ),
    FaultKind(
        "A past week that is not past",
        "Remove the row, or correct its week.",
        row("Weeks worked", 2, Week_beginning=datetime(2026, 1, 5)),
        "Mon 5 Jan 2026 is not before the period, which begins Mon 5 Jan 2026.",
    ),
    FaultKind(
        "A duty before the period that begins in it",
        "Correct its start; duties of the period itself are for the draft.",
        row("Duties before", 2, Start=datetime(2026, 1, 5, 7, 30)),
        "A duty begun before the period starts before Mon 5 Jan 2026; this one starts on Mon 5 Jan 2026.",
    ),
    FaultKind(
        "A visit with no day in the period",
        "Remove the visit, or correct its days.",
        (
            Cell("Locks", 2, "Start", None),
            *row("Visits", 2, Last_day=datetime(2026, 2, 12), First_day=datetime(2026, 2, 10)),
        ),
        "This visit has no day in the period, Mon 5 Jan 2026 to Sun 18 Jan 2026.",
    ),
    FaultKind(
        "A visit longer than the time it may be made in",
        "Shorten the visit, or widen its times.",
        row("Visits", 2, Latest=time(16, 30)),
        "A visit of 60 minutes does not fit between 16:00 and 16:30.",
    ),
    FaultKind(
        "A visit that would go past midnight",
        "Let it end by 23:59 at the latest.",
        row("Visits", 2, Latest=time(0)),
        "The visit must end by 00:00, which is not after 16:00; it may not go past midnight.",
    ),
)

TERMS: tuple[FaultKind, ...] = (
    FaultKind(
        "More contract hours than a week may have",
        "Correct one of the two numbers.",
        row("People", 2, Contract_hours_a_week=50),
        "50 contract hours are more than the most hours a week, 48.25.",
    ),
    FaultKind(
        "A working pattern that leaves out a week",
        "Add the week that is missing, or number the weeks from 1 without a gap.",
        row("Working patterns", 3, Week=3),
        "NYC:101:1's pattern has a week 3 but no week 2.",
    ),
    FaultKind(
        "A working pattern without its first Monday",
        "Write the Monday on which week 1 began.",
        (Cell("People", 2, "Pattern began on", None),),
        "NYC:101:1 has a working pattern: say on which Monday its week 1 began.",
    ),
    FaultKind(
        "A working pattern that begins on another day",
        "Write the Monday on which week 1 began.",
        row("People", 2, Pattern_began_on=datetime(2025, 11, 4)),
        "Tue 4 Nov 2025 is not a Monday, such as Mon 3 Nov 2025.",
    ),
    FaultKind(
        "An adjustment without its time",
        "Write the time.",
        (Cell("Adjustments", 2, "Time", None),),
        "'not before' needs a time of day.",
    ),
    FaultKind(
        "An adjustment with a time it does not use",
        "Empty the time, or change the kind.",
        row("Adjustments", 2, Kind="no driving"),
        "'no driving' has no time of day: leave it empty.",
        at=Cell("Adjustments", 2, "Time", ""),
    ),
    FaultKind(
        "A need of a shift the home does not run",
        "Correct the name of the shift.",
        row("Shift needs", 2, Shift="Erly"),
        "Cliff runs no shift called 'Erly'. Did you mean 'Early'?",
    ),
    FaultKind(
        "Fewer seats than the cover asks for",
        "Add a shift or seats, or lower the cover.",
        row("Cover", 2, Adults=3),
        "Cliff has 2 seats Mon, Wed, Fri, Sun from 08:00 to 15:00, where 3 adults are asked for: add a shift or seats.",
    ),
    FaultKind(
        "A shift longer than any duty may be",
        "Make the shift shorter, or list your own duties in Duty shapes, every one of them.",
        row("Shifts", 4, Home="Cliff", Kind="waking night", Start=time(20), End=time(8), Name="Waking"),
        "This shift lasts 12 hours, and the longest duty with a part 'waking night' may last 11 ('waking "
        "night'), so nobody could ever be on it: make it shorter, or list your own duties, all of them, in "
        "the sheet Duty shapes.",
        at=Cell("Shifts", 4, "End", time(8)),
    ),
    FaultKind(
        "Two shifts of one name on one weekday",
        "Give one of them another name.",
        row("Shifts", 4, Home="Cliff", Kind="early", Start=time(7, 30), End=time(15), Name="Early"),
        "Cliff has another shift called 'Early' on the same weekday.",
    ),
    FaultKind(
        "A key worker's visit where there is no key worker",
        "Name a key worker in Young people, or let someone else visit.",
        row("Visits", 2, Who_may_make_it="key worker"),
        "Maple has no key worker: name one, or let someone else visit.",
    ),
)

LOCKS: tuple[FaultKind, ...] = (
    FaultKind(
        "A lock on a task the period does not have",
        "Correct the task, or remove the lock.",
        row("Locks", 2, Task="Maple, 9"),
        "The period has no task called 'Maple, 9'. Did you mean 'Maple, 1'?",
    ),
    FaultKind(
        "A lock on a seat the shift does not have",
        "Choose a lower seat, or add seats to the shift.",
        row("Locks", 3, Person=OTHER, Task=f"{SHIFT}/3"),
        "The shift has 2 seats: there is no seat 3.",
    ),
    FaultKind(
        "One seat locked to two people",
        "Remove one of the locks.",
        (*row("Locks", 3, Person=OTHER, Task=f"{SHIFT}/1"), *row("Locks", 4, Person=ANN, Task=f"{SHIFT}/1")),
        "'Cliff/2026-01-07/Early/1' is locked to 007 already: release one of these locks.",
    ),
    FaultKind(
        "More people locked to a shift than it has seats",
        "Remove a lock, or add seats to the shift.",
        (
            *row("People", 4, Key="X:1", Hub="North", Base="Town Hall"),
            *row("Locks", 3, Person=OTHER, Task=SHIFT),
            *row("Locks", 4, Person=ANN, Task=SHIFT),
            *row("Locks", 5, Person="X:1", Task=SHIFT),
        ),
        "3 people are locked to 'Cliff/2026-01-07/Early', which has 2 seats: release a lock.",
    ),
    FaultKind(
        "Two locks of one person on one task",
        "Remove one of them.",
        row("Locks", 3, Person=ANN, Task="Maple, 1"),
        "Another lock says what this person does about this task.",
    ),
    FaultKind(
        "A visit locked to a time it may not be made at",
        "Correct the start, or widen the visit's times.",
        row("Locks", 2, Start=datetime(2026, 1, 7, 18)),
        "Visit 'Maple, 1' lasts 60 minutes and is made between 16:00 and 18:15: it cannot start at 18:00.",
    ),
    FaultKind(
        "A visit locked to a day it may not be made on",
        "Correct the start, or widen the visit's days.",
        row("Locks", 2, Start=datetime(2026, 1, 9, 16)),
        "Fri 9 Jan 2026 is none of the days of visit 'Maple, 1', Tue 6 Jan 2026 to Thu 8 Jan 2026.",
    ),
    FaultKind(
        "A lock that needs a certificate which has run out",
        "Renew the certificate in Skills, or release the lock.",
        row("Skills", 3, Person=ANN, Skill="checks", Valid_until=date(2026, 1, 2)),
        "NYC:101:1's 'checks' ran out on Fri 2 Jan 2026, and this task on Wed 7 Jan 2026 needs it: renew it in Skills, or release this lock.",
        at=Cell("Locks", 2, "Task", ""),
    ),
)
