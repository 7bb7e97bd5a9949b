"""Limits between grades: 边坡等级按坡高划分为三级：大于60 m的为一级 is 一级边坡坡高."""

from __future__ import annotations

from ingest.extract.quantity import Quantity
from ontology import patterns as re

_GRADE = re.compile(
    r"^(?:及?以[上下])?的[，,]?(?:划|评|定|确定|认定|判定|列)*为(?P<grade>(?:[一二三四五六甲乙丙ⅠⅡⅢⅣⅤA-D]|特?大|中|小){1,2}(?:级|等|类|型))$"
)
_DIVIDED = re.compile(
    r"^(?:[\d.]+\s*)?(?P<what>[一-鿿]{2,14}?)(?:应当?|宜|可)?(?:按照?|根据|依据)(?P<by>[一-鿿]{2,12}?)(?:的?(?:大小|高低|高度|程度|不同))?(?:应当?|宜|可)?(?:划分|分)(?:为|成)"
)
_KIND = re.compile(r"(?:安全|风险|重要性|危险性|污染)*(?:等级|级别|等别|类别|规模|类型)$")
_WORK = re.compile(r"(?<=.{2})(?:生态)?(?:治理|修复|防治|整治|恢复)?(?:工程|项目)$")
_COMPARED = re.compile(
    r"(?:大于等于|小于等于|不?(?:大于|小于|高于|低于|超过|少于|多于)|达到|在|为)*$"
)


def graded(near: str, behind: str, sentence: str) -> str:
    """The grade with the thing graded and its measure, "" where no grade is told.

    `near` and `behind` are the words around the number in its segment, `sentence` those before it;
    none holds blanks.
    """
    grade = _GRADE.match(behind)
    if grade is None:
        return ""
    divided = _DIVIDED.match(sentence)
    thing = _WORK.sub("", _KIND.sub("", divided["what"])) if divided else ""
    measure = _COMPARED.sub("", near) or (divided["by"] if divided else "")
    measure = measure.removeprefix(thing)
    return f"{grade['grade']}{thing}{measure}" if measure else ""


def classes(ahead: str, q: Quantity) -> str:
    """边坡治理工程等级按坡高划分为三级: what is divided; "" for any other number."""
    divided = _DIVIDED.match(ahead)
    if divided is None or divided.end() != len(ahead):
        return ""
    what = divided["what"]
    if q.unit in ("级", "等"):
        return what if what.endswith(("等级", "级别", "等别")) else what + "等级"
    return f"{_KIND.sub('', what)}{divided['by']}类别数" if q.unit in ("类", "种", "型") else ""
