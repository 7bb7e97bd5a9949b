"""Errors over HTTP: RFC 9457 problem+json for programs, a page for browsers."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.routing import Match

from api import faults
from api.templating import page
from ontology.errors import BadQuery, UnknownName

MEDIA_TYPE = "application/problem+json"
_MOUNTED = "GET, HEAD"  # of static files, which have no route
_METHODS = ("DELETE", "GET", "HEAD", "PATCH", "POST", "PUT")
_log = logging.getLogger("minekg")
_TITLES = {
    400: "请求看不懂",
    401: "需要令牌",
    403: "不允许",
    404: "没有找到",
    405: "不支持这个方法",
    406: "没有这种格式",
    409: "有冲突",
    413: "内容太大",
    415: "不支持这种内容类型",
    422: "参数不对",
    429: "请求太多",
    500: "服务器内部出错",
    503: "服务暂时不可用",
    507: "磁盘空间不足",
}


_NAMED = frozenset(_TITLES)


def title_of(status: int) -> str:
    """The Chinese name of an HTTP status."""
    return _TITLES.get(status) or HTTPStatus(status).phrase


def problem(
    request: Request,
    status: int,
    detail: str = "",
    *,
    title: str = "",
    headers: Mapping[str, str] | None = None,
    **more: Any,
) -> Response:
    """An error response: a page where a browser asks for one, problem+json everywhere else."""
    title = title or title_of(status)
    if _wants_page(request):
        response = page(
            request, "problem.html", status=status, title=title, detail=detail, named=_NAMED,
        )  # fmt: skip
        response.status_code = status
        response.headers.update(headers or {})
        return response
    body = {
        "type": "about:blank",
        "title": title,
        "status": status,
        "detail": detail,
        "instance": request.url.path,
        **more,
    }
    return JSONResponse(body, status, headers, media_type=MEDIA_TYPE)


def install(app: FastAPI) -> None:
    """Make every error of the application a problem."""
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(RequestValidationError, _validation)
    app.add_exception_handler(Exception, _any)
    for kind in faults.EXPECTED:
        app.add_exception_handler(kind, _any)


def _wants_page(request: Request) -> bool:
    path = request.url.path
    if path.startswith(("/api/", "/sparql", "/static/", "/metrics", "/healthz", "/readyz")):
        return False
    return "text/html" in request.headers.get("accept", "")


async def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    detail = "" if error.detail == HTTPStatus(error.status_code).phrase else str(error.detail)
    headers = dict(error.headers or {})
    if error.status_code == 405:  # the framework names the methods of one route of several
        headers["Allow"] = ", ".join(_methods(request)) or _MOUNTED
    return problem(request, error.status_code, detail, headers=headers)


def _methods(request: Request) -> Iterator[str]:
    """The methods that the routes at the address of a request answer together."""
    for method in _METHODS:
        # Whatever answers GET answers HEAD too (`api.middleware`).
        scope = {**request.scope, "method": "GET" if method == "HEAD" else method}
        if any(route.matches(scope)[0] is Match.FULL for route in request.app.routes):
            yield method


_WORDS = {
    "missing": "缺少",
    "greater_than_equal": "至少是 {ge}",
    "less_than_equal": "至多是 {le}",
    "greater_than": "应大于 {gt}",
    "int_parsing": "应是整数",
    "bool_parsing": "应是 true 或 false",
    "literal_error": "只能是 {expected}",
    "string_too_long": "至多 {max_length} 个字",
    "string_too_short": "至少 {min_length} 个字",
    "string_pattern_mismatch": "写法不对",
    "json_invalid": "不是 JSON",
}


def _in_chinese(error: Mapping[str, Any]) -> str:
    """What is wrong with a parameter; in the words of the framework where there are none here."""
    words = _WORDS.get(error["type"])
    return words.format(**error.get("ctx", {})) if words else str(error["msg"])


async def _validation(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    errors = [
        {"pointer": "/".join(str(p) for p in e["loc"]), "detail": _in_chinese(e), "type": e["type"]}
        for e in error.errors()
    ]
    detail = "；".join(f"{e['pointer']}：{e['detail']}" for e in errors)
    return problem(request, 422, detail, errors=errors)


async def _any(request: Request, error: Exception) -> Response:
    fault = faults.describe(error)
    if fault is None:
        _log.error("unhandled error at %s", request.url.path, exc_info=error)
        return problem(request, 500, "这是程序的问题，详情在服务日志里")
    more: dict[str, Any] = {}
    if isinstance(error, UnknownName) and error.suggestions:
        more["suggestions"] = list(error.suggestions)
    if isinstance(error, BadQuery) and error.line is not None:
        more["line"], more["column"] = error.line, error.column
    return problem(request, fault.status, fault.line, title=fault.title, **more)
