"""The pages of a document and of its clauses."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Annotated

from fastapi import APIRouter, Query, Request
from markupsafe import Markup
from starlette.responses import RedirectResponse, Response

from api import layout
from api.citing import PARAGRAPH, citation_line, title_line
from api.desk.status import timeline
from api.layout import Mark
from api.markup import Note, Writer
from api.presenting import status_item
from api.service import Held, Service
from api.templating import language_of, link, page, root_of, segment
from api.words import Words
from corpus.rows import AssertionRow, CitationRow, ClauseRef, ClauseView, DocumentRow
from corpus.similar import similar
from corpus.statements import identify
from ontology.errors import UnknownName
from ontology.ids import clause_key, document_key
from ontology.numerals import chinese_number
from ontology.records import Record

router = APIRouter(include_in_schema=False)
_AT = re.compile(r"(\d{1,9})-(\d{1,9})")
_LAYERS = ("claims", "repairs")  # what can be shown in the text besides citations
_BIG = 400  # branches from which the tree leaves its runs to be filled in by the script
_FORMATS = ("txt", "ttl", "jsonld", "json")
_ALIKE = 5  # similar clauses shown


@dataclass(slots=True)
class Citing:
    """A document that cites this one: how often, and the first place."""

    first: CitationRow
    times: int = 0


@router.get("/doc/{document_id}")
def document(
    request: Request,
    service: Held,
    document_id: str,
    at: str = "",
    show: Annotated[str, Query(max_length=40)] = "",
) -> Response:
    """A document with its clause tree.

    `at=12-34` marks these code points of the clean text; `show` names layers of `_LAYERS`.
    """
    root = root_of(request)
    if newest := _newest(service, document_id):
        return RedirectResponse(f"{root}/{segment(document_key(newest))}", 302)
    words, library = language_of(request), service.library
    row, record = library.document(document_id), service.record(document_id)
    here = f"{root}/{segment(document_key(document_id))}"
    layers = tuple(name for name in _LAYERS if name in show.split(","))
    cites, cited_by = library.cites(document_id), library.cited_by(document_id)
    marks = [*_asked(at), *_citations(root, cites)]
    if "claims" in layers:
        marks += _claims(root, words, _said(library.assertions(document_id)))
    repairs = list(_repairs(record))
    if "repairs" in layers:
        marks += repairs
    writer = Writer(words, f"{here}/", _notes(words, record, root))
    branches = layout.tree(record.document.clauses)
    return page(
        request, "document.html", document=row, citation=title_line(row), here_url=here,
        status=status_item(service, row), versions=_versions(service, row),
        iri=service.iri(document_key(document_id)), branches=branches,
        lazy=_size(branches) > _BIG,
        layers=list(_layers(here, at, layers, library.count_statements(document_id), len(repairs))),
        sections=writer.sections(layout.blocks(record.document, marks)),
        notices=len(record.facts.anomalies) + len(record.document.issues),
        exports=[(f, f"{root}/id/{segment(document_key(document_id))}.{f}") for f in _FORMATS],
        cites=_distinct(cites), cited_by=_citing(cited_by), times_cited=len(cited_by),
    )  # fmt: skip


@router.get("/doc/{document_id}/{clause_id}")
def clause(request: Request, service: Held, document_id: str, clause_id: str) -> Response:
    """A clause with its citation line, norms, claims and citations both ways."""
    library, root = service.library, root_of(request)
    if newest := _newest(service, document_id):
        return RedirectResponse(f"{root}/{segment(clause_key(newest, clause_id))}", 302)
    view = library.clause(document_id, clause_id)
    citation = citation_line(view.document, view.lineage, view.lone)
    heading = " ".join(p for p in (view.clause.number, view.clause.title) if p) or citation
    words = language_of(request)
    cites = library.cites(document_id, clause_id)
    return page(
        request, "clause.html", view=view, citation=citation, crumbs=list(_crumbs(view)), heading=heading,
        text=_text(service, view, Writer(words, ""), _citations(root, cites)),
        before=_label(words, view.previous) if view.previous else "",
        after=_label(words, view.following) if view.following else "",
        children=[(c.id, _label(words, c)) for c in view.children],
        alike=similar(service.index, clause_key(document_id, clause_id), _ALIKE, view.text),
        status=status_item(service, view.document),
        iri=service.iri(clause_key(document_id, clause_id)),
        norms=library.obligations(document_id, clause_id),
        claims=list(_said(library.assertions(document_id, clause_id))),
        indicators=library.indicators(document_id, clause_id),
        cites=_distinct(cites), cited_by=library.cited_by(document_id, clause_id),
    )  # fmt: skip


def _crumbs(view: ClauseView) -> Iterator[dict[str, str]]:
    """The address and label of all that a clause is part of, from the document down."""
    own = view.document.id
    for above in view.ancestors:
        if above.kind == "document":
            yield {"url": document_key(own), "label": view.document.title or own}
        else:
            yield {"url": clause_key(own, above.id), "label": above.label}


def _newest(service: Service, document_id: str) -> str:
    """The latest version of a law whose id was given without its date; "" for any other id."""
    try:
        service.library.document(document_id)
    except UnknownName:
        found = service.library.find_documents(document_id)
        if "@" in document_id or not found:
            raise
        return found[0].id
    return ""


def _asked(at: str) -> Iterator[Mark]:
    found = _AT.fullmatch(at)
    if found and int(found[1]) < int(found[2]):
        yield Mark(int(found[1]), int(found[2]))


def _citations(root: str, cites: Iterable[CitationRow]) -> Iterator[Mark]:
    for cite in cites:
        if cite.target:
            yield Mark(cite.start, cite.end, "cite", f"{root}/{segment(cite.target)}")


def _claims(root: str, words: Words, claims: Iterable[AssertionRow]) -> Iterator[Mark]:
    for claim in claims:
        name = words.name("predicate", claim.predicate)
        said = f"{claim.subject_name} — {name} — {claim.object_name}"
        yield Mark(claim.start, claim.end, "claim", f"{root}/{segment(claim.subject_key)}", said)


def _said(claims: Iterable[AssertionRow]) -> Iterator[AssertionRow]:
    """The claims but those that only say where a clause stands, which the tree shows."""
    return (c for c in claims if c.predicate != "partOf" or not c.subject_key.startswith("doc/"))


def _repairs(record: Record) -> Iterator[Mark]:
    for repair in record.document.clean.repairs:
        if repair.before.strip() and repair.before.isprintable():
            yield Mark(repair.start, repair.end, "repair", note=repair.before)


def _notes(words: Words, record: Record, root: str) -> Iterator[Note]:
    here = f"{root}/{segment(document_key(record.id))}"
    for found in record.facts.anomalies:
        address = f"{record.id}/{identify(found, {})}"
        text = words(
            "document.anomaly", what=found.what, expected=found.expected, found=found.found
        )
        tone = "bad" if found.severity == "hard" else "warn"
        report = link(f"{root}/report", statement=address, back=here)
        yield Note(found.evidence.start, text, tone, report)
    for issue in record.document.issues:
        yield Note(issue.start, issue.message)


def _layers(
    here: str, at: str, shown: Sequence[str], *sizes: int
) -> Iterator[tuple[str, int, bool, str]]:
    """Each layer that has something to show: name, how much, whether it is on, the way to turn it."""
    for name, size in zip(_LAYERS, sizes, strict=True):
        if size:
            others = [n for n in _LAYERS if (n in shown) != (n == name)]
            yield name, size, name in shown, link(here, at=at, show=",".join(others))


def _versions(service: Service, row: DocumentRow) -> Sequence[tuple[DocumentRow, str]]:
    """The other versions of a law with their status, newest first."""
    versions = service.once(
        f"versions of {row.title}", lambda: timeline(row.title, service.library)
    )
    others = [(v.document, v.status.value) for v in versions if v.document.id != row.id]
    return others[::-1]


def _size(branches: Sequence[layout.Branch]) -> int:
    return sum(1 + _size(branch.children) for branch in branches)


def _label(words: Words, ref: ClauseRef) -> str:
    """What people call a clause; a 款 has no number of its own."""
    found = PARAGRAPH.search(ref.id)
    if ref.label != ref.id or not found:
        return ref.label
    number = int(found[1])
    return words("clause.paragraph", n=chinese_number(number) if words.language == "zh" else number)


def _text(service: Service, view: ClauseView, writer: Writer, cites: Iterable[Mark]) -> Markup:
    """The words of a clause as in its document; those of a part of a line as they are."""
    clause = view.clause
    whole = layout.blocks(service.record(view.document.id).document, cites)
    inside = [b for b in whole if b.end > clause.start and b.start < clause.end]
    if not inside or inside[0].start < clause.start or inside[-1].end > clause.end + 1:
        return Markup("<p>{}</p>").format(view.text.strip())
    if clause.title and inside[0].level and len(inside) > 1:
        inside = inside[1:]  # the page has it as its heading
    return Markup("\n").join(writer.sections(replace(b, unit=False) for b in inside))


def _distinct(cites: Iterable[CitationRow]) -> list[CitationRow]:
    """Citations with different targets or words, in order of first mention."""
    found: dict[tuple[str, ...], CitationRow] = {}
    for cite in cites:
        found.setdefault((cite.target, cite.title, cite.number, cite.article), cite)
    return list(found.values())


def _citing(citations: Iterable[CitationRow]) -> list[Citing]:
    """Who cites, each document once, the one that cites most first."""
    found: dict[str, Citing] = {}
    for cite in citations:
        found.setdefault(cite.document, Citing(cite)).times += 1
    return sorted(found.values(), key=lambda citing: -citing.times)
