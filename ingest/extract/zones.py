"""What a place in a document is for: stating problems, giving advice, summing up, or neither."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, cast

from ingest.extract.book import FactBook
from ingest.extract.deficits import deficit, is_barred
from ingest.extract.sentences import Sentence, ancestors, sentences, trim
from ontology.records import Clause, Document

Zone = Literal["problem", "advice", "front", "body"]

_ADVICE = re.compile(
    r"建议|对策|措施|举措|思路|路径|启示|展望|出路|策略|方略|途径|办法|改进|优化方向"
)
_PROBLEM = re.compile(
    r"问题|困难|困境|不足|短板|制约|瓶颈|挑战|障碍|难点|症结|矛盾|局限|难题|堵点|痛点|掣肘|梗阻|薄弱环节|软肋|隐忧|弊病|弊端"
)
_STUDY = re.compile(
    r"(?:问题|难题|矛盾)(?:的)?(?:提出|解决|研究|界定|整改|处理)|问题.{0,4}(?:调查|识别|诊断|评估|监测|防治|治理)|(?:解决|破解|应对|克服)"
)
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
_NOUN = 2  # characters of what is short
_GENRES = frozenset({"paper", "plan", "specification", "other"})


def holds_mine_facts(document: Document) -> bool:
    """Whether modes, problems and projects may be looked for: on topic, and not a legal text."""
    return not document.metadata.off_topic and document.metadata.genre in _GENRES


def zone(book: FactBook, index: int) -> Zone:
    """The zone of a clause, told from its heading and those above it, innermost first."""
    known = cast("dict[int, Zone]", book.memo.setdefault("zones", {}))
    if index not in known:
        known[index] = _zone(book.document, index)
    return known[index]


def _zone(document: Document, index: int) -> Zone:
    for _, clause in ancestors(document, index):
        title = clause.title
        if not title or clause.kind == "document" or clause.kind == "table":
            continue
        if _BACK.match(title) or _FRONT.match(title):
            return "front"
        if _ADVICE.search(title) and not re.search(r"问题$", title):
            return "advice"
        if (_PROBLEM.search(title) or _complains(title)) and not _STUDY.search(title):
            return "problem"
    return "body"


def _complains(title: str) -> bool:
    """Whether a heading itself states a shortage (标准体系不健全)."""
    words = title.strip()
    found = deficit(words) if 4 < len(words) <= _TITLE else None
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
    text = book.document.text
    for sentence in sentences(book):
        where = zone(book, sentence.clause)
        if where in zones and not is_front(text, sentence):
            yield sentence, where
