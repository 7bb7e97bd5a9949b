"""Claims that are denied, hoped for, planned, supposed or told by others are not stored.

Each sentence stands in a small paper that knows two modes and two projects from a table; its twin says
plainly what it only seems to say.
"""

from __future__ import annotations

import pytest

from ingest.extract.certainty import is_abandoned, is_claimed, is_reported

from .asked import FactsOf, pairs

PAPER = """# 云山省矿山修复模式研究

摘要：略。

关键词：矿山；修复

## 1 模式

表1 主要模式

| 模式名称 | 代表项目 |
|---|---|
| 光伏模式 | 青云市石岭镇采石坑修复项目 |
| 置换模式 | 白石县河口镇石灰石矿治理工程 |

### 1.1 实践

{}
"""
PROJECT = "青云市石岭镇采石坑修复项目"


UNSOLVED = [
    "光伏模式未能解决资金短缺问题。",
    "光伏模式并没有缓解财政压力。",
    "光伏模式无法从根本上解决土地闲置问题。",
    "光伏模式难以化解村企矛盾。",
    "光伏模式尚不足以解决融资难问题。",
    "光伏模式未必能解决融资难问题。",
    "光伏模式很难说解决了融资难问题。",
    "与置换模式相比，光伏模式更难解决融资难问题。",
    "光伏模式不但没有减轻财政负担，反而增加了债务。",
    "光伏模式有望缓解资金压力。",
    "光伏模式或可解决融资难问题。",
    "光伏模式力求化解用地矛盾。",
    "光伏模式试图破解资金瓶颈。",
    "光伏模式期望通过引资缓解财政压力。",
    "光伏模式旨在解决融资难问题。",
    "光伏模式拟解决的是融资难问题。",
    "光伏模式要解决的首要问题是融资难。",
    "光伏模式的推广有待解决用地指标不足的问题。",
    "光伏模式被寄予解决融资难问题的厚望。",
    "光伏模式为解决融资难问题提供了思路。",
    "光伏模式本可以避免二次破坏。",
    "光伏模式从理论上可以解决融资难问题。",
    "光伏模式可以解决融资难问题，但实践中收效甚微。",
    "光伏模式如果推广得当，将解决融资难问题。",
    "只要政策到位，光伏模式就能解决融资难问题。",
    "光伏模式能否解决融资难问题，仍需检验。",
    "光伏模式是否缓解了融资难尚无定论。",
    "不应指望光伏模式解决资金问题。",
    "光伏模式对缓解财政压力作用有限。",
    "光伏模式在缓解财政压力方面效果不明显。",
    "光伏模式解决融资难问题的效果并不理想。",
    "光伏模式以消除隐患过程中产生的石料为收入。",
    "有学者认为光伏模式解决了融资难问题。",
    "有观点认为，光伏模式彻底解决了融资难问题。",
    "李某某等［3］指出，光伏模式解决了融资难问题。",
    "王某等（2020）认为光伏模式缓解了财政压力。",
    "据企业负责人介绍，光伏模式解决了融资难问题。",
    "招商手册宣称光伏模式解决了融资难问题。",
    "据媒体报道，光伏模式解决了融资难问题。",
    "某报刊文称光伏模式破解了资金难题。",
    "国外经验表明，光伏模式可以解决融资难问题。",
    "光伏模式未来将解决融资难问题。",
    "光伏模式需与置换模式配合才能解决资金问题。",
    "即使推广光伏模式，也解决不了历史欠账。",
    "光伏模式谈不上解决了融资难问题。",
    "光伏模式距离解决融资难问题还有差距。",
    "光伏模式仅在纸面上解决了融资难问题。",
    "光伏模式所谓解决了融资难问题，并无数据支撑。",
    "光伏模式如何解决融资难问题，值得研究。",
    "光伏模式解决了哪些问题？",
    "我们希望看到光伏模式解决融资难问题。",
]


@pytest.mark.parametrize("sentence", UNSOLVED)
def test_what_is_not_claimed_is_not_solved(facts_of: FactsOf, sentence: str) -> None:
    assert pairs(facts_of(PAPER.format(sentence), "paper.md"), "solves") == set()


SOLVED = [
    ("光伏模式解决了资金短缺问题。", {"资金短缺"}),
    ("光伏模式有效缓解了财政压力。", {"财政压力"}),
    ("光伏模式从根本上解决了土地闲置问题。", {"土地闲置"}),
    ("光伏模式可以缓解资金压力。", {"资金压力"}),
    ("光伏模式能够有效破解融资难、用地难问题。", {"融资难", "用地难"}),
    ("光伏模式既解决了融资难问题，又避免了二次破坏。", {"融资难", "二次破坏"}),
    ("光伏模式不仅解决了融资难问题，而且盘活了土地。", {"融资难"}),
    ("通过光伏模式，地方政府减轻了财政负担。", {"财政负担"}),
    ("光伏模式打破了资金瓶颈。", {"资金瓶颈"}),
    ("光伏模式克服了资金来源单一的弊端。", {"资金来源单一"}),
    ("光伏模式的引入使融资难问题得到解决。", {"融资难"}),
    ("融资难问题在光伏模式下得到了有效缓解。", {"融资难"}),
    ("采用光伏模式后，废渣占地的问题迎刃而解。", {"废渣占地"}),
    ("光伏模式主要解决了融资难问题。", {"融资难"}),
    ("光伏模式只解决了部分资金问题，并未解决产权纠纷。", {"部分资金问题"}),
    ("笔者认为，光伏模式解决了融资难问题。", {"融资难"}),
]


