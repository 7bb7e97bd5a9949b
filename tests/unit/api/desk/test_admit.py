from __future__ import annotations

import json
from decimal import Decimal

import pytest

from api.desk.admit import admit
from api.desk.application import Application
from api.desk.control import controls
from api.desk.minerals import canonical, covers, group_covers, named_in, narrows
from api.desk.nearest import nearest
from api.desk.norms import norms
from api.desk.places import chain
from api.desk.scale import in_unit
from api.desk.shelf import Shelf
from ingest.extract import extract
from ontology.errors import BadQuery
from ontology.records import Record

PLAN = """# 海宁市矿产资源规划

## 一、矿种

禁止开采矿种：泥炭、可耕地砖瓦用粘土。

限制开采矿种：高岭土。

## 二、准入

新建萤石矿的开采规模不得低于3万吨/年。原则上不再新设小型石灰岩矿，新建石灰岩矿应当采用露天开采方式。

现有矿山连续两年未达到最低开采规模的，责令限期整改。

## 三、石灰岩开采

| 矿种 | 单位/年 | 大型 | 中型 | 小型 | 最低服务年限 |
| --- | --- | --- | --- | --- | --- |
| 石灰岩 | 矿石万吨 | 100 | 50 | 20 | 10 |
"""


@pytest.fixture(scope="module")
def shelf(document) -> Shelf:
    plan = document(
        PLAN, title="海宁市矿产资源规划", genre="plan", region="浙江省海宁市", period="2021-2025"
    )
    old = document(
        PLAN.replace("20 | 10", "90 | 10"),
        title="海宁市矿产资源规划",
        genre="plan",
        region="浙江省海宁市",
        period="2016-2020",
    )
    other = document(
        PLAN, title="平湖市矿产资源规划", genre="plan", region="浙江省平湖市", period="2021-2025"
    )
    return Shelf(
        Record(i, d, extract(d)) for i, d in (("now", plan), ("old", old), ("other", other))
    )


def rules(
    shelf: Shelf, mineral: str, scale: str, unit: str = "万吨/年", **more: object
) -> set[tuple[str, str]]:
    application = Application(mineral, Decimal(scale), unit, "海宁市", **more)  # type: ignore[arg-type]
    report = admit(application, shelf)
    assert {r.document for r in report.rules} <= {"now"}, "only the plan in force for the place"
    return {(r.quote.split("\t")[0][:12], r.verdict) for r in report.rules}


@pytest.mark.parametrize(
    ("mineral", "scale", "more", "expected"),
    [
        ("石灰岩", "60", {}, ("石灰岩", "met")),
        ("石灰岩", "19", {}, ("石灰岩", "not met")),
        ("石灰岩", "19", {}, ("现有矿山连续两年未达到最", "not met")),
        ("石灰岩", "30", {"new": True}, ("原则上不再新设小型石灰岩", "cannot decide")),
        ("石灰岩", "60", {"new": True}, ("原则上不再新设小型石灰岩", "met")),
        ("石灰岩", "60", {"new": True}, ("新建石灰岩矿应当采用露天", "cannot decide")),
        ("石灰岩", "60", {"new": True, "method": "露天"}, ("新建石灰岩矿应当采用露天", "met")),
        ("石灰岩", "60", {"new": True, "method": "地下"}, ("新建石灰岩矿应当采用露天", "not met")),
        ("石灰岩", "60", {"new": True, "service_years": 8}, ("石灰岩", "not met")),
        ("萤石", "2", {"new": True}, ("新建萤石矿的开采规模不得", "not met")),
        ("萤石", "3", {"new": True}, ("新建萤石矿的开采规模不得", "met")),
        ("高岭土", "9", {}, ("限制开采矿种：高岭土", "cannot decide")),
        ("泥炭", "9", {}, ("禁止开采矿种：泥炭、可耕", "not met")),
        ("砖瓦用粘土", "9", {}, ("禁止开采矿种：泥炭、可耕", "cannot decide")),
    ],
)
def test_rules_and_verdicts(shelf, mineral, scale, more, expected):
    assert expected in rules(shelf, mineral, scale, **more)


LAW = """# 萤石矿管理条例

第一条 开办萤石矿，必须具备下列条件：

第二条 萤石矿应当建立安全检查制度。

第三条 未经批准，任何单位不得开采萤石。

第四条 违反第三条规定开采萤石的，责令停止开采，禁止五年内开采萤石。

第五条 开办煤矿，必须具备开采资质。
"""


@pytest.mark.parametrize(("new", "clauses"), [(True, ["art_1", "art_3"]), (False, ["art_3"])])
def test_laws_give_conditions_of_admission_not_duties_at_work(document, new, clauses):
    law = document(
        LAW, title="萤石矿管理条例", genre="regulation", region="全国", date="2020-01-01"
    )
    shelf = Shelf([Record("law", law, extract(law))])
    report = admit(Application("萤石", Decimal(5), "万吨/年", "海宁市", new=new), shelf)
    assert [(r.clause.split("__")[0], r.verdict) for r in report.rules] == [
        (c, "cannot decide") for c in clauses
    ]


def test_rules_for_new_mines_are_left_out_for_existing_ones(shelf):
    found = rules(shelf, "石灰岩", "60")
    assert not any("新" in quote for quote, _ in found)


