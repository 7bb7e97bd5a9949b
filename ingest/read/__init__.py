"""Reading: from a file of any supported format to a `RawDocument`."""

from ingest.read.archive import expand
from ingest.read.reader import read, read_bytes

__all__ = ["expand", "read", "read_bytes"]
