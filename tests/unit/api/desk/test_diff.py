from __future__ import annotations

import json

import pytest

from api.desk.changes import changes
from api.desk.diff import as_json, diff
from api.desk.folding import fold
from api.desk.units import article_number, units
from ontology.records import Document

OLD = """# 渠道管理办法

## 第一章 总则

第一条 为了加强渠道管理，保障灌溉用水，制定本办法。

第二条 渠道管理单位应当每年清淤一次，清淤费用由受益村庄分担。

第三条 禁止在渠道两侧三十米内取土。渠道损坏的，管理单位应当在十日内修复，并向水利站报告修复情况。

第四条 水费按照用水量计收，不得拖欠。

第五条 违反本办法的，处五百元罚款。
"""
NEW = """# 渠道管理办法

## 第一章 总则

第一条 为了加强渠道管理，保障灌溉用水，制定本办法。

第二条 管护人员应当佩戴标志，持证上岗巡查。

第三条 渠道管理单位应当每年清淤两次，清淤费用由受益村庄分担。

第四条 禁止在渠道两侧30米内取土。

第五条 渠道损坏的，管理单位应当在十日内修复，并向水利站报告修复情况。

第六条 违反本办法的，处500元罚款。
"""


@pytest.fixture(scope="module")
def pair(document) -> tuple[Document, Document]:
    return document(OLD), document(NEW)


def rows(a: Document, b: Document) -> list[tuple[tuple[str, ...], tuple[str, ...], str]]:
    return [(r.old, r.new, r.kind) for r in diff(a, b)]


def test_every_fate_of_an_article(pair):
    assert rows(*pair) == [
        (("1",), ("1",), "same"),
        ((), ("2",), "new"),
        (("2",), ("3",), "changed"),
        (("3",), ("4", "5"), "split"),
        (("4",), (), "dropped"),
        (("5",), ("6",), "moved"),
    ]


def test_the_way_back_merges_what_was_split(pair):
    assert (("4", "5"), ("3",), "merged") in rows(pair[1], pair[0])


def test_equal_documents_have_only_same_rows(pair):
    assert {kind for _, _, kind in rows(pair[0], pair[0])} == {"same"}


def test_documents_without_articles(document):
    short = document("只有一句话，没有条文。")
    assert [(r.old, r.kind) for r in diff(short, short)] == [(("1",), "same")]


def test_numbered_clauses_are_compared_where_there_are_no_articles(document):
    a = document(
        "# 规程\n\n## 1 范围\n\n适用于渠道。\n\n## 2 要求\n\n### 2.1 清淤\n\n应每年清淤。\n"
    )
    b = document(
        "# 规程\n\n## 1 范围\n\n适用于渠道。\n\n## 2 要求\n\n### 2.1 清淤\n\n应每季清淤。\n"
    )
    assert [(r.old, r.kind) for r in diff(a, b) if r.kind != "same"] == [(("2.1",), "changed")]


def test_segments_join_to_both_texts_and_mark_the_change(pair):
    changed = next(r for r in diff(*pair) if r.kind == "changed")
    segments = changed.segments()
    assert "".join(s.old for s in segments) == changed.old_text
    assert "".join(s.new for s in segments) == changed.new_text
    assert [(s.old, s.new) for s in segments if s.changed] == [("一次", "两次")]


def test_json_says_where_the_changed_words_stand(pair):
    body = json.loads(json.dumps(as_json(diff(*pair))))
    assert {"old", "new", "kind", "old_text", "new_text", "changes"} <= set(body["rows"][0])
    row = next(r for r in body["rows"] if r["kind"] == "changed")
    [change] = row["changes"]
    assert row["old_text"][slice(*change["old"])] == "一次"
    assert row["new_text"][slice(*change["new"])] == "两次"
    assert sum(body["counts"].values()) == len(body["rows"])


@pytest.mark.parametrize(
    ("old", "new", "marked"),
    [
        ("处五百元罚款。", "处５００元罚款。", []),
        ("应当在三十日内报告。", "应当在六十日内报告。", [("三十日", "六十日")]),
        ("向水利站报告。", "向水利站和村委会报告。", [("", "和村委会")]),
        ("不得拖欠，不得减免。", "不得减免。", [("不得拖欠，", "")]),
    ],
)
def test_changed_words(old, new, marked):
    found = changes(old, new)
    assert [(old[slice(*c.old)], new[slice(*c.new)]) for c in found] == marked


ONE = """第一条 为了管好水渠，制定本办法。

第二条 水费由村里收取，收据由县里统一印制。

有困难的农户可以缓交水费，缓交由乡镇批准。

第三条 水渠损坏的，管理人应当修复。
"""
TWO = """第一条 为了管好水渠，制定本办法。

第二条 水费由合作社收取，收据由县里统一印制并编号。

第三条 水渠损坏的，管理人应当修复。

第四条 管理人每月巡查水渠一次，做好巡查记录。

第五条 遇到困难的农户经乡镇批准可以缓交水费，缓交不超过一年。
"""


def test_a_paragraph_that_moved_far_is_a_split(document):
    assert (("2",), ("2", "5"), "split") in rows(document(ONE), document(TWO))


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("三十米，以内", "30米以内"),
        ("ＡＢ：１", "ab:1"),
        ("第一百零二条", "第102条"),
        ("《法》", "法"),
    ],
)
def test_folding_ignores_form(a, b):
    assert fold(a) == fold(b)


@pytest.mark.parametrize(("a", "b"), [("三十日", "六十日"), ("应当", "可以"), ("不得", "得")])
def test_folding_keeps_meaning(a, b):
    assert fold(a) != fold(b)


@pytest.mark.parametrize(
    ("printed", "number"), [("第十二条", "12"), ("第一百零二条之一", "102-1"), ("5.2.1", "5.2.1")]
)
def test_article_numbers(printed, number):
    assert article_number(printed) == number


def test_units_leave_the_number_out_of_the_text(pair):
    assert units(pair[0])[3].text == "水费按照用水量计收，不得拖欠。"
