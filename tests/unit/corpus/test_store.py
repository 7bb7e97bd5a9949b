from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from corpus.store import Store
from ontology.errors import EnvironmentFault

ROOT = Path(__file__).resolve().parents[3]
_CLOSED_AT_WORK = """
import sys, tempfile, threading, time
from pathlib import Path
from corpus.store import Store
from ontology.errors import EnvironmentFault

LONG = "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x+1 FROM c WHERE x<{}) SELECT count(*) FROM c"
ASKED = [LONG.format(200_000), "SELECT name, sql FROM sqlite_schema", LONG.format(10**9)]
folder = Path(sys.argv[1])
wrong = []

def work(store, query):
    try:
        while True:
            with store.told():
                store.connection.execute(query).fetchall()
    except EnvironmentFault:
        pass
    except BaseException as error:
        wrong.append(repr(error))
    store.rest()

for _ in range(15):
    store = Store.open(folder, True)
    threads = [threading.Thread(target=work, args=(store, ASKED[i % 3])) for i in range(6)]
    for thread in threads:
        thread.start()
    time.sleep(0.03)
    store.close()
    for thread in threads:
        thread.join(10)
    assert not any(thread.is_alive() for thread in threads)
assert not wrong, wrong
"""


def test_a_store_can_be_closed_while_other_threads_read(tmp_path: Path) -> None:
    command = [sys.executable, "-c", _CLOSED_AT_WORK, str(tmp_path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", timeout=60)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_closed_store_says_so_and_closes_again(tmp_path: Path) -> None:
    store = Store.open(tmp_path, True)
    store.close()
    store.close()
    store.rest()
    with pytest.raises(EnvironmentFault, match="已关闭"):
        _ = store.connection
