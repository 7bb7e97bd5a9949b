"""The graph's statements as flat tables, for spreadsheets and statistics programs.

The table of claims, which is the longest, is in `kg.claim_table`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

Cells = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table: its name, its columns (variable and heading) and the query for its rows."""

    name: str
    columns: tuple[tuple[str, str], ...]
    query: str

    def header(self) -> list[str]:
        """The headings."""
        return [heading for _, heading in self.columns]

    def rows(self, ask: Callable[[str], Iterable[Cells]]) -> Iterator[list[str]]:
        """The rows as text, "" for what is not said."""
        for row in ask(self.query):
            yield [row.get(variable, "") for variable, _ in self.columns]


_NUMBER = re.compile(r"[+-]?[\d.,]+%?")


def inert(cell: str) -> str:
    """A cell that a spreadsheet program does not run as a formula (OWASP, CSV injection)."""
    if not cell.startswith(("=", "+", "-", "@", "\t", "\r")) or _NUMBER.fullmatch(cell):
        return cell
    return "'" + cell


_PLACE = (
    ("quote", "原文"), ("title", "文件"), ("clause", "条款"), ("where", "位置"),
    ("start", "起"), ("end", "止"), ("document", "文件 IRI"),
)  # fmt: skip
_EVIDENCE = """
  ?x mk:quote ?quote ; mk:start ?start ; mk:end ?end ; prov:wasDerivedFrom ?document .
  ?document dcterms:title ?title .
  OPTIONAL { ?x mk:where ?where }
  OPTIONAL { ?x mk:inClause/rdfs:label ?clause }
"""

INDICATORS = Sheet(
    "指标",
    (
        ("name", "指标"), ("comparator", "比较"), ("value", "数值"), ("unit", "单位"),
        ("year", "年份"), ("kind", "类型"), ("binding", "属性"), ("mineral", "矿种"), *_PLACE,
    ),
    f"""
SELECT * {{
  ?x a mk:Indicator ; skos:prefLabel ?name ; mk:valueText ?value ; mk:comparator ?comparator .
  {_EVIDENCE}
  OPTIONAL {{ ?x mk:unit ?unit }} OPTIONAL {{ ?x mk:year ?y }} BIND(STR(?y) AS ?year)
  OPTIONAL {{ ?x mk:indicatorKind ?k }} BIND(STRAFTER(STR(?k), "#") AS ?kind)
  OPTIONAL {{ ?x mk:bindingness ?b }} BIND(STRAFTER(STR(?b), "#") AS ?binding)
  OPTIONAL {{ ?x mk:forMineral/skos:prefLabel ?mineral }}
}}""",
)  # fmt: skip

THRESHOLDS = Sheet(
    "准入门槛",
    (
        ("mineral", "矿种"), ("variant", "品类"), ("scale", "规模"), ("comparator", "比较"),
        ("value", "数值"), ("unit", "单位"), ("years", "最低服务年限"), *_PLACE,
    ),
    f"""
SELECT * {{
  ?x a mk:Threshold ; mk:valueText ?value ; mk:comparator ?comparator .
  {_EVIDENCE}
  OPTIONAL {{ ?x mk:forMineral/skos:prefLabel ?mineral }} OPTIONAL {{ ?x mk:unit ?unit }}
  OPTIONAL {{ ?x mk:variant ?variant }} OPTIONAL {{ ?x mk:scale ?scale }}
  OPTIONAL {{ ?x mk:minServiceYears ?years }}
}}""",
)  # fmt: skip

NORMS = Sheet(
    "规范性要求",
    (
        ("modality", "程度"), ("bearer", "主体"), ("action", "行为"), ("condition", "条件"),
        ("cue", "标志词"), *_PLACE,
    ),
    f"""
SELECT * {{
  ?x a mk:Norm ; mk:modality ?m ; mk:action ?action .
  {_EVIDENCE}
  BIND(STRAFTER(STR(?m), "#") AS ?modality)
  OPTIONAL {{ ?x mk:bearer ?bearer }} OPTIONAL {{ ?x mk:condition ?condition }}
  OPTIONAL {{ ?x mk:cue ?cue }}
}}""",
)  # fmt: skip

DOCUMENTS = Sheet(
    "文件",
    (
        ("title", "标题"), ("kind", "种类"), ("number", "文号"), ("issuer", "发布机关"),
        ("region", "地区"), ("date", "日期"), ("status", "状态"), ("document", "IRI"),
    ),
    """
SELECT * {
  ?document a mk:Document ; dcterms:title ?title .
  OPTIONAL { ?document a ?k . FILTER(STRSTARTS(STR(?k), STR(mk:)) && ?k != mk:Document) }
  BIND(STRAFTER(STR(?k), "#") AS ?kind)
  OPTIONAL { ?document mk:documentNumber ?number } OPTIONAL { ?document mk:issuer ?issuer }
  OPTIONAL { ?document mk:regionName ?region } OPTIONAL { ?document mk:dateText ?date }
  OPTIONAL { ?document mk:status ?status }
}""",
)  # fmt: skip

SHEETS = (INDICATORS, THRESHOLDS, NORMS, DOCUMENTS)
