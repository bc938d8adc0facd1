"""`hub-roster check`: what a roster breaks, lacks and costs."""

from __future__ import annotations

import typer

from hub_roster.cli.fair_share_table import balances, figures_of_fair_shares, show_fair_shares
from hub_roster.cli.figures import figures_of_judgement, figures_of_risk
from hub_roster.cli.hub_files import HubFiles
from hub_roster.cli.inputs import Period, judged, refusals
from hub_roster.cli.options import (
    After,
    From,
    HubFile,
    Json,
    PasswordFile,
    PersonalNeeds,
    Restrictions,
    RosterFile,
    Weeks,
)
from hub_roster.cli.personal_needs import figures_of_personal_needs, show_personal_needs
from hub_roster.cli.screen import write_object
from hub_roster.cli.shortfall import show_at_risk, show_shortfall
from hub_roster.cli.verdicts import show_cost, show_violations
from hub_roster.cli.why import Why
from hub_roster.continuity.report import continuity_report
from hub_roster.domain.lines import Lines
from hub_roster.rules.judge import judge
from hub_roster.rules.kept_by_needs import needs_applied
from hub_roster.rules.rulebook import RULEBOOK
from hub_roster.rules.states import with_states

BROKEN = 1
"""Exit code where a roster breaks a hard rule."""


def check(
    hub: HubFile,
    roster: RosterFile,
    first: From = None,
    weeks: Weeks = None,
    after: After = None,
    restrictions: Restrictions = None,
    password_file: PasswordFile = None,
    personal_needs: PersonalNeeds = False,
    as_json: Json = False,
) -> None:
    """Check a roster: rules broken, what is short, what it costs. Exit code 1 where a hard rule is broken."""
    period, files = Period(first, weeks, after), HubFiles(hub, restrictions, password_file)
    with refusals():
        problem, found = judged(files, roster, period)
    rules = RULEBOOK.of(problem)
    lines = Lines(problem, with_states(rules, Lines(problem, found)))
    judgement = judge(rules, problem, found)
    needs = needs_applied(rules)
    if as_json:
        rows = continuity_report(lines, rules.case.familiarity)
        violations = [
            {"rule": v.rule, "whom": v.whom, "tasks": list(v.tasks), "message": v.message}
            for v in judgement.told
        ]
        risky = figures_of_risk(lines.roster)
        judged_so = figures_of_judgement(judgement, problem, rows)
        shared = figures_of_fair_shares(balances(rules, lines))
        kept = figures_of_personal_needs(needs, names=personal_needs)
        write_object(
            {
                **judged_so,
                "at_risk": risky,
                "fair_shares": shared,
                "personal_needs": kept,
                "violations": violations,
            }
        )
    else:
        show_violations(problem, judgement)
        show_shortfall(lines, judgement, why=Why(files, period, roster))
        show_at_risk(lines)
        show_personal_needs(problem, needs, names=personal_needs)
        show_cost(problem, judgement)
        show_fair_shares(problem, balances(rules, lines))
    raise typer.Exit(BROKEN if judgement.violations else 0)
