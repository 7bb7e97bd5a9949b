"""Documents in memory that answer like a library: for files without one, and for measuring."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from corpus.names import name_key, number_key, year_of
from corpus.rows import CitationRow, DocumentRow
from ontology.errors import UnknownName
from ontology.records import Clause, Record


class Shelf:
    """Some records with the reading side of a library that the desk needs."""

    def __init__(self, records: Iterable[Record]) -> None:
        self._records = {r.id: r for r in records}
        self._rows = {i: describe(r) for i, r in self._records.items()}
        self._by_title: defaultdict[str, list[str]] = defaultdict(list)
        self._by_number: defaultdict[str, list[str]] = defaultdict(list)
        self._cited: defaultdict[str, list[CitationRow]] = defaultdict(list)
        for i, row in self._rows.items():
            self._by_title[name_key(row.title)].append(i)
            if row.doc_number:
                self._by_number[number_key(row.doc_number)].append(i)
            for citation in self._citations(self._records[i], row):
                self._cited[name_key(citation.title)].append(citation)

    def document_ids(self) -> tuple[str, ...]:
        """The ids of all documents, sorted."""
        return tuple(sorted(self._records))

    def document(self, document_id: str) -> DocumentRow:
        """A document's description; UnknownName when it is not here."""
        self.record(document_id)
        return self._rows[document_id]

    def record(self, document_id: str) -> Record:
        """A document with its facts; UnknownName when it is not here."""
        try:
            return self._records[document_id]
        except KeyError:
            raise UnknownName(f"没有文档 {document_id}") from None

    def find_documents(self, title: str = "", number: str = "") -> tuple[DocumentRow, ...]:
        """Documents of exactly this title or number, latest version first."""
        ids = dict.fromkeys(self._by_title.get(name_key(title), ()) if title else ())
        ids |= dict.fromkeys(self._by_number.get(number_key(number), ()) if number else ())
        rows = sorted((self._rows[i] for i in ids), key=lambda r: r.id)
        return tuple(sorted(rows, key=lambda r: (r.in_force != "废止", r.date), reverse=True))

    def clauses(self, document_id: str) -> tuple[Clause, ...]:
        """The clauses of a document in order; UnknownName when it is not here."""
        return self.record(document_id).document.clauses

    def text(self, document_id: str) -> str:
        """The clean text of a document; UnknownName when it is not here."""
        return self.record(document_id).document.text

    def cited_by(self, document_id: str) -> tuple[CitationRow, ...]:
        """Who cites a document by its title."""
        row = self.document(document_id)
        return tuple(self._cited.get(name_key(row.title), ())) if row.title else ()

    def _citations(self, record: Record, row: DocumentRow) -> Iterable[CitationRow]:
        for n, c in enumerate(record.facts.citations):
            yield CitationRow(
                record.id, row.title, c.clause, c.title, c.number, c.article,
                record.cites.get(n, ""), c.evidence.quote, c.evidence.start, c.evidence.end,
            )  # fmt: skip


def describe(record: Record) -> DocumentRow:
    """The list entry of a record that no library holds; `added` is empty."""
    m, raw = record.document.metadata, record.document.clean.raw
    return DocumentRow(
        id=record.id, title=m.title, genre=m.genre, issuer=m.issuer, region=m.region, date=m.date,
        year=year_of(m), doc_number=m.doc_number, period=m.period, in_force=m.in_force,
        off_topic=m.off_topic, sha256=raw.sha256, reader=raw.reader, media_type=raw.media_type,
        characters=len(record.document.text), clauses=len(record.document.clauses),
        entities=len(record.facts.entities), assertions=len(record.facts.assertions), added="",
        paths=(raw.path,),
    )  # fmt: skip
