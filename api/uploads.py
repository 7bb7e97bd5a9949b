"""Changes that come over HTTP: uploads as background jobs, and removals."""

from __future__ import annotations

import re
import shutil
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import asdict, replace
from pathlib import Path
from typing import BinaryIO, cast

from starlette.exceptions import HTTPException

from api import faults
from api.service import Service
from api.writing import options_of, turn
from corpus.rows import Job
from ingest import pipeline
from ontology.errors import EnvironmentFault

TOO_LARGE = "上传的文件太大：请分批上传，或提高 MINEKG_UPLOAD_LIMIT"
MOST_FILES = 1000
_FOLDER = "uploads"
_ORIGIN = "upload:"
_CHUNK = 1 << 20
_DEEPEST = 12  # parts of a path that are kept, from its end
_BEAT = 0.5  # seconds between two states of a running job
Work = Callable[[pipeline.Tell], pipeline.Summary]


def start(service: Service, files: Sequence[tuple[str, BinaryIO]]) -> Job:
    """Keep the files and take them in behind the caller's back.

    Raises:
        HTTPException: 413 when the files together are larger than the upload limit.
    """
    files = _named(files)
    job = service.library.start_job("ingest", {"files": [name for name, _ in files]})
    folder = service.settings.library / _FOLDER / job.id
    try:
        _keep(folder, files, service.settings.upload_limit << 20)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        service.library.update_job(job.id, "failed", {"error": "上传没有完成"})
        raise

    def work(tell: pipeline.Tell) -> pipeline.Summary:
        options = replace(options_of(service), origin=_ORIGIN)
        return pipeline.ingest(
            service.settings.library, [folder], workers=1, options=options, tell=tell
        )

    threading.Thread(target=_run, args=(service, job, work, folder), daemon=True).start()
    return job


def read_again(service: Service, document_id: str) -> Job:
    """Extract a document anew behind the caller's back; UnknownName when it is not here."""
    service.library.document(document_id)
    job = service.library.start_job("reread", {"files": [document_id]})

    def work(tell: pipeline.Tell) -> pipeline.Summary:
        options = replace(options_of(service), origin=_ORIGIN)
        return pipeline.read_again(
            service.settings.library, [document_id], options=options,
            tell=lambda outcome: tell(replace(outcome, name=document_id)),
        )  # fmt: skip

    threading.Thread(target=_run, args=(service, job, work), daemon=True).start()
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
    for name, source in files:
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("wb") as out:
            while chunk := source.read(_CHUNK):
                limit -= len(chunk)
                if limit < 0:
                    raise HTTPException(413, TOO_LARGE)
                out.write(chunk)


def _named(files: Sequence[tuple[str, BinaryIO]]) -> list[tuple[str, BinaryIO]]:
    """The files under their paths below what was sent, each path once."""
    found: dict[str, BinaryIO] = {}
    for number, (name, source) in enumerate(files):
        path = _inside(name)
        found[f"{number}/{path}" if path in found else path] = source
    return list(found.items())


def _inside(name: str) -> str:
    """A path that a browser sent, as one that stays below any folder it is joined to."""
    parts = re.sub(r"^[A-Za-z]:", "", name).replace("\\", "/").split("/")
    kept = [part.lstrip(".") for part in parts if part.strip(". ")][-_DEEPEST:]
    return "/".join(kept) or "未命名"


class _Progress:
    """The files of a job with what became of each, written into the job again and again.

    It is told from inside a transaction of the run, so the writing is left to a thread of its own.
    """

    def __init__(self, service: Service, job: Job, names: Sequence[str]) -> None:
        self._service, self._job = service, job
        self._files = {name: {"name": name, "state": "waiting"} for name in names}
        self._lock, self._over, self._changed = threading.Lock(), threading.Event(), True
        self._writer = threading.Thread(target=self._keep_writing, daemon=True)
        self._writer.start()

    def tell(self, outcome: pipeline.Outcome) -> None:
        """Note what became of a file (of an archive's member, beside the archive)."""
        fields = {k: v for k, v in asdict(outcome).items() if v or k == "assertions"}
        with self._lock:
            self._files[outcome.name] = fields
            archive = next((n for n in self._files if outcome.name.startswith(f"{n}/")), "")
            self._files.pop(archive, None)
            self._changed = True

    def fail(self, line: str) -> None:
        """Write why the whole job could not be done."""
        self._end()
        self._write("failed", error=line)

    def close(self, summary: pipeline.Summary) -> None:
        """Write what the whole job did; files that nobody spoke of were hidden ones."""
        self._end()
        for file in self._files.values():
            if file["state"] == "waiting":
                file.update(state="failed", error="没有读：隐藏文件")
        failed = summary.failed and not (summary.documents or summary.skipped)
        self._write("failed" if failed else "done", **asdict(summary))

    def _end(self) -> None:
        self._over.set()
        self._writer.join()

    def _keep_writing(self) -> None:
        while True:
            if self._changed:
                self._changed = False
                with suppress(EnvironmentFault):  # busy: the next beat writes it
                    self._write("running")
            if self._over.wait(_BEAT):
                self._service.library.rest()
                return

    def _write(self, state: str, **more: object) -> None:
        with self._lock:
            files = [dict(file) for file in self._files.values()]
        self._service.library.update_job(self._job.id, state, {**more, "files": files})


def _run(service: Service, job: Job, work: Work, folder: Path | None = None) -> None:
    names = cast(list[str], job.detail["files"])
    with turn:
        progress = _Progress(service, job, names)
        try:
            progress.close(work(progress.tell))
        except Exception as error:
            fault = faults.describe(error)
            line = fault.line if fault else f"程序内部出错（{type(error).__name__}）"
            progress.fail(line)
        finally:
            if folder is not None:
                shutil.rmtree(folder, ignore_errors=True)
            service.library.rest()
