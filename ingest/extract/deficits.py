"""What makes a clause say that something is wrong: shortage, difficulty, excess, exposure.

The words are grammar and word classes of the genre, not sentences of any one document. A clause
is judged by the predicate it ends with, or by the verb of lack or exposure that it contains.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from ingest.extract.scanning import Begun
from ontology import patterns as re

_DEGREE = (
    r"(?:可能|往往|普遍|大多|都|均|也|仍然?|依然|还|尚|又|却|更|总体|相对|比较|较为|较|偏|过于|过|太|很"
    r"|极为|极|十分|非常|严重|明显|日益|日趋|逐渐|愈加|越来越|基本上?|明显|略|稍|颇|最|容易|亟待)*"
)
# 不 + adjective: 不足, 不清晰, 不到位; what follows 不 in a neutral sense is left out.
_NOT = (
    r"不(?!断|足[一二三四五六七八九十两半\d]|仅|但|少|错|变|同|等$|限|再|超|低于|得|应|宜|能|只|乏|论|管|含|包括|属于|涉及|需|必"
    r"|可避免|出资|占用|增加|新增|扰民|计|易$|大于|小于|高于|多于|少于|可或缺|予|懈|菲|凡|朽|息|止$|停|见$|多见|等于|受影响)"
    r"(?:够|太|甚|尽|很|成|予|易|相|大|能很好|利于)?[一-鿿]{1,4}"
)
_STATES = (
    r"不足|有限|滞后|缺失|缺位|灭失|缺乏|缺少|欠缺|薄弱|单一|粗放|落后|短缺|匮乏|紧缺|脱节|欠佳|缓慢"
    r"|零散|零星|分散|低下|失衡|空白|空缺|断档|断层|冲突|矛盾|虚化|弱化|老化|碎片化|同质化|形式化"
    r"|退坡|叠置|重叠|交叉|受阻|受限|堪忧|乏力|欠账|亏损|低效|突出|严峻|混乱|错位|失灵|失效|失管"
    r"|无序|紧张|无人问津|各自为政|疲于应付|时有发生|频发|频繁|居高不下|屡见不鲜|屡禁不止|参差不齐|难成合力|望而却步|无从下手|举步维艰|难以为继|推诿扯皮|互相推诿|相互推诿|各行其是|得不偿失|不了了之|顾虑重重|多头管理|无所适从|难以适从|无法可依|无章可循|无据可依|一刀切"
    r"|一哄而上|多头|两张皮|悬空|落空|走样|缩水|空转|悬而未决|久拖不决|停滞|搁浅|烂尾|形同虚设|有名无实|捉襟见肘|入不敷出|杯水车薪|青黄不接|难以落地|积重难返|居高|偏废|缺口|重建轻管|各管一段|各自为战|政出多门|条块分割|互不衔接|重[一-鿿“”]{1,6}[、，]?轻[一-鿿“”]{1,6}|模糊|含糊|割裂|僵化|固化|泛化|不彰|虚置|架空|打折扣|走过场|惜贷|错配|苛刻|严苛|疲软|低迷|冷淡|迟缓|拖沓|推诿|缺人缺钱|缺[钱人水土电]|散而少|小散乱|多小散|困难|艰难|困难重重|闲置|撂荒|缺口|不确定性|压覆"
    r"|单薄|各执一词|各说各话|各有说法|一拖再拖|一人多岗|身兼数职|寥寥(?:无几|可数)?|流于形式|睁一只眼闭一只眼|僧多粥少|存疑|空壳|(?<=[一-鿿]{2})被动|朝令夕改|半途而废|虎头蛇尾|不闻不问|门可罗雀|石沉大海|没有下文|走了过场|零碎|散佚|遗失|丢失|纠葛|停留在表面|任重道远|空心化|趋紧|断裂|萎缩|下降|减弱|恶化|加剧|流失|浪费|偏差|纠纷|枯竭(?:趋势|加剧)?(?:明显|严重)?|点多面广"
)
_HARD = r"(?<![困艰疑万灾为两犯攻解])(?<!先易后)难(?:度)?(?:较|很|极|比较)?(?:大|高)?"
# 长钱难找, 短钱太贵, 对客流依赖过重
_HARD_TO = r"(?<![困艰疑万灾为两犯攻解])难[找管批贷养守卖进办融推分定控建筹收还评保寻留招防查测补调管统缴租征]"
_EXCESS = r"(?:太|(?<![超经不通越渡难])过于?)(?:[重大高低多少长短严宽窄早迟晚快慢急粗细深浅贵死松紧弱满单软硬散乱]|笼统|原则|分散|集中|保守|激进|理想)"
_BAD = r"(?:紧|(?<!降)低|(?<![减至])少|(?<!缩)小|弱|差|慢|窄|浅|散|乱|迟|晚|贵|急|旧|(?<=[一-鿿]{2})缺|陈旧|繁琐|烦琐|冗长|复杂(?:多样)?|简单|一般|严重|随意)"
# Adjectives that are bad only of certain nouns: 周期长, 成本高, 环节多, 难度大, 任务重, 约束强.
_OF_NOUN = (
    r"(?:周期|时间|年限|流程|链条|战线|历时|过程|工期|耗时|路程|期限|期){deg}长"
    r"|(?:服务年限|寿命|链条|使用期限?|期限|有效期|质保期|租期|周期){deg}短"
    r"|(?:成本|门槛|风险|费用|造价|投入|投资|负债|要求|代价|率|税负|依赖度|占比|比例|比重|价格|能耗|强度){deg}高"
    r"|(?:难度|压力|缺口|风险|波动|差异|工作量|投入|投资|影响|阻力|负担|面积|量|欠账|隐患|跨度|分歧|差距|破坏性?|损失|危害){deg}大"
    r"|(?:环节|部门|条件|问题|矛盾|纠纷|手续|欠账|隐患|变数|限制|程序|因素|层级|障碍|遗留|约束|困难|顾虑|疑虑|漏洞|盲区|数量|头绪|争议|投诉){deg}多"
    r"|(?:任务|负担|压力|污染|包袱|担子){deg}重|(?:约束性?|时效性?|依赖性?|随意性?|不确定性|专业性|季节性|观望情绪){deg}[强浓]"
    r"|(?:情绪|氛围){deg}浓|(?:淡旺季|季节性|波动|差距|差异|分化|沉淀|倾向|短板|依赖|随意性|滞后){deg}明显"
).replace("{deg}", _DEGREE)
_EXPOSED = (
    r"(?:问题|难度|困难|困境|风险|不确定性|不足|隐患|短板|矛盾|纠纷|偏差|差距|漏洞|缺陷|冲突|争议|障碍"
    r"|瓶颈|弊端|空白|误区|现象|驱动|局限|阻力|压力|挑战|心态|心理|顾虑|苗头|乱象|嫌疑|倾向|缺口|浪费|污染|破坏|威胁|约束|限制|制约)"
)
_VERB = (
    r"(?:缺乏|缺少|欠缺|缺(?=[一-鿿]{2})|尚无|并无|尚未|未能|未予以?|没有|得不到|难以|难于|很难|无法|无人(?![机驾值化])(?=[一-鿿]{2})|无(?=统一|明确|专门|专项|固定|法|章|据|着落|稳定|资金|责任|主体|人管|标准|合适|有效|足够)"
    r"|不能(?!不)|不足以|不具备|不适应|不利于|不愿|不敢|不会(?=用|管|用)|易(?:诱发|造成|导致|产生|引发|发生|受|出现)|(?:容?易|可能|往往)(?:异化|演变|沦落?|退化|蜕变|变)[为成]|容易(?:诱发|造成|导致|产生|引发|出现)"
    r"|过度依赖|过于依赖|依赖于?|忽视|忽略|流于|局限于|分散[在于]|散落[在于]|仅限于|停留在|习惯于|倾向于"
    r"|擅自|私自|(?:违规|违法|非法)(?=开采|采矿|采挖|占用|占地|生产|建设|排放|倾倒|作业|勘查|出让|审批|收费|转让|使用|施工|取水)|盗[采挖]|偷[采排]|超(?:范围|深|层|量)[一-鿿]|越界(?:开采|采矿)(?!案|线索)|弄虚作假|挪用|拖欠|逃避|推卸|敷衍|威胁着?(?=[一-鿿]{2}))"
)
_WEAK_VERB = r"(?:没有|未(?=[一-鿿]{2})|不能|依赖于?|仅限于|无(?=[一-鿿]{2}))"
_TAIL = r"(?:等)?(?:方面)?(?:的|等)?(?:问题|现象|情况|状况|局面|困境|难题|障碍|风险|情形)?$"

# The words of degree before a predicate are looked up backwards from it; searching for them forwards
# would try them at every character.
_STRONG_END = Begun(
    rf"(?:{_STATES}|{_NOT}|{_HARD}|{_HARD_TO}|{_EXCESS}){_TAIL}",
    "[一下不丢两严举久乏亏互交任低偏停僧僵入冲冷减分割加匮半单压参受叠各同含困固堪多太失存小居屡弱形得恶悬惜打拖捉推搁撂政散断无时有望朝条杯枯架模欠没泛流浪混滞灭点烂疲相睁矛短石碎积空突粗紧纠缓缩缺老脱艰苛萎落薄虎虚被走趋过迟退遗重错门闲难零青顾频身寥]",
)
_WEAK_END = Begun(
    rf"(?:{_OF_NOUN}|{_BAD}|未(?!来|必|曾|利用土?地)[一-鿿]{{2,6}}){_TAIL}",
    "[一不专严乱争代价任低使依倾冗分包占危历压变周因困复头季寿小少层工差年弱强影急情慢成战手投担损散数旧时晚有服期未条欠比氛污沉波流浅淡滞漏烦率环疑盲矛短破租程税窄简紧繁纠约缺耗能要观负质贵费跨路过迟造遗部量链门问阻陈限随隐障难面顾风]",
)
_NOUN_HEAD = re.compile(rf"(?:{_OF_NOUN})")
_ADJECTIVE = re.compile(rf"{_DEGREE}[长高大多重强浓]")
_LACK = Begun(
    _VERB, "[不习仅依倾停偷分可威容尚局并弄往很得忽拖挪推擅散敷无易未欠没流盗私缺超越过违逃难非]"
)
_EXPOSURE = re.compile(
    rf"(?:存在着?|面临着?|带来|遭遇|出现)(?=.*{_EXPOSED})"
    r"|出现(?:了|过)?(?=.*(?:沙化|塌陷|滑坡|开裂|返酸|损毁|渗漏|积水|沉降|退化|枯死|死亡|倒塌|冲毁|超标|复燃|反弹|裂缝)$)"
)
_SUFFERS = re.compile(
    rf"受(?:到|制于)?.{{1,30}}?(?:困扰|制约|约束|限制|影响|所限|掣肘|羁绊)(?:{_DEGREE}[大深])?(?=$|[（(])|受制于"
)
_BEFORE = re.compile(rf"{_DEGREE}$")
_WORDS_BEFORE = 8
# Less of these is better: 粉尘浓度明显下降 tells of no problem.
_ABATES = re.compile(
    r"(?:浓度|污染|扬尘|粉尘|事故|案件|风险|成本|能耗|排放量?|噪声|发生率|死亡率|流失量?|隐患|投诉|信访|负担|压力|费用|用量|消耗|损失|灾害|矛盾|纠纷|问题|缺口)[^，。；]{0,6}(?:下降|减弱|缓解|萎缩)"
    r"|(?:投入|投资|成本|费用|风险|门槛|难度|压力|负担|周期|时间|污染|损失|代价|能耗|税负|依赖度?|阻力|争议|纠纷|矛盾)(?:并|也|都|均|相对|总体)*不(?:太|算|会)?(?:大|高|长|多|重|强|明显|突出|严重|复杂)$|不易[一-鿿]{2}$"
    r"|(?:财政|政府|[县市省镇乡村]里?|集体|农户|村民)[^，。；]{0,6}(?:不[出花掏]|没有?[出花掏]|未[出花掏]|无[须需][出花掏]?|不用[出花掏]?|零)[^，。；]{0,3}(?:钱|资|投入|分|本)"
    r"|(?:成本|费用|风险|门槛|造价|能耗|污染|占地|排放|损失)(?:相对|较|比较|极|很|更|最|总体|都|均)*(?:低|少|小|轻)$"
)
_WEAK_LACK = re.compile(rf"{_WEAK_VERB}$")
_TOPIC = re.compile(r"(?:等|的)*(?:问题|难题|风险|矛盾|隐患|障碍|现象)$")
# A goal, a remedy or a denial: the trouble named here is not claimed to exist.
_BARRED = re.compile(
    r"解决|破解|化解|缓解|缓和|避开|绕开|躲开|避免|防止|消除|克服|减少(?!慢)|应对|针对|旨在|以期|并非|不存在|没有出现|未出现|未发生|未发现"
    r"|得到(?:有效|明显|根本|较好)?(?:解决|改善|缓解)|明显好转|不再|扭转|降低了?(?!$)|防范|杜绝|摆脱|补齐|弥补|规避|分散(?:了|[^在于乱、，]{0,4}风险)|防控"
    r"|(?:必须|应当|需要|亟需|亟待|要|应)(?:进一步|尽快|加快|加强|完善|健全|建立|解决)|有望|如果|假如|若|即便|为了|是否|能否|不难|不乏|以便|旨"
)


# 历史纠纷难以化解 is a problem that stays.
_UNSOLVED = re.compile(
    r"(?:难以|难于|很难|无法|不能|未能|尚未|仍未|迟迟未|未|得不到|没有得到|没有|难)(?:得到)?(?:有效|根本|彻底|及时|完全|妥善)?(?:地)?(?:解决|破解|化解|缓解|消除|克服|扭转|摆脱|避免|防范)$"
)
_CIRCUMSTANCE = re.compile(
    r"(?:基础上|情况下|过程中|背景下|前提下|条件下|形势下|同时|之时|之前|之后|以来|期间|多少|与否|角度|意义上|范围内|为例|如何|怎样|哪些)$|^(?:一旦|本文|文章|只要|无论|不论|不管)"
)


class Deficit(NamedTuple):
    """Where in a clause the predicate begins, and whether it is bad of any noun (`strong`)."""

    start: int
    strong: bool


@lru_cache(maxsize=4096)
def deficit(clause: str) -> Deficit | None:
    """The predicate by which a clause (no commas, no bracket at the end) states a problem."""
    if _ABATES.search(clause):
        return None
    if found := _SUFFERS.search(clause) or _EXPOSURE.search(clause):
        return Deficit(_begin(clause, found.start()), True)
    lack = _LACK.search(clause)
    if lack and lack.end() < len(clause):
        return Deficit(_begin(clause, lack.start()), not _WEAK_LACK.search(lack.group()))
    if end := _STRONG_END.search(clause):
        return Deficit(_begin(clause, end.start()), True)
    if end := _WEAK_END.search(clause):
        return Deficit(_adjective(clause, end.start()), False)
    return None


def _begin(clause: str, start: int) -> int:
    """Where the words of degree (普遍, 较为, 可能) before a predicate begin."""
    before = _BEFORE.search(clause[max(0, start - _WORDS_BEFORE) : start])
    return start - len(before.group()) if before else start


def is_better(clause: str) -> bool:
    """Whether a clause tells of less of something bad (成本低, 粉尘浓度下降)."""
    return bool(_ABATES.search(clause))


def is_topic(clause: str) -> bool:
    """Whether a clause is a noun phrase that calls itself a problem (土地权属问题)."""
    return bool(_TOPIC.search(clause))


def is_unjudged(clause: str) -> bool:
    """Whether a clause is a circumstance (在…的情况下) or a question (削坡多少), not a statement."""
    return bool(_CIRCUMSTANCE.search(clause))


def is_barred(clause: str) -> bool:
    """Whether a clause speaks of a remedy, a goal, a condition or a denial, not of a fact."""
    return bool(_BARRED.search(_UNSOLVED.sub("", clause)))


def _adjective(clause: str, start: int) -> int:
    """Behind the noun that a bad-of-noun adjective needs: 运营周期|长, so that heads stay whole."""
    if _NOUN_HEAD.match(clause, start) is None:
        return _begin(clause, start)
    degree = _ADJECTIVE.search(clause, start + 1)
    return degree.start() if degree else start
