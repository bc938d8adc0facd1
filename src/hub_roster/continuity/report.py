"""What a roster means for each young person, whoever is furthest from what they are owed first."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from math import ceil
from statistics import fmean
from typing import TYPE_CHECKING

from hub_roster.continuity.apart import Apart, apart
from hub_roster.continuity.demand import SEEN_DAYS, demanded, seen_before
from hub_roster.continuity.fulfilment import (
    WEEKS_BEFORE,
    Fulfilment,
    fulfilment_before,
    fulfilment_of_period,
)
from hub_roster.continuity.measures import (
    Index,
    bice_boxerman,
    key_worker_share,
    modified_modified,
    sequential,
    usual_provider,
)
from hub_roster.continuity.meetings import Meeting, meetings
from hub_roster.continuity.owed import Owed, owed_to
from hub_roster.continuity.residence import core_team_cover, handover_carry_over, waking_shifts
from hub_roster.domain.model import Record
from hub_roster.domain.young_people import FamilyAdult, YoungPerson

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from hub_roster.continuity.familiarity import Familiarity
    from hub_roster.domain.lines import Lines
    from hub_roster.domain.problem import Problem
    from hub_roster.domain.young_people import Supported


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
    """Continuity of one young person, or adult of a family, under one roster; people by code only.

    Attributes
    ----------
    family, is_adult
        The family they belong to, and whether they are an adult of it.
    apart
        Why they are shown apart; None where they are ranked with the others.
    plan_before, plan_now
        What was agreed with them and what came of it in the four weeks before, and in the period.
    contacts
        Times anyone spent with them in the four weeks before and the period, each person for itself.
    distinct_adults
        Different adults in the 14 days up to the period's end, nights included (as in the Swedish
        national indicator of home care).
    new_faces
        People they spend time with in the period and did not in the 14 days before it.
    core_team_cover, handover_carry_over
        For residents; see `residence`. `n` is minutes awake at home, and handovers.
    visits_usual_provider, visits_key_worker, visits_bice_boxerman, visits_sequential,
    visits_modified_modified
        UPC, key-worker share, COC, SECON and MMCI over the visits and escorts of the four weeks before and
        the period in order of time (the ledger's in order of day), each adult of a two-adult visit a
        contact. Over a week alone they would throw memory away. Time on shifts is left out: with several
        adults on at once, indices over contacts break down.
    """

    young_person: str
    family: str | None
    is_adult: bool
    apart: Apart | None
    owed: Owed
    plan_before: Fulfilment
    plan_now: Fulfilment
    key_worker: KeyWorkerContact
    contacts: int
    distinct_adults: int
    new_faces: tuple[str, ...]
    core_team_cover: Index
    handover_carry_over: Index
    visits_usual_provider: Index
    visits_key_worker: Index
    visits_bice_boxerman: Index
    visits_sequential: Index
    visits_modified_modified: Index


class ContinuitySummary(Record):
    """The familiar share over young people who are owed anything.

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
    """Report the continuity of each young person, and adult of a family, under a roster.

    The highest unfamiliar share comes first; those who are owed nothing come last.
    """
    problem = lines.problem
    owed, met, seen = demanded(problem), meetings(lines), seen_before(problem)
    rows = (
        _row(
            lines,
            someone,
            owed=owed_to(lines, familiarity, ((demand, 1) for demand in owed[someone.code])),
            met=met[someone.code],
            seen=seen[someone.code],
        )
        for someone in problem.supported.values()
    )
    return tuple(sorted(rows, key=_worst_first))


def ranked(rows: Iterable[YoungPersonContinuity]) -> tuple[YoungPersonContinuity, ...]:
    """Give the young people who are ranked: no adults of families, and nobody shown apart."""
    return tuple(row for row in rows if row.apart is None and not row.is_adult)


def summary(rows: Iterable[YoungPersonContinuity]) -> ContinuitySummary:
    """Sum up a continuity report, or the part of it that is ranked."""
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
    since = problem.first_day - timedelta(days=7 * WEEKS_BEFORE)
    lately = [meeting for meeting in met if meeting.together and meeting.day >= since]
    visited_by = [meeting.person for meeting in lately if meeting.visit]
    before = fulfilment_before(problem, (young.code,))
    return YoungPersonContinuity(
        young_person=young.code,
        family=young.family if isinstance(young, YoungPerson | FamilyAdult) else None,
        is_adult=isinstance(young, FamilyAdult),
        apart=apart(
            problem,
            young,
            before=before.visits,
            owed=owed.demanded_minutes,
            unmet=owed.unmet_minutes,
            contacts=len(lately) if problem.contacts else None,
        ),
        owed=owed,
        plan_before=before,
        plan_now=fulfilment_of_period(lines, (young.code,)),
        key_worker=_key_worker(problem, young.key_worker, met),
        contacts=len(lately),
        distinct_adults=_distinct_adults(problem, met),
        new_faces=_new_faces(problem, met, seen),
        core_team_cover=core_team_cover(lines, young, shifts),
        handover_carry_over=handover_carry_over(lines, shifts, met),
        visits_usual_provider=usual_provider(visited_by),
        visits_key_worker=key_worker_share(visited_by, young.key_worker),
        visits_bice_boxerman=bice_boxerman(visited_by),
        visits_sequential=sequential(visited_by),
        visits_modified_modified=modified_modified(visited_by),
    )


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
