"""Pieces: what one person may take, of each shape the policy knows."""

from __future__ import annotations

from collections import Counter
from datetime import date, time

import pytest

from hub_roster.domain.clock import HOUR, wall
from hub_roster.domain.home import PartKind
from hub_roster.domain.people import DutyBefore
from hub_roster.domain.policy import DutyShape
from hub_roster.domain.problem import Problem
from hub_roster.program.pieces import Listed, Piece, PieceKind, list_pieces
from hub_roster.program.runs import Timing
from tests.tiny import Rows, at, hub, on_call, person, resident, shift, visit, young
from tests.tiny_life import escort, meeting

HERON: list[Rows] = [young("Heron"), visit("v", "Heron")]
SHIFTS = [shift(name) for name in ("early", "late", "day", "sleep-in", "waking night")]


def pieces(problem: Problem, kind: PieceKind = PieceKind.DUTY) -> list[Piece]:
    """Give the pieces of a kind, whatever rules say of them."""
    everybody = frozenset(known.key for known in problem.people)
    found = list_pieces(problem, lambda duty: True, lambda visit, day: everybody, Timing()).pieces
    return [piece for piece in found if piece.kind is kind]


def shapes(problem: Problem) -> Counter[str]:
    """Count the duties of each shape."""
    kinds = (piece.duty.kinds for piece in pieces(problem) if piece.duty is not None)
    return Counter(", ".join(kind.value for kind in shape) for shape in kinds)


def tasks(problem: Problem) -> set[tuple[str, ...]]:
    """Give the tasks of each duty."""
    return {piece.tasks for piece in pieces(problem)}


def test_each_shape_of_the_policy() -> None:
    """Every shift of the week in every shape it fits, and Monday's visit alone and beside early and late."""
    assert shapes(hub(person("ann"), HERON, SHIFTS)) == {
        "early": 7,
        "late": 7,
        "day": 7,
        "waking night": 7,
        "late, sleep-in": 7,
        "late, sleep-in, early": 7,
        "outreach": 1,
        "early, outreach": 1,
        "outreach, late": 1,
    }


def test_only_the_shapes_of_the_policy() -> None:
    """A council that stopped blocks with an early after the night has none of them."""
    late_and_sleep_in = DutyShape(name="l", parts=(PartKind.LATE, PartKind.SLEEP_IN), longest_hours=18)
    early = DutyShape(name="e", parts=(PartKind.EARLY,), longest_hours=9)
    run = [shift(name) for name in ("early", "late", "sleep-in")]
    found = shapes(hub(person("ann"), HERON, run, late_and_sleep_in, early))
    assert found == {"late, sleep-in": 7, "early": 7}


def test_sundays_block_takes_mondays_early() -> None:
    """Sunday's late and sleep-in may go on into the early of the Monday after, which nobody must fill."""
    problem = hub(person("ann"), SHIFTS)
    block = ("Oak/2026-02-08/late", "Oak/2026-02-08/sleep-in", "Oak/2026-02-09/early")
    assert block in tasks(problem)
    assert problem.shift[block[-1]].optional


def test_nothing_begins_after_the_period() -> None:
    """The Monday after belongs to the next period: no duty starts there."""
    problem = hub(person("ann"), HERON, SHIFTS)
    assert all(problem.start <= piece.start < problem.end for piece in pieces(problem))
    assert ("Oak/2026-02-09/early",) not in tasks(problem)


def test_shifts_that_do_not_meet_make_no_duty() -> None:
    """A late that ends two hours after the sleep-in began, or nine before it, is no part of its block."""
    for late in (shift("late", end=time(1)), shift("late", start=time(8), end=time(14))):
        assert "late, sleep-in" not in shapes(hub(person("ann"), late, shift("sleep-in")))


def test_shapes_the_rules_refuse_are_not_listed() -> None:
    """A rule may say of a duty that it cannot stand, whoever takes it."""
    problem = hub(person("ann"), SHIFTS)
    short = list_pieces(
        problem, lambda duty: duty.span <= 8 * HOUR, lambda visit, day: frozenset({"ann"}), Timing()
    ).pieces
    assert {piece.duty.kinds for piece in short if piece.duty} == {(PartKind.EARLY,), (PartKind.LATE,)}


def test_visits_alone_start_from_each_base() -> None:
    """Two bases: the same visit is two duties, of which each person may take their own base's."""
    problem = hub(person("ann"), person("ben", base="Town"), HERON)
    assert sorted(piece.base or "" for piece in pieces(problem)) == ["Base", "Town"]


def test_a_run_too_far_from_its_shift_is_no_part_of_its_duty() -> None:
    """A visit over by 07:00 and a late at 15:00 are two duties, however long the policy lets one last."""
    shape = DutyShape(name="long", parts=(PartKind.OUTREACH, PartKind.LATE), longest_hours=24)
    early_bird = [young("Heron"), visit("v", "Heron", between="06:00 07:00")]
    assert shapes(hub(person("ann"), early_bird, shift("late"), shape)) == {}
    assert shapes(hub(person("ann"), early_bird, shift("late", start=time(14, 45)), shape)) == {
        "outreach, late": 1
    }


