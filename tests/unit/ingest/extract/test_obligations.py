from __future__ import annotations

from collections.abc import Callable

import pytest

from ontology.records import Facts

PlanFacts = Callable[[str], Facts]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("采矿权人应当编制修复方案。", [("requires", "采矿权人", "编制修复方案", "")]),
        ("开采规模不得低于表列标准。", [("prohibits", "开采规模", "低于表列标准", "")]),
        ("采样点间距不宜大于50米。", [("recommends", "采样点间距", "不宜大于50米", "")]),
        ("验收前宜开展试运行。", [("recommends", "", "开展试运行", "验收前")]),
        ("监测部门可以委托第三方检测。", [("permits", "监测部门", "委托第三方检测", "")]),
        ("鼓励矿山企业开展尾矿综合利用。", [("encourages", "矿山企业", "开展尾矿综合利用", "")]),
        ("对不符合规划的，不得批准立项，不得颁发许可证。",
            [("prohibits", "", "批准立项", "对不符合规划的"),
             ("prohibits", "", "颁发许可证", "对不符合规划的")]),
        ("未达到规模要求，以及采用淘汰技术的，责令限期整改。",
            [("requires", "", "责令限期整改", "未达到规模要求，以及采用淘汰技术的")]),
        ("逾期不改正的，处二万元以上十万元以下罚款。", []),
        ("由县自然资源局责令限期退还，并处五万元以下罚款。",
            [("requires", "县自然资源局", "责令限期退还", "")]),
        ("原则上不得在限制区内新设采矿权。", [("prohibits", "", "在限制区内新设采矿权", "")]),
        ("除基础设施外，不再审批新的砂石矿。", [("prohibits", "", "审批新的砂石矿", "除基础设施外")]),
        ("有下列行为之一的，责令改正：（一）未编制方案的。",
            [("requires", "", "责令改正", "有下列行为之一的")]),
        ("其他地区的管护期应≥3年。", [("requires", "其他地区的管护期", "≥3年", "")]),
        ("溶液池可改造为雨水收集池。", [("permits", "溶液池", "改造为雨水收集池", "")]),
        ("应给出可核查的量化指标。", [("requires", "", "给出可核查的量化指标", "")]),
        ("逾期不整改的，依法予以关闭。", [("requires", "", "依法予以关闭", "逾期不整改的")]),
        ("修复方案由采矿权人组织编制。", [("requires", "采矿权人", "组织编制修复方案", "")]),
        ("原则上不再新设小型砖瓦用页岩矿。", [("prohibits", "", "不再新设小型砖瓦用页岩矿", "")]),
        ("区块原则上必须位于集中开采区内。", [("requires", "区块原则上", "位于集中开采区内", "")]),
        ("应由具有资质的单位开展监测。", [("requires", "具有资质的单位", "开展监测", "")]),
        ("矿山企业要边采边治，及时复垦。", [("requires", "矿山企业", "边采边治，及时复垦", "")]),
        ("历史遗留矿山由县人民政府负责修复。", []),
        ("监测井不应少于3眼，其中上游1眼、下游2眼。", [("prohibits", "监测井", "少于3眼", "")]),
        ("新设采矿权应当实行净矿出让，出让前由县自然资源局核查用地条件。",
            [("requires", "新设采矿权", "实行净矿出让", "")]),
        ("地下矿山应建立监测系统，采空区过大的矿山，必须完成充填。",
            [("requires", "地下矿山", "建立监测系统", ""),
             ("requires", "采空区过大的矿山", "完成充填", "")]),
        ("鼓励矿山企业与科研院所共建创新平台。",
            [("encourages", "矿山企业", "与科研院所共建创新平台", "")]),
        ("因地制宜、一矿一策，推进矿山修复。", []),
        ("挪用资金的，由自然资源主管部门依照《某法》第八条的规定处罚。", []),
        ("对虚报冒领的，由财政局责令限期退回，并依照《某条例》第六条的规定处理。",
            [("requires", "财政局", "责令限期退回", "对虚报冒领的")]),
        ("擅自开采的，责令停止违法行为，没收违法所得。",
            [("requires", "", "责令停止违法行为", "擅自开采的")]),
        ("采矿权人须按年度计提基金，计提比例不低于销售收入的2%。",
            [("requires", "采矿权人", "按年度计提基金", "")]),
        ("项目应当在6个月内开工，建设期一般不超过24个月。",
            [("requires", "项目", "在6个月内开工", "")]),
        ("管理费不得超过工程费的3%，超出部分由承担单位自筹解决。",
            [("prohibits", "管理费", "超过工程费的3%", "")]),
        ("剩余砂石料可以统一处置，处置收益专项用于生态修复。",
            [("permits", "剩余砂石料", "统一处置", "")]),
        ("剩余砂石料应当公开处置，所得收益全部用于生态修复。",
            [("requires", "剩余砂石料", "公开处置，所得收益全部用于生态修复", "")]),
        ("探矿权转让时严格落实区块范围。", [("requires", "", "严格落实区块范围", "探矿权转让时")]),
        ("坚持绿色发展，严格执行国家目录。", []),
        ("矿山企业应当按规程生产，严格执行安全标准。",
            [("requires", "矿山企业", "按规程生产", ""),
             ("requires", "矿山企业", "严格执行安全标准", "")]),
        ("对安全条件好的矿山企业优先供电，建立名录管理制度。",
            [("requires", "", "对安全条件好的矿山企业优先供电", "")]),
        ("定期开展矿区巡查，建立巡查台账制度。", [("requires", "", "定期开展矿区巡查", "")]),
        ("督促采矿权人落实复垦方案。", [("requires", "采矿权人", "落实复垦方案", "")]),
        ("达到验收标准的矿山企业提交自评报告。",
            [("requires", "达到验收标准的矿山企业", "提交自评报告", "")]),
        ("列入名录的矿山企业享受优惠政策。", []),
        ("原则上新设区块必须位于集中区内，明确准入要求。",
            [("requires", "原则上新设区块", "位于集中区内", "")]),
        ("新建矿山要严格环境准入，进行开发要评估效益。",
            [("requires", "新建矿山", "严格环境准入，进行开发要评估效益", "")]),
        ("完善联动机制，应当及时纠正违规行为。", [("requires", "", "及时纠正违规行为", "")]),
        ("岩土工程十分重要，应选择稳定地段。", [("requires", "", "选择稳定地段", "")]),
        ("逾期不缴的，没收违法所得，可以并处罚款。",
            [("permits", "", "并处罚款", "逾期不缴的")]),
        ("噪声影响应在围墙处测定。", [("requires", "噪声影响", "在围墙处测定", "")]),
        ("整合县内资源，引导矿山企业兼并重组。", []),
        ("重点勘查区内优先安排项目，引导社会资本参与找矿。",
            [("requires", "", "优先安排项目", "重点勘查区内"),
             ("encourages", "社会资本", "参与找矿", "")]),
        ("按照谁修复谁受益的原则，引导社会资本采取“修复+光伏”方式参与。",
            [("encourages", "社会资本", "采取“修复+光伏”方式参与",
              "按照谁修复谁受益的原则")]),
        ("矿业权一律公开出让。", [("requires", "矿业权", "公开出让", "")]),
        ("区内只允许开采地热。", [("permits", "", "开采地热", "区内")]),
        ("水泥产能不再扩大。", [("prohibits", "水泥产能", "扩大水泥产能", "")]),
        ("除国家规定可以协议出让的情形外，矿业权应当公开出让。",
            [("requires", "矿业权", "公开出让", "除国家规定可以协议出让的情形外")]),
        ("采矿权人不得超产，连续两年超产的，暂停受理其申请。",
            [("prohibits", "采矿权人", "超产", ""),
             ("requires", "", "暂停受理其申请", "连续两年超产的")]),
        ("小型矿山应当在年底前达标，逾期不达标的有序退出。",
            [("requires", "小型矿山", "在年底前达标", ""),
             ("requires", "", "有序退出", "逾期不达标的")]),
        ("完成率低于90%的乡镇，取消当年投放资格。",
            [("requires", "完成率低于90%的乡镇", "取消当年投放资格", "")]),
        ("改建矿山参照执行。", [("requires", "改建矿山", "参照执行", "")]),
        ("因采矿诱发的地质灾害，由采矿权人承担治理费用。",
            [("requires", "采矿权人", "承担治理费用", "因采矿诱发的地质灾害")]),
        ("退出矿山的剩余储量由国家统一收储。",
            [("requires", "国家", "统一收储退出矿山的剩余储量", "")]),
        ("强化由政府统一部署的联动机制。", []),
        ("市财政每年安排修复资金。", [("requires", "市财政", "每年安排修复资金", "")]),
        ("尾矿库须安装监测设备，监测数据每10分钟上传一次。",
            [("requires", "尾矿库", "安装监测设备", "")]),
        ("县局可以聘请监督员，对举报属实的，按照办法奖励。",
            [("permits", "县局", "聘请监督员", "")]),
        ("历史遗留土地应修尽修。", []),
        ("采矿历史可上溯至明清。", []),
        ("采矿权申请人在申请许可证时，应当提交方案。",
            [("requires", "采矿权申请人", "提交方案", "在申请许可证时")]),
        ("采矿权人扩大规模、变更矿区范围的，应当重新编制方案。",
            [("requires", "采矿权人", "重新编制方案", "扩大规模、变更矿区范围的")]),
        ("投资主体修复面积达到三公顷以上的，可以取得使用权。",
            [("permits", "投资主体", "取得使用权", "修复面积达到三公顷以上的")]),
        ("采矿权人和受让人转让矿山时，应当书面约定。",
            [("requires", "采矿权人和受让人", "书面约定", "转让矿山时")]),
        ("采矿权人应当设立账户，专款专用，不得挪作他用。",
            [("requires", "采矿权人", "设立账户，专款专用", ""),
             ("prohibits", "采矿权人", "挪作他用", "")]),
        ("植被覆盖率两年内应当达到七成。", [("requires", "植被覆盖率", "达到七成", "两年内")]),
        ("采矿权人违法开采的，责令改正。",
            [("requires", "", "责令改正", "采矿权人违法开采的")]),
        ("采矿权人违法开采的，可以并处罚款。",
            [("permits", "", "并处罚款", "采矿权人违法开采的")]),
        ("单位面积投资超过标准的，应当说明理由。",
            [("requires", "", "说明理由", "单位面积投资超过标准的")]),
        ("自公告之日起六十日内，应当提出异议。",
            [("requires", "", "提出异议", "自公告之日起六十日内")]),
        ("渣堆可就地封存，也可以外运处置。",
            [("permits", "渣堆", "就地封存", ""), ("permits", "渣堆", "外运处置", "")]),
        ("方案应当附图，并应经论证后备案。",
            [("requires", "方案", "附图", ""), ("requires", "方案", "经论证后备案", "")]),
        ("访谈可以与踏勘结合，也可以单独进行。", [("permits", "访谈", "与踏勘结合，也可以单独进行", "")]),
    ],
)  # fmt: skip
def test_obligations(
    plan_facts: PlanFacts, sentence: str, expected: list[tuple[str, str, str, str]]
) -> None:
    found = plan_facts(sentence).obligations
    assert [(o.modality, o.subject, o.action, o.condition) for o in found] == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "全县矿产资源供应能力增强。",
        "该矿为应急备用矿山，可供开采十年。",
        "主要需求来自建材行业。",
        "“严禁乱采滥挖”已成共识。",
        "禁止开采区分布于河道两侧。",
        "可持续发展能力提高。",
        "土地所有权不因矿业权的设立而改变。",
        "法律另有规定可以采用其他方式的除外。",
    ],
)
def test_words_that_only_look_like_cues(plan_facts: PlanFacts, sentence: str) -> None:
    assert plan_facts(sentence).obligations == ()


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("给出矿区的位置，并附图说明。", ["给出矿区的位置，并附图说明"]),
        ("踏勘过程中，注意核查资料的真实性。", ["注意核查资料的真实性"]),
        ("根据任务，对绿化面积等方面进行效果分析。", ["对绿化面积等方面进行效果分析"]),
        ("影响范围有限，一般采用类比法分析即可。", ["一般采用类比法分析即可"]),
        ("踏勘以矿区范围为主，并包括周边区域。", ["以矿区范围为主，并包括周边区域"]),
        ("本阶段主要工作为汇总资料，编制报告。", ["主要工作为汇总资料，编制报告"]),
        ("预测主要依据进度，分近期、远期两个时段进行。", ["分近期、远期两个时段进行"]),
        ("规范明确了资料包括地质、土壤；林业、水文；气象。", ["资料包括地质、土壤；林业、水文；气象"]),
        ("建议各级主管部门和编制单位，在编制工作中采用本规范。", ["采用本规范"]),
        ("经处理即可满足回用要求。", []),
        ("分析结果如下。", []),
        ("废水采用二级处理工艺。", []),
    ],
)  # fmt: skip
def test_what_a_specification_lays_down(
    facts_of: Callable[..., Facts], sentence: str, expected: list[str]
) -> None:
    text = f"# 某矿修复技术规范\n\n## 1 范围\n\n本规范适用于金属矿。\n\n## 2 要点\n\n{sentence}\n"
    facts = facts_of(text)
    said = [o.action for o in facts.obligations if o.action != "适用于金属矿"]
    assert said == expected
    related = [a.object for a in facts.assertions if a.predicate in ("requires", "encourages")]
    assert related == ["适用于金属矿", *expected]


