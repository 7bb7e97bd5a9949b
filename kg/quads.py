"""From a record to the quads of its named graph.

The graph is named by the document's IRI. Every relation is a direct triple plus a statement node
with its words; values that must stay as printed are plain strings beside the typed ones, because
stores normalise typed literals (007 becomes 7).
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Set

from pyoxigraph import Literal, NamedNode, Quad

from kg.names import Names, row_id
from kg.statements import Evidenced, Triple, evidence, named, statements
from kg.terms import chinese, date, node, plain, typed
from ontology.ids import document_key, fold_name, iri
from ontology.records import PROPOSED, Assertion, Citation, Entity, Record, Table
from ontology.vocabulary import GENRE_CLASSES, LITERAL_PREDICATES, REVIEW_STATUS, STATUS

_log = logging.getLogger(__name__)
_TYPE = node("rdf:type")


def quads(record: Record, base: str) -> Iterator[Quad]:
    """The quads of a record's named graph.

    Args:
        record: the resolved document.
        base: the instance base IRI, ending with `/` (instances lie under `<base>id/`).

    Yields:
        Quads whose graph name is the document's IRI, in the order document, clauses, entities,
        assertions, other statements. A statement about an id that the record does not hold is
        left out and logged.
    """
    names = Names(record, base)
    for subject, predicate, object_ in _triples(names):
        yield Quad(subject, predicate, object_, names.document)


def graph_name(record_id: str, base: str) -> NamedNode:
    """The name of the graph of a document id: the document's IRI."""
    return NamedNode(iri(base, document_key(record_id)))


def _triples(names: Names) -> Iterator[Triple]:
    facts = names.record.facts
    yield from _document(names)
    yield from _clauses(names)
    for entity in facts.entities:
        yield from _entity(names, entity)
    yield from _assertions(names)
    for index, citation in enumerate(facts.citations):
        yield from _citation(names, citation, names.record.cites.get(index))
    yield from statements(names)


# ----------------------------------------------------------------------- document


def _document(names: Names) -> Iterator[Triple]:
    record, me = names.record, names.document
    about = record.document.metadata
    for curie in GENRE_CLASSES[about.genre]:
        yield me, _TYPE, node(curie)
    title = about.title or record.id
    for curie in ("dcterms:title", "rdfs:label"):
        yield me, node(curie), chinese(title)
    yield me, node("dcterms:identifier"), plain(record.id)
    yield me, node("dcterms:language"), plain("zh")
    yield me, node("dcterms:format"), plain(record.document.clean.raw.media_type)
    yield me, node("mk:sha256"), plain(record.document.clean.raw.sha256)
    yield me, node("mk:length"), Literal(len(record.document.text))
    yield me, node("mk:offTopic"), Literal(about.off_topic)
    yield from _metadata(names)
    yield from _version(names)


_TEXT_FIELDS = (
    ("doc_number", "mk:documentNumber"),
    ("issuer", "mk:issuer"),
    ("region", "mk:regionName"),
    ("period", "mk:period"),
    ("in_force", "mk:status"),
    ("date", "mk:dateText"),
)


def _metadata(names: Names) -> Iterator[Triple]:
    me, about = names.document, names.record.document.metadata
    for field, curie in _TEXT_FIELDS:
        if value := getattr(about, field):
            yield me, node(curie), plain(value)
    for author in about.authors:
        yield me, node("dcterms:creator"), chinese(author)
    if about.in_force in STATUS:
        yield me, node("eli:in_force"), node(STATUS[about.in_force])
    if (issued := date(about.date)) is not None:
        yield me, node("dcterms:issued"), issued
    if about.issuer:
        yield from named(names, me, node("mk:issuedBy"), "Organization", about.issuer)
    if about.region:
        yield from named(names, me, node("mk:region"), "Place", about.region)


def _version(names: Names) -> Iterator[Triple]:
    work, at, version = names.record.id.rpartition("@")
    if at:
        yield names.document, node("dcterms:isVersionOf"), names.node(document_key(work))
        if (day := date(version)) is not None:
            yield names.document, node("eli:version_date"), day


# ------------------------------------------------------------------------ clauses


def _clauses(names: Names) -> Iterator[Triple]:
    units = names.record.document.clauses
    for clause in units[1:]:
        yield from _place(names, clause.id, clause.kind, (clause.start, clause.end))
        yield from _part_of(names, clause.id, clause.parent)
        yield from _titled(names, clause.id, clause.number, clause.title)
    known = {c.id for c in units}
    for table in names.record.document.tables:
        if table.id not in known:
            yield from _place(names, table.id, "table", (table.start, table.end))
            yield from _part_of(names, table.id, table.clause)
            yield from _titled(names, table.id, table.label, table.title)
        yield names.unit(table.id), _TYPE, node("mk:Table")
        yield from _rows(names, table, known)


def _rows(names: Names, table: Table, known: Set[str]) -> Iterator[Triple]:
    for number, cells in enumerate(table.cells, 1):
        row = row_id(table.id, number)
        filled = [span for span in cells if span[0] < span[1]]
        if filled and row not in known:
            ends = [end for _, end in filled]
            yield from _place(names, row, "row", (min(filled)[0], max(ends)))
            yield names.unit(row), node("eli:is_part_of"), names.unit(table.id)


