"""Obligations: who must, must not, should, may or is encouraged to do what, under which condition."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.extract import clauses
from ingest.extract.book import FactBook
from ingest.extract.norms import Cue, cues, specifies
from ingest.extract.sentences import Sentence, clause_id, parts, sentences, where
from ingest.extract.spans import cut
from ingest.extract.zones import zone
from ontology import lexicon
from ontology.records import DOCUMENT_ID, Obligation

RULE = "obligation"
_GENRES = frozenset({"plan", "specification", "regulation", "notice", "other"})
_CONDITION_END = re.compile(
    r"(?:的|时|后|前|情况下|条件下|前提下|期间|内|范围内|过程中|基础上|之日起)$"
)
_CONDITION_START = re.compile(
    r"^(?:对于?|在|因|由于|若|如果?|经|按照?|根据|依照|违反|未经|凡|除|自|从|为了?|通过|结合|针对|规划期|到20\d\d年|20\d\d)"
)
_IMPERATIVE = re.compile(
    r"^(?:及时|依法|按(?!照.{0,30}原则)|以.{2,20}为准|由|视|将|责令|处以?|没收|给予|予以|严肃|限期|移送|追究|吊销|撤销|从其|适用|不适用|依照)"
)
_BY_ACTOR = re.compile(
    r"(?P<what>[一-鿿（）()、]{2,20}?)由(?P<who>[一-鿿、（）()“”《》]{2,24}?)(?P<verb>负责|承担|解决|组织|进行|审批|批准|实施|制定|监督|管理|编制|确定|处理)"
)
_FOREIGN = re.compile(
    r"国外|美国|英国|德国|法国|日本|加拿大|澳大利亚|印度|巴西|西班牙|南非|欧盟|发达国家|各国|世界"
)
_LIST_INTRO = re.compile(r"[：:]\s*$")
_EDGE = "，,；;。：: \t\n、"
_HEAD = re.compile(r"^(?:同时|此外|另外|并且|并|且|其中|但是?|因此|从而|为此|对于?|将)+")
_BANNED = re.compile(r"^(?P<ban>禁止|严禁)(?P<what>[一-鿿、和（）]{2,12}?)(?:的)?矿种$")


@dataclass(frozen=True, slots=True)
class _Part:
    """A sentence part (between semicolons) cut at its commas; `segments` are ranges."""

    sentence: Sentence
    segments: tuple[tuple[int, int], ...]


def find(book: FactBook) -> None:
    """Write down the obligations of plans, specifications and legal texts, with their relations."""
    document = book.document
    if document.metadata.genre not in _GENRES:
        return
    specification = document.metadata.genre == "specification"
    for sentence in sentences(book):
        if _tells(book, sentence):
            continue
        for start, end in parts(document.text, sentence):
            part = _Part(sentence, tuple(cut(document.text, start, end, "，,")))
            _part(book, part, specification)
    _banned_minerals(book)


def _tells(book: FactBook, sentence: Sentence) -> bool:
    """Sentences that state facts or problems lay nothing down, nor do foreign laws."""
    text = book.document.text
    if book.document.metadata.genre in ("plan", "specification") and (
        zone(book, sentence.clause) == "problem"
    ):
        return True
    return bool(
        book.document.metadata.genre == "specification"
        and _FOREIGN.search(text, sentence.start, sentence.end)
    )


def _part(book: FactBook, part: _Part, specification: bool) -> None:
    text = book.document.text
    found = [_first(cues(text, *segment)) for segment in part.segments]
    if not any(found):
        found = _silent(text, part, specification)
    for at, cue in enumerate(found):
        if cue is not None:
            _write(book, part, found, at, cue)


def _first(found: list[Cue]) -> Cue | None:
    """The cue that governs a segment: the first strong one, else the first."""
    return next((c for c in found if c.strong), found[0] if found else None)


def _silent(text: str, part: _Part, specification: bool) -> list[Cue | None]:
    """Cues of a part without a modal word: a consequence (…的，依法…), 由…负责, 包括."""
    empty: list[Cue | None] = [None] * len(part.segments)
    for at, (start, end) in enumerate(part.segments):
        if (
            at
            and text[: part.segments[at - 1][1]].endswith("的")
            and _IMPERATIVE.match(text[start:end])
        ):
            empty[at] = Cue("requires", start, start, True)
            return empty
        if match := _BY_ACTOR.match(text[start:end]):
            at_verb = start + match.start("who") - 1
            empty[at] = Cue("requires", at_verb, at_verb, True)
            return empty
        if specification and (cue := specifies(text, start, end)):
            empty[at] = cue
            return empty
    return empty


def _write(book: FactBook, part: _Part, found: list[Cue | None], at: int, cue: Cue) -> None:
    text, document = book.document.text, book.document
    start, _ = part.segments[at]
    stop = _stop(text, part, found, at)
    before = text[start : cue.start]
    subject, condition, begin = _bearer(text, part, found, at, before)
    action = text[cue.end : stop].strip(_EDGE)
    if cue.modality == "encourages":
        subject, action = _encouraged(action)
    if len(action) < 2:
        return
    index = part.sentence.clause
    book.obligations.append(
        Obligation(
            cue.modality,
            subject,
            action,
            condition,
            clause_id(document, index),
            book.evidence(begin, stop),
            text[cue.start : cue.end],
            RULE,
        )
    )
    speaker = clauses.subject(book, index)
    if cue.strong and speaker != DOCUMENT_ID:
        predicate = "encourages" if cue.modality == "recommends" else cue.modality
        book.assertion(
            speaker,
            predicate,
            action,
            begin,
            stop,
            where=where(document, index),
            clause=clause_id(document, index),
            rule=RULE,
        )


def _stop(text: str, part: _Part, found: list[Cue | None], at: int) -> int:
    """Where the action ends: before the next segment with a cue or condition of its own."""
    stop = part.segments[at][1]
    for later in range(at + 1, len(part.segments)):
        start, end = part.segments[later]
        opens = found[later] is not None
        follows = later + 1 < len(found) and found[later + 1] is not None
        if opens or (follows and _CONDITION_END.search(text[start:end])):
            break
        stop = end
    while stop > part.segments[at][0] and text[stop - 1] in _EDGE:
        stop -= 1
    return stop


def _bearer(
    text: str, part: _Part, found: list[Cue | None], at: int, before: str
) -> tuple[str, str, int]:
    """(subject, condition, where the evidence begins) for the cue of segment `at`."""
    begin = part.segments[at][0]
    conditions: list[str] = []
    subject = _HEAD.sub("", before).strip(_EDGE)
    for earlier in range(at - 1, -1, -1):
        if found[earlier] is not None:
            break
        start, end = part.segments[earlier]
        words = text[start:end].strip(_EDGE)
        if _CONDITION_END.search(words) or _CONDITION_START.match(words):
            conditions.insert(0, words)
            begin = start
        elif not subject and not conditions:
            subject, begin = words, start
        else:
            break
    if subject and (_CONDITION_END.search(subject) or _CONDITION_START.match(subject)):
        conditions.append(subject)
        subject = ""
    return subject, "，".join(conditions), begin


def _encouraged(action: str) -> tuple[str, str]:
    """鼓励矿山企业采用… -> who is encouraged, and to do what."""
    actors = lexicon.actors()
    best = 0
    for end in range(2, min(len(action), 16) + 1):
        if any(action[at:end] in actors for at in range(max(0, end - 10), min(end - 1, 7))):
            best = end
    if best and len(action) - best >= 4:
        return action[:best], action[best:]
    return "", action


def _banned_minerals(book: FactBook) -> None:
    """禁止勘查开采矿种：… as a heading forbids what its text lists."""
    document = book.document
    for index, clause in enumerate(document.clauses):
        match = _BANNED.match(clause.title)
        if match is None or clause.heading_end >= clause.end:
            continue
        body = next((s for s in sentences(book) if s.clause == index), None)
        if body is None:
            continue
        listed = document.text[body.start : body.end].strip(_EDGE)
        stop = body.start + len(document.text[body.start : body.end].rstrip(_EDGE))
        evidence = book.evidence(clause.heading_start, stop)
        action = match["what"] + listed
        book.obligations.append(
            Obligation("prohibits", "", action, "", clause.id, evidence, match["ban"], RULE)
        )
        speaker = clauses.subject(book, index)
        if speaker != DOCUMENT_ID:
            book.assertion(
                speaker,
                "prohibits",
                action,
                evidence.start,
                evidence.end,
                clause=clause.id,
                rule=RULE,
            )
