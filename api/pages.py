"""The web pages: rendered here, readable without scripts."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from fastapi import APIRouter, Request
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse

from api import layout
from api.citing import citation_line, title_line
from api.claims import by_predicate
from api.presenting import status_item
from api.service import Held
from api.templating import TYPES, language_of, link, page
from api.words import Words
from corpus.rows import ClauseView
from ontology.ids import clause_key, document_key
from ontology.records import EntityType

router = APIRouter(include_in_schema=False)
_PAGE = 20
_AT = re.compile(r"(\d{1,9})-(\d{1,9})")
_EXAMPLES = (
    ("finance", "/search?q=%E8%9E%8D%E8%B5%84%E9%9A%BE"),
    ("scale", "/search?q=%E6%9C%80%E4%BD%8E%E5%BC%80%E9%87%87%E8%A7%84%E6%A8%A1"),
    ("matrix", "/matrix"),
)
_WAYS = (
    ("matrix", "/matrix"), ("overview", "/overview"), ("problems", "/entities?type=Problem"),
    ("projects", "/entities?type=Project"), ("indicators", "/indicators"), ("query", "/query"),
)  # fmt: skip
_ENTITY_KINDS = frozenset(name.lower() for name in TYPES)
_DOCUMENT_FACETS = ("genre", "region", "year", "in_force")


@router.get("/")
def home(request: Request, service: Held) -> HTMLResponse:
    """What is in the library, and the box to search it."""
    stats = service.library.stats()
    figures = (
        ("documents", stats.documents), ("clauses", stats.clauses), ("entities", stats.entities),
        ("assertions", stats.assertions), ("indicators", stats.indicators),
        ("obligations", stats.obligations),
    )  # fmt: skip
    return page(
        request, "home.html", figures=figures, genres=stats.genres.items(), examples=_EXAMPLES,
        ways=_WAYS,
    )  # fmt: skip


@router.get("/documents")
def documents(
    request: Request,
    service: Held,
    q: str = "",
    genre: str | None = None,
    region: str | None = None,
    year: str | None = None,
    in_force: str | None = None,
    cursor: str | None = None,
) -> HTMLResponse:
    """The documents by title, with facets."""
    number = int(year) if year and year.isdecimal() else None
    found = service.library.documents(
        q=q, genre=genre or None, region=region or None, year=number, in_force=in_force or None,
        limit=_PAGE, cursor=cursor,
    )  # fmt: skip
    chosen = {"q": q, "genre": genre, "region": region, "year": year, "in_force": in_force}
    here = request.scope.get("root_path", "") + "/documents"
    return page(
        request, "documents.html", documents=found.items, total=found.total, filter=q,
        facets=facet_groups(language_of(request), here, chosen, found.facets, _DOCUMENT_FACETS),
        next_url=link(here, **chosen, cursor=found.next) if found.next else None,
    )  # fmt: skip


@router.get("/doc/{document_id}")
def document(
    request: Request, service: Held, document_id: str, at: str | None = None
) -> HTMLResponse:
    """A document with its clause tree; `at=12-34` marks these code points."""
    library = service.library
    row, record = library.document(document_id), library.record(document_id)
    return page(
        request, "document.html", document=row, citation=title_line(row),
        status=status_item(service, row),
        iri=service.iri(document_key(document_id)), branches=layout.tree(record.document.clauses),
        blocks=layout.blocks(record.document, _ranges(at)), anomalies=record.facts.anomalies,
        issues=record.document.issues, cites=_distinct(library.cites(document_id)),
        cited_by=library.cited_by(document_id),
    )  # fmt: skip


@router.get("/doc/{document_id}/{clause_id}")
def clause(request: Request, service: Held, document_id: str, clause_id: str) -> HTMLResponse:
    """A clause with its citation line, norms, claims and citations both ways."""
    library = service.library
    view = library.clause(document_id, clause_id)
    citation = citation_line(view.document, library.clauses(document_id), view.clause)
    crumbs = [
        {"url": clause_key(document_id, a.id) if a.kind != "document" else document_key(document_id),
         "label": (view.document.title or document_id) if a.kind == "document" else a.label}
        for a in view.ancestors
    ]  # fmt: skip
    heading = " ".join(p for p in (view.clause.number, view.clause.title) if p) or citation
    return page(
        request, "clause.html", view=view, citation=citation, crumbs=crumbs, heading=heading,
        body=_body(view), status=status_item(service, view.document),
        iri=service.iri(clause_key(document_id, clause_id)),
        norms=library.obligations(document_id, clause_id),
        claims=library.assertions(document_id, clause_id),
        indicators=library.indicators(document_id, clause_id),
        cites=library.cites(document_id, clause_id),
        cited_by=library.cited_by(document_id, clause_id),
    )  # fmt: skip


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
    here = request.scope.get("root_path", "") + "/entities"
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
        mentions=view.mentions,
    )  # fmt: skip


_NAMED = {
    "genre": "genre", "type": "type", "etype": "type", "modality": "modality", "kind": "kind",
    "in_force": "status", "force": "status",
}  # fmt: skip


def facet_groups(
    words: Words,
    here: str,
    chosen: Mapping[str, str | None],
    facets: Mapping[str, Mapping[str, int]],
    shown: tuple[str, ...],
    most: int = 12,
) -> list[dict[str, Any]]:
    """Facets as links that add or take away one filter, the largest first."""
    groups = []
    for name in shown:
        choices = []
        for value, count in list(facets.get(name, {}).items())[:most]:
            on = chosen.get(name) == value
            choices.append(
                {
                    "label": words.name(_NAMED.get(name, ""), value),
                    "count": count,
                    "chosen": on,
                    "url": link(here, **{**chosen, name: None if on else value}),
                }
            )
        groups.append({"label": words(f"search.facet.{name}"), "choices": choices})
    return groups


def _ranges(at: str | None) -> list[tuple[int, int]]:
    found = _AT.fullmatch(at or "")
    return [(int(found[1]), int(found[2]))] if found and int(found[1]) < int(found[2]) else []


def _body(view: ClauseView) -> str:
    """The words of a clause below its title; all of them where it has none (第三十条 …)."""
    below = view.clause.heading_end - view.clause.start if view.clause.title else 0
    return view.text[below:].strip() or view.text.strip()


def _distinct(cites: Any) -> list[Any]:
    """Citations with different targets or words, in order of first mention."""
    return list({(c.target, c.title, c.number, c.article): c for c in reversed(cites)}.values())[
        ::-1
    ]
