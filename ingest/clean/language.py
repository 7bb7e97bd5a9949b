"""How likely a stretch of Han text is: words and frequencies of jieba's dictionary."""

from __future__ import annotations

import math
from functools import lru_cache

import rjieba

from ontology import patterns as re

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
_NUMERALS = _NUMBER_STARTS | {"亿"}
_LONGEST_NUMBER = 11
_NUMBER_LIKELY = -10.0
ANY = -9.5  # the same of an everyday character, whichever it is


@lru_cache(maxsize=200_000)
def log_probability(word: str) -> float | None:
    """The log probability of a dictionary word or a number in words, None for anything else."""
    if len(word) > 1 and word[0] in _NUMERALS and _NUMBER.fullmatch(word):
        return _NUMBER_LIKELY
    if not rjieba.has_word(word):
        return None
    # suggest_freq gives the stored frequency, one more where rounding asks for it
    return math.log(max(rjieba.suggest_freq(word), 1) / _TOTAL)


def gain(before: str, letter: str, after: str) -> float:
    """By how much a letter makes the likeliest division of the words around it likelier.

    The log probability of the likeliest division of all three into words, less those of what
    stands before and after by themselves. Only words that hold the letter need be tried for each
    letter; the divisions of its surroundings are the same for all.
    """
    best = min(max(log_probability(letter) or _UNKNOWN, _UNKNOWN), _COMMONEST)
    has_word = rjieba.has_word
    for head, tail, left in _frames(before, after, letter in _NUMBER_STARTS):
        word = head + letter + tail
        if not (has_word(word) or word[0] in _NUMERALS):
            continue  # most words are none, and the cache is not for them
        found = log_probability(word)
        if found is not None and found + left > best:
            best = found + left
    return best


@lru_cache(maxsize=20_000)
def _frames(before: str, after: str, numeral: bool) -> tuple[tuple[str, str, float], ...]:
    """What a word that holds the letter between may take of the words before and behind.

    Each with what the division of the rest has over that of all. Only words that begin with a
    numeral are longer than five letters; `numeral` says that the letter is one.
    """
    ahead, behind = _forward(before), _backward(after)
    found = []
    for start in range(max(0, len(before) + 1 - _LONGEST_NUMBER), len(before) + 1):
        head = before[start:]
        long = head[0] in _NUMBER_STARTS if head else numeral
        room = (_LONGEST_NUMBER if long else _LONGEST) - len(head) - 1
        for size in range(0 if head else 1, min(room, len(after)) + 1):
            left = ahead[start] - ahead[-1] + behind[size] - behind[0]
            found.append((head, after[:size], left))
    return tuple(found)


@lru_cache(maxsize=20_000)
def _forward(text: str) -> tuple[float, ...]:
    """The log probability of the likeliest division into words of each beginning of a text."""
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
    return tuple(best)


@lru_cache(maxsize=20_000)
def _backward(text: str) -> tuple[float, ...]:
    """The same of each end of a text, the whole text first."""
    best = [0.0] * (len(text) + 1)
    for start in range(len(text) - 1, -1, -1):
        single = log_probability(text[start])
        top = best[start + 1] + min(max(single or _UNKNOWN, _UNKNOWN), _COMMONEST)
        longest = _LONGEST_NUMBER if text[start] in _NUMBER_STARTS else _LONGEST
        for end in range(start + 2, min(len(text), start + longest) + 1):
            found = log_probability(text[start:end])
            if found is not None and best[end] + found > top:
                top = best[end] + found
        best[start] = top
    return tuple(best)


def is_in_word(text: str, position: int) -> bool:
    """Whether a character is part of a dictionary word of two characters or more."""
    return any(
        rjieba.has_word(text[start:end])
        for start in range(max(0, position - _LONGEST + 1), position + 1)
        for end in range(max(position + 1, start + 2), min(len(text), start + _LONGEST) + 1)
    )
