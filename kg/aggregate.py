"""Grouped counts over N:M joins, rewritten into a form that the engine evaluates fast.

    SELECT ?zone (COUNT(*) AS ?n) { ?zone mk:locatedIn ?p . ?project mk:locatedIn ?p } GROUP BY ?zone

makes the engine visit every pair of zone and project. A plain count is pushed into the components
(`kg.patterns`): each is counted per join value, and the counts are multiplied. Other aggregates
keep the pairs, but join the components as wholes (sub-SELECTs, which the engine joins by hashing).
The answer is the same multiset of rows in every case; queries of other shapes stay as they are.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count

from kg.lexer import Token, tokens
from kg.patterns import Component, components, parse

AGGREGATES = ("COUNT", "SUM", "AVG", "MIN", "MAX", "SAMPLE", "GROUP_CONCAT")
_MOST = 6  # components beyond which the rewrite is not worth its risk


@dataclass(frozen=True, slots=True)
class _Parts:
    """The pieces of a SELECT whose WHERE is one basic graph pattern."""

    header: str
    columns: tuple[Token, ...]
    middle: str
    body: tuple[Component, ...]
    tail: str
    tail_tokens: tuple[Token, ...]


def rewrite(query: str) -> str | None:
    """The faster equivalent of a query, None where there is nothing to gain or to be sure of."""
    parts = _split(query)
    if parts is None:
        return None
    return _count_pushed_down(parts) or _joined_as_wholes(parts)


def _split(query: str) -> _Parts | None:
    every = list(tokens(query))
    select = next((i for i, t in enumerate(every) if t.is_word("SELECT")), None)
    opening = next((i for i, t in enumerate(every) if t.text == "{"), None)
    if select is None or opening is None or opening < select:
        return None
    closing = next((i for i in range(opening, len(every)) if every[i].text == "}"), None)
    if closing is None or any(t.text in "{}" for t in every[closing + 1 :]):
        return None
    columns, rest = _columns(every[select + 1 : opening])
    patterns = parse(every[opening + 1 : closing])
    if not patterns or not columns or any(p.selective for p in patterns):
        return None
    if any(p.subject[0] not in "?$" or p.predicate[0] in "?$" for p in patterns):
        return None
    found = components(patterns)
    if not 2 <= len(found) <= _MOST or not any(t.is_word(*AGGREGATES) for t in columns):
        return None
    tail = tuple(every[closing + 1 :])
    return _Parts(
        query[: every[select].end],
        tuple(columns),
        query[rest.start : every[opening].start] if rest else "",
        tuple(found),
        query[every[closing].end :],
        tail,
    )


def _columns(between: Sequence[Token]) -> tuple[list[Token], Token | None]:
    """The tokens of the SELECT clause, and the first of what follows (FROM, WHERE)."""
    for index, token in enumerate(between):
        if token.inside == 0 and token.is_word("FROM", "WHERE"):
            return list(between[:index]), token
    return list(between), None


# ------------------------------------------------------------------- counts pushed down


def _count_pushed_down(parts: _Parts) -> str | None:
    columns = _plain_count(parts)
    if columns is None:
        return None
    groups, alias = columns
    home = [c for c in parts.body if groups <= c.variables]
    if not home:
        return None
    rest = [c for c in parts.body if c is not home[0]]
    tree = _tree(home[0], rest)
    if tree is None:
        return None
    body, numbers = _body(home[0], tree, count(1))
    shown = " ".join(t.text for t in parts.columns if t.kind == "var" and t.inside == 0)
    total = f"(SUM({' * '.join(numbers)}) AS {alias})"
    return f"{parts.header} {shown} {total} {parts.middle} {{ {body} }}{parts.tail}"


def _plain_count(parts: _Parts) -> tuple[frozenset[str], str] | None:
    """The plain columns and the alias of a SELECT of one COUNT(*) or COUNT(?bound)."""
    inner = [t for t in parts.columns if t.inside or t.text in "()"]
    plain = [t for t in parts.columns if not (t.inside or t.text in "()")]
    words = [t.text.upper() if t.kind == "word" else t.text for t in inner]
    match words:
        case ["(", "COUNT", "(", counted, ")", "AS", alias, ")"]:
            pass
        case _:
            return None
    bound = frozenset[str]().union(*(c.variables for c in parts.body))
    if counted != "*" and counted not in bound:
        return None
    if any(t.kind != "var" for t in plain) or any(
        t.is_word(*AGGREGATES) for t in parts.tail_tokens
    ):
        return None
    return frozenset(t.text for t in plain) | _grouped(parts), alias


def _grouped(parts: _Parts) -> frozenset[str]:
    """The variables that the tail uses and the pattern binds (GROUP BY, ORDER BY)."""
    bound = frozenset[str]().union(*(c.variables for c in parts.body))
    return bound & {t.text for t in parts.tail_tokens}


def _tree(
    root: Component, rest: Sequence[Component]
) -> dict[Component, list[tuple[Component, frozenset[str]]]] | None:
    """Each component's children with the variables they share; None when there is a cycle."""
    tree: dict[Component, list[tuple[Component, frozenset[str]]]] = {root: []}
    waiting, seen = list(rest), root.variables
    while waiting:
        for child in waiting:
            shared = child.variables & seen
            parent = next((c for c in tree if shared and shared <= c.variables), None)
            if parent is not None:
                break
        else:
            return None
        waiting.remove(child)
        tree[parent].append((child, shared))
        tree[child] = []
        seen |= child.variables
    return tree


def _body(
    component: Component,
    tree: dict[Component, list[tuple[Component, frozenset[str]]]],
    names: Iterator[int],
) -> tuple[str, list[str]]:
    """The patterns of a component with its children's counts, and the names of the counts."""
    parts, numbers = [str(component)], []
    for child, shared in tree[component]:
        body, inner = _body(child, tree, names)
        number = f"?_n{next(names)}"
        keys = " ".join(sorted(shared))
        counted = f"SUM({' * '.join(inner)})" if inner else "COUNT(*)"
        parts.append(f"{{ SELECT {keys} ({counted} AS {number}) {{ {body} }} GROUP BY {keys} }}")
        numbers.append(number)
    return " ".join(parts), numbers


# -------------------------------------------------------------------- joined as wholes


def _joined_as_wholes(parts: _Parts) -> str:
    used = {t.text for t in (*parts.columns, *parts.tail_tokens) if t.kind == "var"}
    if any(t.text == "*" for t in parts.columns):  # COUNT(DISTINCT *) is about all of them
        used = used.union(*(c.variables for c in parts.body))
    distinct = "DISTINCT " if _only_distinct(parts) else ""
    tables = []
    for component in parts.body:
        others = (c.variables for c in parts.body if c is not component)
        wanted = component.variables & frozenset(used).union(*others)
        names = " ".join(sorted(wanted)) or "*"
        tables.append(f"{{ SELECT {distinct}{names} {{ {component} }} }}")
    columns = " ".join(t.text for t in parts.columns)
    return f"{parts.header} {columns} {parts.middle} {{ {' '.join(tables)} }}{parts.tail}"


def _only_distinct(parts: _Parts) -> bool:
    """Whether every aggregate ignores repeated values, so that repeated rows may go early."""
    every = (*parts.columns, *parts.tail_tokens)
    found = [i for i, t in enumerate(every) if t.is_word(*AGGREGATES)]
    return all(
        every[i].is_word("MIN", "MAX") or (len(every) > i + 2 and every[i + 2].is_word("DISTINCT"))
        for i in found
    )
