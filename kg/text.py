"""Full text inside SPARQL: Jena's `text:query` pattern, answered by a search engine.

    (?clause ?score ?words) text:query (rdfs:label "融资难" 20)

becomes a VALUES block with the hits before the query reaches the engine, whose own CONTAINS would
read every literal. Subject forms: `?s`, `(?s ?score)`, `(?s ?score ?literal)`. Object forms:
`"words"` or a list of an optional property, the words and an optional limit.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from pyoxigraph import NamedNode

from kg.aggregate import AGGREGATES
from kg.lexer import ESCAPES, Token, position, tokens, unescape
from kg.shape import shape
from ontology.errors import BadQuery
from ontology.vocabulary import term

MOST = 1_000
"""Hits at most in one pattern: the engine joins VALUES in about 10 ms per thousand."""
_QUERY = term("text:query")
_LETTERS = {"iri": "p", "pname": "p", "string": "s", "lang": "l", "number": "n"}
_ORDER = re.compile("p?sl?n?(sl?)*")


@dataclass(frozen=True, slots=True)
class Found:
    """One hit: an IRI, its score (higher is better) and the words found, marked or not."""

    iri: str
    score: float
    text: str


Search = Callable[[str, str, int], Iterable[Found]]
"""Words, the IRI of a property ("" for any) and a limit, to hits, best first."""


@dataclass(frozen=True, slots=True)
class _Pattern:
    start: int
    end: int
    subjects: tuple[str, ...]
    words: str
    property: str
    limit: int | None
    before: str
    after: str


def uses_text(query: str) -> bool:
    """Whether a query may hold the pattern; a cheap test that spares others the tokens."""
    return "query" in query and ("text:" in query or _QUERY in query)


def rewrite(query: str, search: Search) -> tuple[str, bool]:
    """The query with every `text:query` pattern replaced by the hits of `search`.

    Returns:
        The new text, and whether a pattern had more than `MOST` hits and the query wants them all.

    Raises:
        BadQuery: a pattern that is not of the known forms; says where.
    """
    every, resolve = list(tokens(query)), shape(query).resolver()
    found = [
        _pattern(query, every, i, resolve)
        for i, t in enumerate(every)
        if t.kind in ("pname", "iri") and resolve(t) == _QUERY
    ]
    cut = False
    needed = not _best_suffice(query, every, found)
    for pattern in reversed(found):
        limit = MOST + 1 if pattern.limit is None else pattern.limit  # one more tells of the rest
        hits = list(search(pattern.words, pattern.property, limit))
        cut = cut or len(hits) > MOST
        query = query[: pattern.start] + _values(pattern, hits[:MOST]) + query[pattern.end :]
    return query, cut and needed


def _best_suffice(query: str, every: Sequence[Token], found: Sequence[_Pattern]) -> bool:
    """Whether `MOST` hits surely hold the whole answer: some of the hits, or the first by score.

    Whatever else stands in the query may leave fewer of them than it asks for.
    """
    asked = shape(query)
    if asked.form != "SELECT" or asked.rows is None or asked.trailing_values or len(found) != 1:
        return False
    if asked.rows + (int(asked.offset.text) if asked.offset else 0) > MOST:
        return False
    if any(t.is_word("DISTINCT", "REDUCED", "GROUP", "HAVING", *AGGREGATES) for t in every):
        return False
    (only,) = found
    beside = (t for t in every if t.depth and not only.start <= t.start < only.end)
    return not any(t.text != "." for t in beside) and _best_first(every, only.subjects)


def _best_first(every: Sequence[Token], subjects: Sequence[str]) -> bool:
    """Whether the rows are in no order, or begin with the highest scores."""
    by = next((i for i, t in enumerate(every) if t.is_word("ORDER")), None)
    if by is None:
        return True
    _, _, way, *key = [t.text for t in every[by : by + 6]] + [""] * 3
    return way.upper() == "DESC" and len(subjects) > 1 and key[:3] == ["(", subjects[1], ")"]


def _values(pattern: _Pattern, hits: Iterable[Found]) -> str:
    width = len(pattern.subjects)
    rows = []
    for hit in hits:
        cells = (str(NamedNode(hit.iri)), f"{hit.score:.6f}", _quoted(hit.text))
        rows.append(f"({' '.join(cells[:width])})")
    columns = " ".join(pattern.subjects)
    return f"{pattern.before} VALUES ({columns}) {{ {' '.join(rows)} }} {pattern.after}"


def _pattern(
    query: str, every: Sequence[Token], at: int, resolve: Callable[[Token], str]
) -> _Pattern:
    fault = _fault(query, every[at])
    first, subjects = _subjects(every, at, fault)
    last, arguments = _arguments(every, at, fault)
    words, property_, limit = _read(arguments, resolve, fault)
    before = "." if every[first].text == ";" else ""
    more = last + 1 < len(every) and every[last + 1].text == ";"
    end = every[last + more].end
    after = f". {subjects[0]}" if more else ""
    return _Pattern(every[first].start, end, subjects, words, property_, limit, before, after)


def _read(
    arguments: Sequence[Token], resolve: Callable[[Token], str], fault: BadQuery
) -> tuple[str, str, int | None]:
    """The words, the property ("" for none) and the limit, None for more than `MOST` or none."""
    named = arguments[0].kind in ("iri", "pname")
    kinds = "".join(_LETTERS[a.kind] for a in arguments)
    if not _ORDER.fullmatch(kinds):
        raise fault
    numbers = [int(a.text) for a in arguments if a.kind == "number" and a.text.isdecimal()]
    property_ = resolve(arguments[0]) if named else ""
    limit = min(numbers, default=None)
    most = limit if limit is not None and limit <= MOST else None
    return _unquoted(arguments[named].text), property_, most


def _subjects(every: Sequence[Token], at: int, fault: BadQuery) -> tuple[int, tuple[str, ...]]:
    """The index of the first token of the subject, and its variables."""
    before = every[at - 1]
    if before.kind == "var":
        return at - 1, (before.text,)
    if before.text == ";":
        owner = _owner(every, at - 1)
        if every[owner].kind == "var":
            return at - 1, (every[owner].text,)
    if before.text == ")":
        first = at - 2
        while first >= 0 and every[first].kind == "var":
            first -= 1
        names = tuple(t.text for t in every[first + 1 : at - 1])
        if 1 <= len(names) <= 3 and every[first].text == "(":
            return first, names
    raise fault


def _owner(every: Sequence[Token], at: int) -> int:
    """The index of the subject of the predicate list that holds token `at`."""
    depth = every[at].depth
    ends = {(".", depth), ("}", depth), ("{", depth - 1)}
    while at > 0 and (every[at - 1].text, every[at - 1].depth) not in ends:
        at -= 1
    return at


def _arguments(every: Sequence[Token], at: int, fault: BadQuery) -> tuple[int, list[Token]]:
    """The index of the last token of the object, and its arguments (at least one)."""
    if at + 1 >= len(every):
        raise fault
    if every[at + 1].kind == "string":
        return at + 1, [every[at + 1]]
    last = at + 2
    while last < len(every) and every[last].kind in _LETTERS:
        last += 1
    if every[at + 1].text != "(" or last >= len(every) or every[last].text != ")" or last == at + 2:
        raise fault
    return last, list(every[at + 2 : last])


def _fault(query: str, token: Token) -> BadQuery:
    line, column = position(query, token.start)
    says = 'text:query 应写成 (?s ?score ?literal) text:query (属性 "检索词" 条数)，检索词是字符串'
    return BadQuery(f"第 {line} 行第 {column} 列：{says}", line, column)


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _unquoted(token: str) -> str:
    size = 3 if token[:3] in ('"""', "'''") else 1
    parts = unescape(token[size:-size]).split("\\\\")
    return "\\".join(_plain(part) for part in parts)


def _plain(part: str) -> str:
    first, *rest = part.split("\\")
    return first + "".join(ESCAPES.get(p[:1], p[:1]) + p[1:] for p in rest)
