"""A roster people were told, as what the next draft of the same period keeps if it can."""

from __future__ import annotations

from hub_roster.domain.clock import wall
from hub_roster.domain.problem import Problem
from hub_roster.domain.roster import Roster
from hub_roster.domain.tasks import PublishedAssignment


def with_published(problem: Problem, roster: Roster) -> Problem:
    """Give a problem in which a roster is what was published; tasks it no longer has are left out."""
    told = {
        (assignment.person, assignment.task): PublishedAssignment(
            person=assignment.person,
            task=assignment.task,
            start=wall(assignment.span[0]).replace(tzinfo=None),
        )
        for assignment in roster.assignments
        if assignment.person in problem.person and problem.task(assignment.task) is not None
    }
    return problem.edited(published=tuple(told.values()))
