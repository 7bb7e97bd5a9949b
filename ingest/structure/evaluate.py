"""How well text is repaired and divided, measured on the shared seeds, fixtures and statutes."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from hashlib import md5
from pathlib import Path
from random import Random
from time import process_time
from typing import Any

from ingest.clean import clean
from ingest.clean.account import account
from ingest.clean.damage import damage
from ingest.clean.glyphs import repair_glyphs
from ingest.read import read, read_bytes
from ingest.read.evaluate import Row
from ingest.read.inventory import inventory
from ingest.read.sniff import sniff
from ingest.structure import parse
from ontology.records import Document
from ontology.source import CleanText

_ARTICLE = re.compile(
    r"^第[零〇一二三四五六七八九十百千两]+ ?条(?:之[一二三四五六七八九十]+)?(?= )", re.MULTILINE
)
_HEADINGS = frozenset({"part", "chapter", "section", "article", "heading", "run-in", "appendix"})
_NUMBERING = frozenset({"number-skipped", "number-repeated", "number-disordered"})
_INVISIBLE = "invisible-character"
_STORED = (
    "docs/plan_001.docx", "docs/plan_001.pdf", "docs/plan_001.ofd", "docs/spec_003_autonum.docx",
    "docs/spec_003_autonum.pdf", "docs/paper_000_1col.pdf", "docs/paper_000_2col.pdf",
    "docs/spec_003_gb18030.txt", "docs/spec_003_utf16le.txt", "docs/spec_big5.txt",
)  # fmt: skip
_TEXT_PDFS = ("docs/plan_001.pdf", "docs/paper_000_1col.pdf", "docs/paper_000_2col.pdf")
_DAMAGED = 60  # statutes that are damaged on purpose
_LENGTHS = range(2500, 60_000)  # characters of those


def evaluate(shared: Path) -> tuple[Row, ...]:
    """Measure repair and structure, one row a measure; shares lie in [0, 1].

    Speeds are per second of processor time; damage is counted per 10,000 clean characters.
    """
    measures: Sequence[Callable[[Path], Iterator[Row]]] = (
        _seeds,
        _statutes,
        _accounts,
        _damage,
        _pages,
    )
    return tuple(row for measure in measures for row in measure(shared))


def _key(words: Any) -> str:
    return re.sub(r"[\s“”\"]+", "", str(words or ""))


def _f1(measure: str, found: Counter[Any], due: Counter[Any], goal: float) -> Row:
    shared = (found & due).total()
    value = 2 * shared / max(found.total() + due.total(), 1)
    missed = [f"- {x}" for x in due - found] + [f"+ {x}" for x in found - due]
    return Row(measure, value, f">= {goal}", value >= goal, tuple(missed))


def _seeds(shared: Path) -> Iterator[Row]:
    """Sections and table cells of the seeds against the hand-made gold."""
    for path in sorted((shared / "seeds").glob("*.txt")):
        gold = json.loads((shared / "gold" / f"{path.stem}.json").read_text(encoding="utf-8"))
        document = parse(clean(read(path)))
        due = Counter((s["number"], _key(s["title"])) for s in gold["sections"])
        yield _f1(f"seed {path.stem[:3]}: sections", Counter(_sections(document)), due, 0.98)
        cells = Counter(_gold_cells(gold["tables"]))
        if cells:
            yield _f1(f"seed {path.stem[:3]}: cells", Counter(_cells(document)), cells, 0.97)


def _sections(document: Document) -> Iterator[tuple[str, str]]:
    for clause in document.clauses:
        numbered = clause.kind in ("heading", "slide") and clause.number
        if clause.kind in _HEADINGS | {"slide"} and (clause.title or numbered):
            yield clause.number, _key(clause.title)


def _gold_cells(tables: Sequence[dict[str, Any]]) -> Iterator[tuple[int, int, int, str]]:
    for number, table in enumerate(tables):
        for row, cells in enumerate((table["header"], *table["rows"])):
            for column, words in enumerate(cells):
                yield number, row, column, _key(words)


def _cells(document: Document) -> Iterator[tuple[int, int, int, str]]:
    tables = [{"header": t.header, "rows": t.rows} for t in document.tables]
    return _gold_cells(tables)


def _statutes(shared: Path) -> Iterator[Row]:
    """Articles of all statutes, their chapters, untouched text, and the speed over them."""
    missed: list[str] = []
    touched: list[str] = []
    broken: list[str] = []
    total = size = invisible = 0
    seconds = 0.0
    for path in sorted((shared / "laws").glob("*/**/*.md")):
        data = path.read_bytes()
        raw = read_bytes(path.name, data)
        start = process_time()
        text = clean(raw)
        document = parse(text)
        seconds += process_time() - start
        size += len(data)
        source = data.decode("utf-8")
        total += len(_ARTICLE.findall(source))
        missed += _misplaced(path.name, source, document)
        changes = [r for r in text.repairs if r.reason != _INVISIBLE]
        invisible += len(text.repairs) - len(changes)
        touched += [f"{path.name}: {r.before} -> {r.after}" for r in changes]
        if any(i.kind in _NUMBERING for i in document.issues):
            broken.append(path.name)
    value = 1 - len(missed) / max(total, 1)
    yield Row("statutes: articles found, none invented", value, "= 1", not missed, tuple(missed))
    yield Row("statutes: changed characters", len(touched), "= 0", not touched, tuple(touched))
    yield Row("statutes: invisible characters left out", invisible, "", met=True)
    yield Row("statutes: files with broken numbering", len(broken), "", True, tuple(broken))
    speed = size / 1e6 / max(seconds, 1e-9)
    yield Row("plain text through clean and parse, MB/s", speed, ">= 5", speed >= 5)


def _misplaced(name: str, source: str, document: Document) -> list[str]:
    """Articles that are missing, invented, or outside of the chapters that the statute has."""
    due = Counter("".join(m[0].split()) for m in _ARTICLE.finditer(source))
    articles = [c for c in document.clauses if c.kind == "article"]
    found = Counter(c.number for c in articles)
    first = next((c.start for c in document.clauses if c.kind == "chapter"), len(source))
    outside = [c.number for c in articles if c.start > first and not c.path]
    return [
        *(f"{name}: - {n}" for n in due - found),
        *(f"{name}: + {n}" for n in found - due if not _is_written(source, n)),
        *(f"{name}: {n} in no chapter" for n in outside),
    ]


def _is_written(source: str, number: str) -> bool:
    """Whether a line of the source opens with the number, with or without a blank behind it."""
    return re.search(rf"^\W*{'[ ]?'.join(number)}", source, re.MULTILINE) is not None


def _accounts(shared: Path) -> Iterator[Row]:
    """Characters lost or doubled between what files store and what their clean texts hold."""
    lost: list[str] = []
    for name in (
        *_STORED,
        *(f"../seeds/{p.name}" for p in sorted((shared / "seeds").glob("*.txt"))),
    ):
        path = shared / "fixtures" / name
        text = clean(read(path))
        book = account(text)
        lost += [f"{path.name}: lost {c}" for c in book.lost.elements()]
        lost += [f"{path.name}: doubled {c}" for c in book.doubled.elements()]
        lost += [f"{path.name}: {line}" for line in _unread(path, text)]
    yield Row("characters lost or doubled", len(lost), "= 0", not lost, tuple(lost))


def _unread(path: Path, text: CleanText) -> Iterator[str]:
    data = path.read_bytes()
    stored = inventory(sniff(data), data)
    if stored is None:
        return
    blocks = Counter(c for b in text.raw.blocks for c in b.text if not c.isspace())
    numbers = Counter(c for b in text.raw.blocks for c in b.number if not c.isspace())
    for character, count in (stored.least - blocks).items():
        yield f"{count} x {character} not read"
    for character, count in (blocks - stored.most - numbers).items():
        yield f"{count} x {character} from nowhere"


def _damage(shared: Path) -> Iterator[Row]:
    """Statutes damaged as seed 002 is, chosen by the hash of their names."""
    good = bad = spoilt = due = sound = 0
    paths = sorted(
        (p for p in (shared / "laws").glob("*/**/*.md")),
        key=lambda p: md5(p.name.encode(), usedforsecurity=False).digest(),
    )
    texts = ((p.name, p.read_text(encoding="utf-8")) for p in paths)
    chosen = [(name, text) for name, text in texts if len(text) in _LENGTHS][:_DAMAGED]
    spoils: Counter[str] = Counter()
    for name, text in chosen:
        faulty = damage(text, Random(name))
        changes = {c.position: c.after for c in repair_glyphs(faulty)}
        wrong = {i for i, (a, b) in enumerate(zip(faulty, text, strict=True)) if a != b}
        good += sum(changes.get(i) == text[i] for i in wrong)
        bad += sum(text[i] != after for i, after in changes.items())
        spoils.update(f"{faulty[i]} -> {a}" for i, a in changes.items() if i not in wrong)
        spoilt += sum(i not in wrong for i in changes)
        due += len(wrong)
        sound += len(text) - len(wrong)
    precision, recall = good / max(good + bad, 1), good / max(due, 1)
    yield Row("damaged statutes: precision", precision, ">= 0.99", precision >= 0.99)
    yield Row("damaged statutes: recall", recall, ">= 0.85", recall >= 0.85)
    rate = 1e4 * spoilt / max(sound, 1)
    yield Row("damaged statutes: clean per 10,000", rate, "<= 1", rate <= 1, tuple(spoils))


def _pages(shared: Path) -> Iterator[Row]:
    """Pages of text PDFs with tables that are read in a second of processor time."""
    from ingest.read.formats import parse as parse_here

    pages, seconds = 0, 0.0
    for name in _TEXT_PDFS:
        data = (shared / "fixtures" / name).read_bytes()
        start = process_time()
        content = parse_here("pdf", data)
        seconds += process_time() - start
        pages += max((b.page or 1 for b in content.blocks), default=0)
    speed = pages / max(seconds, 1e-9)
    yield Row("text PDF with tables, pages/s", speed, ">= 10", speed >= 10)
