"""Tables whose cells lie in the text one after the other, without any mark.

PDF exports write a table cell by cell, one cell a line or several to a line. What is known is the
caption (表1 …) above, the head words of the columns, and the running numbers that open the rows.
The rows are cut at the running numbers; within a row the fragments are laid over the columns so
that lengths, endings and kinds agree with the rows that need no guessing.
"""

from __future__ import annotations

from dataclasses import dataclass

from ingest.structure.alignment import lay_rows, place_rows
from ingest.structure.grid import TOTAL, Draft, Row, Span, read_caption
from ingest.structure.pieces import Piece, counts, next_filled, title_like
from ontology import patterns as re

_MOST_HEADER_LINES = 14
_MOST_COLUMNS = 30
_LONGEST_HEAD = 26
_MOST_ROWS = 400
_INDEX_HEAD = re.compile(r"序\s*号|编\s*号|排\s*序|No\.?|代\s*码")
HEAD_WORD = re.compile(
    r"序号|编号|代码|名称|项目|类型|类别|种类|矿种|品种|指标|内容|单位|数量|数目|个数|面积|规模|资源量|储量|"
    r"产量|目标|任务|完成|现状|属性|周期|时间|工期|年限|年度|年份|位置|地点|范围|区域|行政区|坐标|备注|说明|"
    r"模式|对象|主体|措施|成效|问题|优点|缺点|要求|标准|依据|方法|等级|级别|比例|投资|资金|经费|责任|部门|"
    r"^(?:大|中|小)型$|合计$|(?:19|20)[0-9]{2}年?$|参数|因子|特征|用途|阶段|来源|结果|评价|限值|阈值"
)
_HEADING_FAMILIES = frozenset(
    {"decimal", "cn", "cnparen", "article", "chapter", "section", "appendix"}
)
_SHORTEST_HEADING = 4
_WORD = re.compile(r"\S+(?:(?<=[0-9]) (?=[0-9]{3}(?![0-9]))\S+)*")
_WIDE_WORD = re.compile(r"\S+(?: \S+)*")
_WIDE_BLANK = re.compile(r"\S(?: {2,}|[\t\u3000]+)\S")
_RUNNING = re.compile(r"([0-9]{1,3})(?:\s|$)")
_FIGURE = re.compile(r"[-—/0-9.,，%％ ]+$")
_UNIT_LINE = re.compile(r"[（(]?(?:计量)?单位\s*[：:]")
_ENGLISH_CAPTION = re.compile(r"(?:Tab(?:le|\.)?|TABLE)\s*[0-9]")
_PROSE_END = "。；;！？"
_NOTE = re.compile(r"(?:注|备注|说明|资料来源|数据来源)\s*[0-9]?\s*[：:]")


@dataclass(frozen=True, slots=True)
class _Head:
    """The columns of a flat table, the first line of its body, and whether rows are numbered."""

    columns: list[Span]
    body: int
    numbered: bool


def find_flat_tables(text: str, pieces: list[Piece]) -> list[Draft]:
    """The tables that lie flat in the text, in order; lines of other tables are left alone."""
    drafts: list[Draft] = []
    index = 0
    while index < len(pieces):
        draft = None
        if not _is_other(pieces[index]):
            draft = _try_table(text, pieces, index)
        if draft is not None:
            drafts.append(draft)
            index = draft.last
        else:
            index += 1
    return drafts


def _is_other(piece: Piece) -> bool:
    return piece.blank or piece.skip or piece.kind == "table"


def _captions(text: str, piece: Piece) -> bool:
    if _is_other(piece) or text[piece.a] not in "表专附续":
        return False
    return title_like(text, piece.a, piece.b) and read_caption(text, piece.a, piece.b) is not None


