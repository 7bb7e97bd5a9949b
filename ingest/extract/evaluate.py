"""Measures extraction on gold files: precision, recall and F1 by kind and type, with the misses.

minekg eval facts: every `<name>.json` (or `<name>.gold.json`) of a gold folder is compared with
what the pipeline makes of the text `<name>.*` in the folder of texts.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ingest.clean import clean
from ingest.extract import extract
from ingest.extract import matching as m
from ingest.extract.matching import Likeness, Row, fold
from ingest.present import present
from ingest.read import read
from ingest.structure import parse

_COMPETENCY = "_competency"


@dataclass(frozen=True, slots=True)
class Score:
    """How many things of one kind (`type` "" for all of it) were found in one document.

    `missed` are gold's that were not found, `extra` found ones that gold does not have; things
    that gold calls optional count in neither.
    """

    document: str
    kind: str
    type: str
    hits: int
    predicted: int
    gold: int
    missed: tuple[str, ...] = ()
    extra: tuple[str, ...] = ()

    @property
    def precision(self) -> float:
        """The share of what was found that is right; 0 of 0 is 0."""
        return self.hits / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """The share of gold that was found; 0 of 0 is 0."""
        return self.hits / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(frozen=True, slots=True)
class _Kind:
    """A kind of thing: where its rows stand in the JSON, when two are alike, what people read."""

    name: str
    rows: Callable[[Row], list[Row]]
    alike: Likeness
    show: Callable[[Row], str]
    optional: Callable[[Row], list[Row]] = lambda _: []
    type: str = ""


def evaluate(gold_dir: Path, texts_dir: Path) -> tuple[Score, ...]:
    """Scores of every gold file in name order, each kind as a whole and then by type.

    A gold file without a text is left out.
    """
    return tuple(
        score
        for found, wanted, name in documents(gold_dir, texts_dir)
        for score in compare(found, wanted, name)
    )


def documents(gold_dir: Path, texts_dir: Path) -> Iterator[tuple[Row, Row, str]]:
    """(what the pipeline found, gold, name) of every gold file with a text, in name order."""
    for gold_file in sorted(gold_dir.glob("*.json")):
        if _COMPETENCY not in gold_file.stem:
            for text in texts(gold_file, texts_dir)[:1]:
                yield predict(text), _load(gold_file), text.stem


def texts(gold_file: Path, texts_dir: Path) -> list[Path]:
    """The files that a gold file may speak of: same name, any ending but its own."""
    stem = gold_file.stem.removesuffix(".gold")
    return sorted(p for p in texts_dir.glob(f"{stem}.*") if p.suffix != ".json")


def predict(path: Path) -> Row:
    """What the pipeline makes of a file, in the shape of the gold files."""
    document = parse(clean(read(path)))
    return present(document, extract(document))


def compare(predicted: Row, gold: Row, document: str = "") -> Iterator[Score]:
    """The scores of one document; kinds that gold does not have are left out."""
    for kind in KINDS:
        wanted = kind.rows(gold)
        if wanted:
            yield from _score(kind, kind.rows(predicted), wanted, kind.optional(gold), document)


def judged(predicted: Row, gold: Row) -> Iterator[tuple[str, bool]]:
    """(its rule, whether gold has it) of every relation found, but of those that gold calls optional.

    Nothing where gold has no relations.
    """
    found, wanted = _relations(predicted), _relations(gold)
    if not wanted:
        return
    pairing = m.pair(found, wanted, m.relations_alike)
    yield from ((found[i]["rule"], True) for i, _ in pairing.pairs)
    rest = [found[i] for i in pairing.extra]
    extra = m.pair(rest, _optional_relations(gold), m.relations_alike).extra
    yield from ((rest[i]["rule"], False) for i in extra)


def total(scores: Sequence[Score]) -> list[Score]:
    """The scores summed over documents, by kind and type, in order of first appearance."""
    sums: dict[tuple[str, str], list[Score]] = {}
    for score in scores:
        sums.setdefault((score.kind, score.type), []).append(score)
    return [
        Score(
            "", kind, type_,
            sum(s.hits for s in rows), sum(s.predicted for s in rows), sum(s.gold for s in rows),
        )
        for (kind, type_), rows in sums.items()
    ]  # fmt: skip


def grounded(predicted: Row) -> float:
    """The share of entities and relations whose evidence stands verbatim at their offsets."""
    text, claims = predicted["text"], [*predicted["entities"], *predicted["relations"]]
    exact = sum(
        bool(c["evidence"]) and text[c["start"] : c["end"]] == c["evidence"] for c in claims
    )
    return exact / len(claims) if claims else 1.0


def _load(path: Path) -> Row:
    loaded: Row = json.loads(path.read_text(encoding="utf-8"))
    return loaded


def _score(
    kind: _Kind, found: list[Row], wanted: list[Row], optional: list[Row], document: str
) -> Iterator[Score]:
    pairing = m.pair(found, wanted, kind.alike)
    rest = [found[i] for i in pairing.extra]
    forgiven = m.pair(rest, optional, kind.alike)
    extra = [rest[i] for i in forgiven.extra]
    yield Score(
        document, kind.name, "", len(pairing.pairs), len(found) - len(forgiven.pairs), len(wanted),
        tuple(kind.show(wanted[j]) for j in pairing.missed), tuple(map(kind.show, extra)),
    )  # fmt: skip
    if kind.type:
        yield from _by_type(kind, found, wanted, pairing, extra, document)


def _by_type(
    kind: _Kind,
    found: list[Row],
    wanted: list[Row],
    pairing: m.Pairing,
    extra: list[Row],
    document: str,
) -> Iterator[Score]:
    hits = Counter(wanted[j][kind.type] for _, j in pairing.pairs)
    surplus = Counter(row[kind.type] for row in extra)
    for name, count in sorted(Counter(row[kind.type] for row in wanted).items()):
        yield Score(document, kind.name, name, hits[name], hits[name] + surplus[name], count)


def _listed(key: str) -> Callable[[Row], list[Row]]:
    return lambda document: list(document.get(key) or [])


def _cells(document: Row) -> list[Row]:
    return [
        {"label": fold(table.get("label")), "row": r, "column": c, "text": fold(cell)}
        for table in document.get("tables", [])
        for r, row in enumerate([table.get("header", []), *table.get("rows", [])])
        for c, cell in enumerate(row)
        if fold(cell)
    ]


def _relations(document: Row) -> list[Row]:
    return _named_relations(document.get("relations", []), document.get("entities", []))


def _optional_relations(document: Row) -> list[Row]:
    known = [*document.get("entities", []), *document.get("optional_entities", [])]
    return _named_relations(document.get("optional_relations", []), known)


def _named_relations(relations: list[Row], entities: list[Row]) -> list[Row]:
    """Relations with the names of both ends; the same claim counts once."""
    names = {e["id"]: m.names(e) for e in entities}
    found: dict[tuple[str, str, str], Row] = {}
    for r in relations:
        subjects, objects = (names.get(r[end], [fold(r[end])]) for end in ("s", "o"))
        row = {"p": r["p"], "subjects": subjects, "objects": objects, "rule": r.get("rule", "")}
        found.setdefault((subjects[0], r["p"], objects[0]), row)
    return list(found.values())


def _obligations(document: Row) -> list[Row]:
    return next(
        (document[k] for k in ("obligations", "deontics", "requirements") if document.get(k)), []
    )


def _anomalies(*severities: str) -> Callable[[Row], list[Row]]:
    return lambda document: [
        a for a in document.get("anomalies", []) if a.get("severity", "hard") in severities
    ]


def _thresholds(document: Row) -> list[Row]:
    return [t for t in document.get("thresholds", []) if t.get("value") is not None]


def _show(*keys: str) -> Callable[[Row], str]:
    return lambda row: " ".join(str(row.get(k) or "") for k in keys).strip()


def _show_relation(row: Row) -> str:
    return f"{row['subjects'][0]} {row['p']} {row['objects'][0]}"


KINDS = (
    _Kind("sections", _listed("sections"), m.sections_alike, _show("number", "title")),
    _Kind("table cells", _cells, lambda p, g: float(p == g), _show("label", "row", "column", "text")),
    _Kind("entities", _listed("entities"), m.entities_alike, _show("type", "name"),
          _listed("optional_entities"), "type"),
    _Kind("relations", _relations, m.relations_alike, _show_relation, _optional_relations, "p"),
    _Kind("indicators", _listed("indicators"), m.indicators_alike, _show("name", "value", "unit", "year")),
    _Kind("thresholds", _thresholds, m.thresholds_alike, _show("mineral", "variant", "scale", "value")),
    _Kind("obligations", _obligations, m.obligations_alike, _show("modality", "evidence")),
    _Kind("citations", _listed("citations"), m.citations_alike, _show("title", "number")),
    _Kind("anomalies", _anomalies("hard"), m.anomalies_alike, _show("where", "what"), _anomalies("soft")),
)  # fmt: skip
