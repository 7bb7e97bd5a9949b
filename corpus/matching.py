"""From a query tree to a tantivy query: which terms to look up, and what filters a hit."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from operator import itemgetter
from typing import Any

from tantivy import FieldType, Occur, Query, Schema, Searcher

from corpus import analyzer
from corpus.names import name_key, number_key
from corpus.query import Article, Either, Field, Group, Node, Not, Phrase, Text, Years

_BUDGET, _GROWTH = 40.0, 0.65  # postings read for a query: 40 n^0.65 in an index of n units
_LOOSE_BUDGET = 30.0  # a tenth less time for a change in relevance that is within chance
_FEWEST = 3  # terms used even if they have more postings than that
_ONE = 0.7  # weight of single characters against pairs
_NAME = 0.2  # weight of pairs in titles and headings above a unit
_SYNONYM = 0.3  # weight of synonyms against what was typed
_NAMED = 6.0  # bonus for a clause of a law that the query names
_ARTICLE = 12.0  # bonus for the number of an article that the query names
_BUDGETS = {"two": "text", "one": "text", "label": "label", "name": "name"}
_LONGEST_NAME = 40
_ASKING = re.compile(  # says that something is asked, but not what
    "怎么办|怎么样|怎么|怎样|如何|是否|能否|可否|什么时候|什么样|什么|哪些|哪个|哪里|哪种|多少|多久|吗|呢"
)
_NAME_ENDS = "法例定则释知见划范准案"

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
_INSIDE = ("region",)  # 洛浦县 also means 新疆维吾尔自治区洛浦县
_VALUES = 5000  # values of a field that are looked through

Frequencies = dict[tuple[str, str], int]


@dataclass(frozen=True, slots=True)
class Match:
    """A query ready to run.

    `ranked` says whether words decide the order, `empty` that nothing in it can be looked up.
    """

    query: Query
    ranked: bool
    empty: bool = False


class Matcher:
    """Builds queries for one snapshot of an index.

    `loose` lets a unit match by one character alone, which makes finding the best ones faster and
    counting all of them meaningless.
    """

    def __init__(
        self,
        schema: Schema,
        searcher: Searcher,
        known: Frequencies,
        kind: str | None = "clause",
        loose: bool = False,
    ) -> None:
        self._loose = loose
        self._schema = schema
        self._kind = kind
        self._searcher = searcher
        self._known = known
        self._size = searcher.num_docs

    def match(
        self,
        tree: Group,
        filters: list[Query],
        synonyms: Sequence[str] = (),
        something: bool = False,
    ) -> Match:
        """The units that fit the tree and all filters; everything for an empty tree.

        `something` was typed: then a tree without a word finds nothing.
        """
        query = self._group(tree, synonyms)
        if query is None and something:
            return Match(Query.empty_query(), ranked=False, empty=True)
        if self._kind and (self._kind != "clause" or not only_words(tree)):
            filters = [*filters, self.term("kind", self._kind)]
        parts = [(Occur.Must, f) for f in filters]
        if query is None:
            return Match(_together(parts) if parts else Query.all_query(), False)
        ranked = _speaks(tree)
        if not parts:
            return Match(query, ranked)
        return Match(_together([(Occur.Must, query), *parts]), ranked)

    @staticmethod
    def together(queries: list[Query]) -> Query:
        """Units that fit all of the queries."""
        return _every(queries)

    def without(self, query: Query, field: str, value: str) -> Query:
        """Units of a query that do not have this value."""
        return _together([(Occur.Must, query), (Occur.MustNot, self.term(field, value))])

    def term(self, field: str, value: Any) -> Query:
        """Units with exactly this value in a field."""
        return Query.term_query(self._schema, field, value, "basic")

    def field(self, field: str, value: str) -> Query:
        """Units whose field has the value that a person gave."""
        value = _SPOKEN.get(field, {}).get(value, value)
        if field == "title":
            terms = analyzer.bigrams(analyzer.runs_of(name_key(value)))
            return _every([Query.term_query(self._schema, "name", t, "freq") for t in terms])
        if field == "docnum":
            return self.term("docnum", number_key(value))
        if field in _BY_PREFIX:
            start = "" if field in _INSIDE else value
            known = self._searcher.terms_with_prefix(field, start, limit=_VALUES)
            names = [t for t, _ in known if value in t]
            return Query.term_set_query(self._schema, field, names)
        return self.term(field, value)

    def years(self, first: int | None, last: int | None) -> Query:
        """Units of documents of these years."""
        return Query.range_query(self._schema, "year", FieldType.Integer, first, last)

    # ------------------------------------------------------------------ nodes

    def _group(self, group: Group, synonyms: Sequence[str] = ()) -> Query | None:
        words = " ".join(n.words for n in group.nodes if isinstance(n, Text))
        parts: list[tuple[Occur, Query]] = []
        for node in group.nodes:
            self._add(node, parts)
        if words:
            articles = [n.number for n in group.nodes if isinstance(n, Article)]
            ranking = self.ranking(words, synonyms, articles)
            if ranking is not None:
                parts.append((Occur.Must, ranking))
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

    # ------------------------------------------------------------------ terms

    def phrase(self, words: str) -> Query | None:
        """Units that hold these characters in a row; punctuation and blanks between do not count."""
        runs = analyzer.runs_of(words)
        ones = analyzer.unigrams(runs)
        if not ones:
            return None
        named = [
            Query.term_query(self._schema, "label", t, "freq")
            for t in dict.fromkeys(analyzer.bigrams(runs))
        ]
        if self._kind in ("document", "entity"):
            return _every(named)
        exact = self._exact(runs, ones)
        if self._kind is None:
            return Query.boolean_query([(Occur.Should, exact), (Occur.Should, _every(named))])
        return exact

    def _exact(self, runs: list[str], ones: list[str]) -> Query:
        """Clauses with these characters in a row; their pairs are looked up to find them faster."""
        if len(ones) == 1:
            return Query.term_query(self._schema, "one", ones[0], "freq")
        row = Query.phrase_query(self._schema, "one", list(ones))
        pairs = [
            t for r in runs if len(r) > 1 and analyzer.is_han(r) for t in analyzer.bigrams([r])
        ]
        needed = [Query.term_query(self._schema, "two", t, "freq") for t in dict.fromkeys(pairs)]
        return _every([row, *needed])

    def ranking(
        self, words: str, synonyms: Sequence[str] = (), articles: Sequence[int] = ()
    ) -> Query | None:
        """Units that share telling terms with the words, by BM25; None for words without letters."""
        folded = analyzer.fold(words)
        runs = analyzer.runs(_ASKING.sub(" ", folded)) or analyzer.runs(folded)
        if not runs:
            return None
        weights = self._weights(runs, 1.0)
        if not self._loose:
            weights |= {("name", t): _NAME * w for (f, t), w in weights.items() if f == "two"}
        for synonym in synonyms:
            other = self._weights(analyzer.runs_of(synonym), _SYNONYM)
            weights = other | weights
        telling = self._telling(weights)
        parts = [self._bonus("title", name, _NAMED) for name in self._titles_in(folded)]
        parts += [self._bonus("number", f"art_{number}", _ARTICLE) for number in articles]
        return self._scored(telling, parts, {r for r in runs if len(r) == 1})

    def _scored(
        self,
        telling: Sequence[tuple[tuple[str, str], float]],
        bonuses: list[Query],
        lone: set[str],
    ) -> Query:
        """The units with one of the terms, a character of a longer word alone not being enough."""
        queries = [self._weighted(*t, w) for t, w in telling]
        if self._loose:
            return Query.boolean_query([(Occur.Should, q) for q in (*queries, *bonuses)])
        by_itself = [_alone(*term, lone) for term, _ in telling]
        enough = [q for q, alone in zip(queries, by_itself, strict=True) if alone]
        extra = [q for q, alone in zip(queries, by_itself, strict=True) if not alone] + bonuses
        if not extra or not enough:
            return Query.boolean_query([(Occur.Should, q) for q in (*enough, *extra)])
        needed = Query.boolean_query([(Occur.Should, q) for q in enough])
        return Query.boolean_query([(Occur.Must, needed), *((Occur.Should, q) for q in extra)])

    def _weights(self, runs: list[str], weight: float) -> dict[tuple[str, str], float]:
        """The terms of some words, as (field, term), with the square root of their counts."""
        ones, twos = Counter(analyzer.unigrams(runs)), Counter(analyzer.bigrams(runs))
        found: dict[tuple[str, str], float] = {}
        if self._kind != "document" and self._kind != "entity":
            found = {("two", t): weight * sqrt(n) for t, n in twos.items()}
            lone = {r for r in runs if len(r) == 1}
            found |= {
                ("one", t): weight * sqrt(n) * (1.0 if t in lone else _ONE)
                for t, n in ones.items()
                if t in lone or t not in twos
            }
        if self._kind != "clause":
            found |= {("label", t): weight * sqrt(n) for t, n in (ones | twos).items()}
        return found

    def _telling(
        self, weights: Mapping[tuple[str, str], float]
    ) -> list[tuple[tuple[str, str], float]]:
        """The terms that the budget allows, rarest first: frequent ones cost much and tell little.

        Names of things and headings have budgets of their own.
        """
        known = self._known
        counted = ((known.get(term) or self.frequency(*term), term) for term in weights)
        ranked = sorted((row for row in counted if row[0]), key=_first)
        most = (_LOOSE_BUDGET if self._loose else _BUDGET) * self._size**_GROWTH
        budget = dict.fromkeys(_BUDGETS.values(), most)
        kept = []
        for i, (n, term) in enumerate(ranked):
            part = _BUDGETS[term[0]]
            budget[part] -= n
            if budget[part] >= 0 or i < _FEWEST:
                kept.append((term, weights[term]))
        return kept

    def _titles_in(self, folded: str) -> list[str]:
        """The longest titles that stand in the words, such as 矿产资源法."""
        found: list[str] = []
        for end, letter in enumerate(folded, 1):
            if letter in _NAME_ENDS:
                for start in range(max(0, end - _LONGEST_NAME), end - 1):
                    if self.frequency("title", folded[start:end]):
                        found.append(folded[start:end])
                        break
        return found

    def _bonus(self, field: str, value: str, bonus: float) -> Query:
        return Query.boost_query(Query.const_score_query(self.term(field, value), 1.0), bonus)

    def frequency(self, field: str, term: str) -> int:
        """How many units hold the term."""
        known = self._known.get((field, term))
        if known is None:
            known = self._known[field, term] = self._searcher.doc_freq(field, term)
        return known

    def _weighted(self, field: str, term: str, weight: float) -> Query:
        query = Query.term_query(self._schema, field, term, "freq")
        return query if weight == 1.0 else Query.boost_query(query, weight)


_first = itemgetter(0)


def _alone(field: str, term: str, lone: set[str]) -> bool:
    """Whether a term makes a unit a hit: more than a character of a longer word or of a heading."""
    if field == "name":
        return False
    return len(term) > 1 or field == "two" or term in lone or not analyzer.is_han(term)


def only_words(tree: Group) -> bool:
    """Whether the tree looks up words of clauses and nothing else."""
    return bool(tree.nodes) and all(isinstance(n, Text | Article) for n in tree.nodes)


def _speaks(node: Node) -> bool:
    """Whether words stand in a tree by which hits can be ranked, not fields and exclusions alone."""
    if isinstance(node, Group | Either):
        return any(map(_speaks, node.nodes))
    return isinstance(node, Text | Phrase)


def _together(parts: list[tuple[Occur, Query]]) -> Query:
    return Query.boolean_query(parts)


def _every(queries: list[Query]) -> Query:
    if not queries:
        return Query.empty_query()
    return Query.boolean_query([(Occur.Must, q) for q in queries])
