"""Commands that answer: extract, search, sparql."""

from __future__ import annotations

import json as json_
import sys
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from api.cli_options import Json, Library
from api.console import emit, emit_json
from api.settings import Settings


def register(app: typer.Typer) -> None:
    """Add the commands to the application."""
    app.command("extract")(extract)
    app.command("search")(search)
    app.command("sparql")(sparql)


def extract(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="一份文件")],
    json: Json = False,
) -> None:
    """对一份文件跑完整的流水线，不存任何东西。"""
    from ingest.pipeline import analyze
    from ingest.present import present
    from ontology.errors import UnreadableFile

    if file.is_dir():
        raise UnreadableFile(str(file), "这是文件夹；extract 只接受一份文件，文件夹请用 ingest")
    try:
        data = file.read_bytes()
    except OSError as error:
        raise UnreadableFile(str(file), reason(error)) from error
    result = present(*analyze(str(file), data))
    if json:
        emit_json(result)
        return
    emit(f"{result['title'] or file.name}（{result['genre']}）")
    for name, label in (
        ("clauses", "条款"), ("tables", "表格"), ("entities", "条目"), ("relations", "陈述"),
        ("indicators", "指标"), ("obligations", "义务"), ("citations", "引用"), ("issues", "提示"),
    ):  # fmt: skip
        emit(f"{label}  {len(result[name])}")


def search(
    query: Annotated[str, typer.Argument(metavar="检索词", help='词、"短语"或字段检索')],
    library: Library = None,
    limit: Annotated[int, typer.Option("--limit", min=1, max=200, help="最多几条")] = 20,
    json: Json = False,
) -> None:
    """在条款、文件和条目里检索，按相关度排序。"""
    raise NotImplementedError


def sparql(
    query: Annotated[
        str,
        typer.Argument(metavar="查询或文件", help="SPARQL 查询，或存有查询的文件；- 为标准输入"),
    ],
    library: Library = None,
    format_: Annotated[
        str | None, typer.Option("--format", help="json、csv、tsv、xml、ttl、nt、jsonld")
    ] = None,
) -> None:
    """执行一条只读的 SPARQL 1.1 查询。"""
    raise NotImplementedError
