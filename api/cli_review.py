"""Commands for reviewing what documents claim: `minekg review ...` and `minekg merges ...`."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from api import faults
from api.cli_options import Json
from api.cli_options import Library as Folder
from api.console import emit, emit_json, note, table
from api.settings import Settings

if TYPE_CHECKING:
    from corpus.library import Library
    from corpus.rows import QueueRow, Review
    from ingest.review import Edit, Signed

review = typer.Typer(
    no_args_is_help=True, help="审核陈述：待审队列、采纳、否定、修改、撤销、日志。",
    rich_markup_mode=None,
)  # fmt: skip
merges = typer.Typer(
    no_args_is_help=True, help="条目的合并：列出、合并、撤销。", rich_markup_mode=None
)
_PATIENCE = 10.0  # seconds that a decision waits for another process before it is left to that one
_SHOWN = 60  # code points of a quote in a table

Statements = Annotated[
    list[str], typer.Argument(metavar="编号...", help="review list 给出的编号：文件编号/陈述编号")
]
Statement = Annotated[str, typer.Argument(metavar="编号", help="文件编号/陈述编号")]
By = Annotated[str, typer.Option("--by", metavar="姓名", help="审核人")]
Why = Annotated[str, typer.Option("--reason", metavar="理由", help="理由，写进日志")]
Limit = Annotated[int, typer.Option("--limit", min=1, max=200, help="最多几条")]
Key = Annotated[str, typer.Argument(metavar="条目", help="条目的编号，如 mode/产业基金模式")]
Into = Annotated[str, typer.Argument(metavar="并入", help="并入哪个条目")]


def register(app: typer.Typer) -> None:
    """Add the commands to the application."""
    review.command("list")(list_open)
    for command in (accept, reject, edit, undo, report, log):
        review.command(command.__name__)(command)
    merges.command("list")(list_merges)
    merges.command("add")(add_merge)
    merges.command("undo")(undo_merge)
    app.add_typer(review, name="review")
    app.add_typer(merges, name="merges")


def list_open(
    status: Annotated[
        Literal["open", "accepted", "rejected", "edited"], typer.Option("--status", help="状态")
    ] = "open",
    reason: Annotated[
        Literal["reported", "proposed", "unsure", "unseen"] | None,
        typer.Option("--for", help="只看：有人报告的、模型提出的、规则不确定的、还没有人看过的"),
    ] = None,
    limit: Limit = 20,
    library: Folder = None,
    json: Json = False,
) -> None:
    """待审的陈述，最可疑的在前；或已经审过的。"""
    from api.reviewing import queue

    with _open(library) as held:
        page = queue(held, status, reason, None, limit, None)
    if json:
        return emit_json({"items": [_row(row) for row in page.items], "total": page.total})
    emit(table([_line(row) for row in page.items]) or "没有待审的陈述")
    note(f"共 {page.total} 条")


def accept(
    statements: Statements, by: By = "", reason: Why = "", library: Folder = None,
    json: Json = False,
) -> int:  # fmt: skip
    """采纳陈述；模型提出的由此进入答案。"""
    return _decide(library, statements, "accept", by, reason, json)


def reject(
    statements: Statements, by: By = "", reason: Why = "", library: Folder = None,
    json: Json = False,
) -> int:  # fmt: skip
    """否定陈述：从矩阵、条目和直接三元组里去掉，仍列为已否定。"""
    return _decide(library, statements, "reject", by, reason, json)


def undo(
    statements: Statements, by: By = "", reason: Why = "", library: Folder = None,
    json: Json = False,
) -> int:  # fmt: skip
    """撤销最近一次结论，恢复之前的状态。"""
    return _decide(library, statements, "undo", by, reason, json)


def edit(
    statement: Statement,
    subject: Annotated[str, typer.Option("--subject", help="新的主体：类型/名称，或名称")] = "",
    predicate: Annotated[str, typer.Option("--predicate", help="新的关系，如 solves")] = "",
    object_: Annotated[str, typer.Option("--object", help="新的客体：类型/名称，或名称")] = "",
    by: By = "",
    reason: Why = "",
    library: Folder = None,
    json: Json = False,
) -> int:
    """修改一条陈述；原来的说法留在日志和图谱里，列为已否定。"""
    from ingest.review import Edit

    return _decide(
        library, [statement], "edit", by, reason, json, Edit(subject, predicate, object_)
    )


def report(
    statement: Statement, by: By = "", reason: Why = "", library: Folder = None, json: Json = False
) -> None:
    """报告一条陈述有误，放到待审队列最前面。"""
    from api.reviewing import parse
    from ingest.review import Signed
    from ingest.review import report as write

    with _open(library) as held:
        entry = write(held, *parse(statement), Signed(by, reason))
    _tell([entry], True, json)


def log(
    document: Annotated[str | None, typer.Option("--document", help="只看一份文件")] = None,
    library: Folder = None,
    json: Json = False,
) -> int:
    """全部结论，按时间；被改动过的日志会指出来。"""
    with _open(library) as held:
        entries, broken = held.reviews(document), list(held.log_faults())
    if json:
        emit_json([asdict(entry) for entry in entries])
    else:
        emit(table([_entry(entry) for entry in entries]) or "日志是空的")
    for number in broken:
        note(f"第 {number} 条与记录时不符：日志被改动过")
    return faults.FINDINGS if broken else faults.OK


def list_merges(library: Folder = None, json: Json = False) -> None:
    """人工合并或分开的条目，以及规则合并的条目，各带依据。"""
    with _open(library) as held:
        rows = held.merge_list()
    if json:
        return emit_json([asdict(row) for row in rows])
    lines = [[r.own, "≠" if r.basis == "split" else "→", r.key, r.basis] for r in rows]
    emit(table(lines) or "没有合并的条目")


def add_merge(
    entity: Key, into: Into, by: By = "", reason: Why = "", library: Folder = None,
    json: Json = False,
) -> int:  # fmt: skip
    """把一个条目并入另一个，对现有和以后的文件都有效。"""
    from ingest.review import merge, rejoin

    def act(held: Library, signed: Signed) -> Review:
        apart = any((r.own, r.key, r.basis) == (entity, into, "split") for r in held.merge_list())
        return (rejoin if apart else merge)(held, entity, into, signed)

    return _write(library, act, by, reason, json)


def undo_merge(
    entity: Key, into: Into, by: By = "", reason: Why = "", library: Folder = None,
    json: Json = False,
) -> int:  # fmt: skip
    """撤销一次合并，规则做的也可以。"""
    from ingest.review import part

    return _write(library, lambda held, signed: part(held, entity, into, signed), by, reason, json)


# ------------------------------------------------------------------------- inside


def _decide(
    library: Folder, statements: list[str], decision: str, by: str, reason: str, json: bool,
    edit: Edit | None = None,
) -> int:  # fmt: skip
    from api.reviewing import parse
    from ingest.review import Signed, decide

    signed = Signed(by, reason)
    with _open(library) as held, held.batch():
        entries = [decide(held, *parse(s), decision, signed, edit) for s in statements]
    _tell(entries, _publish(library), json)
    return faults.OK


def _write(
    library: Folder, act: Callable[[Library, Signed], Review], by: str, reason: str, json: bool
) -> int:
    from ingest.review import Signed

    with _open(library) as held:
        entry = act(held, Signed(by, reason))
    _tell([entry], _publish(library), json)
    return faults.OK


def _open(library: Folder) -> Library:
    from corpus.library import Library as Holdings
    from ingest.publish import resume

    settings = Settings.load(library=library)
    resume(settings.library, settings.base_iri, note)
    return Holdings.open(settings.library)


def _publish(library: Folder) -> bool:
    from ingest.review import publish_decisions

    settings = Settings.load(library=library)
    return publish_decisions(settings.library, settings.base_iri, _PATIENCE)


def _tell(entries: Iterable[Review], published: bool, json: bool) -> None:
    if json:
        emit_json({"items": [asdict(entry) for entry in entries], "published": published})
    else:
        emit(table([_entry(entry) for entry in entries]))
    if not published:
        note("已记录；另一个进程正在写入这个资料库，等它结束后索引和图谱就会更新")


def _row(row: QueueRow) -> dict[str, Any]:
    return asdict(row) | {"statement": row.address}


def _line(row: QueueRow) -> list[str]:
    said = f"{_named(row.subject)} {row.predicate} {_named(row.object)}"
    return [row.address, row.reason, row.review, said, row.quote[:_SHOWN].replace("\n", " ")]


def _named(role: str) -> str:
    return role.partition("/")[2] or role


def _entry(entry: Review) -> list[str]:
    said = entry.detail
    what = said.get("subject") or said.get("own_name", "")
    to = said.get("object") or said.get("into_name", "")
    place = f"{entry.document}/{entry.target}" if entry.document else entry.target
    return [str(entry.number), entry.at[:19], entry.decision, entry.reviewer or "-",
            entry.reason or "-", place.replace("\t", " ≠ "), f"{what} → {to}"]  # fmt: skip
