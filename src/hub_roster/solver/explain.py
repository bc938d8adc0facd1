"""Why a task is short, and why not this person: answers that give nothing private away.

What a reader may know decides what they are told of a rule (`Rule.tells`). Without a further right:

- *Told by name*: whose hub and terms of work a task is (`NOT_THEIRS`), skills and checks (`SKILL`), and what
  is this roster's own: being elsewhere, a duty of no known shape, rest. None of it follows from private rows.
- *Told as one*: "not available for this" (`PRIVATE`). Restrictions, a young person's view, personal needs,
  agreed adjustments, health for night work, pairs kept apart, being under 18 and leave are in it, and so is
  what has the same pattern for innocent reasons: an approval missing or a plan that names others (all tasks
  of one young person, as a restriction has it), an induction not signed off (no visits, no on-call, as an
  adjustment has it), availability, fixed days off and a child placed (by time, as leave has it). A rule that
  says nothing for itself is here too.
- "No hours left" (`HOURS`): the 48-hour average tells who has not opted out of it, so that it is one with
  what the contract allows in a week.

Why no sequence of questions tells more: the answers about one roster depend on a private row through how a
person stands to a task alone, and two things that may be done about any person and any task have the very
same effect on that: "never on this" fixed by hand, and an offer declined. Both are told as "not available for
this". So whatever pattern of tasks the answers show for somebody, a hub without a single private row about
them gives the same answers, byte by byte; the tests build that hub. Three things hold it so:

- What stands whatever the roster is found with everybody where they are. Whoever is kept apart from somebody
  on a full shift is not offered that one's seat alone, and is told the same where no seat can be left free.
  Tasks that would be taken over together with one are held to the same, each of them.
- Needs and prices read no private row. They ask for whom the plan names and for whom a young person knows,
  refused or not (`Case.with_nobody_refused`), as they ask for those who are not approved; and fair shares of
  nights leave out who is kept from them all, whatever the reason (`Case.kept_from`).
- An unlucky move is not told: where somebody cannot be taken off another duty the answer is silent on why, as
  where that duty is fixed by hand.

What is told anyway:

- By the week's tables: leave, and a child placed. So prices and needs may go by them: hours due and shares
  are fewer, such a day is no single day off, a carer away is no reserve, a deputy or key worker away all week
  is not missed. That somebody is away is known; what else keeps them from work on that day, and whether they
  agreed to be asked, is not told.
- By the roster: familiarity counts "not with" as none, which shows only where the two meet, and in a roster
  that breaks no rule that is in a duty begun before the period alone.
- By a shift that lacks what a recorded need of that very shift asks for: it is short of it by name, as of any
  skill, since nobody else could mend it. It is about the shift, and names no young person.
- By somebody's share of nights, for whoever works it out: that they are kept from each night of a period by
  what another does in this roster, and so not always. That takes a pair apart, or being under 18, and every
  single night.

Who knows a class of reasons is told its rules by name, for one person and one task at a time. Whoever lets
them ask has to write down that they did.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from hub_roster.domain.problem import Problem, Task
from hub_roster.domain.roster import Roster
from hub_roster.rules.rule import NOT_AVAILABLE, Charge, Violation
from hub_roster.rules.rulebook import BoundRules
from hub_roster.rules.told import Told
from hub_roster.solver.asking import Option, Question, best_first
from hub_roster.solver.standing import Standing
from hub_roster.solver.trying import Trying

Knows = frozenset[Told]
"""Classes of reasons that a reader is told by the names of their rules."""

KNOWS_NOTHING: Knows = frozenset()

CLOSER: Knows = frozenset({Told.PRIVATE, Told.HOURS})
"""What a role named by the policy may know by looking closer."""


@dataclass(frozen=True, slots=True)
class Broken:
    """A rule that would be broken; without a name where it is not to be told from others."""

    rule: str
    sentence: str
    message: str


@dataclass(frozen=True, slots=True)
class WhyNot:
    """How one person stands to one task."""

    person: str
    task: str
    standing: Standing
    broken: tuple[Broken, ...]
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class WhyShort:
    """Why a task is short, or how everybody stands to one that is not.

    Attributes
    ----------
    short
        What is short on it, the most urgent first.
    people
        Everybody of the problem once, by how they stand.
    could
        What each who could do it would change, the best first.
    moved
        What each would change who could if taken off another duty, the best first; only where it is short.
    """

    task: str
    short: tuple[Charge, ...]
    people: dict[Standing, tuple[str, ...]]
    could: tuple[Option, ...] = ()
    moved: tuple[Option, ...] = ()


class Explainer:
    """Answers about one roster."""

    def __init__(
        self, rules: BoundRules, problem: Problem, roster: Roster, knows: Knows = KNOWS_NOTHING
    ) -> None:
        self.trying = Trying(rules, problem, roster)
        self.knows = knows

    def why_short(self, task: Task) -> WhyShort:
        """Say how everybody stands to a task, and who could do it; where it is short, also who if moved."""
        short = self.trying.short_on(task.id)
        question = Question(self.trying, task, to_mend=bool(short))
        found = [question.asked_of(person) for person in self.trying.rules.case.people]
        people = {
            standing: tuple(each.person for each in found if each.standing is standing)
            for standing in Standing
        }
        could = [best for each in found if each.standing is Standing.COULD for best in each.options()[:1]]
        movable = (each for each in found if short and each.standing.is_of_this_roster)
        moved = [best for each in movable for best in each.moves()[:1]]
        return WhyShort(task.id, short, people, best_first(could), best_first(moved))

    def why_not(self, person: str, task: Task) -> WhyNot:
        """Say why a person is not on a task, or what it would change if they were."""
        found = Question(self.trying, task, to_mend=False).asked_of(person)
        options = [*found.options(), *found.moves()] if found.standing.is_of_this_roster else []
        broken = tuple(self._told(found.standing, found.violations()))
        return WhyNot(person, task.id, found.standing, broken, best_first(options))

    def _told(self, standing: Standing, violations: Iterable[Violation]) -> Iterator[Broken]:
        """Give the rules broken, as far as a reader may know them, each once."""
        if standing in {Standing.ON_IT, Standing.COULD}:
            return
        told = {rule.name: rule for rule in self.trying.rules}
        if standing is Standing.PRIVATE and Told.PRIVATE not in self.knows:
            yield Broken("", NOT_AVAILABLE, NOT_AVAILABLE)
            return
        seen: set[Broken] = set()
        for violation in violations:
            rule = told[violation.rule]
            if rule.tells is Told.TASK or not self._may_hear(standing, rule.tells):
                continue
            broken = Broken(rule.name, sentence_of(type(rule)), violation.message)
            if rule.tells is Told.HOURS and Told.HOURS not in self.knows:
                broken = Broken("", NO_HOURS, NO_HOURS)
            if broken not in seen:
                seen.add(broken)
                yield broken

    def _may_hear(self, standing: Standing, told: Told) -> bool:
        """Say whether a rule is among what is told of a standing.

        What stands whatever the roster is told alone: what comes after it may hold what is private.
        """
        if standing.is_of_this_roster:
            return True
        return standing.name == told.name or told in self.knows


NO_HOURS = "No hours are left for this."


def sentence_of(rule: type) -> str:
    """Give the sentence of a rule that a manager reads."""
    return (rule.__doc__ or "").strip()
