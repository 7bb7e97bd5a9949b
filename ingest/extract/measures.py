"""Measures of a specification or scheme: what its clauses on works and safeguards list."""

from __future__ import annotations

from collections.abc import Iterator

from ingest.extract.book import FactBook
from ingest.extract.sentences import Sentence, ancestors, clause_id, sentences, where
from ingest.extract.spans import cut
from ontology import lexicon
from ontology import patterns as re

RULE = "measure"
_GENRES = frozenset({"specification", "plan", "notice"})
_CLAUSE = re.compile(
    r"措施|工程(?!概况|投资|量|地质)|(?:生态)?(?:恢复|修复|复垦|治理|防治)(?!.*(?:概况|现状|标准|规划|方案|目标|义务|评价|分析|验收))"
)
_LIST = re.compile(
    r"(?:主要)?(?:包括|包含|(?<!包)含|有(?![效关机利害序助限色益])|如|采用|设置|采取)(?!有|：\s*$)\s*[：:]?"
)
_AND = re.compile(r"(?:以及|和|及|与|或者?)(?=[一-鿿]{2,})")
_HEAD = re.compile(
    r"(?:工程|措施|治理|修复|重建|复垦|复绿|绿化|建设|处理|防护|加固|支护|削坡|回填|覆土|监测|墙|沟|池|坝|渠|网|林|园|湿地|平台|利用）?|改良|剥离|喷播|种植|井|桩|覆盖|栽植|施用|修建|充填|清除|清运|减载|平整|疏排|疏浚|封堵|拆除|锚固|隔离|锚杆|格构|挡板|护坡)(?:（[^（）]*）)?$"
)
_NOT = re.compile(
    r"内容|资料|要求|情况|方面|要素|原则|影响|资金|费用|经费|单位|部门|问题|指标|报告|图$|表$|年|%|^(?:工程|生物|技术|管理|组织|经济)$"
)
_CALLED = re.compile(
    r"(?:等|[一二三四五六七八九十]+[类种项])(?:工程)?(?:措施|方式|方法|手段|工艺|技术)(?:治理|修复|处理)?$"
)
_OPENS = re.compile(r"(?:措施|方法|方式|工艺|技术)\s*[：:]\s*$")
_TAKEN = re.compile(
    r"(?:采取|采用|实施|通过|运用|利用)(?:了|以下)?(?P<list>[一-鿿（）、]{4,80}?等(?:工程|生物|技术|综合|治理|修复)?措施)"
)
_MEANS = re.compile(
    r"(?<![所可得足难用])(?:以|通过|采用|利用)(?P<means>[一-鿿]{3,14}?)(?:来|以)?(?:减少|减轻|缓解|防治|防止|避免|消除|控制|降低|解决)(?P<what>[一-鿿]{2,12}?(?:污染|积水|流失|扬尘|塌陷|沉陷|破坏|隐患|灾害|滑坡|崩塌|泥石流|噪声|渗漏|侵蚀|盐渍化|荒漠化))(?=问题|现象|风险|[，。；])"
)
_SHORTEST, _LONGEST = 2, 16  # characters of a measure in such a list
_AIM = re.compile(
    r"(?:防治|治理|减少|避免|防止|控制|消除|缓解|解决|预防|减轻)(?P<what>[一-鿿、]{2,20})"
)
_ETC = re.compile(
    r"(?:等|[一二三四五六七八九十\d]+[类种项])(?:(?:工程|措施|设施|方法|方式|产业)(?:治理|修复|处理)?)?$"
)


def find(book: FactBook) -> None:
    """Write down the measures of a specification and the problems that they solve."""
    metadata = book.document.metadata
    if metadata.genre not in _GENRES or metadata.off_topic:
        return
    if metadata.genre != "specification":
        _called(book)
        return
    opened: int | None = None  # the clause whose last words were 下列措施：
    for sentence in sentences(book):
        text = book.document.text[sentence.start : sentence.end]
        if opened is not None and book.document.clauses[sentence.clause].parent == opened:
            _listed(book, sentence)
        else:
            opened = sentence.clause if _OPENS.search(text) else None
        if title := _works(book, sentence.clause):
            _sentence(book, sentence, title)


def _called(book: FactBook) -> None:
    """采取裂缝充填、土地平整等措施 in a plan, where other lists name policies and works alike."""
    text = book.document.text
    for sentence in sentences(book):
        for match in _TAKEN.finditer(text, sentence.start, sentence.end):
            found = list(_split(text, *match.span("list")))
            if len(found) > 1 and any(_is_measure(text[slice(*item)]) for item in found):
                for start, end in found:
                    if _SHORTEST <= end - start <= _LONGEST and not _NOT.search(text[start:end]):
                        _write(book, text[start:end], start, end, sentence.clause)
        for match in _MEANS.finditer(text, sentence.start, sentence.end):
            if _is_measure(match["means"]):
                _means(book, sentence, match)


