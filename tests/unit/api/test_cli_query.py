from __future__ import annotations

import json
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from api.cli import run


def test_the_command_shows_the_same_hits_as_the_service(
    client: TestClient, library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["search", "采矿权人", "-L", str(library), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    served = client.get("/api/v1/search", params={"q": "采矿权人"}).json()
    assert told["total"] == served["total"] > 0
    shared = ("id", "iri", "kind", "title", "path", "text", "highlights")
    assert [[hit[k] for k in shared] for hit in told["items"]] == [
        [hit[k] for k in shared] for hit in served["items"]
    ]
