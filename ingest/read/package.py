"""Zip packages (Office, OpenDocument, OFD) opened with care."""

from __future__ import annotations

import io
import lzma
import re
import zipfile
import zlib
from collections.abc import Iterable

from lxml import etree

from ingest.read.limits import Refused

MAX_UNPACKED = 200_000_000  # bytes
MAX_RATIO = 200  # unpacked to packed; text in XML reaches about 30
MAX_MEMBERS = 20_000
# What zipfile raises for a member that is damaged, encrypted or packed in an unknown way.
UNPACK_ERRORS = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, RuntimeError, NotImplementedError, OSError,
    ValueError, EOFError,
)  # fmt: skip
_DTD = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)


class Package:
    """A zip package whose size was checked before anything is unpacked."""

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OSError) as error:
            raise Refused("压缩包已损坏，可能没有下载完整") from error
        check_sizes(self._zip.infolist(), len(data))
        names = self._zip.namelist()
        self.names = frozenset(names)
        if len(self.names) < len(names):
            raise Refused("压缩包里有同名部件，无法断定以哪个为准")

    def read(self, name: str) -> bytes:
        """One member; `Refused` where it is missing, damaged or encrypted."""
        try:
            return self._zip.read(name)
        except KeyError as error:
            raise Refused(f"缺少部件 {name}") from error
        except UNPACK_ERRORS as error:
            raise Refused(f"部件 {name} 已损坏或加密") from error

    def xml(self, name: str) -> etree._Element:
        """One member parsed as XML."""
        return parse_xml(self.read(name), name)

    def xml_or_none(self, name: str) -> etree._Element | None:
        """One member parsed as XML, None where there is none."""
        return self.xml(name) if name in self.names else None


def check_sizes(members: Iterable[zipfile.ZipInfo], packed: int) -> None:
    """Refuse a bomb by what its directory says, before any member is unpacked."""
    infos = list(members)
    total = sum(info.file_size for info in infos)
    if len(infos) > MAX_MEMBERS:
        raise Refused(f"压缩包内文件多于 {MAX_MEMBERS} 个")
    if total > MAX_UNPACKED or total > MAX_RATIO * max(packed, 4096):
        raise Refused(f"解压后达 {total} 字节，超过上限，疑为压缩炸弹")


def parse_xml(data: bytes, name: str) -> etree._Element:
    """Parse XML without DTD, entities or network; `Refused` where it has any or is damaged."""
    sample = data.replace(b"\0", b"") if data[:2] in (b"\xff\xfe", b"\xfe\xff") else data
    if _DTD.search(sample):
        raise Refused(f"{name} 含有 DTD 或实体声明，不予解析")
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=True,
        remove_comments=True,
    )
    try:
        return etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Refused(f"{name} 不是合格的 XML") from error
