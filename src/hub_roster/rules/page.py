"""The rulebook for people to read: every rule with its sentence, its source and its numbers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from hub_roster.domain.bank_holidays import PAY
from hub_roster.domain.checks_fault import in_words
from hub_roster.domain.model import Record
from hub_roster.domain.policy import PolicyNumber, Signature
from hub_roster.domain.problem import Problem
from hub_roster.rules.law import Law, law_of
from hub_roster.rules.ranges import Range, figure, range_of
from hub_roster.rules.rule import Kind
from hub_roster.rules.rulebook import FAMILIARITY, RULEBOOK, SHARED

HEADINGS: Mapping[Kind | None, str] = MappingProxyType(
    {
        Kind.HARD: "Hard rules: no draft breaks one",
        Kind.NEED: "Needs: what is short of them is kept least, before any cost counts",
        Kind.PRICED: "Priced rules: points of cost, among rosters with the least short",
        None: "Numbers that several rules or pages share",
    }
)

SOURCES: Mapping[str, str] = MappingProxyType(
    {
        FAMILIARITY: "assumption; its shape follows the score for nurses and patients of PLOS ONE (2022)",
        PAY: "NJC Green Book, Parts 2 and 3; the council's own agreements",
    }
)
"""Where shared numbers come from; a rule says so itself."""


@dataclass(frozen=True)
class NumberEntry:
    """One number of a rule.

    Attributes
    ----------
    law
        What the law says of it, if anything.
    changed
        The policy's row that changes it, None where the default holds.
    """

    name: str
    default: float
    description: str
    range: Range
    law: Law | None = None
    changed: PolicyNumber | None = None

    @property
    def value(self) -> float:
        """The number in force."""
        return self.default if self.changed is None else self.changed.value

    @property
    def is_weaker_than_law(self) -> bool:
        """Whether the number in force is less strict than the law says."""
        return self.law is not None and not self.law.is_kept_by(self.value)


@dataclass(frozen=True)
class RuleEntry:
    """One rule, or numbers that several share.

    Attributes
    ----------
    kind
        None for shared numbers, which are no rule.
    """

    name: str
    kind: Kind | None
    sentence: str
    source: str
    numbers: tuple[NumberEntry, ...]


def entries(problem: Problem | None = None) -> tuple[RuleEntry, ...]:
    """Give every rule as the rulebook orders them, then shared numbers; with what a hub's policy changes."""
    changed = {(row.rule, row.number): row for row in (problem.numbers if problem else ())}
    rules = (
        RuleEntry(
            rule.name,
            rule.kind,
            first_paragraph(rule),
            rule.source,
            tuple(_numbers(rule.name, rule.numbers_type, changed)),
        )
        for rule in RULEBOOK.rules
    )
    shared = (
        RuleEntry(name, None, first_paragraph(kind), SOURCES[name], tuple(_numbers(name, kind, changed)))
        for name, kind in SHARED.items()
    )
    return (*rules, *shared)


def said_here(entry: RuleEntry) -> Iterator[str]:
    """Give the sentence of a rule, which knows the default numbers alone, and what holds instead of them."""
    yield entry.sentence
    changed = [number for number in entry.numbers if number.value != number.default]
    if changed:
        here = (f"{number.name} {figure(number.value)}, not {figure(number.default)}" for number in changed)
        yield f"Here: {'; '.join(here)}."


def first_paragraph(of: type) -> str:
    """Give the sentence a class is described by."""
    return " ".join((of.__doc__ or "").strip().split("\n\n")[0].split())


def by_kind(listed: Sequence[RuleEntry]) -> Iterator[tuple[str, tuple[RuleEntry, ...]]]:
    """Give the heading of each kind, and what stands under it."""
    for kind, heading in HEADINGS.items():
        yield heading, tuple(entry for entry in listed if entry.kind is kind)


def _numbers(
    rule: str, numbers: type[Record], changed: Mapping[tuple[str, str], PolicyNumber]
) -> Iterator[NumberEntry]:
    for name, field in numbers.model_fields.items():
        yield NumberEntry(
            name=name,
            default=field.default,
            description=" ".join((field.description or "").split()),
            range=range_of(field),
            law=law_of(field),
            changed=changed.get((rule, name)),
        )


def signed(number: NumberEntry, signature: Signature | None) -> tuple[str, date | None]:
    """Give who signed a change and when; nobody and None where nobody did.

    A row that names nobody was signed with the policy as a whole.
    """
    row, whole = number.changed, signature or Signature()
    by = (row.signed_by if row else "") or whole.signed_by
    on = (row.signed_on if row else None) or whole.signed_on
    return by, on


def said_of_change(number: NumberEntry, signature: Signature | None) -> str:
    """Give why a number was changed and who signed it, as one sentence."""
    row = number.changed
    if row is None:
        return ""
    by, on = signed(number, signature)
    who = " ".join([f"signed by {by}" if by else "", f"on {in_words(on)}" if on else ""]).strip()
    told = ", ".join(part for part in (row.why.rstrip("."), who or "not signed") if part)
    change = "Kept at" if row.value == number.default else "Changed from"
    weaker = f" WEAKER THAN THE LAW, which says {number.law}." if number.is_weaker_than_law else ""
    return f"{change} {figure(number.default)}: {told}.{weaker}"


def weaker_than_law(problem: Problem) -> Iterator[str]:
    """Give a sentence for each number of a hub's policy that is weaker than the law."""
    for entry in entries(problem):
        for number in entry.numbers:
            if number.is_weaker_than_law:
                value = figure(number.value)
                yield f"'{number.name}' of '{entry.name}' is {value}: the law says {number.law}."


# Markdown -----------------------------------------------------------------------------------------

OPENING = """\
# The rulebook

Every rule a draft keeps to, with the law, policy or paper behind it and the numbers a registered manager may
change, in the sheet Policy numbers of a hub's file: the rule's name, the number's name, its value, why, and
who signed it. What is marked (assumption) is this project's own and waits to be signed.
"""


def markdown(problem: Problem | None = None) -> str:
    """Give the page: every rule in the order it is read, grouped by kind."""
    lines = [OPENING]
    if problem is None:
        lines.append("Made by `./hub rulebook --markdown > docs/rulebook.md`; not to be edited by hand.\n")
    signature = problem.policy if problem else None
    for heading, listed in by_kind(entries(problem)):
        lines.append(f"## {heading}\n")
        for entry in listed:
            lines += _section(entry, signature)
    return "\n".join(lines)


def _section(entry: RuleEntry, signature: Signature | None) -> Iterator[str]:
    yield f"### {entry.name}\n\n{' '.join(said_here(entry))}\n\nSource: {entry.source}.\n"
    if not entry.numbers:
        return
    any_changed = any(number.changed for number in entry.numbers)
    yield "| Number | " + ("In force | " if any_changed else "") + "Default | Range | What it is |"
    yield "|---|" + ("---|" if any_changed else "") + "---|---|---|"
    for number in entry.numbers:
        cells = [f"`{number.name}`", figure(number.default), number.range.bounds]
        cells.append(f"{number.description} {said_of_change(number, signature)}".strip())
        if any_changed:
            cells.insert(1, figure(number.value))
        yield f"| {' | '.join(cell.replace('|', '/') for cell in cells)} |"
    yield ""
