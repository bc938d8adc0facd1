"""`python benchmarks/continuity_page.py`: docs/continuity-compared.md, from the results kept last."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from continuity import EXAMPLES, FIXTURES

from hub_roster.domain.tasks import Who
from hub_roster.exchange.files import read_problem

ROOT = Path(__file__).resolve().parent.parent
RESULTS = ROOT / "benchmarks" / "results" / "continuity.jsonl"
PAGE = ROOT / "docs" / "continuity-compared.md"

FOR_SOME = frozenset({Who.KEY_WORKER, Who.CORE_TEAM, Who.NAMED})

Figures = dict[str, Any]
Show = Callable[[Any], str]

ROSTERS = {"drafted": "Drafted", "cover_first": "Cover first", "by_hand": "By hand"}
OPENING = """# Continuity compared

Does a draft give young people more of the adults they know than what managers do? Three rosters of each
example hub, judged by the same judge:

- **Drafted**: as hub-roster drafts it.
- **Cover first**: the same draft in the same seconds, with no price on continuity.
- **By hand**: seat after seat in order of time, then visits; the first on the ladder (contracted people with
  hours left, relief, bank, overtime, agency) whom no hard rule forbids. It looks back at nothing and does not
  prefer who is known: a manager who knows the children well does better.

"Best" says which way each row is good; **worse** marks where the draft is behind one of the others. Fewer
adults met may also mean that visits were not made: read it with "time owed that someone has". Shortfall comes
before continuity in every draft. "Unequal by" is the standard deviation among contracted people, each count
taken for a full post. The young people are all who are owed anything, whatever the roster.
Measured by `./hub prove continuity`; written by `python benchmarks/continuity_page.py`.
"""


def percent(value: float | None) -> str:
    """Write a share."""
    return "-" if value is None else f"{100 * value:.1f} %"


def number(value: float | None) -> str:
    """Write a number."""
    return "-" if value is None else f"{value:,.0f}"


def decimal(value: float | None) -> str:
    """Write a number of few."""
    return "-" if value is None else f"{value:.2f}"


def hours(value: float | None) -> str:
    """Write minutes as hours."""
    return "-" if value is None else f"{value / 60:.1f} h"


ROWS: tuple[tuple[str, tuple[str, ...], Show, bool], ...] = (
    ("Familiar share of the time owed", ("familiar_share",), percent, True),
    ("... of the worst-off tenth", ("familiar_share_lowest_tenth",), percent, True),
    ("... of the worst off", ("familiar_share_worst",), percent, True),
    ("Time owed that someone has", ("time_owed_that_is_had",), percent, True),
    ("Young people who see their key worker", ("key_worker_seen",), percent, True),
    ("Contacts that are the key worker's", ("key_worker_contacts",), percent, True),
    ("Adults met in 14 days, on average", ("distinct_adults",), decimal, False),
    ("... by whoever meets most", ("distinct_adults_worst",), number, False),
    ("New faces, on average", ("new_faces",), decimal, False),
    ("Continuity of visits (COC)", ("visits_coc", "mean"), decimal, True),
    ("Waking time at home with one of the core team", ("core_team_cover", "mean"), percent, True),
    ("Handovers that carry over", ("handover_carry_over", "mean"), percent, True),
    ("No adult in a home", ("minutes_short", "nobody"), hours, False),
    ("Short: cover", ("minutes_short", "cover"), hours, False),
    ("Short: safety", ("minutes_short", "safety"), hours, False),
    ("Short: agreed visits", ("minutes_short", "agreed"), hours, False),
    ("Short: other visits", ("minutes_short", "other"), hours, False),
    ("Short: meetings", ("minutes_short", "meetings"), hours, False),
    ("Cost, points", ("cost",), number, False),
    ("Driving", ("driving_minutes",), hours, False),
    ("Over contract hours", ("minutes_over_contract",), hours, False),
    ("Under contract hours", ("minutes_under_contract",), hours, False),
    ("Relief", ("minutes_by_terms", "relief"), hours, False),
    ("Bank", ("minutes_by_terms", "bank"), hours, False),
    ("Agency", ("minutes_by_terms", "agency"), hours, False),
    ("Weekend days, unequal by", ("times_a_full_post", "weekend_days", "standard_deviation"), decimal, False),
    ("Nights, unequal by", ("times_a_full_post", "nights", "standard_deviation"), decimal, False),
    ("Sleep-ins, unequal by", ("times_a_full_post", "sleep_ins", "standard_deviation"), decimal, False),
    ("Departures from working patterns", ("departures_from_patterns",), number, False),
    ("Requests not met", ("requests_not_met",), number, False),
    ("Hard rules broken", ("hard_violations",), number, False),
)
"""What a row says, where it is in the figures, how it is written, and whether more of it is better."""


def page(results: list[Figures]) -> str:
    """Give the page of the results kept last for each example."""
    last = {result["case"]: result for result in results}
    return "\n".join([OPENING, *(_section(name, last[name]) for name in EXAMPLES if name in last)])


def _section(name: str, result: Figures) -> str:
    lost = result["not_beaten"]
    verdict = (
        "The draft beats both on the familiar share, the worst-off tenth, key-worker contact and adults met."
        if not lost
        else f"The draft does **not** beat: {'; '.join(_words(each) for each in lost)}."
    )
    lines = [f"## {name}", "", verdict, "", _what_the_plans_say(name), ""]
    lines += [f"| | {' | '.join(ROSTERS.values())} | Best | |", "|---|---:|---:|---:|---|---|"]
    lines += [_row(result["rosters"], *row) for row in ROWS]
    lines += [
        "",
        f"{result['seconds']} seconds for each draft, at a load of {result['load']:.1f}; commit "
        f"{result['commit']}; {result['machine']}; Python {result['python']}, OR-Tools {result['ortools']}.",
        "",
    ]
    return "\n".join(lines)


def _what_the_plans_say(name: str) -> str:
    """Say how much of who comes is agreed and so a need, which is kept before any price counts."""
    visits = [v for v in read_problem(FIXTURES / f"{name}.xlsx").appointments if v.young_people]
    of_some = sum(v.minutes for v in visits if v.who in FOR_SOME)
    share = percent(of_some / sum(visit.minutes for visit in visits))
    return (
        f"Of the minutes of its visits, {share} are agreed for the key worker, the core team or "
        "somebody named: needs, which the draft cover first keeps as well."
    )


def _words(lost: str) -> str:
    measure, _, other = lost.partition(": ")
    words = next(row[0] for row in ROWS if row[1][0] == measure)
    return f"{ROSTERS[other].lower()}, {words.removeprefix('... ').lower()}"


def _row(rosters: Figures, words: str, where: tuple[str, ...], show: Show, more_is_better: bool) -> str:
    values = [_found(rosters[name], where) for name in ROSTERS]
    sign = 1 if more_is_better else -1
    drafted, *others = [None if value is None else sign * value for value in values]
    known = [value for value in others if value is not None]
    behind = drafted is not None and known and drafted < max(known)
    cells = " | ".join(show(value) for value in values)
    return (
        f"| {words} | {cells} | {'most' if more_is_better else 'least'} | {'**worse**' if behind else ''} |"
    )


def _found(figures: Figures, where: tuple[str, ...]) -> Any:
    found: Any = figures
    for name in where:
        found = found.get(name) if found is not None else None
    return found


def main() -> int:
    """Write the page."""
    lines = RESULTS.read_text(encoding="utf-8").splitlines()
    PAGE.write_text(page([json.loads(line) for line in lines]), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
