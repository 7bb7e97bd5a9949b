"""Any list of the interface as a spreadsheet: all of its pages, one after the other.

The pages come from the list's own address, so that its parameters and its rows are the same.
"""

from __future__ import annotations

import csv
import io
import json
import re
import tempfile
from collections.abc import AsyncIterator, Iterator, Mapping
from functools import lru_cache
from typing import Annotated, Any, Literal
from urllib.parse import quote, urlencode

from fastapi import APIRouter, FastAPI, Query, Request
from starlette.exceptions import HTTPException
from starlette.responses import Response, StreamingResponse
from starlette.types import Message

from api.templating import root_of
from kg.formats import XLSX
from kg.sheet import CELL, ROWS, workbook
from kg.tables import inert

router = APIRouter(prefix="/api/v1", tags=["导出"])
_PAGE = 200
_FIELD = re.compile(r"\{[^}]*\}")
_CHUNK = 1 << 16
_OWN = ("format", "limit", "cursor")
Row = Mapping[str, Any]


@router.get("/tables/{name:path}", summary="任何列表作为表格", response_class=Response)
async def table(
    request: Request, name: str, format: Annotated[Literal["csv", "xlsx"], Query()] = "csv"
) -> Response:
    """The whole list at `/api/v1/{name}` with that list's own parameters, such as
    `/api/v1/tables/entities?type=Mode&format=xlsx`."""
    root = root_of(request)
    path = f"{root}/api/v1/{name}"
    _require_list(request, f"/api/v1/{name}")
    status, body = await _get(request, path, "")
    if status != 200:
        return Response(body, status, media_type="application/problem+json")
    file = {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(name, safe='')}.{format}"}
    rows = _rows(request, path, json.loads(body))
    if format == "csv":
        return StreamingResponse(_csv(rows), headers=file, media_type="text/csv; charset=utf-8")
    return StreamingResponse(_xlsx(rows), headers=file, media_type=XLSX)


def _require_list(request: Request, path: str) -> None:
    if not any(pattern.fullmatch(path) for pattern in _lists(request.app)):
        raise HTTPException(404, f"{path} 不是列表")


@lru_cache(maxsize=4)
def _lists(app: FastAPI) -> tuple[re.Pattern[str], ...]:
    """The addresses that the interface description says answer with a list."""
    spec = app.openapi()
    schemas, found = spec["components"]["schemas"], []
    for path, operations in spec["paths"].items():
        answer = operations.get("get", {}).get("responses", {}).get("200", {})
        schema = answer.get("content", {}).get("application/json", {}).get("schema", {})
        named = schemas.get(schema.get("$ref", "").rpartition("/")[2], {})
        listed = {"items", "total", "next"} <= named.get("properties", {}).keys()
        if listed and ".{" not in path:  # that one gives files itself
            found.append(re.compile(_FIELD.sub(".+", path)))
    return tuple(found)


async def _rows(request: Request, path: str, page: dict[str, Any]) -> AsyncIterator[Row]:
    """The items of a page and of all that follow it, flat."""
    while True:
        for item in page["items"]:
            yield dict(_flat("", item))
        if not page["next"]:
            return
        status, body = await _get(request, path, page["next"])
        if status != 200:
            raise RuntimeError(f"{path}: {status} in the middle of a table")
        page = json.loads(body)


def _flat(prefix: str, value: Any) -> Iterator[tuple[str, Any]]:
    """Cells by column: the parts of an object as `document.title`, a list as its members."""
    if isinstance(value, Mapping):
        for key, part in value.items():
            yield from _flat(f"{prefix}.{key}" if prefix else key, part)
    elif isinstance(value, list):
        simple = all(isinstance(part, str) for part in value)
        yield prefix, "、".join(value) if simple else json.dumps(value, ensure_ascii=False)
    else:
        yield prefix, value


async def _csv(rows: AsyncIterator[Row]) -> AsyncIterator[bytes]:
    out = io.StringIO(newline="")
    writer, header = csv.writer(out), list[str]()
    out.write("\ufeff")  # what spreadsheet programs know UTF-8 by
    async for row in rows:
        if not header:
            header = list(row)
            writer.writerow(header)
        writer.writerow([_text(row.get(name)) for name in header])
        if out.tell() > _CHUNK:
            yield out.getvalue().encode()
            out.seek(0)
            out.truncate()
    yield out.getvalue().encode()


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return inert("" if value is None else str(value))


async def _xlsx(rows: AsyncIterator[Row]) -> AsyncIterator[bytes]:
    with tempfile.TemporaryFile() as file:
        with workbook(file) as book:
            bold, header, number = book.add_format({"bold": True}), list[str](), ROWS
            async for row in rows:
                header = header or list(row)
                if number == ROWS:
                    sheet, number = _worksheet(book, header, bold), 0
                number += 1
                sheet.write_row(number, 0, [_cell(row.get(name)) for name in header])
        file.seek(0)
        while chunk := file.read(_CHUNK):
            yield chunk


def _worksheet(book: Any, header: list[str], bold: Any) -> Any:
    """A further worksheet; one alone cannot hold any number of rows."""
    sheet = book.add_worksheet()
    sheet.freeze_panes(1, 0)
    sheet.write_row(0, 0, header, bold)
    return sheet


def _cell(value: Any) -> Any:
    return value[:CELL] if isinstance(value, str) else "" if value is None else value


async def _get(request: Request, path: str, cursor: str) -> tuple[int, bytes]:
    """A page of a list, asked of this application as a client would."""
    asked = [(k, v) for k, v in request.query_params.multi_items() if k not in _OWN]
    asked += [("limit", str(_PAGE)), *([("cursor", cursor)] if cursor else [])]
    scope = {
        **{k: request.scope.get(k) for k in ("http_version", "scheme", "client", "server")},
        "type": "http", "asgi": request.scope.get("asgi", {}), "method": "GET", "path": path,
        "raw_path": quote(path).encode(), "query_string": urlencode(asked).encode(),
        "root_path": root_of(request), "headers": [(b"accept", b"application/json")],
    }  # fmt: skip
    status, body = 500, bytearray()

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        nonlocal status
        if message["type"] == "http.response.start":
            status = message["status"]
        body.extend(message.get("body", b""))

    await request.app(scope, receive, send)
    return status, bytes(body)
