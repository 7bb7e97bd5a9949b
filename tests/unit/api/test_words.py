from __future__ import annotations

import json
import re
import string
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from api.words import LANGUAGES, Words, catalogue, chosen

API = Path(__file__).resolve().parents[3] / "api"
CHINESE = re.compile("[\u3400-\u9fff\uff00-\uffef]")
COMMENTS = {".html": re.compile(r"\{#.*?#\}", re.S), ".ts": re.compile(r"/\*.*?\*/|//[^\n]*", re.S)}


def sources(suffix: str) -> Iterator[Path]:
    folder = API / "templates" if suffix == ".html" else API / "web" / "src"
    yield from folder.rglob(f"*{suffix}")


def fields(text: str | Mapping[str, str]) -> set[str | None]:
    texts = [text] if isinstance(text, str) else list(text.values())
    return {name for t in texts for _, name, _, _ in string.Formatter().parse(t) if name}


def test_the_catalogues_have_the_same_texts_with_the_same_fields() -> None:
    chinese, english = (catalogue(language) for language in LANGUAGES)
    assert chinese.keys() == english.keys()
    assert {k for k in chinese if fields(chinese[k]) != fields(english[k])} == set()


def test_the_english_catalogue_is_in_english() -> None:
    foreign = {
        key for key, text in catalogue("en").items()
        if CHINESE.search(json.dumps(text, ensure_ascii=False)) and "《" not in str(text)
    }  # fmt: skip
    quoting = ("home.", "search.", "common.language", "indicators.hint")
    assert {key for key in foreign if not key.startswith(quoting)} == set()


@pytest.mark.parametrize("suffix", [".html", ".ts"])
def test_no_words_stand_outside_the_catalogues(suffix: str) -> None:
    found = {
        path.name: line.strip()
        for path in sources(suffix)
        for line in COMMENTS[suffix].sub("", path.read_text(encoding="utf-8")).splitlines()
        if CHINESE.search(line)
    }
    assert found == {}


def test_every_text_that_a_template_names_is_there() -> None:
    named = re.compile(r"""\bt\(["']([\w.]+)["'](?!\s*~)""")
    asked = {
        key for path in sources(".html") for key in named.findall(path.read_text(encoding="utf-8"))
    }
    assert asked
    assert asked - catalogue("zh").keys() == set()


@pytest.mark.parametrize(
    ("asked", "kept", "accepted", "language"),
    [
        (None, None, "", "zh"),
        (None, None, "en-GB,en;q=0.9,zh;q=0.8", "en"),
        (None, None, "de,fr;q=0.9", "zh"),
        (None, None, "en;q=0.1,zh-TW", "zh"),
        (None, None, "en;q=x, ;;,zh;q=0", "zh"),
        (None, "en", "zh-CN", "en"),
        ("zh", "en", "en", "zh"),
        ("zh-CN", "en", "en", "zh"),
        ("xx", None, "en", "en"),
    ],
)
def test_a_reader_gets_the_language_asked_for(
    asked: str | None, kept: str | None, accepted: str, language: str
) -> None:
    assert chosen(asked, kept, accepted) == language


def test_texts_take_their_values_and_number() -> None:
    assert Words("en")("common.clauses", n=1) == "1 clause"
    assert Words("en")("common.clauses", n=2) == "2 clauses"
    assert Words("zh").name("genre", "plan") == "规划"
    assert Words("en").name("genre", "unheard of") == "unheard of"


@pytest.mark.parametrize(
    ("date", "chinese", "english"),
    [
        ("2021-06-01", "2021年6月1日", "1 June 2021"),
        ("2021-12", "2021年12月", "December 2021"),
        ("2021", "2021年", "2021"),
        ("", "", ""),
        ("二〇二一年", "二〇二一年", "二〇二一年"),
    ],
)
def test_dates_read_as_people_write_them(date: str, chinese: str, english: str) -> None:
    assert Words("zh").day(date) == chinese
    assert Words("en").day(date) == english
