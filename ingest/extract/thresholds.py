"""Minimum mining scales of tables (大型/中型/小型 by mineral), and quality limits in sentences."""

from __future__ import annotations

from collections.abc import Iterator

from ingest.extract.book import FactBook
from ingest.extract.columns import Column
from ingest.extract.quantity import cell_quantity
from ingest.extract.rows import View, caption_unit, is_total, views
from ingest.extract.sentences import clause_id, clause_index, where
from ontology import lexicon
from ontology import patterns as re
from ontology.records import Threshold

RULE = "threshold.table"
SCALES = ("大型", "中型", "小型")
_VARIANT = re.compile(r"^(?P<mineral>[^（()）]+)[（(](?P<variants>[^（()）]+)[）)]$")
_SLASH = re.compile(r"[/／、]")
_VARIANT_HEADER = re.compile(r"开采方式|用途|类型|品种|条件")
_LIMIT = re.compile(
    r"(?P<what>[一-鿿]{1,6}?)(?:量|度)?(?P<op>大于等于|大于|高于|超过|低于|小于|≥|>|≤|<)\s?(?P<value>\d+(?:\.\d+)?)\s?(?P<unit>%|％|‰|克/吨|g/t)"
)
_BAN = re.compile(
    r"(?:禁止|限制)[^。；：\n]{0,6}(?:勘查|开采)[^。；：\n]{0,6}?(?=[：:\s]|[^。；：\n]{0,40}的)"
    r"|(?:禁止|严禁|不得)新[设建](?=[^。；：\n]{0,16}的)"
)
_LIMITED = re.compile(
    r"(?P<limits>[^、，。；：\n]{3,40})的(?P<mineral>[一-鿿]{1,8}?)(?=[、，。；\n]|以及|及|和|等|采矿权|探矿权|矿山|$)"
)
_JOINED = re.compile(r"^.*(?:及|和|或|平均)")
_OPS = {"大于": ">", "高于": ">", "超过": ">", "低于": "<", "小于": "<", "大于等于": ">="}


def find(book: FactBook) -> None:
    """Write down the thresholds of scale tables and those of restricted minerals in bans."""
    for view in views(book):
        for column in view.of("scale"):
            scale = next((s for s in SCALES if s in column.header), "")
            for row in range(len(view.table.rows)):
                book.thresholds.extend(_cell(book, view, row, column, scale))
    book.thresholds.extend(_limits(book))


def _cell(book: FactBook, view: View, row: int, column: Column, scale: str) -> Iterator[Threshold]:
    label = view.cell(row, view.labels[-1]) if view.labels else ""
    start, end = view.span(row, column)
    if not label or is_total(label) or start >= end:
        return
    scale = scale or _size(view, row)
    mineral, variants = _split_label(view, row, label)
    for variant, text in _by_variant(variants, view.cell(row, column)):
        found = cell_quantity(text, "")
        if found is None:
            continue
        yield Threshold(
            mineral=mineral,
            variant=variant,
            scale=scale,
            op=">=" if found[1] == "=" else found[1],
            value=found[0],
            unit=_unit(view, row, column, caption_unit(view, book.document.text)) or found[2],
            evidence=book.evidence(start, end),
            min_service_years=_service_years(view, row, scale),
            where=view.where(row),
            clause=clause_id(book.document, view.table.clause),
            rule=RULE,
        )


def _by_variant(variants: list[str], cell: str) -> list[tuple[str, str]]:
    """Each variant with its value: 30/10 has one for each of two, 30万吨/年 is one for all."""
    values = _SLASH.split(cell)
    if len(variants) == len(values):
        return list(zip(variants, values, strict=True))
    return [(variant, cell if cell_quantity(cell, "") else values[0]) for variant in variants]


def _size(view: View, row: int) -> str:
    """大型, 中型 or 小型 where a cell of the row says it, as in tables of one size a row; else ""."""
    cells = (view.cell(row, column).removesuffix("矿山") for column in view.columns)
    return next((cell for cell in cells if cell in SCALES), "")


def _split_label(view: View, row: int, label: str) -> tuple[str, list[str]]:
    """铁（地下开采/露天开采） -> 铁 and its two variants; [""] where there is none."""
    match = _VARIANT.match(label)
    if match:
        return match["mineral"], _SLASH.split(match["variants"])
    for column in view.columns:
        if column in view.labels[-1:]:
            continue
        text = view.cell(row, column)
        if _VARIANT_HEADER.search(column.header) and text and text not in SCALES:
            return label, _SLASH.split(text)
    return label, [""]


def _unit(view: View, row: int, column: Column, caption: str) -> str:
    unit = view.first(row, "unit") or column.unit or caption
    per_year = any(re.search(r"[/／]\s?年", c.header) for c in (*view.of("unit"), column))
    return f"{unit}/年" if unit and per_year and "年" not in unit else unit


def _service_years(view: View, row: int, scale: str) -> int | None:
    """The years of the column of the scale, where the scales have columns of their own."""
    own = (c for c in view.of("service") if scale and scale in c.header)
    return _years(view.cell(row, next(own, None)) or view.first(row, "service"))


def _years(cell: str) -> int | None:
    match = re.search(r"\d+", cell)
    return int(match[0]) if match else None


def _limits(book: FactBook) -> Iterator[Threshold]:
    """Quality limits in a ban: 禁止开采…：含硫大于3%的煤."""
    text = book.document.text
    for ban in _BAN.finditer(text):
        stop = min((i for c in "。；\n" if (i := text.find(c, ban.end())) >= 0), default=len(text))
        for item in _LIMITED.finditer(text, ban.end(), stop):
            mineral = item["mineral"]
            if mineral not in lexicon.minerals():
                continue
            for limit in _LIMIT.finditer(item["limits"]):
                start = item.start("limits") + limit.start()
                yield _limit(book, ban[0], mineral, limit, start)


def _limit(book: FactBook, ban: str, mineral: str, limit: re.Match[str], start: int) -> Threshold:
    index = clause_index(book, start)
    return Threshold(
        mineral=mineral,
        variant=_JOINED.sub("", limit["what"]).lstrip("：:"),
        scale=ban.removesuffix("矿种"),
        op=_OPS.get(limit["op"], limit["op"]),
        value=limit["value"],
        unit=limit["unit"],
        evidence=book.evidence(start, start + len(limit[0])),
        where=where(book.document, index),
        clause=clause_id(book.document, index),
        rule="threshold.ban",
    )
