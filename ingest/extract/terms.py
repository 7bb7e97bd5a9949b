"""Defined terms: 术语和定义, 本办法所称…是指…, and the terms that a specification lists."""

from __future__ import annotations

from collections.abc import Iterator

from ingest.extract.book import FactBook
from ingest.extract.sentences import ancestors, clause_id, clause_index, where
from ontology import patterns as re
from ontology.records import DOCUMENT_ID

RULE = "term"
_HEADING = re.compile(r"术语")
_NAME = re.compile(
    r"(?P<name>[一-鿿][一-鿿（）()、\-A-Za-z0-9·]{1,30}?)\s*(?P<english>[A-Za-z][A-Za-z ,;\-]{2,80})?$"
)
_CALLED = re.compile(
    r"(?:本(?:法|条例|办法|规定|细则|规划|规范|标准|文件|方案|导则|指南|意见|通知)(?:所称)?(?:的)?(?:所称)?(?:下列用语)?|所称)(?<=所称)\s*(?P<terms>[^，。；：\n]{2,30}?)(?:，\s*)?(?:是指|系指|指的是|指|是)(?P<rest>[^\n]{4,})"
)
_ITEM = re.compile(
    r"^\s*(?:[（(][一二三四五六七八九十\d]+[）)]|\d+[.．、])?\s*(?P<term>[^，。；：\n（）()]{2,24}?)(?:，\s*)?(?:是指|系指|指的是|：是指)"
)
_WITH_ENGLISH = re.compile(
    r"(?P<name>[一-鿿]{2,24})\s*[（(]\s*(?P<english>[A-Z][A-Za-z ,\-]{4,80})[）)]"
)
_LEAD = re.compile(r"^(?:分别为|包括|为|即|和|及|、|：)+")
_GLOSSARY = re.compile(r"下列(?:用语|术语|概念)|用语的?含义")


def find(book: FactBook) -> None:
    """Write down the terms that the document defines or lays down, each with defines."""
    metadata = book.document.metadata
    if metadata.genre in ("paper", "slides") or metadata.off_topic:
        return
    seen: set[str] = set()
    found = dict.fromkeys([*_headed(book), *_called(book), *_listed(book)])
    for name, english, start, end in sorted(found, key=lambda t: t[2:]):
        if name in seen:
            continue
        seen.add(name)
        index = clause_index(book, start)
        clause = clause_id(book.document, index)
        term = book.entity(
            "Term",
            name,
            start,
            end,
            clause=clause,
            rule=RULE,
            **({"english": english} if english else {}),
        )
        book.assertion(
            DOCUMENT_ID, "defines", term, start, end,
            where=where(book.document, index), clause=clause, rule=RULE,
        )  # fmt: skip


def _headed(book: FactBook) -> Iterator[tuple[str, str, int, int]]:
    """Titles below 术语和定义: 3.1 修复单元 restoration unit."""
    document = book.document
    for clause in document.clauses:
        if not clause.title or clause.parent is None:
            continue
        above = [c for _, c in ancestors(document, clause.parent)]
        if not any(_HEADING.search(c.title) for c in above):
            continue
        printed = document.text[clause.heading_start : clause.heading_end]
        match = _NAME.match(" ".join(printed[max(0, printed.find(clause.title)) :].split()))
        if match:
            english = (match["english"] or "").strip()
            yield match["name"].strip(), english, clause.heading_start, clause.heading_end


def _called(book: FactBook) -> Iterator[tuple[str, str, int, int]]:
    text = book.document.text
    for match in _CALLED.finditer(text):
        for name in re.split(r"[、和及](?=[一-鿿]{3,})", match["terms"]):
            bare = name.strip('“”"的 ')
            if 2 <= len(bare) <= 24:
                yield bare, "", match.start(), _sentence_end(text, match.end("terms"))
    for clause in book.document.clauses:
        body = text[clause.start : clause.end]
        if clause.kind in ("article", "heading", "section") and _GLOSSARY.search(body[:80]):
            for line in re.finditer(r"[^\n]+", body):
                if item := _ITEM.match(line[0]):
                    start = clause.start + line.start() + item.start("term")
                    yield item["term"].strip("“”"), "", start, _sentence_end(text, start)


def _sentence_end(text: str, start: int) -> int:
    ends = [i for c in "。\n" if (i := text.find(c, start)) >= 0]
    return min(ends, default=len(text))


def _listed(book: FactBook) -> Iterator[tuple[str, str, int, int]]:
    """Terms that a clause on terms lists with their English names."""
    document = book.document
    for clause in document.clauses:
        if not _HEADING.search(clause.title):
            continue
        for match in _WITH_ENGLISH.finditer(document.text, clause.heading_end, clause.end):
            name = _LEAD.sub("", match["name"])
            if len(name) >= 2:
                yield name, match["english"], match.end() - len(match[0]), match.end()
