from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from api import cli_serve
from api.http import create_app
from api.service import Service
from api.settings import Settings

Runs = list[tuple[int, bool]]


@pytest.fixture
def taken() -> Iterator[int]:
    with closing(socket.create_server(("127.0.0.1", 0))) as listening:
        yield listening.getsockname()[1]


def test_a_taken_port_is_named_or_another_one_is_used(
    taken: int, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = Settings(library=Path("L"), port=taken)
    with pytest.raises(cli_serve.PortTaken, match=f"127.0.0.1:{taken} 端口已被占用"):
        cli_serve._bind(settings)
    with closing(cli_serve._bind_somewhere(settings)) as listening:
        assert listening.getsockname()[1] not in (0, taken)
    assert f"{taken} 端口已被占用" in capsys.readouterr().err


@pytest.fixture
def runs(monkeypatch: pytest.MonkeyPatch) -> Runs:
    seen: Runs = []
    monkeypatch.setattr("api.demo.build", lambda settings: None)
    monkeypatch.setattr(
        cli_serve, "run_server", lambda s, any_port: seen.append((s.port, any_port))
    )
    return seen


@pytest.mark.parametrize(
    ("flag", "variable", "expected"),
    [(None, "", (8000, True)), (8001, "", (8001, False)), (None, "8002", (8002, False))],
)
def test_the_demonstration_keeps_a_port_that_was_asked_for(
    runs: Runs,
    monkeypatch: pytest.MonkeyPatch,
    flag: int | None,
    variable: str,
    expected: tuple[int, bool],
) -> None:
    monkeypatch.delenv("MINEKG_PORT", raising=False)
    if variable:
        monkeypatch.setenv("MINEKG_PORT", variable)
    cli_serve.demo(port=flag)
    assert runs == [expected]


def test_a_service_that_stops_at_once_waits_for_its_warming(
    library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    order: list[str] = []

    def warm(self: Service) -> None:
        time.sleep(0.2)
        order.append("warmed")

    def close(self: Service) -> None:
        order.append("closed")
        close_it(self)

    close_it = Service.close
    monkeypatch.setattr(Service, "warm", warm)
    monkeypatch.setattr(Service, "close", close)
    with TestClient(create_app(Settings(library=library))):
        pass
    assert order == ["warmed", "closed"]
