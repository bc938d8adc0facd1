"""Whether a draft gives young people more continuity than what managers do: three rosters, one judge.

The draft as it is; the draft with every price on continuity left out, given the same seconds; and a roster by
hand, first fit by the ladder (`by_hand`). What the draft loses by it is measured beside what it gains.
"""

from __future__ import annotations

import os
from collections import defaultdict
from pathlib import Path
from statistics import fmean, pstdev
from typing import Any

from by_hand import by_hand

from hub_roster.continuity.measures import Index
from hub_roster.continuity.meetings import meetings
from hub_roster.continuity.report import YoungPersonContinuity, continuity_report, summary
from hub_roster.domain.duty import Length
from hub_roster.domain.home import PartKind
from hub_roster.domain.lines import Lines
from hub_roster.domain.people import Employment, Person
from hub_roster.domain.problem import Problem
from hub_roster.domain.roster import Roster
from hub_roster.exchange.files import read_problem
from hub_roster.rules.judge import Judgement, judge
from hub_roster.rules.rulebook import RULEBOOK
from hub_roster.solver.draft import draft
from hub_roster.solver.limits import Limits

FIXTURES = Path(__file__).resolve().parent.parent / "fixtures"
SECONDS = {"north-yorkshire": 60, "shropshire": 150, "crewe": 60}
"""How long a draft of each example searches, with the prices on continuity and without."""
EXAMPLES = tuple(SECONDS)

CONTINUITY = frozenset(
    {
        "unfamiliar hours",
        "new faces",
        "key worker seen",
        "core team cover",
        "handover carry-over",
        "moments that matter",
        "hours owed",
        "introductions of new staff",
    }
)
"""Priced rules whose business is who a young person is with; cover first leaves them out."""
OTHER = frozenset(
    {
        "extra adults",
        "no appointments",
        "contract hours",
        "ladder",
        "premium pay",
        "driving",
        "requests",
        "working pattern",
        "single days off",
        "whole weekends",
        "fair shares",
        "accepted offers",
        "changes",
        "notice given",
    }
)
"""Priced rules on anything else."""

MORE_IS_BETTER = ("familiar_share", "familiar_share_lowest_tenth", "key_worker_contacts")
LESS_IS_BETTER = ("distinct_adults",)
"""What the draft has to beat both others on."""
FULL_POST = 37 * 60
SATURDAY = 5

Figures = dict[str, Any]


def prove_continuity(example: str) -> Figures:
    """Draft an example, draft it cover first, fill it by hand, and measure all three."""
    problem = read_problem(FIXTURES / f"{example}.xlsx")
    limits = Limits(seconds=SECONDS[example])
    rosters = {
        "drafted": draft(problem, limits=limits).roster,
        "cover_first": draft(problem, RULEBOOK.without(*CONTINUITY), limits=limits).roster,
        "by_hand": by_hand(problem),
    }
    figures = {name: measured(problem, roster) for name, roster in rosters.items()}
    lost = not_beaten(figures)
    legal = not any(each["hard_violations"] for each in figures.values())
    return {
        "holds": legal and not lost,
        "not_beaten": lost,
        "seconds": SECONDS[example],
        "load": os.getloadavg()[0],
        "rosters": figures,
    }


def not_beaten(figures: dict[str, Figures]) -> list[str]:
    """Say on which measures the draft is no better than another roster."""
    drafted = figures["drafted"]
    return [
        f"{measure}: {other}"
        for other in ("cover_first", "by_hand")
        for measure in (*MORE_IS_BETTER, *LESS_IS_BETTER)
        if not _better(measure, drafted[measure], figures[other][measure])
    ]


def _better(measure: str, one: float, other: float) -> bool:
    return one > other if measure in MORE_IS_BETTER else one < other


def measured(problem: Problem, roster: Roster) -> Figures:
    """Measure a roster with the rulebook as it is."""
    rules = RULEBOOK.of(problem)
    lines, judgement = Lines(problem, roster), judge(rules, problem, roster)
    rows = [row for row in continuity_report(lines, rules.case.familiarity) if not row.is_adult]
    return {
        "hard_violations": len(judgement.violations),
        **_of_young_people(lines, rows),
        **_of_staff(lines, judgement),
        "minutes_short": {p.name.lower(): short.minutes for p, short in judgement.shortfall.items()},
        "cost": judgement.cost,
        "cost_by_rule": dict(judgement.cost_by_rule),
    }


# Young people -------------------------------------------------------------------------------------


