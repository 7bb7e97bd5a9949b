"""Comunica, the federated query engine for JavaScript, asks the endpoint and follows its links.

Runs where `npm install` was done in tests/e2e/comunica (MINEKG_COMUNICA names another folder).
"""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import httpx2
import pytest

FOLDER = Path(os.environ.get("MINEKG_COMUNICA", Path(__file__).with_name("comunica")))
COMMAND = FOLDER / "node_modules" / ".bin" / "comunica-sparql"
SOLVES = """PREFIX mk: <https://w3id.org/minekg/ontology#>
SELECT ?mode ?problem WHERE { ?mode mk:solves ?problem }"""

pytestmark = pytest.mark.skipif(
    not COMMAND.exists(), reason="Comunica is not installed: npm install in tests/e2e/comunica"
)


def ask(source: str, query: str) -> list[dict[str, Any]]:
    command = [str(COMMAND), source, query, "-t", "application/sparql-results+json"]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=120, check=True)
    rows: list[dict[str, Any]] = json.loads(done.stdout)["results"]["bindings"]
    return rows


@pytest.mark.parametrize("source", ["sparql@{}/sparql", "{}/sparql"], ids=["told", "found out"])
def test_the_endpoint_answers(address: str, source: str) -> None:
    own = httpx2.get(f"{address}/sparql", params={"query": SOLVES}, timeout=30).json()
    found = ask(source.format(address), SOLVES)
    assert len(found) == len(own["results"]["bindings"]) > 0


def test_an_identifier_is_a_source(address: str) -> None:
    mode = httpx2.get(f"{address}/api/v1/entities?type=Mode", timeout=30).json()["items"][0]
    found = ask(
        f"{address}/id/{mode['id']}",
        "PREFIX skos: <http://www.w3.org/2004/02/skos/core#> SELECT ?n { ?s skos:prefLabel ?n }",
    )
    assert mode["name"] in {row["n"]["value"] for row in found}
