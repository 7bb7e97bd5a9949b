"""Coordinated problems: what 、 joins is split, and a shared head or tail is given to each part.

收益分成、使用方向等缺少依据 becomes 收益分成缺少依据 and 使用方向缺少依据; lists that only modify a
noun (安全、环保等风险; 规划、用地等政策缺失) stay whole.
"""

from __future__ import annotations

from typing import NamedTuple

from ingest.extract.deficits import deficit, is_better
from ingest.extract.spans import Range, cut, tidy, without_bracket
from ontology import patterns as re

_TOPIC_TAIL = re.compile(
    r"(?:等|的)*(?:方面)?(?P<say>均?存在)?(?:的)?(?P<head>问题|难题|困难|困境|现象|缺陷|弊端|缺点|短板|瓶颈|局限|弱点|顽疾|顽症|痼疾|劣势|通病|毛病)$"
)
_ASKS = re.compile(r"如何|怎样|怎么")
_OBJECT = re.compile(r"^(?:对于?|在|针对|将|把|与|和|受|因|由于|从|关于)")
_POSSESSIVE = re.compile(r"^(.{1,12}?的)(.{2,})$")
_SIZED = re.compile(r"(?<=[一-鿿]{2})(?<![扩增加放最强])[大高重]$")
_SHORT = 2  # characters: 权、责、利 is one notion
_STATE = 4  # a predicate no longer than this takes no object that could be a list
_STATEMENT = 4
_IDIOM = 3  # characters: 时间紧、任务急 is one notion


class Problem(NamedTuple):
    """A problem's name and the range of the words that it comes from; `spread` names are made up."""

    name: str
    start: int
    end: int
    spread: bool = False


def split(text: str, start: int, end: int, *, cell: bool = False) -> list[Problem]:
    """The problems of one clause (no commas), in order; a table `cell` is cut the more readily."""
    start, end = without_bracket(text, start, end)
    parts = list(cut(text, start, end, "、"))
    parts = [p for p in parts if not is_better(text[slice(*p)])] or parts
    if len(parts) < 2:
        return [_one(text, *(parts[0] if parts else (start, end)))]
    if _in_modifier(text, parts) or _ASKS.search(text[slice(*parts[0])]):
        return [_one(text, start, end)]
    own = [_says(_words(text, p)) for p in parts]
    if _is_topics(text, parts, cell):
        return _topics(text, parts)
    if all(own):
        return _alone(text, parts, cell)
    if cell and _are_statements(text, parts, own):
        return [_one(text, *without_bracket(text, *part)) for part in parts]
    if own[-1] and _is_shared(text, parts, cell):
        return _tails(text, parts, own)
    return _mixed(text, parts, own)


def _says(words: str) -> bool:
    """Whether a part states something of its own: a deficit, or a noun with an adjective of size."""
    return deficit(words) is not None or bool(_SIZED.search(words))


def _are_statements(text: str, parts: list[Range], own: list[bool]) -> bool:
    """Whether a cell lists statements of which the first is plainly one (资金不足、废石占地)."""
    first = _words(text, parts[0])
    found = deficit(first)
    plain = found is not None and found.start >= _SHORT and len(first) - found.start <= _STATE
    return plain and not own[-1] and all(end - start >= _STATEMENT for start, end in parts)


def _in_modifier(text: str, parts: list[Range]) -> bool:
    """Whether the whole list stands between 对 and 的: 对甲大、乙长的项目缺乏积极性."""
    first, last = text[slice(*parts[0])], text[slice(*parts[-1])]
    opened = re.search(r"(?:^|[一-鿿])对(?!策|应|口|接|比)", first)
    closed = re.search(r"的[一-鿿]{2,}", last)
    if opened is None or closed is None:
        return False
    before = deficit(first[: opened.start() + 1])
    return before is None and deficit(last[closed.start() :]) is not None


def _words(text: str, part: Range) -> str:
    start, end = without_bracket(text, *part)
    return text[start:end]


def without_etc(words: str) -> str:
    """The words without 等 at their end."""
    return words.rstrip("等")


def _one(text: str, start: int, end: int) -> Problem:
    return Problem(without_etc(tidy(text[start:end])), start, end)


