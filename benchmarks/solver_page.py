"""`python benchmarks/solver_page.py`: docs/solver.md from the results kept last, with a new picture."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import matplotlib as mpl
from hubs import command
from matplotlib import pyplot as plt
from matplotlib.axes import Axes
from solver import ASKED, CASES, FIXTURES

ROOT = Path(__file__).resolve().parent.parent
RESULTS = ROOT / "benchmarks" / "results" / "solver.jsonl"
PAGE, PICTURE = ROOT / "docs" / "solver.md", ROOT / "docs" / "solver.svg"

EXAMPLES = ("north-yorkshire", "crewe", "shropshire")
SECONDS = 60
POINTS_OF_AN_HOUR = 600
"""Ten points are a minute of driving."""

Figures = dict[str, Any]
Log = list[dict[str, str]]

OPENING = f"""# How a draft goes, and how good it is

![For each example hub: minutes short, and the cost with the bound under it, over a minute of search]\
(solver.svg)

Written by `python benchmarks/solver_page.py`; the picture is of three drafts of {SECONDS} seconds, as
`./hub draft HUB --out ROSTER --log FILE.csv` writes them, the table of `./hub prove solver`.

1. **Listing.** Everything each person could take is listed: duties of every shape with their visits, times
   and driving, on-call, weekly rests. What no rule forbids one person is a *column*.
2. **A legal roster at once**, with what is begun and locked, filled up with whatever fills most.
3. **Prices.** The relaxation (columns may be taken in parts) is solved by column generation. Its prices say
   which columns are likely in a good roster, and its Lagrangian bound what no roster can beat.
4. **A first roster of that**, in both lanes at once: CP-SAT chooses among everyone's likeliest columns, what
   the relaxation takes before all; and a dive fixes what the relaxation takes as good as whole, solves again,
   lets in what pays, and leaves to CP-SAT the rest.
5. **Two lanes**, whatever the cores. In one, CP-SAT makes parts of the week anew while the rest stands: some
   people, some days, whoever could fill what is short, everyone's likeliest columns. The other proves,
   priority by priority, how much must stay short, then raises the bound by *whole lines*: every person's
   cheapest whole week at the prices of what ties people, and a master that moves those prices. Small hubs are
   given to CP-SAT whole in turn with that. When neither is left, it searches too.
6. After every round what both found is joined where they changed different people, and the best is kept.
7. A period of several weeks is drafted week after week first, each with the weeks before as its past.

"Left to gain" (the gap) is told only where nothing can be less short: what is between the cost and the
bound, as a share of the cost. `./hub draft --explain-gap` says which rules and people it is of. "-" in the
table means that the least shortfall is not proven.

