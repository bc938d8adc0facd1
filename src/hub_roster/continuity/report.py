"""What a roster means for each young person, whoever is furthest from what they are owed first."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from math import ceil
from statistics import fmean
from typing import TYPE_CHECKING

from hub_roster.continuity.demand import (
    SEEN_DAYS,
    Demand,
    demanded,
    seen_before,
    unfamiliar_hundredths,
)
from hub_roster.continuity.measures import (
    Index,
    bice_boxerman,
    key_worker_share,
    sequential,
    usual_provider,
)
from hub_roster.continuity.meetings import Meeting, meetings
from hub_roster.continuity.residence import core_team_cover, handover_carry_over, waking_shifts
from hub_roster.domain.model import Record

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hub_roster.continuity.familiarity import Familiarity
    from hub_roster.domain.lines import Lines
    from hub_roster.domain.problem import Problem
    from hub_roster.domain.young_people import Supported


class Owed(Record):
    """What a young person is owed in the period, and how much of it the roster gives.

    Attributes
    ----------
    demanded_minutes, met_minutes
        Minutes owed, of visits and of waking time in their home, and those someone has.
    unfamiliar_share
        0 to 1: minutes owed times the unfamiliarity of whoever has them, unmet ones in full, over
        minutes owed. None where nothing is owed.
    """

    demanded_minutes: int
    met_minutes: int
    unfamiliar_share: float | None

    @property
    def familiar_share(self) -> float | None:
        """What is left of 1 by the unfamiliar share."""
        return None if self.unfamiliar_share is None else 1 - self.unfamiliar_share


class KeyWorkerContact(Record):
    """When a young person spends time with their key worker, nights and restraints apart.

    Attributes
    ----------
    key_worker
        The person's key; None where nobody is named.
    days
        Dates of the period.
    last_seen_before
        The last date before the period; None where the ledger knows of none.
    longest_gap_days
        The most days from one such date to the next, from `last_seen_before` on and up to the
        period's last day. Where never seen before, counted from the day before the period, so that
        it is a least figure. None where nobody is named.
    """

    key_worker: str | None
    days: tuple[date, ...] = ()
    last_seen_before: date | None = None
    longest_gap_days: int | None = None


class YoungPersonContinuity(Record):
    """Continuity of one young person under one roster; people and young people by code only.

    Attributes
    ----------
    distinct_adults
        Different adults in the 14 days up to the period's end, nights included (as in the Swedish
        national indicator of home care).
    new_faces
        People they spend time with in the period and did not in the 14 days before it.
    core_team_cover, handover_carry_over
        For residents; see `residence`. `n` is minutes awake at home, and handovers.
    visits_usual_provider, visits_key_worker, visits_bice_boxerman, visits_sequential
        UPC, key-worker share, COC and SECON over the roster's visits in order of time, each adult
        of a two-adult visit a contact. Time on shifts is left out: with several adults on at once,
        indices over contacts break down.
    """

    young_person: str
    owed: Owed
    key_worker: KeyWorkerContact
    distinct_adults: int
    new_faces: tuple[str, ...]
    core_team_cover: Index
    handover_carry_over: Index
    visits_usual_provider: Index
    visits_key_worker: Index
    visits_bice_boxerman: Index
    visits_sequential: Index


class ContinuitySummary(Record):
    """The familiar share over all young people who are owed anything.

    Attributes
    ----------
    young_people
        How many that is.
    minimum, lowest_tenth, mean
        The familiar share, 0 to 1, of the worst-off young person; the mean over the worst-off tenth
        of them (rounded up to a whole young person); the mean over all. A good mean can hide one
        child with a stranger every day, so it is never given alone. None for nobody.
    """

    young_people: int
    minimum: float | None
    lowest_tenth: float | None
    mean: float | None


def continuity_report(lines: Lines, familiarity: Familiarity) -> tuple[YoungPersonContinuity, ...]:
    """Report each young person's continuity under a roster.

    The highest unfamiliar share comes first; those who are owed nothing come last, unranked.
    """
    problem = lines.problem
    owed, met, seen = demanded(problem), meetings(lines), seen_before(problem)
    rows = (
        _row(
            lines,
            young,
            owed=_owed(lines, owed[young.code], familiarity),
            met=met[young.code],
            seen=seen[young.code],
        )
        for young in problem.supported.values()
    )
    return tuple(sorted(rows, key=_worst_first))


def summary(rows: Sequence[YoungPersonContinuity]) -> ContinuitySummary:
    """Sum up a continuity report."""
    shares = sorted(row.owed.familiar_share for row in rows if row.owed.familiar_share is not None)
    if not shares:
        return ContinuitySummary(young_people=0, minimum=None, lowest_tenth=None, mean=None)
    tenth = shares[: ceil(len(shares) / 10)]
    return ContinuitySummary(
        young_people=len(shares),
        minimum=shares[0],
        lowest_tenth=fmean(tenth),
        mean=fmean(shares),
    )


def _worst_first(row: YoungPersonContinuity) -> tuple[bool, float, str]:
    share = row.owed.unfamiliar_share
    return share is None, -(share or 0.0), row.young_person


def _row(
    lines: Lines,
    young: Supported,
    *,
    owed: Owed,
    met: Sequence[Meeting],
    seen: frozenset[str],
) -> YoungPersonContinuity:
    problem = lines.problem
    shifts = waking_shifts(problem, young.code)
    visited_by = [meeting.person for meeting in met if meeting.visit]
    return YoungPersonContinuity(
        young_person=young.code,
        owed=owed,
        key_worker=_key_worker(problem, young.key_worker, met),
        distinct_adults=_distinct_adults(problem, met),
        new_faces=_new_faces(problem, met, seen),
        core_team_cover=core_team_cover(lines, young, shifts),
        handover_carry_over=handover_carry_over(lines, shifts, met),
        visits_usual_provider=usual_provider(visited_by),
        visits_key_worker=key_worker_share(visited_by, young.key_worker),
        visits_bice_boxerman=bice_boxerman(visited_by),
        visits_sequential=sequential(visited_by),
    )


def _owed(lines: Lines, demands: Sequence[Demand], familiarity: Familiarity) -> Owed:
    whole = sum(demand.minutes for demand in demands)
    met = unfamiliar = 0
    for demand in demands:
        people = lines.on.get(demand.task_id, ())
        met += min(len(people), demand.places) * demand.weight_minutes
        unfamiliar += unfamiliar_hundredths(demand, people, familiarity)
    share = unfamiliar / (100 * whole) if whole else None
    return Owed(demanded_minutes=whole, met_minutes=met, unfamiliar_share=share)


def _key_worker(problem: Problem, key: str | None, met: Sequence[Meeting]) -> KeyWorkerContact:
    if key is None:
        return KeyWorkerContact(key_worker=None)
    dates = sorted({meeting.day for meeting in met if meeting.together and meeting.person == key})
    before = [day for day in dates if day < problem.first_day]
    within = [day for day in dates if day >= problem.first_day]
    since = before[-1] if before else problem.first_day - timedelta(days=1)
    return KeyWorkerContact(
        key_worker=key,
        days=tuple(within),
        last_seen_before=before[-1] if before else None,
        longest_gap_days=max(
            (later - day).days for day, later in pairwise((since, *within, problem.last_day))
        ),
    )


def _distinct_adults(problem: Problem, met: Sequence[Meeting]) -> int:
    first = problem.last_day - timedelta(days=SEEN_DAYS - 1)
    return len({meeting.person for meeting in met if meeting.day >= first})


def _new_faces(problem: Problem, met: Sequence[Meeting], seen: frozenset[str]) -> tuple[str, ...]:
    spent_time = {m.person for m in met if m.together and m.day >= problem.first_day}
    return tuple(sorted(spent_time - seen))
