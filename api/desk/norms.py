"""The norms of a plan or law as pieces of sentences, each with what it speaks of."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from ontology.records import Clause, Document

_SENTENCE = re.compile(r"[^。！？\n]+")
_PIECE = re.compile(r"[^，；;,]+(?:[，；;,]|$)")
CUE = re.compile(
    r"严禁|禁止|不得|不再|不准|不予|不应|暂停|停止|一律|应当|必须|不宜|须|原则上|责令|限期|"
    r"(?<![相适反响供感对效])应(?!用|急|对|力)|(?<=[权区目山矿])[需要](?!求|素)|实行(?=总量|指标)|"
    r"(?:最低|最小)(?:开采|生产|建设|设计)*规模[^。；，]{0,8}\d|总量控制|(?:规模|年限)[^。；，]{0,4}(?:不低于|不少于|不小于|≥)|"
    r"不(?:得|应)?(?:低于|少于|小于)(?=\s?\d)|"
    r"严格控制(?=新建|新设|新上)"
)
_ORDINAL = re.compile(r"\s*(?:[（(][\d一二三四五六七八九十]+[）)]|\d{1,2}[.．、)）](?!\d))?\s*")


@dataclass(frozen=True, slots=True)
class Norm:
    """A piece of a sentence with a cue of duty or ban. `[start, end)` is in the clean text.

    `before` are the words of the sentence in front of it, `path` the titles above it.
    """

    words: str
    start: int
    end: int
    clause: str
    before: str
    path: tuple[str, ...]


def norms(document: Document) -> tuple[Norm, ...]:
    """The norms of the running text in order, tables left out; () when there are none."""
    return tuple(n for s in sentences(document) for n in _pieces(document, *s))


def sentences(document: Document) -> Iterator[tuple[int, int]]:
    """The ranges of the sentences outside tables, run-in headings with what they open."""
    tables = [(t.start, t.end) for t in document.tables]
    for match in _SENTENCE.finditer(document.text):
        start, end = match.span()
        if any(s <= start < e for s, e in tables) or not match.group().strip():
            continue
        while document.text[start].isspace():
            start += 1
        yield start, end


def clause_at(document: Document, position: int) -> int:
    """The index of the innermost clause at a position."""
    found = bisect_right(document.leaves, position, key=lambda leaf: leaf.start) - 1
    return document.leaves[found].clause if found >= 0 else 0


def _pieces(document: Document, start: int, end: int) -> Iterator[Norm]:
    """Pieces of one sentence: each begins at the comma before its cue and runs to the next."""
    ranges = [(m.start(), m.end()) for m in _PIECE.finditer(document.text, start, end)]
    cued = [bool(CUE.search(document.text, s, e)) for s, e in ranges]
    groups: list[list[tuple[int, int]]] = []
    waiting: list[tuple[int, int]] = []
    for span, has_cue in zip(ranges, cued, strict=True):
        waiting.append(span)
        if has_cue:
            groups.append(waiting)
            waiting = []
    if groups and waiting:
        groups[-1].extend(waiting)
    for group in groups:
        first, last = group[0][0], group[-1][1]
        clause = document.clauses[clause_at(document, first)]
        if clause.kind == "article" and clause.heading_start <= first < clause.heading_end < last:
            first = clause.heading_end
        first += len(_ORDINAL.match(document.text, first, last).group())  # type: ignore[union-attr]
        words = document.text[first:last].strip("，；;, ")
        path = _titles(document, clause, first)
        yield Norm(words, first, first + len(words), clause.id, document.text[start:first], path)


def _titles(document: Document, clause: Clause, position: int) -> tuple[str, ...]:
    """The titles above a position; a run-in heading speaks for its own paragraph only."""
    below = document.text[clause.heading_end : position]
    if clause.kind == "run-in" and "\n" in below.strip(" \t\r"):
        return clause.path
    return (*clause.path, clause.title)
