"""How text becomes index terms: one analyzer for documents and for queries.

Folding maps one character to one character, so that offsets in folded text are offsets in the
text: full width to half width, capitals to small letters, traditional to simplified. A circled
number or a squared unit (①, ㎡) stays a token of its own; folded, ① would join the digits after it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from operator import add
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rjieba import Jieba

_HAN = "㐀-䶿一-鿿豈-﫿〇𠀀-𯿿"
_RUN = re.compile(rf"[{_HAN}]+|[a-zα-ωа-яß-ÿ]+|[0-9]+(?:\.[0-9]+)*|[①-⓿❶-➓㈠-㋿㍘-㏿℃‰%Ⅰ-ⅿ]")
_FIRST_HAN = "㐀"  # every other run that `_RUN` finds begins with a lower code point
FOLDING = Path(__file__).with_name("model") / "folding.txt"
_RULES = 1  # counts changes to the rules in this file


def fold(text: str) -> str:
    """The text with equal characters made one; as long as before, character by character."""
    return text.translate(_table())


def runs(folded: str) -> list[str]:
    """The runs of Han characters, letters or digits (5.2.1 is one) of folded text, in order."""
    return _RUN.findall(folded)


def runs_of(text: str) -> list[str]:
    """The runs of the folded text; most text is in its plain form and need not be folded first."""
    return _RUN.findall(fold_terms(text))


def fold_terms(text: str) -> str:
    """The text folded as far as `runs` notice; text in its plain form as it is."""
    return fold(text) if _unlike().search(text) else text


def run_spans(folded: str) -> Iterator[tuple[int, int]]:
    """Where `runs` lie."""
    return (found.span() for found in _RUN.finditer(folded))


def is_han(run: str) -> bool:
    """Whether a run is of Han characters; the runs of other scripts are not taken apart."""
    return run >= _FIRST_HAN or run[0] == "〇"


def unigrams(runs_: list[str]) -> list[str]:
    """Han characters one by one and the other runs whole: the terms of phrases."""
    terms: list[str] = []
    for run in runs_:
        if run >= _FIRST_HAN or run[0] == "〇":
            terms += run
        else:
            terms.append(run)
    return terms


def bigrams(runs_: list[str]) -> list[str]:
    """Pairs of neighbouring Han characters, lone ones, and the other runs whole: the main terms."""
    terms: list[str] = []
    for run in runs_:
        if len(run) > 1 and (run >= _FIRST_HAN or run[0] == "〇"):
            terms += map(add, run, run[1:])
        else:
            terms.append(run)
    return terms


def words(folded: str) -> list[tuple[str, int, int]]:
    """Dictionary words with their half-open ranges, overlapping where a word holds shorter ones."""
    found: list[tuple[str, int, int]] = []
    for start, end in run_spans(folded):
        if end - start > 1 and is_han(folded[start]):
            cut = _segmenter().tokenize(folded[start:end], "search")
            found.extend((word, start + a, start + b) for word, a, b in cut)
        else:
            found.append((folded[start:end], start, end))
    return found


@cache
def version() -> str:
    """Names the analyzer: an index made under another name must be made again."""
    digest = sha256(_RUN.pattern.encode() + FOLDING.read_bytes()).hexdigest()[:8]
    return f"han12-{_RULES}-{digest}"


@cache
def _segmenter() -> Jieba:
    import rjieba

    return rjieba.Jieba()


@cache
def _unlike() -> re.Pattern[str]:
    """A character whose plain form is another one, where that matters to runs."""
    rows = ((chr(point), plain) for point, plain in _table().items())
    found = [c for c, plain in rows if plain == "." or _RUN.match(plain) or _RUN.match(c)]
    return re.compile(f"[{''.join(map(re.escape, found))}]")


@cache
def _table() -> dict[int, str]:
    """What `corpus.folding` made: a line of characters and a line of what each becomes."""
    before, after = FOLDING.read_text(encoding="utf-8").split("\n")[:2]
    return dict(zip(map(ord, before), after, strict=True))
