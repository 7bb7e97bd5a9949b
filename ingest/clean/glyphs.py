"""Wrong glyphs of a damaged PDF text layer: found, and put right in context.

The fault: a range of the font's ToUnicode table runs on past its end, so that the next glyphs in
use get end + 1, end + 2, ... instead of their own codes (功加务 are right, then 动助努 read 劢劣劤).
Hence a wrong code lies below the right one, wrong codes of one run follow one another, their right
codes rise with them, and no character in use lies between. The fault belongs to one font: headings
in another font stay clean.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice, pairwise

from ingest.clean.language import ANY, gain, is_in_word, log_probability

_REACH = 48  # the farthest that a right code was seen above its wrong one is 41
_AROUND = 5  # characters of context on each side
_SAMPLE = 24  # contexts of one character that are weighed
_BETWEEN = 2.0  # nats, for each character in use between the wrong and the right code
_SEEN = 4.0  # nats, for a right character that is also seen as itself where the fault is
_LOW, _HIGH = -3.0, 10.0  # nats that one context may tell
_DOUBT = (4.0, 0.6)  # nats that a real character needs against it: at all, and per context
_LEAD = (2.0, 0.4)  # nats by which a reading must lead the next: at all, and per context
_MIN_KINDS = 3
_EXPLAINED = 0.5
_ROUNDS = 6
_FAIR_PART = 0.3
_SELDOM = 0.25  # how often at most a right character is itself, for each time it is wrong
_WORD = 3.0  # nats by which a word speaks for a character
_RARELY = 0.1  # of the contexts
_FEW_CONTEXTS = 4
_LIKELY = (4.0, 2.0)  # nats per context by which it must lead over several places: rare, common
_COMMON = -7.0  # log probability of common characters
_PLAIN = 6.0  # nats per context by which a reading is plain, whatever else speaks against it
_TELLING = 2.3  # nats per context that a reading must tell at least: words, not mere frequency


def _everyday() -> frozenset[str]:
    rows = (bytes([row, cell]) for row in range(0xB0, 0xD8) for cell in range(0xA1, 0xFF))
    return frozenset(pair.decode("gb2312", "ignore") for pair in rows) - {""}


EVERYDAY = _everyday()  # the 3,755 characters of GB 2312 level 1


@dataclass(frozen=True, slots=True)
class Change:
    """One wrong character: its position in the text and what it should read."""

    position: int
    before: str
    after: str


def repair_glyphs(text: str) -> list[Change]:
    """The wrong characters of a text in order; none where the text is not damaged this way.

    A text counts as damaged when at least three kinds of rare characters make no words as they
    stand, each makes words as a character just above it, and they are half of all such kinds.
    """
    rare = {c for c in set(text) - EVERYDAY if _is_han(c)}
    if len(rare) < _MIN_KINDS:
        return []
    suspects = {c for c in rare if _stands_alone(text, c)}
    if len(suspects) < _MIN_KINDS:
        return []
    document = _Document(text)
    table = _signs(document, suspects)
    if len(table) < _MIN_KINDS or len(table) < _EXPLAINED * len(suspects):
        return []
    for _ in range(_ROUNDS):
        document.mark(table)
        grown = _table(document, suspects, table)
        if grown == table:
            break
        table = grown
    return list(_changes(document, _without_doubts(document, table)))


class _Document:
    """A text, its lines told apart by font, and the characters in use where the fault is."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._starts = [0, *(i + 1 for i, c in enumerate(text) if c == "\n")]
        self._lines = [text[a:b] for a, b in pairwise([*self._starts, len(text)])]
        self._faulty = [True] * len(self._lines)
        self._count(self._lines)

    def _count(self, lines: Iterable[str]) -> None:
        self.counts = Counter(c for c in "".join(lines) if _is_han(c))
        self._places: dict[str, list[int]] = {}

    def mark(self, table: Mapping[str, str]) -> None:
        """Tell the lines in the faulty font by the wrong and the right characters in them.

        Characters in use are counted where the fault is certain, if that is a fair part.
        """
        wrongs = table.keys() - EVERYDAY
        rights = set(table.values()) - table.keys()
        sure = [not wrongs.isdisjoint(line) for line in self._lines]
        self._faulty = [
            s or rights.isdisjoint(line) for s, line in zip(sure, self._lines, strict=True)
        ]
        certain = [line for s, line in zip(sure, self._lines, strict=True) if s]
        if sum(map(len, certain)) < _FAIR_PART * len(self.text):
            certain = [line for f, line in zip(self._faulty, self._lines, strict=True) if f]
        self._count(certain)

    def is_faulty(self, position: int) -> bool:
        """Whether a position lies in a line that may be in the faulty font."""
        return self._faulty[bisect_right(self._starts, position) - 1]

    def places(self, character: str) -> list[int]:
        """Where a character stands in lines that may be faulty, at most a sample."""
        if character not in self._places:
            found = _occurrences(self.text, character)
            self._places[character] = list(islice(filter(self.is_faulty, found), _SAMPLE))
        return self._places[character]

    def contexts(self, text: str, character: str) -> set[tuple[str, int]]:
        """The different surroundings of a character, from a text of the same length."""
        return {_around(text, p) for p in self.places(character)}

    def candidates(self, wrong: str, table: Mapping[str, str]) -> Iterator[tuple[str, float]]:
        """Everyday characters above a code, each with what speaks against it."""
        between = 0
        for code in range(ord(wrong) + 1, ord(wrong) + _REACH + 1):
            character = chr(code)
            if character not in EVERYDAY:
                continue
            in_use = character in self.counts and character not in table
            yield character, between * _BETWEEN + in_use * _SEEN
            between += in_use
            if between > 3:
                return


