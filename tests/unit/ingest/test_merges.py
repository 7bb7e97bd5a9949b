"""Merging names and telling them apart: listed, applied to new documents, and taken back."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from corpus.library import Library
from ingest import pipeline, review
from ingest.review import Signed
from kg.sparql import run
from ontology.errors import InputError, UnknownName

ONE, TWO, THREE = "产业导入模式", "产业融合模式", "资源置换模式"
SIGNED = Signed("审核员乙", "同一做法的两种叫法")


def write(folder: Path, name: str, mode: str) -> Path:
    path = folder / f"{name}.txt"
    text = f"{name}矿山修复模式研究\n\n一、主要模式\n\n{mode}破解了融资难问题。\n"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library of two documents; not to be written."""
    place = tmp_path_factory.mktemp("made")
    files = [write(place, "甲县", ONE), write(place, "乙县", TWO)]
    pipeline.ingest(place / "L", files, workers=0)
    return place / "L"


@pytest.fixture
def folder(made: Path, tmp_path: Path) -> Path:
    shutil.copytree(made, tmp_path / "L")
    return tmp_path / "L"


def modes(folder: Path) -> dict[str, int]:
    with Library.open(folder) as library:
        return {row.key: row.documents for row in library.entities(type="Mode").items}


def merged(folder: Path, own: str, key: str) -> None:
    with Library.open(folder) as library:
        review.merge(library, f"mode/{own}", f"mode/{key}", SIGNED)
    assert review.publish_decisions(folder)


def parted(folder: Path, own: str, key: str) -> None:
    with Library.open(folder) as library:
        review.part(library, f"mode/{own}", f"mode/{key}", SIGNED)
    assert review.publish_decisions(folder)


def solvers(folder: Path) -> set[str]:
    found = run(
        folder / "graph", "SELECT DISTINCT ?n { ?m mk:solves ?p ; skos:prefLabel ?n }", "csv"
    )
    return set(found.read().decode().split()[1:])


def test_merged_entities_are_one_in_answers_and_graph_under_both_names(folder: Path) -> None:
    merged(folder, TWO, ONE)
    assert modes(folder) == {f"mode/{ONE}": 2}
    assert solvers(folder) == {ONE}
    with Library.open(folder) as library:
        assert library.entity(f"mode/{ONE}").entity.aliases == (TWO,)
        (row,) = library.merge_list()
        assert (row.own_name, row.key_name, row.basis, row.documents) == (TWO, ONE, "merged", 2)
        assert row.verdict is not None
        assert row.verdict.reason == SIGNED.reason


def test_a_merge_holds_for_documents_that_come_later_and_is_taken_back_from_all(
    folder: Path,
) -> None:
    merged(folder, TWO, ONE)
    pipeline.ingest(folder, [write(folder.parent, "丙县", TWO)], workers=0)
    assert modes(folder) == {f"mode/{ONE}": 3}
    parted(folder, TWO, ONE)
    assert modes(folder) == {f"mode/{ONE}": 1, f"mode/{TWO}": 2}
    assert solvers(folder) == {ONE, TWO}
    with Library.open(folder) as library:
        assert library.merge_list() == ()


def test_merges_chain_and_a_circle_is_refused(folder: Path) -> None:
    pipeline.ingest(folder, [write(folder.parent, "丙县", THREE)], workers=0)
    merged(folder, THREE, TWO)
    merged(folder, TWO, ONE)
    assert modes(folder) == {f"mode/{ONE}": 3}
    with Library.open(folder) as library, pytest.raises(UnknownName):
        review.merge(library, f"mode/{ONE}", f"mode/{THREE}", SIGNED)
    parted(folder, TWO, ONE)
    assert modes(folder) == {f"mode/{TWO}": 2, f"mode/{ONE}": 1}
    with Library.open(folder) as library, pytest.raises(InputError, match="类型"):
        review.merge(library, f"mode/{TWO}", "problem/融资难", SIGNED)


def test_what_a_rule_joined_can_be_told_apart_and_joined_again(tmp_path: Path) -> None:
    folder = tmp_path / "L"
    pipeline.ingest(folder, [write(tmp_path, "甲县", ONE)], workers=0)
    pipeline.ingest(folder, [write(tmp_path, "丁县", f"东山县{ONE}")], workers=0)
    with Library.open(folder) as library:
        (row,) = library.merge_list()
    assert row.basis == f"place-prefix {ONE}"
    assert modes(folder) == {f"mode/{ONE}": 2}
    parted(folder, row.own_name, ONE)
    assert modes(folder) == {f"mode/{ONE}": 1, row.own: 1}
    with Library.open(folder) as library:
        review.rejoin(library, row.own, row.key, SIGNED)
    assert review.publish_decisions(folder)
    assert modes(folder) == {f"mode/{ONE}": 2}
