"""Commands of the approval desk: check, admit, verify, diff."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from api import faults
from api.cli_options import Json, Library
from api.console import emit, emit_json, table
from api.settings import Settings

if TYPE_CHECKING:
    from corpus.library import Library as Holdings


def register(app: typer.Typer) -> None:
    """Add the commands to the application."""
    for command in (check, admit, verify, diff):
        app.command(command.__name__)(command)


def check(
    plan: Annotated[str, typer.Argument(metavar="PLAN", help="规划或方案：文件或文件 id")],
    against: Annotated[
        str | None, typer.Option("--against", metavar="SPEC", help="规范：文件或文件 id")
    ] = None,
    library: Library = None,
    json: Json = False,
) -> int:
    """核对一份规划：对照规范逐条找内容，或只查数字和表格。"""
    raise NotImplementedError


def admit(
    mineral: Annotated[str, typer.Option("--mineral", metavar="矿种")],
    scale: Annotated[float, typer.Option("--scale", metavar="N", help="开采规模")],
    unit: Annotated[str, typer.Option("--unit", metavar="单位", help="例如 万吨/年")],
    place: Annotated[str, typer.Option("--place", metavar="地点")],
    method: Annotated[str | None, typer.Option("--method", help="开采方式")] = None,
    new: Annotated[bool, typer.Option("--new/--existing", help="新建或已有矿山")] = False,
    library: Library = None,
    json: Json = False,
) -> int:
    """一个采矿项目要满足资料库里的哪些准入规定。"""
    raise NotImplementedError


def verify(
    text: Annotated[str, typer.Argument(metavar="TEXT_OR_FILE", help="一段文字，或一份文件")],
    library: Library = None,
    json: Json = False,
) -> int:
    """核对文字里引用的法规条款：有没有、原话是否一致、是否有效。"""
    from api.desk.verify import as_json
    from api.desk.verify import verify as run

    with ExitStack() as stack:
        held = _library(library, stack)
        found = run(_words(text), held)
    if json:
        emit_json(as_json(found))
    else:
        rows = [(c.verdict, c.text, c.difference or c.clause or c.replaced_by) for c in found]
        emit(table(rows) if rows else "没有发现引用")
    return faults.FINDINGS if any(c.verdict != "FOUND" for c in found) else faults.OK


def diff(
    a: Annotated[str, typer.Argument(metavar="DOC_A", help="旧：文件或文件 id")],
    b: Annotated[str, typer.Argument(metavar="DOC_B", help="新：文件或文件 id")],
    library: Library = None,
    json: Json = False,
) -> int:
    """逐条比较两份文件：相同、移动、修改、拆分、合并、删除、新增。"""
    from api.desk.diff import as_json
    from api.desk.diff import diff as run
    from api.holdings import open_if_there, record_of

    held = open_if_there(Settings.load(library=library).library)
    old, new = (record_of(name, held).document for name in (a, b))
    rows = run(old, new)
    if json:
        emit_json(as_json(rows))
    else:
        emit(table([(r.kind, "、".join(r.old), "、".join(r.new)) for r in rows]))
    return faults.FINDINGS if any(r.kind != "same" for r in rows) else faults.OK


def _library(folder: Path | None, stack: ExitStack) -> Holdings:
    from corpus.library import Library as Holdings

    return stack.enter_context(Holdings.open(Settings.load(library=folder).library))


def _words(text: str) -> str:
    """The clean text of a file, or the words themselves."""
    from ingest.pipeline import analyze, read_file

    try:
        is_file = Path(text).is_file()
    except OSError:  # words longer than a file name may be
        is_file = False
    if not is_file:
        return text
    return analyze(text, read_file(Path(text)))[0].text
