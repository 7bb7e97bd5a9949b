from __future__ import annotations

from collections.abc import Callable

import pytest

from ontology.records import Facts

PlanFacts = Callable[[str], Facts]


def rows(facts: Facts) -> list[tuple[str, str, str, int | None]]:
    return [(i.name, i.value, i.unit, i.year) for i in facts.indicators]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("到2025年，全县矿山总数控制在42个以内。", [("矿山总数", "42", "个", 2025)]),
        ("建成绿色矿山12座。", [("建成绿色矿山", "12", "座", None)]),
        ("规划了3个集中开采区。", [("集中开采区数量", "3", "个", None)]),
        (
            "划定勘查规划区块7个，面积85.20平方千米。",
            [
                ("勘查规划区块数量", "7", "个", None),
                ("勘查规划区块面积", "85.20", "平方千米", None),
            ],
        ),
        (
            "绿色矿山比例由5%提高到20%。",
            [("绿色矿山比例", "5", "%", None), ("绿色矿山比例", "20", "%", None)],
        ),
        (
            "截至2020年底，全县共有采矿权18个。其中萤石矿6个、石灰岩矿12个。",
            [
                ("采矿权数", "18", "个", 2020),
                ("萤石矿采矿权", "6", "个", 2020),
                ("石灰岩矿采矿权", "12", "个", 2020),
            ],
        ),
        (
            "产量的60%为自用，40%为外销。",
            [("产量自用比例", "60", "%", None), ("产量外销比例", "40", "%", None)],
        ),
        ("每个监测点的监测频次不应低于每季度1次。", [("监测频次", "1", "次", None)]),
        (
            "石膏、萤石年开采量分别控制在60万吨、18万吨以内。",
            [("石膏年开采量", "60", "万吨", None), ("萤石年开采量", "18", "万吨", None)],
        ),
        (
            "全县矿产地46处，其中大型2处、中型5处。",
            [
                ("矿产地数", "46", "处", None),
                ("大型矿产地", "2", "处", None),
                ("中型矿产地", "5", "处", None),
            ],
        ),
        (
            "划分重点开采区1个：东岭石膏重点开采区，面积12.6公顷。",
            [("重点开采区数量", "1", "个", None), ("东岭石膏重点开采区面积", "12.6", "公顷", None)],
        ),
        (
            "矿业产值达4.8亿元，占全县工业产值的7.3%。",
            [("矿业产值", "4.8", "亿元", None), ("矿业产值占全县工业产值比例", "7.3", "%", None)],
        ),
        (
            "矿山数量由45家减少到28家。",
            [("矿山数量", "45", "家", None), ("矿山数量", "28", "家", None)],
        ),
        ("植被覆盖率3年后应达到70%以上。", [("植被覆盖率", "70", "%", None)]),
        ("溶液池应在整形完工后12个月内拆除。", [("溶液池拆除期限", "12", "个月", None)]),
        (
            "监测数据异常时，运营单位应在24 h内复测，并在3个工作日内向县环保部门报告。",
            [
                ("监测数据异常复测期限", "24", "h", None),
                ("监测数据异常报告期限", "3", "个工作日", None),
            ],
        ),
        (
            "自收到方案之日起二十个工作日内组织评审。",
            [("方案组织评审期限", "20", "个工作日", None)],
        ),
        ("应在闭坑前十二个月提交闭坑报告。", [("闭坑报告提交期限", "12", "个月", None)]),
        ("监测档案应保存10年以上。", [("监测档案保存期限", "10", "年", None)]),
        ("可取得期限不超过四十年的土地使用权。", [("土地使用权期限", "40", "年", None)]),
        ("应每季度至少开展一次现场检查。", [("现场检查次数", "1", "次", None)]),
        (
            "年修复面积不得低于当年损毁面积的60%。",
            [("年修复面积占当年损毁面积比例", "60", "%", None)],
        ),
        ("应设置截洪沟，其设计标准不应低于50年一遇。", [("截洪沟设计标准", "50", "年", None)]),
        ("焊缝应逐条检测，检测合格率应达到100%。", [("焊缝检测合格率", "100", "%", None)]),
        ("抗滑稳定安全系数应≥1.20。", [("抗滑稳定安全系数", "1.20", "", None)]),
        (
            "财政局要统筹资金，并按不低于土地出让收益的10%安排修复资金。",
            [("土地出让收益安排修复资金比例", "10", "%", None)],
        ),
        (
            "抗滑稳定安全系数应符合GB 50330的规定，且不应小于1.20。",
            [("抗滑稳定安全系数", "1.20", "", None)],
        ),
        ("海拔3500米以上的矿山不宜冬季作业。", [("矿山海拔", "3500", "米", None)]),
        (
            "采矿权由67个压减至43个。",
            [("采矿权数量", "67", "个", None), ("采矿权数量", "43", "个", None)],
        ),
        (
            "登记隐患点43处，其中泥石流17处、崩塌26处。",
            [
                ("登记隐患点数量", "43", "处", None),
                ("泥石流隐患点", "17", "处", None),
                ("崩塌隐患点", "26", "处", None),
            ],
        ),
        (
            "财政资金占总投入的62%，自筹资金占38%。",
            [("财政资金占总投入比例", "62", "%", None), ("自筹资金占总投入比例", "38", "%", None)],
        ),
        ("省厅按不低于10%的比例组织抽查。", [("抽查比例", "10", "%", None)]),
        (
            "已发现矿产38种，其中查明资源储量的20种。",
            [("已发现矿产", "38", "种", None), ("查明资源储量的矿产", "20", "种", None)],
        ),
        ("矿山“三率”达标率达到95%。", [("矿山三率达标率", "95", "%", None)]),
        (
            "绿色矿山建成率大型矿山达到100%，中型矿山达到80%。",
            [
                ("绿色矿山建成率大型矿山", "100", "%", None),
                ("绿色矿山建成率中型矿山", "80", "%", None),
            ],
        ),
        (
            "2020年矿业产值占全县产值的比重为12.5%，较2015年下降3.2个百分点。",
            [
                ("矿业产值占产值比例", "12.5", "%", 2020),
                ("矿业产值占产值比例下降", "3.2", "个百分点", 2020),
            ],
        ),
        ("应设置宽度不小于3 m的平台。", [("平台宽度", "3", "m", None)]),
        ("墙身每隔10 m设置一道伸缩缝。", [("伸缩缝间距", "10", "m", None)]),
        ("覆盖度在一年内应达到60%。", [("覆盖度", "60", "%", None)]),
        ("应在有效期届满三十日前申请延续。", [("申请延续期限", "30", "日", None)]),
        (
            "对举报属实的，给予五百元以上五千元以下奖励。",
            [("奖励", "500", "元", None), ("奖励", "5000", "元", None)],
        ),
        ("修复基金按照销售收入的百分之二提取。", [("修复基金提取比例", "2", "%", None)]),
        ("截水沟应按20年一遇暴雨标准设计。", [("截水沟设计暴雨标准", "20", "年", None)]),
        ("回填压实度不应小于0.90。", [("回填压实度", "0.90", "", None)]),
        ("近五年没有提交大型矿产地。", []),
        ("矿业开发已有百余年历史。", []),
        ("总体运作周期偏长（5～10年）。", [("总体运作周期", "5~10", "年", None)]),
        ("吨煤治理成本下降4.3元。", [("吨煤治理成本下降", "4.3", "元", None)]),
        (
            "治理资金需求约41亿元，实际到位24.6亿元，缺口达16.4亿元。",
            [
                ("治理资金需求", "41", "亿元", None),
                ("治理资金实际到位", "24.6", "亿元", None),
                ("治理资金缺口", "16.4", "亿元", None),
            ],
        ),
        (
            "累计建成绿色矿山214座，其中国家级46座、省级168座。",
            [
                ("累计建成绿色矿山数量", "214", "座", None),
                ("国家级绿色矿山", "46", "座", None),
                ("省级绿色矿山", "168", "座", None),
            ],
        ),
        ("监管人员平均每人负责23座矿山。", [("监管人员平均每人负责矿山", "23", "座", None)]),
        ("应当在收到申请后30个工作日内完成审查。", [("审查期限", "30", "个工作日", None)]),
        (
            "逾期不改正的，处五万元以上十万元以下的罚款。",
            [("罚款", "5", "万元", None), ("罚款", "10", "万元", None)],
        ),
        ("2022年，A省投资3.5亿元修复废弃矿山。", [("A省投资修复废弃矿山", "3.5", "亿元", 2022)]),
        ("修复工作分为调查、设计、施工和验收四个阶段。", [("修复工作阶段", "4", "个", None)]),
    ],
)
def test_running_text(
    plan_facts: PlanFacts, sentence: str, expected: list[tuple[str, str, str, int | None]]
) -> None:
    assert rows(plan_facts(sentence)) == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "依据《全县五年规划》编制。",
        "一个区块只设一个采矿权。",
        "从经济、社会两个方面分析。",
        "实施“十四五”规划。",
    ],
)
def test_numbers_that_measure_nothing(plan_facts: PlanFacts, sentence: str) -> None:
    assert rows(plan_facts(sentence)) == []


