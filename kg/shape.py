"""What a query is at its top level, and the rewrites that need no more than that."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final
from urllib.parse import urljoin

from kg.lexer import Token, position, tokens, unescape
from ontology.errors import BadQuery
from ontology.vocabulary import PREFIXES

FORMS: Final = ("SELECT", "CONSTRUCT", "DESCRIBE", "ASK")
_DEEPEST: Final = 1_000
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_REMOTE = re.compile(r"SERVICE|LOAD", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Shape:
    """The top level of a query: its form, its LIMIT and where one may stand."""

    text: str
    top: tuple[Token, ...]
    form: str
    star: Token | None
    limit: Token | None
    offset: Token | None
    trailing_values: Token | None

    @property
    def rows(self) -> int | None:
        """The LIMIT that the query sets itself, None for none."""
        return int(self.limit.text) if self.limit else None

    def limited(self, rows: int, skip: int = 0) -> str:
        """The query with its LIMIT replaced, and its OFFSET advanced by `skip`."""
        first = int(self.offset.text) if self.offset else 0
        clause = f"OFFSET {first + skip} LIMIT {rows}"
        text = self.text
        at = self.trailing_values.start if self.trailing_values else len(text)
        text = f"{text[:at]}\n{clause} {text[at:]}"
        # Old clauses stand before the insertion, so that cutting them does not move it.
        for number in sorted(filter(None, (self.limit, self.offset)), key=lambda t: -t.start):
            word = self.top[self.top.index(number) - 1]
            text = text[: word.start] + text[number.end :]
        return text

    def named_columns(self, variables: Sequence[str]) -> str:
        """The query with `*` replaced by its variables in order of first mention."""
        if self.star is None or not variables:
            return self.text
        order = {t.text[1:]: i for i, t in reversed(list(enumerate(_variables(self.text))))}
        names = sorted(variables, key=lambda v: order.get(v, len(order)))
        columns = " ".join(f"?{name}" for name in names)
        return f"{self.text[: self.star.start]} {columns} {self.text[self.star.end :]}"

    def tokens_between(self, start: int, end: int) -> list[Token]:
        """The tokens of a part of the text."""
        return [t for t in tokens(self.text) if start <= t.start < end]

    def dataset(self, base: str = "") -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The absolute IRIs of its FROM and of its FROM NAMED clauses, relative ones below `base`."""
        default: list[str] = []
        named: list[str] = []
        places = [i for i, word in enumerate(self.top[:-1]) if word.is_word("FROM")]
        resolve: Callable[[Token], str] = self.resolver(base) if places else str
        for index in places:
            after = self.top[index + 1]
            if after.kind in ("iri", "pname"):
                default.append(resolve(after))
            elif after.is_word("NAMED") and index + 2 < len(self.top):
                named.append(resolve(self.top[index + 2]))
        return tuple(default), tuple(named)

    def resolver(self, base: str = "") -> Callable[[Token], str]:
        """A function from an IRI or prefixed name of the query to the absolute IRI."""
        base, prefixes = _prologue(self.top, base)
        return lambda token: _resolve(token, base, prefixes)


def shape(query: str) -> Shape:
    """Look at the top level of a query; a text that is no query has the form ""."""
    every = list(tokens(query))
    top = tuple(t for t in every if t.depth == 0 and t.inside == 0)
    form = next((t for t in top if t.is_word(*FORMS)), None)
    star = None
    if form is not None and form.is_word("SELECT"):
        after = [t for t in top if t.start > form.start][:2]
        star = next((t for t in after if t.text == "*"), None)
    return Shape(
        query,
        top,
        form.text.upper() if form else "",
        star,
        _number_after(top, "LIMIT"),
        _number_after(top, "OFFSET"),
        next((t for t in top if t.is_word("VALUES")), None),
    )


def lower_booleans(query: str) -> str:
    """The query with TRUE and False in lower case, which alone the engine reads as booleans."""
    found = [t for t in tokens(query) if t.is_word("TRUE", "FALSE") and not t.text.islower()]
    for token in found:
        query = query[: token.start] + token.text.lower() + query[token.end :]
    return query


def refuse_remote(query: str) -> None:
    """Refuse a query that would make the engine open a connection.

    Raises:
        BadQuery: SERVICE or LOAD is used as a keyword, also when written with codepoint escapes.
    """
    if not _REMOTE.search(unescape(query)):
        return
    for text in (query, unescape(query)):
        for token in tokens(text):
            if token.is_word("SERVICE", "LOAD"):
                line, column = position(text, token.start)
                word = token.text.upper()
                raise BadQuery(f"不支持 {word}：查询不会离开本机", line, column)


def refuse_deep(query: str) -> None:
    """Refuse a query whose braces or brackets are nested deeper than the engine's stack is high.

    Raises:
        BadQuery: more than a thousand are open at a time; says where.
    """
    for token in tokens(query):
        if token.depth + token.inside > _DEEPEST:
            line, column = position(query, token.start)
            raise BadQuery(f"括号嵌套超过 {_DEEPEST} 层", line, column)


def _variables(query: str) -> list[Token]:
    return [t for t in tokens(query) if t.kind == "var"]


def _number_after(top: Sequence[Token], word: str) -> Token | None:
    pairs = pairwise(top)
    return next((n for w, n in pairs if w.is_word(word) and n.text.isdecimal()), None)


def _prologue(top: Sequence[Token], base: str) -> tuple[str, dict[str, str]]:
    prefixes = {f"{name}:": iri for name, iri in PREFIXES.items()}
    for index, token in enumerate(top):
        after = [t.text for t in top[index + 1 : index + 3]]  # fewer where the text breaks off
        if token.is_word("BASE") and after:
            base = _absolute(base, after[0][1:-1])
        elif token.is_word("PREFIX") and len(after) == 2:
            prefixes[after[0]] = _absolute(base, after[1][1:-1])
        elif token.is_word(*FORMS):
            break
    return base, prefixes


def _absolute(base: str, iri: str) -> str:
    return iri if _SCHEME.match(iri) else urljoin(base, iri)


def _resolve(name: Token, base: str, prefixes: dict[str, str]) -> str:
    if name.kind == "iri":
        return _absolute(base, unescape(name.text[1:-1]))
    prefix, colon, local = name.text.partition(":")
    return prefixes.get(prefix + colon, "") + re.sub(r"\\(.)", r"\1", local)
