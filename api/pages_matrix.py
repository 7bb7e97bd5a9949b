"""The matrix page: two types of things crossed by a relation, a window of it at a time."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from starlette.responses import HTMLResponse

from api.matrix import Cell, End, Matrix, build
from api.routes_matrix import Columns, Relation, Rows
from api.service import Held
from api.templating import link, page, root_of

router = APIRouter(include_in_schema=False)
_HIGH, _WIDE = 40, 30  # rows and columns that the page shows at a time
_DARKEST = 4  # shades that the style sheet has
# The crossings that people ask for; any other can be had by its address.
_KINDS = (
    ("Mode", "Problem", "solves"), ("Mode", "Problem", "hasProblem"),
    ("Project", "Mode", "usesMode"), ("Project", "Problem", "hasProblem"),
    ("Recommendation", "Problem", "addresses"), ("Recommendation", "Organization", "directedAt"),
    ("Zone", "Mineral", "forMineral"),
)  # fmt: skip
Place = Annotated[int, Query(ge=0, le=1_000_000)]


@router.get("/matrix")
def matrix(
    request: Request,
    service: Held,
    rows: Rows = "Mode",
    columns: Columns = "Problem",
    predicate: Relation = "solves",
    row: str = "",
    column: str = "",
    row_name: str = "",
    column_name: str = "",
    top: Place = 0,
    left: Place = 0,
) -> HTMLResponse:
    """Counts of documents; a cell opens the words behind it.

    `row_name` and `column_name` are parts of names; `top` and `left` are the first row and column
    of the window.
    """
    asked: dict[str, Any] = {"rows": rows, "columns": columns, "predicate": predicate}
    whole = service.once(
        f"matrix {rows} {columns} {predicate}",
        lambda: build(service.library, rows, columns, predicate),
    )
    found = whole.narrowed(row_name.strip(), column_name.strip())
    root = root_of(request)
    kept = asked | {"row_name": row_name, "column_name": column_name}
    return page(
        request, "matrix.html", rows_type=rows, columns_type=columns, predicate=predicate,
        rows=_grid(found, f"{root}/matrix", kept, top, left),
        columns=found.columns[left : left + _WIDE], chosen=_chosen(whole, row, column),
        row_name=row_name, column_name=column_name, kinds=_kinds(root, asked),
        size=(len(found.rows), len(found.columns)), top=top, left=left,
        moves=_moves(found, f"{root}/matrix", kept, top, left),
        exports=[(f, link(f"{root}/api/v1/matrix.{f}", **asked)) for f in ("csv", "xlsx")]
        + [("json", link(f"{root}/api/v1/matrix", **asked))],
    )  # fmt: skip


def _kinds(root: str, asked: dict[str, Any]) -> list[dict[str, Any]]:
    now = tuple(asked.values())
    return [
        {"rows": r, "columns": c, "predicate": p, "on": (r, c, p) == now,
         "url": link(f"{root}/matrix", rows=r, columns=c, predicate=p)}
        for r, c, p in _KINDS
    ]  # fmt: skip


def _grid(
    matrix: Matrix, here: str, kept: dict[str, Any], top: int, left: int
) -> list[dict[str, Any]]:
    """The rows of the window with their cells; None where nothing is claimed."""
    cells = {(cell.row, cell.column): cell for cell in matrix.cells}
    kept = kept | {"top": top or None, "left": left or None}
    columns = matrix.columns[left : left + _WIDE]
    return [
        {
            "end": row,
            "cells": [_cell(cells.get((row.key, c.key)), c, here, kept) for c in columns],
            "beyond": sum(cell.row == row.key for cell in matrix.cells),
        }
        for row in matrix.rows[top : top + _HIGH]
    ]


def _cell(cell: Cell | None, column: End, here: str, kept: dict[str, Any]) -> dict[str, Any] | None:
    if cell is None:
        return None
    return {
        "count": cell.documents, "heat": min(cell.documents, _DARKEST), "column": column,
        "url": link(here, **kept, row=cell.row, column=cell.column) + "#cell",
    }  # fmt: skip


def _moves(
    matrix: Matrix, here: str, kept: dict[str, Any], top: int, left: int
) -> dict[str, str | None]:
    """The addresses of the windows around this one."""

    def window(new_top: int, new_left: int) -> str:
        return link(here, **kept, top=new_top or None, left=new_left or None)

    return {
        "up": window(max(0, top - _HIGH), left) if top else None,
        "down": window(top + _HIGH, left) if top + _HIGH < len(matrix.rows) else None,
        "left": window(top, max(0, left - _WIDE)) if left else None,
        "right": window(top, left + _WIDE) if left + _WIDE < len(matrix.columns) else None,
    }


def _chosen(matrix: Matrix, row: str, column: str) -> dict[str, Any] | None:
    cell: Cell | None = next((c for c in matrix.cells if (c.row, c.column) == (row, column)), None)
    if cell is None:
        return None
    first = cell.claims[0]
    return {"row": first.subject_name, "column": first.object_name, "claims": cell.claims}
