"""The list of documents, as a page and as files."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Query, Request
from starlette.responses import HTMLResponse, Response

from api.facets import chosen_pairs, facet_groups
from api.service import Held, Service
from api.spreadsheet import CSV, Cell, as_csv, as_xlsx, attachment
from api.templating import language_of, link, page, root_of
from api.words import Words
from corpus.rows import DocumentRow, Page
from kg.formats import XLSX
from ontology.ids import document_key

router = APIRouter()
_PAGE = 20
_ALL = 1_000_000  # documents of one file
_FACETS = ("genre", "region", "year", "in_force", "issuer")
_COLUMNS = (
    "编号", "题名", "种类", "文号", "发布机关", "地区", "日期", "效力", "字数", "条款", "条目", "陈述",
    "与矿业无关", "IRI",
)  # fmt: skip


class Wanted:
    """Which documents: the filters of the list, and where its page begins."""

    def __init__(
        self,
        q: Annotated[str, Query(max_length=200, description="题名或文号的一部分")] = "",
        genre: str = "",
        region: str = "",
        issuer: str = "",
        year: str = "",
        in_force: str = "",
        cursor: str | None = None,
    ) -> None:
        self.chosen = {
            "q": q, "genre": genre, "region": region, "issuer": issuer, "year": year,
            "in_force": in_force,
        }  # fmt: skip
        self.cursor = cursor

    def found(self, service: Service, limit: int) -> Page[DocumentRow]:
        """The documents by title; BadQuery for a cursor of another list."""
        filters = {k: v or None for k, v in self.chosen.items() if k not in ("q", "year")}
        year = self.chosen["year"]
        return service.library.documents(
            q=self.chosen["q"], year=int(year) if year.isdecimal() else None, limit=limit,
            cursor=self.cursor, **filters,
        )  # fmt: skip


Asked = Annotated[Wanted, Depends(Wanted)]


@router.get("/documents", include_in_schema=False)
def documents(request: Request, service: Held, asked: Asked) -> HTMLResponse:
    """The documents by title, with facets."""
    found = asked.found(service, _PAGE)
    root, words = root_of(request), language_of(request)
    here = f"{root}/documents"
    return page(
        request, "documents.html", documents=found.items, total=found.total,
        filter=asked.chosen["q"],
        facets=facet_groups(words, here, asked.chosen, found.facets, _FACETS),
        chosen=chosen_pairs(words, here, asked.chosen, _FACETS),
        clear_url=link(here, q=asked.chosen["q"]),
        exports=[(f, link(f"{root}/api/v1/documents.{f}", **asked.chosen)) for f in ("csv", "xlsx")],
        next_url=link(here, **asked.chosen, cursor=found.next) if found.next else None,
        first_url=link(here, **asked.chosen) if asked.cursor else None,
    )  # fmt: skip


@router.get(
    "/api/v1/documents.{form}", tags=["文件与条款"], summary="文件列表（文件）",
    response_class=Response,
)  # fmt: skip
def documents_as(service: Held, asked: Asked, form: Literal["csv", "xlsx"]) -> Response:
    """All documents that the filters leave, as a table."""
    rows = _table(service, asked.found(service, _ALL).items)
    if form == "csv":
        return attachment(as_csv(rows), CSV, "documents.csv")
    return attachment(as_xlsx([("文件", rows)]), XLSX, "documents.xlsx")


def _table(service: Service, found: tuple[DocumentRow, ...]) -> Iterator[list[Cell]]:
    words = Words("zh")
    yield list(_COLUMNS)
    for row in found:
        yield [
            row.id, row.title, words.name("genre", row.genre), row.doc_number, row.issuer,
            row.region, row.date, row.in_force, row.characters, row.clauses, row.entities,
            row.assertions, "是" if row.off_topic else "", service.iri(document_key(row.id)),
        ]  # fmt: skip
