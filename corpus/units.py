"""What a search can hit: units the size of a clause, cut so that no words are in two of them.

An article with its 款 and 项 is one unit, a table row is one, a section without sections of its own is
one if it is short; longer ones fall into their paragraphs and the units below them.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter

from corpus.shred import keys_of
from ontology.ids import clause_key, document_key
from ontology.records import PROPOSED, Clause, Document, Record, Table

_ARTICLE = 2000  # characters up to which an article stays whole
_SECTION = 400  # characters up to which a section stays whole
_PARAGRAPH = 80  # paragraphs shorter than this join the next one of the same section
_JOINED = 300  # characters at which joining stops
_INNER = frozenset(["paragraph", "item", "subitem", "run-in", "signature", "preamble"])

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Unit:
    """One hit: `text` is what is searched and shown; `[start, end)` lies in the clean text.

    `text` equals that range of the clean text, except for a table row, where it joins the cells
    with their column names. `number` is the id of the clause or row; `entities` are (key, type,
    name) of the things it speaks of. `words`, where given, are searched in place of `text`.
    `heading` says that the text is nothing but the heading of the clause, `shared` that other units
    may have the same key: the rest of a long clause, an entity in other documents.
    """

    key: str
    kind: str
    number: str
    title: str
    path: tuple[str, ...]
    text: str
    start: int
    end: int
    modalities: tuple[str, ...] = ()
    entities: tuple[tuple[str, str, str], ...] = ()
    minerals: tuple[str, ...] = ()
    words: str = ""
    heading: bool = False
    shared: bool = False


def units(record: Record) -> Iterator[Unit]:
    """The units of a record: the document, its clauses and rows in order, then its entities."""
    facts = _FactsByPlace(record)
    yield _document_unit(record)
    yield from sorted(_text_units(record, facts), key=attrgetter("start"))
    yield from _entity_units(record)


def _text_units(record: Record, facts: _FactsByPlace) -> Iterator[Unit]:
    for clause, spans in _cut(record.document):
        yield from _clause_units(record, clause, spans, facts)
    for number, table in enumerate(record.document.tables):
        yield from _row_units(record, number, table, facts)


class _FactsByPlace:
    """Finds the norms and entities whose words lie in a range of the text."""

    def __init__(self, record: Record) -> None:
        keys, facts = keys_of(record), record.facts
        norms = sorted((o.evidence.start, o.modality) for o in facts.obligations)
        named = {e.id: (keys[e.id], e.type, e.name) for e in facts.entities if e.type != "Clause"}
        places = {(e.evidence.start, named[e.id]) for e in facts.entities if e.id in named}
        for claim in filter(attrgetter("holds"), facts.assertions):
            for side in (claim.subject, claim.object):
                if side in named:
                    places.add((claim.evidence.start, named[side]))
        self._norms, self._norm_at = norms, [start for start, _ in norms]
        self._places = sorted(places)
        self._place_at = [start for start, _ in self._places]
        self._minerals = [n for _, t, n in named.values() if t == "Mineral"]

    def modalities(self, start: int, end: int) -> tuple[str, ...]:
        """The modalities of the norms in a range, sorted."""
        found = self._norms[bisect_left(self._norm_at, start) : bisect_left(self._norm_at, end)]
        return tuple(sorted({modality for _, modality in found}))

    def entities(self, start: int, end: int) -> tuple[tuple[str, str, str], ...]:
        """The entities first named or claimed about in a range, in order."""
        first, last = bisect_left(self._place_at, start), bisect_left(self._place_at, end)
        return tuple(dict.fromkeys(e for _, e in self._places[first:last]))

    def minerals(self, text: str) -> tuple[str, ...]:
        """The document's minerals that a text names."""
        return tuple(m for m in self._minerals if m in text)


def _document_unit(record: Record) -> Unit:
    meta = record.document.metadata
    head = " ".join(p for p in (meta.title, meta.doc_number, meta.issuer, meta.period) if p)
    minerals = tuple(dict.fromkeys(e.name for e in record.facts.entities if e.type == "Mineral"))
    return Unit(
        document_key(record.id), "document", "", meta.title, (), head or record.id, 0, 0,
        minerals=minerals,
    )  # fmt: skip


# ---------------------------------------------------------------------------- clauses


def _cut(document: Document) -> Iterator[tuple[Clause, list[Span]]]:
    """Clauses with the ranges that are units of theirs, in document order."""
    clauses = document.clauses
    below: list[list[int]] = [[] for _ in clauses]
    for i, clause in enumerate(clauses):
        if clause.parent is not None:
            below[clause.parent].append(i)
    divided = _divided(clauses)
    tables = sorted((t.start, t.end) for t in document.tables if t.rows)
    stack = [0] if clauses else []
    while stack:
        i = stack.pop()
        clause = clauses[i]
        if clause.kind == "table":
            continue
        whole = [(clause.start, clause.end)]
        if i not in divided and _stays_whole(clause, tables):
            yield clause, whole
            continue
        children = [(clauses[c].start, clauses[c].end) for c in below[i]]
        own = _minus(whole, sorted(children + tables))
        yield clause, _paragraphs(document.text, own)
        stack.extend(reversed(below[i]))


