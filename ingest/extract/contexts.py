"""What a bare measure is of, told by the words before it: 设置挡风抑尘网，开孔率… is the net's."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ingest.extract.locations import without_places
from ingest.extract.quantity import CLASSIFIERS, Quantity
from ingest.extract.wholes import Told, uncounted
from ontology import patterns as re

_MARK = re.compile(r"[，,；;：:。]")
# A name that opens with its own thing.
_OWNED = re.compile(
    r"重点[勘开矿规]|[勘开]\w区|矿山|矿区|项目|企业|采矿权|探矿权|露天|地下|废弃|历史|绿色矿山|全[省市县区]"
)
# Words that open many names and tell nothing of the thing.
_COMMON = re.compile(
    r"新增|完成|累计|建成|现有|部署|安排|实施|落实|建设|规划|计划|单位|全部|其他|其余|平均|最[大小高低长短]|总|年|每|人均|亩均|吨煤|实际|预计|可|已|未|有|占|投入|投资|第|[东西南北中]|首|无"
)
_DEED = re.compile(
    r"^(?:规划期[内末]?|累计|完成|投入|新增|建成|实施|开展|提高|健全|完善|建立|设立|加强|规范|推进|推行|落实|优化|延长|压缩|缩短|简化|划定|设置|规划|部署|安排|编制|制定|对|将|把|应|全[省市县区]|排查出?|形成|共有?|拟|目前|已|全部|在|“?十[三四五]五”?期间|20\d\d年)+"
)
_MADE = re.compile(
    r"(?:设置|布设|修建|修筑|铺设|配备|安装|预留|开挖|砌筑|构筑|种植|栽植|采用)(?P<what>[一-鿿]{2,8})$"
)
_DONE_TO = re.compile(
    r"[对将把](?P<what>[一-鿿]{2,10}?)(?:进行|开展|实施|组织)?(?P<deed>[一-鿿]{2})(?:\d|[一二两三四五六七八九十]|$)"
)
_MODAL = re.compile(r"应当?|不[应宜得]|宜|必须|须|可|[由从]|为(?=\d)|达|每|\d")
_PARTS = re.compile(
    r"^(?:网|沟|墙|坝|孔|坑|槽|池|管|层|面|底|顶|壁|柱|桩|板|梁|台|路)?(?:高|宽|厚|深|长|径|高度|宽度|厚度|深度|长度|直径|间距|坡度|开孔率|纵坡|坡比|容积|半径|边长|孔径|孔深|株距|行距|株行距|规格|密度|埋深|外径|内径)$"
)
_SIZED = re.compile(
    r"^[一-鿿]{2}(?:厚度|深度|高度|宽度|间距|压力|强度|密度|用量|浓度|温度|时间)(?:[一-鿿]{2,4})?$"
)
# What a deed is done to; far inside a clause the same words are no deed.
_DONE = re.compile(r"(?P<what>[一-鿿]{2,3})[，；]")
_FAR = 8
_FAR_IN = re.compile(rf"[一-鿿]{{{_FAR}}}")
_ORDER = re.compile(
    r"^(?P<measure>[一-鿿]{2,8}(?:厚度|频次|深度|高度|宽度|间距|坡度|含量|浓度|比例|密度|标准|年限|期限))(?P<kind>[一-鿿]{2,6})$"
)
_KIND = re.compile(r"(?:[地林草区期季类型级坡带土石煤岩矿树木]|季节|路段|夏季|冬季)$")
# A spell that is itself measured, no season that another measure holds in.
_SPELL = re.compile(
    r"(?:管护|养护|监测|缺陷责任|质保|有效|服务|试运行|公示|建设|保修|宽限|过渡)期$"
)
_ROAD = re.compile(r"^(?P<who>.{2,8}?)在(?P<where>.{2,8})的(?P<measure>[^的]{2,8})$")
_WITHIN = re.compile(r"^.{2,10}中(?=.{4,}占比$)")
_AFFECTS = re.compile(r"^(?:威胁|影响)")
_WORKED = re.compile(r"^(?:累计|完成)*(?:修复|治理|恢复|复垦|绿化)(?:治理|修复)?面积$")
_TREATED = re.compile(
    r"^(?P<what>[一-鿿]{2,4})(?:应当?|宜|须|必须)(?:单独|分层|分类|集中|全部|逐层|及时)?[一-鿿]{2,4}$"
)
_ZONE = re.compile(r"(?:区|区块|基地|工程|项目|矿山|矿区|公园)$")
_TITLED = re.compile(
    r"^(?:[一二三四五六七八九十\d（）()、.．\s]*)(?P<what>[一-鿿]{2,8}?)(?:程序|手续|周期|时限|标准|机制|制度|流程|成本|费用|率|期|体系|环节|工作|要求)"
)
_BARE = re.compile(
    r"^(?:平均|办理|审批|计提|提取|缴存|首期|年度|总体|抽查|检查|整改|验收|评估|培训|收费|出让|更换|维护|运行|运营|管护|监测|巡查)(?:耗时|时限|比例|期限|时间|周期|频次|费用|标准|成本|年限|率)$"
)
_FILLER = re.compile(r"^.*?[省市县区州]?(?:累计|完成|共)+|(?:全部|和|与|及|的|等|进行|开展|实施)$")
# A cut inside a word, or behind a verb: 化|改造, 模式|复垦 tell of nothing.
_BROKEN = re.compile(r"^[化性的了在和与及等量率]|模式$|[了着过被]$|[，、（）()]")
# The terms of a fund or a loan, and what sets one up.
_TERMS = re.compile(r"^(?:建议)?(?P<term>(?:首期)?规模|期限|年?利率|额度)(?:可考虑|可)?$")
_SET_UP = re.compile(
    r"(?:设立|组建|建立|成立|开办|开发|发行|推出|发放|提供|申请|[拿得争]到过?|获得|争取)(?:[省市县]级)?(?P<what>[^，。；、]{0,14}?(?:基金|贷款|债券|保险|专户))$"
)
# How land is spoilt: 损毁土地…，其中挖损…、压占…、塌陷….
_SPOILT = re.compile(r"^(?:挖损|压占|塌陷|占用|污染|损毁|沉陷)(?:面积)?$")
_SHORTEST = 4  # characters of a name that may go on from a phrase before it
_LONGEST = 9
_OWN = 8  # characters that a phrase may add


class Context(NamedTuple):
    """The words of a sentence before the segment of a quantity, and the title of its clause."""

    before: str
    title: str


def completed(name: str, q: Quantity, told: Sequence[Told], context: Context) -> str:
    """The name with what it is of, where the words before say so; else the name itself.

    `told` are the quantities of the sentence before this one.
    """
    name = _WITHIN.sub("", name)
    if _SPOILT.match(name) and any("土地" in t.name for t in told):
        name = name.removesuffix("面积") + "土地面积"
    counted = q.unit in CLASSIFIERS or _WORKED.match(name)
    phrases = _phrases(told, context.before) if not counted and _goes_on(name) else ()
    return _in_order(
        _alike(name, q, told)
        or _of_zone(name, told)
        or _of_made(name, context.before)
        or _of_deed(name, context.before)
        or _of_fund(name, context)
        or next((n for p in phrases if (n := _overlap(name, p))), "")
        or _titled(name, context.title)
        or name
    )


def _in_order(name: str) -> str:
    """剥离厚度耕地: 耕地剥离厚度."""
    match = _ORDER.match(name)
    turned = match and _KIND.search(match["kind"])
    return match["kind"] + match["measure"] if match and turned else name


def _phrases(told: Sequence[Told], before: str) -> Iterator[str]:
    """What the sentence speaks of before a quantity, nearest first, without what is done."""
    for one in reversed(told):
        yield _DEED.sub("", uncounted(one.name))
    for piece in reversed(_MARK.split(before)):
        if done := _DONE_TO.search(piece):
            yield done["what"] + done["deed"]
        modal = _MODAL.search(piece)
        words = _DEED.sub("", piece[: modal.start()] if modal else piece)
        yield without_places(words)


def _goes_on(name: str) -> bool:
    """Whether a name is short and bare enough to go on from a phrase before it."""
    if not _SHORTEST <= len(name) <= _LONGEST or len(uncounted(name)) < 3:
        return False
    return not (_COMMON.match(name) or _OWNED.match(name))


def _overlap(name: str, phrase: str) -> str:
    """任务完成率 after 采矿权压减任务, 抽查比例 after 绿色矿山抽查: the phrase goes before the name."""
    bare = uncounted(name)
    for n in (4, 3, 2):
        if phrase.endswith(bare[:n]) and 2 <= len(phrase) - n <= _OWN and len(bare) >= n:
            return phrase + name[n:]
    ahead = _FILLER.sub("", phrase[: max(phrase.find(name[:2]), 0)])
    return ahead + name if 2 <= len(ahead) <= _OWN and not _BROKEN.search(ahead) else ""


def _of_made(name: str, before: str) -> str:
    """设置挡风抑尘网，网高…，开孔率…: sizes are those of what was made last."""
    if not _PARTS.match(name):
        return ""
    pieces = list(reversed(_MARK.split(before)))
    made = next((m for p in pieces if (m := _MADE.search(p))), None)
    treated = next((m for p in pieces if (m := _TREATED.match(p))), None)
    found = made or treated
    return found["what"] + name if found else ""


def _of_fund(name: str, context: Context) -> str:
    """设立引导基金，首期规模…; 开办质押贷款，期限…: terms are those of what is set up."""
    terms = _TERMS.match(name)
    if terms is None:
        return ""
    pieces = [*reversed(_MARK.split(context.before)), context.title]
    found = next((m for p in pieces if (m := _SET_UP.search(p))), None)
    return found["what"] + terms["term"] if found else ""


def _of_deed(name: str, before: str) -> str:
    """剥离表土，剥离厚度…: what the deed of a measure is done to."""
    if name[:2] not in before or not _SIZED.match(name) or _COMMON.match(name):
        return ""
    at = before.find(name[:2])
    while at >= 0:
        done = _DONE.match(before, at + 2)
        if done and not _FAR_IN.fullmatch(before, max(at - _FAR, 0), at):
            return done["what"] + name
        at = before.find(name[:2], at + 1)
    return ""


def _of_zone(name: str, told: Sequence[Told]) -> str:
    """划定集中开采区4个，年开采总量上限…: a limit is that of the zones told just before."""
    last = _DEED.sub("", uncounted(told[-1].name)) if told else ""
    if not last or name.startswith(last[:2]):
        return ""
    if _AFFECTS.match(name) and told[-1].q.unit in CLASSIFIERS and len(last) <= 2 * _OWN:
        return last + name
    within = name.startswith("区内")
    if within or (_ZONE.search(last) and re.search(r"(?:上限|下限|限额)$", name)):
        return re.sub(r"总?面积$", "", last) + name.removeprefix("区内")
    return ""


def _alike(name: str, q: Quantity, told: Sequence[Told]) -> str:
    """夏季洒水频次…，其他季节…: a class beside another with the same unit has its measure."""
    last = told[-1] if told else None
    if last is None or last.q.unit != q.unit or q.unit in CLASSIFIERS or not 2 <= len(name) <= _OWN:
        return ""
    if not _KIND.search(name) or _ORDER.match(name) or _SPELL.search(name):
        return ""
    if road := _ROAD.match(last.name):
        return f"{road['who']}在{name.removeprefix('在')}的{road['measure']}"
    turned = _in_order(last.name)
    match = re.match(
        r"^(?P<kind>[一-鿿]{1,6}?(?:[地林草区期季类型级坡带土石煤岩矿树木]))(?P<measure>[一-鿿]{2,8}[量率度次高宽厚深长径距期限例准值本价])$",
        turned,
    )
    return name + match["measure"] if match else ""


def _titled(name: str, title: str) -> str:
    """地类变更程序繁琐: 平均耗时… is that of 地类变更."""
    match = _TITLED.match(title) if _BARE.match(name) else None
    what = _DEED.sub("", match["what"]) if match else ""
    if len(what) < 2 or what in name:
        return ""
    shared = what.endswith(name[:2])
    return what + (name[2:] if shared else name)
