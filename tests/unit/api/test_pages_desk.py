from __future__ import annotations

import io

import openpyxl
import pytest
from selectolax.lexbor import LexborHTMLParser as HTMLParser

OLD = "第一条 每年检查一次。\n\n第二条 不得取土。\n\n第三条 违者罚款。\n"
NEW = OLD.replace("一次", "两次")
LAW = "测试省矿产资源条例"


def tree(answer) -> HTMLParser:
    assert answer.headers["content-type"].startswith("text/html")
    return HTMLParser(answer.text)


def texts(page: HTMLParser, selector: str) -> list[str]:
    return [" ".join(node.text().split()) for node in page.css(selector)]


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("path", ["", "/check", "/admit", "/verify", "/diff"])
def test_each_tool_has_a_page_with_its_form(client, path, language):
    page = tree(client.get(f"/desk{path}", params={"lang": language}))
    assert len(page.css("h1")) == 1
    assert bool(path) == bool(page.css("form.desk-form button"))
    assert not page.css(".answer")
    client.cookies.clear()


def test_changed_words_of_two_uploads_are_marked(client):
    files = {"a": ("旧.txt", OLD.encode()), "b": ("新.txt", NEW.encode())}
    page = tree(client.post("/desk/diff", files=files))
    assert (texts(page, "del"), texts(page, "ins")) == (["一次"], ["两次"])
    assert texts(page, "details.same > summary") == ["2 条文字没有改动"]


def test_an_upload_comes_back_as_a_workbook(client):
    files = {"a": ("旧.txt", OLD.encode()), "b": ("新.txt", NEW.encode())}
    answer = client.post("/desk/diff", files=files, data={"format": "xlsx"})
    assert openpyxl.load_workbook(io.BytesIO(answer.content)).active.max_row == 4


def test_documents_of_the_library_give_an_address(client):
    answer = client.post("/desk/diff", data={"a": LAW, "b": LAW}, follow_redirects=False)
    assert answer.status_code == 303
    assert answer.headers["location"].endswith("#answer")
    page = tree(client.get(answer.headers["location"]))
    assert "逐条相同" in page.css_first(".banner").text()
    links = [a.attributes["href"] for a in page.css(".exports a")]
    assert client.get(links[0]).headers["content-disposition"].endswith("xlsx")


def test_citations_are_marked_in_their_text(client):
    text = f"根据《{LAW}》第二条和《{LAW}》第九条，<b>办理</b>。"
    page = tree(client.post("/desk/verify", data={"text": text}))
    marked = page.css(".checked-text .cite")
    assert [a.attributes["class"] for a in marked] == ["cite good", "cite bad"]
    assert "<b>办理</b>" in page.css_first(".checked-text").text()
    assert texts(page, ".citations .tag") == ["一致", "没有这一条"]


def test_a_specification_is_answered_in_groups(client):
    spec = (
        "修复方案编制规范\n\n1 要求\n\n1.1 方案必须列出投资估算。\n\n1.2 覆土厚度不应小于0.5 m。\n"
    )
    plan = "矿山修复方案\n\n第一章 修复\n\n矿区覆土厚度0.6 m，矿山修复后种树。\n"
    files = {"plan": ("方案.txt", plan.encode()), "against": ("规范.txt", spec.encode())}
    page = tree(client.post("/desk/check", files=files))
    assert texts(page, ".answer h3 .tag") == ["没有找到", "有"]
    assert "覆土厚度0.6 m" in texts(page, ".pairs blockquote")[0]


@pytest.mark.parametrize(
    ("path", "asked", "status", "words"),
    [
        ("/desk/diff", {"a": LAW}, 422, "缺少 b"),
        ("/desk/diff", {"a": LAW, "b": "没有这份"}, 404, "没有这份"),
        ("/desk/check", {"plan": LAW, "against": "测试县矿产资源总体规划"}, 404, "测试县"),
        ("/desk/admit", {"mineral": "石膏", "place": "洛浦县", "scale": "四"}, 400, "请写数字"),
        ("/desk/admit", {"mineral": "石膏", "place": "洛浦县", "scale": "4"}, 400, "没有单位"),
    ],
)
def test_what_is_wrong_is_said_above_the_form_that_stays(client, path, asked, status, words):
    answer = client.get(path, params=asked)
    page = tree(answer)
    assert answer.status_code == status
    assert words in page.css_first("[role=alert]").text()
    filled = [i.attributes.get("value") for i in page.css(".desk-form input[type=text]")]
    assert next(iter(asked.values())) in filled


def test_an_unknown_mineral_gets_near_names(client):
    asked = {"mineral": "石羔", "place": "洛浦县", "scale": "4", "unit": "万吨/年"}
    page = tree(client.get("/desk/admit", params=asked))
    assert "石膏" in texts(page, "[role=alert] .chip")