def _means(book: FactBook, sentence: Sentence, match: re.Match[str]) -> None:
    """以防渗膜覆盖减少淋溶污染: the measure solves the problem."""
    clause, spot = clause_id(book.document, sentence.clause), where(book.document, sentence.clause)
    inverted = re.sub(r"^(修建|设置|铺设|栽植|种植|清除|回填|覆盖)(.+)$", r"\2\1", match["means"])
    known = book.find("Measure", inverted)
    measure = known or _write(book, match["means"], *match.span("means"), sentence.clause)
    problem = book.entity("Problem", match["what"], *match.span("what"), clause=clause, rule=RULE)
    book.assertion(measure, "solves", problem, *match.span(), where=spot, clause=clause, rule=RULE)


def _listed(book: FactBook, sentence: Sentence) -> None:
    """An item of a list of measures: a) 格构护坡；"""
    text = book.document.text
    stop = sentence.start + len(text[sentence.start : sentence.end].rstrip(" ；;。，,"))
    if _SHORTEST <= stop - sentence.start <= _LONGEST and _is_measure(text[sentence.start : stop]):
        _write(book, text[sentence.start : stop], sentence.start, stop, sentence.clause)


def _works(book: FactBook, index: int) -> str:
    """The title of the nearest numbered heading, where it or one above it is about works."""
    titles = [c.title for _, c in ancestors(book.document, index) if c.title]
    defined = any("术语" in title for title in titles)
    return titles[0] if any(map(_CLAUSE.search, titles)) and not defined else ""


def _sentence(book: FactBook, sentence: Sentence, title: str) -> None:
    text = book.document.text
    for start, end in _items(text, sentence):
        name = re.sub(r"\s+", "", text[start:end])
        _write(book, name, start, end, sentence.clause)
    if not re.search(r"工程$", title):
        return
    for match in _AIM.finditer(text, sentence.start, sentence.end):
        for what in match["what"].split("、"):
            problem = book.find("Problem", what)
            if problem:
                measure = _write(book, title, sentence.start, sentence.end, sentence.clause)
                book.assertion(
                    measure, "solves", problem, match.start(), match.end(),
                    where=where(book.document, sentence.clause),
                    clause=clause_id(book.document, sentence.clause), rule=RULE,
                )  # fmt: skip


def _write(book: FactBook, name: str, start: int, end: int, index: int) -> str:
    return book.entity(
        "Measure", name, start, end, clause=clause_id(book.document, index), rule=RULE
    )


def _items(text: str, sentence: Sentence) -> Iterator[tuple[int, int]]:
    """The measures that a sentence lists behind 包括, 含, 如 ….

    A list that calls itself measures (等措施) or opens with one is taken; a list of which the
    first item is no measure lists something else.
    """
    for match in _LIST.finditer(text, sentence.start, sentence.end):
        found = list(_split(text, match.end(), sentence.end))
        first = re.split(r"[，；。]", text[match.end() : sentence.end])[0]
        if len(found) < 2 or not re.search(r"[、或]", first):
            continue
        named = [i for i in found if i[0] < match.end() + len(first)]
        if _CALLED.search(first) and all(_SHORTEST <= b - a <= _LONGEST for a, b in named):
            yield from (i for i in named if not _NOT.search(text[slice(*i)]))
        elif _is_measure(text[slice(*found[0])]):
            yield from (item for item in found if _is_measure(text[slice(*item)]))


def _split(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for a, b in cut(text, start, end, "、，；。："):
        words = text[a:b]
        joined = _AND.search(words)
        if joined and (
            (words[joined.start()] == "或" and _CALLED.search(words)) or _both(words, joined)
        ):
            yield a, a + joined.start()
            a += joined.end()
        if tail := _ETC.search(text[a:b]):
            b = a + tail.start()
        if lead := re.match(r"(?:包[括含]|含|如)", text[a:b]):
            a += lead.end()
        if a < b:
            yield a, b


def _both(words: str, joined: re.Match[str]) -> bool:
    return _is_measure(words[: joined.start()]) and _is_measure(words[joined.end() :])


def _is_measure(words: str) -> bool:
    bare = _ETC.sub("", words.strip())
    heads = lexicon.heads("measure")
    known = any(bare.endswith(head) for head in heads) or bool(_HEAD.search(bare))
    return 2 <= len(bare) <= 24 and known and not _NOT.search(bare)
