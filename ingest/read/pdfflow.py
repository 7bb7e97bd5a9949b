"""Lines to paragraphs: where a paragraph ends, also over columns and pages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from statistics import median

from ingest.read.layout import opens_unit, width
from ingest.read.pdfpage import TextLine
from ontology.source import Block

_ENDED = re.compile(r"[。！？；：!?;:…][”’」』）)》]*\s*$")
_SLACK = 0.6  # ems that a line may fall short of its column beyond the word that did not fit
_LOOSE_SLACK = 2.5  # the same for a line that ends in mid-sentence, where setting is ragged
_INDENT = 1.2  # ems
_LARGE = 1.2  # of the size of running text, from which a line is a title
# Figures in a list (82%、76%、31%，) are not parted by all programs.
_FIRST_WORD = re.compile(
    r"[（(《〈“‘〔【\[]*(?:[!-~]+(?:[、％]+[!-~]+)*|.)[，。、；：？！）)》〉”’〕】\]％%…]*"
)
# 5 工作程序: a number that no mark shows to be one of a heading, but nothing else on the line
_SHORT_HEADING = re.compile(r"\d{1,2}\s+[\u4e00-\u9fff、]{2,16}$")
_CIRCLED = {chr(0x245F + n): str(n) for n in range(1, 21)}
_UNIT_LETTER = re.compile(r"[A-Za-z]\s*$")


def paragraphs(
    lines: Sequence[TextLine], notes: Mapping[tuple[int, str], str], size: float
) -> Iterator[Block]:
    """The paragraphs of lines in reading order, each followed by its footnotes.

    Args:
        lines: without page frame and footnotes.
        notes: footnote texts by (page, number).
        size: the size of running text, points; larger text on the first page is the title.
    """
    gaps = _usual_gaps(lines)
    group: list[TextLine] = []
    for line in lines:
        if group and _parts(group, line, gaps[line.page, line.column], size):
            yield from _paragraph(group, notes, size)
            group = []
        group.append(line)
    if group:
        yield from _paragraph(group, notes, size)


def _usual_gaps(lines: Sequence[TextLine]) -> dict[tuple[int, int], float]:
    """The gap between wrapped lines of each column of each page.

    Wrapped lines are those below a full one; where a column has none, any smallest common gap.
    """
    wrapped: dict[tuple[int, int], list[float]] = {}
    every: list[float] = []
    for a, b in pairwise(lines):
        gap = b.top - a.bottom
        if (a.page, a.column) != (b.page, b.column) or not 0 <= gap < 3 * a.size:
            continue
        every.append(gap)
        if a.right - a.x1 < a.size and abs(a.size - b.size) < 0.15 * a.size:
            wrapped.setdefault((a.page, a.column), []).append(gap)
    usual = sorted(every)[len(every) // 4] if every else 0.0
    columns = {(line.page, line.column) for line in lines}
    return {key: median(wrapped[key]) if key in wrapped else usual for key in columns}


def _parts(group: Sequence[TextLine], line: TextLine, gap: float, size: float) -> bool:
    """Whether a line begins a new paragraph after the lines of a group."""
    last, em = group[-1], group[-1].size
    near = line.page == last.page and line.column == last.column
    if abs(line.size - em) > 0.15 * em or (near and line.top - last.bottom > gap + 0.45 * em):
        return True
    if em > _LARGE * size:
        return not near
    ended = _ENDED.search(last.text) is not None
    if _is_indented(group, line) or not _is_full(last, line, _SLACK if ended else _LOOSE_SLACK):
        return True
    return ended and (not near or opens_unit(line.text) or bool(_SHORT_HEADING.match(line.text)))


def _is_indented(group: Sequence[TextLine], line: TextLine) -> bool:
    """Whether a line opens with an indent that the lines above do not share."""
    shared = len(group) > 1 and abs(group[-1].x0 - line.x0) < 0.5 * line.size
    return line.x0 - line.left > _INDENT * line.size and not shared


def _is_full(last: TextLine, line: TextLine, slack: float) -> bool:
    """Whether the first word of the next line would not have fitted on the line above."""
    word = _FIRST_WORD.match(line.text)
    room = last.right - last.x1
    return room < (width(word.group()) / 2 if word else 1.0) * last.size + slack * last.size


def _paragraph(
    group: Sequence[TextLine], notes: Mapping[tuple[int, str], str], size: float
) -> Iterator[Block]:
    cited: list[str] = []
    texts = [_without_marks(line, notes, cited) for line in group]
    first = group[0]
    title = first.page == 1 and first.size > _LARGE * size and first.top < 400
    kind = "title" if title else "paragraph"
    yield Block(
        "title" if kind == "title" else "paragraph",
        "\n".join(texts),
        level=int(title),
        page=first.page,
        hard_wrapped=len(texts) > 1,
    )
    for text in cited:
        yield Block("footnote", text, page=first.page, hard_wrapped="\n" in text)


def _without_marks(line: TextLine, notes: Mapping[tuple[int, str], str], cited: list[str]) -> str:
    """The text of a line without the superscripts that refer to a footnote on its page."""
    text = line.text
    for start, end in reversed(line.raised):
        note = notes.get((line.page, note_key(text[start:end])))
        if note and not _UNIT_LETTER.search(text[:start]):
            cited.insert(0, note)
            text = text[:start] + text[end:]
    return text


def note_key(text: str) -> str:
    """The number of a reference mark without its brackets; circled numbers as digits."""
    bare = text.strip(" ［］[]()（）")
    return _CIRCLED.get(bare, bare)
