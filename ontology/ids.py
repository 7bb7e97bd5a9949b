"""Identifiers: document keys, entity keys, clause keys and their IRIs.

A key is the readable path of a thing below `<base>id/`: `doc/矿产资源法@2024-11-08`,
`doc/矿产资源法@2024-11-08/art_30`, `mode/产业基金模式`. IRIs keep Chinese letters (RFC 3987) and
percent-encode everything else that RFC 3986 does not call unreserved.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from urllib.parse import quote, unquote

ONTOLOGY = "https://w3id.org/minekg/ontology#"
DEFAULT_BASE = "http://localhost:8000/"

STATE = "中华人民共和国"  # what the full titles of laws begin with

_DROP = re.compile(r"[\s\"'“”‘’「」《》〈〉]+")
_UNSAFE = re.compile(r"[^A-Za-z0-9._~\-/@㐀-鿿豈-﫿𠀀-𯿿]+")


@lru_cache(maxsize=8192)
def fold_name(name: str) -> str:
    """The form in which two names of one thing are equal: NFKC, no blanks or quotation marks."""
    return _DROP.sub("", unicodedata.normalize("NFKC", name)).lower()


def entity_key(entity_type: str, name: str) -> str:
    """The key of an entity: its type in lower case and its folded name, `/` inside it as `-`."""
    return f"{entity_type.lower()}/{fold_name(name).replace('/', '-')}"


def document_id(sha256: str, title: str = "", version: str = "") -> str:
    """The id of a document, without `/`: its title and version, or its hash where it has no title.

    Args:
        sha256: content hash, 64 hexadecimal digits.
        title: the document's own title; quotation marks and blanks do not count.
        version: ISO date of the version, "" where unknown.
    """
    slug = fold_name(title).replace("/", "-")[:80]
    if not slug:
        return sha256[:12]
    return f"{slug}@{version}" if version else slug


def document_key(document: str) -> str:
    """The key of a document from its id."""
    return f"doc/{document}"


def clause_key(document: str, clause: str) -> str:
    """The key of a clause from its document's id and its own id (`art_12__para_1`)."""
    return f"doc/{document}/{clause}"


def iri(base: str, key: str) -> str:
    """The absolute IRI of a key under `base` (which ends with `/`) + `id/`."""
    return f"{base}id/{_UNSAFE.sub(lambda m: quote(m.group(), safe=''), key)}"


def key_of(base: str, node: str) -> str:
    """The key that an IRI under `base` stands for; another IRI as it is."""
    below = f"{base}id/"
    return unquote(node.removeprefix(below)) if node.startswith(below) else node
