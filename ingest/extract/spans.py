"""Cutting running text into pieces, with brackets and quotation marks kept whole."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import cache, lru_cache

from ingest.extract.sentences import trim
from ontology import patterns as re

_OPEN = "（(“《〔「『〈"
_CLOSE = "）)”》〕」』〉"
_ENCLOSING = re.compile(f'[{re.escape(_OPEN + _CLOSE)}"]')
_BLANK = re.compile(r"\s")
_GAP = re.compile(r"(?<![A-Za-z0-9])\s+|\s+(?![A-Za-z0-9])|(?<=[一-鿿])\s+|\s+(?=[一-鿿])")
_QUOTED = re.compile(r"^[“「『]([^“”「」『』]*)[”」』]$")
# An explanation in brackets, or the mark of a reference (［1］, [2-3]).
_BRACKET_END = re.compile(
    r"\s*(?:[［\[][\d,，、~～–—-]{1,12}[］\]]\s*$|[（(][^（）()]*(?:[（(][^（）()]*[）)][^（）()]*)*[）)]\s*$)"
)
_BRACKETS = "］])）"
_QUOTES = re.compile(r"[“”「」『』\"]")
_EDGE = " \t\u3000\n，,。；;：:、—…．."

Range = tuple[int, int]


@cache
def _signs(marks: str) -> re.Pattern[str]:
    return re.compile(f'{_apart(marks)}[{re.escape(marks + _OPEN + _CLOSE)}"]')


@cache
def _one_of(marks: str) -> re.Pattern[str]:
    return re.compile(f"{_apart(marks)}[{re.escape(marks)}]")


def _apart(marks: str) -> str:
    """What keeps the dash of a range of numbers (6—9月) from being one between two thoughts."""
    return r"(?!(?<=\d)—\d)" if "—" in marks else ""


def cut(text: str, start: int, end: int, marks: str) -> Iterator[Range]:
    """The non-empty ranges between `marks` that stand outside brackets and quotation marks.

    Unbalanced brackets hide nothing: where one stays open, the range is cut at every mark.
    """
    begin = start
    for stop in (*_stops(text, start, end, marks), end):
        piece = trim(text, begin, stop)
        if piece[0] < piece[1]:
            yield piece
        begin = stop + 1


def _stops(text: str, start: int, end: int, marks: str) -> list[int]:
    """Where the marks stand that cut a range."""
    if not _ENCLOSING.search(text, start, end):
        return [match.start() for match in _one_of(marks).finditer(text, start, end)]
    hits = [match.start() for match in _signs(marks).finditer(text, start, end)]
    stops, depth, straight = [], 0, False
    for at in hits:
        char = text[at]
        if char == '"':
            straight = not straight
        elif char in _OPEN:
            depth += 1
        elif char in _CLOSE:
            depth = max(0, depth - 1)
        elif depth == 0 and not straight:
            stops.append(at)
    return [at for at in hits if text[at] in marks] if depth or straight else stops


def without_bracket(text: str, start: int, end: int) -> Range:
    """The range without the bracketed explanation at its end (模式（招商引资） -> 模式)."""
    last = text[end - 1 : end]
    ended = last in _BRACKETS or last.isspace()
    match = _BRACKET_END.search(text, start, end) if ended else None
    return trim(text, start, match.start()) if match and match.start() > start else (start, end)


def tidy(words: str) -> str:
    """Words as a name: no blanks beside Chinese letters, no punctuation at the ends."""
    return (_GAP.sub("", words) if _BLANK.search(words) else words).strip(_EDGE)


def unquoted(name: str) -> str:
    """The name without the quotation marks that stand around all of it."""
    match = _QUOTED.match(name)
    return match[1] if match else name


def plain(name: str) -> str:
    """The name without quotation marks anywhere."""
    return _QUOTES.sub("", name)


@lru_cache(maxsize=4096)
def _bigrams(name: str) -> Counter[str]:
    """The pairs of neighbouring characters of a name."""
    return Counter(name[i : i + 2] for i in range(max(len(name) - 1, 1)))


def likeness(a: str, b: str) -> float:
    """Dice coefficient of the character pairs of two names, 0 to 1."""
    left, right = _bigrams(a), _bigrams(b)
    return 2 * (left & right).total() / (left.total() + right.total())


def overlap(a: str, b: str) -> float:
    """The share of the shorter name's character pairs that the longer one has too, 0 to 1."""
    left, right = _bigrams(a), _bigrams(b)
    return (left & right).total() / min(left.total(), right.total())
