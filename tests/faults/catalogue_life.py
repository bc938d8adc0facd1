"""Kinds of fault of a young person's week, agreed plans and moves; of meetings, escorts and offers."""

from __future__ import annotations

from datetime import datetime, time

from tests.faults.catalogue_whole import ANN, OTHER, row
from tests.faults.kinds import NOTHING, Cell, FaultKind, at


def blank(sheet: str, number: int, column: str) -> Cell:
    """Give a cell left blank, which JSON leaves out."""
    return Cell(sheet, number, column, None, NOTHING)


THEIRS: tuple[FaultKind, ...] = (
    FaultKind(
        "Visits welcome at no place",
        "Name the place, or write no under Visits welcome.",
        (blank("Young people's week", 3, "Place"),),
        "Visits are welcome then: say at which place.",
    ),
    FaultKind(
        "A time of the week in a calendar without term dates",
        "Correct the calendar, or add its terms to Term dates.",
        row("Young people's week", 2, Calendar="School"),
        "No term dates are given for 'School'. Did you mean '-Schools'?",
    ),
    FaultKind(
        "A term that ends before it begins",
        "Correct one of the dates.",
        row("Term dates", 2, Last_day=datetime(2026, 1, 1)),
        "Thu 1 Jan 2026 is before Mon 5 Jan 2026, when it begins.",
    ),
    FaultKind(
        "More adults of their own than anybody has",
        "Correct the number: two-to-one is 2.",
        row("Own 1-to-1 or 2-to-1", 2, Adults=5),
        "'5' is too large: the most is 4.",
    ),
    FaultKind(
        "A plan with less time than its visit takes",
        "Shorten the visit, or widen its times.",
        row("Agreed plans", 3, Latest=time(16)),
        "A visit of 45 minutes does not fit between 15:30 and 16:00.",
    ),
    FaultKind(
        "A plan for named people that names nobody",
        "Name who may make the visits, or choose another answer under Who may make it.",
        (blank("Agreed plans", 2, "Named"),),
        "Name people here for 'named', and only then.",
    ),
    FaultKind(
        "People named for a visit that others may make",
        "Write named under Who may make it, or empty this cell.",
        (Cell("Visits", 2, "Named", OTHER, [OTHER]),),
        "Name people here for 'named', and only then.",
    ),
    FaultKind(
        "Flexible time of a key worker where there is none",
        "Name a key worker in Young people.",
        row("Agreed plans", 3, Young_person="Maple"),
        "Maple has no key worker: name one, or let someone else visit.",
        at=at("Agreed plans", 3, "Who may make it"),
    ),
    FaultKind(
        "A plan of every other week that does not say which",
        "Write a day of a week in which there are visits.",
        (blank("Agreed plans", 2, "First day"),),
        "Every 2 weeks: say from which date they are counted.",
    ),
    FaultKind(
        "A plan that ends before it begins",
        "Correct one of the dates.",
        row("Agreed plans", 2, Last_day=datetime(2026, 1, 1)),
        "Thu 1 Jan 2026 is before Mon 5 Jan 2026, when it begins.",
    ),
    FaultKind(
        "More roles at a visit than adults",
        "Let more adults make the visit, or name fewer roles.",
        (Cell("Visits", 2, "Roles", "driver, first aid, lead", ["driver", "first aid", "lead"]),),
        "3 roles are to be there, and only 2 of the adults.",
    ),
    FaultKind(
        "A move to nowhere",
        "Name a household of hub carers, or a home.",
        (blank("Planned moves", 2, "Household"),),
        "Say where to: a household or a home, and only one.",
    ),
    FaultKind(
        "A move to two places",
        "Keep the household or the home.",
        row("Planned moves", 2, Home="Cliff"),
        "Say where to: a household or a home, and only one.",
        at=at("Planned moves", 2, "Household"),
    ),
    FaultKind(
        "A move to a household nobody belongs to",
        "Correct the household here or in People.",
        row("Planned moves", 2, Household="O'Neal"),
        "Nobody is of the household 'O'Neal'. Did you mean 'O'Neil'?",
    ),
    FaultKind(
        "A move to a home with nobody to get to know",
        "Name the adults of the home whom the young person meets first.",
        (
            blank("Planned moves", 2, "Household"),
            *row("Planned moves", 2, Home="Cliff"),
            blank("Planned moves", 2, "Carers"),
        ),
        "Name the adults of the home whom the young person gets to know first.",
    ),
    FaultKind(
        "Half a matching decision",
        "Write who took the decision and on which date, or neither.",
        (blank("Planned moves", 2, "Decided on"),),
        "A matching decision has both: who took it, and on which date.",
    ),
    FaultKind(
        "Introductions that end before they were decided on",
        "Correct one of the dates.",
        row("Planned moves", 2, Ended_on=datetime(2025, 12, 1)),
        "Mon 1 Dec 2025 is before Mon 15 Dec 2025, when it begins.",
    ),
)

WORK: tuple[FaultKind, ...] = (
    FaultKind(
        "A meeting longer than the time it may be held in",
        "Shorten the meeting, or widen its times.",
        row("Meetings", 2, Minutes=200),
        "A meeting of 200 minutes does not fit between 09:00 and 12:00.",
        at=at("Meetings", 2, "Latest"),
    ),
    FaultKind(
        "A meeting of nobody",
        "Name who is to be there.",
        (Cell("Meetings", 2, "Attendees", None, NOTHING),),
        "This is missing, and it is needed.",
    ),
    FaultKind(
        "A session that ends before it begins",
        "Correct one of the dates.",
        row("Sessions", 2, Last_day=datetime(2026, 1, 1)),
        "Thu 1 Jan 2026 is before Mon 5 Jan 2026, when it begins.",
    ),
    FaultKind(
        "An escort that takes no time",
        "Write the minutes from setting off until free again.",
        row("Escorts", 2, Minutes=0),
        "'0' is too small: the least is 5.",
    ),
    FaultKind(
        "An escort by named people that names nobody",
        "Name who may go, or choose another answer under Who may go.",
        (blank("Escorts", 2, "Named"),),
        "Name people here for 'named', and only then.",
    ),
    FaultKind(
        "An offer in a state that only an assignment has",
        "Write offered, accepted or declined.",
        row("Offers", 2, State="booked"),
        "An offer is offered, accepted or declined; 'booked' is none of these.",
    ),
    FaultKind(
        "An offer of a task the period does not have",
        "Correct the task, or remove the offer.",
        row("Offers", 2, Task="Cliff/2026-01-12/Erly"),
        "The period has no task called 'Cliff/2026-01-12/Erly'. Did you mean 'Cliff/2026-01-12/Early'?",
    ),
    FaultKind(
        "One task offered to one person twice",
        "Keep the row that says how the offer stands now.",
        row("Offers", 3, Person=OTHER, Task="Cliff/2026-01-12/Early/2"),
        "Another row says how this offer stands.",
    ),
    FaultKind(
        "A lock on more visits of a plan than its week has",
        "Correct the task: a plan's visits are named by its code, the Monday of the week, and a number.",
        row("Locks", 3, Person=ANN, Task="@Mum, plan 2026-01-05 3"),
        "The period has no task called '@Mum, plan 2026-01-05 3'. Did you mean '@Mum, plan 2026-01-05 2'?",
    ),
)
