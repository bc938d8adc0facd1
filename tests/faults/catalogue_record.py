"""Kinds of fault of what a hub writes down from case to case: consents, pairs, needs, episodes, days worked."""

from __future__ import annotations

from datetime import datetime

from tests.faults.catalogue_life import blank
from tests.faults.catalogue_whole import ANN, OTHER, row
from tests.faults.kinds import Cell, FaultKind, at

RECORD: tuple[FaultKind, ...] = (
    FaultKind(
        "A consent of somebody who is not in People",
        "Correct the key, or add the person.",
        row("Consents", 2, Person="070"),
        "No person is called '070'.",
    ),
    FaultKind(
        "A consent given twice",
        "Keep one of the two rows.",
        row("Consents", 3, Person=OTHER, Day=datetime(2026, 1, 7)),
        "Another row gives this person's consent for that day.",
    ),
    FaultKind(
        "Somebody kept apart from themselves",
        "Name the other person.",
        row("Kept apart", 2, Not_with=ANN),
        "These are one person: name somebody else.",
    ),
    FaultKind(
        "Somebody kept apart from nobody the hub knows",
        "Correct the key, or add the person to People.",
        row("Kept apart", 2, Not_with="070"),
        "No person is called '070'.",
    ),
    FaultKind(
        "A pair kept apart twice",
        "Keep one of the two rows.",
        row("Kept apart", 3, Person=ANN, Not_with=OTHER, First_day=datetime(2026, 2, 2)),
        "Another row keeps these two apart.",
    ),
    FaultKind(
        "A pair kept apart again, the other way round",
        "Keep one of the two rows: it holds for both.",
        row("Kept apart", 3, Person=OTHER, First_day=datetime(2026, 2, 2), Not_with=ANN),
        "Another row keeps these two apart.",
    ),
    FaultKind(
        "A pair no longer kept apart before it is",
        "Correct one of the dates.",
        row("Kept apart", 2, Last_day=datetime(2026, 2, 1)),
        "Sun 1 Feb 2026 is before Mon 2 Feb 2026, when it begins.",
    ),
    FaultKind(
        "A personal need of nobody and nothing",
        "Name a young person or a task.",
        (blank("Personal needs", 2, "Young person"),),
        "Say whom or what it is about: a young person or a task, and only one.",
    ),
    FaultKind(
        "A personal need of a young person and a task",
        "Keep one of the two, or make two rows.",
        row("Personal needs", 2, Task="Dentist, 1"),
        "Say whom or what it is about: a young person or a task, and only one.",
        at=at("Personal needs", 2, "Young person"),
    ),
    FaultKind(
        "A personal need of nobody the hub knows",
        "Correct the code, or add them to Young people or Family adults.",
        row("Personal needs", 2, Young_person="Mapel"),
        "No young person or adult of a family is called 'Mapel'. Did you mean 'Maple'?",
    ),
    FaultKind(
        "A personal need that is not recorded",
        "Write the reference of the record, never the need itself; without a record, remove the row.",
        (Cell("Personal needs", 2, "Recorded need", None, ""),),
        "This is missing, and it is needed.",
        "Give the reference of the recorded need: without one it does not count.",
    ),
    FaultKind(
        "A personal need that nobody approved",
        "Write who approved it; until somebody has, remove the row.",
        (Cell("Personal needs", 2, "Approved by", None, ""),),
        "This is missing, and it is needed.",
        "Say who approved it: without that it does not count.",
    ),
    FaultKind(
        "A personal need about a task the period does not have",
        "Correct the task, or remove the row.",
        row("Personal needs", 3, Task="Dentst, 1"),
        "The period has no visit, escort or shift called 'Dentst, 1'. Did you mean 'Dentist, 1'?",
    ),
    FaultKind(
        "A personal need about one seat of a shift",
        "Leave out the number at the end.",
        row("Personal needs", 3, Task="Cliff/2026-01-07/Early/1"),
        "A need is about the whole shift: leave out the seat, 'Cliff/2026-01-07/Early'.",
    ),
    FaultKind(
        "A personal need for a record nobody holds, of nearly a known name",
        "Correct the name of the skill.",
        row("Personal needs", 3, Skill="medicatoin"),
        "Nobody holds the skill 'medicatoin'. Did you mean 'medication'?",
    ),
    FaultKind(
        "Back from missing before they are gone",
        "Correct one of the two.",
        row("Missing episodes", 2, Back=datetime(2026, 1, 3, 19)),
        "They are back before they are gone, or as they go.",
    ),
    FaultKind(
        "A missing episode of nobody the hub knows",
        "Correct the code.",
        row("Missing episodes", 2, Young_person="Hern"),
        "No young person is called 'Hern'. Did you mean 'Heron'?",
    ),
    FaultKind(
        "A day worked that is not past",
        "Remove the row, or correct its date.",
        row("Days worked", 2, Day=datetime(2026, 1, 5)),
        "Mon 5 Jan 2026 is not before the period, which begins Mon 5 Jan 2026.",
    ),
    FaultKind(
        "A day worked given twice",
        "Keep one row for the whole of the day.",
        row("Days worked", 3, Day=datetime(2026, 1, 3)),
        "Another row gives what this person worked that day.",
    ),
    FaultKind(
        "More of a night awake than the duty is long",
        "Correct the minutes, or the times of the duty.",
        row("Duties before", 2, Disturbed_minutes=1500),
        "More minutes awake for work in the night than the whole duty has.",
    ),
    FaultKind(
        "Somebody too young to work",
        "Correct the day they turn 18, or the day they started.",
        row("People", 3, Turns_18_on=datetime(2029, 1, 1)),
        "Whoever turns 18 on Mon 1 Jan 2029 is not 16 yet on Mon 5 Jan 2026: correct the date.",
    ),
)

