"""The continuity report: each young person under a roster, and all of them together."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from hub_roster.continuity.apart import Apart
from hub_roster.continuity.demand import Demand
from hub_roster.continuity.familiarity import FamiliarityNumbers, familiarity
from hub_roster.continuity.measures import Index
from hub_roster.continuity.owed import Owed, owed_to
from hub_roster.continuity.report import (
    ContinuitySummary,
    KeyWorkerContact,
    YoungPersonContinuity,
    continuity_report,
    ranked,
    summary,
)
from hub_roster.domain.home import PartKind
from hub_roster.domain.lines import Lines
from hub_roster.domain.young_people import Family, FamilyAdult, Setting, ViewKind
from tests.tiny import hub as tiny_hub
from tests.tiny import people, roster, visit, young

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.continuity.conftest import TinyHub


def report(hub: TinyHub, taken: Sequence[tuple[str, str]] = ()) -> tuple[YoungPersonContinuity, ...]:
    """Give the report of who takes what."""
    lines = hub.lines(taken)
    return continuity_report(lines, familiarity(lines.problem))


def test_owed_and_met(hub: TinyHub) -> None:
    """An hour with the key worker (80) and one with nobody: half met, 60 % unfamiliar."""
    hub.young_person("Heron", key_worker="ann").give_visit("v1", "Heron", 0)
    hub.give_visit("v2", "Heron", 1)
    (row,) = report(hub, [("ann", "v1")])
    assert (row.owed.demanded_minutes, row.owed.met_minutes) == (120, 60)
    assert row.owed.unfamiliar_share == pytest.approx(0.6)
    assert row.owed.familiar_share == pytest.approx(0.4)


def test_one_more_than_asked(hub: TinyHub) -> None:
    """An extra adult neither adds to the minutes met nor takes from the familiar share."""
    hub.young_person("Heron", resident=True, key_worker="ann")
    hub.give_shift("early", PartKind.EARLY, 7, 15, days=(0,), seats=1)
    (row,) = report(hub, [("ann", "Oak/2026-02-02/early/1"), ("ben", "Oak/2026-02-02/early/2")])
    assert row.owed.met_minutes == row.owed.demanded_minutes == 480
    assert row.owed.unfamiliar_share == pytest.approx(0.2)


def test_worst_off_first(hub: TinyHub) -> None:
    """Worst-off first, equals by code, and those owed nothing last."""
    for code in ("Ash", "Dove", "Crow", "Bee"):
        hub.young_person(code, key_worker="ann")
    hub.give_visit("v1", "Crow", 0).give_visit("v2", "Bee", 1).give_visit("v3", "Dove", 2)
    rows = report(hub, [("ann", "v3")])
    assert [row.young_person for row in rows] == ["Bee", "Crow", "Dove", "Ash"]
    assert rows[-1].owed == Owed(demanded_minutes=0, met_minutes=0, unfamiliar_share=None)
    assert rows[-1].owed.familiar_share is None


def test_key_worker(hub: TinyHub) -> None:
    """Days seen, last seen before, and the longest gap; nights are not seeing somebody."""
    hub.young_person("Heron", resident=True, key_worker="ann")
    hub.contact("ann", "Heron", 4).contact("ann", "Heron", 9)
    hub.contact("ann", "Heron", 1, setting=Setting.ASLEEP)
    hub.give_visit("v1", "Heron", 2).give_visit("v2", "Heron", 3)
    hub.give_shift("night", PartKind.SLEEP_IN, 22, 7, days=(0,), seats=1)
    taken = [("ann", "v1"), ("ben", "v2"), ("ann", "Oak/2026-02-02/night/1")]
    (row,) = report(hub, taken)
    assert row.key_worker == KeyWorkerContact(
        key_worker="ann",
        days=(date(2026, 2, 4),),
        last_seen_before=date(2026, 1, 29),
        longest_gap_days=6,
    )


def test_key_worker_never_seen(hub: TinyHub) -> None:
    """A key worker never seen: the whole week is the gap; nobody named: no gap."""
    hub.young_person("Heron", key_worker="ann").young_person("Wren")
    heron, wren = report(hub)
    assert heron.key_worker == KeyWorkerContact(key_worker="ann", longest_gap_days=7)
    assert wren.key_worker == KeyWorkerContact(key_worker=None)


def test_distinct_adults_and_new_faces(hub: TinyHub) -> None:
    """Adults of 7 days before and the week, nights too; a new face is one not met for 14 days."""
    hub.young_person("Heron", resident=True)
    hub.contact("ann", "Heron", 8).contact("ben", "Heron", 7, setting=Setting.ASLEEP)
    hub.contact("dan", "Heron", 20)
    hub.give_visit("v1", "Heron", 2, adults=2)
    hub.give_shift("night", PartKind.WAKING_NIGHT, 22, 7, days=(0,), seats=1)
    (row,) = report(hub, [("cat", "v1"), ("ann", "v1"), ("dan", "Oak/2026-02-02/night/1")])
    assert row.distinct_adults == 4
    assert row.new_faces == ("cat",)
    (idle,) = report(hub)
    assert (idle.distinct_adults, idle.new_faces) == (1, ())


def test_indices_over_visits(hub: TinyHub) -> None:
    """Indices are over the visits of the four weeks before and the roster's, in order; not over shifts.

    By hand: cat (two days before), then ann, ann, ann, ben. UPC 3/5, ben's share 1/5,
    COC (9 + 1 + 1 - 5) / 20 = 0.3, SECON 2/4, MMCI (1 - 3/5.1) / (1 - 1/5.1) = 2.1/4.1.
    """
    hub.young_person("Heron", resident=True, key_worker="ben").contact("cat", "Heron", 2)
    hub.contact("dan", "Heron", 29).contact("dan", "Heron", 3, setting=Setting.SHIFT)
    hub.contact("dan", "Heron", 4, setting=Setting.ASLEEP)
    hub.give_shift("early", PartKind.EARLY, 7, 15, days=(4,), seats=1)
    for day, code in enumerate(("v1", "v2", "v3", "v4")):
        hub.give_visit(code, "Heron", day)
    taken = [("ann", "v1"), ("ann", "v3"), ("ben", "v4"), ("ann", "v2")]
    (row,) = report(hub, [*taken, ("dan", "Oak/2026-02-06/early/1")])
    assert row.visits_usual_provider == Index(value=3 / 5, n=5)
    assert row.visits_key_worker == Index(value=1 / 5, n=5)
    assert row.visits_bice_boxerman == Index(value=3 / 10, n=5)
    assert row.visits_sequential == Index(value=2 / 4, n=5)
    assert row.visits_modified_modified.value == pytest.approx(2.1 / 4.1)
    # A shift with dan before, a visit by cat before, four visits and a shift of the roster.
    assert row.contacts == 7


def test_an_empty_roster(hub: TinyHub) -> None:
    """A roster that gives nobody anything is wholly unfamiliar, and no index is defined."""
    hub.young_person("Heron", resident=True, key_worker="ann").give_visit("v1", "Heron", 0)
    hub.give_shift("early", PartKind.EARLY, 7, 15, days=(0,), seats=1)
    (row,) = report(hub)
    assert row.owed.unfamiliar_share == 1
    assert row.visits_bice_boxerman.shown() == "n = 0"
    assert row.core_team_cover == Index(value=0.0, n=480)
    assert row.handover_carry_over == Index(value=0.0, n=1)


def test_summary(hub: TinyHub, birds: tuple[str, ...]) -> None:
    """Minimum, lowest tenth and mean are over those owed something; two of eleven are a tenth."""
    for k, bird in enumerate(birds):
        hub.young_person(bird, key_worker="ann").give_visit(f"v{k}", bird, k % 7)
    hub.young_person("Wren")
    total = summary(report(hub, [("ann", f"v{k}") for k in range(1, 11)]))
    assert total.young_people == 11
    assert total.minimum == 0
    assert total.lowest_tenth == pytest.approx(0.4)
    assert total.mean == pytest.approx(8 / 11)


def test_summary_of_nobody() -> None:
    """Nobody to report on is no fault."""
    assert summary(()) == ContinuitySummary(young_people=0, minimum=None, lowest_tenth=None, mean=None)


def test_ranked_leaves_out_those_apart_and_adults() -> None:
    """Crow goes without a visit and is ranked; Ash is owed nothing; the adult stands with the family."""
    family, adult = (
        Family(code="Larch", hub="Hub"),
        FamilyAdult(code="Parent", hub="Hub", place="Dale", family="Larch", key_worker="ann"),
    )
    crow = young("Crow", family="Larch")
    visits = [visit("v1", "Crow"), visit("v2", "Parent", "Tue")]
    problem = tiny_hub(people("ann"), family, adult, crow, young("Ash"), visits)
    rows = continuity_report(Lines(problem, roster(problem)), familiarity(problem))
    assert [(row.young_person, row.apart, row.is_adult, row.family) for row in rows] == [
        ("Crow", None, False, "Larch"),
        ("Parent", None, True, "Larch"),
        ("Ash", Apart.NOTHING_OWED, False, None),
    ]
    assert [row.young_person for row in ranked(rows)] == ["Crow"]


def test_nothing_tells_who_may_not_come(hub: TinyHub) -> None:
    """A "not with" about somebody who is not down for the young person changes no figure at all."""
    hub.young_person("Heron", key_worker="ann").contact("cat", "Heron", 3).contact("cat", "Heron", 9)
    hub.give_visit("v1", "Heron", 1).give_visit("v2", "Heron", 2)
    before = report(hub, [("ann", "v1")])
    assert report(hub.view("Heron", "cat", ViewKind.NOT_WITH), [("ann", "v1")]) == before


def test_the_first_day_of_each_span_counts(hub: TinyHub) -> None:
    """Of four weeks before and of the period: ann, last seen nine days ago, and ben, new, come on Monday."""
    hub.young_person("Heron", key_worker="ann").contact("ann", "Heron", 9).contact("ann", "Heron", 11)
    hub.contact("ann", "Heron", 28).contact("ann", "Heron", 29)
    hub.give_visit("v1", "Heron", 0, adults=2)
    (row,) = report(hub, [("ann", "v1"), ("ben", "v1")])
    assert row.key_worker == KeyWorkerContact(
        key_worker="ann",
        days=(date(2026, 2, 2),),
        last_seen_before=date(2026, 1, 24),
        longest_gap_days=9,
    )
    assert (row.contacts, row.new_faces) == (5, ("ben",))


def test_few_contacts_set_somebody_apart_where_a_ledger_is_kept(hub: TinyHub) -> None:
    """One visit made and nothing before; without a ledger nobody knows what was before."""
    hub.young_person("Heron").young_person("Wren").give_visit("v1", "Heron", 0)
    assert [row.apart for row in report(hub, [("ann", "v1")])] == [None, Apart.NOTHING_OWED]
    hub.contact("ann", "Wren", 1)
    assert report(hub, [("ann", "v1")])[0].apart is Apart.TOO_FEW
    for days in (1, 2, 3):
        hub.contact("ann", "Heron", days)
    assert report(hub, [("ann", "v1")])[0].apart is None


def test_who_is_with_their_own_alone_comes_after_others(hub: TinyHub) -> None:
    """Nothing of Ash's hour is unfamiliar where a policy says so; of Bee's all is."""
    hub.young_person("Ash", key_worker="ann").young_person("Bee")
    lines = hub.give_visit("v1", "Ash", 0).give_visit("v2", "Bee", 1).lines([("ann", "v1"), ("ben", "v2")])
    wholly = familiarity(lines.problem, FamiliarityNumbers(key_worker_floor=100))
    rows = continuity_report(lines, wholly)
    assert [(row.young_person, row.owed.unfamiliar_share) for row in rows] == [("Bee", 1), ("Ash", 0)]


def test_a_visit_shared_among_three_counts_once(hub: TinyHub) -> None:
    """Each has a third of ann's hour, whom one of them knows (80); with a stranger all is unfamiliar."""
    for code in ("Ash", "Bee", "Crow"):
        hub.young_person(code, key_worker="ann" if code == "Ash" else None)
    lines = hub.give_visit("v1", "Ash", 0).lines([("ann", "v1")])
    thirds = [(Demand("v1", code, 1, 60), 3) for code in ("Ash", "Bee", "Crow")]
    owed = owed_to(lines, familiarity(lines.problem), thirds)
    assert (owed.demanded_minutes, owed.met_minutes) == (60, 60)
    assert owed.unfamiliar_share == pytest.approx((0.2 + 1 + 1) / 3)


@pytest.mark.parametrize("sharing", range(1, 12))
def test_no_more_than_all_is_unfamiliar(hub: TinyHub, sharing: int) -> None:
    """Nobody comes to visits of odd lengths, however many share them: what is rounded adds nothing on top."""
    lines = hub.young_person("Ash").lines()
    odd = [(Demand(f"v{m}", "Ash", 1, m), sharing) for m in (35, 50, 55, 70, 85, 95) for _ in range(sharing)]
    share = owed_to(lines, familiarity(lines.problem), odd).unfamiliar_share or 0
    assert share == pytest.approx(1)
    assert share <= 1
