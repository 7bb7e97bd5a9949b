"""The indicators page: numbers over documents and years, as a table, a pivot and a chart."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse

from api.service import Held, Service
from api.templating import link, page, root_of
from corpus.rows import IndicatorRow

router = APIRouter(include_in_schema=False)
_PAGE = 100
_CHARTED = 400  # numbers that a pivot and a chart may show
_SERIES = 8  # lines that a chart can tell apart


@dataclass(frozen=True, slots=True)
class Line:
    """What one document says of one indicator: year (None: not said) -> the numbers of that year."""

    name: str
    unit: str
    mineral: str
    document: str
    title: str
    years: dict[int | None, list[IndicatorRow]]


@router.get("/indicators")
def indicators(
    request: Request, service: Held, name: str = "", cursor: str | None = None
) -> HTMLResponse:
    """Numbers over all documents, by name and year; those of one name side by side."""
    found = service.library.find_indicators(name, _PAGE, cursor)
    here = root_of(request) + "/indicators"
    lines = _lines(service, name) if name and found.total <= _CHARTED else []
    documents = {i.document for i in found.items}
    root = root_of(request)
    return page(
        request, "indicators.html", indicators=found.items, total=found.total, filter=name,
        titles={d: _title(service, d) for d in documents}, lines=lines, years=_years(lines),
        series=_series(lines),
        exports=[(f, link(f"{root}/api/v1/indicators.{f}", name=name)) for f in ("csv", "xlsx")]
        + [("json", link(f"{root}/api/v1/indicators", name=name))],
        next_url=link(here, name=name, cursor=found.next) if found.next else None,
    )  # fmt: skip


def _title(service: Service, document: str) -> str:
    return service.library.document(document).title or document


def _lines(service: Service, name: str) -> list[Line]:
    """A line for each indicator of each document, in the order of the list."""
    lines: dict[tuple[str, str, str, str], Line] = {}
    for row in service.library.find_indicators(name, _CHARTED).items:
        key = (row.name, row.unit, row.mineral, row.document)
        line = lines.get(key)
        if line is None:
            line = lines[key] = Line(*key, _title(service, row.document), {})
        line.years.setdefault(row.year, []).append(row)
    return list(lines.values())


def _years(lines: Iterable[Line]) -> list[int | None]:
    """The years of the columns, in order; None last, where a number has no year."""
    years = {year for line in lines for year in line.years}
    return sorted(years, key=lambda year: (year is None, year or 0))


def _series(lines: Sequence[Line]) -> list[dict[str, Any]]:
    """The lines of a chart: those with a year, of the unit that most of them have."""
    drawn = [line for line in lines if any(year is not None for year in line.years)]
    units = [line.unit for line in drawn]
    unit = max(units, key=units.count, default="")
    return [_drawn(line) for line in drawn if line.unit == unit][:_SERIES]


def _drawn(line: Line) -> dict[str, Any]:
    points = [
        {"x": year, "y": value, "kind": row.kind, "op": row.op}
        for year, rows in sorted(line.years.items(), key=lambda item: item[0] or 0)
        if year is not None
        for row in rows
        if (value := _number(row.value)) is not None
    ]
    named = f"{line.name}（{line.mineral}）" if line.mineral else line.name
    return {"name": named, "title": line.title, "unit": line.unit, "points": points}


def _number(value: str) -> float | None:
    try:
        return float(value)
    except ValueError:
        return None  # a range such as 6.5~9.0 has no one height
