"""The answers of search as models, tables and feeds; `base` is the instance base IRI."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from urllib.parse import urlencode
from xml.etree import ElementTree as ET

from api import models_search, spreadsheet
from api.search_query import shown
from api.templating import segment
from api.words import Words
from corpus.search import Hit, SearchPage, SearchRequest
from ontology.ids import iri

_HEADER = (
    "序号", "文件", "位置", "题名", "正文", "性质", "条目", "文件种类", "日期", "效力", "相关度",
    "编号", "IRI",
)  # fmt: skip
_WORDS = Words("zh")  # files and feeds speak Chinese
ATOM = "application/atom+xml; charset=utf-8"
_ATOM = "http://www.w3.org/2005/Atom"
_OPENSEARCH = "http://a9.com/-/spec/opensearch/1.1/"
_UNKNOWN_DATE = "1970-01-01"
_LONGEST_TITLE = 80


def listing(base: str, found: SearchPage) -> models_search.SearchListing:
    """A page of hits as JSON shows it."""
    return models_search.SearchListing(
        items=items(base, found.items), total=found.total, next=found.next,
        facets={shown(name): dict(counts) for name, counts in found.facets.items()},
        took_ms=found.took_ms, synonyms=list(found.synonyms), meant=list(found.meant),
        expanded=[models_search.ExpandedTerm.model_validate(e) for e in found.expanded],
        notes=list(found.notes), reranked=found.reranked, documents=found.documents,
    )  # fmt: skip


def items(base: str, hits: Iterable[Hit]) -> list[models_search.SearchItem]:
    """Hits as JSON shows them."""
    return [item(base, hit) for hit in hits]


def item(base: str, hit: Hit) -> models_search.SearchItem:
    """A hit as JSON shows it."""
    document = hit.document
    return models_search.SearchItem(
        id=hit.id.removeprefix("doc/"), iri=iri(base, hit.id), kind=hit.kind,
        number=hit.number, title=hit.title, path=list(hit.path), text=hit.text, start=hit.start,
        end=hit.end, highlights=list(hit.highlights), score=hit.score,
        document=models_search.SearchDocument(
            id=document.id, title=document.title, genre=document.genre, date=document.date,
            in_force=document.in_force, superseded=hit.superseded,
        ),
        modalities=list(hit.modalities),
        entities=[
            models_search.SearchEntity(id=key, iri=iri(base, key), type=type_, name=name)
            for key, type_, name in hit.entities
        ],
        direct=hit.direct,
    )  # fmt: skip


def table(base: str, hits: Sequence[Hit]) -> Iterator[list[spreadsheet.Cell]]:
    """A header row and a row for each hit."""
    yield list(_HEADER)
    for number, hit in enumerate(hits, 1):
        document = hit.document
        yield [
            number, document.title or document.id, " › ".join(hit.path[1:]), hit.title, hit.text,
            "、".join(_WORDS.name("modality", m) for m in hit.modalities),
            "、".join(name for _, _, name in hit.entities),
            _WORDS.name("genre", document.genre), document.date,
            document.in_force + ("（已有新版）" if hit.superseded else ""), hit.score,
            hit.id.removeprefix("doc/"), iri(base, hit.id),
        ]  # fmt: skip


def feed(base: str, asked: SearchRequest, found: SearchPage, here: str) -> bytes:
    """A page of hits as an Atom feed (RFC 4287) with the counts of OpenSearch 1.1.

    `here` is the address of the feed with its parameters; `updated` of an entry is the date of its
    document.
    """
    for prefix, name in (("", _ATOM), ("opensearch", _OPENSEARCH)):
        ET.register_namespace(prefix, name)
    root = ET.Element(f"{{{_ATOM}}}feed")
    _add(root, "title", f"矿策图谱检索：{asked.query}" if asked.query else "矿策图谱")
    _add(root, "id", here)
    _add(root, "updated", datetime.now(UTC).isoformat(timespec="seconds"))
    ET.SubElement(_add(root, "author"), f"{{{_ATOM}}}name").text = "MineKG"
    _add(root, "link", rel="self", type="application/atom+xml", href=here)
    if found.next:
        more = here + ("&" if "?" in here else "?") + urlencode({"cursor": found.next})
        _add(root, "link", rel="next", type="application/atom+xml", href=more)
    ET.SubElement(root, f"{{{_OPENSEARCH}}}totalResults").text = str(found.length)
    ET.SubElement(root, f"{{{_OPENSEARCH}}}itemsPerPage").text = str(asked.limit)
    for hit in found.items:
        _entry(root, base, hit)
    written: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return written


def _entry(root: ET.Element, base: str, hit: Hit) -> None:
    entry = _add(root, "entry")
    document = hit.document
    place = [document.title or document.id, *hit.path[1:], hit.title if hit.title else hit.text]
    _add(entry, "title", " › ".join(_printable(p) for p in place if p)[:_LONGEST_TITLE])
    _add(entry, "id", iri(base, hit.id))
    date = (document.date + _UNKNOWN_DATE[len(document.date) :]) if document.date else _UNKNOWN_DATE
    _add(entry, "updated", f"{date}T00:00:00Z")
    _add(entry, "link", rel="alternate", href=base + segment(hit.id))
    _add(entry, "category", term=hit.kind, label=_WORDS.name("kind", hit.kind))
    _add(entry, "content", _printable(hit.text), type="text")


def _add(parent: ET.Element, name: str, text: str = "", **attributes: str) -> ET.Element:
    element = ET.SubElement(parent, f"{{{_ATOM}}}{name}", attributes)
    element.text = text or None
    return element


def _printable(text: str) -> str:
    """The text without the characters that XML cannot hold."""
    return "".join(c if c.isprintable() or c in "\t\n" else " " for c in text)
