"""Notices under a letterhead, and paragraphs that open with a duty."""

from __future__ import annotations

from ingest.clean import clean
from ingest.read import read_bytes
from ingest.structure import parse

NOTICE = """某某省自然资源厅　某某省财政厅

某自然资发〔2025〕17号

关于规范修复基金提取的通知

各市自然资源局：

一、规范提取

（一）足额提取。采矿权人应当按季度提取基金。

（二）专户管理。基金账户须在省内银行开设。
"""
PLAN = """某某县矿产资源总体规划（2021—2025年）

第一章 实施

一、绿色矿山

新建矿山须在投产后两年内通过评估。县自然资源局应当建立名录。

二、资金

县财政局要统筹安排资金。鼓励高校设立试验站。

三、修复

某某因铜而兴。为统筹勘查与保护，编制本规划。
"""


def test_the_title_of_a_notice_stands_below_its_letterhead_and_number() -> None:
    metadata = parse(clean(read_bytes("a.txt", NOTICE.encode()))).metadata
    assert (metadata.genre, metadata.title) == ("notice", "关于规范修复基金提取的通知")


def test_a_sentence_that_lays_down_a_duty_is_no_heading() -> None:
    document = parse(clean(read_bytes("a.txt", PLAN.encode())))
    assert [c.title for c in document.clauses if c.kind == "run-in"] == []
