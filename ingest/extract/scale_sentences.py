"""Minimum mining scales that a sentence states: 新建铁矿最低开采规模为大型100万吨/年、中型30万吨/年."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from ingest.extract.book import FactBook
from ingest.extract.quantity import Quantity, quantities
from ingest.extract.rows import canonical, mineral_of
from ingest.extract.sentences import clause_id, clause_index, where
from ingest.extract.thresholds import SCALES
from ontology import lexicon
from ontology import patterns as re
from ontology.records import Threshold

RULE = "threshold.text"
_METHODS = ("地下开采", "露天开采", "露天", "地下")
_LEAST = r"不(?:得|应|能)?(?:低于|小于|少于|短于)|≥|(?:要|应|须)?达到"
# A scale is a threshold where it is called the least one, or said not to be undercut.
_SCALE = re.compile(
    rf"(?:(?P<least>最[低小](?:开采|生产|建设|设计)?(?:规模|能力))|(?:开采|生产|建设|设计)(?:规模|能力)|产能)"
    rf"(?:标准)?(?P<must>应当?|须|必须|原则上)?(?:分别)?(?:(?P<bound>{_LEAST})|为|是|[：:])?\s*"
)
_HEAD = re.compile(r"[^，。；：\n]*$")
_LONGEST_HEAD = 40
# What may stand between two scales of one list, with what the next one is for.
_STEP = re.compile(
    rf"\s*(?:[、，,和及与]|以及)?\s*(?P<of>(?:大型|中型|小型|露天开采|地下开采|露天|地下)?(?:矿山|矿)?)(?:的)?(?:应当?|须|必须)?(?:{_LEAST}|为|是|[：:])?\s*(?:每年)?"
)
_SERVICE = re.compile(
    r"[，,、；]?\s*(?:且|并)?(?:矿山)?(?:设计)?(?:最低)?服务年限(?:应当?|须|必须|原则上)?(?:均|分别)?"
    rf"(?:{_LEAST}|为)?\s*(?P<years>\d+\s?年?(?:[、，和及]\s?\d+\s?年)*)"
)
_ITEM = re.compile(r"[、和及与]")
_AFTER = re.compile(r"(?:新建|改扩建|扩建|新设|的|矿山|矿区|矿)+")


class _Scale(NamedTuple):
    """One number of a list of scales; `of` is the size or the method that it is for."""

    q: Quantity
    of: str


def find(book: FactBook) -> None:
    """Write down the least mining scales that running text states for named minerals."""
    text = book.document.text
    for match in _SCALE.finditer(text):
        reached = match["bound"] == "达到" and not match["must"]  # what is told or aimed at
        if match["least"] or (match["bound"] and not reached):
            book.thresholds.extend(_stated(book, match))


def _stated(book: FactBook, match: re.Match[str]) -> Iterator[Threshold]:
    text = book.document.text
    index = clause_index(book, match.start())
    what = _head(book, index, match.start())
    scales = list(_listed(text, match.end()))
    minerals = _minerals(what)
    if not scales or not minerals:
        return
    served = _SERVICE.match(text, scales[-1].q.end)
    years = _years(served["years"] if served else "", len(scales))
    begin = match.start() - len(what)
    apart = "分别" in match[0] and len(minerals) == len(scales) and not any(s.of for s in scales)
    for at, mineral in enumerate(minerals):
        own = slice(at, at + 1) if apart else slice(None)
        for scale, service in zip(scales[own], years[own], strict=True):
            yield Threshold(
                mineral=mineral,
                variant=next((m for m in _METHODS if m in scale.of or m in what), ""),
                scale=next((s for s in SCALES if s in scale.of or s in what), ""),
                op=">=",
                value=scale.q.value,
                unit=_unit(scale.q, text[begin : scale.q.end + 2]),
                evidence=book.evidence(begin, served.end() if served else scale.q.end),
                min_service_years=service,
                where=where(book.document, index),
                clause=clause_id(book.document, index),
                rule=RULE,
            )


def _head(book: FactBook, index: int, end: int) -> str:
    """What stands before 最低开采规模 in its part of the sentence, the number of an article left out."""
    text = book.document.text
    begin = max(0, end - _LONGEST_HEAD)
    clause = book.document.clauses[index]
    if clause.kind == "article":
        begin = max(begin, min(clause.heading_end, end))
    head = _HEAD.search(text, begin, end)
    return head[0].lstrip() if head else ""


def _listed(text: str, at: int) -> Iterator[_Scale]:
    """The scales of a list that begins at `at`; none where what follows is no mass or volume."""
    while step := _STEP.match(text, at):
        q = next(iter(quantities(text, step.end(), min(step.end() + 16, len(text)))), None)
        if q is None or q.start != step.end():
            return
        unit = lexicon.unit(q.unit.partition("/")[0])
        if unit is None or unit.quantity not in ("mass", "volume"):
            return
        yield _Scale(q, step["of"])
        at = q.end


def _minerals(head: str) -> list[str]:
    """The minerals that the words before 最低开采规模 name; [] where they name none."""
    items = [_AFTER.sub("", item) for item in _ITEM.split(head)]
    known = lexicon.minerals()
    listed = [canonical(item).removesuffix("矿") for item in items if item in known]
    if len(items) > 1 and len(listed) == len(items):
        return listed
    mineral = mineral_of(head)
    return [canonical(mineral).removesuffix("矿")] if mineral else []


def _unit(q: Quantity, words: str) -> str:
    return f"{q.unit}/年" if "/" not in q.unit and "年" in words else q.unit


def _years(words: str, count: int) -> list[int | None]:
    """The least years of service that `words` list: one for each of `count` scales, or for all."""
    years = [int(y) for y in re.findall(r"\d+", words)]
    if len(years) == count:
        return list(years)
    return [years[0] if len(years) == 1 else None] * count
