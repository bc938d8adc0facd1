"""What a request comes to: leave years, bank holidays, closed days, and who else is away or asks to be."""

from __future__ import annotations

from datetime import date, time

import pytest

from hub_roster.domain.home import CoverBand
from hub_roster.domain.place import Hub
from hub_roster.service.leave.asking import newest_problem, request_of
from hub_roster.service.leave.deciding import Decided, Decision
from hub_roster.service.leave.weighing import weighing
from hub_roster.service.weeks import NotWhole
from hub_roster.store.database import Database
from hub_roster.store.leave_closings import Closing, LeaveClosings
from hub_roster.store.scope import WHOLE
from hub_roster.store.tables import LeaveGround
from tests import tiny
from tests.service.kept import MADE, keep_file, later, let_hold
from tests.service.leave.asked import HUB, YEAR, asked, decided, held_against


@pytest.fixture
def kept(database: Database) -> Database:
    """Keep a hub."""
    keep_file(database, HUB)
    return database


def test_a_year_shows_what_is_booked_asked_for_and_left(kept: Database) -> None:
    """Of 40 hours at 8 a day: 16 booked, 8 asked for otherwise, 24 by this one, which is 8 too many."""
    decided(kept, asked(kept, "Mon+1", "Tue+1"))
    asked(kept, "Fri+2")
    (year,) = held_against(kept, asked(kept, "Wed", "Fri")).years
    balance = year.balance
    assert (balance.taken, balance.booked, balance.asked, balance.left) == (0, 16, 32, -8)
    assert year.of_this == 24


def test_days_in_no_leave_year_are_counted(kept: Database) -> None:
    """Into April only March has one; somebody without any has none of their days in one."""
    over = held_against(kept, asked(kept, "Mon+8", "Fri+8"))
    assert (over.days[0], YEAR.last_day, over.outside_years) == (date(2026, 3, 30), date(2026, 3, 31), 3)
    assert over.years[0].of_this == 16
    bens = held_against(kept, asked(kept, "Mon", "Fri", person="ben"))
    assert (bens.years, bens.outside_years) == ((), 5)


def test_bank_holidays_in_it_are_told(kept: Database) -> None:
    """Good Friday and Easter Monday; over the night the clocks go forward each day stands once."""
    found = held_against(kept, asked(kept, "Sat+7", "Mon+9"))
    assert found.bank_holidays == (date(2026, 4, 3), date(2026, 4, 6))
    assert len(found.days) == len(set(found.days)) == 10


def test_what_closed_its_days_when_it_was_asked_for(kept: Database) -> None:
    """Not what closed them to others since."""
    with kept.writing(WHOLE) as session:
        open_still = Closing(tiny.on("Mon"), tiny.on("Sun"), "Half term", tiny.on("Sun-1"))
        closed = Closing(tiny.on("Wed"), tiny.on("Wed"), "Inspection")
        LeaveClosings(session).replace(HUB.id, [open_still, closed], MADE)
    assert held_against(kept, asked(kept, "Tue", "Wed")).closed == (closed,)
    assert held_against(kept, asked(kept, "Fri")).closed == ()


def test_others_who_are_away_or_ask_to_be(kept: Database) -> None:
    """Day by day, each of them once; what was declined is nothing."""
    decided(kept, asked(kept, "Tue", person="cat"))
    asked(kept, "Tue", "Wed", person="ben")
    declined = asked(kept, "Thu", person="ben")
    decided(kept, asked(kept, "Thu", person="cat"), Decided(Decision.DECLINE, LeaveGround.COVER))
    found = held_against(kept, asked(kept, "Tue", "Thu"))
    assert list(found.away.values()) == [("cat",), (), ()]
    assert list(found.asked.values()) == [("ben",), ("ben",), (declined.leave.person,)]
    assert [found.cover[day].left for day in found.days] == [1, 2, 2]
    assert [each.code for each in found.without] == ["Heron"]


def test_those_of_another_hub_of_the_file_are_none_of_them(database: Database) -> None:
    """They are rostered together, and each hub sees to its own leave."""
    elsewhere = tiny.person("una", hub="North", contract_hours=40)
    north = HUB.edited(hubs=(*HUB.hubs, Hub(code="North")), people=(*HUB.people, elsewhere))
    keep_file(database, north)
    asked(database, "Tue", person="una")
    assert held_against(database, asked(database, "Tue")).asked == {tiny.on("Tue"): ()}


def test_faults_of_the_file_in_these_weeks_are_told(kept: Database) -> None:
    """A change of shifts leaves a home without a seat: until it is mended, nothing is known or approved."""
    let_hold(kept, tiny.roster(HUB, ann="early Tue"))
    cover = CoverBand(home="Oak", start=time(7), end=time(15), adults=1)
    none = tiny.shift("early", seats=0, first_day=tiny.on("Thu"), last_day=tiny.on("Thu"))
    elsewhere = {"first_day": tiny.on("Mon+1"), "cover": (cover,), "shifts": (*HUB.shifts, none)}
    keep_file(kept, HUB.edited(**elsewhere), after=1)
    request = asked(kept, "Tue", "Tue+1")
    found = held_against(kept, request)
    assert found.faults == (
        "Oak has no seat Thu 5 Feb 2026 from 07:00 to 15:00, where 1 adult is asked for: "
        "add a shift or seats.",
    )
    assert (found.duties, set(found.cover)) == (None, set())
    with pytest.raises(NotWhole):
        decided(kept, request)
    assert held_against(kept, asked(kept, "Wed+1")).faults == ()


def test_what_is_settled_or_over_comes_to_nothing(kept: Database) -> None:
    """There is nothing to decide; and nothing of somebody who has left."""
    request = decided(kept, asked(kept, "Tue"), Decided(Decision.DECLINE, LeaveGround.COVER))
    held = decided(kept, asked(kept, "Wed"), made=later(1))
    with kept.reading(WHOLE) as session:
        problem = newest_problem(session, HUB.id)
        assert weighing(session, problem, request, tiny.on("Tue")) is None
        now = request_of(session, HUB.id, held.leave.id)
        assert weighing(session, problem, now, tiny.on("Wed")) is not None
        assert weighing(session, problem, now, tiny.on("Thu")) is None
        assert weighing(session, tiny.hub(tiny.people("ben")), now, tiny.on("Wed")) is None
