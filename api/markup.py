"""The text of a document as HTML, in sections that a browser lays out when they come into view.

Written without templates, since a long document has tens of thousands of parts. Everything that
comes from the document is escaped here, each text once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape

from markupsafe import Markup

from api.layout import Block, Cell, Mark, Part, TableView
from api.templating import segment
from api.words import Words

_SECTION = 30  # blocks that are laid out together


@dataclass(frozen=True, slots=True)
class Note:
    """A remark in the margin beside the words at `start`; `report` leads to "this is wrong"."""

    start: int
    text: str
    tone: str = "warn"
    report: str = ""


class Writer:
    """Writes the blocks of one document in one language.

    Args:
        here: the address of the document's page, before the id of a clause.
        notes: remarks for the margin, in any order.
    """

    def __init__(self, words: Words, here: str, notes: Iterable[Note] = ()) -> None:
        self._here = here
        self._notes = sorted(notes, key=lambda note: -note.start)
        self._noted = False
        self._page = escape(words("document.clause_page"))
        self._table = words("document.table")
        self._said = words

    def sections(self, blocks: Iterable[Block]) -> Iterator[Markup]:
        """The blocks as sections of a few, in order; notes behind the last block come last."""
        held: list[str] = []
        for block in blocks:
            held += self._beside(block.end)
            held.append(self._block(block))
            if len(held) >= _SECTION:
                yield Markup("\n".join(held))
                held.clear()
        held += self._beside(None)
        if held:
            yield Markup("\n".join(held))

    def _beside(self, end: int | None) -> Iterator[str]:
        while self._notes and (end is None or self._notes[-1].start < end):
            note = self._notes.pop()
            name = "" if self._noted else ' id="note"'
            self._noted = True
            said = escape(note.text) + self._wrong(note)
            yield f'<p role="note" class="note {note.tone}"{name}>{said}</p>'

    def _wrong(self, note: Note) -> Markup:
        if not note.report:
            return Markup()
        words = self._said("review.report.link")
        link = '<a class="wrong no-print" rel="nofollow" lang="{}" href="{}">{}</a>'
        return Markup(link).format(self._said.tag, note.report, words)

    def _block(self, block: Block) -> str:
        if block.table is not None:
            return self._table_of(block.table)
        tag = f"h{block.level}" if block.level else "p"
        name = block.parts[0].id
        begin = f'<{tag} id="{escape(name)}"' if name else f"<{tag}"
        if block.unit:
            begin += ' class="unit"'
        text = "".join(self._part(part, part.id == name) for part in block.parts)
        anchor = self._anchor(name) if block.unit else ""
        return f"{begin}>{text}{anchor}</{tag}>"

    def _anchor(self, clause: str) -> str:
        return f'<a class="anchor" href="{self._here}{escape(segment(clause))}" aria-label="{self._page}">§</a>'

    def _part(self, part: Part, named: bool = False) -> str:
        text = escape(part.text, quote=False)
        if part.strong:
            text = f"<b>{text}</b>"
        for mark in _nested(part.marks):
            text = self._marked(mark, text, part.opens)
        return text if named or not part.id else f'<span id="{escape(part.id)}">{text}</span>'

    def _marked(self, mark: Mark, text: str, opens: bool) -> str:
        if mark.kind == "at":
            return f"<mark{' id=at' if opens else ''}>{text}</mark>"
        if mark.kind == "repair":
            was = f"<del>{escape(mark.note)}</del>" if mark.note else ""
            return f"{was}<ins>{text}</ins>" if text else was
        title = f' title="{escape(mark.note)}"' if mark.note else ""
        if not mark.href:
            return f'<span class="{mark.kind}"{title}>{text}</span>'
        return f'<a class="{mark.kind}" href="{escape(mark.href)}"{title}>{text}</a>'

    def _table_of(self, table: TableView) -> str:
        label = escape(table.caption or self._table)
        name = escape(table.id)
        caption = f"<caption>{escape(table.caption)}</caption>" if table.caption else ""
        head = "".join(self._row(row, "th") for row in table.header)
        rows = enumerate(table.rows, 1)
        body = "".join(self._row(row, "td", f"{table.id}__row_{n}") for n, row in rows)
        return (
            f'<div class="scroll" id="{name}" tabindex="0" role="region" aria-label="{label}">'
            f"<table>{caption}{'<thead>' + head + '</thead>' if head else ''}"
            f"<tbody>{body}</tbody></table></div>"
        )

    def _row(self, cells: Sequence[Cell], tag: str, name: str = "") -> str:
        begin = f'<tr id="{escape(name)}">' if name else "<tr>"
        scope = ' scope="col"' if tag == "th" else ""
        return begin + "".join(self._cell(cell, tag, scope) for cell in cells) + "</tr>\n"

    def _cell(self, cell: Cell, tag: str, scope: str) -> str:
        rows = f' rowspan="{cell.rows}"' if cell.rows > 1 else ""
        columns = f' colspan="{cell.columns}"' if cell.columns > 1 else ""
        text = "".join(self._part(part) for part in cell.parts)
        return f"<{tag}{scope}{rows}{columns}>{text}</{tag}>"


def _nested(marks: Sequence[Mark]) -> list[Mark]:
    """Marks from the inside out, one of them a link at most: a citation before a claim."""
    order = ("repair", "at", "claim", "cite")
    ordered = sorted(marks, key=lambda mark: order.index(mark.kind))
    links = [mark for mark in ordered if mark.kind in ("claim", "cite")]
    return [mark for mark in ordered if mark not in links[:-1]]
