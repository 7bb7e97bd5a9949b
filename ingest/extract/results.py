"""What a mode or project has brought: outcomes, and problems that it solved."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from ingest.extract.coordination import Problem, split
from ingest.extract.deficits import deficit
from ingest.extract.spans import Range, cut, tidy, without_bracket

_SOLVE = r"(?:破解|解决|化解|缓解|避免|消除|克服|规避|防止|杜绝|遏制|扭转|改变|减少|减轻|降低|弥补|突破|摆脱)"
SOLVING = re.compile(
    rf"(?:有效|成功|基本|较好地?|很好地?|最大限度地?|大幅|显著|进一步|切实|从根本上|妥善|极大地?)*{_SOLVE}了?"
)
_EASING = re.compile(r"(?:改变|减少|减轻|降低|突破|弥补)了?$")
# What can be made less of and is trouble; less of anything else (成本, 投入) is an outcome.
_TROUBLE = re.compile(
    r"(?:干扰|负担|压力|风险|污染|破坏|矛盾|纠纷|浪费|扰动|撂荒|流失|问题|难题|难|隐患|损失|欠账|冲突|闲置|瓶颈|障碍|阻力|滞后|不足|短板|局面|现象|空白|缺口|危害|侵蚀|威胁|灾害)$"
)
# In front of the verb: not done, not yet, only hoped, planned or asked for.
_UNSURE = re.compile(
    r"(?:并?未能?|尚未|没有|没能|难以|难于|无法|不能|不足以|有望|有助于|有利于|利于|将会?|拟|计划|预计|可望|能否|是否|旨在|为了?|以期|力争|争取"
    r"|需要?|亟待|亟需|应当?|必须|如何|若要?|如果|希望|期望|试图|便于|用于|以便|进一步|不会|仍需|还需|可能)[^，。；]{0,6}$"
)
_HELPS = re.compile(r"(?:有助于|有利于|利于|进一步)$")
_REPORTED = re.compile(
    r"媒体|报道|据称|据说|有(?:学者|研究|观点|人)(?:认为|指出|提出|称)|尚未得到|据[^，。]{2,12}(?:经验|介绍|报道|反映)|尚待|有待|待观察"
)
_RESULT = re.compile(
    r"^(?:年均?|每年|可|能|能够|可以|有效|成功|累计|共|已|最大程度上?|最大限度地?|切实|充分|全面|逐步|稳步|大幅|显著|有偿)*"
    r"(?:形成|实现|获得|取得|保障|满足|提[高升]|降低|增加|增强|带动|促进|盘活|撬动|建成|完成|恢复|新增|治理|复垦|修复|销售|出台|成为|提供|吸引|吸纳|拓宽|优化|改善"
    r"|激发|调动|推动|兼顾|确保|保证|节约|节省|缩短|减少|释放|变废为宝|接待|抽采|减排|流转|培育|打造|产生|达到|创造|腾退|整合|统筹|覆盖|获评|入选|建立|开发|引入|引进|探索|消纳|利用|处置|植树|种植|栽植|绿化|安置|吸收|便于|利于|易于|有利于|有助于)"
)
_GOOD = re.compile(
    r"(?:强|长|短|好|高|快|广|明显|显著|稳定|灵活|可控|充足|充分|清晰|明确|完善|健全|成熟|顺畅|协调|突出|良好|丰富|到位|合理|可观|简单|简便|便捷|低|小|大|少|多|足|共赢|双赢|落地|可再?利用|有保障|见效快|可复制|可持续)$"
)
_MEANS = re.compile(
    r"^(?:通过|从|以|按照?|依托|借助|利用|采用|采取|由|针对|根据|在.+?(?:基础上|前提下)$|对)"
)
_LEAD = re.compile(
    r"^(?:其中|同时|并且?|且|此外|另外|还|也|目前|现已|已经?|从而|进而|使得?|(?:项目)?(?:建成|完工|竣工|投产|投运|修复|治理)(?:运营|使用)?[以之]?后)+(?=.{3})"
)
_FIGURE = re.compile(r"\d")
_REMARK = re.compile(
    r"^(?:有效|有偿|成功|已|共|累计)*(?:保障|实现|建成|形成|出台|带动|吸纳|获评|获得|取得|入选|被评为|荣获|促进|成为|盘活|创造|新增|提供|解决|吸引)"
)


_DONE = re.compile(
    r"(?:有效|显著|明显|大幅|极大地?|切实)*(?:改善|提升|提高|带动|促进|推动|增加|增强|盘活|美化|优化|拓宽|激活|实现|形成)了(?=.{3})"
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
        good = [bool(_GOOD.search(text[p[0] : p[1]])) or deficit(text[p[0] : p[1]]) for p in parts]
        apart = len(parts) > 1 and (all(figures) or all(good)) and not SOLVING.search(text, *piece)
        found.extend(parts if apart else [piece])
    return found


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
    return alone or bool(_RESULT.match(words)) or bool(_GOOD.search(words))


def is_result(words: str) -> bool:
    """Whether a clause tells of something done, with a figure."""
    return bool(_RESULT.match(words) and _FIGURE.search(words))


def is_done(words: str) -> bool:
    """Whether a clause says that something has got better (改善了人居环境)."""
    return bool(_DONE.match(words))


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
    before = text[start : match.start()]
    unsure = _UNSURE.search(before)
    if unsure and not (hoping and _HELPS.search(before)):
        return
    stop = without_bracket(text, match.end(), end)[1]
    words = text[match.end() : stop]
    easing = _EASING.search(match.group())
    if len(words) < 2 or (easing and not _TROUBLE.search(words)) or words[0] in "的措方办途问银":
        return
    for problem in objects(text, match.end(), stop):
        yield Solved(problem, start, end)


def is_reported(sentence: str) -> bool:
    """Whether a sentence passes on what others say or what is not settled."""
    return bool(_REPORTED.search(sentence))


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
    short = re.sub(r"(?:等|的|这一)*(?:问题|难题|现象|局面|困境)$", "", name)
    return short if len(short) >= 2 and deficit(short) else tidy(name)
