"""The fault of a PDF font whose ToUnicode ranges run on, made on purpose."""

from __future__ import annotations

from collections import Counter
from random import Random

_REACH = 41


def damage(text: str, rng: Random, *, share: float = 0.06, body: float = 0.9) -> str:
    """The text as a faulty font would give it, of the same length.

    Args:
        text: clean text, a paragraph a line.
        rng: source of chance.
        share: about how much of the Han characters is to be wrong.
        body: how much of the lines is set in the faulty font.
    """
    lines = text.split("\n")
    faulty = [rng.random() < body for _ in lines]
    counts = Counter(
        c
        for line, f in zip(lines, faulty, strict=True)
        if f
        for c in line
        if "\u4e00" <= c <= "\u9fa5"
    )
    wrong = str.maketrans(_mistaken(counts, rng, share * counts.total()))
    return "\n".join(
        line.translate(wrong) if f else line for line, f in zip(lines, faulty, strict=True)
    )


def _mistaken(counts: Counter[str], rng: Random, wanted: float) -> dict[str, str]:
    """Right characters and their wrong ones, so many that about `wanted` occurrences change."""
    used = sorted(counts)
    table: dict[str, str] = {}
    hit = 0
    for _ in range(400):
        if hit >= wanted or len(used) < 2:
            break
        run = _run(used, table, rng)
        weight = sum(counts[right] for right in run)
        if hit + weight <= 1.6 * wanted:
            table.update(run)
            hit += weight
    return table


def _run(used: list[str], table: dict[str, str], rng: Random) -> dict[str, str]:
    """Right characters and the codes that a range running on gives them."""
    first = rng.randrange(len(used) - 1)
    rights = used[first + 1 : first + 1 + rng.choice([1, 1, 1, 2, 2, 3, 4])]
    if used[first] in table or any(right in table for right in rights):
        return {}
    run: dict[str, str] = {}
    for offset, right in enumerate(rights, start=1):
        wrong = chr(ord(used[first]) + offset)
        if not 1 <= ord(right) - ord(wrong) <= _REACH:
            break
        run[right] = wrong
    return run
