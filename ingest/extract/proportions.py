"""Shares: columns of shares that miss 100 %, and shares in sentences unlike the counts beside them."""

from __future__ import annotations

from decimal import Decimal

from ingest.extract.anomalies import Figure, figure, report, show
from ingest.extract.book import FactBook
from ingest.extract.columns import Column
from ingest.extract.quantity import Quantity, quantities
from ingest.extract.rows import View, is_total, views
from ingest.extract.sentences import Sentence, parts, sentences, where
from ontology import patterns as re

_SHARE = re.compile(r"占比|比重|构成|(?:^|[/／])比例")
_OF = re.compile(
    r"\s*[，,（(]?(?:约|只|仅)?占(?:总数|总量|总面积|总投资|全部|其)?的?(?:比例为?)?(?:约|近)?\s*"
)
_SIZES = re.compile(r"大型|中型|小型")
_JOINED = re.compile(r"大中型|中小型")
_PERCENT = re.compile(r"(\d+(?:\.\d+)?)\s?%")
_ONE = r"\d+(?:\.\d+)?\s?%"
_AND = r"[、，,；和与及以]{1,2}"
# 分别占45%、30%和35%; 甲占45%，乙占30%，丙占35%; 按45%、30%和35%的比例分配.
_PARTS = (
    re.compile(rf"分别(?:约|各)?占[^，。；%\d]{{0,10}}(?P<list>{_ONE}(?:{_AND}{_ONE})+)"),
    re.compile(
        rf"(?P<list>[^，、。；%\d]{{2,12}}占(?:比|约)?{_ONE}(?:{_AND}[^，、。；%\d]{{2,12}}占(?:比|约)?{_ONE})+)"
    ),
)
_SHARED_OUT = re.compile(
    rf"按照?(?P<list>{_ONE}(?:{_AND}{_ONE})+)的比例(?:进行)?(?:分配|分担|分成|分摊|共担|承担)"
)
# What says that the parts are those of one whole and do not overlap.
_DIVIDED = re.compile(
    r"按[一-鿿]{1,8}(?:来?分|划分|区分|统计)|(?:构成|组成|来源|结构|投资|资金)(?:中|[：:]|为|看|来看|上)"
)
_FEWEST = 3  # shares: two may overlap
_WHOLE = Decimal(100)
_SLACK = Decimal(1)  # percentage points: what rounding and 约 explain


def find(book: FactBook) -> None:
    """Report shares of a table that do not add up to 100 % and shares unlike their counts."""
    for view in views(book):
        for column in view.of("value"):
            if _SHARE.search(column.header):
                _column(book, view, column)
    for sentence in sentences(book):
        if book.document.text.find("占", sentence.start, sentence.end) < 0:
            continue
        for start, end in parts(book.document.text, sentence):
            found = list(quantities(book.document.text, start, end))
            _counted(book, sentence, found)
            _sizes(book, sentence, found)
    for sentence in sentences(book):
        _parted(book, sentence)


def _column(book: FactBook, view: View, column: Column) -> None:
    """A total of 100 % whose rows add up to something else."""
    rows = range(len(view.table.rows))
    label = {
        row: next((t for c in view.columns[:3] if (t := view.cell(row, c))), "") for row in rows
    }
    totals = [row for row in rows if is_total(label[row])]
    if len(totals) != 1:
        return
    total = figure(view, totals[0], column)
    shares: list[Figure] = [
        f for row in rows if row != totals[0] and (f := figure(view, row, column))
    ]
    if total is None or total.value != _WHOLE or len(shares) < 2:
        return
    added = sum((f.value for f in shares), Decimal())
    finest = max(f.decimals for f in shares)
    if abs(added - _WHOLE) > Decimal(len(shares)) * Decimal(5).scaleb(-finest - 1):
        place = f"{view.name} row {totals[0] + 1}"
        span = view.span(totals[0], column)
        report(
            book,
            "share",
            f"“{column.header}”各项之和不是100%",
            place,
            "100%",
            f"{show(added)}%",
            span,
        )


def _counted(book: FactBook, sentence: Sentence, found: list[Quantity]) -> None:
    """共有采矿权40个，其中小型25个，占50%: the share that the two counts make."""
    text = book.document.text
    for whole, part, share in zip(found, found[1:], found[2:], strict=False):
        if share.unit != "%" or whole.unit != part.unit or part.unit in ("%", ""):
            continue
        if "其中" not in text[whole.end : part.start] or not _OF.fullmatch(
            text, part.end, share.start
        ):
            continue
        if not all(_is_plain(q) for q in (whole, part, share)) or Decimal(whole.value) == 0:
            continue
        made = Decimal(part.value) / Decimal(whole.value) * 100
        if abs(made - Decimal(share.value)) > _SLACK:
            report(
                book,
                "share",
                "占比与文中的数量不符",
                where(book.document, sentence.clause),
                f"{made:.1f}%",
                f"{share.value}%",
                (whole.start, share.end),
            )


def _sizes(book: FactBook, sentence: Sentence, found: list[Quantity]) -> None:
    """大型占10%、中型占30%、小型占70%: the three sizes are all that there are."""
    text = book.document.text
    shares, at = [], sentence.start
    for q in found:
        size = _SIZES.search(text, at, q.start)
        if size and q.unit == "%" and _is_plain(q) and not _JOINED.search(text, at, q.start):
            shares.append((size[0], q))
        at = q.end
    if [size for size, _ in shares] != ["大型", "中型", "小型"]:
        return
    added = sum((Decimal(q.value) for _, q in shares), Decimal())
    if abs(added - _WHOLE) > _SLACK:
        report(
            book,
            "share",
            "大型、中型、小型的占比之和不是100%",
            where(book.document, sentence.clause),
            "100%",
            f"{show(added)}%",
            (shares[0][1].start, shares[-1][1].end),
        )


def _parted(book: FactBook, sentence: Sentence) -> None:
    """按来源分，中央占45%、省级占30%、企业占35%: the parts of one whole make more than it.

    Parts that are shared out (按40%、30%和30%的比例分配) make all of it.
    """
    text = book.document.text
    for match in _SHARED_OUT.finditer(text, sentence.start, sentence.end):
        _add_up(book, sentence, match, exactly=True)
    for pattern in _PARTS:
        for match in pattern.finditer(text, sentence.start, sentence.end):
            if _DIVIDED.search(text, sentence.start, match.start("list")):
                _add_up(book, sentence, match, exactly=False)


def _add_up(book: FactBook, sentence: Sentence, match: re.Match[str], *, exactly: bool) -> None:
    """Report the shares of a list that make more than 100 %, or `exactly` anything else."""
    shares = [Decimal(s) for s in _PERCENT.findall(match["list"])]
    added = sum(shares, Decimal())
    if len(shares) < _FEWEST or not (
        added > _WHOLE + _SLACK or (exactly and added < _WHOLE - _SLACK)
    ):
        return
    report(
        book,
        "share",
        "各部分的占比之和不是100%",
        where(book.document, sentence.clause),
        "100%",
        f"{show(added)}%",
        match.span("list"),
    )


def _is_plain(q: Quantity) -> bool:
    return q.op == "=" and re.fullmatch(r"\d+(?:\.\d+)?", q.value) is not None
