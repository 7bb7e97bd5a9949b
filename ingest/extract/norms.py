"""Modality cues: which words oblige, forbid, recommend, permit or encourage, and which only look so."""

from __future__ import annotations

import re
from typing import NamedTuple

from ontology.records import Modality


class Cue(NamedTuple):
    """A cue at `[start, end)`; `strong` cues make a relation, weak ones only an obligation."""

    modality: Modality
    start: int
    end: int
    strong: bool


# Longer and negated cues first: the first alternative that matches decides.
_CUES: tuple[tuple[str, Modality, bool, str], ...] = (
    ("ban", "prohibits", True, r"原则上不(?:再|得|予)?|(?:一律)?不得(?!已|不|力|当)|严禁|(?<![本被])(?:一律)?禁止(?!性|类|名录|区|开采区|勘查区|区域|和限制|、限制|或|线)|不应(?!有)|不准|不允许|不予(?=[受批审准办登颁核延])|不再(?=新[设建批增])|绝不(?:能|允许)"),
    ("discourage", "recommends", True, r"不宜"),
    ("duty", "requires", True, r"应当|应该|必须|(?<![无毋必])须(?![知弥])|务必|不得不"
        r"|(?<![适反响供对相呼照顺感效策内回因])应(?![用急对付变力收届邀允声聘诉缴税运征战激该当答诺承答酬景有尽]|按照《)"),
    ("duty", "requires", True, r"(?<![主重需必只纲摘概简紧首提扼就])要(?![求素点件闻道害塞领么职旨强务是么津义目因])|(?<![所必急亟军供内刚特按仍还确无])需(?![求要量])"),
    ("order", "requires", True, r"责令"),
    ("strict", "requires", True, r"严格(?=执行|控制|落实|遵守|限制|履行|规范|新建|对)|原则上(?!不)"),
    ("grant", "requires", False, r"予以(?=[一-鿿])"),
    ("permit", "permits", True, r"(?<![予许认])可以(?!说|看出|看到|理解|概括|归纳|分为|解决|实现)|有权|准予"
        r"|(?<![许认不均尚即未皆大小亦虽])可(?=依法|采用|采取|采样|根据|按|结合|简化|设置|适当|建设|引用|参照|申请|由|在|向|将|与|视|委托|不|通过|直接|选用|选择|利用|使用|延长|优先|提前|分|先|以|继续|自行|暂)(?!利用(?:资源|土地|性|的)|使用年限|再生|不(?:是|能|必))"),
    ("encourage", "encourages", True, r"(?:鼓励|提倡|倡导)(?:[、和与及并]{1,2}(?:支持|引导|鼓励))*(?!性)|支持(?:[、和与及并]{1,2}(?:鼓励|引导))+"),
    ("support", "encourages", False, r"(?<![技金信政撑持策])支持(?!力|系|下|和引导各|能力|服务|作用|性|率)|(?<![正积])引导(?!下|性|作用|各)"),
    ("recommend", "recommends", True, r"(?<![适相便不合事机时权])宜(?![居人昌春林牧耕农于])|(?<!不)推荐(?!性|名)|建议(?!书|稿|和意见|的)"),
)  # fmt: skip
_ANY = re.compile("|".join(f"(?P<c{i}>{pattern})" for i, (_, _, _, pattern) in enumerate(_CUES)))
_SPECIFIES = re.compile(
    r"(?:本?(?:规范|标准|文件|规程|指南)(?:中)?)?(?:规定了?|指出|明确了?|包括|包含|适用于|适用|分为|分(?=[一二两三四五六七八九十]个))"
)
_QUOTE = re.compile(r"[“《][^”》]*[”》]|[（(][^（）()]*[）)]")


def cues(text: str, start: int, end: int) -> list[Cue]:
    """The cues in `text[start:end]` outside quotation marks and brackets, in order."""
    first = _ANY.search(text, start, end)
    if first is None:
        return []
    quoted = [m.span() for m in _QUOTE.finditer(text, start, end)]
    found = []
    for match in _ANY.finditer(text, start, end):
        if any(a <= match.start() < b for a, b in quoted):
            continue
        _, modality, strong, _ = _CUES[int((match.lastgroup or "c0")[1:])]
        found.append(Cue(modality, match.start(), match.end(), strong))
    return found


def specifies(text: str, start: int, end: int) -> Cue | None:
    """The first word of a specification that lays something down (规定, 包括, 分为), or None."""
    match = _SPECIFIES.search(text, start, end)
    return Cue("requires", match.start(), match.end(), True) if match else None
