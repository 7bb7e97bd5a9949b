from __future__ import annotations

import io
import json
from pathlib import Path

import docx
import openpyxl
import pytest

from api.cli import main

OLD = "第一条 每年检查一次。\n\n第二条 不得取土。\n\n第三条 罚款。\n"
SPEC = """方案编制规范

1 要求

1.1 方案必须列出投资估算。
"""


def run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as ended:
        main(list(arguments))
    return int(ended.value.code or 0)


@pytest.fixture
def pair(tmp_path: Path) -> tuple[str, str]:
    for name, text in (("旧.txt", OLD), ("新.txt", OLD.replace("一次", "两次"))):
        (tmp_path / name).write_text(text, encoding="utf-8")
    return str(tmp_path / "旧.txt"), str(tmp_path / "新.txt")


def test_the_answer_goes_into_the_file_that_its_name_asks_for(pair, tmp_path, capsys):
    for form in ("xlsx", "docx", "json"):
        assert run("diff", *pair, "--output", str(tmp_path / f"对照.{form}")) == 1
    assert openpyxl.load_workbook(tmp_path / "对照.xlsx").active["E2"].value.endswith("两次。")
    assert len(docx.Document(str(tmp_path / "对照.docx")).tables[0].rows) == 4
    body = json.loads((tmp_path / "对照.json").read_text(encoding="utf-8"))
    assert [r["kind"] for r in body["rows"]] == ["changed", "same", "same"]
    assert "已写成" in capsys.readouterr().err


def test_changed_words_are_told_and_equal_files_are_said_to_be_equal(pair, capsys):
    assert run("diff", *pair) == 1
    assert "一次→两次" in capsys.readouterr().out
    assert run("diff", pair[0], pair[0]) == 0
    assert capsys.readouterr().out == "两份文件逐条相同（3 条）\n"


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("--output", "表.pdf"), 2, "xlsx"),
        (("--output", "/没有/这个/文件夹/表.xlsx"), 1, "没有这个文件或文件夹"),
    ],
)
def test_files_that_cannot_be_written(pair, capsys, arguments, code, words):
    assert run("diff", *pair, *arguments) == code
    assert words in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("--scale", "4", "--unit", " "), 2, "没有单位"),
        (("--scale", "四", "--unit", "万吨/年"), 2, "请写数字"),
        (("--scale", "0", "--unit", "万吨/年"), 1, "大于零"),
        (("--scale", "4", "--unit", "万吨/年", "--mineral", "石羔"), 1, "石膏"),
        (("--scale", "4", "--unit", "万吨/年", "--place", "洛甫县"), 1, "洛浦县"),
    ],
)
def test_bad_applications(library, capsys, arguments, code, words):
    known = ("--mineral", "石膏", "--place", "洛浦县", "--library", str(library))
    assert run("admit", *known, *arguments) == code
    said = capsys.readouterr()
    assert words in said.out + said.err


@pytest.mark.parametrize(
    ("flags", "told"), [((), True), (("--new",), False), (("--existing",), False)]
)
def test_which_kind_of_mine_was_taken_is_said_where_none_was_named(library, capsys, flags, told):
    known = ("--mineral", "石膏", "--place", "洛浦县", "--library", str(library))
    run("admit", *known, "--scale", "4", "--unit", "万吨/年", *flags)
    assert ("按已有矿山" in capsys.readouterr().err) is told


def test_citations_from_standard_input(library, capsys, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO("《测试省矿产资源条例》第九条"))
    assert run("verify", "-", "--library", str(library)) == 1
    assert "没有这一条" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("plan", "spec", "words"),
    [
        (b"", SPEC.encode(), "文件是空的"),
        (b"PK\x03\x04broken", SPEC.encode(), "方案.txt"),
        (SPEC.encode(), "县城有三条街。\n".encode(), "没有找到要求"),
        ("县城有三条街，街上有商店。\n".encode(), SPEC.encode(), "不是同一类事情"),
    ],
)
def test_checks_of_files_that_do_not_fit(tmp_path, capsys, plan, spec, words):
    (tmp_path / "规范.txt").write_bytes(spec)
    (tmp_path / "方案.txt").write_bytes(plan)
    files = (str(tmp_path / "方案.txt"), "--against", str(tmp_path / "规范.txt"))
    assert run("check", *files, "--library", str(tmp_path / "无")) == 1
    said = capsys.readouterr()
    assert words in said.out + said.err


@pytest.mark.parametrize(("name", "code"), [("图谱.ttl", 0), ("表.CSV", 0), ("图谱.foo", 1)])
def test_the_graph_is_exported_in_the_form_that_the_name_asks_for(library, tmp_path, name, code):
    assert run("export", str(tmp_path / name), "--library", str(library)) == code
    assert (tmp_path / name).exists() is (code == 0)
