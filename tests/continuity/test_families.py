"""A family's own row: its members together, a joint visit once."""

from __future__ import annotations

import pytest

from hub_roster.continuity.familiarity import FamiliarityNumbers, familiarity
from hub_roster.continuity.families import (
    NO_WORKER,
    NOT_SEEN_NOW,
    AdultsWorker,
    FamilyContinuity,
    families_report,
    members_of,
)
from hub_roster.continuity.measures import NO_CONTACT, Index
from hub_roster.domain.lines import Lines
from hub_roster.domain.young_people import Family, FamilyAdult
from tests.continuity.records import contact
from tests.tiny import Rows, hub, people, resident, roster, shift, visit, young

LARCH = Family(code="Larch", hub="Hub")


def parent(code: str = "Parent", **other: object) -> FamilyAdult:
    """Give an adult of the Larch family."""
    return FamilyAdult.model_validate(
        {"code": code, "hub": "Hub", "place": "Dale", "family": "Larch", **other}
    )


def families(*rows: Rows, **lines: str) -> tuple[FamilyContinuity, ...]:
    """Give the report of families under a roster."""
    problem = hub(people("ann ben cat"), *rows)
    return families_report(Lines(problem, roster(problem, **lines)), familiarity(problem))


def larch(*rows: Rows, **lines: str) -> FamilyContinuity:
    """Give the row of the Larch family: Heron, whose key worker is ann, and Parent, whose worker is ben."""
    heron = young("Heron", key_worker="ann", family="Larch")
    (row,) = families(LARCH, heron, parent(key_worker="ben"), *rows, **lines)
    return row


JOINT = visit("both", "Heron", "Mon", others=("Parent",))


def test_a_week_by_hand() -> None:
    """Together with ann on Monday, Heron alone with cat on Tuesday, nobody for Parent on Wednesday.

    Three hours are owed, two met. Of the joint hour Heron's half is with ann (80), Parent's with a stranger
    (0): 60 % unfamiliar; cat's hour and the empty one wholly: (0.6 + 1 + 1) / 3. Three visits? Two are made:
    one by ann, who is named for Heron, one by cat, who is not: a half of two.
    """
    visits = JOINT, visit("h", "Heron", "Tue"), visit("p", "Parent", "Wed")
    row = larch(visits, ann="both Mon 10:00", cat="h Tue 10:00")
    assert row.members == ("Heron", "Parent")
    assert (row.owed.demanded_minutes, row.owed.met_minutes) == (180, 120)
    assert row.owed.unfamiliar_share == pytest.approx(2.6 / 3)
    assert row.by_own_workers == Index(value=1 / 2, n=2)
    assert (row.distinct_adults, row.joint_visits) == (2, 1)
    assert (row.plan_now.visits.agreed, row.plan_now.visits.met) == (3, 2)


def test_the_four_weeks_before_count_and_joint_visits_once() -> None:
    """In the ledger: ben with both at once, cat twice with Parent; 29 days ago is too long."""
    rows = [contact("ben", code, "Mon-2") for code in ("Heron", "Parent")]
    rows += [contact("cat", "Parent", "Tue-2"), contact("cat", "Parent", "Tue-2")]
    rows += [contact("ben", "Parent", "Sun-5")]
    assert larch(rows).by_own_workers == Index(value=1 / 3, n=3)


def test_distinct_adults_across_the_family() -> None:
    """Ann sees both and counts once; ben was there a week ago, cat three weeks ago."""
    seen = contact("ben", "Parent", "Tue-1"), contact("cat", "Heron", "Tue-3")
    row = larch(seen, visit("h", "Heron", "Tue"), visit("p", "Parent"), ann="h Tue 10:00, p Mon 10:00")
    assert row.distinct_adults == 2


def test_a_parents_worker() -> None:
    """Kept where the worker named is there; else not; where nobody is there, neither."""
    own = visit("p", "Parent")
    assert larch(own, ben="p Mon 10:00").adults_workers == (
        AdultsWorker(adult="Parent", worker="ben", kept=True, n=1),
    )
    assert larch(own, cat="p Mon 10:00").adults_workers[0].kept is False
    assert larch(own).adults_workers == (
        AdultsWorker(adult="Parent", worker="ben", kept=None, n=0, reason=NOT_SEEN_NOW),
    )


