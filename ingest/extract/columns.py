"""What the columns of a table hold, told from their headers."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from ontology import lexicon
from ontology import patterns as re
from ontology.records import Table

Role = Literal[
    "index", "name", "group", "unit", "attribute", "mineral", "place", "period", "remark",
    "service", "scale", "value", "text",
]  # fmt: skip

# The first pattern that occurs in a header decides; the order is part of the data.
_ROLES: tuple[tuple[Role, str], ...] = (
    ("index", r"^(?:序号|编号|号|代码|项次|No\.?|图上编号|图面编号|编码)$"),
    ("unit", r"^(?:计量|量纲|矿产|(?:资源)?储量|资源量|产量|产能|(?:最低)?(?:生产|开采|建设)?规模|(?:生产|开采)能力|面积|数量|指标)?单位(?:[/／（(].*)?$"),
    ("attribute", r"属性|^(?:指标)?(?:类型|性质)$"),
    ("service", r"服务年限"),
    ("scale", r"大型|(?<!大)中型|小型|最[低小][^，；]{0,6}(?:规模|产能|能力)"),
    ("period", r"周期|时间|起止|工期|年度安排|实施年|建设年|完成年|期限$|年限$|进度|时限"),
    ("remark", r"^(?:备注|说明|注|备 注)$"),
    ("place", r"行政区|所在地|所在[县市区乡镇]|位置|地点|涉及[县市区乡镇]|隶属|乡镇|坐标|所在位置"),
    ("mineral", r"矿种|^(?:主要|主攻|重点|优势|涉及|勘查|开采|所含)?矿产$|矿产(?:名称|种类)|矿石类型|开采对象"),
    ("value", r"目标|完成|实际|现状|基期|面积|数$|数目|数量|总量|产量|储量|资源量|投资|资金|金额|经费|估算|规模|产能|能力|比例|比重|率$|比$|长度|厚度|深度|高度|数值|限值|标准值|指标值|规划值|预测|20\d\d年|\d{4}$|合计|小计|服务人口|年限|增量|增减"),
    ("name", r"名称|指标|项目|工程|区块|矿山|矿区|内容|类别|类型|分类|分区|区域|要素|事项|参数|因子|科目|名$"),
)  # fmt: skip
_COMPILED = tuple((role, re.compile(pattern)) for role, pattern in _ROLES)
_BRACKET = re.compile(r"[（(\[]\s*([^（）()\[\]]+?)\s*[）)\]]")
_SLASH = re.compile(r"[/／]\s*([^/／]+)$")
_NUMBER = re.compile(
    r"^1\s*[:：∶]\s*\d[\d.]*(?:\s*[-—–~～]\s*1\s*[:：∶]\s*\d[\d.]*)?$|"
    r"^(?:[≤≥<>＜＞≦≧约近超±]|不[低少]于|不[超高大]于|不超过|以上|达到?)*\s*-?\d[\d,，.．]*"
    r"(?:\s*[-—–~～至]\s*\d[\d,.]*)?\s*(?:%|％|‰)?\s*(?:以上|以内|以下|左右)?$"
)
_YEARS = re.compile(r"(?:19|20)\d{2}年?[-—–~～至]+(?:19|20)?\d{2}年?$")
_EMPTY = frozenset({"", "-", "—", "–", "——", "/", "／", "－", "无", "…", "--", "─"})


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its role, its header without blanks, and the unit that the header states.

    `levels` are the parts of the header from the top down, without brackets.
    """

    index: int
    role: Role
    header: str
    unit: str = ""
    levels: tuple[str, ...] = ()


_ADMISSION = re.compile(r"最低|最小|准入|服务年限")


def columns(table: Table) -> tuple[Column, ...]:
    """The columns of a table from left to right; cells decide where headers are silent.

    大型, 中型 and 小型 are scales in a table of admission and counts of mines in any other.
    """
    found = [_column(i, header, _levels(table, i)) for i, header in enumerate(table.header)]
    for at, column in enumerate(found):
        cells = [row[at] for row in table.rows if at < len(row)]
        found[at] = _by_cells(column, cells)
    found = _keyed(table, found)
    if not _is_admission(table, found):
        found = [replace(c, role="value") if c.role == "scale" else c for c in found]
    return tuple(found)