def test_text_against_table_is_a_contradiction(shelf):
    report = admit(Application("石灰岩", Decimal(60), "万吨/年", "海宁市", new=True), shelf)
    assert [
        ("原则上不再新设小型石灰岩矿" in c.a, "小型" in c.b) for c in report.contradictions
    ] == [(True, True)]


@pytest.mark.parametrize(
    ("mineral", "place", "wanted"), [("石灰言", "海宁市", "石灰岩"), ("石灰岩", "海宇市", "海宁市")]
)
def test_unknown_names_get_near_ones(shelf, mineral, place, wanted):
    report = admit(Application(mineral, Decimal(1), "万吨/年", place), shelf)
    assert report.rules == ()
    assert wanted in report.suggestions


@pytest.mark.parametrize(
    ("mineral", "scale", "unit", "place"),
    [
        ("石膏", "4", " ", "海宁市"),
        ("", "4", "万吨", "海宁市"),
        ("石膏", "0", "万吨", "海宁市"),
        ("石膏", "4", "万吨", ""),
    ],
)
def test_bad_applications(mineral, scale, unit, place):
    with pytest.raises(BadQuery):
        Application(mineral, Decimal(scale), unit, place)


@pytest.mark.parametrize(
    ("value", "unit", "wanted", "result"),
    [
        ("40000", "吨/年", "矿石万吨/年", "4"),
        ("4", "万吨", "矿石万吨/年", "4"),
        ("4", "万吨/年", "万吨", "4"),
        ("5", "万立方米/年", "立方米/年", "50000"),
        ("4", "万吨/月", "万吨/年", None),
        ("4", "万吨/年", "万立方米/年", None),
        ("4", "车/年", "万吨/年", None),
    ],
)
def test_scales_in_the_unit_of_the_rule(value, unit, wanted, result):
    compared = in_unit(Decimal(value), unit, wanted)
    assert compared.value == (None if result is None else Decimal(result))
    assert bool(compared.reason) == (result is None)


def test_mineral_names():
    assert canonical("石膏矿") == "石膏"
    assert covers("石灰岩", "水泥用石灰岩")
    assert not covers("水泥用石灰岩", "石灰岩")
    assert narrows("水泥用石灰岩", "石灰岩")
    assert named_in("资金和铁路，禁止开采金、铁矿") == ("金", "铁")
    assert group_covers("砂石粘土类矿山", "砖瓦用粘土")
    assert group_covers("砂石粘土类矿山", "砂金") is False
    assert group_covers("一般矿山", "砂金") is None


def test_places_from_the_ground_up():
    assert chain("海宁市")[0] == "海宁市"
    assert "浙江省" in chain("海宁市")
    assert chain("新疆和田地区洛浦县") == chain("洛浦县")
    assert chain("不存在县") == ()
    assert chain("青岚县", ["江西省青岚县"])[0] == "青岚县"


def test_lists_with_qualifiers(document):
    text = "# 规划\n\n禁止开采矿种：含硫量大于3%的煤、可耕地砖瓦用粘土以及砂金。\n\n限制开采钨、稀土等矿产。\n"
    assert [(c.kind, c.qualifier, c.mineral) for c in controls(document(text))] == [
        ("禁止", "含硫量大于3%的", "煤"), ("禁止", "可耕地", "砖瓦用粘土"), ("禁止", "", "砂金"),
        ("限制", "", "钨"), ("限制", "", "稀土"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "# 规划\n\n限制开采的矿种主要有钨、高岭土。\n",
        "# 规划\n\n对钨、高岭土等矿产实行限制开采。\n",
        "# 规划\n\n限制开采矿种。钨、高岭土。\n",
        "# 规划\n\n| 类别 | 矿种 |\n| --- | --- |\n| 重点开采矿种 | 萤石 |\n| 限制开采矿种 | 钨、高岭土 |\n",
        "# 规划\n\n| 重点开采矿种 | 限制开采矿种 |\n| --- | --- |\n| 萤石 | 钨、高岭土 |\n",
    ],
)
def test_lists_in_other_layouts(document, text):
    assert [(c.kind, c.mineral) for c in controls(document(text))] == [
        ("限制", "钨"),
        ("限制", "高岭土"),
    ]


def test_norms_are_cut_at_their_cues(document):
    found = norms(
        document(
            "# 规划\n\n规划期内，原则上不再新设小型矿山，新建矿山必须达到中型以上，鼓励整合。\n\n本市矿产丰富。\n"
        )
    )
    assert [n.words for n in found] == [
        "规划期内，原则上不再新设小型矿山", "新建矿山必须达到中型以上，鼓励整合",
    ]  # fmt: skip
    assert found[1].before.startswith("规划期内")


def test_near_names_prefer_those_at_hand():
    assert nearest("石稿", ["石膏", "石墨", "煤"], {"石膏"})[0] == "石膏"
    assert nearest("煤", ["石膏"]) == ()


def test_json(shelf):
    report = admit(Application("石灰岩", Decimal(60), "万吨/年", "海宁市", new=True), shelf)
    body = json.loads(json.dumps(report.as_json()))
    assert set(body) == {"rules", "contradictions", "suggestions"}
    assert set(body["rules"][0]) == {"document", "clause", "quote", "verdict", "reason"}
