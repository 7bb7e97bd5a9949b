"""An application to mine, and the answer to it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from ontology.errors import BadQuery

RuleVerdict = Literal["met", "not met", "cannot decide"]


@dataclass(frozen=True, slots=True)
class Application:
    """Who wants to mine what, how much and where.

    `scale` is in `unit` (万吨/年); `method` is 露天 or 地下, "" when unsaid; `new` for a new mining
    right, else an existing one; `service_years` is the planned life of the mine.

    Raises:
        BadQuery: no mineral, no place, a scale without unit or one that is not positive.
    """

    mineral: str
    scale: Decimal | None
    unit: str
    place: str
    method: str = ""
    new: bool = False
    service_years: int | None = None

    def __post_init__(self) -> None:
        if not self.mineral.strip():
            raise BadQuery("请写明矿种，例如 石膏")
        if not self.place.strip():
            raise BadQuery("请写明所在的县或市，例如 洛浦县")
        if self.scale is not None and self.scale <= 0:
            raise BadQuery(f"开采规模要大于零，现在是 {self.scale}")
        if self.scale is not None and not self.unit.strip():
            raise BadQuery("开采规模没有单位，请写明，例如 万吨/年 或 万立方米/年")


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule that applies, its own words, and how the application stands to it.

    `document` and `clause` are ids; `[start, end)` is where `quote` stands in the clean text.
    """

    document: str
    clause: str
    quote: str
    verdict: RuleVerdict
    reason: str
    start: int = 0
    end: int = 0

    def as_json(self) -> dict[str, str]:
        """The rule as the command line and the web give it."""
        return {
            "document": self.document,
            "clause": self.clause,
            "quote": self.quote,
            "verdict": self.verdict,
            "reason": self.reason,
        }


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two rules for the case that cannot both hold: the words of each, and why."""

    a: str
    b: str
    why: str


@dataclass(frozen=True, slots=True)
class AdmitReport:
    """Every rule that applies, what contradicts what, and near names for unknown ones."""

    rules: tuple[Rule, ...] = ()
    contradictions: tuple[Contradiction, ...] = ()
    suggestions: tuple[str, ...] = ()

    def as_json(self) -> dict[str, object]:
        """The report as DESIGN.md fixes it."""
        return {
            "rules": [r.as_json() for r in self.rules],
            "contradictions": [{"a": c.a, "b": c.b, "why": c.why} for c in self.contradictions],
            "suggestions": list(self.suggestions),
        }
