"""Content negotiation: which of the formats on offer an Accept header prefers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol, TypeVar


class Offer(Protocol):
    """Something with a media type that may also be asked for by other names."""

    @property
    def media_type(self) -> str:
        """The media type that the answer will have."""

    @property
    def aliases(self) -> tuple[str, ...]:
        """Other media types that mean the same."""


T = TypeVar("T", bound=Offer)


def best(header: str, offers: Sequence[T]) -> T | None:
    """The offer that the header wants most, the first of equals; None when it wants none.

    An empty header wants anything. More specific ranges outrank `type/*` and `*/*` (RFC 9110,
    12.5.1).
    """
    ranges = list(_ranges(header)) if header.strip() else [("*/*", 1.0)]
    rated = [(_quality(offer, ranges), -place, offer) for place, offer in enumerate(offers)]
    quality, _, offer = max(rated, key=lambda r: r[:2], default=(0.0, 0, None))
    return offer if quality > 0 else None


def _ranges(header: str) -> Iterable[tuple[str, float]]:
    for part in header.split(","):
        name, *parameters = (p.strip().lower() for p in part.split(";"))
        if name:
            yield name, _weight(parameters)


def _weight(parameters: Iterable[str]) -> float:
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip() == "q":
            try:
                return min(max(float(value), 0.0), 1.0)
            except ValueError:
                return 0.0
    return 1.0


def _quality(offer: Offer, ranges: Sequence[tuple[str, float]]) -> float:
    by_name = dict(ranges)
    own = offer.media_type
    if own in by_name:
        return by_name[own]
    aliases = [by_name[a] for a in offer.aliases if a in by_name]
    if aliases:
        return max(aliases)
    for general in (own.partition("/")[0] + "/*", "*/*"):
        if general in by_name:
            return by_name[general]
    return 0.0
