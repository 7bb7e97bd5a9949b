from __future__ import annotations

import json
from itertools import pairwise

import pytest

from api.desk.references import references
from api.desk.shelf import Shelf
from api.desk.status import timeline
from api.desk.verify import as_json, verify
from ontology.records import Citation, Evidence, Facts, Record

LAW = """# 堤坝法

第一条 为了保护堤坝，制定本法。

第二条 堤坝管理单位应当每年检查{times}次。

检查结果应当公开。

第三条 禁止下列行为：

（一）在堤坝上取土；

（二）在堤坝上放牧。

第四条 违反第三条规定的，处{fine}元以下罚款。
"""


@pytest.fixture(scope="module")
def shelf(document) -> Shelf:
    new = document(
        LAW.format(times="两", fine="一千") + "\n第五条 本法自2024年起施行。\n",
        title="堤坝法",
        date="2024-05-01",
    )
    old = document(LAW.format(times="一", fine="五百"), title="堤坝法", date="2009-05-01")
    gone = document(
        "# 堤坝暂行规定\n\n第一条 堤坝由县管理。\n\n第二条 县应当巡查。\n\n第三条 施行。\n",
        title="堤坝暂行规定",
        date="2001-01-01",
        doc_number="水发〔2001〕3号",
    )
    rules = document(
        "# 巡查办法\n\n第一条 本办法自2020年起施行。《堤坝暂行规定》同时废止。\n\n第二条 无。\n\n第三条 无。\n",
        title="巡查办法",
        date="2020-01-01",
    )
    at = rules.text.index("《堤坝暂行规定》")
    cited = Citation("堤坝暂行规定", "", Evidence("《堤坝暂行规定》", at, at + 8))
    return Shelf([Record("new", new, Facts()), Record("old", old, Facts()), Record("gone", gone, Facts()), Record("rules", rules, Facts(citations=(cited,)))])  # fmt: skip


CASES = [
    ("《堤坝法》第二条", "FOUND", "doc/new/art_2"),
    ("依照堤坝法第2条办理", "FOUND", "doc/new/art_2"),
    ("《中华人民共和国堤坝法》第二条第二款", "FOUND", "doc/new/art_2__para_2"),
    ("《堤坝法》第一条第一款", "FOUND", "doc/new/art_1"),
    ("《堤坝法》第一条第二款", "NOT FOUND", ""),
    ("《堤坝法》第三条第（二）项", "FOUND", ""),
    ("《堤坝法》第三条第（四）项", "NOT FOUND", ""),
    ("《堤坝法》第九条", "NOT FOUND", ""),
    ("《堤坝法》第二条规定：“堤坝管理单位应当每年检查2次”。", "FOUND", "doc/new/art_2"),
    ("“检查结果应当公开”（《堤坝法》第二条）", "FOUND", "doc/new/art_2"),
    ("《堤坝法》第二条规定：“堤坝管理单位……应当公开”。", "FOUND", "doc/new/art_2"),
    ("《堤坝法》第二条规定：“堤坝管理单位应当每年检查一次”。", "NOT IN FORCE", "doc/old/art_2"),
    ("《堤坝法》第二条规定：“堤坝管理单位应当每月检查两次”。", "DIFFERENT WORDS", "doc/new/art_2"),
    ("《堤坝法》（2009年）第二条", "NOT IN FORCE", "doc/old/art_2"),
    ("《堤坝法》第四条规定，违反第三条规定的，处三千元以下罚款。", "DIFFERENT WORDS", "doc/new/art_4"),
    ("《堤坝法》第四条规定，对破坏行为可以罚款。", "FOUND", "doc/new/art_4"),
    ("《堤坝暂行规定》第二条", "NOT IN FORCE", "doc/gone/art_2"),
    ("水发〔2001〕3号", "NOT IN FORCE", "doc/gone"),
    ("《堤坝暂行规定》（水发〔2001〕8号）", "DIFFERENT WORDS", "doc/gone"),
    ("《堤坝法》规定：“检查结果应当公开”。", "FOUND", "doc/new/art_2"),
    ("《堤坝法》规定：“检查结果应当保密”。", "DIFFERENT WORDS", "doc/new"),
    ("《堤坝法》规定：“渔船一律停泊在港内”。", "DIFFERENT WORDS", "doc/new"),
    ("《堤坝法》所称“检查结果应当保密”并无出处", "FOUND", "doc/new"),
    ('《堤坝法》第二条规定："渔船一律停泊在港内，由船主看守"。', "DIFFERENT WORDS", "doc/new/art_2"),
    ("《堤坝法》第二条规定：‘渔船一律停泊在港内，由船主看守’。", "DIFFERENT WORDS", "doc/new/art_2"),
    ("《堤坝法》第二条规定：『渔船一律停泊在港内，由船主看守』。", "DIFFERENT WORDS", "doc/new/art_2"),
    ("《堤坝法》第二条规定：渔船一律停泊在港内，由船主看守。", "DIFFERENT WORDS", "doc/new/art_2"),
    ("堤坝法（2009年修正）第二条", "NOT IN FORCE", "doc/old/art_2"),
    ("《堤坝法》（1998年修正）第二条", "NOT IN FORCE", "doc/new"),
    ("《堤坝法》（2030年修正）第二条", "UNVERIFIED", ""),
    ("《堤坝法》（2009年5月1日通过）第五条", "FOUND", "doc/new/art_5"),
    ("《河道法》第二条", "UNVERIFIED", ""),
    ("按照河道法第二条", "UNVERIFIED", ""),
]  # fmt: skip


