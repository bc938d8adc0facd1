"""How well each person knows each young person when a period starts."""

from __future__ import annotations

import pickle
from datetime import date, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from hub_roster.continuity.familiarity import FamiliarityNumbers, circle_of, familiarity
from hub_roster.domain.people import Person
from hub_roster.domain.place import Hub, Place
from hub_roster.domain.problem import Problem
from hub_roster.domain.young_people import Contact, HowWell, Setting, ViewKind, YoungPerson

if TYPE_CHECKING:
    from random import Random

    from tests.continuity.conftest import TinyHub


def of_ann(problem: Problem) -> int:
    """Give how well ann knows Heron."""
    return familiarity(problem).of("ann", "Heron")


def test_four_hours_every_week(hub: TinyHub) -> None:
    """Four hours a week, steadily, up to the day before the period, give 77."""
    hub.young_person("Heron")
    for week in range(60):
        hub.contact("ann", "Heron", days_before=1 + 7 * week, hours=4)
    assert of_ann(hub.problem()) == 77


def test_one_bank_shift_four_weeks_ago(hub: TinyHub) -> None:
    """An early of 7.5 h, five young people to two adults, four weeks ago leaves 8.

    By hand: 7.5 h shared are 3 h each, faded 1.5 h, and 100 (1 - 2^(-1.5/12)) = 8.3. A late of 8 h leaves 9.
    """
    hub.young_person("Heron").contact("ann", "Heron", 29, 7.5, Setting.SHIFT, young_people=5, adults=2)
    assert of_ann(hub.problem()) == 8
    hub.young_person("Wren").contact("ben", "Wren", 29, 8, Setting.SHIFT, young_people=5, adults=2)
    assert familiarity(hub.problem()).of("ben", "Wren") == round(100 * (1 - 2 ** (-8 * 2 / 5 / 2 / 12))) == 9


def test_half_life_and_half_hours(hub: TinyHub) -> None:
    """Twelve hours yesterday give 50; a half-life earlier it takes twice as many."""
    hub.young_person("Heron").contact("ann", "Heron", 1, 12)
    hub.young_person("Wren").contact("ann", "Wren", 29, 24)
    known = familiarity(hub.problem())
    assert (known.of("ann", "Heron"), known.of("ann", "Wren")) == (50, 50)


@pytest.mark.parametrize("setting", [Setting.ASLEEP, Setting.RESTRAINT])
def test_asleep_or_restraint(hub: TinyHub, setting: Setting) -> None:
    """Hours asleep and restraints make nobody familiar."""
    hub.young_person("Heron").contact("ann", "Heron", 1, 12, setting)
    assert of_ann(hub.problem()) == 0


def test_more_adults_than_young_people(hub: TinyHub) -> None:
    """With more adults than young people on a shift, an hour counts once, not more."""
    hub.young_person("Heron").contact("ann", "Heron", 1, 12, Setting.SHIFT, adults=3)
    assert of_ann(hub.problem()) == 50


def test_a_visit_is_not_shared(hub: TinyHub) -> None:
    """A visit counts in full whoever else was there."""
    hub.young_person("Heron").contact("ann", "Heron", 1, 12, young_people=3)
    assert of_ann(hub.problem()) == 50


def test_ledger_of_the_period(hub: TinyHub) -> None:
    """What the ledger holds from the period's first day on changes nothing."""
    hub.young_person("Heron").contact("ann", "Heron", 0, 12).contact("ann", "Heron", -3, 12)
    hub.word("ben", "Heron", HowWell.WELL)
    known = familiarity(hub.problem())
    assert (known.of("ann", "Heron"), known.of("ben", "Heron")) == (0, 80)


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        (HowWell.WELL, 80),
        (HowWell.A_LITTLE, 40),
        (HowWell.NOT, 0),
        (HowWell.DOES_NOT_COUNT, 0),
    ],
)
def test_a_managers_word(hub: TinyHub, word: HowWell, expected: int) -> None:
    """Without a ledger a manager's word gives the familiarity."""
    hub.young_person("Heron").word("ann", "Heron", word)
    assert of_ann(hub.problem()) == expected


def test_a_word_beside_the_ledger(hub: TinyHub) -> None:
    """A manager's word and the ledger stand side by side: the higher counts, pair by pair."""
    hub.young_person("Heron").contact("ben", "Heron", 1, 12).contact("cat", "Heron", 1, 12)
    hub.word("ann", "Heron", HowWell.WELL).word("ben", "Heron", HowWell.A_LITTLE)
    hub.word("cat", "Heron", HowWell.DOES_NOT_COUNT)
    known = familiarity(hub.problem())
    assert [known.of(who, "Heron") for who in ("ann", "ben", "cat")] == [80, 50, 0]


def test_floors(hub: TinyHub) -> None:
    """Key worker 80, deputy and core team 60, whatever the ledger lacks."""
    hub.young_person("Heron", key_worker="ann", deputy="ben", core_team=("ann", "cat"))
    known = familiarity(hub.problem())
    assert [known.of(who, "Heron") for who in ("ann", "ben", "cat", "dan")] == [80, 60, 60, 0]


def test_more_than_the_floor(hub: TinyHub) -> None:
    """A floor lowers nobody."""
    hub.young_person("Heron", key_worker="ann").contact("ann", "Heron", 1, 60)
    assert of_ann(hub.problem()) == 97


