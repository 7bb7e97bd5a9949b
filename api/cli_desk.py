"""Commands of the approval desk: check, admit, verify, diff."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation
from json import dumps
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from api import faults
from api.cli_options import Json, Library
from api.console import emit, emit_json, note, table
from api.settings import BadSetting, Settings

if TYPE_CHECKING:
    from api.desk.check import CheckReport
    from api.desk.diff import DiffRow
    from api.desk.export import Sheet
    from corpus.library import Library as Holdings
    from ontology.records import Record

Target = tuple[str, Path | None, bool]  # form and name of the file to write, whether JSON is wanted
_SHOWN = 60  # letters of changed words in a row of the table
Output = Annotated[
    Path | None,
    typer.Option("--output", "-o", metavar="FILE", help="写成表格（.xlsx）、文档（.docx）或 .json"),
]


def register(app: typer.Typer) -> None:
    """Add the commands to the application."""
    for command in (check, admit, verify, diff):
        app.command(command.__name__)(command)


def check(
    plan: Annotated[str, typer.Argument(metavar="PLAN", help="规划或方案：文件或文件 id")],
    against: Annotated[
        str | None, typer.Option("--against", metavar="SPEC", help="规范：文件或文件 id")
    ] = None,
    beside: Annotated[
        str | None, typer.Option("--beside", metavar="PLAN2", help="另一份规划：指标并列")
    ] = None,
    library: Library = None,
    output: Output = None,
    json: Json = False,
) -> int:
    """核对一份规划：对照规范逐条找内容；不给规范则只查数字、表格和上级规划。"""
    from api.desk import export
    from api.desk.check import check_against
    from api.holdings import open_if_there, record_of

    form = _form(output)
    held = open_if_there(Settings.load(library=library).library)
    checked = record_of(plan, held)
    if against is None:
        other = record_of(beside, held) if beside else None
        return _alone(checked, other, held, (form, output, json))
    report = check_against(checked.document, record_of(against, held).document)
    items = [(i.verdict, i.clause, i.item, i.reason) for i in report.items]
    _give(
        report.as_json(), export.of_check(report), (form, output, json),
        [_table(("结论", "条款", "要求", "依据"), items, "规范里没有要求"), *_unlike(report)],
    )  # fmt: skip
    return faults.FINDINGS if any(i.verdict != "found" for i in report.items) else faults.OK


def _unlike(report: CheckReport) -> list[str]:
    return [report.items[0].reason] if report.off_subject and report.items else []


def _alone(plan: Record, other: Record | None, held: Holdings | None, target: Target) -> int:
    """A plan without a specification, its indicators beside those of another one."""
    from api.desk import export
    from api.desk.check import check_alone, side_by_side

    found = check_alone(plan, held)
    pairs = side_by_side(plan, other) if other is not None else ()
    body = found.as_json() | ({"indicators": [p.as_json() for p in pairs]} if other else {})
    rows = [(f.severity, f.where, f.expected, f.found) for f in found.findings]
    shown = [_table(("性质", "位置", "应为", "实为"), rows, "没有发现矛盾")]
    if other is not None:
        beside = [(p.name, str(p.year or ""), p.a, p.b) for p in pairs]
        shown.append(_table(("指标", "年份", "本规划", "另一规划"), beside, "没有相同的指标"))
    _give(body, export.of_findings(found, pairs), target, shown)
    return faults.FINDINGS if found.findings else faults.OK


def admit(
    mineral: Annotated[str, typer.Option("--mineral", metavar="矿种")],
    scale: Annotated[str, typer.Option("--scale", metavar="N", help="开采规模")],
    unit: Annotated[str, typer.Option("--unit", metavar="单位", help="例如 万吨/年")],
    place: Annotated[str, typer.Option("--place", metavar="地点")],
    method: Annotated[str, typer.Option("--method", metavar="方式", help="露天 或 地下")] = "",
    new: Annotated[
        bool | None,
        typer.Option("--new/--existing", help="新建或已有矿山", show_default="existing"),
    ] = None,
    years: Annotated[
        int | None, typer.Option("--years", metavar="N", min=1, help="设计服务年限（年）")
    ] = None,
    library: Library = None,
    output: Output = None,
    json: Json = False,
) -> int:
    """一个采矿项目要满足资料库里的哪些准入规定。"""
    from api.desk import export
    from api.desk.admit import admit as run
    from api.desk.application import Application
    from corpus.library import Library as Holdings

    form = _form(output)
    if not unit.strip():
        raise BadSetting("开采规模没有单位，请写明，例如 --unit 万吨/年 或 --unit 万立方米/年")
    case = Application(mineral, _number(scale), unit, place, method, bool(new), years)
    with Holdings.open(Settings.load(library=library).library) as held:
        report = run(case, held)
    if new is None:
        note("按已有矿山核对；新建矿山请加 --new，只管新建的规定才会列出")
    rules = [(r.verdict, r.document, r.clause, r.quote, r.reason) for r in report.rules]
    shown = [_table(("结论", "文件", "条款", "原文", "依据"), rules, "没有适用的规定")]
    shown += [f"互相矛盾：{c.a} / {c.b}（{c.why}）" for c in report.contradictions]
    if report.suggestions:
        shown.append("是不是：" + "、".join(report.suggestions))
    _give(report.as_json(), export.of_admit(report), (form, output, json), shown)
    return (
        faults.OK
        if report.rules and all(r.verdict == "met" for r in report.rules)
        else faults.FINDINGS
    )


def verify(
    text: Annotated[
        str, typer.Argument(metavar="TEXT_OR_FILE", help="一段文字、一份文件，或 - 读标准输入")
    ],
    library: Library = None,
    output: Output = None,
    json: Json = False,
) -> int:
    """核对文字里引用的法规条款：有没有、原话是否一致、是否有效。"""
    from api.desk import export
    from api.desk.verify import as_json
    from api.desk.verify import verify as run
    from corpus.library import Library as Holdings

    form = _form(output)
    with Holdings.open(Settings.load(library=library).library) as held:
        found = run(_words(text), held)
    rows = [(c.verdict, c.text, c.difference or c.replaced_by or c.clause) for c in found]
    shown = [_table(("结论", "引用", "说明"), rows, "没有发现引用")]
    _give(as_json(found), export.of_verify(found), (form, output, json), shown)
    return faults.OK if all(c.verdict == "FOUND" for c in found) else faults.FINDINGS


def diff(
    a: Annotated[str, typer.Argument(metavar="DOC_A", help="旧：文件或文件 id")],
    b: Annotated[str, typer.Argument(metavar="DOC_B", help="新：文件或文件 id")],
    library: Library = None,
    output: Output = None,
    json: Json = False,
) -> int:
    """逐条比较两份文件：相同、移动、修改、拆分、合并、删除、新增。"""
    from api.desk import export
    from api.desk.diff import as_json
    from api.desk.diff import diff as run
    from api.holdings import open_if_there, record_of

    form = _form(output)
    held = open_if_there(Settings.load(library=library).library)
    old, new = (record_of(name, held).document for name in (a, b))
    rows = run(old, new)
    differing = [r for r in rows if r.kind != "same"]
    cells = [(r.kind, "、".join(r.old), "、".join(r.new), _changed(r)) for r in differing]
    same = f"两份文件逐条相同（{len(rows)} 条）" if rows else "两份文件都没有文字"
    shown = [_table(("结论", "旧", "新", "改动的字"), cells, same)]
    _give(as_json(rows), export.of_diff(rows), (form, output, json), shown)
    return faults.FINDINGS if differing else faults.OK


def _changed(row: DiffRow) -> str:
    """The changed words of a row, the first few."""
    if not (row.old and row.new):
        return (row.old_text or row.new_text)[:_SHOWN]
    found = [f"{s.old or '＋'}→{s.new or '－'}" for s in row.segments() if s.changed]
    text = "；".join(found)
    return text if len(text) <= _SHOWN else text[:_SHOWN] + "……"


def _form(output: Path | None) -> str:
    """The form that a file's name asks for, "" without a file; BadSetting for any other."""
    form = output.suffix.lower().removeprefix(".") if output else ""
    if output and form not in ("xlsx", "docx", "json"):
        raise BadSetting(f"--output {output}：文件名请以 .xlsx、.docx 或 .json 结尾")
    return form


