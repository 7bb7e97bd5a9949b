"""Problems that running text states, and how a restated problem is known again."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple, cast

from ingest.extract import results, zones
from ingest.extract.book import FactBook
from ingest.extract.coordination import Problem, split
from ingest.extract.deficits import deficit, is_barred, is_topic, is_unjudged
from ingest.extract.sentences import clause_id, clause_index, where
from ingest.extract.spans import Range, cut, likeness, overlap, plain, tidy, without_bracket
from ontology.records import DOCUMENT_ID, Clause

RULE_HEADLINE = "problem.headline"
RULE_CLAUSE = "problem.clause"
RULE_DAMAGE = "problem.damage"
LONGEST = 30  # characters of a name, by the annotation rules
_ALIKE = 0.75
_SAME_KIND, _OTHER_KIND = 0.6, 0.7
_LONG_SUBJECT, _LONG_PREDICATE = 8, 6
_TAIL_SHARE = 0.8
_CONNECTIVE = re.compile(
    r"^(?:但是?|然而|不过|由于|因为|因此|因而|因|目前|当前|现阶段|近年来|尤其是?|特别是|同时|此外|另外|而且|并且|以及|且|加之|再?加上|导致了?|造成了?|使得|使|致使|以至于?"
    r"|究其原因|这也是造成|这是造成|也是造成|是造成|或(?!许)|原因在于|主要是|主要表现在|主要体现在|主要有|表现在|表现为|体现在|存在的问题主要表现在|部分|一些|有些|个别|大部分|多数|许多|很多|虽然|尽管|即使|也|还|仍|都|均|又|而|即|如|所以"
    r"|一是|二是|三是|四是|五是|六是|一方面|另一方面|首先|其次|再次|再者|最后|第[一二三四五六]|总体上|整体上|总的来看|从全省看|在实际运行中|在实践中|实践中|普遍|往往|大多|这些|该类|此类|这一|其中|其|有的|之一是|于是|从而|进而|甚至|通常|一般来说|客观上|主观上|从实践看|至今)"
    r"(?:，|(?=.{3}))"
)
_HOLDS = re.compile(
    r"^.*?(存在着?|面临着?|呈现出?|暴露出?|出现)(?:的|了|一些|诸多|较多|许多|不少|一定的?|不同程度的?|普遍|以下|如下)*(?=.{3,}(?:问题|现象|情况|局面|困境)$)"
)
_STATES = re.compile(r"^存在(?:着)?(?:一些|一定的?|诸多|较多)?(?=.{2,}(?:问题|纠纷|矛盾|现象|隐患)$)")
_TAIL = re.compile(r"(?:等(?:方面)?(?:的|突出)?|的|这一)(?:问题|现象|情况|状况|局面)$")
_ETC = re.compile(r"等+$")
_TOPIC_HEAD = re.compile(r"问题$")
_CUE = re.compile(r"但是?|然而|不过|由于|受制|尤其是|存在|面临|仍然?|尚|制约|困扰|导致|造成|日益|日趋|普遍|不足|缺乏|缺少|难以")
_FILLER = re.compile(r"[的了较、，\s“”]|比较|相对|存在|一定|问题$|普遍|严重|仍然?|目前|当前|较为|进行|可能|极大|潜在")
_WORDINGS = tuple(
    (re.compile(pattern), word)
    for pattern, word in (
        (r"不(?:够)?(?:清晰|明确|明晰|明朗)$|不明$", "不清"), (r"不够$|欠缺$", "不足"), (r"缺少|欠缺", "缺乏"), (r"匮乏$|短缺$|紧缺$", "不足"),
    )
)  # fmt: skip
_KINDS = tuple(
    (name, re.compile(pattern))
    for name, pattern in (
        ("scarce", r"有限$|不多$|少$|不足$|缺乏|缺口|无着落$"), ("unclear", r"不清$|没有明确|未明确|不确定"),
        ("hard", r"难$|难以|很难|困难$|难度"), ("low", r"低$|不高$|差$|弱$|不强$"),
    )
)  # fmt: skip
_HOLLOW = re.compile(r"(?:方面|层面|情况|现状|概况|分析|角度|问题及原因|存在问题)$")
_RESULTING = re.compile(
    r"^(?:这些?|都|均|也|往往|在一定程度上|严重|极大地?)*(?:制约|影响|阻碍|妨碍|限制)(?:着|了)|^(?:往往)?成为(?:了?制约|.*障碍$)|^给.+带来|^对.+(?:造成|带来|产生)"
)
_CONSEQUENCE = re.compile(
    r"(?:等)?(?:都|也|均)?(?:在一定程度上|严重|极大地?|明显)?(?:制约|影响|阻碍|妨碍|困扰)(?:着|了).{2,}$"
    r"|(?:等)?(?:方面)?(?:的|等)?(?:突出)?问题的?(?:客观|长期|普遍)?存在$|(?<=风险)的存在$|的(?:主观|客观|主要|重要|根本|直接)*原因$"
)
_HANGING = re.compile(r"^(?:往往|也|就)?(?:容易|易)(?:产生|造成|出现|引发|导致)")
_TOPICAL = re.compile(r"^(?:同时|此外|而)?(?:对于?|关于|在)")
_LACKS = re.compile(r"缺乏|缺少|没有统一|尚无|无统一|无明确|无专门|日益|日趋")
_DAMAGING = re.compile(
    r"(?:采矿|开采|开发|采动|采掘|采空区?|矿山|矿业活动|废弃矿山|历史遗留矿山)[^，。；、]{0,16}?(?<!不会)(?:造成|引发|引起|导致|诱发|带来|产生)(?:的|了)?(?:一系列|严重的?|大量)?([^，。；]+?)(?:等(?=[，。；]|问题|一系列|生态|环境|多)|问题|[，。；])"
)
_DAMAGE = re.compile(
    r"(?:流失|毁损|损毁|破坏|污染|灾害|塌陷|沉陷|压占|退化|荒漠化|石漠化|沙化|裸露|崩塌|滑坡|泥石流|隐患|下降|疏干|枯竭|裂缝|沉降|占用|扬尘|酸化)$"
)
_HARMED = re.compile(
    r"(?:采矿|开采|开发|采动|矿山)[^，。；]{0,10}(?<!不)(?:都|均|也|已|会|将|往往|极易|容易)*对([^，。；]{2,20}?)(?:都|均|也|会)?造成(?:了|严重的?|较大的?|极大的?|一定的?|不可逆的?)*(破坏|污染|损害|毁损|损毁)(?=[，。；])"
)
_UNABLE = re.compile(r"(?:也|都|均|往往|就|更)*(?:难以|不能|无法|很难)")
_CAUSED = re.compile(r"^(.*?)因(?!地制宜|素|果|此)(.+、.+)而(?=(.{2,}))")
_LEADING = re.compile(r"^(?:面临着?|存在着?|(?:主要|同时|还)?涉及到?)(?:的是|一些|诸多)?")
_MODIFIER = re.compile(r"^(.*?对).{6,}的(.{4,})$")
_PROBLEM_GENRES = frozenset({"paper", "specification", "other"})


class Found(NamedTuple):
    """A problem of the text: its entity, its words' range, whether it opens its item, its clause."""

    id: str
    start: int
    end: int
    headline: bool
    clause: int


