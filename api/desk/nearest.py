"""Near names: what the user may have meant."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from difflib import SequenceMatcher

_AT_MOST = 5
_NEAR = 0.5
_LEAST = 4


def nearest(name: str, known: Iterable[str], preferred: Collection[str] = ()) -> tuple[str, ...]:
    """At most five known names like `name`, the likeliest first; () when none comes near.

    Names that hold it or lie in it and `preferred` names (those of the library at hand) go before
    others that are as like.
    """
    scored = [(_likeness(name, k) + (0.2 if k in preferred else 0), k) for k in set(known)]
    near = sorted((s for s in scored if s[0] >= _NEAR), key=lambda s: (-s[0], s[1]))
    return tuple(k for _, k in near)[:_AT_MOST]


def _likeness(a: str, b: str) -> float:
    """0 to about 1.5: common letters, and the same letters at the same places."""
    if len(b) < 2 or not set(a) & set(b):
        return 0.0
    alike = SequenceMatcher(None, a, b, autojunk=False).ratio()
    placed = sum(x == y for x, y in zip(a, b, strict=False)) / max(len(a), len(b))
    return alike + 0.3 * placed + (0.2 if a in b or b in a else 0)


def misspelt(title: str, titles: Iterable[str]) -> str:
    """The one title that is `title` but for a letter or two, "" where none or several are."""
    found = {t for t in titles if t != title and _nearly(title, t)}
    return found.pop() if len(found) == 1 else ""


def _nearly(a: str, b: str) -> bool:
    if abs(len(a) - len(b)) > 1 or len(a) < _LEAST or not set(a) & set(b):
        return False
    return SequenceMatcher(None, a, b, autojunk=False).ratio() >= 1 - 1.5 / len(a)
