"""Paragraphs that are wrapped in the text boxes of a deck."""

from __future__ import annotations

from ingest.read.boxes import wrapped_boxes
from ingest.read.text import read_text

SHORT = ["平台建设", "监测点", "巡查队伍"] * 4
WRAPPED = [
    "据统计，全市有64家持证矿山企",
    "业安装了扬尘在线监测，52家持证",
    "矿山企业建成封闭料棚。",
]


def joined(box: list[str], *, spaced: bool = False) -> list[str]:
    """The lines of a deck with one box, those that go on put behind the line before."""
    lines = [*SHORT, "", "", *box]
    going = wrapped_boxes(lines, spaced=spaced)
    out: list[str] = []
    for at, line in enumerate(lines):
        if at in going:
            out[-1] += line
        elif line:
            out.append(line)
    return out[len(SHORT) :]


def test_full_lines_go_on() -> None:
    assert joined(WRAPPED) == ["".join(WRAPPED)]


def test_a_blank_line_parts_boxes_unless_all_lines_are_apart() -> None:
    apart = [x for line in WRAPPED for x in (line, "")]
    assert joined(apart) == WRAPPED
    assert joined(apart, spaced=True) == ["".join(WRAPPED)]


def test_a_shorter_first_line_is_the_heading_of_the_box() -> None:
    assert joined(["全面推进矿山在线监测", *WRAPPED]) == ["全面推进矿山在线监测", "".join(WRAPPED)]


def test_lists_and_items_stay_apart() -> None:
    plain = [
        "强化组织领导压实各级主体责任",
        "强化资金保障落实年度治理任务",
        "强化监督考核确保按期完成修复",
    ]
    items = [
        "●培训技术人员，编印手册、图册",
        "●发放手册、图册，进村入户宣讲",
        "●制作视频、图片，上线公众平台",
    ]
    assert joined(plain) == plain
    assert joined(items) == items


def test_a_finished_sentence_does_not_go_on() -> None:
    box = ["全市矿山的修复情况，公众可以查询。", "热线电话，由专人负责，每天开通；", "预约参观"]
    assert joined(box) == box


def test_two_lines_need_a_mark_before_and_a_full_stop_behind() -> None:
    first = "2016年首届开展，各级公共单位"
    assert joined([first, "鼎力支持，反响热烈。"]) == [f"{first}鼎力支持，反响热烈。"]
    assert joined([first, "鼎力支持"]) == [first, "鼎力支持"]
    title = "关于进一步规范矿山恢复基金的通知"
    assert joined([title, "各市自然资源局。"]) == [title, "各市自然资源局。"]


def test_lines_that_come_back_are_titles() -> None:
    title = "监测平台，市县乡三级联动网"
    assert joined([title, title, *WRAPPED]) == [title, title, "".join(WRAPPED)]


def test_other_texts_are_not_touched() -> None:
    lines = ["一段完整的话。"] * 8 + WRAPPED
    assert wrapped_boxes(lines, spaced=False) == frozenset()
    assert wrapped_boxes([], spaced=False) == frozenset()


def test_the_reader_joins_boxes() -> None:
    text = "\n\n".join(["\n".join([*SHORT]), "\n".join(WRAPPED)])
    blocks, _ = read_text(text.encode())
    assert blocks[-1].text.replace("\n", "") == "".join(WRAPPED)


def test_a_line_that_tells_a_figure_is_no_rest_of_the_one_above() -> None:
    long = "不断加大新媒体服务的推广力度，持续推动移动阅读和数字电视两类公共服务"
    blocks, _ = read_text("\n\n".join([*SHORT, long, "5万余册电子图书", *SHORT]).encode())
    assert [b.text for b in blocks if "图书" in b.text] == ["5万余册电子图书"]
    blocks, _ = read_text("\n\n".join([*SHORT, long, "的提档升级", *SHORT]).encode())
    assert f"{long}\n\n的提档升级" in [b.text for b in blocks]