@pytest.mark.parametrize(
    ("first", "starts"), [(date(2026, 2, 2), 49), (date(2026, 10, 19), 49), (date(2027, 3, 22), 48)]
)
def test_weekly_rests(first: date, starts: int) -> None:
    """24 hours from every third hour of the week on, inside the week: March's has an hour less."""
    problem = hub(person("ann"), first_day=first)
    rests = pieces(problem, PieceKind.REST)
    assert len(rests) == starts
    assert all(rest.end - rest.start == 24 * HOUR and rest.end <= problem.end for rest in rests)


def test_a_duty_begun_before_the_period() -> None:
    """Ann's block of Sunday is a piece of its own, hers, with Monday's early in it."""
    block = DutyBefore(
        person="ann", start=at("Sun-1 15:00"), end=at("Mon 15:00"), tasks=("Oak/2026-02-02/early/1",)
    )
    (piece,) = pieces(hub(person("ann"), SHIFTS, block), PieceKind.BEGUN)
    assert (piece.person, piece.tasks) == ("ann", ("Oak/2026-02-02/early",))
    assert piece.end - piece.start == 24 * HOUR


def test_a_spell_of_on_call_is_a_piece() -> None:
    """Each spell can be taken, beside any duty."""
    (piece,) = pieces(hub(person("ann"), on_call("call", "Tue 17:00", "Wed 09:00")), PieceKind.SPELL)
    assert (piece.tasks, piece.duty, piece.end - piece.start) == (("call",), None, 16 * HOUR)


def attached(problem: Problem) -> list[tuple[str, str | None, str]]:
    """Give task, home and wall time of each task from a shift."""
    found = pieces(problem, PieceKind.ATTACHED)
    return [(p.tasks[0], p.home, f"{wall(p.start):%a %H:%M}") for p in found]


def test_tasks_from_a_shift() -> None:
    """Each start at which a shift of the home holds the whole of it; the escort's one, off any grid."""
    rows = [person("ann"), resident("Heron"), shift("early", "Mon"), shift("sleep-in", "Mon")]
    key_work = visit("talk", "Heron", between="13:00 16:00", in_shift=True)
    trips = [escort("e", "Heron", "Mon 10:05"), escort("late", "Heron", "Mon 14:30")]
    assert attached(hub(rows, key_work, trips)) == [
        ("talk", "Oak", "Mon 13:00"),
        ("talk", "Oak", "Mon 13:30"),
        ("talk", "Oak", "Mon 14:00"),
        ("e", "Oak", "Mon 10:05"),
    ]


def test_a_meeting_in_the_home_is_one_too() -> None:
    """At Base it is not."""
    rows = [person("ann"), shift("early", "Mon"), meeting("team", "ann", "Mon")]
    assert attached(hub(rows)) == [("team", "Oak", "Mon 10:00")]
    assert (
        attached(hub(person("ann"), shift("early", "Mon"), meeting("team", "ann", "Mon", place="Base"))) == []
    )


def test_what_nobody_may_take_is_not_listed_from_a_shift() -> None:
    """No person suits."""
    problem = hub(person("ann"), resident("Heron"), shift("early", "Mon"), escort("e", "Heron", "Mon 10:00"))
    found = list_pieces(problem, lambda duty: True, lambda visit, day: frozenset(), Timing()).pieces
    assert [piece for piece in found if piece.kind is PieceKind.ATTACHED] == []


def listed(timing: Timing) -> Listed:
    """Give all ann can do of five visits on one day, any of them at any time."""
    codes = ("Heron", "Wren", "Robin", "Siskin", "Plover")
    problem = hub(person("ann"), *(young(code) for code in codes), *(visit(f"to {c}", c) for c in codes))
    return list_pieces(problem, lambda duty: True, lambda visit, day: frozenset({"ann"}), timing)


@pytest.mark.parametrize(
    ("timing", "longest"),
    [
        (Timing(), 4),
        (Timing(most_orders=204), 3),
        (Timing(most_orders=84), 2),
        (Timing(most_orders=24), 1),
        (Timing(most_orders=0), 1),
        (Timing(most_a_week=84), 2),
        (Timing(most_a_week=0), 1),
    ],
)
def test_of_far_too_many_runs_the_short_ones_are_listed(timing: Timing, longest: int) -> None:
    """And it is said that they are not all, so that nobody takes a bound over these for a bound."""
    found = listed(timing)
    assert max(len(piece.tasks) for piece in found.pieces) == longest
    assert found.whole == (longest == 4)
    assert {piece.tasks for piece in found.pieces if len(piece.tasks) == 1} == {
        (f"to {code}",) for code in ("Heron", "Wren", "Robin", "Siskin", "Plover")
    }
