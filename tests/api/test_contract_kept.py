"""The contract kept in docs/openapi.json is the one the service gives: no change of it goes unseen."""

from __future__ import annotations

import json
from pathlib import Path

from hub_roster.api.app import unserved
from hub_roster.api.contract import in_writing
from tests.api.contract_changes import changes

KEPT = Path(__file__).parents[2] / "docs" / "openapi.json"


def test_the_contract_kept_is_the_one_given() -> None:
    """What changed is to be looked at as callers will meet it, and then kept: `./hub contract`."""
    given = in_writing(unserved())
    kept = KEPT.read_text(encoding="utf-8")
    assert kept == given, "\n".join(changes(json.loads(kept), json.loads(given)))


def test_what_changed_is_said_by_its_place() -> None:
    """An address that is gone, a field that is new, and a kind that is another."""
    kept = {"paths": {"/a": {"get": 1}, "/b": {}}, "kinds": {"week": {"type": "string"}}}
    given = {"paths": {"/a": {"get": 1}}, "kinds": {"week": {"type": "integer", "least": 1}}}
    assert list(changes(kept, given)) == [
        "gone: paths /b",
        "changed: kinds week type, from 'string' to 'integer'",
        "new: kinds week least",
    ]
