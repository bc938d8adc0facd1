"""One example hub, made step by step: team, rota, young people, past, and the week's visits."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from hub_roster.continuity.familiarity import Familiarity, familiarity
from hub_roster.domain.people import PatternDay, Request
from hub_roster.domain.place import Hub
from hub_roster.domain.problem import Problem
from hub_roster.examples import history, hub_life, ledger, ties
from hub_roster.examples.absence import Absence, absence_of
from hub_roster.examples.allocation import Allocator, Made
from hub_roster.examples.demand import Wanted, wanted_in_week
from hub_roster.examples.nights import NightPlanner, Nights
from hub_roster.examples.patterns import Rota, patterns_of
from hub_roster.examples.people import HOME_TEAM, Identity, Staff, team
from hub_roster.examples.places import County, places_of
from hub_roster.examples.setting import cover_of, home_of, needs_of, shifts_of
from hub_roster.examples.skills import Held, skills_of
from hub_roster.examples.visits import VisitBook, numbered, on_call
from hub_roster.examples.young_people import Child, children, joined, stays_of

if TYPE_CHECKING:
    from random import Random

    from hub_roster.domain.tasks import Visit
    from hub_roster.domain.young_people import Contact, YoungPerson
    from hub_roster.examples.draws import Draws
    from hub_roster.examples.rounds import Drive

REQUESTS = 8
"""People of the home team who ask for a day in the first week."""

NOBODY = UUID(int=0)
TRIES = 4
"""Allocations tried for each week: the one is kept that leaves least and calls fewest strangers."""
Week = tuple[list[Made], list[Wanted]]
"""A week's visits: those somebody could make, and those nobody could."""
Rows = dict[str, list[Any]]
"""Rows of tables named as the fields of Problem."""


