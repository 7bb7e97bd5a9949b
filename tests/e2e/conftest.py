from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import httpx2
import pytest

SAMPLES = Path(__file__).resolve().parents[2] / "corpus" / "samples"
MINEKG = [sys.executable, "-c", "from api.cli import main; main()"]


def environment() -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if not k.startswith("MINEKG_")}
    return kept | {"LC_ALL": "C"}


def run_minekg(
    *arguments: str | Path, cwd: Path | None = None, timeout: float = 120
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*MINEKG, *map(str, arguments)], capture_output=True, encoding="utf-8", timeout=timeout,
        cwd=cwd, env=environment(), check=False,
    )  # fmt: skip


@contextmanager
def run_server(library: Path) -> Iterator[str]:
    """A real server process on a free port; gives its address."""
    command = [*MINEKG, "serve", "--library", str(library), "--port", "0"]
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8",
        env=environment(),
    )  # fmt: skip
    try:
        assert process.stdout is not None
        address = process.stdout.readline().strip()
        assert address.startswith("http://127.0.0.1:"), process.stderr and process.stderr.read()
        httpx2.get(address + "healthz", timeout=30).raise_for_status()
        yield address.rstrip("/")
    finally:
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=30)
    assert process.returncode == 0


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("e2e") / "library"
    answer = run_minekg("ingest", SAMPLES, "--library", folder)
    assert answer.returncode == 0, answer.stderr
    return folder


@pytest.fixture(scope="session")
def address(library: Path) -> Iterator[str]:
    with run_server(library) as address:
        yield address


@pytest.fixture(scope="session")
def chromium() -> str:
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    if found is None:
        pytest.skip("no chromium on this machine: apt-get install chromium")
    return found


@pytest.fixture(scope="session")
def command() -> list[str]:
    """What runs the command line in a process of its own."""
    return MINEKG


@pytest.fixture(scope="session")
def minekg() -> Callable[..., subprocess.CompletedProcess[str]]:
    """Runs one command to its end."""
    return run_minekg


@pytest.fixture(scope="session")
def serve() -> Callable[[Path], AbstractContextManager[str]]:
    """Runs a server over a library; gives its address."""
    return run_server
