"""Which IRI a local id of a record stands for: its document, clauses, entities and statements."""

from __future__ import annotations

import hashlib

from pyoxigraph import NamedNode

from ontology.ids import clause_key, document_key, entity_key, fold_name, iri
from ontology.records import DOCUMENT_ID, Entity, Record


def row_id(table: str, row: int) -> str:
    """The id of a table's row, counted from 1."""
    return f"{table}__row_{row}"


class Names:
    """Resolves the local ids of one record to nodes under a base IRI."""

    def __init__(self, record: Record, base: str) -> None:
        self.record = record
        self._base = base
        self.document = self.node(document_key(record.id))
        self._keys = {link.local: link.key for link in record.links}
        self._clauses = self._clause_nodes()
        self._units = frozenset(self._clauses.values())
        self._entities = {e.id: e for e in record.facts.entities}
        self._nodes = {e.id: self._entity_node(e) for e in record.facts.entities}
        self._by_name: dict[tuple[str, str], NamedNode] = {
            (e.type, fold_name(name)): self._nodes[e.id]
            for e in reversed(record.facts.entities)
            for name in (*e.aliases, e.name)
        }

    def node(self, key: str) -> NamedNode:
        """The node of a key such as `mode/产业基金模式`."""
        return NamedNode(iri(self._base, key))

    def statement(self, kind: str, *parts: object) -> NamedNode:
        """The node of a statement (`assertion/…`, `norm/…`): a hash of everything it says.

        The same words at the same place give the same key when a document is extracted again, and
        under another base IRI, so that review decisions and links hold.
        """
        said = "\x1f".join(str(part).replace(self._base, "") for part in (self.record.id, *parts))
        return self.node(f"{kind}/{hashlib.sha256(said.encode()).hexdigest()[:16]}")

    def key(self, entity: Entity) -> str:
        """The permanent key of an entity: its link, or one made from its type and name."""
        return self._keys.get(entity.id) or entity_key(entity.type, entity.name)

    def clause(self, clause_id: str) -> NamedNode | None:
        """The node of a clause or table id, or of the nearest unit around it; None for neither."""
        while clause_id:
            if clause_id in self._clauses:
                return self._clauses[clause_id]
            clause_id = clause_id.rpartition("__")[0]
        return None

    def unit(self, clause_id: str) -> NamedNode:
        """The node of a clause or table that the record holds; KeyError for another id."""
        return self._clauses[clause_id]

    def subject(self, local: str) -> NamedNode | None:
        """The node of an entity id, a clause id or `DOCUMENT_ID`; None for an unknown id."""
        if local == DOCUMENT_ID:
            return self.document
        return self._nodes.get(local) or self._clauses.get(local)

    def entity(self, local: str) -> Entity | None:
        """The entity of an id, None for an unknown one."""
        return self._entities.get(local)

    def is_clause(self, entity: Entity) -> bool:
        """Whether an entity stands for a structural unit that has its own node already."""
        return self._nodes[entity.id] in self._units

    def named(self, entity_type: str, name: str) -> NamedNode:
        """The node of a thing that the record names outside its entities (issuer, region)."""
        known = self._by_name.get((entity_type, fold_name(name)))
        return known or self.node(entity_key(entity_type, name))

    def knows(self, entity_type: str, name: str) -> bool:
        """Whether an entity of the record bears the name, so that it is described already."""
        return (entity_type, fold_name(name)) in self._by_name

    def _clause_nodes(self) -> dict[str, NamedNode]:
        document = self.record.document
        ids = [c.id for c in document.clauses[1:]]
        for table in document.tables:
            ids += [table.id, *(row_id(table.id, r) for r in range(1, len(table.rows) + 1))]
        nodes = {i: self.node(clause_key(self.record.id, i)) for i in ids}
        if document.clauses:
            nodes[document.clauses[0].id] = self.document
        return nodes

    def _entity_node(self, entity: Entity) -> NamedNode:
        if entity.type == "Clause" and not self._keys.get(entity.id, "").startswith("doc/"):
            return self._clause_entity_node(entity)
        return self.node(self.key(entity))

    def _clause_entity_node(self, entity: Entity) -> NamedNode:
        at = entity.evidence.start
        headed = (
            c for c in self.record.document.clauses[1:] if c.heading_start <= at < c.heading_end
        )
        unit = next(headed, None)
        own = self._clauses.get(unit.id if unit else entity.clause)
        return own or self.node(clause_key(self.record.id, fold_name(entity.name)))