TARGETS = """
表1 2025年规划目标

| 指标名称 | 单位 | 2020年 | 规划目标 | 指标属性 |
|---|---|---|---|---|
| 萤石年开采量 | 矿石 万吨 | 30 | 45 | 预期性 |
| 矿山总数 | 个 | 21 | ≤18 | 约束性 |
"""


def test_table_of_targets(plan_facts: PlanFacts) -> None:
    found = plan_facts(TARGETS).indicators
    assert [
        (i.name, i.value, i.op, i.unit, i.year, i.kind, i.attribute, i.where) for i in found
    ] == [
        ("萤石年开采量", "30", "=", "矿石万吨", 2020, "status", "预期性", "表1 row 1"),
        ("萤石年开采量", "45", "=", "矿石万吨", 2025, "target", "预期性", "表1 row 1"),
        ("矿山总数", "21", "=", "个", 2020, "status", "约束性", "表1 row 2"),
        ("矿山总数", "18", "<=", "个", 2025, "target", "约束性", "表1 row 2"),
    ]
    assert [i.mineral for i in found] == ["萤石", "萤石", "", ""]


BLOCKS = """
表2 区块汇总

| 矿种 | 已设/个数 | 已设/面积（公顷） | 拟设/个数 |
|---|---|---|---|
| 石膏 | 2 | 14.5 | 1 |
| 合计 | 2 | 14.5 | 1 |
"""


