"""The document library: the one place where documents are kept; index and graph derive from it.

A change has two steps. `put` and `remove` write it down without showing it; the caller then
brings index and graph up to date and calls `mark_published`, which shows it. Whatever happened in
between, `unpublished` says what is left to do. Until then every reader sees the old state.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from sqlite3 import Connection

from corpus import codec, shred
from corpus.applying import apply
from corpus.ledger import Ledger
from corpus.merging import Merging
from corpus.reader import SHOWN
from corpus.rows import Change
from corpus.store import Store
from ontology.errors import UnknownName
from ontology.records import Record

_FAST = 1


class Library(Merging, Ledger):
    """A library folder, open for reading and writing by any thread of this process."""

    @classmethod
    def open(cls, folder: Path, create: bool = False) -> Library:
        """Open the library in `folder`, making an empty one where `create` allows it.

        Raises:
            EnvironmentFault: no library there, a newer format, no permission, a damaged file.
        """
        return cls(Store.open(Path(folder), create))

    def close(self) -> None:
        """Close the files; uncommitted work of an open batch is undone."""
        self._store.close()

    def rest(self) -> None:
        """Close what the calling thread holds; for threads that end before the library does."""
        self._store.rest()

    def __enter__(self) -> Library:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @contextmanager
    def batch(self) -> Iterator[Library]:
        """Many puts in one transaction: all are kept, or none when the block raises."""
        with self._store.writing():
            yield self

    # ---------------------------------------------------------------- changes

    def identify(self, record_id: str, sha256: str, path: str) -> str:
        """The id a document will have: `record_id`, or with `~` and its hash where that is taken.

        The id is taken when it belongs to other content that would stay in the library, which the
        document last read from `path` does not.
        """
        return self._free_id(self._store.connection, record_id, sha256, path)

    def put(
        self,
        record: Record,
        original: bytes,
        path: str,
        *,
        version: str = "",
        size: int | None = None,
        mtime_ns: int | None = None,
    ) -> Record:
        """Keep a document, and give it back with the id it has here; not shown before publishing.

        A document read before from the same path is replaced, under its own id if that stays the
        same, unless another path holds it too.

        Args:
            original: the bytes of the file.
            path: where they come from; `size` and `mtime_ns` as `os.stat` gives them, if known.
            version: of the pipeline that made the record; another version is not `unchanged`.

        Raises:
            EnvironmentFault: no space or no permission; the library is as it was.
        """
        sha256 = record.document.clean.raw.sha256
        with self._store.writing() as db:
            self._leave(db, path, self._free_id(db, record.id, sha256, path))
            record = replace(record, id=self._free_id(db, record.id, sha256, path))
            db.execute(
                "INSERT OR IGNORE INTO originals VALUES (?, ?, ?)",
                (sha256, len(original), zlib.compress(original, _FAST)),
            )
            db.execute("DELETE FROM documents WHERE id = ? AND state = 'stored'", (record.id,))
            self._insert(db, record, version)
            self._note(db, path, record.id, sha256, version, size, mtime_ns)
        return record

    def remove(self, document_id: str) -> None:
        """Take a document out; readers see it until `mark_published`. UnknownName if not here."""
        with self._store.writing() as db:
            known = db.execute("SELECT 1 FROM documents WHERE id = ?", (document_id,)).fetchone()
            if known is None:
                raise UnknownName(f"资料库里没有文档 {document_id}")
            self._retire(db, document_id)

    def unpublished(self) -> tuple[Change, ...]:
        """What index and graph have yet to take over, oldest first; empty when all is shown."""
        found = self._store.connection.execute(
            "SELECT id, state FROM documents AS d WHERE state = 'stored' OR (state IN ('leaving', 'gone') AND"
            " NOT EXISTS (SELECT 1 FROM documents AS n WHERE n.id = d.id AND n.state = 'stored'))"
            " ORDER BY doc"
        )
        changes = [Change(i, "replace" if state == "stored" else "remove") for i, state in found]
        known = {change.document for change in changes}
        later = dict.fromkeys((*self._relinked(), *self._concerned()))
        return (*changes, *(Change(i, "replace") for i in later if i not in known))

    def mark_published(
        self, documents: Iterable[str] | None = None, upto: int | None = None
    ) -> None:
        """Show the changes of these documents (default: all) and drop what they replace.

        Decisions after the entry `upto` (default: the last) of the review log wait for the next
        publication.
        """
        with self._store.writing() as db:
            given = (c.document for c in self.unpublished()) if documents is None else documents
            names, upto = list(given), self.decided if upto is None else upto
            for name in names:
                self._publish(db, name)
                self._decide(db, name, upto)
            self._forget_relinked(db, names)
            db.execute("DELETE FROM originals WHERE sha256 NOT IN (SELECT sha256 FROM documents)")
            self._count_up(db)

    # -------------------------------------------------------- unchanged files

    def seen(self, path: str, size: int, mtime_ns: int, version: str = "") -> bool:
        """Whether the file at `path` was taken in with this size, time and pipeline version."""
        return self._one(
            "SELECT 1 FROM paths WHERE path = ? AND size = ? AND mtime_ns = ? AND version = ?",
            (path, size, mtime_ns, version),
        )

    def unchanged(self, path: str, sha256: str, version: str = "") -> bool:
        """Whether `path` was last read with this content and pipeline version."""
        return self._one(
            "SELECT 1 FROM paths WHERE path = ? AND sha256 = ? AND version = ?",
            (path, sha256, version),
        )

    def touch(
        self, path: str, sha256: str, version: str, size: int | None, mtime_ns: int | None
    ) -> bool:
        """Note that `path` holds content that is here already; False when it is not here.

        The document that `path` held before leaves, unless another path holds it too.
        """
        with self._store.writing() as db:
            held = db.execute(
                "SELECT id FROM documents WHERE sha256 = ? AND version = ? AND state IN ('stored', 'published')"
                " ORDER BY doc DESC", (sha256, version),
            ).fetchone()  # fmt: skip
            if held is None:
                return False
            self._leave(db, path, held[0])
            self._note(db, path, held[0], sha256, version, size, mtime_ns)
        return True

    # ------------------------------------------------------------------ inside

    def _free_id(self, db: Connection, wanted: str, sha256: str, path: str) -> str:
        owners = db.execute(
            "SELECT DISTINCT sha256 FROM documents WHERE id = ? AND state IN ('stored', 'published')",
            (wanted,),
        ).fetchall()
        if not owners or (sha256,) in owners:
            return wanted
        places = {p for (p,) in db.execute("SELECT path FROM paths WHERE document = ?", (wanted,))}
        return wanted if places <= {path} else f"{wanted}~{sha256[:8]}"

    def _leave(self, db: Connection, path: str, new_id: str) -> None:
        """Detach `path` from the document it held, which goes when no other path holds it."""
        old = db.execute("SELECT document FROM paths WHERE path = ?", (path,)).fetchone()
        if old is None or old[0] == new_id:
            return
        db.execute("DELETE FROM paths WHERE path = ?", (path,))
        if db.execute("SELECT 1 FROM paths WHERE document = ?", (old[0],)).fetchone() is None:
            self._retire(db, old[0])

    def _retire(self, db: Connection, document_id: str) -> None:
        db.execute("DELETE FROM paths WHERE document = ?", (document_id,))
        db.execute(
            "UPDATE documents SET state = 'leaving' WHERE id = ? AND state = 'published'",
            (document_id,),
        )
        known = db.execute(
            "SELECT 1 FROM documents WHERE id = ? AND state <> 'stored'", (document_id,)
        ).fetchone()
        # index or graph may hold a stored document already, if its publication was cut short
        change = "DELETE FROM documents" if known else "UPDATE documents SET state = 'gone'"
        db.execute(f"{change} WHERE id = ? AND state = 'stored'", (document_id,))

    def _insert(self, db: Connection, record: Record, version: str) -> None:
        decided = self.decided
        sha256 = record.document.clean.raw.sha256
        effective = apply(record, self._verdicts(record.id, sha256, decided))
        columns = shred.document_columns(effective) | {
            "state": "stored", "version": version, "added": _now(), "decided": decided,
        }  # fmt: skip
        marks = ", ".join("?" * len(columns))
        doc = db.execute(
            f"INSERT INTO documents ({', '.join(columns)}) VALUES ({marks})",
            tuple(columns.values()),
        ).lastrowid
        assert doc is not None
        text = record.document.text.encode("utf-8", "surrogatepass")
        packed = zlib.compress(codec.encode(record), _FAST)
        db.execute(
            "INSERT INTO records VALUES (?, ?, ?)", (doc, packed, zlib.compress(text, _FAST))
        )
        for table, rows in shred.rows(doc, effective, record):
            _fill(db, table, rows)

    def _note(
        self, db: Connection, path: str, document: str, sha256: str, version: str,
        size: int | None, mtime_ns: int | None,
    ) -> None:  # fmt: skip
        db.execute(
            "INSERT OR REPLACE INTO paths VALUES (?, ?, ?, ?, ?, ?)",
            (path, document, sha256, version, size, mtime_ns),
        )
        db.execute(
            "UPDATE paths SET sha256 = ?, version = ? WHERE document = ?",
            (sha256, version, document),
        )

    def _publish(self, db: Connection, document_id: str) -> None:
        db.execute(
            "DELETE FROM documents WHERE id = ? AND state IN ('leaving', 'gone')", (document_id,)
        )
        stored = db.execute(
            "SELECT doc FROM documents WHERE id = ? AND state = 'stored'", (document_id,)
        ).fetchone()
        if stored is not None:
            db.execute("DELETE FROM documents WHERE id = ? AND doc <> ?", (document_id, stored[0]))
            db.execute("UPDATE documents SET state = 'published' WHERE doc = ?", stored)

    def _decide(self, db: Connection, document_id: str, upto: int) -> None:
        """Let the tables of a shown document read as people decided up to an entry of the log."""
        concerned = db.execute(
            "DELETE FROM concerned WHERE document = ? AND review <= ? RETURNING review",
            (document_id, upto),
        ).fetchall()
        shown = db.execute(
            f"SELECT doc, decided FROM documents WHERE id = ? AND {SHOWN}", (document_id,)
        ).fetchone()
        if shown is None:
            return
        doc, decided = shown
        db.execute("UPDATE documents SET decided = ? WHERE doc = ?", (max(upto, decided), doc))
        if any(number > decided for (number,) in concerned):
            self._rewrite(db, document_id, doc)

    def _rewrite(self, db: Connection, document_id: str, doc: int) -> None:
        """Make the rows of a shown document again from what was extracted and decided."""
        extracted, record = self.extracted(document_id), self.record(document_id)
        for table, rows in shred.decided_rows(doc, record, extracted):
            db.execute(f"DELETE FROM {table} WHERE doc = ?", (doc,))
            _fill(db, table, rows)
        gone = shred.withdrawn(record, extracted)
        db.execute("UPDATE citations SET withdrawn = 0 WHERE doc = ? AND withdrawn", (doc,))
        db.executemany(
            "UPDATE citations SET withdrawn = 1 WHERE doc = ? AND ord = ?", [(doc, i) for i in gone]
        )
        facts = record.facts
        db.execute(
            "UPDATE documents SET entity_count = ?, assertion_count = ? WHERE doc = ?",
            (len(facts.entities), len(facts.assertions), doc),
        )

    def _count_up(self, db: Connection) -> None:
        db.execute(
            "INSERT INTO meta VALUES ('generation', '1') ON CONFLICT (name)"
            " DO UPDATE SET value = CAST(value AS INTEGER) + 1"
        )


def _fill(db: Connection, table: str, rows: list[shred.Row]) -> None:
    if rows:
        marks = ", ".join("?" * len(rows[0]))
        db.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
