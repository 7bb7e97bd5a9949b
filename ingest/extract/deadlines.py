"""What a bare deed within a time is done to: 发现越界开采的应在…立案 is of 越界开采."""

from __future__ import annotations

from collections.abc import Sequence

from ontology import patterns as re

# Deeds that say nothing: what is done is their subject (验收应在…内进行).
LIGHT = frozenset({"进行", "开展", "完成", "实施", "启动"})
_HANDED_ON = re.compile(r"^(?:报送|提交|报备|备案|上报|公示|公布|公告|移交|归档|送达|送审|报批)$")
_DOCUMENT = re.compile(
    r"(?:编制|制定|提交|形成|出具|建立|填报)(?:完成)?(?P<what>[一-鿿]{2,12}(?:方案|报告|计划|资料|档案|名单|结果|台账|规划|图件))$"
)
_SUCH = re.compile(
    r"^[^，。；]{2,10}?(?:为|属于|被[定认列]为)(?P<how>[一-鿿]{2,6})的(?P<who>企业|矿山|单位|项目|工程|矿区|边坡|图斑|尾矿库|采石场)$"
)
_IN_CASE = re.compile(r"^(?P<what>[^，。；]{2,16}?)(?:时|的)$")
FOUND = re.compile(r"^.*?(?:发现|发生|出现)(?=.{2})")
_BEARER = re.compile(r"^(?P<what>[一-鿿]{2,8}?)(?=应当?|不[应得]|须|宜|必须|每[季半一月年日])")
_BRIEF = 2  # characters of 故障, 事故
_LONGEST = 12  # characters of a case


def case(words: str, before: Sequence[str]) -> str:
    """The case that calls for a deed, told before it in the same segment; "" for none.

    `words` are those before its modal verb, `before` the segments before, nearest first.
    """
    told = _IN_CASE.match(words)
    found = FOUND.match(words) if told else None
    if told is None or found is None:
        return ""
    what = told["what"][found.end() :]
    bearer = _BEARER.match(before[0]) if before and len(what) <= _BRIEF else None
    return (bearer["what"] if bearer else "") + what if len(what) <= _LONGEST else ""


def such(before: Sequence[str]) -> str:
    """评估结果为不合格的企业，应在…整改: 不合格企业; "" where none is told apart."""
    match = _SUCH.match(before[0]) if before else None
    return match["how"] + match["who"] if match else ""


def handed_on(deed: str, before: Sequence[str]) -> str:
    """编制防治方案，…并在投产前报送: the document that is handed on; "" for other deeds."""
    if not _HANDED_ON.match(deed):
        return ""
    return next((m["what"] for words in before if (m := _DOCUMENT.search(words))), "")
