"""`hub-roster rulebook`: every rule, its source, and its numbers as they are in force."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.text import Text

from hub_roster.cli.hub_files import HubFiles
from hub_roster.cli.inputs import refusals
from hub_roster.cli.options import PasswordFile
from hub_roster.cli.screen import heading, item, out, say, write_object
from hub_roster.domain.policy import Signature
from hub_roster.domain.problem import Problem
from hub_roster.rules.page import (
    NumberEntry,
    RuleEntry,
    by_kind,
    entries,
    markdown,
    said_of_change,
    signed,
)
from hub_roster.rules.ranges import figure


def rulebook(
    hub: Annotated[
        Path | None,
        typer.Argument(metavar="[HUB]", help="A hub's file: its numbers are shown as they are in force."),
    ] = None,
    password_file: PasswordFile = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="Write one JSON list to standard output, nothing else.")
    ] = False,
    as_markdown: Annotated[
        bool, typer.Option("--markdown", help="Write a page to standard output, as docs/rulebook.md is.")
    ] = False,
) -> None:
    """Say every rule in one sentence, with the law or policy behind it and the numbers it goes by."""
    if as_json and as_markdown:
        raise typer.BadParameter("Either --json or --markdown.", param_hint="'--markdown'")
    problem = None
    if hub is not None:
        with refusals():
            problem = HubFiles(hub, None, password_file).read()
    if as_json:
        write_object(figures_of_rules(problem))
    elif as_markdown:
        sys.stdout.write(markdown(problem))
    else:
        show_rules(entries(problem), problem.policy if problem else None)


def show_rules(listed: tuple[RuleEntry, ...], signature: Signature | None) -> None:
    """Show rules by kind, each with its sentence, its source and its numbers."""
    for title, rules in by_kind(listed):
        heading(title)
        for rule in rules:
            out.print()
            out.print(Text(rule.name, style="bold"))
            say(rule.sentence)
            say(f"Source: {rule.source}.")
            for number in rule.numbers:
                item(_said(number, signature))


def _said(number: NumberEntry, signature: Signature | None) -> str:
    told = f"{number.name} {figure(number.value)} ({number.range.bounds}): {number.description}"
    return f"{told} {said_of_change(number, signature)}".strip()


def figures_of_rules(problem: Problem | None) -> list[object]:
    """Give the list of `rulebook --json`; shared numbers are no rules and are not in it."""
    return [
        {
            "name": rule.name,
            "kind": rule.kind,
            "sentence": rule.sentence,
            "source": rule.source,
            "numbers": [_figures(number, problem) for number in rule.numbers],
        }
        for rule in entries(problem)
        if rule.kind is not None
    ]


def _figures(number: NumberEntry, problem: Problem | None) -> dict[str, object]:
    figures: dict[str, object] = {
        "name": number.name,
        "default": number.default,
        "description": number.description,
        "least": number.range.least,
        "most": number.range.most,
    }
    if problem is not None:
        by, on = signed(number, problem.policy) if number.changed else ("", None)
        why = number.changed.why if number.changed else ""
        figures |= {"value": number.value, "changed": number.changed is not None}
        figures |= {"why": why, "signed_by": by, "signed_on": on.isoformat() if on else None}
    return figures
