"""The dataset's description of itself: VoID partitions, DCAT distributions, example queries."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from kg.examples import described
from kg.export import FORMATS
from kg.formats import GRAPHS
from kg.network import Ask
from kg.terms import chinese, node, plain
from ontology.ids import ONTOLOGY
from ontology.vocabulary import PREFIXES

_CLASSES = "SELECT ?term (COUNT(?s) AS ?n) { ?s a ?term } GROUP BY ?term ORDER BY DESC(?n) ?term"
_PROPERTIES = "SELECT ?term (COUNT(*) AS ?n) { ?s ?term ?o } GROUP BY ?term ORDER BY DESC(?n) ?term"
_TYPE = node("rdf:type")
_TITLE = "矿策图谱：带原文证据的矿业政策知识图谱"


def describe(ask: Ask, base: str) -> Iterator[Triple]:
    """The description of the graph that `ask` reads.

    It counts every triple, so callers keep the result for as long as the snapshot lasts.

    Args:
        ask: SELECT to rows.
        base: the base IRI of the service and its instances, ending with `/`.
    """
    me = NamedNode(f"{base}.well-known/void#dataset")
    classes, properties = list(ask(_CLASSES)), list(ask(_PROPERTIES))
    yield from _dataset(me, base)
    triples = sum(int(row["n"]) for row in properties)
    yield Triple(me, node("void:triples"), Literal(triples))
    yield Triple(me, node("void:classes"), Literal(len(classes)))
    yield Triple(me, node("void:properties"), Literal(len(properties)))
    documents = [int(row["n"]) for row in classes if row["term"] == node("mk:Document").value]
    yield Triple(me, node("void:documents"), Literal(sum(documents)))
    for row in classes:
        yield from _partition(me, "void:classPartition", "void:class", "void:entities", row)
    for row in properties:
        yield from _partition(me, "void:propertyPartition", "void:property", "void:triples", row)
    yield from described(base, f"{base}sparql")


def _dataset(me: NamedNode, base: str) -> Iterator[Triple]:
    endpoint = NamedNode(f"{base}sparql")
    yield Triple(me, _TYPE, node("void:Dataset"))
    yield Triple(me, _TYPE, node("dcat:Dataset"))
    yield Triple(me, node("dcterms:title"), chinese(_TITLE))
    yield Triple(me, node("dcat:landingPage"), NamedNode(base))
    yield Triple(me, node("void:sparqlEndpoint"), endpoint)
    yield Triple(me, node("void:uriSpace"), plain(f"{base}id/"))
    for prefix in ("mk", "skos", "dcterms", "prov", "eli"):
        yield Triple(me, node("void:vocabulary"), NamedNode(PREFIXES[prefix]))
    service = NamedNode(f"{base}.well-known/void#sparql")
    yield Triple(service, _TYPE, node("dcat:DataService"))
    yield Triple(service, node("dcat:endpointURL"), endpoint)
    yield Triple(service, node("dcat:servesDataset"), me)
    yield Triple(me, node("dcterms:language"), plain("zh"))
    yield Triple(me, node("dcterms:conformsTo"), NamedNode(ONTOLOGY.rstrip("#")))
    for name, form in FORMATS.items():
        yield from _distribution(me, base, name, form.media_type.partition(";")[0])


def _distribution(me: NamedNode, base: str, name: str, media_type: str) -> Iterator[Triple]:
    dump, file = NamedNode(f"{base}.well-known/void#{name}"), f"{base}api/v1/export?format={name}"
    yield Triple(me, node("dcat:distribution"), dump)
    yield Triple(dump, _TYPE, node("dcat:Distribution"))
    yield Triple(dump, node("dcat:accessURL"), NamedNode(file))
    yield Triple(dump, node("dcat:downloadURL"), NamedNode(file))
    media = f"https://www.iana.org/assignments/media-types/{media_type}"
    yield Triple(dump, node("dcat:mediaType"), NamedNode(media))
    if name in GRAPHS:
        yield Triple(me, node("void:dataDump"), NamedNode(file))


def _partition(
    me: NamedNode, link: str, kind: str, count: str, row: Mapping[str, str]
) -> Iterator[Triple]:
    part = BlankNode()
    yield Triple(me, node(link), part)
    yield Triple(part, node(kind), NamedNode(row["term"]))
    yield Triple(part, node(count), Literal(int(row["n"])))
