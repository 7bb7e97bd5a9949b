"""IRIs and keys are each other's inverse, so that every address leads back."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ontology.ids import iri, key_of

BASE = "http://localhost:8000/"


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_key_of_undoes_iri(key: str) -> None:
    assert key_of(BASE, iri(BASE, key)) == key


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
def test_iris_need_no_escape_in_a_query(key: str) -> None:
    assert not set(iri(BASE, key)) & set('<>"{}|^`\\ \n')
