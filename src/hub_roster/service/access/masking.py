"""What is said of young people to whoever may not see them by their codes: no code, no task named by one."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from hub_roster.domain.problem import Problem
from hub_roster.domain.roster import Roster
from hub_roster.domain.tasks import OnCall, Shift
from hub_roster.service.access.caller import Caller
from hub_roster.service.access.keyed import KeyedHashes
from hub_roster.service.access.looks import Shown, said_in
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
    shown
        Where each code that it gives away is noted: a pseudonym is none.
    """

    problem: Problem
    seen: Mapping[str, str]
    shown: Shown = field(default_factory=Shown, compare=False, repr=False)

    @classmethod
    def of(
        cls, caller: Caller, problem: Problem, in_force: Roster | None, now: datetime, hashes: KeyedHashes
    ) -> Eyes:
        """Give what a caller sees now."""
        return cls(problem, young_people_seen(caller, problem, in_force, now, hashes), caller.shown)

    def whom(self, named: str) -> str:
        """Give what somebody is called: those who work as ever, young people as they are shown."""
        if named not in self.problem.supported:
            return named
        called = self.seen.get(named, A_YOUNG_PERSON)
        if called == named:
            self.shown.note(self.problem.id, [named])
        return called

    def said(self, sentence: str) -> str:
        """Give a sentence with everybody in it called as `whom` calls them."""
        return self._code.sub(lambda found: self.whom(found[0]), sentence)

    @cached_property
    def _code(self) -> re.Pattern[str]:
        """What finds a code where it stands as a word of its own; the longer of two first.

        A code may begin or end with any sign, so no word need begin or end where it does.
        """
        codes = sorted(self.problem.supported, key=len, reverse=True)
        either = "|".join(map(re.escape, codes))
        return re.compile(rf"(?<![^\W_])(?:{either})(?![^\W_])" if codes else r"(?!)")

    def task(self, task_id: str) -> str:
        """Give what a task is called; one that the hub's file has no more could be anybody's."""
        task = self.problem.task(task_id)
        if isinstance(task, Shift | OnCall):
            return task_id
        young = tuple(self.problem.supported) if task is None else task.young_people
        if any(self.seen.get(code) != code for code in young):
            return OUTREACH
        self.shown.note(self.problem.id, said_in([task_id], young) if task is None else young)
        return task_id
