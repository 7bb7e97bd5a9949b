"""The frame of printed pages in plain text: page numbers, running headers and footers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

PAGE_NUMBER = re.compile(
    r"[—–\-·•]\s*\d{1,4}\s*[—–\-·•]|第\s*\d{1,4}\s*页(?:\s*[，,/]?\s*共\s*\d{1,4}\s*页)?"
)
_LONGEST = 40  # characters of a running header


def is_page_number(text: str) -> bool:
    """Whether a text is nothing but a page number with its dashes or words."""
    return PAGE_NUMBER.fullmatch(text.strip()) is not None


def running_lines(lines: Iterable[str]) -> frozenset[str]:
    """Running headers and footers: what stands, page after page, beside a page number."""
    filled = [bare for line in lines if (bare := line.strip())]
    marks = [i for i, line in enumerate(filled) if is_page_number(line)]
    if len(marks) < 2:
        return frozenset()
    places = {at for mark in marks for at in (mark - 1, mark + 1) if 0 <= at < len(filled)}
    beside = Counter(filled[at] for at in places - set(marks))
    needed = max(2, len(marks) // 2)
    return frozenset(x for x, count in beside.items() if count >= needed and len(x) <= _LONGEST)
