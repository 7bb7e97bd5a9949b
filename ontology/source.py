"""The records of a file on its way from bytes to clean text: what was read, and what was mended.

Every offset is a half-open range of Unicode code points; unless a field says otherwise it counts
in the clean text of the document (`CleanText.text`). All records are immutable; tuples keep
document order. What stands in the text is in `ontology.records`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

# --------------------------------------------------------------------------- read

BlockKind = Literal["paragraph", "heading", "table", "footnote", "title"]


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table as the source has it.

    `row` and `column` are zero-based grid positions of the upper left corner; `start` and `end`
    count code points in the text of the block that holds the cell.
    """

    row: int
    column: int
    start: int
    end: int
    row_span: int = 1
    column_span: int = 1


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading, table or footnote in reading order, as the reader found it.

    `text` is verbatim. In a table block it is the cells' texts joined by tabs and newlines, and
    `cells` says where each lies; `header_rows` is how many rows the source marks as header (0:
    not marked). `level` is the heading level the format states (0: none). `number` is the number
    that the format shows but does not store in the text (automatic numbering). `part` names the
    place in the source: "" for the only part, "slide 3 notes", "sheet 甲（隐藏）", a member path.
    `page` is one-based, None where the format has no pages. `offset` is where the block begins in
    the decoded source part (code points), 0 where the format has no linear text.
    `hard_wrapped` says that line ends in `text` are layout, not meaning, and clean may join them.
    """

    kind: BlockKind
    text: str
    level: int = 0
    number: str = ""
    part: str = ""
    page: int | None = None
    offset: int = 0
    cells: tuple[Cell, ...] = ()
    header_rows: int = 0
    hard_wrapped: bool = False


@dataclass(frozen=True, slots=True)
class Issue:
    """What a person should know of a document; `kind` is a short code (number-skipped, ...)."""

    kind: str
    message: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Correction:
    """At `position` in the text of block number `block` the page shows the character `after`."""

    block: int
    position: int
    after: str


@dataclass(frozen=True, slots=True)
class RawDocument:
    """What a reader makes of a file.

    `reader` is one of text, html, docx, doc, rtf, odt, pdf-text, ocr, pptx, xlsx, ofd, markdown.
    `metadata` holds what the format itself states (title, issuer, doc_number, date, ...).
    `corrections` are characters that the text layer has wrong, as the page shows them.
    """

    path: str
    sha256: str
    reader: str
    media_type: str
    blocks: tuple[Block, ...]
    metadata: Mapping[str, str] = field(default_factory=dict)
    issues: tuple[Issue, ...] = ()
    corrections: tuple[Correction, ...] = ()


# -------------------------------------------------------------------------- clean


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of clean text that is a verbatim (or same-length repaired) copy of the source.

    Clean `[start, end)` comes from code points `[source, source + end - start)` of the text of
    `RawDocument.blocks[block]`. Characters in no run (joining newlines) have no source.
    """

    start: int
    end: int
    block: int
    source: int


@dataclass(frozen=True, slots=True)
class Repair:
    """One change made to the text: clean `[start, end)` now reads `after`, the source `before`."""

    start: int
    end: int
    before: str
    after: str
    reason: str


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph, heading or table of the clean text; lines tile the text in order.

    `end` includes the separating newline. `block` is the raw block that the line opens in; `cells`
    (tables that the source marks) count in the clean text. `kind` and `level` are what the source
    says, "paragraph" and 0 where it says nothing.
    """

    start: int
    end: int
    block: int
    kind: BlockKind = "paragraph"
    level: int = 0
    cells: tuple[Cell, ...] = ()
    header_rows: int = 0
    part: str = ""


@dataclass(frozen=True, slots=True)
class CleanText:
    """The repaired text with its way back to the source."""

    raw: RawDocument
    text: str
    lines: tuple[Line, ...]
    runs: tuple[Run, ...]
    repairs: tuple[Repair, ...] = ()
    issues: tuple[Issue, ...] = ()
