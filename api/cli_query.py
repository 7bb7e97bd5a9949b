"""Commands that answer: extract, search, sparql."""

from __future__ import annotations

import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from api.cli_options import Json, Library
from api.console import emit, emit_json, note
from api.settings import Settings
from ontology.ids import iri

if TYPE_CHECKING:
    from corpus.search import Hit

_COUNTED = (
    ("clauses", "条款"), ("tables", "表格"), ("entities", "条目"), ("relations", "陈述"),
    ("indicators", "指标"), ("obligations", "义务"), ("citations", "引用"), ("anomalies", "异常"),
    ("issues", "提示"),
)  # fmt: skip
_SHOWN = 120  # characters of a passage that a line of results shows


def register(app: typer.Typer) -> None:
    """Add the commands to the application."""
    for command in (extract, search, sparql):
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


def search(
    query: Annotated[str, typer.Argument(metavar="检索词", help="词、“短语”、AND/OR/NOT、字段:值")],
    library: Library = None,
    limit: Annotated[int, typer.Option("--limit", min=1, max=200, help="最多几条")] = 20,
    kind: Annotated[
        Literal["clause", "document", "entity"] | None,
        typer.Option("--kind", help="只要条款、文件或条目"),
    ] = None,
    json: Json = False,
) -> None:
    """在条款、文件和条目里检索，按相关度排序。"""
    from corpus.index import Index
    from corpus.library import Library as Holdings
    from corpus.search import SearchRequest
    from corpus.search import search as find
    from ingest.publish import base_of, resume

    settings = Settings.load(library=library)
    folder = settings.library
    resume(folder, settings.base_iri, note)
    with Holdings.open(folder) as held:
        wanted = SearchRequest(query, kind=kind, limit=limit)
        page = find(Index.open(folder / "index"), wanted, held)
    if json:
        base = base_of(folder)
        emit_json({"items": [_item(hit, base) for hit in page.items], "total": page.total,
                   "next": page.next, "facets": page.facets, "took_ms": page.took_ms})  # fmt: skip
        return
    for hit in page.items:
        emit(_line(hit))
    if not page.items:
        emit("没有找到")


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
        text = inject(_text(query), lambda: Index.open(settings.library / "index"), base)
        answer = run(settings.library / "graph", text, format_ or "", limits(settings))
    last = b""
    for last in answer:
        sys.stdout.buffer.write(last)
    if sys.stdout.isatty() and not last.endswith(b"\n"):
        sys.stdout.buffer.write(b"\n")
    sys.stdout.buffer.flush()


def _item(hit: Hit, base: str) -> dict[str, object]:
    """A hit as REST shows it, with its place in the document."""
    return asdict(hit) | {"id": hit.id.removeprefix("doc/"), "iri": iri(base, hit.id)}


def _line(hit: Hit) -> str:
    first = hit.highlights[0][0] if hit.highlights else 0
    start = max(0, first - _SHOWN // 3)
    passage = " ".join(hit.text[start : start + _SHOWN].split())
    place = " › ".join(
        p for p in (hit.document.title or hit.document.id, *hit.path[1:], hit.title) if p
    )
    return f"{place}\n    {passage}\n    {hit.id.removeprefix('doc/')}"


def _text(query: str) -> str:
    """The query, or the content of the file or standard input that it names."""
    from ingest.pipeline import read_file

    if query == "-":
        return sys.stdin.read()
    looks_like_query = "{" in query or "\n" in query
    if looks_like_query:
        return query
    return read_file(Path(query)).decode("utf-8-sig", "replace")