"""


def main() -> None:
    """Draw the picture and write the page."""
    draw({like: drafted(FIXTURES / f"{like}.xlsx") for like in EXAMPLES}, PICTURE)
    lines = RESULTS.read_text(encoding="utf-8").splitlines() if RESULTS.exists() else []
    kept = {result["case"]: result for result in map(json.loads, lines)}
    PAGE.write_text(OPENING + table(kept), encoding="utf-8")


def drafted(hub: Path) -> Log:
    """Draft a hub, and give the log of it."""
    with TemporaryDirectory() as folder:
        log = Path(folder, "log.csv")
        words = ("--seconds", str(SECONDS), "--log", str(log))
        command("draft", str(hub), "--out", str(Path(folder, "roster.json")), *words)
        with log.open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))


# The picture --------------------------------------------------------------------------------------


def draw(logs: dict[str, Log], path: Path) -> None:
    """Draw each log: above how much is short, below cost and bound."""
    # Text as text: it can be read aloud, searched and made larger.
    mpl.rcParams.update({"svg.fonttype": "none", "svg.hashsalt": "solver", "font.family": "sans-serif"})
    figure, rows = plt.subplots(2, len(logs), figsize=(11, 5.6), sharex=True, squeeze=False)
    for column, (like, log) in enumerate(logs.items()):
        of_shortfall(rows[0][column], log)
        of_cost(rows[1][column], log)
        rows[0][column].set_title(like, loc="left", fontweight="bold")
        rows[1][column].set_xlabel("seconds of search")
    rows[0][0].set_ylabel("hours short, any priority")
    rows[1][0].set_ylabel("cost, in hours of driving")
    rows[0][0].legend(frameon=False)
    rows[1][0].legend(frameon=False)
    figure.tight_layout()
    figure.savefig(path, metadata={"Date": None, "Title": "How drafts of the example hubs go"})


def of_shortfall(axes: Axes, log: Log) -> None:
    """Draw minutes short of the best roster so far."""
    known = [line for line in log if line["cost"]]
    short = [
        sum(float(minutes) for name, minutes in line.items() if name.endswith("_minutes_short")) / 60
        for line in known
    ]
    axes.step(seconds(known), short, where="post", color="#9a3412", label="short", linewidth=2)
    axes.set_yscale("symlog", linthresh=1)
    axes.set_ylim(bottom=0)
    plain(axes)


def of_cost(axes: Axes, log: Log) -> None:
    """Draw the cost of the best roster so far, and the bound once there is one."""
    known = [line for line in log if line["cost"]]
    cost = [float(line["cost"]) / POINTS_OF_AN_HOUR for line in known]
    axes.step(seconds(known), cost, where="post", color="#1d4ed8", label="cost", linewidth=2)
    bounded = [line for line in known if line["bound"]]
    bound = [float(line["bound"]) / POINTS_OF_AN_HOUR for line in bounded]
    axes.step(seconds(bounded), bound, where="post", color="#111827", label="bound", linestyle="--")
    axes.set_ylim(0, 3 * min(cost))
    plain(axes)


def seconds(log: Log) -> list[float]:
    """Give the moments of a log."""
    return [float(line["seconds"]) for line in log]


def plain(axes: Axes) -> None:
    """Take away what says nothing."""
    axes.spines[["top", "right"]].set_visible(False)
    axes.grid(axis="y", color="#e5e7eb")
    axes.set_xlim(0, SECONDS)


# The table ----------------------------------------------------------------------------------------


def table(kept: dict[str, Figures]) -> str:
    """Give the results as a table."""
    shown = [case for case in CASES if case in kept]
    if not shown:
        return ""
    lines = [
        "| Hub, and time | Left to gain | Asked; aimed at | As little short as at its end after "
        "| Short, in minutes by priority | Better than one CP-SAT model after 60 s |",
        "|---|---|---|---|---|---|",
        *(line_of(case, kept[case]) for case in shown),
    ]
    machine = kept[shown[-1]]
    made_on = f"{machine['machine']}, Python {machine['python']}, OR-Tools {machine['ortools']}"
    return "\n".join([*lines, "", f"Medians of three seeds, on {made_on}, at {machine['commit']}.", ""])


def line_of(case: str, result: Figures) -> str:
    """Give one case as a line."""
    asked = ASKED[case]
    drafts = sorted(result["drafts"], key=lambda each: each["rank"])
    short = " / ".join(str(minutes) for minutes in drafts[len(drafts) // 2]["rank"][:-1])
    first = f"{result['first_complete_seconds']:.1f} s"
    if asked.first is not None:
        first += f" (asked: {asked.first:.0f} s)"
    plain_model = result["plain"]
    beaten = "" if plain_model is None else f"{result['better_than_plain']} of {len(drafts)}"
    gaps = f"{percent(asked.gap)}; {percent(asked.aim)}" if asked.gap is not None else ""
    return f"| {case} | {percent(result['gap'])} | {gaps} | {first} | {short} | {beaten} |"


def percent(share: float | None) -> str:
    """Write a share."""
    return "-" if share is None else f"{100 * share:.1f} %"


if __name__ == "__main__":
    main()
