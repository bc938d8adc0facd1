"""Published indices of continuity over one young person's contacts, in order of time.

Formulas as collected in BMC Primary Care (2020), s12875-020-01361-0, table 1, and by the sources
named. Each contact is one worker's key. COC and UPC ignore the order, SECON sees nothing else, MMCI
sees only how many contacts and workers there were, and all are unstable for few contacts: every
index therefore carries its `n`. None of them has an official target for children's homes.
"""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from hub_roster.domain.model import Record

if TYPE_CHECKING:
    from collections.abc import Sequence

FEW = 4
"""Below this many contacts an index says too little to be shown, or anyone ranked by it (an assumption).

With all contacts but one by one worker, COC is ``(n - 2) / n``: from four contacts on, a single contact
with somebody else still leaves a half or more; with three it leaves a third, with two nothing.
"""

NO_CONTACT = "no contact"
ONE_CONTACT = "fewer than two contacts"
NO_KEY_WORKER = "no key worker is named"


class Index(Record):
    """One index over a sequence of contacts.

    Attributes
    ----------
    value
        0 to 1, higher is steadier; None where the index is not defined.
    n
        Contacts it was taken over.
    reason
        Why it is not defined, in plain words; empty where it is.
    """

    value: Annotated[float, Field(ge=0, le=1)] | None
    n: Annotated[int, Field(ge=0)]
    reason: str = ""

    def shown(self, fewest: int = FEW) -> str:
        """Give it for people to read: "0.39 (n = 8)", or "n = 2" where that is too few."""
        if self.value is None or self.n < fewest:
            return f"n = {self.n}"
        return f"{self.value:.2f} (n = {self.n})"


def usual_provider(contacts: Sequence[str]) -> Index:
    """Give UPC, the share of contacts with whoever is met most: ``max n_i / n``.

    From ``1/n`` to 1; undefined without a contact. From Breslau & Reeb (1975).
    """
    n = len(contacts)
    if not n:
        return Index(value=None, n=0, reason=NO_CONTACT)
    return Index(value=max(Counter(contacts).values()) / n, n=n)


def key_worker_share(contacts: Sequence[str], key_worker: str | None) -> Index:
    """Give the share of contacts with the named key worker, 0 to 1: UPC with the provider fixed.

    Undefined without a contact or a key worker.
    """
    n = len(contacts)
    if not n or key_worker is None:
        return Index(value=None, n=n, reason=NO_KEY_WORKER if key_worker is None else NO_CONTACT)
    return Index(value=sum(who == key_worker for who in contacts) / n, n=n)


def bice_boxerman(contacts: Sequence[str]) -> Index:
    """Give COC, ``(sum n_i^2 - n) / (n (n - 1))`` (Bice & Boxerman 1977).

    The chance that two contacts drawn at random are with the same worker: 0 where all differ, 1
    where there is one worker; undefined for fewer than two contacts.
    """
    n = len(contacts)
    if n < 2:
        return Index(value=None, n=n, reason=ONE_CONTACT)
    return Index(value=(_squares(contacts) - n) / (n * (n - 1)), n=n)


def herfindahl(contacts: Sequence[str]) -> Index:
    """Give the Herfindahl index, ``sum (n_i / n)^2``: ``1/p`` for `p` workers met equally, to 1.

    It ties to COC by ``COC = (n HHI - 1) / (n - 1)``. Undefined without a contact.
    """
    n = len(contacts)
    if not n:
        return Index(value=None, n=0, reason=NO_CONTACT)
    return Index(value=_squares(contacts) / n**2, n=n)


def sequential(contacts: Sequence[str]) -> Index:
    """Give SECON, the share of contacts with the same worker as the one before (Steinwachs 1979).

    0 to 1; undefined for fewer than two contacts.
    """
    n = len(contacts)
    if n < 2:
        return Index(value=None, n=n, reason=ONE_CONTACT)
    return Index(value=sum(a == b for a, b in pairwise(contacts)) / (n - 1), n=n)


def modified_modified(contacts: Sequence[str]) -> Index:
    """Give MMCI, ``(1 - p / (n + 0.1)) / (1 - 1 / (n + 0.1))`` for `p` workers.

    0 to 1; with the same workers it *rises* with every further contact. Undefined without a
    contact. From Magill & Senf (1987).
    """
    n = len(contacts)
    if n == 0:
        return Index(value=None, n=n, reason=NO_CONTACT)
    most = n + 0.1
    return Index(value=(1 - len(set(contacts)) / most) / (1 - 1 / most), n=n)


def _squares(contacts: Sequence[str]) -> int:
    return sum(count * count for count in Counter(contacts).values())