def _divided(clauses: Sequence[Clause]) -> set[int]:
    """The clauses that hold others which are hits of their own: articles, sections, headings."""
    found: set[int] = set()
    for clause in reversed(clauses):
        if clause.parent is not None and clause.kind not in _INNER:
            found.add(clause.parent)
    for i in range(len(clauses) - 1, 0, -1):
        above = clauses[i].parent
        if i in found and above is not None:
            found.add(above)
    return found


def _stays_whole(clause: Clause, tables: list[Span]) -> bool:
    limit = _ARTICLE if clause.kind == "article" else _SECTION
    at = bisect_left(tables, (clause.start, -1))
    holds_table = at < len(tables) and tables[at][0] < clause.end
    return clause.parent is not None and clause.end - clause.start <= limit and not holds_table


def _minus(spans: list[Span], holes: Sequence[Span]) -> list[Span]:
    """The spans without the holes, which are sorted and may touch or overlap."""
    kept = []
    for start, end in spans:
        for a, b in holes:
            if b <= start or a >= end:
                continue
            if a > start:
                kept.append((start, a))
            start = max(start, b)
        if start < end:
            kept.append((start, end))
    return kept


def _paragraphs(text: str, spans: list[Span]) -> list[Span]:
    """The paragraphs of the spans; a short one (a heading, a lead) joins what follows it."""
    found: list[Span] = []
    for start, end in spans:
        open_at: int | None = None
        while start < end:
            stop = text.find("\n", start, end)
            stop = end if stop < 0 else stop + 1
            begin = start if open_at is None else open_at
            short = stop - start < _PARAGRAPH and stop - begin < _JOINED
            if short and stop < end:
                open_at = begin
            else:
                found.append((begin, stop))
                open_at = None
            start = stop
    return found


def _clause_units(
    record: Record, clause: Clause, spans: list[Span], facts: _FactsByPlace
) -> Iterator[Unit]:
    text = record.document.text
    key = clause_key(record.id, clause.id)
    shown = record.document.metadata.title if clause.parent is None else ""
    for span in spans:
        start, end = _trimmed(text, *span)
        if text[start:end] != shown and any(map(str.isalnum, text[start:end])):
            yield Unit(
                key, "clause", clause.id, _label(clause), clause.path, text[start:end], start, end,
                facts.modalities(start, end), facts.entities(start, end),
                facts.minerals(text[start:end]), heading=end <= clause.heading_end,
                shared=len(spans) > 1,
            )  # fmt: skip


def _trimmed(text: str, start: int, end: int) -> Span:
    part = text[start:end]
    lead = len(part) - len(part.lstrip())
    return start + lead, end - (len(part) - len(part.rstrip())) if part.strip() else start + lead


def _label(clause: Clause) -> str:
    return " ".join(part for part in (clause.number, clause.title) if part)


# ------------------------------------------------------------------------------ rows


def _row_units(record: Record, number: int, table: Table, facts: _FactsByPlace) -> Iterator[Unit]:
    name = " ".join(part for part in (table.label, table.title) if part)
    path = _table_path(record.document, table)
    for r, (row, cells) in enumerate(zip(table.rows, table.cells, strict=True), 1):
        spans = [span for span in cells if span[0] < span[1]]
        text = _row_text(table.header, row, cells)
        if not spans or not text:
            continue
        start, end = min(s for s, _ in spans), max(e for _, e in spans)
        row_id = f"{table.id}__row_{r}"
        yield Unit(
            clause_key(record.id, row_id), "clause", row_id, name, path, text, start, end,
            facts.modalities(start, end), facts.entities(start, end), facts.minerals(text),
            words=f"{table.title} {text}",
        )  # fmt: skip


def _table_path(document: Document, table: Table) -> tuple[str, ...]:
    if table.clause is None or not document.clauses:
        return ()
    clause = document.clauses[table.clause]
    label = _label(clause)
    return (*clause.path, label) if label else clause.path


def _row_text(header: Sequence[str], row: Sequence[str], cells: Sequence[Span]) -> str:
    """The cells of a row, each after its column's name; a cell that spans columns once."""
    parts: list[str] = []
    said: set[Span] = set()
    for i, (words, span) in enumerate(zip(row, cells, strict=True)):
        if not words or span in said:
            continue
        said.add(span)
        column = header[i] if i < len(header) else ""
        parts.append(f"{column}：{words}" if column else words)
    return "；".join(parts)


# -------------------------------------------------------------------------- entities


def _entity_units(record: Record) -> Iterator[Unit]:
    keys, said = keys_of(record), set()
    for entity in record.facts.entities:
        key = keys[entity.id]
        if entity.type == "Clause" or entity.rule == PROPOSED or key in said:
            continue
        said.add(key)
        words = entity.evidence
        yield Unit(
            key, "entity", entity.clause, entity.name, (entity.type,), words.quote, words.start,
            words.end, entities=((key, entity.type, entity.name),),
            words=" ".join((entity.name, *entity.aliases)), shared=True,
        )  # fmt: skip
