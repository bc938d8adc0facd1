"""How good a draft is, and what it took for granted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from hub_roster.cli.personal_needs import lapsed_needs
from hub_roster.cli.screen import heading, item, say
from hub_roster.cli.signatures import unsigned_numbers
from hub_roster.cli.words import Names, counted, length_words, points_words
from hub_roster.domain.appointments import AppointmentKind
from hub_roster.domain.home import PartKind
from hub_roster.domain.people import CHECKS, DRIVER, NIGHT_ASSESSMENT
from hub_roster.domain.problem import Problem
from hub_roster.rules.handover import Handover
from hub_roster.rules.rulebook import RULEBOOK
from hub_roster.rules.stretches import stretches
from hub_roster.solver.result import Draft

LITTLE = 0.02
"""Share of the cost that is little to gain (an assumption)."""


MOST_CASES = 4
"""Young people one full post is key worker of (an assumption)."""

FULL_POST = 37
"""Hours a week of a full post (NJC Green Book)."""


def show_goodness(problem: Problem, draft: Draft) -> None:
    """Write how good a draft is: the verdict first, then the figures behind it."""
    heading("How good it is")
    say(verdict(draft))
    for line in _figures(problem, draft):
        item(line)


def verdict(draft: Draft) -> str:
    """Say in a sentence whether it is worth trying longer."""
    if not draft.listed_whole:
        return (
            "Nothing is known of how much better it could be: so many visits can be made in so many orders"
            " that long rounds of them were left out. Narrow the days or hours of visits where you can."
        )
    if draft.gap is None:
        return (
            "Worth trying longer: it is not settled that no roster has less short, "
            "so what is left to gain is not known."
        )
    if draft.gap_points == 0:
        return "This is the best possible: no roster has less short, and none as good as this costs less."
    if draft.gap <= LITTLE:
        return f"Little left to gain: at most {_most(draft.gap)} of its cost, with as little short as can be."
    return f"Worth trying longer: up to {_most(draft.gap)} of its cost may be left to gain."


def _most(gap: float) -> str:
    # A most is rounded up.
    return f"{-(-1000 * gap // 1) / 10:g} %"


def _figures(problem: Problem, draft: Draft) -> Iterator[str]:
    least = "the least possible not known" if draft.bound is None else f"no roster below {draft.bound:,}"
    yield f"cost {draft.cost:,} ({points_words(problem)}), {least}"
    broken = len(draft.judgement.told)
    yield f"rules of law and safety broken: {broken or 'none'}"
    first = f"the first with this little short after {draft.first_complete_seconds:.1f} s"
    yield f"{draft.seconds:.1f} s of search, {first}"
    yield f"the same roster again: --work {draft.work!r} --seed {draft.seed}"


def show_assumptions(problem: Problem) -> None:
    """Write what was taken for granted where a hub's file says nothing."""
    found = list(assumptions(problem))
    if found:
        heading("Taken for granted")
        for line in found:
            item(line)


def assumptions(problem: Problem) -> Iterator[str]:
    """Give a sentence for each table that is empty, and what that was taken to mean."""
    yield from _of_skills(problem)
    if not problem.approvals:
        yield "No one-to-one approvals are recorded: none were asked for."
    yield from _of_relationships(problem)
    yield from _of_caseloads(problem)
    if problem.young_people and not problem.stays:
        yield "No stays are recorded: nobody was taken to live in a home, or to be owed time there."
    yield from _of_moves(problem)
    if not problem.leave:
        yield "No leave is recorded: everyone was taken to be there."
    if not problem.weeks_worked:
        yield "No past weeks are recorded: the 48-hour average counts this period alone."
    assumed = sum(record.assumed for record in problem.weeks_worked)
    if assumed:
        yield f"Of {len(problem.weeks_worked)} past weeks of work, {assumed} are as planned, not as worked."
    if not problem.days_worked:
        yield (
            "No past days are recorded: days running, sleep-ins and hours in seven days are counted from "
            "this period on."
        )
    if not problem.duties_before:
        yield "No duty is recorded from the day before: everyone starts rested."
    if not problem.appointments:
        yield "There are no visits in this period."
    yield from lapsed_needs(problem)
    yield from unsigned_numbers(problem)
    yield from _of_key_work(problem)
    yield from _of_on_call(problem)
    yield from _of_homes(problem)


