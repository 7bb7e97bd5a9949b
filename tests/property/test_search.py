"""Whatever a person types: never an error, highlights inside the text, totals that add up."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus import analyzer
from corpus.highlight import Highlighter
from corpus.index import Index
from corpus.query import parse
from corpus.search import SearchRequest, search
from tests.unit.corpus.factories import a_law

WORDS = st.sampled_from(["矿山", "复垦", "基金", "第一条", "应当", "罚", "ＧＢ50187", "①", "5.2.1"])
MARKS = st.sampled_from(
    ['"', "“", "”", "(", ")", "-", " AND ", " OR ", " NOT ", "标题:", "年份:2020..", ":", " "]
)
QUERIES = st.lists(WORDS | MARKS | st.text(max_size=3), max_size=8).map("".join)
QUICK = settings(
    max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    index = Index.open(tmp_path_factory.mktemp("index"), create=True)
    laws = [
        ["第一条 矿山应当复垦。", "第二条 按ＧＢ50187缴纳基金①。"],
        ["第一条 違反5.2.1的，處罰款。", "第二条 矿山基金。"],
    ]
    for i, articles in enumerate(laws):
        index.replace(a_law(f"办法{i}", articles)[0])
    index.commit()
    return index


@QUICK
@given(query=QUERIES)
def test_no_query_is_an_error(index: Index, query: str) -> None:
    page = search(index, SearchRequest(query, limit=200, facets=("doc",)))
    assert page.total == len(page.items) == sum(page.facets["doc"].values())
    for hit in page.items:
        ends = [0, *(end for span in hit.highlights for end in span)]
        assert ends == sorted(ends)
        assert ends[-1] <= len(hit.text)
        assert all(a < b for a, b in hit.highlights)


@QUICK
@given(words=WORDS, before=st.text(max_size=6), after=st.text(max_size=6))
def test_a_word_in_a_text_is_marked_to_the_letter(words: str, before: str, after: str) -> None:
    marked = set()
    text = before + words + after
    for start, end in Highlighter([], [words]).spans(text):
        marked.update(range(start, end))
    assert marked >= set(range(len(before), len(before) + len(words)))


@QUICK
@given(text=st.text(max_size=40))
def test_folding_is_letter_by_letter_and_final(text: str) -> None:
    folded = analyzer.fold(text)
    assert len(folded) == len(text)
    assert analyzer.fold(folded) == folded
    assert "".join(analyzer.unigrams(analyzer.runs(folded))) == "".join(analyzer.runs(folded))


@QUICK
@given(text=st.text("矿礦Ａ１a1.．，ΩÀ①㎡〇豈 ", max_size=20) | st.text(max_size=20))
def test_runs_do_not_depend_on_being_folded_first(text: str) -> None:
    assert analyzer.runs_of(text) == analyzer.runs(analyzer.fold(text))


@QUICK
@given(query=QUERIES)
def test_every_query_has_a_tree(query: str) -> None:
    parse(query)