def test_headers_name_and_measure_what_rows_count(plan_facts: PlanFacts) -> None:
    found = plan_facts(BLOCKS).indicators
    assert [(i.name, i.unit, i.kind, i.mineral) for i in found[:3]] == [
        ("石膏已设个数", "个", "status", "石膏"),
        ("石膏已设面积", "公顷", "status", "石膏"),
        ("石膏拟设个数", "个", "target", "石膏"),
    ]
    assert found[3].name == "合计已设个数"
    assert found[3].mineral == ""


PROJECTS = """
表3 典型项目

| 项目名称 | 总工期 | 主要成效 |
|---|---|---|
| 庆阳市青石岭废弃矿山治理项目 | 18个月 | 恢复耕地320亩，土地收益达1.6亿元 |
"""


def test_wording_of_cells_is_about_the_project_of_the_row(plan_facts: PlanFacts) -> None:
    found = plan_facts(PROJECTS).indicators
    assert [(i.name, i.value, i.unit) for i in found] == [
        ("庆阳市青石岭废弃矿山治理项目总工期", "18", "个月"),
        ("庆阳市青石岭废弃矿山治理项目恢复耕地面积", "320", "亩"),
        ("庆阳市青石岭废弃矿山治理项目土地收益", "1.6", "亿元"),
    ]


def test_the_title_says_what_a_mineral_alone_counts(plan_facts: PlanFacts) -> None:
    facts = plan_facts(
        "表4 年开采总量目标\n\n| 序号 | 矿种 | 单位 | 目标 |\n|---|---|---|---|\n| 1 | 石膏 | 万吨 | 50 |\n"
    )
    assert [i.name for i in facts.indicators] == ["石膏年开采总量"]


SCALES = """
表5 最低开采规模

| 序号 | 名称 | 单位/年 | 大型 | 中型 | 小型 | 最低服务年限 |
|---|---|---|---|---|---|---|
| 1 | 铁（地下开采/露天开采） | 矿石万吨 | 100/200 | 30/50 | - | 10 |
"""


