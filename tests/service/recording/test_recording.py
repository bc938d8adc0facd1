"""Recording a week as worked: beside what was planned, to the minute, and never refused for a rule."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest

from hub_roster.domain.plans import OutcomeKind
from hub_roster.domain.problem import Problem
from hub_roster.domain.recorded import AbsenceReason
from hub_roster.domain.roster import Roster, RosterStatus
from hub_roster.domain.young_people import Contact
from hub_roster.service.access.caller import Caller, NotAllowed
from hub_roster.service.publishing.publishing import NotPublished, publish
from hub_roster.service.recording.balances import Balance, balances
from hub_roster.service.recording.recording import WeekWorked, record_worked, week_worked
from hub_roster.service.recording.said import (
    Came,
    CameOfVisit,
    DidNotCome,
    Difference,
    Disturbed,
    ExtraWork,
    NotDone,
    NotRecorded,
    OtherTimes,
)
from hub_roster.service.weeks import period
from hub_roster.store.accounts import Grant
from hub_roster.store.database import Database
from hub_roster.store.hub_files import Made
from hub_roster.store.rosters import Rosters
from hub_roster.store.scope import WHOLE
from hub_roster.store.tables import Role
from tests import tiny
from tests.service.kept import SIGNED, keep, keep_file, let_hold

WEEK = timedelta(days=7)
AFTER = datetime(2026, 2, 9, 9, tzinfo=UTC)
"""The Monday after the week of tiny hubs."""

HUB = tiny.hub(
    tiny.people("ann ben", contract_hours=40),
    tiny.shift("early"),
    tiny.shift("late", "Sun"),
    tiny.shift("sleep-in", "Sun"),
    tiny.young("Heron"),
    tiny.visit("v1", "Heron", "Tue", "Thu"),
)


def leader(home: str | None = None, hub: UUID = HUB.id) -> Caller:
    """Give a shift leader, of one home or of the hub."""
    return Caller(UUID(int=9), "leader", (Grant(Role.SHIFT_LEADER, hub, home),))


MANAGER = Caller(UUID(int=8), "manager", (Grant(Role.HUB_MANAGER, HUB.id),))


def record(
    database: Database,
    *said: Difference,
    at: datetime = AFTER,
    caller: Caller = MANAGER,
    monday: date = tiny.MONDAY,
) -> WeekWorked:
    """Record what was different in a week."""
    return record_worked(database, caller, HUB.id, monday, said, Made(caller.name, at), lambda _: None)


def balance(database: Database, person: str, monday: date = tiny.MONDAY + WEEK) -> Balance:
    """Give what somebody begins a week from."""
    with database.reading(WHOLE) as session:
        return next(each for each in balances(session, HUB.id, monday) if each.person == person)


def next_week(database: Database) -> Problem:
    """Give the problem that a draft of the next week is made of."""
    with database.reading(WHOLE) as session:
        return period(session, HUB.id, tiny.MONDAY + WEEK, 1).problem


def published(database: Database, **lines: str) -> None:
    """Keep the hub, and publish its week."""
    keep_file(database, HUB)
    let_hold(database, tiny.roster(HUB, **lines))


def amend(database: Database, roster: Roster, held: UUID) -> None:
    """Publish another roster of the week on Tuesday at one."""
    version = keep(database, roster)
    made = Made("manager", at("Tue 13:00"))
    publish(database, WHOLE, version.id, made, actor="service", instead_of=[held], sign_off=SIGNED)


def at(moment: str) -> datetime:
    """Give an instant of the week: "Mon 15:00"."""
    return tiny.at(moment).replace(tzinfo=UTC)  # London is on UTC in winter


EARLY_MON = "Oak/2026-02-02/early/1"


def test_a_week_as_planned_is_recorded_with_nothing_said(database: Database) -> None:
    """Its hours are assumed no longer, and what was planned stays beside it."""
    published(database, ann="early Mon, early Tue")
    assert balance(database, "ann").assumed
    found = record(database)
    assert found.recorded.whole
    assert (balance(database, "ann").week_before_minutes, balance(database, "ann").assumed) == (960, False)
    with database.reading(WHOLE) as session:
        (week,) = Rosters(session).weeks(HUB.id, tiny.MONDAY, tiny.MONDAY)
        held = (each for each in (week.published, week.worked) if each is not None)
        planned, worked = map(Rosters(session).version, held)
    assert (planned.status, worked.status) == (RosterStatus.PUBLISHED, RosterStatus.WORKED)
    assert worked.follows == planned.id


def test_times_count_to_the_minute(database: Database) -> None:
    """Who came later, left earlier or stayed on worked as long as they did, in the next week's balances."""
    published(database, ann="early Mon, early Tue", ben="early Wed")
    record(
        database,
        OtherTimes("ann", EARLY_MON, start=at("Mon 07:11"), end=at("Mon 16:20")),
        OtherTimes("ben", "Oak/2026-02-04/early/1", end=at("Wed 14:01")),
    )
    assert balance(database, "ann").week_before_minutes == 549 + 480
    assert balance(database, "ben").week_before_minutes == 421
    assert balance(database, "ben").over_contract_minutes == 421 - 2400


