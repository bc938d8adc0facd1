"""Answers to offers of work, and the roster in force that says at once what was answered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from hub_roster.domain.lines import Lines
from hub_roster.domain.offers import AssignmentState
from hub_roster.domain.problem import Problem
from hub_roster.domain.roster import Assignment, Roster, RosterStatus
from hub_roster.domain.tasks import shift_of
from hub_roster.rules.rule import Violation
from hub_roster.service.audit import Detail, Did, record
from hub_roster.service.offers.hindrances import hindrances
from hub_roster.service.offers.offering import assigned, places
from hub_roster.service.offers.standing import offer_of
from hub_roster.service.publishing.publishing import put_in_force
from hub_roster.service.weeks import Period, period, week_of
from hub_roster.store.database import Database
from hub_roster.store.hub_files import HubFiles, Made
from hub_roster.store.offers import Happened, OfferNow, Offers
from hub_roster.store.rosters import Rosters, Version
from hub_roster.store.scope import Scope, ScopedSession
from hub_roster.store.tables import OfferEventKind, OfferState


@dataclass(frozen=True)
class Said:
    """What somebody answers.

    Attributes
    ----------
    yes
        They take the work.
    by_phone
        A manager writes down what the person told them.
    said_at
        When they told them; None for now.
    """

    yes: bool
    by_phone: bool = False
    said_at: datetime | None = None

    @property
    def state(self) -> OfferState:
        """How the offer stands then."""
        return OfferState.ACCEPTED if self.yes else OfferState.DECLINED

    def happened(self, made: Made) -> Happened:
        """Give it as what is kept of it."""
        kind = OfferEventKind.ACCEPTED if self.yes else OfferEventKind.DECLINED
        return Happened(kind, made, self.by_phone, self.said_at)


class NotAnswered(Exception):
    """An answer that comes to nothing, and why, in a sentence for whoever answers."""


class Hindered(Exception):
    """Somebody says yes, and something changed stands against it; `found` are the rules, of a problem."""

    def __init__(self, problem: Problem, found: Sequence[Violation]) -> None:
        super().__init__("This cannot be taken on any more: something has changed since it was offered.")
        self.problem = problem
        self.found = tuple(found)


ENDED = {
    OfferState.WITHDRAWN: "This offer was withdrawn.",
    OfferState.TAKEN: "Somebody else has taken this already.",
    OfferState.LAPSED: "The time to answer this is over.",
    OfferState.ACCEPTED: "This was accepted already: talk to your manager if that cannot stand.",
    OfferState.DECLINED: "This was declined already: talk to your manager if you can do it after all.",
}
"""Why an offer that stands so takes no other answer."""


def answer(
    database: Database, scope: Scope, file_id: UUID, offer_id: UUID, said: Said, made: Made, *, actor: str
) -> OfferNow:
    """Answer an offer: the same answer twice is one.

    Where a roster is in force that it concerns, one that says so follows it in the same transaction.

    Raises
    ------
    NotThere
        If there is no such offer in that hub's file.
    NotAnswered
        If it is too late, was answered otherwise, withdrawn, or taken by somebody else.
    Hindered
        If a rule stands against it by now: that they said yes is kept.
    DoubleBooking
        If they work for another hub at that time.
    """
    with database.writing(scope) as session:
        HubFiles(session).take_turn(file_id)
        kept = offer_of(session, file_id, offer_id)
        if kept.kept is said.state:
            return kept
        _refuse(kept, said, made)
        answering = _Answering(session, kept, said, made, actor)
        found = answering.hindrances() if said.yes else ()
        if not found:
            return answering.settle()
        refused = Happened(OfferEventKind.REFUSED, made, said.by_phone, said.said_at)
        Offers(session).note(offer_id, refused)
        problem = answering.now.problem
    raise Hindered(problem, found)


def _refuse(kept: OfferNow, said: Said, made: Made) -> None:
    at = said.said_at or made.at
    if not kept.offered_at <= at <= made.at:
        raise NotAnswered("An answer comes after its offer, and not in the time ahead.")
    state = kept.state(at)
    if state is not OfferState.OFFERED:
        raise NotAnswered(ENDED[state])


def why_not(
    session: ScopedSession, file_id: UUID, offer_id: UUID, at: Made
) -> tuple[Problem, Sequence[Violation]]:
    """Give the rules that stand against an offer now, for whoever may look closer."""
    answering = _Answering(session, offer_of(session, file_id, offer_id), Said(yes=True), at, "")
    return answering.now.problem, answering.hindrances()


class _Answering:
    """An answer to an offer, and the roster of its week."""

    def __init__(self, session: ScopedSession, kept: OfferNow, said: Said, made: Made, actor: str) -> None:
        self._session, self._kept, self._said = session, kept, said
        self._made, self._actor = made, actor
        work = kept.work
        self.now: Period = period(session, work.file_id, work.first_day, 1)
        self._in_force: Version | None = self._held()
        rosters = Rosters(session)
        of = work.roster if self._in_force is None else self._in_force.id
        self._roster = week_of(rosters.roster(of), work.first_day)
        if self._in_force is not None and work.race is None and self._own() is None:
            # A draft's: what is in force has nothing of it, and stays as it is.
            self._in_force, self._roster = None, week_of(rosters.roster(work.roster), work.first_day)

    def _held(self) -> Version | None:
        work = self._kept.work
        (week,) = Rosters(self._session).weeks(work.file_id, work.first_day, work.first_day) or (None,)
        if week is None or week.published is None:
            return None
        return Rosters(self._session).version(week.published)

    def _own(self) -> Assignment | None:
        work = self._kept.work
        return next(
            (a for a in self._roster.assignments if (a.person, shift_of(a.task)) == (work.person, work.task)),
            None,
        )

    def _assignment(self) -> Assignment | None:
        """Give the assignment it is about: theirs, or of a task that still needs somebody; None for none."""
        own = self._own()
        task = self.now.problem.task(self._kept.work.task)
        if own is not None or task is None or self._kept.work.race is None:
            return own
        if places(Lines(self.now.problem, self._roster), task) < 1:
            return None
        start = self._kept.work.starts
        return assigned(self.now.problem, self._roster, task, self._kept.work.person, start)

    def hindrances(self) -> tuple[Violation, ...]:
        """Give the rules it would break by now.

        Raises
        ------
        NotAnswered
            If there is no such work any more.
        """
        assignment = self._assignment()
        if assignment is None:
            raise NotAnswered("This is not needed any more: the roster has changed since it was offered.")
        return hindrances(self.now, self._roster, assignment)

    def settle(self) -> OfferNow:
        """Keep the answer, tell others of the race, and let a roster in force say so."""
        offers, work = Offers(self._session), self._kept.work
        settled = offers.settle(work.id, self._said.state, self._said.happened(self._made))
        if self._said.yes and work.race is not None:
            self._close_race(offers, work.race)
        if self._in_force is not None:
            self._amend(self._in_force)
        record(
            self._session,
            self._actor,
            Did.ANSWERED,
            self._made.at,
            file_id=work.file_id,
            subject=f"offer {work.id}, {self._said.state}{' by telephone' if self._said.by_phone else ''}",
            detail=Detail(people=(work.person,)),
        )
        return settled

    def _close_race(self, offers: Offers, race: UUID) -> None:
        """Take the work from those who have not answered, once as many as it needs said yes."""
        running = offers.of_race(race)
        if sum(each.kept is OfferState.ACCEPTED for each in running) >= self._kept.work.places:
            for other in running:
                if other.kept is OfferState.OFFERED:
                    taken = Happened(OfferEventKind.TAKEN, self._made)
                    offers.settle(other.work.id, OfferState.TAKEN, taken)

    def _amend(self, held: Version) -> None:
        """Let a version follow that differs in this assignment alone, read by the file it was made for."""
        assignment = self._assignment() if self._said.yes else self._own()
        if assignment is None:
            return  # declined, and nobody had put them on it
        state = AssignmentState(self._said.state.value)
        others = tuple(each for each in self._roster.assignments if each.id != assignment.id)
        stands = assignment.model_copy(update={"state": state})
        roster: Roster = self._roster.model_copy(
            update={"assignments": (*others, stands), "status": RosterStatus.AMENDED}
        )
        work = self._kept.work
        by = period(self._session, work.file_id, work.first_day, 1, number=held.file_number)
        put_in_force(
            self._session,
            by,
            roster,
            held,
            self._made,
            actor=self._actor,
            sign_off=held.sign_off,
            newest=self.now.problem,
            why="by the answer to an offer",
        )
