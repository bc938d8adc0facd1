"""Work offered and answered: kept with its times, and known to drafts and to the roster in force."""

from __future__ import annotations

import gzip
from datetime import UTC, datetime, timedelta
from threading import Thread
from typing import Any
from uuid import UUID

import pytest
from icalendar import Calendar as Read

from hub_roster.domain.offers import AssignmentState
from hub_roster.domain.people import Employment, Leave
from hub_roster.domain.problem import Problem
from hub_roster.domain.roster import RosterStatus
from hub_roster.exchange.calendars import Privacy
from hub_roster.service.feeds.building import Showing
from hub_roster.service.feeds.links import Wanted as Link
from hub_roster.service.feeds.links import make
from hub_roster.service.offers.answering import Hindered, NotAnswered, Said, answer, why_not
from hub_roster.service.offers.offering import FreeTask, NotOffered, Wanted, offer
from hub_roster.service.offers.standing import NotCorrected, NotWithdrawn, correct, withdraw
from hub_roster.service.publishing.checklist import Weight
from hub_roster.service.publishing.publishing import checked
from hub_roster.service.weeks import period
from hub_roster.store.database import Database
from hub_roster.store.feeds import Body, Calendar, Feeds
from hub_roster.store.hub_files import NotThere
from hub_roster.store.offers import Happened, OfferNow, Offers
from hub_roster.store.rosters import Rosters, Version
from hub_roster.store.scope import WHOLE
from hub_roster.store.tables import FeedKind, OfferEventKind, OfferState
from hub_roster.store.told_changes import ToldChanges
from tests import tiny
from tests.service.kept import MADE, keep, keep_file, later, let_hold

UNTIL = datetime(2026, 1, 31, 12, tzinfo=UTC)
EARLY = "Oak/2026-02-02/early"

HUB = tiny.hub(
    tiny.people("ann ben", employment=Employment.RELIEF),
    tiny.people("cat", contract_hours=40),
    tiny.shift("early", "Mon"),
    tiny.shift("late", "Tue"),
)


@pytest.fixture
def kept(database: Database) -> Database:
    """Give a database with a hub of two relief workers."""
    keep_file(database, HUB)
    return database


def ask(database: Database, version: Version, *, until: datetime = UNTIL, minutes: int = 0) -> OfferNow:
    """Offer the first assignment of a roster to whose it is."""
    with database.reading(WHOLE) as session:
        first = Rosters(session).roster(version.id).assignments[0]
    wanted = Wanted((first.id,), (), until)
    return offer(database, WHOLE, version.id, wanted, later(minutes), actor="manager")[0]


def ask_race(database: Database, version: Version, *people: str) -> list[OfferNow]:
    """Offer Monday's early to whoever says yes first."""
    wanted = Wanted((), (FreeTask(EARLY, people),), UNTIL)
    return offer(database, WHOLE, version.id, wanted, MADE, actor="manager")


def say(database: Database, asked: OfferNow, said: Said, minutes: int = 1) -> OfferNow:
    """Answer an offer."""
    return answer(database, WHOLE, HUB.id, asked.work.id, said, later(minutes), actor="ann")


YES, NO = Said(yes=True), Said(yes=False)


def now(database: Database, asked: OfferNow) -> OfferState:
    """Say how an offer stands."""
    with database.reading(WHOLE) as session:
        return Offers(session).offer(asked.work.id).state(later(2).at)


def events(database: Database, asked: OfferNow) -> list[OfferEventKind]:
    """Give what happened to an offer."""
    with database.reading(WHOLE) as session:
        return [each.kind for each in Offers(session).happened(asked.work.id)]


def week(database: Database) -> Problem:
    """Give the problem of the week as a draft gets it."""
    with database.reading(WHOLE) as session:
        return period(session, HUB.id, tiny.MONDAY, 1).problem


def held(database: Database) -> tuple[Version, dict[tuple[str, str], AssignmentState]]:
    """Give the version in force, and how each of its assignments stands."""
    with database.reading(WHOLE) as session:
        rosters = Rosters(session)
        (found,) = rosters.weeks(HUB.id, tiny.MONDAY, tiny.MONDAY)
        assert found.published is not None
        roster = rosters.roster(found.published)
        return rosters.version(found.published), {(a.person, a.task): a.state for a in roster.assignments}


def test_a_draft_keeps_what_was_accepted(kept: Database) -> None:
    """Whoever said yes has the work in the next draft too."""
    asked = ask(kept, keep(kept, tiny.roster(HUB, ann="early Mon")))
    assert say(kept, asked, YES).kept is OfferState.ACCEPTED
    assert tiny.who(tiny.drafted(week(kept)).roster, EARLY) == ["ann"]


