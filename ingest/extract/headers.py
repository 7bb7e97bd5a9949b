"""What the columns of a table about projects and modes hold, whatever their order and wording."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from ingest.extract.columns import squeeze
from ontology import patterns as re
from ontology.records import Table

Field = Literal[
    "project", "example", "mode", "outcome", "problem", "advantage", "drawback", "place",
    "actor", "mineral", "remark", "advice", "solved",
]  # fmt: skip

# The first pattern that occurs in a header decides; the order is part of the data.
_FIELDS: tuple[tuple[Field, str], ...] = (
    ("solved", r"(?:解决|破解|化解|缓解|克服|应对)(?:的|了)?(?:主要|关键|核心|突出)*(?:问题|难题|困难|难点|痛点|矛盾)"),
    ("advice", r"对策|建议|改进|解决(?:办法|措施|路径|方案)|应对"),
    ("example", r"^(?:主要|国内|国外)?(?:代表|典型|示范|试点|应用|实践)性?(?:的)?(?:矿山|案例|项目|工程|实例|矿区|地区|应用|单位)(?:名称)?$|举例|^(?:实例|典型|案例)$|代表$|^(?:项目|工程|矿山|实践|应用)(?:实例|案例|示例|范例)$"),
    ("mode", r"(?:模式|运作方式|修复方式|治理方式|运营方式|商业模式)(?:名称|类型|类别|分类|种类)?$|^(?:模式|路径|方式)(?:名称|类型|类别)$"),
    ("advantage", r"优点|优势|长处|有利|亮点|优越|好处|可取之处"),
    ("drawback", r"缺点|劣势|不足|短板|短处|弊端|局限|缺陷|弱点"),
    ("problem", r"问题|困难|困境|制约|瓶颈|难点|障碍|挑战|难题|矛盾"),
    ("outcome", r"成效|效果|成果|效益|业绩|成绩|绩效|产出"),
    ("actor", r"(?:实施|投资|建设|责任|承担|牵头|运营|组织|修复|治理|参与|管理|承建|执行|申报|项目)(?:主体|单位|企业|机构|业主|部门)|业主|^主体$|^单位名称$|投资方|实施方"),
    ("project", r"^(?:重点|主要|典型|修复|治理|试点|示范|代表性?|实施|工程)?(?:项目|工程|案例|矿山|矿区|治理区|试点)(?:（工程）|/工程|\(工程\))?(?:名称)?$|^(?:项目|案例|工程)[（(]?名称[）)]?$|^名称$"),
    ("place", r"所在|地点|位置|行政区|^(?:地区|区域|市县|县市|市[、/]?县|县[（(].*|市[（(].*|省份|省市)$|所属(?:地区|市|县|区域)"),
    ("mineral", r"矿种|矿产(?:种类|类型|名称)"),
    ("remark", r"^(?:备\s*注|说明|其他|附注)$"),
)  # fmt: skip
_COMPILED = tuple((field, re.compile(pattern)) for field, pattern in _FIELDS)
_FORM = re.compile(r"(?:形式|类型|方式|路径|机制|途径|类别|做法|名称)$")
_BARE = frozenset({"名称", "类型", "类别", "做法", "路径", "形式", "方式", "种类"})
_JUDGING: frozenset[Field] = frozenset({"advantage", "drawback", "example"})
_BRACKET = re.compile(r"[（(].*?[）)]")
_FIGURES = re.compile(r"指标|^(?:计量)?单位|数值|目标|合计|规划值|限值|^\d{4}年?$|面积合计")


@dataclass(frozen=True, slots=True)
class Layout:
    """Which column holds what; `subject` is the field that the row is about."""

    fields: dict[Field, tuple[int, ...]]
    subject: Field

    def first(self, field: Field) -> int | None:
        """The leftmost column of a field, None where the table has none."""
        return self.fields.get(field, (None,))[0]


def layout(table: Table) -> Layout | None:
    """How to read a table, None where it is not about projects, modes or their problems."""
    headers = [squeeze(h).split("/")[-1] for h in table.header]
    fields: dict[Field, tuple[int, ...]] = {}
    for index, header in enumerate(headers):
        found = field_of(header)
        if found:
            fields[found] = (*fields.get(found, ()), index)
    _keep_named(headers, fields)
    _modes_by_cells(table, fields)
    _supply_mode(headers, fields)
    subject = _subject(fields)
    if subject is None or (subject == "project" and _is_figures(headers, fields)):
        return None
    return Layout(fields, subject)


def _keep_named(headers: list[str], fields: dict[Field, tuple[int, ...]]) -> None:
    """修复模式 beside 运作方式: the one names modes, the other tells how they work."""
    named = tuple(i for i in fields.get("mode", ()) if "模式" in headers[i])
    if named:
        fields["mode"] = named


def _modes_by_cells(table: Table, fields: dict[Field, tuple[int, ...]]) -> None:
    """A column of names that end in 模式, or a bare 名称 under a caption about modes, holds modes."""
    if "mode" in fields and not _is_way(table, fields):
        return
    taken = {i for field, columns in fields.items() if field != "project" for i in columns}
    for index, header in enumerate(table.header):
        cells = [squeeze(row[index]) for row in table.rows if index < len(row)]
        named = sum(cell.rstrip("”").endswith("模式") for cell in cells if cell)
        about = "模式" in table.title or len(_JUDGING & set(fields)) > 1
        bare = squeeze(header) in _BARE and about and _JUDGING & set(fields)
        if index not in taken and (2 * named > sum(map(bool, cells)) or bare):
            fields["mode"] = (index,)
            rest = tuple(i for i in fields.get("project", ()) if i != index)
            fields.pop("project", None)
            if rest:
                fields["project"] = rest
            return


def _is_way(table: Table, fields: dict[Field, tuple[int, ...]]) -> bool:
    """Whether the mode column tells how modes work (运作方式), beside one that names them."""
    ways = [squeeze(table.header[i]) for i in fields["mode"]]
    named = [squeeze(h) for i, h in enumerate(table.header) if i < fields["mode"][0]]
    judged = len(_JUDGING & set(fields)) > 1
    return judged and all("模式" not in w for w in ways) and bool(_BARE & set(named))


def _supply_mode(headers: list[str], fields: dict[Field, tuple[int, ...]]) -> None:
    """Beside examples with merits or faults, a column 形式, 类型 or 路径 names the modes."""
    judged = "advantage" in fields or "drawback" in fields
    if "example" not in fields or "mode" in fields or not judged:
        return
    taken = {i for columns in fields.values() for i in columns}
    for index, header in enumerate(headers):
        if index not in taken and _FORM.search(header):
            fields["mode"] = (index,)
            return


@lru_cache(maxsize=4096)
def field_of(header: str) -> Field | None:
    """The field that a header names, None for any other."""
    bare = _BRACKET.sub("", header) or header
    return next((f for f, p in _COMPILED if p.search(bare) or p.search(header)), None)


def _subject(fields: dict[Field, tuple[int, ...]]) -> Field | None:
    """The row is about what stands leftmost; examples illustrate a mode that has a column."""
    if "project" not in fields and "example" in fields and "mode" not in fields:
        fields["project"] = fields.pop("example")
    mode, example = fields.get("mode"), fields.get("example")
    project = fields.get("project")
    if mode and example and not project and example[0] < mode[0]:
        fields["project"] = fields.pop("example")
        return "project"
    if mode and project and not example and mode[0] < project[0]:
        fields["example"] = fields.pop("project")
        return "mode"
    if project:
        return "project"
    if mode:
        return "mode"
    return "problem" if "problem" in fields and "advice" in fields else None


def _is_figures(headers: list[str], fields: dict[Field, tuple[int, ...]]) -> bool:
    """Whether 项目 heads a column of indicator names, not of projects."""
    named = headers[fields["project"][0]]
    return named in ("项目", "名称", "矿山", "矿区", "工程") and (
        any(_FIGURES.search(h) for h in headers)
        or not set(fields) & {"mode", "outcome", "problem", "actor", "example"}
    )