def _try_table(text: str, pieces: list[Piece], index: int) -> Draft | None:
    """The table that begins with a caption, or with 序号 over numbered rows, at `index`."""
    piece = pieces[index]
    if _captions(text, piece):
        label, title, continued = read_caption(text, piece.a, piece.b) or ("", "", False)
        head = _read_head(text, pieces, next_filled(pieces, index))
        draft = Draft(index, index, label, title, (piece.a, piece.b), continued=continued)
    elif text[piece.a] in "序编" and _INDEX_HEAD.match(text, piece.a, piece.b):
        head = _read_head(text, pieces, index)
        draft = Draft(index, index)
        if head is not None and not (head.numbered and len(head.columns) > 2):
            return None
    else:
        return None
    if head is None:
        return None
    find_rows = _numbered_rows if head.numbered else _plain_rows
    rows, draft.last = find_rows(text, pieces, head)
    if not rows:
        return None
    draft.header = [head.columns]
    draft.rows = lay_rows(text, head.columns, rows)
    return draft


def _read_head(text: str, pieces: list[Piece], index: int) -> _Head | None:
    """The head words below a caption, up to row 1 or to the last line of known head words."""
    columns: list[Span] = []
    known = 0
    numbered = False
    for _ in range(_MOST_HEADER_LINES):
        if index >= len(pieces) or not _short(text, pieces[index]):
            return None
        piece = pieces[index]
        words = text[piece.a : piece.b]
        if not columns and stands_below_caption(text, piece):
            index = next_filled(pieces, index)
            continue
        if columns and numbered and (words == "1" or words.startswith("1 ")):
            return _Head(columns, index, True) if len(columns) > 1 else None
        found = split_words(text, piece)
        if not numbered and columns and not any(HEAD_WORD.search(text[a:b]) for a, b in found):
            return (
                _Head(columns, index, False)
                if len(columns) > 1 and known * 2 > len(columns)
                else None
            )
        columns += found
        if len(columns) > _MOST_COLUMNS:
            return None
        known += sum(bool(HEAD_WORD.search(text[a:b])) for a, b in found)
        numbered = numbered or bool(_INDEX_HEAD.match(text[columns[0][0] : columns[0][1]]))
        index = next_filled(pieces, index)
    return None


def stands_below_caption(text: str, piece: Piece) -> bool:
    """Whether a line is the unit of a whole table or its caption in English."""
    if _ENGLISH_CAPTION.match(text, piece.a, piece.b):
        return text[piece.a : piece.b].isascii()
    return _UNIT_LINE.match(text, piece.a, piece.b) is not None and piece.b - piece.a < 30


def _short(text: str, piece: Piece) -> bool:
    if piece.skip or piece.kind == "table" or piece.level:
        return False
    words = _WORD.findall(text, piece.a, piece.b)
    return all(len(word) <= _LONGEST_HEAD for word in words) and text[piece.b - 1] not in _PROSE_END


def split_words(text: str, piece: Piece) -> list[Span]:
    """The cells of one line; a bracketed unit belongs to the word before it.

    Where some words stand two blanks apart, single blanks part nothing.
    """
    spans: list[Span] = []
    wide = _WIDE_BLANK.search(text, piece.a, piece.b) is not None
    for match in (_WIDE_WORD if wide else _WORD).finditer(text, piece.a, piece.b):
        if spans and match[0][0] in "（(/":
            spans[-1] = (spans[-1][0], match.end())
        else:
            spans.append(match.span())
    return spans


def _numbered_rows(text: str, pieces: list[Piece], head: _Head) -> tuple[list[Row], int]:
    """The fragments of every row, cut at the running numbers, and the index behind the table."""
    width = len(head.columns)
    lines = _cell_lines(text, pieces, head.body, width)
    sizes = [_size(text, pieces[index], width) for index in lines]
    starts = place_rows(_numbers(text, pieces, lines), sizes, width)
    if not starts:
        return [], head.body
    stops = [*starts[1:], _last_stop(text, pieces, lines, starts[-1], width)]
    rows = [
        _fragments(text, [pieces[index] for index in lines[start:stop]], width)
        for start, stop in zip(starts, stops, strict=True)
    ]
    index = lines[stops[-1] - 1] + 1
    if index < len(pieces) and _is_total(text, pieces[index]):
        stop = _total_end(text, pieces, index, width)
        rows.append([span for piece in pieces[index:stop] for span in split_words(text, piece)])
        index = stop
    return rows, index


