"""The place of a unit as one number: which document, where in it, and what the ranking must know.

It is a fast field of the index; as numbers sort, so do units: by document, then in its order.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b

_ORDER_BITS = 21
FLAG_BITS = 6  # a place without them is a position in a document; neighbours differ by one
DOCUMENT_SHIFT = _ORDER_BITS + FLAG_BITS  # what is left of a place beyond them is its document
FLAGS = (1 << FLAG_BITS) - 1
LEVEL = 0b11  # the flags that are the level; each other one is a reason to rank lower
REPLACED, HEADING, NAME, ASIDE = 0b100, 0b1000, 0b10000, 0b100000


@dataclass(frozen=True, slots=True)
class Standing:
    """What ranking knows of a unit beside its words.

    `level` is 2 for statutes, 1 for what is below them or no law at all, 0 for implementing rules
    and interpretations. `replaced` says that its document is no longer in force, `heading` that the
    unit is only a heading, `name` that it is no clause but what a document or entity is called,
    `aside` that its document has nothing to do with mines.
    """

    level: int
    replaced: bool = False
    heading: bool = False
    name: bool = False
    aside: bool = False


def number(document_id: str, order: int, standing: Standing) -> int:
    """The place of the `order`-th unit of a document, below 2**63."""
    flags = standing.level | REPLACED * standing.replaced | HEADING * standing.heading
    flags |= NAME * standing.name | ASIDE * standing.aside
    return (document_number(document_id) << _ORDER_BITS | order) << FLAG_BITS | flags


@lru_cache(maxsize=1000)
def document_number(document_id: str) -> int:
    """36 bits that stand for a document in places."""
    digest = blake2b(document_id.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big") >> 28


def thing_number(key: str) -> int:
    """52 bits that stand for a clause or an entity; the same in all of its units.

    No more, because aggregations of the index give numbers as floats.
    """
    digest = blake2b(key.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big") >> 12


def level_of(title: str, genre: str) -> int:
    """How high an instrument stands, by the kind of document its title ends with."""
    if genre != "regulation":
        return 1
    if title.endswith(("法", "法典")) and "解释" not in title:
        return 2
    return 1 if title.endswith("条例") else 0
