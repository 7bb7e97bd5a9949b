"""What a place in a document is for: stating problems, giving advice, summing up, or neither."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, cast

from ingest.extract import imperatives
from ingest.extract.book import FactBook
from ingest.extract.deficits import deficit, is_barred
from ingest.extract.sentences import Sentence, ancestors, sentences, trim
from ontology import patterns as re
from ontology.records import Clause, Document

Zone = Literal["problem", "advice", "front", "body"]

_ADVICE = re.compile(
    r"建议|对策|措施|举措|思路|路径|启示|展望|出路|策略|方略|途径|办法|改进|优化方向"
    r"|之[策道计方法]$|思考$|下一步|构想$|设想$|疏解|纾解|进路|破局|破题|解法|处方|良方|怎么办$|如何(?:破局|破解|化解|应对)|抓手|发力点"
)
_PROBLEM = re.compile(
    r"问题|困难|困境|不足|短板|制约|瓶颈|挑战|障碍|难点|症结|矛盾|局限|难题|堵点|痛点|掣肘|梗阻|薄弱环节|软肋|隐忧|弊病|弊端"
    r"|难处|难关|卡点|之[困难惑痛弊]|症候|缺憾|困惑|顾虑|失灵|堵在哪"
)
# 三种路径, “修复+研学”路径: ways that were gone, not such as are advised.
_WAYS = re.compile(
    r"(?:[两二三四五六七八九十几多]|\d)(?:种|条|类|大)[^，。；]{0,8}(?:路径|途径|办法|措施|举措|思路)|(?:^|[^一-鿿])“[^”]{3,}”[^，。；]{0,4}(?:路径|途径|办法)$|(?:路径|举措|措施)(?:比较|梳理|回顾|评析|类型)|(?:探索|实践|典型)(?:的)?路径$"
)
_STUDY = re.compile(
    r"(?:问题|难题|矛盾)(?:的)?(?:提出|解决|研究|界定|整改|处理)|问题.{0,4}(?:调查|识别|诊断|评估|监测|防治|治理)|(?:解决|破解|应对|克服)"
)
# What was found, below a heading that promises advice as well (结论与建议).
_CONCLUDES = re.compile(r"(?:主要|研究|基本)?(?:结论|发现|认识)$")
_FRONT = re.compile(
    r"\s*(?:[\[【（(]?\s*(?:摘\s*要|提\s*要|关键词|关键字|中图分类号|文献标识码|文章编号|基金项目|作者简介|收稿日期)"
    r"|(?:Abstract|Keywords?|Key words)\b)",
    re.IGNORECASE,
)
_BACK = re.compile(r"参考文献|致谢|附录|References", re.IGNORECASE)
_NUMBER = re.compile(
    r"\s*(?:[（(]\s*[0-9一二三四五六七八九十]{1,3}\s*[）)]|[0-9]{1,2}\s*[．.、)）]|[一二三四五六七八九十]{1,3}\s*[、．.]"
    r"|[①-⑳]|第[一二三四五六七八九十]+[，,、]|[一二三四五六七八九十]是)\s*"
)
_TITLE = 24  # characters of a heading that can state a shortage
_SHORTEST = 4
_NOUN = 2  # characters of what is short
_FEWEST = 2  # headings that make a series
# Genres that tell of cases freely; plans and norms use 模式 and 项目 of anything that is done.
TELLING = frozenset({"paper", "other"})
_UNITS = frozenset({"heading", "item", "subitem", "run-in"})
_GENRES = frozenset({"paper", "plan", "specification", "notice", "other"})


def holds_mine_facts(document: Document) -> bool:
    """Whether modes, problems and projects may be looked for: on topic, and not a legal text."""
    return not document.metadata.off_topic and document.metadata.genre in _GENRES


def zone(book: FactBook, index: int) -> Zone:
    """The zone of a clause, told from its heading and those above it, innermost first."""
    known = cast("dict[int, Zone]", book.memo.setdefault("zones", {}))
    if index not in known:
        known[index] = _zone(book, index)
    return known[index]


def _zone(book: FactBook, index: int) -> Zone:
    for at, clause in ancestors(book.document, index):
        if clause.title and clause.kind not in ("document", "table"):
            told = _titled(clause.title) or _told_below(book, at)
            if told:
                return told
    return "body"


def _titled(title: str) -> Zone | None:
    """The zone that a heading names; None where it leaves that to those above it."""
    if _BACK.match(title) or _FRONT.match(title):
        return "front"
    if _ADVICE.search(title) and not (re.search(r"问题$", title) or _WAYS.search(title)):
        return "advice"
    if _CONCLUDES.match(title):
        return "body"
    if _STUDY.search(title) or imperatives.mends(title):
        return None
    return "problem" if _PROBLEM.search(title) or _complains(title) else None


def _told_below(book: FactBook, index: int) -> Zone | None:
    """What most of the headings and items below a heading of a paper do: complain or demand.

    Demands are advice only behind a section of problems; before it they may tell what was done.
    """
    document = book.document
    if document.metadata.genre not in TELLING or document.clauses[index].kind != "heading":
        return None
    opened = [_opening(document, i) for i in _children(book).get(index, ())]
    if len(opened) < _FEWEST:
        return None
    if 3 * sum(map(_complains, opened)) >= 2 * len(opened):
        return "problem"
    demands = 3 * sum(map(imperatives.opens, opened)) >= 2 * len(opened)
    level = document.clauses[index].level
    before = (i for i, c in enumerate(document.clauses[:index]) if c.level == level and c.title)
    return "advice" if demands and any(zone(book, i) == "problem" for i in before) else None


def _children(book: FactBook) -> dict[int, list[int]]:
    """Index of a clause -> the headings and items directly below it."""
    known = book.memo.get("children")
    if known is None:
        found: dict[int, list[int]] = {}
        for index, clause in enumerate(book.document.clauses):
            if clause.parent is not None and clause.kind in _UNITS:
                found.setdefault(clause.parent, []).append(index)
        known = book.memo["children"] = found
    return cast("dict[int, list[int]]", known)


def _opening(document: Document, index: int) -> str:
    """The title of a clause, or the first words of one without a title."""
    clause = document.clauses[index]
    start = body_start(document.text, clause)
    words = clause.title or document.text[start : min(clause.end, start + _TITLE)]
    return re.split(r"[。；，：\n]", words, maxsplit=1)[0]


def _complains(title: str) -> bool:
    """Whether a heading itself states a shortage (标准体系不健全)."""
    words = title.strip()
    found = deficit(words) if _SHORTEST <= len(words) <= _TITLE else None
    return found is not None and found.strong and found.start >= _NOUN and not is_barred(words)


def is_front(text: str, sentence: Sentence) -> bool:
    """Whether a sentence belongs to the abstract, the keywords or the like."""
    line = text.rfind("\n", 0, sentence.start) + 1
    return bool(_FRONT.match(text[line : line + 40]))


def items(book: FactBook, index_of: Zone) -> Iterator[tuple[int, Clause]]:
    """The innermost clauses with text of their own in a zone, in document order."""
    document = book.document
    parents = {c.parent for c in document.clauses if c.kind not in ("table", "row")}
    for index, clause in enumerate(document.clauses):
        inner = index and index not in parents and clause.kind not in ("table", "row")
        if inner and zone(book, index) == index_of:
            yield index, clause


def body_start(text: str, clause: Clause) -> int:
    """Where the words of a clause begin, behind its number."""
    match = _NUMBER.match(text, clause.start, clause.end)
    start = match.end() if match else clause.start
    if clause.number and text.startswith(clause.number, clause.start):
        start = max(start, clause.start + len(clause.number))
    return trim(text, start, clause.end)[0]


def running(book: FactBook, *zones: Zone) -> Iterator[tuple[Sentence, Zone]]:
    """The sentences of the zones with headings that are whole sentences, in document order."""
    for sentence, where in _zoned(book):
        if where in zones:
            yield sentence, where


def _zoned(book: FactBook) -> list[tuple[Sentence, Zone]]:
    """The sentences outside the front matter with their zones, looked at once."""
    known = book.memo.get("zoned sentences")
    if known is None:
        text = book.document.text
        known = book.memo["zoned sentences"] = [
            (sentence, zone(book, sentence.clause))
            for sentence in sentences(book)
            if not is_front(text, sentence)
        ]
    return cast("list[tuple[Sentence, Zone]]", known)
