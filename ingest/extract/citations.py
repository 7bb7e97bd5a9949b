"""Citations of laws, standards, plans and notices, the Instruments they name, and cites."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple, cast

from ingest.extract import clauses
from ingest.extract.book import FactBook
from ingest.extract.scanning import Begun, Cued
from ingest.extract.sentences import ancestors, clause_id, clause_index, where
from ontology import patterns as re
from ontology.ids import fold_name
from ontology.numerals import NUMERAL
from ontology.records import DOCUMENT_ID, Citation

RULE = "citation"
_N = f"[{NUMERAL}]{{1,9}}"
_ARTICLE = (
    rf"第\s?{_N}\s?条(?:之{_N})?(?:第\s?{_N}\s?款)?(?:第?[（(]?{_N}[）)]?项)?"
    rf"(?:[、和至或]第?{_N}条?(?:第{_N}款)?(?:第?[（(]?{_N}[）)]?项)?)*"
)
_YEAR_MARK = r"[〔\[［（(【﹝]\s*\d{4}\s*[〕\]］）)】﹞]\s*"
_YEAR = rf"\s*{_YEAR_MARK}"
_DOC_NUMBER = rf"[一-鿿]{{1,12}}{_YEAR}第?\s*\d{{1,5}}\s*号"
_ORDER = rf"[一-鿿]{{0,16}}(?:令|公告)\s*(?:\d{{4}}\s*年\s*)?第\s*{_N}\s*号|[一-鿿]{{2,12}}第\s*{_N}\s*号令"
_PREFIX = (
    r"(?:GB[JZ]?|HJ|DZ|TD|SL|LY|NY|AQ|YS|YD|MT|JTG|JTJ|JT|CJJ|CJ|JGJ|JG|JC|QX|WS|HG|SY|EJ|YB|TB"
    r"|DL|CH|XB|NB|LD|JJF|JJG|CECS|ISO|IEC|DB\s?\d{2,6}|T/[A-Z]{2,8})"
)
_STANDARD = (
    rf"(?<![A-Za-z\d])(?:{_PREFIX})(?:\s?/\s?[TZ](?![A-Za-z]))?\s?[A-Z]?\d{{1,6}}(?:\.\d{{1,3}})*"
    r"(?:\s?[~～]\s?\d{1,6}(?:\.\d{1,3})*)?(?:\s?[—–\-－]{1,2}\s?(?:19|20)?\d{2}(?!\d))?"
)
_QUOTED = re.compile(r"《([^《》\n]{2,150}(?:《[^《》\n]{2,80}》[^《》\n]{0,40})*)》")
_CALLED = r"(?:(?:以下|下文)?(?:统一)?(?:简称|统称)|以?下称)为?[：:]?\s*[《“\"「]?(?P<short>[^《》“”\"（）()「」\n]{2,24}?)[》”\"」]?\s*"
_BEHIND = re.compile(
    rf"\s*[（(〔\[［【]\s*(?P<number>{_DOC_NUMBER}|{_ORDER}|{_STANDARD})\s*"
    rf"(?:[，,；;、]\s*{_CALLED}|[^（）()\n]{{0,12}})[）)〕\]］】]"
    rf"|\s?(?P<plain>{_STANDARD})(?!\s*《)"
)
_AHEAD = re.compile(rf"({_STANDARD})\s*$")
_ISSUED = re.compile(rf"({_DOC_NUMBER})(?:文件?)?(?:印发|发布|下发|出台|公布|颁布)(?:了|的)?\s*$")
# 2019年以自然资规〔2019〕6号: words that run into the letters of an office.
_BEFORE_OFFICE = re.compile(r"^[一-鿿]*[年月日以据照按由的在了和与及](?=[一-鿿])")
_SHORT = re.compile(rf"\s*[（(][^（）()\n]{{0,12}}?{_CALLED}[）)]")
# A kind of instrument alone names the document itself or one that was named in full before.
_KIND_ALONE = re.compile(
    r"(?:本)?(?:规划|办法|方案|条例|意见|通知|规定|标准|规范|细则|纲要|计划|指南|规程|实施方案|实施意见|行动计划)"
)
_MAKES = re.compile(r"(?:编制|制定|制订|编写|印发)(?:了|本)?\Z")
_AFTER = re.compile(rf"\s?({_ARTICLE})")
_STANDARD_ALONE = Begun(_STANDARD, "[A-Z]")
_ISSUE_ALONE = Begun(rf"{_YEAR_MARK}第?\s*\d{{1,5}}\s*号", r"[〔\[［（(【﹝]")
_LETTERS = re.compile(r"[一-鿿]{1,12}$")
_NAMED = re.compile(
    r"(?:依照|根据|按照|依据|违反|适用|遵守|执行)(?:和|国家)?"
    r"((?:中华人民共和国)?[一-鿿]{1,18}?(?:民法典|法|条例))(?=第|的|有关|相关|规定|和|、|，|。|以及)"
)
_INTERNAL = re.compile(
    rf"本条第(?:{_N}款(?:第?[（(]?{_N}[）)]?项)?|[（(]?{_N}[）)]?项)"
    rf"|本(?:法|条例|办法|规定|细则|规则|决定|规划|规范|标准|文件|章|节|条)(?:{_ARTICLE})?(?=.)"
    rf"|前(?:款第\s?[（(]?{_N}[）)]?项|[一二两三四五六]?[款条项])"
)
_NO_LAW = re.compile(
    r"[本该其]|有关|相关|其他|法律|法规|国家|上述|下列|前款|方法|办法|司法|执法|立法|依法|合法|违法|非法|宪法和|规定"
)
_FORM = re.compile(
    r"(?:证|证书|登记表|申请表|申请书|通知书|决定书|合同|协议|协议书|责任书|报表|台账|证明)$"
)
# What the titles of instruments end with; lectures and books stand in the same marks.
_INSTRUMENT = re.compile(
    r"(?:法|条例|办法|规定|规划|纲要|意见|通知|标准|规范|规程|细则|方案|要点|决定|公约|指南|导则|目录|名录|计划|制度|准则|解释|批复|函|公告|法案|规则|宪章|协定|议定书|白皮书|若干问题|报告|通则|总则|要求|指标|术语|分类|评价|手册|大纲|清单|公报|承诺书|宣言|备忘录|基准|指引|框架|名词|图式|方法|部分)(?:[（(].*[）)])?$"
)
_CHANGES = re.compile(r"关于.*(?:修改|修订|废止|公布|修正).*决定|修正案")
_BLANKS = re.compile(r"\s+")
_STANDARD_LINE = re.compile(rf"\s*(?:[［\[]\d+[］\]]\s*)?({_STANDARD})[\s:：]+([^\n]{{3,60}})")
# Standards in a list of references: 标题［S］ behind or before their number.
_STANDARD_ENTRY = Cued(
    rf"(?P<number>{_STANDARD})\s*[，,：:\s]\s*(?P<title>[一-鿿][^\n［\[]{{3,60}}?)\s*[［\[]S(?:/OL)?[］\]]"
    rf"|(?<=[.．。\s])(?P<ahead>[一-鿿][^\n［\[.．。]{{3,60}}?)\s*[：:]\s*(?P<behind>{_STANDARD})\s*[［\[]S(?:/OL)?[］\]]",
    "S］",
    "S]",
    "S/OL",
)
# Where journals and lectures stand in the same marks as instruments.
_LOOSE_GENRES = frozenset({"slides", "other", "paper", "plan", "notice"})
_REFERENCES = re.compile(r"规范性引用文件|^参考文献$")
_ISSUES = re.compile(
    r"关于(?:印发|发布|公布|颁布)《?(?P<what>[^《》]{4,60}?)》?的(?:通知|公告|决定)$"
)
_YEAR_TAIL = re.compile(r"[—–\-－]{1,2}(?:19|20)?\d{2}$")


class Mention(NamedTuple):
    """One place where an instrument is named."""

    title: str
    number: str
    start: int
    end: int
    article: str = ""


@dataclass(slots=True)
class _Names:
    """What each name of an instrument stands for; `own` are the names of the document itself."""

    own: set[str] = field(default_factory=set)
    title_of: dict[str, str] = field(default_factory=dict)

    def canonical(self, title: str) -> str:
        return self.title_of.get(fold_name(title), title)

    def learn(self, title: str, *names: str) -> None:
        for name in names:
            if name:
                self.title_of.setdefault(fold_name(name), title)


def find(book: FactBook) -> None:
    """Write down every citation with its Instrument; a name of the document itself is none."""
    names = _own_names(book)
    taken: list[tuple[int, int]] = []
    mentions = [*_quoted(book, names, taken), *_listed(book, names, taken)]
    mentions += _bibliography(book, names, taken)
    mentions += [*_bare(book, names, taken), *_named(book, names, taken)]
    numbers = cast("dict[str, str]", book.memo.setdefault("numbers", {}))
    for mention in mentions:
        if mention.number:
            numbers.setdefault(mention.title, mention.number)
    for mention in sorted(mentions, key=lambda m: m.start):
        _write(book, mention, names)
    _internal(book, taken)


def _own_names(book: FactBook) -> _Names:
    names = _Names()
    title = book.document.metadata.title
    issued = _ISSUES.search(title)
    for own in (title, *re.findall(r"《([^《》]+)》", title), issued["what"] if issued else ""):
        bare = re.sub(r"[（(][^（）()]*(?:稿|试行|草案)[）)]$|编制说明$|解读$", "", own)
        names.own.update(fold_name(n) for n in (own, bare) if n)
    return names


class _Around(NamedTuple):
    """What stands around a quoted title: its number and short name, and where all of it lies."""

    number: str
    short: str
    start: int
    end: int


def _quoted(book: FactBook, names: _Names, taken: list[tuple[int, int]]) -> Iterator[Mention]:
    text = book.document.text
    for match in _QUOTED.finditer(text):
        if taken and match.start() < taken[-1][1]:  # 以下简称《办法》
            continue
        title, found = _BLANKS.sub(" ", match[1].strip()), _around(text, *match.span())
        article = _AFTER.match(text, found.end)
        stop = article.end() if article else found.end
        taken.append((found.start, stop))
        if _is_own(names, title) or (
            found.short and _MAKES.search(text[max(0, match.start() - 4) : match.start()])
        ):
            if found.short:
                names.own.update({fold_name(title), fold_name(found.short)})
            continue
        if _is_none(book, title, found, names):
            continue
        title = _learn(names, title, found.number, found.short)
        yield Mention(title, found.number, found.start, stop, article[1] if article else "")


def _around(text: str, start: int, end: int) -> _Around:
    """The number before or behind the quoted title at `[start, end)`, and 以下简称《…》."""
    number, begin, short = "", start, ""
    if ahead := _AHEAD.search(text[max(0, begin - 24) : begin]):
        number, begin = "".join(ahead[1].split()), begin - len(ahead[0])
    elif issued := _ISSUED.search(text, max(0, begin - 48), begin):
        number = _BEFORE_OFFICE.sub("", "".join(issued[1].split()))
        begin = issued.end(1) - len(_BEFORE_OFFICE.sub("", issued[1]))
    if behind := _BEHIND.match(text, end):
        number, end = "".join((behind["number"] or behind["plain"]).split()), behind.end()
        short = behind["short"] or ""
    if called := _SHORT.match(text, end):
        short = called["short"]
    return _Around(number, short, begin, end)


def _is_none(book: FactBook, title: str, found: _Around, names: _Names) -> bool:
    """Whether a quoted title names no instrument: a form, a journal, the document's own history."""
    metadata = book.document.metadata
    if _FORM.search(title) or _amends(title, names) or _is_history(book, title, found.start):
        return True
    loose = metadata.off_topic or metadata.genre in _LOOSE_GENRES
    if loose and not found.number and not _INSTRUMENT.search(title):
        return True
    return bool(_KIND_ALONE.fullmatch(title)) and fold_name(title) not in names.title_of


