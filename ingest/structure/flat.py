"""Tables whose cells lie in the text one after the other, without any mark.

PDF exports write a table cell by cell, one cell a line or several to a line. What is known is the
caption (表1 …) above, the head words of the columns, and the running numbers that open the rows.
The rows are cut at the running numbers; within a row the fragments are laid over the columns so
that lengths, endings and kinds agree with the rows that need no guessing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.structure.alignment import lay_rows
from ingest.structure.grid import Draft, Row, Span, read_caption
from ingest.structure.pieces import Piece, counts, next_filled, title_like

_MOST_HEADER_LINES = 14
_MOST_COLUMNS = 30
_LONGEST_HEAD = 26
_MOST_ROWS = 400
_INDEX_HEAD = re.compile(r"序\s*号|编\s*号|排\s*序|No\.?|代\s*码")
_HEAD_WORD = re.compile(
    r"序号|编号|代码|名称|项目|类型|类别|种类|矿种|品种|指标|内容|单位|数量|数目|个数|面积|规模|资源量|储量|"
    r"产量|目标|任务|完成|现状|属性|周期|时间|工期|年限|年度|年份|位置|地点|范围|区域|行政区|坐标|备注|说明|"
    r"模式|对象|主体|措施|成效|问题|优点|缺点|要求|标准|依据|方法|等级|级别|比例|投资|资金|经费|责任|部门|"
    r"^(?:大|中|小)型$|合计$|(?:19|20)[0-9]{2}年?$|参数|因子|特征|用途|阶段|来源|结果|评价|限值|阈值"
)
_HEADING_FAMILIES = frozenset(
    {"decimal", "cn", "cnparen", "article", "chapter", "section", "appendix"}
)
_SHORTEST_HEADING = 4
_PIECE = re.compile(r"\S+")
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
        draft = _try_table(text, pieces, index) if _captions(text, pieces[index]) else None
        if draft is None:
            index += 1
        else:
            drafts.append(draft)
            index = draft.last
    return drafts


def _captions(text: str, piece: Piece) -> bool:
    if piece.blank or piece.skip or piece.kind == "table" or text[piece.a] not in "表专附续":
        return False
    return title_like(text, piece.a, piece.b) and read_caption(text, piece.a, piece.b) is not None


def _try_table(text: str, pieces: list[Piece], index: int) -> Draft | None:
    caption = read_caption(text, pieces[index].a, pieces[index].b)
    head = _read_head(text, pieces, next_filled(pieces, index))
    if caption is None or head is None:
        return None
    rows, last = (
        _numbered_rows(text, pieces, head) if head.numbered else _plain_rows(text, pieces, head)
    )
    if not rows:
        return None
    draft = Draft(index, last, caption[0], caption[1], (pieces[index].a, pieces[index].b))
    draft.continued = caption[2]
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
        if columns and numbered and (words == "1" or words.startswith("1 ")):
            return _Head(columns, index, True) if len(columns) > 1 else None
        found = _heads(text, piece)
        if not numbered and columns and not any(_HEAD_WORD.search(text[a:b]) for a, b in found):
            return (
                _Head(columns, index, False)
                if len(columns) > 1 and known * 2 > len(columns)
                else None
            )
        columns += found
        if len(columns) > _MOST_COLUMNS:
            return None
        known += sum(bool(_HEAD_WORD.search(text[a:b])) for a, b in found)
        numbered = numbered or bool(_INDEX_HEAD.match(text[columns[0][0] : columns[0][1]]))
        index = next_filled(pieces, index)
    return None


def _short(text: str, piece: Piece) -> bool:
    if piece.skip or piece.kind == "table" or piece.level:
        return False
    words = _PIECE.findall(text, piece.a, piece.b)
    return all(len(word) <= _LONGEST_HEAD for word in words) and text[piece.b - 1] not in _PROSE_END


def _heads(text: str, piece: Piece) -> list[Span]:
    """The head words of one line; a bracketed unit belongs to the word before it."""
    spans: list[Span] = []
    for match in _PIECE.finditer(text, piece.a, piece.b):
        if spans and match[0][0] in "（(/":
            spans[-1] = (spans[-1][0], match.end())
        else:
            spans.append(match.span())
    return spans


def _numbered_rows(text: str, pieces: list[Piece], head: _Head) -> tuple[list[Row], int]:
    """The fragments of every row, cut at the running numbers, and the index behind the table."""
    rows: list[Row] = []
    width = len(head.columns)
    index = head.body
    while index < len(pieces) and len(rows) < _MOST_ROWS:
        number = len(rows) + 1
        if not _opens_row(text, pieces[index], number):
            break
        stop, closed = _row_end(text, pieces, index, number, width)
        rows.append(_fragments(text, pieces[index:stop], width))
        index = stop
        if not closed:
            break
    return rows, index


def _opens_row(text: str, piece: Piece, number: int) -> bool:
    words = text[piece.a : piece.b]
    figure = str(number)
    return words == figure or words.startswith((figure + " ", figure + "\t"))


def _row_end(
    text: str, pieces: list[Piece], index: int, number: int, width: int
) -> tuple[int, bool]:
    """Where the row that opens at `index` ends, and whether the next row opens there.

    The next running number can also be a value in this row, so among its places the first that
    leaves a full row is taken, else the first at all.
    """
    fallback = -1
    count = 0
    at = index
    while at < len(pieces) and count <= width * 3:
        piece = pieces[at]
        if at > index and not piece.blank:
            if _opens_row(text, piece, number + 1):
                if count >= width:
                    return at, True
                fallback = at if fallback < 0 else fallback
            elif _ends_table(text, piece):
                break
        count += 0 if piece.blank else 1
        at += 1
    if fallback >= 0:
        return fallback, True
    return _last_row_end(text, pieces, index, width), False


def _last_row_end(text: str, pieces: list[Piece], index: int, width: int) -> int:
    """The end of the last row: when its columns are full, or where other text begins."""
    count = 0
    at = index
    end = index + 1
    while at < len(pieces):
        piece = pieces[at]
        if not piece.blank:
            if at > index and _ends_table(text, piece):
                break
            count += len(_heads(text, piece)) if at == index else 1
            end = at + 1
            if count >= width:
                break
        at += 1
    return end


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
    lines = [piece for piece in pieces if not piece.blank]
    whole = [(piece.a, piece.b) for piece in lines]
    if len(whole) >= width:
        return whole
    words = [span for piece in lines for span in _heads(text, piece)]
    if len(words) == width and len(lines) * 2 <= width:
        return words
    first = _PIECE.match(text, lines[0].a, lines[0].b)
    if first is not None and first.end() < lines[0].b:
        rest = (
            first.end()
            + len(text[first.end() : lines[0].b])
            - len(text[first.end() : lines[0].b].lstrip())
        )
        whole[0:1] = [first.span(), (rest, lines[0].b)]
    return whole


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
    by_line = [_heads(text, pieces[i]) for i in lines]
    full = next((i for i, row in enumerate(by_line) if len(row) != width), len(by_line))
    if full:
        return by_line[:full], lines[full - 1] + 1
    count = len(lines) // width
    cells = [(pieces[i].a, pieces[i].b) for i in lines]
    rows = [cells[i * width : (i + 1) * width] for i in range(count)]
    return rows, lines[count * width - 1] + 1 if count else index