def test_principles_are_no_single_orders(facts_of: Callable[..., Facts]) -> None:
    text = "# 某矿修复技术规范\n\n## 1 编制原则\n\n分析实践经验，确定规范的结构。\n"
    assert facts_of(text).obligations == ()


def test_terms_are_explained_but_their_number_is_laid_down(facts_of: Callable[..., Facts]) -> None:
    text = "# 某矿修复技术规范\n\n## 1 术语和定义\n\n客土需要外运。\n\n本标准规定了5个术语，分别为：甲、乙。\n"
    assert [o.action for o in facts_of(text).obligations] == ["规定了5个术语"]


@pytest.mark.parametrize(
    ("title", "expected"),
    [("开采总量调控", ["页岩年开采量控制在45万吨以内"]), ("规划目标", [])],
)
def test_caps_bind_where_amounts_are_controlled(
    plan_facts: PlanFacts, title: str, expected: list[str]
) -> None:
    facts = plan_facts(f"### 第一节 {title}\n\n页岩年开采量控制在45万吨以内。")
    assert [o.action for o in facts.obligations] == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("矿业活动必须避让红线。", ["避让红线"]),
        ("各县应加快发展。", []),
    ],
)
def test_only_words_that_bind_count_among_principles(
    plan_facts: PlanFacts, sentence: str, expected: list[str]
) -> None:
    facts = plan_facts(f"### 第一节 基本原则\n\n{sentence}")
    assert [o.action for o in facts.obligations] == expected


