from __future__ import annotations

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from corpus.library import Library
from corpus.rows import Change
from ontology.errors import BadQuery, EnvironmentFault, UnknownName
from ontology.records import Record

from .factories import a_law, with_citation, with_entity


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library.open(tmp_path, create=True)


def publish(library: Library, *laws: tuple[Record, bytes], **at: str) -> list[str]:
    ids = [library.put(r, b, at.get("path", f"{r.id}.txt")).id for r, b in laws]
    library.mark_published()
    return ids


def test_a_stored_document_shows_only_after_publication(library: Library) -> None:
    law = a_law("探矿办法", ["第一条 应当登记。"])
    library.put(*law, "a.txt")
    assert library.documents().total == 0
    assert library.unpublished() == (Change("探矿办法@2020-01-01", "replace"),)
    assert library.record("探矿办法@2020-01-01", pending=True) == law[0]
    library.mark_published()
    assert library.record("探矿办法@2020-01-01") == law[0]
    assert library.original("探矿办法@2020-01-01") == law[1]
    assert library.unpublished() == ()


def test_a_replaced_document_shows_its_old_words_until_publication(library: Library) -> None:
    (name,) = publish(library, a_law("探矿办法", ["第一条 应当登记。"]), path="a.txt")
    library.put(*a_law("探矿办法", ["第一条 应当备案。"]), "a.txt")
    assert "登记" in library.text(name)
    library.mark_published()
    assert "备案" in library.text(name)
    assert library.stats().documents == 1


def test_a_new_title_at_a_path_retires_the_old_document(library: Library) -> None:
    publish(library, a_law("探矿办法", ["第一条 应当登记。"]), path="a.txt")
    library.put(*a_law("采矿办法", ["第一条 应当登记。"]), "a.txt")
    assert set(library.unpublished()) == {
        Change("探矿办法@2020-01-01", "remove"),
        Change("采矿办法@2020-01-01", "replace"),
    }
    assert library.document_ids() == ("探矿办法@2020-01-01",)
    library.mark_published()
    assert library.document_ids() == ("采矿办法@2020-01-01",)


@pytest.mark.parametrize(("region", "count"), [("丙县", 1), ("甲省", 2), ("丁县", 0)])
def test_a_region_is_found_by_a_part_of_its_name(library: Library, region: str, count: int) -> None:
    for name, place in (("探矿办法", "甲省丙县"), ("采矿办法", "甲省")):
        publish(library, a_law(name, ["第一条 应当登记。"], region=place), path=f"{name}.txt")
    assert library.documents(region=region).total == count


def test_other_content_under_the_same_title_gets_a_suffix_of_its_hash(library: Library) -> None:
    assert publish(library, a_law("办法", ["第一条 甲。"]), path="a.txt") == ["办法@2020-01-01"]
    assert publish(library, a_law("办法", ["第一条 乙。"]), path="a.txt") == ["办法@2020-01-01"]
    law = a_law("办法", ["第一条 丙。"])
    (suffixed,) = publish(library, law, path="c.txt")
    assert suffixed == f"办法@2020-01-01~{law[0].document.clean.raw.sha256[:8]}"
    assert publish(library, law, path="c.txt") == [suffixed]


def test_equal_files_are_one_document_with_two_paths(library: Library) -> None:
    law = a_law("办法", ["第一条 甲。"])
    (name,) = publish(library, law, path="a.txt")
    sha = law[0].document.clean.raw.sha256
    assert library.unchanged("a.txt", sha)
    assert not library.unchanged("b.txt", sha)
    assert library.touch("b.txt", sha, "", 1, 2)
    assert library.seen("b.txt", 1, 2)
    assert not library.seen("b.txt", 1, 3)
    assert library.document(name).paths == ("a.txt", "b.txt")
    publish(library, a_law("别法", ["第一条 乙。"]), path="a.txt")
    assert library.document(name).paths == ("b.txt",)


def test_a_path_that_now_holds_a_known_document_leaves_its_old_one(library: Library) -> None:
    known = a_law("办法", ["第一条 甲。"])
    publish(library, known, path="a.txt")
    publish(library, a_law("别法", ["第一条 乙。"]), path="b.txt")
    assert library.touch("b.txt", known[0].document.clean.raw.sha256, "", 1, 2)
    library.mark_published()
    assert library.document_ids() == (known[0].id,)


