"""Recommendations: the items of a section of advice, whom they address and which problem they meet."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.extract import actors, restatement, results, zones
from ingest.extract.book import FactBook
from ingest.extract.coordination import Problem
from ingest.extract.sentences import Sentence, ancestors, clause_id, parts, sentences, trim, where
from ingest.extract.spans import Range, cut, plain, tidy
from ontology.records import Clause

RULE_ITEM = "recommendation.item"
RULE_GROUP = "recommendation.group"
RULE_PLAIN = "recommendation.sentence"
RULE_TOPIC = "addresses.topic"
RULE_REMEDY = "addresses.remedy"
RULE_CITES = "cites.item"
RULE_ACTOR = "directedAt.{}"
_GENRES = frozenset({"paper", "specification", "other"})
_LONGEST = 400
_BREAK = re.compile(r"(?<![。；：，])\s*\n\s*")
_FEWEST = 2  # counted items that make a list
_SLOGAN = 6  # characters of a title that says little by itself

_GROUP = re.compile(
    r"针对((?:[^，。；：、]{2,14}、)*[^，。；：、]{2,14}?)(?:等(?:方面)?(?:的)?|的)?(?:问题|难题|困境|短板)[，,]?(?:应当?|须|需要?|要|宜|建议|可以?|拟)([^，。；]{4,30})"
)
_STANCES = (
    ("禁止", r"^(?:严格)?(?:禁止|严禁|不得|不应)", "prohibits"),
    ("限定", r"^(?:严格)?(?:限制|限定|控制|从严)", "prohibits"),
    (
        "鼓励",
        r"^(?:大力|积极|进一步)?(?:鼓励|支持|引导|倡导)|^.{0,80}，(?:鼓励|支持|引导)",
        "encourages",
    ),
    (
        "制定细则",
        r"^(?:尽快|进一步|抓紧)?(?:制定|细化|建立|出台|编制|修订|设立|完善|健全|构建)",
        "requires",
    ),
    ("明确", r"^(?:进一步)?明确", "requires"),
)
_IMPERATIVE = re.compile(
    r"^(?:尽快|进一步|加快|大力|积极|抓紧|严格|着力|切实|全面|持续|逐步|统筹|适时|合理|科学|充分|有序|深入|不断|按照|针对|结合|以|在|对|将|把|由)?"
    r"(?:明确|限制|限定|禁止|严禁|鼓励|支持|引导|细化|建立|制定|完善|健全|构建|设立|出台|编制|修订|强化|加强|加大|创新|拓宽|优化|推进|推动|推广|规范|提高|提升|落实|实行|实施|开展|探索|搭建|打造|培育|简化|统一|厘清|理顺|保障|允许|引入|发挥|坚持|做好|组织|扩大|减免|延长|放宽|整合|盘活|深化|突出|注重|改革|严格|控制|建设|成立|增加|增强|促进|改进|严把|压实|畅通|破解|解决|激活|用好|丰富|贯通|吸引|树立|转变|争取|赋予|给予|依托|利用|区分|分类|分级|因地制宜|拓展|打通|疏通|打破|破除|夯实|聚焦|补齐|构筑|织密|守住|激发|推行|试行|实现|降低|减轻|缩短|压缩|放开|放活|明晰|量化|公开|纳入|延伸|提速|变革|筑牢|凝聚|做实|做强|做优|用活|算好|管好)"
)
_ADVISE = re.compile(r"^(?:因此|为此|综上)?[，,]?(?:笔者|本文)?(?:建议|提倡|呼吁)")
_DEMAND = re.compile(
    r"^(?:因此|为此|同时|此外)?[，,]?(?:应当?|要|需要?|必须|须|亟需|有必要)(?:进一步|尽快|加快|抓紧|着力)?[一-鿿]{2}"
)
_ASKING = re.compile(
    r"^(?:同时|此外|另外|因此|为此)?[，,]?还?(?:应当?|要|需要?|必须|须|亟需|有必要)?(?=.{4})"
)
_COUNTED = re.compile(
    r"^(?:[一二三四五六七八九十]是|第[一二三四五六七八九十][，,、]|首先[，,]|其次[，,]|再次[，,]|最后[，,])"
)
_REMEDY = re.compile(
    r"(?:避免|防止|杜绝|防范|规避|遏制|破解|化解|缓解|纾解|消除|克服|解决|补齐|填补|弥补|扭转|打破|破除|突破|打通)(?:了|出现|发生|产生|形成)?(?=.{2,})"
)
_NAMED_TROUBLE = re.compile(
    r"(?:问题|难题|困境|困难|难|矛盾|瓶颈|短缺|不足|空白|短板|局面|困局|缺口|堵点|痛点|障碍|壁垒|弊端|流失|风险|隐患)$"
)
_SPARED = re.compile(
    r"确保([^，。；]{2,14}?)不(流失|浪费|闲置|缩水|贬值|撂荒|污染|扩散|恶化|断档|缺位)"
)
_WITHIN = re.compile(r"^在.*(?:中|上|下|时|前|后|内|里|方面|阶段|过程|环节|领域|期间)$")
_OPEN_END = re.compile(r"(?:基础上|前提下|阶段|情况下|过程中|实际)$")
_ADDRESSED = re.compile(
    r"^(?:鼓励|支持|引导|允许|建议)[^，。；]{2,24}(?:人|主体|企业|单位|部门|政府|机构|者)$"
)
_CONDITION = re.compile(r"(?:前提|基础上|没有|彻底|未|确保)[^，。；]{0,4}$")


@dataclass(frozen=True, slots=True)
class _Item:
    """One recommendation: its entity, its words and where they stand."""

    id: str
    start: int
    end: int
    clause: int


def find(book: FactBook) -> None:
    """Write down the recommendations of the sections of advice and what they are about."""
    document = book.document
    if not zones.holds_mine_facts(document) or document.metadata.genre not in _GENRES:
        return
    groups = list(_groups(book))
    items = [
        i for index, clause in zones.items(book, "advice") for i in _items(book, index, clause)
    ]
    for item in (*items, *(group for group, _ in groups)):
        _remedies(book, item)
        _directed(book, item)
        _cites(book, item)
    for group in groups:
        _topics(book, group, items)


def _items(book: FactBook, index: int, clause: Clause) -> Iterator[_Item]:
    """A numbered item as one recommendation; unnumbered text by its sentences of advice."""
    text = book.document.text
    start = zones.body_start(text, clause)
    if clause.number and _is_item(book, clause):
        counted = list(_counted(book, index)) if clause.kind == "heading" else []
        end = clause.heading_end if counted else clause.end
        for begin, stop in ((start, end), *counted):
            item = _write(book, begin, stop, index, RULE_ITEM)
            if item:
                yield item
        return
    for begin, end in _paragraphs(book, index):
        item = _write(book, begin, end, index, RULE_PLAIN)
        if item:
            yield item


def _paragraphs(book: FactBook, index: int) -> Iterator[Range]:
    """The pieces of unnumbered advice: 一是…；二是… one by one, else paragraphs that demand."""
    text, last = book.document.text, -1
    counted = list(_counted(book, index))
    yield from counted
    for sentence in (s for s in sentences(book) if s.clause == index and not counted):
        if sentence.start > last and _demands(text, sentence):
            last = text.find("\n", sentence.start) if "\n" in text[sentence.start :] else len(text)
            yield sentence.start, sentence.end


def _demands(text: str, sentence: Sentence) -> bool:
    words = text[sentence.start : sentence.end]
    return bool(_ADVISE.match(words) or (_opens(text, sentence) and _DEMAND.match(words)))


def _counted(book: FactBook, index: int) -> Iterator[Range]:
    """一是…；二是…: what stands behind the counting words, at least two of them."""
    text = book.document.text
    found = [
        (start, start + number.end(), end)
        for sentence in sentences(book)
        if sentence.clause == index
        for start, end in parts(text, sentence)
        if (number := _COUNTED.match(text[start:end]))
    ]
    if len(found) < _FEWEST:
        return
    for (_, begin, end), (following, _, _) in zip(
        found, [*found[1:], (len(text), 0, 0)], strict=True
    ):
        line = text.find("\n", begin)
        yield begin, max(end, min(following, line if line >= 0 else len(text)))


def _opens(text: str, sentence: Sentence) -> bool:
    """Whether a sentence is the first of its paragraph."""
    return not text[text.rfind("\n", 0, sentence.start) + 1 : sentence.start].strip()


def _is_item(book: FactBook, clause: Clause) -> bool:
    """Whether a clause is an item of advice: something is said behind or in place of a heading."""
    if clause.kind in ("item", "subitem", "run-in"):
        return True
    above = clause.parent is not None and zones.zone(book, clause.parent) == "advice"
    behind = book.document.text[clause.heading_end : clause.heading_end + 1].strip()
    goes_on = behind != "" and book.document.metadata.genre != "specification"
    return above and (goes_on or bool(_IMPERATIVE.match(clause.title)))


def _write(book: FactBook, start: int, end: int, index: int, rule: str) -> _Item | None:
    text = book.document.text
    start, end = trim(text, start, end)
    name, full = name_of(text, start, end)
    if len(name) < 4:
        return None
    sentence = tidy(text[start : _first(text, start, end, "。\n")])
    whole = tidy(_BREAK.sub("。", text[start:end]))
    following = next(cut(text, full[1], _first(text, start, end, "。；;\n"), "，,"), full)
    spelled = (
        tidy(text[full[0] : full[1]]), tidy(text[full[0] : following[1]]), sentence, whole,
        *_explained(text, name, full[1], end),
    )  # fmt: skip
    aliases = tuple(a for a in dict.fromkeys(spelled) if a != name)
    entity = book.entity(
        "Recommendation", name, start, end if end - start <= _LONGEST else full[1],
        aliases=aliases, clause=clause_id(book.document, index), rule=rule, **stance(name),
    )  # fmt: skip
    return _Item(entity, start, end, index)


def _explained(text: str, name: str, start: int, end: int) -> Iterator[str]:
    """确权赋能。出台登记办法，…: what a slogan stands for, the first clause behind it."""
    if len(name) <= _SLOGAN and text[start : start + 1] in ("。", "\n"):
        for piece in cut(text, start + 1, end, "，,。；;\n"):
            yield tidy(text[slice(*piece)])
            return


def name_of(text: str, start: int, end: int) -> tuple[str, Range]:
    """The name of an item: its first clause that asks for something, and that clause's range."""
    pieces = list(cut(text, start, _first(text, start, end, "。；;\n"), "，,"))
    if not pieces:
        return "", (start, end)
    chosen = 0
    while chosen < len(pieces) - 1 and _is_circumstance(text[slice(*pieces[chosen])]):
        chosen += 1
    piece = pieces[chosen]
    words = _ASKING.sub("", _ADVISE.sub("", text[slice(*piece)]))
    begin = piece[1] - len(words)
    if _is_open(words) and chosen + 1 < len(pieces):
        piece = piece[0], pieces[chosen + 1][1]
    return tidy(text[begin : piece[1]]), (begin, piece[1])


