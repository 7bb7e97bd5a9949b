"""The matrix of two types of entities, and the indicators, over REST."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import Response

from api import models
from api.matrix import as_csv, as_xlsx, build
from api.presenting import listing
from api.service import Held
from api.spreadsheet import CSV, XLSX, attachment
from ontology.records import EntityType, Predicate

router = APIRouter(prefix="/api/v1", tags=["条目与陈述"])

Rows = Annotated[EntityType, Query(description="行：条目的类型")]
Columns = Annotated[EntityType, Query(description="列：条目的类型")]
Relation = Annotated[Predicate, Query(description="关系")]


@router.get("/matrix", summary="矩阵")
def matrix(
    service: Held, rows: Rows = "Mode", columns: Columns = "Problem", predicate: Relation = "solves"
) -> models.MatrixTable:
    """Counts of documents and their words, for every pair that some document claims."""
    found = build(service.library, rows, columns, predicate)
    return models.MatrixTable(
        predicate=predicate,
        rows=[models.MatrixEnd.model_validate(end) for end in found.rows],
        columns=[models.MatrixEnd.model_validate(end) for end in found.columns],
        cells=[models.MatrixCell.model_validate(cell) for cell in found.cells],
    )


@router.get("/matrix.csv", summary="矩阵（CSV）", response_class=Response)
def matrix_csv(
    service: Held, rows: Rows = "Mode", columns: Columns = "Problem", predicate: Relation = "solves"
) -> Response:
    """The counts as a table."""
    found = build(service.library, rows, columns, predicate)
    return attachment(as_csv(found), CSV, "matrix.csv")


@router.get("/matrix.xlsx", summary="矩阵（XLSX）", response_class=Response)
def matrix_xlsx(
    service: Held, rows: Rows = "Mode", columns: Columns = "Problem", predicate: Relation = "solves"
) -> Response:
    """The counts and, on a second sheet, the words."""
    found = build(service.library, rows, columns, predicate)
    return attachment(as_xlsx(found), XLSX, "matrix.xlsx")


@router.get("/indicators", summary="指标")
def indicators(
    service: Held,
    name: Annotated[str, Query(description="指标名称的一部分")] = "",
    limit: Annotated[int, Query(ge=1, le=200)] = 20,
    cursor: str | None = None,
) -> models.Listing[models.IndicatorItem]:
    """Numbers over all documents, by name and year."""
    page = service.library.find_indicators(name, limit, cursor)
    return listing(page, models.IndicatorItem.model_validate)