def test_a_correction_stands_beside_what_was_recorded_first(database: Database) -> None:
    """Both are kept, each with who and when; the latter counts."""
    published(database, ann="early Mon")
    first = record(database, OtherTimes("ann", EARLY_MON, end=at("Mon 16:00")))
    second = record(database, OtherTimes("ann", EARLY_MON, end=at("Mon 15:30")), at=AFTER + WEEK)
    assert first.version is not None
    assert second.version is not None
    assert second.version.follows == first.version.id
    with database.reading(WHOLE) as session:
        kept = [Rosters(session).roster(v.id).assignments[0].end for v in (first.version, second.version)]
    assert kept == [at("Mon 16:00"), at("Mon 15:30")]
    assert balance(database, "ann").week_before_minutes == 510


def test_somebody_else_came(database: Database) -> None:
    """The seat is theirs, and so are its hours; who was ill has none, and a day out of the average."""
    published(database, ann="early Mon, early Tue")
    found = record(
        database,
        DidNotCome("ann", EARLY_MON, AbsenceReason.SICK),
        Came("ben", EARLY_MON),
    )
    assert (EARLY_MON, "ben") in {(a.task, a.person) for a in found.roster.assignments}
    weeks = {week.person: week for week in next_week(database).weeks_worked}
    assert (weeks["ann"].working_minutes, weeks["ann"].excluded_days) == (480, 1)
    assert (weeks["ben"].working_minutes, weeks["ben"].excluded_days) == (480, 0)
    assert next_week(database).leave == ()


def test_in_place_of_another_at_other_times(database: Database) -> None:
    """One difference says it; a task nobody did is nobody's."""
    published(database, ann="early Mon, early Tue")
    record(
        database,
        Came("ben", EARLY_MON, start=at("Mon 08:00"), instead_of="ann"),
        NotDone("Oak/2026-02-03/early/1"),
    )
    assert balance(database, "ann").week_before_minutes == 0
    assert balance(database, "ben").week_before_minutes == 420


def test_a_call_out_is_work(database: Database) -> None:
    """Through midnight too; and it is asked of nobody again."""
    published(database, ann="early Mon")
    extra = ExtraWork("ann", at("Fri 23:15"), at("Sat 01:35"), home="Oak", call_out=True)
    record(database, extra)
    # By the driving there and back, as for all work that is no shift.
    assert balance(database, "ann").week_before_minutes == 480 + 140 + 2 * tiny.DRIVE
    assert next_week(database).sessions == ()


def test_unplanned_time_with_a_young_person_is_a_contact(database: Database) -> None:
    """In the ledger of the weeks after."""
    published(database)
    record(database, ExtraWork("ben", at("Fri 16:00"), at("Fri 17:10"), young_person="Heron"))
    assert contacts(database) == [("ben", 70)]
    assert next_week(database).escorts == ()


def contacts(database: Database) -> list[tuple[str, int]]:
    """Give who saw Heron, and how long."""
    ledger: Sequence[Contact] = next_week(database).contacts
    return [(each.person, each.minutes) for each in ledger if each.young_person == "Heron"]


def test_a_disturbed_night_makes_the_next_rest_longer(database: Database) -> None:
    """Minute for minute, in the week after, for what begins before it is had."""
    published(database, ann="late Sun, sleep-in Sun")
    sleep_in = "Oak/2026-02-08/sleep-in/1"
    record(database, Disturbed("ann", sleep_in, 95))
    (before,) = [duty for duty in next_week(database).duties_before if duty.person == "ann"]
    assert before.disturbed_minutes == balance(database, "ann").disturbed_minutes == 95


def test_a_visit_that_fell_through_is_no_contact(database: Database) -> None:
    """Refused at the door, it counts for its worker and is not asked for again; moved, it is."""
    published(database, ann="v1 Tue 10:00")
    assert contacts(database) == [("ann", 60)]
    record(database, CameOfVisit("v1", OutcomeKind.DECLINED))
    assert contacts(database) == []
    assert [o.outcome for o in next_week(database).outcomes] == [OutcomeKind.DECLINED]
    assert balance(database, "ann").week_before_minutes == 60 + 2 * tiny.DRIVE


