from __future__ import annotations

import io
from pathlib import Path

import pytest
from pptx import Presentation
from pptx.util import Inches

from ingest.read import expand, read_bytes
from ontology.errors import UnreadableFile

from .packages import docx, p, package

OFD = "http://www.ofdspec.org/2016"


def slides() -> bytes:
    deck = Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[5])
    slide.shapes.title.text = "矿山修复进展"
    for top, text in ((4, "后说"), (2, "先说")):
        box = slide.shapes.add_textbox(Inches(1), Inches(top), Inches(3), Inches(1))
        box.text_frame.text = text
    grid = slide.shapes.add_table(2, 2, Inches(1), Inches(5), Inches(4), Inches(1)).table
    grid.cell(0, 0).merge(grid.cell(0, 1))
    grid.cell(0, 0).text, grid.cell(1, 1).text = "合并", "乙"
    slide.notes_slide.notes_text_frame.text = "讲稿"
    buffer = io.BytesIO()
    deck.save(buffer)
    return buffer.getvalue()


def test_slides_give_title_shapes_from_top_to_bottom_and_marked_notes() -> None:
    raw = read_bytes("x", slides())
    assert [(b.kind, b.part, b.text) for b in raw.blocks] == [
        ("heading", "slide 1", "矿山修复进展"),
        ("paragraph", "slide 1", "先说"),
        ("paragraph", "slide 1", "后说"),
        ("table", "slide 1", "合并\n\t乙"),
        ("paragraph", "slide 1 notes", "讲稿"),
    ]
    assert raw.blocks[3].cells[0].column_span == 2


def ofd(lines: list[str]) -> bytes:
    texts = "".join(
        f'<ofd:TextObject Boundary="20 {20 + 6 * i} 170 5" Size="4">'
        f'<ofd:TextCode X="0" Y="4" DeltaX="g {len(t) - 1} 4">{t}</ofd:TextCode></ofd:TextObject>'
        for i, t in enumerate(lines)
    )
    root = f'<ofd:OFD xmlns:ofd="{OFD}"><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>'
    document = f'<ofd:Document xmlns:ofd="{OFD}"><ofd:Pages><ofd:Page BaseLoc="P0.xml"/></ofd:Pages></ofd:Document>'
    page = f'<ofd:Page xmlns:ofd="{OFD}"><ofd:Content><ofd:Layer>{texts}</ofd:Layer></ofd:Content></ofd:Page>'
    return package({"OFD.xml": root, "Doc_0/Document.xml": document, "Doc_0/P0.xml": page})


def test_lines_of_an_ofd_page_become_paragraphs() -> None:
    lines = ["规划期内应当严格控制新建小型露天采石场的数量", "并逐步退出。", "二、主要任务"]
    raw = read_bytes("x", ofd(lines))
    assert [b.text for b in raw.blocks] == ["\n".join(lines[:2]), lines[2]]
    assert raw.reader == "ofd"


def test_an_archive_gives_its_members_in_order_with_gbk_names(tmp_path: Path) -> None:
    path = tmp_path / "文件.zip"
    inner = package({"里.txt": "里面"})
    members = {"b/规划.txt": "正文", "zz.txt": "甲文", "__MACOSX/x": "x", "内.zip": inner}
    path.write_bytes(package(members).replace(b"zz.txt", "甲.txt".encode("gbk")))
    found = [(name.removeprefix(f"{path}/"), data) for name, data in expand(path)]
    assert found == [
        ("b/规划.txt", "正文".encode()),
        ("内.zip/里.txt", "里面".encode()),
        ("甲.txt", "甲文".encode()),
    ]


def test_office_files_in_a_folder_are_not_taken_apart(tmp_path: Path) -> None:
    (tmp_path / "b.docx").write_bytes(docx(p("正文")))
    (tmp_path / "a.txt").write_text("正文", encoding="utf-8")
    (tmp_path / ".hidden").write_text("x", encoding="utf-8")
    assert [Path(name).name for name, _ in expand(tmp_path)] == ["a.txt", "b.docx"]


def test_a_damaged_member_is_refused_by_its_own_name(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    data = bytearray(package({"好.txt": "正文" * 99, "坏.txt": "正文" * 99}))
    at = data.rindex("坏.txt".encode(), 0, data.index(b"PK\x01\x02")) + 10
    data[at : at + 4] = b"\xff\xff\xff\xff"
    path.write_bytes(bytes(data))
    members = dict(expand(path))
    assert read_bytes("好", members[f"{path}/好.txt"]).blocks
    with pytest.raises(UnreadableFile, match="成员已损坏"):
        read_bytes("坏", members[f"{path}/坏.txt"])


def stroke(x0: float, y0: float, x1: float, y1: float) -> str:
    return (
        '<ofd:PathObject Boundary="0 0 210 297"><ofd:AbbreviatedData>'
        f"M {x0} {y0} L {x1} {y1}</ofd:AbbreviatedData></ofd:PathObject>"
    )


def test_rules_of_an_ofd_page_make_a_table_and_its_template_is_read() -> None:
    def text(words: str, x: float, y: float, matrix: str = "1 0 0 1 0 0") -> str:
        steps = " ".join("4" for _ in words[1:])
        return (
            f'<ofd:TextObject Boundary="{x} {y} 60 5" Size="4" CTM="{matrix}">'
            f'<ofd:TextCode X="0" Y="4" DeltaX="{steps}">{words}</ofd:TextCode></ofd:TextObject>'
        )

    def page(content: str, head: str = "") -> str:
        return (
            f'<ofd:Page xmlns:ofd="{OFD}">{head}<ofd:Content><ofd:Layer>{content}</ofd:Layer>'
            "</ofd:Content></ofd:Page>"
        )

    rules = [stroke(20, y, 120, y) for y in (60, 70, 80)]
    rules += [stroke(x, 60, x, 80) for x in (20, 70, 120)]
    cells = [("矿种", 22, 63), ("规模", 72, 63), ("石膏", 22, 73), ("大型", 72, 73)]
    body = (
        "".join(rules)
        + "".join(text(*cell) for cell in cells)
        + text("注：以吨计。", 10, 50, "2 0 0 2 0 0")
    )
    root = f'<ofd:OFD xmlns:ofd="{OFD}"><ofd:DocBody><ofd:DocRoot>D/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>'
    document = (
        f'<ofd:Document xmlns:ofd="{OFD}"><ofd:CommonData><ofd:TemplatePage ID="9" BaseLoc="T.xml"/>'
        '</ofd:CommonData><ofd:Pages><ofd:Page BaseLoc="P0.xml"/></ofd:Pages></ofd:Document>'
    )
    parts = {
        "OFD.xml": root,
        "D/Document.xml": document,
        "D/T.xml": page(text("某县人民政府文件", 60, 45)),
        "D/P0.xml": page(body, '<ofd:Template TemplateID="9"/>'),
    }
    found = read_bytes("x", package(parts)).blocks
    assert [(b.kind, b.text) for b in found] == [
        ("paragraph", "某县人民政府文件"),
        ("title", "注：以吨计。"),
        ("table", "矿种\t规模\n石膏\t大型"),
    ]
