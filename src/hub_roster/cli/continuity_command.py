"""`hub-roster continuity`: what a roster means for each young person and each family."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Annotated, TypeVar

import typer

from hub_roster.cli.continuity_detail import seen_on, show_family, show_young_person
from hub_roster.cli.continuity_tables import show_apart, show_continuity, show_families
from hub_roster.cli.figures import Figures, figures_of_young_people
from hub_roster.cli.hub_files import HubFiles
from hub_roster.cli.inputs import Period, Refused, judged, refusals
from hub_roster.cli.options import (
    After,
    From,
    HubFile,
    Json,
    PasswordFile,
    Restrictions,
    RosterFile,
    Weeks,
)
from hub_roster.cli.screen import write_object
from hub_roster.continuity.families import FamilyContinuity, families_report
from hub_roster.continuity.meetings import Meeting, meetings
from hub_roster.continuity.report import YoungPersonContinuity, continuity_report, ranked, summary
from hub_roster.domain.checks_fault import meant
from hub_roster.domain.lines import Lines
from hub_roster.domain.problem import Problem
from hub_roster.domain.roster import Roster
from hub_roster.rules.judge import judge
from hub_roster.rules.rulebook import RULEBOOK

AnyRow = TypeVar("AnyRow", YoungPersonContinuity, FamilyContinuity)

OneYoungPerson = Annotated[
    str | None,
    typer.Option(
        "--young-person", metavar="CODE", help="Only this young person, or adult of a family, close up."
    ),
]
OneFamily = Annotated[
    str | None, typer.Option("--family", metavar="CODE", help="Only this family, close up.")
]


def continuity(
    hub: HubFile,
    roster: RosterFile,
    first: From = None,
    weeks: Weeks = None,
    after: After = None,
    restrictions: Restrictions = None,
    password_file: PasswordFile = None,
    young_person: OneYoungPerson = None,
    family: OneFamily = None,
    as_json: Json = False,
) -> None:
    """Show what a roster means for each young person and family, whoever is worst off first."""
    if young_person is not None and family is not None:
        raise typer.BadParameter("Give --young-person or --family, not both.", param_hint="'--family'")
    period, files = Period(first, weeks, after), HubFiles(hub, restrictions, password_file)
    with refusals():
        report = Report(*judged(files, roster, period))
        if young_person is not None:
            report.one_young_person(young_person, as_json=as_json)
        elif family is not None:
            report.one_family(family, as_json=as_json)
        else:
            report.all(as_json=as_json)


class Report:
    """The continuity report of one roster."""

    def __init__(self, problem: Problem, roster: Roster) -> None:
        self.problem = problem
        self.lines = Lines(problem, roster)
        self.rules = RULEBOOK.of(problem)
        familiarity = self.rules.case.familiarity
        self.rows = continuity_report(self.lines, familiarity)
        self.families = families_report(self.lines, familiarity)

    def all(self, *, as_json: bool) -> None:
        """Write the whole report."""
        if not as_json:
            show_continuity(self.rows)
            show_apart(self.rows)
            show_families(self.families, self.rows)
            return
        write_object(
            {
                "summary": summary(ranked(self.rows)).model_dump(mode="json"),
                "young_people": self._figures(row for row in self.rows if not row.is_adult),
                "family_adults": self._figures(row for row in self.rows if row.is_adult),
                "families": [_of_family(family) for family in self.families],
            }
        )

    def one_young_person(self, code: str, *, as_json: bool) -> None:
        """Write one young person, or adult of a family, close up."""
        rows = {row.young_person: row for row in self.rows}
        row = _chosen(code, rows, "young person, or adult of a family,")
        met = meetings(self.lines)[code]
        if as_json:
            write_object({"young_person": self._figures([row])[0], "seen": _seen(self.problem, met)})
        else:
            show_young_person(self.problem, row, met)

    def one_family(self, code: str, *, as_json: bool) -> None:
        """Write one family close up."""
        family = _chosen(code, {row.family: row for row in self.families}, "family with members")
        met = meetings(self.lines)
        if as_json:
            seen = {member: _seen(self.problem, met[member]) for member in family.members}
            write_object({"family": _of_family(family), "seen": seen})
        else:
            show_family(self.problem, family, met)

    def _figures(self, rows: Iterable[YoungPersonContinuity]) -> list[Figures]:
        judgement = judge(self.rules, self.problem, self.lines.roster)
        return figures_of_young_people(judgement, self.problem, rows)


def _chosen(code: str, rows: Mapping[str, AnyRow], what: str) -> AnyRow:
    if code not in rows:
        raise Refused(f"No {what} is called '{code}'.{meant(code, rows)}")
    return rows[code]


def _of_family(family: FamilyContinuity) -> Figures:
    return {**family.model_dump(mode="json"), "familiar_share": family.owed.familiar_share}


def _seen(problem: Problem, met: Sequence[Meeting]) -> list[Figures]:
    """Give who they saw on which day, from two weeks before the period."""
    return [
        {"person": person, "day": day.isoformat(), "how": how.name.lower()}
        for person, days in seen_on(problem, met).items()
        for day, how in sorted(days.items())
    ]
