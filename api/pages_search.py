"""The search page: groups with counts, facets, and the form that writes the query language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from html import escape
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from api.composing import Filled, compose, is_empty
from api.facets import chosen_pairs, facet_groups
from api.routes_feedback import count
from api.routes_search import Wanted
from api.search_query import Order, shown
from api.security import own_page
from api.service import Held, Service
from api.templating import language_of, link, page, root_of, segment
from corpus.resolver import resolve
from corpus.search import Hit, SearchPage, SearchRequest, search

router = APIRouter(include_in_schema=False)
_KINDS = ("", "clause", "document", "entity")
_SHOWN = ("genre", "region", "year", "force", "modality", "entity", "mineral", "issuer")
_PREVIEWED = {"document": 3, "entity": 8}  # groups that stand above the clauses, and how many
_ORDERS: tuple[Order, ...] = ("relevance", "date", "document")
_FORMS = ("csv", "xlsx", "json", "atom")
_SYNTAX = (
    ("words", "融资难 土地复垦"), ("phrase", '"产业基金"'), ("and", "废弃矿山 AND 复绿"),
    ("minus", "矿山 -尾矿库"), ("title", "标题:总体规划"), ("region", "地区:赣州 复垦"),
    ("year", "年份:2020..2025 修复"), ("article", "矿产资源法第三十条"),
    ("number", "自然资规[2019]6号"),
)  # fmt: skip
_NOT_ASKED = frozenset({"cursor", "limit", "facets", "lang"})  # parameters that links leave out
_LONGEST = 240  # characters of a passage that a result shows
_MOST_TARGETS = 8


@router.get("/search")
def results(request: Request, service: Held, asked: Wanted, form: Filled) -> Response:
    """Hits with highlights and facets; a citation of one clause leads straight to it."""
    here = root_of(request) + "/search"
    given = {k: v for k, v in request.query_params.items() if v and k not in _NOT_ASKED}
    if not is_empty(form):
        return RedirectResponse(link(here, q=compose(form)), 303)
    targets = resolve(service.library, asked.query)[:_MOST_TARGETS] if asked.query.strip() else ()
    if given.keys() == {"q"} and len(targets) == 1 and targets[0].clause:
        root = root_of(request)
        return RedirectResponse(f"{root}/{segment(targets[0].key)}", 302)
    if not given:
        return page(request, "search.html", found=None, syntax=_SYNTAX)
    answer = _found(service, asked)
    ways = _ways(request, here, asked, given, answer["found"])
    return page(request, "search.html", q=asked.query, targets=targets, **answer, **ways)


@router.get("/opensearch.xml")
def description(request: Request) -> Response:
    """The search box as browsers and search pages can take it over (OpenSearch 1.1)."""
    words = language_of(request)
    here = str(request.base_url).rstrip("/") + "/search"
    return Response(
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">'
        f"<ShortName>{escape(words('common.brand'))}</ShortName>"
        f"<Description>{escape(words('common.search_label'))}</Description>"
        f'<Url type="text/html" template="{escape(here)}?q={{searchTerms}}"/>'
        "<InputEncoding>UTF-8</InputEncoding></OpenSearchDescription>\n",
        media_type="application/opensearchdescription+xml",
    )


def _found(service: Service, asked: SearchRequest) -> dict[str, Any]:
    """The hits of the chosen kind, or all three groups on the first page of everything."""
    grouped = asked.kind is None and not asked.cursor and bool(asked.query.strip())
    kind = "clause" if grouped else asked.kind
    found = search(service.index, replace(asked, kind=kind), service.library, service.model)
    groups = list(_previews(service, asked)) if grouped else []
    return {
        "found": found,
        "hits": [_shown(hit) | _followed(service, asked, hit) for hit in found.items],
        "groups": groups,
        "grouped": grouped,
        "counts": _counts(service, asked, found, groups),
    }


@router.get("/opened")
def opened(request: Request, service: Held, q: str, hit: str) -> Response:
    """Count that a hit was opened, where the operator wants that (never by whom), and lead to it."""
    if service.settings.feedback and own_page(request):
        count(service, q, hit)
    root = root_of(request)
    return RedirectResponse(f"{root}/{segment('doc/' + hit.removeprefix('doc/'))}", 302)


def _followed(service: Service, asked: SearchRequest, hit: Hit) -> dict[str, str]:
    """The link that counts, for clauses found by words while feedback is switched on."""
    if not (service.settings.feedback and asked.query.strip() and hit.kind == "clause"):
        return {}
    return {"url": link("/opened", q=asked.query, hit=hit.id.removeprefix("doc/"))}


def _previews(service: Service, asked: SearchRequest) -> Iterator[dict[str, Any]]:
    """The first documents and entities, which stand above the clauses."""
    for kind, limit in _PREVIEWED.items():
        wanted = replace(asked, kind=kind, limit=limit, facets=())
        few = search(service.index, wanted, service.library)
        yield {"kind": kind, "total": few.total, "hits": [_shown(hit) for hit in few.items]}


def _counts(
    service: Service, asked: SearchRequest, found: SearchPage, groups: Sequence[Mapping[str, Any]]
) -> dict[str, int]:
    """How many hits of each kind there are, under "" for all kinds."""
    if groups:
        counts = {"clause": found.total} | {g["kind"]: g["total"] for g in groups}
    else:
        wanted = replace(asked, kind=None, cursor=None, limit=1, facets=("kind",))
        counts = dict(search(service.index, wanted, service.library).facets.get("kind", {}))
    return {"": sum(counts.values())} | counts


def _ways(
    request: Request, here: str, asked: SearchRequest, given: dict[str, str], found: SearchPage
) -> dict[str, Any]:
    """The links of the page: kinds, orders, facets, files, and the next page."""
    words = language_of(request)
    facets = {shown(name): counts for name, counts in found.facets.items()}
    rest = root_of(request) + "/api/v1/search."
    kind = given.get("kind") or "clause"  # a page of all groups goes on with clauses

    def turned(**changed: str | None) -> str:
        return link(here, **{**given, **changed})

    return {
        "kinds": [(k, turned(kind=k or None), k == (asked.kind or "")) for k in _KINDS],
        "orders": [(o, turned(sort=None if o == _ORDERS[0] else o), o == asked.sort) for o in _ORDERS],
        "by_document": turned(group=None if asked.group else "document"),
        "exact_url": turned(synonyms="false"),
        "wide_url": turned(synonyms=None),
        "meant": [(text, link(here, q=text)) for text in found.meant],
        "facets": facet_groups(words, here, given, facets, _SHOWN),
        "chosen": chosen_pairs(words, here, given, (*_SHOWN, "doc")),
        "clear_url": link(here, q=asked.query, kind=asked.kind),
        "exports": [(form, link(rest + form, **given)) for form in _FORMS],
        "next_url": turned(kind=kind, cursor=found.next) if found.next else None,
        "first_url": turned() if asked.cursor else None,
        "asked": asked,
    }  # fmt: skip


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
        "document": hit.document,
        "modalities": hit.modalities,
        "entities": hit.entities if hit.kind == "clause" else (),
        "direct": hit.direct,
        "superseded": hit.superseded,
    }


def _inside(hit: Hit, start: int, end: int, shift: int) -> list[tuple[int, int]]:
    """The highlights of a hit in `text[start:end]` without leading line ends, moved by `shift`."""
    passage = hit.text[start:end]
    shift += len(passage.lstrip("\n")) - len(passage) - start
    return [
        (max(a, start) + shift, min(b, end) + shift) for a, b in hit.highlights if start <= a < end
    ]
