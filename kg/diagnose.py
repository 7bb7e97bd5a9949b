"""What is wrong with a query, in words that help: from the engine's message to ours."""

from __future__ import annotations

import re
from itertools import pairwise

from kg.lexer import Token, tokens
from kg.shape import shape
from ontology.errors import BadQuery
from ontology.vocabulary import PREFIXES

_AT = re.compile(r"error at (\d+):(\d+): (.*)", re.DOTALL)
_CHOICE = re.compile(r'"((?:[^"\\]|\\.)*)"|\b([A-Z][A-Z_ ]+[A-Z]|true|false)\b')
_UPDATES = (
    "INSERT", "DELETE", "LOAD", "CLEAR", "CREATE", "DROP", "COPY", "MOVE", "ADD", "WITH",
)  # fmt: skip


def explain(query: str, message: str) -> BadQuery:
    """The error for a query that the engine refused with this message."""
    found = _AT.match(message)
    if not found:
        return BadQuery(message)
    line, column = int(found[1]), int(found[2])
    asked = shape(query)
    if not asked.form and any(t.is_word(*_UPDATES) for t in asked.top):
        return BadQuery(
            "这是更新语句，此端点只回答查询（SELECT、CONSTRUCT、ASK、DESCRIBE）", line, column
        )
    near = _at(query, line, column)
    prefix = near and near.kind == "pname" and near.text.partition(":")[0] + ":"
    if near is not None and prefix and not _declared(prefix, asked.top):
        return BadQuery(f"第 {line} 行第 {column} 列：前缀 {prefix} 没有声明", line, column)
    where = f"第 {line} 行第 {column} 列附近有语法错误"
    here = f"，读到 {near.text[:40]!r}" if near else "，查询到此就结束了"
    return BadQuery(where + here + _choices(found[3]), line, column)


def _at(query: str, line: int, column: int) -> Token | None:
    lines = query.splitlines(keepends=True)
    offset = sum(map(len, lines[: line - 1])) + column - 1
    return next((t for t in tokens(query) if t.end > offset), None)


def _declared(prefix: str, top: tuple[Token, ...]) -> bool:
    own = {t.text for w, t in pairwise(top) if w.is_word("PREFIX")}
    return prefix in own or prefix[:-1] in PREFIXES


def _choices(expected: str) -> str:
    names = [quoted or word for quoted, word in _CHOICE.findall(expected)]
    shown = [n for n in dict.fromkeys(names) if n.strip()][:8]
    return f"；此处可以是 {' '.join(shown)}" if shown else ""