def find(book: FactBook) -> None:
    """Write down the problems of running text as problems of the document."""
    if not zones.holds_mine_facts(book.document):
        return
    headlines = _headlines(book)
    if book.document.metadata.genre not in _PROBLEM_GENRES:
        return
    for sentence, zone in zones.running(book, "problem", "body"):
        inside = zone == "problem"
        words = book.document.text[sentence.start : sentence.end]
        if results.is_reported(words) or words.rstrip().endswith(("？", "?")):
            continue
        for problem in damages(book.document.text, sentence.start, sentence.end):
            _tell(book, problem, sentence.clause, RULE_DAMAGE, headline=False)
        for problem in _stated(book, sentence, inside=inside):
            if not any(s <= problem.start < e for s, e in headlines):
                _tell(book, problem, sentence.clause, RULE_CLAUSE, headline=False)


def _stated(book: FactBook, sentence: Sentence, *, inside: bool) -> list[Problem]:
    """The problems of a sentence; outside problem sections it must give a sign, and norms only lack."""
    text = book.document.text
    if not inside and not _CUE.search(text, sentence.start, sentence.end):
        return []
    found = list(states(text, sentence.start, sentence.end, inside=inside))
    if not inside and book.document.metadata.genre == "specification":
        return [p for p in found if _LACKS.search(p.name)]
    return found


