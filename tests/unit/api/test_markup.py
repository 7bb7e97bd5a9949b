from __future__ import annotations

from collections.abc import Iterable
from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from api.layout import Block, Mark, Part
from api.markup import Note, Writer
from api.words import Words


class Seen(HTMLParser):
    """The words that a browser shows, and the elements; fails for elements that do not nest."""

    def __init__(self) -> None:
        super().__init__()
        self.words = ""
        self.tags: list[str] = []
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.tags.append(tag)
        self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words += data


def seen(blocks: Iterable[Block], notes: Iterable[Note] = ()) -> Seen:
    parser = Seen()
    for section in Writer(Words("zh"), "/doc/x/", notes).sections(blocks):
        parser.feed(str(section))  # the parser joins pieces, which Markup would escape again
    return parser


MARKS = st.lists(
    st.builds(
        Mark, st.just(0), st.just(1), st.sampled_from(["at", "claim", "cite", "repair"]),
        st.text(max_size=5), st.text(max_size=5),
    ), max_size=4,
)  # fmt: skip
PARTS = st.builds(Part, st.text(), st.sampled_from(["", "a"]), st.booleans(), MARKS.map(tuple))
TAGS = {"p", "h2", "a", "b", "mark", "span", "ins", "del"}


@given(st.lists(PARTS, min_size=1, max_size=4).map(tuple), st.sampled_from([0, 2]))
def test_whatever_a_document_says_is_words_on_the_page(parts: tuple[Part, ...], level: int) -> None:
    page = seen([Block(parts, level)])
    assert set(page.tags) <= TAGS
    shown = "".join(part.text for part in parts)
    gone = sum(len(m.note) for part in parts for m in part.marks if m.kind == "repair")
    if gone == 0:
        assert _lines(page.words) == _lines(shown)


def _lines(text: str) -> str:
    """The text as a browser reads it: every line ends in LF (HTML, 13.2.3.5)."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def test_one_link_at_most_holds_a_word() -> None:
    marks = (Mark(0, 1, "claim", "/claim"), Mark(0, 1, "cite", "/cite"))
    page = seen([Block((Part("字", marks=marks),))])
    assert page.tags.count("a") == 1


def test_notes_stand_before_the_block_that_they_are_about() -> None:
    blocks = [Block((Part("甲"),), end=10), Block((Part("乙"),), start=10, end=20)]
    page = seen(blocks, [Note(12, "注一"), Note(99, "注二")])
    assert page.words.replace("\n", "") == "甲注一乙注二"
