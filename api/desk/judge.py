"""Is an item of a checklist in the plan? Ranking by titles, section kinds, words and limits.

The thresholds are calibrated on `tests/golden/desk/check_pairs.json` (see `minekg eval desk`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from api.desk.checklist import Item
from api.desk.concepts import concepts_of
from api.desk.folding import shingles
from api.desk.limits import Measured, limits, measured
from api.desk.passages import Hit, Passage, Plan, content_words, is_generic

CheckVerdict = Literal["found", "not found", "person"]

_TITLE_SURE = 0.6
_TITLE_WEAK = 0.4
_NORM_SURE = 0.38
_NORM_WEAK = 0.28
_WHOLE = 0.5
_SIGNS_SURE = 4
_SIGNS_WEAK = 3
_LIGHT = re.compile(r"矿山|矿区|的|情况|内容|规划|[（(]方案[）)]|方案|要求|实施|进行|主要")
_ALTERNATIVES = re.compile(
    r"[^，。；、应宜可]{2,8}(?:、[^，。；、]{2,8})*(?:或者|或)[^，。；、等]{2,8}"
)
_PARTS = re.compile(r"、|或者|或")
_SAME = re.compile(r"恢复|重建|治理")  # 修复 in the words of other years
_OVERVIEW = re.compile(r"(?:基本)?(?:情况|概况|简介)$")
_JOINED = re.compile(r"[与和及、]")
_PAPER = re.compile(r"(?:(?<!方案)报告|图|附表|申请书?|证明|清单|文件|合同|批复)$")
_PROCESS = re.compile(
    r"编制(?:工作|单位|人员|原则|程序|阶段)|准备阶段|资料(?:收集|分析)|收集|踏勘|访谈|原则|程序|报告书|报告编制|大纲"
)


@dataclass(frozen=True, slots=True)
class Judgement:
    """The verdict on an item with the passage that decides it, None where nothing comes near."""

    verdict: CheckVerdict
    reason: str
    passage: Passage | None = None


def judge(item: Item, plan: Plan) -> Judgement:
    """Found, not found, or for a person to decide, with the best passage and why."""
    return _content(item, plan) if item.titled else _norm(item, plan)


def _content(item: Item, plan: Plan) -> Judgement:
    title, alike = _best_title(item.name, plan)
    if title is not None and alike >= _TITLE_SURE:
        return Judgement("found", f"标题“{title.titles[-1]}”与要求的内容相同或相近", title)
    if _PAPER.search(item.name):
        return _paper(item, plan)
    if (several := _in_parts(item, plan)) is not None:
        return several
    signed, signs = _best_signs(item.name, plan)
    if signed is not None and len(signs) >= _SIGNS_SURE:
        return Judgement("found", f"这一段写了{_listed(signs)}", signed)
    if _PROCESS.search(item.name):
        return Judgement("person", "要求的是编制过程，方案文本里不一定写出")
    if signed is not None and len(signs) >= _SIGNS_WEAK:
        return Judgement("person", f"只找到{_listed(signs)}，不能确定是否符合要求", signed)
    if title is not None and alike >= _TITLE_WEAK:
        return Judgement("person", f"标题“{title.titles[-1]}”与要求的内容有些相近", title)
    return Judgement("not found", "没有相应的标题，也没有相应的内容")


def _in_parts(item: Item, plan: Plan) -> Judgement | None:
    """For a title that joins several contents (自然与社会经济概况): are they all there?

    None for any other title, and where none of them is.
    """
    parts = [p for p in _JOINED.split(_OVERVIEW.sub("", item.name)) if concepts_of(p)]
    signed = {p: _best_signs(p, plan) for p in parts}
    there = {p: s[0] for p, s in signed.items() if s[0] is not None and len(s[1]) >= _SIGNS_WEAK}
    if len(parts) < 2 or not there:
        return None
    passage = next(iter(there.values()))
    if len(there) == len(parts) and all(len(s[1]) >= _SIGNS_SURE for s in signed.values()):
        return Judgement("found", f"写了{_listed(tuple(there))}", passage)
    return Judgement("person", f"找到“{_listed(tuple(there))}”的内容，其余须由人看", passage)


def _paper(item: Item, plan: Plan) -> Judgement:
    """A drawing, report or certificate that must be there: only its name shows that it is."""
    named = next((p for p in plan.passages if item.name in p.text), None)
    if named is not None:
        return Judgement("found", f"写有“{item.name}”", named)
    return Judgement("not found", "没有提到这份材料")


def _best_title(name: str, plan: Plan) -> tuple[Passage | None, float]:
    wanted = shingles(_core(name))
    best, most = None, 0.0
    for passage in plan.passages:
        own = passage.titles[-1] if passage.titles else ""
        have = shingles(_core(own))
        common = sum((wanted & have).values())
        total = sum(wanted.values()) + sum(have.values())
        if own and total and (alike := 2 * common / total) > most:
            best, most = passage, alike
    return best, most


def _core(title: str) -> str:
    return _SAME.sub("修复", _LIGHT.sub("", _OVERVIEW.sub("概况", title)))


def _best_signs(name: str, plan: Plan) -> tuple[Passage | None, tuple[str, ...]]:
    """The passage with most signs of the kinds of section that a name asks for."""
    best: Passage | None = None
    found: tuple[str, ...] = ()
    for concept in concepts_of(name):
        for passage in plan.passages:
            own = passage.titles[-1] if passage.titles else ""
            signs = tuple(s for s in concept.signs if s in passage.text)
            marks = tuple(s for s in concept.marks if s in passage.text)
            signs = (*marks, *marks, *signs)
            if any(n in own for n in concept.names) and signs:
                signs = (*signs, *(n for n in concept.names if n in own), own)
            if len(signs) > len(found):
                best, found = passage, signs
    return best, found


def _norm(item: Item, plan: Plan) -> Judgement:
    hit = _best_hit(item.name, plan)
    share = hit.share if hit else 0.0
    passage = hit.passage if hit else None
    numbers = _measured(item, plan)
    if numbers and not all(n.kept for n in numbers):
        wrong = next(n for n in numbers if not n.kept)
        return Judgement("person", f"方案写“{wrong.words}”，规范要求“{wrong.limit.words}”", passage)
    if numbers and len(numbers) == len(limits(item.name)):
        return Judgement("found", f"方案写“{numbers[0].words}”，符合限值", passage)
    if numbers:
        return Judgement("person", f"方案写“{numbers[0].words}”，其余须由人看", passage)
    if hit and share >= _NORM_SURE and not (limits(item.name) and share < _WHOLE):
        return Judgement("found", f"这一段写了{_named(hit)}", passage)
    if (item.modality == "prohibits" and not limits(item.name)) or _PROCESS.search(item.name):
        near = passage if share >= _NORM_WEAK else None
        return Judgement("person", "禁止或过程性要求，方案没有写不等于不符合", near)
    if share >= _NORM_WEAK:
        return Judgement("person", f"只找到{_named(hit)}，不能确定是否符合要求", passage)
    signed, signs = _best_signs(item.name, plan)
    if signed is not None and len(signs) >= _SIGNS_WEAK:
        return Judgement("person", f"只找到{_listed(signs)}，不能确定是否符合要求", signed)
    return Judgement("not found", "没有找到相应的内容")


def _best_hit(norm: str, plan: Plan) -> Hit | None:
    """The best passage for a norm; of alternatives (A、B或C) one is enough."""
    found = _ALTERNATIVES.search(norm)
    wordings = [norm]
    if found:
        parts = _PARTS.split(found.group())
        wordings = [norm[: found.start()] + part + norm[found.end() :] for part in parts if part]
    hits = [h for w in wordings for h in plan.hits(content_words(w), 1)]
    return max(hits, key=lambda h: h.share, default=None)


def _measured(item: Item, plan: Plan) -> list[Measured]:
    found = []
    for limit in limits(item.name):
        hits = plan.hits(content_words(limit.what) or (limit.what,), 3)
        for hit in hits:
            number = measured(limit, hit.passage.text, 0, len(hit.passage.text))
            if number is not None:
                found.append(number)
                break
    return found


def _listed(signs: tuple[str, ...]) -> str:
    return "、".join(list(dict.fromkeys(signs))[:5])


def _named(hit: Hit | None) -> str:
    words = [w for w in (hit.words if hit else ()) if not is_generic(w)]
    return "、".join(words[:5]) or "相近的文字"
