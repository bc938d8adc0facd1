"""Check of where young people live: nobody the hub knows is left out of its stays."""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta
from typing import TYPE_CHECKING

from hub_roster.domain.checks_fault import Fault, in_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hub_roster.domain.tables import Tables
    from hub_roster.domain.young_people import Stay


def living_nowhere(problem: Tables) -> Iterator[Fault]:
    """Find young people to be visited who have left every place they lived, and no other is known.

    One without any stay may live anywhere, and a stay to come is no fault: introductions come before it.
    """
    stays: dict[str, list[Stay]] = defaultdict(list)
    for stay in problem.stays:
        stays[stay.young_person].append(stay)
    end = problem.first_day + timedelta(days=7 * problem.weeks)
    visited = {
        visit.young_person
        for visit in problem.visits
        if visit.first_day < end and visit.last_day >= problem.first_day
    }
    for row, young in enumerate(problem.young_people):
        left = [stay.last_day for stay in stays[young.code] if stay.last_day is not None]
        if young.code not in visited or not left or len(left) < len(stays[young.code]):
            continue
        if max(left) < problem.first_day:
            yield Fault(
                ("young_people", row, "code"),
                f"{young.code} has a visit in the period, but the last stay ended on {in_words(max(left))}: "
                "say in Stays where they live now.",
            )
