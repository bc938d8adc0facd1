"""The life of a week over HTTP, as a good client lives it: it tries again, and knows what it was promised."""

from __future__ import annotations

import json
import time
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

import httpx2
from icalendar import Calendar

from hub_roster.domain.clock import monday_of
from hub_roster.domain.people import Employment
from hub_roster.domain.problem import Problem
from tests import tiny
from tests.faults.running_service import MOST_SECONDS, NAME, PASSWORD, RELIEF, RELIEF_NAME

SECONDS = 2
"""Of each draft's search."""

PAST, AHEAD = tiny.MONDAY, timedelta(days=14)
"""The week that is over, and how far ahead the other one is at least: what lies ahead can be offered."""

SAYS_LATER = frozenset({502, 503, 507})
"""Answers after which a good client tries again by itself."""

PROBLEM_DETAILS = "application/problem+json"

CONTINGENCY = {"contingency": "The on-call manager comes in; agency asked."}

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri")
CODES = tuple(f"Y{letter}" for letter in "abcdefgh")


def hub(**terms: Any) -> Problem:
    """Give a small hub that takes some seconds to roster."""
    team = tiny.people("ann ben cat dan eve fay gil hal", **{"contract_hours": 30, "most_hours": 40} | terms)
    relief = tiny.people(RELIEF, employment=Employment.RELIEF)
    shifts = [tiny.shift(name) for name in ("early", "late", "sleep-in")]
    visits = [
        tiny.visit(
            f"v{k}",
            CODES[k % len(CODES)],
            WEEKDAYS[k % 5],
            WEEKDAYS[min(4, k % 5 + 2)],
            minutes=60 + 15 * (k % 3),
        )
        for k in range(14)
    ]
    return tiny.hub(
        team,
        relief,
        [tiny.resident(code) for code in ("Heron", "Maple")],
        shifts,
        [tiny.young(code) for code in CODES],
        visits,
    )


class Broken(Exception):
    """The service answered what no good client can go on from; the message says where."""


@dataclass
class Promised:
    """What was answered with success, and so has to be there.

    Attributes
    ----------
    files
        The version of the hub's file after the last import.
    drafts
        Rosters that came of the drafts asked for.
    edited
        Rosters made by hand from another.
    published
        Rosters of each week, in the order they came into force.
    worked
        Records of what was worked.
    accepted
        Offers that were accepted.
    """

    files: int = 1
    drafts: list[str] = field(default_factory=list)
    edited: list[str] = field(default_factory=list)
    published: defaultdict[date, list[str]] = field(default_factory=lambda: defaultdict(list))
    worked: list[str] = field(default_factory=list)
    accepted: list[str] = field(default_factory=list)


