from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.composing import Form, compose, is_empty
from corpus.query import Either, Field, Group, Not, Phrase, Text, Years, parse


@pytest.mark.parametrize(
    ("form", "query"),
    [
        (Form(), ""),
        (Form(all="矿山 修复"), "矿山 AND 修复"),
        (Form(phrase="产业 基金"), '"产业 基金"'),
        (Form(any="复绿 复垦"), "(复绿 OR 复垦)"),
        (Form(all="矿山", any="复绿"), "矿山 AND 复绿"),
        (Form(none="尾矿库 排土场"), "-尾矿库 -排土场"),
        (Form(title="总体规划"), "标题:总体规划"),
        (Form(number="自然资规〔2019〕6号"), "文号:自然资规〔2019〕6号"),
        (Form(number="国办发(2016) 1号"), '文号:"国办发(2016) 1号"'),
        (Form(since="2020", until="2025"), "年份:2020..2025"),
        (Form(since="2020"), "年份:2020.."),
        (Form(since="2020", until="2020"), "年份:2020"),
        (Form(since="近年"), ""),
        (Form(article="第十二条"), "第十二条"),
        (Form(all="AND 标题:甲 -乙"), '"AND" AND "标题:甲" AND "-乙"'),
        (Form(all='甲"乙(丙'), "甲 AND 乙 AND 丙"),
    ],
)
def test_a_form_becomes_a_query(form: Form, query: str) -> None:
    assert compose(form) == query


def test_the_parts_of_a_form_are_read_back_as_they_were_meant() -> None:
    query = compose(Form(all="甲乙", any="丙丁 戊己", none="庚辛", title="规划", since="2020"))
    nodes = parse(query).nodes
    assert Phrase("甲乙") in nodes
    assert Not(Group((Phrase("庚辛"),))) in nodes
    assert Field("title", "规划") in nodes
    assert Years(2020, None) in nodes
    assert any(isinstance(n, Group) and isinstance(n.nodes[0], Either) for n in nodes)
    assert not any(isinstance(n, Text) for n in nodes)


@given(st.text(max_size=60))
def test_whatever_is_filled_in_can_be_searched(text: str) -> None:
    form = Form(all=text, phrase=text, any=text, none=text, title=text, number=text)
    parse(compose(form))
    assert is_empty(form) == (not text.strip())