def _of_on_call(problem: Problem) -> Iterator[str]:
    """Say at which hours nobody is asked to be on call."""
    if not problem.on_call:
        yield "There is no on-call in this period: nobody was asked to be."
    for hub in sorted({code for spell in problem.on_call for code in (spell.hub, *spell.shared_with)}):
        without = _minutes_without(problem, hub)
        if without:
            yield f"{hub}: at {length_words(without)} of the period nobody was asked to be on call."


def _minutes_without(problem: Problem, hub: str) -> int:
    """Give the minutes of the period outside a hub's spells, taking those before it to be as these are."""
    spans = [spell.span for spell in problem.on_call if hub in (spell.hub, *spell.shared_with)]
    length = problem.end - problem.start
    reached, without = problem.start, 0
    for start, end in sorted([*spans, *((start - length, end - length) for start, end in spans)]):
        without += max(0, min(start, problem.end) - reached)
        reached = max(reached, end)
    return without + max(0, problem.end - reached)


def _of_homes(problem: Problem) -> Iterator[str]:
    """Say which homes could not have what is asked of them, whoever was on."""
    assessed = {home.code for home in problem.homes if home.lone_working_assessment}
    # What is on after the period is not all listed.
    single = {s.home for s in stretches(problem) if s.places == 1 and s.start < problem.end}
    for home in sorted(single - assessed):
        yield (
            f"{home} has one adult on some of its shifts and no lone working assessment: "
            "record one, or add a seat."
        )
    handed_over = next(rule for rule in RULEBOOK.of(problem) if isinstance(rule, Handover))
    for home in sorted(handed_over.homes_without):
        yield f"{home} has shifts that end with nobody who could hand over: let the next begin earlier."


def _of_moves(problem: Problem) -> Iterator[str]:
    """Say which moves wait for an exemption from the usual fostering limit."""
    for move in problem.moves:
        if move.code in problem.over_fostering_limit:
            yield (
                f"With the move {move.code} the household {move.household} would have more children than "
                "usual: no introductions are drafted until an exemption is recorded."
            )


def _of_key_work(problem: Problem) -> Iterator[str]:
    """Say which visits to residents take somebody who comes for them."""
    count = sum(
        visit.kind is AppointmentKind.VISIT
        and not visit.in_shift
        and any(problem.home_of(code, visit.days[0]) for code in visit.young_people)
        for visit in problem.appointments
    )
    if count:
        takes, them = ("takes", "it") if count == 1 else ("take", "them")
        yield (
            f"{counted(count, 'visit')} to young people who live in a home {takes} somebody who comes for "
            f"{them}: say yes under 'In shift' where whoever is on shift may make {them}."
        )


def _of_skills(problem: Problem) -> Iterator[str]:
    held = {record.skill for record in problem.skills}
    if not held:
        yield "No skills are recorded: none were asked for on shifts, visits or on call."
    elif CHECKS not in held:
        yield f"Skills are recorded, but nobody's '{CHECKS}': so nobody may work at all."
    elif DRIVER not in held:
        yield f"Skills are recorded, but nobody is a '{DRIVER}': so nobody may make visits."
    nights = any(shift.kind is PartKind.WAKING_NIGHT and shift.seats for shift in problem.shift.values())
    if nights and NIGHT_ASSESSMENT not in held:
        yield f"Nobody's '{NIGHT_ASSESSMENT}' is recorded: none was asked for on waking nights."


def _of_relationships(problem: Problem) -> Iterator[str]:
    before = any(contact.day < problem.first_day for contact in problem.contacts)
    if not before and not problem.acquaintances:
        yield (
            "No contact ledger and no who-knows-whom: only key workers, deputies and core teams "
            "count as known."
        )
    elif not before:
        yield "No contact ledger: who knows whom was taken from the manager's word."
    if not before and problem.supported:
        yield "No contact ledger: no deputy was asked to be seen, nobody to know three adults."


def _of_caseloads(problem: Problem) -> Iterator[str]:
    """Say who is key worker of more young people than their hours allow."""
    names = Names(problem.people)
    cases = Counter(someone.key_worker for someone in problem.supported.values())
    many = [
        f"{names.label(person.key)}, of {cases[person.key]} at {person.contract_hours:g} h a week"
        for person in problem.people
        if person.contract_hours and cases[person.key] * FULL_POST > MOST_CASES * person.contract_hours
    ]
    if many:
        yield (
            f"Key worker of more young people than their hours allow, which is {MOST_CASES} in a full post "
            f"of {FULL_POST} h: {'; '.join(many)}."
        )