def test_a_decline_gives_the_task_to_somebody_else(database: Database) -> None:
    """Whoever said no is not asked again: the next draft puts the other on it."""
    hub = tiny.hub(tiny.people("ann ben", employment=Employment.RELIEF), tiny.shift("early", "Mon"))
    keep_file(database, hub)
    (first,) = tiny.who(tiny.drafted(hub).roster, EARLY)
    asked = ask(database, keep(database, tiny.roster(hub, **{first: "early Mon"})))
    say(database, asked, NO)
    (second,) = tiny.who(tiny.drafted(week(database)).roster, EARLY)
    assert {first, second} == {"ann", "ben"}


def test_of_two_at_one_time_one_gets_it(kept: Database) -> None:
    """Whoever comes second is told, however close."""
    race = ask_race(kept, let_hold(kept, tiny.roster(HUB, cat="late Tue")), "ann", "ben")
    came: list[object] = []

    def accept(asked: OfferNow) -> None:
        try:
            came.append(say(kept, asked, YES).kept)
        except NotAnswered as refused:
            came.append(str(refused))

    threads = [Thread(target=accept, args=(asked,)) for asked in race]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(map(str, came)) == ["Somebody else has taken this already.", "accepted"]
    assert sum(state is AssignmentState.ACCEPTED for state in held(kept)[1].values()) == 1


def test_a_time_is_corrected_beside(kept: Database) -> None:
    """What was written first stays; nothing that never was is corrected, nor to a time ahead."""
    asked = ask(kept, keep(kept, tiny.roster(HUB, ann="early Mon")))
    say(kept, asked, NO, minutes=30)
    with kept.reading(WHOLE) as session:
        before = Offers(session).happened(asked.work.id)

    def put_right(number: int, minutes: int) -> Happened:
        at = later(minutes).at
        return Happened(OfferEventKind.CORRECTED, later(60), said_at=at, corrects=number)

    after = correct(kept, WHOLE, HUB.id, asked.work.id, put_right(before[1].number, 20), actor="manager")
    assert after[:2] == before
    assert (after[2].corrects, after[2].said_at) == (before[1].number, later(20).at)
    for wrong in (put_right(1000, 20), put_right(before[1].number, 90)):
        with pytest.raises(NotCorrected):
            correct(kept, WHOLE, HUB.id, asked.work.id, wrong, actor="manager")


def test_an_acceptance_the_roster_does_not_keep_is_told(kept: Database) -> None:
    """Before it is published over somebody who said yes."""
    asked = ask(kept, keep(kept, tiny.roster(HUB, ann="early Mon")))
    say(kept, asked, YES)
    without = keep(kept, tiny.roster(HUB, cat="early Mon"))
    items = checked(kept, WHOLE, without.id, MADE.at).items
    assert [(i.weight, i.whom) for i in items if i.title == "accepted offers"] == [(Weight.TOLD, "ann")]


def test_the_same_answer_twice_is_one(kept: Database) -> None:
    """And another one is refused."""
    asked = ask(kept, keep(kept, tiny.roster(HUB, ann="early Mon")))
    assert say(kept, asked, YES) == say(kept, asked, YES, minutes=5)
    with pytest.raises(NotAnswered, match="accepted already"):
        say(kept, asked, NO)
    assert events(kept, asked) == [OfferEventKind.OFFERED, OfferEventKind.ACCEPTED]


def test_an_answer_after_its_time_is_refused(kept: Database) -> None:
    """Unless it was given by telephone before, and is only written down now."""
    asked = ask(kept, keep(kept, tiny.roster(HUB, ann="early Mon")))
    late = 2 * 24 * 60
    with pytest.raises(NotAnswered, match="time to answer"):
        say(kept, asked, YES, minutes=late)
    spoken = Said(yes=True, by_phone=True, said_at=MADE.at + timedelta(hours=1))
    say(kept, asked, spoken, minutes=late)
    with kept.reading(WHOLE) as session:
        last = Offers(session).happened(asked.work.id)[-1]
    assert (last.by_phone, last.said_at, last.made) == (True, spoken.said_at, later(late))


def test_what_was_withdrawn_takes_no_answer(kept: Database) -> None:
    """Withdrawn twice is withdrawn once; what was answered is not withdrawn."""
    draft = keep(kept, tiny.roster(HUB, ann="early Mon"))
    asked = ask(kept, draft)
    first, second = (withdraw(kept, WHOLE, HUB.id, asked.work.id, later(k), actor="manager") for k in (1, 2))
    assert first == second
    with pytest.raises(NotAnswered, match="withdrawn"):
        say(kept, asked, YES)
    assert week(kept).offers == ()
    again = ask(kept, draft, minutes=3)
    say(kept, again, YES, minutes=4)
    with pytest.raises(NotWithdrawn, match="accepted already"):
        withdraw(kept, WHOLE, HUB.id, again.work.id, later(5), actor="manager")


