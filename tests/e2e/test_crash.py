"""A process killed between any two steps of storing and publishing leaves a whole library."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from corpus.index import Index
from corpus.library import Library
from corpus.search import SearchRequest, search

ROOT = Path(__file__).resolve().parents[2]
STEPS = ("before commit", "stored", "indexed", "committed", "published")
CHILD = """
import os, signal, sys
sys.path[:0] = [{root!r}, {tests!r}]
from pathlib import Path
from corpus.index import Index
from corpus.library import Library
from factories import a_law

def step(name):
    if name == {stop!r}:
        os.kill(os.getpid(), signal.SIGKILL)

folder = Path({folder!r})
library, index = Library.open(folder), Index.open(folder / "index")
with library.batch():
    record = library.put(*a_law("办法", ["第一条 新的词句。"]), "a.txt")
    step("before commit")
step("stored")
index.replace(record)
step("indexed")
index.commit()
step("committed")
library.mark_published()
step("published")
"""


def put_old(folder: Path) -> str:
    sys.path.insert(0, str(ROOT / "tests" / "unit" / "corpus"))
    try:
        from factories import a_law
    finally:
        sys.path.pop(0)
    with Library.open(folder, create=True) as library, Index.open(folder / "index", True) as index:
        record = library.put(*a_law("办法", ["第一条 旧的词句。"]), "a.txt")
        index.replace(record)
        index.commit()
        library.mark_published()
    return record.id


def finish(library: Library, index: Index) -> None:
    """What every start does: bring up to date what was left undone."""
    for change in library.unpublished():
        index.replace(library.record(change.document, pending=True))
    index.commit()
    library.mark_published()


@pytest.mark.parametrize("stop", STEPS)
def test_a_killed_writer_leaves_old_or_new_and_never_half(tmp_path: Path, stop: str) -> None:
    name = put_old(tmp_path)
    code = CHILD.format(
        root=str(ROOT),
        tests=str(ROOT / "tests" / "unit" / "corpus"),
        stop=stop,
        folder=str(tmp_path),
    )
    killed = subprocess.run([sys.executable, "-c", code], check=False)
    assert killed.returncode == -signal.SIGKILL
    with Library.open(tmp_path) as library, Index.open(tmp_path / "index") as index:
        assert library.document_ids() == (name,)
        shown = library.text(name)
        assert ("新" in shown) == (stop == "published")
        finish(library, index)
        wanted = "旧" if stop == "before commit" else "新"
        hits = search(index, SearchRequest("词句")).items
        assert [h.text for h in hits] == [f"第一条 {wanted}的词句。"]
        assert hits[0].text in library.text(name)
        assert library.unpublished() == ()


def test_only_one_process_writes_the_index(tmp_path: Path) -> None:
    put_old(tmp_path)
    code = (
        f"import sys; sys.path.insert(0, {str(ROOT)!r})\n"
        "from pathlib import Path\nfrom corpus.index import Index\n"
        "from ontology.errors import EnvironmentFault\n"
        f"index = Index.open(Path({str(tmp_path / 'index')!r}))\n"
        "try:\n    index.remove('x')\nexcept EnvironmentFault as fault:\n    sys.exit(str(fault))\n"
    )
    with Index.open(tmp_path / "index") as index:
        index.remove("办法")
        other = subprocess.run(
            [sys.executable, "-c", code], check=False, capture_output=True, text=True
        )
    assert other.returncode == 1
    assert "另一个程序正在写入索引" in other.stderr
