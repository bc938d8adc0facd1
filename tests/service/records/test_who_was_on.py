"""Who was on: as planned, as known then and as known later, beside what was worked."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from hub_roster.domain.leading import Leads
from hub_roster.domain.people import Skill
from hub_roster.domain.problem import Problem
from hub_roster.domain.roster import RosterStatus, assign
from hub_roster.exchange.who_was_on import WhoWasOn
from hub_roster.service.records.who_was_on import Asked, who_was_on
from hub_roster.store.database import Database
from hub_roster.store.hub_files import Made, NotThere
from hub_roster.store.scope import WHOLE
from tests import tiny
from tests.service.records.told import at, file, given_out

HUB = tiny.hub(
    tiny.people("ann ben cat"),
    tiny.shift("early", seats=2),
    tiny.shift("late"),
    tiny.shift("sleep-in"),
    tiny.need("shift leader"),
    Skill(person="ann", skill="shift leader"),
    tiny.resident("Heron"),
    tiny.on_call("call", "Mon 17:00", "Tue 09:00"),
)
BEFORE, MARCH = at(1), at(1, month=3)


def asked(database: Database, since: datetime, until: datetime | None = None, hub: Problem = HUB) -> WhoWasOn:
    """Ask who was on in Oak, in March."""
    with database.reading(WHOLE) as session:
        return who_was_on(
            session, Asked(hub.id, "Oak", since, until), Made("Ada Reed", MARCH), lambda _, code: code
        )


def sides(found: WhoWasOn) -> dict[str, tuple[bool, bool, bool]]:
    """Give whether each is on as planned then, as planned last, as worked."""
    return {
        f"{each.who.key} {each.shift}": (
            each.sides.planned is not None,
            each.sides.planned_last is not None,
            each.sides.worked is not None,
        )
        for each in found.people
    }


def test_planned_and_worked_stand_side_by_side(database: Database) -> None:
    """Who was planned and did not come, who came in their place, who led; and nobody of another shift."""
    file(database, HUB, BEFORE)
    given_out(database, tiny.roster(HUB, ann="early Mon", ben="early Mon, late Mon"), BEFORE)
    worked = tiny.roster(HUB, ann="early Mon", cat="early Mon")
    given_out(database, worked, at(9), RosterStatus.WORKED)
    found = asked(database, at(2, 8))
    assert sides(found) == {
        "ann early": (True, True, True),
        "ben early": (True, True, False),
        "cat early": (False, False, True),
    }
    ann = found.people[0].sides
    assert ann.planned is not None
    assert ann.planned.leads is Leads.LEADER
    (week,) = found.weeks
    assert week.planned is not None
    assert (week.planned.at, week.planned.by) == (BEFORE, "Ada Reed")
    assert week.worked is not None
    assert (week.worked.at, week.worked.by) == (at(9), "Joe Bell")
    assert found.notes == ()


def test_what_was_known_then_stays_when_it_is_changed_later(database: Database) -> None:
    """The roster as it held at that hour, the one that holds for it now, and a sentence about the change."""
    file(database, HUB, BEFORE)
    given_out(database, tiny.roster(HUB, ann="early Mon"), BEFORE)
    given_out(database, tiny.roster(HUB, ben="early Mon"), at(2, 9), RosterStatus.AMENDED)
    assert sides(asked(database, at(2, 8))) == {
        "ann early": (True, False, False),
        "ben early": (False, True, False),
    }
    assert sides(asked(database, at(2, 10))) == {"ben early": (True, True, False)}
    assert asked(database, at(2, 8)).notes == (
        "The roster of the week of Monday 2 February 2026 was published with changes after that: "
        "version 2, on Monday 2 February 2026, 09:00 GMT, by Ada Reed.",
        "What was worked in the week of Monday 2 February 2026 is not recorded.",
    )


def test_nothing_known_is_said(database: Database) -> None:
    """A roster that went out later was not known at the time; without any nobody is on."""
    file(database, HUB, BEFORE)
    assert asked(database, at(2, 8)).people == ()
    given_out(database, tiny.roster(HUB, ann="early Mon"), at(3))
    found = asked(database, at(2, 8))
    assert sides(found) == {"ann early": (False, True, False)}
    assert found.notes[0] == (
        "No roster of the week of Monday 2 February 2026 had been published by "
        "Monday 2 February 2026, 08:00 GMT."
    )


def test_a_night_into_monday_is_last_week_s(database: Database) -> None:
    """Who sleeps in from Sunday is on until Monday morning, by the roster of the week it began in."""
    file(database, HUB, BEFORE)
    given_out(database, tiny.roster(HUB, ben="sleep-in Sun"), BEFORE)
    found = asked(database, at(9, 3))
    (ben,) = found.people
    assert (ben.who.key, ben.shift_day, ben.asleep) == ("ben", date(2026, 2, 8), True)
    assert [week.first_day for week in found.weeks] == [date(2026, 2, 2), date(2026, 2, 9)]
    assert asked(database, at(9, 8)).people == ()


def test_a_duty_that_reaches_into_the_next_week(database: Database) -> None:
    """Its shift on Monday stands in the week before, until that week has a roster of its own."""
    file(database, HUB, BEFORE)
    reaching = tiny.roster(HUB, ben="sleep-in Sun")
    shift = HUB.shift["Oak/2026-02-09/early"]
    morning = assign(HUB.id, "ben", shift.seat(1), shift.start, shift.end)
    both = reaching.model_copy(update={"assignments": (*reaching.assignments, morning)})
    given_out(database, both, BEFORE)
    assert sides(asked(database, at(9, 8))) == {"ben early": (True, True, False)}
    following = HUB.edited(first_day=date(2026, 2, 9), on_call=())
    given_out(database, tiny.roster(following, cat="early Mon"), at(8))
    assert sides(asked(database, at(9, 8))) == {"cat early": (True, True, False)}


def test_an_hour_that_comes_twice(database: Database) -> None:
    """In the night the clocks go back, half past one is asked about with its offset, and each is right."""
    hub = tiny.hub(
        tiny.people("ann ben"),
        tiny.shift("waking night"),
        tiny.shift("early"),
        first_day=date(2026, 10, 19),
    )
    file(database, hub, BEFORE)
    roster = tiny.roster(hub, ann="waking night Sat")
    given_out(database, roster, BEFORE)
    (night,) = roster.assignments
    end = datetime(2026, 10, 25, 1, 0, tzinfo=UTC)  # relieved when it was one o'clock for the second time
    cut = night.model_copy(update={"end": end})
    given_out(
        database, roster.model_copy(update={"assignments": (cut,)}), at(26, month=10), RosterStatus.WORKED
    )
    first = datetime.fromisoformat("2026-10-25T01:30:00+01:00")
    second = datetime.fromisoformat("2026-10-25T01:30:00+00:00")
    assert sides(asked(database, first, hub=hub)) == {"ann waking night": (True, True, True)}
    assert sides(asked(database, second, hub=hub)) == {"ann waking night": (True, True, False)}


def test_a_span_has_everybody_in_it(database: Database) -> None:
    """From Monday noon to Tuesday morning: whoever was on in any part of it, in order of time."""
    file(database, HUB, BEFORE)
    given_out(
        database,
        tiny.roster(HUB, ann="early Mon, call", ben="late Mon, sleep-in Mon", cat="late Tue"),
        BEFORE,
    )
    found = asked(database, at(2, 12), at(3, 6))
    assert list(sides(found)) == ["ann early", "ben late", "ben sleep-in"]
    assert [each.who.key for each in found.on_call] == ["ann"]
    assert asked(database, at(2, 12)).on_call == ()


def test_who_lived_there_by_the_file_then_and_now(database: Database) -> None:
    """A stay that was entered later is there, and told from one that was known at the time."""
    file(database, HUB, BEFORE)
    later = tiny.hub(
        *HUB.people, tiny.shift("early"), tiny.resident("Heron", until="Sun-1"), tiny.resident("Wren")
    )
    file(database, later, at(4), after=1)
    found = asked(database, at(3))
    known = {each.called: (each.known_then, each.known_now) for each in found.young_people}
    assert known == {"Heron": (True, False), "Wren": (False, True)}


def test_somebody_the_file_does_not_know_is_named_by_their_key(database: Database) -> None:
    """Who worked is told whatever became of the hub's file: an agency worker added on the day, say."""
    file(database, HUB, BEFORE)
    worked = tiny.roster(HUB, ann="early Mon")
    (seat,) = worked.assignments
    stranger = seat.model_copy(update={"person": "AGY:77:1"})
    given_out(database, worked.model_copy(update={"assignments": (stranger,)}), at(9), RosterStatus.WORKED)
    (found,) = asked(database, at(2, 8)).people
    assert (found.who.key, found.who.name, found.who.employer) == ("AGY:77:1", "", "AGY")


def test_of_a_home_that_never_was_nothing_is_told(database: Database) -> None:
    """Neither that it is not there nor that somebody else's is."""
    file(database, HUB, BEFORE)
    with database.reading(WHOLE) as session, pytest.raises(NotThere):
        who_was_on(session, Asked(HUB.id, "Elm", at(2)), Made("Ada Reed", MARCH), lambda _, code: code)


def test_an_instant_is_a_minute(database: Database) -> None:
    """Who goes at three is not on at three; who comes then is."""
    file(database, HUB, BEFORE)
    given_out(database, tiny.roster(HUB, ann="early Mon", ben="late Mon"), BEFORE)
    assert list(sides(asked(database, at(2, 15)))) == ["ben late"]
    assert list(sides(asked(database, at(2, 15) - timedelta(minutes=1)))) == ["ann early"]
