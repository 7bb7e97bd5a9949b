"""Reading documents and clauses."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from corpus import codec
from corpus.applying import apply
from corpus.cursor import accept, issue
from corpus.kept import Kept
from corpus.linking import Links
from corpus.log import ReviewLog
from corpus.names import name_key, number_key
from corpus.reader import SHOWN
from corpus.rows import ClauseRef, ClauseView, DocumentRow, Page, Stats
from corpus.store import Store
from ontology.errors import UnknownName
from ontology.records import Clause, Record

_DOCUMENT = (
    "id, title, genre, issuer, region, date, year, doc_number, period, in_force, off_topic,"
    " sha256, reader, media_type, characters, clause_count, entity_count, assertion_count, added"
)
_FACETS = ("genre", "issuer", "region", "year", "in_force")
_TEXTS = 4  # unpacked texts that are kept


class Shelf(Links, ReviewLog):
    """The documents of a library, their clauses and its sizes."""

    def __init__(self, store: Store) -> None:
        super().__init__(store)
        self._texts: Kept[str] = Kept(_TEXTS)

    # -------------------------------------------------------------- documents

    @property
    def generation(self) -> int:
        """A number that grows with every publication; the same number, the same answers."""
        row = self._store.connection.execute(
            "SELECT value FROM meta WHERE name = 'generation'"
        ).fetchone()
        return int(row[0]) if row else 0

    def record(self, document_id: str, pending: bool = False, upto: int | None = None) -> Record:
        """The whole record of a document as people decided; UnknownName when it is not here.

        `pending` reads the version that is stored but not yet shown, where there is one, with all
        decisions up to the entry `upto` of the review log (default: the last).
        """
        doc, packed, sha256, decided = self._stored(document_id, pending)
        if pending:
            decided = self.decided if upto is None else upto
        record = replace(codec.decode(zlib.decompress(packed)), cites=self._targets(doc))
        return apply(record, self._verdicts(document_id, sha256, decided))

    def extracted(self, document_id: str) -> Record:
        """The record of a document as it was extracted, without any decision."""
        doc, packed, *_ = self._stored(document_id, False)
        return replace(codec.decode(zlib.decompress(packed)), cites=self._targets(doc))

    def _stored(self, document_id: str, pending: bool) -> tuple[int, bytes, str, int]:
        columns = "SELECT doc, record, sha256, decided FROM records JOIN documents USING (doc)"
        row = None
        if pending:
            row = self._store.connection.execute(
                f"{columns} WHERE id = ? AND state = 'stored'", (document_id,)
            ).fetchone()
        doc, packed, sha256, decided = row or self._row(
            f"{columns} WHERE id = ? AND {SHOWN}", document_id
        )
        return doc, packed, sha256, decided

    def records(self) -> Iterator[Record]:
        """The records of all shown documents, by id."""
        for document_id in self.document_ids():
            yield self.record(document_id)

    def document_ids(self) -> tuple[str, ...]:
        """The ids of all shown documents, sorted."""
        found = self._all(f"SELECT id FROM documents WHERE {SHOWN} ORDER BY id")
        return tuple(row[0] for row in found)

    def text(self, document_id: str) -> str:
        """The clean text of a document; UnknownName when it is not here.

        The last ones stay unpacked: whoever reads a clause often reads its neighbours next.
        """
        return self._texts.get(self.generation, document_id, lambda: self._text(document_id))

    def _text(self, document_id: str) -> str:
        row = self._row(
            f"SELECT text FROM records JOIN documents USING (doc) WHERE id = ? AND {SHOWN}",
            document_id,
        )
        return zlib.decompress(row[0]).decode("utf-8", "surrogatepass")

    def original(self, document_id: str) -> bytes:
        """The bytes that the document was read from; UnknownName when it is not here."""
        row = self._row(
            f"SELECT data FROM originals JOIN documents USING (sha256) WHERE id = ? AND {SHOWN}",
            document_id,
        )
        return zlib.decompress(row[0])

    def document(self, document_id: str) -> DocumentRow:
        """A document's description; UnknownName when it is not here."""
        row = self._row(f"SELECT {_DOCUMENT} FROM documents WHERE id = ? AND {SHOWN}", document_id)
        return self._document(row)

    def documents(
        self,
        *,
        q: str = "",
        genre: str | None = None,
        region: str | None = None,
        issuer: str | None = None,
        year: int | None = None,
        in_force: str | None = None,
        limit: int = 20,
        cursor: str | None = None,
    ) -> Page[DocumentRow]:
        """Documents by title (then id) whose title or number holds `q` and whose fields fit.

        A region fits if its name holds `region`: 洛浦县 means 新疆维吾尔自治区洛浦县 too.

        BadQuery for a cursor of another query.
        """
        wanted = {
            "genre": genre, "region": region, "issuer": issuer, "year": year, "in_force": in_force,
        }  # fmt: skip
        where, values = _filter(q, wanted)
        bound = ("documents", q, sorted(wanted.items()))
        total = self._all(f"SELECT count(*) FROM documents WHERE {where}", values)[0][0]
        facets = {name: self._facet(name, where, values) for name in _FACETS}
        if cursor is not None:
            where += " AND (title, id) > (?, ?)"
            values += accept(bound, cursor)
        rows = self._all(
            f"SELECT {_DOCUMENT} FROM documents WHERE {where} ORDER BY title, id LIMIT ?",
            [*values, limit + 1],
        )
        items = tuple(map(self._document, rows[:limit]))
        more = issue(bound, [items[-1].title, items[-1].id]) if len(rows) > limit else None
        return Page(items, total, more, facets)

    def lately(self, limit: int = 5) -> tuple[DocumentRow, ...]:
        """The documents that were added last, the last first."""
        rows = self._all(
            f"SELECT {_DOCUMENT} FROM documents WHERE {SHOWN} ORDER BY added DESC, doc DESC LIMIT ?",
            [limit],
        )
        return tuple(map(self._document, rows))

    def titles(self) -> list[tuple[str, str, str, str, str]]:
        """(id, title, number, date, in force) of every shown document, by id."""
        return self._all(
            f"SELECT id, title, doc_number, date, in_force FROM documents WHERE {SHOWN} ORDER BY id"
        )

    def find_documents(self, title: str = "", number: str = "") -> tuple[DocumentRow, ...]:
        """Documents of exactly this title or number (in any spelling), latest version first."""
        rows = self._all(
            f"SELECT {_DOCUMENT} FROM documents WHERE {SHOWN} AND ((?1 <> '' AND name_key = ?1)"
            " OR (?2 <> '' AND number_key = ?2)) ORDER BY in_force = '废止', date DESC, id",
            [name_key(title), number_key(number)],
        )
        return tuple(map(self._document, rows))

    # ---------------------------------------------------------------- clauses

    def clauses(self, document_id: str, limit: int = -1, after: int = 0) -> tuple[Clause, ...]:
        """The clauses of a document in order, the document itself first; UnknownName if absent.

        Args:
            limit: how many at most, all where it is negative.
            after: how many to pass over before them.
        """
        rows = self._all(
            f"{_CLAUSES} ORDER BY ord LIMIT ? OFFSET ?", [self._doc(document_id), limit, after]
        )
        return tuple(map(_clause, rows))

    def clause(self, document_id: str, clause_id: str) -> ClauseView:
        """A clause with text, ancestors, children and siblings; UnknownName if it is not here."""
        doc = self._doc(document_id)
        found = self._all(_CLAUSE, [doc, clause_id])
        if not found:
            raise UnknownName(f"文档 {document_id} 里没有条款 {clause_id}")
        clause, at = _clause(found[0]), found[0][0]
        lineage = self._lineage(doc, at)
        before = self._refs(document_id, doc, _BEFORE, clause.parent, at)
        after = self._refs(document_id, doc, _AFTER, clause.parent, at)
        return ClauseView(
            document=self.document(document_id),
            text=self.text(document_id)[clause.start : clause.end],
            lineage=tuple(unit for unit, _ in lineage),
            lone=frozenset(unit.id for unit, lone in lineage if lone),
            children=self._refs(document_id, doc, "parent = ? ORDER BY ord", at),
            previous=before[0] if before else None,
            following=after[0] if after else None,
        )

    def has_clause(self, document_id: str, clause_id: str) -> bool:
        """Whether a shown document has this clause."""
        return self._one(
            f"SELECT 1 FROM clauses JOIN documents USING (doc) WHERE documents.id = ? AND {SHOWN}"
            " AND clauses.id = ?",
            (document_id, clause_id),
        )

    def articles_from(self, document_id: str, begin: str, limit: int) -> list[tuple[str, str]]:
        """(id, number) of the articles whose number begins so (三 or 3 of 第三十条), in order."""
        return self._all(
            f"SELECT c.id, c.number FROM clauses c JOIN documents d USING (doc) WHERE d.id = ?"
            f" AND d.{SHOWN} AND c.kind = 'article' AND (c.number LIKE ? OR c.id LIKE ?)"
            " ORDER BY ord LIMIT ?",
            (document_id, f"第{begin}%", f"art_{begin or '_'}%", limit),
        )

    def clause_titles(self) -> list[tuple[str, str, str, str]]:
        """(title, document, clause, title of the document) of every clause that has a title."""
        return self._all(
            "SELECT c.title, d.id, c.id, d.title FROM clauses c JOIN documents d USING (doc)"
            f" WHERE d.{SHOWN} AND c.title <> '' AND c.parent IS NOT NULL ORDER BY d.id, c.ord"
        )

    def _refs(self, document_id: str, doc: int, where: str, *values: Any) -> tuple[ClauseRef, ...]:
        rows = self._all(
            "SELECT id, number, title, kind FROM clauses INDEXED BY clauses_parent"
            f" WHERE doc = ? AND {where}",
            [doc, *values],
        )
        return tuple(ClauseRef.of(document_id, *row) for row in rows)

    def _lineage(self, doc: int, at: int) -> list[tuple[Clause, bool]]:
        """A clause after all above it, and whether each is the only paragraph of its article."""
        rows = self._all(_LINEAGE, [doc, at])
        return [(_clause(row[:-1]), bool(row[-1])) for row in rows]

    # ------------------------------------------------------------------ whole

    def stats(self) -> Stats:
        """Sizes of the shown library."""
        names = ("clauses", "assertions", "indicators", "obligations", "citations")
        counts = {n: self._count(n) for n in names}
        genres = self._all(
            f"SELECT genre, count(*) FROM documents WHERE {SHOWN} GROUP BY genre ORDER BY 2 DESC"
        )
        keys = self._all(
            f"SELECT count(DISTINCT key) FROM entities JOIN documents USING (doc) WHERE {SHOWN}"
        )[0][0]
        pages = self._all("PRAGMA page_count")[0][0] * self._all("PRAGMA page_size")[0][0]
        return Stats(
            documents=sum(n for _, n in genres), entities=keys, genres=dict(genres), bytes=pages,
            **counts,
        )  # fmt: skip

    # ----------------------------------------------------------------- inside

    def _count(self, table: str) -> int:
        count: int = self._all(
            f"SELECT count(*) FROM {table} JOIN documents USING (doc) WHERE {SHOWN}"
        )[0][0]
        return count

    def _facet(self, name: str, where: str, values: Sequence[Any]) -> dict[str, int]:
        rows = self._all(
            f"SELECT {name}, count(*) FROM documents WHERE {where} AND {name} IS NOT NULL"
            f" AND {name} <> '' GROUP BY {name} ORDER BY 2 DESC, 1",
            values,
        )
        return {str(value): count for value, count in rows}

    def _document(self, row: Any) -> DocumentRow:
        paths = self._all("SELECT path FROM paths WHERE document = ? ORDER BY path", [row[0]])
        values = list(row)
        values[10] = bool(values[10])
        return DocumentRow(*[*values, tuple(p for (p,) in paths)])