def damages(text: str, start: int, end: int) -> Iterator[Problem]:
    """采矿造成的水土流失、土地压占等: what mining does to land, water and air, each item of a list."""
    for match in _DAMAGING.finditer(text, start, end):
        parts = [p for p in cut(text, match.start(1), match.end(1), "、")]
        if len(parts) > 1 and all(_DAMAGE.search(_ETC.sub("", text[s:e])) for s, e in parts):
            for s, e in parts:
                name = _ETC.sub("", tidy(text[s:e]))
                yield Problem(name, s, s + text[s:e].find(name[-1], len(name) - 2) + 1 or e)
    for match in _HARMED.finditer(text, start, end):
        yield Problem(tidy(match[1] + match[2]), match.start(), match.end(), True)


def _headlines(book: FactBook) -> list[tuple[int, int]]:
    """The opening sentences of the items of a problem section; their ranges."""
    document, taken = book.document, []
    for index, clause in zones.items(book, "problem"):
        opening = _opening(document.text, clause)
        if opening is None:
            continue
        taken.append(opening)
        for problem in headline(document.text, *opening):
            _tell(book, problem, index, RULE_HEADLINE, headline=True)
    return taken


def _opening(text: str, clause: Clause) -> tuple[int, int] | None:
    """The first sentence of a numbered or run-in item, None for other clauses."""
    if not clause.number and clause.kind != "run-in":
        return None
    start = zones.body_start(text, clause)
    stop = re.compile(r"[。\n：:]").search(text, start, clause.end)
    end = stop.start() if stop else clause.end
    return (start, end) if 3 < end - start <= 60 else None


def headline(text: str, start: int, end: int) -> list[Problem]:
    """The problems that the opening sentence of an item names; it need not say that they are bad."""
    found = [
        p
        for piece in cut(text, start, end, "，,；;")
        for p in _of_clause(text, *piece, inside=True)
    ]
    words = tidy(text[start:end])
    if found or _HOLLOW.search(words) or len(words) > LONGEST or is_barred(words):
        return found
    return [Problem(_TOPIC_HEAD.sub("", words) if deficit(_TOPIC_HEAD.sub("", words)) else words, start, end)]


def states(text: str, start: int, end: int, *, inside: bool) -> Iterator[Problem]:
    """The problems that a sentence states; outside a problem section only plain shortages count."""
    before: Range | None = None
    for piece in cut(text, start, end, "，,；;。：:！—"):
        words = text[slice(*piece)]
        if before and _HANGING.match(words) and _TOPICAL.match(text[slice(*before)]):
            piece = before[0], piece[1]
        found = _of_clause(text, *piece, inside=inside) or _before_example(text, *piece, inside)
        yield from found
        before = None if found else piece


def _before_example(text: str, start: int, end: int, inside: bool) -> list[Problem]:
    """落地后条件多（如…）而最终夭折: the problem stands before the bracket."""
    at = text.find("（如", start, end)
    return _of_clause(text, start, at, inside=inside) if at > start else []


def _of_clause(text: str, start: int, end: int, *, inside: bool) -> list[Problem]:
    start, end = _bare(text, start, end)
    start = _peel(text, start, end)
    words = text[start:end]
    if len(words) < 3 or is_barred(words) or is_unjudged(words) or _RESULTING.match(words):
        return []
    found = [_shorten(p) for p in _split(text, start, end)]
    kept = [p for p in found if _is_problem(p, inside)]
    if kept and not inside and not any((d := deficit(p.name)) and d.strong for p in kept):
        return []
    return kept