def test_thresholds_are_split_by_variant_and_are_no_indicators(plan_facts: PlanFacts) -> None:
    facts = plan_facts(SCALES)
    assert [
        (t.mineral, t.variant, t.scale, t.value, t.unit, t.min_service_years)
        for t in facts.thresholds
    ] == [
        ("铁", "地下开采", "大型", "100", "矿石万吨/年", 10),
        ("铁", "露天开采", "大型", "200", "矿石万吨/年", 10),
        ("铁", "地下开采", "中型", "30", "矿石万吨/年", 10),
        ("铁", "露天开采", "中型", "50", "矿石万吨/年", 10),
    ]
    assert facts.indicators == ()


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (
            "新建露天石膏矿的生产规模不得低于20万吨/年，服务年限不少于10年。",
            [("石膏", "露天", "", "20", "万吨/年", 10)],
        ),
        ("萤石矿最低开采规模不低于每年五万吨。", [("萤石", "", "", "5", "万吨/年", None)]),
        (
            "新建铁矿最低开采规模为大型100万吨/年、中型30万吨/年，最低服务年限分别不低于15年和10年。",
            [
                ("铁", "", "大型", "100", "万吨/年", 15),
                ("铁", "", "中型", "30", "万吨/年", 10),
            ],
        ),
        (
            "水泥用灰岩、白云岩矿山最低生产规模应不低于50万吨/年。",
            [
                ("水泥用灰岩", "", "", "50", "万吨/年", None),
                ("白云岩", "", "", "50", "万吨/年", None),
            ],
        ),
        (
            "第二条 铁、铜矿山最低开采规模分别不低于30万吨/年和10万吨/年。",
            [("铁", "", "", "30", "万吨/年", None), ("铜", "", "", "10", "万吨/年", None)],
        ),
        (
            "金矿最低开采规模：露天开采15万吨/年，地下开采6万吨/年，服务年限均不少于10年。",
            [
                ("金", "露天开采", "", "15", "万吨/年", 10),
                ("金", "地下开采", "", "6", "万吨/年", 10),
            ],
        ),
    ],
)
def test_scales_in_sentences_are_thresholds_and_no_indicators(
    body: str, expected: list[tuple[object, ...]], plan_facts: PlanFacts
) -> None:
    facts = plan_facts(body)
    rows = [
        (t.mineral, t.variant, t.scale, t.value, t.unit, t.min_service_years)
        for t in facts.thresholds
    ]
    assert rows == expected
    assert [i.name for i in facts.indicators] == []


@pytest.mark.parametrize(
    "body", ["全县石膏矿生产规模为20万吨/年。", "铁矿最低开采规模由市局确定，2020年产量30万吨。"]
)
def test_scales_that_bind_nobody_are_no_thresholds(body: str, plan_facts: PlanFacts) -> None:
    assert plan_facts(body).thresholds == ()


def test_counts_of_mines_by_scale_are_no_thresholds(plan_facts: PlanFacts) -> None:
    facts = plan_facts(
        "附表1 矿山结构 单位：个\n\n| 矿种 | 大型 | 小型 | 合计 |\n|---|---|---|---|\n| 煤 | 1 | 6 | 7 |\n"
    )
    assert facts.thresholds == ()
    assert [(i.name, i.value, i.unit) for i in facts.indicators] == [
        ("煤大型矿山", "1", "个"),
        ("煤小型矿山", "6", "个"),
        ("煤矿山合计", "7", "个"),
    ]


def test_a_second_header_row_and_the_unit_of_the_caption(plan_facts: PlanFacts) -> None:
    facts = plan_facts(
        "附表2 最低开采规模 单位：万吨/年\n\n| 矿种 | 最低开采规模 | | 服务年限（年） |\n|---|---|---|---|\n"
        "| | 大型 | 小型 | |\n| 石膏 | ≥30 | 5 | 8 |\n"
    )
    assert [(t.scale, t.value, t.unit, t.min_service_years, t.where) for t in facts.thresholds] == [
        ("大型", "30", "万吨/年", 8, "附表2 row 1"),
        ("小型", "5", "万吨/年", 8, "附表2 row 1"),
    ]


def test_a_row_a_size(plan_facts: PlanFacts) -> None:
    facts = plan_facts(
        "附表2 最低开采规模\n\n| 矿种 | 规模类型 | 最低开采规模 | 最低服务年限（年） |\n|---|---|---|---|\n"
        "| 石膏 | 大型 | 30万吨/年 | 15 |\n| 石膏（地下） | 小型 | 5万吨/年 | 8 |\n"
    )
    assert [
        (t.mineral, t.variant, t.scale, t.value, t.unit, t.min_service_years)
        for t in facts.thresholds
    ] == [
        ("石膏", "", "大型", "30", "万吨/年", 15),
        ("石膏", "地下", "小型", "5", "万吨/年", 8),
    ]
    assert facts.indicators == ()


