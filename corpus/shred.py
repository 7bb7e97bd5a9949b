"""A record as rows of the library's tables: one function a table, ready for `executemany`."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from corpus.names import name_key, number_key, year_of
from ontology.ids import clause_key, document_key, entity_key, fold_name
from ontology.records import DOCUMENT_ID, PROPOSED, Entity, Record

Row = tuple[Any, ...]


def document_columns(record: Record) -> dict[str, object]:
    """The columns of `documents` that the record decides."""
    document, facts = record.document, record.facts
    meta, raw = document.metadata, document.clean.raw
    return {
        "id": record.id,
        "sha256": raw.sha256,
        "title": meta.title,
        "name_key": name_key(meta.title),
        "genre": meta.genre,
        "issuer": meta.issuer,
        "region": meta.region,
        "date": meta.date,
        "year": year_of(meta),
        "doc_number": meta.doc_number,
        "number_key": number_key(meta.doc_number),
        "period": meta.period,
        "in_force": meta.in_force,
        "off_topic": int(meta.off_topic),
        "reader": raw.reader,
        "media_type": raw.media_type,
        "characters": len(document.text),
        "clause_count": len(document.clauses),
        "entity_count": len(facts.entities),
        "assertion_count": len(facts.assertions),
    }


def keys_of(record: Record) -> dict[str, str]:
    """Local entity ids (and `DOCUMENT_ID`) to library keys: the links, else type and name."""
    keys = {e.id: _own_key(record, e) for e in record.facts.entities}
    keys.update((link.local, link.key) for link in record.links)
    keys[DOCUMENT_ID] = document_key(record.id)
    return keys


def _own_key(record: Record, entity: Entity) -> str:
    if entity.type == "Clause" and entity.clause:
        return clause_key(record.id, entity.clause)
    return entity_key(entity.type, entity.name)


def rows(doc: int, record: Record) -> Iterator[tuple[str, list[Row]]]:
    """Every table with the record's rows for it, `doc` being the number of the version."""
    keys = keys_of(record)
    yield "clauses", [(doc, i, *_clause(c)) for i, c in enumerate(record.document.clauses)]
    yield "entities", _entities(doc, record, keys)
    yield "aliases", _aliases(doc, record, keys)
    yield "assertions", _assertions(doc, record, keys)
    yield "indicators", _indicators(doc, record)
    yield "obligations", _obligations(doc, record)
    yield "citations", _citations(doc, record)


def _clause(c: Any) -> Row:
    return (
        c.id, c.kind, c.number, c.title, c.level, c.start, c.end,
        c.heading_start, c.heading_end, c.parent, _json(c.path),
    )  # fmt: skip


def _entities(doc: int, record: Record, keys: Mapping[str, str]) -> list[Row]:
    basis = {link.local: link.basis for link in record.links}
    return [
        (doc, i, e.id, keys[e.id], e.type, e.name, e.evidence.quote, e.evidence.start,
         e.evidence.end, e.clause, e.rule, basis.get(e.id, "name"), _json(dict(e.attributes)))
        for i, e in enumerate(record.facts.entities)
    ]  # fmt: skip


def _aliases(doc: int, record: Record, keys: Mapping[str, str]) -> list[Row]:
    return [
        (doc, keys[e.id], e.type, name, fold_name(name))
        for e in record.facts.entities
        if e.rule != PROPOSED
        for name in (e.name, *e.aliases)
    ]


def _assertions(doc: int, record: Record, keys: Mapping[str, str]) -> list[Row]:
    return [
        (doc, i, a.subject, a.predicate, a.object, keys.get(a.subject, a.subject),
         keys.get(a.object), a.evidence.quote, a.evidence.start, a.evidence.end, a.where,
         a.clause, a.rule, a.confidence, a.model)
        for i, a in enumerate(record.facts.assertions)
    ]  # fmt: skip


def _indicators(doc: int, record: Record) -> list[Row]:
    return [
        (doc, i, n.name, n.value, n.op, n.unit, n.year, n.kind, n.attribute, n.mineral, n.where,
         n.clause, n.evidence.quote, n.evidence.start, n.evidence.end)
        for i, n in enumerate(record.facts.indicators)
    ]  # fmt: skip


def _obligations(doc: int, record: Record) -> list[Row]:
    return [
        (doc, i, o.modality, o.subject, o.action, o.condition, o.cue, o.clause,
         o.evidence.quote, o.evidence.start, o.evidence.end)
        for i, o in enumerate(record.facts.obligations)
    ]  # fmt: skip


def _citations(doc: int, record: Record) -> list[Row]:
    return [
        (doc, i, c.title, c.number, c.article, name_key(c.title), number_key(c.number),
         record.cites.get(i, ""), c.clause, c.evidence.quote, c.evidence.start, c.evidence.end)
        for i, c in enumerate(record.facts.citations)
    ]  # fmt: skip


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