def _occurrences(text: str, character: str) -> Iterator[int]:
    at = text.find(character)
    while at >= 0:
        yield at
        at = text.find(character, at + 1)


def _around(text: str, position: int) -> tuple[str, int]:
    """The Han characters around a position, and where in them it lies."""
    start = end = position
    while start > max(0, position - _AROUND) and _is_han(text[start - 1]):
        start -= 1
    while end + 1 < min(len(text), position + _AROUND + 1) and _is_han(text[end + 1]):
        end += 1
    return text[start : end + 1], position - start


def _may_be_wrong(text: str, character: str) -> bool:
    """Whether the code right below is in use, as that where a range runs on must be."""
    return chr(ord(character) - 1) in text


def _stands_alone(text: str, character: str) -> bool:
    """Whether a character mostly stands outside of words."""
    places = list(islice(_occurrences(text, character), _SAMPLE))
    outside = sum(not is_in_word(*_around(text, p)) for p in places)
    return outside * 2 > len(places)


def _is_han(character: str) -> bool:
    return "\u4e00" <= character <= "\u9fa5"


@lru_cache(maxsize=1 << 15)  # each round asks of most places what the one before did
def told(around: str, position: int, right: str) -> float:
    """How much better than just any everyday character one fits a place, in nats, bounded."""
    before, after = around[:position], around[position + 1 :]
    return min(max(gain(before, right, after) - ANY, _LOW), _HIGH)


def _signs(document: _Document, suspects: Set[str]) -> dict[str, str]:
    """What rare characters surely stand for, in a text not yet known to be damaged."""
    table: dict[str, str] = {}
    for _ in range(_ROUNDS):
        text = _put_right(document.text, table)
        found = {}
        for wrong in sorted(suspects - table.keys()):
            contexts = document.contexts(text, wrong)
            ranked = sorted((s, r) for r, s in _scores(document, contexts, wrong, table).items())
            second = ranked[-2][0] if len(ranked) > 1 else _LOW
            if ranked and ranked[-1][0] >= max(3.0 + len(contexts), second + 2.5):
                found[wrong] = ranked[-1][1]
        if not found:
            break
        table.update(found)
    return table


def _put_right(text: str, table: Mapping[str, str]) -> str:
    return text.translate({ord(wrong): right for wrong, right in table.items()})


def _scores(
    document: _Document, contexts: Set[tuple[str, int]], wrong: str, table: Mapping[str, str]
) -> dict[str, float]:
    """How well each candidate fits the contexts of a character, less what speaks against it.

    A context that holds the character twice is read with the candidate in both places.
    """
    return {
        right: sum(told(a.replace(wrong, right), p, right) for a, p in contexts) - cost
        for right, cost in document.candidates(wrong, table)
    }


@dataclass(frozen=True, slots=True)
class _Reading:
    """What a character may stand for, itself among it, with scores from so many contexts."""

    wrong: str
    scores: Mapping[str, float]
    contexts: int


def _table(document: _Document, suspects: Set[str], known: Mapping[str, str]) -> dict[str, str]:
    """What each character stands for in a damaged text, run by run of adjacent codes."""
    text = _put_right(document.text, known)
    table: dict[str, str] = {}
    run: list[_Reading] = []
    for wrong in sorted(document.counts):
        reading = _reading(document, text, wrong, suspects, known)
        if run and (reading is None or ord(wrong) != ord(run[-1].wrong) + 1):
            table.update(_best_run(run))
            run = []
        if reading is not None:
            run.append(reading)
    if run:
        table.update(_best_run(run))
    return table


