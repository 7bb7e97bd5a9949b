"""A record as rows of the library's tables: one function a table, ready for `executemany`."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from corpus.names import name_key, number_key, year_of
from corpus.statements import identify, roles
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


def rows(doc: int, record: Record, extracted: Record) -> Iterator[tuple[str, list[Row]]]:
    """Every table with the record's rows for it, `doc` being the number of the version.

    Args:
        record: as people decided (`corpus.applying`).
        extracted: the same record without decisions, from which names are resolved.
    """
    yield "clauses", [(doc, i, *_clause(c)) for i, c in enumerate(record.document.clauses)]
    yield "citations", _citations(doc, record, extracted)
    yield from decided_rows(doc, record, extracted)


def decided_rows(doc: int, record: Record, extracted: Record) -> Iterator[tuple[str, list[Row]]]:
    """The tables whose rows change with a decision."""
    keys, own = keys_of(record), keys_of(extracted)
    yield "entities", _entities(doc, record, keys, own)
    yield "aliases", _aliases(doc, record, keys, (own, extracted))
    yield "assertions", _assertions(doc, record, keys)
    yield "indicators", _indicators(doc, record)
    yield "obligations", _obligations(doc, record)


def withdrawn(record: Record, extracted: Record) -> set[int]:
    """The places in the extracted citations of those that a person rejected."""
    if len(record.facts.citations) == len(extracted.facts.citations):
        return set()
    kept = iter((*record.facts.citations, None))
    wanted = next(kept)
    gone = set()
    for place, citation in enumerate(extracted.facts.citations):
        if citation is wanted:
            wanted = next(kept)
        else:
            gone.add(place)
    return gone


def _clause(c: Any) -> Row:
    return (
        c.id, c.kind, c.number, c.title, c.level, c.start, c.end,
        c.heading_start, c.heading_end, c.parent, _json(c.path),
    )  # fmt: skip


def _entities(
    doc: int, record: Record, keys: Mapping[str, str], own: Mapping[str, str]
) -> list[Row]:
    basis = {link.local: link.basis for link in record.links}
    return [
        (doc, i, e.id, keys[e.id], e.type, e.name, e.evidence.quote, e.evidence.start,
         e.evidence.end, e.clause, e.rule, basis.get(e.id, "name"), _json(dict(e.attributes)), own.get(e.id, keys[e.id]))
        for i, e in enumerate(record.facts.entities)
    ]  # fmt: skip


def _aliases(
    doc: int, record: Record, keys: Mapping[str, str], source: tuple[Mapping[str, str], Record]
) -> list[Row]:
    """Names; those that a merge brought have no key of their own and resolve nothing."""
    own, extracted = source
    printed = {e.id: {e.name, *e.aliases} for e in extracted.facts.entities}
    return [
        (doc, keys[e.id], e.type, name, fold_name(name),
         own.get(e.id, keys[e.id]) if name in printed.get(e.id, (name,)) else "")
        for e in record.facts.entities
        if e.rule != PROPOSED
        for name in (e.name, *e.aliases)
    ]  # fmt: skip


def _assertions(doc: int, record: Record, keys: Mapping[str, str]) -> list[Row]:
    named = roles(record)
    return [
        (doc, i, a.subject, a.predicate, a.object, keys.get(a.subject, a.subject),
         keys.get(a.object), a.evidence.quote, a.evidence.start, a.evidence.end, a.where,
         a.clause, a.rule, a.confidence, a.model, identify(a, named), a.review)
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


def _citations(doc: int, record: Record, extracted: Record) -> list[Row]:
    gone = withdrawn(record, extracted)
    return [
        (doc, i, c.title, c.number, c.article, name_key(c.title), number_key(c.number),
         extracted.cites.get(i, ""), c.clause, c.evidence.quote, c.evidence.start, c.evidence.end,
         int(i in gone))
        for i, c in enumerate(extracted.facts.citations)
    ]  # fmt: skip


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
