"""The search page."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from api.pages import facet_groups
from api.search_query import Kind, years
from api.service import Held, Service
from api.templating import language_of, link, page, segment
from corpus.resolver import resolve
from corpus.search import Hit, SearchRequest, search

router = APIRouter(include_in_schema=False)
_PAGE = 20
_COUNTED = ("kind", "genre", "region", "year", "modality")
_KINDS = ("", "clause", "document", "entity")
_SHOWN = ("genre", "region", "year", "modality")
_LONGEST = 300  # characters of a passage that a result shows


@router.get("/search")
def results(
    request: Request,
    service: Held,
    q: str = "",
    kind: Kind | None = None,
    genre: str | None = None,
    region: str | None = None,
    year: str | None = None,
    modality: str | None = None,
    doc: str | None = None,
    exact: bool = False,
    cursor: str | None = None,
) -> Response:
    """Hits with highlights and facets; a citation of one clause leads straight to it."""
    root = request.scope.get("root_path", "")
    chosen = {
        "q": q, "kind": kind, "genre": genre, "region": region, "year": year,
        "modality": modality, "doc": doc, "exact": "1" if exact else None,
    }  # fmt: skip
    if q.strip() and not any(v for k, v in chosen.items() if k != "q") and cursor is None:
        target = _only_clause(service, q)
        if target:
            return RedirectResponse(f"{root}/{segment(target)}", 302)
    wanted = SearchRequest(
        q, kind=kind, genre=genre, region=region, year=years(year), modality=modality, doc=doc,
        limit=_PAGE, cursor=cursor, facets=_COUNTED, synonyms=not exact,
    )  # fmt: skip
    found = search(service.index, wanted, service.library)
    here = root + "/search"
    return page(
        request, "search.html", q=q, total=found.total, took_ms=found.took_ms,
        hits=[_shown(hit) for hit in found.items] if q.strip() or kind else [],
        synonyms=found.synonyms, notes=found.notes, exact_url=link(here, **chosen | {"exact": "1"}),
        meant=[(words, link(here, q=words)) for words in found.meant],
        kinds=_kinds(here, chosen, found.facets.get("kind", {})),
        facets=facet_groups(language_of(request), here, chosen, found.facets, _SHOWN),
        next_url=link(here, **chosen, cursor=found.next) if found.next else None,
    )  # fmt: skip


def _only_clause(service: Service, text: str) -> str | None:
    targets = resolve(service.library, text)
    return targets[0].key if len(targets) == 1 and targets[0].clause else None


def _kinds(here: str, chosen: dict[str, Any], counts: Any) -> list[dict[str, Any]]:
    now = chosen["kind"] or ""
    return [
        {
            "name": kind,
            "url": link(here, **{**chosen, "kind": kind}),
            "chosen": kind == now,
            "count": counts.get(kind) if kind and not now else None,
        }
        for kind in _KINDS
    ]


def _shown(hit: Hit) -> dict[str, Any]:
    """What the template needs of a hit: title, passage around its first highlight, and link."""
    body = len(hit.title) if hit.title and hit.text.startswith(hit.title) else 0
    first = next((a for a, _ in hit.highlights if a >= body), body)
    start = max(body, min(first - _LONGEST // 3, len(hit.text) - _LONGEST))
    end = min(start + _LONGEST, len(hit.text))
    dots = "…" if start > body else ""
    return {
        "id": hit.id,
        "url": "/" + segment(hit.id),
        "title": hit.title,
        "title_marks": [(a, min(b, body)) for a, b in hit.highlights if a < body],
        "path": hit.path,
        "text": dots + hit.text[start:end].strip("\n") + ("…" if end < len(hit.text) else ""),
        "highlights": _inside(hit, start, end, len(dots)),
        "kind": hit.kind,
        "type": hit.entities[0][1] if hit.kind == "entity" and hit.entities else "",
        "document": hit.document if hit.kind == "clause" else None,
    }


def _inside(hit: Hit, start: int, end: int, shift: int) -> list[tuple[int, int]]:
    """The highlights of a hit in `text[start:end]` without leading line ends, moved by `shift`."""
    passage = hit.text[start:end]
    shift += len(passage.lstrip("\n")) - len(passage) - start
    return [
        (max(a, start) + shift, min(b, end) + shift) for a, b in hit.highlights if start <= a < end
    ]