def test_who_says_yes_first_gets_it(kept: Database) -> None:
    """The other is told that it is taken."""
    one, other = ask_race(kept, keep(kept, tiny.roster(HUB)), "ann", "ben")
    say(kept, one, YES)
    assert now(kept, other) is OfferState.TAKEN
    with pytest.raises(NotAnswered, match="Somebody else"):
        say(kept, other, YES)
    assert [(o.person, o.state) for o in week(kept).offers] == [("ann", AssignmentState.ACCEPTED)]


def test_what_is_not_to_be_offered_is_refused_with_every_reason(kept: Database) -> None:
    """Work within a contract, what is full, who is not known, who is on it."""
    draft = keep(kept, tiny.roster(HUB, cat="early Mon"))
    own = tiny.roster(HUB, cat="early Mon").assignments[0].id
    wanted = Wanted((own,), (FreeTask("Oak/2026-02-03/late", ("dee",)), FreeTask(EARLY, ("ann",))), UNTIL)
    with pytest.raises(NotOffered) as refused:
        offer(kept, WHOLE, draft.id, wanted, MADE, actor="manager")
    assert [(each.whom, each.words) for each in refused.value.reasons] == [
        ("cat", "Is within the contract: there is nothing to offer."),
        ("dee", "Nobody is called this in the hub's file."),
        ("", "Has everybody it needs."),
    ]


@pytest.mark.parametrize("until", [MADE.at, datetime(2026, 2, 2, 8, tzinfo=UTC)])
def test_a_time_to_answer_by_lies_ahead_and_before_the_work(kept: Database, until: datetime) -> None:
    """Nobody answers what is over, or has begun."""
    with pytest.raises(NotOffered):
        ask(kept, keep(kept, tiny.roster(HUB, ann="early Mon")), until=until)


def test_an_offer_not_answered_in_time_is_made_anew(kept: Database) -> None:
    """The one before has lapsed, and says so for good."""
    draft = keep(kept, tiny.roster(HUB, ann="early Mon"))
    first = ask(kept, draft, until=MADE.at + timedelta(minutes=5))
    assert ask(kept, draft, minutes=10).work.id != first.work.id
    assert events(kept, first) == [OfferEventKind.OFFERED, OfferEventKind.LAPSED]


def summaries(database: Database) -> list[tuple[str, int]]:
    """Give the events of ann's calendar with their sequence."""
    with database.reading(WHOLE) as session:
        body = Feeds(session).body(Calendar(HUB.id, FeedKind.PERSON, "ann", Privacy.POST_ONLY))
    assert body is not None
    return calendar_events(body)


def calendar_events(body: Body) -> list[tuple[str, int]]:
    """Read the calendar of a body."""
    read: Any = Read.from_ical(gzip.decompress(body.ics))
    return [(str(event["SUMMARY"]), event["SEQUENCE"]) for event in read.walk("VEVENT")]


def subscribe(database: Database) -> None:
    """Let ann subscribe to her calendar."""
    with database.writing(WHOLE) as session:
        wanted = Link(kind=FeedKind.PERSON, key="ann", level=Privacy.POST_ONLY, name="phone")
        make(session, b"a secret for calendar links, long enough", HUB.id, wanted, MADE, Showing())


def test_the_roster_in_force_says_what_was_accepted(kept: Database) -> None:
    """A version amended follows, and only then is it a duty in a calendar."""
    subscribe(kept)
    first = let_hold(kept, tiny.roster(HUB, ann="early Mon", cat="late Tue"))
    asked = ask(kept, first)
    assert summaries(kept) == []
    say(kept, asked, YES)
    version, states = held(kept)
    assert (version.status, version.follows, version.sign_off) == (
        RosterStatus.AMENDED,
        first.id,
        first.sign_off,
    )
    assert states["ann", f"{EARLY}/1"] is AssignmentState.ACCEPTED
    assert states["cat", "Oak/2026-02-03/late/1"] is AssignmentState.CONTRACTED
    assert summaries(kept) == [("Early, Oak", 0)]


def test_the_roster_in_force_says_what_was_declined(kept: Database) -> None:
    """It was in nobody's calendar, and is not now; the person is free for other work."""
    subscribe(kept)
    asked = ask(kept, let_hold(kept, tiny.roster(HUB, ann="early Mon")))
    say(kept, asked, NO)
    version, states = held(kept)
    assert version.status is RosterStatus.AMENDED
    assert states == {("ann", f"{EARLY}/1"): AssignmentState.DECLINED}
    assert summaries(kept) == []


