"""Names to offer while a person types."""

from __future__ import annotations

from corpus.directory import Named, directory
from corpus.library import Library


def suggest(library: Library, typed: str, limit: int = 10) -> tuple[Named, ...]:
    """Documents and entities whose names hold what was typed, those that begin with it first.

    A name that nothing holds gives the names that are one letter off; empty for no letters.
    """
    names = directory(library)
    return tuple(names.containing(typed, limit) or names.one_letter_off(typed)[:limit])
