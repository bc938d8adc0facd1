"""What each young person is owed, and what of it goes to strangers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from hub_roster.continuity.demand import Demand, demanded, seen_before, unfamiliar_hundredths
from hub_roster.continuity.familiarity import Familiarity
from hub_roster.domain.home import PartKind
from hub_roster.domain.young_people import HowWell, Setting

if TYPE_CHECKING:
    from tests.continuity.conftest import TinyHub

KNOWN = Familiarity(pairs={("ann", "Heron"): 90, ("ben", "Heron"): 60}, circle=frozenset(), known_from=40)
EARLY = "Oak/2026-02-02/early"


def test_a_visit(hub: TinyHub) -> None:
    """A visit owes its minutes for each adult it asks for."""
    hub.young_person("Heron").young_person("Wren").give_visit("v1", "Heron", 0, adults=2)
    owed = demanded(hub.problem())
    assert owed["Heron"] == (Demand("v1", "Heron", 2, 60),)
    assert owed["Heron"][0].minutes == 120
    assert owed["Wren"] == ()


@pytest.mark.parametrize(
    ("residents", "seats", "weight"),
    [(1, 1, 480), (1, 2, 480), (2, 2, 480), (3, 2, 320), (5, 1, 96), (7, 2, 137)],
)
def test_a_shift(hub: TinyHub, birds: tuple[str, ...], residents: int, seats: int, weight: int) -> None:
    """A seat owes each resident its minutes, shared where residents outnumber the seats."""
    codes = birds[:residents]
    for code in codes:
        hub.young_person(code, resident=True)
    hub.young_person("Wren")
    hub.give_shift("early", PartKind.EARLY, 7, 15, days=(0,), seats=seats)
    owed = demanded(hub.problem())
    assert owed["Wren"] == ()
    for code in codes:
        assert owed[code] == (Demand(EARLY, code, seats, weight),)


@pytest.mark.parametrize("kind", [PartKind.SLEEP_IN, PartKind.WAKING_NIGHT])
def test_nights(hub: TinyHub, kind: PartKind) -> None:
    """Nights are owed to nobody."""
    hub.young_person("Heron", resident=True).give_shift("night", kind, 23, 7, days=(0,), seats=1)
    assert demanded(hub.problem())["Heron"] == ()


def test_the_day_after(hub: TinyHub) -> None:
    """The shift of the Monday after is the next period's: a daily shift is owed seven times."""
    hub.young_person("Heron", resident=True)
    hub.give_shift("early", PartKind.EARLY, 7, 15, days=(0, 1, 2, 3, 4, 5, 6), seats=1)
    assert len(demanded(hub.problem())["Heron"]) == 7


def test_seen_before(hub: TinyHub) -> None:
    """Seen: time together from 14 days to one day before, neither asleep nor in a restraint."""
    hub.young_person("Heron").young_person("Wren")
    hub.contact("ann", "Heron", 14).contact("ben", "Heron", 15).contact("cat", "Heron", 0)
    hub.contact("dan", "Heron", 1, setting=Setting.ASLEEP)
    hub.contact("dan", "Heron", 2, setting=Setting.RESTRAINT).contact("dan", "Heron", 3, hours=0)
    assert seen_before(hub.problem()) == {"Heron": {"ann"}, "Wren": set()}


def test_a_minute_together_is_enough(hub: TinyHub) -> None:
    """Of no time at all nobody is known."""
    hub.young_person("Heron").contact("ann", "Heron", 1, hours=1 / 60).contact("ben", "Heron", 1, hours=0)
    assert seen_before(hub.problem()) == {"Heron": {"ann"}}


def test_seen_by_a_managers_word(hub: TinyHub) -> None:
    """Who is said to know them well or a little is no new face; who is said not to is one."""
    words = {"ann": HowWell.WELL, "ben": HowWell.A_LITTLE, "cat": HowWell.NOT, "dan": HowWell.DOES_NOT_COUNT}
    hub.young_person("Heron")
    for person, how_well in words.items():
        hub.word(person, "Heron", how_well)
    assert seen_before(hub.problem()) == {"Heron": {"ann", "ben"}}


def test_a_night_listed_before_a_day(hub: TinyHub) -> None:
    """It takes nothing from what is listed after it."""
    hub.young_person("Heron", resident=True).give_shift("night", PartKind.SLEEP_IN, 23, 7, days=(0,), seats=1)
    hub.give_shift("early", PartKind.EARLY, 7, 15, days=(0,), seats=1)
    assert [demand.task_id for demand in demanded(hub.problem())["Heron"]] == [EARLY]


@pytest.mark.parametrize(
    ("people", "expected"),
    [
        ((), 2 * 60 * 100),
        (("ann",), 60 * 10 + 60 * 100),
        (("cat",), 2 * 60 * 100),
        (("ann", "ben"), 60 * 10 + 60 * 40),
        (("ann", "ben", "cat"), 60 * 10 + 60 * 40),
    ],
)
def test_unfamiliar(people: tuple[str, ...], expected: int) -> None:
    """An empty place counts like a stranger; an adult on top of the places asked for not at all."""
    demand = Demand("v1", "Heron", places=2, weight_minutes=60)
    assert unfamiliar_hundredths(demand, people, KNOWN) == expected