def _keyed(table: Table, found: list[Column]) -> list[Column]:
    """The columns with a first one of ratios or steps (灰砂比 | 1:4, 1:6) as what rows are named by.

    Only where every column holds numbers and all but the first have a unit.
    """
    numeric = len(found) > 2 and all(c.role == "value" for c in found)
    if not numeric or found[0].unit or not all(c.unit for c in found[1:]):
        return found
    keys = [squeeze(row[0]) for row in table.rows if row]
    if not all(keys) or len(set(keys)) < len(keys):
        return found
    return [replace(found[0], role="name"), *found[1:]]


def _is_admission(table: Table, found: list[Column]) -> bool:
    """Whether scales are limits of output; in counts of mines by size they are not."""
    scales = [lexicon.unit(c.unit.partition("/")[0]) for c in found if c.role == "scale"]
    if any(unit is not None and unit.quantity == "count" for unit in scales):
        return False
    if any(_ADMISSION.search(words) for words in (table.title, *table.header)):
        return True
    cells = (row[c.index] for c in found if c.role == "unit" for row in table.rows)
    units = (lexicon.unit(cell.partition("/")[0]) for cell in cells)
    return any(u is not None and u.quantity in ("mass", "volume") for u in (*units, *scales))


def squeeze(text: str) -> str:
    """The text without any blanks."""
    return "".join(text.split())


def is_number(cell: str) -> bool:
    """Whether a cell holds one number (or range) with at most a comparator and a percent sign."""
    return bool(_NUMBER.match(squeeze(cell)))


def is_empty(cell: str) -> bool:
    """Whether a cell says nothing: blank, a dash or a slash."""
    return squeeze(cell) in _EMPTY


def _levels(table: Table, index: int) -> tuple[str, ...]:
    """The header texts of a column from the top row down, repeated ones once.

    A slash in a single header row parts levels (拟设/个数), but for units (面积/km2, 单位/年).
    """
    texts = [squeeze(row[index]) for row in table.header_rows if index < len(row)]
    texts = [_bare(text) for text in dict.fromkeys(texts or [squeeze(table.header[index])]) if text]
    if len(texts) == 1 and "/" in texts[0]:
        parts = texts[0].split("/")
        texts = parts[:1] if parts[-1] == "年" or lexicon.unit(parts[-1]) else parts
    return tuple(texts)


def _column(index: int, header: str, levels: tuple[str, ...]) -> Column:
    text = squeeze(header)
    unit = header_unit(text)
    for role, pattern in _COMPILED:
        if any(
            pattern.search(level)
            for level in (levels if role in ("scale", "service") else levels[-1:])
        ):
            return Column(index, role, text, unit, levels)
    return Column(index, "text", text, unit, levels)


@lexicon.remembered
def header_unit(header: str) -> str:
    """The unit in a header's brackets or behind its slash (面积（平方千米）), "" for none."""
    for match in (*_BRACKET.finditer(header), *_SLASH.finditer(header)):
        candidate = squeeze(match[1]).removeprefix("单位").lstrip("：:")
        if lexicon.unit(candidate) or _is_rate(candidate):
            return candidate
    return ""


def _is_rate(candidate: str) -> bool:
    above, slash, below = candidate.rpartition("/")
    return bool(slash and lexicon.unit(above) and lexicon.unit(below))


def _bare(header: str) -> str:
    bare = re.sub(r"[（(][^（）()]*[）)]", "", header)
    return bare or header


def _by_cells(column: Column, cells: list[str]) -> Column:
    filled = [cell for cell in cells if not is_empty(cell)]
    numeric = sum(map(is_number, filled))
    mostly = bool(filled) and numeric * 2 > len(filled)
    if column.role in ("text", "name") and mostly and column.index > 0:
        return replace(column, role="value")
    if column.role == "text" and filled and all(map(_YEARS.match, map(squeeze, filled))):
        return replace(column, role="period")
    if column.role == "period" and mostly and column.unit:
        return replace(column, role="value")
    if column.role == "value" and filled and numeric == 0 and not column.unit:
        role: Role = "name" if column.index == 0 or re.search("名|指标$", column.header) else "text"
        return replace(column, role=role)
    return column
