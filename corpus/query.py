"""The query language: what a person typed, as a tree. Nothing that a person types is an error.

融资难 土地复垦           ranked by what they share with a text
"产业基金"                exactly these characters
废弃矿山 AND 复绿         both;  OR: either;  NOT or -: without;  ( ) groups
地区:安徽 年份:2020..2025  fields, in Chinese or English; a year or a range open at either end
矿产资源法 第三十条         the number of an article
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ontology.numerals import chinese_number, to_int

LONGEST = 400  # characters of a query that count
_DEEPEST = 20  # brackets and negations inside one another that count

FIELDS = {
    "标题": "title", "title": "title", "文号": "docnum", "number": "docnum",
    "地区": "region", "region": "region", "矿种": "mineral", "mineral": "mineral",
    "类型": "genre", "genre": "genre", "type": "genre", "年份": "year", "year": "year",
    "机关": "issuer", "发文机关": "issuer", "issuer": "issuer", "情态": "modality",
    "modality": "modality", "效力": "force", "force": "force", "文档": "doc", "doc": "doc",
    "实体": "etype", "entity": "etype",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Text:
    """Words to rank by; any of them may be missing from a hit."""

    words: str


@dataclass(frozen=True, slots=True)
class Phrase:
    """Characters that must stand in a hit as they are."""

    words: str


@dataclass(frozen=True, slots=True)
class Field:
    """A value that a field of the hit must have."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Years:
    """Years from `first` to `last`, both included; None leaves an end open."""

    first: int | None
    last: int | None


@dataclass(frozen=True, slots=True)
class Article:
    """The number of an article."""

    number: int


@dataclass(frozen=True, slots=True)
class Not:
    """What a hit must not be."""

    node: Node


@dataclass(frozen=True, slots=True)
class Group:
    """All of these, except that plain words only rank."""

    nodes: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Either:
    """At least one of these."""

    nodes: tuple[Node, ...]


Node = Text | Phrase | Field | Years | Article | Not | Group | Either

_TOKEN = re.compile(
    r"""
    (?P<minus>(?<!\S)-(?=\S))?
    (?:
      "(?P<quoted>[^"]*)"
    | (?<!\S)[“＂](?P<curly>[^”＂]*)[”＂](?!\S)
    | (?P<field>[A-Za-z]+|[一-龥]{2,6})[:：](?:"(?P<qvalue>[^"]*)"|(?P<value>[^\s()"]+))
    | (?P<op>(?<!\S)(?:AND|OR|NOT|&&|\|\|)(?!\S))
    | (?P<paren>[()])
    | (?P<word>[^\s()"]+)
    | (?P<stray>")
    )
    """,
    re.VERBOSE,
)
ARTICLE = re.compile(r"第\s*([0-9]{1,5}|[零〇一二三四五六七八九十百千两]{1,9})\s*条")
_YEARS = re.compile(r"^(?:(\d{4})?(?:\.\.|…|—|~|-|至)(\d{4})?|(\d{4})年?)$")


def parse(query: str) -> Group:
    """The tree of a query; `Group(())` for one without any word. Never raises.

    Only the first `LONGEST` characters count.
    """
    tokens = list(_tokens(_printable(query[:LONGEST])))
    strict = any(kind == "op" for kind, _, _ in tokens)
    return _Parser(tokens, strict).parse()


def unknown_fields(query: str) -> tuple[str, ...]:
    """The names before a colon in a query that are no fields; they are words like others."""
    found = (token["field"] for token in _TOKEN.finditer(query[:LONGEST]))
    names = dict.fromkeys(name for name in found if name and name.lower() not in FIELDS)
    return tuple(name for name in names if f"{name}:" in query)  # 问题：…… is no try at a field


def articles_in(words: str) -> list[int]:
    """The numbers of the articles that words name: 30 for 第三十条."""
    return [to_int(found[1]) for found in ARTICLE.finditer(words)] if "第" in words else []


def _printable(text: str) -> str:
    return "".join(c if c.isprintable() else " " for c in text)


