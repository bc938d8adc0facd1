"""How often one caller may ask for what costs much, or for what is there before signing in.

What is counted is kept in memory: one process answers HTTP. Attempts to sign in are counted in the database
(`store/sign_ins.py`), as a lock has to outlast that process.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Annotated

from fastapi import Depends, Request

from hub_roster.api.callers import caller
from hub_roster.api.running import Here
from hub_roster.api.too_often import Rate
from hub_roster.service.access.caller import Caller


@dataclass(frozen=True)
class Limited:
    """How often each caller may ask a route."""

    rate: Rate

    def __call__(self, here: Here, who: Annotated[Caller, Depends(caller)]) -> None:
        """Count one more.

        Raises
        ------
        TooOften
            If it is too many.
        """
        here.asked.count(self.rate, who.actor, here.clock())


@dataclass(frozen=True)
class LimitedByAddress:
    """How often a route may be asked from one address, by whoever is not signed in."""

    rate: Rate

    def __call__(self, request: Request, here: Here) -> None:
        """Count one more.

        Raises
        ------
        TooOften
            If it is too many.
        """
        source = request.client.host if request.client else ""
        here.asked.count(self.rate, source, here.clock())


TEN_MINUTES = timedelta(minutes=10)

DRAFTS = Depends(Limited(Rate("drafts", 60, TEN_MINUTES)))
IMPORTS = Depends(Limited(Rate("imports", 60, TEN_MINUTES)))
EXPORTS = Depends(Limited(Rate("documents", 60, TEN_MINUTES)))
TRIALS = Depends(Limited(Rate("trials of webhooks", 60, TEN_MINUTES)))
SIGN_INS = Depends(LimitedByAddress(Rate("sign-ins", 600, TEN_MINUTES)))
PASSWORDS = Depends(LimitedByAddress(Rate("passwords", 60, TEN_MINUTES)))
"""Among a route's `dependencies`. Far above what a hub does; a whole council may come from one address."""
