from __future__ import annotations

import time
from pathlib import Path

import pytest

from kg import download as module
from kg.download import MOST, download
from kg.export import export
from ontology.errors import BadQuery, EnvironmentFault, LimitExceeded


@pytest.mark.parametrize("form", ["nq", "ttl"])
def test_a_download_is_the_exported_file(folder: Path, tmp_path: Path, form: str) -> None:
    answer = download(folder, form)
    assert answer.read() == export(folder, form, tmp_path / "out").read_bytes()


@pytest.mark.parametrize("form", ["graphml", "gexf", "xlsx"])
def test_networks_and_tables_can_be_written_to_a_pipe(folder: Path, form: str) -> None:
    assert len(download(folder, form).read()) > 100


def test_turns_come_back_when_a_download_ends_or_is_left(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_START", "print('x')")
    for _ in range(MOST + 1):
        download(folder, "nq").read()
        download(folder, "nq").close()
    running = [download(folder, "nq") for _ in range(MOST)]
    with pytest.raises(LimitExceeded, match="稍后"):
        download(folder, "nq")
    for answer in running:
        answer.close()
        answer.close()
    download(folder, "nq").close()


def test_a_download_that_breaks_off_says_so(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_START", "print('half', flush=True); raise SystemExit(1)")
    answer = download(folder, "nq")
    with pytest.raises(EnvironmentFault):
        answer.read()
    monkeypatch.setattr(module, "_START", "raise SystemExit(1)")
    with pytest.raises(EnvironmentFault):
        download(folder, "nq")
    with pytest.raises(BadQuery):
        download(folder, "hdt")


def test_a_process_that_cannot_start_holds_no_turn(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(module.sys, "executable", "/nowhere/python")
        for _ in range(MOST + 1):
            with pytest.raises(FileNotFoundError):
                download(folder, "nq")
    download(folder, "nq").close()


def test_closing_ends_the_process_at_once(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_START", "import time; print('x', flush=True); time.sleep(60)")
    began = time.monotonic()
    answer = download(folder, "nq")
    answer.close()
    assert time.monotonic() - began < 20


def test_an_unpublished_graph_is_an_empty_file(tmp_path: Path) -> None:
    assert download(tmp_path / "none", "nq").read() == b""
