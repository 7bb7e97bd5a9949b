from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import httpx2
import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

ROOT = Path(__file__).resolve().parents[2]
ARTEFACTS = ROOT / "test-artifacts"
FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip
PHONE = {"width": 360, "height": 740}
SAMPLES = Path(__file__).resolve().parents[2] / "corpus" / "samples"
MINEKG = [sys.executable, "-c", "from api.cli import main; main()"]


def environment() -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("MINEKG_", "PYTHON"))}
    return kept | {"LC_ALL": "C"}


def run_minekg(
    *arguments: str | Path, cwd: Path | None = None, timeout: float = 120
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*MINEKG, *map(str, arguments)], capture_output=True, encoding="utf-8", timeout=timeout,
        cwd=cwd, env=environment(), check=False,
    )  # fmt: skip


@contextmanager
def run_server(library: Path, **settings: str) -> Iterator[str]:
    """A real server process on a free port, with these variables set; gives its address."""
    command = [*MINEKG, "serve", "--library", str(library), "--port", "0"]
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8",
        env=environment() | settings,
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
def serve() -> Callable[..., AbstractContextManager[str]]:
    """Runs a server over a library; gives its address."""
    return run_server


@pytest.fixture(scope="session")
def scripts() -> None:
    """The bundles of api/web, built anew where a source has changed."""
    spec = spec_from_file_location("minekg_build", ROOT / "api" / "web" / "minekg_build.py")
    assert spec is not None
    assert spec.loader is not None
    backend = module_from_spec(spec)
    spec.loader.exec_module(backend)
    if not backend.is_fresh() and shutil.which("npm") is None:
        pytest.skip("the scripts of the pages are out of date and there is no npm to build them")
    backend.build_web("require")


@pytest.fixture(scope="session")
def address(library: Path, scripts: None) -> Iterator[str]:
    with run_server(library) as address:
        yield address


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Browser]:
    """One Chromium for the whole run."""
    playwright = pytest.importorskip("playwright.sync_api")
    playwright.expect.set_options(timeout=20_000)  # a machine may be busy
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=chromium, args=FLAGS)
        yield browser
        browser.close()


class Watch:
    """What a page must not do: script errors, policy violations, requests to other origins.

    Answers of 4xx to a page itself are no faults of it, since some tests ask for them.
    """

    def __init__(self, context: BrowserContext, address: str) -> None:
        self.wrong: list[str] = []
        self._origin = urlsplit(address).netloc
        context.on("weberror", lambda error: self.wrong.append(str(error.error)))
        context.on("console", self._console)
        context.on("request", self._request)

    def _console(self, message: Any) -> None:
        expected = (
            message.text.startswith("Failed to load resource") and "status of 4" in message.text
        )
        if message.type == "error" and not expected:
            self.wrong.append(message.text)

    def _request(self, request: Any) -> None:
        parts = urlsplit(request.url)
        if parts.scheme not in ("data", "blob", "about") and parts.netloc != self._origin:
            self.wrong.append(request.url)


@pytest.fixture
def new_page(browser: Browser, address: str) -> Iterator[Callable[..., Page]]:
    """Opens pages in contexts of their own (options of Playwright's `new_context`); fails the
    test at its end for anything that `Watch` has seen."""
    opened: list[tuple[BrowserContext, Watch]] = []

    def open_page(**options: Any) -> Page:
        options = {"base_url": address, "locale": "zh-CN"} | options
        context = browser.new_context(**options)
        context.set_default_timeout(30_000)
        context.grant_permissions(["clipboard-read", "clipboard-write"])
        opened.append((context, Watch(context, options["base_url"])))
        return context.new_page()

    yield open_page
    for context, _ in opened:
        context.close()
    assert [watch.wrong for _, watch in opened if watch.wrong] == []


@pytest.fixture
def page(new_page: Callable[..., Page]) -> Page:
    """A watched page, 1280 pixels wide, in Chinese."""
    return new_page(viewport={"width": 1280, "height": 800})


@pytest.fixture
def phone(new_page: Callable[..., Page]) -> Page:
    """A watched page, 360 pixels wide, with touch."""
    return new_page(viewport=PHONE, has_touch=True)


@pytest.fixture(scope="session")
def shoot() -> Callable[[Page, str], None]:
    """Keeps a screenshot of the whole page as test-artifacts/NAME.png."""
    ARTEFACTS.mkdir(exist_ok=True)

    def take(page: Page, name: str) -> None:
        page.screenshot(path=ARTEFACTS / f"{name}.png", full_page=True)

    return take


@pytest.fixture(scope="session")
def axe() -> Callable[..., list[str]]:
    """Runs axe-core over a page; gives the violations of WCAG 2.2 AA, one line each."""
    source = Path(pytest.importorskip("axe_playwright_python").__file__).with_name("axe.min.js")
    script = source.read_text(encoding="utf-8")
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

    def run(page: Page, rules: list[str] | None = None) -> list[str]:
        if not page.evaluate("typeof axe === 'object'"):
            page.evaluate(script)
        only = {"type": "rule", "values": rules} if rules else {"type": "tag", "values": tags}
        found = page.evaluate("options => axe.run(options)", {"runOnly": only})
        return [
            f"{violation['id']}: {node['html'][:160]} {node['failureSummary'][:200]}"
            for violation in found["violations"]
            for node in violation["nodes"]
        ]

    return run
