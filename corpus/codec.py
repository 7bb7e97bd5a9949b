"""The stored form of a record: JSON with one array a dataclass, its fields in order.

The head names the fields of every class, so that a record written before a field was added still
loads (the new field takes its default) and one written by newer code drops what is unknown here.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from functools import cache
from operator import attrgetter
from typing import Any, Literal, get_args, get_origin, get_type_hints

from ontology.records import Record

VERSION = 1

_Pack = Callable[[Any], Any]
_Scheme = Mapping[str, list[str]]


def encode(record: Record) -> bytes:
    """The record as UTF-8 JSON; `decode` gives an equal record."""
    body = {"version": VERSION, "fields": _scheme(), "record": _packer(Record)(record)}
    text = json.dumps(body, ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8", "surrogatepass")


def decode(data: bytes) -> Record:
    """The record that `encode` wrote; ValueError for data of a newer version or of another kind."""
    body = json.loads(data.decode("utf-8", "surrogatepass"))
    if not isinstance(body, dict) or body.get("version") != VERSION:
        raise ValueError("not a stored record of this version")
    unpack = _reader(json.dumps(body["fields"], sort_keys=True))
    record: Record = unpack(body["record"])
    return record


@cache
def _scheme() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    _visit(Record, found)
    return found


def _visit(hint: Any, found: dict[str, list[str]]) -> None:
    if not is_dataclass(hint):
        for inner in get_args(hint):
            _visit(inner, found)
        return
    name = hint.__name__  # type: ignore[union-attr]
    if name not in found:
        found[name] = [f.name for f in fields(hint)]
        for inner in get_type_hints(hint).values():
            _visit(inner, found)


def _is_scalar(hint: Any) -> bool:
    if hint in (str, int, float, bool, type(None)) or get_origin(hint) is Literal:
        return True
    return bool(get_args(hint)) and get_origin(hint) is not tuple and _is_union_of_scalars(hint)


def _is_union_of_scalars(hint: Any) -> bool:
    return not _is_mapping(hint) and all(_is_scalar(inner) for inner in get_args(hint))


def _is_mapping(hint: Any) -> bool:
    return get_origin(hint) is not None and issubclass(_class_of(hint), Mapping)


def _class_of(hint: Any) -> type:
    origin = get_origin(hint)
    return origin if isinstance(origin, type) else object


# --------------------------------------------------------------------------- to JSON


@cache
def _packer(hint: Any) -> _Pack:
    """How values of a type become JSON values; identity for what JSON holds as it is."""
    if is_dataclass(hint):
        return _class_packer(hint)
    if get_origin(hint) is tuple:
        return _tuple_packer(get_args(hint))
    if _is_mapping(hint):
        return lambda value: list(value.items())
    return _same


def _same(value: Any) -> Any:
    return value


def _class_packer(cls: Any) -> _Pack:
    hints = get_type_hints(cls)
    names = [f.name for f in fields(cls)]
    read = attrgetter(*names)
    deep = [(i, _packer(hints[n])) for i, n in enumerate(names) if not _is_flat(hints[n])]
    if not deep:
        return read

    def pack(value: Any) -> Any:
        row = list(read(value))
        for i, inner in deep:
            row[i] = inner(row[i])
        return row

    return pack


def _is_flat(hint: Any) -> bool:
    """Whether JSON writes the value as it is (scalars and tuples of them)."""
    if get_origin(hint) is tuple:
        return all(a is Ellipsis or _is_flat(a) for a in get_args(hint))
    return not is_dataclass(hint) and not _is_mapping(hint)


def _tuple_packer(args: tuple[Any, ...]) -> _Pack:
    if all(a is Ellipsis or _is_flat(a) for a in args):
        return _same
    inner = _packer(args[0])
    return lambda value: list(map(inner, value))


# ------------------------------------------------------------------------- from JSON


@cache
def _reader(scheme: str) -> _Pack:
    return _unpacker(Record, json.loads(scheme))


def _unpacker(hint: Any, scheme: _Scheme) -> _Pack:
    """How JSON values become values of a type again, for the fields that were written."""
    if is_dataclass(hint):
        return _class_unpacker(hint, scheme)
    if get_origin(hint) is tuple:
        return _tuple_unpacker(get_args(hint), scheme)
    if _is_mapping(hint):
        return _mapping
    return _same


def _mapping(pairs: Iterable[tuple[Any, Any]]) -> dict[Any, Any]:
    return dict(pairs)


def _tuple_unpacker(args: tuple[Any, ...], scheme: _Scheme) -> _Pack:
    if all(a is Ellipsis or _is_scalar(a) for a in args):
        return tuple
    inner = _unpacker(args[0], scheme)
    return lambda value: tuple(map(inner, value))


def _class_unpacker(cls: Any, scheme: _Scheme) -> _Pack:
    hints = get_type_hints(cls)
    names = [f.name for f in fields(cls)]
    written = scheme.get(cls.__name__, names)  # a class of today is in no older record
    readers = {n: _unpacker(hints[n], scheme) for n in names}
    deep = [(i, readers[n]) for i, n in enumerate(names) if readers[n] is not _same]
    arrange = None if written == names else _arranger(cls, written)

    def unpack(row: list[Any]) -> Any:
        values = row if arrange is None else arrange(row)
        for i, inner in deep:
            values[i] = inner(values[i])
        return cls(*values)

    return unpack


def _arranger(cls: Any, written: list[str]) -> Callable[[list[Any]], list[Any]]:
    """Puts the values of a row with other fields into the order of today's fields."""
    place = {name: i for i, name in enumerate(written)}
    todays = [(place.get(f.name), f) for f in fields(cls)]
    return lambda row: [row[i] if i is not None else _default(f) for i, f in todays]


def _default(field: Field[Any]) -> Any:
    """The default of a field as JSON would hold it; KeyError where it has none."""
    if field.default is not MISSING:
        return field.default
    if field.default_factory is not MISSING:
        return list(field.default_factory().items())
    raise KeyError(f"a stored record lacks the field {field.name}")
