"""Check of a plan: against a specification (a checklist), and alone (contradictions)."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from api.desk.alone import Compared, Finding, Findings, check_alone, side_by_side
from api.desk.checklist import Item, checklist
from api.desk.judge import CheckVerdict, Judgement, judge
from api.desk.passages import Plan, content_words, is_generic
from ontology.errors import BadQuery
from ontology.records import Document, Modality

__all__ = [
    "CheckItem", "CheckReport", "Compared", "Finding", "Findings",
    "check_against", "check_alone", "side_by_side",
]  # fmt: skip
_MINE_SPEC = 2.0
_MINE_PLAN = 1.0
_COMMON_WORDS = 20
_KINSHIP = 0.3


@dataclass(frozen=True, slots=True)
class CheckItem:
    """An item of a specification and what the plan has on it.

    `clause` is the printed number of the clause that asks, `passage` the words of the plan at
    `[start, end)` of its clean text ("" and 0 where there are none), `plan_clause` their clause id,
    `spec_clause` the id of the clause that asks.
    """

    clause: str
    item: str
    modality: Modality
    verdict: CheckVerdict
    passage: str
    plan_clause: str
    start: int
    end: int
    reason: str
    spec_clause: str = ""

    def as_json(self) -> dict[str, object]:
        """The item as the command line and the web give it."""
        return {name: getattr(self, name) for name in self.__slots__}


@dataclass(frozen=True, slots=True)
class CheckReport:
    """The checklist of a plan against a specification, in the order of the specification.

    `off_subject` says that the plan does not speak of what the specification is about.
    """

    items: tuple[CheckItem, ...]
    off_subject: bool = False

    def as_json(self) -> dict[str, object]:
        """The report as DESIGN.md fixes it."""
        return {"items": [i.as_json() for i in self.items]}

    def counts(self) -> dict[str, int]:
        """How many items were found, not found, and left to a person."""
        return dict(Counter(i.verdict for i in self.items))


def check_against(plan: Document, spec: Document) -> CheckReport:
    """Every norm and required content of `spec` against `plan`.

    A plan without words, off topic or about something else has nothing found.

    Raises:
        BadQuery: the specification asks for nothing.
    """
    items = checklist(spec)
    if not items:
        raise BadQuery("规范里没有找到要求（应、必须、不得、应包括下列内容……），请确认选对了文件")
    if off_subject(plan, spec):
        reason = "方案与规范说的不是同一类事情" if plan.text.strip() else "方案没有文字"
        return CheckReport(tuple(_row(i, Judgement("not found", reason)) for i in items), True)
    passages = Plan(plan)
    return CheckReport(tuple(_row(item, judge(item, passages), passages) for item in items))


def off_subject(plan: Document, spec: Document) -> bool:
    """Whether the plan is about something else than the specification.

    For one on mines that is a plan that hardly names them; for any other a plan without most of the
    specification's own words.
    """
    if plan.metadata.off_topic or not plan.text.strip():
        return True
    if _density(spec.text) >= _MINE_SPEC:
        return _density(plan.text) < _MINE_PLAN
    counts = Counter(w for line in spec.text.splitlines() for w in content_words(line))
    words = [w for w, _ in counts.most_common(4 * _COMMON_WORDS) if not is_generic(w)]
    own = words[:_COMMON_WORDS]
    return sum(w in plan.text for w in own) < _KINSHIP * len(own)


def _density(text: str) -> float:
    """How often a text speaks of mines, in a thousand characters."""
    return 1000 * text.count("矿") / max(len(text), 1)


def _row(item: Item, judgement: Judgement, plan: Plan | None = None) -> CheckItem:
    start, end, words, clause = 0, 0, "", ""
    if plan is not None and judgement.passage is not None:
        p, asked = judgement.passage, content_words(f"{item.name}，{judgement.reason}")
        start, end = plan.narrow(p, asked)
        words, clause = p.text[start - p.start : end - p.start].strip(), p.clause
    return CheckItem(
        item.clause, item.name, item.modality, judgement.verdict, words, clause, start, end,
        judgement.reason, item.clause_id,
    )  # fmt: skip