@pytest.mark.parametrize(("text", "verdict", "clause"), CASES)
def test_verdicts(shelf, text, verdict, clause):
    (found,) = verify(text, shelf)
    assert found.verdict == verdict
    assert found.clause.startswith(clause)
    assert found.text == text[found.start : found.end]


def test_versions_form_a_timeline_with_their_state(shelf):
    found = [(v.document.id, v.status.value, v.status.by) for v in timeline("堤坝法", shelf)]
    assert found == [("old", "已修改", "doc/new"), ("new", "未知", "")]
    (gone,) = timeline("堤坝暂行规定", shelf)
    assert gone.status.value == "废止"
    assert "同时废止" in gone.status.evidence
    assert timeline("没有这部法", shelf) == ()


def test_what_replaced_it_is_named(shelf):
    (old,) = verify("《堤坝法》（2009年）第二条", shelf)
    (gone,) = verify("《堤坝暂行规定》第二条", shelf)
    assert (old.replaced_by, gone.replaced_by) == ("doc/new", "doc/rules")


def test_the_difference_shows_both_words(shelf):
    (found,) = verify("《堤坝法》第二条规定：“堤坝管理单位应当每月检查两次”。", shelf)
    assert "每月" in found.difference
    assert "每年" in found.difference


def test_words_of_another_article_are_named(shelf):
    (found,) = verify("《堤坝法》第一条规定：“检查结果应当公开”。", shelf)
    assert (found.verdict, found.difference) == ("DIFFERENT WORDS", "这段文字在第二条")


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("本法第三条、该办法第二条不算", []),
        ("第三条规定单独出现", []),
        (
            "《甲法》第一条、第二条和《乙条例》",
            [("甲法", "第一条"), ("甲法", "第二条"), ("乙条例", "")],
        ),
        ("根据甲乙发〔2020〕5号文", [("", "")]),
        ("违反丙法和丁办法第三条", [("丁办法", "第三条")]),
        ("依照丙法\n第三条 本条另起一行", []),
    ],
)
def test_what_counts_as_a_citation(text, titles):
    assert [(r.title, r.printed) for r in references(text, lambda _: False)] == titles


@pytest.mark.parametrize(
    "text",
    ["自然资源部2020年以甲资规〔2020〕5号文印发", "按照甲资规〔2020〕5号", "（甲资规〔2020〕5号）"],
)
def test_document_numbers_begin_at_their_issuer(text):
    (found,) = references(text, lambda _: False)
    assert found.number == "甲资规〔2020〕5号"


