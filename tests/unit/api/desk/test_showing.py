from __future__ import annotations

from api.desk.diff import diff
from api.desk.showing import citations_in, stretches, table_row
from api.desk.verify import VerifiedCitation


def test_a_row_of_a_scale_table_stands_under_its_header(document):
    plan = document(
        "# 规划\n\n表1 最低规模\n\n| 矿种 | 小型 |\n| --- | --- |\n| 铁矿 | 20 |\n| 萤石 | 3 |\n"
    )
    start = plan.text.index("萤石")
    row = table_row(plan, start, plan.text.index("3", start) + 1)
    assert row is not None
    assert (row.header, row.cells) == (("矿种", "小型"), ("萤石", "3"))
    assert table_row(plan, 0, 3) is None


def test_a_text_is_cut_at_its_citations_and_joins_again():
    text = "依据《法》第一条、第二条办理。"
    found = [
        VerifiedCitation("《法》第一条", 2, 8, "法", "第一条", "FOUND"),
        VerifiedCitation("第二条", 9, 12, "法", "第二条", "NOT FOUND"),
    ]
    pieces = citations_in(text, found)
    assert "".join(p.words for p in pieces) == text
    assert [(p.words, p.number) for p in pieces if p.number] == [("《法》第一条", 1), ("第二条", 2)]


def test_rows_that_do_not_differ_stand_together(document):
    old = "第一条 甲。\n\n第二条 乙。\n\n第三条 每年一次。\n\n第四条 丁。\n"
    runs = stretches(diff(document(old), document(old.replace("一次", "两次"))))
    assert [(differs, [c.at for c in run]) for differs, run in runs] == [
        (False, [0, 0]), (True, [1]), (False, [0]),
    ]  # fmt: skip