def _is_circumstance(words: str) -> bool:
    """按照…的原则, 在…前提下, 针对…, 建议各级部门: the demand follows."""
    if _WITHIN.match(words):
        return True
    if re.match(r"^(?:按照|针对|对于|对|根据|依据|结合|围绕|参照|为|鉴于|考虑到|通过|以)", words):
        return not re.search(
            r"(?:建立|制定|完善|健全|设立|出台|明确|采用|开展|实施)(?!的).{4,}$", words
        )
    return bool(_ADVISE.match(words)) and bool(re.search(r"(?:部门|单位|政府|机构|企业)$", words))


def _is_open(words: str) -> bool:
    """Whether a clause breaks off before its verb (鼓励…产权人，明确项目…的基础上，)."""
    return bool(_OPEN_END.search(words) or _ADDRESSED.match(words))


def _first(text: str, start: int, end: int, marks: str) -> int:
    return next(iter(cut(text, start, end, marks)), (start, end))[1]


def stance(name: str) -> dict[str, str]:
    """What kind of demand a recommendation makes: 明确, 限定, 禁止, 鼓励 or 制定细则."""
    for label, pattern, _ in _STANCES:
        if re.search(pattern, name):
            return {"stance": label}
    return {}


def _groups(book: FactBook) -> Iterator[tuple[_Item, list[tuple[str, str]]]]:
    """针对A、B等问题应…: a group of recommendations and its topics as (name, problem entity)."""
    text = book.document.text
    for sentence in sentences(book):
        if zones.zone(book, sentence.clause) != "advice":
            continue
        for match in _GROUP.finditer(text, sentence.start, sentence.end):
            yield _group(book, match, sentence.clause)