def _is_own(names: _Names, title: str) -> bool:
    return fold_name(title) in names.own


def _amends(title: str, names: _Names) -> bool:
    """A decision to amend the document itself tells its history and is no citation."""
    return any(own in fold_name(title) for own in names.own) and "决定" in title


def _is_history(book: FactBook, title: str, position: int) -> bool:
    """Decisions named above the first article of a legal text tell how it came about."""
    if book.document.metadata.genre != "regulation" or not _CHANGES.search(title):
        return False
    first = next((c.start for c in book.document.clauses if c.kind == "article"), 0)
    return position < first


def _learn(names: _Names, title: str, number: str, short: str) -> str:
    bare = title.removeprefix("中华人民共和国")
    known = names.title_of.get(fold_name(title)) or names.title_of.get(
        fold_name("中华人民共和国" + title)
    )
    known = known or title
    names.learn(known, title, bare, number, short, _stem(number))
    return known


def _listed(book: FactBook, names: _Names, taken: list[tuple[int, int]]) -> Iterator[Mention]:
    """Lines of the list of normative references: GB 3838 地表水环境质量标准."""
    document = book.document
    for clause in document.clauses:
        if not _REFERENCES.search(_BLANKS.sub("", clause.title)):
            continue
        for line in re.finditer(r"[^\n]+", document.text[clause.heading_end : clause.end]):
            start = clause.heading_end + line.start()
            match = _STANDARD_LINE.match(document.text, start, clause.heading_end + line.end())
            if match is None or "《" in match[0]:
                continue
            number, title = (
                "".join(match[1].split()),
                _BLANKS.sub(" ", match[2].strip(" \t\u3000。；;")),
            )
            names.learn(title, title, number, _stem(number))
            taken.append((match.start(1), match.end()))
            yield Mention(title, number, match.start(1), match.end())


