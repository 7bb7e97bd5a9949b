"""Since when a document is in force, in its own words (本法自2025年7月1日起施行)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from ontology.numerals import NUMERAL, to_int

_FORCE = re.compile(
    r"(?P<words>(?:本|此|该|现)[^。；;\n，,]{0,24}?自\s*(?:(?P<year>\d{4}|[〇零一二三四五六七八九]{4})\s*年\s*"
    rf"(?P<month>[\d{NUMERAL}]{{1,3}})\s*月\s*(?P<day>[\d{NUMERAL}]{{1,3}})\s*日|(?:公布|发布|印发|颁布)之日)\s*起"
    r"\s*(?:施行|生效|实施|执行)[^。；;\n]{0,24})"
)
_VALID = re.compile(rf"有效期\s*(?:为)?\s*(?P<years>[\d{NUMERAL}]{{1,3}})\s*年")


@dataclass(frozen=True, slots=True)
class Effect:
    """When a document came into force and the words that say so.

    `since` is an ISO date, "" where the words give none and the document bears none; `years` is how
    long it holds, None where that is not said; `[start, end)` is in the clean text.
    """

    since: str
    words: str
    start: int
    end: int
    years: int | None = None

    def over(self, today: date) -> bool:
        """Whether the time that the document gives itself has run out."""
        return (
            bool(self.since and self.years) and int(self.since[:4]) + (self.years or 0) < today.year
        )


def effect(text: str, issued: str) -> Effect | None:
    """What a document says of its entry into force, None where it says nothing.

    Of several such sentences the last counts, as the final article has it.

    Args:
        issued: the ISO date that the document bears, for 自公布之日起; "" for none.
    """
    found = list(_FORCE.finditer(text))
    if not found:
        return None
    last = found[-1]
    valid = _VALID.search(text, last.start())
    words = last["words"].strip()
    years = to_int(valid["years"]) if valid else None
    return Effect(_date(last) or issued, words, *last.span("words"), years)


def _date(match: re.Match[str]) -> str:
    if not match["year"]:
        return ""
    year = "".join(str(to_int(c)) if not c.isdigit() else c for c in match["year"])
    try:
        return date(int(year), to_int(match["month"]), to_int(match["day"])).isoformat()
    except ValueError:
        return ""
