"""How likely a stretch of Han text is: words and frequencies of jieba's dictionary."""

from __future__ import annotations

import math
import re
from functools import lru_cache

import rjieba

_TOTAL = 60_101_967  # the sum of all frequencies in jieba's dictionary
_LONGEST = 5
_UNKNOWN = -14.0  # log probability of a character that the dictionary hardly knows
# Numbers in words, of which the dictionary has few: 二〇二五, 第十二条, 五万元.
_NUMBER = re.compile(
    "第?[〇零一二三四五六七八九十百千万亿]+[条章节款项编次届批号期年月日个元亩吨处家名岁倍]?"
)
# No lone character counts for more, or 来, 到 and 了 would seem to fit everywhere.
_COMMONEST = -7.5
_NUMBER_STARTS = frozenset("第〇零一二三四五六七八九十百千万")
_LONGEST_NUMBER = 11
_NUMBER_LIKELY = -10.0
ANY = -9.5  # the same of an everyday character, whichever it is


@lru_cache(maxsize=200_000)
def log_probability(word: str) -> float | None:
    """The log probability of a dictionary word or a number in words, None for anything else."""
    if len(word) > 1 and _NUMBER.fullmatch(word):
        return _NUMBER_LIKELY
    if not rjieba.has_word(word):
        return None
    # suggest_freq gives the stored frequency, one more where rounding asks for it
    return math.log(max(rjieba.suggest_freq(word), 1) / _TOTAL)


@lru_cache(maxsize=200_000)
def likelihood(text: str) -> float:
    """The log probability of the likeliest division of a text into words, 0.0 for none."""
    best = [0.0]
    for end in range(1, len(text) + 1):
        single = log_probability(text[end - 1])
        top = best[end - 1] + min(max(single or _UNKNOWN, _UNKNOWN), _COMMONEST)
        for start in range(max(0, end - _LONGEST_NUMBER), end - 1):
            if end - start > _LONGEST and text[start] not in _NUMBER_STARTS:
                continue
            found = log_probability(text[start:end])
            if found is not None and best[start] + found > top:
                top = best[start] + found
        best.append(top)
    return best[-1]


def is_in_word(text: str, position: int) -> bool:
    """Whether a character is part of a dictionary word of two characters or more."""
    return any(
        rjieba.has_word(text[start:end])
        for start in range(max(0, position - _LONGEST + 1), position + 1)
        for end in range(max(position + 1, start + 2), min(len(text), start + _LONGEST) + 1)
    )
