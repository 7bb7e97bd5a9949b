"""The character repairs: what to change inside one stretch of block text.

NFKC is not used: it would turn ㎡ into m2, ① into 1 and ： into a colon that is not the text's.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Set
from dataclasses import dataclass
from itertools import pairwise

from ingest.read.frame import PAGE_NUMBER
from ontology import patterns as re

# Twelve code points of the compatibility block are real ideographs without a canonical twin;
# NFC leaves them alone. Unicode gives most CJK radicals no decomposition, hence the table.
_RADICALS = str.maketrans(
    "⺁⺄⺊⺌⺍⺕⺗⺙⺝⺟⺠⺢⺣⺦⺨⺩⺬⺭⺮⺱⺶⺷⺻⺼⺽⺾⻁⻂⻄⻅⻆⻇⻈⻉⻋⻌⻐⻑⻓⻔⻗⻘⻙⻚⻛⻜⻝⻟⻠⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲⻳",
    "厂乙卜小小彐心攵月母民水火丬犭王示礻竹罒羊羊聿月臼艹虎衤西见角角讠贝车辶钅長长门雨青韦页风飞食饣飠马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龟亀龟",
)
_WIDTH_GAP = 0xFEE0
_INVISIBLE = (
    "\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u061c\u180e\u200b-\u200f\u202a-\u202e"
    "\u2060-\u2064\u2066-\u206f\ufeff"
)
_WIDE = "\uff10-\uff19\uff21-\uff3a\uff41-\uff5a"
_ALIKE = "\u2e80-\u2fdf\uf900-\ufaff\U0002f800-\U0002fa1f"
_TOUCH = re.compile(
    rf"(?P<mark>\[bookmark: [^\]\n]*\])|(?P<drop>[{_INVISIBLE}]+)|(?P<wide>[{_WIDE}])|(?P<alike>[{_ALIKE}])"
)
_HINT = re.compile(rf"[\[{_INVISIBLE}{_WIDE}{_ALIKE}]")  # one class is far quicker to look for
_STRONG = re.compile(r"\*\*(?=[^\s*])[^*\n]*(?<=[^\s*])\*\*")  # **bold** of Markdown
_MARK = 2  # code points of **
_BREAKS = "\r\n\v\f\x1c-\x1f\x85\u2028\u2029"
_WRAP = re.compile(rf"[^\S{_BREAKS}]*[{_BREAKS}]\s*")
_REFERENCE = r"[［\[]\d{1,3}(?:\s?[,，、\-–—~～]\s?\d{1,3})*[］\]]"
_OWN_LINE = re.compile(rf"(?:{_REFERENCE})+|{PAGE_NUMBER.pattern}")
_TITLE_NOTE = re.compile(r"\d{1,2}|[*＊†‡]{1,3}")
_LATIN = re.compile(r"[!-~]")


@dataclass(frozen=True, slots=True)
class Edit:
    """Replace `[start, end)` of a block's text; `reason` is "" for whitespace at a line end."""

    start: int
    end: int
    after: str
    reason: str


def edits(
    text: str,
    start: int,
    end: int,
    *,
    wrapped: bool,
    title: bool = False,
    frame: Set[str] = frozenset(),
    typed: bool = False,
) -> list[Edit]:
    """The edits of one stretch of a block, in order and apart from one another.

    Args:
        text: the text of the block.
        start, end: the stretch, half-open code points.
        wrapped: line ends are layout and are taken out.
        title: the stretch is a title, where a bare number on the last line is a note mark.
        frame: running headers, which are taken out where they stand on a line of their own.
        typed: a person typed the text as Markdown: the marks of bold words are taken out, and
            letters and digits keep the width that they were typed in.
    """
    found = list(_characters(text, start, end, typed=typed))
    if not wrapped or _WRAP.search(text, start, end) is None:
        return found
    joins = list(_joins(text, start, end, frame, title=title))
    free = [e for e in found if not any(j.start <= e.start < j.end for j in joins)]
    return sorted([*free, *joins], key=lambda e: (e.start, e.end))


def _characters(text: str, start: int, end: int, *, typed: bool) -> list[Edit]:
    """The edits of single characters and of marks, in order; line ends are left alone."""
    found: list[Edit] = []
    if _HINT.search(text, start, end):
        touched = _TOUCH.finditer(text, start, end)
        kept = (m for m in touched if not (typed and m.lastgroup == "wide"))
        found = [edit for match in kept if (edit := _edit(match))]
    if typed and "**" in text:
        found = sorted([*found, *_strong(text, start, end)], key=lambda e: e.start)
    return found


def _strong(text: str, start: int, end: int) -> Iterator[Edit]:
    for match in _STRONG.finditer(text, start, end):
        for at in (match.start(), match.end() - _MARK):
            yield Edit(at, at + _MARK, "", "markdown-emphasis")


def _edit(match: re.Match[str]) -> Edit | None:
    kind, before = match.lastgroup, match.group()
    start, end = match.span()
    if kind == "mark":
        return Edit(start, end, "", "export-mark")
    if kind == "drop":
        return Edit(start, end, "", "invisible-character")
    if kind == "wide":
        return Edit(start, end, chr(ord(before) - _WIDTH_GAP), "full-width")
    plain = _plain_form(before)
    return Edit(start, end, plain, "compatibility-character") if plain != before else None


def _plain_form(character: str) -> str:
    if "\u2f00" <= character <= "\u2fd5":
        return unicodedata.normalize("NFKC", character)
    if "\u2e80" <= character <= "\u2eff":
        return character.translate(_RADICALS)
    return unicodedata.normalize("NFC", character)


def _joins(text: str, start: int, end: int, frame: Set[str], *, title: bool) -> Iterator[Edit]:
    """Line ends as edits; a reference mark or page number on a line of its own goes with them."""
    lines = list(_line_spans(text, start, end))
    dropped = {a: reason for a, b in lines if (reason := _own_line(text, a, b, frame))}
    last = lines[-1]
    if title and len(lines) > 1 and _TITLE_NOTE.fullmatch(text, *last):
        dropped[last[0]] = "reference-mark"
    for a, b in lines:
        if a in dropped and a < b:
            yield Edit(a, b, "", dropped[a])
    kept_end = -1
    for (a, left), (right, _) in pairwise(lines):
        kept_end = kept_end if a in dropped else left
        before = text[kept_end - 1] if kept_end > start else ""
        after = "" if right in dropped or right >= end else text[right]
        yield Edit(left, right, _glue(before, after), "")


def _own_line(text: str, start: int, end: int, frame: Set[str]) -> str:
    if text[start:end].strip() in frame:
        return "running-header"
    if not _OWN_LINE.fullmatch(text, start, end):
        return ""
    return "page-number" if PAGE_NUMBER.fullmatch(text, start, end) else "reference-mark"


def _line_spans(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    position = start
    for match in _WRAP.finditer(text, start, end):
        yield position, match.start()
        position = match.end()
    yield position, end


def _glue(before: str, after: str) -> str:
    """A blank between two Latin words, nothing between Han characters or digits."""
    if not (_LATIN.match(before) and _LATIN.match(after)):
        return ""
    if (before.isdigit() and after.isdigit()) or before in "-([/" or after in ")],.;:":
        return ""
    return " "
