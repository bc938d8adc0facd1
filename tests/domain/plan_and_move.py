"""What is agreed with young people of the sound hub: a plan but for whose it is, and a move of Maple's."""

from __future__ import annotations

from datetime import time
from typing import Any

from hub_roster.domain.plans import Move

PLAN: dict[str, Any] = {"code": "P", "minutes": 30, "earliest": time(9), "latest": time(12)}
MOVE = Move(code="M", young_person="Maple", household="Rowan", minutes=60, earliest=time(9), latest=time(12))
