"""The complete hub: nothing of a problem is left out of it, it drafts, and all of it matters."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from hub_roster.domain.clock import day_of
from hub_roster.domain.lines import Lines
from hub_roster.domain.model import Record
from hub_roster.domain.offers import AssignmentState
from hub_roster.domain.problem import Problem
from hub_roster.domain.rolling import continued
from hub_roster.domain.tables import Tables
from hub_roster.exchange.files import read_problem, write_problem
from hub_roster.program.statement import Priority
from hub_roster.rules.judge import Judgement
from hub_roster.solver.result import Draft
from tests.complete import LATE, complete
from tests.tiny import drafted, judged, on, who


@cache
def problem() -> Problem:
    """Give the complete hub, made once."""
    return complete()


@cache
def week() -> Draft:
    """Give its draft."""
    return drafted(problem(), work=6)


def fields_at_their_default(rows: tuple[Record, ...]) -> Iterator[str]:
    """Give the fields of some rows that none of them sets to anything but the default."""
    for name, field in type(rows[0]).model_fields.items():
        if all(getattr(row, name) == field.default for row in rows):
            yield name


def test_every_table_has_rows() -> None:
    """No table of a problem is empty."""
    assert [name for name in Tables.model_fields if not getattr(problem(), name)] == []


def test_every_field_is_used() -> None:
    """Every field of every record says something other than its default in some row."""
    unused = list(fields_at_their_default((problem(),)))
    for name in Tables.model_fields:
        held = getattr(problem(), name)
        rows = held if isinstance(held, tuple) else (held,)
        if isinstance(rows[0], Record):
            unused += [f"{name}.{field}" for field in fields_at_their_default(rows)]
    assert unused == []


def test_it_drafts_without_a_violation() -> None:
    """Little work is enough for a roster that breaks nothing and leaves no home empty."""
    assert week().judgement.violations == ()
    assert week().judgement.shortfall[Priority.NOBODY].minutes == 0
    assert len(week().roster.assignments) > 15
    assert judged(problem(), week().roster).cost == week().cost


@pytest.mark.parametrize("name", ["complete.json", "complete.xlsx"])
def test_it_is_read_as_it_was_written(tmp_path: Path, name: str) -> None:
    """Through JSON, and through a workbook."""
    write_problem(problem(), tmp_path / name)
    assert read_problem(tmp_path / name) == problem()


def test_the_week_after_can_be_drafted() -> None:
    """Rolled on, it is a sound problem with the fortnight as its past."""
    after = continued(problem(), week().roster)
    assert after.first_day == on("Mon+2")
    assert "to Oak goodbye" not in after.appointment
    assert {contact.young_person for contact in after.contacts} >= {"Heron", "Heron's mum", "Robin", "Wren"}


# What each new thing does to the draft ------------------------------------------------------------


def doing(key: str) -> set[str]:
    """Give the tasks of a person, those of a series by the code of its row."""
    tasks = {a.task for a in week().roster.assignments if a.person == key}
    return {task if "/" in task else task.split(" 2026")[0] for task in tasks}


def only(table: str, **fields: object) -> Record:
    """Give the row of a table with some fields."""
    rows: tuple[Record, ...] = getattr(problem(), table)
    (found,) = [row for row in rows if all(getattr(row, name) == held for name, held in fields.items())]
    return found


def test_a_parents_worker_holds_the_parent_session() -> None:
    """Ben, the key worker of Heron's mother; it is fortnightly, so once."""
    made = [a for a in week().roster.assignments if a.task.startswith("parent session")]
    assert [a.person for a in made] == ["ben"]


def test_key_work_and_an_escort_are_taken_from_shifts() -> None:
    """They are on somebody's shift in Oak, and no duty of their own."""
    attached = Lines(problem(), week().roster).attached
    taken = {each.appointment.id.split(" 2026")[0] for listed in attached.values() for each in listed}
    assert {"dentist", "key work", "supervision"} <= taken


def test_a_partner_does_what_names_them() -> None:
    """Nia: the joint visit for her role, and the one with her name, on Tuesdays before one."""
    assert doing("nia") == {"joint", "named"}
    assert {a.start.hour for a in week().roster.assignments if a.person == "nia"} <= {9, 10, 11, 12}


