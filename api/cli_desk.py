"""Commands of the approval desk: check, admit, verify, diff."""

from __future__ import annotations

import typer


def register(app: typer.Typer) -> None:
    """Add the commands to the application."""
