"""Commands that analyse the network of claims: `minekg analyse ...`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any

import typer

from api.cli_options import Json, Library
from api.console import emit, emit_json, note, table
from api.settings import Settings

analyse = typer.Typer(
    no_args_is_help=True,
    help="分析陈述的网络：缺口、中心、群落、路径、相似项目。",
    rich_markup_mode=None,
)
Limit = Annotated[int, typer.Option("--limit", min=1, help="最多几条")]
Named = Annotated[str, typer.Argument(metavar="名称", help="名称、id 或 IRI")]


def register(app: typer.Typer) -> None:
    """Add the commands to the application."""
    for command in (
        overview, gaps, coverage, centrality, communities, path, similar, neighbours,
    ):  # fmt: skip
        analyse.command(command.__name__)(command)
    app.add_typer(analyse, name="analyse")


def overview(library: Library = None, json: Json = False) -> None:
    """网络有多大，多少问题有模式或建议。"""
    found = _report(library, "overview")
    if json:
        return emit_json(found)
    cover = found["coverage"]
    emit(f"{found['documents']} 份文件关于 {found['things']} 个条目的 {found['claims']} 条陈述")
    emit(
        f"{cover['problems']} 个问题：{cover['with_mode']} 个有模式，"
        f"{cover['with_recommendation']} 个有建议，{cover['with_neither']} 个都没有"
    )
    emit(table([(row["label"], str(row["count"])) for row in found["types"]]))


def gaps(library: Library = None, limit: Limit = 20, json: Json = False) -> None:
    """没有模式解决或没有建议针对的问题。"""
    columns = (
        ("name", "问题"),
        ("documents", "文件"),
        ("modes", "模式"),
        ("recommendations", "建议"),
    )
    _list(_report(library, "gaps"), columns, limit, json)


def coverage(library: Library = None, limit: Limit = 20, json: Json = False) -> None:
    """每个模式解决多少问题，多少项目采用它。"""
    columns = ("name", "模式"), ("problems", "问题"), ("projects", "项目"), ("documents", "文件")
    _list(_report(library, "coverage"), columns, limit, json)


def centrality(library: Library = None, limit: Limit = 20, json: Json = False) -> None:
    """最居中的条目：多少关系，多少最短路径经过它。"""
    columns = ("name", "条目"), ("type", "类型"), ("degree", "关系"), ("betweenness", "介数")
    _list(_report(library, "centrality"), columns, limit, json)


def communities(library: Library = None, limit: Limit = 20, json: Json = False) -> None:
    """联系紧密的条目群，大的在前。"""
    _list(_report(library, "communities"), (("name", "群"), ("size", "条目")), limit, json)


def path(start: Named, end: Named, library: Library = None, json: Json = False) -> int:
    """两个条目之间的最短路径，每一步一句话和原文；没有路径时退出码为 1。"""
    from api import faults

    found = _report(library, "path", start=start, end=end)
    if json:
        emit_json(found)
    for step in [] if json else found["steps"]:
        emit(step["sentence"])
        for said in step["evidence"]:
            emit(f"    “{said['quote']}”（{said['title'] or said['document']}）")
    if not found["found"]:
        note(f"没有陈述把 {found['start']['name']} 和 {found['end']['name']} 连起来")
    return faults.OK if found["found"] else faults.FINDINGS


def similar(project: Named, library: Library = None, limit: Limit = 20, json: Json = False) -> None:
    """与一个项目共有模式、问题、地点或矿种的项目。"""
    found = _report(library, "similar", project=project)
    for item in found["items"]:
        item["words"] = "、".join(item["shared"])
    _list(found, (("name", "项目"), ("score", "相似度"), ("words", "共有")), limit, json)


def neighbours(
    thing: Annotated[str, typer.Argument(metavar="ID", help="条目的 id 或 IRI")],
    hops: Annotated[int, typer.Option("--hops", min=1, max=2, help="几步以内")] = 1,
    library: Library = None,
    limit: Limit = 20,
    json: Json = False,
) -> None:
    """一个条目周围的条目和关系。"""
    found = _report(library, "neighbours", centre=thing, hops=hops, limit=limit)
    if json:
        return emit_json(found)
    names = {node["id"]: node["name"] for node in found["nodes"]}
    rows = [(names[e["source"]], e["label"], names[e["target"]], str(e["documents"]))
            for e in found["edges"]]  # fmt: skip
    emit(table([("主语", "关系", "宾语", "文件"), *rows]))
    if found["truncated"]:
        note(f"共有 {found['found']} 个条目，只列了 {len(names) - 1} 个；用 --limit 多列一些")


def _report(library: Any, kind: str, **arguments: str | int) -> dict[str, Any]:
    from corpus.library import Library as Holdings
    from ingest.publish import base_of, resume
    from kg.reports import of_folder

    settings = Settings.load(library=library)
    resume(settings.library, settings.base_iri, note)
    with Holdings.open(settings.library):  # tells a missing or newer library in its own words
        base = base_of(settings.library)
        return of_folder(settings.library / "graph", kind, base, arguments)


def _list(
    found: dict[str, Any], columns: Sequence[tuple[str, str]], limit: int, json: bool
) -> None:
    items = found["items"]
    if json:
        return emit_json(found | {"items": items[:limit], "total": len(items)})
    rows = [[str(item[key]) for key, _ in columns] for item in items[:limit]]
    emit(table([[heading for _, heading in columns], *rows]))
    if len(items) > limit:
        note(f"共 {len(items)} 条，只列了 {limit} 条；用 --limit 多列一些")
