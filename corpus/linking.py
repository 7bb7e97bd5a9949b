"""Citations across the library: kept up to date as cited documents come and go.

A document may be read before those that it cites. What a citation points at therefore stands in
the table of citations, not in the stored record, and changes without touching the document.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from functools import lru_cache
from sqlite3 import Connection

from corpus.reader import Reader

Find = Callable[[str, str, str], str]

HERE = "state IN ('stored', 'published')"
_STALE = f"""
SELECT doc, ord, title, number, article, target FROM citations WHERE target <> ''
  AND substr(target, 5, instr(substr(target, 5) || '/', '/') - 1)
  NOT IN (SELECT id FROM documents WHERE {HERE})
"""
_LOOSE = f"""
SELECT c.doc, c.ord, c.title, c.number, c.article, c.target
FROM citations c JOIN documents d ON d.doc = c.doc AND d.{HERE}
WHERE c.target = '' AND c.name_key <> d.name_key AND (
  (c.name_key <> '' AND c.name_key IN (SELECT name_key FROM documents WHERE {HERE}))
  OR (c.number_key <> '' AND c.number_key IN (SELECT number_key FROM documents WHERE {HERE})))
"""
_RELINKED = "relinked"


class Links(Reader):
    """The side of a library that joins citations to documents."""

    def link_citations(self, find: Find) -> int:
        """Point citations at what has come into the library, and away from what has left it.

        Documents that are shown already and whose citations change are named by `unpublished`.

        Args:
            find: from title, number and article of a citation to a library key, "" for none.

        Returns:
            How many citations changed.
        """
        find = lru_cache(maxsize=20_000)(find)
        with self._store.writing() as db:
            changed = {}
            for doc, ord_, title, number, article, old in self._all(_STALE) + self._all(_LOOSE):
                target = find(title, number, article)
                if target != old:
                    changed[doc, ord_] = target
            db.executemany(
                "UPDATE citations SET target = ? WHERE doc = ? AND ord = ?",
                [(target, doc, ord_) for (doc, ord_), target in changed.items()],
            )
            self._note_relinked(db, {doc for doc, _ in changed})
        return len(changed)

    def _targets(self, doc: int) -> dict[int, str]:
        """What the citations of a stored version point at, by their number."""
        return dict(
            self._all("SELECT ord, target FROM citations WHERE doc = ? AND target <> ''", [doc])
        )

    def _relinked(self) -> list[str]:
        """Shown documents whose citations index and graph have yet to take over, sorted."""
        found = self._all("SELECT value FROM meta WHERE name = ?", [_RELINKED])
        return list(json.loads(found[0][0])) if found else []

    def _note_relinked(self, db: Connection, docs: Iterable[int]) -> None:
        shown = (
            db.execute("SELECT id FROM documents WHERE doc = ? AND state = 'published'", (doc,))
            for doc in docs
        )
        names = {row[0] for rows in shown for row in rows}
        self._keep_relinked(db, sorted(names | set(self._relinked())))

    def _forget_relinked(self, db: Connection, names: Iterable[str]) -> None:
        done = set(names)
        self._keep_relinked(db, [name for name in self._relinked() if name not in done])

    def _keep_relinked(self, db: Connection, names: list[str]) -> None:
        db.execute("DELETE FROM meta WHERE name = ?", (_RELINKED,))
        if names:
            words = json.dumps(names, ensure_ascii=False)
            db.execute("INSERT INTO meta VALUES (?, ?)", (_RELINKED, words))
