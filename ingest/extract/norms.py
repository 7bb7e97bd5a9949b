"""Modality cues: which words oblige, forbid, recommend, permit or encourage, and which only look so."""

from __future__ import annotations

from typing import NamedTuple

from ontology import patterns as re
from ontology.records import Modality


class Cue(NamedTuple):
    """A cue at `[start, end)`; `strong` cues make a relation, weak ones only an obligation."""

    modality: Modality
    start: int
    end: int
    strong: bool


# Longer and negated cues first: the first alternative that matches decides.
_CUES: tuple[tuple[str, Modality, bool, str], ...] = (
    ("ban", "prohibits", True, r"原则上不(?:再|得|予)?|(?:一律)?不得(?!已|不|力|当)|严禁|(?<![本被])(?:一律)?禁止(?!性|类|名录|区|线|的|和限制|、限制|或|(?:勘查|开采|和|、){1,4}[^，。；]{0,4}(?:矿种|区))|不应(?!有)|不准|不允许|不予(?=[受批审准办登颁核延])|不再(?=新[设建批增]|审批|批准|受理|颁发|办理|出让|布设|设置|扩大|增加|扩建|扩界|保留|安排|延续|延期|续期)|绝不(?:能|允许)"),
    ("all", "requires", True, r"一律(?!不|平等)"),
    ("discourage", "recommends", True, r"不宜"),
    ("duty", "requires", True, r"应当|应该|必须|(?<![无毋必])须(?![知弥])|务必|不得不"
        r"|(?<![^影]响)(?<![适反供对相呼照顺感效策回因占])应(?!.尽|尽的|收(?:入|账|款)|征(?:兵|入)|[用急付变力届邀允声聘诉缴税运战激该当答诺承酬景有]|对(?:气候|突发|挑战|危机|各类|重大|复杂|能力|措施|机制|策略|预案))"),
    ("duty", "requires", True, r"(?<![主重需必只纲摘概简紧首提扼就])要(?![求素点件闻道害塞领么职旨强务是么津义目因])|(?<![所必急亟军供内刚特按仍还确无])需(?![求要量氧])"),
    ("order", "requires", True, r"责令"),
    ("strict", "requires", True, r"严格(?=执行|控制|遵守|限制|履行|落实|对(?!待)|[^，。；、]{2,16}(?:标准|准入|审批))|原则上(?!不)"),
    ("grant", "requires", True, r"予以(?=[一-鿿])"),
    ("only", "permits", True, r"[只仅](?:允许|准许)"),
    ("permit", "permits", True, r"(?<![予许认])可以(?!说|看出|看到|理解|概括|归纳|分为|解决|实现)|(?<![所具享国共占持拥])有权|准予"
        r"|(?<![许认不均尚即未皆亦虽无尽否宁])可(?=[一-鿿])(?!以|上溯|持续|能|见|靠|燃|溶|耕|供|达|谓|观|视|操作|控(?!制)|追溯|再生|信|变|调(?!整)|移动|读|塑|降解|复制|研|贵|知|惜|否|说|看|行|比|回收|采(?![用取样])|利用(?!其|废|剩|矿|尾)|使用(?:年限|面积)|恢复(?:的|土地|各类|面积|林|耕|建设用地|其他)|开采(?:储|年|量)|获得|产生|实现|解决|概括|归纳|分为|推广|借鉴|腾|形成|新增|的|不(?:是|能|必)|逆|替代|承载|交易|量化|满足|扩展|用(?![于作来])|[一-鿿]{2,3}性|[一-鿿]{2}的[一-鿿])"),
    ("encourage", "encourages", True, r"(?<!完善)(?<!制定)(?<!落实)(?:鼓励|提倡|倡导)(?:[、和与及并]{1,2}(?:支持|引导|鼓励))*(?!性)|支持(?:[、和与及并]{1,2}(?:鼓励|引导))+"),
    ("support", "encourages", True, r"(?<![技金信政撑持策导])支持(?!力|系|下|和引导|能力|服务|作用|性|率|各类)"),
    ("guide", "encourages", False, r"(?<![正积])引导(?!下|性|作用|各)"),
    ("recommend", "recommends", True, r"(?<![适相便不合事机时权制])宜(?![居人昌春林牧耕农于])|(?<!不)推荐(?!性|名|方案|的)|建议(?!书|稿|和意见|的)"),
)  # fmt: skip
# The look-ahead names the first characters of all cues: most positions are passed over at once.
_ANY = re.compile(
    "(?=[原一只仅不严禁绝应必须务要需责予可有准鼓提倡支引宜推建])(?:"
    + "|".join(f"(?P<c{i}>{pattern})" for i, (_, _, _, pattern) in enumerate(_CUES))
    + ")"
)
_LAYS_DOWN = re.compile(
    r"(?:本?(?:规范|标准|文件|规程|指南)(?:中)?)?(?P<word>(?<!的)规定(?!的)了?|指出|明确了|(?<!不)适用于|(?<![可细划])分为|推荐了|分(?=(?:[^，。；]{0,20})[一二两三四五六七八九十]个)"
    r"|主要(?:工作)?(?:内容|程序|步骤|任务|方法|工作)为|以(?=[^，。；]{2,20}为(?:主|准|基准)(?:$|[，。；])))"
)
_CONTAINS = re.compile(r"(?P<word>包括|包含)")
_QUOTE = re.compile(r"[“《][^”》]*[”》]|[（(][^（）()]*[）)]")


def cues(text: str, start: int, end: int) -> list[Cue]:
    """The cues in `text[start:end]` outside quotation marks and brackets, in order."""
    first = _ANY.search(text, start, end)
    if first is None:
        return []
    quoted = _quoted(text, start, end)
    found = []
    for match in _ANY.finditer(text, start, end):
        if any(a <= match.start() < b for a, b in quoted):
            continue
        _, modality, strong, _ = _CUES[int((match.lastgroup or "c0")[1:])]
        found.append(Cue(modality, match.start(), match.end(), strong))
    return found


def _quoted(text: str, start: int, end: int) -> list[tuple[int, int]]:
    return [m.span() for m in _QUOTE.finditer(text, start, end)]


def lays_down(text: str, start: int, end: int, *, contents: bool) -> Cue | None:
    """The word of a specification that lays something down (规定, 指出, 分为), or None.

    `contents` lets 包括 count as well, which says what a thing must hold.
    """
    match = _LAYS_DOWN.search(text, start, end)
    if match is None and contents:
        match = _CONTAINS.search(text, start, end)
    if match is None or any(a <= match.start() < b for a, b in _quoted(text, start, end)):
        return None
    modality: Modality = "recommends" if match["word"].startswith("推荐") else "requires"
    return Cue(modality, match.start("word"), match.end(), True)
