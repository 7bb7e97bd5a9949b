"""Health, metrics and robots."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from starlette.responses import PlainTextResponse

from api.problems import problem
from api.service import Held

router = APIRouter(include_in_schema=False)
_ROBOTS = "User-agent: *\nDisallow: /api/\nDisallow: /sparql\nDisallow: /search\nDisallow: /query\n"


@router.get("/healthz")
def healthz() -> PlainTextResponse:
    """The process answers."""
    return PlainTextResponse("ok")


@router.get("/readyz")
def readyz(request: Request, service: Held) -> Response:
    """Library, index and graph can be read."""
    faults = service.faults()
    if faults:
        return problem(request, 503, "；".join(faults))
    return PlainTextResponse("ok")


@router.get("/metrics")
def metrics(request: Request) -> Response:
    """Prometheus metrics."""
    registry = request.app.state.metrics.registry
    return Response(generate_latest(registry), media_type=CONTENT_TYPE_LATEST)


@router.get("/robots.txt")
def robots() -> PlainTextResponse:
    """Pages may be crawled; interfaces and result lists not."""
    return PlainTextResponse(_ROBOTS)