def _bibliography(book: FactBook, names: _Names, taken: list[tuple[int, int]]) -> Iterator[Mention]:
    """Entries of standards in a list of references: TD/T 1036—2013，土地复垦质量控制标准［S］."""
    for match in _STANDARD_ENTRY.finditer(book.document.text):
        if _inside(match.end() - 1, taken):
            continue
        title = _BLANKS.sub(" ", (match["title"] or match["ahead"]).strip())
        number = "".join((match["number"] or match["behind"]).split())
        names.learn(title, title, number, _stem(number))
        taken.append(match.span())
        yield Mention(title, number, match.start(), match.end())


def _stem(number: str) -> str:
    """A standard's number without its year; "" where that leaves nothing new."""
    bare = _YEAR_TAIL.sub("", "".join(number.split()))
    return bare if bare != number else ""


def _bare(book: FactBook, names: _Names, taken: list[tuple[int, int]]) -> Iterator[Mention]:
    text, own = book.document.text, fold_name(book.document.metadata.doc_number)
    body = _body_start(book)
    for begin, end in _numbers(text, body):
        if _inside(end - 1, taken):
            continue
        number = "".join(text[begin:end].split())
        if own and fold_name(number) in own:
            continue
        number = _BEFORE_OFFICE.sub("", number)
        title = names.canonical(number)
        if title == number and (stem := _stem(number)):
            title = names.title_of.get(fold_name(stem), number)
        names.learn(title, number)
        yield Mention(title, number, begin, end)


