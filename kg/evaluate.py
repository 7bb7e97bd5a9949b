"""One query over one snapshot, inside a worker: check, rewrite, evaluate, serialise, cut."""

from __future__ import annotations

import json
from collections.abc import Sequence
from itertools import islice
from typing import IO, Any

from pyoxigraph import (
    DefaultGraph,
    NamedNode,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    Store,
    serialize,
)

from kg.aggregate import rewrite
from kg.dataset import choose, graph_node
from kg.diagnose import explain
from kg.formats import GRAPHS, RESULTS, Format
from kg.order import MOST, reorder
from kg.paging import page
from kg.query import WrongFormat
from kg.rows import rows_of
from kg.shape import Shape, lower_booleans, refuse_deep, refuse_remote, shape
from kg.sink import HOLD, Sink, TooMuch
from ontology.errors import BadQuery, UnknownName
from ontology.vocabulary import PREFIXES

Frame = tuple[bytes, bytes]
Results = QuerySolutions | QueryBoolean | QueryTriples

_COUNTS = 10_000  # selectivities remembered
_HOLD_ROWS = 50_000  # row limits up to this are known to be reached or not before the first byte
_PREFIXES = dict(PREFIXES)
_PLAIN = Format("analysis", "application/json", QueryResultsFormat.JSON, "none")
_CUT = "结果在第 {} 行处被截断 (truncated at the row limit)"
_READABLE = frozenset({"ttl", "trig", "rdf"})


class _CutShort(Exception):
    """The row limit was reached after the first bytes had left."""


class Evaluator:
    """Keeps one snapshot open (or a given store) and answers requests over it."""

    def __init__(self, store: Store | None = None) -> None:
        self._path = ""
        self._store = store or Store()
        self._counts: dict[tuple[str, tuple[str | None, ...]], int] = {}

    def answer(self, request: dict[str, Any], out: IO[bytes]) -> Frame:
        """Write header and data frames to `out` and return the end or error frame.

        Args:
            request: path, query, results and graphs (format names or ""), default_graphs and
                named_graphs (lists, or both null), base, note and said ("" for none), rows and bytes
                (0: no limit).
            out: the pipe to the pool.
        """
        try:
            self.open(request["path"])
            if "kind" in request:
                work = self._analyse
            else:
                work = self._dump if "graph" in request else self._evaluate
            return b"E", json.dumps(work(request, out)).encode()
        except WrongFormat as error:
            return _error("format", str(error))
        except UnknownName as error:
            return _error("unknown", str(error), suggestions=error.suggestions)
        except BadQuery as error:
            return _query_error(error)
        except (SyntaxError, ValueError) as error:
            return _query_error(_explained(request, str(error)))
        except _CutShort as error:
            return _error("limit", str(error))
        except (TooMuch, MemoryError):
            return _error("limit", f"结果超过 {request['bytes']} 字节的上限")
        except (OSError, RuntimeError) as error:
            return _error("engine", str(error))

    def open(self, path: str) -> None:
        """Use the snapshot in this folder from now on, "" for an empty graph; OSError."""
        if path != self._path:
            self._path = ""
            self._store = Store.read_only(path) if path else Store()
            self._path = path

    def _evaluate(self, request: dict[str, Any], out: IO[bytes]) -> dict[str, Any]:
        refuse_remote(request["text"])
        refuse_deep(request["text"])
        asked = shape(lower_booleans(request["text"]))
        store, options = self._dataset(request, asked)
        options |= {"base_iri": request["base"] or None, "prefixes": _PREFIXES}
        better = self._improved(asked, request["base"])
        results, limit = _query(store, asked, better, _limit(asked, request["rows"]), options)
        sink, form = _sink(out, results, request)

        def cut(rows: int, left: bool = False) -> str:
            """What a result says that ends after so many rows though there are more."""
            if limit and rows >= limit:
                rest = store.query(asked.limited(1, skip=limit), **options)
                left = left or next(iter(rest), None) is not None  # type: ignore[arg-type]
            says = _CUT.format(rows if form.name == "xlsx" else request["rows"]) if left else ""
            # A sheet is written as a whole, so the note goes in with the last line.
            return says or (request.get("note", "") if form.name == "xlsx" else "")

        if form.name == "xlsx" and isinstance(results, QuerySolutions):
            from kg.sheet import write_sheet  # its library is needed by no other format

            message = write_sheet(results, sink, cut)  # type: ignore[arg-type]
        else:
            left = _write(results, sink, form, request["rows"])
            message = cut(sink.rows, left)
        started = sink.started
        sink.finish(message)
        if message and started:
            raise _CutShort(message)
        return {"bytes": sink.written}

    def _dump(self, request: dict[str, Any], out: IO[bytes]) -> dict[str, Any]:
        name, form = request["graph"], GRAPHS.get(request["graphs"])
        if form is None or (name is None and not form.dataset):
            raise WrongFormat("数据集只能用 trig、nq 或 jsonld 表示")
        graph = graph_node(name) if name else DefaultGraph()
        if name and not self._store.contains_named_graph(graph):
            raise UnknownName(f"没有命名图 <{name}>")
        sink = Sink(out, "graph", form, 0, HOLD)
        if name is None:
            # The default graph only repeats what the named graphs say.
            every = (q for q in self._store if q.graph_name != DefaultGraph())
            serialize(every, sink, form.engine, prefixes=_prefixes(form))  # type: ignore[arg-type]
        else:
            self._store.dump(sink, form.engine, from_graph=graph, prefixes=_prefixes(form))  # type: ignore[arg-type]
        sink.finish()
        return {"bytes": sink.written}

    def _analyse(self, request: dict[str, Any], out: IO[bytes]) -> dict[str, Any]:
        from kg.reports import report  # its libraries are needed by no query

        arguments = dict(request["arguments"])
        found = report(request["kind"], rows_of(self._store), request["base"], arguments)
        sink = Sink(out, "analysis", _PLAIN, request["bytes"], request["bytes"] or 1 << 62)
        sink.write(json.dumps(found, ensure_ascii=False).encode())
        sink.finish()
        return {"bytes": sink.written}

    def _improved(self, asked: Shape, base: str) -> Shape:
        """The query in the form that the engine evaluates fastest."""
        if (counted := rewrite(asked.text)) is not None:
            return shape(counted)
        ordered = reorder(asked.text, self._count, base)
        return asked if ordered == asked.text else shape(ordered)

    def _count(self, subject: str | None, predicate: str | None, object_: str | None) -> int:
        key = self._path, (subject, predicate, object_)
        if key not in self._counts:
            if len(self._counts) > _COUNTS:
                self._counts.clear()
            s, p, o = (NamedNode(name) if name else None for name in key[1])
            found = self._store.quads_for_pattern(s, p, o, DefaultGraph())
            self._counts[key] = sum(1 for _ in islice(found, MOST))
        return self._counts[key]

    def _dataset(self, request: dict[str, Any], asked: Shape) -> tuple[Store, dict[str, Any]]:
        default, named = request["default_graphs"], request["named_graphs"]
        if default is None:
            default, named = asked.dataset(request["base"])
            if len(default) < 2:
                return self._store, {}
        return choose(self._store, default, named)


