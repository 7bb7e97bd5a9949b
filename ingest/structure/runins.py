"""Run-in headings: the first words of a paragraph that name its topic (总体目标。, 规划定位：).

A run-in heading is short, ends with 。 or ：, is followed by more text, and either names a topic
(a noun phrase that the genre uses again and again) or has brothers under the same heading.
"""

from __future__ import annotations

from ingest.structure.pieces import Piece
from ontology import patterns as re

LONGEST = 32
_FIRST = re.compile(rf"([^。；;！!？?：:\n]{{2,{LONGEST}}})([。：])(?=[^\s])")
_LEAD_IN = re.compile(
    r"下列|以下|如下|包括$|分别为?$|例如$|其中$|即$|指出$|要求$|表明$|认为$|参见|见表|综上|[0-9]$"
)
_OPENERS = re.compile(
    r"(?:根据|按照|为了?|随着|截[至止]|目前|近年来?|其中|同时|此外|另外|因此|通过|在|到|自|由于|对于?|以|本|该|"
    r"[0-9０-９“]|第[一二三四五六七八九十]|一是|二是|上述|我[县市省国区]|全[县市省国区]|各[县市区级])"
)
_CLAUSE = re.compile(r"[，,]")
_ACTS = re.compile(
    r"加强|强化|严格|落实|推进|推动|坚持|实施|完善|建立|健全|优化|做好|切实|提高|提升|开展|积极|加快|加大|鼓励|"
    r"支持|规范|促进|严控|控制|统筹|合理|保障|充分|深入|全面|要|需"
)
_STATES = re.compile(
    r"(?<!金)属(?![性地])|(?<![行作])为(?!主)|位于|是|(?<![所现国私共])有(?![色机效关限序])|已|达(?!标)|(?<!植)被|将|了|均|"
    r"较|很|无(?![废尾人主])|不(?![良动])|占(?![用地])|呈"
)
_SHORT = 20  # characters of a topic
_FEWEST = 3  # run-in headings in a text; fewer are chance
_NORM = re.compile(r"严禁|禁止|不得|必须|应当?(?!用|急)|可以|须|限制(?:勘查|开采)(?!.*矿种$)")
# Somebody who must do something, or what is so for a reason, is told by a sentence.
_SAYS = re.compile(
    r"(?<=.{2})(?:必须|应当|不得|不应|(?<![必无])须(?=[在按由与经对将]))"
    r"|(?<=[局府厅委门位业者人])(?:应|须|要|需)(?=[一-鿿]{2})|因[一-鿿]{1,3}而"
)


def find_run_ins(text: str, pieces: list[Piece], *, decimals: bool) -> dict[int, int]:
    """The run-in headings: index of the piece -> offset behind the end mark of its heading.

    Args:
        decimals: the headings are 1, 1.1, 1.2; such a text describes a lot, so that a short first
            sentence counts only where it names something and states nothing.
    """
    found: dict[int, int] = {}
    group: list[tuple[int, re.Match[str] | None]] = []
    for index, piece in enumerate(pieces):
        if piece.blank or piece.skip or piece.kind == "table":
            continue
        if piece.mark is not None or piece.level or piece.kind != "paragraph":
            found.update(_choose(group, decimals))
            group = []
            continue
        group.append((index, _first_words(text, piece)))
    found.update(_choose(group, decimals))
    return found if len(found) >= _FEWEST else {}


def _first_words(text: str, piece: Piece) -> re.Match[str] | None:
    match = _FIRST.match(text, piece.a, piece.b)
    if match is None or _LEAD_IN.search(match[1]):
        return None
    if match[2] != "。":
        return match
    if _OPENERS.match(match[1]) or _NORM.match(match[1]) or _SAYS.search(match[1]):
        return None
    return match


def _choose(group: list[tuple[int, re.Match[str] | None]], decimals: bool) -> dict[int, int]:
    """The run-in headings among the paragraphs that stand under one heading."""
    candidates = [(index, match) for index, match in group if match is not None]
    colons = sum(match[2] == "：" for _, match in candidates)
    brothers = sum(match[2] == "。" for _, match in candidates)
    if brothers * 2 < len(group):
        brothers = 1
    return {
        index: match.end(2)
        for index, match in candidates
        if (colons > 1 if match[2] == "：" else _is_topic(match[1], brothers, decimals))
    }


def _is_topic(words: str, brothers: int, decimals: bool) -> bool:
    """Whether a first sentence is a heading, given how many of its kind the section has."""
    if len(words) > _SHORT or _CLAUSE.search(words):
        return brothers > 2 and not decimals
    if brothers == 1 and (_ACTS.match(words) or words.count("、") > 1):
        return False
    return not ((brothers == 1 or decimals) and _STATES.search(words))