_COLUMNS = (
    "ord, id, kind, number, title, level, start, end, heading_start, heading_end, parent, path"
)
_CLAUSES = f"SELECT {_COLUMNS} FROM clauses WHERE doc = ?"
# SQLite would rather read the whole document than look rows up by an index (INDEXED BY)
_CLAUSE = f"SELECT {_COLUMNS} FROM clauses INDEXED BY clauses_id WHERE doc = ? AND id = ?"
_LINEAGE = f"""
WITH RECURSIVE up(at) AS (VALUES (?2) UNION
  SELECT parent FROM clauses JOIN up ON doc = ?1 AND ord = at WHERE parent IS NOT NULL)
SELECT {_COLUMNS}, kind = 'paragraph' AND 1 = (
  SELECT count(*) FROM clauses p INDEXED BY clauses_parent
  WHERE p.doc = ?1 AND p.parent = c.parent AND p.kind = 'paragraph')
FROM clauses c WHERE doc = ?1 AND ord IN (SELECT at FROM up) ORDER BY ord
"""
_BEFORE = "parent IS ? AND ord < ? ORDER BY ord DESC LIMIT 1"
_AFTER = "parent IS ? AND ord > ? ORDER BY ord LIMIT 1"


def _filter(q: str, wanted: Mapping[str, Any]) -> tuple[str, list[Any]]:
    """The condition on shown documents, with its values; fields that are None are not asked of."""
    asked = {name: value for name, value in wanted.items() if value is not None}
    clauses = [SHOWN]
    clauses += ["instr(region, ?)" if name == "region" else f"{name} = ?" for name in asked]
    values = list(asked.values())
    if q:
        clauses.append("(instr(name_key, ?) OR instr(doc_number, ?) OR number_key = ?)")
        values += [name_key(q), q, number_key(q)]
    return " AND ".join(clauses), values


def _clause(row: Any) -> Clause:
    return Clause(*[*row[1:-1], tuple(json.loads(row[-1]))])
