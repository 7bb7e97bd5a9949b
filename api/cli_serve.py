"""Commands that run the web service: serve and demo."""

from __future__ import annotations

import os
import socket
import tempfile
from contextlib import ExitStack, closing, suppress
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from api import faults
from api.cli_options import Host, Library, Port
from api.console import emit, note
from api.settings import Settings, variable
from ontology.errors import EnvironmentFault

_LONGEST_HEAD = 1 << 18  # bytes of address and headers: 10,000 Chinese letters take 90,000
_BACKLOG = 128  # connections that may wait
_IN_USE = (98, 48, 10048)  # EADDRINUSE on Linux, macOS and Windows


class PortTaken(EnvironmentFault):
    """Another program listens at the address."""

    def __init__(self, taken: str) -> None:
        super().__init__(f"{taken} 端口已被占用：换一个 --port，或结束占用它的程序")
        self.taken = taken


def register(app: typer.Typer) -> None:
    """Add the commands to the application."""
    app.command("demo")(demo)
    app.command("serve")(serve)


def serve(library: Library = None, host: Host = None, port: Port = None) -> None:
    """提供网页、REST 和 SPARQL；Ctrl-C 结束。"""
    run_server(Settings.load(library=library, host=host, port=port))


def demo(
    check: Annotated[bool, typer.Option("--check", help="回答五个示例问题后退出")] = False,
    host: Host = None,
    port: Port = None,
) -> int:
    """用自带的示例文件建一个临时资料库并打开网页。"""
    from api.demo import answer_examples, build

    with tempfile.TemporaryDirectory(prefix="minekg-demo-") as folder:
        settings = Settings.load(library=Path(folder), host=host, port=port)
        note("正在读入示例文件……")
        build(settings)
        if check:
            return faults.OK if answer_examples(settings) else faults.FINDINGS
        given = port is not None or variable("port") in os.environ
        run_server(settings, any_port=not given)
    return faults.OK


def run_server(settings: Settings, any_port: bool = False) -> None:
    """Serve until interrupted; with `any_port` on a free port where the wanted one is taken.

    Raises:
        EnvironmentFault: the address cannot be bound, or the library cannot be opened.
    """
    import uvicorn

    from api.assets import missing_scripts
    from api.http import create_app
    from api.wire import LenientProtocol
    from ingest.publish import resume

    resume(settings.library, settings.base_iri, note)
    with closing(_bind_somewhere(settings) if any_port else _bind(settings)) as listening:
        port = listening.getsockname()[1]
        address = f"http://{_shown_host(settings.host)}:{port}/"
        app = create_app(replace(settings, port=port))
        config = uvicorn.Config(
            app, log_level="warning", access_log=False, timeout_graceful_shutdown=5,
            http=LenientProtocol, h11_max_incomplete_event_size=_LONGEST_HEAD,
        )  # fmt: skip
        emit(address)
        note(f"矿策图谱已在 {address} 打开（Ctrl-C 结束）")
        if reason := missing_scripts():
            note(f"网页没有脚本（{reason}），仍可用")
        with suppress(KeyboardInterrupt):  # uvicorn has shut down, then passes Ctrl-C on
            uvicorn.Server(config).run(sockets=[listening])


def _bind_somewhere(settings: Settings) -> socket.socket:
    try:
        return _bind(settings)
    except PortTaken as fault:
        note(f"{fault.taken} 端口已被占用，改用一个空闲端口")
        return _bind(replace(settings, port=0))


def _bind(settings: Settings) -> socket.socket:
    """A listening socket; bound here so that a failure is one line and port 0 can be told."""
    try:
        family, kind, number, _, address = socket.getaddrinfo(
            settings.host, settings.port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        with ExitStack() as stack:
            listening = stack.enter_context(socket.socket(family, kind, number))
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listening.bind(address)
            listening.listen(_BACKLOG)
            stack.pop_all()
    except OSError as error:
        wanted = f"{settings.host}:{settings.port}"
        if error.errno in _IN_USE:
            raise PortTaken(wanted) from error
        reason = f"无法监听（{error.strerror}）：请检查 --host 和 --port"
        raise EnvironmentFault(f"{wanted} {reason}") from error
    return listening


def _shown_host(host: str) -> str:
    if host in ("0.0.0.0", "::", ""):
        return "127.0.0.1"
    return f"[{host}]" if ":" in host else host
