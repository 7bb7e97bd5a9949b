"""The list of projects over REST."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Query
from starlette.responses import Response

from api import models
from api.listing import page_of
from api.models_projects import ProjectItem
from api.projects import Project, Wanted, facets, projects, select, table
from api.service import Held, Service
from api.spreadsheet import CSV, as_csv, as_xlsx, attachment
from kg.formats import XLSX

router = APIRouter(prefix="/api/v1", tags=["条目与陈述"])
Order = Annotated[
    Literal["documents", "name", "place", "modes", "problems", "outcomes"],
    Query(description="次序"),
]


def wanted(
    q: Annotated[str, Query(description="名称或别名的一部分")] = "",
    province: Annotated[str, Query(description="省份全称")] = "",
    place: Annotated[str, Query(description="地点名称")] = "",
    mode: Annotated[str, Query(description="模式名称")] = "",
    problem: Annotated[str, Query(description="问题名称")] = "",
    mineral: Annotated[str, Query(description="矿种名称")] = "",
) -> Wanted:
    """The filter of a request."""
    return Wanted(q.strip(), province, place, mode, problem, mineral)


Filter = Annotated[Wanted, Depends(wanted)]


def every(service: Service) -> tuple[Project, ...]:
    """All projects; read once for each publication."""
    return service.once("projects", lambda: projects(service.library))


@router.get("/projects", summary="项目库")
def listed(
    service: Held,
    filter: Filter,
    sort: Order = "documents",
    limit: Annotated[int, Query(ge=1, le=200)] = 20,
    cursor: str | None = None,
) -> models.Listing[ProjectItem]:
    """Projects with places, modes, problems and outcomes; facets count the whole list."""
    found = select(every(service), filter, sort)
    rows = [asdict(project) | {"iri": service.iri(project.id)} for project in found]
    page = page_of(ProjectItem, rows, limit, cursor, ("projects", asdict(filter), sort))
    return page.model_copy(update={"facets": facets(found)})


@router.get("/projects.csv", summary="项目库（CSV）", response_class=Response)
def as_csv_file(service: Held, filter: Filter, sort: Order = "documents") -> Response:
    """The whole list as a table."""
    found = select(every(service), filter, sort)
    return attachment(as_csv(table(found)), CSV, "projects.csv")


@router.get("/projects.xlsx", summary="项目库（XLSX）", response_class=Response)
def as_xlsx_file(service: Held, filter: Filter, sort: Order = "documents") -> Response:
    """The whole list as a worksheet."""
    found = select(every(service), filter, sort)
    return attachment(as_xlsx([("项目库", table(found))]), XLSX, "projects.xlsx")
