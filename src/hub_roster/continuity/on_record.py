"""Each visit once: what the contact ledger, the outcomes and the roster say of it, put together.

Of the days before the period the ledger speaks, of the period the roster, and of both the outcomes. A visit
without an outcome is taken as the ledger has it, made, or as it is planned: made where somebody is down for
it. An outcome and a row of the same day and the same person, or of no named person, are one visit, and of
that visit the outcome is believed.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from hub_roster.domain.appointments import AppointmentKind
from hub_roster.domain.clock import day_of
from hub_roster.domain.plans import Outcome, OutcomeKind
from hub_roster.domain.young_people import Setting

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from hub_roster.domain.appointments import Appointment
    from hub_roster.domain.lines import Lines
    from hub_roster.domain.problem import Problem

MOVED = frozenset({OutcomeKind.MOVED_BY_THEM, OutcomeKind.MOVED_BY_US})


@dataclass(frozen=True, slots=True)
class VisitOnRecord:
    """One visit to a young person, or to several of a family at once.

    Attributes
    ----------
    key
        Equal for all members of a family who were there, and unlike any other of this young person.
    agreed_minutes, minutes
        Its length as planned, and as an outcome says it was made; equal where nothing else is known.
    words
        What came of it, the earliest first: moved, then made. Assumed where no outcome is on record.
    coded
        It has a code, so that all its outcomes stand together.
    """

    key: str
    day: date
    agreed_minutes: int
    minutes: int
    words: tuple[OutcomeKind, ...]
    assumed: bool
    coded: bool

    @property
    def made(self) -> bool:
        """Whether it was made, at once or in the end."""
        return OutcomeKind.MADE in self.words

    @property
    def is_its_own(self) -> bool:
        """Whether it is a visit of its own: a moved one without a code is the later one it became."""
        return self.coded or any(word not in MOVED for word in self.words)


def visits_before(problem: Problem, code: str, days: Iterable[date]) -> tuple[VisitOnRecord, ...]:
    """Give a young person's visits on some dates before the period, in order of day."""
    wanted = frozenset(days)
    rows = list(_in_ledger(problem, code, wanted))
    return _accounted((o for o in problem.outcomes if o.young_person == code and o.day in wanted), rows)


def visits_of_period(lines: Lines, code: str) -> tuple[VisitOnRecord, ...]:
    """Give a young person's visits of the period in order of day, those nobody makes too; no escorts."""
    problem = lines.problem
    rows = [
        _planned(lines, visit)
        for visit in problem.appointments
        if visit.kind is AppointmentKind.VISIT and code in visit.young_people
    ]
    told = (o for o in problem.outcomes if o.young_person == code and o.day in problem.period)
    return _accounted(told, rows)


# Rows of the ledger and of the roster -------------------------------------------------------------


@dataclass(slots=True, eq=False)
class _Row:
    """A visit by the ledger or the roster.

    Attributes
    ----------
    task
        Its id in the roster; None in the ledger, which keeps none.
    silent
        Those of its people whom no outcome has named yet.
    free
        No outcome has spoken for it yet.
    """

    day: date
    minutes: int
    people: tuple[str, ...]
    word: OutcomeKind
    task: str | None
    silent: set[str]
    free: bool = True

    @property
    def key(self) -> str:
        return self.task or f"{self.day} {self.minutes} {' '.join(self.people)}"

    def fits(self, outcome: Outcome) -> bool:
        """Say whether an outcome can be about it: a visit not made left no time of another length."""
        if self.task is not None and outcome.visit == self.task:
            return True
        length = outcome.outcome is OutcomeKind.MADE or outcome.minutes in {0, self.minutes}
        return self.day == outcome.day and length and self.is_by(outcome)

    def is_by(self, outcome: Outcome) -> bool:
        """Say whether it is by whom an outcome names, if it names anyone."""
        return outcome.person is None or outcome.person in self.people

    def take(self, outcome: Outcome) -> None:
        """Let an outcome speak for it."""
        self.free = False
        self.silent -= {outcome.person} if outcome.person else set(self.people)


