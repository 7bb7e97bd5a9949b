"""The demonstration: the sample documents in a library, and five questions answered from it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import corpus
from api.console import emit, progress_bar
from api.pipeline_options import pipeline_options
from api.settings import Settings
from corpus.index import Index
from corpus.library import Library
from corpus.resolver import resolve
from corpus.search import SearchRequest, search
from ingest import pipeline
from kg.sparql import run
from ontology.errors import EnvironmentFault

SAMPLES = Path(corpus.__file__).with_name("samples")

_SOLVES = """
SELECT ?mode ?problem ?quote ?title WHERE {
  ?a rdf:predicate mk:solves ; rdf:subject ?m ; rdf:object ?p ; mk:quote ?quote ;
     prov:wasDerivedFrom ?d .
  FILTER NOT EXISTS { ?a mk:reviewStatus mk:Rejected }
  ?m skos:prefLabel ?mode . ?p skos:prefLabel ?problem . ?d dcterms:title ?title .
} ORDER BY ?mode ?problem LIMIT 5"""
_SIZES = """
SELECT ?title (COUNT(?c) AS ?clauses) WHERE {
  ?c mk:inDocument ?d . ?d dcterms:title ?title .
} GROUP BY ?d ?title ORDER BY DESC(?clauses) LIMIT 3"""


def build(settings: Settings) -> pipeline.Summary:
    """Take the sample documents into the library that the settings name.

    Raises:
        EnvironmentFault: a sample cannot be read, which only a damaged installation explains.
    """
    options = pipeline_options(settings)
    files = sorted(p for p in SAMPLES.iterdir() if p.suffix != ".py" and p.name != "README.md")
    with progress_bar("读入") as report:
        summary = pipeline.ingest(
            settings.library, files, workers=settings.processes, progress=report, options=options
        )
    if summary.failed:
        broken = "、".join(f"{f['path']}（{f['error']}）" for f in summary.failed)
        raise EnvironmentFault(f"示例文件没有读入：{broken}；请重新安装")
    return summary


def answer_examples(settings: Settings) -> bool:
    """Print five questions with their answers; False when an answer is empty."""
    complete = True
    with Library.open(settings.library) as library:
        for number, (question, answer) in enumerate(_examples(settings.library), start=1):
            lines = list(answer(library))
            complete = complete and bool(lines)
            emit(f"{number}. {question}")
            for line in lines or ["（没有答案）"]:
                emit(f"   {line}")
    return complete


def _examples(folder: Path) -> Iterator[tuple[str, Callable[[Library], Iterator[str]]]]:
    yield "检索“社会资本投入”", lambda library: _search(folder, "社会资本投入")
    yield "赣州市矿山生态修复管理办法第七条怎么说？", _clause
    yield "哪几份文件的条款最多？（SPARQL）", lambda library: _sparql(folder, _SIZES)
    yield "哪些模式解决哪些问题？（SPARQL）", lambda library: _sparql(folder, _SOLVES)
    yield "规划里绿色矿山的指标是多少？", _indicators


def _search(folder: Path, words: str) -> Iterator[str]:
    page = search(Index.open(folder / "index"), SearchRequest(words, limit=3))
    for hit in page.items:
        words = " ".join(hit.text.removeprefix(hit.title).split())
        yield f"{' › '.join((*hit.path, hit.title))}：{words[:60]}"


def _clause(library: Library) -> Iterator[str]:
    for target in resolve(library, "赣州市矿山生态修复管理办法第七条"):
        view = library.clause(target.document, target.clause)
        yield " ".join(view.text.split())


def _sparql(folder: Path, query: str) -> Iterator[str]:
    text = run(folder / "graph", query, "tsv").read().decode()
    for row in text.splitlines()[1:]:
        yield " ｜ ".join(cell.strip('"').removesuffix('"@zh') for cell in row.split("\t"))


def _indicators(library: Library) -> Iterator[str]:
    for document in library.documents(genre="plan", limit=20).items:
        for i in library.indicators(document.id):
            if "绿色矿山" in i.name:
                year = f"{i.year}年" if i.year else ""
                yield f"{document.title}：{i.name} {year} {i.op} {i.value}{i.unit}"