def _group(book: FactBook, match: re.Match[str], index: int) -> tuple[_Item, list[tuple[str, str]]]:
    text, clause = book.document.text, clause_id(book.document, index)
    words = tidy(match[2])
    name = re.sub(r"[（(].*?[）)]$", "", words)
    group = book.entity(
        "Recommendation", name, match.start(), match.end(), aliases=(words,), clause=clause,
        rule=RULE_GROUP, group="true", **stance(name),
    )  # fmt: skip
    topics = []
    for start, end in cut(text, match.start(1), match.end(1), "、"):
        topic = tidy(text[start:end])
        problem = restatement.write(
            book, Problem(f"{topic}问题", start, end, True), RULE_GROUP, clause, merge=False
        )
        book.assertion(
            group, "addresses", problem, match.start(), match.end(),
            where=where(book.document, index), clause=clause, rule=RULE_GROUP,
        )  # fmt: skip
        topics.append((topic, problem))
    end = next(cut(text, match.start(), len(text), "；;。\n"), (0, match.end()))[1]
    return _Item(group, match.start(), end, index), topics


def _topics(book: FactBook, group: tuple[_Item, list[tuple[str, str]]], items: list[_Item]) -> None:
    """Bind each topic of a group to the item of its section that repeats the topic's words."""
    name = book.get(group[0].id).name
    own = [i for i in items if _is_under(book, i, name)] or items
    for topic, problem in group[1]:
        item = best(topic, [(i, book.document.text[i.start : i.end]) for i in own])
        if item:
            _address(
                book,
                item,
                problem,
                item.start,
                _first(book.document.text, item.start, item.end, "。"),
                RULE_TOPIC,
            )


