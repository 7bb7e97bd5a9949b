"""The table row around a cell: numbers are only understood with what stands beside them."""

from __future__ import annotations

from ontology.records import Document


def row_span(document: Document, start: int, end: int) -> tuple[int, int]:
    """Where the table row that holds `[start, end)` stands; the range itself outside tables."""
    for table in document.tables:
        if not table.start <= start < table.end:
            continue
        for row in table.cells:
            cells = [c for c in row if table.start <= c[0] < c[1]]
            if any(s <= start and end <= e for s, e in cells):
                return min(c[0] for c in cells), max(c[1] for c in cells)
    return start, end


def row_words(document: Document, start: int, end: int) -> str:
    """The words of that row, cells parted by blanks."""
    first, last = row_span(document, start, end)
    return " ".join(document.text[first:last].split())
