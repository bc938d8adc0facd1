"""Figures for Prometheus, for whoever watches over the service."""

from __future__ import annotations

from fastapi import APIRouter, Depends, Request, Response
from prometheus_client.exposition import CONTENT_TYPE_LATEST

from hub_roster.api.callers import WATCHING
from hub_roster.api.metrics import Metrics

routes = APIRouter(tags=["health"], dependencies=[Depends(WATCHING)])


@routes.get(
    "/metrics",
    response_class=Response,
    responses={200: {"content": {"text/plain": {"schema": {"type": "string"}}}}},
)
def metrics(request: Request) -> Response:
    """Give the figures as Prometheus reads them: from this machine, or with the token that is set for it."""
    found: Metrics = request.app.state.metrics
    return Response(found.written(), media_type=CONTENT_TYPE_LATEST)
