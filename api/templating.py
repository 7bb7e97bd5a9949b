"""Pages: Jinja2 with everything escaped, in the reader's language and theme."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any
from urllib.parse import quote, urlencode

from fastapi import Request
from jinja2 import Environment, PackageLoader, StrictUndefined, pass_context
from jinja2.runtime import Context
from markupsafe import Markup, escape
from starlette.responses import HTMLResponse, Response

from api.assets import bundle, stamp
from api.navigation import navigation
from api.words import Words, chosen

_ROW = re.compile(r"\s*row (\d+)")
LANGUAGE_COOKIE, THEME_COOKIE = "minekg_lang", "minekg_theme"
_YEAR = 365 * 24 * 3600  # seconds that a preference is kept
_THEMES = ("light", "dark")
_OTHER = {"zh": "en", "en": "zh"}
_TONES = {"现行": "good", "已修改": "warn", "废止": "bad"}
_AREAS = {"site": "common"}  # scripts whose words stand in a catalogue file of another name
SIGNS = {"=": "", "<=": "≤", ">=": "≥"}
TYPES = (
    "Project", "Mode", "Problem", "Outcome", "Recommendation", "Measure", "Indicator", "Zone",
    "Mineral", "Place", "Organization", "Instrument", "Clause", "Term",
)  # fmt: skip


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("api"),
        autoescape=True,
        undefined=StrictUndefined,
        auto_reload=False,  # a running server keeps to the templates that its code knows
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(
        highlight=highlight, type_name=_named("type"), genre_name=_named("genre"),
        modality_name=_named("modality"), predicate_name=_named("predicate"), segment=segment,
        place=_place, day=_day, sign=lambda op: SIGNS.get(op, op), number="{:,}".format,
        name_in=_name_in, tone=lambda status: _TONES.get(status, "plain"),
    )  # fmt: skip
    return environment


def page(request: Request, template: str, **values: Any) -> HTMLResponse:
    """A rendered page in the reader's language and theme.

    Every template has: `t` (the words), `root` (the path prefix behind a proxy), `here` (the path
    without it), `theme` ("" for the system's), `navigation`, `static(name)` (the
    address of a file of api/static), `scripts(name)` (the elements that load api/web/src/pages/
    NAME.ts; nothing where there are no scripts) and `in_language` (the address of this page in the
    other language).
    """
    words = language_of(request)
    response = HTMLResponse(
        _environment().get_template(template).render(_context(request, words) | values)
    )
    response.headers["Vary"] = "Accept-Language, Cookie"
    if request.query_params.get("lang", "").lower().partition("-")[0] == words.language:
        keep(response, LANGUAGE_COOKIE, words.language)
    return response


def language_of(request: Request) -> Words:
    """The words for a reader: by `?lang=`, else the cookie, else Accept-Language."""
    asked, kept = request.query_params.get("lang"), request.cookies.get(LANGUAGE_COOKIE)
    return Words(chosen(asked, kept, request.headers.get("accept-language", "")))


def root_of(request: Request) -> str:
    """The path prefix behind a proxy, without a slash at its end; "" where there is none."""
    return str(request.scope.get("root_path", ""))


def keep(response: Response, name: str, value: str) -> None:
    """Set a cookie for a preference."""
    response.set_cookie(name, value, max_age=_YEAR, path="/", samesite="lax")


def _context(request: Request, words: Words) -> dict[str, Any]:
    root = root_of(request)
    here = request.url.path.removeprefix(root)
    theme = request.cookies.get(THEME_COOKIE, "")
    return {
        "t": words,
        "root": root,
        "here": here,
        "back": f"{request.url.path}?{request.url.query}".rstrip("?"),
        "theme": theme if theme in _THEMES else "",
        "navigation": navigation(request, here),
        "static": lambda name: f"{root}/static/{quote(name)}?v={stamp(name)}",
        "scripts": lambda name: _scripts(words, root, name),
        "in_language": _in_language(request, _OTHER[words.language]),
        "q": "",
    }


def _in_language(request: Request, language: str) -> str:
    kept = [(k, v) for k, v in request.query_params.multi_items() if k != "lang"]
    return "?" + urlencode([*kept, ("lang", language)])


def _scripts(words: Words, root: str, name: str) -> Markup:
    """The elements of a bundle, and the texts `js` of the catalogue that its script speaks."""
    found = bundle(name)
    if found is None:
        return Markup()
    base = f"{root}/static/"
    texts = json.dumps(words.under(f"{_AREAS.get(name, name)}.js"), ensure_ascii=False)
    lines = [Markup('<link rel="stylesheet" href="{}">').format(base + css) for css in found.styles]
    lines += [
        Markup('<link rel="modulepreload" href="{}">').format(base + chunk)
        for chunk in found.preloads
    ]
    lines.append(
        Markup('<script type="application/json" data-words="{}">{}</script>').format(
            name, Markup(texts.replace("<", "\\u003c"))
        )
    )
    lines.append(Markup('<script type="module" src="{}"></script>').format(base + found.script))
    return Markup("\n").join(lines)


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


def segment(key: str) -> str:
    """A key as a URL path: slashes stay, everything unsafe is percent-encoded."""
    return quote(key, safe="/@~.-_")


def link(path: str, **parameters: str | int | None) -> str:
    """A path with those query parameters that have a value."""
    query = urlencode({k: v for k, v in parameters.items() if v not in (None, "")})
    return f"{path}?{query}" if query else path


def _named(group: str) -> Any:
    """A filter that gives the name of a value in the language of the page."""

    @pass_context
    def name(context: Context, key: str) -> str:
        return _words(context).name(group, key)

    return name


@pass_context
def _name_in(context: Context, key: str, group: str) -> str:
    return _words(context).name(group, key)


@pass_context
def _day(context: Context, date: str) -> str:
    return _words(context).day(date)


@pass_context
def _place(context: Context, where: str) -> str:
    """The place of a claim as people say it: 表2 row 1 is 表2第1行."""
    row = _words(context)("common.row")
    return _ROW.sub(lambda found: row.format(n=found[1]), where)


def _words(context: Context) -> Words:
    words: Words = context["t"]
    return words
