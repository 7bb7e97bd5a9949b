from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from corpus import feedback, retrain
from corpus.feedback import Feedback, Opened
from corpus.index import Index
from corpus.learned import FEATURES, OWN, Lesson, Memory, Model, model_of, save, shipped, terms_of
from corpus.search import SearchRequest, search

from .factories import a_law


@pytest.fixture
def index(tmp_path: Path) -> Index:
    index = Index.open(tmp_path / "index", create=True)
    for law in ("甲法", "乙法", "丙法"):
        index.replace(a_law(law, ["第一条 拖欠工资的，处罚。", "第二条 报酬应当按月支付。"])[0])
    index.commit()
    return index


def test_openings_are_counted_and_nothing_else_is_kept(tmp_path: Path) -> None:
    kept = Feedback(tmp_path)
    assert kept.questions() == []
    for clause in ("art_1", "art_1", "art_1", "art_1", "art_2", "art_2", "art_3"):
        assert kept.add(" 拖欠  工資 ", "甲法", clause)
    assert kept.questions() == [Opened("拖欠 工资", (("甲法", "art_1"), ("甲法", "art_2")), 7)]
    with sqlite3.connect(tmp_path / feedback.FILE) as db:
        (columns,) = [[c[1] for c in db.execute("PRAGMA table_info(opened)")]]
    assert columns == ["words", "law", "clause", "times"]


def test_words_that_say_nothing_and_a_full_file_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = Feedback(tmp_path)
    assert not kept.add("，。", "甲法", "art_1")
    monkeypatch.setattr(feedback, "MOST", 1)
    assert kept.add("工资", "甲法", "art_1")
    assert not kept.add("工资", "甲法", "art_2")
    assert kept.add("工资", "甲法", "art_1")


def test_training_brings_what_was_opened_to_the_front(tmp_path: Path, index: Index) -> None:
    request, kept = SearchRequest("工资拖欠"), Feedback(tmp_path)
    before = [h.document.title for h in search(index, request).items]
    for words in ("拖欠工资怎么办", "工资拖欠了", "老板拖欠工资"):
        kept.add(words, before[-1], "art_1")
    trained = retrain.train(tmp_path, index)
    assert (trained.questions, trained.opened, trained.kept) == (3, 3, True)
    assert trained.after > trained.before
    page = search(index, request, model=model_of(tmp_path))
    assert page.reranked
    assert page.items[0].document.title == before[-1]


def test_a_model_that_orders_worse_is_not_kept(
    tmp_path: Path, index: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = search(index, SearchRequest("拖欠工资")).items[0]
    for words in ("拖欠工资怎么办", "拖欠工资"):
        Feedback(tmp_path).add(words, first.document.title, first.number)
    against = Model((-1.0,) * 3 + (0.0,) * 7, Memory([]))
    monkeypatch.setattr(retrain, "shipped", lambda: against)
    assert not retrain.train(tmp_path, index).kept
    assert not (tmp_path / OWN).exists()


def test_no_feedback_no_model_and_forgetting(tmp_path: Path, index: Index) -> None:
    assert not retrain.train(tmp_path, index).kept
    assert model_of(tmp_path) is shipped()
    Feedback(tmp_path).add("工资", "甲法", "art_1")
    save(tmp_path / OWN, Model((1.0,) * len(FEATURES), Memory([])))
    assert model_of(tmp_path).weights == (1.0,) * len(FEATURES)
    retrain.forget(tmp_path)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["index"]
    assert model_of(tmp_path) is shipped()


def test_a_model_of_an_older_version_keeps_its_memory(tmp_path: Path) -> None:
    lesson = Lesson(terms_of("工资"), (("甲法", "art_1"),))
    save(tmp_path / OWN, Model((1.0,) * 6, Memory([lesson]), everywhere=True))
    model = model_of(tmp_path)
    assert (model.weights, model.everywhere) == (shipped().weights, True)
    assert model.memory.lessons == [lesson]


def test_openings_of_what_is_gone_do_not_count(tmp_path: Path, index: Index) -> None:
    Feedback(tmp_path).add("拖欠工资", "没有的法", "art_1")
    assert retrain.train(tmp_path, index).questions == 0
