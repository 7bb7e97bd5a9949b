"""Reading what documents claim: entities, assertions, norms, numbers and citations."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from corpus.cursor import accept, issue
from corpus.kept import Kept
from corpus.names import name_key, number_key
from corpus.reader import SHOWN
from corpus.reading import Shelf
from corpus.rows import (
    AssertionRow,
    CitationRow,
    EntityRow,
    EntityView,
    IndicatorRow,
    Mention,
    ObligationRow,
    Page,
)
from corpus.statements import entity_id
from corpus.store import Store
from ontology.errors import UnknownName
from ontology.ids import clause_key, document_key, fold_name
from ontology.records import PROPOSED

_HOLDS = "a.review <> 'rejected' AND (a.model = '' OR a.review <> 'unreviewed')"
_ASSERTION = f"""
SELECT d.id, d.title, a.ord, a.subject_key,
  coalesce((SELECT name FROM entities e WHERE e.doc = a.doc AND e.id = a.subject), d.title),
  a.predicate, a.object_key,
  coalesce((SELECT name FROM entities e WHERE e.doc = a.doc AND e.id = a.object), a.object),
  a.quote, a.start, a.end, a.place, a.clause, a.rule, a.confidence, a.model,
  a.statement, a.review
FROM assertions a JOIN documents d ON d.doc = a.doc AND d.{SHOWN} AND {_HOLDS}
"""
_CITATION = f"""
SELECT d.id, d.title, c.clause, c.title, c.number, c.article, c.target, c.quote, c.start, c.end
FROM citations c JOIN documents d ON d.doc = c.doc AND d.{SHOWN} AND NOT c.withdrawn
"""
# written so that each alternative has its partial index; 0 is the sign after /
_CITING_IT = "(c.target <> '' AND c.target = ?1)"
_CITING_A_PART = "(c.target <> '' AND c.target > ?1 || '/' AND c.target < ?1 || '0')"
_NAMING_IT = """(c.target = '' AND c.name_key <> '' AND c.name_key = ?2)
 OR (c.target = '' AND c.number_key <> '' AND c.number_key = ?3)"""
_BY_TITLE = "ORDER BY d.title, d.id, c.ord"
# how many entities there are of each type, then those of a page, both from one grouping
_ROWS = 1000  # entities that are kept as a list shows them
_LISTED = """
WITH found AS MATERIALIZED ({})
SELECT 1, type, count(*) FROM found GROUP BY type
UNION ALL SELECT * FROM (SELECT 0, key, n FROM found {} ORDER BY n DESC, key LIMIT ?)
ORDER BY 1 DESC, 3 DESC, 2
"""


class Claims(Shelf):
    """The facts of a library, over all its documents.

    What a person rejected, and what a language model proposed and no person has accepted, is left
    out; the graph holds it as statements without a direct triple.
    """

    def __init__(self, store: Store) -> None:
        super().__init__(store)
        self._entities: Kept[EntityRow] = Kept(_ROWS)

    # ------------------------------------------------------------------ facts

    def obligations(self, document_id: str, clause: str | None = None) -> tuple[ObligationRow, ...]:
        """Norms of a document, or of one of its clauses, in order."""
        rows = self._all(
            "SELECT modality, subject, action, condition, cue, clause, quote, start, end"
            " FROM obligations WHERE doc = ?1 AND (?2 IS NULL OR clause = ?2) ORDER BY ord",
            [self._doc(document_id), clause],
        )
        return tuple(ObligationRow(document_id, *row) for row in rows)

    def indicators(self, document_id: str, clause: str | None = None) -> tuple[IndicatorRow, ...]:
        """Numbers of a document, or of one of its clauses, in order."""
        rows = self._all(
            "SELECT name, value, op, unit, year, kind, attribute, mineral, place, clause, quote,"
            " start, end FROM indicators WHERE doc = ?1 AND (?2 IS NULL OR clause = ?2)"
            " ORDER BY ord",
            [self._doc(document_id), clause],
        )
        return tuple(IndicatorRow(document_id, *row) for row in rows)

    def assertions(self, document_id: str, clause: str | None = None) -> tuple[AssertionRow, ...]:
        """Claims of a document, or of one of its clauses, in order."""
        rows = self._all(
            f"{_ASSERTION} WHERE a.doc = ?1 AND (?2 IS NULL OR a.clause = ?2) ORDER BY a.ord",
            [self._doc(document_id), clause],
        )
        return tuple(AssertionRow(*row) for row in rows)

    def count_statements(self, document_id: str) -> int:
        """How many claims of a document say more than where one of its clauses stands."""
        rows = self._all(
            f"SELECT count(*) FROM assertions a JOIN documents d ON d.doc = a.doc AND {_HOLDS}"
            " WHERE a.doc = ? AND NOT (a.predicate = 'partOf' AND substr(a.subject_key, 1, 4) = 'doc/')",
            [self._doc(document_id)],
        )
        return int(rows[0][0])

    def claims(
        self, predicate: str, subject_type: str, object_type: str
    ) -> tuple[AssertionRow, ...]:
        """Every claim of a relation between entities of two types, by document and place.

        Documents that are not about mines are left out.
        """
        rows = self._all(
            f"{_ASSERTION} WHERE NOT d.off_topic AND a.predicate = ? AND substr(a.subject_key, 1, ?) = ?"
            " AND substr(a.object_key, 1, ?) = ? ORDER BY d.title, d.id, a.ord",
            [predicate, *_prefix(subject_type), *_prefix(object_type)],
        )
        return tuple(AssertionRow(*row) for row in rows)

    def find_indicators(
        self, name: str = "", limit: int = 20, cursor: str | None = None
    ) -> Page[IndicatorRow]:
        """Numbers whose name holds `name`, over all documents about mines, by name and year.

        BadQuery for a cursor of another query.
        """
        bound = ("indicators", name)
        source = (
            f"FROM indicators i JOIN documents d ON d.doc = i.doc AND d.{SHOWN}"
            " WHERE NOT d.off_topic AND (?1 = '' OR instr(i.name, ?1))"
        )
        offset = int(accept(bound, cursor)[0]) if cursor is not None else 0
        total = self._all(f"SELECT count(*) {source}", [name])[0][0]
        rows = self._all(
            "SELECT d.id, i.name, i.value, i.op, i.unit, i.year, i.kind, i.attribute, i.mineral,"
            f" i.place, i.clause, i.quote, i.start, i.end {source}"
            " ORDER BY i.name, i.year, d.title, d.id, i.ord LIMIT ?2 OFFSET ?3",
            [name, limit, offset],
        )
        after = offset + len(rows)
        more = issue(bound, [after]) if after < total else None
        return Page(tuple(IndicatorRow(*row) for row in rows), total, more)

    def cites(self, document_id: str, clause: str | None = None) -> tuple[CitationRow, ...]:
        """What a document, or one of its clauses, cites, in order.

        A citation whose target was not in the library when it was read is looked up again.
        """
        rows = self._all(
            f"{_CITATION} WHERE c.doc = ?1 AND (?2 IS NULL OR c.clause = ?2) ORDER BY c.ord",
            [self._doc(document_id), clause],
        )
        return tuple(self._resolved(CitationRow(*row)) for row in rows)

    def cited_by(self, document_id: str, clause: str | None = None) -> tuple[CitationRow, ...]:
        """Who cites a document or (with `clause`) that clause, by citing document and place."""
        doc = self.document(document_id)
        if clause:
            rows = self._all(
                f"{_CITATION} WHERE {_CITING_IT} {_BY_TITLE}", [clause_key(document_id, clause)]
            )
            return tuple(CitationRow(*row) for row in rows)
        rows = self._all(
            f"{_CITATION} WHERE {_CITING_IT} OR {_CITING_A_PART} OR {_NAMING_IT} {_BY_TITLE}",
            [document_key(document_id), name_key(doc.title), number_key(doc.doc_number)],
        )
        found = (self._resolved(CitationRow(*row)) for row in rows)
        return tuple(c for c in found if c.target)

    def _resolved(self, citation: CitationRow) -> CitationRow:
        if citation.target:
            return citation
        known = self.find_documents(citation.title, citation.number)
        target = document_key(known[0].id) if known else ""
        return replace(citation, target=target)

    def times_cited(self) -> dict[str, int]:
        """How many citations name each title (in the form of `name_key`)."""
        return dict(
            self._all(
                "SELECT citations.name_key, count(*) FROM citations JOIN documents USING (doc)"
                f" WHERE {SHOWN} AND NOT withdrawn AND citations.name_key <> '' GROUP BY citations.name_key"
            )
        )

    # --------------------------------------------------------------- entities

    def entity_names(self) -> list[tuple[str, str, str, int]]:
        """(name, key, type, documents) of every entity under each of its names."""
        return self._all(
            "SELECT a.name, a.key, a.type, count(DISTINCT a.doc) FROM aliases a JOIN documents d"
            f" ON d.doc = a.doc AND d.{SHOWN} WHERE a.type <> 'Clause' GROUP BY a.key, a.name"
        )

    def entities(
        self,
        *,
        type: str | None = None,
        q: str = "",
        document: str | None = None,
        limit: int = 20,
        cursor: str | None = None,
    ) -> Page[EntityRow]:
        """Entities over all documents, those of most documents first, then by key.

        `q` must be part of a name or alias. BadQuery for a cursor of another query.
        """
        where, values = self._entity_filter(type, q, document)
        grouped = (
            "SELECT e.key AS key, e.type AS type, count(DISTINCT e.doc) AS n FROM entities e"
            f" JOIN documents d ON d.doc = e.doc AND d.{SHOWN} WHERE {where} GROUP BY e.key"
        )
        bound = ("entities", type, q, document)
        after = ""
        if cursor is not None:
            after = "WHERE (-n, key) > (?, ?)"
            values = [*values, *accept(bound, cursor)]
        found = self._all(_LISTED.format(grouped, after), [*values, limit + 1])
        counts = {kind: n for counted, kind, n in found if counted}
        rows = [(key, n) for counted, key, n in found if not counted]
        items = tuple(map(self._entity, [key for key, _ in rows[:limit]]))
        more = (
            issue(bound, [-rows[limit - 1][1], rows[limit - 1][0]]) if len(rows) > limit else None
        )
        return Page(items, sum(counts.values()), more, {"type": counts})

    def entity(self, key: str) -> EntityView:
        """An entity with its mentions and claims over all documents; UnknownName if not here."""
        mentions = self._all(
            "SELECT d.id, d.title, e.id, e.name, e.clause, e.quote, e.start, e.end, e.attributes"
            f" FROM entities e JOIN documents d ON d.doc = e.doc AND d.{SHOWN}"
            " WHERE e.key = ? ORDER BY d.title, d.id, e.ord",
            [key],
        )
        if not mentions:
            raise UnknownName(f"资料库里没有 {key}")
        claims = self._all(
            f"{_ASSERTION} WHERE a.subject_key = ?1 OR a.object_key = ?1"
            " ORDER BY d.title, d.id, a.ord",
            [key],
        )
        return EntityView(
            self._entity(key),
            tuple(_mention(key, row) for row in mentions),
            tuple(AssertionRow(*row) for row in claims),
        )

    def entity_keys(self, type: str, name: str) -> tuple[str, ...]:
        """Keys of the entities of this type that bear the name or alias, most used first.

        Stored documents that are not shown yet count too: a batch resolves names among its own.
        Merges do not count: they are applied to what is resolved, so that they can be undone.
        """
        rows = self._all(
            "SELECT own FROM aliases WHERE folded = ? AND type = ? AND own <> '' GROUP BY own"
            " ORDER BY count(*) DESC, own",
            [fold_name(name), type],
        )
        return tuple(row[0] for row in rows)

    def _entity_filter(
        self, type: str | None, q: str, document: str | None
    ) -> tuple[str, list[Any]]:
        parts: list[tuple[str, Any]] = []
        if type is not None:
            parts.append(("e.type = ?", type))
        if document is not None:
            parts.append(("d.id = ?", document))
        if q:
            parts.append(
                ("e.key IN (SELECT key FROM aliases WHERE instr(folded, ?))", fold_name(q))
            )
        where = " AND ".join(["e.rule <> ?", *(p for p, _ in parts)])
        return where, [PROPOSED, *(v for _, v in parts)]

    def _entity(self, key: str) -> EntityRow:
        return self._entities.get(self.generation, key, lambda: self._entity_row(key))

    def _entity_row(self, key: str) -> EntityRow:
        names = self._all(
            f"SELECT e.name, e.type FROM entities e JOIN documents d ON d.doc = e.doc AND d.{SHOWN}"
            " WHERE e.key = ? GROUP BY e.name ORDER BY count(*) DESC, e.name",
            [key],
        )
        others = self._all(
            f"SELECT DISTINCT a.name FROM aliases a JOIN documents d ON d.doc = a.doc AND d.{SHOWN}"
            " WHERE a.key = ? AND a.name <> ? ORDER BY a.name",
            [key, names[0][0]],
        )
        documents, claims = self._all(
            f"SELECT count(DISTINCT e.doc), (SELECT count(*) FROM assertions a JOIN documents d"
            f" ON d.doc = a.doc AND d.{SHOWN} AND {_HOLDS}"
            " WHERE a.subject_key = ?1 OR a.object_key = ?1)"
            f" FROM entities e JOIN documents d ON d.doc = e.doc AND d.{SHOWN} WHERE e.key = ?1",
            [key],
        )[0]
        return EntityRow(
            key, names[0][1], names[0][0], tuple(r[0] for r in others), documents, claims
        )


def _mention(key: str, row: Any) -> Mention:
    kind = key.partition("/")[0]
    return Mention(*[*row[:-1], json.loads(row[-1]), entity_id(kind, row[3])])


def _prefix(type: str) -> tuple[int, str]:
    """The length and the words with which the keys of a type begin."""
    prefix = f"{type.lower()}/"
    return len(prefix), prefix
