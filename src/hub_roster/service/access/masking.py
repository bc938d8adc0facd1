"""What is said of young people to whoever may not see them by their codes: no code, no task named by one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from hub_roster.domain.problem import Problem
from hub_roster.domain.roster import Roster
from hub_roster.domain.tasks import OnCall, Shift
from hub_roster.service.access.caller import Caller
from hub_roster.service.access.keyed import KeyedHashes
from hub_roster.service.access.young_people_seen import young_people_seen

A_YOUNG_PERSON = "a young person"

OUTREACH = "outreach"
"""What a task with a young person is called to who does not see them: its id may be made of their code."""


@dataclass(frozen=True)
class Eyes:
    """What one caller sees of a period of a hub.

    Attributes
    ----------
    seen
        From a young person's code to what is shown, as `young_people_seen` gives it.
    """

    problem: Problem
    seen: Mapping[str, str]

    @classmethod
    def of(
        cls, caller: Caller, problem: Problem, in_force: Roster | None, now: datetime, hashes: KeyedHashes
    ) -> Eyes:
        """Give what a caller sees now."""
        return cls(problem, young_people_seen(caller, problem, in_force, now, hashes))

    def whom(self, named: str) -> str:
        """Give what somebody is called: those who work as ever, young people as they are shown."""
        if named not in self.problem.supported:
            return named
        return self.seen.get(named, A_YOUNG_PERSON)

    def task(self, task_id: str) -> str:
        """Give what a task is called; one that the hub's file has no more could be anybody's."""
        task = self.problem.task(task_id)
        if isinstance(task, Shift | OnCall):
            return task_id
        young = self.problem.supported if task is None else task.young_people
        return task_id if all(self.seen.get(code) == code for code in young) else OUTREACH
