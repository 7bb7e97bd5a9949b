"""What decisions make of a record, case by case; without a library."""

from __future__ import annotations

from dataclasses import asdict, replace

import pytest

from corpus.applying import ACCEPTED, apply
from corpus.rows import Review
from corpus.shred import decided_rows
from corpus.statements import Statement, statements
from corpus.verdicts import Merges, Verdicts, by_statement, merges
from ontology.records import PROPOSED, Assertion, Entity, Facts, Link, Obligation, Record

from .factories import a_law, quoted


@pytest.fixture
def record() -> Record:
    """A document in which a model proposes that a mode solves a problem."""
    bare, _ = a_law("甲研究", ["第一条 乙模式有助于缓解丙难题。"])
    words = quoted(bare, "乙模式有助于缓解丙难题")
    mode = Entity("e1", "Mode", "乙模式", words, rule=PROPOSED)
    problem = Entity("e2", "Problem", "丙难题", words, ("丙难",))
    claim = Assertion("e1", "solves", "e2", words, rule=PROPOSED, confidence=0.5, model="某模型")
    links = (Link("e1", "mode/乙模式"), Link("e2", "problem/丙难题"))
    return Record("甲研究", bare.document, Facts((mode, problem), (claim,)), links)


def decided(record: Record, kind: str, decision: str, **more: str) -> Verdicts:
    (found,) = [s for s in statements(record) if (s.kind == kind and s.object != "Problem/丙难题") or
                s.kind == kind == "assertion"]  # fmt: skip
    return Verdicts(by_statement([entry(1, found, decision, **more)]))


def entry(number: int, found: Statement, decision: str, **more: str) -> Review:
    detail = {name: str(value) for name, value in asdict(found).items()} | more
    return Review(number, "", "甲研究", found.id, decision, "", "", detail)


def test_a_proposal_counts_once_it_is_accepted(record: Record) -> None:
    (claim,) = record.facts.assertions
    assert not claim.holds
    after = apply(record, decided(record, "assertion", "accept"))
    (claim,) = after.facts.assertions
    assert (claim.holds, claim.review, claim.model) == (True, "accepted", "某模型")
    assert after.facts.entities[0].rule == ACCEPTED
    before_rows, after_rows = (
        dict(decided_rows(1, record, record)),
        dict(decided_rows(1, after, record)),
    )
    assert {row[3] for row in before_rows["aliases"]} == {"丙难题", "丙难"}
    assert {row[3] for row in after_rows["aliases"]} == {"乙模式", "丙难题", "丙难"}


def test_a_rejected_proposal_stays_none(record: Record) -> None:
    after = apply(record, decided(record, "assertion", "reject"))
    (claim,) = after.facts.assertions
    assert (claim.holds, claim.review) == (False, "rejected")
    assert after.facts.entities[0].rule == PROPOSED


def test_a_rejected_entity_takes_its_claims_along(record: Record) -> None:
    after = apply(record, decided(record, "entity", "reject"))
    assert [e.name for e in after.facts.entities] == ["丙难题"]
    assert after.facts.assertions == ()


def test_a_confirmed_claim_is_put_back_only_where_its_words_are(record: Record) -> None:
    verdicts = decided(record, "assertion", "accept")
    lost = replace(record, facts=replace(record.facts, assertions=()))
    assert [c.review for c in apply(lost, verdicts).facts.assertions] == ["accepted"]
    other, _ = a_law("甲研究", ["第一条 另有规定。"])
    assert apply(other, verdicts).facts.assertions == ()


def test_a_merge_gives_the_key_and_the_name_of_the_other(record: Record) -> None:
    joined = Merges({"problem/丙难题": ("problem/丁难题", "丁难题")})
    after = apply(record, Verdicts(merges=joined))
    assert {link.local: link.key for link in after.links}["e2"] == "problem/丁难题"
    assert after.facts.entities[1].aliases == ("丙难", "丁难题")
    own = {row[3]: row[5] for row in dict(decided_rows(1, after, record))["aliases"]}
    assert own == {"丙难题": "problem/丙难题", "丙难": "problem/丙难题", "丁难题": ""}


def test_undoing_names_what_holds_again() -> None:
    def log(*rows: tuple[str, str]) -> Merges:
        return merges(
            Review(
                n,
                "",
                "",
                "mode/甲",
                decision,
                "",
                "",
                {"into": "mode/乙", "into_name": "乙", "restores": restores},
            )
            for n, (decision, restores) in enumerate(rows, 1)
        )

    assert log(("merge", "")).into == {"mode/甲": ("mode/乙", "乙")}
    assert log(("merge", ""), ("undo", "")).into == {}
    assert log(("merge", ""), ("undo", ""), ("merge", ""), ("undo", "1")).into != {}
    circle = Merges({"a": ("b", "乙"), "b": ("a", "甲")})
    assert circle.final("a")[0] in ("a", "b")


@pytest.mark.parametrize("kind", ["assertion", "norm"])
def test_a_claim_of_a_clause_and_its_norm_are_rejected_as_one(kind: str) -> None:
    bare, _ = a_law("甲办法", ["第一条 应边采边治。", "第二条 应边采边治。"])
    words = quoted(bare, "应边采边治")
    later = replace(words, start=words.start + 13, end=words.end + 13)
    facts = Facts(
        (),
        tuple(Assertion("doc", "requires", "应边采边治", w, rule="obligation") for w in (words,)),
        obligations=tuple(
            Obligation("requires", who, "边采边治", "", "art_1", w, "应")
            for who, w in (("", words), ("企业", later))
        ),
    )
    record = replace(bare, facts=facts)
    found = next(s for s in statements(record) if s.kind == kind)
    after = apply(record, Verdicts(by_statement([entry(1, found, "reject")])))
    assert [c.review for c in after.facts.assertions] == ["rejected"]
    assert words not in [o.evidence for o in after.facts.obligations]
    assert len(after.facts.obligations) == (1 if kind == "assertion" else 0)
