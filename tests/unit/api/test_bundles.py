from __future__ import annotations

import hashlib
import json
import zipfile
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, Store, parse

from api import bundles
from corpus.library import Library
from ingest import pipeline
from ingest.publish import base_of
from kg.store import current
from ontology.errors import EnvironmentFault, UnreadableFile


@pytest.fixture(scope="module")
def bundle(library: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("bundle") / "全部.zip"
    bundles.create(library, out)
    return out


def test_a_bundle_holds_graph_and_texts_with_their_checksums(bundle: Path, library: Path) -> None:
    with zipfile.ZipFile(bundle) as archive, Library.open(library) as held:
        manifest = json.loads(archive.read("manifest.json"))
        assert set(archive.namelist()) == {"manifest.json", *manifest["files"]}
        for name, described in manifest["files"].items():
            content = archive.read(name)
            assert described == {
                "size": len(content),
                "sha256": hashlib.sha256(content).hexdigest(),
            }
        quads = set(parse(archive.read("graph.trig"), RdfFormat.TRIG))
        texts = {n for n in manifest["files"] if n.startswith("texts/")}
        assert texts == {f"texts/{i}.txt" for i in held.document_ids()}
        for document in held.document_ids():
            assert archive.read(f"texts/{document}.txt").decode() == held.text(document)
    store = Store.read_only(str(current(library / "graph")))
    assert len(quads) == sum(1 for q in store if q.graph_name.__class__.__name__ == "NamedNode")


def test_an_import_keeps_the_base_iri(bundle: Path, tmp_path: Path) -> None:
    bundles.restore(bundle, tmp_path / "L", pipeline.Options())
    assert base_of(tmp_path / "L") == "http://test.example/"
    bundles.restore(bundle, tmp_path / "M", pipeline.Options(base="http://other.example/"))
    assert base_of(tmp_path / "M") == "http://other.example/"


@pytest.mark.parametrize("member", ["graph.trig", "library.sqlite"])
def test_a_changed_member_is_found_out(bundle: Path, tmp_path: Path, member: str) -> None:
    changed = tmp_path / "changed.zip"
    with zipfile.ZipFile(bundle) as old, zipfile.ZipFile(changed, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, content + b" " if name == member else content)
    with pytest.raises(UnreadableFile, match=f"校验和不对.*{member}"):
        bundles.restore(changed, tmp_path / "L", pipeline.Options())
    assert not (tmp_path / "L").exists()


def test_a_publication_in_between_makes_it_begin_again(
    library: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    numbers = iter(range(100))
    monkeypatch.setattr(Library, "generation", property(lambda _: next(numbers)))
    with pytest.raises(EnvironmentFault, match="发布"):
        bundles.create(library, tmp_path / "out.zip")
    assert not list(tmp_path.iterdir())
