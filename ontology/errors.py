"""The one error tree.

    MineKGError
    ├── InputError          the user's file or words are at fault
    │   ├── UnreadableFile  a document cannot be read (names the file and the reason)
    │   ├── UnknownName     a document, clause, entity, mineral or place that nobody knows
    │   └── BadQuery        a search, SPARQL or request that cannot be understood
    ├── LimitExceeded       a deadline, size or memory limit stopped the work
    └── EnvironmentFault    this machine or this library folder is at fault (exit code 3)
        └── LibraryBusy     another process or thread is writing the library right now

Bad text inside a readable document is no error: it becomes an `Issue` with a range.
"""

from __future__ import annotations


class MineKGError(Exception):
    """Base of every error that MineKG raises on purpose; `str()` is one line for the user."""


class InputError(MineKGError):
    """The user's input is at fault."""


class UnreadableFile(InputError):
    """A document that cannot be read.

    Args:
        path: the file as the user named it (`archive.zip/member` inside an archive).
        reason: one clause that says what is wrong and what to do.
    """

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"{path}：{reason}")
        self.path = path
        self.reason = reason


class UnknownName(InputError):
    """A name that nothing in the library bears; `suggestions` holds near names, best first."""

    def __init__(self, message: str, suggestions: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.suggestions = suggestions


class BadQuery(InputError):
    """A query that cannot be understood.

    Args:
        message: one line for the user.
        line, column: one-based position of the fault, where it is known.
    """

    def __init__(self, message: str, line: int | None = None, column: int | None = None) -> None:
        super().__init__(message)
        self.line = line
        self.column = column


class LimitExceeded(MineKGError):
    """A deadline, size or memory limit stopped the work; the message names the limit."""


class EnvironmentFault(MineKGError):
    """The machine or the library folder is at fault: no space, newer format, port in use."""


class LibraryBusy(EnvironmentFault):
    """Somebody else is writing the library; what was asked for can be tried again later."""
