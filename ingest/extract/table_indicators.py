"""Indicators in tables: one per cell that holds a number for a named thing."""

from __future__ import annotations

from collections.abc import Iterator

from ingest.extract.book import FactBook
from ingest.extract.columns import Column, Role, header_unit, is_number, squeeze
from ingest.extract.locations import without_places
from ingest.extract.quantity import cell_quantity, is_period
from ingest.extract.rows import View, caption_unit, is_total, mineral_of, views
from ingest.extract.sentences import clause_id
from ontology import patterns as re
from ontology.records import Indicator, IndicatorKind

RULE = "indicator.table"
# A header of these words says when or how the number holds, not what it measures.
_GENERIC = re.compile(
    r"^(?:规划|预期|计划|实际|本轮|上轮|基期|期末|期初|“?十[三四五六]五”?(?:期间|末|时期)?|20\d\d年?(?:底|末)?|的|至|到|及"
    r"|目标任务|目标|指标值|合格值|合格标准|指标|任务|完成情况|完成值|完成|情况|现状|数值|规划值|值|基数|基准|数量|数据|标准|预测|水平年|年度|年份|[-—–~～、/])+$"
)
_KINDS: tuple[tuple[IndicatorKind, str], ...] = (
    ("completion", r"完成|实际|执行|达成"),
    ("status", r"现状|基期|已有|已设|现有|保有|查明|期初|占用"),
    ("target", r"目标|规划|预期|计划|拟|新设|预测|任务|期末|指标值|限值"),
)
_COUNT = re.compile(r"(个|处|座|家|项|宗|块|片|种|类|户|眼|条|件)数(?:量)?$")
# 监测对象 heads what is monitored; a dose is a mass for a volume or an area.
_DONE_TO = re.compile(r"^(?P<deed>[一-鿿]{2})对象$")
_HOW_OFTEN = re.compile(r"^(?:频次|频率|周期|布点数量?|点位数量?|时段)$")
_DOSE = re.compile(r"(?:kg|t)/(?:m[3³]|hm[2²]|亩|公顷)$")
_DOSED = re.compile(r"[量度重率值比]$|密度|浓度|含量|要求|标准|限值|指标|年|类|型|地$")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})\s?年?(?!\d)")
_SPAN = re.compile(r"(?:19|20)\d{2}\s?年?\s?[-—–~～至]{1,2}\s?(?:19|20)?\d{2}")
_MEASURES = re.compile(
    r"年?(?:度)?(?:开采总量|开采量|产量|生产能力|开采规模)|(?:新增|保有|查明|累计查明)?(?:资源储量|资源量|储量)|需求量|消耗量|面积|投资"
)
_UNIT_TAIL = re.compile(r"[（(\[][^（）()\[\]]*[）)\]]$|[/／][^/／]+$")
_POINTS = re.compile(r"(?:分值|得分|评分|满分)$")
_RANK = re.compile(r"位次|排名|名次|位序")
_SIZE = re.compile(r"(?:特大型|大型|中型|小型|大中型|小计|合计)$")
_DATED = re.compile(r"^(?:19|20)\d{2}年(?:底|末)?(?=.{2})")
_SIZES = frozenset({"特大型", "大型", "中型", "小型", "大中型"})
_THINGS = re.compile(r"采矿权|探矿权|矿产地|矿山(?!地质|生态|环境)|矿区|区块|项目|企业")
# A column of what is measured; one of kinds of indicators (类别) is none.
_OBJECT = re.compile(r"对象|方向|部位|地类|单元|场所|环节|工序|污染源|排放源|点位|监测点|水体|层位")
_LIMIT = re.compile(r"^(?:标准|控制|规定|允许|最[大小高低])?(?:限|标准|要求|允许|控制)值$|^要求$")
_TOLD = re.compile(r".{4}(?:[量率度高宽厚深长径距比值数]|面积)$")
_BOUNDS = re.compile(r"(?P<least>下限|最低|最小|不低于|不少于)|上限|最高|限额|不超过|不高于")
_WORDED: tuple[Role, ...] = ("text", "name", "place", "mineral", "group")
_PLACES = re.compile(r"乡镇|[县市区镇]名?称?$|地区|区域|行政区|单位$|矿山名?称?$")
_ABOUT = re.compile(
    r"^(?:全[县市区省州])?(?:各|分)?(?:县[（(]?[市、区]*[）)]?|乡镇|乡|镇|市州?|区县|地区|区域|矿区|矿山|年度)+(?=.{2})"
)
_LISTING = re.compile(r"(?:分解|统计|安排|分配|汇总|明细|情况|一览|表|计划)+$")
_LIMITED = re.compile(r"[≥≤＞＜<>]|\d\s?(?:[a-zA-Z%]|[毫厘]?米)")  # 粒径10 mm～40 mm names no row
_LONGEST_PART = 14  # characters of a cell that tells rows apart
_GROUP_NOISE = re.compile(r"^(?:主要|重点|优势)?(?:矿产|矿种)(?:资源)?(?=.)|[（(].*?[）)]")


