"""Whose turn it is to write: uploads, removals and decisions of one server, one after the other."""

from __future__ import annotations

import threading

from api.pipeline_options import pipeline_options
from api.service import Service
from ingest.pipeline import Options
from ingest.review import publish_decisions

turn = threading.Lock()
"""Held by whoever writes index and graph; other processes are kept out by the library's own lock."""

_PATIENCE = 3.0  # seconds that a decision waits for a writer before it is left to that one
_LATER = 600.0  # seconds that the background tries after that
_waiting = threading.Event()


def options_of(service: Service) -> Options:
    """What the pipeline takes from the settings."""
    return pipeline_options(service.settings)


def publish(service: Service) -> bool:
    """Show what was decided; False where somebody else is writing, who will show it then."""
    if _publish(service, _PATIENCE):
        return True
    if not _waiting.is_set():
        _waiting.set()
        threading.Thread(
            target=_publish_later, args=(service,), name="publish", daemon=True
        ).start()
    return False


def _publish(service: Service, patience: float) -> bool:
    if not turn.acquire(timeout=patience):
        return False
    try:
        folder, base = service.settings.library, options_of(service).base
        return publish_decisions(folder, base, patience)
    finally:
        turn.release()


def _publish_later(service: Service) -> None:
    try:
        _publish(service, _LATER)
    finally:
        _waiting.clear()
