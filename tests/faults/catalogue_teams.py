"""Kinds of fault of pods, families and their codes; of terms, households and changes of cover."""

from __future__ import annotations

from datetime import datetime, time

from tests.faults.catalogue_whole import ANN, OTHER, row
from tests.faults.kinds import Cell, FaultKind, at


def change(number: int, seats: int) -> tuple[Cell, ...]:
    """Give a row of Shifts that changes the early of one day."""
    day = datetime(2026, 1, 7)
    times = {"Start": time(7, 30), "End": time(15)}
    fixed = {"Home": "Cliff", "Kind": "early", **times, "Seats": seats, "First day": day, "Last day": day}
    return (
        *(Cell("Shifts", number, k, v) for k, v in fixed.items()),
        Cell("Shifts", number, "Name", "Early"),
    )


RELATED: tuple[FaultKind, ...] = (
    FaultKind(
        "A pod that no row has",
        "Correct the name, or add the pod to Pods.",
        row("Young people", 2, Pod="Pod"),
        "No pod is called 'Pod'. Did you mean '=Pod'?",
    ),
    FaultKind(
        "A family that no row has",
        "Correct the code, or add the family to Families.",
        row("Family adults", 2, Family="Fern"),
        "No family is called 'Fern'.",
    ),
    FaultKind(
        "A hub that no row has, in a session",
        "Correct the code of the hub.",
        row("Sessions", 2, Hub="Nrth"),
        "No hub is called 'Nrth'. Did you mean 'North'?",
    ),
    FaultKind(
        "A hub that no row has, among those a person also works for",
        "Correct the code, or add the hub to Hubs.",
        (Cell("People", 2, "Also works for hubs", "Coast", ["Coast"]),),
        "No hub is called 'Coast'.",
    ),
    FaultKind(
        "A plan for nobody the hub knows",
        "Correct the code, or add whom the plan is for to Young people or Family adults.",
        row("Agreed plans", 3, Young_person="Hern"),
        "No young person or adult of a family is called 'Hern'. Did you mean 'Heron'?",
    ),
    FaultKind(
        "Somebody at a visit whom the hub does not know",
        "Correct the code of whoever of the family is there too.",
        (Cell("Visits", 2, "Others", "Heron, Robin", ["Heron", "Robin"]),),
        "No young person or adult of a family is called 'Robin'.",
    ),
    FaultKind(
        "A meeting with somebody who is not in People",
        "Correct the key, or add the person.",
        (Cell("Meetings", 2, "Attendees", f"{ANN}, 009", [ANN, "009"]),),
        "No person is called '009'.",
    ),
    FaultKind(
        "An escort to a place that is not listed",
        "Correct the place, or add it to Places with its driving times.",
        row("Escorts", 2, To="Twon Hall"),
        "No place is called 'Twon Hall'. Did you mean 'Town Hall'?",
    ),
    FaultKind(
        "An adult of a family with a young person's code",
        "Choose another code for the adult.",
        row("Family adults", 3, Hub="North", Place="Town Hall", Family="Oak", Code="Heron"),
        "A young person or another adult has this code.",
    ),
    FaultKind(
        "An adult of a family with nearly a young person's code",
        "Choose a code that nobody can mistake for another.",
        row("Family adults", 3, Hub="North", Place="Town Hall", Family="Oak", Code="Mapel"),
        "'Mapel' is easily taken for Maple: choose a code that differs more.",
    ),
    FaultKind(
        "Adults of families with codes that look alike",
        "Keep one row if they are one; else choose another code.",
        row(
            "Family adults",
            3,
            Hub="North",
            Place="Town Hall",
            Family="Oak",
            Code="'Heron\N{RIGHT SINGLE QUOTATION MARK}s mum'",
        ),
        "''Heron\N{RIGHT SINGLE QUOTATION MARK}s mum'' is easily taken for 'Heron's mum': choose a code that differs more.",
    ),
    FaultKind(
        "One code for two tasks of different sheets",
        "Give one of them another code: locks and rosters refer to tasks by it.",
        row("Sessions", 2, Code="Key work"),
        "Another plan has this code: each task has its own.",
    ),
    FaultKind(
        "The same household twice",
        "Keep one of the two rows.",
        row("Households", 3, Hub="North", Code="O'Neil"),
        "This household stands in another row too.",
    ),
    FaultKind(
        "Two inductions of one person",
        "Keep one of the two rows.",
        row("Inductions", 3, First_day=datetime(2025, 12, 1), Person=OTHER),
        "Another row gives this person's induction.",
    ),
    FaultKind(
        "A leave year given twice",
        "Keep one of the two rows.",
        row(
            "Leave years",
            3,
            Person=ANN,
            Last_day=datetime(2026, 3, 31),
            Hours=200,
            First_day=datetime(2025, 4, 1),
        ),
        "Another row gives this person's leave year.",
    ),
)

