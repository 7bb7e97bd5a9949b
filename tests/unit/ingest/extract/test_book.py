from __future__ import annotations

from collections.abc import Callable

import pytest

from ingest.clean import clean
from ingest.extract.book import FactBook
from ingest.read import read_bytes
from ingest.structure import parse
from ontology.records import DOCUMENT_ID, Facts, Predicate

TEXT = "东山石场治理项目采用余料反哺模式，缓解了资金短缺。\n"


@pytest.fixture
def book() -> FactBook:
    return FactBook(parse(clean(read_bytes("a.txt", TEXT.encode()))))


def test_one_name_is_one_entity_and_later_names_become_aliases(book: FactBook) -> None:
    first = book.entity("Mode", "余料反哺模式", 10, 16)
    again = book.entity("Mode", "“余料反哺”模式", 10, 16, aliases=["余料模式"])
    assert first == again == book.find("Mode", "余料模式")
    assert book.get(first).aliases == ("“余料反哺”模式", "余料模式")


def test_evidence_is_the_text_at_its_place(book: FactBook) -> None:
    assert book.evidence(0, 8).quote == "东山石场治理项目"
    with pytest.raises(ValueError, match="outside the text"):
        book.evidence(5, 500)


@pytest.mark.parametrize(
    ("subject", "predicate", "object_"),
    [
        ("mode", "usesMode", "project"),
        ("project", "usesMode", "some words"),
        ("project", "relevant", "mode"),
        (DOCUMENT_ID, "hasProblem", "mode"),
        ("", "usesMode", "mode"),
    ],
)
def test_claims_outside_the_vocabulary_are_listed_not_stored(
    book: FactBook, subject: str, predicate: Predicate, object_: str
) -> None:
    ids = {
        "mode": book.entity("Mode", "余料反哺模式", 10, 16),
        "project": book.entity("Project", "东山石场治理项目", 0, 8),
    }
    book.assertion(ids.get(subject, subject), predicate, ids.get(object_, object_), 0, 16)
    facts = book.close()
    assert facts.assertions == ()
    assert [i.kind for i in facts.rejected] == ["outside-vocabulary"]


def test_a_repeated_claim_keeps_its_first_words(book: FactBook) -> None:
    project = book.entity("Project", "东山石场治理项目", 0, 8)
    mode = book.entity("Mode", "余料反哺模式", 10, 16)
    book.assertion(project, "usesMode", mode, 0, 16)
    book.assertion(project, "usesMode", mode, 8, 16)
    assert [a.evidence.start for a in book.close().assertions] == [0]


def test_a_mineral_may_be_under_several_controls(plan_facts: Callable[[str], Facts]) -> None:
    facts = plan_facts("重点勘查萤石、石膏。\n\n限制开采石膏。\n")
    controls = {e.name: e.attributes.get("control") for e in facts.entities if e.type == "Mineral"}
    assert controls == {"萤石": "重点勘查", "石膏": "重点勘查；限制开采"}
