"""Runs the W3C SPARQL test manifests through the evaluator that answers the endpoint's queries.

Query tests go through `kg.evaluate.Evaluator` with all its checks and rewrites; update tests go to
the engine directly, because the endpoint takes none. Results are compared by value.
"""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from pyoxigraph import (
    BlankNode,
    CanonicalizationAlgorithm,
    Dataset,
    DefaultGraph,
    Literal,
    NamedNode,
    Quad,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    Store,
    Triple,
    parse,
    parse_query_results,
)

from kg.evaluate import Evaluator
from kg.frames import HEAD
from kg.shape import shape

MF = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
QT = "http://www.w3.org/2001/sw/DataAccess/tests/test-query#"
UT = "http://www.w3.org/2009/sparql/tests/test-update#"
RS = "http://www.w3.org/2001/sw/DataAccess/tests/result-set#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
XSD = "http://www.w3.org/2001/XMLSchema#"
LABEL = NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
# Entailment, federation, and the protocols (which have a checker of their own).
SKIPPED = {
    "entailment", "service", "syntax-fed", "service-description", "protocol",
    "graph-store-protocol", "http-rdf-update",
}  # fmt: skip
_INTEGERS = {
    XSD + n
    for n in (
        "integer", "int", "long", "short", "byte", "nonNegativeInteger", "positiveInteger",
        "nonPositiveInteger", "negativeInteger", "unsignedInt", "unsignedLong", "unsignedShort",
        "unsignedByte",
    )
}  # fmt: skip
Graph = dict[tuple[Any, str], list[Any]]


@dataclass(frozen=True, slots=True)
class Test:
    """One test: its id (folder/name), its type and its node in the manifest's graph."""

    id: str
    kind: str
    node: Any
    graph: Graph


def tests(root: Path) -> Iterator[Test]:
    """All tests below a folder, by folder and in manifest order."""
    for manifest in sorted(root.rglob("*manifest*.ttl")):
        suite, folder = manifest.parts[-3:-1]
        if folder in SKIPPED or suite == "sparql":
            continue
        graph = _graph(manifest)
        for node in _entries(graph):
            kind = _one(graph, node, RDF + "type")
            if kind is not None:
                name = f"{suite}/{folder}/{manifest.stem}#{node.value.rpartition('#')[2]}"
                yield Test(name, kind.value.removeprefix(MF), node, graph)


def run(test: Test) -> str:
    """Why a test fails, "" when it passes."""
    try:
        if "Syntax" in test.kind:
            return _syntax(test)
        return _update(test) if "Update" in test.kind else _query(test)
    except (ValueError, SyntaxError, OSError) as error:
        return f"{type(error).__name__}: {error}"


# ------------------------------------------------------------------------ manifests


def _graph(path: Path) -> Graph:
    found: Graph = {}
    for quad in parse(path=path, format=RdfFormat.TURTLE, base_iri=path.as_uri()):
        found.setdefault((quad.subject, quad.predicate.value), []).append(quad.object)
    return found


def _entries(graph: Graph) -> Iterator[Any]:
    for (_, predicate), objects in graph.items():
        if predicate == MF + "entries":
            yield from _list(graph, objects[0])


def _list(graph: Graph, head: Any) -> Iterator[Any]:
    while head.value != RDF + "nil":
        yield _one(graph, head, RDF + "first")
        head = _one(graph, head, RDF + "rest")


def _one(graph: Graph, subject: Any, predicate: str) -> Any:
    return graph.get((subject, predicate), [None])[0]


def _path(node: Any) -> Path:
    return Path(node.value.removeprefix("file://"))


# ---------------------------------------------------------------------------- tests


def _ask(store: Store, query: str, base: str, results: str = "json") -> tuple[str, bytes]:
    """The kind of the answer (bindings, boolean, graph) and its bytes; ValueError if refused."""
    request = {
        "path": "", "text": query, "results": results, "graphs": "nq", "default_graphs": None,
        "named_graphs": (), "base": base, "rows": 1_000_000, "bytes": 0,
    }  # fmt: skip
    out = io.BytesIO()
    kind, content = Evaluator(store).answer(request, out)
    if kind == b"X":
        raise ValueError(json.loads(content)["message"])
    out.seek(0)
    frames = []
    while head := out.read(HEAD.size):
        frames.append(out.read(HEAD.unpack(head)[1]))
    return json.loads(frames[0])["kind"], b"".join(frames[1:])


