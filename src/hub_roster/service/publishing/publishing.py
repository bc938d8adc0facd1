"""A roster made to hold: checked, booked, kept beside what held before, and told to those who subscribe."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID, uuid4

from hub_roster.domain.clock import utc
from hub_roster.domain.lines import Lines
from hub_roster.domain.offers import AssignmentState
from hub_roster.domain.problem import Problem
from hub_roster.domain.roster import Roster, RosterStatus
from hub_roster.service.audit import Detail, Did, record, roster_subject
from hub_roster.service.feeds.building import build, showing_of
from hub_roster.service.feeds.telling import tell
from hub_roster.service.messages.outbox import roster_changed
from hub_roster.service.publishing.amending import amended, note, short_notice
from hub_roster.service.publishing.checklist import Checked, Item, Weight, check
from hub_roster.service.publishing.kept_offers import move_offers
from hub_roster.service.weeks import Period, period
from hub_roster.store.bookings import Bookings, Taken
from hub_roster.store.database import Database
from hub_roster.store.hub_files import HubFiles, Made
from hub_roster.store.rosters import Rosters, SignOff, Version
from hub_roster.store.scope import Scope, ScopedSession

UNSIGNED = (
    "This roster leaves a safety need unmet. It goes out only with a hub manager's signature, given in "
    "person, and what is done about it (sign_off, with a contingency)."
)


class NotPublished(Exception):
    """A roster that may not go out so; `items` are all the reasons, of a problem's roster."""

    def __init__(self, problem: Problem, items: Sequence[Item]) -> None:
        only_unsigned = all(item.weight is Weight.NEEDS_SIGNATURE for item in items)
        super().__init__(UNSIGNED if only_unsigned else "This roster cannot be published as it is.")
        self.problem = problem
        self.items = tuple(items)


class Overtaken(Exception):
    """Another version was published since a manager looked; `versions` are those that hold by now."""

    def __init__(self, versions: Collection[UUID]) -> None:
        super().__init__("Another roster of these weeks was published meanwhile.")
        self.versions = tuple(sorted(versions))


def checked(database: Database, scope: Scope, version_id: UUID, at: datetime | None = None) -> Checked:
    """Say what stands before a version is published, by the hub's file as it is now.

    Parameters
    ----------
    at
        When it would be: changes that give less notice than the policy wants are told then.
    """
    with database.reading(scope) as session:
        rosters = Rosters(session)
        version = rosters.version(version_id)
        now = period(session, version.file_id, version.first_day, version.weeks)
        found = _checked(now, version, rosters.roster(version_id))
        if at is None:
            return found
        changes = amended(session, version, found.roster)
        late = short_notice(now.rules, now.problem, changes, at)
        return replace(found, items=(*found.items, *late))


def publish(
    database: Database,
    scope: Scope,
    version_id: UUID,
    made: Made,
    *,
    actor: str,
    instead_of: Collection[UUID],
    sign_off: SignOff | None = None,
) -> Version:
    """Let a version hold in its weeks, and tell those who subscribe: whole or not at all.

    Parameters
    ----------
    actor
        What the audit log calls whoever publishes it.
    instead_of
        The versions that held in its weeks when the manager looked; empty for none.
    sign_off
        Needed where a safety need is unmet.

    Raises
    ------
    NotPublished
        With every reason: rules of law or safety broken, a need without a signature.
    Overtaken
        If another holds by now.
    DoubleBooking
        If somebody works for another hub at that time.
    """
    with database.writing(scope) as session:
        rosters = Rosters(session)
        version = rosters.version(version_id)
        HubFiles(session).take_turn(version.file_id)
        held = _held(rosters, version)
        if held != set(instead_of):
            raise Overtaken(held)
        now = period(session, version.file_id, version.first_day, version.weeks)
        found = _checked(now, version, rosters.roster(version_id))
        _refuse(found, sign_off)
        status = RosterStatus.AMENDED if held else RosterStatus.PUBLISHED
        roster = found.roster.model_copy(update={"status": status})
        published = put_in_force(session, now, roster, version, made, actor=actor, sign_off=sign_off)
        _write_signature_down(session, actor, published, made)
        return published


