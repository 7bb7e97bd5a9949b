"""Restricted and prohibited minerals: the lists of a plan, and what they mean for a case."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from api.desk.application import Application, Rule
from api.desk.minerals import canonical, covers, kinds, named_in
from api.desk.norms import clause_at, sentences
from ontology.records import Document, Record, Table

_LIST = re.compile(
    r"(?P<kind>限制|禁止)(?:性)?(?:(?:勘查|开采|开发|、|和|及|与)+)(?:的)?(?:矿种|矿产)[^：:，。]{0,12}?"
    r"(?:[：:]|为|包括|主要有|有)\s*(?P<items>[^。\n]+)"
)
_VERB = re.compile(
    r"(?P<kind>限制|禁止|严禁)(?:勘查|开采|、)+(?!矿种|总量|规模|活动|区|范围|方式|的)(?P<items>[^。；\n，]{1,60})"
)
_LISTED = re.compile(
    r"(?:对|将|(?<=[。；\n]))(?P<items>[^，。；\n]{1,60}?)(?:等)?(?:矿种|矿产)?(?:实行|列为|列入|作为|予以)(?P<kind>限制|禁止)(?:性)?(?:勘查)?开采"
)
_HEAD = re.compile(
    r"^[（(\d一二三四五六七八九十.、）)\s]*(?P<kind>限制|禁止)(?:性)?(?:勘查|开采|、|和)+(?:的)?矿[种产]\s*$"
)
_SPLIT = re.compile(r"[、，；;,]|以及|及|和(?!田)")
_TRIM = re.compile(r"(?:等(?:\s*[\d一二三四五六七八九十]+\s*[种类个])?)?(?:矿种|矿产)?(?:资源)?$")


@dataclass(frozen=True, slots=True)
class Control:
    """One entry of a list: `qualifier` is what narrows the mineral (可耕地, 含硫大于3%的)."""

    kind: Literal["限制", "禁止"]
    mineral: str
    qualifier: str
    start: int
    end: int
    clause: str


def controls(document: Document) -> tuple[Control, ...]:
    """The restricted and prohibited minerals that a document lists, in order; () for none."""
    found = [c for span in sentences(document) for c in _controls(document, *span)]
    found += _after_heads(document)
    found += [c for table in document.tables for c in _of_table(document, table)]
    return tuple(dict.fromkeys(found))


def control_of(document: Document, mineral: str) -> tuple[Control, ...]:
    """The entries that hold for a mineral or for a part of it."""
    return tuple(c for c in controls(document) if covers(c.mineral, mineral))


def control_rules(record: Record, application: Application) -> Iterator[Rule]:
    """A rule for each list entry that names the mineral."""
    for c in control_of(record.document, application.mineral):
        quote = record.document.text[c.start : c.end]
        what = c.qualifier + c.mineral
        if c.kind == "限制":
            reason = f"{what}是限制开采矿种，须看总量控制和主管部门论证"
            yield Rule(record.id, c.clause, quote, "cannot decide", reason, c.start, c.end)
        elif c.qualifier and c.qualifier not in application.mineral:
            reason = f"禁止开采的是{what}，申请没有写明是否属于这种情形"
            yield Rule(record.id, c.clause, quote, "cannot decide", reason, c.start, c.end)
        else:
            yield Rule(
                record.id, c.clause, quote, "not met", f"{what}是禁止开采矿种", c.start, c.end
            )


def _controls(document: Document, start: int, end: int) -> Iterator[Control]:
    for pattern in (_LIST, _LISTED, _VERB):
        found = list(pattern.finditer(document.text, start, end))
        for match in found:
            yield from _listed(document, match["kind"], match["items"], match.span())
        if found:
            return


def _after_heads(document: Document) -> Iterator[Control]:
    """Lists that stand behind a heading of their own: 限制开采矿种。稀土、钨。"""
    waiting: tuple[str, int, int] | None = None
    for start, end in sentences(document):
        if waiting is not None and "\n\n" not in document.text[waiting[2] : start]:
            items = document.text[start:end]
            yield from _listed(document, waiting[0], items, (waiting[1], end))
        head = _HEAD.match(document.text[start:end])
        waiting = (head["kind"], start, end) if head else None


def opens_list(words: str) -> bool:
    """Whether words only announce a list: 限制开采矿种."""
    return _HEAD.match(words) is not None


def _of_table(document: Document, table: Table) -> Iterator[Control]:
    """Lists in a table: a row or column whose head says 限制开采矿种."""
    for row, cells in zip(table.rows, table.cells, strict=True):
        for column, cell in enumerate(row):
            head = _HEAD.match(table.header[column]) if column < len(table.header) else None
            label = next((h for c in row if c != cell and (h := _HEAD.match(c))), None)
            kind = head or label
            if kind is not None and cells[column][0] < cells[column][1]:
                yield from _listed(document, kind["kind"], cell, cells[column])


def _listed(document: Document, word: str, items: str, span: tuple[int, int]) -> Iterator[Control]:
    kind: Literal["限制", "禁止"] = "限制" if word == "限制" else "禁止"
    clause = document.clauses[clause_at(document, span[0])].id
    for item in _SPLIT.split(items):
        found = _entry(item.strip(" ：:。\n\t"))
        if found:
            yield Control(kind, *found, *span, clause)


def _entry(item: str) -> tuple[str, str] | None:
    """The mineral at the end of a list item and what stands before it: 可耕地 + 砖瓦用粘土."""
    words = _TRIM.sub("", item)
    if not words:
        return None
    if len(kinds(words)) > 1 or named_in(words) == (canonical(words),):
        return canonical(words), ""
    for at in range(1, len(words)):
        rest = canonical(words[at:])
        if named_in(words[at:]) == (rest,):
            return rest, words[:at]
    return None
