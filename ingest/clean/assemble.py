"""Putting the clean text together from blocks, with its way back to the source."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace

from ingest.clean.edits import Edit, edits
from ingest.clean.glyphs import repair_glyphs
from ingest.read.frame import is_page_number, running_lines
from ontology import patterns as re
from ontology.source import Block, Cell, CleanText, Issue, Line, RawDocument, Repair, Run

_FRAME_LENGTH = 80  # characters that a page number or running header is shorter than
_UNREADABLE = re.compile("[\ue000-\uf8ff\ufffd\U000f0000-\U0010fffd]+")


@dataclass(frozen=True, slots=True)
class _Copy:
    """Clean `[start, start + length)` of a piece comes from the block text at `source`."""

    start: int
    length: int
    source: int


@dataclass(frozen=True, slots=True)
class _Piece:
    """One block made clean; offsets count in `text`."""

    text: str
    copies: Sequence[_Copy]
    repairs: Sequence[Repair] = ()
    cells: tuple[Cell, ...] = ()


def clean(raw: RawDocument) -> CleanText:
    """Join and repair the blocks of a document.

    Each block that has words is one line of the text (a table: a line with inner tabs between
    cells and newlines between rows), lines parted by one newline. Left out are whitespace at the
    edges of blocks and cells and at wrapped line ends, and what a `Repair` with an empty `after`
    names. An empty document gives an empty text.
    """
    parts: list[str] = []
    lines: list[Line] = []
    runs: list[Run] = []
    repairs: list[Repair] = []
    position = 0
    frame = running_lines(_text_lines(raw))
    for index, block in enumerate(raw.blocks):
        running = frame if index else frozenset()
        piece = _piece(block, running, title=index == 0, typed=raw.reader == "markdown")
        repairs += [_shifted(r, position) for r in piece.repairs]
        if piece.text:
            runs += [
                Run(position + c.start, position + c.start + c.length, index, c.source)
                for c in piece.copies
            ]
            lines.append(_line(block, piece, index, position))
            parts.append(piece.text)
            position = lines[-1].end
    if lines:
        lines[-1] = replace(lines[-1], end=position - 1)
    text, changed = _glyphs("\n".join(parts), _corrected(raw, runs))
    repairs = [_within_text(r, len(text)) for r in repairs]
    repairs = sorted([*repairs, *changed], key=lambda r: r.start) if changed else repairs
    issues = (*raw.issues, *_damage(changed), *_unreadable(text))
    return CleanText(raw, text, tuple(lines), tuple(runs), tuple(repairs), issues)


def _shifted(repair: Repair, by: int) -> Repair:
    return replace(repair, start=repair.start + by, end=repair.end + by)


def _within_text(repair: Repair, length: int) -> Repair:
    return repair if repair.end <= length else replace(repair, start=length, end=length)


def _corrected(raw: RawDocument, runs: Sequence[Run]) -> dict[int, str]:
    """The corrections of the source by their places in the clean text."""
    wanted = {(c.block, c.position): c.after for c in raw.corrections}
    blocks = {c.block for c in raw.corrections}
    return {
        run.start + offset: after
        for run in runs
        if run.block in blocks
        for offset in range(run.end - run.start)
        if (after := wanted.get((run.block, run.source + offset)))
    }


def _glyphs(text: str, known: Mapping[int, str]) -> tuple[str, list[Repair]]:
    """The text with the wrong glyphs of a damaged text layer put right, and what was changed.

    Args:
        known: right characters by their places, as the page shows them.
    """
    letters = list(text) if known else []
    for position, after in known.items():
        letters[position] = after
    changes = repair_glyphs("".join(letters) if known else text)
    found = {**{c.position: c.after for c in changes}, **known}
    if not found:
        return text, []
    letters = list(text)
    for position, after in found.items():
        letters[position] = after
    logged = [Repair(at, at + 1, text[at], found[at], "wrong-glyph") for at in sorted(found)]
    return "".join(letters), logged


def _damage(changed: Sequence[Repair]) -> Iterator[Issue]:
    if changed:
        message = f"文字层的字形对照表有误，已改正 {len(changed)} 字，请核对原页"
        yield Issue("damaged-text", message, changed[0].start, changed[-1].end)


def _unreadable(text: str) -> Iterator[Issue]:
    for match in _UNREADABLE.finditer(text):
        yield Issue("unreadable-character", "无法辨认的字符", match.start(), match.end())


def _line(block: Block, piece: _Piece, index: int, position: int) -> Line:
    cells = tuple(_cell_at(cell, position) for cell in piece.cells) if piece.cells else ()
    end = position + len(piece.text) + 1
    return Line(position, end, index, block.kind, block.level, cells, block.header_rows, block.part)


def _cell_at(cell: Cell, position: int) -> Cell:
    return _placed(cell, cell.start + position, cell.end + position)


def _placed(cell: Cell, start: int, end: int) -> Cell:
    """A cell at another place; tables hold thousands, and `replace` takes three times as long."""
    return Cell(cell.row, cell.column, start, end, cell.row_span, cell.column_span)


def _text_lines(raw: RawDocument) -> Iterator[str]:
    """The lines of a plain text; other readers know the page and leave its frame out themselves."""
    for block in raw.blocks if raw.reader in ("text", "markdown") else ():
        if block.kind != "table":
            yield from block.text.split("\n") if block.hard_wrapped else (block.text,)


def _piece(block: Block, frame: Set[str], *, title: bool, typed: bool) -> _Piece:
    if block.kind == "table":
        return _table_piece(block, typed=typed)
    if not block.number and len(block.text) < _FRAME_LENGTH:
        if is_page_number(block.text):
            return _Piece("", (), (Repair(0, 0, block.text, "", "page-number"),))
        if block.text.strip() in frame:
            return _Piece("", (), (Repair(0, 0, block.text, "", "running-header"),))
    end, wrapped = len(block.text), block.hard_wrapped
    found = edits(block.text, 0, end, wrapped=wrapped, title=title, frame=frame, typed=typed)
    return _numbered(_trimmed(_rendered(block.text, found)), block.number)


def _table_piece(block: Block, *, typed: bool) -> _Piece:
    found: list[Edit] = []
    for cell in block.cells:
        found += _cell_edits(block.text, cell, typed=typed)
    piece = _rendered(block.text, found)
    sources = [c.source for c in piece.copies]
    cells = tuple(
        _placed(cell, _moved(piece, sources, cell.start), _moved(piece, sources, cell.end))
        for cell in block.cells
    )
    return replace(piece, cells=cells) if piece.text.strip() else _trimmed(piece)


def _cell_edits(text: str, cell: Cell, *, typed: bool) -> list[Edit]:
    piece = text[cell.start : cell.end]
    left = cell.start + len(piece) - len(piece.lstrip())
    right = max(left, cell.start + len(piece.rstrip()))
    edges = [Edit(a, b, "", "") for a, b in ((cell.start, left), (right, cell.end)) if a < b]
    inner = edits(text, left, right, wrapped=True, typed=typed)
    return sorted([*edges, *inner], key=lambda e: e.start)


def _rendered(text: str, found: Sequence[Edit]) -> _Piece:
    """Apply edits that are in order; replacements of equal length keep the copy unbroken."""
    if not found:
        return _Piece(text, (_Copy(0, len(text), 0),) if text else ())
    parts: list[str] = []
    copies: list[_Copy] = []
    repairs: list[Repair] = []
    position = source = 0
    for edit in found:
        _copy(copies, position, edit.start - source, source)
        parts += [text[source : edit.start], edit.after]
        position += edit.start - source
        if edit.after:
            _copy(copies, position, len(edit.after), edit.start)
        end = position + len(edit.after)
        if edit.reason:
            repairs.append(
                Repair(position, end, text[edit.start : edit.end], edit.after, edit.reason)
            )
        position, source = end, edit.end
    _copy(copies, position, len(text) - source, source)
    parts.append(text[source:])
    return _Piece("".join(parts), copies, repairs)


def _copy(copies: list[_Copy], start: int, length: int, source: int) -> None:
    if length <= 0:
        return
    last = copies[-1] if copies else None
    if last and last.start + last.length == start and last.source + last.length == source:
        copies[-1] = _Copy(last.start, last.length + length, last.source)
    else:
        copies.append(_Copy(start, length, source))


def _trimmed(piece: _Piece) -> _Piece:
    inner = piece.text.strip()
    if len(inner) == len(piece.text):
        return piece
    lead = len(piece.text) - len(piece.text.lstrip())
    end = lead + len(inner)
    copies = [
        _Copy(a - lead, b - a, c.source + a - c.start)
        for c in piece.copies
        if (a := max(c.start, lead)) < (b := min(c.start + c.length, end))
    ]
    repairs = [
        replace(r, start=_within(r.start - lead, inner), end=_within(r.end - lead, inner))
        for r in piece.repairs
    ]
    return _Piece(inner, copies, repairs)


def _within(position: int, text: str) -> int:
    return min(max(position, 0), len(text))


def _numbered(piece: _Piece, number: str) -> _Piece:
    """Put the number that the format only shows in front, as a repair."""
    if not number or not piece.text:
        return piece
    label = number + " "
    shift = len(label)
    copies = [replace(c, start=c.start + shift) for c in piece.copies]
    repairs = [replace(r, start=r.start + shift, end=r.end + shift) for r in piece.repairs]
    inserted = Repair(0, shift, "", label, "automatic-number")
    return _Piece(label + piece.text, copies, [inserted, *repairs])


def _moved(piece: _Piece, sources: Sequence[int], position: int) -> int:
    """Where a position of the block text lies in the clean piece."""
    index = bisect_right(sources, position) - 1
    if index < 0:
        return 0
    copy = piece.copies[index]
    return copy.start + min(position - copy.source, copy.length)
