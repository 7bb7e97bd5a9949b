"""What a specification asks of a plan: its norms and the contents it lists, clause by clause."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from api.desk.folding import shingles
from api.desk.norms import clause_at, sentences
from ontology.records import Clause, Document, Modality

_DUTY = r"必须|应当|(?<![相适反响供感对效])应(?!用|急|力|变|对(?:措施|突发|风险|危机))|(?<![无仍])须(?!知)"
_WEAK = r"(?:规范|标准|文件|导则)(?:中)?(?:规定|明确|指出|要求)|(?:主要)?(?:包括|包含|可?分为)|需要?(?!求)(?=[^，。]{2})"
_CUES: tuple[tuple[Modality, re.Pattern[str]], ...] = (
    ("prohibits", re.compile(r"不得|不应|不准|不允许|严禁|禁止")),
    ("recommends", re.compile(r"不?宜(?!居|人|昌|春|宾|兴|州)|推荐(?!性)|建议(?!稿)")),
    ("requires", re.compile(_DUTY)),
    (
        "permits",
        re.compile(r"(?<![不许认])可(?:以)?(?!能|靠|行性|持续|见|操作|观|利用|燃|采[储出矿]|再生|研|核查|分解|扩展)"),
    ),
    ("requires", re.compile(_WEAK)),
)  # fmt: skip
_STRICT = re.compile(_DUTY + r"|不得|不应|严禁|禁止")
_CONTENTS = re.compile(
    r"(?:下列|以下|如下)[^，。：:]{0,6}?(?:内容|要求|材料|部分|章节|图件|方面|事项|条件)|(?:内容|章节)(?:应|主要|为|如下)"
)
_LETTER = re.compile(
    r"^\s*(?:[a-zA-Z][)）.、]|[（(]?\d{1,2}[)）、]|[（(][一二三四五六七八九十]+[)）]|[—－-]{1,2}|[·•●])\s*"
)
# chapters that speak of the specification itself, not of what a plan must hold
_ABOUT_ITSELF = re.compile(
    r"背景|前言|引言|编制过程|工作过程|任务来源|概况$|必要性|引用文件|术语|定义|适用范围|^范围$|国外|国内外|"
    r"标准研究|管理措施|实施本|与其他|参考文献|条文说明|起草|征求意见|标准特点|标准调查|主要技术内容$"
)
_ITSELF = re.compile(
    r"^(?:本(?:标准|规范|文件|导则|规程)|编制组|标准编制)[^，。]{0,8}(?:规定|适用|代替|由)"
)
_ENUMERATION = re.compile(r"包括[：:]?(?P<parts>[^。；\n]+)")
_PARTS = re.compile(r"[、，]|以及")
_GENERIC = re.compile(
    r"主要|影响|分析|评价|调查|工程|情况|内容|状况|要求|规划|方案|矿山|矿区|开采|与|和|及|的"
)
_OPTIONAL = re.compile(r"有条件|视情况|根据需要|必要时|鼓励")
_SIZE = 160
_LONGEST = 4000
_SEVERAL = 3


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that a specification asks for.

    `clause` is the printed number of the clause, or its id where it has none; `name` what people
    call the item; `words` are the clause's own words on it, at `[start, end)` of the clean text.
    """

    clause: str
    clause_id: str
    name: str
    modality: Modality
    words: str
    start: int
    end: int
    titled: bool = False


def checklist(spec: Document) -> tuple[Item, ...]:
    """The items of a specification in document order; () when it asks for nothing.

    A titled clause without numbered clauses below it is one item; an untitled one gives an item for
    each norm in it; a list of contents (…应包括下列内容：) one for each entry.
    """
    if not _lays_down(spec):
        return ()
    found: list[Item] = []
    for index, clause in enumerate(spec.clauses):
        if index and _speaks_to_plans(spec, clause):
            found += _of_clause(spec, index, clause)
    return tuple(sorted(dict.fromkeys(found), key=lambda i: i.start))


def _lays_down(spec: Document) -> bool:
    """Whether a document lays down norms: a specification, or one with several duties or bans."""
    norms = sum(bool(_STRICT.search(spec.text, s, e)) for s, e in sentences(spec))
    return norms >= (1 if spec.metadata.genre == "specification" else _SEVERAL)


def modality(words: str) -> Modality | None:
    """The modality of a sentence by its strongest cue, None without one."""
    return next((m for m, cue in _CUES if cue.search(words)), None)


