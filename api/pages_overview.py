"""The overview: what the library holds, what stands out in the network of claims, what is missing."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse

from api import routes_analysis as analysis
from api.service import Held
from api.templating import page
from ontology.records import EntityType

router = APIRouter(include_in_schema=False)
_GAPS, _MODES, _MOST, _GROUPS, _MEMBERS = 30, 12, 8, 6, 8
_TYPES: tuple[EntityType, ...] = ("Mode", "Problem", "Project", "Organization", "Place")


@router.get("/overview")
def overview(request: Request, service: Held) -> HTMLResponse:
    """Numbers, problems without answers, modes without examples, central things and groups."""
    whole = analysis.overview(service)
    gaps = analysis.gaps(service, limit=_GAPS)
    bare = [mode for mode in analysis.coverage(service, limit=200).items if not mode.projects]
    return page(
        request, "overview.html", whole=whole, gaps=gaps.items,
        more=gaps.total - len(gaps.items), bare=bare[:_MODES], bare_total=len(bare),
        central=[(kind, analysis.centrality(service, kind, _MOST).items) for kind in _TYPES],
        groups=analysis.communities(service, limit=_GROUPS).items, members=_MEMBERS,
        relations=whole.relations,
    )  # fmt: skip
