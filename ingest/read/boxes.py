"""Text boxes of slides: paragraphs broken at the width of their box.

The text layer of a deck has no common width that lines are wrapped at: every box has its own. A
paragraph in a box is known by its lines, all of which but the last are about equally full.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from ingest.read.layout import LABEL, opens_unit, width

_NARROWEST, _WIDEST = 24, 90  # columns of a box that a paragraph is wrapped in
_SLACK = 4  # columns by which a full line may fall short of its box
_FIRST = 3  # columns by which the first line may: a shorter one is the heading of the box
_USUAL = 60  # columns that the lines of a deck have on the average, at most
_ENOUGH = 3  # lines that show that a box is wrapped, whatever it ends with
_RUNNING = re.compile(r"[，。；、][^，。；、]")
_BROKEN_OFF = re.compile(r"[，、]\s*$")
_ENDED = re.compile(r"[。！？；：:…]\s*$")
_BULLET = re.compile(r"\s*[●○•■□◆◇▪▲►➢➤✓★※◎—–·-]")
# Two boxes side by side, which the export put on one line.
_COLUMNS = re.compile(r"[\u4e00-\u9fff。]\s+[\u4e00-\u9fff\d]")


def wrapped_boxes(lines: Sequence[str], *, spaced: bool) -> frozenset[int]:
    """The indices of the lines that go on with the filled line before them.

    Args:
        lines: all lines, blank ones too.
        spaced: a blank line stands between any two lines, so one does not part boxes.
    """
    counts = Counter(line.strip() for line in lines)
    if not _is_deck([line for line in lines if line.strip()]):
        return frozenset()
    going: set[int] = set()
    for run in _runs(lines, int(spaced)):
        titles = {at for at in run if counts[lines[at].strip()] > 1}
        for group in _groups(lines, run, titles):
            group = _unheaded(lines, group)
            if _is_paragraph([lines[at] for at in group]):
                going.update(group[1:])
    return frozenset(going)


def _is_deck(filled: Sequence[str]) -> bool:
    """Whether most lines are short and end no sentence."""
    ended = sum(_ENDED.search(line) is not None for line in filled)
    return ended * 4 < len(filled) and sum(map(width, filled)) <= _USUAL * len(filled)


def _runs(lines: Sequence[str], blanks: int) -> Iterator[list[int]]:
    """The filled lines that no more than some blank lines part."""
    filled = [at for at, line in enumerate(lines) if line.strip()]
    run = filled[:1]
    for before, at in pairwise(filled):
        if at - before - 1 > blanks:
            yield run
            run = []
        run.append(at)
    yield run


def _groups(lines: Sequence[str], run: Sequence[int], titles: set[int]) -> Iterator[list[int]]:
    """The longest sequences of lines that may be one paragraph: full lines and the one behind."""
    group: list[int] = []
    for at in run:
        if group and at not in titles and _goes_on([lines[i] for i in group], lines[at]):
            group.append(at)
            continue
        yield group
        group = [] if at in titles else [at]
    yield group


def _goes_on(group: Sequence[str], line: str) -> bool:
    widths = [width(x.rstrip()) for x in group]
    full = max(*widths, min(width(line.rstrip()), widths[-1] + _SLACK))
    if not _NARROWEST <= full <= _WIDEST or min(widths[1:] or widths) < full - _SLACK:
        return False
    if _ENDED.search(group[-1]) or _COLUMNS.search(group[-1]) or width(line.rstrip()) > full:
        return False
    return not (_BULLET.match(line) or opens_unit(line) or LABEL.match(line))


def _unheaded(lines: Sequence[str], group: list[int]) -> list[int]:
    """The group without the shorter lines that it opens with."""
    widths = [width(lines[at].rstrip()) for at in group]
    first = next((i for i, w in enumerate(widths) if w >= max(widths) - _FIRST), 0)
    return group[first:]


def _is_paragraph(group: Sequence[str]) -> bool:
    two = len(group) > 1 and bool(_ENDED.search(group[-1]) or _BROKEN_OFF.search(group[0]))
    shown = two or len(group) >= _ENOUGH
    words = group if len(group) >= _ENOUGH else group[:1]
    return shown and _RUNNING.search("".join(line.strip() for line in words)) is not None
