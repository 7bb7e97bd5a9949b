"""Text without its form: what is left when width, blanks, punctuation and numeral style go."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

from ontology.numerals import to_int

_NUMERAL = re.compile(r"[〇零一二三四五六七八九十百千两]+(?:万[〇零一二三四五六七八九十百千两]+)?")
_MARKS = re.compile(r"[^\w%‰]+")


def fold(text: str) -> str:
    """`text` in the form in which two texts that differ in form only are equal.

    NFKC, lower case, Chinese numerals as Arabic ones, no blanks and no punctuation.
    """
    plain = unicodedata.normalize("NFKC", text).lower()
    return _MARKS.sub("", _NUMERAL.sub(_arabic, plain)).replace("_", "")


def shingles(folded: str, size: int = 2) -> Counter[str]:
    """The overlapping parts of `size` characters with their counts; a shorter text is one part."""
    if len(folded) <= size:
        return Counter([folded] if folded else [])
    return Counter(folded[i : i + size] for i in range(len(folded) - size + 1))


def _arabic(match: re.Match[str]) -> str:
    try:
        return str(to_int(match.group()))
    except ValueError:
        return match.group()
