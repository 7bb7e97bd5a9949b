"""Cleaning: from raw blocks to one repaired text that knows where each character came from."""

from ingest.clean.assemble import clean

__all__ = ["clean"]
