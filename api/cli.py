"""The command line: `minekg`. Commands live in api/cli_*.py by topic; heavy imports are theirs."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

import typer
from typer.exceptions import TyperException

from api import (
    cli_analysis,
    cli_care,
    cli_desk,
    cli_library,
    cli_query,
    cli_review,
    cli_search,
    cli_serve,
    faults,
)
from api.console import note
from api.usage import complaint

app = typer.Typer(
    name="minekg",
    help="矿策图谱：把矿业政策文件变成带原文证据的知识图谱、全文检索与 SPARQL 端点。",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)
for _module in (
    cli_serve,
    cli_library,
    cli_query,
    cli_search,
    cli_analysis,
    cli_desk,
    cli_review,
    cli_care,
):
    _module.register(app)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and exit with 0, 1 (findings), 2 (usage), 3 (environment) or 130."""
    sys.exit(run(sys.argv[1:] if arguments is None else arguments))


def run(arguments: Sequence[str]) -> int:
    """Run one command and return its exit code; every error becomes one line on standard error."""
    _speak_utf8()
    try:
        code = app(list(arguments), standalone_mode=False)
        sys.stdout.flush()
        if code == faults.INTERRUPTED:  # Ctrl-C, which the parser has turned into this code
            raise KeyboardInterrupt
    except BrokenPipeError:
        _let_go_of_output()
        return faults.OK
    except KeyboardInterrupt:
        note("已中断；再运行一次会接着做完")
        return faults.INTERRUPTED
    except TyperException as error:
        return _refuse(error)
    except Exception as error:
        _let_go_of_output()
        return _report(error)
    return code if isinstance(code, int) else faults.OK


def _let_go_of_output() -> None:
    """Send nowhere what cannot be written, or the interpreter would fail on it at its end."""
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _refuse(error: TyperException) -> int:
    if type(error).__name__ == "NoArgsIsHelpError":
        note(error.format_message())
    else:
        note(f"用法不对：{complaint(error)}；用 {_command(error)} --help 查看用法")
    return faults.USAGE


def _report(error: Exception) -> int:
    fault = faults.describe(error)
    if fault is None:
        if os.environ.get("MINEKG_DEBUG"):
            raise error
        note(f"程序内部出错（{type(error).__name__}：{error}）；设 MINEKG_DEBUG=1 再运行可看详情")
        return faults.ENVIRONMENT
    note(fault.line)
    return fault.exit_code


def _command(error: TyperException) -> str:
    context = getattr(error, "ctx", None)
    return context.command_path if context else "minekg"


def _speak_utf8() -> None:
    """Chinese must not fail on a terminal or pipe whose locale is C."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
