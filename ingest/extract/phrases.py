"""Where the noun phrase of a count ends and what its things do begins: 村民|签订了流转协议."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

import rjieba

from ontology import patterns as re

# Tags of the segmenter: prepositions, adverbs and conjunctions open a predicate.
_OPENS = frozenset({"p", "d", "c"})
_INSIDE = frozenset(
    ["为", "于", "以", "至", "到", "和", "与", "及", "或", "以及"]
)  # these stand inside a phrase
_VERBS = frozenset({"v", "vd", "vi"})
_ASPECT = frozenset({"ul", "ug", "uz"})
_NOUNS = frozenset({"n", "nz", "ns", "nr", "nt", "an", "s", "j", "l"})
_BAR = re.compile(r"把|将|被|因|在|未|没|已|仍|均|都|不|有|无|属|须|需|应|可|能|会|免费")
# Verbs that also stand before or for a noun: 修复项目, 历史遗留废弃矿山修复.
_NOMINAL = frozenset(
    [
        "修复",
        "治理",
        "勘查",
        "开采",
        "建设",
        "复垦",
        "整治",
        "处置",
        "审批",
        "服务",
        "管理",
        "监测",
        "利用",
        "加工",
        "生产",
        "检测",
        "评价",
        "示范",
        "试点",
        "补偿",
        "恢复",
        "保护",
        "调查",
        "监管",
        "开发",
        "改造",
        "绿化",
        "复绿",
        "破坏",
        "污染",
        "遗留",
        "损毁",
        "崩塌",
    ]
)
# Verbs that the segmenter takes for nouns.
_MOVES = frozenset(["落地", "延期", "停工", "完工", "开工", "停产", "关闭", "退出", "达标"])
_MANNER = re.compile(
    r"^(?:因[^，。；]+?(?:而|(?=被))|在[^，。；]{1,6}?(?=长年|常年|长期)"
    r"|(?:已经?|均|都|尚|目前|先后|长年|常年|长期|也|还|由此|进行)+(?=[一-鿿]{2}))+"
)
_DONE = re.compile(r"(?<=[一-鿿]{2})[了过](?=[一-鿿])")


class Clause(NamedTuple):
    """A counted noun and what is said of it, "" for nothing."""

    noun: str
    deed: str


@lru_cache(maxsize=4096)
def clause(words: str) -> Clause:
    """The words behind a number with a classifier, without blanks and up to the next mark."""
    tokens = rjieba.tag(words)
    at = len(tokens[0][0]) if tokens else 0
    for index in range(1, len(tokens)):
        if _ends(tokens, index):
            return Clause(words[:at], bare(words[at:]))
        at += len(tokens[index][0])
    return Clause(words, "")


def bare(deed: str) -> str:
    """What is said, without adverbs, causes and aspect."""
    return re.sub(r"^被(?=[列纳]入)|(?<=^未)能", "", _DONE.sub("", _MANNER.sub("", deed)))


def _ends(tokens: list[tuple[str, str]], index: int) -> bool:
    """Whether a predicate begins with a token, which is not the first."""
    word, tag = tokens[index]
    if any(w == "的" for w, _ in tokens[index:]) and not _BAR.match(word):
        return False
    if tag in _OPENS or _BAR.match(word):
        return word not in _INSIDE
    if word == "参与" and tokens[-1][0] in ("项目", "工程"):
        return False
    follows = tokens[index + 1][1] if index + 1 < len(tokens) else ""
    acts = (tag in _VERBS or word in _MOVES) and (word not in _NOMINAL or follows in _ASPECT)
    last, kind = tokens[index - 1]
    return acts and (follows in _ASPECT or kind in _NOUNS or last[-1] in "员人者户")