def _bare(text: str, start: int, end: int) -> Range:
    """The clause without what it leads to (…等制约了进程) and without brackets at its end."""
    if match := _CONSEQUENCE.search(text, start, end):
        end = match.start() if match.start() > start else end
    while end > start and text[end - 1] == "等":
        end -= 1
    return without_bracket(text, start, end)


def _split(text: str, start: int, end: int) -> list[Problem]:
    """The problems of a clause; 甲因乙、丙而落地难 names 乙, 丙 and 甲落地难."""
    caused = _CAUSED.match(text[start:end])
    if caused is None:
        return split(text, start, end)
    causes = split(text, start + caused.start(2), start + caused.end(2), cell=True)
    if not any(deficit(p.name) for p in causes) or deficit(caused[1] + caused[3]) is None:
        return split(text, start, end)
    whole = Problem(tidy(caused[1] + text[start + caused.end() : end]), start, end, True)
    return [*causes, whole]


def _peel(text: str, start: int, end: int) -> int:
    """Where a clause begins behind its connectives and 普遍存在…的问题."""
    while match := _CONNECTIVE.match(text[start:end]):
        start += match.end()
    for pattern in (_HOLDS, _STATES, _LEADING):
        words = text[start:end]
        match = pattern.match(words)
        if match is None or (pattern is _LEADING and not _stands(words[match.end() :])):
            continue
        if pattern is not _HOLDS or not _is_list(words[: match.start(1)]):
            start += match.end()
    return start


def _is_list(words: str) -> bool:
    """Whether a problem stands already before 、存在."""
    return any(deficit(words[slice(*without_bracket(words, *p))]) for p in cut(words, 0, len(words), "、"))


def _stands(words: str) -> bool:
    """Whether words are a problem without the verb of exposure before them."""
    found = deficit(words)
    return is_topic(words) or (found is not None and found.start >= 2)


def _shorten(problem: Problem) -> Problem:
    name = _ETC.sub("", _TAIL.sub("", problem.name))
    if deficit(name) is None and is_topic(problem.name):
        name = problem.name
    if len(name) > LONGEST and (match := _MODIFIER.match(name)):
        name = match[1] + match[2]
    return problem._replace(name=_STATES.sub("", name))


def _is_problem(problem: Problem, inside: bool) -> bool:
    name = problem.name
    if not 3 <= len(name) <= 2 * LONGEST or is_barred(name):
        return False
    found = deficit(name)
    if found and (found.start == 0 or len(name) > LONGEST) and _UNABLE.match(name, found.start):
        return False
    if found is None:
        return inside and is_topic(name) and len(name) >= 6
    if found.start == 0 and len(name) < 5:
        return False
    return inside or found.strong or bool(found)


def _tell(book: FactBook, problem: Problem, index: int, rule: str, *, headline: bool) -> None:
    document = book.document
    clause = clause_id(document, index)
    known = None if headline else _said_before(book, problem, index)
    if known:
        book.entity("Problem", book.get(known).name, problem.start, problem.end, aliases=(problem.name,))
    entity = known or write(book, problem, rule, clause)
    book.assertion(
        DOCUMENT_ID, "hasProblem", entity, problem.start, problem.end,
        where=where(document, index), clause=clause, rule=rule,
    )  # fmt: skip
    told(book).append(Found(entity, problem.start, problem.end, headline, index))


def told(book: FactBook) -> list[Found]:
    """The problems of running text found so far."""
    return cast("list[Found]", book.memo.setdefault("problems told", []))