def _speaks_to_plans(spec: Document, clause: Clause) -> bool:
    if clause.kind in ("preamble", "signature", "table"):
        return False
    titles = [*clause.path, clause.title]
    return not any(_ABOUT_ITSELF.search(t.split("（")[0].strip()) for t in titles if t)


def _of_clause(spec: Document, index: int, clause: Clause) -> Iterator[Item]:
    own = _own_range(spec, index, clause)
    cued = [
        (s, e, m)
        for s, e in sentences(spec)
        if own[0] <= s < own[1]
        and spec.clauses[clause_at(spec, s)].id == clause.id
        and (m := modality(spec.text[s:e]))
        and not _ITSELF.search(spec.text[s:e])
    ]
    below = _children(spec, index)
    if cued and below and _CONTENTS.search(spec.text[cued[-1][0] : cued[-1][1]]):
        yield from _entries(spec, clause, below, cued[-1][2])
        cued = cued[:-1]
    if clause.title and not below:
        body = spec.text[clause.heading_end : own[1]].strip()
        if cued or body:
            kinds = {m for _, _, m in cued}
            optional = kinds == {"permits"} and _OPTIONAL.search(body)
            for name in _names(clause.title):
                kind: Modality = "permits" if optional else "requires"
                yield _item(spec, clause, name, kind, clause.heading_start, own[1], True)
        return
    if below and clause.title:
        yield from _unmatched(spec, clause, cued)
    for s, e, m in cued:
        if below and clause.title and not clause_has_letters(below):
            continue
        start = max(s, clause.heading_end) if s < clause.heading_end < e else s
        yield _item(spec, clause, _short(spec.text[start:e]), m, start, e)


def _names(title: str) -> list[str]:
    """The items of a title: 规划的范围、时限 asks for two; one of three or more parts stays one."""
    parts = re.sub(r"[（(][^）)]*[）)]", "", title).split("、")
    if len(parts) != 2 or any(len(p) > 8 for p in parts) or "与" in title or "及" in title:
        return [title]
    head = re.match(r"(.+的)", parts[0])
    return [parts[0], (head[1] if head and "的" not in parts[1] else "") + parts[1]]


def _unmatched(
    spec: Document, clause: Clause, cued: Sequence[tuple[int, int, Modality]]
) -> Iterator[Item]:
    """The parts of an introduction (…包括：A、B以及C) that no sub-clause is about."""
    titles = [c.title for c in spec.clauses if clause.start < c.start < clause.end and c.title]
    covered = [set(shingles(_GENERIC.sub("", t))) for t in titles]
    for start, end, m in cued:
        found = _ENUMERATION.search(spec.text, start, end)
        parts = _PARTS.split(found["parts"]) if found else []
        for part in parts if len(parts) > 2 else []:
            core = set(shingles(_GENERIC.sub("", part)))
            if core and covered and not any(core & c for c in covered):
                yield _item(spec, clause, part.strip(), m, start, end, True)


def clause_has_letters(below: Sequence[Clause]) -> bool:
    """Whether the clauses below are list items rather than numbered clauses."""
    return all(c.kind in ("item", "subitem", "paragraph") for c in below)


def _entries(
    spec: Document, clause: Clause, below: Sequence[Clause], m: Modality
) -> Iterator[Item]:
    for child in below:
        words = _LETTER.sub("", spec.text[child.start : child.end].strip())
        name = re.split(r"[，；;。：:\n]", words)[0]
        if name:
            yield Item(clause.number or clause.id, child.id, name, m, words.strip("；;。\n "), child.start, child.end, True)  # fmt: skip


def _item(
    spec: Document,
    clause: Clause,
    name: str,
    m: Modality,
    start: int,
    end: int,
    titled: bool = False,
) -> Item:
    words = spec.text[start : min(end, start + _LONGEST)].strip()
    return Item(clause.number or clause.id, clause.id, name, m, words, start, end, titled)


def _own_range(spec: Document, index: int, clause: Clause) -> tuple[int, int]:
    """The clause up to its first child; the whole of it when it has none."""
    below = _children(spec, index)
    return clause.start, below[0].start if below else clause.end


def _children(spec: Document, index: int) -> list[Clause]:
    return [c for c in spec.clauses if c.parent == index and c.kind != "table"]


def _short(words: str) -> str:
    text = " ".join(_LETTER.sub("", words).split())
    return text if len(text) <= _SIZE else text[:_SIZE] + "…"
