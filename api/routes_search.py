"""Search, suggestions and the resolver of citations over REST."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Query, Request
from pydantic import BaseModel
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, RedirectResponse, Response

from api import models, models_search
from api.search_answer import ATOM, feed, items, listing, table
from api.search_query import wanted
from api.service import Held, Service
from api.spreadsheet import CSV, as_csv, as_xlsx, attachment
from api.templating import root_of, segment
from corpus.learned import Model
from corpus.resolver import Target, resolve
from corpus.search import Hit, SearchRequest, search
from corpus.similar import similar
from corpus.suggest import Suggestion, suggest
from kg.formats import XLSX
from ontology.errors import BadQuery
from ontology.ids import clause_key

router = APIRouter(prefix="/api/v1", tags=["检索"])
_MOST_ROWS = 20_000  # hits that one file holds; more are refused, not cut
_FILES: dict[int | str, dict[str, Any]] = {
    200: {
        "content": {
            name.partition(";")[0]: {"schema": {"type": "string", "format": "binary"}}
            for name in (CSV, XLSX, ATOM)
        }
    },
    400: {"model": models.Problem},
}
Wanted = Annotated[SearchRequest, Depends(wanted)]
Rerank = Annotated[bool, Query(description="按已答问题的记忆重排（只用于普通问句）")]
Format = Literal["json", "csv", "xlsx", "atom"]


@router.get("/search", summary="检索", response_model=models_search.SearchListing, responses=_FILES)
def find(
    request: Request,
    service: Held,
    asked: Wanted,
    form: Annotated[
        Format,
        Query(alias="format", description="csv 和 xlsx 含全部结果，不分页；atom 与 json 分页"),
    ] = "json",
    rerank: Rerank = True,
) -> Response:
    """Clauses, documents and entities, best first, with the words found.

    A question in plain words whose first hits are law is ordered once more by a memory of answered
    legal questions (`reranked` says so); `rerank=false` leaves that out.
    """
    base = service.settings.base_iri
    model = service.model if rerank else None
    if form in ("csv", "xlsx"):
        rows = table(base, everything(service, asked, model))
        if form == "csv":
            return attachment(as_csv(rows), CSV, "search.csv")
        return attachment(as_xlsx([("检索结果", rows)]), XLSX, "search.xlsx")
    found = search(service.index, asked, service.library, model)
    if form == "atom":
        here = str(request.url.remove_query_params("cursor"))
        return Response(feed(base, asked, found, here), media_type=ATOM)
    return _json(listing(base, found))


@router.get(
    "/search.{form}",
    summary="检索（文件）",
    response_model=models_search.SearchListing,
    responses=_FILES,
)
def find_as(
    request: Request, service: Held, asked: Wanted, form: Format, rerank: Rerank = True
) -> Response:
    """The same as `/search` with `format`."""
    return find(request, service, asked, form, rerank)


def _json(answer: BaseModel) -> Response:
    """The answer as it is; left to the framework it would be checked and copied once more."""
    return Response(answer.model_dump_json(), media_type="application/json")


def everything(service: Service, asked: SearchRequest, model: Model | None) -> tuple[Hit, ...]:
    """All hits of a request; BadQuery where a file of them would be too long to be of use."""
    one = replace(asked, limit=1, cursor=None, facets=())
    found = search(service.index, one, service.library, model)
    if found.length > _MOST_ROWS:
        raise BadQuery(
            f"共 {found.length} 条结果，一个文件最多 {_MOST_ROWS} 条：请加条件，或用 json 分页取"
        )
    return search(service.index, replace(one, limit=found.total + 1), service.library, model).items


@router.get("/suggest", summary="输入时的提示")
def complete(
    service: Held,
    q: Annotated[str, Query(description="已经输入的字")] = "",
    limit: Annotated[int, Query(ge=1, le=200, description="三组合计最多几条")] = 20,
) -> models_search.SuggestListing:
    """Clauses, documents and entities whose names hold what was typed."""
    began = time.perf_counter()
    found = suggest(service.library, q, limit)
    counts: dict[str, int] = {}
    for row in found.items:
        counts[row.kind] = counts.get(row.kind, 0) + 1
    return models_search.SuggestListing(
        items=[_suggestion(service, row) for row in found.items], total=len(found.items),
        facets={"kind": counts}, near=found.near,
        took_ms=round((time.perf_counter() - began) * 1000, 3),
    )  # fmt: skip


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
    base = root_of(request) + "/api/v1/"
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


@router.get("/clauses/{clause_id:path}/similar", summary="相似条款")
def more_like(
    service: Held,
    clause_id: str,
    limit: Annotated[int, Query(ge=1, le=200)] = 20,
) -> models_search.SearchListing:
    """The clauses most like this one, best first, without its own parts."""
    began = time.perf_counter()
    document_id, _, eid = clause_id.removeprefix("doc/").partition("/")
    words = service.library.clause(document_id, eid).text
    hits = similar(service.index, clause_key(document_id, eid), limit, words)
    took = round((time.perf_counter() - began) * 1000, 3)
    return models_search.SearchListing(
        items=items(service.settings.base_iri, hits), total=len(hits), took_ms=took
    )


def _suggestion(service: Service, row: Suggestion) -> models_search.Suggestion:
    return models_search.Suggestion(
        text=row.text, kind=row.kind, type=row.type, id=row.key.removeprefix("doc/"),
        iri=service.iri(row.key), note=row.note, highlights=list(row.highlights),
    )  # fmt: skip
