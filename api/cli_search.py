"""Commands of search: search itself, and rank, which trains its re-ranker."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from api import faults
from api.cli_options import Json, Library
from api.console import emit, emit_json, note
from api.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

    from corpus.hits import Hit, SearchPage
    from corpus.index import Index
    from corpus.library import Library as Holdings
    from corpus.search import SearchRequest

_SHOWN = 120  # characters of a passage that a line of results shows
_ALL = 20_000  # hits that a table holds; more are refused, not cut
_HELP = "条款、文件或条目"


def register(app: typer.Typer) -> None:
    """Add the commands to the application."""
    app.command("search")(search)
    app.command("rank")(rank)


def search(
    query: Annotated[str, typer.Argument(metavar="检索词", help="词、“短语”、AND/OR/NOT、字段:值")],
    library: Library = None,
    limit: Annotated[int, typer.Option("--limit", min=1, max=200, help="最多几条")] = 20,
    kind: Annotated[
        Literal["clause", "document", "entity"] | None, typer.Option("--kind", help=f"只要{_HELP}")
    ] = None,
    doc: Annotated[str | None, typer.Option("--doc", help="只在一份文件里（文件编号）")] = None,
    genre: Annotated[str | None, typer.Option("--genre", help="文件种类，如 规划、plan")] = None,
    issuer: Annotated[str | None, typer.Option("--issuer", help="发文机关或其一部分")] = None,
    region: Annotated[str | None, typer.Option("--region", help="地区或其一部分")] = None,
    year: Annotated[str | None, typer.Option("--year", help="2021 或 2018..2025")] = None,
    modality: Annotated[str | None, typer.Option("--modality", help="应当、不得、鼓励……")] = None,
    mineral: Annotated[str | None, typer.Option("--mineral", help="矿种")] = None,
    entity: Annotated[str | None, typer.Option("--entity", help="提到这类条目的，如 Mode")] = None,
    sort: Annotated[
        Literal["relevance", "date", "document"], typer.Option("--sort", help="排序")
    ] = "relevance",
    group: Annotated[bool, typer.Option("--group", help="每份文件只列最好的一条")] = False,
    synonyms: Annotated[
        bool, typer.Option("--synonyms/--exact", help="是否检索同义词和下位词")
    ] = True,
    rerank: Annotated[bool, typer.Option("--rerank/--no-rerank", help="是否按已答问题重排")] = True,
    cursor: Annotated[str | None, typer.Option("--cursor", help="上一页的 next")] = None,
    format_: Annotated[
        Literal["text", "json", "csv"], typer.Option("--format", help="csv 含全部结果，不分页")
    ] = "text",
    json: Json = False,
) -> None:
    """在条款、文件和条目里检索。"""
    from api.search_query import years
    from corpus.search import FACETS, SearchRequest

    wanted = SearchRequest(
        query, kind=kind, doc=doc, genre=genre, issuer=issuer, region=region, year=years(year),
        modality=modality, mineral=mineral, etype=entity, sort=sort, group=group,
        synonyms=synonyms, cursor=cursor, limit=limit,
        facets=FACETS if json or format_ == "json" else (),
    )  # fmt: skip
    folder = _folder(library)
    if format_ == "csv":
        wanted = _whole(folder, wanted, rerank)
    _tell(_find(folder, wanted, rerank), "json" if json else format_, folder)


def rank(
    what: Annotated[Literal["train", "forget"], typer.Argument(help="学习，或忘掉反馈和所学")],
    library: Library = None,
    json: Json = False,
) -> int:
    """用打开过的检索结果训练重排模型（先设 MINEKG_FEEDBACK=on；只记词和条款，不记是谁）。"""
    from corpus.retrain import forget, train

    folder = _folder(library)
    if what == "forget":
        forget(folder)
        note("反馈和由它训练的模型都已删除")
        return faults.OK
    with _opened(folder) as (index, _):
        found = train(folder, index)
    if json:
        emit_json(asdict(found))
    else:
        emit(f"问题 {found.questions}，打开 {found.opened} 次")
        emit(f"MRR@10 {found.before:.3f} → {found.after:.3f}（五折交叉验证，只看打开过的条款）")
    if not found.questions:
        note("没有反馈：请先设 MINEKG_FEEDBACK=on 并使用一段时间")
    elif not found.kept:
        note("学到的次序不如原来的，没有保存")
    return faults.OK if found.kept else faults.FINDINGS


def _folder(library: Path | None) -> Path:
    from ingest.publish import resume

    settings = Settings.load(library=library)
    resume(settings.library, settings.base_iri, note)
    return settings.library


@contextmanager
def _opened(folder: Path) -> Iterator[tuple[Index, Holdings]]:
    from corpus.index import Index
    from corpus.library import Library as Holdings

    with Holdings.open(folder) as held:
        yield Index.open(folder / "index"), held


def _find(folder: Path, wanted: SearchRequest, rerank: bool) -> SearchPage:
    from corpus.learned import model_of
    from corpus.search import search as find

    with _opened(folder) as (index, held):
        return find(index, wanted, held, model_of(folder) if rerank else None)


def _whole(folder: Path, wanted: SearchRequest, rerank: bool) -> SearchRequest:
    """The request for all hits; BadQuery for more than a table is of use for."""
    from ontology.errors import BadQuery

    first = replace(wanted, limit=1, cursor=None, facets=())
    found = _find(folder, first, rerank)
    if found.length > _ALL:
        raise BadQuery(f"共 {found.length} 条结果，一张表最多 {_ALL} 条：请加条件")
    return replace(first, limit=found.total + 1)


def _tell(page: SearchPage, form: str, folder: Path) -> None:
    if form == "csv":
        _tell_table(page, folder)
    elif form == "json":
        emit_json(_json(page, folder))
    else:
        for hit in page.items:
            emit(_line(hit))
        _remark(page)


def _json(page: SearchPage, folder: Path) -> Any:
    """A page as REST shows it."""
    from api.search_answer import listing
    from ingest.publish import base_of

    return listing(base_of(folder), page).model_dump(mode="json")


def _tell_table(page: SearchPage, folder: Path) -> None:
    from api.search_answer import table
    from api.spreadsheet import as_csv
    from ingest.publish import base_of

    emit(as_csv(table(base_of(folder), page.items)))


def _remark(page: SearchPage) -> None:
    """What of the answer is not in its hits, on standard error."""
    for row in page.expanded:
        word = "同义词" if row.relation == "same" else "下位词"
        note(f"“{row.term}”同时检索了{word}：{'、'.join(row.words)}（--exact 则不检索）")
    if page.meant:
        note(f"是不是：{'、'.join(page.meant)}")
    for words in page.notes:
        note(words)
    if not page.items:
        note("没有找到")
    elif page.next:
        inside = f"、{page.documents} 份文件" if page.documents is not None else ""
        note(
            f"共 {page.total} 条{inside}，这里是 {len(page.items)} 条；下一页：--cursor {page.next}"
        )


def _line(hit: Hit) -> str:
    first = hit.highlights[0][0] if hit.highlights else 0
    start = max(0, first - _SHOWN // 3)
    passage = " ".join(hit.text[start : start + _SHOWN].split())
    document = hit.document.title or hit.document.id
    if hit.superseded:
        document += "（已不是现行）"
    place = " › ".join(p for p in (document, *hit.path[1:], hit.title) if p)
    return f"{place}\n    {passage}\n    {hit.id.removeprefix('doc/')}"