def _give(
    body: Mapping[str, object], sheets: Sequence[Sheet], target: Target, shown: Sequence[str]
) -> None:
    """Write the answer into the file that was asked for, and tell it on standard output."""
    from api.desk import export

    form, output, json = target
    if output is not None:
        if form == "json":
            output.write_text(dumps(body, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
        elif form == "xlsx":
            output.write_bytes(export.as_xlsx(sheets))
        else:
            output.write_bytes(export.as_docx(sheets, sheets[0].title))
        note(f"已写成 {output}")
    if json:
        emit_json(body)
    else:
        for text in shown:
            emit(text)


def _table(header: tuple[str, ...], rows: Sequence[tuple[str, ...]], nothing: str) -> str:
    from api.desk.export import word

    told = [(word(row[0]), *(" ".join(c.split()) for c in row[1:])) for row in rows]
    return table([header, *told]) if told else nothing


def _number(text: str) -> Decimal:
    try:
        return Decimal(text)
    except InvalidOperation:
        raise BadSetting(f"--scale {text}：请写数字，例如 5 或 0.5") from None


def _words(text: str) -> str:
    """The clean text of a file, the words themselves, or for "-" those of standard input."""
    if text == "-":
        return sys.stdin.read()
    from ingest.pipeline import analyze, read_file

    try:
        is_file = Path(text).is_file()
    except OSError:  # words longer than a file name may be
        is_file = False
    return analyze(text, read_file(Path(text)))[0].text if is_file else text
