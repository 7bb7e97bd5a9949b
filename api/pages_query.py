"""The SPARQL page: a form, example queries, results as a table, and the query in other tools."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse

from api.code_samples import samples
from api.service import Held, Service
from api.sparql_text import inject
from api.templating import language_of, link, page, root_of
from kg.examples import examples
from kg.query import Query
from ontology.errors import BadQuery, MineKGError

router = APIRouter(include_in_schema=False)
_ROWS = 200  # rows that the page shows; the download has them all
_TEXT = 200_000  # characters of a graph that the page shows
_SHARED = 6_000  # characters of a query that still fits an address
_TABLES, _GRAPHS = ("csv", "tsv", "json", "xlsx"), ("ttl", "nt", "jsonld")


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a query has no answer; line and column are one-based, 0 where the place is not known."""

    text: str
    line: int = 0
    column: int = 0


@dataclass(frozen=True, slots=True)
class Shown:
    """What the page shows of an answer: a table, a truth value, or the text of a graph."""

    took_ms: float
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[dict[str, str], ...], ...] = ()
    total: int = 0
    truth: bool | None = None
    graph: str = ""
    graph_cut: bool = False
    truncated: bool = False

    @property
    def formats(self) -> tuple[str, ...]:
        """The formats in which the whole answer can be had."""
        return _GRAPHS if self.graph else _TABLES


@router.get("/query", name="editor")
def editor(request: Request, service: Held, query: str = "") -> HTMLResponse:
    """The form, and the answer to the query in it."""
    root = root_of(request)
    fault, shown = None, None
    if query.strip():
        try:
            shown = _answer(service, query)
        except MineKGError as error:
            fault = _fault(error)
    endpoint = f"{str(request.base_url).rstrip('/')}/sparql"
    chinese = language_of(request).language == "zh"
    return page(
        request, "query.html", query=query, fault=fault, shown=shown, endpoint=endpoint,
        limits=service.settings, share="" if len(query) > _SHARED else str(request.url),
        downloads=[(f, link(f"{root}/sparql", query=query, format=f)) for f in shown.formats]
        if shown else [],
        samples=samples(endpoint, query) if query.strip() else [],
        examples=[(e.zh if chinese else e.en, link(f"{root}/query", query=e.query))
                  for e in examples()],
    )  # fmt: skip


def _answer(service: Service, query: str) -> Shown:
    began = time.perf_counter()
    base = service.settings.base_iri
    text, note = inject(query, lambda: service.index, base)
    answer = service.pool.run(Query(text, results="json", graphs="ttl", base=base, note=note))
    content = answer.read().decode()
    took = (time.perf_counter() - began) * 1000
    if answer.kind == "graph":
        return Shown(
            took, graph=content[:_TEXT] or "\n", graph_cut=len(content) > _TEXT,
            truncated=answer.truncated,
        )  # fmt: skip
    body = json.loads(content)
    if "boolean" in body:
        return Shown(took, truth=body["boolean"])
    names, rows = body["head"]["vars"], body["results"]["bindings"]
    cells = (tuple(_cell(service, row.get(name)) for name in names) for row in rows[:_ROWS])
    return Shown(took, tuple(names), tuple(cells), len(rows), truncated=answer.truncated)


def _cell(service: Service, term: dict[str, Any] | None) -> dict[str, str]:
    """A term as people read it: things of the library by key, with a link."""
    if term is None:
        return {"text": "", "url": ""}
    value = term["value"]
    base = service.settings.base_iri + "id/"
    if term["type"] == "uri" and value.startswith(base):
        return {
            "text": unquote(value.removeprefix(base)),
            "url": value.removeprefix(service.settings.base_iri[:-1]),
        }
    return {"text": value, "url": ""}


def _fault(error: MineKGError) -> Fault:
    if isinstance(error, BadQuery) and error.line is not None:
        return Fault(str(error), error.line, error.column or 1)
    return Fault(str(error))
