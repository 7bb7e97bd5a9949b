"""The SPARQL page: a form, example queries, and results as a table."""

from __future__ import annotations

import json
import time
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse

from api.service import Held, Service
from api.sparql_text import inject
from api.templating import link, page
from kg.examples import examples
from kg.query import Query
from ontology.errors import BadQuery, MineKGError

router = APIRouter(include_in_schema=False)
_ROWS = 200  # rows that the page shows; the download has them all
_TEXT = 200_000  # characters of a graph that the page shows


@router.get("/query", name="editor")
def editor(request: Request, service: Held, query: str = "") -> HTMLResponse:
    """The form, and the answer to the query in it."""
    root = request.scope.get("root_path", "")
    fault, table, text = "", None, ""
    if query.strip():
        try:
            table, text = _answer(service, query)
        except MineKGError as error:
            fault = _located(error)
    return page(
        request, "query.html", query=query, fault=fault, table=table, text=text,
        csv_url=link(f"{root}/sparql", query=query, format="csv"),
        json_url=link(f"{root}/sparql", query=query, format="json"),
        examples=[(e.zh, link(f"{root}/query", query=e.query)) for e in examples()],
    )  # fmt: skip


def _answer(service: Service, query: str) -> tuple[dict[str, Any] | None, str]:
    began = time.perf_counter()
    base = service.settings.base_iri
    text = inject(query, lambda: service.index, base)
    answer = service.pool.run(Query(text, results="json", graphs="ttl", base=base))
    content = answer.read().decode()
    if answer.kind == "graph":
        return None, content[:_TEXT]
    body = json.loads(content)
    if "boolean" in body:
        return None, "是" if body["boolean"] else "否"
    names, rows = body["head"]["vars"], body["results"]["bindings"]
    cells = [[_cell(service, row.get(name)) for name in names] for row in rows[:_ROWS]]
    took = (time.perf_counter() - began) * 1000
    table = {
        "columns": names, "rows": cells, "total": len(rows), "cut": len(rows) > _ROWS,
        "took_ms": took,
    }  # fmt: skip
    return table, ""


def _cell(service: Service, term: dict[str, str] | None) -> dict[str, str]:
    """A term as people read it: things of the library by key, with a link."""
    if term is None:
        return {"text": "", "url": ""}
    value = term["value"]
    base = service.settings.base_iri + "id/"
    if term["type"] == "uri" and value.startswith(base):
        return {
            "text": value.removeprefix(base),
            "url": value.removeprefix(service.settings.base_iri[:-1]),
        }
    return {"text": value, "url": ""}


def _located(error: MineKGError) -> str:
    if isinstance(error, BadQuery) and error.line is not None:
        return f"第 {error.line} 行第 {error.column} 列：{error}"
    return str(error)
