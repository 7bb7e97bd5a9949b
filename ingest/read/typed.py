"""What was typed or pasted into an office file line by line, put together again.

Text copied from a PDF comes as a paragraph a line, all broken at one width; tables copied from a
web page or a plain text come as paragraphs of cells with tabs between.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from ingest.read.layout import Profile, measure_pasted
from ingest.read.text import Line, plain_lines, tab_rows_end, table_of
from ontology.source import Block

_COLUMNS = 3  # from which paragraphs with tabs are rows; one tab also stands behind a label


def put_together(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks with pasted lines joined to paragraphs and rows of cells to tables.

    Headings, numbered paragraphs and tables stay; so does all where no common width is found.
    """
    runs = [(plain, list(run)) for plain, run in groupby(blocks, key=_is_plain)]
    tables = [_tables(run) if plain else {} for plain, run in runs]
    texts = [
        block.text
        for (plain, run), rows in zip(runs, tables, strict=True)
        for at, block in enumerate(run)
        if plain and not any(start <= at < end for start, end in rows.items())
    ]
    profile = measure_pasted(texts)
    for (_, run), rows in zip(runs, tables, strict=True):
        yield from _joined(run, rows, profile)


def _is_plain(block: Block) -> bool:
    return block.kind == "paragraph" and not block.number and not block.part


def _tables(run: Sequence[Block]) -> dict[int, int]:
    """Where rows of cells lie: index of each first paragraph -> index after the last."""
    lines = _lines(run)
    found: dict[int, int] = {}
    at = 0
    while at < len(lines):
        cells = lines[at].text.split("\t")
        opens = len(cells) >= _COLUMNS and bool(cells[0].strip())
        end = tab_rows_end(lines, at) if opens else 0
        if end:
            found[at] = end
        at = end or at + 1
    return found


def _lines(run: Sequence[Block]) -> list[Line]:
    return plain_lines("\n".join(block.text for block in run))


def _joined(
    run: Sequence[Block], tables: Mapping[int, int], profile: Profile | None
) -> Iterator[Block]:
    group: list[Block] = []
    at = 0
    while at < len(run):
        block = run[at]
        joins = profile and group and at not in tables and _is_plain(block)
        if not (joins and profile and profile.joins(group[-1].text, block.text, 0)):
            yield from _paragraph(group)
            group = []
        if at in tables:
            yield table_of(_lines(run[at : tables[at]]))
            at = tables[at]
            continue
        group.append(block)
        at += 1
    yield from _paragraph(group)


def _paragraph(group: Sequence[Block]) -> Iterator[Block]:
    if len(group) == 1:
        yield group[0]
    elif group:
        text = "\n".join(block.text for block in group)
        yield Block("paragraph", text, page=group[0].page, hard_wrapped=True)
