"""The review log: it only grows, shows when somebody changed it, and old libraries get it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from corpus.claims import _ASSERTION
from corpus.library import Library
from corpus.store import FILE
from ontology.errors import EnvironmentFault

from .factories import a_law, with_entity


@pytest.fixture
def library(tmp_path: Path) -> Library:
    library = Library.open(tmp_path, create=True)
    law = a_law("办法", ["第一条 存在融资难问题。"])
    library.put(with_entity(law[0], "Problem", "融资难"), law[1], "a.txt")
    library.mark_published()
    for reviewer in ("甲", "乙", "丙"):
        library.add_review("办法@2020-01-01", "0" * 16, "accept", reviewer=reviewer)
    return library


@pytest.mark.parametrize(
    "change",
    [
        "DELETE FROM reviews",
        "UPDATE reviews SET decision = ''",
        "INSERT OR REPLACE INTO reviews SELECT review, at, document, target, 'reject', reviewer,"
        " reason, detail, sha256, chain FROM reviews",
    ],
)
def test_entries_cannot_be_changed(library: Library, tmp_path: Path, change: str) -> None:
    with (
        closing(sqlite3.connect(tmp_path / FILE)) as db,
        pytest.raises(sqlite3.IntegrityError, match="append-only"),
    ):
        db.execute(change)
    assert [r.reviewer for r in library.reviews()] == ["甲", "乙", "丙"]


@pytest.mark.parametrize(
    ("change", "faults"),
    [
        ("", []),
        ("UPDATE reviews SET reason = '另一个' WHERE review = 2", [2]),
        ("DELETE FROM reviews WHERE review = 2", [3]),
    ],
)
def test_a_log_that_was_changed_past_its_guards_is_told(
    library: Library, tmp_path: Path, change: str, faults: list[int]
) -> None:
    with closing(sqlite3.connect(tmp_path / FILE)) as db:
        db.execute("DROP TRIGGER reviews_stay")
        db.execute("DROP TRIGGER reviews_are_kept")
        db.executescript(change)
    assert list(library.log_faults()) == faults


OLD = """
DROP TRIGGER reviews_are_added; DROP INDEX reviews_content; DROP TABLE concerned;
DROP INDEX assertions_queue; DROP INDEX entities_own; DROP INDEX entities_id;
ALTER TABLE documents DROP COLUMN decided; ALTER TABLE entities DROP COLUMN own;
ALTER TABLE aliases DROP COLUMN own; ALTER TABLE assertions DROP COLUMN statement;
ALTER TABLE assertions DROP COLUMN review; ALTER TABLE citations DROP COLUMN withdrawn;
ALTER TABLE reviews DROP COLUMN sha256; ALTER TABLE reviews DROP COLUMN chain;
PRAGMA user_version = 1;
"""


def schema(folder: Path) -> list[tuple[str, ...]]:
    with closing(sqlite3.connect(folder / FILE)) as db:
        names = [n for (n,) in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        columns = [(n, c[1]) for n in names for c in db.execute(f"PRAGMA table_info({n})")]
        others = db.execute("SELECT type, name FROM sqlite_schema WHERE type <> 'table'")
        return sorted([*columns, *others])


def test_a_library_of_the_first_format_opens_as_one_of_this(
    library: Library, tmp_path: Path
) -> None:
    (claim,) = library.assertions("办法@2020-01-01")
    new = schema(tmp_path)
    library.close()
    with closing(sqlite3.connect(tmp_path / FILE)) as db:
        db.executescript(OLD)
    with Library.open(tmp_path) as again:
        assert again.assertions("办法@2020-01-01") == (claim,)
        assert again.entity_keys("Problem", "融资难") == ("problem/融资难",)
        assert [r.reviewer for r in again.reviews()] == ["甲", "乙", "丙"]
    assert schema(tmp_path) == new


def test_names_of_claims_are_looked_up_without_reading_all_of_a_document(
    library: Library, tmp_path: Path
) -> None:
    """A long statute has thousands of both; a scan for each took a quarter of a minute."""
    library.close()
    with closing(sqlite3.connect(tmp_path / FILE)) as db:
        plan = db.execute(f"EXPLAIN QUERY PLAN {_ASSERTION} WHERE a.doc = 1").fetchall()
    lookups = [row[3] for row in plan if row[3].startswith("SEARCH e ")]
    assert len(lookups) == 2
    assert all("(doc=? AND id=?)" in lookup for lookup in lookups)


def test_a_migration_that_fails_leaves_the_old_format(library: Library, tmp_path: Path) -> None:
    library.close()
    with closing(sqlite3.connect(tmp_path / FILE)) as db:
        db.executescript(OLD)
        db.execute("CREATE TABLE concerned (taken)")
    before = schema(tmp_path)
    with pytest.raises(EnvironmentFault, match="already exists"):
        Library.open(tmp_path)
    assert schema(tmp_path) == before
