"""The graph page: what claims tie to one thing, as a picture and as a table."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from starlette.responses import HTMLResponse

from api import models_graph as shown
from api.routes_analysis import neighbours, overview
from api.service import Held, Service
from api.templating import language_of, page
from api.words import Words
from corpus.rows import EntityRow
from ontology.ids import fold_name

router = APIRouter(include_in_schema=False)
_CHOICES = 20  # things of a like name that are offered
_STARTS = 6  # things of each type that are offered to begin with
_STARTING = ("Mode", "Problem", "Project", "Organization", "Place", "Mineral")
LIMITS = (20, 40, 80, 150, 200)  # how many things a picture may show


@router.get("/graph")
def graph(
    request: Request,
    service: Held,
    about: str = "",
    hops: Annotated[int, Query(ge=1, le=2)] = 1,
    limit: Annotated[int, Query(ge=1, le=200)] = 40,
) -> HTMLResponse:
    """The neighbourhood of a thing; without one, the things that most relations meet in."""
    centre, choices = _resolved(service, about.strip())
    found = neighbours(service, centre, hops, limit) if centre else None
    return page(
        request, "graph.html", about=about, hops=hops, limit=limit, limits=LIMITS, found=found,
        centre=found.nodes[0] if found else None, rows=_rows(found) if found else [],
        choices=choices, starts=_starts(service) if found is None and not choices else [],
        names=_names(language_of(request), found) if found else {},
    )  # fmt: skip


def _resolved(service: Service, about: str) -> tuple[str, list[EntityRow]]:
    """The key of the one thing meant, or the things that may be; both empty when there is none."""
    if not about:
        return "", []
    if "/" in about:
        return about.removeprefix(service.iri("")), []
    likely = service.library.entities(q=about, limit=_CHOICES).items
    wanted = fold_name(about)
    exact = [row for row in likely if wanted in map(fold_name, (row.name, *row.aliases))]
    if len(exact) == 1:
        return exact[0].key, []
    return ("", list(likely)) if len(likely) != 1 else (likely[0].key, [])


def _rows(found: shown.Neighbourhood) -> list[dict[str, Any]]:
    """The relations with both of their ends, for the table; those of the centre first."""
    nodes = {node.id: node for node in found.nodes}
    edges = sorted(found.edges, key=lambda e: found.center not in (e.source, e.target))
    return [{"edge": e, "source": nodes[e.source], "target": nodes[e.target]} for e in edges]


def _names(words: Words, found: shown.Neighbourhood) -> dict[str, dict[str, str]]:
    """What the script calls the types and relations of the picture."""
    return {
        "type": {n.type: words.name("type", n.type) for n in found.nodes},
        "predicate": {e.predicate: words.name("predicate", e.predicate) for e in found.edges},
    }


def _starts(service: Service) -> list[tuple[str, list[shown.RankedThing]]]:
    top = overview(service).top
    return [(kind, top[kind][:_STARTS]) for kind in _STARTING if top.get(kind)]
