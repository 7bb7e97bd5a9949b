"""The overview: what stands out in the network of claims, and what is missing from it."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse

from api.service import Held, Service
from api.templating import page
from kg.analysis import Gap, Rank, centrality, gaps
from kg.network import network

router = APIRouter(include_in_schema=False)
_SHOWN = 30
_MOST = 8
_TYPES = ("Mode", "Problem", "Project", "Organization", "Place")


@router.get("/overview")
def overview(request: Request, service: Held) -> HTMLResponse:
    """Problems without answers, and the things that most relations meet in."""
    missing, ranks = service.once("overview", lambda: _analysed(service))
    return page(
        request, "overview.html", gaps=missing[:_SHOWN], more=max(0, len(missing) - _SHOWN),
        ranks=[(kind, _most_related(ranks, kind)) for kind in _TYPES],
        key=lambda iri: iri.removeprefix(service.settings.base_iri + "id/"),
    )  # fmt: skip


def _analysed(service: Service) -> tuple[list[Gap], list[Rank]]:
    rows = service.pool.rows
    return gaps(rows), centrality(network(rows))


def _most_related(ranks: list[Rank], kind: str) -> list[Rank]:
    return sorted((r for r in ranks if r.type == kind), key=lambda r: -r.degree)[:_MOST]
