"""One thing under two descriptions: periods defined twice, institutions whose names differ a little."""

from __future__ import annotations

from collections.abc import Iterator

from ingest.extract.anomalies import report
from ingest.extract.book import FactBook
from ingest.extract.sentences import clause_index, where
from ingest.extract.spans import likeness
from ontology import patterns as re

_PERIOD = re.compile(
    r"(?P<term>近期|中期|远期|基准年|基期|目标年|展望期|规划期|适用期|适用年限)"
    r"(?:[（(](?P<bracket>[^（）()]{2,24})[）)]|\s?(?:[：:]|为)\s?(?P<plain>[^，。；、（）\n]{2,24}))"
)
_TIME = re.compile(r"年|结束|闭坑|期满|止|月")
_NUMBERS = re.compile(r"\d+|[一二三四五六七八九十]+(?=年)")
_LONG = 10  # characters of a name that may be told apart by its spelling
_ALIKE = 0.8


def find(book: FactBook) -> None:
    """Report periods with two definitions and institutions with two spellings."""
    if book.document.metadata.genre in ("paper", "slides", "regulation"):
        return
    _periods(book)
    _names(book)


def _periods(book: FactBook) -> None:
    first: dict[str, tuple[str, int]] = {}
    for match in _PERIOD.finditer(book.document.text):
        meaning = (match["bracket"] or match["plain"]).strip()
        if not _TIME.search(meaning):
            continue
        index = clause_index(book, match.start())
        known, at = first.setdefault(match["term"], (meaning, index))
        if at != index and _contradict(known, meaning):
            report(
                book,
                "conflict",
                f"“{match['term']}”在两处的界定不同",
                f"{where(book.document, index)} vs {where(book.document, at)}",
                known,
                meaning,
                match.span(),
            )


def _contradict(a: str, b: str) -> bool:
    """Whether two definitions exclude each other: other numbers, or a number against an event."""
    left, right = _NUMBERS.findall(a), _NUMBERS.findall(b)
    if not left and not right:
        return False
    return left != right and not set(left) & set(right)


def _names(book: FactBook) -> None:
    """国家…中心 here and …中心 there, nearly the same words: one institution under two names."""
    named = [
        (name, entity)
        for entity in book.of_type("Organization")
        if entity.rule.endswith(".name")
        for name in (entity.name,)
        if len(name) >= _LONG
    ]
    for at, (name, entity) in enumerate(named):
        for other, first in named[:at]:
            if name == other or name in other or other in name or likeness(name, other) < _ALIKE:
                continue
            if _numbered_apart(name, other):
                continue
            index = clause_index(book, entity.evidence.start)
            report(
                book,
                "naming",
                "同一单位的名称前后不一致",
                where(book.document, index)
                or where(book.document, clause_index(book, first.evidence.start)),
                other,
                name,
                (entity.evidence.start, entity.evidence.end),
            )


def _numbered_apart(a: str, b: str) -> bool:
    """第一地质大队 and 第二地质大队, 甲市… and 乙市… are two institutions."""
    return len(a) == len(b) and sum(x != y for x, y in _pairs(a, b)) <= 2


def _pairs(a: str, b: str) -> Iterator[tuple[str, str]]:
    return zip(a, b, strict=True)
