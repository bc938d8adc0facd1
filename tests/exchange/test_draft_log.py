"""The log of a draft: a line for each report, flushed at once, empty where nothing is known yet."""

from __future__ import annotations

import csv
from pathlib import Path

from hub_roster.exchange.draft_log import HEADINGS, draft_log
from hub_roster.solver.draft import draft
from hub_roster.solver.limits import Limits, Phase, Progress
from tests.tiny import hub, people, resident, shift


def lines_of(path: Path) -> list[dict[str, str]]:
    """Give the lines of a log by heading."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_what_is_known_is_written_and_the_rest_left_empty(tmp_path: Path) -> None:
    """Before there is a roster there is neither shortfall nor cost, and no line waits for the end."""
    path = tmp_path / "log.csv"
    with draft_log(path) as write:
        write(Progress(Phase.LISTING, 0.0, 0.0))
        write(Progress(Phase.SEARCH, 1.23456, 0.5, (0, 60, 0, 0, 0, 15), 900, 850, work=2.5, columns=40))
        first, second = lines_of(path)
    assert [first[name] for name in HEADINGS] == ["0.000", "0.000", "listing", *[""] * 9]
    assert [second[name] for name in HEADINGS] == [
        *("1.235", "2.500", "search", "0", "60", "0", "0", "0", "15", "900", "850", "40"),
    ]


def test_a_draft_is_told_from_its_listing_to_its_result(tmp_path: Path) -> None:
    """Time and work only grow, the cost of one shortfall only falls, and the last line is what came out."""
    problem = hub(people("ann ben cat"), resident("Heron"), shift("early", "Mon Tue", seats=2))
    with draft_log(tmp_path / "log.csv") as write:
        found = draft(problem, limits=Limits(seconds=None, work=1.0), report=write)
    lines = lines_of(tmp_path / "log.csv")
    assert lines[0]["phase"] == "listing"
    for column in ("seconds", "work"):
        values = [float(line[column]) for line in lines]
        assert values == sorted(values)
    assert int(lines[-1]["cost"]) == found.judgement.cost
    assert any(line["columns"] for line in lines)