def write(
    book: FactBook, problem: Problem, rule: str, clause: str = "", *, merge: bool = True
) -> str:
    """The entity of a problem; a restatement of a known one becomes its alias.

    With `merge` off only an equal name is the same (parts of one coordination are never merged).
    """
    name = problem.name
    words = tidy(book.document.text[problem.start : problem.end])
    aliases = () if problem.spread or words == name or len(words) > 2 * LONGEST else (words,)
    known = book.find("Problem", name) or (_restated(book, name, problem) if merge else None)
    if known:
        entity = book.get(known)
        book.entity("Problem", entity.name, problem.start, problem.end, aliases=(name, *aliases))
        return known
    new = book.entity(
        "Problem", name, problem.start, problem.end,
        aliases=_unknown(book, (*aliases, *_short(name))), clause=clause, rule=rule,
    )  # fmt: skip
    _cores(book)[new] = [*_cores(book).get(new, []), (_core(name), problem.end)]
    return new


def _short(name: str) -> Iterator[str]:
    """What a long name is called for short: 土地权属问题 土地权属, …工作缺乏统一规划 缺乏统一规划."""
    topic = _TOPIC_HEAD.sub("", name)
    if topic != name and len(topic) >= 4:
        yield topic
    found = deficit(name)
    if found and found.start >= _LONG_SUBJECT and len(name) - found.start >= _LONG_PREDICATE:
        yield name[found.start :].lstrip("也都均还仍又")


def _unknown(book: FactBook, names: Iterable[str]) -> list[str]:
    """The names that no other problem bears: a short name never makes two problems one."""
    return [n for n in names if book.find("Problem", n) is None]


def _cores(book: FactBook) -> dict[str, list[tuple[str, int]]]:
    return cast("dict[str, list[tuple[str, int]]]", book.memo.setdefault("problem cores", {}))


@lru_cache(maxsize=4096)
def _core(name: str) -> str:
    core = _FILLER.sub("", plain(name))
    for pattern, word in _WORDINGS:
        core = pattern.sub(word, core)
    return core


@lru_cache(maxsize=4096)
def kind(core: str) -> str:
    """What kind of trouble a problem is: scarce, unclear, hard, low; "" for another."""
    return next((name for name, pattern in _KINDS if pattern.search(core)), "")


def _restated(book: FactBook, name: str, problem: Problem) -> str | None:
    """The known problem that says the same in nearly the same words."""
    core = _core(name)
    for entity, cores in _cores(book).items():
        for other, end in cores:
            if end != problem.end and _alike(core, other):
                return entity
    return None


def _said_before(book: FactBook, problem: Problem, index: int) -> str | None:
    """The problem of the same item that this one says again in its own words."""
    core, clause = _core(problem.name), book.document.clauses[index]
    for found in reversed(told(book)):
        if not clause.start <= found.start < clause.end or found.end == problem.end:
            continue
        other = _core(book.get(found.id).name)
        if found.clause == index and kind(core) and kind(core) == kind(other):
            if overlap(_subject(core), _subject(other)) >= _SAME_KIND:
                return found.id
        elif found.headline and len(core) >= 5 and overlap(core, other) >= _OTHER_KIND:
            return found.id
    return None


@lru_cache(maxsize=4096)
def _subject(core: str) -> str:
    found = deficit(core)
    return core[: found.start] if found and found.start >= 3 else core


def _alike(a: str, b: str) -> bool:
    short, long = sorted((a, b), key=len)
    if short == long:
        return True
    if len(short) < 5 or short[-1] != long[-1]:
        return False
    tail = next((i for i in range(len(short)) if short[-1 - i] != long[-1 - i]), len(short))
    return (tail >= 5 and tail >= _TAIL_SHARE * len(short)) or likeness(a, b) >= _ALIKE


def before(book: FactBook, position: int, *, reach: int = 2) -> list[Found]:
    """The problems whose words end just before a position (an opening bracket)."""
    return [p for p in told(book) if 0 <= position - p.end <= reach]


def headline_of(book: FactBook, position: int) -> Found | None:
    """The problem that opens the item or section that holds a position, None for none."""
    index = clause_index(book, position)
    clause = book.document.clauses[index]
    inside = [p for p in told(book) if clause.start <= p.start < position]
    return next((p for p in inside if p.headline), inside[0] if inside else None)