def test_an_unnamed_booking_sits_on_shifts() -> None:
    """The agency has Monday's late from before, and seats alone."""
    assert f"{LATE}/2" in doing("agency 1")
    assert all("/" in task for task in doing("agency 1"))


def test_a_new_starter_goes_alone_only_once_signed_off() -> None:
    """Eve escorts together with ben in her second week."""
    assert "court" in doing("eve")
    alone = {a.task: day_of(a.span[0]) for a in week().roster.assignments if a.person == "eve"}
    assert alone["court"] >= on("Mon+1")


def test_on_call_is_shared() -> None:
    """Coast's cal may hold the spell of both hubs, and is nowhere else."""
    assert doing("cal") <= {"call"}
    alone = problem().edited(people=[p for p in problem().people if p.key != "cal"], skills=(), approvals=())
    assert who(week().roster, "call") != []
    assert alone.spell["call"].shared_with == ("Coast",)


def test_a_declined_shift_is_not_asked_again() -> None:
    """Rita declined Wednesday's late."""
    assert "rita" not in who(week().roster, "Oak/2026-02-04/late")
    assert only("offers", person="rita").state is AssignmentState.DECLINED  # type: ignore[attr-defined]


def test_each_carer_has_their_own_date() -> None:
    """Cora is deployable from Tuesday on, dan still has a child with him."""
    days = [day_of(a.span[0]) for a in week().roster.assignments if a.person == "cora"]
    assert min(days) >= on("Tue")
    assert doing("dan") == set()


def test_who_has_moved_on_hears_from_whom_they_know() -> None:
    """Cora writes to Wren each Saturday."""
    assert who(week().roster, "message") == ["cora", "cora"]


def test_an_ended_move_says_goodbye_and_a_decided_one_draws_the_carer() -> None:
    """Ben says goodbye to Robin; cora works where Heron lives before he moves to her."""
    assert who(week().roster, "to Oak goodbye") == ["ben"]
    assert [c for c in week().judgement.charges if c.rule == "introductions"] == []
    undecided = problem().edited(
        moves=[m.model_copy(update={"decided_by": "", "decided_on": None}) for m in problem().moves]
    )
    assert {a.id for a in problem().appointments} - {a.id for a in undecided.appointments} == {
        "to Oak goodbye"
    }


def test_two_for_himself_raise_the_seats() -> None:
    """On Wednesday's late there are four; on the others two."""
    seats = {s.day: s.seats for s in problem().shift.values() if s.name == "late" and not s.optional}
    assert seats == {on("Mon"): 2, on("Wed"): 4, on("Mon+1"): 2, on("Wed+1"): 2}


def test_a_waking_night_for_the_second_week() -> None:
    """The sleep-in of the first Monday, the waking night of the second."""
    nights = {s.day: s.name for s in problem().shift.values() if s.name != "late" and not s.optional}
    assert nights == {on("Mon"): "sleep-in", on("Mon+1"): "waking night"}


def test_his_week_says_when_and_where_he_is_seen() -> None:
    """On Thursday at the club in Dale, or at home after it; on Wednesday in term from three on."""
    talk = problem().appointment["talk"]
    assert {o.place for o in talk.openings[on("Thu+1")]} == {"Oak house", "Dale"}
    assert {o.place for o in talk.openings[on("Wed+1")]} == {"Oak house"}


@pytest.mark.parametrize(
    "table",
    [
        "availability",
        "inductions",
        "placements",
        "plans",
        "escorts",
        "sessions",
        "meetings",
        "moves",
        "own_adults",
        "week_times",
        "offers",
        "cover",
    ],
)
def test_without_it_another_draft_would_do(table: str) -> None:
    """Left out, the same roster is judged otherwise, or a better one may be had."""
    without = problem().edited(**{table: (), **({"terms": ()} if table == "week_times" else {})})
    kept = week().roster.model_copy(
        update={"assignments": tuple(a for a in week().roster.assignments if without.task(a.task))}
    )
    assert outcome(judged(without, kept)) != outcome(week().judgement) or (
        outcome(drafted(without, work=6).judgement) < outcome(week().judgement)
    )


def outcome(told: Judgement) -> tuple[int, ...]:
    """Give what is broken, then short by priority, then the cost."""
    return (len(told.violations), *(short.minutes for short in told.shortfall.values()), told.cost)
