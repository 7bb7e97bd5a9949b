from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from api.sparql_text import inject
from corpus.index import Index
from ontology.errors import BadQuery

from ..kg.factory import BASE, law, paper, plan  # noqa: TID252


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    with Index.open(tmp_path_factory.mktemp("index"), create=True) as index:
        for record in (plan(), law(), paper()):
            index.replace(record)
        index.commit()
        yield index


def test_clauses_with_score_and_marked_words(index: Index) -> None:
    query = '(?c ?n ?t) text:query (rdfs:label "修复生态" 5)'
    found, _ = inject(f"SELECT * {{ {query} }}", lambda: index, BASE)
    assert f"<{BASE}id/doc/矿产资源法@2024-11-08/art_30>" in found
    assert "↦" in found


def test_property_narrows_to_entities(index: Index) -> None:
    found, _ = inject('SELECT * { ?m text:query (skos:prefLabel "产业基金") }', lambda: index, BASE)
    assert f"<{BASE}id/mode/产业基金模式>" in found
    assert "/doc/" not in found


def test_other_queries_never_open_the_index(index: Index) -> None:
    def fail() -> Index:
        raise AssertionError

    assert inject("SELECT * { ?s ?p ?o }", fail, BASE) == ("SELECT * { ?s ?p ?o }", "")
    with pytest.raises(BadQuery):
        inject("SELECT * { ?s text:query ?w }", lambda: index, BASE)


def test_text_without_highlights_and_long_text(index: Index, tmp_path: Path) -> None:
    found, _ = inject(
        'SELECT * { (?d ?n ?t) text:query (dcterms:title "方案") }', lambda: index, BASE
    )
    assert f"<{BASE}id/doc/青岗县矿山修复方案@2021-06-01>" in found


def test_new_hits_show_after_a_commit(tmp_path: Path) -> None:
    query = 'SELECT * { ?c text:query "修复生态" }'
    with Index.open(tmp_path, create=True) as index:
        assert "art_30" not in inject(query, lambda: index, BASE)[0]
        index.replace(law())
        index.commit()
        assert "art_30" in inject(query, lambda: index, BASE)[0]