def test_a_substitute_s_contact_counts(database: Database) -> None:
    """Moved by the young person on Tuesday, made by another on Wednesday, as long as it took."""
    published(database, ann="v1 Tue 10:00")
    record(database, CameOfVisit("v1", OutcomeKind.MOVED_BY_THEM), at=at("Tue 18:00"))
    record(
        database,
        Came("ben", "v1", start=at("Wed 11:00"), end=at("Wed 12:15")),
        CameOfVisit("v1", OutcomeKind.MADE),
    )
    assert contacts(database) == [("ben", 75)]
    assert [o.outcome for o in next_week(database).outcomes] == [OutcomeKind.MOVED_BY_THEM, OutcomeKind.MADE]


def test_day_by_day_what_is_to_come_stays_as_planned(database: Database) -> None:
    """An amendment of it counts, and hours are assumed until the week is recorded whole."""
    published(database, ann="early Mon, early Tue")
    record(database, OtherTimes("ann", EARLY_MON, end=at("Mon 14:00")), at=at("Mon 18:00"))
    assert balance(database, "ann").week_before_minutes == 420 + 480
    assert balance(database, "ann").assumed
    with database.reading(WHOLE) as session:
        (week,) = Rosters(session).weeks(HUB.id, tiny.MONDAY, tiny.MONDAY)
    assert week.published is not None
    amend(database, tiny.roster(HUB, ann="early Mon", ben="early Tue, early Thu"), week.published)
    record(database)
    assert balance(database, "ann").week_before_minutes == 420
    assert balance(database, "ben").week_before_minutes == 960
    assert not balance(database, "ann").assumed


@pytest.mark.parametrize(
    ("said", "stands"),
    [
        (OtherTimes("ann", "v1", start=at("Tue 10:00"), end=at("Tue 11:00")), {("ann", at("Tue 10:00"))}),
        (Came("ben", "v1", start=at("Tue 10:00"), instead_of="ann"), {("ben", at("Tue 10:00"))}),
        (CameOfVisit("v1", OutcomeKind.MOVED_BY_THEM), set()),
        (NotDone("v1"), set()),
    ],
)
def test_what_became_of_a_visit_before_its_time_stays_recorded(
    database: Database, said: Difference, stands: set[tuple[str, datetime]]
) -> None:
    """Made earlier in the day or called off, it is not taken to be as planned when more is recorded."""
    published(database, ann="v1 Tue 16:00, early Wed")
    record(database, said, at=at("Tue 12:00"))
    found = record(database, at=at("Tue 22:00")).roster.assignments
    assert {(each.person, each.start) for each in found if each.task == "v1"} == stands
    assert tiny.MONDAY + timedelta(days=2) in {each.start.date() for each in found}


def test_a_visit_called_off_and_planned_anew_is_to_come(database: Database) -> None:
    """An amendment since then counts: here it is made on Thursday."""
    published(database, ann="v1 Wed 16:00")
    called_off = record(database, CameOfVisit("v1", OutcomeKind.MOVED_BY_THEM), at=at("Tue 12:00"))
    assert called_off.planned is not None
    amend(database, tiny.roster(HUB, ben="v1 Thu 10:00"), called_off.planned)
    assert [each.person for each in record(database).roster.assignments] == ["ben"]


def test_a_breach_is_stored_and_never_refused(database: Database) -> None:
    """Too little rest, and nobody in the home for a while: told now, and later as it was told."""
    hub = tiny.hub(
        tiny.people("ann ben", contract_hours=40),
        tiny.shift("early"),
        tiny.resident("Robin"),
    )
    keep_file(database, hub)
    let_hold(database, tiny.roster(hub, ann="early Mon", ben="early Tue"))
    found = record(
        database,
        OtherTimes("ann", EARLY_MON, end=at("Mon 14:20")),
        Came("ann", "Oak/2026-02-03/early", start=at("Tue 00:30"), instead_of="ben"),
    )
    told = {(each.rule, each.words) for each in found.breaches}
    alone = "Nobody was in for 40 minutes of Mon 02 Feb, 07:00 to 15:00."
    assert ("an adult in the home", alone) in told
    assert "daily rest" in {rule for rule, _ in told}
    without = hub.edited(shifts=())
    keep_file(database, without, after=1)
    with database.reading(WHOLE) as session:
        assert week_worked(session, HUB.id, tiny.MONDAY).breaches == found.breaches


