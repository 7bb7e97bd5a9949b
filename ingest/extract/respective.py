"""Numbers told in the order of a list: 甲、乙和丙的面积分别为3、5和7公顷."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from ingest.extract.locations import without_places
from ingest.extract.naming import Name
from ingest.extract.quantity import CLASSIFIERS, Quantity, quantities
from ingest.extract.scanning import Cued
from ontology import patterns as re

_MARK = Cued(r"(?:依次)?(?:分别|依次)(?!由|对|从|向|按|以|经)", "分别", "依次")
_STOP = re.compile(r"[。；，：\n]")
_BARE = re.compile(r"(?<![\d.])\d+(?:\.\d+)?(?=\s*(?:、|和|与|及|以及)\s*\d)")
_COMMA = re.compile("、")
_AND = re.compile(r"、|以及|和|与|及")
_LEAD = re.compile(
    r"^.*其中|^(?:截[至止]|到|至)?(?:(?:19|20)\d{2}年(?:底|末|初|间)?)(?!、)|^(?:目前|其|但|而|同期|全[省市县区州国])+"
)
_MEASURED = re.compile(
    r"(?:年?(?:开采|产|消耗|需求)(?:总)?量|(?:新增)?(?:资源|储)量|面积|数量|比例|占比|率|投资|产值|规模|产能|长度|高度|厚度|浓度|含量)$"
)
_SHARED = re.compile(r"^(?P<item>.{2,}?)的(?P<head>[^的]{2,14})$")
_GROUP = re.compile(r"[两二三四五六七八九十\d]+个?(?P<kind>[省市州县区旗镇乡村矿]|[^\d的]{2,4})$")
_LINK = re.compile(
    r"(?:(?:仅|只|约|也|均|就|已|占|近|共|为|是|至|到|在|了|达到?|不?[低高少大小多]于|不?超过|控制|保持|稳定|上升|下降|提高|增加|减少|降低|增长|降|升)+)$"
)
_PREDICATE = re.compile(
    r"(?<=.{2})(?:没有|[未均都也已受因为是仍则皆]|完成|实现|位于|居|最|较|进展|增长|下降)"
)
_OF_WHOLE = re.compile(r"^(?:仅|只|约|已)*(?P<verb>占|达到?|相当于)(?P<whole>[^的]{2,10})的$")
_YEAR = re.compile(r"^((?:19|20)\d{2})年?(?:底|末)?$")
_LONGEST = 16  # characters of a member of a list


class Respective(NamedTuple):
    """A number of a list with its own name, and its year where the list is one of years.

    `dated` says that no year beside the number is its own but this; `goal` that it is aimed at.
    """

    q: Quantity
    name: Name
    year: int | None
    dated: bool = False
    goal: bool = False


class _List(NamedTuple):
    items: tuple[str, ...]
    head: str
    start: int


def respective(
    text: str, start: int, stop: int, before: Sequence[str] = ()
) -> tuple[list[Respective], tuple[str, ...]]:
    """The numbers of `text[start:stop]` that a list before 分别 or 依次 names, in order.

    `before` are the members of the list that the text before has told; they name the numbers of a
    clause without a list (占比依次为…). The second value are the members told last here, () for none.
    """
    found: list[Respective] = []
    members: tuple[str, ...] = ()
    for mark in _MARK.finditer(text, start, stop):
        numbers = _in_order(text, mark.end(), stop)
        listed = (
            _listed(text, start, mark.start(), numbers, members or before)
            if len(numbers) > 1
            else None
        )
        if listed is None:
            continue
        members = listed.items
        deed = "".join(text[mark.end() : numbers[0].start].split())
        found += [_named(listed, i, deed, q) for i, q in enumerate(numbers)]
    return found, members


def _in_order(text: str, start: int, stop: int) -> list[Quantity]:
    """The quantities of the clause at `start`; the row shares its comparator and its last unit."""
    end = next((m.start() for m in _STOP.finditer(text, start, stop)), stop)
    found = list(quantities(text, start, end))
    for bare in reversed(list(_BARE.finditer(text, start, end))):
        follows = next((q for q in found if q.start > bare.start()), None)
        if follows and not any(q.start <= bare.start() < q.end for q in found):
            q = replace(follows, value=bare[0], start=bare.start(), end=bare.end())
            found.insert(found.index(follows), q)
    ops = [q.op for q in found if q.op != "="]
    return [replace(q, op=ops[0]) for q in found] if ops else found


def _listed(
    text: str, start: int, stop: int, numbers: Sequence[Quantity], before: Sequence[str]
) -> _List | None:
    """The list of as many members as there are numbers: in the clause of the mark or before it."""
    edges = [start, *(m.end() for m in _STOP.finditer(text, start, stop))]
    own = "".join(text[edges[-1] : stop].split())
    if items := _split(own, len(numbers)):
        return _with_head(items, edges[-1])
    if len(own) > _LONGEST:
        return None
    for begin, end in zip(reversed(edges[:-1]), reversed(edges[1:]), strict=True):
        if not (items := _split(text[begin : end - 1], len(numbers))):
            continue
        if not own:
            return _with_head((*items[:-1], _PREDICATE.split(items[-1])[0]), begin)
        return _List((*items[:-1], _alike(items[-2], items[-1])), own, begin)
    return _List(tuple(before), own, edges[-1]) if len(before) == len(numbers) else None


def _split(words: str, count: int) -> tuple[str, ...]:
    """The members of a list of `count` members, () where the words hold no such list."""
    words = _LEAD.sub("", "".join(words.split()))
    for pattern in (_COMMA, _AND):
        items = tuple(pattern.split(words))
        if len(items) == count and all(2 <= len(i) <= 2 * _LONGEST for i in items):
            return items
    return ()


def _alike(model: str, words: str) -> str:
    """甘孜州、阿坝州受交通条件限制: the last member ends like the one before it."""
    at = words.find(model[-1], 1)
    told = _PREDICATE.search(words)
    short = words[: told.start()] if told else words
    return words[: at + 1] if 0 < at < len(short) else short


def _with_head(items: Sequence[str], start: int) -> _List:
    """The members without what the last of them shares with all, and what they share."""
    first = without_places(items[0])
    *ahead, last = (first, *items[1:])
    if group := _GROUP.search(last):
        kind = group["kind"] if len(group["kind"]) == 1 else ""
        names = (items[0], *items[1:-1], last[: group.start()])
        return _List(tuple(n if n.endswith(kind) else n + kind for n in names), "", start)
    if _MEASURED.search(ahead[0]):
        return _List((*ahead, last), "", start)
    if shared := _SHARED.match(last):
        return _List((*ahead, shared["item"].partition("等")[0]), shared["head"], start)
    tail = _MEASURED.search(last)
    if tail and tail.start() >= 2:
        return _List((*ahead, last[: tail.start()]), tail[0], start)
    return _List((*ahead, last), "", start)


def _named(listed: _List, index: int, deed: str, q: Quantity) -> Respective:
    """One number: its member of the list, the shared measure and what was done."""
    item = listed.items[index]
    year = _YEAR.match(item)
    share = _OF_WHOLE.match(deed) if q.unit == "%" else None
    done = f"{share['verb']}{share['whole']}比例" if share else _LINK.sub("", deed)
    name = ("" if year else item) + listed.head + done
    if done and q.unit in CLASSIFIERS and not name.endswith(("数", "数量")):
        name += "数"
    return Respective(q, Name(name, min(listed.start, q.start)), int(year[1]) if year else None)