def _checked(now: Period, version: Version, roster: Roster) -> Checked:
    found = check(now.problem, roster)
    if version.status is not RosterStatus.WORKED:
        return found
    worked = Item(Weight.REFUSES, "worked", "", (), "This is what was worked, and no plan.")
    return replace(found, items=(worked, *found.items))


def _held(rosters: Rosters, version: Version) -> set[UUID]:
    weeks = rosters.weeks(version.file_id, version.first_day, version.mondays[-1])
    return {week.published for week in weeks if week.published is not None}


def _refuse(found: Checked, sign_off: SignOff | None) -> None:
    reasons = list(found.of(Weight.REFUSES))
    if sign_off is None:
        reasons += found.of(Weight.NEEDS_SIGNATURE)
    if reasons:
        raise NotPublished(found.problem, reasons)


def put_in_force(
    session: ScopedSession,
    now: Period,
    roster: Roster,
    follows: Version,
    made: Made,
    *,
    actor: str,
    sign_off: SignOff | None,
    newest: Problem | None = None,
    why: str = "",
) -> Version:
    """Let a roster that may go out hold in its weeks: kept, booked, told, and written down.

    Parameters
    ----------
    now
        The period by the version of the hub's file that the roster is read by.
    newest
        A problem of the newest version of the file, whose leave is told too; None where `now` is of it.
    sign_off
        New, or that of the version it follows.
    why
        What put it in force, where nobody published it: words for the audit log.

    Raises
    ------
    DoubleBooking
        If somebody works for another hub at that time.
    """
    rosters = Rosters(session)
    published = rosters.add(uuid4(), roster, now.file_number, made, follows.id, sign_off)
    amendments = amended(session, published, roster)  # of what holds until the next line
    rosters.put_in_force(published)
    Bookings(session).swap(published, spans(now.problem, roster))
    note(session, published.file_id, published.id, amendments, made.at)
    changes = tell(session, Lines(now.problem, roster), published.mondays, made.at)
    build(session, newest or now.problem, made.at, showing_of(session, published.file_id))
    move_offers(session, published, roster, made)
    roster_changed(session, published, changes, made.at)
    subject = ", ".join(filter(None, (roster_subject(published), why)))
    record(session, actor, Did.PUBLISHED, made.at, file_id=published.file_id, subject=subject)
    return published


def _write_signature_down(session: ScopedSession, actor: str, published: Version, made: Made) -> None:
    if published.sign_off is not None:
        detail = Detail(words=published.sign_off.contingency)
        subject = roster_subject(published)
        record(
            session,
            actor,
            Did.SIGNED_OFF,
            made.at,
            file_id=published.file_id,
            subject=subject,
            detail=detail,
        )


def spans(problem: Problem, roster: Roster) -> list[Taken]:
    """Give when people are taken by the duties that begin in a period, with driving; not by on-call.

    A duty begun before it is booked by the roster it began in, one begun after it by the roster of the week
    after: one week of a longer roster holds what begins on the day after too. Nobody is taken by what an
    agency is yet to name somebody for, nor by what they declined.
    """
    taken = tuple(each for each in roster.assignments if each.state is not AssignmentState.DECLINED)
    roster = roster.model_copy(update={"assignments": taken})
    return [
        Taken(human(problem.id, person), utc(duty.start), utc(duty.end))
        for person, duties in Lines(problem, roster).of.items()
        if not problem.person[person].unnamed
        for duty in duties
        if problem.start <= duty.start < problem.end and duty.parts
    ]


def human(file_id: UUID, person: str) -> str:
    """Give what a human being is known by in every post: employer and person number.

    A hub that writes keys without them shares its people with no other.
    """
    employer, _, rest = person.partition(":")
    return f"{employer}:{rest.partition(':')[0]}" if rest else f"{file_id}:{person}"