def test_repeated_paragraphs_oblige_once(plan_facts: PlanFacts) -> None:
    facts = plan_facts(
        "### 第一节 勘查\n\n勘查单位应当恢复植被。\n\n### 第二节 开采\n\n勘查单位应当恢复植被。"
    )
    assert [o.action for o in facts.obligations] == ["恢复植被"]


def test_the_nearest_numbered_heading_speaks(plan_facts: PlanFacts) -> None:
    facts = plan_facts("### 第一节 准入\n\n新建矿山必须达到准入规模。")
    names = {e.id: e.name for e in facts.entities}
    found = [(names[a.subject], a.object) for a in facts.assertions if a.predicate == "requires"]
    assert found == [("第一节 准入", "达到准入规模")]


def test_problems_and_foreign_laws_oblige_nobody(facts_of: Callable[..., Facts]) -> None:
    text = "# 某矿修复规范\n\n## 1 国外标准概况\n\n美国法律要求必须恢复原状。\n\n## 2 要求\n\n施工单位应设置围挡。\n"
    assert [o.subject for o in facts_of(text).obligations] == ["施工单位"]


def test_headings_that_ban_list_what_is_banned(plan_facts: PlanFacts) -> None:
    facts = plan_facts(
        "### 第一节 调控\n\n重点开采矿种：萤石、石膏。\n\n限制开采矿种：砂金。\n\n禁止开采矿种：蓝石棉、泥炭。"
    )
    assert [(o.modality, o.action) for o in facts.obligations] == [
        ("prohibits", "开采蓝石棉、泥炭")
    ]