def _alone(text: str, parts: list[Range], cell: bool) -> list[Problem]:
    """Parts that each state a problem; very short ones stay with the part before."""
    grown: list[Range] = []
    for start, end in parts:
        words = text[start:end]
        idiom = len(words) <= _IDIOM and words[-1] in "紧急慢重大" and not cell
        if grown and idiom:
            grown[-1] = grown[-1][0], end
        else:
            grown.append((start, end))
    return [_one(text, *without_bracket(text, *part)) for part in grown]


def _is_shared(text: str, parts: list[Range], cell: bool) -> bool:
    """Whether the predicate of the last part is said of every part."""
    last = _words(text, parts[-1])
    found = deficit(last)
    if found is None or found.start == 0 or _OBJECT.match(text[parts[0][0] : parts[0][1]]):
        return False
    subject = last[: found.start]
    if len(subject) <= _SHORT and not cell:
        return False
    if subject.endswith("等"):
        return True
    first = text[parts[0][0] : parts[0][1]]
    if "等" in subject or ("的" in subject and "的" not in first) or not _parallel(text, parts):
        return False
    return cell or "的" in first or first[-1] == subject[-1]


def _parallel(text: str, parts: list[Range]) -> bool:
    return (
        all(end - start > _SHORT for start, end in parts[:-1])
        and "和" not in text[slice(*parts[-1])]
    )


def _tails(text: str, parts: list[Range], own: list[bool]) -> list[Problem]:
    last = _words(text, parts[-1])
    found = deficit(last)
    at = found.start if found else 0
    tail = last[at:]
    subjects = [*(_words(text, p) for p in parts[:-1]), without_etc(last[:at])]
    head = _POSSESSIVE.match(subjects[0])
    out = []
    for i, (part, subject) in enumerate(zip(parts, subjects, strict=True)):
        shared = head[1] if head and i and not own[i - 1] and "的" not in subject else ""
        name = subject if own[i] and i < len(parts) - 1 else f"{shared}{without_etc(subject)}{tail}"
        out.append(Problem(tidy(name), part[0], parts[-1][1], True))
    return out


def _is_topics(text: str, parts: list[Range], cell: bool) -> bool:
    last = text[slice(*parts[-1])]
    tail = _TOPIC_TAIL.search(last)
    if tail is None or tail.start() == 0:
        return False
    return tail["say"] is not None or (cell and not _modifies(last)) or _some_bad(text, parts)


def _some_bad(text: str, parts: list[Range]) -> bool:
    """Whether a list before 等问题 in running text holds statements (融资难、监管难等问题)."""
    last = text[slice(*parts[-1])]
    return (
        "等" in last and not _modifies(last) and any(deficit(_words(text, p)) for p in parts[:-1])
    )


def _modifies(last: str) -> bool:
    """Whether the list only modifies a noun before 问题 (规划、用地等扶持政策问题)."""
    return (
        "等" in last
        and re.search(
            r"等(?:的|方面|存在|突出|明显)*(?:问题|难题|困难|困境|现象|缺陷|弊端|缺点|短板|瓶颈|局限|弱点)$",
            last,
        )
        is None
    )


def _topics(text: str, parts: list[Range]) -> list[Problem]:
    """净地交付、土地补偿等存在问题: each topic becomes a problem of its own."""
    tail = _TOPIC_TAIL.search(text, *parts[-1])
    out = []
    for start, end in parts:
        stop = min(end, tail.start()) if tail else end
        words = tidy(text[start:stop])
        head = "" if _says(words) or tail is None else tail["head"]
        out.append(Problem(words + head, start, max(stop, start + 1), True))
    return out


def _mixed(text: str, parts: list[Range], own: list[bool]) -> list[Problem]:
    """A part without a predicate belongs to the next that has one, at the end to the last."""
    out: list[Problem] = []
    begin = parts[0][0]
    for i, (part, alone) in enumerate(zip(parts, own, strict=True)):
        if alone:
            end = part[1] if any(own[i + 1 :]) else parts[-1][1]
            out.append(_one(text, *without_bracket(text, begin, end)))
            begin = parts[i + 1][0] if i + 1 < len(parts) else end
            if not any(own[i + 1 :]):
                break
    return out or [_one(text, parts[0][0], parts[-1][1])]