def test_a_row_a_year(plan_facts: PlanFacts) -> None:
    facts = plan_facts(
        "附表3 主要矿产品产量 单位：万吨\n\n| 年份 | 石膏 | 萤石 |\n|---|---|---|\n| 2019年 | 58 | 10 |\n| 2020年 | 51 | 12 |\n"
    )
    assert rows(facts)[:3] == [
        ("石膏产量", "58", "万吨", 2019),
        ("萤石产量", "10", "万吨", 2019),
        ("石膏产量", "51", "万吨", 2020),
    ]


def test_limits_behind_the_other_minerals_of_a_ban(plan_facts: PlanFacts) -> None:
    facts = plan_facts("禁止开采蓝石棉、可耕地砖瓦用粘土以及平均含硫量高于3%的煤。")
    assert [(t.mineral, t.variant, t.op, t.value, t.unit) for t in facts.thresholds] == [
        ("煤", "含硫", ">", "3", "%")
    ]


def test_limits_of_a_ban_are_thresholds(plan_facts: PlanFacts) -> None:
    facts = plan_facts("禁止开采含硫大于3%的煤。")
    assert [(t.mineral, t.variant, t.op, t.value, t.unit) for t in facts.thresholds] == [
        ("煤", "含硫", ">", "3", "%")
    ]
    assert facts.indicators == ()


BY_MINERAL = """表1 资源概况

| 项目 | 铜矿 | 磷矿 |
|---|---|---|
| 矿产地（处） | 21 | 5 |
| 资源量单位 | 金属万吨 | 矿石万吨 |
| 保有资源量 | 142.6 | 21500 |
"""
LIMITS_BY_MINERAL = """表2 新建矿山最低开采规模

| 规模类型 | 铜矿（矿石万吨/年） | 磷矿（矿石万吨/年） |
|---|---|---|
| 大型 | 100 | 90 |
| 小型 | 10 | — |
| 最低服务年限（年） | 12 | 15 |
"""


def test_a_table_that_prints_a_mineral_a_column(plan_facts: PlanFacts) -> None:
    facts = plan_facts(BY_MINERAL)
    assert [(i.name, i.value, i.unit, i.where) for i in facts.indicators] == [
        ("铜矿矿产地", "21", "处", "表1 column 2"),
        ("磷矿矿产地", "5", "处", "表1 column 3"),
        ("铜矿保有资源量", "142.6", "金属万吨", "表1 column 2"),
        ("磷矿保有资源量", "21500", "矿石万吨", "表1 column 3"),
    ]
    assert [i.evidence.quote for i in facts.indicators] == ["21", "5", "142.6", "21500"]


def test_limits_that_print_a_mineral_a_column(plan_facts: PlanFacts) -> None:
    rows = plan_facts(LIMITS_BY_MINERAL).thresholds
    assert [(t.mineral, t.scale, t.value, t.unit, t.min_service_years) for t in rows] == [
        ("铜矿", "大型", "100", "矿石万吨/年", 12),
        ("磷矿", "大型", "90", "矿石万吨/年", 15),
        ("铜矿", "小型", "10", "矿石万吨/年", 12),
    ]


BY_SIZE = """表1 矿山规模结构

| 规模 | 2020年/数量（个） | 2020年/占比（%） | 2025年/数量（个） |
|---|---|---|---|
| 大型 | 2 | 20.0 | 4 |
| 小型 | 8 | 80.0 | 6 |
"""


def test_a_table_by_size_and_year(plan_facts: PlanFacts) -> None:
    found = [(i.name, i.value, i.unit, i.year) for i in plan_facts(BY_SIZE).indicators]
    assert found == [
        ("大型矿山数量", "2", "个", 2020),
        ("大型矿山占比", "20.0", "%", 2020),
        ("大型矿山数量", "4", "个", 2025),
        ("小型矿山数量", "8", "个", 2020),
        ("小型矿山占比", "80.0", "%", 2020),
        ("小型矿山数量", "6", "个", 2025),
    ]


def test_a_column_of_units_under_a_longer_header(plan_facts: PlanFacts) -> None:
    body = (
        "表1 最低生产规模\n\n| 矿种 | 生产规模单位 | 大型 | 小型 |\n|---|---|---|---|\n"
        "| 铁 | 万吨/年 | 60 | 20 |\n"
    )
    assert {t.unit for t in plan_facts(body).thresholds} == {"万吨/年"}