def _syntax(test: Test) -> str:
    path = _path(_one(test.graph, test.node, MF + "action"))
    text, fault = path.read_text(encoding="utf-8"), ""
    try:
        if "Update" in test.kind:
            Store().update(text, base_iri=path.as_uri())
        else:
            _ask(Store(), text, path.as_uri())
    except (ValueError, SyntaxError) as error:
        fault = str(error)
        if "custom function" in fault:
            fault = ""  # understood, only not known
    except (OSError, RuntimeError):
        pass  # an update was understood and found nothing to work on
    if "Positive" in test.kind:
        return fault
    return "" if fault else "accepted"


def _query(test: Test) -> str:
    action, expected = (_one(test.graph, test.node, MF + p) for p in ("action", "result"))
    query = _path(_one(test.graph, action, QT + "query") or action)
    store = Store()
    if data := _one(test.graph, action, QT + "data"):
        store.load(path=_path(data), base_iri=data.value)
    for name in test.graph.get((action, QT + "graphData"), ()):
        _load_named(store, test.graph, name, QT)
    text = query.read_text(encoding="utf-8")
    _load_sources(store, text, query.as_uri())
    target = _path(expected)
    form = "csv" if target.suffix == ".csv" else "json"
    kind, got = _ask(store, text, query.as_uri(), form)
    if form == "csv":
        return _compare(_csv(got), _csv(target.read_bytes()))
    if kind == "graph":
        found = Dataset(parse(got, RdfFormat.N_QUADS))
        return _compare_graphs(found, Dataset(parse(path=target, base_iri=target.as_uri())))
    table, wanted = _table(parse_query_results(got, QueryResultsFormat.JSON)), _expected(target)
    lax = _one(test.graph, test.node, MF + "resultCardinality") is not None
    return _compare(table, wanted, lax)


def _load_named(store: Store, graph: Graph, name: Any, vocabulary: str) -> None:
    source = _one(graph, name, vocabulary + "graph") or name
    label = graph.get((name, LABEL.value), [source])[0]
    store.load(path=_path(source), base_iri=source.value, to_graph=NamedNode(label.value))


def _load_sources(store: Store, text: str, base: str) -> None:
    default, named = shape(text).dataset(base)
    for iri in {*default, *named}:
        store.load(path=iri.removeprefix("file://"), base_iri=iri, to_graph=NamedNode(iri))


def _update(test: Test) -> str:
    action, expected = (_one(test.graph, test.node, MF + p) for p in ("action", "result"))
    request = _path(_one(test.graph, action, UT + "request"))
    store = _state(test.graph, action)
    store.update(request.read_text(encoding="utf-8"), base_iri=request.as_uri())
    return _compare_graphs(Dataset(store), Dataset(_state(test.graph, expected)))


def _state(graph: Graph, node: Any) -> Store:
    store = Store()
    for data in graph.get((node, UT + "data"), ()):
        store.load(path=_path(data), base_iri=data.value)
    for name in graph.get((node, UT + "graphData"), ()):
        _load_named(store, graph, name, UT)
    return store


# ----------------------------------------------------------------------- comparison


@dataclass(frozen=True, slots=True)
class Table:
    """Rows as bags of (variable, value), with canonical labels for blank nodes."""

    variables: frozenset[str]
    rows: Counter[tuple[tuple[str, Any], ...]]


def _expected(path: Path) -> Table | bool:
    forms = {".srx": QueryResultsFormat.XML, ".srj": QueryResultsFormat.JSON,
             ".tsv": QueryResultsFormat.TSV}  # fmt: skip
    if path.suffix in forms:
        return _table(parse_query_results(path=path, format=forms[path.suffix]))
    form = RdfFormat.RDF_XML if path.suffix == ".rdf" else RdfFormat.TURTLE
    found: Graph = {}
    for quad in parse(path=path, format=form, base_iri=path.as_uri()):
        found.setdefault((quad.subject, quad.predicate.value), []).append(quad.object)
    return _result_set(found)


