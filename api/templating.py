"""Pages: Jinja2 with everything escaped, and the filters that the templates use."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

from fastapi import Request
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape
from starlette.responses import HTMLResponse

_ROW = re.compile(r"\s*row (\d+)")
STATIC = Path(__file__).with_name("static")
NAVIGATION = (
    ("/overview", "总览"),
    ("/documents", "文件"),
    ("/entities", "条目"),
    ("/matrix", "模式×问题"),
    ("/indicators", "指标"),
    ("/query", "SPARQL"),
)
TYPE_NAMES = {
    "Project": "项目",
    "Mode": "模式",
    "Problem": "问题",
    "Outcome": "成效",
    "Recommendation": "建议",
    "Measure": "措施",
    "Indicator": "指标",
    "Zone": "分区",
    "Mineral": "矿种",
    "Place": "地点",
    "Organization": "机构",
    "Instrument": "法规文件",
    "Clause": "条款",
    "Term": "术语",
}
GENRE_NAMES = {
    "paper": "论文",
    "plan": "规划",
    "specification": "规范",
    "regulation": "法规",
    "notice": "通知",
    "slides": "演示文稿",
    "other": "其他",
}
SIGNS = {"=": "", "<=": "≤", ">=": "≥"}
MODALITY_NAMES = {
    "requires": "应当",
    "prohibits": "不得",
    "recommends": "宜",
    "permits": "可以",
    "encourages": "鼓励",
}
PREDICATE_NAMES = {
    "usesMode": "采用模式",
    "exemplifies": "代表",
    "locatedIn": "位于",
    "hasProblem": "存在问题",
    "solves": "解决",
    "hasOutcome": "取得成效",
    "addresses": "针对",
    "exemplifiedBy": "例证",
    "directedAt": "面向",
    "forMineral": "涉及矿种",
    "cites": "引用",
    "defines": "定义",
    "partOf": "属于",
    "implements": "由其实施",
    **MODALITY_NAMES,
}


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("api"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(
        highlight=highlight, type_name=_name_in(TYPE_NAMES), genre_name=_name_in(GENRE_NAMES),
        modality_name=_name_in(MODALITY_NAMES), predicate_name=_name_in(PREDICATE_NAMES),
        segment=segment, place=place, sign=_name_in(SIGNS),
    )  # fmt: skip
    environment.globals["navigation"] = NAVIGATION
    return environment


def page(request: Request, template: str, **values: Any) -> HTMLResponse:
    """A rendered page; `root` is the path prefix behind a proxy, `here` the path without it."""
    root = request.scope.get("root_path", "")
    here = request.url.path.removeprefix(root)
    context = {"root": root, "here": here, "static": lambda n: f"{root}/static/{n}?v={_stamp(n)}"}
    return HTMLResponse(_environment().get_template(template).render(context | values))


def highlight(text: str, ranges: Iterable[Sequence[int]]) -> Markup:
    """The text, escaped, with each half-open range inside <mark>; ranges must not overlap."""
    parts: list[str] = []
    at = 0
    for start, end in sorted((r[0], r[1]) for r in ranges):
        if start < at:
            continue
        parts += [
            escape(text[at:start]),
            Markup("<mark>"),
            escape(text[start:end]),
            Markup("</mark>"),
        ]
        at = end
    return Markup("").join([*parts, escape(text[at:])])


def place(where: str) -> str:
    """The place of a claim as people say it: 表2 row 1 is 表2第1行."""
    return _ROW.sub(r"第\1行", where)


def segment(key: str) -> str:
    """A key as a URL path: slashes stay, everything unsafe is percent-encoded."""
    return quote(key, safe="/@~.-_")


def link(path: str, **parameters: str | int | None) -> str:
    """A path with those query parameters that have a value."""
    query = urlencode({k: v for k, v in parameters.items() if v not in (None, "")})
    return f"{path}?{query}" if query else path


def _name_in(names: dict[str, str]) -> Any:
    return lambda key: names.get(key, key)


@cache
def _stamp(name: str) -> str:
    return hashlib.sha256((STATIC / name).read_bytes()).hexdigest()[:8]