def _reading(
    document: _Document, text: str, wrong: str, suspects: Set[str], known: Mapping[str, str]
) -> _Reading | None:
    """The possible readings of a character, None where it can only be itself."""
    everyday = wrong in EVERYDAY
    if wrong not in suspects and not (everyday and _may_be_wrong(document.text, wrong)):
        return None
    contexts = document.contexts(text, wrong)
    own = sum(told(a, p, wrong) for a, p in contexts)
    doubt = _DOUBT[0] + _DOUBT[1] * len(contexts) if everyday else 0.0
    scores = _scores(document, contexts, wrong, known)
    enough = _TELLING * len(contexts)
    better = {r: s - doubt for r, s in scores.items() if s >= enough and s - doubt > own - 10.0}
    return _Reading(wrong, {wrong: own, **better}, len(contexts)) if better else None


def _best_run(run: Sequence[_Reading]) -> dict[str, str]:
    """The likeliest reading of adjacent codes with rising right codes, where it leads clearly."""
    scores = [reading.scores for reading in run]
    forward = _sweep(scores, rising=True)
    backward = _sweep(scores[::-1], rising=False)[::-1]
    found: dict[str, str] = {}
    for reading, ahead, behind in zip(run, forward, backward, strict=True):
        totals = sorted((ahead[r] + behind[r] - s, r) for r, s in reading.scores.items())
        needed = _LEAD[0] + _LEAD[1] * reading.contexts
        if totals[-1][1] != reading.wrong and totals[-1][0] - totals[-2][0] >= needed:
            found[reading.wrong] = totals[-1][1]
    return found


def _sweep(run: Sequence[Mapping[str, float]], *, rising: bool) -> list[dict[str, float]]:
    """For each code and reading, the best total of the readings up to it."""
    sums: list[dict[str, float]] = []
    for options in run:
        last = sums[-1] if sums else None
        sums.append(
            {
                right: score
                + (
                    max(
                        (s for r, s in last.items() if (r < right) == rising and r != right),
                        default=-1e3,
                    )
                    if last
                    else 0.0
                )
                for right, score in options.items()
            }
        )
    return sums


def _without_doubts(document: _Document, table: Mapping[str, str]) -> dict[str, str]:
    """The table without everyday characters of which the fault would have left other traces.

    One code cannot stand for two characters, a right character is not also seen as itself where
    the fault is, and a wrong one is never itself, so that no word speaks for it.
    """
    text = _put_right(document.text, table)
    claims = Counter(table.values())
    kept = {}
    for wrong, right in table.items():
        itself = 0 if right in table else document.counts[right]
        if wrong in EVERYDAY and (
            claims[right] > 1 or _is_doubtful(document, text, wrong, right, itself)
        ):
            continue
        kept[wrong] = right
    return kept


def _is_doubtful(document: _Document, text: str, wrong: str, right: str, itself: int) -> bool:
    """Whether an everyday character may stand for itself.

    Args:
        itself: how often the right character is seen as itself where the fault is.
    """
    count = document.counts[wrong]
    leads = [told(a, p, right) - told(a, p, wrong) for a, p in document.contexts(text, wrong)]
    against = sum(lead < -_WORD for lead in leads)
    if not leads or itself > count:
        return itself > count
    several = len(leads) >= _FEW_CONTEXTS
    traces = itself >= _SELDOM * count or (several and against > _RARELY * len(leads))
    # a character as common as 不 fits everywhere, so that no reading leads it by much
    common = (log_probability(wrong) or ANY) > _COMMON
    needed = _PLAIN if traces else _LIKELY[common] if several else 0.0
    return sum(leads) < needed * len(leads)


def _changes(document: _Document, table: Mapping[str, str]) -> Iterator[Change]:
    text = _put_right(document.text, table)
    for position, character in enumerate(document.text):
        right = table.get(character)
        if right is None:
            continue
        if character not in EVERYDAY or _reads_better(document, text, position, character, right):
            yield Change(position, character, right)


def _reads_better(document: _Document, text: str, position: int, wrong: str, right: str) -> bool:
    """Whether a character that is also a real one is wrong at a place.

    In the faulty font it always is, so only a line of unknown font needs its own proof.
    """
    around, place = _around(text, position)
    lead = told(around, place, right) - told(around, place, wrong)
    return lead > (-4.0 if document.is_faulty(position) else 6.0)
