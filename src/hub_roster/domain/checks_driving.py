"""Check of driving times: every way that a duty may drive is known."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from hub_roster.domain.checks_fault import Fault, listed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hub_roster.domain.tables import Tables
    from hub_roster.domain.young_people import Supported

Way = frozenset[str]


def unknown_ways(problem: Tables) -> Iterator[Fault]:
    """Find ways of a hub that may be driven and have no driving time: one fault a place.

    Duties drive between visits, between a visit and a home or base, and between homes; none drives
    from a base to a home or to another base.
    """
    known = {frozenset((drive.origin, drive.destination)) for drive in problem.driving}
    rows = {place.code: row for row, place in enumerate(problem.places)}
    absent = {way for way in _ways(problem) if len(way) == 2 and way not in known and way <= rows.keys()}
    while absent:
        # The place that most ways lack is the one somebody forgot: told once, not once a way.
        counts = Counter(place for way in absent for place in way)
        worst = min(counts, key=lambda place: (-counts[place], place))
        ends = sorted(place for way in absent if worst in way for place in way - {worst})
        yield Fault(
            ("places", rows[worst], "code"),
            f"No driving time between '{worst}' and {listed(ends)}: each is used for work. "
            "Add a row for each way to Driving times.",
        )
        absent = {way for way in absent if worst not in way}


def _ways(problem: Tables) -> set[Way]:
    visited, homes, bases = _used(problem)
    ways: set[Way] = set()
    for hub in problem.hubs:
        met = visited[hub.code]
        ways.update(frozenset((a, b)) for a in met for b in met | homes[hub.code] | bases[hub.code])
        ways.update(frozenset((a, b)) for a in homes[hub.code] for b in homes[hub.code])
    return ways


def _used(
    problem: Tables,
) -> tuple[defaultdict[str, set[str]], defaultdict[str, set[str]], defaultdict[str, set[str]]]:
    """Give, by hub, the places of visits, of homes and of bases."""
    visited: defaultdict[str, set[str]] = defaultdict(set)
    homes: defaultdict[str, set[str]] = defaultdict(set)
    bases: defaultdict[str, set[str]] = defaultdict(set)
    supported: tuple[Supported, ...] = (*problem.young_people, *problem.family_adults)
    known = {each.code: each for each in supported}
    for visit in problem.visits:
        if visit.young_person in known:
            young = known[visit.young_person]
            visited[young.hub].add(visit.place or young.place)
    agreed = {*(plan.young_person for plan in problem.plans), *(move.young_person for move in problem.moves)}
    for code in agreed & known.keys():
        visited[known[code].hub].add(known[code].place)
    for escort in problem.escorts:
        if escort.young_person in known:
            visited[known[escort.young_person].hub].update((escort.origin, escort.destination))
    for session in problem.sessions:
        visited[session.hub].add(session.place)
    for meeting in problem.meetings:
        visited[meeting.hub].add(meeting.place)
    for time in problem.week_times:
        if time.visits and time.place is not None and time.young_person in known:
            visited[known[time.young_person].hub].add(time.place)
    for home in problem.homes:
        homes[home.hub].add(home.place)
    for person in problem.people:
        for hub in (person.hub, *person.floats_to):
            bases[hub].add(person.base)
    return visited, homes, bases
