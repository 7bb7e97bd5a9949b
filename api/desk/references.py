"""Citations of law in running text: names, articles and the words quoted from them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache

from ontology.ids import STATE
from ontology.numerals import NUMERAL, chinese_number, to_int

_N = rf"[{NUMERAL}]+"
_ARTICLE = rf"第\s*{_N}\s*条(?:之{_N})?"
_BELOW = rf"(?:\s*第\s*{_N}\s*款)?(?:\s*第\s*[（(]?\s*{_N}\s*[）)]?\s*项)?(?:\s*第\s*{_N}\s*目)?"
_PLACE = re.compile(_ARTICLE + _BELOW)
_PARTS = re.compile(
    rf"第\s*(?P<article>{_N})\s*条(?:之(?P<sub>{_N}))?(?:\s*第\s*(?P<paragraph>{_N})\s*款)?"
    rf"(?:\s*第\s*[（(]?\s*(?P<item>{_N})\s*[）)]?\s*项)?"
)
_ARTICLE_FIRST = re.compile(_ARTICLE)
_NEXT = re.compile(rf"\s*(?:、|和|及|以及|或者|或|至|到|，|-|—|~|～)\s*(?=第|{_N}\s*条)")
_MORE = re.compile(rf"{_N}\s*条(?:之{_N})?" + _BELOW)  # 第三条、四条
_SAME = re.compile(
    rf"第\s*{_N}\s*款(?:\s*第\s*[（(]?\s*{_N}\s*[）)]?\s*项)?|第\s*[（(]?\s*{_N}\s*[）)]?\s*项"
)
_SERIES = re.compile(rf"第\s*{_N}(?:\s*[、，和及或]\s*{_N})+\s*条")  # 第三、四、五条
_VERSION = re.compile(
    r"^(?P<title>.{2,}?)\s*[（(〔\[](?P<note>[^（）()]*(?:19|20)\d\d[^（）()]*)[）)〕\]]$"
)
_NOTE = r"(?:\s*[（(〔\[](?P<note>(?:[^（）()]|[（(][^（）()]*[）)]){2,60})[）)〕\]])?"
_TITLED = re.compile(r"《(?P<title>(?:[^《》]|《[^《》]*》)+)》" + _NOTE)
_KINDS = "法|法典|条例|办法|规定|规则|细则|解释|决定|决议|通则|通知|意见|规范|规程|标准|准则|规划"
_ENDING = re.compile(rf"(?:{_KINDS}){_NOTE}\s*$")
_NAMED = re.compile(
    rf"(?:{_KINDS}|安排|批复|复函|答复|纪要|公约|协定|议定书|章程|宪法|修正案|[）)》”])$"
)
_SPAN = 80
_BREAK = re.compile(r"[。；;！？\s，：:“”（）()]")
_LEAD = re.compile(
    r"^.*?(?:依照|按照|根据|依据|违反|适用|参照|遵守|符合|以及|或者|属于|对照|执行|具有|存在|发现有|没有|履行|(?<!共)和|与|及)"
    r"(?=[㐀-鿿]{2})"
)
_NUMBER_LEAD = re.compile(
    r".*(?:根据|依据|按照|依照|印发|以及|年|月|日|[以按据由的经见及等在])(?=[㐀-鿿]{2})"
)
_OWN = re.compile(rf"(?:(?<!日)本|该|此|上述|前述|这些?)(?:{_KINDS})$")
_NUMBER = re.compile(
    r"(?P<number>[㐀-鿿]{1,14}[〔\[［【（(]\s*(?:19|20)\d\d\s*[〕\]］】）)]\s*第?\s*\d+\s*号|"
    r"[㐀-鿿]{1,14}令\s*第?\s*\d+\s*号)"
)
_QUOTE = re.compile(
    r"“(?P<a>(?:[^“”]|“[^“”]*”)+)”|「(?P<b>[^「」]+)」|『(?P<c>[^『』]+)』|‘(?P<d>[^‘’]+)’|"
    r"\"(?P<e>[^\"\n]{2,})\"|'(?P<f>[^'\n]*[㐀-鿿][^'\n]*)'"
)
_SAYS = re.compile(
    r"[^。；;！？\n“「『‘\"'《]{0,16}?(?:规定|明确|指出|要求|提出|载明|写明|所称|的内容为)?\s*[：:，,]?\s*"
)
_PLAIN = re.compile(
    r"\s*(?:的)?(?:规定|明确|指出|要求|载明|写明)\s*(?P<mark>[：:，,])\s*(?P<words>[^。；;\n“”]{8,})"
)
_SHORT_NAME = re.compile(
    r"《(?P<title>(?:[^《》]|《[^《》]*》)+)》[（(]以下(?:简称|统称|称)(?:为)?[“《\"]*(?P<short>[^“”《》（）()\"]{2,20})[”》\"]*[）)]"
)
_QUOTED_AT = re.compile(r"\s*(?:中)?(?:规定|明确|指出|要求|提出|载明|写明)\s*[：:，,]?\s*")
_YEAR = re.compile(r"(?:19|20)\d\d")
_ADOPTED = re.compile(r"通过|公布|发布|施行|颁布")


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a law: article (12, or 12 and 1 for 第十二条之一), 款 and 项; None: not named."""

    article: tuple[int, ...]
    paragraph: int | None = None
    item: int | None = None


