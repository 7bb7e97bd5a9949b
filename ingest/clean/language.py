"""How likely a stretch of Han text is: words and frequencies of jieba's dictionary."""

from __future__ import annotations

import math
from functools import lru_cache

import rjieba

_TOTAL = 60_101_967  # the sum of all frequencies in jieba's dictionary
_LONGEST = 5
_UNKNOWN = -14.0  # log probability of a character that the dictionary hardly knows
ANY = -9.5  # the same of an everyday character, whichever it is


@lru_cache(maxsize=200_000)
def log_probability(word: str) -> float | None:
    """The log probability of a dictionary word, None where the dictionary lacks it."""
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
        top = best[end - 1] + max(single if single is not None else _UNKNOWN, _UNKNOWN)
        for start in range(max(0, end - _LONGEST), end - 1):
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
