from __future__ import annotations

from pathlib import Path

import pytest

from api import bundles
from api.holdings import held_record, record_of
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
