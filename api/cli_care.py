"""Commands that look after the program: doctor and eval."""

from __future__ import annotations

import os
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from api import faults
from api.cli_options import Json, Library
from api.console import emit, emit_json, note, table
from api.settings import Settings


def register(app: typer.Typer) -> None:
    """Add the commands to the application."""
    app.command("doctor")(doctor)


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
        emit("")
        emit(table([(n, v, u, h) for n, v, u, h in found.settings]))
        emit("")
        emit(table([(k, str(v)) for k, v in found.library.items()]) or "没有资料库")
    for fault in found.faults:
        note(fault)
    return faults.FINDINGS if found.faults else faults.OK


def _coverage(path: Path, json: bool) -> int:
    from api.doctor import coverage

    found = coverage(path)
    if json:
        emit_json(found)
    else:
        emit(table([(name, str(value)) for name, value in found.items()]))
    return faults.FINDINGS if found["outside"] or found["twice"] else faults.OK
