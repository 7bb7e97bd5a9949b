"""The web pages: rendered here, readable without scripts."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse

from api.claims import by_predicate
from api.facets import facet_groups
from api.models_graph import SimilarItem
from api.routes_analysis import similar
from api.service import Held, Service
from api.templating import TYPES, language_of, link, page, root_of
from ontology.errors import UnknownName
from ontology.records import EntityType

router = APIRouter(include_in_schema=False)
_PAGE = 20
_SIMILAR = 5  # projects like a project that its page names
_ENTITY_KINDS = frozenset(name.lower() for name in TYPES)


@router.get("/entities")
def entities(
    request: Request,
    service: Held,
    type: EntityType | None = None,
    q: str = "",
    cursor: str | None = None,
) -> HTMLResponse:
    """The entities, those that most documents name first."""
    found = service.library.entities(type=type, q=q, limit=_PAGE, cursor=cursor)
    chosen: dict[str, str | None] = {"type": type, "q": q}
    here = root_of(request) + "/entities"
    return page(
        request, "entities.html", entities=found.items, total=found.total, type=type, filter=q,
        facets=facet_groups(language_of(request), here, chosen, found.facets, ("type",)),
        next_url=link(here, **chosen, cursor=found.next) if found.next else None,
    )  # fmt: skip


@router.get("/{kind}/{name:path}")
def entity(request: Request, service: Held, kind: str, name: str) -> HTMLResponse:
    """An entity with every claim about it and its words; last, since it takes any two parts."""
    if kind not in _ENTITY_KINDS:
        raise HTTPException(404)
    view = service.library.entity(f"{kind}/{name}")
    return page(
        request, "entity.html", entity=view.entity, groups=by_predicate(view),
        mentions=view.mentions, similar=_similar(service, view.entity.key, view.entity.type),
    )  # fmt: skip


def _similar(service: Service, key: str, type: str) -> list[SimilarItem]:
    """Projects like a project; none for other things, and for one that no claim is about."""
    if type != "Project":
        return []
    try:
        return similar(service, key, _SIMILAR).items
    except UnknownName:
        return []
