from __future__ import annotations

import pytest

from api.desk.align import align
from api.desk.likeness import Likeness
from api.desk.order import Order
from api.desk.units import Unit


def units(*texts: str) -> list[Unit]:
    return [Unit(f"art_{n}", str(n), text, 0, 0) for n, text in enumerate(texts, 1)]


DUTY = "取水单位应当安装量水设施，如实记录取水量，按月报送。"
FINE = "取水单位不安装量水设施，不如实记录取水量的，处一千元罚款。"
DUTY_AGAIN = "取用水的单位须装量水设施，逐日记录水量，每月上报一次。"


def test_a_fine_is_another_kind_than_a_duty():
    likeness = Likeness(units(DUTY), units(FINE, DUTY_AGAIN))
    assert [likeness.same_kind((0, 0)), likeness.same_kind((0, 1))] == [False, True]


def test_a_paragraph_found_again_counts_more_than_the_whole_article():
    moved = "有困难的农户可以缓交水费，缓交由乡镇批准。"
    old = units("水渠每年清淤两次，清淤由管理人负责并公告。\n" + moved, DUTY)
    new = units(
        "困难农户可以缓交水费，缓交由乡镇批准，期限不超过一年。\n管理人每月巡查，做好记录，发现损坏及时修复。",
        FINE,
    )
    likeness = Likeness(old, new)
    assert likeness.paragraph[0, 0] > likeness.dice[0, 0] + 0.1


def test_words_that_only_two_articles_share_are_witnesses():
    old = units("闭坑应当报批。", "取水应当付费。", "放牧应当轮换。")
    new = units("取水须领证。", "矿山闭坑前清理场地。", "放牧须备案。")
    shared = Likeness(old, new).shared
    assert shared[0, 1] >= 1 > shared[0, 0]


@pytest.mark.parametrize(
    ("pair", "tightness"),
    [((1, 1), 1.0), ((1, 3), 0.0), ((3, 4), 0.5), ((4, 1), 0.0)],
)
def test_the_fewer_are_open_between_neighbours_the_tighter(pair, tightness):
    order = Order({0: 0, 2: 2}, 5, 5)
    assert order.tightness(*pair) == tightness


def test_of_two_crossing_pairs_the_longer_run_is_the_order():
    order = Order({0: 5, 1: 1, 2: 2, 3: 3}, 6, 6)
    assert order.tightness(4, 4) > 0
    assert order.tightness(4, 0) == 0


def test_an_article_between_two_known_ones_is_the_one_between_them():
    old = units("水渠每年清淤一次。", "村民可以监督。", "水费按月收取。")
    new = units("水渠每年清淤一次。", "任何人均可对管护提出意见、加以监督。", "水费按月收取。")
    assert [(g.old, g.new) for g in align(old, new)] == [((0,), (0,)), ((1,), (1,)), ((2,), (2,))]
