"""The interface description as a page, made from the OpenAPI document alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse

from api.templating import page

router = APIRouter(include_in_schema=False)
_METHODS = ("get", "post", "put", "delete")


@router.get("/docs")
def docs(request: Request) -> HTMLResponse:
    """The page: every operation with its parameters, body and answers."""
    spec = request.app.openapi()
    groups: dict[str, list[dict[str, Any]]] = {}
    for operation in _operations(spec):
        groups.setdefault(operation["tag"], []).append(operation)
    return page(request, "docs.html", spec=spec, groups=list(groups.items()))


def _operations(spec: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    for path, item in spec["paths"].items():
        for method in _METHODS:
            if operation := item.get(method):
                yield {
                    "path": path,
                    "method": method.upper(),
                    "tag": (operation.get("tags") or ["其他"])[0],
                    "operationId": operation["operationId"],
                    "summary": operation.get("summary", ""),
                    "description": operation.get("description", ""),
                    "parameters": [_parameter(p) for p in operation.get("parameters", ())],
                    "body": list(_body(operation)),
                    "answers": [(s, a["description"]) for s, a in operation["responses"].items()],
                }


def _parameter(parameter: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "name": parameter["name"],
        "in": parameter["in"],
        "required": parameter.get("required", False),
        "description": parameter.get("description", ""),
        "kind": _kind(parameter["schema"]),
    }


def _body(operation: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for media_type, content in operation.get("requestBody", {}).get("content", {}).items():
        yield media_type, _kind(content.get("schema", {}))


def _kind(schema: Mapping[str, Any]) -> str:
    """A schema in a word: its type, its choices, or the name that it refers to."""
    if "anyOf" in schema:
        return " | ".join(_kind(s) for s in schema["anyOf"] if s.get("type") != "null")
    if "$ref" in schema:
        return str(schema["$ref"]).rpartition("/")[2]
    if "enum" in schema:
        return "、".join(map(str, schema["enum"]))
    if schema.get("type") == "array":
        return f"{_kind(schema.get('items', {}))}[]"
    return str(schema.get("type", ""))
