"""Which mode a project uses, and which it stands for, as sentences say it."""

from __future__ import annotations

from ingest.extract import modes
from ingest.extract.book import FactBook
from ingest.extract.certainty import is_claimed
from ingest.extract.mentioned import Mention
from ingest.extract.sentences import Sentence, clause_id, where
from ingest.extract.spans import cut
from ontology import patterns as re
from ontology.records import Predicate

RULE_USES = "usesMode.verb"
RULE_CALLED = "usesMode.called"
RULE_TYPICAL = "exemplifies.sentence"

_USES = re.compile(
    r"(?P<plainly>(?:采用|采取|推行|实行|沿用|套用|试行|改走|走)了?(?=“?[一-鿿]))(?![^，。；]{0,30}?(?:模式|方式|做法|路径|机制|[”」]))|(?:采用|采取|运用|实行|引入|应用|改为|转为|改用|调整为|沿用|试行|按照?|探索出?|形成)了?(?=[^，。；]{0,30}?(?:模式|方式|做法|路径|机制|[”」]))"
)
# 当地人管这叫“以茶养山”模式, 这便是后来所说的“以土填坑”模式: the story of a case names its mode.
_CALLED = re.compile(
    r"(?:管(?:这|它|其)[一-鿿]{0,6}?叫|称(?:之|其)?[为作]|叫[做作]|[人俗统]称|誉为|概括为|归纳为|总结为|这[就便正也]?是|[就便正]是|即|成为|摸索出|走的(?:就)?是|探索的(?:就)?是|[靠用推]的(?:就)?是|走出了?|闯出了?|创出了?)[^，。；]{0,14}$"
)
_BEHIND = re.compile(
    r"的?(?:方式|模式|办法|思路|做法)?(?:来|开展|推进|组织|统筹)*(?:实施|推进|建设|开展|打造|完成)了?[一-鿿]{0,2}$"
)
_CLOSE = 1  # characters between a verb of use and a mode whose name says no 模式
_CHANGED = re.compile(r"改为|转为|改用|调整为|变更为")
_UNDONE = re.compile(
    r"(?:原|原本|原先|最初|起初|曾|如(?!期)|一旦|拟|计划|准备|打算|考虑|未|没有|并未|不再|未能|不宜|不能|难以|可|可以|建议|应|若|如果|希望|有望|尝试过)[^，。；]{0,6}$"
)
_ONLY_IDEA = re.compile(r"模式”?的(?:设想|方案|计划|建议|提议|打算|申请|想法|可行性|条件|可能性?)")
_OF_THIS_KIND = re.compile(
    r"(?:均|都|即|也|同)?属于?(?:此类|这一类型?|该类型?|该型|这类|这种类型|该模式|这一模式)"
)
_JOINS = frozenset({"、", "和", "及", "与", "以及", "+", "＋"})
_GIVEN_UP = re.compile(
    r"(?:但|后|终|因)[^。；]{0,24}(?:搁置|放弃|终止|未能落地|未能实施|未实施|未能实现|叫停|取消|中止|未果|流产|夭折|作罢)"
)
_INSTANCE = re.compile(
    r"(?:是|为|属于)[^，。；]{0,30}?模式”?的(?:成功|典型|生动|具体|积极|先行|最早|又一|有益)*(?P<kind>实践|案例|应用|范例|样板|尝试|体现|代表|项目|实例)"
)
_TYPICAL = re.compile(
    r"以([^，。；]{4,60}?)(?:等)?(?:项目|工程)?为(?:典型)?(?:代表|示范|例)|(?:代表性?|典型|示范)(?:项目|案例|工程|矿山|实践)?(?:有|为|是|如|包括)[^，。；]{4,80}"
)


def find(book: FactBook, sentence: Sentence, named: list[Mention]) -> None:
    """Write down what mode the projects of a sentence use or stand for."""
    if not named:
        return
    _uses(book, sentence, named)
    _typical(book, sentence, named)
    _instances(book, sentence, named)
    _belongs(book, sentence, named)
    _called(book, sentence, named)


def _called(book: FactBook, sentence: Sentence, named: list[Mention]) -> None:
    """What the sentence calls the way of the one project that it is about."""
    text = book.document.text
    project = next((m for m in named if m.type == "Project"), None)
    mode = next((m for m in named if m.type == "Mode"), None)
    if project is None or mode is None or any(m.id != mode.id for m in named if m.type == "Mode"):
        return
    alone = all(m.id == project.id for m in named if m.type == "Project")
    if alone and _CALLED.search(text, sentence.start, mode.start):
        _write(book, sentence, project, "usesMode", mode, RULE_CALLED)


