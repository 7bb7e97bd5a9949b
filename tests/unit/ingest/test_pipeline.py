from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from corpus.drafts import Drafts
from corpus.index import Index
from corpus.library import Library
from corpus.search import SearchRequest, search
from ingest import pipeline
from kg.sparql import run
from ontology.errors import UnknownName
from ontology.records import Document, Facts, Record

TEXT = "测试{0}条例\n\n第一条 为了测试{0}，制定本条例。\n"


def write(folder: Path, *names: str) -> None:
    for name in names:
        (folder / f"{name}.txt").write_text(TEXT.format(name), encoding="utf-8")


def ingest(folder: Path, *paths: Path) -> pipeline.Summary:
    return pipeline.ingest(folder / "L", paths or [folder], workers=0)


def test_a_second_run_skips_everything(tmp_path: Path) -> None:
    write(tmp_path, "甲", "乙")
    first, second = ingest(tmp_path), ingest(tmp_path)
    assert (first.documents, first.skipped) == (2, 0)
    assert (second.documents, second.skipped) == (0, 2)
    assert second.triples == first.triples > 0


def hits(folder: Path, words: str) -> int:
    index = Index.open(folder / "L" / "index")
    return search(index, SearchRequest(f'"{words}"', kind="clause")).total


def test_a_changed_file_changes_its_document_only(tmp_path: Path) -> None:
    write(tmp_path, "甲", "乙")
    ingest(tmp_path)
    (tmp_path / "甲.txt").write_text("测试甲条例\n\n第一条 矿山应当监测。\n", encoding="utf-8")
    summary = ingest(tmp_path)
    assert (summary.documents, summary.skipped) == (1, 1)
    assert [hits(tmp_path, w) for w in ("测试甲，", "应当监测", "测试乙，")] == [0, 1, 1]
    pipeline.remove(tmp_path / "L", ["测试乙条例"])
    assert [hits(tmp_path, w) for w in ("应当监测", "测试乙，")] == [1, 0]
    rows = run(tmp_path / "L" / "graph", "SELECT ?t { ?d dcterms:title ?t }", "csv").read()
    assert rows.decode().split() == ["t", "测试甲条例"]


def test_a_document_that_cannot_be_resolved_fails_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, "甲", "乙")

    whole = pipeline.resolve

    def resolve(document: Document, facts: Facts, drafts: Drafts) -> Record:
        if "甲" in document.text:
            raise ZeroDivisionError("division by zero")
        return whole(document, facts, drafts)

    monkeypatch.setattr(pipeline, "resolve", resolve)
    summary = ingest(tmp_path)
    assert summary.documents == 1
    assert [Path(f["path"]).name for f in summary.failed] == ["甲.txt"]
    assert "ZeroDivisionError" in summary.failed[0]["error"]


def test_the_library_does_not_take_in_itself(tmp_path: Path) -> None:
    write(tmp_path, "甲")
    ingest(tmp_path)
    with Library.open(tmp_path / "L") as library:
        assert library.document_ids() == ("测试甲条例",)


def test_other_code_makes_every_document_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, "甲")
    ingest(tmp_path)
    monkeypatch.setattr(pipeline, "version", lambda: "another")
    assert ingest(tmp_path).documents == 1
    with Library.open(tmp_path / "L") as library:
        assert library.document_ids() == ("测试甲条例",)


def test_members_of_an_archive_are_named_by_their_place(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "文件.zip", "w") as archive:
        archive.writestr("法规/甲.txt", TEXT.format("甲"))
        archive.writestr("坏/空.txt", "")
    summary = ingest(tmp_path)
    assert summary.documents == 1
    (failed,) = summary.failed
    assert failed["path"].endswith("文件.zip/坏/空.txt")
    assert ingest(tmp_path).skipped == 1


def test_two_files_of_one_content_are_one_document(tmp_path: Path) -> None:
    write(tmp_path, "甲")
    (tmp_path / "副本.txt").write_text(TEXT.format("甲"), encoding="utf-8")
    assert ingest(tmp_path).failed == ()
    with Library.open(tmp_path / "L") as library:
        (document,) = library.documents().items
        assert len(document.paths) == 2


def test_progress_reaches_its_total(tmp_path: Path) -> None:
    write(tmp_path, "甲", "乙")
    seen: list[tuple[int, int]] = []
    pipeline.ingest(
        tmp_path / "L",
        [tmp_path],
        workers=0,
        progress=lambda done, total, _: seen.append((done, total)),
    )
    assert seen[-1] == (2, 2)


def test_nothing_is_removed_when_one_name_is_unknown(tmp_path: Path) -> None:
    write(tmp_path, "甲")
    ingest(tmp_path)
    with pytest.raises(UnknownName, match="没有这份"):
        pipeline.remove(tmp_path / "L", ["测试甲条例", "没有这份"])
    with Library.open(tmp_path / "L") as library:
        assert library.document_ids() == ("测试甲条例",)


def test_another_base_iri_makes_the_graph_anew(tmp_path: Path) -> None:
    from ingest.publish import base_of

    write(tmp_path, "甲")
    ingest(tmp_path)
    options = pipeline.Options(base="https://example.org/mk/")
    pipeline.rebuild(tmp_path / "L", options=options)
    assert base_of(tmp_path / "L") == "https://example.org/mk/"
    ingest(tmp_path)
    assert base_of(tmp_path / "L") == "https://example.org/mk/"


def test_paths_that_are_not_there_make_no_library(tmp_path: Path) -> None:
    summary = pipeline.ingest(tmp_path / "L", [tmp_path / "没有"], workers=0)
    assert [f["error"] for f in summary.failed] == ["没有这个文件或文件夹，请检查路径"]
    assert not (tmp_path / "L").exists()


def test_a_document_is_read_again_from_the_original_that_is_kept(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("测试条例\n\n第一条 应当登记。\n", encoding="utf-8")
    pipeline.ingest(tmp_path / "L", [file], workers=0)
    file.unlink()
    summary = pipeline.read_again(tmp_path / "L", ["测试条例"], workers=0)
    assert (summary.documents, summary.failed) == (1, ())
    with Library.open(tmp_path / "L") as library:
        assert library.document("测试条例").paths == (str(file),)
        assert library.original("测试条例").decode().endswith("第一条 应当登记。\n")


def test_who_leaves_the_reading_to_workers_loads_no_rules(tmp_path: Path) -> None:
    write(tmp_path, "甲")
    code = """
import sys
from pathlib import Path
from ingest import pipeline
folder = Path(sys.argv[1])
assert pipeline.ingest(folder / "L", [folder / "甲.txt"]).documents == 1
print([m for m in ("ingest.extract.rules", "ingest.clean", "ingest.structure") if m in sys.modules])
"""
    command = [sys.executable, "-c", code, str(tmp_path)]
    run = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60)
    assert run.stdout == "[]\n"
