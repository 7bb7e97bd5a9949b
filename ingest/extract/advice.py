"""Recommendations: the items of a section of advice, whom they address and which problem they meet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ingest.extract import actors, imperatives, restatement, results, zones
from ingest.extract.book import FactBook
from ingest.extract.coordination import Problem
from ingest.extract.deficits import deficit
from ingest.extract.demands import ADVISE, first, name_of, stance
from ingest.extract.sentences import Sentence, ancestors, clause_id, parts, sentences, trim, where
from ingest.extract.spans import Range, cut, plain, tidy
from ontology import patterns as re
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
# 用地链条过长的，应从规划环节打通: what meets a problem that was named before.
_ANSWER = re.compile(
    r"(?:针对|对于?|鉴于)?([^，。；：]{4,24}?)(?:的?(?:问题|难题|困境|短板|局面|现状))?(?:的)?，(?:则|就)?(?:应当?|须|需要?|要|宜)(?:以)?([^，。；]{4,30})"
)
# A heading of advice that only says what the advice below it is about.
_TOPICAL = re.compile(
    r"(?:方面|层面|角度|领域|环节|主体|阶段|部分|类|型|要求|原则|目标|思路|问题|内容)$|^(?:关于|对于|针对|在)"
)
_DEMAND = re.compile(
    r"^(?:因此|为此|同时|此外)?[，,]?(?:应当?|要|需要?|必须|须|亟需|有必要)(?:进一步|尽快|加快|抓紧|着力)?[一-鿿]{2}"
)
_COUNTED = re.compile(
    r"^(?:[一二三四五六七八九十]是|第[一二三四五六七八九十][，,、]|首先[，,]|其次[，,]|再次[，,]|最后[，,])"
)
_REMEDY = re.compile(
    r"(?:避免|防止|杜绝|防范|规避|遏制|破解|化解|缓解|纾解|消除|克服|解决|补齐|填补|弥补|扭转|打破|破除|突破|打通)(?:了|出现|发生|产生|形成)?(?=.{2,})"
)
_NAMED_TROUBLE = re.compile(
    r"(?:问题|难题|困境|困难|难|矛盾|瓶颈|短缺|不足|空白|短板|局面|困局|缺口|堵点|痛点|障碍|壁垒|弊端|流失|风险|隐患|压力|负担|被动|之困|之忧|纠葛|纠纷)$"
)
_SPARED = re.compile(
    r"确保([^，。；]{2,14}?)不(流失|浪费|闲置|缩水|贬值|撂荒|污染|扩散|恶化|断档|缺位)"
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
    items = [
        i for index, clause in zones.items(book, "advice") for i in _items(book, index, clause)
    ]
    groups = list(_groups(book, items))
    for item in dict.fromkeys((*items, *(group for group, _ in groups))):
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
    return bool(ADVISE.match(words) or (_opens(text, sentence) and _DEMAND.match(words)))


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
    free = book.document.metadata.genre != "specification"
    demands = imperatives.opens(clause.title) or (free and not _TOPICAL.search(clause.title))
    return above and (demands or (free and behind != ""))


def _write(book: FactBook, start: int, end: int, index: int, rule: str) -> _Item | None:
    text = book.document.text
    start, end = trim(text, start, end)
    name, full = name_of(text, start, end)
    if len(name) < 4:
        return None
    sentence = tidy(text[start : first(text, start, end, "。\n")])
    whole = tidy(_BREAK.sub("。", text[start:end]))
    following = next(cut(text, full[1], first(text, start, end, "。；;\n"), "，,"), full)
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


def _groups(book: FactBook, items: list[_Item]) -> Iterator[tuple[_Item, list[tuple[str, str]]]]:
    """针对A、B等问题应…: a group of recommendations and its topics as (name, problem entity).

    Inside an item it only says what the item itself is for.
    """
    text = book.document.text
    above = {c.parent for c in book.document.clauses if c.kind not in ("table", "row")}
    for sentence in sentences(book):
        if zones.zone(book, sentence.clause) != "advice":
            continue
        for match in _GROUP.finditer(text, sentence.start, sentence.end):
            home = next((i for i in items if i.start <= match.start() < i.end), None)
            yield _group(book, match, sentence.clause, home)
        if sentence.clause in above:
            for piece in cut(text, sentence.start, sentence.end, "；;"):
                if answer := _ANSWER.match(text, *piece):
                    _answer(book, answer, sentence.clause)


def _answer(book: FactBook, match: re.Match[str], index: int) -> None:
    """What the opening of a section of advice sets against a problem that the text has stated."""
    problem = book.find("Problem", tidy(match[1]))
    if problem is None or book.find("Recommendation", tidy(match[2])):
        return
    clause, name = clause_id(book.document, index), tidy(match[2])
    group = book.entity(
        "Recommendation", name, match.start(), match.end(), clause=clause,
        rule=RULE_GROUP, group="true", **stance(name),
    )  # fmt: skip
    item = _Item(group, match.start(), match.end(), index)
    _address(book, item, problem, match.start(), match.end(), RULE_GROUP)


def _group(
    book: FactBook, match: re.Match[str], index: int, home: _Item | None
) -> tuple[_Item, list[tuple[str, str]]]:
    text, clause = book.document.text, clause_id(book.document, index)
    words = tidy(match[2])
    name = re.sub(r"[（(].*?[）)]$", "", words)
    group = home.id if home else book.entity(
        "Recommendation", name, match.start(), match.end(), aliases=(words,), clause=clause,
        rule=RULE_GROUP, group="true", **stance(name),
    )  # fmt: skip
    topics = []
    for start, end in cut(text, match.start(1), match.end(1), "、"):
        topic = tidy(text[start:end])
        stated = topic if book.find("Problem", topic) else f"{topic}问题"
        problem = restatement.write(
            book, Problem(stated, start, end, True), RULE_GROUP, clause, merge=False
        )
        book.assertion(
            group, "addresses", problem, match.start(), match.end(),
            where=where(book.document, index), clause=clause, rule=RULE_GROUP,
        )  # fmt: skip
        topics.append((topic, problem))
    if home:
        return home, topics
    line = text.find("\n", match.end())
    end = first(text, match.start(), line if line > 0 else len(text), "；;。")
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
                first(book.document.text, item.start, item.end, "。"),
                RULE_TOPIC,
            )


def best(topic: str, items: list[tuple[_Item, str]]) -> _Item | None:
    """The first item whose opening sentence has the topic, else its two halves near each other."""
    head, tail = topic[: len(topic) // 2], topic[-(len(topic) // 2) :]
    a, b = re.escape(head), re.escape(tail)
    near = f"{a}[^，。；]{{0,12}}{b}|{b}[^，。；]{{0,8}}{a}"
    for found in (
        lambda w: topic in w.split("。")[0],
        lambda w: topic in w,
        lambda w: head in w and tail in w and re.search(near, w),
    ):
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
        if (
            known
            or averting
            or deficit(problem.name)
            or _NAMED_TROUBLE.search(book.document.text[match.end() : end])
        ):
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
