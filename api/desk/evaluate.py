"""Measures the desk on gold and on real statutes: the figures of `minekg eval desk`."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any

from api.desk.admit import admit
from api.desk.application import AdmitReport, Application
from api.desk.check import CheckItem, check_against
from api.desk.diff import DiffRow, diff
from api.desk.shelf import Shelf
from api.desk.trials import altered_citations, harder_altered, harder_true, true_citations
from api.desk.units import units
from ingest.clean import clean
from ingest.extract import extract
from ingest.read import read_bytes
from ingest.structure import parse
from ontology.errors import EnvironmentFault
from ontology.ids import document_id
from ontology.records import Document, Facts, Record

_ROOT = Path(__file__).parents[2]
_GOLD = _ROOT / "tests" / "golden" / "desk"
_SAMPLES = _ROOT / "corpus" / "samples"
_TRIALS = 300
_LEAST = 0.88  # of a single pair of versions; all of them together must reach 0.95


@dataclass(frozen=True, slots=True)
class Row:
    """One figure: `value` of `total` reach it; `goal` is a share, `misses` say what did not."""

    measure: str
    value: int
    total: int
    goal: float
    at_most: bool = False
    misses: tuple[str, ...] = ()

    @property
    def share(self) -> float:
        """`value` of `total`; 0 of 0 is 1."""
        return self.value / self.total if self.total else 1.0

    @property
    def reached(self) -> bool:
        """Whether the goal is reached."""
        return self.share <= self.goal if self.at_most else self.share >= self.goal


def evaluate(shared: Path) -> tuple[Row, ...]:
    """All figures: diff and citations over the statutes, applications and checks on gold.

    Raises:
        EnvironmentFault: the gold or the shared folder is not there.
    """
    if not _GOLD.is_dir() or not (shared / "laws").is_dir():
        raise EnvironmentFault("评测需要源码目录里的 tests/golden/desk 和共享数据目录里的 laws")
    reader = Reader(shared)
    return (
        *pair_rows(reader),
        *_once_rows(shared / "laws"),
        *_citation_rows(statutes(shared)),
        *admit_rows(plans(shared)),
        *check_rows(reader),
    )


class Reader:
    """Documents by the paths that gold uses, cached: samples/…, plans/… and unseen/… beside the
    gold, seeds/… of the shared folder, and any other below its laws/.
    """

    def __init__(self, shared: Path) -> None:
        self._shared = shared
        self._known: dict[str, Document] = {}

    def __call__(self, path: str) -> Document:
        """The parsed document; FileNotFoundError where there is no such file."""
        if path not in self._known:
            self._known[path] = _read(self._find(path))
        return self._known[path]

    def _find(self, path: str) -> Path:
        if path.startswith("samples/"):
            return _SAMPLES / path.removeprefix("samples/")
        if path.startswith("plans/"):
            return _GOLD / path
        if path.startswith("unseen/"):
            return _GOLD.parent / path
        return self._shared / (path if path.startswith("seeds/") else f"laws/{path}")


def _read(path: Path) -> Document:
    return parse(clean(read_bytes(path.name, path.read_bytes())))


def gold(name: str) -> Any:
    """A gold file of the desk, as JSON."""
    return json.loads((_GOLD / name).read_text(encoding="utf-8"))


# --------------------------------------------------------------------------- diff


def pair_rows(reader: Reader) -> Iterator[Row]:
    """How many articles have exactly their partners: over all gold pairs of versions, and for each."""
    rows = list(_pairs(reader))
    value, total = sum(r.value for r in rows), sum(r.total for r in rows)
    yield Row(f"diff 对齐（{len(rows)} 对）", value, total, 0.95)
    yield from rows


def _pairs(reader: Reader) -> Iterator[Row]:
    for pair in gold("diff_pairs.json"):
        rows = diff(reader(pair["old"]), reader(pair["new"]))
        misses = alignment_misses(rows, pair)
        total = sum(len(r.old) + len(r.new) for r in rows)
        name = Path(pair["new"]).stem
        yield Row(f"diff {name}", total - len(misses), total, _LEAST, misses=tuple(misses))


def _once_rows(laws: Path) -> Iterator[Row]:
    pairs = version_pairs(laws)
    bad = torn(pairs)
    yield Row("diff 每条恰在一行", len(pairs) - len(bad), len(pairs), 1.0, misses=tuple(bad))


def alignment_misses(rows: Sequence[DiffRow], pair: Any) -> list[str]:
    """Articles whose partners are not those of gold; pairs that gold leaves open may be there."""
    found = {(o, n) for r in rows for o in r.old for n in r.new}
    wanted, either = ({tuple(p) for p in pair[k]} for k in ("pairs", "either"))
    misses = []
    for side, numbers in (
        (0, [o for r in rows for o in r.old]),
        (1, [n for r in rows for n in r.new]),
    ):
        for number in numbers:
            got, must, may = (
                {p[1 - side] for p in pairs if p[side] == number}
                for pairs in (found, wanted, either)
            )
            if not must <= got <= must | may:
                label = "新" if side else "旧"
                misses.append(
                    f"{label}{number}：得到{sorted(got) or '无'}，应为{sorted(must) or '无'}"
                )
    return misses


def version_pairs(laws: Path) -> list[tuple[Path, Path]]:
    """Consecutive versions of one law: files that differ in the date of their name only."""
    by_name: dict[str, list[Path]] = {}
    for path in sorted(laws.rglob("*(????-??-??).md"), key=lambda p: p.name):
        by_name.setdefault(path.name[:-15], []).append(path)
    return [(a, b) for paths in by_name.values() for a, b in pairwise(paths) if a.name != b.name]


def torn(pairs: Iterable[tuple[Path, Path]]) -> list[str]:
    """The pairs of files in whose comparison an article is in no row or in several; [] for none."""
    return [f"{a.name} → {b.name}" for a, b in pairs if not _once(_read(a), _read(b))]


def _once(a: Document, b: Document) -> bool:
    rows = diff(a, b)
    old = [c for r in rows for c in r.old_clauses]
    new = [c for r in rows for c in r.new_clauses]
    return sorted(old) == sorted(u.clause for u in units(a)) and sorted(new) == sorted(
        u.clause for u in units(b)
    )


# ---------------------------------------------------------------------- citations


def statutes(shared: Path) -> Shelf:
    """The statutes of the shared folder, by structure alone."""
    paths = sorted(p for p in (shared / "laws").rglob("*.md") if p.name != "README.md")
    records: dict[str, Record] = {}
    for path in paths:
        document = _read(path)
        m = document.metadata
        key = document_id(document.clean.raw.sha256, m.title, m.date)
        key = key if key not in records else f"{key}~{document.clean.raw.sha256[:8]}"
        records[key] = Record(key, document, Facts())
    return Shelf(records.values())


def _citation_rows(shelf: Shelf) -> Iterator[Row]:
    true = {"": true_citations, "（其他写法）": harder_true}
    for form, make in true.items():
        found = make(shelf, _TRIALS)
        missed = [f"{t.text} {t.verdict}" for t in found if set(t.verdict.split("+")) != {"FOUND"}]
        yield Row(f"verify 真引文 FOUND{form}", len(found) - len(missed), len(found), 0.99, misses=tuple(missed))  # fmt: skip
    for form, make in {"": altered_citations, "（其他写法）": harder_altered}.items():
        found = make(shelf, _TRIALS)
        passed = [f"{t.text} {t.verdict}" for t in found if "FOUND" in t.verdict.split("+")[:1]]
        yield Row(f"verify 改动过的引文不是 FOUND{form}", len(found) - len(passed), len(found), 0.98, misses=tuple(passed))  # fmt: skip


# ------------------------------------------------------------------- applications


def plans(shared: Path | None = None) -> Shelf:
    """The sample plans, those written for the cases, and the real county plan where it is there."""
    paths = [p for p in sorted(_SAMPLES.iterdir()) if p.suffix in (".txt", ".docx", ".html", ".md")]
    paths += sorted((_GOLD / "plans").iterdir())
    for folder in ("unseen", "fresh"):
        paths += sorted((_GOLD.parent / folder).glob("plan_*.[tm]*"))
    if shared is not None:
        paths += sorted((shared / "seeds").glob("001_*.txt"))
    records = []
    for path in paths:
        document = _read(path)
        records.append(Record(path.stem, document, extract(document)))
    return Shelf(records)


def admit_rows(shelf: Shelf) -> Iterator[Row]:
    """The application cases of gold, one point for a case whose every expectation holds."""
    cases = gold("admit_cases.json")
    misses = [m for case in cases if (m := case_miss(case, run_case(case, shelf)))]
    yield Row("admit 案例", len(cases) - len(misses), len(cases), 0.95, misses=tuple(misses))


def run_case(case: Any, shelf: Shelf) -> AdmitReport:
    """The report on a case of gold."""
    application = Application(
        case["mineral"], Decimal(case["scale"]), case["unit"], case["place"], case["method"], case["new"]
    )  # fmt: skip
    return admit(application, shelf)


def case_miss(case: Any, report: AdmitReport) -> str:
    """What a report lacks or has too much of, "" when it is as gold says."""
    wrong = [
        f"{e['words']} 应为 {e['verdict']}"
        for e in case["expect"]
        if not any(e["words"] in r.quote and r.verdict == e["verdict"] for r in report.rules)
    ]
    wrong += [f"不应有 {w}" for w in case["absent"] if any(w in r.quote for r in report.rules)]
    if case["contradiction"] and not any(
        case["contradiction"] in c.why + c.a for c in report.contradictions
    ):
        wrong.append(f"没有矛盾 {case['contradiction']}")
    if case["suggest"] and case["suggest"] not in report.suggestions:
        wrong.append(f"没有建议 {case['suggest']}")
    name = f"{case['mineral']} {case['scale']}{case['unit']} {case['place']} {case['method']}"
    return f"{name}：{'；'.join(wrong)}" if wrong else ""


# ------------------------------------------------------------------------- checks


def check_rows(reader: Reader) -> Iterator[Row]:
    """Precision of found and not found, and the share left to a person, over all gold pairs."""
    counts: Counter[tuple[str, str]] = Counter()
    misses: dict[str, list[str]] = {"found": [], "not found": []}
    for pair in gold("check_pairs.json"):
        report = check_against(reader(pair["plan"]), reader(pair["spec"]))
        for item, truth in labelled(report.items, pair["items"]):
            counts[item.verdict, truth] += 1
            if truth not in ("person", item.verdict) and item.verdict != "person":
                misses[item.verdict].append(f"{item.clause} {item.item[:30]}：{item.reason[:50]}")
    for verdict, goal in (("found", 0.95), ("not found", 0.90)):
        right = counts[verdict, verdict]
        total = right + len(misses[verdict])
        yield Row(f"check {verdict} 准确", right, total, goal, misses=tuple(misses[verdict]))
    left = sum(n for (verdict, _), n in counts.items() if verdict == "person")
    yield Row("check 交人判断", left, sum(counts.values()), 1 / 3, at_most=True)


def labelled(items: Iterable[CheckItem], labels: dict[str, str]) -> Iterator[tuple[CheckItem, str]]:
    """The items with their gold verdicts; items that gold does not name are left out."""
    for item in items:
        for key, truth in labels.items():
            clause, _, name = key.partition("|")
            if clause == item.clause and item.item.startswith(name):
                yield item, truth
                break