def _uses(book: FactBook, sentence: Sentence, named: list[Mention]) -> None:
    """项目采用模式, unless it was only planned, given up or denied; 改为 names what came instead."""
    text = book.document.text
    for match in _USES.finditer(text, sentence.start, sentence.end):
        stop = next(iter(cut(text, match.end(), sentence.end, "，,；;。")), (0, match.end()))[1]
        mode = _first(named, "Mode", match.end(), stop)
        far = mode is not None and match["plainly"] and mode.start - match.end() > _CLOSE
        if mode is None or far or _is_undone(text, sentence, match, stop):
            continue
        project = _last(named, "Project", match.start())
        if project is None or _crosses(text, project.end, match.start()):
            project = _done_so(text, mode, _first(named, "Project", mode.end, stop))
        if project:
            for used in _listed(text, mode, named):
                _write(book, sentence, project, "usesMode", used, RULE_USES)


def _listed(text: str, first: Mention, named: list[Mention]) -> list[Mention]:
    """A mode and those joined to it (采用甲模式和乙模式)."""
    found = [first]
    for mention in named:
        joined = text[found[-1].end : mention.start].strip("“”‘’ ")
        if mention.type == "Mode" and mention.start >= found[-1].end and joined in _JOINS:
            found.append(mention)
    return found


def _is_undone(text: str, sentence: Sentence, match: re.Match[str], stop: int) -> bool:
    """Whether the use of a mode was planned only, denied, given up or replaced by another."""
    clause = max(text.rfind(mark, sentence.start, match.start()) for mark in "，；") + 1
    before = text[max(clause, sentence.start) : match.start()]
    if _UNDONE.search(text, sentence.start, match.start()) or not is_claimed(before, ""):
        return True
    if _ONLY_IDEA.search(text, match.end(), stop):
        return True
    changed = _CHANGED.match(match.group())
    later = _CHANGED.search(text, stop, sentence.end) or _GIVEN_UP.search(text, stop, sentence.end)
    return not changed and later is not None


def _done_so(text: str, mode: Mention, project: Mention | None) -> Mention | None:
    """采取某模式实施某工程: the project that is carried out by the mode named before it."""
    return project if project and _BEHIND.search(text, mode.end, project.start) else None


def _instances(book: FactBook, sentence: Sentence, named: list[Mention]) -> None:
    """甲项目是乙模式的成功实践: the project uses the mode; as its 代表 it exemplifies it."""
    text = book.document.text
    for match in _INSTANCE.finditer(text, sentence.start, sentence.end):
        project = _last(named, "Project", match.start())
        mode = _first(named, "Mode", match.start(), match.end())
        if project is None or mode is None or _UNDONE.search(text, project.end, match.start()):
            continue
        if "，" not in text[project.end : match.start()]:
            shows = match["kind"] == "代表"
            rule = RULE_TYPICAL if shows else RULE_USES
            _write(book, sentence, project, "exemplifies" if shows else "usesMode", mode, rule)


def _typical(book: FactBook, sentence: Sentence, named: list[Mention]) -> None:
    """甲模式…以乙项目为代表: the project exemplifies the mode; in its own item the mode is meant."""
    text = book.document.text
    for match in _TYPICAL.finditer(text, sentence.start, sentence.end):
        inside = [
            m for m in named if m.type == "Project" and match.start() <= m.start < match.end()
        ]
        mode = _last(named, "Mode", match.start()) or _headed(book, sentence)
        if mode and not _crosses(text, mode.end, match.start()):
            for project in inside:
                _write(book, sentence, project, "exemplifies", mode, RULE_TYPICAL)


def _belongs(book: FactBook, sentence: Sentence, named: list[Mention]) -> None:
    """甲项目和乙工程均属此类: they exemplify the mode whose item holds the sentence."""
    match = _OF_THIS_KIND.search(book.document.text, sentence.start, sentence.end)
    mode = _headed(book, sentence) if match else None
    for project in named if mode else ():
        if mode and match and project.type == "Project" and project.end <= match.start():
            _write(book, sentence, project, "exemplifies", mode, RULE_TYPICAL)


def _headed(book: FactBook, sentence: Sentence) -> Mention | None:
    """The mode whose item or section holds the sentence."""
    mode = modes.heading_modes(book).get(book.document.clauses[sentence.clause].id)
    return Mention(mode, "Mode", sentence.start, sentence.start) if mode else None


def _write(
    book: FactBook,
    sentence: Sentence,
    project: Mention,
    predicate: Predicate,
    mode: Mention,
    rule: str,
) -> None:
    start = min(project.start, mode.start)
    book.assertion(
        project.id, predicate, mode.id, start, max(project.end, mode.end),
        where=where(book.document, sentence.clause),
        clause=clause_id(book.document, sentence.clause), rule=rule,
    )  # fmt: skip


def _first(named: list[Mention], kind: str, start: int, end: int) -> Mention | None:
    return next((m for m in named if m.type == kind and start <= m.start < end), None)


def _last(named: list[Mention], kind: str, end: int) -> Mention | None:
    return next((m for m in reversed(named) if m.type == kind and m.end <= end), None)


def _crosses(text: str, start: int, end: int) -> bool:
    return "；" in text[start:end] or end - start > 60
