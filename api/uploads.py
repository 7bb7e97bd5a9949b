"""Changes that come over HTTP: uploads as background jobs, and removals."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path, PurePath
from typing import BinaryIO

from starlette.exceptions import HTTPException

from api import faults
from api.service import Service
from api.writing import options_of, turn
from corpus.rows import Job
from ingest import pipeline

TOO_LARGE = "上传的文件太大：请分批上传，或提高 MINEKG_UPLOAD_LIMIT"
MOST_FILES = 1000
_FOLDER = "uploads"
_ORIGIN = "upload:"
_CHUNK = 1 << 20


def start(service: Service, files: Sequence[tuple[str, BinaryIO]]) -> Job:
    """Keep the files and take them in behind the caller's back.

    Raises:
        HTTPException: 413 when the files together are larger than the upload limit.
    """
    job = service.library.start_job("ingest", {"files": [name for name, _ in files]})
    folder = service.settings.library / _FOLDER / job.id
    try:
        _keep(folder, files, service.settings.upload_limit << 20)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        service.library.update_job(job.id, "failed", {"error": "上传没有完成"})
        raise
    threading.Thread(target=_run, args=(service, job, folder), daemon=True).start()
    return job


def remove(service: Service, document_id: str) -> None:
    """Take a document out; UnknownName when it is not here."""
    with turn:
        pipeline.remove(service.settings.library, [document_id], options=options_of(service))


def abandon(service: Service) -> None:
    """Close the jobs that a server left open when it ended, and drop their files."""
    for job in service.library.jobs():
        if job.state in ("waiting", "running"):
            service.library.update_job(job.id, "failed", {"error": "服务中断了，请重新上传"})
    shutil.rmtree(service.settings.library / _FOLDER, ignore_errors=True)


def _keep(folder: Path, files: Sequence[tuple[str, BinaryIO]], limit: int) -> None:
    for number, (name, source) in enumerate(files):
        target = folder / (PurePath(name.replace("\\", "/")).name or "未命名")
        if target.exists():
            target = folder / str(number) / target.name
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("wb") as out:
            while chunk := source.read(_CHUNK):
                limit -= len(chunk)
                if limit < 0:
                    raise HTTPException(413, TOO_LARGE)
                out.write(chunk)


def _run(service: Service, job: Job, folder: Path) -> None:
    library = service.library
    with turn:
        library.update_job(job.id, "running", job.detail)
        try:
            options = replace(options_of(service), origin=_ORIGIN)
            summary = pipeline.ingest(
                service.settings.library, [folder], workers=1, options=options
            )
            state = "failed" if summary.failed and not summary.documents else "done"
            library.update_job(job.id, state, asdict(summary))
        except Exception as error:
            fault = faults.describe(error)
            line = fault.line if fault else f"程序内部出错（{type(error).__name__}）"
            library.update_job(job.id, "failed", {"error": line})
        finally:
            shutil.rmtree(folder, ignore_errors=True)
