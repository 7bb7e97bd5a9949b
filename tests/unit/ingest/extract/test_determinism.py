"""Facts do not depend on the seed with which a process hashes strings."""

from __future__ import annotations

import os
import subprocess
import sys

_TEXT = """河北省废弃矿山修复模式研究

摘 要：调查了保定、承德、邢台等地的做法。
关键词：废弃矿山；河北省
中图分类号：X171.4

1 分布
河北省的废弃矿山多在山区，承德、邢台、张家口等地最为集中。
"""
_READ = """
import sys
from ingest.pipeline import analyze
print(analyze("a.txt", sys.argv[1].encode())[1])
"""


def _facts(seed: str) -> str:
    return subprocess.run(
        [sys.executable, "-c", _READ, _TEXT],
        env=os.environ | {"PYTHONHASHSEED": seed},
        capture_output=True,
        text=True,
        check=True,
    ).stdout


def test_ties_are_told_apart_in_the_order_of_the_text() -> None:
    assert _facts("1") == _facts("2")
