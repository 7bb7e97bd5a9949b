"""The query that a form means, in the language of `corpus.query`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import Annotated

from fastapi import APIRouter, Depends, Query

from api.models import Model

router = APIRouter(prefix="/api/v1", tags=["检索"])
_OPERATORS = frozenset({"AND", "OR", "NOT", "&&", "||"})
_PLAIN = re.compile(r'[^\s()"]+')


@dataclass(frozen=True, slots=True)
class Form:
    """The fields of the form, as people fill them."""

    all: Annotated[str, Query(max_length=200, description="都要有的词")] = ""
    phrase: Annotated[str, Query(max_length=200, description="原样出现的短语")] = ""
    any: Annotated[str, Query(max_length=200, description="至少有一个的词")] = ""
    none: Annotated[str, Query(max_length=200, description="不能有的词")] = ""
    title: Annotated[str, Query(max_length=200, description="文件题名里的词")] = ""
    number: Annotated[str, Query(max_length=200, description="文号")] = ""
    since: Annotated[str, Query(max_length=4, description="最早年份")] = ""
    until: Annotated[str, Query(max_length=4, description="最晚年份")] = ""
    article: Annotated[str, Query(max_length=9, description="条号，如 12 或 十二")] = ""


class ComposedQuery(Model):
    """What a filled form means in the query language."""

    query: str


Filled = Annotated[Form, Depends(Form)]


@router.get("/compose", summary="表单到查询式")
def compose_query(form: Filled) -> ComposedQuery:
    """The query that the fields mean."""
    return ComposedQuery(query=compose(form))


def compose(form: Form) -> str:
    """The query of a filled form; empty for an empty one.

    Words that would be read as operators are put into quotation marks; brackets and quotation marks
    themselves cannot be searched and are left out.
    """
    wanted = [_quoted(word) for word in _words(form.all)]
    if form.phrase.strip():
        wanted.append(f'"{_bare(form.phrase)}"')
    some = [_quoted(word) for word in _words(form.any)]
    if some:
        wanted.append(some[0] if len(some) == 1 else f"({' OR '.join(some)})")
    parts = [" AND ".join(wanted), *(f"-{_quoted(word)}" for word in _words(form.none))]
    return " ".join(part for part in (*parts, *_fields(form)) if part)


def is_empty(form: Form) -> bool:
    """Whether nothing has been filled in."""
    return not any(getattr(form, field.name).strip() for field in fields(form))


def _fields(form: Form) -> Iterator[str]:
    for name, value in (("标题", form.title), ("文号", form.number)):
        if value.strip():
            bare = " ".join(re.sub(r'["“”＂]', " ", value).split())
            yield f"{name}:{bare}" if _PLAIN.fullmatch(bare) else f'{name}:"{bare}"'
    since, until = form.since.strip(), form.until.strip()
    if since.isdecimal() or until.isdecimal():
        first, last = (year if year.isdecimal() else "" for year in (since, until))
        yield f"年份:{first}" if first == last else f"年份:{first}..{last}"
    if article := _bare(form.article).removeprefix("第").removesuffix("条"):
        yield f"第{article}条"


def _words(text: str) -> list[str]:
    return [word for word in _bare(text).split() if word]


def _quoted(word: str) -> str:
    safe = word not in _OPERATORS and ":" not in word and "：" not in word and word[0] != "-"
    return word if safe else f'"{word}"'


def _bare(text: str) -> str:
    """The text without the signs of the language, blanks as one."""
    return " ".join(re.sub(r'["“”＂()]', " ", text).split())