PERCENT = "unfamiliar hours"

POLICY: tuple[FaultKind, ...] = (
    FaultKind(
        "A rule that is none",
        "Copy the rule's name from docs/rulebook.md, capitals and all.",
        row("Policy numbers", 2, Rule="daily rets"),
        "There is no rule 'daily rets'. Did you mean 'daily rest'?",
    ),
    FaultKind(
        "A number the rule does not have",
        "Copy the number's name from the rule's table in docs/rulebook.md.",
        row("Policy numbers", 2, Number="daily_hour"),
        "The rule 'daily rest' has no number 'daily_hour'. Did you mean 'daily_hours'?",
    ),
    FaultKind(
        "A value the number cannot have",
        "Give a value within what docs/rulebook.md says the number may be.",
        row("Policy numbers", 2, Value=90),
        "'daily_hours' of 'daily rest' is at least 0 and at most 48: 90 cannot be it.",
    ),
    FaultKind(
        "A fraction where a number is whole",
        "Give a whole number.",
        row("Policy numbers", 3, Rule="visit times", Number="grid_minutes", Value=7.5),
        "'grid_minutes' of 'visit times' is a whole number, at least 5 and at most 60: 7.5 cannot be it.",
    ),
    FaultKind(
        "Two numbers of a rule that are at odds",
        "Change the one that is wrong; where both have a row, both rows are told.",
        row("Policy numbers", 3, Rule=PERCENT, Number="first_percent", Value=60),
        "'first_percent' is at most 'second_percent'; here 'first_percent' is 60, "
        "'second_percent' is 50, as usual.",
    ),
    FaultKind(
        "A number given twice",
        "Keep the row that was signed.",
        (
            *row("Policy numbers", 3, Rule="daily rest", Value=12),
            *row("Policy numbers", 3, Number="daily_hours"),
        ),
        "Another row gives this number of this rule.",
    ),
    FaultKind(
        "A word for a number of a rule",
        "Write the number in figures.",
        (Cell("Policy numbers", 2, "Value", "six"),),
        "The cell holds the text 'six', and a number belongs here.",
        in_json="'six' is not a number.",
    ),
)
