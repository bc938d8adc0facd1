"""What is short, in words: by priority, then task by task."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from rich import box
from rich.table import Table

from hub_roster.cli.screen import heading, item, name_command, out, say
from hub_roster.cli.why import Why
from hub_roster.cli.words import PRIORITIES, Names, counted, day_words, length_words, moment_words, task_words
from hub_roster.domain.appointments import Appointment, AppointmentKind
from hub_roster.domain.clock import day_of
from hub_roster.domain.lines import Lines
from hub_roster.domain.offers import AssignmentState
from hub_roster.domain.roster import Assignment
from hub_roster.domain.tasks import OnCall, Shift, shift_of
from hub_roster.program.statement import Priority
from hub_roster.rules.agency import AgencyShare
from hub_roster.rules.alone import NotAlone
from hub_roster.rules.from_shift import CoverMeanwhile
from hub_roster.rules.handover import Handover
from hub_roster.rules.healthy import Caseload, LoneTime, OneToOne
from hub_roster.rules.judge import Judgement
from hub_roster.rules.known_adults import DeputySeen, ThreeAdults
from hub_roster.rules.moves import Introductions
from hub_roster.rules.new_starters import NewStarterAlone
from hub_roster.rules.own_adults import OwnAdultsApproved
from hub_roster.rules.personal_needs import PersonalNeedsOnShift
from hub_roster.rules.pods import PodSupervisor
from hub_roster.rules.reserve import EmergencyReserve
from hub_roster.rules.rule import Charge
from hub_roster.rules.skilled import DriverOnShift, Restraint
from hub_roster.rules.states import at_risk

MOST_LISTED = 40
"""Short tasks listed one by one."""

MOST_TASKS = 4
"""Things one person is asked to do that are written out."""

Bounds = Mapping[Priority, int | None]
"""Minutes by priority that no roster can stay below, where they are known."""


def show_shortfall(
    lines: Lines, judgement: Judgement, bounds: Bounds | None = None, *, why: Why | None = None
) -> None:
    """Write what is short; with bounds, also whether less could be; with `why`, how to ask for more."""
    heading("What is short")
    short = {p: s for p, s in judgement.shortfall.items() if s.count}
    if not short:
        say("Nothing: every seat is filled, every shift has who it needs, every visit is made.")
        return
    table = Table(box=box.HORIZONTALS, padding=(0, 2, 0, 0), pad_edge=False)
    table.add_column("priority")
    table.add_column("how many", justify="right")
    table.add_column("time", justify="right")
    if bounds is not None:
        table.add_column("could it be less?")
    for priority, found in short.items():
        row = [f"{int(priority)}. {PRIORITIES[priority]}", str(found.count), length_words(found.minutes)]
        if bounds is not None:
            row.append(_could_be_less(found.minutes, bounds.get(priority)))
        table.add_row(*row)
    out.print(table)
    for words in list(listed(lines, judgement))[:MOST_LISTED]:
        item(words)
    left = len(judgement.needs) - MOST_LISTED
    if left > 0:
        say(f"  and {left} more.")
    tasks = [task for need in judgement.needs for task in need.tasks]
    if why is not None and tasks:
        name_command("Why:", why.command(tasks[0]))


def show_at_risk(lines: Lines) -> None:
    """Write the work that stands only once its person has said yes: till then it is no cover."""
    _show_unused_offers(lines)
    found = at_risk(lines.roster)
    if not found:
        return
    heading("Seats and visits at risk")
    say(
        f"{counted(len(found), 'assignment')} of work beyond contract, on days off, relief or agency: not "
        "covered until offered and accepted, or booked by name."
    )
    names = Names(lines.problem.people)
    by_person: dict[tuple[str, AssignmentState], list[str]] = defaultdict(list)
    for each in sorted(found, key=lambda a: a.span):
        words = _briefly(lines, each)
        if words not in by_person[each.person, each.state]:
            by_person[each.person, each.state].append(words)
    for (person, state), tasks in sorted(by_person.items()):
        asked = f"{names.full(person)}{_reach(lines, person)}, {STATES[state]}"
        item(f"{asked}: {', '.join(tasks[:MOST_TASKS])}{_and_more(len(tasks))}")


def _show_unused_offers(lines: Lines) -> None:
    """Write the work somebody was asked to do, or said yes to, that this roster does not give them."""
    problem = lines.problem
    unused = [
        offer
        for offer in problem.offers
        if offer.state is not AssignmentState.DECLINED
        and offer.person not in lines.on.get(shift_of(offer.task), ())
    ]
    if not unused:
        return
    heading("Offers this roster does not use")
    names = Names(problem.people)
    for offer in unused:
        what = "said yes to" if offer.state is AssignmentState.ACCEPTED else "was asked for"
        item(f"{names.full(offer.person)} {what}: {task_words(problem, offer.task)}. Tell them, or lock it.")


def _briefly(lines: Lines, assignment: Assignment) -> str:
    """Give what somebody is asked to do in few words: visits of a day are one run of outreach."""
    task = lines.problem.task(assignment.task)
    when = moment_words(assignment.span[0])
    if isinstance(task, Shift):
        return f"{task.name} {task.home} {when}"
    if isinstance(task, OnCall):
        return f"on call {when}"
    return f"outreach {day_words(day_of(assignment.span[0]))}"


def _and_more(count: int) -> str:
    return f" and {count - MOST_TASKS} more" if count > MOST_TASKS else ""


def _reach(lines: Lines, key: str) -> str:
    """Say how a person is to be asked, as far as the hub knows."""
    person = lines.problem.person[key]
    words = [word for word in (person.preferred_contact, person.work_phone) if word]
    return f" ({', '.join(words)})" if words else ""


STATES: Mapping[AssignmentState, str] = MappingProxyType(
    {
        AssignmentState.TO_OFFER: "to be offered",
        AssignmentState.OFFERED: "offered, no answer yet",
        AssignmentState.DECLINED: "declined",
        AssignmentState.BOOKED: "booked, to be named and checked",
    }
)


def _could_be_less(minutes: int, bound: int | None) -> str:
    if bound is None:
        return "not known"
    if bound >= minutes:
        return "no, in no roster"
    return f"at least {length_words(bound)}" if bound else "perhaps"


def listed(lines: Lines, judgement: Judgement) -> Iterator[str]:
    """Give a line for each thing that is short, the most urgent first."""
    for charge in judgement.needs:
        yield short_words(lines, charge)


def short_words(lines: Lines, charge: Charge) -> str:
    """Say what one need lacks."""
    problem = lines.problem
    tasks = [problem.task(task) for task in charge.tasks]
    shifts = [task for task in tasks if isinstance(task, Shift)]
    if charge.priority is Priority.NOBODY and shifts:
        names = ", ".join(shift.name for shift in shifts)
        day = day_words(max(shift.day for shift in shifts))
        return f"nobody in {charge.whom} for {length_words(charge.points)}, {day} ({names})"
    words = "; ".join(task_words(problem, task) for task in charge.tasks)
    if charge.rule in _SAID:
        length = length_words(charge.points)
        whom = charge.whom
        if whom in problem.person:
            whom = Names(problem.people).full(whom)
        return _SAID[charge.rule].format(whom=whom, length=length, tasks=words or "no shift")
    appointments = [task for task in tasks if isinstance(task, Appointment)]
    if charge.rule == Introductions.name:
        span = f"{day_words(shifts[0].day)} to {day_words(shifts[-1].day)}"
        return f"introductions before a move, {length_words(charge.points)} too few on shifts, {span}"
    if charge.rule == CoverMeanwhile.name:
        return f"{charge.whom} below its fewest adults for {length_words(charge.points)} during: {words}"
    if appointments and appointments[0].kind is not AppointmentKind.VISIT:
        there = len(lines.on.get(appointments[0].id, ()))
        return f"{words}: {there} of {counted(appointments[0].adults, 'person', 'people')}"
    if charge.priority is Priority.COVER and shifts:
        there, seats = len(lines.on.get(shifts[0].id, ())), shifts[0].seats
        return f"{words}: {seats - there} of {seats} seats empty"
    if charge.priority is Priority.SAFETY and shifts:
        return f"{words}: {', '.join(_lacking(lines, shifts[0])) or 'a skill'} missing"
    if tasks and isinstance(tasks[0], OnCall):
        return f"{words}: nobody"
    return words


_SAID: Mapping[str, str] = MappingProxyType(
    {
        NotAlone.name: "{whom}: {length} short of two adults, without a lone working assessment ({tasks})",
        Restraint.name: "{tasks}: too few trained to restrain",
        DriverOnShift.name: "{tasks}: too few drivers",
        AgencyShare.name: "{tasks}: more agency and bank staff than policy lets be",
        Handover.name: "{whom}: nobody to hand over, for {length} ({tasks})",
        PodSupervisor.name: "{tasks}: neither supervisor nor deputy of {whom} is on duty or on call",
        NewStarterAlone.name: "{whom}: only new starters for {length} ({tasks})",
        OwnAdultsApproved.name: "{tasks}: too few approved for a young person with adults of their own",
        PersonalNeedsOnShift.name: "{tasks}: a recorded need is not met",
        Caseload.name: "{whom} visits more young people in a week than is healthy",
        OneToOne.name: "{whom} has {length} more of one-to-one visits in a week than is healthy",
        LoneTime.name: "{whom} has {length} more alone with one adult than is healthy",
        ThreeAdults.name: "{whom} meets too few different adults",
        DeputySeen.name: "{whom} does not see their deputy within four weeks",
        EmergencyReserve.name: "{whom}: too few hub carers kept free for the night, because of: {tasks}",
    }
)
"""What is short, for rules whose charge says it all."""


def _lacking(lines: Lines, shift: Shift) -> Iterator[str]:
    """Give the skills that nobody, or too few, on a shift have."""
    problem = lines.problem
    for need in problem.shift_needs:
        if (need.home, need.shift) == (shift.home, shift.name):
            on = lines.on.get(shift.id, ())
            if sum(problem.has_skill(key, need.skill, shift.day) for key in on) < need.adults:
                yield need.skill