TEAMS: tuple[FaultKind, ...] = (
    FaultKind(
        "A partner with contract hours",
        "Empty the hours, and say in Availability when the partner is there.",
        row("People", 2, Employment="partner"),
        "A partner has no contract hours to roster: leave this empty and give their hours in the sheet Availability.",
        at=at("People", 2, "Contract hours a week"),
    ),
    FaultKind(
        "A volunteer with contract hours",
        "Empty the hours, and say in Availability when the volunteer can be asked.",
        row("People", 2, Employment="volunteer"),
        "A volunteer has no contract hours to roster: leave this empty and give their hours in the sheet Availability.",
        at=at("People", 2, "Contract hours a week"),
    ),
    FaultKind(
        "A person not named yet who is no agency's",
        "Name the person, or change Employment to agency.",
        (Cell("People", 3, "Not named yet", "yes", in_json=True),),
        "Only an agency is booked unnamed.",
    ),
    FaultKind(
        "More children in a household than it may have",
        "Correct the dates, or the number in Households.",
        row("Placements", 3, Household="O'Neil", First_day=datetime(2026, 1, 10)),
        "On Sat 10 Jan 2026 this household would have 2 children, and may have 1.",
    ),
    FaultKind(
        "A placement with a person of another household",
        "Correct the person here, or the household in People.",
        row("Placements", 2, Person=OTHER),
        "007 is not of the household 'O'Neil'.",
    ),
    FaultKind(
        "A carer deployable before the child leaves",
        "Correct one of the dates.",
        row("Placements", 2, Deployable_from=datetime(2026, 1, 20)),
        "Tue 20 Jan 2026 is before Sun 1 Feb 2026, when the child leaves.",
    ),
    FaultKind(
        "A household for more children than any may have",
        "Correct the number.",
        row("Households", 2, Most_children=11),
        "'11' is too large: the most is 10.",
    ),
    FaultKind(
        "An induction signed off before it began",
        "Correct one of the dates.",
        row("Inductions", 2, Signed_off=datetime(2025, 12, 1)),
        "Mon 1 Dec 2025 is before Mon 8 Dec 2025, when it begins.",
    ),
    FaultKind(
        "A leave year that ends before it begins",
        "Correct one of the dates.",
        row("Leave years", 2, Last_day=datetime(2025, 3, 31)),
        "Mon 31 Mar 2025 is before Tue 1 Apr 2025, when it begins.",
    ),
    FaultKind(
        "Availability that ends before it begins",
        "Correct one of the dates.",
        row("Availability", 2, Last_day=datetime(2026, 1, 4)),
        "Sun 4 Jan 2026 is before Mon 5 Jan 2026, when it begins.",
    ),
    FaultKind(
        "A change of a shift that leaves fewer seats than the cover",
        "Give the change more seats, or change the cover for those dates too.",
        change(4, seats=1),
        "Cliff has 1 seat Wed 7 Jan 2026 from 08:00 to 15:00, where 2 adults are asked for: add a shift or seats.",
        at=at("Cover", 2, "Adults"),
    ),
    FaultKind(
        "Two changes of one shift at a time",
        "Keep one of them, or correct their dates.",
        (*change(4, seats=2), *change(5, seats=2)),
        "Cliff has another shift called 'Early' on the same weekday.",
    ),
)
