"""Whose a bare measure is: the thing of the clause before it, of the paragraph or of the heading."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ingest.extract.naming import Name
from ingest.extract.openings import opened, ranged
from ingest.extract.quantity import AREAS, CLASSIFIERS, TIMES, Quantity
from ingest.extract.rows import mineral_of
from ingest.extract.segments import is_actor
from ingest.extract.wholes import Told, uncounted
from ontology import patterns as re

# Measures that say nothing of what they measure.
_PURE = (
    r"(?:断面|设计|最终|平均|外露|埋置|埋设|垂直|水平|搭接|有效|总|年|最[大小高低])?(?:坡度|坡率|坡比|宽度|高度|深度|长度|厚度|间距|高差|直径|孔径|粒径|边长|仰角|倾角|株行距|行距|株距|距离|"
    r"面积|容积|库容|体积|数量|个数|人数|密度|盖度|浓度|含量|强度|温度|压力|速度|流量|规格|比例|占比|费用|金额|总额|标准|规模|产能|投资|"
    r"期限|年限|时限|时间|周期|频次|次数|得分|(?:保存|保管|留存)(?:期限|时间|年限)|满分|总分|成活率|保存率|接入率|达标率|合格率|覆盖率)"
)
_IS_PURE = re.compile(rf"^(?:{_PURE}|[一-鿿][径深宽高长厚])$")
_PURE_OR_PAID = re.compile(rf"^(?:{_PURE}|[一-鿿][径深宽高长厚]|[一-鿿]{{0,2}}投入)$")
_BARE = re.compile(
    rf"^(?:[一-鿿]{{0,2}}投入|[一-鿿]{{0,3}}(?:[率量度高宽厚深长径距值比积期额角]|总额|标准|时限)|{_PURE}|[一-鿿]{{0,2}}{_PURE})$"
)
_LONGEST = 5  # characters of a measure that can belong to something named before
_TOPIC_LENGTH = 8  # characters of a subject that another measure belongs to
_SHORT = 3  # characters of a measure that says nothing without its owner
# A measure that names its thing in part keeps most of its name with an owner this much longer.
_SHARE = 0.86
_MODAL = r"(?:(?<![反相供对效适响呼])应当?|不应|宜|不宜|必须|须|不得|可|要)(?![用急对])"
_COMPARED = r"(?:不?(?:大于|小于|高于|低于|多于|少于|超过)|达到|为\d|按|完成\d)"
_TOPIC = re.compile(rf"^(?P<what>[一-鿿]{{2,14}}?)(?={_MODAL}|{_COMPARED}|从(?!业))")
# What is done is no thing that a measure belongs to.
_NO_THING = re.compile(
    r"(?:覆盖|回填|爆破|修复|治理|监测|复垦|施工|开采|运输|喷播|预湿|撒播|取样|采样|整地|装置|设备|设施|系统|工程)$|[率期]$"
)
_DEEDS = frozenset(
    [
        "剥离",
        "计提",
        "提取",
        "检测",
        "抽查",
        "公示",
        "缴存",
        "补偿",
        "补助",
        "堆存",
        "补植",
        "播种",
        "栽植",
        "灌溉",
        "评审",
        "抽检",
        "公告",
        "拨付",
    ]
)
# 雾炮机的有…, 应布设…: words that are cut from a clause and name nothing.
# … and measures, which own none beside them: 边坡角不应大于55°，台阶高度….
_NO_NOUN = re.compile(r"的|^[应宜须]|[有用按以留]$|[角度重率量值比数额]$")
_LED = re.compile(r"^(?:每个|各个?|该|其|对|单个)|后$|前$|时$|内$|的$|因$|者$|性$")
_MEASURED = (
    re.compile(rf"(?:的)?{_PURE}$"),
    re.compile(r"(?:的)?[一-鿿]{2}(?:[期率量积比限额程]|系数)$"),
)
_MADE = re.compile(
    r"(?:设置|布设|修建|修筑|建设|建立|铺设|配备|配置|安装|设立|开挖|构筑|砌筑|选用|统筹安排|安排|统筹)(?P<what>[^，。；]{2,24})$"
)
_MADE_TAIL = re.compile(
    r"[田沟渠池墙坝台网桩井管道路板层带棚站点库]$|资金$|基金$|经费$|平台$|系统$|设备$|装置$|[泵机塔罐仓阀]$|电源$"
)
_SERVED = re.compile(r"(?:供[电水气]|续航|工作|运行|通风)(?:时间|时长|能力|压力)$")
_BESIDE = re.compile(
    r"(?:[内外]侧|[内外]缘|四周|周边|出口|入口|[顶底]部|两侧|坡[脚顶面]|上|下|处)$"
)
_INNER = re.compile(r"^(?P<of>[池库塔罐仓室槽坑井沟渠])内(?P<what>[^内]{2,8})$")
_INSIDE = re.compile(r"^(?P<whole>[一-鿿]{2,8}中)[一-鿿]{1,2}$")
_HANDLED = re.compile(
    r"[将把](?P<what>[^，。；]{2,10}?)(?:向社会|向公众|予以|进行|在[^，。；]{2,12})?$"
)
_NAMED_HEADING = re.compile(r"(?:区|项目|工程|基地|矿山|公园|矿区|带|片区|库|场)$")
_WHOLE = re.compile(
    r"^(?:总|年)?(?:修复|治理|开采|勘查|登记|占地|损毁|威胁)?(?:总)?(?:面积|损毁土地面积|成交价款|开采总量|开采量|产能|(?:处理|周转|生产|加工|供应|运输)能力|长度|资源量|储量|人口|人数)$"
)
_THING = re.compile(
    r"(?:区|图斑|矿山|项目|工程|基地|区块|[探采]矿权|隐患点|公园|园区|生产线|采坑|渣堆|排土场|尾矿库)$"
)
_RIGHTS = re.compile(
    r"^(?:拟设|已设|新设|规划|现有|拟投放)*(?:采矿权|探矿权|矿业权|开采区块|勘查区块|矿山)(?:总?数量?)?$"
)
_CLASS = re.compile(
    r"(?:[地林草区]|项目|企业|矿山|工程|矿|[户人县]|延续|延期|部分|[大中小]型|作物|[季级类])$"
)
_SHARER = re.compile(r"(?:[地林草木本坡带段区片乡镇县市类型级]|乔木|灌木|草本)$")
_HEADED = re.compile(rf"^[一-鿿]{{0,10}}?(?P<measure>[一-鿿]{{2}}{_PURE})$")
_TERMED = re.compile(r"(?:[期限龄]|时间|时长|周期|间隔|寿命|标准|年限|频次|一遇)$")
_OFTEN = re.compile(r"每(?:旬|月|周|日|天|年|季度|半年|次)$")
_EACH = re.compile(r"每[^，。；]{1,4}$|次数$|周期$")
_MOVED = re.compile(
    r"^[，,](?P<how>共|累计|净|实际|比上[轮年期][^，]{0,4})?(?P<verb>减少|增加|压减|净增|关闭)(?:了|约)?$"
)
# 采矿权压减任务为18个，实际压减19个.
_TASK = re.compile(r"(?<=.{2})(?:减少|增加|压减|净增|关闭)?(?:任务|目标|计划)$")


class Before(NamedTuple):
    """What the text says before a number.

    `segments` are the words between marks, nearest first, without blanks, and `ahead` those of
    the number's own segment; `recent` the names of
    the numbers of the paragraph and `told` the numbers of the sentence, in order; `between` the
    words since the number before, `heading` the title of the clause.
    """

    segments: Sequence[str]
    ahead: str
    recent: Sequence[str]
    told: Sequence[Told]
    between: str
    heading: str


def owned(name: Name, q: Quantity, before: Before) -> Name:
    """The name of a number with the thing that its measure belongs to, as far as one is told.

    A class beside a measure told before (乔木林地不少于五年) takes that measure. Names that say
    both come back as they are.
    """
    found = _moved(q, before) or _repeated(name.text, q, before) or _classed(name.text, q, before)
    found = found or ranged(before.segments, before.ahead)
    found = found or opened(name.text, before.segments, before.ahead) or _held(name.text, before)
    if found:
        return _named(name, found)
    if whole := _of_counted(name.text, before):
        return _named(name, whole)
    if name.text.startswith(("距", "但距")):
        bare = name.text.removeprefix("但")
        return _named(name, _topic(bare[:_SHORT], before.segments) + bare)
    if inner := _INNER.match(name.text):
        made = _MADE.search(next(iter(before.segments), ""))
        if made and made["what"].endswith(inner["of"]):
            return _named(name, made["what"] + inner["what"])
    if len(name.text) > _LONGEST or not _BARE.match(name.text):
        return name
    return _named(name, _thing(name.text, before) or name.text)


def _named(name: Name, text: str) -> Name:
    return Name(text, name.start, name.base)


def _thing(name: str, before: Before) -> str:
    """The bare measure with its thing, "" where none is told."""
    if full := _full(name, before.recent):
        return full
    if what := _done_to(before.segments[:1], name[:2]) or _topic(name, before.segments):
        shared = what[-1] == name[0]  # 排水沟 and 沟底纵坡
        return what[: -1 if shared else None] + name
    title = re.sub(r"^[\d.．、（）()一二三四五六七八九十]+", "", before.heading)
    return title + name if _NAMED_HEADING.search(title) and len(title) >= _LONGEST else ""


def _held(name: str, before: Before) -> str:
    """某某集中开采区面积…，拟设采矿权3个: the mining rights of the zone that was measured."""
    last = before.told[-1].name.removesuffix("面积") if before.told else ""
    surface = bool(last) and last != before.told[-1].name and _THING.search(last)
    return last + name if surface and _RIGHTS.match(name) else ""


def _moved(q: Quantity, before: Before) -> str:
    """采石场由41家整合为15家，减少26家: what the number before counts, and how it changed."""
    last = before.told[-1] if before.told else None
    moved = _MOVED.match(before.between) if last and last.q.unit == q.unit else None
    if moved is None or last is None:
        return ""
    how = "实际" if moved["how"] == "实际" else ""
    return f"{_TASK.sub('', uncounted(last.name))}{how}{moved['verb']}"


def _repeated(name: str, q: Quantity, before: Before) -> str:
    """监测应每月开展1次，雨季每旬不少于1次: what is done so often was told before."""
    if q.unit not in ("次", "学时", "课时") or not before.told:
        return ""
    denser = re.search(r"(?:应当?|宜|须)?加密$", name)
    if not denser and not _OFTEN.search(name):
        return ""
    return (name[: denser.start()] if denser else name) + _EACH.sub("", before.told[-1].name)


def _classed(name: str, q: Quantity, before: Before) -> str:
    """管护期…，乔木林地不少于五年: 乔木林地管护期; 每次延续不超过五年: 每次延续期限."""
    if q.unit in AREAS and "面积" not in before.ahead:
        name = name.removesuffix("面积")
    if not 2 <= len(name) <= _TOPIC_LENGTH or _BARE.match(name):
        return ""
    if shared := _shared(name, q, before):
        return name + shared
    if q.op == "=" or not _CLASS.search(name):
        return ""
    money = q.unit.endswith("元")
    if q.unit not in TIMES and not money:
        return ""
    told = [
        _TOPIC.match(words) or re.match(r"(?P<what>[一-鿿]{2,8}?)[自由从按]", words)
        for words in before.segments
    ]
    tail = (
        r"[期限龄]$|时间$|周期$"
        if q.unit in TIMES
        else r"[额]$|金额$|费用$|标准$|资金$|投资$|补助$"
    )
    measure = next((m["what"] for m in told if m and re.search(tail, m["what"])), "")
    if measure:
        return name + measure
    return "" if money or _TERMED.search(name) else name + "期限"


def _shared(name: str, q: Quantity, before: Before) -> str:
    """样方面积，乔木不小于400 m2; 年供应能力…，其中甲片区…: the measure that the classes share."""
    if q.unit in CLASSIFIERS or not _SHARER.search(name):
        return ""
    for words in before.segments:
        if headed := _HEADED.match(words):
            return headed["measure"]
    whole = next((t.name for t in before.told if t.q.unit == q.unit), "")
    within = "其中" in before.between + before.ahead or any(
        "其中" in words for words in before.segments
    )
    return whole if within and re.search(r"(?:能力|总量|[产量]量|面积|规模|产值)$", whole) else ""


def _of_counted(name: str, before: Before) -> str:
    """集中开采区4处，年开采总量…: the output of the zones that the sentence counted."""
    if not _WHOLE.match(name):
        return ""
    things = [
        uncounted(t.name)
        for t in before.told
        if t.q.unit in CLASSIFIERS and _THING.search(uncounted(t.name))
    ]
    return things[0] + name if things and not name.startswith(things[0][-2:]) else ""


def _full(name: str, recent: Sequence[str]) -> str:
    """表土堆存期 for 堆存期: the fuller name that the paragraph gave the measure before."""
    fuller = [r for r in recent if r.endswith(name) and 2 <= len(r) - len(name) <= 2 * _LONGEST]
    return fuller[-1] if fuller else ""


def _done_to(before: Sequence[str], deed: str) -> str:
    """应全面剥离表土，剥离厚度…: what the deed of the name is done to; "" where none is told."""
    if deed not in _DEEDS:
        return ""
    for words in before:
        if done := re.search(rf"{deed}(?P<what>[一-鿿]{{2,14}})$", words):
            return re.split("[并后]", re.sub(r"^(?:的|和|及)", "", done["what"]))[0]
        if words.endswith(deed) and (handled := _HANDLED.search(words[: -len(deed)])):
            return handled["what"]
    return ""


def _topic(name: str, before: Sequence[str]) -> str:
    """The subject of the clause before: 表土应单独堆存，堆高…: 表土.

    A clause whose subject is itself a bare measure (深度…，沟底坡度…) leaves it to the one before.
    """
    for words in before[:3]:
        topic = _TOPIC.match(words)
        what = topic["what"] if topic else ""
        if made := _made(name, what, words):
            return made
        if not what:
            return ""
        if not _IS_PURE.match(what):
            return _owner(name, what)
    return ""


def _made(name: str, subject: str, words: str) -> str:
    """平台内侧应设置排水沟，深度…: what was made there."""
    beside = _BESIDE.search(subject)
    made = (
        _MADE.search(words)
        if len(name) <= _SHORT or beside or _PURE_OR_PAID.match(name) or _SERVED.search(name)
        else None
    )
    made = made or (_MADE.search(words) if words.endswith(name[0]) else None)
    if made is None or not _MADE_TAIL.search(made["what"]):
        return ""
    return re.split("[的和及与、]", made["what"])[-1]


def _owner(name: str, subject: str) -> str:
    """What of a clause's subject the measure belongs to, "" where it may belong to nothing."""
    if _LED.search(subject) or _BESIDE.search(subject):
        return ""
    mineral = mineral_of(subject)
    mineral += "矿" if subject.startswith(mineral + "矿") and len(mineral) == 1 else ""
    measured = next((m for pattern in _MEASURED if (m := pattern.search(subject))), None)
    what = mineral or (subject[: measured.start()] if measured else subject)
    if inside := _INSIDE.match(what):  # 客土中砷含量…，镉含量…
        return inside["whole"]
    if len(name) > _SHORT and what.endswith(name[:2]):  # 自动监测数据 and 数据有效率
        return what[:-2]
    if (
        len(what) < 2
        or (is_actor(what) and name != "人数")
        or what[:2] == name[:2]
        or _NO_THING.search(what)
    ):
        return ""
    added = len(what) - (what[-1] == name[0])
    safe = added <= _SHARE * (len(name) - 1)
    known = _IS_PURE.match(name) or name[0] == "每" or len(name) <= _SHORT or what == mineral
    clear = len(what) <= _TOPIC_LENGTH and not _NO_NOUN.search(what)
    return what if safe or (known and len(what) <= _TOPIC_LENGTH) or clear else ""
