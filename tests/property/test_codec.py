from __future__ import annotations

import json

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus import codec
from ontology.records import Record

RECORDS = st.from_type(Record)


@settings(max_examples=60, suppress_health_check=list(HealthCheck), deadline=None)
@given(RECORDS)
def test_a_record_survives_its_stored_form(record: Record) -> None:
    again = codec.decode(codec.encode(record))
    assert repr(again) == repr(record)  # repr, since a drawn nan equals nothing


@settings(max_examples=20, suppress_health_check=list(HealthCheck), deadline=None)
@given(RECORDS)
def test_older_and_newer_fields_do_not_stop_reading(record: Record) -> None:
    body = json.loads(codec.encode(record).decode("utf-8", "surrogatepass"))
    assert body["fields"]["Record"][-1] == "cites"
    body["fields"]["Record"][-1] = "a_field_of_tomorrow"
    data = json.dumps(body, ensure_ascii=False).encode("utf-8", "surrogatepass")
    again = codec.decode(data)
    assert again.cites == {} and repr(again.document) == repr(record.document)
