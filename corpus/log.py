"""The review log: who decided what, when and why. Entries are added, never changed.

Each entry carries a digest of itself and of the entry before it, so that a log that was changed
outside this program is told from one that was not.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from sqlite3 import Connection
from typing import Any

from corpus.reader import Reader
from corpus.rows import Review
from corpus.verdicts import MERGES, UNDO, Merges, Verdicts, by_statement, merges

_ENTRY = "review, at, document, target, decision, reviewer, reason, detail, sha256, chain"
_KEPT = "state IN ('stored', 'published', 'leaving')"


class ReviewLog(Reader):
    """The decisions of people on what a library holds, and which documents have yet to show them."""

    def add_review(
        self,
        document: str,
        target: str,
        decision: str,
        *,
        reviewer: str = "",
        reason: str = "",
        detail: Mapping[str, str] | None = None,
        concerned: Iterable[str] = (),
    ) -> Review:
        """Write down a decision; index, graph and tables follow when it is published.

        Args:
            target: a statement id of `document`, or an entity key where `document` is "".
            detail: what was decided on, in words.
            concerned: ids of the documents that read differently afterwards.
        """
        with self._store.writing() as db:
            found = db.execute(
                f"SELECT sha256 FROM documents WHERE id = ? AND {_KEPT} ORDER BY doc DESC",
                (document,),
            ).fetchone()
            said = (_now(), document, target, decision, reviewer, reason,
                    json.dumps(dict(detail or {}), ensure_ascii=False), found[0] if found else "")  # fmt: skip
            chain = _digest(self._last_chain(db), said)
            number = db.execute(
                "INSERT INTO reviews (at, document, target, decision, reviewer, reason, detail,"
                " sha256, chain) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", (*said, chain),
            ).lastrowid  # fmt: skip
            assert number is not None
            db.executemany(
                "INSERT INTO concerned VALUES (?, ?)", [(i, number) for i in sorted(set(concerned))]
            )
        return Review(number, *said[:6], dict(detail or {}), said[7], chain)

    def reviews(self, document: str | None = None, target: str | None = None) -> tuple[Review, ...]:
        """Entries, oldest first, of one document or target if given."""
        return self._entries(
            "(?1 IS NULL OR document = ?1) AND (?2 IS NULL OR target = ?2)", (document, target)
        )

    @property
    def decided(self) -> int:
        """The number of the last entry, 0 for an empty log."""
        number: int = self._all("SELECT coalesce(max(review), 0) FROM reviews")[0][0]
        return number

    def log_faults(self) -> Iterator[int]:
        """Numbers of the entries that somebody changed, or before which entries are missing."""
        before = ""
        for row in self._all(f"SELECT {_ENTRY} FROM reviews ORDER BY review"):
            if row[-1] and row[-1] != _digest(before, row[1:-1]):
                yield row[0]
            before = row[-1]

    def merges(self, upto: int | None = None) -> Merges:
        """The merges and splits that hold after the entry `upto` (default: the last)."""
        marks = ", ".join("?" * (len(MERGES) + 1))
        found = self._entries(
            f"document = '' AND decision IN ({marks}) AND review <= ?",
            (*MERGES, UNDO, self.decided if upto is None else upto),
        )
        return merges(found)

    # ------------------------------------------------------------------ inside

    def _verdicts(self, document: str, sha256: str, upto: int) -> Verdicts:
        """What stands for a document after the entry `upto`: by its id, or by its content."""
        if not upto:
            return Verdicts()
        found = self._entries(
            "(document = ?1 OR (sha256 <> '' AND sha256 = ?2)) AND document <> '' AND review <= ?3",
            (document, sha256, upto),
        )
        return Verdicts(by_statement(found), self.merges(upto))

    def _entries(self, where: str, values: tuple[Any, ...]) -> tuple[Review, ...]:
        rows = self._all(f"SELECT {_ENTRY} FROM reviews WHERE {where} ORDER BY review", values)
        return tuple(Review(*[*row[:7], json.loads(row[7]), *row[8:]]) for row in rows)

    def _last_chain(self, db: Connection) -> str:
        last = db.execute("SELECT chain FROM reviews ORDER BY review DESC LIMIT 1").fetchone()
        return str(last[0]) if last else ""

    def _concerned(self) -> list[str]:
        """Shown documents that a decision concerns and that index and graph have yet to take over."""
        found = self._all(
            "SELECT DISTINCT document FROM concerned JOIN documents ON id = document"
            " AND state = 'published' ORDER BY document"
        )
        return [row[0] for row in found]


def _digest(before: str, entry: Iterable[object]) -> str:
    said = json.dumps([before, *entry], ensure_ascii=False)
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")
