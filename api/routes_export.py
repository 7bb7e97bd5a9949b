"""The whole graph as one file over HTTP, streamed while it is written."""

from __future__ import annotations

from functools import partial
from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from api.service import Held
from api.sparql_answer import stream, without_body
from kg.download import download
from kg.export import FORMATS

router = APIRouter(prefix="/api/v1", tags=["导出"])
Form = Literal["nq", "trig", "ttl", "nt", "jsonld", "graphml", "gexf", "csv", "xlsx"]


@router.get(
    "/export", summary="导出整个图谱", response_class=Response,
    responses={200: {"content": {f.media_type.partition(";")[0]: {} for f in FORMATS.values()}}},
)  # fmt: skip
@router.head("/export", include_in_schema=False)
async def export(
    request: Request,
    service: Held,
    format: Annotated[Form, Query(description="RDF、网络图或表格的格式")],
) -> Response:
    """nq, trig and jsonld keep one graph per document, ttl and nt hold their merge; graphml and gexf
    are the network of claims with evidence counts; csv is the table of claims, xlsx all tables.
    A connection that is closed before the end means that the file is not whole."""
    name = {"Content-Disposition": f'attachment; filename="minekg.{format}"'}
    if request.method == "HEAD":
        return without_body(FORMATS[format].media_type, name)
    folder, memory = service.settings.library / "graph", service.settings.sparql_memory << 20
    return await stream(partial(download, folder, format, memory), name)
