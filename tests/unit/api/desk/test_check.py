from __future__ import annotations

import json
from dataclasses import replace

import pytest

from api.desk.check import check_against, check_alone, side_by_side
from api.desk.checklist import checklist, modality
from api.desk.limits import limits, measured
from api.desk.shelf import Shelf
from ingest.extract import extract
from ontology.errors import BadQuery
from ontology.records import Record

SPEC = """# 采石场修复方案编制规范

## 1 范围

本规范规定了采石场修复方案的内容。

## 2 术语和定义

采石场应理解为开采石料的矿山。

## 3 方案内容

3.1 应说明采石场的地理位置和矿区面积。

3.2 边坡坡度不应大于60度。

3.3 不得使用外来物种。

3.4 应编制粉尘治理设计。

3.5 方案应包括下列内容：

a) 采石场基本情况；

b) 效益分析；

c) 投资估算。

## 4 水土保持

修建截排水沟，包括沉砂池和挡土墙。
"""
SCHEME = """# 黄土岭采石场修复方案

## 1 采石场基本情况

黄土岭采石场位于县城南12千米，地理位置优越，矿区面积0.6平方千米，开采石料用于修路。

## 2 水土保持工程

修建截排水沟1200米，沉砂池2座，挡土墙80米。边坡坡度为{slope}度。

## 3 经费估算

总投资260万元，其中工程施工费210万元，预备费20万元，其他费用30万元，采石场自筹。
"""


@pytest.fixture(scope="module")
def spec(document):
    return document(SPEC)


def verdicts(document, spec, text: str) -> dict[str, str]:
    report = check_against(document(text), spec)
    return {f"{i.clause} {i.item[:8]}": i.verdict for i in report.items}


def test_items_of_a_specification(spec):
    assert [(i.clause, i.name[:9], i.modality, i.titled) for i in checklist(spec)] == [
        ("3.1", "应说明采石场的地理", "requires", False),
        ("3.2", "边坡坡度不应大于6", "prohibits", False),
        ("3.3", "不得使用外来物种", "prohibits", False),
        ("3.4", "应编制粉尘治理设计", "requires", False),
        ("3.5", "采石场基本情况", "requires", True),
        ("3.5", "效益分析", "requires", True),
        ("3.5", "投资估算", "requires", True),
        ("4", "水土保持", "requires", True),
    ]


def test_verdicts_of_a_plan(document, spec):
    assert verdicts(document, spec, SCHEME.format(slope=52)) == {
        "3.1 应说明采石场的地": "found",
        "3.2 边坡坡度不应大于": "found",
        "3.3 不得使用外来物种": "person",
        "3.4 应编制粉尘治理设": "not found",
        "3.5 采石场基本情况": "found",
        "3.5 效益分析": "not found",
        "3.5 投资估算": "found",
        "4 水土保持": "found",
    }


def test_a_number_beyond_its_limit_is_for_a_person(document, spec):
    report = check_against(document(SCHEME.format(slope=75)), spec)
    item = next(i for i in report.items if i.clause == "3.2")
    assert item.verdict == "person"
    assert "75" in item.reason


def test_the_passage_is_where_it_says(document, spec):
    plan = document(SCHEME.format(slope=52))
    for item in check_against(plan, spec).items:
        assert plan.text[item.start : item.end].strip() == item.passage


@pytest.mark.parametrize("empty", [True, False])
def test_empty_and_foreign_plans_have_nothing_found(document, spec, empty):
    plan = document("# 菜谱\n\n## 1 红烧肉\n\n应选用五花肉，切块后焯水，加酱油炖一小时。\n")
    if empty:
        plan = replace(
            plan, clean=replace(plan.clean, text=""), clauses=plan.clauses[:1], leaves=()
        )
    report = check_against(plan, spec)
    assert report.off_subject
    assert {i.verdict for i in report.items} == {"not found"}


def test_a_specification_without_norms_is_refused(document):
    with pytest.raises(BadQuery, match="没有找到要求"):
        check_against(document(SCHEME), document("# 通讯录\n\n张三，电话一。\n"))


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("应当编制方案", "requires"), ("不应超过三米", "prohibits"), ("宜采用乔木", "recommends"),
        ("可采用充填法", "permits"), ("可采储量大", None), ("相应的图件", None), ("供应充足", None),
        ("应对矿区取样", "requires"), ("应对突发事件的预案", None), ("内容包括图件", "requires"),
    ],
)  # fmt: skip
def test_modality_cues(words, expected):
    assert modality(words) == expected


