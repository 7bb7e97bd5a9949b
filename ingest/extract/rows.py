"""Rows of tables as the rules see them: what a row is about, in which unit, of which mineral."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import cast

from ingest.extract.book import FactBook
from ingest.extract.columns import (
    Column,
    Role,
    columns,
    header_unit,
    is_empty,
    is_number,
    squeeze,
)
from ingest.extract.lexical import in_words
from ontology import lexicon
from ontology import patterns as re
from ontology.records import Table

_TOTAL = re.compile(r"^(?:总?合计|总计|小计|共计|总数|汇总|全[县市区省]合?计?)$")
_CAPTION_UNIT = re.compile(r"单位\s*[：:]\s*([^\s，。；）)]{1,10})")
_NAMED = re.compile(r"名称|指标|项目名|^名$")
_LONE = re.compile(
    r"(?:新增|新发现)?([一-鿿])(?=(?:保有|查明|新增)?(?:资源|储量)|(?:矿石)?年?(?:度)?(?:总)?(?:开采|产|生产能力))"
)
_UNIT_TAIL = re.compile(r"[（(][^（）()]*[）)]$")
# A first column that says by itself what a row is.
_KIND_OF_ROW = re.compile(
    r"模式|做法|类型|路径|方式|阶段|时段|年份|主体|地区|区域|矿种|措施|工艺|技术"
)
_SIZE = re.compile(r"[≤≥<>]?\d[\d.]*[^\d年月日-]{0,6}(?:[—–~～-]\d[\d.]*)?(?![年月日-])\D{1,6}$")
_HEADING = 8  # characters of a cell that can be a header
_SPLIT = re.compile(r"[;；、,，/／]|\s+(?=[一-鿿])|(?<=[一-鿿])[和及与](?=[一-鿿])")


@dataclass(frozen=True, slots=True)
class View:
    """A table with its columns read; `labels` are the columns that say what a row is about.

    `words` are the rows' cells without blanks, "" for those that say nothing.
    `turned` tables print a mineral a column; here each mineral is a row.
    """

    table: Table
    columns: tuple[Column, ...]
    labels: tuple[Column, ...]
    words: tuple[tuple[str, ...], ...]
    turned: bool = False

    def of(self, *roles: Role) -> tuple[Column, ...]:
        """The columns of these roles, from left to right."""
        return tuple(c for c in self.columns if c.role in roles)

    def cell(self, row: int, column: Column | None) -> str:
        """The text of a cell without blanks; "" where it says nothing or there is no column."""
        if column is None:
            return ""
        cells = self.words[row]
        return cells[column.index] if column.index < len(cells) else ""

    def cells(self, column: Column) -> list[str]:
        """The texts of a column from the first row to the last, as `cell` gives them."""
        return [self.cell(row, column) for row in range(len(self.table.rows))]

    def first(self, row: int, *roles: Role) -> str:
        """The first filled cell of a row among the columns of these roles, "" for none."""
        for column in self.columns:
            if column.role in roles and (words := self.cell(row, column)):
                return words
        return ""

    def where(self, row: int) -> str:
        """The place of a row for people: 专栏8 row 1."""
        return f"{self.name} {'column' if self.turned else 'row'} {row + 1 + self.turned}"

    @property
    def name(self) -> str:
        """What people call the table: its label, else its title, else its id."""
        return self.table.label or self.table.title or self.table.id

    def span(self, row: int, column: Column) -> tuple[int, int]:
        """The range of a cell in the clean text."""
        return self.table.cells[row][column.index]


def views(book: FactBook) -> list[View]:
    """All tables of the document that have a header and rows, in order."""
    known = book.memo.get("table views")
    if known is None:
        known = book.memo["table views"] = [
            _view(half) for t in book.document.tables if t.header and t.rows for half in halves(t)
        ]
    return cast("list[View]", known)


def halves(table: Table) -> list[Table]:
    """The two halves of a table that prints its columns twice side by side, else the table."""
    heads = [squeeze(head) for head in table.header]
    width, odd = divmod(len(heads), 2)
    twice = width > 1 and not odd and heads[:width] == heads[width:] and len(set(heads)) == width
    if not twice or any(len(row) != len(heads) for row in table.rows):
        return [table]
    return [_columns_of(table, slice(0, width)), _columns_of(table, slice(width, None))]


def _columns_of(table: Table, part: slice) -> Table:
    """Some neighbouring columns of a table, without the rows that are empty in them."""
    kept = [at for at, row in enumerate(table.rows) if any(map(squeeze, row[part]))]
    return replace(
        table,
        header=table.header[part],
        header_rows=tuple(row[part] for row in table.header_rows),
        header_cells=tuple(row[part] for row in table.header_cells),
        rows=tuple(table.rows[at][part] for at in kept),
        cells=tuple(table.cells[at][part] for at in kept),
    )


def _view(table: Table) -> View:
    table = _with_header(table)
    turned = _is_by_mineral(table)
    table = _turned(table) if turned else table
    found = columns(table)
    words = tuple(tuple("" if is_empty(c) else squeeze(c) for c in row) for row in table.rows)
    return View(table, found, _single(_labels(found, words), found, words), words, turned)


def _is_by_mineral(table: Table) -> bool:
    """Whether every column but the first is of a mineral (项目 | 铜矿 | 铁矿（万吨） …)."""
    heads = [_UNIT_TAIL.sub("", squeeze(head)) for head in table.header]
    known = lexicon.minerals()
    named = [h for h in heads[1:] if _is_mineral(h)]
    first = [squeeze(row[0]) for row in table.rows if row]
    return len(named) > 1 and len(named) == len(heads) - 1 and not any(c in known for c in first)


def _is_mineral(name: str) -> bool:
    """Whether a name is a mineral's of the catalogue, also by a use of its own (饰面用砂岩)."""
    known = lexicon.minerals()
    use = re.fullmatch(r"[一-鿿]{2,4}用(?P<rock>[一-鿿]{1,6})", name)
    return name in known or name.removesuffix("矿") in known or bool(use and use["rock"] in known)


