from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from api.http import create_app
from api.settings import Settings
from ingest import pipeline

STATUTE = """测试省矿产资源条例

第一章 总则

第一条 为了保护矿产资源，根据《中华人民共和国矿产资源法》第三条，制定本条例。

第二条 采矿权人应当遵守下列规定：
（一）按图施工；
（二）边采边治。
禁止在保护区内新建露天矿山。
"""
PLAN = """测试县矿产资源总体规划（2021—2025年）

第一章 总则

第一节 规划依据

依据《测试省矿产资源条例》第二条编制本规划。<script>alert(1)</script>

第二章 规划目标

到2025年，绿色矿山建成率达到60%以上。
"""


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("web")
    for name, text in (("条例.txt", STATUTE), ("规划.txt", PLAN)):
        (folder / name).write_text(text, encoding="utf-8")
    files = [folder / "条例.txt", folder / "规划.txt"]
    options = pipeline.Options(base="http://test.example/")
    summary = pipeline.ingest(folder / "library", files, workers=0, options=options)
    assert summary.failed == ()
    return folder / "library"


@pytest.fixture(scope="session")
def client(library: Path) -> Iterator[TestClient]:
    app = create_app(Settings(library=library))
    with TestClient(app, base_url="http://127.0.0.1:8000") as client:
        yield client