def _query(
    store: Store, asked: Shape, better: Shape, limit: int, options: dict[str, Any]
) -> tuple[Results, int]:
    """The results, and the limit that the rewritten query enforces."""
    if not limit and (sorted_page := _page(store, better, options)):
        return store.query(sorted_page), 0
    text = better.limited(limit) if limit else better.text
    try:
        results: Results = store.query(text, **options)
    except SyntaxError:
        # Either the query is wrong, and the error must show its own text, or the rewrite is.
        results, text, limit = store.query(asked.text, **options), asked.text, 0
    if asked.star is not None and isinstance(results, QuerySolutions):
        # The engine orders the columns of `*` by name; readers expect the order of the query.
        names = [v.value for v in results.variables]
        results = store.query(shape(text).named_columns(names), **options)
    return results, limit


def _page(store: Store, better: Shape, options: dict[str, Any]) -> str | None:
    try:
        return page(better, lambda text: store.query(text, **options))
    except SyntaxError:
        return None  # the query as a whole tells its fault better


def _limit(asked: Shape, rows: int) -> int:
    """The LIMIT to put into a SELECT, 0 where it sets a smaller one itself."""
    if not rows or asked.form != "SELECT":
        return 0
    return 0 if asked.rows is not None and asked.rows <= rows else rows


def _sink(out: IO[bytes], results: Results, request: dict[str, Any]) -> tuple[Sink, Format]:
    kinds = {QuerySolutions: "bindings", QueryBoolean: "boolean", QueryTriples: "graph"}
    kind = kinds[type(results)]
    name, table = (request["graphs"], GRAPHS) if kind == "graph" else (request["results"], RESULTS)
    if name not in table:
        what = "三元组" if kind == "graph" else "表或布尔值"
        raise WrongFormat(f"查询结果是{what}，不能用所要的格式表示")
    if (kind, name) == ("boolean", "xlsx"):
        raise WrongFormat("是或否不能用所要的格式表示")
    complete = name == "xlsx" or (request["rows"] and request["rows"] <= _HOLD_ROWS)
    hold = (request["bytes"] or 1 << 62) if complete else HOLD
    note = "" if kind == "boolean" else request.get("note", "")
    return Sink(out, kind, table[name], request["bytes"], hold, note), table[name]


def _write(results: Results, sink: Sink, form: Format, rows: int) -> bool:
    """Serialise; True when a graph has more triples than `rows`."""
    if not isinstance(results, QueryTriples):
        results.serialize(sink, form.engine)  # type: ignore[arg-type]
        return False
    triples = islice(results, rows) if rows else results
    serialize(triples, sink, form.engine, prefixes=_prefixes(form))  # type: ignore[arg-type]
    return bool(rows) and next(results, None) is not None


def _prefixes(form: Format) -> dict[str, str] | None:
    return _PREFIXES if form.name in _READABLE else None


def _explained(request: dict[str, Any], message: str) -> BadQuery:
    """The error of a query that the engine refused, with its place in what the user wrote."""
    said = request.get("said", "")
    if not said:
        return explain(request.get("text", ""), message)
    try:
        Store().query(said, base_iri=request["base"] or None, prefixes=_PREFIXES)
    except (SyntaxError, ValueError) as error:
        return explain(said, str(error))
    return explain(request["text"], message)


def _query_error(error: BadQuery) -> Frame:
    return _error("query", str(error), error.line, error.column)


def _error(
    kind: str,
    message: str,
    line: int | None = None,
    column: int | None = None,
    suggestions: Sequence[str] = (),
) -> Frame:
    content: dict[str, Any] = {"kind": kind, "message": message, "line": line, "column": column}
    content["suggestions"] = list(suggestions)
    return b"X", json.dumps(content).encode()