def _result_set(graph: Graph) -> Table | bool:
    for (_, predicate), objects in graph.items():
        if predicate == RS + "boolean":
            return bool(objects[0].value == "true")
    top = next(
        s for (s, p), o in graph.items() if p.endswith("#type") and o[0].value == RS + "ResultSet"
    )
    variables = [v.value for v in graph.get((top, RS + "resultVariable"), ())]
    rows = []
    for solution in graph.get((top, RS + "solution"), ()):
        bindings = graph.get((solution, RS + "binding"), ())
        rows.append({
            _one(graph, b, RS + "variable").value: _one(graph, b, RS + "value") for b in bindings
        })  # fmt: skip
    return _canonical(variables, rows)


def _table(results: Any) -> Table | bool:
    if isinstance(results, QueryBoolean):
        return bool(results)
    assert isinstance(results, QuerySolutions)
    names = [v.value for v in results.variables]
    rows = [{n: row[n] for n in names if row[n] is not None} for row in results]
    return _canonical(names, rows)


def _canonical(variables: list[str], rows: list[dict[str, Any]]) -> Table:
    """Rename blank nodes canonically by writing the rows as a graph."""
    quads, cells = Dataset(), []
    for row in rows:
        me = BlankNode()
        for name, value in row.items():
            quads.add(Quad(me, NamedNode("urn:" + name), _valued(value), DefaultGraph()))
        cells.append(row)
    if not any("_:" in str(v) for row in rows for v in row.values()):
        return Table(frozenset(variables), Counter(_row(r) for r in cells))
    quads.canonicalize(CanonicalizationAlgorithm.UNSTABLE)
    by_row: dict[Any, list[tuple[str, Any]]] = {}
    for quad in quads:
        by_row.setdefault(quad.subject, []).append((quad.predicate.value, str(quad.object)))
    return Table(frozenset(variables), Counter(tuple(sorted(r)) for r in by_row.values()))


def _row(row: dict[str, Any]) -> tuple[tuple[str, Any], ...]:
    return tuple(sorted(("urn:" + n, str(_valued(v))) for n, v in row.items()))


def _valued(term: Any) -> Any:
    """A term with a numeric or boolean literal in one spelling per value."""
    if isinstance(term, Triple):
        return Triple(_valued(term.subject), term.predicate, _valued(term.object))
    if not isinstance(term, Literal):
        return term
    kind, text = term.datatype.value, term.value
    try:
        if kind in _INTEGERS:
            return Literal(str(int(text)), datatype=NamedNode(XSD + "integer"))
        if kind == XSD + "decimal":
            return Literal(str(Decimal(text).normalize()), datatype=term.datatype)
        if kind in (XSD + "double", XSD + "float"):
            return Literal(str(float(text)), datatype=term.datatype)
    except (ValueError, ArithmeticError):
        return term
    if kind in (XSD + "date", XSD + "dateTime"):
        return Literal(text.replace("+00:00", "Z"), datatype=term.datatype)
    if kind == XSD + "boolean":
        return Literal({"1": "true", "0": "false"}.get(text, text), datatype=term.datatype)
    return term


def _csv(data: bytes) -> Table:
    first, *rest = csv.reader(io.StringIO(data.decode()))
    rows = [
        tuple(sorted((n, _csv_value(v)) for n, v in zip(first, row, strict=True))) for row in rest
    ]
    return Table(frozenset(first), Counter(rows))


def _csv_value(text: str) -> str:
    if text.startswith("_:"):
        return "_:b"
    try:
        return str(float(text))
    except ValueError:
        return text


def _compare(got: Table | bool, expected: Table | bool, lax: bool = False) -> str:
    if got == expected:
        return ""
    if isinstance(got, bool) or isinstance(expected, bool):
        return f"answered {got}"
    if lax and set(got.rows) == set(expected.rows) and got.rows <= expected.rows:
        return ""
    if got.variables != expected.variables:
        return f"columns {sorted(got.variables)} for {sorted(expected.variables)}"
    missing, extra = expected.rows - got.rows, got.rows - expected.rows
    return f"missing {list(missing.elements())[:2]}, extra {list(extra.elements())[:2]}"


def _compare_graphs(got: Dataset, expected: Dataset) -> str:
    sides = []
    for side in (got, expected):
        plain = Dataset(Quad(q.subject, q.predicate, _valued(q.object), q.graph_name) for q in side)
        plain.canonicalize(CanonicalizationAlgorithm.UNSTABLE)
        sides.append(plain)
    return "" if sides[0] == sides[1] else f"{len(got)} quads for {len(expected)}"
