"""What the matrix of two types of things answers over REST."""

from __future__ import annotations

from pydantic import Field

from api.models import AssertionItem, Model


class MatrixEnd(Model):
    """A row or column of the matrix."""

    id: str = Field(validation_alias="key")
    name: str


class MatrixCell(Model):
    """A cell that is not empty: how many documents say so, and their words."""

    row: str
    column: str
    documents: int
    evidence: list[AssertionItem] = Field(validation_alias="claims")


class MatrixTable(Model):
    """Rows and columns, those with most documents first, and the cells that are not empty."""

    predicate: str
    rows: list[MatrixEnd]
    columns: list[MatrixEnd]
    cells: list[MatrixCell]
