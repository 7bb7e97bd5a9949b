"""Run-in headings: the first words of a paragraph that name its topic (总体目标。, 规划定位：).

A run-in heading is short, ends with 。 or ：, is followed by more text, and either names a topic
(a noun phrase that the genre uses again and again) or has brothers under the same heading.
"""

from __future__ import annotations

import re

from ingest.structure.pieces import Piece

LONGEST = 32
_FIRST = re.compile(rf"([^。；;！!？?：:\n]{{2,{LONGEST}}})([。：])(?=[^\s])")
_LEAD_IN = re.compile(
    r"下列|以下|如下|包括$|分别为?$|例如$|其中$|即$|指出$|要求$|表明$|认为$|参见|见表|综上|[0-9]$"
)
_OPENERS = re.compile(
    r"(?:根据|按照|为了?|随着|截[至止]|目前|近年来?|其中|同时|此外|另外|因此|通过|在|到|自|由于|对于?|以|本|该|"
    r"[0-9０-９“]|第[一二三四五六七八九十]|一是|二是|上述|我[县市省国区]|全[县市省国区]|各[县市区级])"
)
_STATES = re.compile(r"[，,]")


def find_run_ins(text: str, pieces: list[Piece]) -> dict[int, int]:
    """The run-in headings: index of the piece -> offset behind the end mark of its heading."""
    found: dict[int, int] = {}
    group: list[tuple[int, re.Match[str] | None]] = []
    for index, piece in enumerate(pieces):
        if piece.blank or piece.skip or piece.kind == "table":
            continue
        if piece.mark is not None or piece.level or piece.kind != "paragraph":
            found.update(_choose(group))
            group = []
            continue
        group.append((index, _first_words(text, piece)))
    found.update(_choose(group))
    return found if len(found) >= 3 else {}


def _first_words(text: str, piece: Piece) -> re.Match[str] | None:
    match = _FIRST.match(text, piece.a, piece.b)
    if match is None or _LEAD_IN.search(match[1]):
        return None
    return match


def _choose(group: list[tuple[int, re.Match[str] | None]]) -> dict[int, int]:
    """The run-in headings among the paragraphs that stand under one heading."""
    candidates = [(index, match) for index, match in group if match is not None]
    colons = [match for _, match in candidates if match[2] == "："]
    brothers = [
        match for _, match in candidates if match[2] == "。" and not _OPENERS.match(match[1])
    ]
    chosen: dict[int, int] = {}
    for index, match in candidates:
        if match[2] == "：":
            accepted = len(colons) > 1
        elif _OPENERS.match(match[1]):
            accepted = False
        else:
            accepted = _names_topic(match[1]) or (
                len(brothers) > 1 and len(brothers) * 2 >= len(group)
            )
        if accepted:
            chosen[index] = match.end(2)
    return chosen


def _names_topic(words: str) -> bool:
    return len(words) <= 20 and _STATES.search(words) is None
