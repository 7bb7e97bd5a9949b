"""Sentences of plans and specifications that tell facts, and so lay nothing down."""

from __future__ import annotations

from typing import cast

from ingest.extract.book import FactBook
from ingest.extract.sentences import Sentence, ancestors
from ingest.extract.zones import zone
from ontology import patterns as re

_FOREIGN = re.compile(
    r"国外|美国|英国|德国|法国|日本|加拿大|澳大利亚|印度|巴西|西班牙|南非|欧盟|发达国家|各国|世界"
)
_PEOPLE = re.compile(r"(?:成员|起草人|编写人|参加人|负责人|作者)\s*[：:]")
# Headings under which facts are told: any heading above, or the nearest one.
_TELLING = re.compile(r"背景|必要性|国内外|国外|国际|概况|回顾|引用文件|前\s*言|引\s*言")
_TELLING_IN_PLANS = re.compile(
    r"(?:上一?[轮期]|前[一期]|第?[一二三]轮|十[二三]五).*评估|(?:执行|完成)情况"
)
_NEAR = re.compile(r"任务来源|工作过程|编制过程|形势(?!与要求)|现状(?!调查|与评价)|成效|指导思想")
_NEAR_IN_PLANS = re.compile(r"(?:原则|目标)$")
# Terms are explained; how many of them there are is laid down.
_TERMS = re.compile(r"术语")
# Words that bind wherever a plan uses them, be it among its principles or trends.
_BINDING = re.compile(r"必须|不得(?!已|不)|严禁|一律(?!不|平等)")
_LAID_DOWN = re.compile(r"本(?:规范|标准|文件|规程|指南)规定")


def tells(book: FactBook, sentence: Sentence) -> bool:
    """Whether a sentence states facts or problems, or what foreign laws demand."""
    document = book.document
    if document.metadata.genre not in ("plan", "specification"):
        return False
    known = cast("dict[int, str]", book.memo.setdefault("telling clauses", {}))
    if sentence.clause not in known:
        known[sentence.clause] = _of_clause(book, sentence.clause)
    told = known[sentence.clause]
    if told == "trends" and _BINDING.search(document.text, sentence.start, sentence.end):
        told = ""
    if told == "terms" and _LAID_DOWN.search(document.text, sentence.start, sentence.end):
        return False
    return bool(told) or any(
        pattern.search(document.text, sentence.start, sentence.end)
        for pattern in (_FOREIGN, _PEOPLE)
    )


def _of_clause(book: FactBook, index: int) -> str:
    """What a clause tells: "facts", "trends", "terms", or "" where it may lay something down."""
    titles = [c.title for _, c in ancestors(book.document, index) if c.kind != "run-in"]
    plan = book.document.metadata.genre == "plan"
    if any(map(_TELLING.search, titles)) or (not plan and _NEAR.search(titles[0])):
        return "facts"
    if plan and any(map(_TELLING_IN_PLANS.search, titles)):
        return "facts"
    if plan and (
        _NEAR.search(titles[0])
        or _NEAR_IN_PLANS.search(titles[0])
        or zone(book, index) == "problem"
    ):
        return "trends"
    return "terms" if any(map(_TERMS.search, titles)) else ""
