from __future__ import annotations

import io

import docx
import openpyxl
import pytest

SPEC = """测试修复方案编制规范

1 总则

1.1 方案应说明矿山的地理位置。

1.2 方案必须列出投资估算。

1.3 覆土厚度不应小于0.5 m。
"""
SCHEME = """测试矿山修复方案

第一章 地理位置

矿山位于测试县城东12千米，隶属测试县，有公路相通，坐标为东经110度、北纬30度。矿区覆土厚度0.6 m。
"""
LAW = "测试省矿产资源条例"


def files(**named: str) -> dict[str, tuple[str, bytes]]:
    return {name: (f"{name}.txt", text.encode()) for name, text in named.items()}


def test_uploaded_plan_against_uploaded_specification(client):
    answer = client.post("/api/v1/check", files=files(plan=SCHEME, against=SPEC))
    assert answer.status_code == 200
    verdicts = {i["clause"]: i["verdict"] for i in answer.json()["items"]}
    assert verdicts["1.3"] == "found"
    assert verdicts["1.2"] == "not found"


def test_texts_in_json_are_checked_too(client):
    body = {"plan_text": SCHEME, "against_text": SPEC}
    uploaded = client.post("/api/v1/check", files=files(plan=SCHEME, against=SPEC))
    assert client.post("/api/v1/check", json=body).json() == uploaded.json()


def test_a_file_of_the_library_against_an_upload(client):
    plan = next(d for d in client.get("/api/v1/documents").json()["items"] if "规划" in d["title"])
    data = {"plan": plan["id"]}
    answer = client.post("/api/v1/check", data=data, files=files(against=SPEC))
    assert answer.status_code == 200
    assert client.post("/api/v1/check", json={"plan": plan["id"]}).json() == {"findings": []}


def test_indicators_of_two_plans_side_by_side(client):
    plan = "甲县矿产资源规划\n\n第一章 目标\n\n到2025年，绿色矿山建成率达到50%以上。\n"
    other = plan.replace("50%", "70%").replace("甲县", "乙县")
    answer = client.post("/api/v1/check", files=files(plan=plan, beside=other)).json()
    assert [(i["a"], i["b"]) for i in answer["indicators"]] == [("≥50%", "≥70%")]


def test_uploaded_versions_are_compared(client):
    old = "第一条 每年检查一次。\n\n第二条 不得取土。\n\n第三条 罚款。\n"
    answer = client.post("/api/v1/diff", files=files(a=old, b=old.replace("一次", "两次")))
    assert [r["kind"] for r in answer.json()["rows"]] == ["changed", "same", "same"]
    ids = client.get("/api/v1/diff", params={"a": LAW, "b": LAW}).json()
    assert set(ids["counts"]) == {"same"}


def test_citations_of_an_uploaded_file(client):
    text = f"根据《{LAW}》第二条和《{LAW}》第九条。"
    answer = client.post("/api/v1/verify", files=files(text=text)).json()
    assert [c["verdict"] for c in answer["citations"]] == ["FOUND", "NOT FOUND"]
    assert client.post("/api/v1/verify", json={"text": text}).json() == answer


CALLS = [
    ("post", "/api/v1/check", {"files": files(plan=SCHEME, against=SPEC)}),
    ("post", "/api/v1/verify", {"json": {"text": f"《{LAW}》第二条"}}),
    ("get", "/api/v1/diff", {"params": {"a": LAW, "b": LAW}}),
    ("post", "/api/v1/admit", {"json": {"mineral": "石膏", "scale": 4, "unit": "万吨/年", "place": "洛浦县"}}),
]  # fmt: skip


@pytest.mark.parametrize(("method", "path", "asked"), CALLS)
def test_every_answer_comes_as_workbook_and_document(client, method, path, asked):
    params = {**asked.get("params", {}), "format": "xlsx"}
    book = getattr(client, method)(path, **(asked | {"params": params}))
    assert openpyxl.load_workbook(io.BytesIO(book.content)).active["A1"].value
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    document = getattr(client, method)(path, **asked, headers={"Accept": kind})
    assert document.headers["content-type"] == kind
    assert docx.Document(io.BytesIO(document.content)).tables


@pytest.mark.parametrize(
    ("path", "asked", "status", "words"),
    [
        ("/api/v1/check", {"json": {}}, 422, "缺少 plan"),
        ("/api/v1/check", {"json": {"plan": "没有这份"}}, 404, "没有这份"),
        ("/api/v1/check", {"content": b"{", "headers": {"content-type": "application/json"}}, 422, "不是 JSON"),
        ("/api/v1/check", {"files": files(plan=SCHEME, against=SCHEME)}, 400, "没有找到要求"),
        ("/api/v1/check", {"files": {"plan": ("x.docx", b"PK\x03\x04broken")}}, 422, "x.docx"),
        ("/api/v1/diff", {"json": {"a": LAW}}, 422, "缺少 b"),
        ("/api/v1/verify", {"json": {"text": 5}}, 422, "text"),
        ("/api/v1/admit", {"json": {"mineral": "石膏", "scale": 4, "unit": " ", "place": "洛浦县"}}, 400, "没有单位"),
    ],
)  # fmt: skip
def test_bad_requests_are_problems_that_say_what_is_wrong(client, path, asked, status, words):
    answer = client.post(path, **asked)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert words in answer.json()["detail"]


def test_the_description_names_both_bodies(client):
    paths = client.get("/openapi.json").json()["paths"]
    body = paths["/api/v1/check"]["post"]["requestBody"]["content"]
    assert set(body) == {"application/json", "multipart/form-data"}
