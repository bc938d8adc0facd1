"""What a week as it was worked broke, told when it is recorded and kept so: later rules do not rewrite it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from hub_roster.domain.clock import Instant, instant_of, overlap, wall
from hub_roster.domain.lines import Lines
from hub_roster.domain.problem import Problem
from hub_roster.domain.recorded import Breach
from hub_roster.domain.roster import Roster
from hub_roster.domain.tasks import Shift, shift_of
from hub_roster.rules.cover import SomebodyHome
from hub_roster.rules.judge import judge
from hub_roster.rules.rulebook import RULEBOOK
from hub_roster.rules.stretches import Stretch, inside, stretches
from hub_roster.service.publishing.publishing import human, spans
from hub_roster.store.bookings import Bookings
from hub_roster.store.scope import ScopedSession

ELSEWHERE = "one place at a time"
"""What it is called where somebody was down for another hub meanwhile."""


def breaches(session: ScopedSession, problem: Problem, roster: Roster, now: datetime) -> tuple[Breach, ...]:
    """Give everything a week broke that is over or has begun; what is still to come is no breach yet.

    Parameters
    ----------
    problem
        Of the week, with what was recorded of it.
    """
    at = instant_of(now)
    # That a week was worked otherwise than was decided before is what a record is for.
    free = problem.edited(locks=(), published=())
    judgement = judge(RULEBOOK.of(free), free, roster)
    lines = Lines(problem, roster)
    found = [Breach(rule=v.rule, whom=v.whom, tasks=v.tasks, words=v.message) for v in judgement.told]
    found += [
        Breach(rule=c.rule, whom=c.whom, tasks=c.tasks, words=f"{c.points} minutes short.")
        for c in judgement.needs
    ]
    found += _left_alone(lines)
    begun = [each for each in found if _has_begun(problem, each, at)]
    return (*begun, *_elsewhere(session, problem, roster, at))


def _has_begun(problem: Problem, breach: Breach, at: Instant) -> bool:
    tasks = [problem.task(task) for task in breach.tasks]
    starts = [
        task.start if isinstance(task, Shift) else task.window[0] if hasattr(task, "window") else task.span[0]
        for task in tasks
        if task is not None
    ]
    return not starts or min(starts) <= at


def _left_alone(lines: Lines) -> Iterator[Breach]:
    """Give homes that somebody left, or came to late, so that for a while nobody was in."""
    times = {(a.person, shift_of(a.task)): a.span for a in lines.known}
    for stretch in stretches(lines.problem):
        if inside(lines, stretch) > 0:
            minutes = stretch.minutes - _somebody_in(lines, stretch, times)
            if minutes > 0:
                words = f"Nobody was in for {minutes} minutes of {wall(stretch.start):%a %d %b, %H:%M} to "
                words += f"{wall(stretch.end):%H:%M}."
                yield Breach(rule=SomebodyHome.name, whom=stretch.home, tasks=stretch.shifts, words=words)


def _somebody_in(
    lines: Lines, stretch: Stretch, times: dict[tuple[str, str], tuple[Instant, Instant]]
) -> int:
    """Give the minutes of a stretch in which anybody was there, of whichever shift of the home."""
    there = sorted(
        (max(start, stretch.start), min(end, stretch.end))
        for (_, shift), (start, end) in times.items()
        if _home(lines.problem, shift) == stretch.home and overlap(start, end, stretch.start, stretch.end)
    )
    minutes, reached = 0, stretch.start
    for start, end in there:
        minutes += max(0, end - max(start, reached))
        reached = max(reached, end)
    return minutes


def _home(problem: Problem, shift: str) -> str | None:
    task = problem.shift.get(shift)
    return None if task is None else task.home


def _elsewhere(session: ScopedSession, problem: Problem, roster: Roster, at: Instant) -> Iterator[Breach]:
    """Give the times at which somebody was down for another hub too: at which, nobody here is told."""
    begun = [span for span in spans(problem, roster) if instant_of(span.starts) <= at]
    people = {human(problem.id, person.key): person.key for person in problem.people}
    for span, other in Bookings(session).elsewhere(problem.id, begun):
        start, until = wall(instant_of(other.starts)), wall(instant_of(other.ends))
        words = f"Was booked by another hub from {start:%a %d %b, %H:%M} to {until:%a %d %b, %H:%M}."
        yield Breach(rule=ELSEWHERE, whom=people[span.who], words=words)
