"""The matrix of two types of entities, and the indicators, over REST."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import Response

from api import models, models_matrix
from api.matrix import as_csv, as_xlsx, build
from api.presenting import listing
from api.service import Held, Service
from api.spreadsheet import CSV, Cell, as_number, attachment
from api.spreadsheet import as_csv as as_csv_rows
from api.spreadsheet import as_xlsx as as_xlsx_rows
from kg.formats import XLSX
from ontology.records import EntityType, Predicate

router = APIRouter(prefix="/api/v1", tags=["条目与陈述"])

Rows = Annotated[EntityType, Query(description="行：条目的类型")]
Columns = Annotated[EntityType, Query(description="列：条目的类型")]
Name = Annotated[str, Query(description="指标名称的一部分")]
_MOST = 1_000  # numbers read from the library at a time
Relation = Annotated[Predicate, Query(description="关系")]


@router.get("/matrix", summary="矩阵")
def matrix(
    service: Held, rows: Rows = "Mode", columns: Columns = "Problem", predicate: Relation = "solves"
) -> models_matrix.MatrixTable:
    """Counts of documents and their words, for every pair that some document claims."""
    found = build(service.library, rows, columns, predicate)
    return models_matrix.MatrixTable(
        predicate=predicate,
        rows=[models_matrix.MatrixEnd.model_validate(end) for end in found.rows],
        columns=[models_matrix.MatrixEnd.model_validate(end) for end in found.columns],
        cells=[models_matrix.MatrixCell.model_validate(cell) for cell in found.cells],
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
    name: Name = "",
    limit: Annotated[int, Query(ge=1, le=200)] = 20,
    cursor: str | None = None,
) -> models.Listing[models.IndicatorItem]:
    """Numbers over all documents, by name and year."""
    page = service.library.find_indicators(name, limit, cursor)
    return listing(page, models.IndicatorItem.model_validate)


@router.get("/indicators.csv", summary="指标（CSV）", response_class=Response)
def indicators_csv(service: Held, name: Name = "") -> Response:
    """Every number of the list as a table."""
    return attachment(as_csv_rows(_indicator_rows(service, name)), CSV, "indicators.csv")


@router.get("/indicators.xlsx", summary="指标（XLSX）", response_class=Response)
def indicators_xlsx(service: Held, name: Name = "") -> Response:
    """Every number of the list as a worksheet."""
    rows = ([*r[:2], as_number(str(r[2])), *r[3:]] for r in _indicator_rows(service, name))
    return attachment(as_xlsx_rows([("指标", rows)]), XLSX, "indicators.xlsx")


def _indicator_rows(service: Service, name: str) -> Iterator[Sequence[Cell]]:
    yield (
        "指标",
        "符号",
        "数值",
        "单位",
        "年份",
        "性质",
        "属性",
        "矿种",
        "文件",
        "位置",
        "原文",
        "起",
        "止",
    )
    cursor: str | None = None
    while True:
        page = service.library.find_indicators(name, _MOST, cursor)
        for i in page.items:
            yield (i.name, i.op, i.value, i.unit, i.year, i.kind, i.attribute, i.mineral,
                   i.document, i.where or i.clause, i.quote, i.start, i.end)  # fmt: skip
        cursor = page.next
        if cursor is None:
            return
