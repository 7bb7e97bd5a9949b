from __future__ import annotations

from pathlib import Path

import pytest

from api.settings import BadSetting, Settings, unknown_variables


def test_a_flag_beats_the_environment_and_the_environment_beats_the_default() -> None:
    environment = {"MINEKG_PORT": "9000", "MINEKG_LIBRARY": "/data/资料库"}
    settings = Settings.load(environment, port=9001, library=None)
    assert (settings.port, settings.library) == (9001, Path("/data/资料库"))
    assert Settings.load({}).port == 8000


@pytest.mark.parametrize(
    ("environment", "words"),
    [
        ({"MINEKG_PORT": "x"}, "MINEKG_PORT=x"),
        ({"MINEKG_PORT": "70000"}, "65535"),
        ({"MINEKG_SPARQL_TIMEOUT": "0"}, "sparql_timeout=0"),
        ({"MINEKG_LOG_QUERIES": "perhaps"}, "MINEKG_LOG_QUERIES"),
        ({"MINEKG_BASE_IRI": "http://example.org"}, "/ 结尾"),
        ({"MINEKG_BASE_IRI": "ftp://example.org/"}, "http"),
    ],
)
def test_a_value_that_cannot_be_used_is_named(environment: dict[str, str], words: str) -> None:
    with pytest.raises(BadSetting, match=words):
        Settings.load(environment)


def test_the_token_is_masked_in_the_table() -> None:
    rows = {name: value for name, value, _, _ in Settings(token="geheim").rows()}
    assert rows["MINEKG_TOKEN"] == "******"
    assert rows["MINEKG_PORT"] == "8000"


def test_misspelt_variables_are_found() -> None:
    assert unknown_variables({"MINEKG_PROT": "1", "MINEKG_PORT": "1", "HOME": "/"}) == [
        "MINEKG_PROT"
    ]
