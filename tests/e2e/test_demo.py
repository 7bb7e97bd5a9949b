from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Callable

Run = Callable[..., subprocess.CompletedProcess[str]]


def test_the_demonstration_answers_its_five_questions_in_time(minekg: Run) -> None:
    began = time.monotonic()
    answer = minekg("demo", "--check")
    assert answer.returncode == 0, answer.stderr
    questions = [line for line in answer.stdout.splitlines() if line[:1].isdigit()]
    assert len(questions) == 5
    assert "没有答案" not in answer.stdout
    assert time.monotonic() - began < 60


def test_help_is_there_at_once(minekg: Run) -> None:
    fastest = min(_seconds(minekg) for _ in range(3))
    assert fastest < 0.5


def _seconds(minekg: Run) -> float:
    """Seconds of processor time, which do not grow with what else the machine does."""
    began = os.times()
    answer = minekg("--help")
    assert "矿策图谱" in answer.stdout
    ended = os.times()
    return ended.children_user + ended.children_system - began.children_user - began.children_system
