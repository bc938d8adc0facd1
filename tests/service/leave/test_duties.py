"""What somebody is down for in days they want to be away."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from hub_roster.domain.people import Employment
from hub_roster.domain.problem import Problem
from hub_roster.service.leave.duties import duties_held
from hub_roster.store.database import Database
from hub_roster.store.leave_requests import LeaveAsked
from hub_roster.store.scope import WHOLE
from tests import tiny
from tests.service.kept import keep, keep_file, let_hold

HUB = tiny.hub(
    tiny.people("ann ben", contract_hours=40),
    tiny.person("rae", employment=Employment.RELIEF),
    tiny.shift("early", seats=2),
    tiny.shift("waking night", "Sun"),
    tiny.young("Heron"),
    tiny.visit("to Heron", "Heron", "Wed"),
    tiny.on_call("spell", "Thu 17:00", "Fri 09:00"),
)


def held(
    database: Database, first: str, last: str = "", hub: Problem = HUB, person: str = "ann"
) -> list[str]:
    """Give what somebody is down for, each with how many it lacks without them."""
    leave = LeaveAsked(hub.id, hub.id, person, tiny.on(first), tiny.on(last or first), late=False)
    with database.reading(WHOLE) as session:
        found = duties_held(session, leave)
    return [] if found is None else [f"{each.task} {each.short}" for each in found.duties]


@pytest.fixture
def kept(database: Database) -> Database:
    """Keep a hub."""
    keep_file(database, HUB)
    return database


def test_a_draft_is_nothing_to_be_told_of(kept: Database) -> None:
    """Only rosters in force are."""
    keep(kept, tiny.roster(HUB, ann="early Tue"))
    assert held(kept, "Tue") == []


def test_all_kinds_of_work_are_told(kept: Database) -> None:
    """In order of time; a visit and a spell of on-call lack somebody, a shift with enough on it nobody."""
    let_hold(
        kept,
        tiny.roster(HUB, ann="early Tue, to Heron Wed 12:00, spell, early Sat", ben="early Tue, early Sat"),
    )
    assert held(kept, "Tue", "Fri") == ["Oak/2026-02-03/early/1 1", "to Heron 1", "spell 1"]
    assert held(kept, "Fri") == ["spell 1"]
    assert held(kept, "Mon") == []


def test_enough_without_them_is_no_gap(database: Database) -> None:
    """One seat, and two on it: an adult more than needed may be away."""
    hub = tiny.hub(tiny.people("ann ben", contract_hours=40), tiny.shift("early", most_extra=1))
    keep_file(database, hub)
    let_hold(database, tiny.roster(hub, ann="early Tue", ben="early Tue"))
    assert held(database, "Tue", hub=hub) == ["Oak/2026-02-03/early/1 0"]


def test_the_night_before_reaches_into_the_first_day(kept: Database) -> None:
    """A waking night begun on Sunday ends on Monday: with Monday off it is to be given away."""
    let_hold(kept, tiny.roster(HUB, ann="waking night Sun"))
    assert held(kept, "Mon+1") == ["Oak/2026-02-08/waking night/1 1"]
    assert held(kept, "Tue+1") == []


def test_what_waits_for_an_answer_is_not_theirs_yet(kept: Database) -> None:
    """Relief has said yes to nothing: the offer stands, and a rule refuses it once they are away."""
    let_hold(kept, tiny.roster(HUB, rae="early Tue"))
    assert held(kept, "Tue", person="rae") == []


def test_the_night_the_clocks_go_back_is_an_hour_longer(database: Database) -> None:
    """From 22:00 to 08:00 by the wall it lasts eleven hours, and ends on the Sunday that is asked for."""
    october = tiny.MONDAY.replace(month=10, day=19)
    hub = tiny.hub(
        tiny.people("ann", contract_hours=40), tiny.shift("waking night", "Sat"), first_day=october
    )
    keep_file(database, hub)
    let_hold(database, tiny.roster(hub, ann="waking night Sat"))
    sunday = october.replace(day=25)
    with database.reading(WHOLE) as session:
        found = duties_held(session, LeaveAsked(hub.id, hub.id, "ann", sunday, sunday, late=False))
    assert found is not None
    (duty,) = found.duties
    assert duty.starts == datetime(2026, 10, 24, 21, tzinfo=UTC)
    assert duty.ends == datetime(2026, 10, 25, 8, tzinfo=UTC)
