"""The calendar years that the numbers of a sentence are of, also where a sentence before gives them."""

from __future__ import annotations

from typing import NamedTuple

from ingest.extract.quantity import Quantity
from ingest.extract.sentences import Sentence
from ontology import patterns as re

_YEAR = re.compile(
    r"(?<!\d)((?:19|20)\d{2})(?:\s?[-—–~～至到]{1,2}\s?((?:19|20)\d{2}))?\s?(?:年|(?!\d))"
)
_SURVEY = re.compile(r"截[至止]")
# 较2015年下降, but not 占比2015年为5%.
_BESIDE = re.compile(r"较$|(?<![占对])比$")


class Dated(NamedTuple):
    """A year and the end of the sentence that gives it; `survey` dates hold for the paragraph."""

    year: int
    survey: bool
    end: int


def year_of(text: str, named: list[re.Match[str]], q: Quantity) -> int | None:
    """The calendar year of its sentence that stands nearest before the number, None for none."""
    years = [(match.start(), int(match[2] or match[1])) for match in named]
    # 较2015年下降, 由2015年的5%提高到8%: a year that the number is compared with is not its own.
    earlier = [
        year
        for at, year in years
        if at < q.start
        and not _BESIDE.search(text, at - 2, at)
        and not (text[at - 1] in "由从" and re.search(r"\d", text[at + 4 : q.start]))
    ]
    return earlier[-1] if earlier else None


def years_in(text: str, sentence: Sentence) -> list[re.Match[str]]:
    """The calendar years and spans of years that a sentence names as such."""
    if text.find("年", sentence.start, sentence.end) < 0:
        return []
    return [m for m in _YEAR.finditer(text, sentence.start, sentence.end) if "年" in m[0]]


def inherited(text: str, sentence: Sentence, dated: Dated | None) -> int | None:
    """The year of an earlier sentence of the paragraph, where it holds here too."""
    if dated is None or "\n" in text[dated.end : sentence.start]:
        return None
    goes_on = text.startswith("其中", sentence.start)
    return dated.year if dated.survey or goes_on else None


def dated_by(
    text: str, sentence: Sentence, years: list[re.Match[str]], dated: Dated | None
) -> Dated | None:
    """The date that holds after a sentence: of a survey (截至2020年底) for the whole paragraph,
    any other for what goes on with 其中.
    """
    if years:
        words = text[sentence.start : sentence.end]
        return Dated(int(years[-1][2] or years[-1][1]), bool(_SURVEY.search(words)), sentence.end)
    if dated is None or inherited(text, sentence, dated) is None:
        return None
    return Dated(dated.year, dated.survey, sentence.end)
