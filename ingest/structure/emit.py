"""A found table becomes part of the tree: its clause, its rows, its cells as leaves."""

from __future__ import annotations

from ingest.structure.grid import Draft, Row, Span, cell_text, join_header
from ingest.structure.tree import Tree, Unit
from ontology.records import Table


def emit_table(tree: Tree, text: str, draft: Draft, start: int, end: int, number: int) -> Table:
    """Add the table that covers `[start, end)` to the tree and give its record.

    Args:
        number: how many tables stand before it; it names tables without a label (`tbl_x1`).
    """
    key = draft.label.lstrip("附表专栏") or f"x{number + 1}"
    caption = draft.caption if draft.caption[1] else (start, start)
    unit = Unit("table", "table", draft.label, (), draft.title, start, caption, key=f"tbl_{key}")
    holder = tree.stack[-1]
    depth = len(tree.stack)
    tree.open(unit)
    _emit_leaves(tree, text, draft, start, end, number)
    tree.close_from(depth, end)
    header = [[cell_text(text, span) for span in row] for row in draft.header]
    return Table(
        id=unit.eid,
        label=draft.label,
        title=draft.title,
        header_rows=tuple(tuple(row) for row in header),
        header=tuple(join_header(header)),
        rows=tuple(tuple(cell_text(text, span) for span in row) for row in draft.rows),
        cells=tuple(tuple(row) for row in draft.rows),
        header_cells=tuple(tuple(row) for row in draft.header),
        start=start,
        end=end,
        clause=holder,
    )


def _emit_leaves(tree: Tree, text: str, draft: Draft, start: int, end: int, number: int) -> None:
    depth = len(tree.stack)
    table = tree.top
    at = start
    for span, kind, row in _spans(draft):
        if span[0] < at:
            continue
        _leave(tree, text, at, span[0], number)
        if row > 0 or kind == "caption":
            tree.close_from(depth, span[0])
        if row > 0:
            key, here = f"{table.eid}__row_{row}", (span[0], span[0])
            tree.open(Unit("row", "row", "", (), "", span[0], here, key=key))
        tree.leaf(span[0], span[1], kind, number)
        at = span[1]
    tree.close_from(depth, end)
    _leave(tree, text, at, end, number)


def _leave(tree: Tree, text: str, start: int, end: int, number: int) -> None:
    """What stands between cells: separators, or a note such as the unit of the whole table."""
    kind = "gap" if start >= end or text[start:end].isspace() else "note"
    tree.leaf(start, end, kind, number)


def _spans(draft: Draft) -> list[tuple[Span, str, int]]:
    """Caption, header and body cells in text order, each once.

    The number is that of the body row (from 1) which the cell opens, 0 for all other cells.
    """
    seen: set[Span] = set()
    found: list[tuple[Span, str, int]] = []
    if draft.caption[0] < draft.caption[1]:
        found.append((draft.caption, "caption", 0))
    for row in draft.header:
        found += [(span, "cell", 0) for span in _new(row, seen)]
    for number, row in enumerate(draft.rows, 1):
        fresh = _new(row, seen)
        found += [(span, "cell", number if span == min(fresh) else 0) for span in fresh]
    return sorted(found, key=lambda item: item[0])


def _new(row: Row, seen: set[Span]) -> list[Span]:
    fresh = [span for span in dict.fromkeys(row) if span[0] < span[1] and span not in seen]
    seen.update(fresh)
    return fresh
