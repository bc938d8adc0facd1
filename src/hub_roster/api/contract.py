"""The contract: what OpenAPI says of the routes, with what every one of them may refuse."""

from __future__ import annotations

import json
from collections.abc import Iterator
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from hub_roster.api.refusals import MEDIA_TYPE, Refusal

ADDRESS = "/api/v1/openapi.json"

SUMMARY = "Drafts, publishes and tells the rosters of a children's services hub."

DESCRIPTION = """\
Everything is refused in one form, `application/problem+json` (RFC 9457): `detail` is fit to be shown to a
manager, and `faults` lists everything that stands in the way, each with its place.

A program shows a key that a hub's manager made, as `Authorization: Bearer KEY`. A page that somebody signed
in with holds a cookie, and sends what signing in gave as `X-Form-Token` with whatever changes something.

What can be changed by two people at a time answers with an `ETag` and is changed with `If-Match`: who comes
second is told what changed meanwhile (412), and nothing is lost. Lists come in pages: `next` leads to the one
after.
"""

REFUSED = {"4XX": "What stands in the way, every fault at once.", "5XX": "Not the caller's fault."}


def describe(app: FastAPI) -> None:
    """Let an application say of itself what holds for each of its routes."""

    def contract() -> dict[str, Any]:
        if app.openapi_schema is None:
            app.openapi_schema = _completed(
                get_openapi(
                    title=app.title,
                    version=app.version,
                    summary=SUMMARY,
                    description=DESCRIPTION,
                    routes=app.routes,
                )
            )
        return app.openapi_schema

    app.openapi = contract  # type: ignore[method-assign]


def in_writing(app: FastAPI) -> str:
    """Give the contract as the file that is kept of it: docs/openapi.json."""
    return json.dumps(app.openapi(), indent=1, ensure_ascii=False, sort_keys=True) + "\n"


def _completed(said: dict[str, Any]) -> dict[str, Any]:
    schemas = said.setdefault("components", {}).setdefault("schemas", {})
    for name in ("HTTPValidationError", "ValidationError"):  # FastAPI's own form, which is never answered
        schemas.pop(name, None)
    refusal = Refusal.model_json_schema(ref_template="#/components/schemas/{model}")
    schemas |= {**refusal.pop("$defs"), Refusal.__name__: refusal}
    for operation in _operations(said):
        responses = operation["responses"]
        responses.pop(str(HTTPStatus.UNPROCESSABLE_ENTITY.value), None)
        for status, words in REFUSED.items():
            form = {"$ref": f"#/components/schemas/{Refusal.__name__}"}
            responses.setdefault(status, {"description": words, "content": {MEDIA_TYPE: {"schema": form}}})
    return said


def _operations(said: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for path in said["paths"].values():
        yield from (operation for operation in path.values() if isinstance(operation, dict))
