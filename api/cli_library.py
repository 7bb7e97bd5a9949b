"""Commands that change or move a library: ingest, remove, rebuild, export, bundle."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from api import faults
from api.cli_options import Json, Library, Workers
from api.console import emit, emit_json, note, progress_bar
from api.settings import Settings

if TYPE_CHECKING:
    from ingest.pipeline import Options, Summary

bundle = typer.Typer(
    no_args_is_help=True, help="把资料库打成一个文件，或从文件恢复。", rich_markup_mode=None
)


def register(app: typer.Typer) -> None:
    """Add the commands to the application."""
    for command in (ingest, remove, rebuild, export):
        app.command(command.__name__)(command)
    bundle.command("create")(bundle_create)
    bundle.command("import")(bundle_import)
    app.add_typer(bundle, name="bundle")


def ingest(
    paths: Annotated[list[Path], typer.Argument(metavar="路径...", help="文件、文件夹或 zip")],
    library: Library = None,
    workers: Workers = None,
    json: Json = False,
) -> int:
    """把文件或文件夹读进资料库；内容没变的跳过，中断后再运行会接着做完。"""
    from ingest import pipeline

    settings = Settings.load(library=library, workers=workers)
    with progress_bar("读入") as report:
        summary = pipeline.ingest(
            settings.library, paths, workers=settings.processes, progress=report,
            options=pipeline_options(settings),
        )  # fmt: skip
    _tell(summary, json)
    return faults.FINDINGS if summary.failed else faults.OK


def remove(
    documents: Annotated[list[str], typer.Argument(metavar="文件ID...", help="文件的 id")],
    library: Library = None,
) -> None:
    """从资料库、索引和图谱里移除文件，其他文件不动。"""
    from ingest import pipeline

    settings = Settings.load(library=library)
    pipeline.remove(settings.library, documents, options=pipeline_options(settings))
    emit(f"已移除 {len(documents)} 份文件")


def rebuild(library: Library = None, json: Json = False) -> None:
    """只凭 library.sqlite 重做索引和图谱。"""
    from ingest import pipeline

    settings = Settings.load(library=library)
    _tell(pipeline.rebuild(settings.library, options=pipeline_options(settings)), json)


def export(
    out: Annotated[Path, typer.Argument(metavar="OUT", help="写到哪个文件")],
    format_: Annotated[
        Literal["nq", "trig", "ttl", "jsonld", "graphml", "gexf", "csv", "xlsx"] | None,
        typer.Option("--format", help="RDF、网络图或表格的格式；不写则看文件名的后缀"),
    ] = None,
    library: Library = None,
) -> None:
    """把图谱写成一个文件：RDF、网络图或表格。"""
    from corpus.library import Library as Holdings
    from ingest.publish import resume
    from kg.export import export as write

    settings = Settings.load(library=library)
    folder = settings.library
    resume(folder, settings.base_iri, note)
    with Holdings.open(folder):  # tells a missing or newer library in the library's own words
        emit(str(write(folder / "graph", format_ or out.suffix.lower()[1:], out)))


def bundle_create(
    out: Annotated[Path, typer.Argument(metavar="OUT", help="写到哪个文件（.zip）")],
    library: Library = None,
) -> None:
    """把资料库打成一个带校验和的文件。"""
    from api.bundles import create

    create(Settings.load(library=library).library, out)
    emit(str(out))


def bundle_import(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="bundle create 写出的文件")],
    library: Library = None,
    json: Json = False,
) -> None:
    """把打包文件恢复成一个新的资料库。"""
    from api.bundles import restore

    settings = Settings.load(library=library)
    _tell(restore(file, settings.library, pipeline_options(settings)), json)


def pipeline_options(settings: Settings) -> Options:
    """What the pipeline takes from the settings."""
    from api import pipeline_options as lazily

    return lazily.pipeline_options(settings)


def _tell(summary: Summary, json: bool) -> None:
    if json:
        emit_json(asdict(summary))
    else:
        emit(
            f"读入 {summary.documents} 份文件，跳过 {summary.skipped} 份没变的：{summary.clauses} 个条款、"
            f"{summary.entities} 个条目、{summary.assertions} 条陈述；图谱里共 {summary.triples} 条三元组，"
            f"用时 {summary.seconds:.1f} 秒"
        )
    for failure in summary.failed:
        note(f"没有读入 {failure['path']}：{failure['error']}")