def test_asked_for(hub: TinyHub) -> None:
    """An adult the young person asks for has 80 at least."""
    hub.young_person("Heron").view("Heron", "ann", ViewKind.ASKS_FOR)
    assert of_ann(hub.problem()) == 80


def test_latest_view(hub: TinyHub) -> None:
    """A later view replaces the one before."""
    hub.young_person("Heron", key_worker="ann")
    hub.view("Heron", "ann", ViewKind.NOT_WITH, 9).view("Heron", "ann", ViewKind.FINE, 2)
    assert of_ann(hub.problem()) == 80


def test_not_with(hub: TinyHub) -> None:
    """Where a young person says "not with", no hours and no name on a list count; nor known."""
    hub.young_person("Heron", key_worker="ann").contact("ann", "Heron", 1, 60)
    known = familiarity(hub.view("Heron", "ann", ViewKind.NOT_WITH).problem())
    assert known.of("ann", "Heron") == 0
    assert not known.known("ann", "Heron")


def test_does_not_count(hub: TinyHub) -> None:
    """A pair marked "does not count" is 0: with a ledger, as key worker, and when asked for."""
    hub.young_person("Heron", key_worker="ann").contact("ann", "Heron", 1, 60)
    hub.view("Heron", "ann", ViewKind.ASKS_FOR)
    assert of_ann(hub.word("ann", "Heron", HowWell.DOES_NOT_COUNT).problem()) == 0


def test_known(hub: TinyHub) -> None:
    """Known: the young person's own circle always, others from 40 on."""
    hub.young_person("Heron", key_worker="ann")
    hub.word("ben", "Heron", HowWell.A_LITTLE).word("cat", "Heron", HowWell.NOT)
    strict = FamiliarityNumbers(key_worker_floor=0, circle_floor=0, known_from=41)
    usual, changed = familiarity(hub.problem()), familiarity(hub.problem(), strict)
    assert [usual.known(who, "Heron") for who in ("ann", "ben", "cat")] == [True, True, False]
    assert [changed.known(who, "Heron") for who in ("ann", "ben", "cat")] == [True, False, False]


def test_strangers(hub: TinyHub) -> None:
    """A pair nobody has heard of is 0, not an error."""
    known = familiarity(hub.problem())
    assert known.of("nobody", "Nowhere") == 0
    assert not known.known("nobody", "Nowhere")


def test_goes_to_another_process(hub: TinyHub) -> None:
    """It can be pickled, as workers need."""
    known = familiarity(hub.young_person("Heron", key_worker="ann").problem())
    assert pickle.loads(pickle.dumps(known)) == known


def test_numbers_out_of_range() -> None:
    """Numbers of a policy that make no sense are refused."""
    for wrong in ({"half_life_days": 0}, {"hours_to_half": -1}, {"well": 101}, {"nonsense": 1}):
        with pytest.raises(ValidationError):
            FamiliarityNumbers.model_validate(wrong)


def test_circle(hub: TinyHub) -> None:
    """The circle holds whoever is named, each once."""
    (young,) = hub.young_person("Heron", key_worker="ann", core_team=("ann", "cat")).problem(1).young_people
    assert circle_of(young) == {"ann", "cat"}


rows = st.lists(st.tuples(st.integers(1, 200), st.integers(0, 900), st.sampled_from(Setting)), max_size=12)


@given(rows=rows, more=st.integers(0, 900), seed=st.randoms(use_true_random=False))
def test_any_ledger(rows: list[tuple[int, int, Setting]], more: int, seed: Random) -> None:
    """From 0 to 100; the order of rows changes nothing; another visit never lowers it."""
    base = Problem(
        id=UUID(int=1),
        first_day=date(2026, 2, 2),
        hubs=(Hub(code="Hub"),),
        places=(Place(code="Dale"),),
        people=(Person(key="ann", hub="Hub", base="Dale"),),
        young_people=(YoungPerson(code="Heron", hub="Hub", place="Dale"),),
    )
    contacts = [
        Contact(
            person="ann",
            young_person="Heron",
            day=base.first_day - timedelta(days=days),
            minutes=minutes,
            setting=setting,
        )
        for days, minutes, setting in rows
    ]
    value = of_ann(base.edited(contacts=tuple(contacts)))
    visit = Contact(
        person="ann",
        young_person="Heron",
        day=base.first_day - timedelta(days=3),
        minutes=more,
    )
    shuffled = [*contacts]
    seed.shuffle(shuffled)
    assert 0 <= value <= 100
    assert of_ann(base.edited(contacts=tuple(shuffled))) == value
    assert of_ann(base.edited(contacts=(*contacts, visit))) >= value


def test_floors_of_nothing_lift_nobody(hub: TinyHub) -> None:
    """Where the policy's floors are 0 a key worker never met is a stranger, in no list of who is known."""
    none = FamiliarityNumbers(key_worker_floor=0, circle_floor=0, known_from=1)
    found = familiarity(hub.young_person("Heron", key_worker="ann").problem(), none)
    assert found.pairs == {}
    assert (found.known("ann", "Heron"), found.known("ben", "Heron")) == (True, False)


def test_the_least_there_is_counts(hub: TinyHub) -> None:
    """A familiarity of 1, by a manager's word, is more than none."""
    found = familiarity(
        hub.young_person("Heron").word("ann", "Heron", HowWell.A_LITTLE).problem(),
        FamiliarityNumbers(a_little=1),
    )
    assert found.pairs == {("ann", "Heron"): 1}
