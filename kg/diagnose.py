"""What is wrong with a query, in words that help: from the engine's message to ours.

The engine reports the farthest place that its parser reached, which often lies behind the fault;
the usual faults are therefore looked for first.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from pyoxigraph import Store

from kg.lexer import Token, position, tokens
from kg.shape import FORMS
from ontology.errors import BadQuery
from ontology.vocabulary import PREFIXES

_AT = re.compile(r"error at (\d+):(\d+): (.*)", re.DOTALL)
_CHOICE = re.compile(r'"((?:[^"\\]|\\.)*)"|\b([A-Z][A-Z_ ]+[A-Z]|true|false)\b')
_UPDATES = (
    "INSERT", "DELETE", "LOAD", "CLEAR", "CREATE", "DROP", "COPY", "MOVE", "ADD", "WITH",
)  # fmt: skip
_FAILS = "DROP GRAPH <urn:nothing> ;"
_SCHEMES = ("http", "https", "urn", "file", "mailto")
_PAIRS = {")": "(", "]": "[", "}": "{"}


def explain(query: str, message: str) -> BadQuery:
    """The error for a query that the engine refused with this message."""
    every = list(tokens(query))
    for look in _LOOKS:
        if found := look(every):
            token, says = found
            line, column = position(query, token.start)
            return BadQuery(f"第 {line} 行第 {column} 列：{says}", line, column)
    return _from_engine(query, every, message)


def check_update(update: str, base: str = "") -> None:
    """Parse an update without doing any of it; relative IRIs are resolved against `base`.

    Raises:
        BadQuery: it is no SPARQL 1.1 update; says where.
    """
    every = list(tokens(update))
    first = next((t.start for t in every if t.is_word(*_UPDATES)), 0)
    # The whole text is parsed before the first operation, which fails in an empty store.
    tried = f"{update[:first]}{_FAILS}\n{update[first:]}"
    try:
        Store().update(tried, base_iri=base or None, prefixes=dict(PREFIXES))
    except SyntaxError as error:
        raise _from_engine(update, every, _moved_back(str(error), update, first)) from error
    except RuntimeError:
        return


def _moved_back(message: str, update: str, first: int) -> str:
    """The engine's message with its place counted without the operation put before the first."""
    found = _AT.match(message)
    line, column = position(update, first)
    if not found or int(found[1]) <= line:
        return message
    at = int(found[1]) - 1
    there = int(found[2]) + (column - 1 if at == line else 0)
    return f"error at {at}:{there}: {found[3]}"


Finding = tuple[Token, str] | None


def _no_query(every: Sequence[Token]) -> Finding:
    if not every or any(t.is_word(*FORMS) for t in every):
        return None
    update = next((t for t in every if t.is_word(*_UPDATES)), None)
    if update is not None:
        return update, "这是更新语句，此处只回答查询（SELECT、CONSTRUCT、ASK、DESCRIBE）"
    return every[0], "没有 SELECT、CONSTRUCT、ASK 或 DESCRIBE"


def _broken_iri(every: Sequence[Token]) -> Finding:
    own = {t.text for w, t in pairwise(every) if w.is_word("PREFIX")}
    for token, after in pairwise(every):
        scheme = after.text.partition(":")[0].lower()
        starts = token.text == "<" and after.kind == "pname" and after.start == token.end
        if starts and scheme in _SCHEMES and scheme + ":" not in own:
            return token, "IRI 里有空格、引号、尖括号或其他不能有的字符，请写成 %20 这样的编码"
    return None


def _undeclared(every: Sequence[Token]) -> Finding:
    own = {t.text for w, t in pairwise(every) if w.is_word("PREFIX")}
    for token in every:
        prefix = token.text.partition(":")[0]
        if token.kind == "pname" and prefix + ":" not in own and prefix not in PREFIXES:
            return token, f"前缀 {prefix}: 没有声明"
    return None


def _unbalanced(every: Sequence[Token]) -> Finding:
    opened: list[Token] = []
    for token in every:
        if token.text in _PAIRS.values():
            opened.append(token)
        elif token.text in _PAIRS and (not opened or opened.pop().text != _PAIRS[token.text]):
            return token, f"{token.text} 没有对应的 {_PAIRS[token.text]}"
    return (opened[-1], f"{opened[-1].text} 没有闭合") if opened else None


def _open_string(every: Sequence[Token]) -> Finding:
    quote = next((t for t in every if t.kind == "punct" and t.text in "\"'"), None)
    return (quote, "引号没有闭合") if quote else None


_LOOKS: tuple[Callable[[Sequence[Token]], Finding], ...] = (
    _no_query,
    _broken_iri,
    _open_string,
    _undeclared,
    _unbalanced,
)


def _from_engine(query: str, every: Sequence[Token], message: str) -> BadQuery:
    found = _AT.match(message)
    if not found:
        return BadQuery(message)
    line, column = int(found[1]), int(found[2])
    if "variable that is unbound" in found[3]:
        return BadQuery("SELECT 里的变量没有出现在 GROUP BY 或聚合函数中", line, column)
    offset = sum(map(len, query.splitlines(keepends=True)[: line - 1])) + column - 1
    near = next((t for t in every if t.end > offset), None)
    here = f"读到 {near.text[:40]!r}" if near else "查询到此就结束了"
    where = f"第 {line} 行第 {column} 列附近有语法错误，{here}"
    choices = list(_choices(found[3]))[:8]
    return BadQuery(where + ("；此处可以是 " + " ".join(choices) if choices else ""), line, column)


def _choices(expected: str) -> Iterator[str]:
    names = (quoted or word for quoted, word in _CHOICE.findall(expected))
    return (name for name in dict.fromkeys(names) if name.strip())
