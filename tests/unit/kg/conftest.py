from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.pool import QueryPool
from kg.quads import graph_name, quads
from kg.store import GraphStore, current

from .factory import BASE, law, paper, plan


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A published graph of a plan, a law and a paper."""
    folder = tmp_path_factory.mktemp("library") / "graph"
    with GraphStore(folder) as store:
        records = (plan(), law(), paper())
        store.replace_many((graph_name(r.id, BASE), quads(r, BASE)) for r in records)
        store.publish()
    return folder


@pytest.fixture(scope="session")
def pool(folder: Path) -> Iterator[QueryPool]:
    with QueryPool(lambda: current(folder), 2) as pool:
        yield pool
