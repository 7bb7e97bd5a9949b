"""References of a document to itself: 本法第十二条, 本条第一款, 前款, 前款第（二）项, 前条."""

from __future__ import annotations

from collections.abc import Container

from ingest.resolve.articles import clause_ids
from ontology import patterns as re
from ontology.numerals import NUMERAL, to_int
from ontology.records import Citation, Document

_BACK = re.compile(
    rf"前(?P<count>[{NUMERAL}两]?)(?P<unit>款|条|项)(?:第\s?[（(]?(?P<item>[{NUMERAL}]+)[）)]?项)?$"
)
_OWN = re.compile(r"本(?:法|条例|办法|规定|细则|规则|决定|规划|规范|标准|文件)\s?(?P<place>第.+)$")
_HERE = re.compile(r"本条\s?(?P<place>第.+)$")
_UNIT = re.compile(
    r"(?P<article>art_[\d-]+)(?:__para_(?P<paragraph>\d+))?(?:__item_(?P<item>\d+))?"
)


def own_clause(citation: Citation, document: Document) -> str:
    """The id of the clause that an internal reference means; "" where it means none or no single one.

    前款 is the paragraph before the one that says so, 前条 the article before; 前两款 means several
    and is not narrowed to one.
    """
    own = {clause.id: n for n, clause in enumerate(document.clauses)}
    words = citation.article
    if found := _OWN.match(words):
        return _first(clause_ids(found["place"]), own)
    at = _UNIT.match(citation.clause)
    if at is None:
        return ""
    if found := _HERE.match(words):
        return _below(at["article"], found["place"], own)
    found = _BACK.match(words)
    if found is None or found["count"] not in ("", "一"):
        return ""
    return _back(at, found, document, own)


def _back(at: re.Match[str], found: re.Match[str], document: Document, own: Container[str]) -> str:
    """The unit before: 款 and 项 within the article, 条 in the order of the document."""
    if found["unit"] == "条":
        articles = [c.id for c in document.clauses if c.kind == "article"]
        place = articles.index(at["article"]) if at["article"] in articles else 0
        return articles[place - 1] if place else ""
    paragraph = int(at["paragraph"] or 1)
    if found["unit"] == "项":
        item = int(at["item"] or 1)
        return _first([f"{_paragraph(at, paragraph)}__item_{item - 1}"], own)
    before = _paragraph(at, paragraph - 1) if paragraph > 1 else ""
    if before and found["item"]:
        return _first([f"{before}__item_{to_int(found['item'])}"], own)
    return _first([before], own)


def _paragraph(at: re.Match[str], number: int) -> str:
    return f"{at['article']}__para_{number}" if at["paragraph"] else at["article"]


def _below(article: str, place: str, own: Container[str]) -> str:
    """A paragraph or item of the article that speaks, by 第一款 or 第（二）项."""
    tails = (c.partition("__")[2] for c in clause_ids(f"第一条{place}") if "__" in c)
    return _first([f"{article}__{tail}" for tail in tails], own)


def _first(ids: list[str] | tuple[str, ...], own: Container[str]) -> str:
    return next((i for i in ids if i and i in own), "")
