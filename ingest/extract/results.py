"""What a mode or project has brought: outcomes, and problems that it solved."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from ingest.extract import certainty
from ingest.extract.coordination import Problem, split
from ingest.extract.deficits import deficit
from ingest.extract.spans import Range, cut, tidy, without_bracket
from ontology import patterns as re

_SOLVE = (
    "破解|解决|化解|缓解|缓和|避开|绕开|躲开|纾解|疏解|舒缓|避免|消除|克服|规避|防止|杜绝|遏制|扭转|改变|减少|减轻|降低|弥补|补齐|填补"
    "|突破|打破|破除|打通|疏通|分散|扫清|免除|免去|走出|摆脱"
)
SOLVING = re.compile(
    rf"(?:有效|成功|基本|较好地?|很好地?|最大限度地?|大幅|显著|进一步|切实|从根本上|妥善|极大地?)*(?:{_SOLVE})了?"
)
_EASING = re.compile(
    r"(?:改变|减少|减轻|降低|突破|弥补|补齐|填补|打破|破除|打通|疏通|分散|扫清|免除|免去|走出)了?$"
)
# What can be made less of and is trouble; less of anything else (成本, 投入) is an outcome.
_TROUBLE = re.compile(
    r"(?:干扰|负担|压力|风险|污染|破坏|矛盾|纠纷|浪费|扰动|撂荒|流失|问题|难题|难|隐患|损失|欠账|冲突|闲置|瓶颈|障碍|阻力|滞后|不足|短板|局面|现象|空白|缺口|危害|侵蚀|威胁|灾害|占地|压占|裸露|波动|冲击|风波|震荡|起落|摩擦|扯皮|壁垒|僵局|困境|困局|弊端|短板|堵点|痛点|掣肘|桎梏|束缚|拖累|包袱)$"
)
# 融资难问题得到有效解决: the problem stands before the verb.
_SETTLED = re.compile(
    rf"(?:得到了?|得以|获得了?)(?:[一-鿿]{{0,6}}?)(?:{_SOLVE}|控制|改善|治理|根治)$"
    r"|迎刃而解$|不复存在$|(?:明显|有所|大幅|显著|大为|随之|逐步)(?:缓解|减轻|消除|化解|改善|减少|下降|缩小)$"
)
_BROUGHT = re.compile(r"^.*?(?:使得?|让|令)(?=.{4})|^(?:从而|进而|并|且|目前|现|当地的?)(?=.{4})")
_EDGE_WORDS = re.compile(
    r"(?:都|均|也|已经?|基本|随之|的)*$|在.{2,16}[中下里]$|[上中下]?(?:明显|逐步)$"
)
_RESULT = re.compile(
    r"^(?:年均?|每年|可|能|能够|可以|有效|成功|累计|共|已|最大程度上?|最大限度地?|切实|充分|全面|逐步|稳步|大幅|显著|有偿)*"
    r"(?:形成|实现|获得|取得|保障|满足|提[高升]|降低|增加|增强|带动|促进|盘活|撬动|建成|完成|恢复|新增|治理|复垦|修复|销售|出台|成为|提供|吸引|吸纳|拓宽|优化|改善"
    r"|激发|调动|推动|兼顾|确保|保证|节约|节省|缩短|减少|释放|变废为宝|接待|抽采|减排|流转|培育|打造|产生|达到|创造|腾退|整合|统筹|覆盖|获评|入选|建立|开发|引入|引进|探索|消纳|利用|处置|植树|种植|栽植|绿化|安置|吸收|便于|利于|易于|有利于|有助于)"
)
_GOOD = re.compile(
    r"(?:强|长|短|好|高|快|广|明显|显著|稳定|灵活|可控|充足|充分|清晰|明确|完善|健全|成熟|顺畅|协调|突出|良好|丰富|到位|合理|规范|公平|透明|可观|简单|简便|便捷|低|小|大|少|多|足|共赢|双赢|落地|可再?利用|有保[障证]|清楚|分明|见效快|可复制|可持续)$"
)
_MEANS = re.compile(
    r"^(?:通过|从|以|按照?|依托|借助|利用|采用|采取|由|针对|根据|在.+?(?:基础上|前提下)$|对)"
)
_LEAD = re.compile(
    r"^(?:其中|(?:截?至|到)\d{4}年(?:\d{1,2}月)?(?:底|末)?(?=[共累已])|虽然?|尽管|既(?=[一-鿿]{2})|又(?=[一-鿿]{2})|(?:历时|用时|耗时|经过|前后)\d+[多余]?个?[年月天](?:半|多)?(?=[一-鿿]{3})|再(?=[用把将])|(?:企业|公司|施工[队方]|项目方|业主|[县镇村]里|合作社|承包人)(?:先后?|又|再|随后|接着)(?=[一-鿿]{3})|随后|接着|然后|同时|并且?|且|此外|另外|还|也|目前|现已|已经?|从而|进而|使得?|(?:竞得人|中标人|受让人)[一-鿿（）]{2,20}?(?:公司|集团)|项目(?=[一-鿿]{1,3}\d|[一-鿿]{2,6}\d)|(?:项目)?(?:建成|完工|竣工|投产|投运|修复|治理)(?:运营|使用)?[以之]?后)+(?=.{3})"
)
_SPARES = re.compile(
    r"(?:财政|政府|[县市省镇乡村]里?|集体|农户|村民)[^，。；]{0,6}(?:不[出花掏]|没有?[出花掏]|未[出花掏]|无[须需]|不用)[^，。；]{0,4}(?:钱|资|投入|分|本)$"
    r"|零[一-鿿]{2,4}$|不易[一-鿿]{2}$|(?:不必|无须|不用|不再需要)再?[一-鿿]{2,8}$|不增加|不占用|不出资|无需[一-鿿]{0,4}出资"
)
_COUNT = re.compile(r"\d+[余多]?(?:处|个|座|条|项|起|次|户|亩|公顷|吨|万)")
_ORDER = re.compile(r"在[先前后](?:、|$)")  # 消除隐患在先、景观提升在后
_CLAUSE = 4  # characters that say enough without 的问题 behind them
_FIGURE = re.compile(r"\d")
_REMARK = re.compile(
    r"^(?:有效|有偿|成功|已|共|累计)*(?:保障|实现|建成|形成|出台|带动|吸纳|获评|获得|取得|入选|被评为|荣获|促进|成为|盘活|创造|新增|提供|解决|吸引)"
)
_DONE = re.compile(
    r"(?:有效|显著|明显|大幅|极大地?|切实|还|也|既|又|并|不仅|不但)*(?:改善|提升|提高|带动|拉动|撑起|壮大|方便|传承|延续|保护|保留|守住|丰富|擦亮|唤醒|打响|稳定|夯实|促进|推动|增加|增强|盘活|美化|优化|拓宽|激活|实现|形成|保障|调动|激发|改造|延长|节约|节省|缩短|加快|吸引|培育|打造)了(?=.{3})"
)
_PRICED = re.compile(
    r"(?:价格?|租金|成本)[^，。；]{0,4}[由从][^，。；]*[升涨增]"
)  # the market's doing
# 施工便道得以共用, 劣势被摊薄
_GAINED = re.compile(
    r"[一-鿿]{2,}(?:也|均|都|随之|由此)*得以[一-鿿]{2,8}$|(?:劣势|风险|成本|压力|矛盾)被(?:逐步)?(?:摊薄|化解|消化|抵消)$"
)
# 植被覆盖率由12%提高到65%, 粉尘浓度明显下降, 水质显著改善
_CHANGE = re.compile(
    r"[由从](?:不足|原来的?|修复前的?|治理前的?)?[^，。；]{1,16}?(?:提高|提升|改善|好转|增加|上升|增长|扩大|下降|降低|降|减少|压缩|缩短|缩减|[增升降减])(?:到|至|为)了?.+"
    r"|[较比][^，。；]{1,8}(?:前|初|末|年)(?:增加|提高|下降|降低|减少|增长|上升)了?\d.*"
    r"|[一-鿿]{2,}(?:明显|显著|大幅|持续|逐步|稳步)(?:改善|提升|提高|好转|下降|降低|减少|增强|增加|恢复|增长|回升|上升|升值)$"
    r"|(?:减少|下降|降低|提高|提升|增加|增长)了?[一二三四五六七八九十两]+(?:成|倍)$"
    r"|被[一-鿿]{2,12}(?:评为|列为|列入|授予|认定为|确定为)[^，。；]{0,30}$"
    r"|(?:入选|获评|被评为|荣获|获批|被列[入为]|列[入为]|被评定为|被确定为|被命名为|被授予|被认定为|成为)[^，。；]{0,24}(?:名录|名单|试点|示范[一-鿿]{0,4}|案例|称号|奖[一-鿿]{0,2}|基地|公园|景区|项目|工程|单位|“[^”]+”)$"
)
# Cost, size and place: figures of a project that tell of no result.
_GIVEN = re.compile(
    r"占(?:约|近)?\d|[要需]花|花费|总?投资|投入|概算|预算|造价|借款|贷款|占地|规划|设计|\d(?:厘米|毫米)|现有|拥有|位于|地处|距|历时|工期|涉及|建于|始建|开工|计划|总面积|矿区面积|服务年限|出资|年限"
)
_FIGURED = re.compile(
    r"(?:分红|惠及|受益|支付|接待|销售|发电|增收|创收|带动|吸纳|安置|产值|营收|利税|复垦|绿化|复绿|新增|恢复|完成|形成|建成|获得|盘活|腾退|消除|治理|修复|节约|减排|固碳|回填|栽植|种植|造林|流转|提供|回收|处置|消纳|平整|整理|带来|拍卖|封堵|搬迁|收入|收益|成交|充填|置换|接入|清理|清运|拆除|加固|修建|铺设|覆土|抽采|供热|供电|供水|压减|转化|减少|降低|下降|上升|提高|提升|增长|增加|缩短|控制在?|稳定在|保持在?)[^，。；、]{0,14}?\d"
    r"|(?:成活率|覆盖率|达标率|排放达标|复绿率|内排率|回采率|回收率|利用率|复垦率|治理率|满意率|满意度|完成率|优良率|绿化率|郁闭度|年?收入|年?产值|年?发电量|单产|亩产|年?产量)[^，。；、]{0,6}?(?:达到?|保持在?|稳定在|升至|提高到?|超过?|突破|为)[^，。；、]{0,4}?\d"
)
_PRAISE = re.compile(
    r"^(?:的)?[一-鿿]{2,6}(?:稳定|灵活|可控|有保障|可预期|见效快|广|共赢|双赢|顺畅|充足|简便|便捷|快|好|可观|高效|清晰|清楚|分明|明晰|成熟|稳妥|省心|(?<!出现得最)早)$|^(?:见效|回款|资金回笼|周转|收益)[一-鿿]{0,4}[快早好]$"
)


class Solved(NamedTuple):
    """A problem that a clause says is solved, with the words of the claim."""

    problem: Problem
    start: int
    end: int


def clauses(text: str, start: int, end: int) -> list[Range]:
    """The parts of an account of results; 、 separates parts that each hold a figure."""
    found: list[Range] = []
    for piece in cut(text, start, end, "，,；;。"):
        parts = list(cut(text, *piece, "、"))
        figures = [bool(_FIGURE.search(text, *p)) for p in parts]
        good = [_judges(text[slice(*part)]) for part in parts]
        apart = len(parts) > 1 and (all(figures) or all(good)) and not SOLVING.search(text, *piece)
        found.extend(parts if apart else [piece])
    return found


def _judges(words: str) -> bool:
    """Whether a part of a list says something good or bad of its own."""
    return bool(
        _GOOD.search(words)
        or deficit(words)
        or (len(words) >= _CLAUSE and (_RESULT.match(words) or _SPARES.search(words)))
    )


def outcome(text: str, start: int, end: int) -> Range:
    """The words of an outcome: without 其中 and the like before, and brackets behind."""
    lead = _LEAD.match(text[start:end])
    start += lead.end() if lead else 0
    start, end = without_bracket(text, start, end)
    return start, end - 1 if text[end - 1] == "等" else end


def is_advantage(words: str, alone: bool) -> bool:
    """Whether a clause of an advantages column states a result (else it names the means)."""
    if _MEANS.match(words):
        return False
    return alone or any(p.search(words) for p in (_RESULT, _GOOD, _SPARES))


def is_result(words: str) -> bool:
    """Whether a clause tells of something done, with a figure."""
    return bool(_RESULT.match(words) and _FIGURE.search(words))


def is_done(words: str) -> bool:
    """Whether a clause says that something has got better (改善了人居环境)."""
    return bool(_DONE.match(words) or _GAINED.search(words))


def is_sparing(words: str) -> bool:
    """Whether a clause says that nothing had to be paid (财政没有掏一分钱)."""
    return bool(_SPARES.search(words))


def is_change(words: str) -> bool:
    """Whether a clause tells of a change, which in an account of results is one for the better."""
    return bool(_CHANGE.search(words)) and not _PRICED.search(words)


def is_figured(words: str) -> bool:
    """Whether a clause tells of something achieved with a figure, its subject before the verb."""
    return bool(_FIGURED.search(words)) and not _GIVEN.search(words)


def is_praise(words: str) -> bool:
    """Whether a short predicate praises what it is said of (收益稳定, 见效快)."""
    return bool(_PRAISE.match(words))


def is_remark_result(words: str) -> bool:
    """Whether a remark tells of a result."""
    return bool(_REMARK.match(words))


def solved(text: str, start: int, end: int, *, hoping: bool = False) -> Iterator[Solved]:
    """The problems that a clause `[start, end)` without commas says are solved, eased or avoided.

    With `hoping` (an advantages column) 有利于缓解… counts; elsewhere only plain claims do.
    """
    match = SOLVING.search(text, start, end)
    if match is None or match.end() >= end:
        return
    stop = without_bracket(text, match.end(), end)[1]
    words = text[match.end() : stop]
    if not certainty.is_claimed(text[start : match.start()], words, hoping=hoping):
        return
    easing = _EASING.search(match.group())
    if (
        len(words) < 2
        or _COUNT.search(words)
        or (easing and not _TROUBLE.search(words))
        or words[0] in "的措方办途问银"
        or _ORDER.search(words)
    ):
        return
    for problem in objects(text, match.end(), stop):
        yield Solved(problem, start, end)


def settled(text: str, start: int, end: int) -> Iterator[Solved]:
    """The problems that a clause without commas says have been solved (…问题得到有效解决)."""
    match = _SETTLED.search(text, start, end)
    if match is None or match.start() - start < 3:
        return
    lead = _BROUGHT.match(text[start : match.start()])
    begin = start + (lead.end() if lead else 0)
    edge = _EDGE_WORDS.search(text[begin : match.start()])
    stop = begin + edge.start() if edge else match.start()
    if stop - begin < 3 or not certainty.is_claimed(text[start : match.start()], ""):
        return
    if _TROUBLE.search(text[begin:stop]) or deficit(text[begin:stop]):
        for problem in objects(text, begin, stop):
            yield Solved(problem, start, end)


def objects(text: str, start: int, end: int) -> list[Problem]:
    """The problems after a verb of solving; 及 joins two where the head 问题 is shared."""
    found = split(text, start, end, cell=True)
    out: list[Problem] = []
    for problem in found:
        joined = re.match(r"^(.{2,}?)(?:以及|及)(“.+|.{2,}?)(问题|难题|困难)$", problem.name)
        if joined:
            out.append(problem._replace(name=joined[1] + joined[3], spread=True))
            out.append(problem._replace(name=joined[2] + joined[3], spread=True))
        else:
            out.append(problem)
    return [p._replace(name=_bare(p.name)) for p in out]


def _bare(name: str) -> str:
    """融资难的问题 and 融资难等问题 are 融资难; a topic keeps its 问题."""
    short = re.sub(
        r"(?:等|的|这一)*(?:问题|难题|现象|局面|困境|困局|弊端|缺陷|短板|空白|困难|瓶颈|顽疾|顽症|痼疾|矛盾|障碍|壁垒|窘境|尴尬|困扰|软肋|毛病|症结|劣势)$",
        "",
        name,
    )
    if len(short) >= 2 and deficit(short):
        return short
    clause = re.sub(r"的(?:问题|难题|现象|局面|困局|窘境|矛盾|障碍)$", "", name)
    return clause if len(clause) >= _CLAUSE else tidy(name)
