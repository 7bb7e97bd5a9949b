"""The rules of the house that no linter knows."""

from __future__ import annotations

import ast
import re
import subprocess
import tomllib
from pathlib import Path
from statistics import median

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("ontology", "corpus", "kg", "ingest", "api")
REGISTRIES = re.compile(
    "py" + r"pi\.org|python" + r"hosted\.org|npm" + r"js\.(org|com)|deb\.deb" + r"ian\.org"
)
MACHINE_PATHS = re.compile(r"(?<![\w.])/(work|root|home)/[a-z.]")


def tracked() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False
    ).stdout
    if not listed:
        pytest.skip("not a git checkout")
    return [p for name in listed.split("\0") if name and (p := ROOT / name).is_file()]


def modules() -> list[Path]:
    return [p for package in PACKAGES for p in sorted((ROOT / package).rglob("*.py"))]


def function_lengths(path: Path) -> list[tuple[int, str]]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return [
        (
            len({n.lineno for n in ast.walk(node) if hasattr(n, "lineno")}),
            f"{path.name}:{node.name}",
        )
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]


def test_ci_runs_the_command_that_the_readme_gives() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    commands = re.findall(r"```(?:bash|sh)\n(.+?)\n```", readme, re.S)
    assert commands[0].endswith("minekg demo")
    assert commands[1] in (ROOT / ".ci/run").read_text(encoding="utf-8")


def test_every_dependency_has_its_line_in_the_readme() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8").lower()
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    names = [re.split(r"[<>=\[]", d)[0].lower() for d in project["dependencies"]]
    assert [n for n in names if f"| {n} |" not in readme] == []


def test_no_tracked_file_names_a_registry_or_a_machine_path() -> None:
    found = []
    for path in tracked():
        if path.suffix in {".png", ".docx", ".gz", ".ico"}:
            continue
        text = path.read_text(encoding="utf-8", errors="ignore")
        found += [
            f"{path.name}: {m.group()}"
            for r in (REGISTRIES, MACHINE_PATHS)
            for m in r.finditer(text)
        ]
    assert found == []


def test_functions_and_files_are_small_enough_to_hold_in_mind() -> None:
    lengths = [pair for path in modules() for pair in function_lengths(path)]
    assert median(n for n, _ in lengths) <= 12
    assert [name for n, name in lengths if n > 45] == []
    long = {
        p.name: n for p in modules() if (n := len(p.read_text(encoding="utf-8").splitlines())) > 400
    }
    assert long == {}
