"""The two sides of a judgement: which parts of a sentence speak for what it is about, which against.

其长处是资金回笼快，缓解了财政压力；短处在于余料核定难，容易超采 has two parts of merit and two of
fault. A lead (优势在于, 不足之处是) or a turn (但, 不过) holds until the next one.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple

from ingest.extract.deficits import deficit
from ingest.extract.spans import cut
from ontology import patterns as re

Stance = Literal["plain", "merit", "fault"]

_WHOSE = r"(?:其|它们?|存在|面临|尚存|仍有|但|主要|突出|明显|最大|最|相对|自身|模式|项目|该|这一|此|做法|方式|的)*"
_IS = r"(?:之处|性|因素|方面)?(?:则|也|就|主要|同样|还|集中|的)*(?:是|在于|为|有|体现在|表现在|表现为|体现为|包括|：|:)(?:以下|其)?(?:[：:])?"
_MERIT_NOUN = r"(?:优势|优点|长处|好处|亮点|可取|有利|积极意义|成功|价值)"
_FAULT_NOUN = r"(?:(?:美中)?不足|遗憾|短处|短板|缺点|缺陷|劣势|局限|弊端|弱点|软肋|薄弱环节|薄弱|隐忧|问题|难点|困难|障碍|制约|瓶颈|风险|不利|隐患|挑战|遗憾|代价)"
_MERIT = re.compile(rf"{_WHOSE}{_MERIT_NOUN}{_IS}")
_FAULT = re.compile(rf"{_WHOSE}{_FAULT_NOUN}{_IS}")
# 它的短处也很明显，…: the lead is a clause of its own, and what follows tells it.
_PLAIN = r"(?:也|都|同样|却|则|还|又)*(?:很|十分|较为|比较|较|相当|颇为|颇|显然|一样)?(?:明显|突出|显著|不少|不容忽视|显而易见|一目了然|显见|存在|清楚)[：:]?$"
_MERIT_PLAIN = re.compile(rf"{_WHOSE}{_MERIT_NOUN}{_PLAIN}")
_FAULT_PLAIN = re.compile(rf"{_WHOSE}{_FAULT_NOUN}{_PLAIN}")
_FAULTS_FOLLOW = re.compile(rf"{_FAULT_NOUN}[一-鿿]{{0,4}}$")
# 项目也暴露出融资成本偏高的问题，部门认识不一: what follows an exposure tells of it.
_EXPOSES = re.compile(
    rf"(?:暴露|凸显|显露|反映|引发|带来|面临|遭遇|出现)(?:出|了|着)?[^，。；]{{3,}}(?:{_FAULT_NOUN}|矛盾|难题)$|(?:{_FAULT_NOUN}|矛盾|难题)(?:很快|逐渐|随之|随即|开始|也|日益)*(?:显现|凸显|暴露|浮现|出现)$"
)
_TURN = re.compile(
    r"(?<!不)但是?(?![凡书])|然而|不过|可是|却(?=也?[把将使让对])|只是(?=[一-鿿])|唯(?=[一-鿿]{2,}[不难])"
)


class Part(NamedTuple):
    """A clause `[start, end)` of a sentence without its lead, and what it does for the subject."""

    start: int
    end: int
    stance: Stance
    led: bool = False  # a lead (不足在于) stands directly before it


def parts(text: str, start: int, end: int, stance: Stance = "plain") -> Iterator[Part]:
    """The clauses of a sentence with their stances, in order; `stance` is that of what went before."""
    led = False
    for piece in cut(text, start, end, "，,；;。：:"):
        if text[piece[1] : piece[1] + 1] in ("：", ":") and _announces(text[slice(*piece)]):
            stance = "fault"  # 账面并不好看：… says that faults follow
            continue
        for begin, stop in _turned(text, *piece):
            if turn := _TURN.match(text, begin, stop):
                begin, stance, led = turn.end(), "fault", False
            if merit := _lead(_MERIT, _MERIT_PLAIN, text, begin, stop):
                begin, stance, led = merit.end(), "merit", False
            elif fault := _lead(_FAULT, _FAULT_PLAIN, text, begin, stop):
                begin, stance, led = fault.end(), "fault", True
            if begin < stop:
                yield Part(begin, stop, stance, led)
            if _EXPOSES.search(text, begin, stop):
                stance = "fault"


def _announces(words: str) -> bool:
    """Whether words before a colon say that faults follow (但项目也留下遗憾)."""
    return deficit(words) is not None or bool(_FAULTS_FOLLOW.search(words))


def _lead(
    usual: re.Pattern[str], plain: re.Pattern[str], text: str, start: int, end: int
) -> re.Match[str] | None:
    return plain.match(text, start, end) or usual.match(text, start, end)


def is_judged(text: str, start: int, end: int) -> bool:
    """Whether a sentence has a lead or a turn, so that its other parts need plain words."""
    return any(part.stance != "plain" for part in parts(text, start, end))


def _turned(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A clause cut before the turns inside it (收益稳定但周期长)."""
    begin = start
    for match in _TURN.finditer(text, start + 2, end):
        if match.start() - begin >= 2:
            yield begin, match.start()
            begin = match.start()
    yield begin, end