def _of_young_people(lines: Lines, rows: list[YoungPersonContinuity]) -> Figures:
    """Measure continuity over all who are owed anything: the same young people whatever the roster."""
    owed = [row for row in rows if row.owed.demanded_minutes]
    told = summary(owed)
    minutes = sum(row.owed.demanded_minutes for row in owed)
    familiar = sum((row.owed.familiar_share or 0) * row.owed.demanded_minutes for row in owed)
    with_key_worker = [row for row in owed if row.key_worker.key_worker]
    return {
        "young_people": len(owed),
        "familiar_share": familiar / minutes,
        "familiar_share_mean": told.mean,
        "familiar_share_lowest_tenth": told.lowest_tenth,
        "familiar_share_worst": told.minimum,
        "time_owed_that_is_had": sum(row.owed.met_minutes for row in owed) / minutes,
        "key_worker_seen": fmean(bool(row.key_worker.days) for row in with_key_worker),
        "key_worker_contacts": _key_worker_contacts(lines, owed),
        "distinct_adults": fmean(row.distinct_adults for row in owed),
        "distinct_adults_worst": max(row.distinct_adults for row in owed),
        "new_faces": fmean(len(row.new_faces) for row in owed),
        "visits_coc": _mean([row.visits_bice_boxerman for row in owed]),
        "core_team_cover": _mean([row.core_team_cover for row in owed]),
        "handover_carry_over": _mean([row.handover_carry_over for row in owed]),
    }


def _key_worker_contacts(lines: Lines, owed: list[YoungPersonContinuity]) -> float:
    """Give the share of times anyone spends with a young person in the period that are their key worker's."""
    met = meetings(lines)
    first = lines.problem.first_day
    by = [
        meeting.person == row.key_worker.key_worker
        for row in owed
        for meeting in met[row.young_person]
        if meeting.together and meeting.day >= first
    ]
    return fmean(by) if by else 0.0


def _mean(indices: list[Index]) -> Figures:
    values = [index.value for index in indices if index.value is not None]
    return {"mean": fmean(values) if values else None, "young_people": len(values)}


# Staff --------------------------------------------------------------------------------------------


def _of_staff(lines: Lines, judgement: Judgement) -> Figures:
    problem = lines.problem
    worked = {person.key: _contract_minutes(lines, person.key) for person in problem.people}
    contracted = [p for p in problem.people if p.employment is Employment.CONTRACTED]
    due = {p.key: p.contract_minutes * problem.weeks for p in contracted}
    by_terms: dict[str, int] = defaultdict(int)
    for person in problem.people:
        by_terms[person.employment.value] += worked[person.key]
    return {
        "driving_minutes": sum(d.driving for duties in lines.of.values() for d in duties),
        "minutes_over_contract": sum(max(0, worked[key] - minutes) for key, minutes in due.items()),
        "minutes_under_contract": sum(max(0, minutes - worked[key]) for key, minutes in due.items()),
        "minutes_by_terms": dict(by_terms),
        "times_a_full_post": {
            "weekend_days": _spread(contracted, {p.key: _weekend_days(lines, p.key) for p in contracted}),
            "nights": _spread(contracted, _begun(lines, PartKind.WAKING_NIGHT)),
            "sleep_ins": _spread(contracted, _begun(lines, PartKind.SLEEP_IN)),
        },
        "departures_from_patterns": _count(judgement, "working pattern"),
        "requests_not_met": _count(judgement, "requests"),
    }


def _contract_minutes(lines: Lines, person: str) -> int:
    start, end = lines.problem.start, lines.problem.end
    return sum(duty.minutes(Length.CONTRACT, start, end) for duty in lines.of[person])


def _weekend_days(lines: Lines, person: str) -> int:
    return len(
        {d.day for d in lines.of[person] if d.day in lines.problem.days and d.day.weekday() >= SATURDAY}
    )


def _begun(lines: Lines, kind: PartKind) -> dict[str, int]:
    return {
        key: sum(part.kind is kind for duty in duties for part in duty.parts)
        for key, duties in lines.of.items()
    }


def _spread(people: list[Person], counts: dict[str, int]) -> Figures:
    """Say how unequal counts are among posts, each for a full post's hours; and the most of anyone."""
    rates = [counts[p.key] * FULL_POST / p.contract_minutes for p in people if p.contract_minutes > 0]
    return {
        "standard_deviation": pstdev(rates) if rates else 0.0,
        "most_of_anyone": max((counts[p.key] for p in people), default=0),
    }


def _count(judgement: Judgement, rule: str) -> int:
    return sum(charge.rule == rule for charge in judgement.charges)
