"""Decisions hold whatever another extraction of the same words makes of ids, places and rules."""

from __future__ import annotations

from dataclasses import asdict, replace

from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.applying import apply
from corpus.rows import Review
from corpus.statements import Statement, identify, roles, statements
from corpus.verdicts import Verdicts, by_statement
from ingest.clean import clean
from ingest.extract import extract
from ingest.read import read_bytes
from ingest.structure import parse
from ontology.records import DOCUMENT_ID, Assertion, Facts, Record

MODES = ["产业融合模式", "资源置换模式", "产业导入模式", "生态复绿模式"]
PROBLEMS = ["融资难", "资金短缺", "土地闲置", "废弃矿山安全隐患突出"]
VERBS = ["破解了", "缓解了", "解决了"]

sentences = st.builds(
    lambda mode, verb, problem: f"{mode}{verb}{problem}问题。",
    st.sampled_from(MODES), st.sampled_from(VERBS), st.sampled_from(PROBLEMS),
)  # fmt: skip
bodies = st.lists(sentences, min_size=1, max_size=5, unique=True)
choices = st.lists(st.sampled_from(["accept", "reject", "edit", ""]), min_size=5, max_size=5)


def read(body: list[str], before: str = "") -> Record:
    text = f"甲县矿山修复模式研究\n\n{before}一、主要模式\n\n" + "\n".join(body) + "\n"
    document = parse(clean(read_bytes("a.txt", text.encode())))
    return Record("甲", document, extract(document))


def claims(record: Record) -> list[Statement]:
    return [s for s in statements(record) if s.predicate == "solves"]


def decided(record: Record, wanted: list[str]) -> Verdicts:
    entries = []
    for number, (claim, decision) in enumerate(zip(claims(record), wanted, strict=False), 1):
        detail = {name: str(value) for name, value in asdict(claim).items()}
        detail |= {"new_subject": claim.subject, "new_predicate": "solves",
                   "new_object": f"Problem/第{number}个难题"}  # fmt: skip
        if decision:
            entries.append(Review(number, "", "甲", claim.id, decision, "", "", detail))
    return Verdicts(by_statement(entries))


def disturbed(record: Record, lost: set[int]) -> Record:
    """As other rules would give the same facts: renumbered, in another order, some not found."""
    facts = record.facts
    new = {e.id: f"x{e.id}" for e in facts.entities} | {DOCUMENT_ID: DOCUMENT_ID}
    entities = tuple(replace(e, id=new[e.id], rule="other") for e in reversed(facts.entities))
    kept = [a for i, a in enumerate(facts.assertions) if i not in lost]
    moved = tuple(
        replace(a, subject=new[a.subject], object=new.get(a.object, a.object), rule="other")
        for a in reversed(kept)
    )
    return replace(record, facts=replace(facts, entities=entities, assertions=moved))


def standing(record: Record) -> dict[str, str]:
    """Ids of the claims that answers hold, with their status."""
    named, facts = roles(record), record.facts
    return {
        identify(a, named): a.review
        for a in facts.assertions
        if a.predicate == "solves" and a.holds
    }


@settings(max_examples=40, deadline=None)
@given(bodies, choices, st.text("山水林田湖草", max_size=20), st.sets(st.integers(0, 9)))
def test_decisions_survive_another_extraction(
    body: list[str], wanted: list[str], before: str, lost: set[int]
) -> None:
    first = read(body)
    verdicts = decided(first, wanted)
    expected = standing(apply(first, verdicts))
    again = apply(disturbed(read(body, f"{before}。\n\n"), lost), verdicts)
    got = standing(again)
    for statement, status in expected.items():
        if status != "unreviewed":
            assert got[statement] == status
    for claim in claims(first):
        if verdicts.state(claim.id) in ("rejected", "edited"):
            assert claim.id not in got
    for claim in again.facts.assertions:
        words = claim.evidence
        assert again.document.text[words.start : words.end] == words.quote


@given(bodies)
@settings(max_examples=10, deadline=None)
def test_without_decisions_a_record_is_itself(body: list[str]) -> None:
    record = read(body)
    assert apply(record, Verdicts()) is record
    assert isinstance(record.facts, Facts)
    assert all(isinstance(a, Assertion) for a in record.facts.assertions)
