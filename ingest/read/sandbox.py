"""One process for each binary file: what it eats, leaks or crashes stays there."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from dataclasses import astuple
from pathlib import Path
from typing import Any

from ingest.read.limits import Content, Limits, Refused, Scanned
from ontology.source import Block, Cell, Correction, Issue

_ROOT = str(Path(__file__).resolve().parents[2])
_WALL_FACTOR = 2


def parse_apart(kind: str, data: bytes, limits: Limits) -> Content:
    """Parse a file in a process of its own under limits of memory and time.

    Raises:
        Refused: the file cannot be read, or a limit was reached.
    """
    command = [
        sys.executable,
        "-m",
        "ingest.read.worker",
        kind,
        str(limits.memory),
        str(limits.cpu),
    ]
    path = os.pathsep.join(filter(None, (_ROOT, os.environ.get("PYTHONPATH", ""))))
    try:
        done = subprocess.run(
            command,
            input=data,
            capture_output=True,
            timeout=limits.cpu * _WALL_FACTOR,
            env={**os.environ, "PYTHONPATH": path},
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise Refused(f"解析超过 {limits.cpu * _WALL_FACTOR} 秒，已中止") from error
    return _answer(done.returncode, done.stdout, limits)


def _answer(code: int, output: bytes, limits: Limits) -> Content:
    if code in (-signal.SIGXCPU, -signal.SIGKILL):
        raise Refused(f"解析超过 {limits.cpu} 秒处理器时间，已中止")
    try:
        answer = json.loads(output)
    except ValueError as error:
        raise Refused(f"解析进程异常退出（{code}），文件可能已损坏") from error
    if "scanned" in answer:
        raise Scanned(answer["scanned"])
    if "refused" in answer:
        raise Refused(answer["refused"])
    return loads(answer)


def dumps(content: Content) -> bytes:
    """A content as JSON; lone surrogates pass."""
    return json.dumps(astuple(content)).encode("ascii")


def loads(answer: Any) -> Content:
    """The content of parsed JSON."""
    blocks, issues, metadata, reader, corrections = answer
    return Content(
        tuple(_block(fields) for fields in blocks),
        tuple(Issue(*fields) for fields in issues),
        tuple((key, text) for key, text in metadata),
        reader,
        tuple(Correction(*fields) for fields in corrections),
    )


def _block(fields: list[Any]) -> Block:
    kind, text, level, number, part, page, offset, cells, header_rows, wrapped = fields
    made = tuple(Cell(*cell) for cell in cells)
    return Block(kind, text, level, number, part, page, offset, made, header_rows, wrapped)
