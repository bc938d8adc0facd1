"""Who may take what by the terms they work on: hub, employer, induction, and what they declined."""

from __future__ import annotations

from datetime import date
from functools import cached_property

from hub_roster.continuity.familiarity import circle_of
from hub_roster.domain.appointments import Appointment, AppointmentKind
from hub_roster.domain.offers import AssignmentState
from hub_roster.domain.people import Employment
from hub_roster.domain.problem import Task
from hub_roster.domain.tasks import OnCall, Shift, shift_of
from hub_roster.rules.eligibility import Eligibility
from hub_roster.rules.rule import Kind
from hub_roster.rules.rule import Numbers as NoNumbers
from hub_roster.rules.told import Told

WITH_YOUNG_PEOPLE = frozenset({AppointmentKind.VISIT, AppointmentKind.ESCORT})
"""Appointments on which adults are with a young person or family away from others."""


class OwnHubs(Eligibility[NoNumbers]):
    """People work for their own hub and those they float to, and go on seeing young people of their own."""

    name = "own hubs"
    kind = Kind.HARD
    tells = Told.NOT_THEIRS
    source = "Contract of employment; the key worker stays when the placement changes"
    message = "Works for another hub."

    def suits(self, person: str, task: Task, day: date) -> bool:
        """A hub of theirs; a young person of theirs, wherever they live now; or named for it."""
        post = self.problem.person[person]
        hubs = {post.hub, *post.floats_to}
        if isinstance(task, OnCall):
            return not hubs.isdisjoint((task.hub, *task.shared_with))
        if task.hub in hubs:
            return True
        return isinstance(task, Appointment) and (person in task.named or self._theirs(person, task))

    def _theirs(self, person: str, task: Appointment) -> bool:
        return any(person in circle_of(self.problem.supported[code]) for code in task.young_people)


class TermsOfWork(Eligibility[NoNumbers]):
    """A partner's hours are given; a volunteer is never cover; an agency yet unnamed takes seats alone."""

    name = "terms of work"
    kind = Kind.HARD
    tells = Told.NOT_THEIRS
    source = "Partnership agreements (NHS, police); Children's Homes Regulations 2015, reg 32(3)"
    message = "Not on the terms this person works on."

    def suits(self, person: str, task: Task, day: date) -> bool:
        """Partners where they are named or their role is; volunteers with no seat, spell or escort."""
        post = self.problem.person[person]
        if post.employment is Employment.PARTNER:
            return isinstance(task, Appointment) and (
                person in task.named or any(self.problem.has_skill(person, role, day) for role in task.roles)
            )
        if post.employment is Employment.VOLUNTEER:
            return isinstance(task, Appointment) and task.kind is not AppointmentKind.ESCORT
        return not post.unnamed or isinstance(task, Shift)


class Inducted(Eligibility[NoNumbers]):
    """A new starter visits nobody alone, escorts nobody alone and is not on call before induction is done."""

    name = "induction"
    kind = Kind.HARD
    tells = Told.PRIVATE
    source = "Gateshead lone working procedures; Children's Homes Regulations 2015, reg 33(1)"
    message = "Induction is not signed off on the day."

    def suits(self, person: str, task: Task, day: date) -> bool:
        """Together with another adult, or on a shift."""
        if not self.problem.in_induction(person, day):
            return True
        if isinstance(task, Appointment):
            return task.kind not in WITH_YOUNG_PEOPLE or task.adults > 1
        return not isinstance(task, OnCall)


class Declined(Eligibility[NoNumbers]):
    """Nobody is given work they were offered and declined."""

    name = "declined"
    kind = Kind.HARD
    tells = Told.PRIVATE
    source = "Work beyond contract, and all relief work, is an offer"
    message = "Was offered this, and declined."

    def suits(self, person: str, task: Task, day: date) -> bool:
        """Nothing declined, whichever seat of the shift it was."""
        return (person, task.id) not in self._declined

    @cached_property
    def _declined(self) -> frozenset[tuple[str, str]]:
        return frozenset(
            (offer.person, shift_of(offer.task))
            for offer in self.problem.offers
            if offer.state is AssignmentState.DECLINED
        )
