"""A process killed between a decision and its publication: the next start shows it everywhere."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from corpus.index import Index
from corpus.library import Library
from corpus.search import SearchRequest, search
from ingest import pipeline
from ingest.publish import resume
from kg.sparql import run

ROOT = Path(__file__).resolve().parents[2]
TEXT = "甲县矿山修复模式研究\n\n一、主要模式\n\n产业融合模式破解了融资难问题。\n"
NEW = "修复资金长期不足"
STEPS = ("indexed", "graphed")
CHILD = """
import os, signal, sys
sys.path.insert(0, {root!r})
from pathlib import Path
from corpus.library import Library
from ingest import publish, review

def killed(*_, **__):
    os.kill(os.getpid(), signal.SIGKILL)

folder = Path({folder!r})
with Library.open(folder) as library:
    claim = library.claims("solves", "Mode", "Problem")[0]
    review.decide(library, claim.document, claim.statement, "edit", review.Signed(),
                  review.Edit(object={new!r}))
    if {stop!r} == "decided":
        killed()
if {stop!r} == "indexed":
    publish._update["graph"] = killed
if {stop!r} == "graphed":
    Library.mark_published = killed
review.publish_decisions(folder)
killed()
"""


def seen(folder: Path) -> tuple[bool, bool, bool]:
    """Whether the library, the index and the graph hold the edited claim."""
    with Library.open(folder) as library:
        told = any(NEW in c.object_name for c in library.claims("solves", "Mode", "Problem"))
    hits = search(Index.open(folder / "index"), SearchRequest(NEW, kind="entity")).items
    names = run(folder / "graph", "SELECT ?n { ?m mk:solves/skos:prefLabel ?n }", "csv").read()
    return told, any(h.title == NEW for h in hits), NEW in names.decode()


@pytest.mark.parametrize("stop", STEPS)
def test_a_killed_publication_of_a_decision_is_finished_by_the_next_start(
    tmp_path: Path, stop: str
) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    folder = tmp_path / "L"
    pipeline.ingest(folder, [tmp_path / "a.txt"], workers=0)
    assert seen(folder) == (False, False, False)
    code = CHILD.format(root=str(ROOT), folder=str(folder), new=NEW, stop=stop)
    killed = subprocess.run([sys.executable, "-c", code], check=False)
    assert killed.returncode == -signal.SIGKILL
    with Library.open(folder) as library:
        assert [r.decision for r in library.reviews()] == ["edit"]
        assert bool(library.unpublished()) == (stop != "published")
    assert seen(folder)[0] == (stop == "published")
    resume(folder)
    assert seen(folder) == (True, True, True)
    with Library.open(folder) as library:
        assert library.unpublished() == ()
