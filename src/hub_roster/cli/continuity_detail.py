"""One young person, or one family, close up: who they saw on which day, and every figure with its n."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from enum import StrEnum

from rich import box
from rich.table import Table

from hub_roster.cli.continuity_tables import EXPLAINED, hours
from hub_roster.cli.screen import heading, item, out, say
from hub_roster.cli.words import Names, counted, day_words, percent
from hub_roster.continuity.families import AdultsWorker, FamilyContinuity
from hub_roster.continuity.fulfilment import Fulfilment
from hub_roster.continuity.measures import Index
from hub_roster.continuity.meetings import Meeting
from hub_roster.continuity.owed import Owed
from hub_roster.continuity.report import YoungPersonContinuity
from hub_roster.domain.clock import WEEKDAYS
from hub_roster.domain.problem import Problem

DAYS_BEFORE = 14
"""Days before the period in the picture of who they saw."""

WIDEST_NAME = 16


class Seen(StrEnum):
    """How they saw somebody on a day, by the letter of the picture; the closest first.

    A restraint is no time together either, and not told from a night: nobody need read it off a picture.
    """

    VISIT = "V"
    SHIFT = "S"
    NOT_TOGETHER = "n"


LETTERS = "V a visit or an escort, S a shift, n no time together (as at night), . not seen; * key worker"


def show_young_person(problem: Problem, row: YoungPersonContinuity, met: Sequence[Meeting]) -> None:
    """Write everything about one young person, or adult of a family."""
    heading(row.young_person)
    if row.apart is not None:
        say(f"Shown apart, {row.apart}: {EXPLAINED[row.apart]}.")
    show_days(problem, met, {row.key_worker.key_worker})
    _show_plan(row.plan_before, row.plan_now)
    heading("Who is with them")
    item(_owed_words(row.owed))
    item(_key_worker_words(problem, row))
    new = counted(len(row.new_faces), "new face")
    item(f"{counted(row.distinct_adults, 'different adult')} in 14 days, nights included; {new}.")
    _show_indices(
        {
            "Waking time at home with one of their own adults on, in minutes": row.core_team_cover,
            "Handovers at which someone they know comes on": row.handover_carry_over,
            "Visits by their key worker": row.visits_key_worker,
            "Visits by whoever comes most (UPC)": row.visits_usual_provider,
            "Two visits drawn at random are by the same adult (COC)": row.visits_bice_boxerman,
            "A visit is by the same adult as the one before (SECON)": row.visits_sequential,
            "Few adults for so many visits (MMCI)": row.visits_modified_modified,
        }
    )


def show_family(problem: Problem, family: FamilyContinuity, met: Mapping[str, Sequence[Meeting]]) -> None:
    """Write everything about one family."""
    heading(f"Family {family.family}: {', '.join(family.members)}")
    workers = {problem.supported[code].key_worker for code in family.members}
    show_days(problem, [meeting for code in family.members for meeting in met[code]], workers)
    _show_plan(family.plan_before, family.plan_now)
    heading("Who is with them")
    item(_owed_words(family.owed))
    item(f"{counted(family.distinct_adults, 'different adult')} across the family in 14 days.")
    item(f"{counted(family.joint_visits, 'visit')} of this period with several of them, counted once.")
    names = Names(problem.people)
    for worker in family.adults_workers:
        item(_worker_words(names, worker))
    _show_indices({"Visits by a worker named for one of them": family.by_own_workers})


# Who they saw -------------------------------------------------------------------------------------


def show_days(problem: Problem, met: Iterable[Meeting], key_workers: Iterable[str | None]) -> None:
    """Write who they saw on which day: a line for each adult, a letter for each day.

    As many weeks stand side by side as the screen is wide for; the rest follow below.
    """
    heading("Who they saw, from two weeks before")
    letters = seen_on(problem, met)
    if not letters:
        say("Nobody.")
        return
    own = set(key_workers)
    order = sorted(letters, key=lambda key: (key not in own, -len(letters[key]), key))
    names = Names(problem.people)
    labels = {key: f"{'*' if key in own else ' '} {names.label(key)[:WIDEST_NAME]}" for key in order}
    first = problem.first_day - timedelta(days=DAYS_BEFORE)
    mondays = [first + timedelta(days=7 * k) for k in range(DAYS_BEFORE // 7 + problem.weeks)]
    width = max(map(len, labels.values()))
    side_by_side = max(1, (out.width - width) // 15)
    for k in range(0, len(mondays), side_by_side):
        block = mondays[k : k + side_by_side]
        out.print(_line(" " * width, (f"{_short(monday):13}" for monday in block)))
        out.print(_line(" " * width, (" ".join(day[0] for day in WEEKDAYS) for _ in block)))
        for key in order:
            out.print(_line(f"{labels[key]:{width}}", (_week(letters[key], monday) for monday in block)))
    say(f"{LETTERS}.")


def seen_on(problem: Problem, met: Iterable[Meeting]) -> Mapping[str, Mapping[date, Seen]]:
    """Give how they saw each adult on which day, from two weeks before the period on."""
    first = problem.first_day - timedelta(days=DAYS_BEFORE)
    order = list(Seen)
    seen: dict[str, dict[date, Seen]] = defaultdict(dict)
    for meeting in met:
        if meeting.day >= first:
            together = Seen.VISIT if meeting.visit else Seen.SHIFT
            how = together if meeting.together else Seen.NOT_TOGETHER
            days = seen[meeting.person]
            days[meeting.day] = min(how, days.get(meeting.day, how), key=order.index)
    return seen


def _line(label: str, weeks: Iterable[str]) -> str:
    return "  ".join((label, *weeks)).rstrip()


def _week(letters: Mapping[date, Seen], monday: date) -> str:
    return " ".join(letters.get(monday + timedelta(days=k), ".") for k in range(7))


def _short(day: date) -> str:
    return f"{day.day} {day:%b}"


# Figures ------------------------------------------------------------------------------------------

PARTS: dict[str, str] = {
    "agreed": "agreed",
    "met": "met",
    "declined": "tried and declined",
    "moved_by_them": "moved by them",
    "moved_by_us": "moved by us",
    "not_made": "not made",
}


def _show_plan(before: Fulfilment, now: Fulfilment) -> None:
    heading("What was agreed and what came of it, in the four weeks before and now")
    table = Table(box=box.HORIZONTALS, padding=(0, 1, 0, 0), pad_edge=False)
    table.add_column("")
    for title in ("visits,\nbefore", "hours", "visits,\nnow", "hours"):
        table.add_column(title, justify="right", no_wrap=True)
    for name, words in PARTS.items():
        cells = [cell for each in (before, now) for cell in _part(each, name)]
        table.add_row(words, *cells)
    out.print(table)
    for title, fulfilment in (("Four weeks before", before), ("This period", now)):
        item(f"{title}: {_kept_words(fulfilment)}")


def _part(fulfilment: Fulfilment, name: str) -> tuple[str, str]:
    """Give one line of a tally in visits and in hours; a dash for none, and for what nobody agreed."""
    visits, minutes = (getattr(tally, name) for tally in (fulfilment.visits, fulfilment.minutes))
    return str(visits or "-"), hours(minutes)


def _kept_words(fulfilment: Fulfilment) -> str:
    if fulfilment.reason:
        return f"no share kept can be given: {fulfilment.reason}."
    kept = percent(fulfilment.minutes.kept or 0.0)
    assumed = fulfilment.n - fulfilment.with_outcome
    return (
        f"{kept} of the time agreed and not declined ({counted(fulfilment.weeks, 'week')} on record, "
        f"n = {counted(fulfilment.n, 'visit')}, {assumed} of them without an outcome)."
    )


def _owed_words(owed: Owed) -> str:
    share = owed.familiar_share
    if share is None:
        return "Nothing is owed to them in this period."
    unmet = f", {hours(owed.unmet_minutes)} of it with nobody" if owed.unmet_minutes > 0 else ""
    return f"{percent(share)} of {hours(owed.demanded_minutes)} owed is with adults who know them{unmet}."


def _key_worker_words(problem: Problem, row: YoungPersonContinuity) -> str:
    contact = row.key_worker
    if contact.key_worker is None:
        return "No key worker is named."
    before = contact.last_seen_before
    last = "not before on record" if before is None else f"last before on {day_words(before)}"
    gap = counted(contact.longest_gap_days or 0, "day")
    name = Names(problem.people).full(contact.key_worker)
    now = ", ".join(map(day_words, contact.days)) or "not in this period"
    return f"Key worker {name}: seen {now}; {last}; longest gap {gap}."


def _worker_words(names: Names, worker: AdultsWorker) -> str:
    if worker.kept is None or worker.worker is None:
        return f"{worker.adult}: {worker.reason}."
    kept = "keeps" if worker.kept else "does not see"
    return f"{worker.adult} {kept} {names.full(worker.worker)} (n = {counted(worker.n, 'contact')})."


def _show_indices(indices: Mapping[str, Index]) -> None:
    for words, index in indices.items():
        if index.value is None:
            item(f"{words}: not defined, {index.reason} (n = {index.n}).")
        else:
            few = "too few to tell, " if index.shown().startswith("n =") else ""
            item(f"{words}: {few}{index.shown()}.")
    say("No official target exists for any of these. Each is unstable where n is small.")
