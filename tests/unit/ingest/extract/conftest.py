from __future__ import annotations

from collections.abc import Callable

import pytest

from ingest.clean import clean
from ingest.extract import extract
from ingest.read import read_bytes
from ingest.structure import parse
from ontology.records import Document, Facts

PLAN = "# 甘肃省某某县矿产资源总体规划（2021—2025年）\n\n## 第一章 总则\n\n{}\n"


@pytest.fixture(scope="session")
def document_of() -> Callable[..., Document]:
    def make(text: str, name: str = "plan.md") -> Document:
        return parse(clean(read_bytes(name, text.encode())))

    return make


@pytest.fixture(scope="session")
def facts_of(document_of: Callable[..., Document]) -> Callable[..., Facts]:
    def make(text: str, name: str = "plan.md") -> Facts:
        return extract(document_of(text, name))

    return make


@pytest.fixture(scope="session")
def plan_facts(facts_of: Callable[..., Facts]) -> Callable[[str], Facts]:
    """The facts of a short plan with this body."""
    return lambda body: facts_of(PLAN.format(body))
