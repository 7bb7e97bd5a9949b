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
    try:
        return held_record(name, library)
    except UnknownName as error:
        raise UnknownName(f"没有文件 {name}，资料库里也没有这个 id", error.suggestions) from None


def held_record(name: str, library: Library) -> Record:
    """The record of a document id, or of a title or number that only one document has.

    The title may be the short one (矿产资源法), followed by `@` and a date or year where the library
    holds several versions (矿产资源法@2009).

    Raises:
        UnknownName: no document, or several; near ids are suggested.
    """
    key = name.removeprefix("doc/")
    if key in library.document_ids():
        return library.record(key)
    title, _, date = key.partition("@")
    versions = library.find_documents(title=title) or library.find_documents(number=name)
    found = [row for row in versions if row.date.startswith(date)]
    if len(found) == 1:
        return library.record(found[0].id)
    near = versions or library.documents(q=title, limit=5).items
    raise UnknownName(f"资料库里没有文档 {name}", tuple(d.id for d in near[:5]))


def open_if_there(folder: Path) -> Library | None:
    """The library in a folder, None where there is none."""
    if not (folder / "library.sqlite").exists():
        return None
    return Library.open(folder)