def test_versions_are_found_the_latest_in_force_first(library: Library) -> None:
    for date, state in (("2009-08-27", "现行"), ("2024-11-08", "废止"), ("2019-01-01", "现行")):
        publish(library, a_law("办法", [f"第一条 {date}。"], date=date, in_force=state), path=date)
    found = [row.date for row in library.find_documents("办法")]
    assert found == ["2019-01-01", "2009-08-27", "2024-11-08"]


def test_another_pipeline_version_is_a_change(library: Library) -> None:
    record, original = a_law("办法", ["第一条 甲。"])
    library.put(record, original, "a.txt", version="1")
    sha = record.document.clean.raw.sha256
    assert library.unchanged("a.txt", sha, "1")
    assert not library.unchanged("a.txt", sha, "2")
    assert not library.touch("b.txt", sha, "2", None, None)


def test_removal_takes_everything_with_it(library: Library) -> None:
    (name,) = publish(library, a_law("办法", ["第一条 甲。"]))
    library.remove(name)
    assert library.document_ids() == (name,)
    assert library.unpublished() == (Change(name, "remove"),)
    library.mark_published()
    with pytest.raises(UnknownName):
        library.document(name)
    with library._store.writing() as db:
        for table in ("documents", "records", "clauses", "originals", "paths"):
            assert db.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,), table


def test_a_document_removed_before_it_was_shown_never_shows(library: Library) -> None:
    name = library.put(*a_law("办法", ["第一条 甲。"]), "a.txt").id
    library.remove(name)
    assert library.document_ids() == ()
    assert library.unpublished() == (Change(name, "remove"),)
    library.put(*a_law("办法", ["第一条 甲。"]), "a.txt")
    assert library.unpublished() == (Change(name, "replace"),)
    library.mark_published()
    assert library.document_ids() == (name,)


def test_a_failed_batch_keeps_nothing(library: Library) -> None:
    def put_and_stop() -> None:
        with library.batch():
            library.put(*a_law("办法", ["第一条 甲。"]), "a.txt")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        put_and_stop()
    assert library.unpublished() == ()
    assert not library.seen("a.txt", 0, 0)


def test_a_clause_knows_its_surroundings(library: Library) -> None:
    (name,) = publish(library, a_law("办法", ["第一条 甲。", "第二条 乙。", "第三条 丙。"]))
    view = library.clause(name, "art_2")
    assert view.text == "第二条 乙。"
    assert [a.id for a in view.ancestors] == ["doc", "chp_1"]
    assert view.previous
    assert view.previous.id == "art_1"
    assert view.following
    assert view.following.label == "第三条"
    last = library.clause(name, "art_3")
    assert (last.previous and last.previous.id, last.following) == ("art_2", None)
    assert [c.id for c in library.clause(name, "chp_1").children] == ["art_1", "art_2", "art_3"]
    with pytest.raises(UnknownName, match="art_9"):
        library.clause(name, "art_9")


def test_a_clause_knows_which_paragraphs_above_it_stand_alone(library: Library) -> None:
    record, original = a_law("办法", ["第一条 甲。", "第二条 乙。丙。"])
    clauses = record.document.clauses
    parts = [
        replace(
            clauses[parent], id=f"{clauses[parent].id}__{name}", kind="paragraph", parent=parent
        )
        for parent, name in ((2, "para_1"), (3, "para_1"), (3, "para_2"))
    ]
    document = replace(record.document, clauses=(*clauses, *parts))
    (name,) = publish(library, (replace(record, document=document), original))
    alone, beside = (library.clause(name, f"art_{n}__para_1") for n in (1, 2))
    assert [c.id for c in alone.lineage] == ["doc", "chp_1", "art_1", "art_1__para_1"]
    assert (alone.lone, beside.lone) == ({"art_1__para_1"}, frozenset())


def test_citations_meet_documents_in_either_order(library: Library) -> None:
    citing, original = a_law("采矿办法", ["第一条 依照《中华人民共和国探矿法》办理。"])
    publish(library, (with_citation(citing, "中华人民共和国探矿法"), original))
    assert library.cites(citing.id)[0].target == ""
    (cited,) = publish(library, a_law("探矿法", ["第一条 甲。"]))
    assert library.cites(citing.id)[0].target == f"doc/{cited}"
    assert [c.document for c in library.cited_by(cited)] == [citing.id]