class OneHub:
    """Makes one hub.

    Parameters
    ----------
    identities, codes
        Names and numbers for the team, codes for the young people.
    drive
        Minutes of driving between two places.
    """

    def __init__(
        self,
        where: County,
        identities: list[Identity],
        codes: list[str],
        draws: Draws,
        first_day: date,
        weeks: int,
        drive: Drive,
    ) -> None:
        self._where = where
        self._draws = draws
        self._first_day = first_day
        self._weeks = weeks
        self._drive = drive
        self._home = home_of(where.town, where.base.code)
        self._staff = team(where.town, where, identities, first_day, draws.on("team"))
        self._skills = skills_of(self._staff, first_day, draws.on("skills"))
        self._held = Held(self._skills)
        self._absence: Absence = absence_of(self._staff, first_day, weeks, draws.on("absence"))
        self._rota = Rota(self._staff, first_day, draws.on("rota"))
        self._add_patterns()
        self._nights = self._plan_nights()
        self._family = self._young_people(codes)
        self._refused = ties.refusals(self._staff, self._family, draws.on("refusals"))
        self._approved = ties.approved_pairs(self._staff, self._family, draws.on("approved"))

    def _add_patterns(self) -> None:
        """Write the patterns and give each person the Monday theirs began on."""
        self._patterns, anchors = patterns_of(self._staff, self._rota, self._draws.on("patterns"))
        self._staff = [
            Staff(s.person.model_copy(update={"pattern_anchor": anchors.get(s.key)}), s.group)
            for s in self._staff
        ]

    def _plan_nights(self) -> Nights:
        """Plan the nights of the ledger's weeks and of the period."""
        past = 7 * ledger.WEEKS
        planner = NightPlanner(self._staff, self._rota, self._held, self._absence, self._draws.on("nights"))
        return planner.plan(self._first_day - timedelta(days=past), past + 7 * self._weeks)

    def _young_people(self, codes: list[str]) -> list[Child]:
        return children(
            self._where,
            codes,
            self._staff,
            self._held,
            self._absence.placements,
            self._draws.on("young people"),
        )

    def rows(self) -> Rows:
        """Give all rows of the hub."""
        rows = self._rows_of_place() | self._rows_of_people() | self._rows_of_ties()
        weeks = self._allocate()
        made = [one for found, _ in weeks for one in found]
        self._approved |= {(p, m.wanted.child.code) for m in made for p in m.people}
        visits = self._visits(weeks, self._familiarity(rows))
        rows["visits"] = visits
        rows["approvals"] = ties.approvals_of(
            self._staff,
            self._family,
            self._approved,
            self._first_day,
            self._draws.on("approvals"),
        )
        rows["young_people"] = self._with_agreed_minutes(visits)
        rows["weeks_worked"] = history.weeks_worked_of(
            self._staff,
            self._nights,
            self._first_day,
            self._working,
            self._draws.on("weeks worked"),
        )
        return rows | self._rows_of_life(visits, rows["contacts"])

    def _rows_of_life(self, visits: list[Visit], contacts: list[Contact]) -> Rows:
        return hub_life.rows_of(
            self._where.town,
            self._where.base.code,
            self._staff,
            self._family,
            self._absence.placements,
            visits,
            contacts,
            self._first_day,
            self._draws.on("life"),
        )

    def _rows_of_place(self) -> Rows:
        code = self._home.code
        days = [self._first_day + timedelta(days=k) for k in range(7 * self._weeks)]
        return {
            "hubs": [Hub(code=self._where.town, name=f"{self._where.town} hub")],
            "places": places_of(self._where),
            "homes": [self._home],
            "shifts": shifts_of(code),
            "cover": cover_of(code),
            "shift_needs": needs_of(code),
            "on_call": on_call(self._where.town, days),
        }

    def _rows_of_people(self) -> Rows:
        return {
            "people": [s.person for s in self._staff],
            "patterns": self._patterns,
            "skills": self._skills,
            "leave": self._absence.leave,
            "adjustments": self._absence.adjustments,
            "placements": self._absence.placements,
            "busy": self._absence.busy,
            "requests": self._requests(self._draws.on("requests")),
            "duties_before": history.duties_before_of(
                self._staff,
                self._nights,
                self._home.code,
                self._first_day,
                self._draws.on("sunday"),
            ),
        }

    def _rows_of_ties(self) -> Rows:
        draws, first_day = self._draws, self._first_day
        able = self._approved - self._refused
        said = sorted(self._refused)
        not_with, restricted = said[: ties.SAYS_NOT_WITH], said[ties.SAYS_NOT_WITH :]
        return {
            "stays": stays_of(
                self._family,
                self._home.code,
                self._absence.placements,
                first_day,
                draws.on("stays"),
            ),
            "views": ties.views_of(self._family, not_with, first_day, draws.on("views")),
            "restrictions": ties.restrictions_of(restricted, first_day, draws.on("restrictions")),
            "acquaintances": ties.acquaintances_of(
                self._staff, self._family, able, draws.on("acquaintances")
            ),
            "contacts": ledger.contacts_of(
                self._staff, self._family, able, self._nights, first_day, draws.on("ledger")
            ),
        }

    def _familiarity(self, rows: Rows) -> Familiarity:
        """Work out who is known to whom, from the tables that say so and nothing else."""
        return familiarity(
            Problem.model_construct(
                id=NOBODY,
                hubs=(),
                places=(),
                first_day=self._first_day,
                contacts=tuple(rows["contacts"]),
                acquaintances=tuple(rows["acquaintances"]),
                views=tuple(rows["views"]),
                young_people=tuple(child.record for child in self._family),
            )
        )

    def _allocate(self) -> list[Week]:
        """Draw each week's visits and allocate them plausibly: the best of a few tries."""
        own = {s.key: [w for w in self._patterns if w.person == s.key] for s in self._staff}
        weeks: list[Week] = []
        for number in range(self._weeks):
            monday = self._first_day + timedelta(days=7 * number)
            wanted = wanted_in_week(self._family, self._draws.on(f"demand {number}"))
            tries = []
            for attempt in range(TRIES):
                allocator = Allocator(
                    self._staff,
                    self._held,
                    self._absence,
                    self._nights,
                    own,
                    self._refused,
                    self._drive,
                    self._draws.on(f"allocation {number} {attempt}"),
                )
                made, left = allocator.week(monday, wanted)
                tries.append(((len(left), _strangers(made)), attempt, allocator, (made, left)))
            _, _, best, week = min(tries, key=lambda one: one[:2])
            weeks.append(week)
            # A later week's visits are drawn from the circles as they then are.
            self._family = joined(self._family, best.joined)
            if number == 0:
                self._working = self._working_minutes(best)
        return weeks

    def _visits(self, weeks: list[Week], known: Familiarity) -> list[Visit]:
        """Write the visits down, with windows round the times they could be made at."""
        circles = {child.code: child.circle for child in self._family}
        book = VisitBook(self._where.town, known.known, circles, self._draws.on("windows"))
        visits: list[Visit] = []
        for number, (made, left) in enumerate(weeks):
            monday = self._first_day + timedelta(days=7 * number)
            visits += [book.made(one) for one in made]
            visits += [book.unmade(one, monday) for one in left]
        return numbered(visits, self._where.town)

    def _working_minutes(self, allocator: Allocator) -> dict[str, int]:
        """Give working minutes of the first week, with the night Monday begins in."""
        week = {self._first_day + timedelta(days=k) for k in range(-1, 7)}
        starts = self._nights.by_person()
        return {
            s.key: allocator.minutes(s.key) + history.SLEEP_IN * len(week & starts[s.key])
            for s in self._staff
        }

    def _with_agreed_minutes(self, visits: list[Visit]) -> list[YoungPerson]:
        """Write the week's agreed time into each plan."""
        agreed = dict.fromkeys((child.code for child in self._family), 0)
        for visit in visits:
            agreed[visit.young_person] += visit.minutes
        return [
            child.record.model_copy(update={"agreed_minutes": agreed[child.code] // self._weeks})
            for child in self._family
        ]

    def _requests(self, draw: Random) -> list[Request]:
        """Draw requests: mostly a day off, some a late or an early."""
        asking = draw.sample([s for s in self._staff if s.group in HOME_TEAM], REQUESTS)
        wishes = [PatternDay.OFF] * (REQUESTS - 2) + [PatternDay.EARLY, PatternDay.LATE]
        return [
            Request(
                person=staff.key,
                day=self._first_day + timedelta(days=draw.randrange(7)),
                wish=wish,
            )
            for staff, wish in zip(asking, wishes, strict=True)
        ]


def _strangers(made: list[Made]) -> int:
    """Count the adults outside a young person's circle, health and police apart."""
    return sum(
        person not in one.wanted.child.circle
        for one in made
        if one.wanted.partner is None
        for person in one.people
    )
