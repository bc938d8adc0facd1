"""Explanations for people: who stands how to a task, what would change, the tree of a cost."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.text import Text
from rich.tree import Tree

from hub_roster.cli.screen import below, heading, item, out, say
from hub_roster.cli.shortfall import short_words
from hub_roster.cli.words import (
    Names,
    counted,
    day_words,
    length_words,
    moment_words,
    on_task,
    points_words,
    task_words,
)
from hub_roster.domain.lines import Lines
from hub_roster.domain.problem import Problem
from hub_roster.domain.tasks import Shift, shift_of
from hub_roster.rules.cost_tree import Cost
from hub_roster.rules.rule import Charge
from hub_roster.rules.visits import VisitsMade
from hub_roster.solver.asking import Option
from hub_roster.solver.explain import Broken, WhyNot, WhyShort
from hub_roster.solver.explain_locks import Clash
from hub_roster.solver.standing import Standing
from hub_roster.solver.trying import Changed

MOST_NAMES = 4
"""People named for one reason."""

MOST_OPTIONS = 3
"""Ways to mend a task that are written out."""

MOST_CHANGES = 6
"""Charges of one way that are written out."""

MOST_WHOM, MOST_LEAVES = 5, 2
"""Branches and leaves of each rule in the tree of a cost; the others are counted."""

NO_PLACE = "no free place, nor anybody on it who can be taken off"
"""Where nothing is short, what keeps whoever could do it."""

NAMED = frozenset(Standing) - {Standing.NOT_THEIRS, Standing.SKILL, Standing.PRIVATE, Standing.COULD}
"""Reasons whose people are named beside the count; those who could do it have lines of their own."""


def show_tasks(lines: Lines, needs: Sequence[Charge]) -> None:
    """Write what is short, each with the code to ask for."""
    heading("What is short, and its code for --task")
    if not needs:
        say("Nothing.")
    for need in needs:
        item(f"{short_words(lines, need)} [{'; '.join(need.tasks)}]")


def show_short(lines: Lines, found: WhyShort) -> None:
    """Write why a task is short."""
    names = Names(lines.problem.people)
    heading(task_words(lines.problem, found.task))
    if not found.short:
        say("Nothing is short on this.")
    for need in found.short:
        say(f"Short: {short_words(lines, need)}.")
    everybody = sum(len(people) for people in found.people.values())
    heading(f"How everybody stands to it: {counted(everybody, 'person', 'people')}, each once")
    for standing, people in found.people.items():
        if people:
            more = _named(names, people) if standing in NAMED else ""
            reason = _reason(found, standing)
            item(f"{len(people)} {reason}{_asked(lines.problem, found.task, standing)}{more}")
    _show_could(lines.problem, names, found)
    if found.moved:
        heading("Who could if moved")
        _show_options(lines.problem, names, found.moved)


def _reason(found: WhyShort, standing: Standing) -> str:
    """Give a standing in words; where nothing is short there is nothing to mend."""
    return NO_PLACE if standing is Standing.NO_HELP and not found.short else standing.value


def _asked(problem: Problem, task_id: str, standing: Standing) -> str:
    """Say which skill a task asks for, where some have it not."""
    task = problem.task(task_id)
    skill = None if task is None or isinstance(task, Shift) else task.skill
    return f" (it asks for '{skill}')" if skill and standing is Standing.SKILL else ""


def _named(names: Names, people: Sequence[str]) -> str:
    listed = ", ".join(names.full(key) for key in people[:MOST_NAMES])
    left = len(people) - MOST_NAMES
    return f": {listed} and {left} more" if left > 0 else f": {listed}"


def _show_could(problem: Problem, names: Names, found: WhyShort) -> None:
    heading("Who could do it")
    if not found.could:
        say("Nobody, as things stand.")
    _show_options(problem, names, found.could)


def _show_options(problem: Problem, names: Names, options: Sequence[Option]) -> None:
    for option in options[:MOST_OPTIONS]:
        item(f"{names.full(option.person)}{_how(problem, names, option)}{_outcome(problem, option)}")
    if len(options) > MOST_OPTIONS:
        say(f"  and {len(options) - MOST_OPTIONS} more: --json gives all.")
    lacking = dict.fromkeys(words for option in options for words in option.still)
    for words in lacking:
        say(f"One of them is not enough: {words}")


def _how(problem: Problem, names: Names, option: Option) -> str:
    """Say when, with what, and instead of what."""
    words = f", from {moment_words(option.start)}"
    if option.beside:
        words += f", together with {_tasks(problem, option.beside)}"
    own = [task for person, task in option.off if person == option.person]
    others = sorted({person for person, _ in option.off} - {option.person})
    if others:
        words += f", in place of {', '.join(names.full(key) for key in others)}"
    return f"{words}, taken off {_tasks(problem, own)}" if own else words


def _tasks(problem: Problem, tasks: Iterable[str]) -> str:
    return " and ".join(f"{task_words(problem, task)}" for task in tasks)


def _outcome(problem: Problem, option: Option) -> str:
    """Say what is short then, whether that is less in all, and the cost."""
    change = option.change
    if not change.then_short:
        return f". {_cost_words(change.cost)}."
    then = [_need_words(problem, need) for need in change.then_short]
    left = len(then) - MOST_OPTIONS
    listed = "; ".join([*then[:MOST_OPTIONS], *([f"and {left} more"] if left > 0 else [])])
    less = "less" if change.shortfall < (0,) * len(change.shortfall) else "no less"
    return f". Then short: {listed}. In all {less} is short than now."


def _need_words(problem: Problem, need: Changed) -> str:
    """Say of what how much is short, and for shifts by which rule: several ask for the same ones."""
    length = length_words(abs(need.points))
    tasks = [problem.task(task) for task in need.tasks]
    shifts = [task for task in tasks if isinstance(task, Shift)]
    if len(shifts) > 1:
        which = ", ".join(f"{shift.name} {day_words(shift.day)}" for shift in shifts)
        return f"{need.rule}, {need.whom}, {length} ({which})"
    what = task_words(problem, need.tasks[0]) if need.tasks else need.whom
    return f"{what}, {length}" if need.rule == VisitsMade.name else f"{what}, {length} ({need.rule})"


def _cost_words(points: int) -> str:
    if not points:
        return "The cost stays the same"
    return f"It costs {abs(points):,} points {'more' if points > 0 else 'less'}"


# One person ---------------------------------------------------------------------------------------


def show_not(problem: Problem, found: WhyNot) -> None:
    """Write why a person is not on a task, or what it would change if they were."""
    names = Names(problem.people)
    heading(f"{names.full(found.person)} {on_task(task_words(problem, found.task))}")
    if found.standing is Standing.ON_IT:
        say("Is on it already.")
    elif found.standing is Standing.COULD:
        say("Could do it: no rule is broken.")
    elif found.standing is Standing.NO_HELP:
        say(f"It has {NO_PLACE}.")
    _show_broken(found.broken)
    if found.standing.is_of_this_roster and not found.options:
        say("Taking them off another duty does not make it possible either.")
    for option in found.options[:MOST_OPTIONS]:
        _show_option(problem, names, option)


def _show_broken(broken: Sequence[Broken]) -> None:
    for each in broken:
        if each.rule:
            item(f"It breaks '{each.rule}': {each.sentence} {each.message}")
        else:
            say(each.message)


def _show_option(problem: Problem, names: Names, option: Option) -> None:
    how = _how(problem, names, option).removeprefix(", ")
    heading(f"If {how}")
    for words in option.still:
        item(f"Still: {words}")
    for need in option.change.charges:
        if need.priority is not None:
            more = "more" if need.points > 0 else "less"
            item(f"{more} short: {_need_words(problem, need)}")
    say(f"{_cost_words(option.change.cost)}.")
    charges = [c for c in option.change.charges if c.priority is None]
    for charge in charges[:MOST_CHANGES]:
        item(f"{charge.rule}, {names.full(charge.whom)}: {charge.points:+,}")
    if len(charges) > MOST_CHANGES:
        left = sum(charge.points for charge in charges[MOST_CHANGES:])
        item(f"{counted(len(charges) - MOST_CHANGES, 'other')}: {left:+,}")


# The cost and the locks ---------------------------------------------------------------------------


def show_cost_tree(problem: Problem, cost: Cost) -> None:
    """Write what a roster costs, the dearest first; what is small is counted together."""
    names = Names(problem.people)
    heading(f"What it costs: {points_words(problem)}")
    tree = Tree(Text(f"{cost.points:,} in all"))
    for rule in cost.parts:
        branch = tree.add(Text(f"{rule.points:,} {rule.name}"))
        for whom in rule.parts[:MOST_WHOM]:
            twig = branch.add(Text(f"{whom.points:,} {names.full(whom.name)}"))
            for leaf in whom.parts[:MOST_LEAVES]:
                twig.add(Text(f"{leaf.points:,} {_leaf_words(leaf)}"))
            _others(twig, whom.parts[MOST_LEAVES:])
        _others(branch, rule.parts[MOST_WHOM:])
    out.print(tree)


def _leaf_words(leaf: Cost) -> str:
    shown = ", ".join(shift_of(task) for task in leaf.tasks[:MOST_LEAVES])
    left = len(leaf.tasks) - MOST_LEAVES
    return f"{shown} and {left} more" if left > 0 else shown or "for no task"


def _others(tree: Tree, parts: Sequence[Cost]) -> None:
    if parts:
        tree.add(Text(f"{sum(part.points for part in parts):,} {counted(len(parts), 'other')}"))


def show_clashes(problem: Problem, found: Sequence[Clash]) -> None:
    """Write the locks that cannot all stand, and what stands in the way of each."""
    heading("What was fixed by hand")
    if not found:
        count = len(problem.locks)
        say(f"All of it can stand together: {counted(count, 'lock')}." if count else "Nothing is: no locks.")
        return
    names = Names(problem.people)
    for clash in found:
        if not clash.locks:
            say("What was begun before the period cannot all stand together.")
            continue
        say("This cannot stand:" if len(clash.locks) == 1 else "Of these one has to be released:")
        for each in clash.locks:
            never = "" if each.lock.must else "never "
            item(f"{names.full(each.lock.person)} {never}{on_task(task_words(problem, each.lock.task))}")
            for broken in each.broken:
                beside = "beside the others: " if len(clash.locks) > 1 else ""
                below(f"{beside}{f'{broken.rule}: ' if broken.rule else ''}{broken.message}")
        if not clash.proved:
            say("There may be a smaller set: the search for it ran out of work.")
