"""From a query tree to a tantivy query: which terms to look up, and what filters a hit."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from math import sqrt
from typing import Any

from tantivy import FieldType, Occur, Query, Schema, Searcher

from corpus import analyzer
from corpus.names import name_key, number_key
from corpus.query import Article, Either, Field, Group, Node, Not, Phrase, Text, Years

_MAX_SHARE = 0.1  # of all units that a ranking term may be in
_ALWAYS = 2000  # units that a ranking term may be in whatever the size of the index
_FEWEST = 3  # terms kept even if all are frequent
_MOST = 32
_NAME = 0.3  # weight of title and path against the body
_ARTICLE = 12.0

_GENRES = {
    "论文": "paper", "规划": "plan", "规范": "specification", "标准": "specification",
    "法规": "regulation", "法律": "regulation", "通知": "notice", "公告": "notice",
    "幻灯片": "slides", "课件": "slides", "其他": "other",
}  # fmt: skip
_MODALITIES = {
    "应": "requires", "应当": "requires", "必须": "requires", "须": "requires",
    "不得": "prohibits", "禁止": "prohibits", "严禁": "prohibits", "宜": "recommends",
    "可": "permits", "可以": "permits", "鼓励": "encourages", "支持": "encourages",
}  # fmt: skip
_SPOKEN = {"genre": _GENRES, "modality": _MODALITIES}
_BY_PREFIX = ("region", "mineral", "issuer", "etype")

Frequencies = dict[tuple[str, str], int]


@dataclass(frozen=True, slots=True)
class Match:
    """A query ready to run. `ranked` says whether plain words decide the order."""

    query: Query
    ranked: bool


class Matcher:
    """Builds queries for one snapshot of an index."""

    def __init__(self, schema: Schema, searcher: Searcher, known: Frequencies) -> None:
        self._schema = schema
        self._searcher = searcher
        self._known = known
        self._size = searcher.num_docs

    def match(self, tree: Group, filters: list[Query]) -> Match:
        """The units that fit the tree and all filters; everything for an empty tree."""
        query = self._group(tree)
        parts = [(Occur.Must, f) for f in filters]
        if query is None:
            return Match(_together(parts) if parts else Query.all_query(), False)
        if not parts:
            return Match(query, True)
        return Match(_together([(Occur.Must, query), *parts]), True)

    def term(self, field: str, value: Any) -> Query:
        """Units with exactly this value in a field."""
        return Query.term_query(self._schema, field, value, "basic")

    def field(self, field: str, value: str) -> Query:
        """Units whose field has the value that a person gave."""
        value = _SPOKEN.get(field, {}).get(value, value)
        if field == "title":
            terms = analyzer.bigrams(analyzer.runs(analyzer.fold(name_key(value))))
            return _every([Query.term_query(self._schema, "name", t, "freq") for t in terms])
        if field == "docnum":
            return self.term("docnum", number_key(value))
        if field in _BY_PREFIX:
            names = [t for t, _ in self._searcher.terms_with_prefix(field, value, limit=500)]
            return Query.term_set_query(self._schema, field, names)
        return self.term(field, value)

    def years(self, first: int | None, last: int | None) -> Query:
        """Units of documents of these years."""
        return Query.range_query(self._schema, "year", FieldType.Integer, first, last)

    # ------------------------------------------------------------------ nodes

    def _group(self, group: Group) -> Query | None:
        words = " ".join(n.words for n in group.nodes if isinstance(n, Text))
        parts: list[tuple[Occur, Query]] = []
        ranking = self.ranking(words) if words else None
        for node in group.nodes:
            self._add(node, parts)
        if ranking is not None:
            articles = [n.number for n in group.nodes if isinstance(n, Article)]
            parts.append((Occur.Must, self._with_articles(ranking, articles)))
        if not parts:
            return None
        if len(parts) == 1 and parts[0][0] == Occur.Must:
            return parts[0][1]
        if all(occur == Occur.MustNot for occur, _ in parts):
            parts.append((Occur.Must, Query.all_query()))
        return _together(parts)

    def _add(self, node: Node, parts: list[tuple[Occur, Query]]) -> None:
        if isinstance(node, Not):
            inner = self._node(node.node)
            if inner is not None:
                parts.append((Occur.MustNot, inner))
        elif not isinstance(node, Text | Article):
            inner = self._node(node)
            if inner is not None:
                parts.append((Occur.Must, inner))

    def _node(self, node: Node) -> Query | None:
        if isinstance(node, Phrase):
            return self.phrase(node.words)
        if isinstance(node, Field):
            return self.field(node.name, node.value)
        if isinstance(node, Years):
            return self.years(node.first, node.last)
        if isinstance(node, Group):
            return self._group(node)
        if isinstance(node, Either):
            options = [q for n in node.nodes if (q := self._node(n)) is not None]
            return Query.boolean_query([(Occur.Should, q) for q in options]) if options else None
        return None

    def _with_articles(self, ranking: Query, numbers: list[int]) -> Query:
        if not numbers:
            return ranking
        named = [
            Query.boost_query(Query.const_score_query(self.term("number", f"art_{n}"), 1), _ARTICLE)
            for n in numbers
        ]
        return Query.boolean_query([(Occur.Should, q) for q in (ranking, *named)])

    # ------------------------------------------------------------------ terms

    def phrase(self, words: str) -> Query | None:
        """Units that hold these characters in a row; punctuation and blanks between do not count."""
        runs = analyzer.runs(analyzer.fold(words))
        ones = analyzer.unigrams(runs)
        if not ones:
            return None
        if len(ones) == 1:
            return Query.term_query(self._schema, "one", ones[0], "freq")
        exact = Query.phrase_query(self._schema, "one", list(ones))
        pairs = [
            t for r in runs if len(r) > 1 and analyzer.is_han(r) for t in analyzer.bigrams([r])
        ]
        needed = [Query.term_query(self._schema, "two", t, "freq") for t in dict.fromkeys(pairs)]
        return _every([exact, *needed])

    def ranking(self, words: str) -> Query | None:
        """Units that share telling terms with the words, by BM25; None where no term is known."""
        runs = analyzer.runs(analyzer.fold(words))
        body = self._telling("two", analyzer.bigrams(runs))
        lone = [r for r in runs if len(r) == 1 and analyzer.is_han(r)]
        weights = [("two", t, sqrt(n)) for t, n in body]
        weights += [("name", t, _NAME) for t, _ in self._telling("name", [t for t, _ in body])]
        weights += [("one", t, 1.0) for t in dict.fromkeys(lone)]
        if not weights:
            return Query.empty_query() if runs else None
        return Query.boolean_query([(Occur.Should, self._weighted(*w)) for w in weights])

    def _telling(self, field: str, terms: list[str], least: int = _FEWEST) -> list[tuple[str, int]]:
        """The terms, with their counts, that are in few enough units, rarest first."""
        counts = Counter(terms)
        ranked = sorted((self.frequency(field, t), t) for t in counts)
        ranked = [(n, t) for n, t in ranked if n]
        limit = max(_ALWAYS, self._size * _MAX_SHARE)
        kept = [t for i, (n, t) in enumerate(ranked[:_MOST]) if n <= limit or i < least]
        return [(t, counts[t]) for t in kept]

    def frequency(self, field: str, term: str) -> int:
        """How many units hold the term."""
        known = self._known.get((field, term))
        if known is None:
            known = self._known[field, term] = self._searcher.doc_freq(field, term)
        return known

    def _weighted(self, field: str, term: str, weight: float) -> Query:
        return Query.boost_query(Query.term_query(self._schema, field, term, "freq"), weight)


def _together(parts: list[tuple[Occur, Query]]) -> Query:
    return Query.boolean_query(parts)


def _every(queries: list[Query]) -> Query:
    if not queries:
        return Query.empty_query()
    return Query.boolean_query([(Occur.Must, q) for q in queries])
