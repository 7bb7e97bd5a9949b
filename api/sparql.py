"""`/sparql` (SPARQL 1.1 Protocol, read-only) and `/store` (Graph Store Protocol, read-only)."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from anyio import to_thread
from fastapi import APIRouter, Request, Response
from pyoxigraph import RdfFormat
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse
from starlette.routing import NoMatchFound

from api.negotiation import best
from api.service import Held
from api.sparql_answer import respond
from api.sparql_dataset import router as dataset
from api.sparql_description import describe
from api.sparql_request import Parameters, decode, read
from api.sparql_text import inject
from kg.formats import GRAPHS, Format
from kg.query import Dump
from kg.text import uses_text

router = APIRouter(tags=["SPARQL"])
router.include_router(dataset)
_PAGE = Format("html", "text/html", RdfFormat.TURTLE, "none", ("application/xhtml+xml",))
_DESCRIPTIONS = [*(GRAPHS[name] for name in ("ttl", "nt", "rdf", "jsonld")), _PAGE]
_DATASETS = [GRAPHS[name] for name in ("trig", "nq", "jsonld")]
_FORMS = 3  # a form's percent-encoding makes a query at most this many times as long


@router.get("/sparql", summary="SPARQL 1.1 查询")
@router.head("/sparql", include_in_schema=False)
@router.post("/sparql", summary="SPARQL 1.1 查询（POST）")
async def sparql(request: Request, service: Held) -> Response:
    """Answer a query; without one, describe the service (or show browsers the editor)."""
    pool = service.pool
    query = await read(request, pool.limits.query * _FORMS)
    if query is None:
        return _description(request)
    if uses_text(query.text):
        text = partial(inject, query.text, lambda: service.index, service.settings.base_iri)
        answered, note = await to_thread.run_sync(text)
        query = replace(query, text=answered, note=note, said=query.text)
    return await respond(request, pool, query)


@router.options("/sparql", include_in_schema=False)
@router.options("/store", include_in_schema=False)
async def options(request: Request) -> Response:
    """What may be asked here; what a browser asks before it asks is answered before it comes here."""
    methods = "GET, HEAD, OPTIONS" + (", POST" if request.url.path.endswith("sparql") else "")
    return Response(status_code=204, headers={"Allow": methods})


@router.get("/store", summary="读取一个图或整个数据集")
@router.head("/store", include_in_schema=False)
async def store(request: Request, service: Held) -> Response:
    """`?graph=IRI`, `?default`, or neither for all graphs (TriG, N-Quads, JSON-LD)."""
    parameters = Parameters(decode(request.scope["query_string"]))
    graph, default = parameters.one("graph"), bool(parameters.every("default"))
    if graph is not None and default:
        raise HTTPException(400, "graph 和 default 不能同时给出")
    if graph == "":
        raise HTTPException(400, "graph 是空的：请给出图的 IRI，或用 default 表示默认图")
    offers = list(GRAPHS.values()) if graph or default else _DATASETS
    form = best(request.headers.get("accept", ""), offers)
    if form is None:
        raise HTTPException(406, "没有这种格式，可用：" + "、".join(f.media_type for f in offers))
    return await respond(request, service.pool, Dump(form.name, "" if default else graph))


@router.api_route("/store", methods=["PUT", "POST", "DELETE", "PATCH"], include_in_schema=False)
async def refuse(request: Request) -> Response:
    """Documents are the only way in."""
    raise HTTPException(
        403, "图谱只读：内容只来自文件，请用 minekg ingest 或 POST /api/v1/documents"
    )


def _description(request: Request) -> Response:
    form = best(request.headers.get("accept", ""), _DESCRIPTIONS)
    if form is None:
        raise HTTPException(406, "服务描述可用 Turtle、N-Triples、RDF/XML、JSON-LD")
    if form is _PAGE:
        return RedirectResponse(_editor(request), 303, {"Vary": "Accept"})
    url = str(request.url.replace(query=None))
    body = describe(url, request.app.state.service.pool.limits, form)
    return Response(body, media_type=form.media_type, headers={"Vary": "Accept"})


def _editor(request: Request) -> str:
    """The page with the query form, the front page where there is none."""
    try:
        return str(request.url_for("editor"))
    except NoMatchFound:
        return "/"
