"""How people cite a clause: 《矿产资源法》第三十条第一款第（二）项."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from corpus.rows import DocumentRow
from ontology.numerals import chinese_number
from ontology.records import Clause

_ABOVE_ARTICLES = frozenset({"document", "part", "chapter", "section", "preamble"})
_DECIMAL = re.compile(r"\d+(?:\.\d+)+")
PARAGRAPH = re.compile(r"para_(\d+)$")


def title_line(document: DocumentRow) -> str:
    """《title》, with the document number where letters give it: not for laws and rules."""
    title = document.title or document.id
    quoted = title if title.startswith("《") else f"《{title}》"
    numbered = document.doc_number and document.genre != "regulation"
    return f"{quoted}（{document.doc_number}）" if numbered else quoted


def citation_line(
    document: DocumentRow, lineage: Sequence[Clause], lone: Collection[str] = ()
) -> str:
    """The line that a letter would use: the title, then the clause from its article down.

    Chapters are left out before an article, since article numbers run through a statute, and of
    decimal numbers only the last is given, since it holds those above. A 款 is named only where
    its article has several.

    Args:
        lineage: the clauses from the document down to the one that is cited.
        lone: ids of the paragraphs among them that are the only ones of their article.
    """
    units = list(lineage[1:])
    if any(u.kind == "article" for u in units):
        units = [u for u in units if u.kind not in _ABOVE_ARTICLES]
    last_decimal = max((i for i, u in enumerate(units) if _DECIMAL.fullmatch(u.number)), default=0)
    kept = [u for i, u in enumerate(units) if i >= last_decimal or not u.number[:1].isdigit()]
    return title_line(document) + "".join(_label(u) for u in kept if u.id not in lone)


def _label(unit: Clause) -> str:
    if unit.kind == "paragraph" and (found := PARAGRAPH.search(unit.id)):
        return f"第{chinese_number(int(found[1]))}款"
    if unit.kind in ("item", "subitem") and unit.number:
        return f"第{unit.number.rstrip('、.．')}{'项' if unit.kind == 'item' else '目'}"
    if unit.number:
        return unit.number.rstrip("、.．")
    return f"“{unit.title}”" if unit.title else ""
