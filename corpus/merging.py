"""Which names mean one thing: the merges of rules and of people, listed, each with its reason."""

from __future__ import annotations

from corpus.queue import Queue
from corpus.reader import SHOWN
from corpus.rows import MergeRow, Review
from corpus.verdicts import standing
from ontology.ids import entity_key

_FIXED = ("name", "merged", "split")


class Merging(Queue):
    """The merges of a library."""

    def merge_list(self) -> tuple[MergeRow, ...]:
        """What people merged and told apart, the last first, then what rules joined, by key."""
        return (*self._by_people(), *self._by_rules())

    def bearers(self, key: str) -> tuple[str, ...]:
        """Ids of the documents whose reading depends on what is merged with a key, sorted."""
        sources = sorted(self.merges().sources(key))
        marks = ", ".join("?" * len(sources))
        rows = self._all(
            "SELECT DISTINCT d.id FROM entities e JOIN documents d ON d.doc = e.doc"
            f" AND d.state IN ('stored', 'published') WHERE e.key = ? OR e.own IN ({marks})"
            " ORDER BY d.id",
            [key, *sources],
        )
        return tuple(row[0] for row in rows)

    def _by_people(self) -> list[MergeRow]:
        held = [r for (doc, _), r in standing(self.reviews("")).items() if not doc]
        rows = [_row(entry, self) for entry in held]
        return sorted(rows, key=lambda row: -(row.verdict.number if row.verdict else 0))

    def _by_rules(self) -> list[MergeRow]:
        found = self._all(
            "SELECT e.type, e.name, e.key, e.basis, count(DISTINCT d.id) FROM entities e"
            f" JOIN documents d ON d.doc = e.doc AND d.{SHOWN} WHERE e.basis NOT IN (?, ?, ?)"
            " GROUP BY e.type, e.name, e.key, e.basis ORDER BY e.key, e.name",
            _FIXED,
        )
        rows = []
        for type_, name, key, basis, documents in found:
            own = entity_key(type_, name)
            if own != key:
                rows.append(MergeRow(own, name, key, self.name_of(key), basis, documents))
        return rows

    def name_of(self, key: str) -> str:
        """What most documents call a thing; the end of its key where none names it."""
        found = self._all(
            "SELECT name FROM entities e JOIN documents d ON d.doc = e.doc"
            f" AND d.{SHOWN} WHERE e.key = ? GROUP BY name ORDER BY count(*) DESC, name LIMIT 1",
            [key],
        )
        return str(found[0][0]) if found else key.partition("/")[2]


def _row(entry: Review, library: Merging) -> MergeRow:
    said = entry.detail
    basis = "merged" if entry.decision == "merge" else "split"
    own = entry.target.partition("\t")[0]
    count = len(library.bearers(own if basis == "split" else said["into"]))
    return MergeRow(own, said["own_name"], said["into"], said["into_name"], basis, count, entry)
