"""From the library's rows to the models of the REST interface."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import asdict
from itertools import pairwise
from typing import TypeVar

from api import models
from api.citing import citation_line
from api.desk.diff import counts, diff
from api.desk.status import status, timeline
from api.service import Service
from corpus.rows import ClauseRef, DocumentRow, EntityRow, Page
from corpus.statements import identify
from ontology.ids import clause_key, document_key
from ontology.records import Clause

Row = TypeVar("Row")
Item = TypeVar("Item")


def listing(page: Page[Row], present: Callable[[Row], Item]) -> models.Listing[Item]:
    """A page of rows as a page of items."""
    facets = {name: dict(counts) for name, counts in page.facets.items()}
    return models.Listing(
        items=[present(row) for row in page.items], total=page.total, next=page.next, facets=facets
    )


def document_item(service: Service, row: DocumentRow) -> models.DocumentItem:
    """A document as a list shows it; file paths stay inside."""
    fields = asdict(row)
    fields.pop("paths")
    return models.DocumentItem(iri=service.iri(document_key(row.id)), **fields)


def document_detail(service: Service, document_id: str) -> models.DocumentDetail:
    """A document with its notices and citations; UnknownName when it is not here."""
    row, record = service.library.document(document_id), service.record(document_id)
    return models.DocumentDetail(
        **document_item(service, row).model_dump(),
        status=status_item(service, row),
        issues=_all(models.IssueItem, record.document.issues),
        repairs=[
            {"start": r.start, "end": r.end, "from": r.before, "to": r.after, "reason": r.reason}
            for r in record.document.clean.repairs
        ],
        anomalies=[
            asdict(anomaly) | {"statement": f"{row.id}/{identify(anomaly, {})}"}
            for anomaly in record.facts.anomalies
        ],
        cites=_all(models.CitationItem, service.library.cites(document_id)),
        cited_by=_all(models.CitationItem, service.library.cited_by(document_id)),
    )


def status_item(service: Service, row: DocumentRow) -> models.StatusItem:
    """Whether a document is in force; looked up once for each publication."""
    found = service.once(f"status of {row.id}", lambda: status(row, service.library))
    return models.StatusItem(
        value=found.value, evidence=found.evidence, by=found.by.removeprefix("doc/")
    )


def timeline_item(service: Service, document_id: str) -> models.Timeline:
    """The versions of a document with what changed from each to the next."""
    row = service.library.document(document_id)
    versions = timeline(row.title, service.library) if row.title else ()
    ids = [v.document.id for v in versions]
    changed = [{}, *(_changes(service, a, b) for a, b in pairwise(ids))]
    return models.Timeline(
        title=row.title,
        now=row.id,
        versions=[
            models.VersionItem(
                id=v.document.id, iri=service.iri(document_key(v.document.id)),
                title=v.document.title, date=v.document.date, since=v.since,
                status=status_item(service, v.document), changes=changes,
            )
            for v, changes in zip(versions, changed, strict=False)
        ],
    )  # fmt: skip


def _changes(service: Service, a: str, b: str) -> dict[str, int]:
    """How many articles stayed, moved, changed ... between two documents, once a publication."""

    def compare() -> dict[str, int]:
        old, new = (service.library.record(i).document for i in (a, b))
        return counts(diff(old, new))

    return service.once(f"changes from {a} to {b}", compare)


def clause_item(service: Service, document_id: str, clause: Clause) -> models.ClauseItem:
    """A clause as a list shows it."""
    key = clause_key(document_id, clause.id)
    return models.ClauseItem(
        id=key.removeprefix("doc/"), iri=service.iri(key), eid=clause.id, kind=clause.kind,
        number=clause.number, title=clause.title, level=clause.level, path=list(clause.path),
        start=clause.start, end=clause.end,
    )  # fmt: skip


def clause_detail(service: Service, document_id: str, clause_id: str) -> models.ClauseDetail:
    """A clause with everything that hangs on it; UnknownName when it is not here."""
    library = service.library
    view = library.clause(document_id, clause_id)
    return models.ClauseDetail(
        **clause_item(service, document_id, view.clause).model_dump(),
        document=document_item(service, view.document),
        status=status_item(service, view.document),
        text=view.text,
        citation=citation_line(view.document, view.lineage, view.lone),
        ancestors=[_link(ref) for ref in view.ancestors],
        children=[_link(ref) for ref in view.children],
        previous=_link(view.previous) if view.previous else None,
        following=_link(view.following) if view.following else None,
        norms=_all(models.NormItem, library.obligations(document_id, clause_id)),
        assertions=_all(models.AssertionItem, library.assertions(document_id, clause_id)),
        indicators=_all(models.IndicatorItem, library.indicators(document_id, clause_id)),
        cites=_all(models.CitationItem, library.cites(document_id, clause_id)),
        cited_by=_all(models.CitationItem, library.cited_by(document_id, clause_id)),
    )


def entity_item(service: Service, row: EntityRow) -> models.EntityItem:
    """An entity as a list shows it."""
    return models.EntityItem(**asdict(row), iri=service.iri(row.key))


def entity_detail(service: Service, key: str) -> models.EntityDetail:
    """An entity with every mention and claim; UnknownName when it is not here."""
    view = service.library.entity(key)
    return models.EntityDetail(
        id=key, iri=service.iri(key), type=view.entity.type, name=view.entity.name,
        aliases=list(view.entity.aliases), documents=view.entity.documents,
        mentions=_all(models.MentionItem, view.mentions),
        assertions=_all(models.AssertionItem, view.assertions),
    )  # fmt: skip


def _all(model: type[Item], rows: Iterable[object]) -> list[Item]:
    return [model.model_validate(row) for row in rows]  # type: ignore[attr-defined]


def _link(ref: ClauseRef) -> models.ClauseLink:
    return models.ClauseLink(id=f"{ref.document}/{ref.id}", label=ref.label, kind=ref.kind)
