"""Commands that answer: extract, sparql."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Literal

import typer

from api.cli_options import Json, Library
from api.console import emit, emit_json, note
from api.settings import Settings

_COUNTED = (
    ("clauses", "条款"), ("tables", "表格"), ("entities", "条目"), ("relations", "陈述"),
    ("indicators", "指标"), ("obligations", "义务"), ("citations", "引用"), ("anomalies", "异常"),
    ("issues", "提示"),
)  # fmt: skip


def register(app: typer.Typer) -> None:
    """Add the commands to the application."""
    for command in (extract, sparql):
        app.command(command.__name__)(command)


def extract(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="一份文件")], json: Json = False
) -> None:
    """对一份文件跑完整的流水线，不存任何东西。"""
    from ingest.pipeline import analyze, read_file
    from ingest.present import present

    result = present(*analyze(str(file), read_file(file)))
    if json:
        emit_json(result)
        return
    emit(f"{result['title'] or file.name}（{result['genre']}）")
    emit("，".join(f"{label} {len(result.get(name, ()))}" for name, label in _COUNTED))
    for issue in result["issues"]:
        emit(f"提示：{issue['message']}")


def sparql(
    query: Annotated[
        str,
        typer.Argument(metavar="查询或文件", help="SPARQL 查询，或存有查询的文件；- 为标准输入"),
    ],
    library: Library = None,
    format_: Annotated[
        Literal["json", "csv", "tsv", "xml", "xlsx", "ttl", "nt", "rdf", "jsonld", "trig", "nq"]
        | None,
        typer.Option("--format", help="结果的格式；默认表格为 json、三元组为 ttl"),
    ] = None,
) -> None:
    """执行一条只读的 SPARQL 1.1 查询。"""
    from api.service import limits
    from api.sparql_text import inject
    from corpus.index import Index
    from corpus.library import Library as Holdings
    from ingest.publish import base_of, resume
    from kg.sparql import run

    settings = Settings.load(library=library)
    resume(settings.library, settings.base_iri, note)
    with Holdings.open(settings.library):
        base = base_of(settings.library)
        text, cut = inject(_text(query), lambda: Index.open(settings.library / "index"), base)
        answer = run(settings.library / "graph", text, format_ or "", limits(settings), cut)
    last = b""
    for last in answer:
        sys.stdout.buffer.write(last)
    if sys.stdout.isatty() and not last.endswith(b"\n"):
        sys.stdout.buffer.write(b"\n")
    sys.stdout.buffer.flush()


def _text(query: str) -> str:
    """The query, or the content of the file or standard input that it names."""
    from ingest.pipeline import read_file

    if query == "-":
        return sys.stdin.read()
    looks_like_query = "{" in query or "\n" in query
    if looks_like_query:
        return query
    return read_file(Path(query)).decode("utf-8-sig", "replace")