@dataclass(frozen=True, slots=True)
class Reference:
    """One citation. `[start, end)` are code points of the text that was searched.

    `title` is "" for a citation by number alone; `number` and `year` come from the brackets behind
    the title. `words` are those that the text says stand there; `exact` tells whether it puts them
    in quotation marks.
    """

    start: int
    end: int
    title: str
    number: str = ""
    year: str = ""
    printed: str = ""
    place: Place | None = None
    words: str = ""
    exact: bool = True
    before: tuple[Place, ...] = ()


def references(text: str, known: Callable[[str], bool]) -> tuple[Reference, ...]:
    """The citations of `text` in order; () when there are none.

    `known` says whether a name without book marks (矿产资源法第三十条) is a title: of the words
    before the article the longest known name counts, else what follows the last connective.
    References to the text itself (本法第三条) and to no law (第三条 alone) are left out.
    """
    short = {m["short"]: m["title"] for m in _SHORT_NAME.finditer(text)}
    titled = list(_titled(text))
    found = [r for r in titled if r.place]
    bare = _bare(text, cache(lambda name: name in short or known(name)), found)
    for more in (bare, titled, _numbers(text)):
        taken = [(r.start, r.end) for r in found]
        found += [r for r in more if not any(s <= r.start < e for s, e in taken)]
    found.sort(key=lambda r: (r.start, r.end))
    quotes = [(m.start(), m.end(), m[m.lastgroup or 0]) for m in _QUOTE.finditer(text)]
    inside = [r for r in found if not _within(r, quotes)]
    named = [replace(r, title=short.get(r.title, r.title)) for r in inside]
    return tuple(_with_words(text, named, quotes))


def place_of(printed: str) -> Place | None:
    """第十二条之一第二款第（三）项 as numbers; None for anything that names no article."""
    parts = _PARTS.match(printed)
    if parts is None:
        return None
    article: tuple[int, ...] = (to_int(parts["article"]),)
    if parts["sub"]:
        article += (to_int(parts["sub"]),)
    paragraph, item = parts["paragraph"], parts["item"]
    return Place(article, to_int(paragraph) if paragraph else None, to_int(item) if item else None)


def _titled(text: str) -> Iterator[Reference]:
    for match in _TITLED.finditer(text):
        yield from _places(text, match["note"] or "", match["title"], match.span())


def _bare(text: str, known: Callable[[str], bool], done: list[Reference]) -> Iterator[Reference]:
    past, taken = 0, [(r.start, r.end) for r in done]
    for article in _PLACE.finditer(text):
        if article.start() < past or any(s <= article.start() < e for s, e in taken):
            continue
        begin = max(past, article.start() - _SPAN)
        lead = text[begin : article.start()].rstrip(" \u3000\t")
        title, note = _name(lead, known) if _NAMED.search(lead) else ("", "")
        if not title:
            continue
        start = text.rindex(title, begin, article.start())
        found = list(_places(text, note, title, (start, article.start())))
        past = found[-1].end
        yield from found


def _name(lead: str, known: Callable[[str], bool]) -> tuple[str, str]:
    """The title at the end of `lead` and the note in brackets behind it, "" where none is.

    The longest known title counts; failing that, the words of a kind of law (…法, …条例) after the
    last connective.
    """
    whole = _known(lead, known)
    if whole:
        dated = _VERSION.match(whole)
        return (dated["title"], dated["note"]) if dated else (whole, "")
    ending = _ENDING.search(lead)
    if ending is None:
        return "", ""
    note = ending["note"] or ""
    words = lead[: ending.start("note") - 1].rstrip() if note else lead
    title = _known(words, known) or _guessed(words)
    return ("", "") if _OWN.search(title) else (title, note)


def _known(words: str, known: Callable[[str], bool]) -> str:
    letters = (at for at in range(len(words) - 1) if words[at].isalnum())
    starts = (at for at in letters if known(words[at:]))
    at = next(starts, None)
    return "" if at is None else words[at:]


def _guessed(words: str) -> str:
    words = _BREAK.split(words)[-1].rpartition("》")[2]
    if STATE in words:
        return words[words.index(STATE) :]
    rest = _LEAD.sub("", words)
    while rest != words:
        words, rest = rest, _LEAD.sub("", rest)
    return words


