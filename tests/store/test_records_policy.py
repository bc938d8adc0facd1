"""Policies on records, holds and sweeps as they are kept."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest

from hub_roster.store.database import Database
from hub_roster.store.holds import AlreadyLifted, Hold, Holds
from hub_roster.store.hub_files import Made, NotThere, Superseded
from hub_roster.store.records_policy import UNSIGNED, RecordsPolicies, RecordsPolicy, Signed
from hub_roster.store.scope import WHOLE, Scope
from hub_roster.store.sweeps import GIVEN, REMEMBERED, Sweeps
from tests import tiny
from tests.service.kept import MADE, keep_file, later

OWN, OTHER = UUID(int=1), UUID(int=2)
SIGNED = Signed("R. Manager", date(2026, 1, 30))


@pytest.fixture
def kept(database: Database) -> Database:
    """Keep two hubs."""
    for hub in (OWN, OTHER):
        keep_file(database, tiny.hub(id=hub))
    return database


def test_a_policy_is_followed_and_never_changed(kept: Database) -> None:
    """Fifteen years and no codes until somebody signs another; who comes second is told."""
    with kept.writing(Scope.of(OWN)) as session:
        policies = RecordsPolicies(session)
        assert policies.in_force(OWN) == UNSIGNED
        longer = policies.add(OWN, RecordsPolicy(roster_years=20), SIGNED, MADE, after=0)
        assert (policies.in_force(OWN), longer.number, longer.signed) == (longer, 1, SIGNED)
        assert longer.made == Made(MADE.by, MADE.at)
        with pytest.raises(Superseded):
            policies.add(OWN, RecordsPolicy(), SIGNED, MADE, after=0)
        assert policies.add(OWN, RecordsPolicy(), SIGNED, MADE, after=1).number == 2
    with kept.reading(WHOLE) as session:
        assert RecordsPolicies(session).in_force(OTHER) == UNSIGNED


def test_it_is_known_when_calendars_were_let_hold_codes(kept: Database) -> None:
    """Each time that was changed, and not when something else was."""
    with kept.writing(Scope.of(OWN)) as session:
        policies = RecordsPolicies(session)
        for number, allowed in enumerate((False, True, True, False, True)):
            policies.add(OWN, RecordsPolicy(allowed), SIGNED, later(number), after=number)
        assert policies.switches(OWN) == [later(k).at for k in (1, 3, 4)]
        assert policies.switches(OTHER) == []


def test_a_hold_is_lifted_once_and_stays_on_record(kept: Database) -> None:
    """In its own hub alone."""
    hold = Hold(UUID(int=7), OWN, None, date(2026, 3, 1), "Inquiry 12", MADE)
    with kept.writing(WHOLE) as session:
        holds = Holds(session)
        holds.place(hold)
        assert (holds.standing(OWN), holds.standing(OTHER)) == ([hold], [])
        with pytest.raises(NotThere):
            holds.lift(OTHER, hold.id, MADE)
        lifted = holds.lift(OWN, hold.id, later(5))
        with pytest.raises(AlreadyLifted):
            holds.lift(OWN, hold.id, later(6))
        assert (lifted.lifted, lifted.is_open) == (Made("manager", later(5).at), False)
        assert (holds.listed(OWN), holds.standing(OWN)) == ([lifted], [])


def test_a_day_s_sweep_is_one_process_s(database: Database) -> None:
    """Another's if that one is silent for an hour; nobody's when it was done, until the next day."""
    at, today = datetime(2026, 2, 2, 1, tzinfo=UTC), date(2026, 2, 2)

    def take(moment: datetime, day: date = today) -> bool:
        with database.writing(WHOLE) as session:
            return Sweeps(session).take(day, moment)

    assert [take(at), take(at), take(at + GIVEN)] == [True, False, False]
    assert [take(at + GIVEN * 1.5), take(at + GIVEN * 2)] == [True, False]
    with database.writing(WHOLE) as session:
        assert Sweeps(session).last_ended() is None
        Sweeps(session).end(today, at + GIVEN * 2)
        assert Sweeps(session).last_ended() == at + GIVEN * 2
    assert not take(at + timedelta(hours=9))
    assert take(at + timedelta(days=1), today + timedelta(days=1))
    assert take(at + REMEMBERED * 2, today + REMEMBERED * 2)
    with database.reading(WHOLE) as session:
        assert Sweeps(session).last_ended() is None
