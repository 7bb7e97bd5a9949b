"""Actors of a paper: where its authors work, and the roles that its running text names."""

from __future__ import annotations

import re

from ingest.extract import certainty, zones
from ingest.extract.book import FactBook
from ingest.extract.sentences import clause_id

RULE = "organization.role-in-text"
RULE_ADDRESS = "organization.address"
_FRONT = 1500  # code points in which the authors' addresses stand
_ADDRESS = re.compile(r"([一-鿿（）]{4,40}?)[，,]\s*(?:[一-鿿]{2,9}[\s，,]*){1,3}\d{6}(?!\d)")
_GENRES = frozenset({"paper"})
_ROLE = re.compile(
    r"(?:地方|市县|县级|乡镇|各级)(?:人民)?政府(?![和与及]?[主引]导)|(?:村民|居民)委员会|村集体经济组织|村集体(?!经济)"
    r"|(?:农业|专业|土地|股份|农民专业)合作社|金融机构|保险机构|社会资本(?!投入|市场)|平台公司"
    r"|(?:原|大型|国有|民营)?(?:矿山|矿业|煤炭|建材|保险|环保|能源|采矿|修复)企业|(?:市属|区属|县属|省属|地方)国(?:有)?企(?:业)?|国有企业|民营企业"
    r"|水务公司|采矿权人|探矿权人|矿业权人|投资人|科研院所|高等院校|行业协会|社会组织"
)


def find(book: FactBook) -> None:
    """Write down the roles that a paper on mines names, outside its abstract."""
    document = book.document
    if not zones.holds_mine_facts(document) or document.metadata.genre not in _GENRES:
        return
    _addresses(book)
    named = [(e.evidence.start, e.evidence.end) for e in book.of_type("Organization")]
    for sentence, _ in zones.running(book, "body", "problem", "advice"):
        if certainty.is_reported(document.text[sentence.start : sentence.end]):
            continue
        for match in _ROLE.finditer(document.text, sentence.start, sentence.end):
            if not any(s <= match.start() and match.end() <= e for s, e in named):
                clause = clause_id(document, sentence.clause)
                book.entity("Organization", match.group(), *match.span(), clause=clause, rule=RULE)


def _addresses(book: FactBook) -> None:
    """（某某研究院，城市 邮编） below the authors' names."""
    text = book.document.text
    for match in _ADDRESS.finditer(text, 0, min(_FRONT, len(text))):
        name = match[1].lstrip("（")
        book.entity("Organization", name, match.end(1) - len(name), match.end(1), rule=RULE_ADDRESS)