def _cell_lines(text: str, pieces: list[Piece], first: int, width: int) -> list[int]:
    """The pieces from `first` on that can hold cells of numbered rows."""
    lines: list[int] = []
    for index in range(first, min(len(pieces), first + _MOST_ROWS * width)):
        piece = pieces[index]
        if piece.blank:
            continue
        if _is_total(text, piece) or (_size(text, piece, width) == 1 and _ends_table(text, piece)):
            break
        lines.append(index)
    return lines


def _size(text: str, piece: Piece, width: int) -> int:
    """How many cells a line holds: its words where it opens a row and nearly fills it, else one."""
    words = len(split_words(text, piece))
    return words if words * 3 >= width * 2 and _RUNNING.match(text, piece.a, piece.b) else 1


def _numbers(text: str, pieces: list[Piece], lines: list[int]) -> dict[int, list[int]]:
    """Where each running number could stand: number -> places in `lines`."""
    places: dict[int, list[int]] = {}
    for place, index in enumerate(lines):
        match = _RUNNING.match(text, pieces[index].a, pieces[index].b)
        if match is not None:
            places.setdefault(int(match[1]), []).append(place)
    return places


def _last_stop(text: str, pieces: list[Piece], lines: list[int], start: int, width: int) -> int:
    """Where the last row ends: when its columns are full."""
    count = _size(text, pieces[lines[start]], width)
    return min(start + 1 + max(width - count, 0), len(lines))


def _is_total(text: str, piece: Piece) -> bool:
    return not piece.blank and TOTAL.match(text, piece.a, piece.b) is not None


def _total_end(text: str, pieces: list[Piece], index: int, width: int) -> int:
    """The end of a total row: behind the figures that follow its label."""
    stop = index + 1
    while stop < len(pieces) and stop - index < width:
        piece = pieces[stop]
        if piece.blank or not _FIGURE.match(text, piece.a, piece.b):
            break
        stop += 1
    return stop


def _ends_table(text: str, piece: Piece) -> bool:
    """Whether a line cannot be a cell: a heading, a caption, a note or a paragraph of prose."""
    if piece.kind in ("table", "heading", "title") or piece.level or piece.skip:
        return True
    if _captions(text, piece) or _NOTE.match(text, piece.a, piece.b):
        return True
    mark = piece.mark
    if mark is not None and mark.family == "appendix":
        return True
    if mark is not None and mark.end < piece.b and mark.family in _HEADING_FAMILIES:
        if mark.family != "decimal":
            return True
        return (
            mark.spaced
            and not counts(text, mark.end, piece.b)
            and _is_heading(text, mark.end, piece.b)
        )
    return piece.b - piece.a > 40 and text[piece.b - 1] in _PROSE_END


def _is_heading(text: str, start: int, end: int) -> bool:
    return end - start >= _SHORTEST_HEADING and title_like(text, start, end)


def _fragments(text: str, pieces: list[Piece], width: int) -> Row:
    """The fragments of one row: its lines, cut at blanks where the lines alone are too few."""
    whole = [(piece.a, piece.b) for piece in pieces]
    if len(whole) >= width:
        return whole
    words = [span for piece in pieces for span in split_words(text, piece)]
    if len(pieces) == 1 or (len(words) == width and len(pieces) * 2 <= width):
        return words
    opening = split_words(text, pieces[0])
    return [opening[0], (opening[1][0], opening[-1][1]), *whole[1:]] if opening[1:] else whole


def _plain_rows(text: str, pieces: list[Piece], head: _Head) -> tuple[list[Row], int]:
    """Rows without running numbers: every line one row, or every `width` lines one row."""
    width = len(head.columns)
    lines: list[int] = []
    index = head.body
    while index < len(pieces) and len(lines) < _MOST_ROWS * width:
        piece = pieces[index]
        if not piece.blank:
            if _ends_table(text, piece) or piece.b - piece.a > 120:
                break
            lines.append(index)
        index += 1
    if not lines:
        return [], index
    by_line = [split_words(text, pieces[i]) for i in lines]
    full = next((i for i, row in enumerate(by_line) if len(row) != width), len(by_line))
    if full:
        return by_line[:full], lines[full - 1] + 1
    count = len(lines) // width
    cells = [(pieces[i].a, pieces[i].b) for i in lines]
    rows = [cells[i * width : (i + 1) * width] for i in range(count)]
    return rows, lines[count * width - 1] + 1 if count else index