def test_who_cites_a_part_of_a_document_cites_it(library: Library) -> None:
    (cited,) = publish(library, a_law("探矿法", ["第一条 甲。"]))
    (other,) = publish(library, a_law("探矿法", ["第一条 乙。"], date="2020-01-01~1"))
    citing, original = a_law("采矿办法", ["第一条 依照《探矿法》办理。"])
    publish(library, (with_citation(citing, "探矿法"), original))
    with library._store.writing() as db:
        db.execute("UPDATE citations SET target = ?", (f"doc/{cited}/art_1",))
    assert [c.document for c in library.cited_by(cited)] == [citing.id]
    assert [c.document for c in library.cited_by(cited, "art_1")] == [citing.id]
    assert library.cited_by(other) == library.cited_by(cited, "doc") == ()


def test_one_entity_over_two_documents(library: Library) -> None:
    for title in ("甲论文", "乙论文"):
        record, original = a_law(title, ["第一条 企业融资难。"], genre="paper")
        publish(library, (with_entity(record, "Problem", "融资难", "资金缺乏"), original))
    page = library.entities(type="Problem", q="资金缺")
    assert [(e.key, e.documents, e.assertions) for e in page.items] == [("problem/融资难", 2, 2)]
    view = library.entity("problem/融资难")
    assert view.entity.aliases == ("资金缺乏",)
    assert {a.document_title for a in view.assertions} == {"甲论文", "乙论文"}
    assert {a.object_name for a in view.assertions} == {"融资难"}
    assert library.entity_keys("Problem", "资金 缺乏") == ("problem/融资难",)


def test_lists_page_by_cursor_without_gap_or_repeat(library: Library) -> None:
    names = {n for i in range(5) for n in publish(library, a_law(f"办法{i}", ["第一条 甲。"]))}
    got: list[str] = []
    cursor = None
    while True:
        page = library.documents(limit=2, cursor=cursor)
        got += [d.id for d in page.items]
        cursor = page.next
        if cursor is None:
            break
    assert len(got) == 5
    assert set(got) == names
    assert page.total == 5
    assert page.facets["genre"] == {"regulation": 5}
    other = library.documents(limit=2).next
    with pytest.raises(BadQuery, match="另一个查询"):
        library.documents(genre="plan", cursor=other)
    with pytest.raises(BadQuery):
        library.documents(cursor="§§§")


def test_review_decisions_cannot_be_changed(library: Library) -> None:
    library.add_review("办法", "assertion/1", "accepted", reviewer="甲")
    assert [r.decision for r in library.reviews("办法")] == ["accepted"]
    for change in ("DELETE FROM reviews", "UPDATE reviews SET decision = ''"):
        with pytest.raises(sqlite3.IntegrityError), library._store.writing() as db:
            db.execute(change)


def test_jobs_are_kept(library: Library) -> None:
    job = library.start_job("ingest", {"path": "a"})
    library.update_job(job.id, "done", {"documents": 1})
    assert library.job(job.id).detail == {"documents": 1}
    assert [j.state for j in library.jobs()] == ["done"]


def test_folders_that_are_no_library_are_named(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentFault, match="没有资料库"):
        Library.open(tmp_path)
    (tmp_path / "library.sqlite").write_bytes(b"not a database, but long enough to be one" * 100)
    with pytest.raises(EnvironmentFault, match="已损坏"):
        Library.open(tmp_path)


def test_a_newer_format_is_refused_and_left_alone(tmp_path: Path) -> None:
    Library.open(tmp_path, create=True).close()
    with sqlite3.connect(tmp_path / "library.sqlite") as db:
        db.execute("PRAGMA user_version = 99")
    with pytest.raises(EnvironmentFault, match="99"):
        Library.open(tmp_path, create=True)


def test_a_full_disk_leaves_the_library_as_it_was(library: Library) -> None:
    (name,) = publish(library, a_law("办法", ["第一条 甲。"]))
    pages = library._store.connection.execute("PRAGMA page_count").fetchone()[0]
    library._store.connection.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(EnvironmentFault, match="磁盘已满"):
        library.put(*a_law("大法", ["第一条 " + "甲乙丙丁" * 50_000]), "b.txt")
    assert library.unpublished() == ()
    assert library.document_ids() == (name,)
    library._store.connection.execute(f"PRAGMA max_page_count = {pages * 100}")
    publish(library, a_law("大法", ["第一条 " + "甲乙丙丁" * 50_000]))