def _numbers(text: str, body: int) -> list[tuple[int, int]]:
    """The ranges of standards' numbers and of issue numbers with the letters of their office."""
    found = [match.span() for match in _STANDARD_ALONE.finditer(text, body)]
    for match in _ISSUE_ALONE.finditer(text, body):
        end = match.start()
        while end > body and text[end - 1].isspace():
            end -= 1
        if letters := _LETTERS.search(text, max(body, end - 12), end):
            found.append((letters.start(), match.end()))
    return sorted(found, key=lambda span: span[1])


def _body_start(book: FactBook) -> int:
    """Where the cover and the issuing lines end: their numbers are the document's own."""
    for clause in book.document.clauses[1:]:
        if clause.kind not in ("preamble", "run-in"):
            return clause.start
    return 0


def _named(book: FactBook, names: _Names, taken: list[tuple[int, int]]) -> Iterator[Mention]:
    text = book.document.text
    for match in _NAMED.finditer(text):
        name = match[1]
        if _NO_LAW.search(name) or _inside(match.start(1), taken) or _is_own(names, name):
            continue
        article = _AFTER.match(text, match.end(1))
        title = _learn(names, name, "", "")
        stop = article.end() if article else match.end(1)
        taken.append((match.start(1), stop))
        yield Mention(title, "", match.start(1), stop, article[1] if article else "")


def _inside(position: int, taken: list[tuple[int, int]]) -> bool:
    return any(start <= position < end for start, end in taken)


def _write(book: FactBook, mention: Mention, names: _Names) -> None:
    document, title = book.document, mention.title
    index, span = clause_index(book, mention.start), (mention.start, mention.end)
    clause, place = clause_id(document, index), where(document, index)
    numbers = cast("dict[str, str]", book.memo.setdefault("numbers", {}))
    number = mention.number or numbers.get(title, "")
    entity = book.entity(
        "Instrument", title, mention.start, mention.end, clause=clause, rule=RULE,
        aliases=[mention.number] if mention.number and mention.number != title else [],
        **({"number": number} if number else {}),
    )  # fmt: skip
    book.citations.append(
        Citation(title, number, book.evidence(*span), mention.article, clause, RULE)
    )
    for speaker in dict.fromkeys(_speakers(book, index)):
        book.assertion(speaker, "cites", entity, *span, where=place, clause=clause, rule=RULE)


def _speakers(book: FactBook, index: int) -> Iterator[str]:
    """What cites at a clause: a clause of a specification, else the document.

    In a legal text the article does so as well, but for the first, which names what all of it
    rests on.
    """
    document = book.document
    genre, above = document.metadata.genre, list(ancestors(document, index))
    if genre == "specification" and not any(
        _REFERENCES.search(_BLANKS.sub("", c.title)) for _, c in above
    ):
        yield clauses.subject(book, index)
        return
    yield DOCUMENT_ID
    article = next((c for _, c in above if c.kind == "article"), None)
    if genre == "regulation" and article is not None and article.id != "art_1":
        yield clauses.subject(book, index)


def _internal(book: FactBook, taken: list[tuple[int, int]]) -> None:
    """References inside the document (本法第十二条, 前款): citations without a title."""
    document = book.document
    for match in _INTERNAL.finditer(document.text):
        if not match[0].endswith(("条", "款", "项")) or match[0] == "本条":
            continue
        index = clause_index(book, match.start())
        evidence = book.evidence(match.start(), match.end())
        book.citations.append(
            Citation("", "", evidence, match[0], clause_id(document, index), RULE + ".internal")
        )