def _place(names: Names, id_: str, kind: str, span: tuple[int, int]) -> Iterator[Triple]:
    me = names.unit(id_)
    yield me, _TYPE, node("mk:Clause")
    yield me, _TYPE, node("eli:LegalResourceSubdivision")
    yield me, node("mk:inDocument"), names.document
    yield me, node("eli:type_subdivision"), node(f"mk:kind-{kind}")
    yield me, node("mk:eId"), plain(id_)
    yield me, node("mk:start"), Literal(span[0])
    yield me, node("mk:end"), Literal(span[1])


def _part_of(names: Names, id_: str, parent: int | None) -> Iterator[Triple]:
    units = names.record.document.clauses
    whole = names.document if parent is None else names.unit(units[parent].id)
    yield names.unit(id_), node("eli:is_part_of"), whole


def _titled(names: Names, id_: str, number: str, title: str) -> Iterator[Triple]:
    me = names.unit(id_)
    if number:
        yield me, node("eli:number"), plain(number)
    if title:
        yield me, node("eli:title"), chinese(title)
    if label := f"{number} {title}".strip():
        yield me, node("rdfs:label"), chinese(label)


# ----------------------------------------------------------------------- entities


def _entity(names: Names, entity: Entity) -> Iterator[Triple]:
    me = names.subject(entity.id)
    if me is None or names.is_clause(entity):
        return
    if entity.rule != PROPOSED:
        yield me, _TYPE, node(f"mk:{entity.type}")
    preferred = _preferred(names, entity)
    yield me, node("skos:prefLabel"), chinese(preferred)
    for name in dict.fromkeys((entity.name, *entity.aliases)):
        if name != preferred:
            yield me, node("skos:altLabel"), chinese(name)
    if number := entity.attributes.get("number"):
        yield me, node("mk:documentNumber"), plain(number)
    for control in filter(None, entity.attributes.get("control", "").split("；")):
        yield me, node("mk:control"), plain(control)


def _preferred(names: Names, entity: Entity) -> str:
    """The name that the key was made from, so that two documents do not prefer different names."""
    own = names.key(entity).partition("/")[2]
    spellings = (entity.name, *entity.aliases)
    same = (s for s in spellings if fold_name(s).replace("/", "-") == own)
    return next(same, own)


# --------------------------------------------------------------------- assertions


def _assertions(names: Names) -> Iterator[Triple]:
    """Claims that a merge has made equal share one node, described by the first of them."""
    described: set[NamedNode] = set()
    for claim in names.record.facts.assertions:
        yield from _assertion(names, claim, described)


def _assertion(names: Names, claim: Assertion, described: set[NamedNode]) -> Iterator[Triple]:
    subject, object_ = names.subject(claim.subject), _object(names, claim)
    if subject is None or object_ is None:
        _log.warning("%s: assertion about an unknown id: %r", names.record.id, claim)
        return
    triple = subject, node(f"mk:{claim.predicate}"), object_
    me = _claim_node(names, claim, triple)
    if claim.holds:  # no answer: what a person rejected, and a proposal before one has accepted it
        yield triple
    if me in described:
        return
    described.add(me)
    yield from _claim(names, claim, me, triple)
    yield me, node("mk:confidence"), typed(f"{claim.confidence:.4g}", "xsd:decimal")
    if claim.model:
        yield me, node("mk:model"), plain(claim.model)
    if claim.revises is not None:
        yield from _revision(names, me, names.record.facts.assertions[claim.revises])


def _revision(names: Names, me: NamedNode, before: Assertion) -> Iterator[Triple]:
    """An edited claim points at the one it stands for, which stays in the graph as rejected."""
    subject, object_ = names.subject(before.subject), _object(names, before)
    if subject is not None and object_ is not None:
        triple = subject, node(f"mk:{before.predicate}"), object_
        yield me, node("prov:wasRevisionOf"), _claim_node(names, before, triple)


def _object(names: Names, claim: Assertion) -> NamedNode | Literal | None:
    if claim.predicate not in LITERAL_PREDICATES:
        return names.subject(claim.object)
    entity = names.entity(claim.object)
    return plain(entity.name if entity else claim.object)


def _citation(names: Names, cite: Citation, key: str | None) -> Iterator[Triple]:
    title = cite.title or cite.number
    if not (key or fold_name(title)):
        return  # 本条, 前款: a reference that names nothing and that nobody resolved
    target = names.node(key) if key else names.named("Instrument", title)
    triple = names.clause(cite.clause) or names.document, node("eli:cites"), target
    if not key:
        yield from named(names, triple[0], triple[1], "Instrument", title)
        if cite.number:
            yield target, node("mk:documentNumber"), plain(cite.number)
    me = _claim_node(names, cite, triple)
    yield triple
    yield from _claim(names, cite, me, triple)
    if cite.article:
        yield me, node("mk:article"), plain(cite.article)


def _claim_node(names: Names, claim: Evidenced, triple: Triple) -> NamedNode:
    place = (claim.evidence.start, claim.evidence.end)
    return names.statement("assertion", *triple, *place)


def _claim(names: Names, claim: Evidenced, me: NamedNode, triple: Triple) -> Iterator[Triple]:
    """The node that says where the document claims the triple."""
    yield me, _TYPE, node("mk:Assertion")
    yield me, _TYPE, node("rdf:Statement")
    for curie, part in zip(("rdf:subject", "rdf:predicate", "rdf:object"), triple, strict=True):
        yield me, node(curie), part
    status = getattr(claim, "review", "unreviewed")
    yield me, node("mk:reviewStatus"), node(REVIEW_STATUS[status])
    yield from evidence(names, me, claim)