def _places(text: str, note: str, title: str, span: tuple[int, int]) -> Iterator[Reference]:
    """The citations of one title: one for each article behind it, else one without article."""
    number = note if _NUMBER.fullmatch(note.strip()) or re.search(r"第?\d+号", note) else ""
    base = Reference(*span, title.strip(), number, "" if number else _year(note))
    before: tuple[Place, ...] = ()
    for start, end, place in _listed(text, span[1]):
        at = start if before else span[0]
        printed = text[start:end] if _ARTICLE_FIRST.match(text, start, end) else _printed(place)
        yield replace(base, start=at, end=end, printed=printed, place=place, before=before)
        before += (place,)
    if not before:
        yield base


def _printed(place: Place) -> str:
    """A place in full, where the text gives only a part of it: 四条 of 第三条、四条."""
    main, *more = place.article
    article = f"第{chinese_number(main)}条" + "".join(f"之{chinese_number(n)}" for n in more)
    paragraph = f"第{chinese_number(place.paragraph)}款" if place.paragraph else ""
    return article + paragraph + (f"第（{chinese_number(place.item)}）项" if place.item else "")


def _year(note: str) -> str:
    """The year of the version that a note names: the last one of an amendment, "" for none.

    A note on the adoption of a law (…年…月…日通过) names its first version, which later ones replace
    without a new name, and so no version at all.
    """
    years = _YEAR.findall(note)
    if not years or (_ADOPTED.search(note) and "修" not in note):
        return ""
    return str(years[-1])


def _listed(text: str, at: int) -> Iterator[tuple[int, int, Place]]:
    """The places that a text lists from a position on, each with its range, in order."""
    last: Place | None = None
    while True:
        if series := _SERIES.match(text, at):
            yield from _numbered(text, series)
            at, last = series.end(), None
        elif (found := _PLACE.match(text, at)) or (last and (found := _MORE.match(text, at))):
            last = place_of(found[0] if found[0].startswith("第") else "第" + found[0])
            if last:
                yield *found.span(), last
            at = found.end()
        elif last and (found := _SAME.match(text, at)):
            last = _beside(last, found[0])
            yield *found.span(), last
            at = found.end()
        else:
            return
        link = _NEXT.match(text, at)
        if link is None:
            return
        at = link.end()


def _numbered(text: str, series: re.Match[str]) -> Iterator[tuple[int, int, Place]]:
    """The articles of 第三、四、五条, each with the range of its number; the last with 条."""
    found = list(re.finditer(_N, series.group()))
    for n, match in enumerate(found):
        start = series.start() + (match.start() if n else 0)
        end = series.end() if n == len(found) - 1 else series.start() + match.end()
        yield start, end, Place((to_int(match.group()),))


def _beside(last: Place, printed: str) -> Place:
    """第二款 or 第（三）项 behind a place: of the same article, and an item of the same paragraph."""
    below = place_of("第1条" + printed)
    assert below is not None
    return Place(last.article, below.paragraph or last.paragraph, below.item)


def _numbers(text: str) -> Iterator[Reference]:
    for match in _NUMBER.finditer(text):
        lead = _NUMBER_LEAD.match(match["number"])
        start = match.start() + (lead.end() if lead else 0)
        yield Reference(start, match.end(), "", text[start : match.end()])


def _within(ref: Reference, quotes: list[tuple[int, int, str]]) -> bool:
    """Whether a citation is itself part of quoted words, which belong to another citation."""
    return any(
        s < ref.start and ref.end < e and e - s > ref.end - ref.start + 8 for s, e, _ in quotes
    )


def _with_words(
    text: str, found: list[Reference], quotes: list[tuple[int, int, str]]
) -> Iterator[Reference]:
    for n, ref in enumerate(found):
        limit = found[n + 1].start if n + 1 < len(found) else len(text)
        words, exact = _words(text, ref, limit, quotes)
        yield replace(ref, words=words, exact=exact) if words else ref


def _words(
    text: str, ref: Reference, limit: int, quotes: list[tuple[int, int, str]]
) -> tuple[str, bool]:
    """The words that the text says stand at a citation, and whether it quotes them.

    Of a title without article only quoted words count that it is said to have (规定：“…”). Words
    behind a colon are quoted, those behind a comma may be told in other words.
    """
    link = _SAYS if ref.place else _QUOTED_AT
    for start, end, words in quotes:
        if ref.end <= start < limit and link.fullmatch(text, ref.end, start):
            return words, True
        if ref.place and end <= ref.start and not text[end : ref.start].strip(" （(—-，,"):
            return words, True
    plain = _PLAIN.match(text, ref.end, limit) if ref.place else None
    if plain is None:
        return "", True
    return plain["words"], plain["mark"] in "：:"
