"""Comparable forms of the names by which documents are cited: titles and document numbers."""

from __future__ import annotations

import re
import unicodedata

from ontology.ids import STATE, fold_name
from ontology.records import Metadata

_VERSION_NOTE = re.compile(
    r"\((?:\d{4}(?:年|-\d\d)[^()]*|[^()]*(?:修订|修正|修改|试行|草案|征求意见)[^()]*)\)$"
)
_DOC_NUMBER = re.compile(
    r"^(?P<issuer>\D+?)[〔\[［(（【〈{]?(?P<year>(?:19|20)\d\d)[〕\]］)）】〉}]?(?P<serial>\d+)号?$"
)
_STANDARD = re.compile(
    r"^(?P<series>[a-z]+(?:/[a-z])?)[\s\-_]*(?P<number>\d[\d.]*)(?:[-—–~](?P<year>\d{2,4}))?$"
)
_YEAR = re.compile(r"(?<!\d)(19|20)\d\d(?!\d)")
_DASHES = re.compile(r"[‐-―−－]")


def name_key(title: str) -> str:
    """The form in which the title of a law equals its citation: 《中华人民共和国X法》 is X法.

    Leading 中华人民共和国 and a trailing note on the version in brackets do not count; "" for "".
    """
    key = fold_name(title)
    bare = key.removeprefix(STATE)
    key = bare or key
    return _VERSION_NOTE.sub("", key) or key


def number_key(number: str) -> str:
    """The form in which two spellings of one document or standard number are equal.

    自然资规[2019]6号, 自然资规〔2019〕6号 and 自然资规（2019）6 give 自然资规2019-6; GB 50187—2012 gives
    gb50187-2012. Anything else is only folded; "" for "".
    """
    folded = _DASHES.sub("-", unicodedata.normalize("NFKC", number)).lower()
    folded = re.sub(r"[\s第]+", "", folded).removeprefix(STATE)
    if found := _DOC_NUMBER.match(folded):
        return f"{found['issuer'].rstrip('〔[(【<{')}{found['year']}-{found['serial'].lstrip('0')}"
    if found := _STANDARD.match(folded):
        year = f"-{found['year']}" if found["year"] else ""
        return f"{found['series'].replace('/', '')}{found['number']}{year}"
    return folded


def year_of(metadata: Metadata) -> int | None:
    """The year of a document: of its date, else of its number, else where its period begins."""
    for words in (metadata.date, metadata.doc_number, metadata.period):
        if found := _YEAR.search(words):
            return int(found.group())
    return None
