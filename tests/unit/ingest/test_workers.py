from __future__ import annotations

import os
import time
from collections.abc import Iterator

import pytest

from ingest.workers import Failure, Limits, Pool
from ontology.errors import UnreadableFile

LIMITS = Limits(seconds=2.0, memory=2048)


def work(task: str) -> str:
    match task:
        case "crash":
            os._exit(9)
        case "hang":
            time.sleep(60)
        case "greedy":
            return "x" * (4 << 30)
        case "refuse":
            raise UnreadableFile("甲.txt", "空文件")
        case "defect":
            raise ZeroDivisionError("0")
        case "slow":
            time.sleep(0.2)
    return task.upper()


def run(tasks: list[str], workers: int = 2) -> list[str | Failure]:
    with Pool(work, tasks, workers=workers, limits=LIMITS) as pool:
        return [answer for _, answer in pool]


def test_results_come_in_the_order_of_the_tasks() -> None:
    tasks = ["slow", *(f"t{n}" for n in range(60)), "slow"]
    assert run(tasks) == [t.upper() for t in tasks]


@pytest.mark.parametrize(
    ("task", "words", "defect"),
    [
        ("crash", "意外退出（9）", False),
        ("hang", "超过 2 秒", False),
        ("greedy", "内存超过限制", False),
        ("refuse", "甲.txt：空文件", False),
        ("defect", "ZeroDivisionError", True),
    ],
)
def test_a_bad_task_harms_only_itself(task: str, words: str, defect: bool) -> None:
    first, bad, last = run(["a", task, "b"], workers=1)
    assert (first, last) == ("A", "B")
    assert isinstance(bad, Failure)
    assert words in bad.reason
    assert bad.defect is defect


def test_tasks_are_not_drawn_far_ahead_of_the_caller() -> None:
    drawn = 0

    def tasks() -> Iterator[str]:
        nonlocal drawn
        for _ in range(500):
            drawn += 1
            yield "t"

    with Pool(work, tasks(), workers=1, limits=LIMITS) as pool:
        next(iter(pool))
        time.sleep(0.3)
        assert drawn < 40


def test_an_error_of_the_task_source_reaches_the_caller_after_the_results() -> None:
    def tasks() -> Iterator[str]:
        yield "a"
        raise OSError("gone")

    answers = []
    with (
        pytest.raises(OSError, match="gone"),
        Pool(work, tasks(), workers=2, limits=LIMITS) as pool,
    ):
        answers.extend(answer for _, answer in pool)
    assert answers == ["A"]
