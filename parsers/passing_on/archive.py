"""What all zip packages have in common: no second file around them, and a copy with other parts."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

from parsers.document.file_type import Opened
from parsers.document.package import Package
from parsers.passing_on import faults

PROGRAMS = (b"MZ", b"\x7fELF", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
"""How programs begin, and the containers that objects are embedded as ([MS-CFB] §2.2)."""
_LAST_RECORD, _LAST_RECORD_BYTES = b"PK\x05\x06", 22
"""End of central directory, where the archive has no comment (APPNOTE 4.3.16)."""


def package_of(opened: Opened) -> Package:
    """Return the open package; Withheld where other bytes stand after it, or two parts have one name."""
    package = opened.package
    if package is None or opened.data.rfind(_LAST_RECORD) != len(opened.data) - _LAST_RECORD_BYTES:
        raise faults.Withheld(faults.MISNAMED)
    if len(package.names) != len(package.entries):
        raise faults.Withheld(faults.DAMAGED)
    return package


def with_parts(opened: Opened, changed: Mapping[str, bytes]) -> bytes:
    """Return a copy of the archive in which these parts have other bytes."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(opened.data)) as source, zipfile.ZipFile(target, "w") as copy:
        for entry in source.infolist():
            plain = zipfile.ZipInfo(entry.filename, entry.date_time)
            plain.compress_type = zipfile.ZIP_STORED if entry.filename == "mimetype" else zipfile.ZIP_DEFLATED
            copy.writestr(plain, changed.get(entry.filename, source.read(entry)))
    return target.getvalue()
