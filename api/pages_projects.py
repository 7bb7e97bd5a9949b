"""The page of projects: a sortable table, filters, and a map of counts by province."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from starlette.responses import HTMLResponse

from api.facets import facet_groups
from api.projects import Wanted, facets, select
from api.routes_projects import Filter, Order, every
from api.service import Held, Service
from api.templating import language_of, link, page, root_of

router = APIRouter(include_in_schema=False)
_PAGE = 50
_SHOWN = 3  # things a cell names before it counts the rest
_DARKEST = 4  # shades that the style sheet has
_FACETS = ("province", "mode", "problem")
_SORTS = ("name", "place", "modes", "problems", "outcomes", "documents")
# Where a province stands in the picture: row and column of a grid, roughly as on a map.
_TILES = (
    ("黑龙江省", 1, 9), ("内蒙古自治区", 2, 6), ("吉林省", 2, 9), ("新疆维吾尔自治区", 3, 1),
    ("甘肃省", 3, 3), ("宁夏回族自治区", 3, 4), ("山西省", 3, 5), ("河北省", 3, 6), ("北京市", 3, 7),
    ("天津市", 3, 8), ("辽宁省", 3, 9), ("西藏自治区", 4, 1), ("青海省", 4, 2), ("陕西省", 4, 5),
    ("河南省", 4, 6), ("山东省", 4, 7), ("四川省", 5, 3), ("重庆市", 5, 4), ("湖北省", 5, 5),
    ("安徽省", 5, 6), ("江苏省", 5, 7), ("上海市", 5, 8), ("云南省", 6, 3), ("贵州省", 6, 4),
    ("湖南省", 6, 5), ("江西省", 6, 6), ("浙江省", 6, 7), ("广西壮族自治区", 7, 4), ("广东省", 7, 5),
    ("福建省", 7, 7), ("台湾省", 7, 8), ("海南省", 8, 4), ("澳门特别行政区", 8, 5),
    ("香港特别行政区", 8, 6),
)  # fmt: skip


@router.get("/projects")
def listed(
    request: Request,
    service: Held,
    filter: Filter,
    sort: Order = "documents",
    first: Annotated[int, Query(ge=0, le=1_000_000)] = 0,
) -> HTMLResponse:
    """The projects of a filter in an order, fifty a page."""
    root = root_of(request)
    here, chosen = f"{root}/projects", _chosen(filter, sort)
    found = select(every(service), filter, sort)
    counts = facets(found)
    return page(
        request, "projects.html", projects=found[first : first + _PAGE], total=len(found),
        filter=filter, sort=sort, shown=_SHOWN,
        sorts=[(name, link(here, **chosen | {"sort": name})) for name in _SORTS],
        facets=facet_groups(language_of(request), here, chosen, counts, _FACETS),
        tiles=_tiles(here, chosen, _by_province(service, filter)),
        exports=[(f, link(f"{root}/api/v1/projects.{f}", **chosen)) for f in ("csv", "xlsx")]
        + [("json", link(f"{root}/api/v1/projects", **chosen))],
        next_url=_after(here, chosen, first, len(found)),
    )  # fmt: skip


def _chosen(filter: Wanted, sort: str) -> dict[str, str | None]:
    named = {name: getattr(filter, name) or None for name in (f.name for f in fields(filter))}
    return named | {"sort": sort if sort != _SORTS[-1] else None}


def _after(here: str, chosen: dict[str, str | None], first: int, total: int) -> str | None:
    following = first + _PAGE
    return link(here, **chosen, first=following) if following < total else None


def _by_province(service: Service, filter: Wanted) -> dict[str, int]:
    """Counts of the filter without its province, so that the map can switch between provinces."""
    return facets(select(every(service), replace(filter, province=""), "name"))["province"]


def _tiles(
    here: str, chosen: dict[str, str | None], counts: dict[str, int]
) -> list[dict[str, Any]]:
    """The tiles of the map; none where no place has a code."""
    if not counts:
        return []
    most = max(counts.values())
    return [
        {
            "name": name, "short": _short(name), "row": row, "column": column,
            "count": counts.get(name, 0), "on": chosen["province"] == name,
            "heat": -(-counts.get(name, 0) * _DARKEST // most),
            "url": link(here, **chosen | {"province": None if chosen["province"] == name else name}),
        }
        for name, row, column in _TILES
    ]  # fmt: skip


def _short(name: str) -> str:
    """The name as maps write it."""
    return name[:3] if name[:2] in ("黑龙", "内蒙") else name[:2]
