"""What a reader may use, and how it says no."""

from __future__ import annotations

from dataclasses import dataclass

from ontology.source import Block, Correction, Issue

MAX_SPAN = 63  # columns that one cell may cover, the limit of Word itself
MAX_DEPTH = 200  # nested elements that are followed

NO_TEXT = "unreadable-part"  # the issue of a page that is only an image


class Refused(Exception):
    """A reader cannot or will not read a file; the text is the reason for the user."""


class Scanned(Refused):
    """A PDF has no text layer; `pages` is how many page images it has."""

    def __init__(self, pages: int) -> None:
        super().__init__("没有文字层，可能是扫描件；安装 minekg[ocr] 后可识别")
        self.pages = pages


@dataclass(frozen=True, slots=True)
class Limits:
    """What reading one file may cost.

    Args:
        memory: address space of the reading process, bytes.
        cpu: processor time, seconds; the wall clock may take twice as long.
    """

    memory: int = 2_000_000_000
    cpu: int = 60


@dataclass(frozen=True, slots=True)
class Content:
    """What a reader found in a file, before path and hash are added.

    `reader` is the name for `RawDocument.reader` where it differs from the format; `corrections`
    as there.
    """

    blocks: tuple[Block, ...]
    issues: tuple[Issue, ...] = ()
    metadata: tuple[tuple[str, str], ...] = ()
    reader: str = ""
    corrections: tuple[Correction, ...] = ()