def _turned(table: Table) -> Table:
    """The table with its columns as rows; a unit behind a mineral becomes a cell of its own."""
    rows = [r for r in range(len(table.rows)) if len(table.rows[r]) == len(table.header)]
    heads = table.header_cells[-1]
    units = [header_unit(squeeze(head)) for head in table.header[1:]]
    header = [table.header[0], *(["单位"] if any(units) else []), *(table.rows[r][0] for r in rows)]
    spans = [heads[0], *([heads[0]] if any(units) else []), *(table.cells[r][0] for r in rows)]
    body, cells = [], []
    for at, unit in enumerate(units, 1):
        extra = [unit] if any(units) else []
        name = _UNIT_TAIL.sub("", squeeze(table.header[at])) if unit else table.header[at]
        body.append((name, *extra, *(table.rows[r][at] for r in rows)))
        cells.append((heads[at], *([heads[at]] * len(extra)), *(table.cells[r][at] for r in rows)))
    return replace(
        table,
        header=tuple(header),
        header_rows=(tuple(header),),
        header_cells=(tuple(spans),),
        rows=tuple(body),
        cells=tuple(cells),
    )


def _with_header(table: Table) -> Table:
    """The table with a second header row that the source took for a body row moved up."""
    first = [squeeze(cell) for cell in table.rows[0]]
    filled = [cell for cell in first if cell]
    if len(table.rows) < 2 or first[0] or len(filled) < 2 or any(map(is_number, filled)):
        return table
    if any(len(cell) > _HEADING for cell in filled):
        return table
    upper, carried = [], ""
    for at, cell in enumerate(table.header):
        carried = squeeze(cell) or (carried if at < len(first) and first[at] else "")
        upper.append(carried)
    lower = [cell or head for cell, head in zip(first, upper, strict=False)]
    joined = [
        "/".join(dict.fromkeys(p for p in pair if p)) for pair in zip(upper, lower, strict=False)
    ]
    return replace(
        table,
        header_rows=(*table.header_rows[:-1], tuple(upper), tuple(lower)),
        header=tuple(joined),
        rows=table.rows[1:],
        cells=table.cells[1:],
        header_cells=(*table.header_cells, table.cells[0]),
    )


