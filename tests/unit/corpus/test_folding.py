from __future__ import annotations

import pytest

from corpus import analyzer
from corpus.folding import main, table


def test_the_table_that_ships_is_the_one_that_the_script_makes() -> None:
    before, after = analyzer.FOLDING.read_text(encoding="utf-8").split("\n")[:2]
    assert dict(zip(before, after, strict=True)) == table()


def test_the_script_writes_the_file(tmp_path_factory: pytest.TempPathFactory) -> None:
    target = tmp_path_factory.mktemp("folding") / "table.txt"
    main([str(target)])
    assert target.read_bytes() == analyzer.FOLDING.read_bytes()


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("ＧＢ５０１８７", "gb50187"),
        ("廢棄礦山", "废弃矿山"),
        ("①㎡", "①㎡"),
        ("ｍ²", "m2"),
        ("（２０１９）", "(2019)"),
        ("Ⅲ", "Ⅲ"),
    ],
)
def test_equal_characters_are_one(text: str, folded: str) -> None:
    assert analyzer.fold(text) == folded
