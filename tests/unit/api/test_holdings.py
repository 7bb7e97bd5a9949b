from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

import pytest
from fastapi.testclient import TestClient

from api import bundles
from api.holdings import held_record, record_of
from api.http import create_app
from api.settings import Settings
from corpus.library import Library
from ingest import pipeline
from ontology.errors import UnknownName, UnreadableFile

LAW = "中华人民共和国测试法\n\n第一条 为了测试，制定本法。\n第二条 本法自{0}年起施行。\n"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("holdings")
    for date in ("2009-08-27", "2024-11-08"):
        path = folder / f"中华人民共和国测试法({date}).txt"
        path.write_text(LAW.format(date[:4]), encoding="utf-8")
    pipeline.ingest(folder / "L", sorted(folder.glob("*.txt")), workers=0)
    return folder / "L"


@pytest.mark.parametrize(
    "name",
    [
        "中华人民共和国测试法@2009-08-27", "doc/中华人民共和国测试法@2009-08-27",
        "测试法@2009-08-27", "测试法@2009",
    ],
)  # fmt: skip
def test_a_document_is_found_by_id_or_by_short_title_and_date(folder: Path, name: str) -> None:
    with Library.open(folder) as library:
        assert held_record(name, library).document.metadata.date == "2009-08-27"
        assert record_of(name, library).id == "中华人民共和国测试法@2009-08-27"


@pytest.mark.parametrize(("name", "near"), [("测试法", 2), ("测试法@1999", 2), ("没有法", 0)])
def test_a_name_that_is_not_clear_comes_with_near_ids(folder: Path, name: str, near: int) -> None:
    with Library.open(folder) as library, pytest.raises(UnknownName, match=name) as caught:
        record_of(name, library)
    assert len(caught.value.suggestions) == near


def test_a_damaged_bundle_leaves_nothing_behind(folder: Path, tmp_path: Path) -> None:
    bundle = tmp_path / "全部.zip"
    bundles.create(folder, bundle)
    content = bytearray(bundle.read_bytes())
    content[len(content) // 2] ^= 0xFF
    bundle.write_bytes(content)
    with pytest.raises(UnreadableFile, match="损坏"):
        bundles.restore(bundle, tmp_path / "L", pipeline.Options())
    assert [p.name for p in tmp_path.iterdir()] == ["全部.zip"]


def test_documents_and_clauses_tell_whether_they_are_in_force(folder: Path) -> None:
    old, new = (f"中华人民共和国测试法@{date}" for date in ("2009-08-27", "2024-11-08"))
    with TestClient(create_app(Settings(library=folder))) as client:
        for path in (f"documents/{old}", f"clauses/{old}/art_1"):
            status = client.get(f"/api/v1/{path}").json()["status"]
            assert (status["value"], status["by"]) == ("已修改", new)
            assert "2024-11-08" in status["evidence"]
        assert client.get(f"/api/v1/clauses/{new}/art_1").json()["status"]["value"] == "未知"
        for page in (f"/doc/{old}", f"/doc/{old}/art_1"):
            assert f'href="/doc/{quote(new, safe="@")}"' in client.get(page).text
