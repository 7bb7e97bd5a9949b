"""A SPARQL query as a program in the tools that analysts use."""

from __future__ import annotations

import json
import shlex

_PYTHON = """import pandas as pd
from SPARQLWrapper import SPARQLWrapper, JSON

endpoint = SPARQLWrapper({endpoint})
endpoint.setReturnFormat(JSON)
endpoint.setQuery({query})
answer = endpoint.queryAndConvert()
rows = [{{k: v["value"] for k, v in row.items()}} for row in answer["results"]["bindings"]]
table = pd.DataFrame(rows, columns=answer["head"]["vars"])
print(table)
"""
_PANDAS = """import urllib.parse
import pandas as pd

query = {query}
address = {endpoint} + "?" + urllib.parse.urlencode({{"query": query, "format": "csv"}})
table = pd.read_csv(address)
print(table)
"""
_R = """library(httr2)

query <- {query}
answer <- request({endpoint}) |>
  req_headers(Accept = "text/csv") |>
  req_body_form(query = query) |>
  req_perform()
table <- read.csv(text = resp_body_string(answer), encoding = "UTF-8")
print(table)
"""


def samples(endpoint: str, query: str) -> list[tuple[str, str]]:
    """The query as programs, each with the name of its tool; whatever the query holds is quoted.

    Args:
        endpoint: the absolute URL of the SPARQL endpoint.
    """
    told = {"endpoint": json.dumps(endpoint), "query": _python(query)}
    return [
        ("curl", _curl(endpoint, query)),
        ("Python (SPARQLWrapper)", _PYTHON.format(**told)),
        ("Python (pandas)", _PANDAS.format(**told)),
        ("R", _R.format(endpoint=told["endpoint"], query=json.dumps(query, ensure_ascii=False))),
    ]


def _curl(endpoint: str, query: str) -> str:
    asked = shlex.quote(f"query={query}")
    return f"curl -H 'Accept: text/csv' --data-urlencode {asked} {shlex.quote(endpoint)}\n"


def _python(query: str) -> str:
    """A literal of several lines where the query allows it, since people edit it."""
    if '"""' in query or "\\" in query or query.endswith('"'):
        return repr(query)
    return f'"""\n{query.strip()}\n"""'
