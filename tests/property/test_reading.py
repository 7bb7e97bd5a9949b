"""What must hold for every text: nothing lost, nothing doubled, every character with a place."""

from __future__ import annotations

from collections import Counter
from contextlib import suppress

from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.clean import clean
from ingest.read import read_bytes
from ingest.read.grid import GridCell, spanned_block
from ontology.errors import UnreadableFile
from ontology.source import Block, CleanText, RawDocument

_WORDS = st.text(alphabet="矿山生态修复abZ19，。：（）①㎡％ \u3000", min_size=1, max_size=30)
_ODD = st.sampled_from(
    ["[bookmark: _Toc1]", "２０", "\u200b", "⼯", "\ufeff", "［1］", "— 3 —", "\x07", "\t", "Ａ"]
)
_LINE = st.lists(st.one_of(_WORDS, _ODD), min_size=1, max_size=4).map("".join)
_TEXT = st.lists(st.one_of(_LINE, st.just("")), min_size=1, max_size=12).map("\n".join)


def covered(result: CleanText) -> Counter[int]:
    """How often each position of the clean text is in a run or in an inserted repair."""
    places: Counter[int] = Counter()
    for run in result.runs:
        places.update(range(run.start, run.end))
    for repair in result.repairs:
        if not repair.before:
            places.update(range(repair.start, repair.end))
    return places


def check(result: CleanText) -> None:
    places = covered(result)
    assert all(places[i] == 1 for i, c in enumerate(result.text) if c not in "\n\t")
    assert max(places.values(), default=1) == 1
    assert "".join(result.text[x.start : x.end] for x in result.lines) == result.text
    dropped = Counter("".join(r.before for r in result.repairs))
    added = Counter("".join(r.after for r in result.repairs))
    source = Counter("".join(b.number + b.text for b in result.raw.blocks))
    kept = Counter(result.text) - added + dropped
    assert _inked(kept) == _inked(source)


def _inked(counts: Counter[str]) -> Counter[str]:
    return Counter({c: n for c, n in counts.items() if not c.isspace() and n})


@settings(deadline=None)
@given(_TEXT)
def test_every_character_of_a_plain_text_has_one_place(text: str) -> None:
    source = "矿区说明，" * 200 + "\n" + text
    raw = read_bytes("x", source.encode())
    assert all(b.kind == "table" or source[b.offset :].startswith(b.text) for b in raw.blocks)
    check(clean(raw))


@settings(deadline=None)
@given(st.lists(st.lists(_LINE, min_size=1, max_size=4), min_size=1, max_size=4), st.booleans())
def test_every_character_of_a_table_has_one_place(rows: list[list[str]], wrapped: bool) -> None:
    cells = [GridCell(t, r, c) for r, row in enumerate(rows) for c, t in enumerate(row)]
    blocks = (Block("paragraph", "前\n文", hard_wrapped=wrapped), spanned_block(cells))
    result = clean(RawDocument("x", "", "docx", "", blocks))
    check(result)
    table = result.lines[-1] if len(result.lines) > 1 else None
    for cell in table.cells if table else ():
        assert "\n" not in result.text[cell.start : cell.end]


@settings(deadline=None, max_examples=50)
@given(st.binary(max_size=200))
def test_any_bytes_end_in_text_or_in_the_typed_error(data: bytes) -> None:
    with suppress(UnreadableFile):
        check(clean(read_bytes("x", data)))
