"""SPARQL tokens: enough of the grammar's terminals to rewrite and to refuse, no parser.

Strings, IRIs and comments are never mistaken for words, so that a rewrite touches only what the
engine would read as syntax.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final, Literal, NamedTuple

Kind = Literal["iri", "string", "var", "pname", "blank", "lang", "number", "word", "punct"]

_ESC = r"\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8}"
_LOCAL = r"(?:[\w:]|%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?#@%])"
_TOKEN = re.compile(
    rf"""
      (?P<skip>\s+|\#[^\n\r]*)
    | (?P<iri><(?:[^<>"{{}}|^`\\\x00-\x20]|{_ESC})*>)
    | (?P<string>\"{{3}}(?:[^"\\]|\\.|\"(?!\"\"))*\"{{3}}|'{{3}}(?:[^'\\]|\\.|'(?!''))*'{{3}}
        |"(?:[^"\\\n\r]|\\.)*"|'(?:[^'\\\n\r]|\\.)*')
    | (?P<blank>_:\w(?:[\w.\-]*[\w\-])?)
    | (?P<pname>(?:[^\W\d_](?:[\w.\-]*[\w\-])?)?:(?:{_LOCAL}(?:(?:{_LOCAL}|[.\-])*(?:{_LOCAL}|-))?)?)
    | (?P<var>[?$]\w+)
    | (?P<lang>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)
    | (?P<number>(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)
    | (?P<word>[A-Za-z_]\w*)
    | (?P<punct>.)
    """,
    re.VERBOSE | re.DOTALL,
)
_SHORT = 20_000  # characters of a query whose tokens are remembered
# What a letter behind a backslash stands for in a string, of SPARQL and Turtle alike.
ESCAPES: Final = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f"}
_CODEPOINT = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")


class Token(NamedTuple):
    """A terminal at `[start, end)` of the query; `depth` counts the braces open around it.

    A brace itself has the depth outside it. `inside` counts open round and square brackets.
    """

    kind: Kind
    text: str
    start: int
    end: int
    depth: int
    inside: int

    def is_word(self, *words: str) -> bool:
        """Whether this is one of the keywords (given in upper case)."""
        return self.kind == "word" and self.text.upper() in words


def tokens(query: str) -> Iterator[Token]:
    """The tokens of a query, in order, blanks and comments left out."""
    # Every rewrite looks at the same text again.
    return iter(_remembered(query)) if len(query) <= _SHORT else _lexed(query)


@lru_cache(maxsize=16)
def _remembered(query: str) -> tuple[Token, ...]:
    return tuple(_lexed(query))


def _lexed(query: str) -> Iterator[Token]:
    depth = inside = 0
    for match in _TOKEN.finditer(query):
        kind, text = match.lastgroup, match.group()
        if kind == "skip":
            continue
        depth -= text == "}"
        inside -= kind == "punct" and text in ")]"
        yield Token(kind, text, match.start(), match.end(), depth, inside)  # type: ignore[arg-type]
        depth += text == "{"
        inside += kind == "punct" and text in "(["


def unescape(query: str) -> str:
    r"""The query with its codepoint escapes (`\u0053`) replaced, as an engine may read them."""
    return _CODEPOINT.sub(_character, query)


def position(query: str, offset: int) -> tuple[int, int]:
    """One-based line and column (in code points) of an offset."""
    line = query.count("\n", 0, offset) + 1
    return line, offset - query.rfind("\n", 0, offset)


def _character(match: re.Match[str]) -> str:
    code = int(match.group(1) or match.group(2), 16)
    return chr(code) if code < 0x110000 and not 0xD800 <= code < 0xE000 else match.group()
