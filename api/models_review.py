"""What the review of statements answers and accepts over REST."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from api.models import Model

Reviewer = Annotated[str, Field(max_length=100, description="审核人，可不填")]
Reason = Annotated[str, Field(max_length=2000, description="理由")]
Address = Annotated[
    str, Field(min_length=3, max_length=400, description="陈述的编号：文件编号/陈述编号")
]
Key = Annotated[
    str, Field(min_length=3, max_length=400, description="条目的编号，如 mode/产业基金模式")
]


class LogItem(Model):
    """An entry of the review log: report, accept, reject, edit, merge, split or undo."""

    number: int
    at: str
    document: str
    target: str
    decision: str
    reviewer: str
    reason: str
    detail: dict[str, str]
    chain: str


class QueueItem(Model):
    """A statement to review, or one that was.

    `reason` is reported, proposed, unsure, unseen or decided; `review` its status; `context` the words
    around the quote, which lies at `[quote_start, quote_end)` in it.
    """

    statement: str = Field(validation_alias="address")
    document: str
    document_title: str
    kind: str
    reason: str
    review: str
    subject: str
    predicate: str
    object: str
    quote: str
    start: int
    end: int
    clause: str
    where: str
    rule: str
    confidence: float
    model: str
    reports: list[LogItem]
    verdict: LogItem | None
    context: str = ""
    quote_start: int = 0
    quote_end: int = 0


class DecisionRequest(Model):
    """The same decision on one or more statements.

    `subject`, `predicate` and `object` belong to an edit: what the claim should say; what is left out
    stays. Ends are `Type/name` (`Problem/融资难`), or a name of the same type as before.
    """

    statements: Annotated[list[Address], Field(min_length=1, max_length=200)]
    decision: Literal["accept", "reject", "edit", "undo"]
    reviewer: Reviewer = ""
    reason: Reason = ""
    subject: Annotated[str, Field(max_length=600)] = ""
    predicate: Annotated[str, Field(max_length=50)] = ""
    object: Annotated[str, Field(max_length=2000)] = ""


class ReportRequest(Model):
    """Somebody thinks that a statement is wrong."""

    statement: Address
    reviewer: Reviewer = ""
    reason: Reason = ""


class Decided(Model):
    """What was written into the log.

    `published` says that index and graph show it; where it is false another process is writing the
    library, and they will when that one has finished.
    """

    items: list[LogItem]
    published: bool


class MergeItem(Model):
    """Two names of one thing (`basis` merged, or the rule that joined them), or told apart (split)."""

    entity: str = Field(validation_alias="own")
    entity_name: str = Field(validation_alias="own_name")
    into: str = Field(validation_alias="key")
    into_name: str = Field(validation_alias="key_name")
    basis: str
    documents: int
    verdict: LogItem | None


class MergeRequest(Model):
    """Let an entity be another; where a person has told the two apart, that is undone."""

    entity: Key
    into: Key
    reviewer: Reviewer = ""
    reason: Reason = ""
