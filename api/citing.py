"""How people cite a clause: 《矿产资源法》第三十条第一款第（二）项."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.rows import DocumentRow
from ontology.numerals import chinese_number
from ontology.records import Clause

_ABOVE_ARTICLES = frozenset({"document", "part", "chapter", "section", "preamble"})
_DECIMAL = re.compile(r"\d+(?:\.\d+)+")
_ORDINAL = re.compile(r"para_(\d+)$")


def title_line(document: DocumentRow) -> str:
    """《title》, with the document number where letters give it: not for laws and rules."""
    title = document.title or document.id
    quoted = title if title.startswith("《") else f"《{title}》"
    numbered = document.doc_number and document.genre != "regulation"
    return f"{quoted}（{document.doc_number}）" if numbered else quoted


def citation_line(document: DocumentRow, clauses: Sequence[Clause], clause: Clause) -> str:
    """The line that a letter would use: the title, then the clause from its article down.

    Chapters are left out before an article, since article numbers run through a statute, and of
    decimal numbers only the last is given, since it holds those above. A 款 is named only where
    its article has several.

    Args:
        clauses: all clauses of the document, `clause` among them.
    """
    units = _lineage(clauses, clause)
    if any(u.kind == "article" for u in units):
        units = [u for u in units if u.kind not in _ABOVE_ARTICLES]
    last_decimal = max((i for i, u in enumerate(units) if _DECIMAL.fullmatch(u.number)), default=0)
    kept = [u for i, u in enumerate(units) if i >= last_decimal or not u.number[:1].isdigit()]
    return title_line(document) + "".join(_label(clauses, u) for u in kept)


def _lineage(clauses: Sequence[Clause], clause: Clause) -> list[Clause]:
    units: list[Clause] = []
    at: Clause | None = clause
    while at is not None and at.parent is not None:
        units.append(at)
        at = clauses[at.parent]
    return units[::-1]


def _label(clauses: Sequence[Clause], unit: Clause) -> str:
    if unit.kind == "paragraph" and (found := _ORDINAL.search(unit.id)):
        siblings = [c for c in clauses if c.parent == unit.parent and c.kind == "paragraph"]
        return f"第{chinese_number(int(found[1]))}款" if len(siblings) > 1 else ""
    if unit.kind in ("item", "subitem") and unit.number:
        return f"第{unit.number.rstrip('、.．')}{'项' if unit.kind == 'item' else '目'}"
    if unit.number:
        return unit.number.rstrip("、.．")
    return f"“{unit.title}”" if unit.title else ""
