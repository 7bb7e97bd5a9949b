"""The words that join a noun phrase to its number: links behind it (面积|约为), leads before it (其中|已完成).

Both are closed classes, so they are listed, one kind a line. They are taken off one after the other.
"""

from __future__ import annotations

from ontology import patterns as re

# What stands between a name and its number. Their order is of no account: all end at the number.
_LINKS = (
    # The copula and its kin: 面积为, 率达到, 产量占; 压占 belongs to the name.
    r"为|是|有|占(?<!压占)|计|总计|合计|达|[高多]达|规定",
    # How exact or how much that is: 约, 近, 仅, 共, 均.
    r"约|近|逾|仅|只|就|共|均|各|平均|分别|至少|至多|最[高低多少长大小]",
    # Comparators: 不低于, 超过, 优于.
    r"不?[超低高少大小多短]于|不?超过|不足|不到|不满|≤|≥|<|>|＜|＞",
    r"(?:优于|劣于|快于|慢于)|不得突破",
    # What ought to be: 应, 不得, 力争.
    r"应|应当|宜|须|必须|可|不[得应宜能]|将|力争|确保|(?:应|宜|可)(?:采用|选用|取|按)",
    # Adverbs and particles that any predicate takes; 已设, 已有 and 已建 belong to the name.
    r"已(?![设有建])|则|却|仍|也|了|一般|通常|往往",
    # Prepositions of a value; a name of two letters stands before 以.
    r"由|从|到|至|在|(?<=.{2})以|一式",
    # How it changes, or stays: 提高到, 降至, 控制在.
    r"提[高升]|增加|增[长至]|扩大|恢复[到至]|下降|降低?[到至]|减少|(?:压减|压缩|缩减|整合)[到至为]",
    r"(?:控制|保持|稳定|维持)在",
    # When: 到2025年底, 每年; 较2015年 is told otherwise.
    r"(?<=.{2})(?:19|20)\d{2}年[底末]?|每(?:季度|半年|年|个?月|周|日|天|次)?",
    # What is done to the things that are counted: 采矿权设置3个; 已设, 新设 and 拟设 belong to the name.
    r"设置|设立|(?<![已新拟])设|划定|规划|建立",
)
_LINK = re.compile(rf"(?:\s|{'|'.join(_LINKS)})+$")
# What a link ends with, beside blanks; most phrases end with a noun.
_LINK_ENDS = frozenset(
    "为是达到至占约近有共计仅只就已于过足满逾少多能在争保高升加长降大当应宜须由从则却仍也定般常往别均"
    "低小≤≥<>＜＞用取按以式将了破年底末各每度月周日天次置划立设得可"
)
_YEAR = r"20\d\d年"
# What opens the words before a number and is not of the name. The first that fits is taken.
_LEADS = (
    # Marks of a list, blanks.
    r"[●○•■◆▪➢➤✓]|\s",
    # Who tells it.
    r"课题组|笔者|本文|作者",
    # Conjunctions.
    r"其中|其余(?=.{3})|但是?|而|不过|同时|另外|此外|且|并|以及",
    # Adverbs.
    r"仅|已经?|共有?|将|先后|陆续|随机|力争|预计|计划|累计(?=完成|查处)",
    # That there is something; 有效, 有色, 有机 and 有限 open a name.
    r"有(?!效|色|机|限)|尚有|主要有|包括|包含",
    # What was found or is laid out.
    r"划分|划定|(?<=共)设(?![备施计])|查出|查处|排查出?",
    # Light verbs: the noun behind them says what is done.
    r"完成了?|实现了?|形成了?|提供了?|达到|落实|安排|实施|开展",
    # Coverbs; 在册, 在建, 在用, 在产, 在编 and 在线 open a name.
    r"对|使|通过|按照|在(?![册建用产编线])",
    # When it is so.
    rf"目前|全年|当年(?=实现|完成|生产|新增)|到?{_YEAR}[底末初]?前?|至{_YEAR}[底末]?|截[至止](?:{_YEAR}[底末]?)?",
    r"“?十[三四五六]五”?(?:期间|末|时期)?|基期末?",
    r"规划(?=部署|安排)|规划期(?:[内末]?(?:部署|安排|实施)|[内末])",
    r"(?:建成|完工|竣工|投产|投运|修复|治理)(?:运营)?[以之]?后",
    # Where it is so: 全县, 境内, 本区; places with names are taken off elsewhere. A total (区内采矿权总数) is
    # of the zone that was told before.
    r"全[县市区省国州旗]内?|[县市省州境]内|我[县市区省国]|本[轮县市区省次规划]*|该|现在?区内|区内(?!.{2,6}总[数量])",
)
_LEAD = re.compile(rf"^(?:(?:{'|'.join(_LEADS)})(?!的))+")


def unlinked(phrase: str) -> str:
    """The words without the links at their end."""
    last = phrase[-1:]
    return _LINK.sub("", phrase) if last in _LINK_ENDS or last.isspace() else phrase


def lead_end(phrase: str) -> int:
    """Where the words that lead up to the name end, 0 where there are none."""
    lead = _LEAD.match(phrase)
    return lead.end() if lead else 0
