"""What was made last, kept for the next reader until the library is published again."""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

T = TypeVar("T")


class Kept(Generic[T]):
    """The `size` things used last, each of one generation of the library; for many threads."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._turn = threading.Lock()
        self._held: dict[Hashable, tuple[int, T]] = {}  # the one used last comes last

    def get(self, generation: int, name: Hashable, make: Callable[[], T]) -> T:
        """The thing of this name, made where it is not kept; what `make` raises is passed on.

        Two threads may make the same thing: neither waits while another makes something.
        """
        with self._turn:
            kept = self._held.pop(name, None)
        if kept is None or kept[0] != generation:
            kept = generation, make()
        with self._turn:
            self._held[name] = kept
            while len(self._held) > self._size:
                del self._held[next(iter(self._held))]
        return kept[1]
