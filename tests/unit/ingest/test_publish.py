from __future__ import annotations

import shutil
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from corpus.index import Index
from corpus.library import Library
from corpus.search import SearchRequest, search
from ingest import pipeline, publish
from ingest.lock import in_turn, sole_writer
from kg.pool import QueryPool
from kg.store import current
from ontology.errors import EnvironmentFault

TEXT = "测试{0}条例\n\n第一条 为了测试{0}，制定本条例。\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A library that holds 甲, beside the file 乙."""
    for name in ("甲", "乙"):
        (tmp_path / f"{name}.txt").write_text(TEXT.format(name), encoding="utf-8")
    pipeline.ingest(tmp_path / "L", [tmp_path / "甲.txt"], workers=0)
    return tmp_path / "L"


def shown(folder: Path) -> tuple[list[str], int]:
    """The documents that the library shows, and how many the index finds."""
    with Library.open(folder) as library:
        held = list(library.document_ids())
    hits = search(Index.open(folder / "index"), SearchRequest("制定", kind="clause"))
    return held, hits.total


def fail(*_: object) -> int:
    raise EnvironmentFault("磁盘已满")


@pytest.mark.parametrize("store", ["index", "graph"])
def test_what_could_not_be_published_is_shown_nowhere_and_published_next_time(
    folder: Path, monkeypatch: pytest.MonkeyPatch, store: str
) -> None:
    with monkeypatch.context() as broken:
        broken.setitem(publish._update, store, fail)
        with pytest.raises(EnvironmentFault, match="磁盘已满"):
            pipeline.ingest(folder, [folder.parent / "乙.txt"], workers=0)
    with Library.open(folder) as library:
        assert library.document_ids() == ("测试甲条例",)
    summary = pipeline.ingest(folder, [folder.parent / "乙.txt"], workers=0)
    assert (summary.documents, summary.skipped) == (0, 1)
    assert shown(folder) == (["测试乙条例", "测试甲条例"], 2)


@pytest.mark.parametrize("missing", ["", "index", "graph"])
def test_a_reader_finishes_what_a_stopped_run_left(
    folder: Path, monkeypatch: pytest.MonkeyPatch, missing: str
) -> None:
    with monkeypatch.context() as broken:
        broken.setitem(publish._update, "graph", fail)
        with pytest.raises(EnvironmentFault, match="磁盘已满"):
            pipeline.ingest(folder, [folder.parent / "乙.txt"], workers=0)
    if missing:
        shutil.rmtree(folder / missing)
    publish.resume(folder)
    assert shown(folder) == (["测试乙条例", "测试甲条例"], 2)


def test_citations_are_joined_where_a_run_was_killed_before(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """丙 cites 乙, which comes later in a run that dies as soon as it has stored it."""
    cites = TEXT.format("丙") + "\n第二条 按照《测试乙条例》第一条办理。\n"
    (folder.parent / "丙.txt").write_text(cites, encoding="utf-8")
    pipeline.ingest(folder, [folder.parent / "丙.txt"], workers=0)
    store = pipeline._Run._store

    def killed(run: pipeline._Run, answers: Any) -> None:
        store(run, answers)
        fail()

    with monkeypatch.context() as broken:
        broken.setattr(pipeline._Run, "_store", killed)
        with pytest.raises(EnvironmentFault, match="磁盘已满"):
            pipeline.ingest(folder, [folder.parent / "乙.txt"], workers=0)
    publish.resume(folder)
    with Library.open(folder) as library:
        (document,) = (d for d in library.document_ids() if "丙" in d)
        targets = set(library.record(document).cites.values())
    assert "doc/测试乙条例/art_1" in targets


@pytest.mark.parametrize("store", ["index", "graph"])
def test_a_run_waits_for_the_writers_that_a_killed_one_left(folder: Path, store: str) -> None:
    with ThreadPoolExecutor() as threads:
        with in_turn(folder / f"{store}.lock"):
            run = threads.submit(pipeline.rebuild, folder)
            time.sleep(0.5)
            assert not run.done()
        assert run.result(timeout=30).documents == 1


def test_a_reader_leaves_the_work_to_the_process_that_does_it(folder: Path) -> None:
    shutil.rmtree(folder / "index")
    with sole_writer(folder):
        publish.resume(folder)
    assert not (folder / "index").exists()


@pytest.mark.parametrize("moved", [(), ("index",), ("index", "graph")])
def test_a_rebuild_that_stopped_while_changing_places_is_finished(
    folder: Path, moved: tuple[str, ...]
) -> None:
    for store in ("index", "graph"):
        if store not in moved:
            (folder / store).rename(folder / f"{store}.new")
    (folder / "rebuild.ready").touch()
    pipeline.ingest(folder, [folder.parent / "乙.txt"], workers=0)
    assert shown(folder) == (["测试乙条例", "测试甲条例"], 2)
    assert not (folder / "rebuild.ready").exists()


def test_a_rebuild_that_stopped_before_its_end_leaves_the_old_stores(folder: Path) -> None:
    (folder / "index.new").mkdir()
    (folder / "index.new" / "rest").touch()
    assert shown(folder) == (["测试甲条例"], 1)
    pipeline.rebuild(folder)
    assert shown(folder) == (["测试甲条例"], 1)
    assert not (folder / "index.new").exists()


@pytest.mark.parametrize("store", ["index", "graph"])
def test_a_store_that_is_missing_is_made_again(folder: Path, store: str) -> None:
    (folder / store).rename(folder.parent / "gone")
    pipeline.ingest(folder, [folder.parent / "甲.txt"], workers=0)
    assert shown(folder) == (["测试甲条例"], 1)


def test_open_readers_see_a_graph_that_was_made_anew(folder: Path) -> None:
    query = "SELECT (COUNT(DISTINCT ?d) AS ?n) { ?d dcterms:title ?t }"
    with QueryPool(lambda: current(folder / "graph"), 1) as pool:
        assert pool.rows(query) == [{"n": "1"}]
        pipeline.ingest(folder, [folder.parent / "乙.txt"], workers=0)
        pipeline.rebuild(folder)
        assert pool.rows(query) == [{"n": "2"}]


def test_an_index_made_anew_alone_leaves_the_graph(folder: Path) -> None:
    before = (folder / "graph").stat().st_ino
    (folder / "index" / "minekg.json").write_text('{"layout": 0}', encoding="utf-8")
    (folder / "graph.new").mkdir()  # a killed rebuild left it
    publish.resume(folder)
    assert shown(folder) == (["测试甲条例"], 1)
    assert (folder / "graph").stat().st_ino == before
    assert not [f.name for f in folder.iterdir() if f.suffix in (".new", ".old")]
