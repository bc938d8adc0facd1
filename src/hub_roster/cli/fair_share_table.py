"""Who has most and who has least against their fair share: of each kind and hub one of either."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction

from rich import box
from rich.table import Table

from hub_roster.cli.screen import heading, out, say
from hub_roster.cli.words import Names
from hub_roster.domain.lines import Lines
from hub_roster.domain.problem import Problem
from hub_roster.rules.fair_shares import FairShares, Share, Shared
from hub_roster.rules.rulebook import BoundRules


@dataclass(frozen=True, slots=True)
class Balance:
    """What one person has of a kind, with a roster, against their share."""

    share: Share
    now: int

    @property
    def had(self) -> int:
        """What they have, over the weeks kept and the roster."""
        return self.share.before + self.now

    @property
    def above(self) -> Fraction:
        """How far above their share that is; below nought, how far below."""
        return self.had - self.share.share


def balances(rules: BoundRules, lines: Lines) -> Iterator[tuple[Balance, Balance]]:
    """Give, of each kind and hub, who is furthest above their share and who furthest below.

    Nobody else is named: who has no share of a kind is told from who is merely not at either end by nothing.
    """
    fair = next((rule for rule in rules if isinstance(rule, FairShares)), None)
    groups: dict[tuple[str, Shared], list[Balance]] = defaultdict(list)
    for share in fair.shares if fair else ():
        hub = lines.problem.person[share.person].hub
        groups[hub, share.shared].append(Balance(share, fair.count(lines, share) if fair else 0))
    for group in groups.values():
        ordered = sorted(group, key=lambda balance: (balance.above, balance.share.person))
        yield ordered[-1], ordered[0]


def figures_of_fair_shares(found: Iterable[tuple[Balance, Balance]]) -> list[dict[str, object]]:
    """Give the same for `--json`."""
    return [
        {
            "kind": most.share.shared.value,
            "most": _figures(most),
            "least": _figures(least),
        }
        for most, least in found
    ]


def _figures(balance: Balance) -> dict[str, object]:
    return {
        "person": balance.share.person,
        "before": balance.share.before,
        "now": balance.now,
        "share": round(float(balance.share.share), 1),
    }


def show_fair_shares(problem: Problem, found: Iterable[tuple[Balance, Balance]]) -> None:
    """Write who has most and least, where anything is shared."""
    rows = list(found)
    if not rows:
        return
    heading("Fair shares")
    names = Names(problem.people)
    table = Table(box=box.HORIZONTALS, padding=(0, 2, 0, 0), pad_edge=False)
    for column in ("of", "most against their share", "least against their share"):
        table.add_column(column)
    for most, least in rows:
        table.add_row(most.share.shared.value, _words(names, most), _words(names, least))
    out.print(table)
    say("Counted over the weeks kept and this roster; shares go by contract hours and days there to work.")


def _words(names: Names, balance: Balance) -> str:
    return f"{names.full(balance.share.person)}: {balance.had} of {float(balance.share.share):.1f}"
