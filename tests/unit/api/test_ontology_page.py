from __future__ import annotations

import pytest
import rdflib
from fastapi.testclient import TestClient
from pyoxigraph import RdfFormat, parse
from selectolax.lexbor import LexborHTMLParser

from kg.ontology import source, terms

FORMATS = {
    "ttl": RdfFormat.TURTLE, "nt": RdfFormat.N_TRIPLES, "rdf": RdfFormat.RDF_XML,
    "jsonld": RdfFormat.JSON_LD,
}  # fmt: skip


def test_the_page_tells_every_term_in_both_languages(client: TestClient) -> None:
    answer = client.get("/ontology", headers={"Accept": "text/html"})
    tree = LexborHTMLParser(answer.text)
    for term in terms():
        row = tree.css_first(f'tr[id="{term.anchor}"]')
        assert row is not None, term.name
        text = row.text()
        assert all(word in text for word in (*term.label.values(), *term.comment.values()))


def test_links_between_terms_lead_to_terms(client: TestClient) -> None:
    tree = LexborHTMLParser(client.get("/ontology", headers={"Accept": "text/html"}).text)
    ids = [n.attributes["id"] for n in tree.css("tr[id]")]
    links = {(n.attributes["href"] or "")[1:] for n in tree.css('td a[href^="#"]')}
    assert len(ids) == len(set(ids))
    assert len(links) > 20
    assert links <= set(ids)


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_says_the_same(client: TestClient, name: str) -> None:
    answer = client.get(f"/ontology.{name}")
    wanted = client.get("/ontology", headers={"Accept": answer.headers["content-type"]})
    assert wanted.content == answer.content
    assert "Accept" in wanted.headers["vary"]
    assert len(set(parse(answer.content, FORMATS[name]))) == len(
        set(parse(source(), FORMATS["ttl"]))
    )


def test_unknown_formats(client: TestClient) -> None:
    assert client.get("/ontology.pdf").status_code == 404
    assert client.get("/ontology", headers={"Accept": "image/png"}).status_code == 406


def test_the_shapes_are_served(client: TestClient) -> None:
    shapes = rdflib.Graph().parse(data=client.get("/shapes.ttl").content, format="turtle")
    shape = rdflib.URIRef("http://www.w3.org/ns/shacl#NodeShape")
    assert len(list(shapes.subjects(rdflib.RDF.type, shape))) > 5
