"""The life of a week over HTTP, as a good client lives it: it tries again, and knows what it was promised."""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import httpx2
from icalendar import Calendar

from hub_roster.domain.problem import Problem
from tests import tiny
from tests.faults.running_service import MOST_SECONDS, NAME, PASSWORD

SECONDS = 3
"""Of each draft's search."""

SAYS_LATER = frozenset({502, 503, 507})
"""Answers after which a good client tries again by itself."""

PROBLEM_DETAILS = "application/problem+json"

CONTINGENCY = {"contingency": "The on-call manager comes in; agency asked."}

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri")
CODES = tuple(f"Y{letter}" for letter in "abcdefgh")


def hub(**terms: Any) -> Problem:
    """Give a small hub that takes some seconds to roster."""
    team = tiny.people("ann ben cat dan eve fay gil hal", **{"contract_hours": 30, "most_hours": 40} | terms)
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
    published
        Rosters, in the order they came into force.
    """

    files: int = 1
    drafts: list[str] = field(default_factory=list)
    published: list[str] = field(default_factory=list)


@dataclass
class Life:
    """One life of a week.

    Attributes
    ----------
    address
        Of the calendar subscribed to, and `before` what was in it.
    odd
        Answers that were no good ones, though the life could go on.
    put_off
        How often it was told to try later, or got no answer.
    """

    origin: str
    hub: Problem
    promised: Promised = field(default_factory=Promised)
    address: str = ""
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
        said = self.ask("POST", "/api/v1/sign-in", json={"name": NAME, "password": PASSWORD})
        self.client.headers["X-Form-Token"] = said.json()["form_token"]

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
        wanted = {"first_day": self.hub.first_day.isoformat(), "seconds": SECONDS}
        key = {"Idempotency-Key": str(uuid4())}
        asked = self.ask("POST", f"{self.path}/drafts", json=wanted, headers=key).json()
        ended = self._watch(f"{self.path}/drafts/{asked['id']}")
        if ended["state"] != "done":
            raise Broken(f"a draft ended {ended['state']}: {ended['reason']}")
        self.promised.drafts.append(ended["roster"])

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

    def publish(self) -> None:
        """Publish the last draft in place of what holds; whether a lost answer was a yes is looked up."""
        draft, instead_of = self.promised.drafts[-1], self.promised.published[-1:]
        how = {"instead_of": instead_of, "sign_off": CONTINGENCY}
        answer = self.ask("POST", f"{self.path}/rosters/{draft}/publish", 412, json=how)
        if answer.status_code == 412:
            current = answer.json()["current"]
            answer = self.ask("GET", f"{self.path}/rosters/{current}")
            if answer.json()["follows"] != draft:
                raise Broken("another roster holds than the one published")
        self.promised.published.append(answer.json()["id"])

    def subscribe(self) -> None:
        """Make a link to somebody's calendar, and read it."""
        link = {"kind": "person", "key": "ann", "name": "Ann's phone"}
        self.address = self.ask("POST", f"{self.path}/calendars", json=link).json()["https"]
        self.before = self._events()
        if any(self.before.values()):
            raise Broken("a calendar's first events are changed ones")

    def read_again(self) -> None:
        """Read the calendar after the amendment: what stood before is there, as it was or as changed once."""
        after = self._events()
        gone = self.before.keys() - after.keys()
        if gone:
            raise Broken(f"{len(gone)} events are gone from the calendar without a word")
        if not set(after.values()) <= {0, 1}:
            raise Broken(f"events were changed more than once: {sorted(after.values())}")

    def _events(self) -> dict[str, int]:
        # The address as the proxy would have it; the port is the one thing that is ours.
        path = "/feeds/" + self.address.rpartition("/feeds/")[2]
        calendar: Any = Calendar.from_ical(self.ask("GET", path).content)
        return {str(event["UID"]): int(event["SEQUENCE"]) for event in calendar.walk("VEVENT")}


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
    Step("publish", Life.publish),
    Step("subscribe", Life.subscribe),
    Step("change", Life.change),
    Step("draft again", Life.draft, 2.0 * SECONDS),
    Step("amend", Life.publish),
    Step("feed again", Life.read_again),
)
"""The life of a week, in order; whoever adds to the service adds a step here."""
