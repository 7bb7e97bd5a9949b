"""Small office files for tests, written part by part."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'


def package(parts: Mapping[str, str | bytes]) -> bytes:
    """A zip of parts, deflated."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def docx(body: str, **parts: str) -> bytes:
    """A Word file with this body XML and further parts by name (numbering, styles, footnotes)."""
    made = {
        "[Content_Types].xml": _TYPES,
        "word/document.xml": f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>',
    }
    for name, content in parts.items():
        made[f"word/{name}.xml"] = f'<w:{name} xmlns:w="{W}">{content}</w:{name}>'
    return package(made)


def p(text: str, properties: str = "") -> str:
    """A Word paragraph."""
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def cell(text: str, properties: str = "") -> str:
    """A Word table cell."""
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{p(text)}</w:tc>"


def table(*rows: str) -> str:
    """A Word table of rows, each a string of cells."""
    return "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in rows) + "</w:tbl>"


def xlsx(sheets: Mapping[str, str], *, styles: str = "", hidden: tuple[str, ...] = ()) -> bytes:
    """A spreadsheet from the inner XML of its sheets; `styles` is the inner XML of the styles."""
    s = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    r = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    entries, links = "", ""
    parts: dict[str, str | bytes] = {"[Content_Types].xml": _TYPES}
    for number, (name, inner) in enumerate(sheets.items(), start=1):
        state = "hidden" if name in hidden else "visible"
        entries += f'<sheet name="{name}" sheetId="{number}" state="{state}" r:id="rId{number}"/>'
        links += f'<Relationship Id="rId{number}" Target="worksheets/sheet{number}.xml"/>'
        parts[f"xl/worksheets/sheet{number}.xml"] = f'<worksheet xmlns="{s}">{inner}</worksheet>'
    parts["xl/workbook.xml"] = (
        f'<workbook xmlns="{s}" xmlns:r="{r}"><sheets>{entries}</sheets></workbook>'
    )
    parts["xl/_rels/workbook.xml.rels"] = (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{links}'
        "</Relationships>"
    )
    parts["xl/styles.xml"] = f'<styleSheet xmlns="{s}">{styles}</styleSheet>'
    return package(parts)
