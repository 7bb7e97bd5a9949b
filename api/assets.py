"""The files of the pages: style sheets as they are, scripts as Vite has bundled them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

STATIC = Path(__file__).with_name("static")
_BUILD = STATIC / "build"
_FAILED = _BUILD / "FAILED.txt"
_ENTRY = "src/pages/{}.ts"


@dataclass(frozen=True, slots=True)
class Bundle:
    """One entry of a page: its script, what that imports at once, and its style sheets.

    Paths are below the static folder.
    """

    script: str
    preloads: tuple[str, ...]
    styles: tuple[str, ...]


def bundle(name: str) -> Bundle | None:
    """The bundle of api/web/src/pages/NAME.ts; None where the scripts have not been built."""
    manifest = _manifest()
    entry = manifest.get(_ENTRY.format(name))
    if entry is None:
        return None
    chunks = list(_imports(manifest, entry, set()))
    styles = [css for chunk in (*chunks, entry) for css in chunk.get("css", ())]
    return Bundle(
        f"build/{entry['file']}",
        tuple(f"build/{chunk['file']}" for chunk in chunks),
        tuple(f"build/{css}" for css in dict.fromkeys(styles)),
    )


def missing_scripts() -> str:
    """Why there are no scripts, in one line; empty where there are."""
    if _manifest():
        return ""
    if _FAILED.is_file():
        return _FAILED.read_text(encoding="utf-8").splitlines()[0]
    return "还没有构建：重新安装，或运行 python api/web/minekg_build.py"


@cache
def stamp(name: str) -> str:
    """A short hash of a static file, so that its address changes with its content."""
    return hashlib.sha256((STATIC / name).read_bytes()).hexdigest()[:8]


@cache
def _manifest() -> Mapping[str, Any]:
    path = _BUILD / "manifest.json"
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    return found


def _imports(
    manifest: Mapping[str, Any], chunk: Mapping[str, Any], seen: set[str]
) -> Iterator[Mapping[str, Any]]:
    """The chunks that a chunk imports before it runs, deepest first, each once."""
    for name in chunk.get("imports", ()):
        if name not in seen:
            seen.add(name)
            yield from _imports(manifest, manifest[name], seen)
            yield manifest[name]
