from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import is_dataclass
from typing import Any, Literal, get_args, get_origin, get_type_hints

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus import codec
from ontology.records import Record


def values(hint: Any) -> st.SearchStrategy[Any]:
    """Any value of a field type, kept small so that a whole record is drawn quickly."""
    if is_dataclass(hint):
        return st.builds(hint, **{n: values(h) for n, h in get_type_hints(hint).items()})
    args = get_args(hint)
    if get_origin(hint) is Literal:
        return st.sampled_from(args)
    if get_origin(hint) is tuple:
        if args[-1] is Ellipsis:
            return st.lists(values(args[0]), max_size=2).map(tuple)
        return st.tuples(*map(values, args))
    if get_origin(hint) is Mapping:
        return st.dictionaries(values(args[0]), values(args[1]), max_size=2)
    simple = {str: st.text(max_size=4), float: st.floats(0, 1), int: st.integers()}
    return simple[hint] if hint in simple else st.from_type(hint)


@settings(max_examples=60, suppress_health_check=list(HealthCheck), deadline=None)
@given(values(Record))
def test_a_record_survives_its_stored_form(record: Record) -> None:
    assert codec.decode(codec.encode(record)) == record


@settings(max_examples=10, suppress_health_check=list(HealthCheck), deadline=None)
@given(values(Record))
def test_older_and_newer_fields_do_not_stop_reading(record: Record) -> None:
    body = json.loads(codec.encode(record).decode("utf-8", "surrogatepass"))
    assert body["fields"]["Record"][-1] == "cites"
    body["fields"]["Record"][-1] = "a_field_of_tomorrow"
    data = json.dumps(body, ensure_ascii=False).encode("utf-8", "surrogatepass")
    again = codec.decode(data)
    assert again.cites == {}
    assert again.document == record.document


@settings(max_examples=10, suppress_health_check=list(HealthCheck), deadline=None)
@given(values(Record))
def test_a_record_from_before_a_class_was_added_is_read(record: Record) -> None:
    body = json.loads(codec.encode(record).decode("utf-8", "surrogatepass"))
    del body["fields"]["Correction"]
    raw = body["fields"]["RawDocument"]
    raw[raw.index("corrections")] = "a_field_that_was_dropped"
    data = json.dumps(body, ensure_ascii=False).encode("utf-8", "surrogatepass")
    again = codec.decode(data)
    assert again.document.clean.raw.corrections == ()
    assert again.facts == record.facts
