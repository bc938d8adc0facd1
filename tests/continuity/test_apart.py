"""Who is shown apart, and who never is."""

from __future__ import annotations

import pytest

from hub_roster.continuity.apart import Apart
from hub_roster.continuity.familiarity import familiarity
from hub_roster.continuity.report import continuity_report
from hub_roster.domain.lines import Lines
from hub_roster.domain.young_people import Stay, StayKind
from tests.continuity.records import BY_THEM, DECLINED, MADE, contact, outcome
from tests.tiny import Rows, hub, on, people, roster, visit, young


def heron(*rows: Rows, moved_on: str | None = None, weeks: int = 1, **lines: str) -> Apart | None:
    """Say why Heron is shown apart under a roster."""
    since = None if moved_on is None else on(moved_on)
    problem = hub(people("ann ben"), young("Heron", moved_on=since), *rows, weeks=weeks)
    rows = continuity_report(Lines(problem, roster(problem, **lines)), familiarity(problem))
    return next(row.apart for row in rows if row.young_person == "Heron")


VISIT = visit("v", "Heron")
SEEN = [contact("ann", "Heron", f"Mon-{k}") for k in (3, 2, 1)]


def stay(kind: StayKind, since: str, until: str | None = None) -> Stay:
    """Give a stay of Heron's."""
    last = None if until is None else on(until)
    return Stay(young_person="Heron", kind=kind, first_day=on(since), last_day=last)


def test_four_contacts_are_enough() -> None:
    """Three before and one in the period: ranked; two before and one: too few; older ones count nothing."""
    assert heron(VISIT, SEEN, ann="v Mon 10:00") is None
    assert heron(VISIT, SEEN[1:], ann="v Mon 10:00") is Apart.TOO_FEW
    assert heron(VISIT, SEEN[1:], contact("ann", "Heron", "Mon-5"), ann="v Mon 10:00") is Apart.TOO_FEW


def test_a_hub_without_a_ledger_ranks_everyone() -> None:
    """With who knows whom alone nobody can tell who has few contacts."""
    assert heron(VISIT, ann="v Mon 10:00") is None


def test_nobody_who_goes_without_is_hidden() -> None:
    """No contact ever, and a visit nobody makes: few contacts are the very thing to see."""
    assert heron(VISIT, young("Wren"), contact("ann", "Wren", "Mon-1")) is None


def test_nothing_owed() -> None:
    """No visit asked for and no home of the hub."""
    assert heron(SEEN) is Apart.NOTHING_OWED


@pytest.mark.parametrize(("kind", "group"), [("hospital", Apart.HOSPITAL), ("custody", Apart.CUSTODY)])
def test_away_for_most_of_the_period(kind: str, group: Apart) -> None:
    """Four of seven days set apart, three do not; whatever is owed."""
    most = stay(StayKind(kind), "Mon-1", "Thu"), stay(StayKind.OWN_HOME, "Fri")
    some = stay(StayKind(kind), "Mon-1", "Wed"), stay(StayKind.OWN_HOME, "Thu")
    assert heron(VISIT, SEEN, most) is group
    assert heron(VISIT, SEEN, some) is None


def test_half_of_the_period_away_is_not_most_of_it() -> None:
    """A week of two in hospital is a half; a day more is most."""
    for last, group in (("Sun", None), ("Mon+1", Apart.HOSPITAL)):
        away = stay(StayKind.HOSPITAL, "Mon-1", last)
        assert heron(VISIT, SEEN, away, weeks=2, ann="v Mon 10:00") is group


def test_former_young_people() -> None:
    """From the day they moved on; one who moves on later in the period is still ranked."""
    assert heron(VISIT, SEEN, moved_on="Mon") is Apart.FORMER
    assert heron(VISIT, SEEN, moved_on="Tue") is None


def test_mostly_declined() -> None:
    """More declined than made, and twice at least; one bad day is none, nor are visits that were moved."""
    declined = [outcome("Heron", f"Tue-{k}", DECLINED) for k in (4, 3, 2, 1)]
    assert heron(VISIT, SEEN, declined) is Apart.REFUSALS
    assert heron(VISIT, SEEN, declined[:3]) is None
    assert heron(VISIT, declined[:1]) is None
    assert heron(VISIT, declined[:2]) is Apart.REFUSALS
    moved = [outcome("Heron", f"Tue-{k}", BY_THEM) for k in (4, 3, 2, 1)]
    assert heron(VISIT, moved) is None
    assert (
        heron(VISIT, declined[:2], outcome("Heron", "Fri-1", MADE), outcome("Heron", "Sat-1", MADE)) is None
    )


def test_the_first_reason_is_given() -> None:
    """In hospital, moved on and refusing: in hospital."""
    declined = [outcome("Heron", f"Tue-{k}", DECLINED) for k in (2, 1)]
    ill = stay(StayKind.HOSPITAL, "Mon-1")
    assert heron(declined, ill, moved_on="Mon") is Apart.HOSPITAL
    assert heron(declined, moved_on="Mon") is Apart.FORMER
    assert heron(declined) is Apart.REFUSALS