_Token = tuple[str, str, str]


def _tokens(text: str) -> Iterator[_Token]:
    """(kind, value, field) of each token; a minus sign comes as the operator NOT."""
    for found in _TOKEN.finditer(text):
        if found["minus"]:
            yield "minus", "", ""
        kind = found.lastgroup or "stray"
        name = FIELDS.get((found["field"] or "").lower(), "")
        if found["field"] and not name:
            yield "word", found.group().lstrip("-"), ""
        elif found["field"]:
            yield "field", found["qvalue"] or found["value"] or "", name
        elif kind in ("quoted", "curly"):
            yield "phrase", found[kind], ""
        elif kind != "stray":
            yield kind, found[kind], ""


class _Parser:
    """Reads tokens into a tree; an operator without an operand is skipped."""

    def __init__(self, tokens: list[_Token], strict: bool) -> None:
        self._tokens = tokens
        self._strict = strict
        self._at = 0
        self._depth = 0

    def parse(self) -> Group:
        nodes: list[Node] = []
        while self._at < len(self._tokens):
            before = self._at
            nodes += self._either().nodes
            if self._at == before:  # a closing bracket that nothing opened
                self._at += 1
        return Group(tuple(nodes))

    def _either(self) -> Group:
        options = [self._all()]
        while self._accept("op", "OR", "||"):
            options.append(self._all())
        options = list(dict.fromkeys(o for o in options if o.nodes))
        if len(options) < 2:
            return options[0] if options else Group(())
        return Group((Either(tuple(options)),))

    def _all(self) -> Group:
        nodes: list[Node] = []
        while self._at < len(self._tokens):
            kind, value, _ = self._tokens[self._at]
            if (kind == "op" and value in ("OR", "||")) or (kind, value) == ("paren", ")"):
                break
            nodes += self._one()
        return Group(tuple(nodes))

    def _one(self) -> list[Node]:
        kind, value, name = self._tokens[self._at]
        self._at += 1
        if kind == "minus" or (kind == "op" and value == "NOT"):
            return self._negated()
        if kind == "paren":
            return self._bracketed()
        if kind == "field":
            return _field(name, value)
        if kind == "phrase":
            return [Phrase(value)] if value.strip() else []
        return [] if kind == "op" else self._words(value)

    def _bracketed(self) -> list[Node]:
        if self._depth == _DEEPEST:
            return []
        self._depth += 1
        inner = self._either()
        self._depth -= 1
        self._accept("paren", ")")
        return [inner] if inner.nodes else []

    def _negated(self) -> list[Node]:
        if self._at >= len(self._tokens):
            return []
        if self._depth == _DEEPEST:
            return []
        strict, self._strict = self._strict, True
        self._depth += 1
        nodes = self._one()
        self._depth -= 1
        self._strict = strict
        return [Not(Group(tuple(nodes)))] if nodes else []

    def _words(self, value: str) -> list[Node]:
        nodes: list[Node] = [Phrase(value) if self._strict else Text(_in_words(value))]
        if not self._strict:
            nodes += map(Article, articles_in(value))
        return nodes

    def _accept(self, kind: str, *values: str) -> bool:
        if self._at < len(self._tokens):
            token = self._tokens[self._at]
            if token[0] == kind and token[1] in values:
                self._at += 1
                return True
        return False


def _in_words(words: str) -> str:
    """第30条 as 第三十条: statutes number their articles in words."""
    return ARTICLE.sub(_article_in_words, words) if "第" in words else words


def _article_in_words(found: re.Match[str]) -> str:
    number = to_int(found[1])
    return f"第{chinese_number(number)}条" if 0 < number < 10_000 else found.group()


def _field(name: str, value: str) -> list[Node]:
    if name != "year":
        return [Field(name, value)]
    found = _YEARS.match(value)
    if found is None:
        return [Text(value)]
    if found[3]:
        return [Years(int(found[3]), int(found[3]))]
    return [Years(int(found[1]) if found[1] else None, int(found[2]) if found[2] else None)]
