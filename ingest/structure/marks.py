"""The number that opens a line: 第十二条, 一、, （三）, 5.2.1, 1., （2）, ①, a), 附件1.

`find_mark` says what stands at the beginning of a line, never whether it is a heading: that needs
the neighbours and is decided in `ingest.structure.outline`.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

from ontology import patterns as re
from ontology.numerals import NUMERAL
from ontology.numerals import to_int as _to_int


class Mark(NamedTuple):
    """A number at the beginning of a line.

    `family` is part, subpart, chapter, section, article, appendix, cn (一、), cnparen (（一）),
    decimal (1, 1.1, A.2), dot (1.), paren (（1）), half (1)), circled (①) or letter (a)).
    `number` is the number as printed without the separator behind it; `value` its parts as
    integers (第十二条之一 is (12, 1)). `end` is where the title or text begins. `spaced` says that
    blanks or the end of the line follow the number.
    """

    family: str
    number: str
    value: tuple[int, ...]
    end: int
    spaced: bool


# The families of items and subitems (项, 目), which seldom number headings; of all lists.
SMALL = frozenset({"paren", "half", "circled", "letter"})
LISTED = SMALL | {"cnparen", "dot"}
to_int = lru_cache(maxsize=4096)(_to_int)
_DIGIT = "0-9０-９"  # in a text whose width is its author's, digits may be full-width
_BLANK = r"[ \t\u3000\u00a0]"
_DIVISION = re.compile(
    rf"第{_BLANK}?([{NUMERAL}]{{1,9}}){_BLANK}?(分编|编|篇|部分|章|节|条)(?:之([{NUMERAL}]{{1,3}}))?({_BLANK}*)"
)
_DIVISION_FAMILY = {
    "编": "part",
    "篇": "part",
    "部分": "part",
    "分编": "subpart",
    "章": "chapter",
    "节": "section",
    "条": "article",
}
_CN = re.compile(rf"([一二三四五六七八九十]{{1,3}}){_BLANK}?[、．.]({_BLANK}*)")
_CN_PAREN = re.compile(
    rf"[（(]{_BLANK}?([一二三四五六七八九十百]{{1,4}}){_BLANK}?[）)]({_BLANK}*)[、．.]?"
)
_PAREN = re.compile(rf"[（(]{_BLANK}?([{_DIGIT}]{{1,2}}){_BLANK}?[）)]({_BLANK}*)[、．.]?")
_HALF = re.compile(rf"([{_DIGIT}]{{1,2}})[）)]({_BLANK}*)")
_DECIMAL = re.compile(
    rf"([{_DIGIT}]{{1,3}}(?:[.．][{_DIGIT}]{{1,3}}){{1,6}})[.．、]?(?![{_DIGIT}])({_BLANK}*)"
)
_DOT = re.compile(rf"([{_DIGIT}]{{1,3}}){_BLANK}?[.．、](?![{_DIGIT}])({_BLANK}*)")
_INTEGER = re.compile(rf"([{_DIGIT}]{{1,3}})({_BLANK}+|$)")
_CIRCLED = re.compile(rf"([①-⑳]|[㉑-㉟])({_BLANK}*)")
_LETTER = re.compile(rf"([a-zA-Z])[）)]({_BLANK}*)")
_ANNEX_DECIMAL = re.compile(
    rf"([A-Z])[.．]?([0-9]{{1,2}}(?:[.．][0-9]{{1,3}}){{0,5}})({_BLANK}+|$)"
)
_APPENDIX = re.compile(
    rf"(附{_BLANK}?件|附{_BLANK}?录|附{_BLANK}?表|附{_BLANK}?图|附)(?:{_BLANK}?([{NUMERAL}]{{1,3}}|[A-Z](?![A-Za-z])))?{_BLANK}*([：:、.．]?){_BLANK}*"
)


def _division(text: str, start: int, end: int) -> Mark | None:
    match = _DIVISION.match(text, start, end)
    if match is None:
        return None
    numeral, word, sub, blank = match.groups()
    value = (to_int(numeral), to_int(sub)) if sub else (to_int(numeral),)
    number = "".join(text[start : match.start(4)].split())
    stop = match.end()
    return Mark(_DIVISION_FAMILY[word], number, value, stop, bool(blank) or stop == end)


def _chinese(text: str, start: int, end: int) -> Mark | None:
    match = _CN.match(text, start, end)
    if match is None:
        return None
    return Mark("cn", match[1], (to_int(match[1]),), match.end(), bool(match[2]))


def _bracket(text: str, start: int, end: int) -> Mark | None:
    for family, pattern in (("cnparen", _CN_PAREN), ("paren", _PAREN)):
        match = pattern.match(text, start, end)
        if match is not None:
            number = "".join(text[start : match.start(2)].split())
            return Mark(family, number, (to_int(match[1]),), match.end(), bool(match[2]))
    return None


def _arabic(text: str, start: int, end: int) -> Mark | None:
    match = _DECIMAL.match(text, start, end)
    if match is not None:
        number = match[1].replace("．", ".")
        value = tuple(int(part) for part in number.split("."))
        return Mark("decimal", number, value, match.end(), _spaced(match, end))
    for family, pattern in (("dot", _DOT), ("half", _HALF), ("decimal", _INTEGER)):
        match = pattern.match(text, start, end)
        if match is not None:
            number = match[1] + ")" if family == "half" else match[1]
            return Mark(family, number, (int(match[1]),), match.end(), _spaced(match, end))
    return None


def _spaced(match: re.Match[str], end: int) -> bool:
    return bool(match[2]) or match.end() == end


def _circled(text: str, start: int, end: int) -> Mark | None:
    match = _CIRCLED.match(text, start, end)
    if match is None:
        return None
    code = ord(match[1])
    value = code - 0x2460 + 1 if code < 0x2474 else code - 0x3251 + 21
    return Mark("circled", match[1], (value,), match.end(), bool(match[2]))


def _latin(text: str, start: int, end: int) -> Mark | None:
    match = _LETTER.match(text, start, end)
    if match is not None:
        order = ord(match[1].lower()) - ord("a") + 1
        return Mark("letter", match[1] + ")", (order,), match.end(), bool(match[2]))
    match = _ANNEX_DECIMAL.match(text, start, end)
    if match is None:
        return None
    number = f"{match[1]}.{match[2]}".replace("．", ".")
    value = (ord(match[1]), *(int(part) for part in match[2].replace("．", ".").split(".")))
    return Mark("decimal", number, value, match.end(), True)


def _appendix(text: str, start: int, end: int) -> Mark | None:
    match = _APPENDIX.match(text, start, end)
    if match is None:
        return None
    word, numeral, separator = match.groups()
    apart = match.end() > max(match.end(1), match.end(2))
    named = "".join(word.split()) == "附录" and apart
    if not (numeral or separator or named) and match.end() != end:
        return None
    if word == "附" and (numeral or not separator):
        return None
    number = "".join(text[start : match.start(3)].split())
    value = (_appendix_value(numeral),) if numeral else ()
    stop = match.end()
    return Mark("appendix", number, value, stop, apart or stop == end)


def _appendix_value(numeral: str) -> int:
    return (
        ord(numeral) - ord("A") + 1 if numeral.isascii() and numeral.isalpha() else to_int(numeral)
    )


_READERS: dict[str, Callable[[str, int, int], Mark | None]] = {
    "第": _division,
    "（": _bracket,
    "(": _bracket,
    "附": _appendix,
    **dict.fromkeys("一二三四五六七八九十", _chinese),
    **dict.fromkeys("0123456789０１２３４５６７８９", _arabic),
    **{chr(code): _circled for code in (*range(0x2460, 0x2474), *range(0x3251, 0x3260))},
    **{chr(code): _latin for code in (*range(0x41, 0x5B), *range(0x61, 0x7B))},
}


def find_mark(text: str, start: int, end: int) -> Mark | None:
    """The number that opens `text[start:end]` (no leading blanks), or None."""
    if start >= end:
        return None
    reader = _READERS.get(text[start])
    return reader(text, start, end) if reader is not None else None
