from __future__ import annotations

import pytest

from ingest.clean import clean
from ingest.extract import extract
from ingest.read import read_bytes
from ingest.resolve.internal import own_clause
from ingest.structure import parse

LAW = """# 堤坝法

第一条 为了保护堤坝，制定本法。

第二条 堤坝管理单位应当履行下列职责：

（一）巡查堤坝；

（二）修复堤坝。

前款第（一）项的巡查每月一次，前款第（九）项没有规定。

检查结果应当公开，依照本条第一款执行，并遵守前两款。

第三条 违反前条规定的，责令改正；违反本法第二条第二款的，处一千元罚款；违反本法第九十条的另行规定。

有前款行为两次以上的，加倍处罚。
"""


@pytest.fixture(scope="module")
def found() -> list[tuple[str, str, str]]:
    document = parse(clean(read_bytes("堤坝法.md", LAW.encode())))
    citations = [c for c in extract(document).citations if not c.title and not c.number]
    return [(c.clause, c.article, own_clause(c, document)) for c in citations]


@pytest.mark.parametrize(
    ("clause", "words", "target"),
    [
        ("art_2__para_2", "前款第（一）项", "art_2__para_1__item_1"),
        ("art_2__para_2", "前款第（九）项", ""),
        ("art_2__para_3", "本条第一款", "art_2__para_1"),
        ("art_2__para_3", "前两款", ""),
        ("art_3__para_1", "前条", "art_2"),
        ("art_3__para_1", "本法第二条第二款", "art_2__para_2"),
        ("art_3__para_1", "本法第九十条", ""),
        ("art_3__para_2", "前款", "art_3__para_1"),
    ],
)
def test_a_law_refers_to_its_own_clauses(found, clause, words, target):
    assert (clause, words, target) in found
