"""What people decide on statements and names: checked, written into the log, and published.

A decision is kept the moment it is made. Index and graph follow at once, or where another process
is writing the library, with what that one publishes.
"""

from __future__ import annotations

import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from corpus.library import Library
from corpus.rows import Review
from corpus.statements import Statement
from corpus.verdicts import REPORT, UNDO, VERDICTS, standing
from ingest.lock import sole_writer
from ingest.publish import publish
from ontology.errors import InputError, LibraryBusy, UnknownName
from ontology.records import DOCUMENT_ID
from ontology.signatures import DOCUMENT, SIGNATURES
from ontology.vocabulary import LITERAL_PREDICATES

DECISIONS: Final = (*VERDICTS, UNDO)
_LONGEST: Final = 500  # code points of an edited name; longer ones are sentences, not names
_WAIT: Final = 0.05  # seconds between two looks at a busy library


@dataclass(frozen=True, slots=True)
class Signed:
    """Who decides, and why; both may be ""."""

    reviewer: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Edit:
    """What a claim should say; "" keeps a part. Ends are `Type/name`, or a name of the old type."""

    subject: str = ""
    predicate: str = ""
    object: str = ""


def report(library: Library, document: str, statement: str, signed: Signed) -> Review:
    """Note that somebody thinks a statement wrong; it stays in the answers until it is decided.

    Raises:
        UnknownName: the document does not say so.
    """
    return _write(library, library.statement(document, statement), document, REPORT, signed)


def decide(
    library: Library, document: str, statement: str, decision: str, signed: Signed,
    edit: Edit | None = None,
) -> Review:  # fmt: skip
    """Accept, reject or edit a statement, or undo the decision that holds on it.

    Raises:
        UnknownName: the document does not say so, and nobody has decided on it.
        InputError: an edit that does not fit the vocabulary; nothing to undo.
    """
    if decision not in DECISIONS:
        raise InputError(f"不认识的审核结论 {decision}：应为 {'、'.join(DECISIONS)}")
    if decision == UNDO:
        return _undo(library, document, statement, signed)
    found = library.statement(document, statement)
    more = _edited(found, edit or Edit()) if decision == "edit" else {}
    return _write(library, found, document, decision, signed, more)


def merge(library: Library, own: str, key: str, signed: Signed) -> Review:
    """Let one entity be another; both are keys (`mode/…`). A split of the two is undone.

    Raises:
        UnknownName: one of them is not in the library.
        InputError: entities of two types, or one that is merged the other way round.
    """
    for end in (own, key):
        library.entity(end)
    if own.partition("/")[0] != key.partition("/")[0]:
        raise InputError("只能合并同一类型的条目")
    if library.merges().final(key)[0] == own or own == key:
        raise InputError("这两个条目已经是同一个，或方向相反地合并过")
    names = {"own_name": library.name_of(own), "into": key, "into_name": library.name_of(key)}
    return library.add_review(
        "", own, "merge", reviewer=signed.reviewer, reason=signed.reason, detail=names,
        concerned=library.bearers(own),
    )  # fmt: skip


def part(library: Library, own: str, key: str, signed: Signed) -> Review:
    """Undo a merge of a person, or tell apart what a rule joined.

    Raises:
        UnknownName: nothing joins the two.
    """
    held = standing(library.reviews(""))
    split = f"{own}\t{key}"
    merged = held.get(("", own))
    if merged is not None and merged.decision == "merge" and merged.detail["into"] == key:
        return _take_back(library, merged, signed, library.bearers(key))
    joined = next((r for r in library.merge_list() if (r.own, r.key) == (own, key)), None)
    if joined is None or ("", split) in held:
        raise UnknownName(f"没有把 {own} 合并到 {key}")
    names = {"own_name": joined.own_name, "into": key, "into_name": joined.key_name}
    return library.add_review(
        "", split, "split", reviewer=signed.reviewer, reason=signed.reason, detail=names,
        concerned=library.bearers(key),
    )  # fmt: skip


