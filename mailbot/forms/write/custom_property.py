"""A custom property in a Word file (ECMA-376 part 1 §22.3), which python-docx can't write."""

from __future__ import annotations

import io
import zipfile
from typing import Final
from xml.sax.saxutils import quoteattr

_PART: Final = "docProps/custom.xml"
_TYPE = (
    '<Override PartName="/{part}" ContentType="application/vnd.openxmlformats-officedocument.custom-properties+xml"/>'
)
_RELATION = (
    '<Relationship Id="rIdCustom" Target="{part}" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties"/>'
)
_PROPERTIES = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" '
    'xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">'
    '<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="2" name={name}><vt:lpwstr>{value}</vt:lpwstr>'
    "</property></Properties>"
)
_CLOSINGS = {"[Content_Types].xml": ("</Types>", _TYPE), "_rels/.rels": ("</Relationships>", _RELATION)}


def with_property(data: bytes, name: str, value: str) -> bytes:
    """Return a Word file that has no custom properties with one: `value` is an id, safe in XML."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            content = old.read(entry)
            if entry.filename in _CLOSINGS:
                closing, added = _CLOSINGS[entry.filename]
                content = content.decode().replace(closing, added.format(part=_PART) + closing).encode()
            new.writestr(entry, content)
        new.writestr(_PART, _PROPERTIES.format(name=quoteattr(name), value=value))
    return file.getvalue()