def test_what_a_standard_does_not_apply_to_is_no_scope(facts_of: Callable[..., Facts]) -> None:
    text = "# 某矿监测技术规范\n\n## 1 范围\n\n本规范适用于金属矿。\n\n本规范不适用于放射性矿。\n"
    assert [o.action for o in facts_of(text).obligations] == ["适用于金属矿"]


def test_evidence_of_obligations_is_the_text(plan_facts: PlanFacts) -> None:
    (found,) = plan_facts("在生态红线内，严禁新设采矿权。").obligations
    assert found.evidence.quote == "在生态红线内，严禁新设采矿权"
    assert found.cue == "严禁"


@pytest.mark.parametrize("sentence", ["支持绿色技术创新。", "正确引导矿产资源开发利用方向。"])
def test_plans_oblige_nobody_by_wishes(plan_facts: PlanFacts, sentence: str) -> None:
    assert plan_facts(sentence).obligations == ()


def encouraged(facts: Facts) -> list[str]:
    return [a.object for a in facts.assertions if a.predicate == "encourages"]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("引导社会资金投入萤石深部找矿。", ["投入萤石深部找矿"]),
        ("重点开采区内引导优势企业整合周边矿山。", ["整合周边矿山"]),
        ("提高资源保障程度，引导矿山企业规模开采。", []),
        ("正确引导矿产资源开发利用方向。", []),
        ("支持绿色技术创新。", []),
        ("支持矿山企业开展技术创新。", ["开展技术创新"]),
        ("支持尾矿和废石综合利用。", ["尾矿和废石综合利用"]),
    ],
)
def test_wishes_are_no_encouragement(
    plan_facts: PlanFacts, sentence: str, expected: list[str]
) -> None:
    assert encouraged(plan_facts(sentence)) == expected


def test_an_article_encourages_all_that_it_goes_on_with(facts_of: Callable[..., Facts]) -> None:
    words = "鼓励开展矿山修复研究，推广先进适用技术。"
    text = f"某省矿山修复条例\n\n第一条　为了修复矿山，制定本条例。\n\n第二条　{words}\n"
    assert encouraged(facts_of(text, "rules.txt")) == ["开展矿山修复研究，推广先进适用技术"]
