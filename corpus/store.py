"""One SQLite file: opening it, its format, its transactions, and its faults in the user's words."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from corpus.statements import statement_id
from corpus.tables import APPLICATION_ID, FORMAT, MIGRATIONS, SCHEMA
from ontology.errors import EnvironmentFault

FILE = "library.sqlite"
_BUSY_MS = 10_000
_BEAT = 100_000  # steps of a statement between two looks whether the store was closed


class Store:
    """The SQLite file of a library. Each thread reads on its own connection; writes take turns."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._local = threading.local()
        self._closed = threading.Event()
        self._turn = threading.RLock()
        self._depth = 0

    @classmethod
    def open(cls, folder: Path, create: bool) -> Store:
        """Open the library in `folder`.

        Raises:
            EnvironmentFault: no library there (unless `create`), a newer format, no permission.
        """
        path = folder / FILE
        if not path.exists() and not create:
            raise EnvironmentFault(
                f"{folder} 里没有资料库：请先运行 minekg ingest 路径 --library {folder}"
            )
        store = cls(path)
        with store.told():
            folder.mkdir(parents=True, exist_ok=True)
            store._prepare()
        return store

    def close(self) -> None:
        """Close the calling thread's connection; the store cannot be used afterwards.

        What other threads are doing is interrupted (a transaction is rolled back). Their connections
        close with the threads: SQLite crashes where one is closed under a running statement.
        """
        self._closed.set()
        self.rest()

    def rest(self) -> None:
        """Close the calling thread's connection; the next use opens a new one."""
        found: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if found is not None:
            del self._local.connection
            found.close()

    @property
    def connection(self) -> sqlite3.Connection:
        """The calling thread's connection; EnvironmentFault when the store is closed."""
        if self._closed.is_set():
            raise EnvironmentFault(f"{self._path}：资料库已关闭")
        found: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if found is None:
            found = self._connect()
            self._local.connection = found
        return found

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """One transaction: all of it or nothing; inside another one it joins that."""
        with self._turn, self.told():
            connection = self.connection
            if self._depth:
                yield connection
                return
            connection.execute("BEGIN IMMEDIATE")
            self._depth = 1
            try:
                yield connection
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise
            finally:
                self._depth = 0

    @contextmanager
    def told(self) -> Iterator[None]:
        """Turn what SQLite and the file system refuse into one line that names the file."""
        try:
            yield
        except sqlite3.OperationalError as fault:
            raise EnvironmentFault(f"{self._path}：{_reason(fault)}") from fault
        except sqlite3.DatabaseError as fault:
            if isinstance(fault, sqlite3.IntegrityError | sqlite3.ProgrammingError):
                raise
            raise EnvironmentFault(f"{self._path}：文件不是资料库或已损坏（{fault}）") from fault
        except OSError as fault:
            raise EnvironmentFault(f"{self._path}：{fault.strerror or fault}") from fault

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(
            self._path, timeout=_BUSY_MS / 1000, isolation_level=None, check_same_thread=False
        )
        connection.set_progress_handler(self._closed.is_set, _BEAT)
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA temp_store = MEMORY")
        return connection

    def _prepare(self) -> None:
        connection = self.connection
        if connection.execute("PRAGMA user_version").fetchone()[0] == 0:
            self._create()
        application = connection.execute("PRAGMA application_id").fetchone()[0]
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        if application != APPLICATION_ID:
            raise EnvironmentFault(f"{self._path}：这不是 MineKG 的资料库")
        if version > FORMAT:
            raise EnvironmentFault(
                f"{self._path}：资料库格式 {version} 比本程序支持的 {FORMAT} 新，请升级 MineKG"
            )
        if version < FORMAT:
            self._migrate()

    def _migrate(self) -> None:
        """Bring a library of an older format up to this one, all of it or nothing."""
        self.connection.create_function("statement_id", -1, statement_id, deterministic=True)
        with self.writing() as db:
            version = db.execute("PRAGMA user_version").fetchone()[0]
            for step in range(version, FORMAT):
                for statement in _statements(MIGRATIONS[step]):
                    db.execute(statement)
            db.execute(f"PRAGMA user_version = {FORMAT}")

    def _create(self) -> None:
        connection = self.connection
        if connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]:
            raise EnvironmentFault(f"{self._path}：这不是 MineKG 的资料库")
        connection.execute("PRAGMA journal_mode = WAL")
        with self.writing():
            if connection.execute("PRAGMA user_version").fetchone()[0]:
                return
            for statement in _statements(SCHEMA):
                connection.execute(statement)
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            connection.execute(f"PRAGMA user_version = {FORMAT}")


def _statements(script: str) -> Iterator[str]:
    """The statements of a script; `executescript` would commit between them."""
    part = ""
    for piece in script.split(";"):
        part += piece + ";"
        if sqlite3.complete_statement(part):
            yield part
            part = ""


def _reason(fault: sqlite3.OperationalError) -> str:
    words = str(fault)
    if "full" in words:
        return "磁盘已满，没有写入任何内容；请腾出空间后重试"
    if "locked" in words or "busy" in words:
        return "另一个程序正在写入这个资料库；请等它结束后重试"
    if "readonly" in words:
        return "没有写入权限"
    if "unable to open" in words:
        return "无法打开文件（检查路径与权限）"
    return words
