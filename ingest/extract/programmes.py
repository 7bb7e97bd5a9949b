"""Named programmes of decks, and of documents that are not about mines: the few they speak of."""

from __future__ import annotations

from collections.abc import Iterator

from ingest.extract.book import FactBook
from ingest.extract.sentences import Sentence, clause_id, sentences, where
from ingest.extract.spans import tidy
from ontology import patterns as re
from ontology.records import Document

RULE_TITLE = "project.title"
RULE_NAMED = "project.named"
RULE_LAUNCH = "implements.launched"

_NORMS = frozenset({"regulation", "specification"})
_HEAD = r"(?:计划|工程|项目|行动|活动|专项)"
_QUOTED = re.compile(rf"“([^“”\n]{{3,24}}{_HEAD})”|“([^“”\n]{{5,24}})”[一-鿿]{{0,12}}?{_HEAD}")
_BUILT = re.compile(
    rf"(?:建设|启动|实施|开展|组织|推出)了((?:(?![的多各])[一-鿿]){{6,20}}?{_HEAD})(?=[，。；]|$)"
)
_TITLE = re.compile(rf"([一-鿿]{{4,20}}?{_HEAD})")
_PERIOD = re.compile(r"“[^“”]*”(?:时期|期间)?|\d{4}(?:[-—~至]\d{4})?年?(?:度)?")
_LAUNCHED = re.compile(
    r"([一-鿿]{2,14}?)(?:联合|共同)?(?:启动|实施|开展|发起|组织|举办|推出)了?(?=“)"
)
_LAUNCHER = re.compile(r"(?:部|局|厅|委|馆|会|院|中心|政府|单位|公司|大学|办公室|[一-鿿]{2}办)$")
# 响应文化部、中央文明办开展的“春雨工程”号召: who runs what others join.
_CALLING = re.compile(
    r"(?:响应|由|根据|按照|参[与加])(?P<who>[一-鿿、]{3,24}?)(?:联合|共同)?(?:启动|实施|开展|发起|组织|举办|推出)的?(?=“)"
)
_SHORTEST = 6  # characters of a known programme that a longer name is told by
_DOT = re.compile("[·•]")
_GENERIC = re.compile(
    r"^(?:继续|持续|全面)|^(?:系列|各类|多种|相关|线上|线下|主题|宣传|推广|服务|培训|示范|重点)*(?:活动|项目|工程|计划|行动)$"
)


def find(book: FactBook) -> None:
    """Write down the programmes that a deck or an off-topic document names, and who launched them."""
    document = book.document
    metadata = document.metadata
    about_others = metadata.off_topic or metadata.genre == "slides"
    if not about_others or metadata.genre in _NORMS:
        return
    _title(book)
    for sentence in sentences(book):
        if (
            "“" in document.text[sentence.start : sentence.end]
            or "了" in document.text[sentence.start : sentence.end]
        ):
            _callers(book, sentence)
            for start, end in _named(document, sentence):
                _write(book, sentence, start, end)


def _title(book: FactBook) -> None:
    """A programme in the document's title, where the text bears it out."""
    title = _PERIOD.sub("", book.document.metadata.title)
    for match in _TITLE.finditer(title):
        at = book.document.text.find(match[1])
        if at >= 0 and "等" not in match[1]:
            book.entity("Project", match[1], at, at + len(match[1]), rule=RULE_TITLE)


def _named(document: Document, sentence: Sentence) -> Iterator[tuple[int, int]]:
    for pattern in (_QUOTED, _BUILT):
        for match in pattern.finditer(document.text, sentence.start, sentence.end):
            group = 1 if match[1] else 2
            if not _GENERIC.match(match[group]):
                yield match.start(group), match.end(group)


def _callers(book: FactBook, sentence: Sentence) -> None:
    """The organisations that a programme of others is run by, each for itself."""
    for match in _CALLING.finditer(book.document.text, sentence.start, sentence.end):
        for who in re.finditer("[^、]+", match["who"]):
            if _LAUNCHER.search(who[0]):
                start = match.start("who") + who.start()
                clause = clause_id(book.document, sentence.clause)
                book.entity(
                    "Organization", who[0], start, start + len(who[0]),
                    clause=clause, rule=RULE_LAUNCH,
                )  # fmt: skip


def _meant(book: FactBook, name: str) -> str:
    """The known programme that a longer name is another name of, else the name itself.

    It opens with the programme and goes on to say what kind it is, or puts before it the series
    that other programmes are named after too.
    """
    plain = _DOT.sub("", name)
    projects = [(p.name, _DOT.sub("", p.name)) for p in book.of_type("Project")]
    for known, bare in projects:
        ahead = plain.removesuffix(bare)
        series = ahead != plain and any(ahead in other for _, other in projects)
        if len(bare) >= _SHORTEST and (plain.startswith(bare) or series):
            return known
    return name


def _write(book: FactBook, sentence: Sentence, start: int, end: int) -> None:
    document = book.document
    clause = clause_id(document, sentence.clause)
    name = tidy(document.text[start:end])
    meant = _meant(book, name)
    project = book.entity(
        "Project", meant, start, end, aliases=[name], clause=clause, rule=RULE_NAMED
    )
    launches = list(_LAUNCHED.finditer(document.text, sentence.start, start))
    launched = launches[-1] if launches else None
    if launched is None or launched.end() != start - 1 or not _LAUNCHER.search(launched[1]):
        return
    actor = book.entity(
        "Organization",
        launched[1],
        launched.start(1),
        launched.end(1),
        clause=clause,
        rule=RULE_LAUNCH,
    )
    book.assertion(
        project, "implements", actor, launched.start(1), end,
        where=where(document, sentence.clause), clause=clause, rule=RULE_LAUNCH,
    )  # fmt: skip
