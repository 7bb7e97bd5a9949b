"""What a government page states about the document it shows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from selectolax.lexbor import LexborHTMLParser, LexborNode

_LABELS = {
    "索引号": "index_number", "发文机关": "issuer", "制发机关": "issuer", "发布机构": "issuer",
    "发布机关": "issuer", "发文单位": "issuer", "信息来源": "issuer", "公开责任部门": "issuer",
    "文号": "doc_number", "发文字号": "doc_number", "发布文号": "doc_number", "文件编号": "doc_number",
    "成文日期": "date", "发文日期": "date", "生成日期": "date", "发布日期": "published",
    "公开日期": "published", "公布日期": "published", "名称": "title", "标题": "title",
    "信息名称": "title", "文件名称": "title", "主题分类": "topic", "有效性": "in_force",
    "效力状态": "in_force", "时效性": "in_force", "施行日期": "effective", "实施日期": "effective",
    "废止日期": "repealed",
}  # fmt: skip
_META = {
    "articletitle": "title", "contentsource": "issuer", "source": "issuer", "pubdate": "published",
    "filenum": "doc_number", "columnname": "column", "author": "author",
}  # fmt: skip
_SPACE = re.compile(r"[\s\u3000]+")
_PAIR = re.compile(r"\s*([\u4e00-\u9fff\s\u3000]{2,12})[：:]\s*(\S.*)?$", re.DOTALL)
_DATE = re.compile(r"(\d{4})\s*[-年./]\s*(\d{1,2})\s*[-月./]\s*(\d{1,2})")
_SITE = re.compile(r"\s*[-_|—–]+\s*[^-_|—–]{2,30}$")
_DATED = ("date", "published", "effective", "repealed")


def metadata(tree: LexborHTMLParser) -> dict[str, str]:
    """The facts of the index table and the meta tags; dates as ISO 8601, the table first."""
    found: dict[str, str] = {}
    for pairs in (*_table_pairs(tree), list(_line_pairs(tree))):
        known = {k: t for label, t in pairs if t and (k := _LABELS.get(_SPACE.sub("", label)))}
        if len(known) >= 2:
            found = {**{key: _value(key, text) for key, text in known.items()}, **found}
    for node in tree.css("meta[name]"):
        key = _META.get((node.attributes.get("name") or "").lower())
        text = (node.attributes.get("content") or "").strip()
        if key and text:
            found.setdefault(key, _value(key, text))
    if "published" in found:
        found.setdefault("date", found["published"])
    return found


def page_title(tree: LexborHTMLParser, found: dict[str, str]) -> str:
    """The title of the document: as stated, its h1, or the window title without the site."""
    if found.get("title"):
        return found["title"]
    heading = tree.css_first("h1")
    if heading is not None and heading.text(strip=True):
        return _SPACE.sub(" ", heading.text(strip=True))
    window = tree.css_first("title")
    return _SITE.sub("", window.text(strip=True)) if window is not None else ""


def _value(key: str, text: str) -> str:
    date = _DATE.search(text) if key in _DATED else None
    if date:
        return f"{date.group(1)}-{int(date.group(2)):02d}-{int(date.group(3)):02d}"
    return text.strip()


def is_index_table(table: LexborNode) -> bool:
    """Whether a table is the index of a page (索引号, 文号) rather than part of the document."""
    return any(_is_index_label(cell.text()) for cell in table.css("td,th"))


def _is_index_label(text: str) -> bool:
    return _SPACE.sub("", text).rstrip("：:") == "索引号"


def _table_pairs(tree: LexborHTMLParser) -> Iterator[list[tuple[str, str]]]:
    """The neighbouring cells of each index table."""
    for table in tree.css("table"):
        if is_index_table(table) and not table.css_first("table table"):
            rows = [[c.text(strip=True) for c in row.css("td,th")] for row in table.css("tr")]
            yield [(label.rstrip("：: "), text) for row in rows for label, text in pairwise(row)]


def _line_pairs(tree: LexborHTMLParser) -> Iterator[tuple[str, str]]:
    """The labels and values of a page that has an index without a table."""
    found = list(_listed_pairs(tree))
    for node in tree.css("li,dd,p,span,div"):
        # a node is among what its own selector finds
        inner = len(node.css("div,table,p,li")) - (node.tag in ("div", "p", "li"))
        text = node.text(strip=True) if not inner else ""
        if len(text) < 120 and (pair := _PAIR.match(text)) and pair.group(2):
            found.append((pair.group(1), pair.group(2)))
    return iter(found if any(_is_index_label(label) for label, _ in found) else [])


def _listed_pairs(tree: LexborHTMLParser) -> Iterator[tuple[str, str]]:
    """The pairs of definition lists."""
    for term in tree.css("dt"):
        follower = term.next
        while follower is not None and follower.tag != "dd":
            follower = follower.next
        if follower is not None:
            yield term.text(strip=True).rstrip("：: "), follower.text(strip=True)
