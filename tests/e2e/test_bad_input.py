from __future__ import annotations

import os
import random
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from api.cli import run
from ingest import pipeline
from ingest.lock import sole_writer

TEXT = "测试条例\n\n第一条 为了测试，制定本条例。\n\n第二条 采矿权人应当治理。\n"


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library that holds one document."""
    folder = tmp_path_factory.mktemp("bad")
    (folder / "条例.txt").write_text(TEXT, encoding="utf-8")
    pipeline.ingest(folder / "L", [folder / "条例.txt"], workers=0)
    return folder / "L"


@pytest.fixture
def messy(tmp_path: Path) -> Path:
    """A folder with one file of every kind that cannot be read, and one that can."""
    (tmp_path / "空.txt").write_bytes(b"")
    (tmp_path / "二进制.txt").write_bytes(bytes(range(256)) * 64)
    (tmp_path / "断.docx").write_bytes(b"PK\x03\x04" + b"\0" * 100)
    (tmp_path / "好.txt").write_text(TEXT, encoding="utf-8")
    return tmp_path


def said(capsys: pytest.CaptureFixture[str]) -> str:
    return capsys.readouterr().err.strip()


def test_files_that_fail_are_named_and_the_others_go_on(
    messy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    missing = str(messy / "没有.txt")
    code = run(["ingest", str(messy), missing, "-L", str(messy / ".L"), "--workers", "2", "--json"])
    assert code == 1
    out, err = capsys.readouterr()
    assert '"documents": 1' in out
    for name in ("空.txt", "二进制.txt", "断.docx", "没有.txt"):
        assert f"{name}：" in err
    assert "Traceback" not in err


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["extract", "{folder}/没有.txt"], 1, "没有.txt：没有这个文件"),
        (["extract", "{folder}"], 1, "这是文件夹"),
        (["extract", "{folder}/空.txt"], 1, "空.txt：文件是空的"),
        (["extract", "{folder}/二进制.txt"], 1, "二进制.txt：不是可识别"),
        (["search", "x", "-L", "{folder}/没有"], 3, "没有资料库"),
        (["serve", "-L", "{folder}/没有", "--port", "0"], 3, "没有资料库"),
        (["sparql", "SELECT {{", "-L", "{held}"], 1, "第 1 行"),
        (["sparql", "{folder}/没有.rq", "-L", "{held}"], 1, "没有.rq"),
        (["sparql", "ASK {{}}", "-L", "{held}", "--format", "docx"], 2, "--format"),
        (["remove", "没有这份", "-L", "{held}"], 1, "没有文档 没有这份"),
        (["diff", "没有", "也没有", "-L", "{held}"], 1, "没有文件 没有"),
        (
            ["admit", "--mineral", "铁", "--scale", "多", "--unit", "万吨/年", "--place", "某县"],
            2,
            "多",
        ),
        (["bundle", "import", "{folder}/好.txt", "-L", "{folder}/N"], 1, "不是 MineKG 的打包文件"),
        (["bundle", "import", "{folder}/好.txt", "-L", "{held}"], 3, "已经有资料库"),
        (["ingest"], 2, "缺少"),
        (["nonsense"], 2, "没有命令"),
        (["serve", "--port", "100000"], 2, "端口"),
    ],
)
def test_bad_input_is_one_line_and_a_documented_exit_code(
    messy: Path, held: Path, arguments: list[str], code: int, words: str,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    before = digest(held)
    assert run([a.format(folder=messy, held=held) for a in arguments]) == code
    err = said(capsys)
    assert words in err
    assert len(err.splitlines()) == 1
    assert digest(held) == before


def test_a_library_of_a_newer_format_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "好.txt").write_text(TEXT, encoding="utf-8")
    pipeline.ingest(tmp_path, [tmp_path / "好.txt"], workers=0)
    with sqlite3.connect(tmp_path / "library.sqlite") as db:
        db.execute("PRAGMA user_version = 99")
    db.close()
    capsys.readouterr()
    assert run(["ingest", str(tmp_path / "好.txt"), "-L", str(tmp_path)]) == 3
    assert "请升级 MineKG" in said(capsys)


def test_a_file_that_is_no_library_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "library.sqlite").write_bytes(b"not a database at all, but long enough" * 50)
    assert run(["search", "x", "-L", str(tmp_path)]) == 3
    assert "library.sqlite" in said(capsys)


def test_a_second_writer_is_told_who_writes(held: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with sole_writer(held):
        assert run(["rebuild", "-L", str(held)]) == 3
    assert f"另一个进程（{os.getpid()}）正在写入" in said(capsys)


def test_a_port_in_use_is_named(held: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        assert run(["serve", "-L", str(held), "--port", port]) == 3
    assert f"127.0.0.1:{port} 端口已被占用" in said(capsys)


@pytest.fixture
def full_disk(tmp_path: Path) -> Iterator[Path]:
    """A folder on a file system of two megabytes."""
    folder = tmp_path / "full"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(folder)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("a small file system can only be mounted by root")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def test_a_full_disk_leaves_the_library_as_it_was(
    full_disk: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    library = str(full_disk / "L")
    (tmp_path / "小.txt").write_text(TEXT, encoding="utf-8")
    pipeline.ingest(full_disk / "L", [tmp_path / "小.txt"], workers=0)
    noise = random.Random(1).choices("矿山生态修复治理规划指标", k=600_000)
    articles = "\n\n".join(f"第{n}条 {''.join(noise[n * 20_000 :][:20_000])}" for n in range(1, 30))
    (tmp_path / "大.txt").write_text(f"巨大条例\n\n{articles}\n", encoding="utf-8")
    capsys.readouterr()
    assert run(["ingest", str(tmp_path / "大.txt"), "-L", library, "--workers", "1"]) == 3
    err = said(capsys)
    assert "磁盘" in err
    assert len(err.splitlines()) == 1
    assert run(["search", "采矿权人", "-L", library]) == 0
    assert "测试条例" in capsys.readouterr().out


def test_results_that_cannot_be_written_are_a_fault_of_the_machine(held: Path) -> None:
    command = [
        sys.executable,
        "-c",
        "from api.cli import main; main()",
        "search",
        "采矿",
        "-L",
        held,
    ]
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        answer = subprocess.run(
            command, stdout=full, stderr=subprocess.PIPE, encoding="utf-8", check=False,
            env={k: v for k, v in os.environ.items() if k != "PYTHONUNBUFFERED"},
        )  # fmt: skip
    assert answer.returncode == 3
    assert answer.stderr.splitlines() == [
        "磁盘空间不足或文件大小受限：腾出空间后再运行一次，资料库保持原样"
    ]


def digest(folder: Path) -> str:
    """A fingerprint of the documents of a library."""
    with sqlite3.connect(folder / "library.sqlite") as db:
        rows = db.execute("SELECT id, state, sha256 FROM documents ORDER BY doc").fetchall()
    db.close()
    return repr(rows)
