"""Numbers in order: serial numbers of rows, labels of tables, headings, and what they refer to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from ingest.extract.anomalies import report
from ingest.extract.book import FactBook
from ingest.extract.rows import View, views
from ingest.extract.scanning import Cued
from ingest.extract.sentences import clause_index, sentences, where
from ontology import patterns as re
from ontology.numerals import NUMERAL, to_int

_LABEL = re.compile(r"^(?P<word>[^\d]{1,4}?)\s*(?P<number>\d+)$")
_POINTER = Cued(
    r"[（(]?(?:见|详见|参见|如)?(?P<word>专栏|附表|表)\s?(?P<number>\d{1,3})(?![\d.\-—])",
    "表",
    "专栏",
)
_ARTICLE = re.compile(rf"本(?:法|条例|办法|规定|细则|规划)第(?P<number>[{NUMERAL}]{{1,7}})条")
_OWN_NUMBER = re.compile(rf"第[{NUMERAL}]+条")
_SPAN = re.compile(r"((?:19|20)\d{2})\s*年?\s*[-—–~～至]{1,2}\s*((?:19|20)\d{2})")
_WHOLE = "全文（whole document）"
_SHORTEST = 40  # characters of a paragraph that counts as repeated


def find(book: FactBook) -> None:
    """Report repeated and skipped numbers, references to nothing and repeated paragraphs."""
    for view in views(book):
        _serials(book, view)
        _periods(book, view)
    _labels(book)
    _headings(book)
    _untitled(book)
    _damaged(book)
    _tables(book)
    _articles(book)
    _repeated(book)


def _serials(book: FactBook, view: View) -> None:
    for column in view.of("index")[:1]:
        cells = [view.cell(row, column) for row in range(len(view.table.rows))]
        rows = [row for row, cell in enumerate(cells) if cell.isdecimal()]
        numbers = [int(cells[row]) for row in rows]
        spans = [view.span(row, column) for row in rows]
        merged = any(a == b for a, b in pairwise(spans))
        if len(numbers) < 2 or merged or numbers[0] not in (0, 1):
            continue
        expected = list(range(numbers[0], numbers[0] + len(numbers)))
        if numbers == expected or _restarts(numbers):
            continue
        at = next(i for i, (a, b) in enumerate(zip(numbers, expected, strict=True)) if a != b)
        report(
            book,
            "sequence",
            "序号重复或跳号",
            view.name,
            f"{expected[0]}..{expected[-1]}",
            ",".join(map(str, numbers)),
            view.span(rows[at], column),
        )


def _restarts(numbers: Sequence[int]) -> bool:
    """Whether the numbers begin anew at 1 in every group of rows."""
    starts = [i for i, n in enumerate(numbers) if n == 1]
    if len(starts) < 2:
        return False
    groups = [numbers[a:b] for a, b in zip(starts, [*starts[1:], len(numbers)], strict=True)]
    return all(list(g) == list(range(1, len(g) + 1)) for g in groups)


def _periods(book: FactBook, view: View) -> None:
    for column in view.of("period"):
        for row in range(len(view.table.rows)):
            match = _SPAN.search(view.cell(row, column))
            if match and int(match[1]) > int(match[2]):
                report(
                    book,
                    "period",
                    "起始年份晚于结束年份",
                    view.where(row),
                    f"≤ {match[2]}",
                    match[0],
                    view.span(row, column),
                )


def _labels(book: FactBook) -> None:
    """Labels of tables (专栏1, 专栏2 …) run on without a gap and each stands once."""
    found: dict[str, list[tuple[int, tuple[int, int]]]] = {}
    for table in book.document.tables:
        if match := _LABEL.match("".join(table.label.split())):
            span = (table.start, min(table.end, table.start + len(table.label) + 40))
            found.setdefault(match["word"], []).append((int(match["number"]), span))
    for word, labels in found.items():
        if labels[0][0] != 1:  # a part of a document keeps the labels of the whole
            continue
        for (before, _), (number, span) in pairwise(labels):
            if number != before + 1 and number != before:
                kind = "跳号" if number > before else "倒序"
            elif number == before:
                kind = "重复"
            else:
                continue
            start, end = span
            stop = book.document.text.find("\n", start)
            report(
                book,
                "sequence",
                f"{word}编号{kind}",
                f"{word}{number}",
                f"{word}{before + 1}",
                f"{word}{number}",
                (start, stop if start < stop <= end else end),
            )


def _headings(book: FactBook) -> None:
    """What the structure found out of order, but for lists inside a clause."""
    document = book.document
    repeated = ""
    for issue in document.issues:
        if not issue.kind.startswith("number-") or issue.start >= issue.end:
            continue
        index = clause_index(book, issue.start)
        number = document.clauses[index].number
        if issue.kind == "number-skipped" and _value(number) == _value(repeated) + 2:
            continue  # the number that was repeated stands for the one that is missing
        repeated = number if issue.kind == "number-repeated" else ""
        report(
            book,
            "sequence",
            issue.message,
            where(document, index),
            "连续编号",
            document.clauses[index].number or document.text[issue.start : issue.end].strip(),
            (issue.start, issue.end),
        )


def _untitled(book: FactBook) -> None:
    """Slides whose number only the slides below them bear: their own title slide is missing."""
    document = book.document
    for index, clause in enumerate(document.clauses):
        if clause.kind == "slide" and clause.number and not clause.title:
            end = min(clause.end, clause.start + _SHORTEST)
            report(
                book,
                "missing",
                "编号没有标题页",
                where(document, index),
                "标题",
                "无",
                (clause.start, end),
            )


def _damaged(book: FactBook) -> None:
    """A text layer with wrong characters, as the cleaning found it."""
    document = book.document
    repairs = document.clean.repairs
    for issue in document.issues:
        if issue.kind == "damaged-text" and repairs:
            first = repairs[0]
            span = (issue.start, issue.end) if issue.start < issue.end else (first.start, first.end)
            found = f"{len(repairs)} 处"
            report(book, "damaged-text", issue.message, _WHOLE, "正确的文字", found, span)


def _value(number: str) -> int:
    """The last part of a clause number as an integer, -9 for none (第十二条 is 12, 5.2.1 is 1)."""
    match = re.search(rf"([{NUMERAL}]+)[^{NUMERAL}]*$", number)
    return to_int(match[1]) if match else -9


def _tables(book: FactBook) -> None:
    """Tables that the text points at and that are not there."""
    document, text = book.document, book.document.text
    labels = {"".join(t.label.split()) for t in document.tables}
    words = {m["word"] for label in labels if (m := _LABEL.match(label))}
    for sentence in sentences(book):
        for match in _POINTER.finditer(text, sentence.start, sentence.end):
            label = match["word"] + match["number"]
            if match["word"] in words and label not in labels:
                place = where(document, sentence.clause)
                report(
                    book, "reference", f"文中提到的{label}不存在", place, label, "无", match.span()
                )


def _articles(book: FactBook) -> None:
    """Articles that the text points at beyond the last one that is there."""
    document = book.document
    last = max(
        (to_int(c.number[1:-1]) for c in document.clauses if _OWN_NUMBER.fullmatch(c.number)),
        default=0,
    )
    for match in _ARTICLE.finditer(document.text) if last else ():
        if to_int(match["number"]) > last:
            place = where(document, clause_index(book, match.start()))
            report(
                book,
                "reference",
                "引用了不存在的条文",
                place,
                f"第一条至第{last}条",
                match[0],
                match.span(),
            )


def _repeated(book: FactBook) -> None:
    """Sentences that stand twice in different clauses (soft)."""
    text = book.document.text
    said: dict[str, int] = {}
    counts: Counter[str] = Counter()
    for sentence in sentences(book):
        words = text[sentence.start : sentence.end]
        if len(words) < _SHORTEST:
            continue
        counts[words] += 1
        first = said.setdefault(words, sentence.clause)
        if counts[words] == 2 and first != sentence.clause:
            document = book.document
            report(
                book,
                "duplicate",
                "同一句话在两处出现",
                f"{where(document, first)} = {where(document, sentence.clause)}",
                "一次",
                "两次",
                (sentence.start, sentence.end),
                "soft",
            )