def test_a_parent_with_nobody_named() -> None:
    """Whom they met most in the four weeks before is their worker; whom they never met is none."""
    before = [contact("cat", "Parent", day) for day in ("Mon-1", "Tue-1")] + [
        contact("ann", "Parent", "Mon-2")
    ]
    rows = LARCH, young("Heron", family="Larch"), parent(), visit("p", "Parent")
    (kept,) = families(rows, before, cat="p Mon 10:00")
    assert kept.adults_workers == (AdultsWorker(adult="Parent", worker="cat", kept=True, n=1),)
    assert kept.by_own_workers == Index(value=None, n=4, reason="no key worker is named")
    (new,) = families(rows, cat="p Mon 10:00")
    assert new.adults_workers == (
        AdultsWorker(adult="Parent", worker=None, kept=None, n=1, reason=NO_WORKER),
    )


def test_brothers_in_one_home() -> None:
    """Each resident has a share of a shift already: two in a home with one adult are owed its 8 hours."""
    home = resident("Heron", family="Larch"), resident("Wren", family="Larch"), shift("early", "Mon")
    (row,) = families(LARCH, home, ann="early Mon")
    assert (row.owed.demanded_minutes, row.owed.met_minutes, row.distinct_adults) == (480, 480, 1)


def test_worst_off_first_and_empty_families_left_out() -> None:
    """The family with nothing met comes first, one owed nothing last; one without members is no row."""
    rows = [Family(code=code, hub="Hub") for code in ("Larch", "Rowan", "Aspen", "Hazel")]
    members = [young(code, family=family) for code, family in (("Heron", "Larch"), ("Wren", "Rowan"))]
    members += [young("Osprey", family="Aspen", key_worker="ann")]
    visits = visit("o", "Osprey"), visit("w", "Wren", "Tue")
    found = families(rows, members, visits, ann="o Mon 10:00")
    assert [row.family for row in found] == ["Rowan", "Aspen", "Larch"]
    assert found[-1].owed.unfamiliar_share is None
    assert members_of(hub(people("ann"), rows, members))["Hazel"] == ()


def test_fourteen_days_up_to_the_end_of_the_period() -> None:
    """Cat on the first of them is one of the adults they met; ben and ann, a day or two earlier, are not."""
    seen = [contact(*row) for row in (("cat", "Heron", "Mon-1"), ("ben", "Heron", "Sun-2"))]
    assert larch(seen, contact("ann", "Parent", "Sat-2")).distinct_adults == 1


def test_the_first_of_the_28_days_before_counts() -> None:
    """For visits by own workers and for whom a parent is used to; the day before it does not."""
    first, earlier = contact("cat", "Parent", "Mon-4"), contact("ben", "Parent", "Sun-5")
    assert larch(first, earlier).by_own_workers == Index(value=0, n=1)
    rows = LARCH, young("Heron", family="Larch"), parent()
    assert [families(rows, row)[0].adults_workers[0].worker for row in (first, earlier)] == ["cat", None]


def test_workers_are_named_and_nobody_came() -> None:
    """There is no share of no visits."""
    assert larch().by_own_workers == Index(value=None, n=0, reason=NO_CONTACT)


def test_a_family_wholly_with_its_own_comes_after_others() -> None:
    """Where a policy says that nothing of an hour with the key worker is unfamiliar."""
    rows = [Family(code=code, hub="Hub") for code in ("Larch", "Rowan")]
    heron, wren = young("Heron", family="Larch", key_worker="ann"), young("Wren", family="Rowan")
    problem = hub(people("ann ben"), rows, heron, wren, visit("h", "Heron"), visit("w", "Wren"))
    lines = Lines(problem, roster(problem, ann="h Mon 10:00", ben="w Mon 10:00"))
    found = families_report(lines, familiarity(problem, FamiliarityNumbers(key_worker_floor=100)))
    assert [(row.family, row.owed.unfamiliar_share) for row in found] == [("Rowan", 1), ("Larch", 0)]