def rejoin(library: Library, own: str, key: str, signed: Signed) -> Review:
    """Undo a split; UnknownName where the two were not told apart."""
    split = standing(library.reviews("")).get(("", f"{own}\t{key}"))
    if split is None:
        raise UnknownName(f"没有把 {own} 从 {key} 分开")
    return _take_back(library, split, signed, library.bearers(own))


def publish_decisions(folder: Path, base: str = "", patience: float = 0.0) -> bool:
    """Bring index, graph and tables up to date with the log.

    Args:
        patience: seconds to wait for another process that is writing the library.

    Returns:
        False where that process is still writing; what it publishes will hold the decisions.
    """
    until = time.monotonic() + patience
    while True:
        try:
            with sole_writer(folder), Library.open(folder) as library:
                publish(library, folder, base)
            return True
        except LibraryBusy:
            if time.monotonic() >= until:
                return False
            time.sleep(_WAIT)


def _undo(library: Library, document: str, statement: str, signed: Signed) -> Review:
    held = library.verdict(document, statement)
    if held is None:
        raise InputError("这条陈述没有可以撤销的审核结论")
    return _take_back(library, held, signed, [document])


def _take_back(
    library: Library, held: Review, signed: Signed, concerned: list[str] | tuple[str, ...]
) -> Review:
    """Undo a decision; the entry names the one that holds again, if there is one."""
    before = [
        r
        for r in library.reviews(held.document, held.target)
        if r.number < held.number and r.decision != REPORT
    ]
    again = standing(before).get((held.document, held.target))
    detail = dict(held.detail) | {
        "undoes": str(held.number), "restores": str(again.number) if again else "",
    }  # fmt: skip
    return library.add_review(
        held.document, held.target, UNDO, reviewer=signed.reviewer, reason=signed.reason,
        detail=detail, concerned=concerned,
    )  # fmt: skip


def _write(
    library: Library, found: Statement, document: str, decision: str, signed: Signed,
    more: dict[str, str] | None = None,
) -> Review:  # fmt: skip
    said = {name: str(value) for name, value in asdict(found).items() if name != "id"}
    return library.add_review(
        document, found.id, decision, reviewer=signed.reviewer, reason=signed.reason,
        detail=said | (more or {}), concerned=[] if decision == REPORT else [document],
    )  # fmt: skip


def _edited(found: Statement, edit: Edit) -> dict[str, str]:
    """The parts of an edited claim, checked against the vocabulary."""
    if found.kind != "assertion":
        raise InputError("只有关系陈述可以修改；其他内容请采纳或否定")
    predicate = edit.predicate or found.predicate
    signature = next((s for p, s in SIGNATURES.items() if p == predicate), None)
    if signature is None:
        raise InputError(f"不认识的关系 {predicate}")
    subject = _end(edit.subject, found.subject)
    words = predicate in LITERAL_PREDICATES
    object_ = (edit.object.strip() or found.object) if words else _end(edit.object, found.object)
    if any(
        e.startswith("Clause/") and e not in (found.subject, found.object)
        for e in (subject, object_)
    ):
        raise InputError("不能把条款改成另一个条款；请否定这条陈述")
    if not signature.admits(_type(subject), "" if words else _type(object_)):
        raise InputError(f"关系 {predicate} 不能连接“{subject}”和“{object_}”：类型不对")
    if (subject, predicate, object_) == (found.subject, found.predicate, found.object):
        raise InputError("修改后的陈述与原来相同")
    return {"new_subject": subject, "new_predicate": predicate, "new_object": object_}


def _end(given: str, before: str) -> str:
    """An end as a role: as given, with the old type where only a name is given, or as before."""
    given = given.strip()
    if not given:
        return before
    if len(given) > _LONGEST:
        raise InputError(f"名称太长：最多 {_LONGEST} 个字")
    types = {t for s in SIGNATURES.values() for t in (*s.subjects, *s.objects)}
    if given == DOCUMENT_ID or given.partition("/")[0] in types:
        return given
    return f"{before.partition('/')[0]}/{given}"


def _type(role: str) -> str:
    return DOCUMENT if role == DOCUMENT_ID else role.partition("/")[0]
