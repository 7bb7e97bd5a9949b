"""What a user may name where a document is wanted: a file, or a document of the library."""

from __future__ import annotations

from pathlib import Path

from corpus.library import Library
from ingest.pipeline import analyze, read_file
from ontology.errors import UnknownName
from ontology.ids import document_id
from ontology.records import Record


def record_of(name: str, library: Library | None) -> Record:
    """The record of a file or of a document id.

    Raises:
        UnreadableFile: the file is there and cannot be read.
        UnknownName: neither a file nor a document; near ids are suggested.
    """
    path = Path(name)
    if path.is_file():
        document, facts = analyze(name, read_file(path))
        meta = document.metadata
        key = document_id(document.clean.raw.sha256, meta.title, meta.date)
        return Record(key, document, facts)
    if library is None:
        raise UnknownName(f"没有文件 {name}；要用文件的 id，请用 --library 指明资料库")
    if name in library.document_ids():
        return library.record(name)
    found = library.find_documents(title=name) or library.find_documents(number=name)
    if len(found) == 1:
        return library.record(found[0].id)
    near = found or library.documents(q=name, limit=5).items
    raise UnknownName(f"没有文件 {name}，资料库里也没有这个 id", tuple(d.id for d in near[:5]))


def open_if_there(folder: Path) -> Library | None:
    """The library in a folder, None where there is none."""
    if not (folder / "library.sqlite").exists():
        return None
    return Library.open(folder)
