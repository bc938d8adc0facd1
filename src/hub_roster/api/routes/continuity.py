"""What a roster means for each young person and family: who sees whom, whoever is worst off first."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends
from pydantic import BaseModel

from hub_roster.api.callers import Allowed
from hub_roster.api.routes.rosters import version_of_hub
from hub_roster.api.running import Here
from hub_roster.continuity.families import FamilyContinuity, families_report
from hub_roster.continuity.report import (
    ContinuitySummary,
    YoungPersonContinuity,
    continuity_report,
    ranked,
    summary,
)
from hub_roster.domain.lines import Lines
from hub_roster.service.access.actions import Action
from hub_roster.service.access.caller import Caller
from hub_roster.service.access.masking import Eyes
from hub_roster.service.weeks import period
from hub_roster.store.rosters import Rosters

routes = APIRouter(prefix="/hubs/{hub}/rosters/{roster}", tags=["rosters"])

MaySeeContinuity = Annotated[Caller, Depends(Allowed(Action.SEE_CONTINUITY))]


class ContinuityShown(BaseModel):
    """The continuity of a roster.

    Attributes
    ----------
    summary
        Over the young people who are ranked: never the mean alone.
    young_people, family_adults
        The highest unfamiliar share first; those who are owed nothing last.
    """

    summary: ContinuitySummary
    young_people: tuple[YoungPersonContinuity, ...]
    family_adults: tuple[YoungPersonContinuity, ...]
    families: tuple[FamilyContinuity, ...]


@routes.get("/continuity")
def continuity(hub: UUID, roster: UUID, here: Here, who: MaySeeContinuity) -> ContinuityShown:
    """Say what a version means for each young person and family, whoever is worst off first."""
    with here.database.reading(who.scope) as session:
        version = version_of_hub(session, hub, roster)
        found = Rosters(session).roster(roster)
        then = period(session, hub, version.first_day, version.weeks, number=version.file_number)
    lines, familiarity = Lines(then.problem, found), then.rules.case.familiarity
    eyes = Eyes.of(who, then.problem, None, here.clock(), here.entrance.hashes)
    rows = continuity_report(lines, familiarity)
    return ContinuityShown(
        summary=summary(ranked(rows)),
        young_people=tuple(_shown(row, eyes) for row in rows if not row.is_adult),
        family_adults=tuple(_shown(row, eyes) for row in rows if row.is_adult),
        families=tuple(_family(family, eyes) for family in families_report(lines, familiarity)),
    )


def _shown(row: YoungPersonContinuity, eyes: Eyes) -> YoungPersonContinuity:
    return row.model_copy(update={"young_person": eyes.whom(row.young_person)})


def _family(family: FamilyContinuity, eyes: Eyes) -> FamilyContinuity:
    workers = (each.model_copy(update={"adult": eyes.whom(each.adult)}) for each in family.adults_workers)
    return family.model_copy(
        update={"members": tuple(map(eyes.whom, family.members)), "adults_workers": tuple(workers)}
    )
