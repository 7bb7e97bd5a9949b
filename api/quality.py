"""The quality page: how well facts are found, in Markdown, from the same scores as `minekg eval`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ingest.extract.evaluate import Score, evaluate, total

_MISSES = 12  # a document and kind; the rest are counted

_INTRODUCTION = """# 抽取质量 · Extraction quality

由 `minekg eval facts --page tests/golden/QUALITY.md` 写成；匹配规则见 `ingest/extract/evaluate.py`。
每组分开报告：规则写作时看过的文件，分数只说明规则做到了什么，不能预示没见过的文件。

*Written by the command above. The sets are reported apart: on documents that the rules were written
on, a score says what the rules do, not what they will do on others.*
"""


@dataclass(frozen=True, slots=True)
class Group:
    """A set of documents with gold that stand in the same relation to the rules.

    `listed` lets the page name the misses; off for texts that must not be quoted.
    """

    title: str
    gold: Path
    texts: Path
    listed: bool = True


def page(groups: Sequence[Group]) -> str:
    """The page for these groups, in order; a group without documents is left out."""
    return "\n".join([_INTRODUCTION, *(line for group in groups for line in _group(group))]) + "\n"


def _group(group: Group) -> Iterator[str]:
    scores = evaluate(group.gold, group.texts)
    if not scores:
        return
    yield f"## {group.title}\n"
    yield "| 文件 document | 类 kind | P | R | F1 | 命中/标注 hits/gold |"
    yield "| --- | --- | ---: | ---: | ---: | ---: |"
    for score in (*scores, *total(scores)):
        if not score.type:
            yield _row(score)
    yield ""
    if group.listed:
        yield from _listing(scores)


def _row(score: Score) -> str:
    figures = " | ".join(f"{x:.3f}" for x in (score.precision, score.recall, score.f1))
    name = score.document or "**合计 all**"
    return f"| {name} | {score.kind} | {figures} | {score.hits}/{score.gold} |"


def _listing(scores: Sequence[Score]) -> Iterator[str]:
    yield "<details><summary>漏的与多的 misses and extras</summary>\n"
    for score in scores:
        if score.type or not (score.missed or score.extra):
            continue
        yield f"- {score.document}，{score.kind}"
        for label, names in (("漏", score.missed), ("多", score.extra)):
            if names:
                more = f" …另 {len(names) - _MISSES} 项" if len(names) > _MISSES else ""
                yield f"  - {label}：" + "；".join(names[:_MISSES]) + more
    yield "\n</details>\n"