@dataclass
class Life:
    """One life of a week.

    Attributes
    ----------
    week
        The one it is about just now, and `roster` the newest draft of it.
    address
        Of the calendar subscribed to, and `before` what was in it.
    offer
        The id of what the relief worker is offered.
    secrets
        What no line of a log may hold.
    odd
        Answers that were no good ones, though the life could go on.
    put_off
        How often it was told to try later, or got no answer.
    """

    origin: str
    hub: Problem
    promised: Promised = field(default_factory=Promised)
    week: date = PAST
    roster: str = ""
    address: str = ""
    offer: str = ""
    secrets: set[str] = field(default_factory=lambda: {PASSWORD, *CODES})
    before: dict[str, int] = field(default_factory=dict)
    odd: list[str] = field(default_factory=list)
    put_off: Counter[str] = field(default_factory=Counter)
    client: httpx2.Client = field(init=False)

    def __post_init__(self) -> None:
        """Open the client."""
        self.client = httpx2.Client(base_url=self.origin, timeout=30)

    @property
    def path(self) -> str:
        """The hub's address."""
        return f"/api/v1/hubs/{self.hub.id}"

    # Asking ---------------------------------------------------------------------------------------

    def ask(self, method: str, path: str, *may: int, **what: Any) -> httpx2.Response:
        """Ask until there is an answer that is not "later"; it is to be a success, or one of some others."""
        deadline = time.monotonic() + MOST_SECONDS
        last = "nothing"
        while time.monotonic() < deadline:
            try:
                answer = self.client.request(method, path, **what)
            except httpx2.TransportError as error:
                last = type(error).__name__
                self.put_off["no answer"] += 1
            else:
                if answer.status_code not in SAYS_LATER:
                    if answer.is_success or answer.status_code in may:
                        return answer
                    raise Broken(f"{method} {path}: {answer.status_code} {answer.text[:300]}")
                self._look_at_words(method, path, answer)
                last = str(answer.status_code)
                self.put_off[last] += 1
            time.sleep(0.2)
        raise Broken(f"{method} {path}: only {last} within {MOST_SECONDS:g} s")

    def _look_at_words(self, method: str, path: str, answer: httpx2.Response) -> None:
        """A refusal for a while says so in words, and when to try again."""
        kind = answer.headers.get("content-type", "")
        if "retry-after" not in answer.headers or not kind.startswith((PROBLEM_DETAILS, "text/plain")):
            self.odd.append(f"{method} {path}: {answer.status_code} without words or time")

    # The steps ------------------------------------------------------------------------------------

    def sign_in(self) -> None:
        """Sign in as the manager."""
        self._sign_in(NAME)

    def _sign_in(self, name: str) -> None:
        said = self.ask("POST", "/api/v1/sign-in", json={"name": name, "password": PASSWORD})
        self.client.headers["X-Form-Token"] = said.json()["form_token"]
        self.secrets |= {said.json()["form_token"], *self.client.cookies.values()}

    def take_in(self) -> None:
        """Take the hub's file in with one thing changed."""
        self._take_in(hub(contract_hours=28))

    def change(self) -> None:
        """Take in what changed after the roster was published."""
        self._take_in(hub(contract_hours=32))

    def _take_in(self, problem: Problem) -> None:
        files = {"workbook": ("hub.json", problem.model_dump_json().encode())}
        after, why = str(self.promised.files), f"change {uuid4()}"
        answer = self.ask("POST", "/api/v1/imports", 412, files=files, data={"after": after, "why": why})
        self.promised.files += 1
        said = answer.json()
        # Refused as overtaken: by oneself, if the answer to the first try was lost.
        if int(said["current" if answer.status_code == 412 else "version"]) != self.promised.files:
            raise Broken(f"an import went wrong: {answer.text[:300]}")

    def draft(self) -> None:
        """Ask for a draft by a key of one's own, and watch it to its end."""
        wanted = {"first_day": self.week.isoformat(), "seconds": SECONDS}
        key = {"Idempotency-Key": str(uuid4())}
        asked = self.ask("POST", f"{self.path}/drafts", json=wanted, headers=key).json()
        ended = self._watch(f"{self.path}/drafts/{asked['id']}")
        if ended["state"] != "done":
            raise Broken(f"a draft ended {ended['state']}: {ended['reason']}")
        self.roster = ended["roster"]
        self.promised.drafts.append(self.roster)

    def draft_ahead(self) -> None:
        """Draft a week that lies ahead."""
        self.week = monday_of(datetime.now(UTC).date() + AHEAD)
        self.draft()

    def _watch(self, path: str) -> dict[str, Any]:
        """Give a draft at its end: from its progress as it is sent, taken up again where that breaks off."""
        deadline = time.monotonic() + 2 * MOST_SECONDS
        while time.monotonic() < deadline:
            try:
                with self.client.stream("GET", f"{path}/progress") as stream:
                    for line in stream.iter_lines():
                        if line.startswith("data:"):
                            json.loads(line.removeprefix("data:"))
            except httpx2.TransportError:
                pass
            said: dict[str, Any] = self.ask("GET", path).json()
            if said["state"] not in ("waiting", "running"):
                return said
            time.sleep(0.2)
        raise Broken(f"a draft did not come to its end within {2 * MOST_SECONDS:g} s")

    def edit(self) -> None:
        """Give one shift to the relief worker, and no other; whether a lost answer was a yes is looked up."""
        looked_at = self.ask("GET", f"{self.path}/rosters/{self.roster}")
        changes, tag = _to_relief(looked_at.json()["assignments"]), {"If-Match": looked_at.headers["ETag"]}
        path = f"{self.path}/rosters/{self.roster}/edits"
        answer = self.ask("POST", path, 412, json={"changes": changes}, headers=tag)
        made = answer.json()["current"] if answer.status_code == 412 else answer.json()["roster"]["id"]
        self._is_next(made, self.roster)
        self.roster = made
        self.promised.edited.append(made)

    def publish(self) -> None:
        """Publish the draft in place of what holds; whether a lost answer was a yes is looked up."""
        how = {"instead_of": self.promised.published[self.week][-1:], "sign_off": CONTINGENCY}
        answer = self.ask("POST", f"{self.path}/rosters/{self.roster}/publish", 412, json=how)
        made = answer.json()["current" if answer.status_code == 412 else "id"]
        self._is_next(made, self.roster)
        self.promised.published[self.week].append(made)

    def _is_next(self, roster: str, before: str) -> None:
        """Go on only where a roster is the one that was made of another."""
        if self.ask("GET", f"{self.path}/rosters/{roster}").json()["follows"] != before:
            raise Broken("another roster stands there than the one that was sent")

    def offer_work(self) -> None:
        """Offer the relief worker what the published roster has them on."""
        roster = self.promised.published[self.week][-1]
        lines = self.ask("GET", f"{self.path}/rosters/{roster}").json()["assignments"]
        (line,) = (each for each in lines if each["person"] == RELIEF)
        wanted = {"assignments": [line["id"]], "until": line["start"]}
        (made,) = self.ask("POST", f"{self.path}/rosters/{roster}/offers", json=wanted).json()
        self.offer = made["id"]

    def accept(self) -> None:
        """Accept it as the relief worker, whose calendar then has it once."""
        before = self.promised.published[self.week][-1]
        with httpx2.Client(base_url=self.origin, timeout=30) as relief:
            manager, self.client = self.client, relief
            self._sign_in(RELIEF_NAME)
            self.ask("POST", f"{self.path}/offers/{self.offer}/answer", json={"answer": "accepted"})
            self.promised.accepted.append(self.offer)
            events = self._events(self._subscribe(RELIEF))
            self.client = manager
        if [*events.values()] != [0]:
            raise Broken(f"what was accepted stands in the calendar as {events}")
        (holds,) = self._in_force(self.week)
        self._is_next(holds, before)
        self.promised.published[self.week].append(holds)

    def _in_force(self, week: date) -> list[str]:
        listed = self.ask("GET", f"{self.path}/rosters", params={"first_day": week.isoformat()}).json()
        return [each["id"] for each in listed["items"] if each["status"] in ("published", "amended")][:1]

    def work(self) -> None:
        """Record that the first of the week that is over stayed on; a lost answer is looked up."""
        path = f"{self.path}/weeks/{PAST.isoformat()}/worked"
        looked_at = self.ask("GET", path)
        roster = self.ask("GET", f"{self.path}/rosters/{looked_at.json()['planned']}").json()
        agreed = (each for each in roster["assignments"] if each["person"] != RELIEF)
        line = min(agreed, key=lambda each: (each["start"], each["task"], each["person"]))
        later = datetime.fromisoformat(line["end"]) + timedelta(minutes=15)
        stayed = {"what": "other times", "person": line["person"], "task": line["task"]}
        sent = {"differences": [{**stayed, "end": later.isoformat()}]}
        self.ask("POST", path, 412, json=sent, headers={"If-Match": looked_at.headers["ETag"]})
        recorded = self.ask("GET", path).json()
        if [datetime.fromisoformat(each["end"]) for each in recorded["worked"][:1]] != [later]:
            raise Broken("what was worked is not as it was recorded")
        self.promised.worked.append(recorded["recorded"])

    def balance(self) -> None:
        """Read what the week after begins from."""
        week = PAST + timedelta(days=7)
        balances = self.ask("GET", f"{self.path}/weeks/{week.isoformat()}/balances").json()["items"]
        if not sum(each["week_before_minutes"] for each in balances):
            raise Broken("the week after begins from nothing worked")

    def subscribe(self) -> None:
        """Make a link to somebody's calendar, and read it."""
        self.address = self._subscribe("ann")
        self.before = self._events(self.address)
        if any(self.before.values()):
            raise Broken("a calendar's first events are changed ones")

    def _subscribe(self, person: str) -> str:
        link = {"kind": "person", "key": person, "name": "phone"}
        address = str(self.ask("POST", f"{self.path}/calendars", json=link).json()["https"])
        self.secrets.add(_secret(address))
        return address

    def read_again(self) -> None:
        """Read the calendar after the amendment: what stood before is there, as it was or as changed once."""
        after = self._events(self.address)
        gone = self.before.keys() - after.keys()
        if gone:
            raise Broken(f"{len(gone)} events are gone from the calendar without a word")
        if not set(after.values()) <= {0, 1}:
            raise Broken(f"events were changed more than once: {sorted(after.values())}")

    def _events(self, address: str) -> dict[str, int]:
        # The address as the proxy would have it; the port is the one thing that is ours.
        calendar: Any = Calendar.from_ical(self.ask("GET", f"/feeds/{_secret(address)}").content)
        return {str(event["UID"]): int(event["SEQUENCE"]) for event in calendar.walk("VEVENT")}


