from __future__ import annotations

from pathlib import Path

import pytest

from api.desk import evaluate
from api.desk.check import check_against
from api.desk.trials import altered_citations, harder_altered, harder_true, true_citations


@pytest.fixture(scope="module")
def shelf():
    shared = Path(__file__).resolve().parents[3] / "shared"
    return evaluate.plans(shared if shared.is_dir() else None)


def test_applications_in_seven_counties(shelf):
    cases = [c for c in evaluate.gold("admit_cases.json") if not c["place"].startswith("洛")]
    assert len(cases) >= 110
    assert [m for c in cases if (m := evaluate.case_miss(c, evaluate.run_case(c, shelf)))] == []


def test_sample_scheme_against_the_sample_specification():
    reader = evaluate.Reader(Path("absent"))
    pair = evaluate.gold("check_pairs.json")[0]
    report = check_against(reader(pair["plan"]), reader(pair["spec"]))
    labelled = list(evaluate.labelled(report.items, pair["items"]))
    assert len(labelled) == len(report.items), "every item has a gold label"
    wrong = [
        i.item for i, truth in labelled if "person" not in (truth, i.verdict) and truth != i.verdict
    ]
    assert wrong == []


@pytest.mark.parametrize("plan", ["offtopic_elderly_care.txt", "slides_green_mines.txt"])
def test_other_documents_have_nothing_of_a_scheme(plan):
    reader = evaluate.Reader(Path("absent"))
    report = check_against(reader(f"samples/{plan}"), reader("samples/spec_restoration_scheme.txt"))
    assert "found" not in {i.verdict for i in report.items}


def test_applications_in_a_real_county(shelf, shared):
    cases = [c for c in evaluate.gold("admit_cases.json") if c["place"].startswith("洛")]
    assert len(cases) >= 25
    assert [m for c in cases if (m := evaluate.case_miss(c, evaluate.run_case(c, shelf)))] == []


def test_plans_against_specifications(shared):
    rows = list(evaluate.check_rows(evaluate.Reader(shared)))
    assert [(r.measure, r.misses) for r in rows if not r.reached] == []


def test_alignment_of_seven_real_laws(shared):
    rows = list(evaluate.pair_rows(evaluate.Reader(shared)))
    assert len(rows) == 8
    assert [(r.measure, r.share) for r in rows if not r.reached] == []


def test_each_article_of_twenty_real_pairs_is_in_one_row(shared):
    pairs = sorted(evaluate.version_pairs(shared / "laws"), key=lambda p: p[1].stat().st_size)[:20]
    assert len(pairs) == 20
    assert evaluate.torn(pairs) == []


@pytest.mark.slow
def test_citations_over_all_statutes(shared):
    shelf = evaluate.statutes(shared)
    for make in (true_citations, harder_true):
        wrong = [t for t in make(shelf, 300) if set(t.verdict.split("+")) != {"FOUND"}]
        assert len(wrong) <= 0.01 * 300
    for make in (altered_citations, harder_altered):
        passed = [t for t in make(shelf, 300) if t.verdict.split("+")[0] == "FOUND"]
        assert len(passed) <= 0.02 * 300
