"""Plain text and Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import replace
from typing import NamedTuple

from ingest.read.boxes import wrapped_boxes
from ingest.read.encoding import decode
from ingest.read.frame import is_page_number, running_lines
from ingest.read.grid import grid_block
from ingest.read.layout import Profile, measure
from ontology.source import Block, BlockKind, Issue

_LINE_END = re.compile(r"\r\n|[\r\n\v\f\x85\u2028\u2029]")
_OTHER_LINE_END = re.compile(r"[\r\v\f\x85\u2028\u2029]")
_ATX = re.compile(r"(#{1,6})[ \t]+(.*?)[ \t]*#*[ \t]*$")
_COMMENT = re.compile(r"\s*<!--.*-->\s*$")
_PIPE = re.compile(r"\s*\|.*\|\s*$")
_RULE = re.compile(r"\s*\|(?:\s*:?-{2,}:?\s*\|)+\s*$")
_LEADER = re.compile(r"[.．…·]{3,}\s*\d*\s*$")
_TOC_PAGE = re.compile(r"\t\s*[\dIVXivx]{1,4}\s*$")


class Line(NamedTuple):
    """A line without its end, with its place in the text and the page where pages are told."""

    text: str
    start: int
    end: int
    page: int | None

    @property
    def blank(self) -> bool:
        """Whether nothing but blanks stands on the line."""
        return not self.text or self.text.isspace()


def read_text(data: bytes) -> tuple[tuple[Block, ...], tuple[Issue, ...]]:
    """The blocks of a plain text: paragraphs by its measured layout, tables by their tabs."""
    decoded = decode(data)
    lines = _lines(decoded.text)
    return tuple(_blocks(decoded.text, lines)), decoded.issues


def read_markdown(data: bytes) -> tuple[tuple[Block, ...], tuple[Issue, ...]]:
    """The blocks of a Markdown text without the marks of headings, comments and pipe tables.

    The first heading of level 1 is the title. Marks of bold words are left to the cleaning; other inline marks stay as they are printed.
    """
    decoded = decode(data)
    lines = _lines(decoded.text)
    return tuple(_marked_blocks(decoded.text, lines)), decoded.issues


def _lines(text: str) -> list[Line]:
    if _OTHER_LINE_END.search(text) is None:
        return plain_lines(text)
    lines: list[Line] = []
    start, page, paged = 0, 1, "\f" in text
    for match in _LINE_END.finditer(text):
        end = match.start()
        lines.append(Line(text[start:end], start, end, page if paged else None))
        page += match.group() == "\f"
        start = match.end()
    lines.append(Line(text[start:], start, len(text), page if paged else None))
    return lines


def plain_lines(text: str) -> list[Line]:
    """The lines of a text whose lines end with newlines only."""
    lines: list[Line] = []
    start = 0
    for line in text.split("\n"):
        end = start + len(line)
        lines.append(Line(line, start, end, None))
        start = end + 1
    return lines


def _blocks(text: str, lines: Sequence[Line]) -> Iterator[Block]:
    tables = _tables(lines)
    plain = [line.text for i, line in enumerate(lines) if i not in tables]
    frame = running_lines(plain) | {x.strip() for x in plain if is_page_number(x)}
    profile = measure([x for x in plain if x.strip() not in frame])
    position = 0
    while position < len(lines):
        if position in tables:
            end = tables[position]
            yield table_of(lines[position:end])
        else:
            end = position + 1
            while end < len(lines) and end not in tables:
                end += 1
            yield from _paragraphs(text, lines[position:end], profile, frame)
        position = end


def _paragraphs(
    text: str, lines: Sequence[Line], profile: Profile, frame: Set[str] = frozenset()
) -> Iterator[Block]:
    """The blocks of lines that are no table; a paragraph runs on over the frame of a page."""
    group: list[Line] = []
    passed: list[Line] = []
    blanks = 0
    boxed = _boxed(lines, profile)
    for at, line in enumerate(lines):
        if line.blank:
            if profile.trailing_space and line.text.endswith(" ") and group:
                yield _paragraph(text, group)
                group = []
            blanks += 1
            continue
        if group and line.text.strip() in frame:
            passed.append(line)
            continue
        if group and not (
            at in boxed or profile.joins(group[-1].text, line.text, 0 if passed else blanks)
        ):
            yield _paragraph(text, group)
            yield from (_paragraph(text, [x]) for x in passed)
            group, passed = [], []
        group += [*passed, line]
        passed, blanks = [], 0
    if group:
        yield _paragraph(text, group)
    yield from (_paragraph(text, [x]) for x in passed)


def _boxed(lines: Sequence[Line], profile: Profile) -> frozenset[int]:
    """The lines that go on with the line before in a text box, in a text that has no width."""
    if profile.wrap or profile.trailing_space:
        return frozenset()
    return wrapped_boxes([line.text for line in lines], spaced=profile.spaced)


def _paragraph(text: str, group: Sequence[Line]) -> Block:
    first, last = group[0], group[-1]
    return Block(
        "paragraph",
        text[first.start : last.end],
        page=first.page,
        offset=first.start,
        hard_wrapped=len(group) > 1,
    )


def _tables(lines: Sequence[Line]) -> dict[int, int]:
    """Where tables lie: index of each first line -> index after the last.

    A table is a run of cells that open with a tab, one a line, rows apart by one blank line, or a
    run of at least two lines of tab-separated cells. A row may open with an empty cell and may
    leave out empty cells at its end, as exports of total rows do.
    """
    found: dict[int, int] = {}
    position = 0
    while position < len(lines):
        end = _tab_cells_end(lines, position) or tab_rows_end(lines, position)
        if end:
            found[position] = end
        position = end or position + 1
    return found


def _opens_cell(line: Line) -> bool:
    return line.text.startswith("\t") and line.text.count("\t") == 1


def _tab_cells_end(lines: Sequence[Line], start: int) -> int:
    """The index after a table of tab-indented cells, 0 where none begins."""
    if not _opens_cell(lines[start]):
        return 0
    end, position = start, start
    while position < len(lines):
        line = lines[position]
        if _opens_cell(line) or not line.blank:
            if (
                not _opens_cell(line)
                and lines[position - 1].blank
                and not _opens_cell(lines[position - 1])
            ):
                break
            end = position + 1
        elif position + 1 >= len(lines) or not _opens_cell(lines[position + 1]):
            break
        position += 1
    cells = sum(map(_opens_cell, lines[start:end]))
    return end if cells >= 3 else 0


def tab_rows_end(lines: Sequence[Line], start: int) -> int:
    """The index after a table of tab-separated rows, 0 where none begins."""
    columns = _columns(lines[start])
    end = start
    while columns and end < len(lines) and 0 < _columns(lines[end]) <= columns:
        end += 1
    return end if end - start >= 2 and not _is_contents(lines[start:end]) else 0


def _columns(line: Line) -> int:
    return 0 if _opens_cell(line) else line.text.count("\t")


def _is_contents(lines: Sequence[Line]) -> bool:
    marks = sum(bool(_LEADER.search(x.text) or _TOC_PAGE.search(x.text)) for x in lines)
    return marks >= 0.8 * len(lines) and any(
        _LEADER.search(x.text.split("\t")[-2]) or x.text.count("\t") == 1 for x in lines
    )


def table_of(lines: Sequence[Line]) -> Block:
    """The table of lines of tab-separated cells, or of one cell a line behind a tab."""
    rows: list[list[str]] = [[]]
    indented = _opens_cell(lines[0])
    for line in lines:
        if not indented:
            rows.append(line.text.split("\t"))
        elif _opens_cell(line):
            rows[-1].append(line.text[1:])
        elif line.blank:
            rows.append([])
        else:
            rows[-1][-1] += "\n" + line.text
    filled = [row for row in rows if row]
    return replace(grid_block(filled), page=lines[0].page, offset=lines[0].start)


def _marked_blocks(text: str, lines: Sequence[Line]) -> Iterator[Block]:
    plain: list[Line] = []
    titled = False
    position = 0
    marked = [_is_marked(x) for x in lines]
    profile = measure([x.text for x, m in zip(lines, marked, strict=True) if not m])
    while position < len(lines):
        line = lines[position]
        if not marked[position]:
            plain.append(line)
            position += 1
            continue
        yield from _paragraphs(text, plain, profile)
        plain = []
        if _PIPE.match(line.text):
            end = position + 1
            while end < len(lines) and _PIPE.match(lines[end].text):
                end += 1
            yield _pipe_table(lines[position:end])
            position = end
            continue
        if heading := _heading(line, titled=titled):
            titled = titled or heading.level == 1
            yield heading
        position += 1
    yield from _paragraphs(text, plain, profile)


def _heading(line: Line, *, titled: bool) -> Block | None:
    """The heading that a line marks with #, the title where none of that level came before."""
    match = _ATX.match(line.text)
    if match is None or not match[2]:
        return None
    level = len(match[1])
    kind: BlockKind = "heading" if titled or level > 1 else "title"
    at = line.start + match.start(2)
    return Block(kind, match[2], level=level, page=line.page, offset=at)


def _is_marked(line: Line) -> bool:
    first = line.text.lstrip()[:1]
    return (
        first in "#<|"
        and first != ""
        and (
            (first == "#" and (_ATX.match(line.text) is not None or not line.text.strip("# ")))
            or (first == "<" and _COMMENT.match(line.text) is not None)
            or (first == "|" and _PIPE.match(line.text) is not None)
        )
    )


def _pipe_table(lines: Sequence[Line]) -> Block:
    rows = [
        [cell.strip().replace("\\|", "|") for cell in re.split(r"(?<!\\)\|", x.text.strip()[1:-1])]
        for x in lines
        if not _RULE.match(x.text)
    ]
    headed = len(lines) > 1 and _RULE.match(lines[1].text) is not None
    return replace(
        grid_block(rows, header_rows=int(headed)), page=lines[0].page, offset=lines[0].start
    )
