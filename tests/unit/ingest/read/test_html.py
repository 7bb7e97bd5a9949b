from __future__ import annotations

import pytest

from ingest.read.html import read_html
from ingest.read.limits import Refused

PAGE = """<html><head><meta charset="gb2312"><title>关于印发方案的通知-某县人民政府</title></head>
<body><div class="nav"><a href="#">首页</a><a href="#">政务公开</a></div>
<table><tr><td>索 引 号：</td><td>A01/2023-7</td><td>发文字号：</td><td>某政发〔2023〕7号</td></tr>
<tr><td>发文机关：</td><td>某县人民政府</td><td>成文日期：</td><td>2023年3月5日</td></tr></table>
<div id="content"><h1>关于印发方案的通知</h1><p>　　各乡镇人民政府：</p>
<p>现将方案印发给你们，
请认真执行。<br>附件另发。</p><p style="display:none">不应出现</p><script>var x="脚本"</script>
<ol start="3"><li>加强领导</li><li>落实责任</li></ol>
<table><tr><th rowspan="2">矿种</th><th colspan="2">产量</th></tr><tr><th>2020</th><th>2025</th></tr>
<tr><td>石膏</td><td>10</td><td>20</td></tr></table></div>
<div class="share">分享到微信</div><footer>版权所有</footer></body></html>"""


def test_the_content_of_a_page_is_told_from_its_frame() -> None:
    content = read_html(PAGE.encode("gb18030"))
    assert [(b.kind, b.number, b.text.strip()) for b in content.blocks[:-1]] == [
        ("title", "", "关于印发方案的通知"),
        ("paragraph", "", "各乡镇人民政府："),
        ("paragraph", "", "现将方案印发给你们，请认真执行。"),
        ("paragraph", "", "附件另发。"),
        ("paragraph", "3.", "加强领导"),
        ("paragraph", "4.", "落实责任"),
    ]


def test_the_index_table_is_metadata() -> None:
    assert dict(read_html(PAGE.encode("gb18030")).metadata) == {
        "index_number": "A01/2023-7",
        "doc_number": "某政发〔2023〕7号",
        "issuer": "某县人民政府",
        "date": "2023-03-05",
    }


def test_spans_of_a_table_are_kept() -> None:
    found = read_html(PAGE.encode("gb18030")).blocks[-1]
    assert [(c.row, c.column, c.row_span, c.column_span) for c in found.cells] == [
        (0, 0, 2, 1), (0, 1, 1, 2), (1, 1, 1, 1), (1, 2, 1, 1), (2, 0, 1, 1), (2, 1, 1, 1), (2, 2, 1, 1),
    ]  # fmt: skip
    assert found.header_rows == 2


def test_a_plain_page_is_read_whole() -> None:
    content = read_html(b"<html><body><p>" + "一段。".encode() + b"<p>" + "二段。".encode())
    assert [b.text for b in content.blocks] == ["一段。", "二段。"]


def test_a_page_nested_beyond_reason_is_refused() -> None:
    with pytest.raises(Refused, match="嵌套"):
        read_html(b"<html><body>" + b"<div>" * 100_000 + b"x")


def test_an_index_in_a_list_is_metadata_too() -> None:
    page = (
        "<body><div><ul><li><span>索 引 号：</span>A02/2023-9</li>"
        "<li><b>发文机关：</b>某省自然资源厅</li><li><b>文　　号：</b>某自然资规〔2023〕2号</li></ul>"
        "<dl><dt>有效性</dt><dd>有效</dd></dl><p>正文在此。</p></div></body>"
    )
    found = dict(read_html(page.encode()).metadata)
    assert found == {
        "index_number": "A02/2023-9",
        "issuer": "某省自然资源厅",
        "doc_number": "某自然资规〔2023〕2号",
        "in_force": "有效",
    }


def test_a_title_on_two_lines_is_one_and_stands_once() -> None:
    page = (
        "<head><title>某县规划（2021年）</title></head><h1>某县规划<br>（2021年）</h1><p>正文。</p>"
    )
    found = read_html(page.encode()).blocks
    assert [(b.kind, b.text) for b in found] == [
        ("title", "某县规划（2021年）"),
        ("paragraph", "正文。"),
    ]
