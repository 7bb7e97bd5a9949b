"""Commands of the approval desk: check, admit, verify, diff."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Annotated

import typer

from api import faults
from api.cli_options import Json, Library
from api.console import emit, emit_json, table
from api.settings import BadSetting, Settings

_VERDICTS = {
    "found": "有", "not found": "没有找到", "person": "请人看", "met": "符合", "not met": "不符合",
    "cannot decide": "不能判断", "FOUND": "有", "DIFFERENT WORDS": "原话不同",
    "NOT IN FORCE": "已失效", "NOT FOUND": "没有这一条", "UNVERIFIED": "库里没有这部法规",
    "same": "相同", "moved": "移动", "changed": "修改", "split": "拆分", "merged": "合并",
    "dropped": "删除", "new": "新增", "hard": "矛盾", "soft": "存疑",
}  # fmt: skip


def register(app: typer.Typer) -> None:
    """Add the commands to the application."""
    for command in (check, admit, verify, diff):
        app.command(command.__name__)(command)


def check(
    plan: Annotated[str, typer.Argument(metavar="PLAN", help="规划或方案：文件或文件 id")],
    against: Annotated[
        str | None, typer.Option("--against", metavar="SPEC", help="规范：文件或文件 id")
    ] = None,
    library: Library = None,
    json: Json = False,
) -> int:
    """核对一份规划：对照规范逐条找内容；不给规范则只查数字、表格和上级规划。"""
    from api.desk.check import check_against, check_alone
    from api.holdings import open_if_there, record_of

    held = open_if_there(Settings.load(library=library).library)
    checked = record_of(plan, held)
    if against is None:
        findings = check_alone(checked, held)
        if json:
            emit_json(findings.as_json())
        else:
            rows = [(f.severity, f.where, f.expected, f.found) for f in findings.findings]
            _print(("性质", "位置", "应为", "实为"), rows, "没有发现矛盾")
        return faults.FINDINGS if findings.findings else faults.OK
    report = check_against(checked.document, record_of(against, held).document)
    if json:
        emit_json(report.as_json())
    else:
        items = [(i.verdict, i.clause, i.item, i.reason) for i in report.items]
        _print(("结论", "条款", "要求", "依据"), items, "规范里没有要求")
    return faults.FINDINGS if any(i.verdict != "found" for i in report.items) else faults.OK


def admit(
    mineral: Annotated[str, typer.Option("--mineral", metavar="矿种")],
    scale: Annotated[str, typer.Option("--scale", metavar="N", help="开采规模")],
    unit: Annotated[str, typer.Option("--unit", metavar="单位", help="例如 万吨/年")],
    place: Annotated[str, typer.Option("--place", metavar="地点")],
    method: Annotated[str, typer.Option("--method", metavar="方式", help="露天 或 地下")] = "",
    new: Annotated[bool, typer.Option("--new/--existing", help="新建或已有矿山")] = False,
    library: Library = None,
    json: Json = False,
) -> int:
    """一个采矿项目要满足资料库里的哪些准入规定。"""
    from api.desk.admit import admit as run
    from api.desk.application import Application
    from corpus.library import Library as Holdings

    case = Application(mineral, _number(scale), unit, place, method, new)
    with Holdings.open(Settings.load(library=library).library) as held:
        report = run(case, held)
    if json:
        emit_json(report.as_json())
    else:
        rules = [(r.verdict, r.document, r.clause, r.quote, r.reason) for r in report.rules]
        _print(("结论", "文件", "条款", "原文", "依据"), rules, "没有适用的规定")
        for contradiction in report.contradictions:
            emit(f"互相矛盾：{contradiction.a} / {contradiction.b}（{contradiction.why}）")
        if report.suggestions:
            emit("是不是：" + "、".join(report.suggestions))
    return (
        faults.OK
        if report.rules and all(r.verdict == "met" for r in report.rules)
        else faults.FINDINGS
    )


def verify(
    text: Annotated[str, typer.Argument(metavar="TEXT_OR_FILE", help="一段文字，或一份文件")],
    library: Library = None,
    json: Json = False,
) -> int:
    """核对文字里引用的法规条款：有没有、原话是否一致、是否有效。"""
    from api.desk.verify import as_json
    from api.desk.verify import verify as run
    from corpus.library import Library as Holdings

    with Holdings.open(Settings.load(library=library).library) as held:
        found = run(_words(text), held)
    if json:
        emit_json(as_json(found))
    else:
        rows = [(c.verdict, c.text, c.difference or c.replaced_by or c.clause) for c in found]
        _print(("结论", "引用", "说明"), rows, "没有发现引用")
    return faults.OK if all(c.verdict == "FOUND" for c in found) else faults.FINDINGS


def diff(
    a: Annotated[str, typer.Argument(metavar="DOC_A", help="旧：文件或文件 id")],
    b: Annotated[str, typer.Argument(metavar="DOC_B", help="新：文件或文件 id")],
    library: Library = None,
    json: Json = False,
) -> int:
    """逐条比较两份文件：相同、移动、修改、拆分、合并、删除、新增。"""
    from api.desk.diff import as_json
    from api.desk.diff import diff as run
    from api.holdings import open_if_there, record_of

    held = open_if_there(Settings.load(library=library).library)
    old, new = (record_of(name, held).document for name in (a, b))
    rows = run(old, new)
    if json:
        emit_json(as_json(rows))
    else:
        shown = [(r.kind, "、".join(r.old), "、".join(r.new)) for r in rows]
        _print(("结论", "旧", "新"), shown, "两份文件都没有文字")
    return faults.FINDINGS if any(r.kind != "same" for r in rows) else faults.OK


def _print(header: tuple[str, ...], rows: Sequence[tuple[str, ...]], nothing: str) -> None:
    told = [
        (_VERDICTS.get(row[0], row[0]), *(" ".join(c.split()) for c in row[1:])) for row in rows
    ]
    emit(table([header, *told]) if told else nothing)


def _number(text: str) -> Decimal:
    try:
        return Decimal(text)
    except InvalidOperation:
        raise BadSetting(f"--scale {text}：请写数字，例如 5 或 0.5") from None


def _words(text: str) -> str:
    """The clean text of a file, or the words themselves."""
    from ingest.pipeline import analyze, read_file

    try:
        is_file = Path(text).is_file()
    except OSError:  # words longer than a file name may be
        is_file = False
    return analyze(text, read_file(Path(text)))[0].text if is_file else text
