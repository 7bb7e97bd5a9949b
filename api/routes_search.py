"""Search, the resolver of citations, and indicators over REST."""

from __future__ import annotations

import re
from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, RedirectResponse, Response

from api import models
from api.service import Held, Service
from api.templating import segment
from corpus.resolver import Target, resolve
from corpus.search import Hit, SearchPage, SearchRequest, search
from ontology.errors import BadQuery
from ontology.records import Genre, Modality

router = APIRouter(prefix="/api/v1", tags=["检索"])
Kind = Literal["clause", "document", "entity"]
FACETS = ("kind", "genre", "region", "year", "modality")
_YEARS = re.compile(r"(\d{4})?(\.\.)?(\d{4})?")


@router.get("/search", summary="检索")
def find(
    service: Held,
    q: Annotated[str, Query(max_length=2000, description="词、“短语”、AND/OR/NOT、字段:值")] = "",
    kind: Kind | None = None,
    doc: Annotated[str | None, Query(description="只在一份文件里")] = None,
    genre: Genre | None = None,
    region: str | None = None,
    year: Annotated[str | None, Query(description="2021 或 2018..2025")] = None,
    modality: Modality | None = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 20,
    cursor: str | None = None,
    synonyms: Annotated[bool, Query(description="同时检索同义词")] = True,
) -> models.SearchListing:
    """Clauses, documents and entities, best first, with the words found."""
    request = SearchRequest(
        q, kind=kind, doc=doc, genre=genre, region=region, year=years(year), modality=modality,
        limit=limit, cursor=cursor, facets=FACETS, synonyms=synonyms,
    )  # fmt: skip
    return _listing(service, search(service.index, request, service.library))


@router.get(
    "/resolve", summary="引用到条款",
    responses={302: {"description": "一个条款或文件"}, 300: {"description": "有几个，列在 items 里"},
               404: {"model": models.Problem}},
)  # fmt: skip
def resolve_citation(
    request: Request,
    service: Held,
    q: Annotated[str, Query(min_length=1, max_length=500, description="例如 矿产资源法第三十条")],
) -> Response:
    """Redirect to the clause that a citation means; a list where it could be several."""
    targets = resolve(service.library, q)
    if not targets:
        raise HTTPException(404, f"资料库里没有“{q}”所指的条款或文件")
    base = request.scope.get("root_path", "") + "/api/v1/"
    if len(targets) == 1:
        return RedirectResponse(base + resource(targets[0]), 302)
    items = [
        {"id": t.key.removeprefix("doc/"), "iri": service.iri(t.key), "url": base + resource(t)}
        for t in targets
    ]
    return JSONResponse({"items": items, "total": len(items), "next": None, "facets": {}}, 300)


def resource(target: Target) -> str:
    """The REST path of what a citation points at."""
    kind = "clauses" if target.clause else "documents"
    return f"{kind}/{segment(target.key.removeprefix('doc/'))}"


def years(text: str | None) -> tuple[int | None, int | None] | None:
    """A year or a range of years (2018..2025, open at either end); BadQuery for anything else."""
    if not text:
        return None
    found = _YEARS.fullmatch(text)
    if not found or not (found[1] or found[3]):
        raise BadQuery(f"year={text}：请写 2021 或 2018..2025")
    first, last = (int(y) if y else None for y in (found[1], found[3]))
    return (first, last) if found[2] else (first, first)


def _listing(service: Service, found: SearchPage) -> models.SearchListing:
    facets = {name: dict(counts) for name, counts in found.facets.items()}
    return models.SearchListing(
        items=[_item(service, hit) for hit in found.items], total=found.total,
        next=found.next, facets=facets, took_ms=found.took_ms, synonyms=list(found.synonyms),
        meant=list(found.meant), notes=list(found.notes),
    )  # fmt: skip


def _item(service: Service, hit: Hit) -> models.SearchItem:
    document = hit.document
    return models.SearchItem(
        id=hit.id.removeprefix("doc/"), iri=service.iri(hit.id), kind=hit.kind, title=hit.title, path=list(hit.path),
        text=hit.text, highlights=list(hit.highlights), score=hit.score,
        document=models.SearchDocument(
            id=document.id, title=document.title, genre=document.genre
        ),
    )  # fmt: skip