@pytest.mark.parametrize(("sentence", "problems"), SOLVED, ids=[s for s, _ in SOLVED])
def test_plain_claims_are_stored(facts_of: FactsOf, sentence: str, problems: set[str]) -> None:
    found = pairs(facts_of(PAPER.format(sentence), "paper.md"), "solves")
    assert found == {("光伏模式", problem) for problem in problems}


USES = [
    ("采用置换模式。", True),
    ("率先引入置换模式，节约资金800万元。", True),
    ("是置换模式的成功实践。", True),
    ("原拟采用光伏模式，后改为置换模式。", True),
    ("没有采用置换模式。", False),
    ("放弃了置换模式。", False),
    ("不宜采用置换模式。", False),
    ("可采用置换模式。", False),
    ("曾计划采用置换模式，因企业退出而搁置。", False),
    ("采用置换模式，后因资金不到位而终止。", False),
    ("采用置换模式，后改为光伏模式。", False),
    ("采用置换模式的设想未获批准。", False),
    ("如采用置换模式，可节约资金800万元。", False),
    ("能否采用置换模式尚在论证。", False),
    ("二期拟采用置换模式。", False),
    ("未采用光伏模式，而是采用置换模式。", True),
]


@pytest.mark.parametrize(("words", "stored"), USES, ids=[w for w, _ in USES])
def test_use_of_a_mode(facts_of: FactsOf, words: str, stored: bool) -> None:
    facts = facts_of(PAPER.format(f"石岭镇采石坑修复项目{words}"), "paper.md")
    assert ((PROJECT, "置换模式") in pairs(facts, "usesMode")) is stored


OUTCOMES = [
    ("新增耕地300亩。", {"新增耕地300亩"}),
    ("植被覆盖率由12%提高到65%。", {"植被覆盖率由12%提高到65%"}),
    ("实施后，周边水质明显改善。", {"周边水质明显改善"}),
    ("入选全国典型案例。", {"入选全国典型案例"}),
    ("惠及420户村民，村集体累计分红86万元。", {"惠及420户村民", "村集体累计分红86万元"}),
    ("预计新增耕地300亩。", set()),
    ("建成后可新增耕地300亩。", set()),
    ("如采用置换模式，可节约资金800万元。", set()),
    ("设计治理面积20公顷。", set()),
    ("总投资1.2亿元，占地30公顷，工期14个月。", set()),
    ("曾计划新增耕地300亩，后未实施。", set()),
    ("2022年全年亏损380万元。", set()),
    ("并未新增耕地300亩。", set()),
    ("声称带动就业500人，核查仅有80人。", set()),
    ("目标为新增耕地300亩。", set()),
]


@pytest.mark.parametrize(("words", "outcomes"), OUTCOMES, ids=[w for w, _ in OUTCOMES])
def test_results_of_a_project(facts_of: FactsOf, words: str, outcomes: set[str]) -> None:
    facts = facts_of(PAPER.format(f"石岭镇采石坑修复项目{words}"), "paper.md")
    assert pairs(facts, "hasOutcome") == {(PROJECT, outcome) for outcome in outcomes}


FAULTS = [
    ("光伏模式存在前期投入大、回收周期长的问题。", {"前期投入大", "回收周期长"}),
    ("光伏模式的不足在于审批环节多。", {"审批环节多"}),
    ("光伏模式虽然见效快，但管护责任不清。", {"管护责任不清"}),
    ("光伏模式短板明显，一是融资渠道窄，二是风险分担机制缺失。", {"融资渠道窄", "风险分担机制缺失"}),
    ("光伏模式受制于用地政策。", {"受制于用地政策"}),
    ("光伏模式并非万能，资金短缺问题仍未解决。", {"资金短缺"}),
    ("有人担心光伏模式会造成国有资产流失。", set()),
    ("光伏模式并不存在资金短缺问题。", set()),
    ("光伏模式没有出现烂尾现象。", set()),
    ("光伏模式可能出现产权纠纷，但目前尚未发生。", set()),
    ("若管护不到位，光伏模式容易出现返荒。", set()),
    ("光伏模式不再依赖财政资金。", set()),
    ("光伏模式不需要政府出资，不占用耕地指标。", set()),
    ("光伏模式前期投入不大，风险可控。", set()),
    ("光伏模式较好地规避了政策风险，分散了经营风险。", set()),
    ("光伏模式实施后，扬尘污染明显下降。", set()),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "faults"), FAULTS, ids=[s for s, _ in FAULTS])
def test_faults_of_a_mode(facts_of: FactsOf, sentence: str, faults: set[str]) -> None:
    found = pairs(facts_of(PAPER.format(sentence), "paper.md"), "hasProblem")
    assert found == {("光伏模式", fault) for fault in faults}


def test_a_help_counts_where_it_is_allowed_to() -> None:
    assert not is_claimed("有利于", "财政压力")
    assert is_claimed("有利于", "财政压力", hoping=True)
    assert not is_claimed("未能有利于", "财政压力", hoping=True)


def test_who_speaks() -> None:
    assert is_reported("张某等［2］认为收益稳定。")
    assert not is_reported("调查发现收益稳定。")
    assert not is_reported("该做法称为复垦券。")
    assert is_abandoned("项目曾考虑引入基金。")
