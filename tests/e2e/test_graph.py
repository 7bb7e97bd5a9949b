"""The graph of the samples: valid by its shapes, and open to the clients that analysts use."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from urllib.parse import quote, unquote

import httpx2
import pandas
import pyshacl
import pytest
import rdflib
from pyoxigraph import RdfFormat, Store
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import CSV, JSON, POST, SPARQLWrapper

from kg.store import current

SHAPES = Path(__file__).resolve().parents[2] / "ontology" / "shapes.ttl"
SOLVES = """
PREFIX mk: <https://w3id.org/minekg/ontology#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?mode ?problem WHERE {
  ?m mk:solves ?p ; skos:prefLabel ?mode . ?p skos:prefLabel ?problem
} ORDER BY ?mode ?problem
"""


@pytest.fixture
def url(address: str) -> str:
    return f"{address.rstrip('/')}/sparql"


def test_every_named_graph_of_the_samples_is_valid(library: Path) -> None:
    snapshot = current(library / "graph")
    assert snapshot is not None
    store = Store.read_only(str(snapshot))
    shapes = rdflib.Graph().parse(SHAPES)
    names = list(store.named_graphs())
    assert len(names) >= 6
    for name in names:
        data = store.dump(format=RdfFormat.N_TRIPLES, from_graph=name)
        assert data is not None
        graph = rdflib.Graph().parse(data=data.decode(), format="nt")
        conforms, _, report = pyshacl.validate(graph, shacl_graph=shapes, advanced=True)
        assert conforms, f"{name}\n{report}"


@pytest.mark.parametrize("method", ["GET", POST])
def test_sparqlwrapper(url: str, method: str) -> None:
    client = SPARQLWrapper(url)
    client.setMethod(method)
    client.setQuery(SOLVES)
    client.setReturnFormat(JSON)
    bindings = client.query().convert()["results"]["bindings"]
    assert bindings[0]["mode"]["xml:lang"] == "zh"
    client.setReturnFormat(CSV)
    assert len(client.query().convert().splitlines()) == len(bindings) + 1


def test_rdflib_store(url: str) -> None:
    graph = rdflib.Graph(SPARQLStore(url))
    rows = list(graph.query(SOLVES))
    assert rows
    solves = rdflib.URIRef("https://w3id.org/minekg/ontology#solves")
    assert len(list(graph.subject_objects(solves))) == len(rows)


def test_pandas_reads_a_query_as_a_table(url: str) -> None:
    frame = pandas.read_csv(f"{url}?format=csv&query={quote(SOLVES)}")
    assert list(frame.columns) == ["mode", "problem"]
    assert frame["mode"].str.len().min() > 0


@pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not installed")
def test_curl_with_a_form_and_compression(url: str) -> None:
    command = ["curl", "-sS", "--fail", "--compressed", "-H", "Accept: text/turtle", url]
    command += ["--data-urlencode", "query=CONSTRUCT WHERE { ?m mk:solves ?p }"]
    answer = subprocess.run(command, capture_output=True, check=True, timeout=30)
    assert rdflib.Graph().parse(data=answer.stdout.decode(), format="turtle")


@pytest.mark.parametrize(("rest", "at"), [("", ""), ("/art_2", "/art_2"), (".ttl", ".ttl")])
def test_a_document_named_without_a_version_leads_to_the_one_in_force(
    address: str, rest: str, at: str
) -> None:
    documents = httpx2.get(f"{address}/api/v1/documents?genre=regulation", timeout=30).json()
    known = next(d["id"] for d in documents["items"] if "@" in d["id"])
    work = known.rpartition("@")[0]
    answer = httpx2.get(f"{address}/id/doc/{work}{rest}", timeout=30)
    assert answer.status_code == 303
    assert unquote(answer.headers["location"]) == f"/id/doc/{known}{at}"
    whole = httpx2.get(f"{address}/id/doc/{work}{rest}", timeout=30, follow_redirects=True)
    assert whole.status_code == 200
