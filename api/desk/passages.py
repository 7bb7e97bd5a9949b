"""A plan cut into passages, and how much of what is asked each of them holds."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import rjieba

from api.desk.folding import shingles
from ontology import lexicon
from ontology.records import Document

_GENERIC = frozenset(
    [
        "应",
        "应当",
        "必须",
        "须",
        "不得",
        "不应",
        "严禁",
        "禁止",
        "宜",
        "可",
        "可以",
        "包括",
        "包含",
        "主要",
        "内容",
        "进行",
        "要求",
        "规定",
        "规范",
        "标准",
        "方案",
        "规划",
        "编制",
        "情况",
        "相关",
        "有关",
        "以及",
        "明确",
        "说明",
        "提出",
        "给出",
        "制定",
        "分析",
        "评价",
        "调查",
        "矿山",
        "矿区",
        "项目",
        "区域",
        "工作",
        "其他",
        "根据",
        "按照",
        "依据",
        "采用",
        "采取",
        "一般",
        "具有",
        "确定",
        "结合",
        "实际",
        "资料",
        "不",
        "低于",
        "小于",
        "大于",
        "少于",
        "高于",
        "超过",
        "报告",
        "附图",
        "影响",
        "现状",
        "状况",
        "建设",
        "实施",
        "措施",
        "工程",
        "整体",
        "各类",
        "类型",
        "位置",
        "面积",
        "程度",
        "规模",
        "范围",
        "数量",
        "技术",
        "方面",
        "部分",
        "阶段",
        "问题",
        "生态",
        "环境",
        "开采",
        "矿产",
        "资源",
        "综合",
        "单位",
        "人员",
        "文件",
        "建立",
        "开展",
        "分别",
        "及其",
        "结论",
        "预测",
    ]
)
_LIGHT = 0.25
_HAN = re.compile(r"[㐀-鿿A-Za-z]{2,}")
_SENTENCE = re.compile(r"[^。；\n]+[。；]?")
_LONGEST = 700
_SHORT = 120
_PARTIAL = 0.66


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of the plan under one heading; `titles` are the headings above and its own."""

    clause: str
    number: str
    start: int
    end: int
    text: str
    titles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """How a passage answers an item. Shares run from 0 to 1.

    `share` weighs all words asked for by their rarity, `title` the words found in the passage's
    own heading, `words` are those found.
    """

    passage: Passage
    share: float
    title: float
    words: tuple[str, ...]


class Plan:
    """The passages of a plan with the rarity of their words."""

    def __init__(self, document: Document) -> None:
        self.passages = _passages(document)
        counts: Counter[str] = Counter()
        for passage in self.passages:
            counts.update(set(_cut(passage.text)))
        self._rarity = {
            w: math.log((len(self.passages) + 1) / (n + 0.5)) for w, n in counts.items()
        }
        self._top = math.log(len(self.passages) + 2) if self.passages else 1.0

    def weight(self, word: str) -> float:
        """How much a word counts: rare ones more, words of every specification little."""
        rarity = max(self._rarity.get(word, self._top), 0.2)
        return rarity * (_LIGHT if word in _GENERIC else 1.0)

    def hits(self, words: Sequence[str], limit: int = 3) -> tuple[Hit, ...]:
        """The passages that hold most of the words, best first; () where none holds any."""
        total = sum(map(self.weight, words))
        if not total:
            return ()
        found = [h for p in self.passages if (h := self._hit(p, words, total)).share > 0]
        found.sort(key=lambda h: (-h.share - 0.3 * h.title, h.passage.start))
        return tuple(found[:limit])

    def narrow(self, passage: Passage, words: Sequence[str]) -> tuple[int, int]:
        """The sentence of a long passage that holds most of the words; a short one whole."""
        if passage.end - passage.start <= _SHORT:
            return passage.start, passage.end
        ranges = [m.span() for m in _SENTENCE.finditer(passage.text) if m.group().strip()]

        def held(span: tuple[int, int]) -> float:
            text = passage.text[span[0] : span[1]]
            return sum(self.weight(w) * _share(w, text) for w in words)

        best = max(ranges, key=held, default=(0, len(passage.text)))
        if not held(best):
            return passage.start, passage.end
        return passage.start + best[0], passage.start + best[1]

    def _hit(self, passage: Passage, words: Sequence[str], total: float) -> Hit:
        heading = " ".join(passage.titles)
        own = passage.titles[-1] if passage.titles else ""
        shares = {w: max(_share(w, passage.text), _share(w, heading)) for w in words}
        held = sum(self.weight(w) * s for w, s in shares.items())
        titled = sum(self.weight(w) * _share(w, own) for w in words)
        names = tuple(w for w, s in shares.items() if s and w not in _GENERIC)
        return Hit(passage, held / total, titled / total, names)


def content_words(text: str) -> tuple[str, ...]:
    """The words of two or more letters that carry meaning, each once, in order."""
    return tuple(dict.fromkeys(w for w in _cut(text) if _HAN.fullmatch(w)))


def is_generic(word: str) -> bool:
    """Whether every specification uses the word."""
    return word in _GENERIC


@lru_cache(maxsize=4096)
def _cut(text: str) -> tuple[str, ...]:
    return tuple(rjieba.cut(text))


def _share(word: str, text: str) -> float:
    """1 where the text holds the word or a synonym, the held part of a long word, else 0."""
    if word in text or any(s in text for s in _same(word)):
        return 1.0
    if len(word) < 4:
        return 0.0
    parts = shingles(word)
    held = sum(n for part, n in parts.items() if part in text) / sum(parts.values())
    return held if held >= _PARTIAL else 0.0


def _same(word: str) -> Iterable[str]:
    return lexicon.synonyms().get(word, ())


def _passages(document: Document) -> tuple[Passage, ...]:
    """The text below each heading up to the next, cut at line ends where it is long."""
    clauses = document.clauses
    starts = sorted({c.start for c in clauses} | {len(document.text)})
    found = []
    for index, clause in enumerate(clauses):
        if index == 0 and len(clauses) > 1:
            continue
        stop = next((s for s in starts if s > clause.start), clause.end)
        if clause.kind in ("item", "subitem", "paragraph"):
            continue
        stop = _own_end(document, index)
        for start, end in _cuts(document.text, clause.start, stop):
            text = document.text[start:end]
            if text.strip():
                found.append(
                    Passage(
                        clause.id, clause.number, start, end, text, (*clause.path, clause.title)
                    )
                )
    return tuple(found)


def _own_end(document: Document, index: int) -> int:
    """Where the first headed clause below begins; the clause's end where there is none."""
    clause = document.clauses[index]
    headed = [
        c.start
        for c in document.clauses[index + 1 :]
        if clause.start < c.start < clause.end and c.kind not in ("item", "subitem", "paragraph")
    ]
    return min(headed, default=clause.end)


def _cuts(text: str, start: int, end: int) -> Iterable[tuple[int, int]]:
    while end - start > _LONGEST:
        at = text.rfind("\n", start, start + _LONGEST)
        at = at + 1 if at > start else start + _LONGEST
        yield start, at
        start = at
    if start < end:
        yield start, end