def test_citations_inside_quoted_words_belong_to_the_quotation(shelf):
    text = (
        "《堤坝法》第四条规定：“违反第三条规定的，依照《罚款法》第一条和其他规定处理，处一千元”。"
    )
    assert [c.title for c in verify(text, shelf)] == ["堤坝法"]


def test_words_of_a_list_of_articles_may_stand_in_any(shelf):
    found = verify("《堤坝法》第二条、第四条规定：“检查结果应当公开”。", shelf)
    assert [c.verdict for c in found] == ["FOUND", "FOUND"]


def test_a_short_name_stands_for_its_title(shelf):
    text = "《中华人民共和国堤坝法》（以下简称《坝法》）施行以来，《坝法》第九条和坝法第二条……"
    assert [(c.title, c.verdict) for c in verify(text, shelf)] == [
        ("中华人民共和国堤坝法", "FOUND"),
        ("中华人民共和国堤坝法", "NOT FOUND"),
        ("中华人民共和国堤坝法", "FOUND"),
    ]


def test_nothing_cited_and_json_keys(shelf):
    assert verify("没有引用任何法律。", shelf) == ()
    body = json.loads(json.dumps(as_json(verify("《堤坝法》第二条", shelf))))
    assert set(body["citations"][0]) == {
        "text", "start", "end", "title", "article", "verdict", "clause", "difference", "replaced_by",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("《堤坝法》第二、三、九条", [("第二条", "FOUND"), ("第三条", "FOUND"), ("第九条", "NOT FOUND")]),
        ("《堤坝法》第二条、三条", [("第二条", "FOUND"), ("第三条", "FOUND")]),
        ("《堤坝法》第二条第一款、第二款、第三款",
         [("第二条第一款", "FOUND"), ("第二条第二款", "FOUND"), ("第二条第三款", "NOT FOUND")]),
        ("《堤坝法》第三条第（一）项、第（三）项", [("第三条第（一）项", "FOUND"), ("第三条第（三）项", "NOT FOUND")]),
        ("《堤坝法》第二条至第九条", [("第二条", "FOUND"), ("第九条", "NOT FOUND")]),
        ("水利部令第8号", [("", "UNVERIFIED")]),
    ],
)  # fmt: skip
def test_lists_of_places_are_read_to_their_end(shelf, text, found):
    verified = verify(text, shelf)
    assert [(c.article, c.verdict) for c in verified] == found
    ends = [(c.start, c.end) for c in verified]
    assert all(a[1] <= b[0] for a, b in pairwise(ends))


def test_words_that_are_nowhere_are_not_compared_letter_by_letter(shelf):
    [found] = verify("《堤坝法》第二条规定：“渔船一律停泊在港内，由船主看守”。", shelf)
    assert found.difference.startswith("条文里没有这段话，条文是“第二条 堤坝管理单位")


def test_numbers_of_decrees_with_and_without_the_state(document):
    text = "# 堤坝令\n\n第一条 甲。\n\n第二条 乙。\n\n第三条 丙。\n"
    law = document(
        text, title="堤坝令", date="2014-07-29", doc_number="中华人民共和国国务院令第241号"
    )
    [found] = verify("《堤坝令》（国务院令第241号）第二条", Shelf([Record("law", law, Facts())]))
    assert found.verdict == "FOUND"


@pytest.mark.parametrize(
    ("cited", "near"),
    [
        ("《堤坝暂形规定》第二条", "堤坝暂行规定"),
        ("《水坝永久规定》第二条", ""),
        ("《矿法》第二条", ""),
    ],
)
def test_a_title_off_by_a_letter_is_not_guessed_but_named(shelf, cited, near):
    [found] = verify(cited, shelf)
    assert (found.verdict, found.clause) == ("UNVERIFIED", "")
    assert found.difference == (f"资料库没有这个名称，相近的是《{near}》" if near else "")
