"""Figures of a deck that stand alone: the label, the year and the topic are told beside them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.extract.counted import predicated
from ingest.extract.decks import Cell, labels, pages
from ingest.extract.naming import Name, name_of
from ingest.extract.quantity import Quantity, quantities
from ingest.extract.respective import Respective
from ingest.extract.topics import programme, topic
from ontology import patterns as re
from ontology.records import Document

_GOAL = re.compile(r"((?:19|20)\d{2})年度?(?:工作)?(?:目标|计划|任务|安排)(?:任务)?")
_JOINING = re.compile(r"(?:积极|共同|踊跃|广泛)*参[与加]$")
_LINK = re.compile(r"(?:大?约|近|达到?|已|共|为|超过|[：:])+$")
_NUMBER_OF = re.compile(r"的数[量目]$")
_YEAR_LED = re.compile(r"((?:19|20)\d{2})年(?:度)?(?=.{2})")
_LED = re.compile(r"^(?:至今|目前|已经?|现|共|累计)+(?=.{2})")
_NOUN = re.compile(
    r"(?:[^\d，。；：、的]{0,4}的)?(?!方面|环节|层次|阶段|步骤|原则|要点|要素)(?P<what>[一-鿿A-Za-z]{2,12})"
)
_OPERATOR = re.compile(r"[●○•■◆▪➢➤✓\s]*(?:大?约|近|逾|超过?|达到?|共|有)*")
_THIS = re.compile(r"[该此这]项?(?:工作|任务|项目|活动)")
_MANNER = re.compile(
    r"^(?:稳步|全面|加快|大力|积极|持续|深入|扎实|有序|推[进动行]|开展|加强|实施|做好|完善|促进|抓好)+(?=.{4})"
)
_GOES_ON = re.compile(r"(?:为|向|对|已|均|[一-鿿]{2}了)")
_SAID = 4  # characters of a topic that say it again in a label
_OWN_WORDS = 7  # characters of a label that says by itself what it is of


@dataclass(slots=True)
class _Page:
    """What was told so far on a page: its topic, its subject and the year of a goal that it sets.

    The topic is an activity, programme or platform by its name; the subject is the first line
    below the title, whatever it says.
    """

    text: str
    cells: Sequence[Cell]
    topic: str = ""
    subject: str = ""
    year: int | None = None

    def told_in_words(self, q: Quantity) -> bool:
        """Whether a sentence of the page holds the number of a callout."""
        return any(
            (other.value, other.unit) == (q.value, q.unit)
            for cell in self.cells
            if cell.kind == "words"
            for other in quantities(self.text, cell.start, cell.end)
        )

    def about(self, name: str) -> str:
        """The name with the topic of the page before it, where it does not say so itself."""
        short = len(name) < _OWN_WORDS and not (self.topic and self.topic[:_SAID] in name)
        return self.topic + name if short else name


def deck_figures(document: Document) -> list[Respective]:
    """The figures of a deck that its layout names, in order; none in any other document."""
    if document.metadata.genre != "slides":
        return []
    return sorted(
        (found for page in pages(document) for found in _page(document.text, page)),
        key=lambda found: found.q.start,
    )


def _page(text: str, cells: Sequence[Cell]) -> Iterator[Respective]:
    page = _Page(text, cells)
    at = 0
    while at < len(cells):
        end = at
        while end < len(cells) and cells[end].kind in ("figure", "label", "year"):
            end += 1
        if end > at:
            yield from _run(page, at, end)
            at = end
            continue
        _learn(page, cells[at])
        yield from _words(page, at)
        at += 1


def _learn(page: _Page, cell: Cell) -> None:
    """Take in what a cell says of those behind it."""
    if cell.kind == "title":
        page.topic, page.subject, page.year = topic(cell.words), "", None
    elif goal := _GOAL.fullmatch(cell.words):
        page.year = int(goal[1])
    elif cell.kind == "label":
        page.topic = topic(cell.words) or page.topic
        page.subject = page.subject or _MANNER.sub("", cell.words)
    else:
        page.topic = programme(cell.words) or page.topic


def _run(page: _Page, start: int, end: int) -> Iterator[Respective]:
    """The figures of a run of figures, labels and years."""
    cells = page.cells
    above = _label_above(cells, start, end)
    at = start
    while at < end:
        if cells[at].kind == "label":
            _learn(page, cells[at])
        if size := _series(cells, at, end):
            yield from _of_years(page, at, size, start, end)
            at += 2 * size
            continue
        if cells[at].kind == "figure":
            yield from _single(page, at, start, end, above=above)
        at += 1


def _label_above(cells: Sequence[Cell], start: int, end: int) -> bool:
    """Whether the label of a figure is the one before it, not the one behind it or its year."""
    figures = [at for at in range(start, end) if cells[at].kind == "figure"]
    before = sum(
        at > start and cells[at - 1].kind == "label" and not topic(cells[at - 1].words)
        for at in figures
    )
    behind = sum(_behind(cells, at, end) < end for at in figures)
    return before >= behind


def _behind(cells: Sequence[Cell], at: int, end: int) -> int:
    """The index of the label behind a figure or behind its year, `end` where none is."""
    at += 1 + (at + 1 < end and cells[at + 1].kind == "year")
    return at if at < end and cells[at].kind == "label" else end


def _series(cells: Sequence[Cell], at: int, end: int) -> int:
    """How many figures and as many years stand in two groups from `at` on; 0 for fewer than two."""
    first = cells[at].kind
    other = {"figure": "year", "year": "figure"}.get(first)
    size = 0
    while at + size < end and cells[at + size].kind == first:
        size += 1
    seconds = [c.kind for c in cells[at + size : min(at + 2 * size, end)]]
    return size if other and size > 1 and seconds == [other] * size else 0


def _of_years(page: _Page, at: int, size: int, start: int, end: int) -> Iterator[Respective]:
    """A measure over years: its label stands before the two groups, else behind them."""
    group = page.cells[at : at + 2 * size]
    figures = [c for c in group if c.kind == "figure"]
    years = [int(c.words) for c in group if c.kind == "year"]
    before = page.cells[at - 1] if at > start and page.cells[at - 1].kind == "label" else None
    behind = page.cells[at + 2 * size] if at + 2 * size < end else None
    label = before or (behind if behind and behind.kind == "label" else None)
    if label is None:
        return
    told = years == sorted(years)  # columns out of order say nothing of the years
    for figure, year in zip(figures, years, strict=True):
        yield from _named(page, figure, _plain(label.words), year if told else None)


def _single(page: _Page, at: int, start: int, end: int, *, above: bool) -> Iterator[Respective]:
    cells = page.cells
    near = [i for i in (at + 1, at - 1) if start <= i < end and cells[i].kind == "year"]
    year = int(cells[near[0]].words) if near else None
    if above:
        label = cells[at - 1].words if at > start and cells[at - 1].kind == "label" else ""
        label = "" if topic(label) else label
        yield from _named(page, cells[at], _plain(label), year)
        return
    first = _behind(cells, at, end)
    last = first
    while last < end and cells[last].kind == "label" and last - first < (2 if year else 1):
        last += 1
    label = labels(cells[first:last])
    if (joined := _JOINING.search(label)) and page.topic:
        label = f"参与{page.topic}的{label[: joined.start()]}"
    yield from _named(page, cells[at], _plain(label), year)


def _named(page: _Page, cell: Cell, label: str, year: int | None) -> Iterator[Respective]:
    """The figure with its label and topic; one of neither is left to the words around it."""
    if cell.q is None or page.told_in_words(cell.q):
        return
    led = _YEAR_LED.match(label)
    label = label[led.end() :] if led else label
    name = page.about(("每年" if "每年" in cell.words else "") + label)
    if len(name) > 1:
        yield _figure(page, cell.q, Name(name, cell.start), int(led[1]) if led else year)


def _figure(page: _Page, q: Quantity, name: Name, year: int | None) -> Respective:
    return Respective(q, name, year or page.year, dated=True, goal=page.year is not None)


def _plain(label: str) -> str:
    return _NUMBER_OF.sub("数", _LINK.sub("", label.strip("“”●○•■◆▪➢➤✓ ")))


def _words(page: _Page, at: int) -> Iterator[Respective]:
    """The one figure of a cell that opens or closes with it: 23家县直单位, 用户近40000人."""
    cell = page.cells[at]
    found = list(quantities(page.text, cell.start, cell.end)) if cell.kind == "words" else []
    if found and (name := _counted(page, at, found[0]) or _measured(page, cell, found)):
        start = min(cell.start, found[0].start)
        yield _figure(page, found[0], Name(name, start), None)._replace(dated=False)


def _counted(page: _Page, at: int, q: Quantity) -> str:
    """23家县直单位 above 共同参与, 395家公共图书馆 above 为读者提供移动服务."""
    cells, cell = page.cells, page.cells[at]
    ahead, words = page.text[cell.start : q.start], page.text[q.end : cell.end].strip("。 ")
    behind = cells[at + 1].words.rstrip("。") if at + 1 < len(cells) else ""
    noun = _NOUN.fullmatch(words)
    if noun and _GOES_ON.match(behind):
        words += behind
    if doing := predicated(ahead if _OPERATOR.fullmatch(ahead) is None else "", words, q):
        return _THIS.sub(page.subject, doing) if page.subject else doing
    if noun is None or _OPERATOR.fullmatch(ahead) is None:
        return ""
    if page.topic and any(_JOINING.fullmatch(c.words) for c in cells[at + 1 : at + 5]):
        return f"参与{page.topic}的{noun['what']}"
    return page.about(noun["what"])


def _measured(page: _Page, cell: Cell, found: Sequence[Quantity]) -> str:
    """用户近40000人 on the page of an account, 已连续举办4届 on that of an activity."""
    q = found[0]
    if page.text[q.end : cell.end].strip() or not page.topic:
        return ""
    name = name_of(page.text, cell.start, cell.end, q, None).text
    return page.about(_LED.sub("", name)) if len(name) > 1 else ""
