"""What kind of document the pieces make: genre and the numbering it uses."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.structure.pieces import Piece
from ontology.records import Genre

_HEAD = 3000


@dataclass(frozen=True, slots=True)
class Profile:
    """The genre, how many lines open with 第X条, and the first parts of the decimal numbers."""

    genre: Genre
    articles: int
    majors: frozenset[int]


def profile(text: str, pieces: list[Piece], reader: str = "text") -> Profile:
    """Judge a whole document by its title lines and the numbers that open its lines."""
    articles = 0
    majors = set()
    for piece in pieces:
        mark = piece.mark
        if mark is None or piece.skip:
            continue
        if mark.family == "article":
            articles += 1
        elif mark.family == "decimal" and len(mark.value) > 1:
            majors.add(mark.value[0])
    return Profile(
        _genre(text, pieces, articles, reader), articles if articles > 1 else 0, frozenset(majors)
    )


_GENRE_WORDS: tuple[tuple[Genre, re.Pattern[str]], ...] = (
    (
        "specification",
        re.compile(r"规范|标准|规程|导则|技术要求|编制指南|编制说明|编制要点|编制要求"),
    ),
    ("plan", re.compile(r"规划|实施方案|行动计划|行动方案|开发利用方案|治理方案|恢复方案|计划")),
    ("notice", re.compile(r"通知|意见|公告|函|批复|通报|请示|报告|决议")),
    ("regulation", re.compile(r"条例|办法|规定|细则|法$|法[（(]|决定|解释|规则|章程|宪法|命令")),
)


def _genre(text: str, pieces: list[Piece], articles: int, reader: str) -> Genre:
    if reader == "pptx" or _looks_like_slides(text, pieces):
        return "slides"
    head = text[:_HEAD]
    if re.search(r"摘\s*要\s*[：:\]】]|Abstract", head) and re.search(
        r"关键词|Keywords?|参考文献", text
    ):
        return "paper"
    if re.search(r"摘\s*要\s*[：:]", head):
        return "paper"
    title = _title_lines(text, pieces)
    for genre, pattern in _GENRE_WORDS:
        if pattern.search(title):
            return "regulation" if articles > 3 and genre != "plan" else genre
    return "regulation" if articles > 3 else "other"


def _looks_like_slides(text: str, pieces: list[Piece]) -> bool:
    return False


def _title_lines(text: str, pieces: list[Piece]) -> str:
    lines = [text[p.a : p.b] for p in pieces[:12] if not p.blank]
    return " ".join(line for line in lines if len(line) < 60)
