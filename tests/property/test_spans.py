"""Cutting and splitting never lose, invent or reorder words."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ingest.extract.coordination import split
from ingest.extract.results import clauses, solved
from ingest.extract.spans import cut, likeness, overlap, without_bracket
from ingest.extract.statements import states

WORDS = st.sampled_from(
    [
        "资金",
        "政策",
        "落地难",
        "不足",
        "缺乏",
        "规划",
        "部门",
        "等",
        "的",
        "存在",
        "问题",
        "解决了",
        "因",
        "而",
        "对",
        "20亩",
    ]
)
MARKS = st.sampled_from(["、", "，", "；", "（", "）", "“", "”", '"', "：", " "])
TEXTS = st.lists(st.one_of(WORDS, MARKS), max_size=24).map("".join)
NAMES = st.text(alphabet="资金政策落地难不足", min_size=1, max_size=9)


@given(TEXTS, st.sampled_from(["、", "，,；;。", "，、"]))
def test_pieces_lie_in_order_and_hold_all_but_marks_and_blanks(text: str, marks: str) -> None:
    pieces = list(cut(text, 0, len(text), marks))
    ends = [0, *(at for piece in pieces for at in piece)]
    assert ends == sorted(ends)
    kept = "".join(text[s:e] for s, e in pieces)
    dropped = set(marks) | {" "}
    assert [c for c in kept if c not in dropped] == [c for c in text if c not in dropped]


@given(TEXTS)
def test_a_bracket_is_only_taken_from_the_end(text: str) -> None:
    start, end = without_bracket(text, 0, len(text))
    assert start == 0
    assert 0 <= end <= len(text)


@given(TEXTS.filter(str.strip), st.booleans())
def test_problems_of_a_clause_lie_in_it(text: str, cell: bool) -> None:
    for problem in split(text, 0, len(text), cell=cell):
        assert 0 <= problem.start < problem.end <= len(text)


@given(TEXTS, st.booleans())
def test_statements_results_and_solutions_lie_in_their_sentence(text: str, inside: bool) -> None:
    for problem in states(text, 0, len(text), inside=inside):
        assert 0 <= problem.start < problem.end <= len(text)
        assert problem.name.strip()
    for start, end in clauses(text, 0, len(text)):
        assert 0 <= start < end <= len(text)
    for claim in solved(text, 0, len(text)):
        assert 0 <= claim.problem.start < claim.problem.end <= claim.end


@given(NAMES, NAMES)
def test_likeness_is_symmetric_and_one_for_equal_names(a: str, b: str) -> None:
    assert likeness(a, b) == likeness(b, a) <= 1.0
    assert likeness(a, a) == overlap(a, a) == 1.0
