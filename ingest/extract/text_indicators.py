"""Indicators in running text: one per number with a unit."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from ingest.extract.book import FactBook
from ingest.extract.breakdowns import beside_others, counted_thing, in_region, stage
from ingest.extract.comparisons import compared
from ingest.extract.contexts import Context, completed
from ingest.extract.countable import counts
from ingest.extract.deck_figures import deck_figures
from ingest.extract.ellipses import elided
from ingest.extract.figures import Subject, named_after, nearest, subject
from ingest.extract.frames import framed
from ingest.extract.locations import without_places
from ingest.extract.naming import Name, name_of
from ingest.extract.norm_frames import Words, around, bounded, limited
from ingest.extract.owners import Before, owned
from ingest.extract.parts import part_of, undone
from ingest.extract.quantity import NUMERALS, TIMES, Quantity, quantities
from ingest.extract.relatives import relative, repeats, since
from ingest.extract.respective import Respective, respective
from ingest.extract.rows import mineral_of, views
from ingest.extract.segments import Site, site_of
from ingest.extract.sentence_years import Dated, dated_by, inherited, year_of, years_in
from ingest.extract.sentences import Sentence, clause_id, sentences, where
from ingest.extract.unitless import unitless
from ingest.extract.verbal import verbal
from ingest.extract.wholes import Told, before_change, in_brackets, moved, related
from ontology import patterns as re
from ontology.records import Indicator, IndicatorKind

RULE = "indicator.text"
_TITLE = re.compile(r"《[^《》]*》|［\d+］|\[\d+\]")
_NUMERAL = re.compile(NUMERALS)
_POINTER = re.compile(
    r"[^。；，\n]{0,6}?[（(](?:见|详见|参见)?((?:专栏|表)\s*\d+(?:[-—.]\d+)?)[）)]"
)
_BARE_COUNT = re.compile(r"^(?:部署|安排|实施|规划|设置|开展)*(?:重点|重大)?(?:工程|项目)$")
_GOES_ON = re.compile(r"\s*其中")
_TARGET = (
    r"(?<![高升增加低降少])到\s?20\d\d\s?年",  # 到2025年, but not 增加到2020年的…
    r"规划|目标|预计|力争|拟|计划|部署|需求量",
    r"控制在|不低于|不少于",
    r"将(?=[会要可再达超增建完形实提投新])",
)
_COMPLETION = (
    r"完成|累计|建成|形成|新增|实现|达标|提高到",
    r"“?十三五”?期间",
    r"治理(?!资金|任务|缺口|率|难)",
)
_KINDS: tuple[tuple[IndicatorKind, re.Pattern[str]], ...] = (
    ("target", re.compile("|".join(_TARGET))),
    ("completion", re.compile("|".join(_COMPLETION))),
)
# The sentence that an item opens with: （1）地类变更程序繁琐。
_OPENING = re.compile(r"[^。；\n]{4,24}(?=。)")


class _Around(NamedTuple):
    """What the text before a sentence says for it, with the lists that it holds itself.

    `years` are those that it names, `recent` the names of the numbers of the paragraph before.
    """

    dated: Dated | None
    told: list[Told]
    listed: list[Respective]
    years: list[re.Match[str]]
    project: Subject | None
    counted: Told | None
    recent: tuple[str, ...]
    paper: bool


def find(book: FactBook) -> None:
    """Write down the indicators of the running text of any genre."""
    text = book.document.text
    skipped = _skipped(book)
    starts = [start for start, _ in skipped]
    dated: Dated | None = None
    told: list[Told] = []
    members: tuple[str, ...] = ()
    project: Subject | None = None
    counted: Told | None = None
    paper = book.document.metadata.genre == "paper"
    last = Sentence(0, 0, 0)
    recent: tuple[str, ...] = ()
    deck = deck_figures(book.document)
    slides = book.document.metadata.genre == "slides"
    for sentence in sentences(book):
        told = told if _GOES_ON.match(text, sentence.start) else []
        shares, members = respective(text, sentence.start, sentence.end, members)
        shares += [f for f in deck if sentence.start <= f.q.start < sentence.end]
        project = subject(book, sentence, project) if paper else None
        goes_on = slides and sentence.clause == last.clause
        if "\n" in text[last.end : sentence.start] and not goes_on:
            counted, recent = None, ()
        years = years_in(text, sentence)
        before_it = _Around(dated, told, shares, years, project, counted, recent, paper)
        numeral = _NUMERAL.search(text, sentence.start, sentence.end)
        found = list(_sentence(book, text, sentence, before_it)) if numeral else []
        recent = (*recent, *(t.name for t in told))
        counted, last = counted_thing(told, counted), sentence
        dated = dated_by(text, sentence, years, dated)
        for indicator in found:
            at = bisect_right(starts, indicator.evidence.end - 1) - 1
            if at < 0 or skipped[at][1] < indicator.evidence.end:
                book.indicators.append(indicator)


def _skipped(book: FactBook) -> list[tuple[int, int]]:
    """Ranges whose numbers are told elsewhere: thresholds."""
    return sorted((t.evidence.start, t.evidence.end) for t in book.thresholds)


def _sentence(
    book: FactBook, text: str, sentence: Sentence, before_it: _Around
) -> Iterator[Indicator]:
    numbers = _numbers(text, sentence, before_it.listed)
    if not numbers:
        return
    titles = [m.span() for m in _TITLE.finditer(text, sentence.start, sentence.end)]
    before: Name | None = None
    floor = sentence.start
    told = before_it.told
    shares = {share.q.start: share for share in before_it.listed}
    for q, plain in numbers:
        if any(a <= q.start < b for a, b in titles) or _is_once(text, q, told):
            continue
        counted = plain is not None or counts(text, q, floor)
        if not counted and (q.unit not in TIMES or text[q.start - 1] in "前头首"):
            continue
        words = around(site_of(text, sentence.start, floor, sentence.end, q), q)
        near = "".join(text[floor : q.start].split())
        q, name = _named(words, floor, q, near, before) if plain is None else (q, plain)
        q = bounded(q, near)
        name, part = _in_context(words.site, floor, q, near, name, before_it)
        name = Name(verbal(name.text, q, near), name.start, name.base, name.thing)
        due = q.op == "<=" and q.unit in TIMES and name.text.endswith("期限")
        full = name.text if due else _completed(book, sentence, words.site, q, name, told)
        if full == name.text and not due and (plain is None or q.unit == ""):
            full = _of_owner(book, sentence, words, q, near, name, before_it)
        told.append(Told(q, name.text, part))
        floor, before = q.end, (name if name.text else before)
        if not counted or len(name.text) < 2:
            continue
        name = Name(undone(full, text[q.end : q.end + 8]), name.start, name.base)
        share = shares.get(q.start)
        name = share.name if share else _listed(book, text, sentence, q, name)
        if (when := stage(text[sentence.start : sentence.end], q.start - sentence.start)) and (
            when not in name.text
        ):
            name = replace(name, text=when + name.text)
        if before_it.paper:
            about = nearest(book, sentence, q.start, before_it.project)
            name = named_after(book, sentence, name, about)
        found = _indicator(book, text, sentence, q, name, before_it)
        yield _of_list(found, share) if share else found


def _of_list(found: Indicator, share: Respective) -> Indicator:
    """The indicator with the year and the kind that its list or page gives it."""
    year = share.year if share.dated else share.year or found.year
    return replace(found, year=year, kind="target" if share.goal else found.kind)


def _is_once(text: str, q: Quantity, told: list[Told]) -> bool:
    """Whether a number only ends 每3年修订1次, whose years were told."""
    last = told[-1].q if told else None
    once = last is not None and q.unit in ("次", "轮") and q.value == "1"
    return once and last is not None and repeats(text, last, q.end)


def _in_context(
    site: Site, floor: int, q: Quantity, near: str, name: Name, before_it: _Around
) -> tuple[Name, bool]:
    """The name in the light of what is told before, and whether it is of a part of that."""
    told = before_it.told
    part = in_region(name.text, q, counted_thing(told, before_it.counted))
    part = part_of(near, site.text[q.end : site.stop], q, name.text, told) or part
    part = part or beside_others(site, q, near, name.text)
    part = part or elided(near, q, counted_thing(told, before_it.counted))
    name = Name(part, name.start) if part else related(site.text, q, name, told, floor)
    last = told[-1].name if told else ""
    beside = compared(near, name.text, q.unit, last)
    return (Name(beside, name.start) if beside else name), bool(part)


def _of_owner(
    book: FactBook,
    sentence: Sentence,
    words: Words,
    q: Quantity,
    near: str,
    name: Name,
    told: _Around,
) -> str:
    """The name with whose measure it is; papers tell that otherwise."""
    document = book.document
    if told.paper:
        return name.text
    recent = (*told.recent, *(t.name for t in told.told))
    zone = document.metadata.genre == "plan"
    heading = document.clauses[sentence.clause].title if zone else ""
    before = Before(words.before, words.ahead, recent, told.told, near, "".join(heading.split()))
    return owned(name, q, before).text


def _named(
    words: Words, floor: int, q: Quantity, near: str, before: Name | None
) -> tuple[Quantity, Name]:
    """The quantity with the name that the words around it give it, as for `name_of`."""
    site = words.site
    if changed := before_change(site.text, site.start, q, site.text[q.end : q.end + 6]):
        return q, Name(changed, q.start)
    found = limited(words, q)
    if (found is None or q.unit == "%") and (within := _in_relative(site, q)):
        return q, within
    if found := found or framed(site, q):
        return found
    if explained := in_brackets(site.text, site.start, q):
        return q, explained
    return q, moved(near, name_of(site.text, floor, site.stop, q, before))


def _in_relative(site: Site, q: Quantity) -> Name | None:
    tail = q.end - 2 if site.text[q.end - 2 : q.end] in ("以内", "之内") else q.end
    behind = "".join(site.text[tail : site.end].split())
    name = relative(site.whole, site.ahead, behind, q)
    return Name(name, site.since) if name else None


def _completed(
    book: FactBook, sentence: Sentence, site: Site, q: Quantity, name: Name, told: list[Told]
) -> str:
    """The name with what the words before its segment, or the title above, say it is of."""
    text, clause = site.text, book.document.clauses[sentence.clause]
    opening = None if clause.title else _OPENING.match(text, clause.start, sentence.start)
    title = clause.title or (opening[0] if opening else "")
    context = Context("".join(text[site.start : site.begin].split()), title)
    return since(site.whole, name.text) or completed(name.text, q, told, context)


def _numbers(
    text: str, sentence: Sentence, listed: list[Respective]
) -> list[tuple[Quantity, Name | None]]:
    """The quantities of a sentence in order, with the name of those in lists or without unit."""
    found: list[tuple[Quantity, Name | None]] = [(share.q, share.name) for share in listed]
    starts = {share.q.start for share in listed}
    found += [
        (q, None) for q in quantities(text, sentence.start, sentence.end) if q.start not in starts
    ]
    found += unitless(text, sentence.start, sentence.end)
    return sorted(found, key=lambda pair: pair[0].start)


def _listed(book: FactBook, text: str, sentence: Sentence, q: Quantity, name: Name) -> Name:
    """部署重点工程1项（专栏15）: a bare count is named by the title of the table it points at."""
    match = _POINTER.match(text, q.end, sentence.end)
    if match is None or not _BARE_COUNT.search(name.text):
        return name
    label = "".join(match[1].split())
    title = next((v.table.title for v in views(book) if v.table.label == label), "")
    return Name(without_places(title) or name.text, name.start)


def _indicator(
    book: FactBook, text: str, sentence: Sentence, q: Quantity, name: Name, before_it: _Around
) -> Indicator:
    document = book.document
    unit = (
        "种"
        if q.unit == "个" and re.match(r"\s*(?:矿|树|品)种", text[q.end : q.end + 4])
        else q.unit
    )
    return Indicator(
        name=name.text,
        value=q.value,
        op=q.op,
        unit=unit,
        evidence=book.evidence(min(name.start, q.start), q.end),
        year=year_of(text, before_it.years, q) or inherited(text, sentence, before_it.dated),
        kind="status"
        if name.text in ("罚款", "奖励", "奖金")
        else kind_of(text[sentence.start : q.end]),
        mineral=mineral_of(name.text)
        or _one_mineral(text[max(sentence.start, q.start - 24) : q.start]),
        where=where(document, sentence.clause),
        clause=clause_id(document, sentence.clause),
        rule=RULE,
    )


def _one_mineral(words: str) -> str:
    """铅锌等金属矿产: the mineral that stands for its kind; "" where several are listed."""
    head, etc, _ = re.split("[，；]", words)[-1].partition("等")
    return mineral_of(head) if etc and "、" not in head else ""


def kind_of(words: str) -> IndicatorKind:
    """What the words before a number say of it: target, completion or status."""
    for kind, pattern in _KINDS:
        if pattern.search(words):
            return kind
    return "status"
