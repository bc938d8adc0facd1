"""What was offered and answered of some weeks, as a problem and a roster of them say it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from hub_roster.domain.clock import instant_of, utc, wall
from hub_roster.domain.offered import Asked, with_offers
from hub_roster.domain.offers import AssignmentState, Offer
from hub_roster.domain.problem import Problem
from hub_roster.domain.roster import Assignment, Roster, RosterStatus
from hub_roster.domain.tasks import shift_of
from hub_roster.store.hub_files import Made
from hub_roster.store.offers import LIVE, OfferNow, Offers
from hub_roster.store.rosters import Rosters, Version
from hub_roster.store.scope import ScopedSession
from hub_roster.store.tables import OfferState

STANDS = {
    OfferState.OFFERED: AssignmentState.OFFERED,
    OfferState.ACCEPTED: AssignmentState.ACCEPTED,
    OfferState.DECLINED: AssignmentState.DECLINED,
}
"""How an assignment stands by its offer; one not answered in time was offered all the same."""


@dataclass(frozen=True)
class KeptOffers:
    """The offers that speak, of some weeks of a hub's file.

    Attributes
    ----------
    ended
        Those that were withdrawn, lapsed, or taken by somebody else.
    """

    standing: tuple[Offer, ...]
    ended: frozenset[Asked]

    def put_into(self, problem: Problem) -> Problem:
        """Give a problem that knows of them."""
        return with_offers(problem, self.standing, self.ended)

    def seen_on(self, roster: Roster) -> Roster:
        """Give a roster kept before as it stands by what was offered and answered since."""
        state = {(each.person, each.task): each.state for each in self.standing}
        stood = tuple(self._seen(each, state) for each in roster.assignments)
        return roster.model_copy(update={"assignments": stood})

    def _seen(self, assignment: Assignment, state: dict[Asked, AssignmentState]) -> Assignment:
        asked = (assignment.person, shift_of(assignment.task))
        if asked in state:
            return assignment.model_copy(update={"state": state[asked]})
        if asked in self.ended and assignment.state is AssignmentState.OFFERED:
            return assignment.model_copy(update={"state": AssignmentState.TO_OFFER, "until": None})
        return assignment


def kept_offers(session: ScopedSession, file_id: UUID, mondays: Sequence[date]) -> KeptOffers:
    """Give the offers that speak in some weeks."""
    latest = Offers(session).latest(file_id, mondays)
    return KeptOffers(
        tuple(_offer(each) for each in latest if each.kept in LIVE),
        frozenset((each.work.person, each.work.task) for each in latest if each.kept not in LIVE),
    )


def roster_now(session: ScopedSession, version: Version) -> Roster:
    """Give a version with each assignment as it stands now; one that another followed, as it was told."""
    rosters = Rosters(session)
    roster = rosters.roster(version.id)
    held = rosters.weeks(version.file_id, version.first_day, version.mondays[-1])
    in_force = (week.first_day for week in held if week.published == version.id)
    mondays = version.mondays if version.status is RosterStatus.DRAFT else tuple(in_force)
    return kept_offers(session, version.file_id, mondays).seen_on(roster) if mondays else roster


def _offer(kept: OfferNow) -> Offer:
    return Offer(
        person=kept.work.person,
        task=kept.work.task,
        state=STANDS[kept.kept],
        offered=_wall(kept.offered_at),
        until=_wall(kept.work.until),
        answered=None if kept.answered_at is None else _wall(kept.answered_at),
    )


def _wall(at: datetime) -> datetime:
    return wall(instant_of(at)).replace(tzinfo=None)


def move_offers(session: ScopedSession, version: Version, roster: Roster, made: Made) -> None:
    """Keep with each offer that still speaks where a version that comes into force has moved its work."""
    offers = Offers(session)
    spans = {(each.person, shift_of(each.task)): each.span for each in roster.assignments}
    for kept in _live(offers.latest(version.file_id, version.mondays)):
        span = spans.get((kept.work.person, kept.work.task))
        if span is not None and span != (instant_of(kept.work.starts), instant_of(kept.work.ends)):
            offers.move(kept.work.id, utc(span[0]), utc(span[1]), made)


def _live(offers: Iterable[OfferNow]) -> Iterable[OfferNow]:
    return (each for each in offers if each.kept in (OfferState.OFFERED, OfferState.ACCEPTED))
