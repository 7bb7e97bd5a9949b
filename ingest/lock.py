"""One writer for each library folder, over all processes of the machine."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ontology.errors import EnvironmentFault, LibraryBusy

FILE = "writer.lock"


@contextmanager
def sole_writer(folder: Path) -> Iterator[None]:
    """Hold the folder's writer lock; the system releases it when the process ends in any way.

    Raises:
        LibraryBusy: another process holds it (named by its process id).
        EnvironmentFault: no permission.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        file = (folder / FILE).open("a+", encoding="ascii")
    except OSError as error:
        raise EnvironmentFault(
            f"{folder}：无法写入（{error.strerror}），请检查路径和权限"
        ) from error
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.seek(0)
            owner = file.read(20).strip() or "未知"
            raise LibraryBusy(
                f"{folder}：另一个进程（{owner}）正在写入这个资料库，请等它结束后再运行"
            ) from None
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        yield


@contextmanager
def in_turn(file: Path) -> Iterator[None]:
    """Hold a lock file, waiting for whoever holds it; made if need be."""
    with file.open("a", encoding="ascii") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield
