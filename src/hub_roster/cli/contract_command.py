"""`hub-roster contract`: what the service's API offers, as OpenAPI, for whoever connects another system."""

from __future__ import annotations

import sys

from hub_roster.api.app import unserved
from hub_roster.api.contract import in_writing


def contract() -> None:
    """Write the API's contract (OpenAPI 3.1) to standard output, as docs/openapi.json is."""
    sys.stdout.write(in_writing(unserved()))
