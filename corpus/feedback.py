"""Which hits were opened after which query: nothing of who opened them, and not when.

Kept in a file of its own beside the library, so that it can be deleted, and is in no bundle.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from corpus import analyzer
from ontology.errors import EnvironmentFault

FILE = "feedback.sqlite"
MOST = 100_000  # different (query, clause) pairs kept; more are not written down
_LONGEST = 400  # characters of a query that are kept
_SHARE = 0.5  # of the openings of a query's favourite clause from which another counts as an answer
_TABLE = """
CREATE TABLE IF NOT EXISTS opened (
  words TEXT NOT NULL, law TEXT NOT NULL, clause TEXT NOT NULL, times INTEGER NOT NULL,
  PRIMARY KEY (words, law, clause)
) WITHOUT ROWID
"""


@dataclass(frozen=True, slots=True)
class Opened:
    """A query with the clauses that were opened after it, as (`name_key` of the title, clause id).

    `times` counts the openings.
    """

    words: str
    answers: tuple[tuple[str, str], ...]
    times: int


class Feedback:
    """The feedback of one library folder. Every call opens the file anew; any process may write."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE

    def add(self, words: str, law: str, clause: str) -> bool:
        """Count one opening; False where the words say nothing or the file is full.

        Raises:
            EnvironmentFault: the folder cannot be written.
        """
        words = " ".join(analyzer.fold(words[:_LONGEST]).split())
        if not analyzer.runs(words):
            return False
        with self._open() as db:
            more = "UPDATE opened SET times = times + 1 WHERE words = ? AND law = ? AND clause = ?"
            if db.execute(more, (words, law, clause)).rowcount:
                return True
            if db.execute("SELECT count(*) FROM opened").fetchone()[0] >= MOST:
                return False
            db.execute("INSERT INTO opened VALUES (?, ?, ?, 1)", (words, law, clause))
            return True

    def questions(self) -> list[Opened]:
        """Every query with what was opened after it, by its words; empty before the first.

        A clause that was opened far less often than another one of the same query does not count.
        """
        if not self._path.exists():
            return []
        with self._open() as db:
            rows = db.execute("SELECT * FROM opened ORDER BY words, law, clause").fetchall()
        return [_opened(words, list(found)) for words, found in groupby(rows, lambda row: row[0])]

    def forget(self) -> None:
        """Delete everything."""
        self._path.unlink(missing_ok=True)

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        try:
            with closing(sqlite3.connect(self._path, timeout=5)) as db, db:
                db.execute(_TABLE)
                yield db
        except sqlite3.Error as fault:
            raise EnvironmentFault(f"{self._path}：反馈没有写入（{fault}）") from fault


def _opened(words: str, rows: list[tuple[str, str, str, int]]) -> Opened:
    most = max(times for *_, times in rows)
    answers = tuple((law, clause) for _, law, clause, n in rows if n >= _SHARE * most)
    return Opened(words, answers, sum(times for *_, times in rows))