def test_a_free_seat_of_the_roster_in_force_is_taken(kept: Database) -> None:
    """Who accepts is put on it at once."""
    one, other = ask_race(kept, let_hold(kept, tiny.roster(HUB, cat="late Tue")), "ann", "ben")
    say(kept, other, YES)
    assert held(kept)[1]["ben", f"{EARLY}/1"] is AssignmentState.ACCEPTED
    assert now(kept, one) is OfferState.TAKEN


def test_a_draft_s_offer_leaves_the_roster_in_force_alone(kept: Database) -> None:
    """What is in force has nothing of it."""
    held_before = let_hold(kept, tiny.roster(HUB, ben="early Mon"))
    asked = ask(kept, keep(kept, tiny.roster(HUB, ann="early Mon")))
    say(kept, asked, YES)
    assert held(kept)[0].id == held_before.id


def test_what_changed_meanwhile_stands_against_an_acceptance(kept: Database) -> None:
    """The person learns no private reason; that they said yes is kept, and a manager can see why not."""
    asked = ask(kept, let_hold(kept, tiny.roster(HUB, ann="early Mon")))
    monday = tiny.on("Mon")
    away = HUB.edited(leave=(Leave(person="ann", first_day=monday, last_day=monday),))
    keep_file(kept, away, after=1)
    with pytest.raises(Hindered) as refused:
        say(kept, asked, YES)
    assert refused.value.found
    assert events(kept, asked) == [OfferEventKind.OFFERED, OfferEventKind.REFUSED]
    with kept.reading(WHOLE) as session:
        assert why_not(session, HUB.id, asked.work.id, later(3))[1] == refused.value.found


def test_an_offer_follows_work_that_moves(database: Database) -> None:
    """A visit put at another time by the roster that comes into force: kept with the offer."""
    hub = tiny.hub(
        tiny.people("ann", employment=Employment.RELIEF), tiny.young("Heron"), tiny.visit("v1", "Heron")
    )
    keep_file(database, hub)
    asked = ask(database, keep(database, tiny.roster(hub, ann="v1 Mon 12:00")))
    let_hold(database, tiny.roster(hub, ann="v1 Mon 14:00"))
    with database.reading(WHOLE) as session:
        last = Offers(session).happened(asked.work.id)[-1]
    assert (last.kind, last.starts) == (OfferEventKind.MOVED, datetime(2026, 2, 2, 14, tzinfo=UTC))


def test_nothing_of_another_hub_is_answered(kept: Database) -> None:
    """An offer is one of its own hub's file alone."""
    asked = ask(kept, keep(kept, tiny.roster(HUB, ann="early Mon")))
    keep_file(kept, tiny.hub(id=UUID(int=2)))
    with pytest.raises(NotThere):
        answer(kept, WHOLE, UUID(int=2), asked.work.id, YES, later(1), actor="ann")


def test_an_answer_within_a_roster_of_two_weeks(database: Database) -> None:
    """The week it is of is amended alone: who works on the Monday after stays booked, and is told nothing."""
    two = tiny.hub(
        tiny.people("ann", employment=Employment.RELIEF),
        tiny.people("cat", contract_hours=40),
        tiny.shift("early"),
        weeks=2,
    )
    keep_file(database, two)
    asked = ask(database, let_hold(database, tiny.roster(two, ann="early Mon", cat="early Mon+1")))
    assert say(database, asked, YES).kept is OfferState.ACCEPTED
    with database.reading(WHOLE) as session:
        first, second = Rosters(session).weeks(two.id, tiny.MONDAY, tiny.MONDAY + timedelta(days=7))
        assert first.published != second.published
        told = ToldChanges(session).of_weeks(two.id, (first.first_day, second.first_day))
    assert [(each.person, each.first_day) for each in told] == [("ann", tiny.MONDAY)]


def test_work_of_the_day_after_a_week_is_offered_once(database: Database) -> None:
    """A long duty may reach into it: offered again for the same time it stays as it is."""
    hub = tiny.hub(
        tiny.people("ann", employment=Employment.RELIEF),
        tiny.shift("late", "Sun"),
        tiny.shift("sleep-in", "Sun"),
        tiny.shift("early", "Mon"),
    )
    keep_file(database, hub)
    version = keep(database, tiny.roster(hub, ann="late Sun, sleep-in Sun, early Mon+1"))
    with database.reading(WHOLE) as session:
        ids = tuple(each.id for each in Rosters(session).roster(version.id).assignments)
    first, again = (
        offer(database, WHOLE, version.id, Wanted(ids, (), UNTIL), later(minutes), actor="manager")
        for minutes in (0, 1)
    )
    assert first == again
