"""Restricted and prohibited minerals: the lists of a plan, and what they mean for a case."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from api.desk.application import Application, Rule
from api.desk.minerals import canonical, covers, kinds, named_in
from api.desk.norms import clause_at, sentences
from ontology.records import Document, Record

_LIST = re.compile(
    r"(?P<kind>限制|禁止)(?:性)?(?:(?:勘查|开采|开发|、|和|及|与)+)(?:的)?(?:矿种|矿产)[^：:，。]{0,12}?"
    r"(?:[：:]|为|包括|主要有|有)\s*(?P<items>[^。\n]+)"
)
_VERB = re.compile(
    r"(?P<kind>限制|禁止|严禁)(?:勘查|开采|、)+(?!矿种|总量|规模|活动|区|范围|方式|的)(?P<items>[^。；\n，]{1,60})"
)
_SPLIT = re.compile(r"[、，；;,]|以及|及|和(?!田)")
_TRIM = re.compile(r"(?:等)?(?:矿种|矿产)?(?:资源)?$")


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
    return tuple(c for span in sentences(document) for c in _controls(document, *span))


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
    match = _LIST.search(document.text, start, end) or _VERB.search(document.text, start, end)
    if match is None:
        return
    kind: Literal["限制", "禁止"] = "限制" if match["kind"] == "限制" else "禁止"
    clause = document.clauses[clause_at(document, match.start())].id
    for item in _SPLIT.split(match["items"]):
        found = _entry(item.strip(" ：:。"))
        if found:
            yield Control(kind, *found, match.start(), match.end(), clause)


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
