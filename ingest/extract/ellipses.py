"""Counts without a noun: 计划建成绿色矿山12座，已建成8座，正在创建3座."""

from __future__ import annotations

from ingest.extract.quantity import CLASSIFIERS, Quantity
from ingest.extract.wholes import Told, uncounted
from ontology import patterns as re

_VERB = r"(?:建成|创建|新建|在建|完成|验收|开工|完工|销号|关闭|退出|整改|治理|修复|申报|培育|启动|摘牌|入库)"
_DONE = re.compile(
    rf"^[，,；;、]?(?:其中|目前|现|另)*(?P<how>已经?|正在|拟|计划|尚未|待|今年|年内)?(?P<verb>{_VERB}了?)(?:约|近|共)?$"
)
_DEED = re.compile(
    rf"^(?:计划|规划|拟|力争|累计|已|正在|“?十[三四五六]五”?期间|{_VERB})+(?=.{{2}})"
)


def elided(near: str, q: Quantity, before: Told | None) -> str:
    """What is counted before, with what is done to this part of it; "" where a noun is told.

    `near` are the words since the number before, `before` the count that they go on about.
    """
    done = _DONE.match(near) if before and q.unit in CLASSIFIERS else None
    if done is None or before is None or before.q.unit != q.unit or before.part:
        return ""
    thing = _DEED.sub("", uncounted(before.name))
    how = done["how"] if done["how"] in ("正在", "拟", "计划", "尚未", "待") else ""
    return f"{how or ''}{done['verb'].removesuffix('了')}{thing}" if len(thing) > 1 else ""
