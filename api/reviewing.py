"""The review as REST and pages know it: statements by one id, each with the words around it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from api import models_review as models
from api import writing
from api.service import Service
from corpus.library import Library
from corpus.rows import Page, QueueRow, Review
from corpus.verdicts import STATES
from ingest import review
from ingest.review import Edit, Signed
from ontology.errors import BadQuery, UnknownName

_AROUND = 120  # code points of context on either side of a quote
LOG_COLUMNS = (
    "编号", "时间", "结论", "审核人", "理由", "文件", "对象", "主体", "关系", "客体", "原文", "新值", "校验",
)  # fmt: skip


def parse(address: str) -> tuple[str, str]:
    """Document and statement of an id such as `矿山办法/0123456789abcdef`; UnknownName for no id."""
    document, _, statement = address.removeprefix("doc/").rpartition("/")
    if not document:
        raise UnknownName(f"{address} 不是陈述的编号：应为“文件编号/陈述编号”")
    return document, statement


def queue(
    library: Library, status: str, reason: str | None, document: str | None, limit: int,
    cursor: str | None,
) -> Page[QueueRow]:  # fmt: skip
    """What is open, or what was decided with this status; BadQuery for an unknown one."""
    if status == "open":
        return library.queue(reason=reason, document=document, limit=limit, cursor=cursor)
    if status not in STATES.values():
        raise BadQuery("status 应为 open、accepted、rejected 或 edited")
    return library.decided_on(status, limit=limit, cursor=cursor)


def items(library: Library, rows: Iterable[QueueRow]) -> list[models.QueueItem]:
    """Rows of the queue with the words around each quote."""
    read, held = lru_cache(maxsize=16)(library.text), set(library.document_ids())
    return [_item(row, read(row.document) if row.document in held else "") for row in rows]


def decide(
    service: Service, addresses: Sequence[str], decision: str, signed: Signed, edit: Edit
) -> models.Decided:
    """The same decision on some statements: on all of them or, where one cannot be, on none."""
    library = service.library
    with library.batch():
        entries = [
            review.decide(library, *parse(address), decision, signed, edit) for address in addresses
        ]
    return _shown(service, entries)


def report(service: Service, address: str, signed: Signed) -> Review:
    """Note that somebody thinks a statement wrong."""
    return review.report(service.library, *parse(address), signed)


def merge(service: Service, entity: str, into: str, signed: Signed) -> models.Decided:
    """Merge an entity into another, or join again what was told apart."""
    library = service.library
    apart = any((r.own, r.key, r.basis) == (entity, into, "split") for r in library.merge_list())
    act = review.rejoin if apart else review.merge
    return _shown(service, [act(library, entity, into, signed)])


def part(service: Service, entity: str, into: str, signed: Signed) -> models.Decided:
    """Undo a merge, a person's or a rule's."""
    return _shown(service, [review.part(service.library, entity, into, signed)])


def log_table(entries: Iterable[Review]) -> Iterable[list[str | int]]:
    """The log as rows, a header first."""
    yield list(LOG_COLUMNS)
    for e in entries:
        said = e.detail
        new = " ".join(said.get(f"new_{part}", "") for part in ("subject", "predicate", "object"))
        yield [
            e.number, e.at, e.decision, e.reviewer, e.reason, e.document, e.target,
            said.get("subject", said.get("own_name", "")), said.get("predicate", ""),
            said.get("object", said.get("into", "")), said.get("quote", ""), new.strip(), e.chain,
        ]  # fmt: skip


def _shown(service: Service, entries: Sequence[Review]) -> models.Decided:
    shown = [models.LogItem.model_validate(entry) for entry in entries]
    return models.Decided(items=shown, published=writing.publish(service))


def _item(row: QueueRow, text: str) -> models.QueueItem:
    item = models.QueueItem.model_validate(row)
    start, end = row.start, row.end
    if not text or text[start:end] != row.quote:
        return item.model_copy(update={"context": row.quote, "quote_end": len(row.quote)})
    first, last = _line_start(text, start), _line_end(text, end)
    return item.model_copy(
        update={
            "context": text[first:last], "quote_start": start - first, "quote_end": end - first,
        }
    )  # fmt: skip


def _line_start(text: str, at: int) -> int:
    return max(text.rfind("\n", 0, at) + 1, at - _AROUND)


def _line_end(text: str, at: int) -> int:
    found = text.find("\n", at)
    return min(found if found >= 0 else len(text), at + _AROUND)