@pytest.mark.parametrize(
    ("norm", "text", "kept"),
    [
        ("覆土厚度不应小于0.5 m", "林地覆土厚度0.6米", True),
        ("覆土厚度不应小于0.5 m", "覆土厚度为40厘米", False),
        ("堆放高度不宜超过3 m", "表土堆放高度2.5米", True),
        ("管护期不少于3年", "管护期2年", False),
        ("管护期不少于3年", "投资30万元", None),
    ],
)
def test_limits_against_the_plan(norm, text, kept):
    (limit,) = limits(norm)
    found = measured(limit, text, 0, len(text))
    assert (found.kept if found else None) is kept


UPPER = """# 湖州市矿产资源规划

## 一、指标

限制开采矿种：硅灰石。

| 县（市、区） | 矿山总数（个） | 修复面积（公顷） | 指标属性 |
| --- | --- | --- | --- |
| 德清县 | ≤10 | 60 | 约束性 |
"""
COUNTY = """# 德清县矿产资源规划

## 一、目标

到2025年，全县矿山总数控制在12个以内，修复面积0.5平方千米。

## 二、开采区块

表1 开采区块汇总

| 矿种 | 已设区块个数 | 新设区块个数 |
| --- | --- | --- |
| 硅灰石 | 4 | 2 |
| 石灰岩 | 5 | 3 |
| 合计 | 9 | 5 |
"""


def test_a_plan_against_itself_and_the_plan_above(document):
    upper = document(
        UPPER, title="湖州市矿产资源规划", genre="plan", region="浙江省湖州市", period="2021-2025"
    )
    county = document(
        COUNTY,
        title="德清县矿产资源规划",
        genre="plan",
        region="浙江省湖州市德清县",
        period="2021-2025",
    )
    plan, above = (Record(i, d, extract(d)) for i, d in (("county", county), ("upper", upper)))
    found = check_alone(plan, Shelf([plan, above])).findings
    kinds = [f.kind for f in found]
    assert "restricted-mineral" in kinds
    assert "over-cap" in kinds
    assert kinds.count("below-upper-plan") == 2
    assert "below-upper-plan" not in [f.kind for f in check_alone(plan).findings]
    assert check_alone(above, Shelf([plan, above])).findings == ()


def test_side_by_side_and_json(document):
    a, b = (
        Record(i, d, extract(d))
        for i, d in (("a", document(COUNTY)), ("b", document(COUNTY.replace("12个", "15个"))))
    )
    rows = {r.name: (r.a, r.b) for r in side_by_side(a, b)}
    assert rows["矿山总数"] == ("≤12个", "≤15个")
    body = json.loads(json.dumps(check_alone(a).as_json()))
    assert set(body["findings"][0]) == {
        "kind",
        "where",
        "expected",
        "found",
        "severity",
        "evidence",
    }


@pytest.mark.parametrize(
    ("norm", "plan", "kept"),
    [
        ("最终边坡角不应大于60°", "边坡放坡至50°。", True),
        ("最终边坡角不应大于60°", "边坡放坡至65°。", False),
        ("堆放高度不宜超过3 m", "表土堆高2米，台阶高度10米。", True),
        ("林地覆土厚度不应小于0.5 m", "平台覆土0.4米。", False),
        ("堆放高度不宜超过3 m", "台阶高度10米。", None),
    ],
)
def test_a_limit_meets_the_number_of_its_own_thing(norm, plan, kept):
    [limit] = limits(norm)
    found = measured(limit, plan, 0, len(plan))
    assert (None if found is None else found.kept) == kept


SHORT = """# 采石场修复方案

## 一、矿山概况

矿区属季风气候，年均降水量1400毫米，海拔85米。

## 二、修复措施

边坡放坡，平台覆土，表土单独堆放，栽植枫香，乔灌草结合。
"""


@pytest.mark.parametrize(
    ("asked", "verdict"),
    [
        ("矿山基本情况", "found"),
        ("工程设计", "found"),
        ("自然地理与社会经济概况", "person"),
        ("效益分析", "not found"),
    ],
)
def test_contents_under_other_headings(document, asked, verdict):
    spec = document(
        f"# 矿山修复方案编制规范\n\n## 1 内容\n\n1.1 矿山修复方案应包括下列内容：\n\na) {asked}；\n\nb) 公众参与情况。\n",
        genre="specification",
    )
    report = check_against(document(SHORT), spec)
    assert [i.verdict for i in report.items if i.item == asked] == [verdict]
