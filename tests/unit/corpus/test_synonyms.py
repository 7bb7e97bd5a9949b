from __future__ import annotations

import pytest

from corpus.synonyms import Expansion, expansions


@pytest.mark.parametrize(
    ("words", "expanded"),
    [
        ("", ()),
        ("没有这样的词", ()),
        ("露採", (Expansion("露采", ("露天开采", "露天采矿", "露天矿"), "same"),)),
        ("露采 露天开采", (Expansion("露采", ("露天采矿", "露天矿"), "same"),)),
        ("黑色金属矿产", (
            Expansion("黑色金属矿产", ("铁矿", "锰矿", "铬铁矿", "钒矿", "钛矿"), "narrower"),
        )),
    ],
)  # fmt: skip
def test_known_terms_bring_words(words: str, expanded: tuple[Expansion, ...]) -> None:
    assert expansions([words]) == expanded


def test_a_long_query_stays_short() -> None:
    found = expansions(["非金属矿产 能源矿产 有色金属矿产 废弃矿山 生态修复 采矿权 土地复垦"])
    sizes = {"same": 0, "narrower": 0}
    for row in found:
        sizes[row.relation] += len(row.words)
    assert sizes == {"same": 8, "narrower": 12}
    words = [word for row in found for word in row.words]
    assert len(words) == len(set(words))
