from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.lexer import position, tokens, unescape
from kg.shape import lower_booleans, refuse_deep, refuse_remote, shape
from ontology.errors import BadQuery


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ('?x <urn:a> "b"@zh', ["?x", "<urn:a>", '"b"', "@zh"]),
        ("a:b.c. ex:", ["a:b.c", ".", "ex:"]),
        ("'''it's'''.", ["'''it's'''", "."]),
        ('"\\"#" # comment } \n}', ['"\\"#"', "}"]),
        ("?a<?b", ["?a", "<", "?b"]),
        ("-1.5e3", ["-", "1.5e3"]),
        ("_:b1 图谱:节点", ["_:b1", "图谱:节点"]),
    ],
)
def test_tokens(query: str, expected: list[str]) -> None:
    assert [t.text for t in tokens(query)] == expected


def test_depth_counts_open_braces() -> None:
    assert [(t.text, t.depth) for t in tokens("{ a { b } }")] == [
        ("{", 0), ("a", 1), ("{", 1), ("b", 2), ("}", 1), ("}", 0),
    ]  # fmt: skip


@given(st.text(alphabet="{}()<>\"'#\\ \n?:a1.@", max_size=40))
def test_tokens_never_fail_and_never_overlap(query: str) -> None:
    end = 0
    for token in tokens(query):
        assert token.start >= end
        assert query[token.start : token.end] == token.text
        end = token.end


@pytest.mark.parametrize(
    ("query", "limited"),
    [
        ("SELECT * {}", "SELECT * {} OFFSET 0 LIMIT 5"),
        ("SELECT * {} LIMIT 100", "SELECT * {} OFFSET 0 LIMIT 5"),
        ("SELECT * {} OFFSET 3 LIMIT 100", "SELECT * {} OFFSET 3 LIMIT 5"),
        ("SELECT * {} VALUES ?x { 1 }", "SELECT * {} OFFSET 0 LIMIT 5 VALUES ?x { 1 }"),
        ("SELECT * { { SELECT * {} LIMIT 9 } }", "SELECT * { { SELECT * {} LIMIT 9 } } OFFSET 0 LIMIT 5"),
        ("SELECT * {} LIMIT 100 OFFSET 3 VALUES ?x {}", "SELECT * {} OFFSET 3 LIMIT 5 VALUES ?x {}"),
        ("SELECT * {} # LIMIT 7", "SELECT * {} # LIMIT 7 OFFSET 0 LIMIT 5"),
    ],
)  # fmt: skip
def test_limited(query: str, limited: str) -> None:
    assert " ".join(shape(query).limited(5).split()) == limited


@pytest.mark.parametrize(
    ("query", "variables", "named"),
    [
        ("SELECT * { ?s ?p ?o }", ["o", "p", "s"], "?s ?p ?o"),
        ("SELECT DISTINCT * { ?b a ?a }", ["a", "b"], "?b ?a"),
        ("SELECT * { $b a ?a }", ["a", "b"], "?b ?a"),
    ],
)
def test_star_becomes_columns_in_order_of_mention(
    query: str, variables: list[str], named: str
) -> None:
    assert shape(query).named_columns(variables) == query.replace("*", f" {named} ", 1)


def test_count_star_is_no_column_star() -> None:
    assert shape("SELECT (COUNT(*) AS ?n) {}").star is None


@pytest.mark.parametrize("broken", ["PREFIX", "PREFIX a:", "BASE", "PREFIX text:query", "FROM"])
def test_a_text_that_breaks_off_in_its_prologue_is_looked_at(broken: str) -> None:
    assert shape(broken).dataset() == ((), ())
    shape(broken).resolver()


def test_dataset_resolves_names() -> None:
    asked = shape(
        "BASE <http://a/> PREFIX g: <http://g/> SELECT * FROM <x> FROM g:y FROM NAMED <z> {}"
    )
    assert asked.dataset() == (("http://a/x", "http://g/y"), ("http://a/z",))
    assert shape("SELECT * FROM <x> {}").dataset("http://b/") == (("http://b/x",), ())


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <http://h/> { ?s ?p ?o } }",
        "SELECT * { service<http://h/>{} }",
        "SELECT * { SERVICE#x\n<http://h/> {} }",
        "SELECT * { S\\u0045RVICE SILENT <http://h/> {} }",
        "LOAD <http://h/>",
        "SELECT * { ?s ?p '\\u0027 . SERVICE <http://h/> {} }",
    ],
)
def test_refuses_what_leaves_the_machine(query: str) -> None:
    with pytest.raises(BadQuery) as caught:
        refuse_remote(query)
    assert caught.value.line is not None


@pytest.mark.parametrize(
    "query",
    [
        'SELECT * { ?service ?p "SERVICE <http://h/>" }',
        "SELECT * { ?s <http://h/SERVICE> ?load } # SERVICE",
        "PREFIX service: <http://h/> SELECT * { ?s service:load ?o }",
    ],
)
def test_does_not_mistake_names_for_keywords(query: str) -> None:
    refuse_remote(query)


def test_nesting_that_would_overflow_the_stack_is_refused_with_its_place() -> None:
    with pytest.raises(BadQuery, match="嵌套超过") as caught:
        refuse_deep("SELECT * " + "{" * 3000 + "?s ?p ?o" + "}" * 3000)
    assert (caught.value.line, caught.value.column) == (1, 1011)
    refuse_deep("ASK {" + "(" * 900 + ")" * 900 + "}")


def test_booleans_in_any_case() -> None:
    query = "SELECT ?True { ?x <urn:TRUE> TRUE, False, 'TRUE' }"
    assert lower_booleans(query) == "SELECT ?True { ?x <urn:TRUE> true, false, 'TRUE' }"


def test_unescape_leaves_impossible_code_points() -> None:
    assert unescape("\\u0041\\U0001F6B2\\uD800\\UFFFFFFFF") == "A🚲\\uD800\\UFFFFFFFF"


def test_position_counts_code_points() -> None:
    assert position("图谱\n矿x", 4) == (2, 2)
