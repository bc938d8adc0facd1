"""Names that look alike on the screen, and names pasted with other blanks, quotes and dashes."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from hub_roster.domain.checks import Fault
from hub_roster.domain.checks_fault import as_seen, meant
from hub_roster.domain.place import Place
from hub_roster.domain.problem import Problem

FaultsWith = Callable[..., list[Fault]]

PASTED = (
    "Town\N{NO-BREAK SPACE}Hall",
    "Town\N{THIN SPACE}Hall",
    "Town  Hall",
    "Town\N{ZERO WIDTH SPACE} Hall",
    "Town Hall\N{SOFT HYPHEN}",
)


@pytest.mark.parametrize("name", PASTED)
def test_two_places_that_look_alike(sound: Problem, faults_with: FaultsWith, name: str) -> None:
    """A second Town Hall that only a computer can tell from the first is a fault."""
    (fault,) = faults_with(places=(*sound.places, Place(code=name)))
    assert fault.path == ("places", 4, "code")
    assert fault.message.startswith("This name looks like another place's")


@pytest.mark.parametrize("name", PASTED)
def test_a_pasted_name_is_not_just_unknown(name: str) -> None:
    """Where a name differs by what nobody sees, the hint says so and does not ask what was meant."""
    assert meant(name, ["Town Hall", "Moor"]) == (
        " It looks like 'Town Hall' but has another kind of blank, quote or dash: type it again."
    )


def test_quotes_and_dashes_of_a_typesetter() -> None:
    """Curly quotes and long dashes look like those on the keyboard."""
    assert as_seen("O\N{RIGHT SINGLE QUOTATION MARK}Neil \N{EN DASH} home") == "O'Neil - home"
    assert meant("Oneil", ["O'Neil"]) == " Did you mean 'O'Neil'?"


def test_names_that_differ_to_the_eye_are_sound(sound: Problem, faults_with: FaultsWith) -> None:
    """Another letter, number or capital is another name."""
    others = tuple(Place(code=code) for code in ("Town Hall 2", "town hall", "Townhall"))
    assert faults_with(places=(*sound.places, *others)) == []
