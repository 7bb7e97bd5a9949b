from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import settings

# Examples are judged by what they show, never by how busy the machine is.
settings.register_profile("minekg", deadline=None)
settings.load_profile("minekg")

SHARED = Path(__file__).resolve().parents[2] / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    if not SHARED.is_dir():
        pytest.skip("the shared data folder is not beside this checkout")
    return SHARED
