"""What young people are called in a home's records, to whoever asks for them."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from hub_roster.domain.clock import LONDON, monday_of
from hub_roster.domain.problem import Problem
from hub_roster.domain.rolling import starting
from hub_roster.service.access.actions import Action
from hub_roster.service.access.caller import Caller
from hub_roster.service.access.keyed import KeyedHashes
from hub_roster.service.access.masking import A_YOUNG_PERSON, Eyes
from hub_roster.service.weeks import of_file, told_of
from hub_roster.store.hub_files import HubFiles
from hub_roster.store.rosters import Rosters
from hub_roster.store.scope import ScopedSession


class Calling:
    """What one caller reads in the records of one home.

    Whoever may see what an inspector is handed reads the code of everybody who lived there. Anybody else
    reads the codes of those they see now, by their own duties, whatever the time that the record is of.

    Parameters
    ----------
    eyes
        What the caller sees this week and the next.
    """

    def __init__(self, caller: Caller, home: str, eyes: Eyes) -> None:
        self._caller = caller
        self._home = home
        self._eyes = eyes

    @classmethod
    def of(
        cls,
        session: ScopedSession,
        caller: Caller,
        file_id: UUID,
        home: str,
        now: datetime,
        hashes: KeyedHashes,
    ) -> Calling:
        """Give what a caller reads now."""
        files = HubFiles(session)
        newest = files.problem(file_id, files.newest(file_id).number)
        with of_file(newest):
            period = starting(newest, monday_of(now.astimezone(LONDON).date()), 2)
        rosters = Rosters(session)
        told = told_of(rosters, rosters.weeks(file_id, period.first_day, period.last_day))
        return cls(caller, home, Eyes.of(caller, period, told, now, hashes))

    def __call__(self, problem: Problem, code: str) -> str:
        """Give what somebody is called."""
        if self._caller.may(Action.SEE_INSPECTION, problem.id, self._home):
            self._caller.shown.note(problem.id, [code])
            return code
        # A code that the hub's file has no more is nobody's whom one sees by a duty.
        return self._eyes.whom(code) if code in self._eyes.problem.supported else A_YOUNG_PERSON
