"""The project's own figures are those of the scorer that judges it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from ingest.extract.evaluate import compare, predict

CASES = ["000", "001", "003"]


@pytest.mark.parametrize("number", CASES)
def test_same_figures(number: str, shared: Path, tmp_path: Path) -> None:
    seed = next((shared / "seeds").glob(f"{number}_*.txt"))
    gold = shared / "gold" / f"{seed.stem}.json"
    predicted = predict(seed)
    file = tmp_path / "predicted.json"
    file.write_text(json.dumps(predicted, ensure_ascii=False), encoding="utf-8")
    run = subprocess.run(
        [sys.executable, str(shared / "tools" / "score_extraction.py"), file, gold, "--json"],
        capture_output=True,
        check=True,
        encoding="utf-8",
    )
    theirs = json.loads(run.stdout)
    ours = list(compare(predicted, json.loads(gold.read_text(encoding="utf-8"))))
    for score in ours:
        if not score.type:
            row = theirs[score.kind]
            assert (score.hits, score.predicted, score.gold) == (
                row["hits"], row["predicted"], row["gold"],
            ), score.kind  # fmt: skip
