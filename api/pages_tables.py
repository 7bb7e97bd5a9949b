"""The pages that are tables: the matrix and the indicators."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse

from api.matrix import Cell, Matrix, build
from api.routes_matrix import Columns, Relation, Rows
from api.service import Held
from api.templating import link, page

router = APIRouter(include_in_schema=False)
_PAGE = 100
_DARKEST = 4  # shades that the style sheet has


@router.get("/matrix")
def matrix(
    request: Request,
    service: Held,
    rows: Rows = "Mode",
    columns: Columns = "Problem",
    predicate: Relation = "solves",
    row: str = "",
    column: str = "",
) -> HTMLResponse:
    """Counts of documents; a cell opens the words behind it."""
    found = build(service.library, rows, columns, predicate)
    root = request.scope.get("root_path", "")
    asked = {"rows": rows, "columns": columns, "predicate": predicate}
    return page(
        request, "matrix.html", rows_type=rows, columns_type=columns, predicate=predicate,
        rows=_grid(found, root, asked), columns=found.columns, chosen=_chosen(found, row, column),
        csv_url=link(f"{root}/api/v1/matrix.csv", **asked),
        xlsx_url=link(f"{root}/api/v1/matrix.xlsx", **asked),
    )  # fmt: skip


@router.get("/indicators")
def indicators(
    request: Request, service: Held, name: str = "", cursor: str | None = None
) -> HTMLResponse:
    """Numbers over all documents, by name and year."""
    found = service.library.find_indicators(name, _PAGE, cursor)
    here = request.scope.get("root_path", "") + "/indicators"
    documents = {i.document for i in found.items}
    return page(
        request, "indicators.html", indicators=found.items, total=found.total, filter=name,
        titles={d: service.library.document(d).title or d for d in documents},
        next_url=link(here, name=name, cursor=found.next) if found.next else None,
    )  # fmt: skip


def _grid(matrix: Matrix, root: str, asked: dict[str, Any]) -> list[dict[str, Any]]:
    cells = {(cell.row, cell.column): cell for cell in matrix.cells}
    grid = []
    for row in matrix.rows:
        shown = [
            {
                "count": cell.documents,
                "heat": min(cell.documents, _DARKEST),
                "column": column.name,
                "url": link(f"{root}/matrix", **asked, row=row.key, column=column.key) + "#cell",
            }
            if (cell := cells.get((row.key, column.key)))
            else None
            for column in matrix.columns
        ]
        grid.append({"key": row.key, "name": row.name, "cells": shown})
    return grid


def _chosen(matrix: Matrix, row: str, column: str) -> dict[str, Any] | None:
    cell: Cell | None = next((c for c in matrix.cells if (c.row, c.column) == (row, column)), None)
    if cell is None:
        return None
    first = cell.claims[0]
    return {"row": first.subject_name, "column": first.object_name, "claims": cell.claims}
