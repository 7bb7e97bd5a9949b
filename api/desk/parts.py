"""What the desk is asked over HTTP: JSON, or a form with files and fields of the same names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from json import JSONDecodeError

from fastapi import Request
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, ValidationError
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException

from api.holdings import held_record
from api.service import Service
from api.uploads import TOO_LARGE
from ingest.pipeline import analyze
from ontology.ids import document_id
from ontology.records import Record


@dataclass(frozen=True, slots=True)
class File:
    """A file that came with a form."""

    name: str
    data: bytes


Part = str | File


async def parts(request: Request, service: Service) -> dict[str, Part]:
    """The fields and files of a form by name, empty ones left out.

    Raises:
        HTTPException: 413 when the body is larger than the upload limit.
    """
    limit = service.settings.upload_limit << 20
    if int(request.headers.get("content-length") or 0) > limit:
        raise HTTPException(413, TOO_LARGE)
    found: dict[str, Part] = {}
    async with request.form(max_files=4, max_fields=20, max_part_size=limit) as form:
        for name, value in form.multi_items():
            if isinstance(value, UploadFile):
                data = await value.read(limit + 1)
                if len(data) > limit:
                    raise HTTPException(413, TOO_LARGE)
                if value.filename:
                    found[name] = File(value.filename, data)
            elif value.strip():
                found[name] = value
    return found


def is_form(request: Request) -> bool:
    """Whether a request brings a form and not JSON."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    return kind in ("multipart/form-data", "application/x-www-form-urlencoded")


async def asked(request: Request, service: Service, model: type[BaseModel]) -> dict[str, Part]:
    """What a request brings, by the names of the model's fields: a form's parts, or JSON.

    Raises:
        RequestValidationError: it is no JSON or does not fit the model.
        HTTPException: 413 when a form is larger than the upload limit.
    """
    if is_form(request):
        return await parts(request, service)
    try:
        body = model.model_validate(await request.json())
    except (JSONDecodeError, UnicodeDecodeError):
        error = {"loc": ("body",), "msg": "请求体不是 JSON", "type": "json_invalid"}
        raise RequestValidationError([error]) from None
    except ValidationError as error:
        found = [{**e, "loc": ("body", *e["loc"])} for e in error.errors(include_context=False)]
        raise RequestValidationError(found) from None
    return body.model_dump()


async def record(part: Part, service: Service) -> Record:
    """The record of an uploaded file, or of a document of the library by its id.

    Raises:
        UnreadableFile: the file cannot be read.
        UnknownName: no such document.
    """
    if isinstance(part, File):
        return await run_in_threadpool(analysed, part)
    return await run_in_threadpool(held_record, part, service.library)


def analysed(file: File) -> Record:
    """The record of a file that no library holds; UnreadableFile when it cannot be read."""
    document, facts = analyze(file.name, file.data)
    meta = document.metadata
    return Record(document_id(document.clean.raw.sha256, meta.title, meta.date), document, facts)


def words(part: Part) -> str:
    """The words of a field, or the clean text of a file."""
    return part if isinstance(part, str) else analysed(part).document.text


def given(found: Mapping[str, Part], name: str) -> Part | None:
    """A part by name, or the text `NAME_text` as a file; None when neither is there."""
    text = found.get(f"{name}_text")
    if isinstance(text, str) and text.strip():
        return File(f"{name}.txt", text.encode("utf-8", "replace"))
    return found.get(name) or None


def wanted(found: Mapping[str, Part], name: str, what: str) -> Part:
    """The same; HTTPException 422 that says what it is when it is not there."""
    part = given(found, name)
    if part is None:
        raise HTTPException(422, f"缺少 {name}：{what}")
    return part