def _secret(address: str) -> str:
    """Give what of a calendar's address opens it."""
    return address.rpartition("/feeds/")[2]


def _to_relief(lines: list[dict[str, Any]]) -> list[dict[str, str]]:
    """Give the changes that leave the relief worker with the first early alone."""
    had = [each for each in lines if each["person"] == RELIEF]
    changes = [{"change": "take off", "person": RELIEF, "task": each["task"]} for each in had]
    early = next(each for each in sorted(lines, key=lambda each: each["start"]) if "/early/" in each["task"])
    put = {"change": "put", "person": RELIEF, "task": early["task"]}
    return [*changes, put if early in had else {**put, "instead_of": early["person"]}]


@dataclass(frozen=True)
class Step:
    """A step of the life.

    Attributes
    ----------
    seconds
        About how long it takes: within them something may strike.
    """

    name: str
    do: Callable[[Life], None]
    seconds: float = 0.4


STEPS = (
    Step("sign in", Life.sign_in),
    Step("import", Life.take_in),
    Step("draft", Life.draft, 2.0 * SECONDS),
    Step("edit", Life.edit),
    Step("publish", Life.publish),
    Step("subscribe", Life.subscribe),
    Step("change", Life.change),
    Step("draft again", Life.draft, 2.0 * SECONDS),
    Step("amend", Life.publish),
    Step("feed again", Life.read_again),
    Step("worked", Life.work),
    Step("balances", Life.balance),
    Step("draft ahead", Life.draft_ahead, 2.0 * SECONDS),
    Step("edit ahead", Life.edit),
    Step("publish ahead", Life.publish),
    Step("offer", Life.offer_work),
    Step("accept", Life.accept),
)
"""The life of a week, in order; whoever adds to the service adds a step here."""