def find(book: FactBook) -> None:
    """Write down the indicators of every table that is no list of admission thresholds."""
    for view in views(book):
        if view.of("scale"):
            continue
        book.indicators.extend(_table(book, view))


def _table(book: FactBook, view: View) -> Iterator[Indicator]:
    fallback = caption_unit(view, book.document.text)
    clause = clause_id(book.document, view.table.clause)
    labels = list(_labels(view))
    for column in view.of("value"):
        titled = _year(column.header) or _year(view.table.title)
        for row in range(len(view.table.rows)):
            year = titled or _row_year(view, row)
            found = cell_quantity(view.cell(row, column), _unit(view, row, column, fallback))
            start, end = view.span(row, column)
            name = _name(view, row, column, labels[row]) if found else ""
            if found is None or start >= end or not name or is_period(found[0], found[2]):
                continue
            yield Indicator(
                name=name,
                value=found[0],
                op=bound(view, row, column, found[1]),
                unit=found[2],
                evidence=book.evidence(start, end),
                year=year,
                kind=_kind(book, view, column),
                attribute=_attribute(view, row),
                mineral=_mineral(view, row, name),
                where=view.where(row),
                clause=clause,
                rule=RULE,
            )


def _unit(view: View, row: int, column: Column, fallback: str) -> str:
    if _RANK.search(column.header):
        return ""
    own = view.first(row, "unit") or _stated(view, row)
    if own and not column.unit:
        return own
    if column.unit:
        return column.unit
    if _POINTS.search(column.header):
        return "分"
    count = _COUNT.search("".join(column.levels[-1:]))
    return count[1] if count else fallback


def _name(view: View, row: int, column: Column, labels: list[str]) -> str:
    if not labels:
        return ""
    leaf, groups = _without_unit(labels[-1]), labels[:-1]
    if is_number(leaf):  # 灰砂比 | 1:4
        leaf = f"{view.labels[-1].header}{leaf}的"
    if _YEAR.fullmatch(leaf):  # a row a year: the column says what is counted
        return _measure(column) + _what(view, groups, column.unit)
    header = _measure(column)
    if (not header or is_total(header)) and (told := _titled(view)):
        return leaf + told + header
    if _SIZE.search(header):
        thing = _THINGS.search(header) or _THINGS.search(view.table.title)
        header = re.sub(r"^按.*?分", "", header)
        what = thing[0] if thing and thing[0] not in header + leaf else ""
        return leaf + (what + header if is_total(header) else header + what)
    sized = view.table.title + view.labels[-1].header if view.labels else view.table.title
    thing = _THINGS.search(sized) if leaf in _SIZES else None
    if thing and thing[0] not in header:
        return leaf + thing[0] + (header or "数量")
    header = _worded(view, leaf, header, column.unit)
    if header:
        return leaf if _LIMIT.match(header) and _TOLD.search(leaf) else leaf + header
    if mineral_of(leaf) == leaf or leaf in mineral_of(leaf):
        return leaf + _what(view, groups, view.first(row, "unit") or column.unit)
    return leaf


_TOLD_BY = re.compile(r"[值量率度数限额比]$|频次|时间|标准")


def _worded(view: View, leaf: str, header: str, unit: str) -> str:
    """A header with what it leaves out: 监测对象 | 频次 is 监测频次, 水泥/（kg/m³） is 水泥用量."""
    deed = _DONE_TO.match(view.labels[-1].header) if _HOW_OFTEN.match(header) else None
    if deed and deed["deed"] not in leaf:
        return deed["deed"] + header
    if (
        view.table.title.endswith("限值")
        and len(view.of("value")) > 1
        and not _TOLD_BY.search(header)
    ):
        return header + "限值"  # 总铅 | 新建工程 | 现有工程 in a table of limits
    return header + "用量" if _DOSE.match(unit) and not _DOSED.search(header) else header


def _labels(view: View) -> Iterator[list[str]]:
    """The labels of each row; one that other rows bear too takes the words of the columns beside it.

    旱地 | 砾石含量 and 林地 | 砾石含量 are 旱地砾石含量 and 林地砾石含量.
    """
    last = view.labels[-1] if view.labels else None
    worded = view.of(*_WORDED) if last else ()
    beside = [c for c in worded if last and c != last and _tells_apart(view, last, c)]
    alike = last is not None and len(view.table.rows) > 1 and len(set(view.cells(last))) == 1
    for row in range(len(view.table.rows)):
        labels = list(dict.fromkeys(t for c in view.labels if (t := view.cell(row, c))))
        if labels and not is_total(labels[-1]):
            cells = (view.cell(row, c) for c in beside)
            parts = (c for c in cells if len(c) <= _LONGEST_PART and not _LIMITED.search(c))
            own = "".join(dict.fromkeys(parts))
            labels[-1] = own if own and alike else own + labels[-1]
        yield labels or _total(view, row)


