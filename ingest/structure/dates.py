"""The date of a document: of its version, its cover or its signature."""

from __future__ import annotations

from ontology import patterns as re
from ontology.numerals import to_int
from ontology.records import Genre

DIGIT = "〇○零一二三四五六七八九十0-9"
_DATE = re.compile(
    rf"([{DIGIT}]{{4}})\s*年\s*(?:([{DIGIT}]{{1,3}})\s*月)?\s*(?:([{DIGIT}]{{1,3}})\s*日)?"
)
_ISO_DATE = re.compile(
    r"((?:19|20)[0-9]{2})[-/.](0?[1-9]|1[0-2])(?![0-9])"
    r"(?:[-/.](0?[1-9]|[12][0-9]|3[01])(?![0-9]))?"
)
_LABEL = re.compile(
    r"(?:编制|发布|成文|印发|完成|提交|报告|公布|批准)\s*(?:日\s*期|时\s*间)\s*[：:]\s*(.+)"
)
_SPOKEN = re.compile(r"(?:——|—|[（(])\s*(.{6,14}?日)在.{4,40}(?:会议|大会)上")
_HISTORY = re.compile(r"通过|公布|发布|修正|修订|颁布|印发|批准|令第")
_NAMED = re.compile(r"[（(]([0-9]{4}-[0-9]{2}-[0-9]{2})[）)]\.[a-z]{2,5}$")
_ISSUED = re.compile(r"\s*(?:发布|公布|印发|颁布|批准|实施)")
_ORDER = re.compile(r"[㐀-鿿]{4,20}令(?:\s*[（(]?第.{1,8}号[）)]?)?$")
_LONGEST = 250  # characters of a line that tells the history of a statute


def document_date(genre: Genre, path: str, head: list[str], tail: list[str]) -> str:
    """The date of the version: in the file's name, of the last amendment, or on cover or end.

    Args:
        path: the name of the file; 某法(2009-08-27).md names the version.
        head: the first lines of the text.
        tail: the lines of the signature, or the last lines.
    """
    named = _NAMED.search(path)
    if named is not None:
        return named[1]
    if genre == "regulation":
        dated = [d for line in head[:20] if len(line) < _LONGEST for d in _enacted(line)]
        dated += _signed(head[:20])
        if dated:
            return max(dated)
    for line in (*reversed(tail), *head[:12]):
        found = _alone(line, spaced=genre == "slides")
        if found:
            return found
    stated = (_LABEL.match(line) or _SPOKEN.match(line) for line in head)
    return next((date for m in stated if m is not None and (date := iso_date(m[1]))), "")


def _alone(line: str, *, spaced: bool) -> str:
    """The date that a line holds and nothing else; in a deck, behind the office."""
    bare = line.strip(" \u3000（()）")
    if spaced:
        bare = bare.rpartition(" ")[2]
    match = _DATE.match(bare) or _ISO_DATE.match(bare)
    if match is None:
        return ""
    whole = len(bare) - match.end() <= 4 or _ISSUED.match(bare, match.end()) is not None
    return iso_date(bare) if whole else ""


def _signed(head: list[str]) -> list[str]:
    """The dates below an order that enacts a text."""
    if not any(_ORDER.match(line) for line in head[:4]):
        return []
    return [iso_date(line) for line in head if _DATE.fullmatch(line.strip())]


def _enacted(line: str) -> list[str]:
    """The dates of a line of promulgation history that say when a version was made, not in force."""
    matches = list(_DATE.finditer(line))
    stops = [*(match.start() for match in matches), len(line)][1:]
    return [
        iso_date(match[0])
        for match, stop in zip(matches, stops, strict=True)
        if _HISTORY.search(line, match.end(), stop)
    ]


def iso_date(words: str) -> str:
    """The first date in words as ISO 8601, "" for none.

    It is shortened where month or day are not said, or cannot be (2021年13月 is 2021).
    """
    match = _ISO_DATE.search(words) or _DATE.search(words)
    if match is None:
        return ""
    year, month, day = match.groups()
    parts = [f"{to_int(year):04d}"]
    for part, last in ((month, 12), (day, 31)):
        if not part or not 1 <= to_int(part) <= last:
            break
        parts.append(f"{to_int(part):02d}")
    return "-".join(parts)
