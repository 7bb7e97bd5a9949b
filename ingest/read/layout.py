"""Which line ends of a plain text are meaning and which are layout, found by measuring.

Texts reach us as exports of PDF or Word: a paragraph a line, paragraphs wrapped at a width with
or without blank lines between the pieces, or wrapped with a trailing space as the only mark of a
paragraph's end. A `Profile` is what was measured over the whole text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

_SENTENCE_ENDS = frozenset("。！？!?…")
_TERMINALS = _SENTENCE_ENDS | frozenset("；：;:")
_CLOSERS = "”’」』）)》"
_INDENT = re.compile(r"[ \u2002\u2003]{2,}|[\t\u3000]")
_NUMBER = "[一二三四五六七八九十百零〇○\\d]"
_START = re.compile(
    rf"\s*(?:第{_NUMBER}+[编章节条款部分]|[（(]{_NUMBER}{{1,3}}[）)]|[一二三四五六七八九十]{{1,3}}\s?[、.．]"
    r"|\d{1,2}[、.．)）](?!\d)|\d{1,2}(?:\.\d{1,3}){1,5}(?![\d.%％])(?:\s|[：:\u4e00-\u9fff])|[①-⑳]"
    r"|[A-Z]\.\d|附[件录表则][\s：:一二三四五六七八九十\dA-Z]"
    r"|(?:续?表|图|专栏)\s?[\dA-Z一二三四五六七八九十]|[•●■◆▪\-*]\s|[摘关][\s\u3000]*[要键]|Keywords?:|Abstract)"
)
_HEADING = re.compile(rf"\s*第{_NUMBER}+[编章节条]\s")
# 违反本条例第三条、 / 第四条规定的: a reference broken between its articles
_REFERS = re.compile(r"(?:[、和与及或至]|依照|按照|根据|违反|(?<=本)(?:法|条例|办法|规定))\s*$")
_REFERRED = re.compile(
    rf"\s*第{_NUMBER}+[条款项章节](?:之{_NUMBER}+)?(?:第{_NUMBER}+[款项]|、|和|至|之?规定|所列|的)"
)
LABEL = re.compile(r"\s*[\u4e00-\u9fff（）()]{2,14}[：:]")
# A line of a deck that tells a figure: 5万余册电子图书.
_FIGURE = re.compile(r"\s*\d[\d.,]*[万亿]?[余多]?[\u4e00-\u9fff]{2}")
_RUNNING = re.compile(r"[，。；：,;]")
_SLACK = 4  # columns by which a full line may fall short of the width: one wide mark and its kin
_PRINTED = 36  # columns of the narrowest line of print, half a page in two columns
_LONG = 60  # columns from which a line that ends in mid-sentence is taken for running text


def width(text: str) -> int:
    """Columns that a line takes: two for each wide character, which GBK stores in two bytes."""
    return len(text.encode("gbk", "replace"))


def _ends(line: str, marks: frozenset[str]) -> bool:
    """Whether a line ends with one of some marks, closing brackets and quotes behind it."""
    return line.rstrip().rstrip(_CLOSERS)[-1:] in marks


def opens_unit(line: str) -> bool:
    """Whether a line begins with a heading number, an item number, a caption or a bullet."""
    return _START.match(line) is not None


@dataclass(frozen=True, slots=True)
class Profile:
    """How a text uses its line ends.

    `trailing_space` says that only a trailing space ends a paragraph; `wrap` is the width in
    columns at which lines are wrapped, 0 where they are not; `spaced` says that a blank line
    stands between any two lines, `parted` that blank lines stand between paragraphs only, and
    `indented` that paragraphs open with an indent.
    """

    trailing_space: bool = False
    wrap: int = 0
    spaced: bool = False
    parted: bool = False
    indented: bool = False

    def joins(self, before: str, after: str, blanks: int) -> bool:
        """Whether the line end between two lines is layout.

        Args:
            before: the line above, without its line end.
            after: the line below, which is not blank.
            blanks: how many blank lines stand between.
        """
        if self.trailing_space:
            return not before.endswith(" ")
        if blanks > self.spaced or (self.indented and _INDENT.match(after)):
            return False
        if _REFERS.search(before) and _REFERRED.match(after):
            return True
        ended = _ends(before, _TERMINALS)
        if not self.wrap:
            if blanks and _FIGURE.match(after) and not before.rstrip().endswith(("，", "、", ",")):
                return False
            return not ended and not opens_unit(after) and _in_mid_sentence(before, after)
        if width(before.rstrip()) < self.wrap - _SLACK or _HEADING.match(after):
            return False
        # a full line in mid-sentence goes on even with a number: 依照\n第十二条规定的
        return not ended or ((self.parted or self.indented) and not opens_unit(after))


def _in_mid_sentence(before: str, after: str) -> bool:
    """Whether a long line breaks off inside a sentence and the next one goes on with it."""
    if width(before) < _LONG and not before.rstrip().endswith(("，", "、", ",")):
        return False
    last = before.rstrip()[-1:]
    return (
        bool(_RUNNING.search(before))
        and (unicodedata.category(last) == "Lo" or last in "，、,")
        and not LABEL.match(after)
    )


def measure(lines: Sequence[str]) -> Profile:
    """Measure the lines of a text, tables left out; lines are without their line ends."""
    filled = [line for line in lines if line.strip()]
    if len(filled) < 3:
        return Profile()
    spaced, parted = _blank_lines(lines)
    if _has_trailing_marks(filled):
        return Profile(trailing_space=True, spaced=spaced)
    wrap = _wrap_width(filled)
    indented = sum(bool(_INDENT.match(line)) for line in filled) >= max(2, len(filled) * 0.1)
    return Profile(wrap=wrap, spaced=spaced, parted=parted, indented=indented)


def measure_pasted(lines: Sequence[str]) -> Profile | None:
    """How paragraphs of an office file use their ends, None where they are paragraphs indeed.

    Measured more strictly than a plain text: what breaks off must do so at one width, and that
    must be wide enough for a line of print, since lists of names are of one width too.
    """
    profile = measure(lines)
    if profile.trailing_space:
        broken = [x for x in lines if not x.endswith(" ")]
        return profile if _wrap_width(broken) >= _PRINTED else None
    return profile if profile.wrap >= _PRINTED else None


def _blank_lines(lines: Sequence[str]) -> tuple[bool, bool]:
    """Whether blank lines stand between nearly all lines, and whether they part paragraphs."""
    pairs = [(a, b) for a, b in pairwise(lines) if a.strip()]
    blank = sum(not b.strip() for _, b in pairs)
    spaced = blank >= 0.7 * len(pairs)
    return spaced, not spaced and blank >= 0.1 * len(pairs)


def _has_trailing_marks(filled: Sequence[str]) -> bool:
    marked = [line.endswith(" ") for line in filled]
    ends = [m for m, line in zip(marked, filled, strict=True) if _ends(line, _SENTENCE_ENDS)]
    open_lines = [line for m, line in zip(marked, filled, strict=True) if not m]
    if sum(marked) < 3 or len(open_lines) < 3 or not ends:
        return False
    broken_off = sum(not _ends(line, _TERMINALS) for line in open_lines)
    return sum(ends) >= 0.5 * len(ends) and broken_off >= 0.7 * len(open_lines)


def _wrap_width(filled: Sequence[str]) -> int:
    """The width that lines are wrapped at: most are full or end a paragraph, none is longer."""
    widths = sorted(width(line.rstrip()) for line in filled)
    full = widths[int(len(widths) * 0.95)]
    if not 20 <= full <= 160 or widths[-1] > full + 2 * _SLACK:
        return 0
    open_full = [
        line
        for line in filled
        if width(line.rstrip()) >= full - _SLACK and not _ends(line, _TERMINALS)
    ]
    return full if len(open_full) >= 0.3 * len(filled) else 0
