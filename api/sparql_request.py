"""Reading a SPARQL 1.1 Protocol request: where the query stands and what it asks for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import parse_qsl

from fastapi import Request
from starlette.exceptions import HTTPException

from api.negotiation import best
from kg.diagnose import check_update
from kg.formats import GRAPHS, RESULTS
from kg.lexer import tokens
from kg.query import Query
from kg.sparql import names
from ontology.errors import BadQuery

_FORM = "application/x-www-form-urlencoded"
_QUERY, _UPDATE = "application/sparql-query", "application/sparql-update"
_READ_ONLY = "此端点只读：图谱的内容只来自文件，请用 minekg ingest 或 POST /api/v1/documents"


@dataclass(frozen=True, slots=True)
class Parameters:
    """The protocol's parameters, from the URL and from a form together."""

    pairs: Sequence[tuple[str, str]]

    def every(self, name: str) -> tuple[str, ...]:
        """All values of a parameter, in order."""
        return tuple(value for key, value in self.pairs if key == name)

    def one(self, name: str) -> str | None:
        """The value of a parameter, None where absent; 400 when given twice."""
        values = self.every(name)
        if len(values) > 1:
            raise HTTPException(400, f"参数 {name} 只能给一次")
        return values[0] if values else None


async def read(request: Request, limit: int) -> Query | None:
    """The query of a request with the formats that its Accept header wants.

    Args:
        request: GET, HEAD or POST.
        limit: the longest body in bytes.

    Returns:
        None for a GET without a query, which asks for the service description.

    Raises:
        HTTPException: 400, 403 (an update), 406, 413 or 415.
    """
    parameters = Parameters(decode(request.scope["query_string"]))
    if request.method == "POST":
        return _posted(request, await _body(request, limit), parameters)
    if parameters.every("update"):
        raise HTTPException(400, "更新不能用 GET，而且" + _READ_ONLY)
    text = parameters.one("query")
    return None if text is None else _query(request, text, parameters)


def _posted(request: Request, body: bytes, parameters: Parameters) -> Query:
    """The query of a POST: the body itself, or a form that adds to the parameters of the URL."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind == _FORM:
        parameters = Parameters((*parameters.pairs, *decode(body)))
        text = parameters.one("query")
    elif kind == _QUERY:
        text = _text(body)
    elif kind == _UPDATE:
        _refuse_update(request, _text(body), parameters)
    else:
        raise HTTPException(415, f"查询的内容类型应是 {_FORM} 或 {_QUERY}，收到的是 {kind or '空'}")
    if text is None:
        if (update := parameters.one("update")) is not None:
            _refuse_update(request, update, parameters)
        raise HTTPException(400, "缺少参数 query")
    return _query(request, text, parameters)


def _query(request: Request, text: str, parameters: Parameters) -> Query:
    limit = request.app.state.service.pool.limits.query
    if limit and len(text.encode()) > limit:
        raise HTTPException(413, f"查询超过 {limit} 字节的上限")
    results, graphs = _formats(request, parameters)
    default, named = (parameters.every(f"{kind}-graph-uri") for kind in ("default", "named"))
    chosen = bool(default or named)
    return Query(
        text,
        results,
        graphs,
        default if chosen else None,
        named if chosen else None,
        request.app.state.service.settings.base_iri,
    )


def _formats(request: Request, parameters: Parameters) -> tuple[str, str]:
    wanted = parameters.one("format")
    if wanted:
        return names(wanted)
    results, graphs = _wanted(request.headers.get("accept", ""))
    if not (results or graphs):
        known = "、".join(f.media_type for f in (*RESULTS.values(), *GRAPHS.values()))
        raise HTTPException(406, f"没有这种格式，可用：{known}")
    return results, graphs


@lru_cache(maxsize=256)
def _wanted(accept: str) -> tuple[str, str]:
    """The names of the preferred formats for tables and for triples; programs repeat themselves."""
    results, graphs = (best(accept, list(offers.values())) for offers in (RESULTS, GRAPHS))
    return (results.name if results else ""), (graphs.name if graphs else "")


def _refuse_update(request: Request, text: str, parameters: Parameters) -> None:
    uses = parameters.every("using-graph-uri") or parameters.every("using-named-graph-uri")
    if uses and any(t.is_word("USING", "WITH") for t in tokens(text)):
        raise HTTPException(400, "using-graph-uri 不能与语句中的 USING、WITH 同用")
    check_update(text, request.app.state.service.settings.base_iri)
    raise HTTPException(403, _READ_ONLY)


async def _body(request: Request, limit: int) -> bytes:
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if limit and len(body) > limit:
            raise HTTPException(413, f"请求超过 {limit} 字节的上限")
    return bytes(body)


def decode(encoded: bytes) -> list[tuple[str, str]]:
    """The pairs of a query string or a form, in order; BadQuery when they are not UTF-8."""
    try:
        return parse_qsl(encoded.decode("ascii"), keep_blank_values=True, errors="strict")
    except (UnicodeDecodeError, ValueError) as error:
        raise BadQuery("参数不是 UTF-8 百分号编码") from error


def _text(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise BadQuery(f"查询不是 UTF-8：第 {error.start + 1} 个字节读不懂") from error