def _single(
    labels: tuple[Column, ...], found: tuple[Column, ...], words: tuple[tuple[str, ...], ...]
) -> tuple[Column, ...]:
    """The labels without last ones whose cells are sizes (2次/周) or lists (水位、pH值).

    A lone label of lists gives way to the column before it, where that names each row.
    """
    while len(labels) > 1 and _describes(labels[-1], words):
        labels = labels[:-1]
    before = found[labels[0].index - 1] if len(labels) == 1 and labels[0].index else None
    named = before is not None and before.role == "text" and _is_key(before, words)
    return (before,) if before and named and _describes(labels[0], words) else labels


def _describes(column: Column, words: tuple[tuple[str, ...], ...]) -> bool:
    """Whether most cells of a column are sizes or lists."""
    cells = [row[column.index] for row in words if column.index < len(row) and row[column.index]]
    return 2 * sum("、" in cell or bool(_SIZE.match(cell)) for cell in cells) > len(cells)


def _labels(found: tuple[Column, ...], words: tuple[tuple[str, ...], ...]) -> tuple[Column, ...]:
    limit = next((c.index for c in found if c.role in ("unit", "value", "scale")), len(found))
    for roles in (("name",), ("mineral",), ("text",), ("period",)):
        labels = tuple(c for c in found if c.role in roles and c.index < limit)
        if labels:
            named = [i for i, c in enumerate(labels) if _NAMED.search(c.header)]
            first = labels[0]
            if (
                roles == ("text",)
                and not named
                and (_KIND_OF_ROW.search(first.header) or _is_key(first, words))
            ):
                return labels[:1]
            return labels[: named[-1] + 1] if named else labels
    return tuple(c for c in found if c.role not in ("index", "value"))[:1]


def _is_key(column: Column, words: tuple[tuple[str, ...], ...]) -> bool:
    """Whether a column tells every row from the others by itself."""
    cells = [row[column.index] for row in words if column.index < len(row)]
    return len(cells) > 1 and all(cells) and len(set(cells)) == len(cells)


def is_total(label: str) -> bool:
    """Whether a row label says that the row adds up others."""
    return bool(_TOTAL.match(squeeze(label)))


def minerals_in(cell: str) -> Iterator[str]:
    """The minerals that a cell lists (；、, / and blanks split), as written."""
    for part in _SPLIT.split(cell):
        name = squeeze(part).strip("。等")
        if name:
            yield name


@lexicon.remembered
def mineral_of(name: str) -> str:
    """The mineral that a label is about: the label itself or the longest one in it, else ""."""
    known = lexicon.minerals()
    bare = re.sub(r"[（(].*", "", name).removesuffix("矿")
    for candidate in (name, bare, bare + "矿"):
        if candidate in known:
            return candidate
    if (lone := _LONE.match(bare)) and lone[1] in known:
        return lone[1]
    return max((hit.word for hit in in_words("mineral", name)), key=len, default="")


def canonical(mineral: str) -> str:
    """The catalogue's name of a mineral (建筑用砂矿 -> 建筑用砂); other names as they are."""
    known = lexicon.minerals()
    return known[mineral].name if mineral in known else mineral


def same_mineral(a: str, b: str) -> bool:
    """Whether two names stand for one mineral of the catalogue."""
    return bool(a) and canonical(a) == canonical(b)


def caption_unit(view: View, text: str) -> str:
    """The unit that a caption states for the whole table (单位：万吨), "" for none."""
    first = view.table.header_cells[0][0][0] if view.table.header_cells else view.table.end
    match = _CAPTION_UNIT.search(text, view.table.start, max(first, view.table.start))
    return match[1] if match else ""