def _tells_apart(view: View, last: Column, beside: Column) -> bool:
    """Whether rows with the same label differ in the column beside it, or it names an object."""
    if beside.index == last.index - 1 and _OBJECT.search(beside.header):
        return True
    seen: dict[str, str] = {}
    rows = zip(view.cells(last), view.cells(beside), strict=True)
    return any(label and seen.setdefault(label, cell) != cell for label, cell in rows)


def bound(view: View, row: int, column: Column, op: str) -> str:
    """The comparator of a cell, which a header, label or title may tell (上限, 最低)."""
    label = view.cell(row, view.labels[-1]) if view.labels else ""
    for words in (column.header, label, view.table.title) if op == "=" else ():
        if bound := _BOUNDS.search(words):
            return ">=" if bound["least"] else "<="
    return op


def _stated(view: View, row: int) -> str:
    """The unit that a label states itself: 采矿权总数（个）."""
    return header_unit(view.cell(row, view.labels[-1])) if view.labels else ""


def _without_unit(label: str) -> str:
    return _UNIT_TAIL.sub("", label) if header_unit(label) else label


def _total(view: View, row: int) -> list[str]:
    """合计 in a column before the names, as the label of its row."""
    return [t for c in view.columns[:3] if is_total(t := view.cell(row, c))][:1]


def _row_year(view: View, row: int) -> int | None:
    """The year that a row stands for (年份 in its first column), None for other rows."""
    label = view.cell(row, view.columns[0])
    match = _YEAR.fullmatch(label)
    return int(match[1]) if match else None


def _measure(column: Column) -> str:
    """What a header adds to the name of a row: 已有勘查区块/个数 -> 已有勘查区块个数."""
    levels = list(column.levels)
    kept = [level for level in levels if level and not level.endswith("类型")]
    if len(kept) > 1:  # 2020年/数量: the year is told apart
        kept = [level for level in kept if not _YEAR.fullmatch(level)]
    kept = [_DATED.sub("", level) for level in kept]  # 2025年上限
    if not kept or (_GENERIC.match(kept[-1]) and len(kept) == 1):
        return ""
    return "".join(kept)


def _what(view: View, groups: list[str], unit: str) -> str:
    """What is measured where a row names only a mineral: told by its group or the title."""
    for source in (*reversed(groups), squeeze(view.table.title)):
        bare = _GROUP_NOISE.sub("", source)
        if match := _MEASURES.search(bare):
            return match[0]
    if "勘查" in view.table.title and ("吨" in unit or "立方米" in unit or "千克" in unit):
        return "新增资源量"
    return ""


def _titled(view: View) -> str:
    """What a table about places or mines counts under years alone: 各乡镇修复任务 counts tasks."""
    places = view.labels and _PLACES.search(view.labels[-1].header)
    if not places or view.of("unit", "attribute"):
        return ""
    title = _ABOUT.sub("", without_places(view.table.title.partition("单位")[0].strip()))
    title = _LISTING.sub("", _SPAN.sub("", title)).strip("年的（）()")
    return title if 2 <= len(title) <= _LONGEST_PART else ""


def _kind(book: FactBook, view: View, column: Column) -> IndicatorKind:
    for kind, pattern in _KINDS:
        if re.search(pattern, column.header):
            return kind
    if year := _year(column.header):
        start = _year(book.document.metadata.period) or _year(book.document.metadata.title)
        return "target" if start is None or year >= start else "status"
    return "target" if "规划" in view.table.title or view.of("attribute") else "status"


def _year(text: str) -> int | None:
    """The one calendar year that a text names; None for none, for a span or for several."""
    if "19" not in text and "20" not in text:
        return None
    years = set(_YEAR.findall(_SPAN.sub("", text)))
    if not years and (span := re.match(r"((?:19|20)\d{2})", text)):
        return int(span[1])
    return int(years.pop()) if len(years) == 1 else None


def _attribute(view: View, row: int) -> str:
    cell = view.first(row, "attribute")
    return cell if cell in ("预期性", "约束性") else ""


def _mineral(view: View, row: int, name: str) -> str:
    label = view.cell(row, view.labels[-1]) if view.labels else ""
    if is_total(label):
        return ""
    return view.first(row, "mineral") or mineral_of(label) or mineral_of(name)
