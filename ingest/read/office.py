"""Old and open office formats, by way of LibreOffice where it is installed."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from ingest.read.limits import Limits, Refused

# format -> the suffix LibreOffice knows it by, and the format it is turned into
CONVERTED: Mapping[str, tuple[str, str]] = {
    "doc": ("doc", "docx"),
    "rtf": ("rtf", "docx"),
    "odt": ("odt", "docx"),
    "xls": ("xls", "xlsx"),
    "ods": ("ods", "xlsx"),
    "ppt": ("ppt", "pptx"),
    "odp": ("odp", "pptx"),
}
_PROGRAMS = ("soffice", "libreoffice")
_WALL_FACTOR = 2
_OWN_MEMORY = 4_000_000_000  # address space that LibreOffice maps before it reads anything


def converted(kind: str, data: bytes, limits: Limits) -> bytes:
    """A file of an old format as the Office Open XML file that LibreOffice makes of it.

    Raises:
        Refused: LibreOffice is not installed, fails on the file, or takes too long.
    """
    program = next((p for name in _PROGRAMS if (p := shutil.which(name))), None)
    if program is None:
        raise Refused(f"读 {kind} 格式需要 LibreOffice，请先安装，或另存为 docx")
    suffix, target = CONVERTED[kind]
    with tempfile.TemporaryDirectory(prefix="minekg-") as folder:
        source = Path(folder) / f"document.{suffix}"
        source.write_bytes(data)
        _run(_command(program, folder, target, source, limits), limits)
        result = source.with_suffix(f".{target}")
        if not result.is_file():
            raise Refused("LibreOffice 无法转换此文件，可能已损坏")
        return result.read_bytes()


def _command(program: str, folder: str, target: str, source: Path, limits: Limits) -> list[str]:
    confined = "ingest.read.confined"
    memory = str(limits.memory + _OWN_MEMORY)
    return [
        sys.executable, "-m", confined, memory, str(limits.cpu), program, "--headless", "--norestore",
        f"-env:UserInstallation={(Path(folder) / 'profile').as_uri()}",
        "--convert-to", target, "--outdir", folder, str(source),
    ]  # fmt: skip


def _run(command: list[str], limits: Limits) -> None:
    root = str(Path(__file__).resolve().parents[2])
    process = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": root},
        start_new_session=True,
    )
    try:
        process.wait(limits.cpu * _WALL_FACTOR)
    except subprocess.TimeoutExpired as error:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        raise Refused(f"LibreOffice 转换超过 {limits.cpu * _WALL_FACTOR} 秒，已中止") from error
