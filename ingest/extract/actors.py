"""Who shall act: the organisation or role that an advice or a project sentence names."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from ingest.extract.sentences import trim
from ingest.extract.spans import Range, tidy
from ontology import patterns as re

# Heads of names of actors, longest first.
_HEADS = (
    r"(?:人民政府|政府|主管部门|行政部门|管理部门|监管部门|部门|专门机构|相关机构|金融机构|科研机构|监管机构|机构|管理局|管理委员会|管委会|委员会|领导小组|指挥部"
    r"|自然资源厅|生态环境厅|财政厅|能源局|林业局|水利厅|[一-鿿]{1,6}[厅局委](?![部域势限面办托派员]|会(?!同))|平台公司|有限公司|集团|公司|国企|央企|企业|合作社|协会|联盟|院校|院所|大学|研究院|研究所|监测院|设计院|勘查院|勘察院|调查院|规划院|总站|(?:监测|环境|林业|农技|推广|技术|工作|服务)站|中心|学会|商会|银行|保险公司|机关|单位"
    r"|实施主体|责任主体|投资主体|市场主体|经营主体|治理主体|修复主体|主体|投资人|投资者|投资方|社会资本|民营资本|民间资本|社会力量|责任人|承包人|权利人|产权人|采矿权人|探矿权人|矿业权人|土地所有者|所有者|使用者"
    r"|村集体经济组织|集体经济组织|经济组织|社会组织|村集体|村委会|村民委员会|乡镇|市县|县区|各地|农户|村民|法人|专家|第三方|保险机构|开发商|运营商)"
)
_ONE = rf"(?:各?[市县](?:（[市县区州旗、]{{1,8}}）|\([市县区州旗、]{{1,8}}\)))?(?:[一-鿿]{{1,12}}、){{0,3}}[一-鿿（）()]{{0,22}}?{_HEADS}(?:等(?:部门|单位|高校|院校|企业|机构))?"
_NAME = rf"{_ONE}(?:(?:、|以及|及|和|与){_ONE}){{0,3}}?"
_VERB = (
    r"(?:负责|牵头|统一|共同管理|管理|监管|审核|审批|批准|主管|组织|会同|联合|协同|承担|主导|实施|统筹|建立|组建|制定|出台|设立|安排|编制|开展|推进|推动|完善|细化|加强|监督|指导|根据|结合|按照|依据|应|须|需|要|可|在|以|将|把|对|与|为|通过|参与|采取|采用"
    r"|利用|开发|进行|提供|加大|积极|主动|自主|共同|进一步|尽快|定期|提高|降低|配备|修订|减免|放宽|培育|健全|依法|及时|优先|成立|整合|搭建|引入|投入|投资|投身|进入|盘活|探索|创新|研发|购买|申请|落实|做好|强化|明确|出资|配套|简化|优化|承接|运营|管护|缴纳|缴存|交纳|编写|编修|复核|验收|评估|公布|发布|统一|配合|落实|履行|执行|发行|发放|开办|推出|开设|注资|筹集|拨付|列支|参照|对照|围绕|联动|选育|攻关|研制|加入|下沉|联手|每年|逐级|率先|随|按|共建|共享|共担|会审|会商|联审|共用|互认|测定|测算|核定|确定|划定|审定|合作|牵手|分期|同步|一并)"
)
_STOP = rf"(?=，|。|；|（|\(|：|$|{_VERB}|的(?:责任|职责|监管|作用|参与|积极性|主体责任))"

# How an advice says who shall act; each pattern gives the actor as group 1.
_CUES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(pattern))
    for name, pattern in (
        ("by", rf"(?<![理事缘自经])由(?!于|此|来)({_NAME})(?={_VERB}|[，。；])"),
        (
            "urge",
            rf"(?:鼓励|支持|引导|督促|要求|建议|倡导|推动|激励|责成|敦促)(?:和?(?:鼓励|支持|引导))*({_NAME}(?:[与和同]{_ONE}(?=共建|共同|合作|联合|签订))?){_STOP}",
        ),
        (
            "shall",
            rf"(?<![一-鿿（“”、])(?<![^一二三四五六七八九十\d]）)(?![）)])({_NAME})(?:[一-鿿]{{2,4}}[前后时])?(?:应为(?=[^，。；]{{1,10}}(?:配备|提供|购买|办理|建立|开通|落实|增信|垫付|配置))|应当?(?![为是付对急用力变邀答])|宜(?=[一-鿿]{{2}})|须|必须|要(?!求)|负责|可(?=出台|制定|探索|组织|牵头|研究|设立|会同|委托|统筹|联合|对|按|在|将|依法|通过|结合|以))",
        ),
        (
            "acts",
            r"(?:(?<=[，。；\n])|^)((?:[省市县区州旗]|国家|各|自治区|乡镇|(?:(?![经由向对报为与])[一-鿿]){2,5}[省市县区州旗])[一-鿿]{0,12}?(?:厅|局|委|主管部门|部门|人民政府))(?=会同|联合|牵头|出台|每年|定期|逐年|按[季月年])",
        ),
        (
            "clarify",
            rf"明确(?:了)?({_NAME})(?=在|对|的[一-鿿]{{0,6}}(?:责任|职责|监管|权责|主体)|作为|为|承担|负责|应(?![为是])|须)",
        ),
        ("with", rf"(?:会同|协同|(?<=[府门厅局委])组织)({_NAME})(?={_VERB}|[，。；])"),
        ("through", rf"经({_NAME})(?:会同|联合|审核|审批|批准|同意|组织|遴选|认定|评估)"),
        (
            "role",
            rf"(?<![一-鿿（“”、])(?<![^一二三四五六七八九十\d]）)(?![）)])({_NAME})(?:的?主要的?(?:作用|职责|任务)|的职责)",
        ),
    )
)
_TITLE = re.compile(r"《[^《》]*》")
_PRONOUN = re.compile(r"由其(?=全权|负责|统一|组织|承担|牵头|实施)")
_LEAD = re.compile(
    r"^(?:防止|避免|杜绝|严禁|禁止|和|及|以及|与|或|并|由|让|使|向|对|各类|各级(?=地方)|有关|相关(?=部门)|当地|所在地|引导|鼓励|支持|推动|促进|建议|更多|广大|符合条件的|有条件的|有实力的|具备条件的|优秀|各(?!级))+(?=.{2,})"
)
_BARE = frozenset(
    [
        "政府",
        "有关部门",
        "相关部门",
        "上级部门",
        "部门",
        "主体",
        "单位",
        "机构",
        "企业",
        "公司",
        "各部门",
        "其他部门",
        "多部门",
        "跨部门",
        "乡镇",
        "市县",
        "各地",
        "专家",
        "第三方",
        "项目单位",
        "本单位",
        "集团",
        "有关单位",
        "相关单位",
        "相关企业",
    ]
)
_HANDED = re.compile(rf"(?:移交|交由|交给|委托|授权|给|至)({_NAME})(?=，|。|；|$)")
_ETC = re.compile(r"等(?:部门|单位|机构|高校|院校|企业)$")
_JOIN = re.compile(r"、|以及|[及和与]")
_LEVELS = re.compile(r"[省市县区州乡](?:级)?[、和](?=[省市县区州乡镇])")
_FULL = 4  # characters: shorter names in a list (高等院校、科研院所) make one actor
_INSTITUTION = re.compile(r"(?:[厅局委部]|大学|学院|企业)$")
_TOGETHER = re.compile(r"(?:牵头)?(?:会同|联合|组织|协同|协调)(?=[一-鿿]{2})")
_ENDS = re.compile(rf"{_HEADS}$")


class Actor(NamedTuple):
    """A named actor, the half-open range of the name, and the cue that shows it acting."""

    name: str
    start: int
    end: int
    cue: str


def acting(text: str, start: int, end: int) -> Iterator[Actor]:
    """The actors that shall act in a stretch of advice, in order, each once."""
    seen: set[str] = set()
    titles = [m.span() for m in _TITLE.finditer(text, start, end)]
    found = [
        (match.start(1), match.end(1), cue)
        for cue, pattern in _CUES
        for match in pattern.finditer(text, start, end)
        if not any(s <= match.start() < e for s, e in titles)
    ]
    for s, e, cue in sorted(found):
        for actor in _split(text, s, e, cue):
            if actor.name not in seen:
                seen.add(actor.name)
                yield actor


def pronoun(text: str, start: int, end: int) -> int:
    """Where 由其全权负责 stands in a stretch of advice, -1 where it does not."""
    match = _PRONOUN.search(text, start, end)
    return match.start() if match else -1


def last(text: str, start: int, end: int) -> Actor | None:
    """The actor named last in a range (what 其 stands for), None for none."""
    found = None
    for match in _HANDED.finditer(text, start, end):
        found = Actor(tidy(match[1]), match.start(1), match.end(1), "antecedent")
    return found


def is_bare(name: str) -> bool:
    """Whether a name says no more than that somebody acts (有关部门)."""
    return name in _BARE


def _split(text: str, start: int, end: int, cue: str) -> Iterator[Actor]:
    """省能源局、省自然资源厅 are two; 高等院校、科研院所 and 林业、水利等部门 one each."""
    for s, e in (part for one in _apart(text, start, end) for part in _parts(text, *one)):
        lead = _LEAD.match(text[s:e])
        s += lead.end() if lead else 0
        s, e = trim(text, s, e)
        name = tidy(text[s:e])
        if text[s] in "对于将把" or len(name) < 2:
            continue
        if not is_bare(name) and len(name) <= 30:
            yield Actor(name, s, e, cue)


def _apart(text: str, start: int, end: int) -> list[Range]:
    """县人民政府组织林业、水利等部门: who leads, and who is led."""
    for match in _TOGETHER.finditer(text, start, end):
        if _ENDS.search(text[start : match.start()]):
            return [(start, match.start()), *_apart(text, match.end(), end)]
    return [(start, end)]


def _parts(text: str, start: int, end: int) -> list[Range]:
    """The actors of a list, where each part is a full name of its own."""
    words = text[start:end]
    if _ETC.search(words) or _LEVELS.match(words):
        return [(start, end)]
    parts, begin = [], start
    for match in _JOIN.finditer(words):
        if _ENDS.search(words[begin - start : match.start()]):
            parts.append((begin, start + match.start()))
            begin = start + match.end()
    parts.append((begin, end))
    full = all(e - s > _FULL or _INSTITUTION.search(text[s:e]) for s, e in parts)
    return parts if full else [(start, end)]