def best(topic: str, items: list[tuple[_Item, str]]) -> _Item | None:
    """The first item whose opening sentence has the topic, else its two halves near each other."""
    head, tail = topic[: len(topic) // 2], topic[-(len(topic) // 2) :]
    near = re.compile(
        rf"{re.escape(head)}[^，。；]{{0,12}}{re.escape(tail)}|{re.escape(tail)}[^，。；]{{0,8}}{re.escape(head)}"
    )
    for found in (lambda w: topic in w.split("。")[0], lambda w: topic in w, near.search):
        chosen = next((i for i, words in items if found(plain(words))), None)
        if chosen:
            return chosen
    return None


def _is_under(book: FactBook, item: _Item, name: str) -> bool:
    titles = (clause.title for _, clause in ancestors(book.document, item.clause))
    return any(t and (t in name or name in t) for t in titles)


def _remedies(book: FactBook, item: _Item) -> None:
    """避免…, 防止…, 解决…问题, 确保…不流失: the item names the problem that it meets."""
    text = book.document.text
    for start, end in cut(text, item.start, item.end, "，,。；;："):
        if match := _SPARED.match(text[start:end]):
            problem = Problem(tidy(match[1] + match[2]), start, end, True)
            _meets(book, item, problem, start, end)
        for match in _REMEDY.finditer(text, start, end):
            if not _CONDITION.search(text[start : match.start()]):
                _remedy(book, item, match, start, end)
                break


def _remedy(book: FactBook, item: _Item, match: re.Match[str], start: int, end: int) -> None:
    for problem in results.objects(book.document.text, match.end(), end):
        known = book.find("Problem", problem.name) or book.find("Problem", problem.name + "问题")
        averting = match.group()[:2] in ("避免", "防止", "杜绝", "防范", "规避")
        if known or averting or _NAMED_TROUBLE.search(book.document.text[match.end() : end]):
            _meets(book, item, problem, start, end)


def _meets(book: FactBook, item: _Item, problem: Problem, start: int, end: int) -> None:
    if 2 <= len(problem.name) <= restatement.LONGEST:
        clause = clause_id(book.document, item.clause)
        entity = restatement.write(book, problem, RULE_REMEDY, clause)
        _address(book, item, entity, start, end, RULE_REMEDY)


def _address(book: FactBook, item: _Item, problem: str, start: int, end: int, rule: str) -> None:
    book.assertion(
        item.id, "addresses", problem, start, end,
        where=where(book.document, item.clause), clause=clause_id(book.document, item.clause), rule=rule,
    )  # fmt: skip


def _directed(book: FactBook, item: _Item) -> None:
    """Who shall act on an item."""
    text = book.document.text
    found = list(actors.acting(text, item.start, item.end))
    at = actors.pronoun(text, item.start, item.end)
    if at >= 0 and (meant := actors.last(text, item.start, at)):
        found.append(meant)
    for actor in _fullest(found):
        clause = clause_id(book.document, item.clause)
        rule = RULE_ACTOR.format(actor.cue)
        entity = _organization(book, actor, clause, rule)
        book.assertion(
            item.id, "directedAt", entity, actor.start, actor.end,
            where=where(book.document, item.clause), clause=clause, rule=rule,
        )  # fmt: skip


def _cites(book: FactBook, item: _Item) -> None:
    """The instruments that an item names."""
    for citation in book.citations:
        start, end = citation.evidence.start, citation.evidence.end
        instrument = (
            book.find("Instrument", citation.title) if item.start <= start < item.end else None
        )
        if instrument:
            book.assertion(
                item.id, "cites", instrument, start, end,
                where=where(book.document, item.clause), clause=citation.clause, rule=RULE_CITES,
            )  # fmt: skip


def _fullest(found: list[actors.Actor]) -> list[actors.Actor]:
    """Without the actors that are named more fully in the same item (市县级…部门 and …部门)."""
    names = [a.name for a in found]
    return [a for a in found if not any(n != a.name and n.endswith(a.name) for n in names)]


def _organization(book: FactBook, actor: actors.Actor, clause: str, rule: str) -> str:
    return book.entity("Organization", actor.name, actor.start, actor.end, clause=clause, rule=rule)
