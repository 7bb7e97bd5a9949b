from __future__ import annotations

import json
from pathlib import Path

import pytest

from corpus import learn
from corpus.describe import describe
from corpus.index import Index
from corpus.learned import FEATURES, Lesson, Memory, Model, Recalled, load, save, shipped, terms_of
from corpus.search import SearchRequest, candidates, search

from .factories import a_law

LESSONS = [
    Lesson(terms_of("工资被拖欠怎么办"), (("劳动法", "art_2"),)),
    Lesson(terms_of("老板拖欠工资"), (("劳动法", "art_2"), ("合同法", "art_1"))),
    Lesson(terms_of("房子漏水谁修"), (("民法典", "art_9"),)),
]


def test_like_questions_vote_for_laws_and_articles() -> None:
    recalled = Memory(LESSONS).recall("拖欠工资")
    assert set(recalled.laws) == {"劳动法", "合同法"}
    assert recalled.laws["劳动法"] == pytest.approx(1.0)
    assert set(recalled.brought()) == {("劳动法", "art_2"), ("合同法", "art_1")}
    assert recalled.articles["合同法", "art_1"] > 0.5
    assert Memory(LESSONS).recall("采矿权").laws == {}


def test_the_question_itself_can_be_left_out() -> None:
    recalled = Memory(LESSONS).recall("房子漏水谁修", leave_out=2)
    assert recalled.articles == {}


def test_a_model_survives_its_file(tmp_path: Path) -> None:
    save(tmp_path / "model.json", Model((1.0, 2.0), Memory(LESSONS)))
    again = load(tmp_path / "model.json")
    assert again.weights == (1.0, 2.0)
    assert again.memory.recall("拖欠工资") == Memory(LESSONS).recall("拖欠工资")


def test_the_model_changes_the_order_and_brings_what_words_miss(tmp_path: Path) -> None:
    index = Index.open(tmp_path, create=True)
    for law in ("甲法", "劳动法"):
        index.replace(a_law(law, ["第一条 拖欠工资的，处罚。", "第二条 报酬应当按月支付。"])[0])
    index.commit()
    request = SearchRequest("拖欠工资")
    model = Model((0.0, 1.0, 0.0, 1.0, 9.0, 0.0, 0.0, 0.0, 0.0, 0.0), Memory(LESSONS))
    found = [(h.document.title, h.number) for h in search(index, request, model=model).items]
    assert found == [("劳动法", "art_2"), ("劳动法", "art_1"), ("甲法", "art_1")]
    assert len(search(index, request).items) == 2


def described(tmp_path: Path, recalled: Recalled) -> dict[str, dict[str, float]]:
    """The features of each article of a law on wages, by its number."""
    index = Index.open(tmp_path, create=True)
    articles = ["第一条 拖欠工资的，处罚。", "第二条 报酬按月支付。", "第三条 發工資。"]
    index.replace(a_law("劳动法", articles)[0])
    index.commit()
    best, lookup = candidates(index, "拖欠工资怎么办")
    numbers = {lookup.places("劳动法", f"art_{n}")[0]: f"art_{n}" for n in (1, 2, 3)}
    rows = describe(recalled, best, lookup)
    return {numbers[c.place]: dict(zip(FEATURES, v, strict=True)) for v, c in rows}


def test_articles_near_an_answer_and_of_a_known_law_gain(tmp_path: Path) -> None:
    found = described(tmp_path, Memory(LESSONS).recall("拖欠工资怎么办"))
    assert set(found) == {"art_1", "art_2", "art_3"}  # the memory brings the second
    assert found["art_1"]["likeness"] == found["art_3"]["likeness"] == found["art_2"]["around"] == 0
    assert found["art_2"]["likeness"] > found["art_1"]["nearest"] > 0.3
    assert found["art_1"]["nearest"] == pytest.approx(found["art_3"]["nearest"])
    assert found["art_1"]["asked"] > 0


def test_without_its_answers_a_question_is_as_if_nobody_asked_it(tmp_path: Path) -> None:
    recalled = Memory(LESSONS).recall("拖欠工资怎么办")
    found = described(tmp_path, recalled.without({("劳动法", "art_2")}))
    assert {row["likeness"] + row["nearest"] + row["around"] for row in found.values()} == {0.0}
    assert found["art_1"]["vote"] == pytest.approx(1.0)


def test_a_text_with_more_of_the_question_is_told(tmp_path: Path) -> None:
    found = described(tmp_path, Memory(LESSONS).recall("拖欠工资怎么办"))
    assert 1 > found["art_1"]["pairs"] > found["art_3"]["pairs"] > 0
    assert 1 > found["art_1"]["singles"] > found["art_3"]["singles"] > 0
    usual = (found["art_1"]["pairs"] + found["art_3"]["pairs"]) / 2
    assert found["art_2"]["pairs"] == pytest.approx(usual)  # not read


def test_a_lesson_left_out_does_not_count_for_its_law() -> None:
    memory = Memory(LESSONS)
    assert memory.recall("x").asked == {"劳动法": 2, "合同法": 1, "民法典": 1}
    assert memory.recall("x", leave_out=1).asked == {"劳动法": 1, "合同法": 0, "民法典": 1}


def test_training_finds_what_tells_right_from_wrong() -> None:
    examples = [([(1.0, 0.2), (0.5, 0.9), (0.3, 0.1)], [False, True, False])] * 20
    useless, telling = learn.fit(examples)
    assert telling > 1.0 > useless


def test_the_shipped_model_holds_no_sentence() -> None:
    model = shipped()
    assert len(model.weights) == len(FEATURES)
    stored = json.loads(learn.MODEL.read_text(encoding="utf-8"))
    assert max(map(len, stored["terms"])) < 20
    assert len(stored["lessons"]) > 1000


@pytest.mark.parametrize(
    ("query", "options", "reranked"),
    [
        ("拖欠工资", {}, True),
        ('"拖欠工资"', {}, False),
        ("拖欠 AND 工资", {}, False),
        ("拖欠工资 年份:2020", {}, False),
        ("拖欠工资", {"genre": "regulation"}, False),
        ("拖欠工资", {"sort": "date"}, False),
        ("报酬支付", {}, False),  # like no question, and no hit is of a law that answered one
        ("矿山规划", {}, False),
    ],
)
def test_the_model_is_asked_only_where_it_can_help(
    tmp_path: Path, query: str, options: dict[str, object], reranked: bool
) -> None:
    index = Index.open(tmp_path, create=True)
    index.replace(a_law("甲法", ["第一条 拖欠工资的，处罚。", "第二条 报酬应当按月支付。"])[0])
    index.replace(a_law("规划", ["第一条 矿山规划。"], genre="plan")[0])
    index.commit()
    model = Model((1.0,) * len(FEATURES), Memory(LESSONS))
    request = SearchRequest(query, **options)  # type: ignore[arg-type]
    assert search(index, request, model=model).reranked is reranked


def test_what_only_the_memory_brings_is_counted(tmp_path: Path) -> None:
    index = Index.open(tmp_path, create=True)
    index.replace(a_law("劳动法", ["第一条 拖欠工资的，处罚。", "第二条 报酬应当按月支付。"])[0])
    index.commit()
    page = search(
        index, SearchRequest("拖欠工资"), model=Model((1.0,) * len(FEATURES), Memory(LESSONS))
    )
    assert page.total == len(page.items) == 2
