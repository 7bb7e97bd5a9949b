"""The notebook for analysts runs from its first cell to its last against a real server."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from importlib.resources import files

RUNNER = """
import json, sys
cells = json.load(sys.stdin)
names = {}
for source in cells:
    exec(compile(source, "cell", "exec"), names)
shown = {n: len(names[n]) for n in ("solves", "indicators", "hits", "described", "network")}
print(json.dumps(shown | {"gaps": names["gaps"]["total"], "steps": len(names["path"]["steps"])}))
"""


def test_every_cell_runs_and_finds_something(address: str) -> None:
    book = json.loads(files("kg").joinpath("queries/analyst.ipynb").read_text(encoding="utf-8"))
    assert book["nbformat"] == 4
    assert not any(cell.get("outputs") for cell in book["cells"])
    cells = ["".join(c["source"]) for c in book["cells"] if c["cell_type"] == "code"]
    done = subprocess.run(
        [sys.executable, "-c", RUNNER], input=json.dumps(cells), capture_output=True,
        encoding="utf-8", env=os.environ | {"MINEKG_URL": address}, timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    found = json.loads(
        done.stdout.splitlines()[-1].partition("{")[1] + done.stdout.rpartition("{")[2]
    )
    assert all(found.values()), found
