from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from api.desk.align import align
from api.desk.folding import fold
from api.desk.quotes import difference, holds
from api.desk.references import place_of, references
from api.desk.units import Unit

WORDS = (
    "矿山",
    "应当",
    "修复",
    "三十日",
    "不得",
    "采矿权人",
    "依法",
    "备案",
    "，",
    "。",
    "公告",
    "规划",
)
TEXTS = st.lists(st.sampled_from(WORDS), max_size=12).map("".join)
ARTICLES = st.lists(TEXTS, max_size=8).map(
    lambda texts: [Unit(f"art_{n}", str(n), t, 0, 0) for n, t in enumerate(texts, 1)]
)


@given(ARTICLES, ARTICLES)
def test_every_article_is_in_one_group_and_no_group_is_many_to_many(old, new):
    groups = align(old, new)
    assert sorted(i for g in groups for i in g.old) == list(range(len(old)))
    assert sorted(j for g in groups for j in g.new) == list(range(len(new)))
    assert all(min(len(g.old), len(g.new)) <= 1 and g.old + g.new for g in groups)


@given(ARTICLES.filter(bool))
def test_a_document_equals_itself(units):
    pairs = [(g.old, g.new) for g in align(units, units)]
    assert all(
        len(old) == len(new) == 1 and units[old[0]].text == units[new[0]].text
        for old, new in pairs
        if units[(old or new)[0]].text
    )


@given(st.text(max_size=60))
def test_folding_twice_is_folding_once(text):
    assert fold(fold(text)) == fold(text)


@given(TEXTS, st.integers(0, 40), st.integers(1, 40))
def test_a_text_holds_its_parts_word_for_word(text, start, length):
    part = text[start : start + length]
    whole_numerals = not re.search(r"[三十]$", text[:start]) and not re.match(
        r"[三十]", text[start + length :]
    )
    if whole_numerals:
        assert holds(text, part)
        assert difference(part, part) == ""


@given(st.integers(1, 1300), st.integers(1, 9), st.integers(1, 9))
def test_places_are_read_back(article, paragraph, item):
    place = place_of(f"第{article}条第{paragraph}款第（{item}）项")
    assert place is not None
    assert (place.article, place.paragraph, place.item) == ((article,), paragraph, item)


@settings(max_examples=60)
@given(st.text(alphabet="《》（）“”〔〕第三条款项、法规定：0123号本的和 \n", max_size=60))
def test_any_text_can_be_searched_for_citations(text):
    for ref in references(text, lambda name: name == "三法"):
        assert 0 <= ref.start < ref.end <= len(text)
