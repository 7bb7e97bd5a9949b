from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from ingest.clean import clean
from ingest.read import read_bytes
from ingest.structure import parse
from ontology.records import Document, Metadata

Build = Callable[..., Document]


@pytest.fixture(scope="session")
def document() -> Build:
    """A document parsed from words, its metadata set by keyword."""

    def build(text: str, name: str = "words.md", **metadata: object) -> Document:
        parsed = parse(clean(read_bytes(name, text.encode("utf-8"))))
        return replace(parsed, metadata=replace(Metadata(), **metadata)) if metadata else parsed

    return build