def test_a_breach_elsewhere(database: Database) -> None:
    """Somebody worked here while another hub had booked them: recorded, and told."""
    here, there = (
        tiny.hub(tiny.people("council:1"), tiny.shift("early"), id=UUID(int=number)) for number in (1, 2)
    )
    keep_file(database, here)
    keep_file(database, there)
    let_hold(database, tiny.roster(there, **{"council:1": "early Mon"}))
    found = record(database, Came("council:1", EARLY_MON))
    assert [b.whom for b in found.breaches if "another hub" in b.words] == ["council:1"]


def test_only_nonsense_is_refused_all_of_it_at_once(database: Database) -> None:
    """Each flaw by its place in what was sent; and nothing is kept."""
    published(database, ann="early Mon, early Fri")
    said = (
        Came("zoe", EARLY_MON),
        NotDone("Oak/2026-02-02/late/1"),
        OtherTimes("ann", EARLY_MON, end=at("Mon 06:00")),
        OtherTimes("ann", "Oak/2026-02-06/early/1", end=at("Fri 14:00")),
        DidNotCome("ben", EARLY_MON, AbsenceReason.OTHER),
        ExtraWork("ann", at("Sun-1 10:00"), at("Sun-1 11:00")),
        Disturbed("ann", EARLY_MON, 5),
        CameOfVisit("v1", OutcomeKind.MADE),
    )
    with pytest.raises(NotRecorded) as refused:
        record(database, *said, at=at("Wed 12:00"))
    assert [flaw.place for flaw in refused.value.flaws] == [
        "differences.0.person",
        "differences.1.task",
        "differences.2.end",
        "differences.3.task",
        "differences.4.person",
        "differences.5.start",
        "differences.6.task",
        "differences.7.outcome",
    ]
    with pytest.raises(NotRecorded):
        record(database, at=tiny.at("Sun-1 12:00").replace(tzinfo=UTC))
    with database.reading(WHOLE) as session:
        assert week_worked(session, HUB.id, tiny.MONDAY).version is None


def test_a_leader_of_a_home_records_what_was_there(database: Database) -> None:
    """And nothing else; their word alone does not make a week recorded whole."""
    published(database, ann="early Mon, v1 Tue 10:00")
    found = record(database, OtherTimes("ann", EARLY_MON, end=at("Mon 14:00")), caller=leader("Oak"))
    assert not found.recorded.whole
    with pytest.raises(NotAllowed):
        record(database, CameOfVisit("v1", OutcomeKind.DECLINED), caller=leader("Oak"))
    with pytest.raises(NotAllowed):
        record(database, NotDone(EARLY_MON), caller=leader("Elm"))


@pytest.mark.parametrize(("monday", "minutes"), [(date(2026, 3, 23), 900), (date(2026, 10, 19), 1020)])
def test_the_nights_the_clocks_change(database: Database, monday: date, minutes: int) -> None:
    """A sleep-in through either is as long as it was, when recorded to the minute too."""
    hub = tiny.hub(
        tiny.people("ann", contract_hours=40),
        tiny.shift("late", "Sat"),
        tiny.shift("sleep-in", "Sat"),
        first_day=monday,
    )
    keep_file(database, hub)
    let_hold(database, tiny.roster(hub, ann="late Sat, sleep-in Sat"))
    assert balance(database, "ann", monday + WEEK).week_before_minutes == minutes
    sunday = monday + timedelta(days=6)
    left = datetime(sunday.year, sunday.month, sunday.day, 6, 30, tzinfo=UTC)
    task = f"Oak/{sunday - timedelta(days=1)}/sleep-in/1"
    record(
        database,
        OtherTimes("ann", task, end=left),
        monday=monday,
        at=datetime(2026, 11, 1, tzinfo=UTC),
    )
    offset = 60 if monday.month == 3 else 0
    assert balance(database, "ann", monday + WEEK).week_before_minutes == minutes + offset - 30


def test_what_was_worked_is_not_published(database: Database) -> None:
    """Who stayed on would be told of it as a duty, and what was planned would be written over."""
    published(database, ann="early Mon")
    found = record(database, OtherTimes("ann", EARLY_MON, end=at("Mon 16:00")))
    assert found.version is not None
    assert found.planned is not None
    made = Made("manager", AFTER)
    with pytest.raises(NotPublished) as refused:
        publish(
            database,
            WHOLE,
            found.version.id,
            made,
            actor="service",
            instead_of=[found.planned],
            sign_off=SIGNED,
        )
    assert "This is what was worked, and no plan." in {item.words for item in refused.value.items}
