"""Commands that look after the program: doctor and eval."""

from __future__ import annotations

import os
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from api import faults
from api.cli_options import Json, Library
from api.console import emit, emit_json, note, table
from api.settings import Settings
from ontology.errors import EnvironmentFault

if TYPE_CHECKING:
    from ingest.extract.evaluate import Score

_ROOT = Path(__file__).resolve().parents[1]
_SHARED = _ROOT.parent / "shared"
_GOLDEN = _ROOT / "tests" / "golden"
_SAMPLES = (_GOLDEN / "samples", _ROOT / "corpus" / "samples")


def register(app: typer.Typer) -> None:
    """Add the commands to the application."""
    app.command("doctor")(doctor)
    app.command("eval")(evaluate)


def doctor(
    library: Library = None,
    coverage: Annotated[
        Path | None,
        typer.Option("--coverage", metavar="FILE", help="一份文件的文字有没有都归到条款里"),
    ] = None,
    json: Json = False,
) -> int:
    """版本、设置、路径、大小和完整性。"""
    from api import doctor as examiner

    if coverage is not None:
        return _coverage(coverage, json)
    found = examiner.examine(Settings.load(library=library), os.environ)
    if json:
        emit_json(asdict(found))
    else:
        emit(table(list(found.versions.items())))
        emit("\n" + table(list(found.settings)))
        emit("\n" + (table([(k, str(v)) for k, v in found.library.items()]) or "没有资料库"))
    for fault in found.faults:
        note(fault)
    return faults.FINDINGS if found.faults else faults.OK


def evaluate(
    what: Annotated[
        Literal["reading", "facts", "rules", "search", "desk"], typer.Argument(help="量什么")
    ],
    data: Annotated[
        Path | None, typer.Option("--data", metavar="DIR", help="评测数据（默认为源码旁的 shared）")
    ] = None,
    page: Annotated[
        Path | None, typer.Option("--page", metavar="FILE", help="把抽取质量写成 Markdown 页面")
    ] = None,
    json: Json = False,
) -> int:
    """用标注数据量阅读、抽取、各条抽取规则、检索或审批台的质量。"""
    folder = data or _SHARED
    if page is not None:
        return _page(page, folder)
    if not folder.is_dir() and what not in ("facts", "rules"):
        raise EnvironmentFault(f"{folder}：没有评测数据；请用 --data 指明文件夹")
    rows = {
        "reading": _reading, "facts": _facts, "rules": _rules, "search": _search, "desk": _desk,
    }[what](folder)  # fmt: skip
    if json:
        emit_json(rows)
    else:
        _tell(rows)
    unmet = [row for row in rows if row.get("met") is False]
    return faults.FINDINGS if unmet else faults.OK


def _tell(rows: list[dict[str, Any]]) -> None:
    """A table of the rows, then what they missed."""
    columns = [k for k in rows[0] if not isinstance(rows[0][k], list)] if rows else []
    emit(table([columns, *([_shown(row[c]) for c in columns] for row in rows)]))
    for row in rows:
        for miss in row.get("misses", []):
            emit(f"{row.get('measure', '')} ✗ {miss}")


def _reading(data: Path) -> list[dict[str, Any]]:
    from ingest.read.evaluate import evaluate as read_files
    from ingest.structure.evaluate import evaluate as read_texts

    rows = (*read_files(data), *read_texts(data))
    return [asdict(row) | {"misses": list(row.misses)} for row in rows]


def _facts(data: Path) -> list[dict[str, Any]]:
    from ingest.extract.evaluate import evaluate as run
    from ingest.extract.evaluate import total

    pairs = [pair for pair in (_SAMPLES, (data / "gold", data / "seeds")) if pair[0].is_dir()]
    scores = [score for gold, texts in pairs for score in run(gold, texts)]
    if not scores:
        raise EnvironmentFault("没有标注：评测只能在源码目录里，或用 --data 指明数据")
    return [_score(s) for s in (*scores, *total(scores)) if not s.type]


def _rules(data: Path) -> list[dict[str, Any]]:
    from ingest.extract.calibrate import shares

    own = ((_GOLDEN / name, _GOLDEN / name) for name in ("held_out", "unseen", "fresh"))
    return [asdict(s) for s in shares([_SAMPLES, (data / "gold", data / "seeds"), *own])]


def _page(target: Path, data: Path) -> int:
    from api.quality import Group, page

    groups = [
        Group("规则在其上写成：真实文件 · written on: real documents",
              data / "gold", data / "seeds", listed=False),
        Group("先有标注后有规则，后来读过漏项 · gold before the rules, misses read since",
              _GOLDEN / "held_out", _GOLDEN / "held_out"),
        Group("示例文件 · sample documents", *_SAMPLES),
        Group("最后写的一组，首次得分见 unseen/README.md · the last set, first scores there", _GOLDEN / "unseen", _GOLDEN / "unseen"),
        Group("不知规则的人所写，首次得分见 fresh/README.md · by independent writers, first scores there",
              _GOLDEN / "fresh", _GOLDEN / "fresh"),
    ]  # fmt: skip
    target.write_text(page(groups), encoding="utf-8")
    note(f"已写成 {target}")
    return faults.OK


def _score(score: Score) -> dict[str, Any]:
    return {
        "document": score.document or "合计", "kind": score.kind, "hits": score.hits,
        "predicted": score.predicted, "gold": score.gold,
        "precision": round(score.precision, 3), "recall": round(score.recall, 3),
        "f1": round(score.f1, 3), "missed": list(score.missed), "extra": list(score.extra),
    }  # fmt: skip


def _search(data: Path) -> list[dict[str, Any]]:
    from corpus.evaluate import evaluate as run

    return [asdict(row) for row in run(data)]


def _desk(data: Path) -> list[dict[str, Any]]:
    from api.desk.evaluate import evaluate as run

    return [
        asdict(row) | {"share": row.share, "met": row.reached, "misses": list(row.misses)}
        for row in run(data)
    ]


def _shown(value: object) -> str:
    return f"{value:.3f}" if isinstance(value, float) else str(value)


def _coverage(path: Path, json: bool) -> int:
    from api.doctor import coverage

    found = coverage(path)
    if json:
        emit_json(found)
    else:
        emit(table([(name, str(value)) for name, value in found.items()]))
    faulty = any(found[name] for name in ("outside", "twice", "lost", "doubled"))
    return faults.FINDINGS if faulty else faults.OK
