"""Things people know by name: 500 look-ups generated from the shared laws.

python -m pytest tests/bench/test_known_items.py -m bench -s
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.hits import Hit
from corpus.index import Index
from corpus.library import Library
from corpus.rows import DocumentRow
from corpus.search import SearchRequest, search
from ingest.clean import clean
from ingest.read import read_bytes
from ingest.structure import parse
from ontology.ids import document_id
from ontology.records import Facts, Record

pytestmark = pytest.mark.bench
_COUNT = 500
_BRACKETS = ("[{}]", "（{}）", "〔{}〕", "【{}】")
_LETTERS = "的一是在不了有和人这中大为上个国我以要他时来用们"


@pytest.fixture(scope="module")
def held(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Library, Index]]:
    folder = tmp_path_factory.mktemp("library")
    files = sorted(f for f in (shared / "laws").rglob("*.md") if f.name != "README.md")
    with Library.open(folder, create=True) as library, Index.open(folder / "i", True) as index:
        with library.batch():
            for file in files:
                data = file.read_bytes()
                parsed = parse(clean(read_bytes(str(file), data)))
                meta = parsed.metadata
                name = document_id(parsed.clean.raw.sha256, meta.title, meta.date)
                index.replace(library.put(Record(name, parsed, Facts()), data, str(file)))
        index.commit()
        library.mark_published()
        yield library, index


def first_hit(held: tuple[Library, Index], query: str) -> Hit | None:
    library, index = held
    items = search(index, SearchRequest(query, kind=None, limit=1), library).items
    return items[0] if items else None


def documents(library: Library) -> list[DocumentRow]:
    return [library.document(name) for name in library.document_ids()]


def test_law_and_article(held: tuple[Library, Index]) -> None:
    draw, right, count = random.Random(1), 0, 0
    for document in draw.choices(documents(held[0]), k=_COUNT):
        articles = [c for c in held[0].clauses(document.id) if c.kind == "article"]
        if articles:
            clause, title = draw.choice(articles), document.title
            short = title.removeprefix("中华人民共和国")
            hit = first_hit(held, draw.choice((title, short, f"《{title}》")) + clause.number)
            count += 1
            right += hit is not None and (hit.document.title, hit.number) == (title, clause.id)
    print(f"\nlaw and article: {right / count:.3f} of {count}")
    assert right / count >= 0.99


def test_document_numbers(held: tuple[Library, Index]) -> None:
    draw, right = random.Random(2), 0
    numbered = [d for d in documents(held[0]) if d.doc_number]
    asked = draw.choices(numbered, k=_COUNT)
    for document in asked:
        other = draw.choice(_BRACKETS)
        number = re.sub(
            r"[〔\[（(](\d{4})[〕\]）)]", lambda m, b=other: b.format(m[1]), document.doc_number
        )
        hit = first_hit(held, number)
        right += hit is not None and (
            hit.document.title == document.title or document.doc_number in hit.text
        )
    print(f"\ndocument numbers: {right / len(asked):.3f} of {len(asked)}")
    assert right / len(asked) >= 0.99


def test_titles_with_one_wrong_letter(held: tuple[Library, Index]) -> None:
    draw, right = random.Random(3), 0
    asked = [d.title for d in draw.choices(documents(held[0]), k=_COUNT)]
    for title in asked:
        at = draw.randrange(len(title))
        hit = first_hit(held, title[:at] + draw.choice(_LETTERS) + title[at + 1 :])
        right += hit is not None and hit.document.title == title
    print(f"\ntitles with one wrong letter: {right / len(asked):.3f} of {len(asked)}")
    assert right / len(asked) >= 0.95
