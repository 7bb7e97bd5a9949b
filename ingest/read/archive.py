"""Folders and archives: the files that a user means by one path."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path


def expand(path: Path) -> Iterator[tuple[str, bytes | Path]]:
    """The documents below a path, sorted by name: `(name to show, path or content)`.

    A file gives itself, a folder all files below it without hidden ones.
    """
    if not path.is_dir():
        yield str(path), path
        return
    for child in sorted(path.rglob("*")):
        hidden = any(part.startswith(".") for part in child.relative_to(path).parts)
        if child.is_file() and not hidden:
            yield str(child), child