def _in_ledger(problem: Problem, code: str, days: frozenset[date]) -> Iterator[_Row]:
    """Give the ledger's visits; two adults who went together are one, escorts are none."""
    together: dict[tuple[date, int, int], list[str]] = defaultdict(list)
    for row in problem.contacts:
        visit = row.young_person == code and row.setting is Setting.VISIT and row.minutes > 0
        if visit and row.day in days:
            together[row.day, row.minutes, row.adults].append(row.person)
    # The ledger does not tell an escort from a visit; the escort's own row does, by day and length.
    escorts = Counter((e.start.date(), e.minutes) for e in problem.escorts if e.young_person == code)
    for (day, minutes, adults), people in sorted(together.items()):
        people.sort()
        for group in (tuple(people[k : k + adults]) for k in range(0, len(people), adults)):
            if escorts[day, minutes]:
                escorts[day, minutes] -= 1
            else:
                yield _Row(day, minutes, group, OutcomeKind.MADE, None, set(group))


def _planned(lines: Lines, visit: Appointment) -> _Row:
    """Give a visit as the roster has it; one with too few for what takes several together is not made."""
    found = lines.assignments_on.get(visit.id, ())
    people = tuple(sorted({assignment.person for assignment in found}))
    filled = bool(people) and not (visit.together and len(people) < visit.adults)
    return _Row(
        day=day_of(found[0].span[0]) if found else visit.days[-1],
        minutes=visit.minutes,
        people=people,
        word=OutcomeKind.MADE if filled else OutcomeKind.NOT_MADE,
        task=visit.id,
        silent=set(people),
    )


# Outcomes and rows put together -------------------------------------------------------------------


def _accounted(outcomes: Iterable[Outcome], rows: Sequence[_Row]) -> tuple[VisitOnRecord, ...]:
    found = list(_spoken_of(outcomes, rows))
    found += [
        VisitOnRecord(
            key=row.key,
            day=row.day,
            agreed_minutes=row.minutes,
            minutes=row.minutes,
            words=(row.word,),
            assumed=True,
            coded=row.task is not None,
        )
        for row in rows
        if row.free
    ]
    return _told_apart(found)


def _spoken_of(outcomes: Iterable[Outcome], rows: Sequence[_Row]) -> Iterator[VisitOnRecord]:
    """Give a visit for each code, and for each outcome without one, and take what they are about."""
    coded: dict[str, list[Outcome]] = defaultdict(list)
    alone = []
    for outcome in sorted(outcomes, key=lambda o: o.day):
        if outcome.visit is None:
            alone.append(outcome)
        else:
            coded[outcome.visit].append(outcome)
    for group in coded.values():
        yield _told(group, _taken(group, rows))
    for outcome in alone:
        second = next((row for row in rows if _speaks_second(row, outcome)), None)
        if second is not None:
            second.take(outcome)
        else:
            yield _told([outcome], _taken([outcome], rows))


def _speaks_second(row: _Row, outcome: Outcome) -> bool:
    """Say whether an outcome is by the other adult of a visit that the first has spoken for."""
    return not row.free and row.day == outcome.day and outcome.person in row.silent


def _taken(group: Iterable[Outcome], rows: Sequence[_Row]) -> list[_Row]:
    """Take the rows of the visit that some outcomes speak of, each row once."""
    taken: list[_Row] = []
    for outcome in group:
        again = next((row for row in taken if row.day == outcome.day and row.is_by(outcome)), None)
        fitting = [row for row in rows if row.free and row.fits(outcome)]
        if again is not None:
            again.take(outcome)
        elif fitting:
            found = min(fitting, key=lambda r: (r.task != outcome.visit, abs(r.minutes - outcome.minutes)))
            found.take(outcome)
            taken.append(found)
    return taken


def _told(group: Sequence[Outcome], rows: Sequence[_Row]) -> VisitOnRecord:
    last = next((o for o in reversed(group) if o.outcome is OutcomeKind.MADE), group[-1])
    agreed = next((m for m in (*(r.minutes for r in rows), *(o.minutes for o in group)) if m), 0)
    made = last.outcome is OutcomeKind.MADE and last.minutes > 0
    return VisitOnRecord(
        key=last.visit or (rows[0].key if rows else f"{last.day} {agreed} {last.person}"),
        day=last.day,
        agreed_minutes=agreed,
        minutes=last.minutes if made else agreed,
        words=tuple(dict.fromkeys(outcome.outcome for outcome in group)),
        assumed=False,
        coded=last.visit is not None or any(row.task is not None for row in rows),
    )


def _told_apart(visits: Iterable[VisitOnRecord]) -> tuple[VisitOnRecord, ...]:
    """Tell visits of equal key apart: two of an hour by one person on one day are two."""
    seen: Counter[str] = Counter()
    listed = []
    for visit in sorted(visits, key=lambda v: (v.day, v.key)):
        seen[visit.key] += 1
        listed.append(replace(visit, key=f"{visit.key} {seen[visit.key]}"))
    return tuple(listed)
