"""The Program: rows, prices and masks as rules post them, frozen into whole numbers."""

from __future__ import annotations

import numpy as np

from hub_roster.domain.people import DutyBefore
from hub_roster.program.features import takes
from hub_roster.program.pieces import Piece, PieceKind, list_pieces
from hub_roster.program.runs import Timing
from hub_roster.program.statement import UNBOUNDED, Builder, Priority
from tests.tiny import at, hub, people, person, shift, visit, young

PROBLEM = hub(
    people("ben ann"),
    person("cat", base="Town"),
    young("Heron"),
    shift("early", "Mon Tue"),
    visit("v", "Heron", "Wed"),
    DutyBefore(person="ann", start=at("Sun-1 15:00"), end=at("Mon 07:00")),
)
EVERYBODY = frozenset({"ann", "ben", "cat"})
PIECES = list_pieces(PROBLEM, lambda duty: True, lambda visit, day: EVERYBODY, Timing()).pieces
MONDAYS, TUESDAYS = (takes(f"Oak/2026-02-0{day}/early") for day in (2, 3))


def index(*tasks: str, base: str | None = None) -> int:
    """Give the index of the piece of some tasks."""
    (found,) = (k for k, piece in enumerate(PIECES) if piece.tasks == tasks and piece.base == base)
    return found


MONDAY_EARLY = index("Oak/2026-02-02/early")
TUESDAY_EARLY = index("Oak/2026-02-03/early")


def test_people_are_in_order_of_their_keys() -> None:
    """Whatever order the hub lists them in, so that equal hubs give equal Programs."""
    assert Builder(PROBLEM, PIECES).freeze().people == ("ann", "ben", "cat")


def test_a_row_sums_what_its_people_take() -> None:
    """2 for ann's and ben's Monday, 3 for ann's Tuesday, less the variable: coefficients and no more."""
    builder = Builder(PROBLEM, PIECES)
    short = builder.variable("test", "Oak", 4, priority=Priority.COVER, minutes=60)
    row = builder.row("test", "Oak", lower=1, upper=5)
    builder.take(row, ["ann", "ben"], MONDAYS, 2)
    builder.take(row, ["ann"], TUESDAYS, 3)
    builder.add(row, short, -1)
    program = builder.freeze()
    number = program.names.index(("test", "Oak"))
    assert (program.lower[number], program.upper[number]) == (1, 5)
    both = np.array([MONDAY_EARLY, TUESDAY_EARLY])
    found = [program.coefficients(k, both).toarray()[number].tolist() for k in range(3)]
    assert found == [[2, 3], [2, 0], [0, 0]]
    assert program.row_variables.toarray()[number].tolist() == [-1]
    assert program.variables[short].minutes == 60


def test_a_row_may_have_no_bound_on_a_side() -> None:
    """A row with only an upper bound has no lower one to speak of."""
    builder = Builder(PROBLEM, PIECES)
    builder.row("test", "Oak", upper=3)
    program = builder.freeze()
    number = program.names.index(("test", "Oak"))
    assert (program.lower[number], program.upper[number]) == (-UNBOUNDED, 3)


def test_taking_the_same_feature_twice_adds_up() -> None:
    """Two terms of one person on one feature are their sum; a feature nobody can take adds nothing."""
    builder = Builder(PROBLEM, PIECES)
    row = builder.row("test", "Oak", upper=1)
    builder.take(row, ["ann", "ann"], MONDAYS)
    builder.take(row, ["ann"], takes("no such task"))
    program = builder.freeze()
    number = program.names.index(("test", "Oak"))
    assert program.coefficients(0, np.array([MONDAY_EARLY])).toarray()[number, 0] == 2


def test_prices_add_up() -> None:
    """Two rules that price one feature are both charged, to that person alone."""
    builder = Builder(PROBLEM, PIECES)
    builder.price("ann", MONDAYS, 100)
    builder.price("ann", MONDAYS, 20)
    builder.price("ann", TUESDAYS, 7)
    program = builder.freeze()
    both = np.array([MONDAY_EARLY, TUESDAY_EARLY])
    assert program.points(0, both).tolist() == [120, 7]
    assert program.points(1, both).tolist() == [0, 0]


def test_what_is_barred_or_refused_does_not_exist() -> None:
    """Ann is barred from Monday's early by its feature, ben refused Tuesday's by its piece."""
    builder = Builder(PROBLEM, PIECES)
    builder.bar("ann", MONDAYS)
    refused = np.zeros(len(PIECES), dtype=np.bool_)
    refused[TUESDAY_EARLY] = True
    builder.refuse("ben", refused)
    admitted = builder.freeze().admitted
    assert admitted[:, MONDAY_EARLY].tolist() == [False, True, True]
    assert admitted[:, TUESDAY_EARLY].tolist() == [True, False, True]


def test_visits_alone_are_taken_from_ones_own_base() -> None:
    """Ann and ben start from Base, cat from Town."""
    admitted = Builder(PROBLEM, PIECES).freeze().admitted
    assert admitted[:, index("v", base="Base")].tolist() == [True, True, False]
    assert admitted[:, index("v", base="Town")].tolist() == [False, False, True]


def test_a_duty_begun_is_its_persons_and_stands() -> None:
    """Nobody else can take ann's Sunday block; a row of its own holds her to it, even where it is refused."""
    builder = Builder(PROBLEM, PIECES)
    builder.refuse("ann", np.ones(len(PIECES), dtype=np.bool_))
    program = builder.freeze()
    (begun,) = (k for k, piece in enumerate(PIECES) if piece.kind is PieceKind.BEGUN)
    assert program.admitted[:, begun].tolist() == [True, False, False]
    number = program.names.index(("begun before the period", "ann"))
    assert program.lower[number] == 1
    assert program.coefficients(0, np.array([begun])).toarray()[number, 0] == 1


def test_what_a_duty_begun_takes_stays_open_to_its_person() -> None:
    """Ann's block goes on to Monday's early: barred from earlies as ben is, she has that one all the same."""
    until = DutyBefore(
        person="ann", start=at("Sun-1 15:00"), end=at("Mon 15:00"), tasks=("Oak/2026-02-02/early/1",)
    )
    problem = PROBLEM.edited(duties_before=(until,))
    builder = Builder(
        problem, list_pieces(problem, lambda duty: True, lambda visit, day: EVERYBODY, Timing()).pieces
    )
    for key in ("ann", "ben"):
        builder.bar(key, MONDAYS)
        builder.bar(key, TUESDAYS)
    assert [builder.open(key, MONDAYS) for key in ("ann", "ben", "cat")] == [True, False, True]
    assert [builder.open(key, TUESDAYS) for key in ("ann", "ben", "cat")] == [False, False, True]


def test_a_hub_with_nothing_to_do() -> None:
    """No people, no pieces, no rows: a Program all the same."""
    program = Builder(hub(), [Piece(PieceKind.REST, 0, 1440, week=0)]).freeze()
    assert (program.column_count, program.people, len(program.lower)) == (0, (), 0)
