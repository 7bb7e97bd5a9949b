"""The SPARQL 1.1 Service Description of the endpoint."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from kg.formats import GRAPHS, RESULTS, Format
from kg.query import Limits
from kg.terms import chinese, node

_FORMATS = "http://www.w3.org/ns/formats/"
_MEDIA_TYPES = "https://www.iana.org/assignments/media-types/"
_IRIS = {
    "json": "SPARQL_Results_JSON", "xml": "SPARQL_Results_XML", "csv": "SPARQL_Results_CSV",
    "tsv": "SPARQL_Results_TSV", "ttl": "Turtle", "nt": "N-Triples", "rdf": "RDF_XML",
    "jsonld": "JSON-LD", "trig": "TriG", "nq": "N-Quads",
}  # fmt: skip


def service(url: str, limits: Limits) -> Iterator[Triple]:
    """The description of the endpoint at `url`: language, formats, dataset and limits."""
    me, dataset, merged = NamedNode(url), BlankNode(), BlankNode()
    yield Triple(me, node("rdf:type"), node("sd:Service"))
    yield Triple(me, node("sd:endpoint"), me)
    yield Triple(me, node("sd:supportedLanguage"), node("sd:SPARQL11Query"))
    for feature in ("sd:UnionDefaultGraph", "sd:EmptyGraphs"):
        yield Triple(me, node("sd:feature"), node(feature))
    for form in (*RESULTS.values(), *GRAPHS.values()):
        yield Triple(me, node("sd:resultFormat"), _format_node(form))
    yield Triple(me, node("sd:defaultDataset"), dataset)
    yield Triple(dataset, node("rdf:type"), node("sd:Dataset"))
    yield Triple(dataset, node("sd:defaultGraph"), merged)
    yield Triple(merged, node("rdf:type"), node("sd:Graph"))
    yield Triple(merged, node("rdfs:comment"), chinese("全部命名图的合并；一份文件一个命名图。"))
    yield Triple(me, node("rdfs:comment"), chinese(_limits(limits)))
    for name, value in _figures(limits):
        yield Triple(me, node(name), Literal(value))


def _format_node(form: Format) -> NamedNode:
    known = _IRIS.get(form.name)
    return NamedNode(_FORMATS + known if known else _MEDIA_TYPES + form.media_type)


def _figures(limits: Limits) -> Iterator[tuple[str, int | float]]:
    yield "mk:maxSeconds", limits.seconds
    yield "mk:maxRows", limits.rows
    yield "mk:maxBytes", limits.bytes
    yield "mk:maxMemory", limits.memory
    yield "mk:maxQueryBytes", limits.query


def _limits(limits: Limits) -> str:
    return (
        f"只读。每条查询最多 {limits.seconds:g} 秒、{limits.rows} 行、{limits.bytes} 字节的结果、"
        f"{limits.memory} 字节内存；0 表示不限。不支持 SERVICE 和 LOAD。"
    )
