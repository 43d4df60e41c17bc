"""Decides whether a file is passed on: as it is, as a copy without what acts or fetches, or not at all.

What kind of file it is, and how far an archive may expand, is decided by the same code as when it is read.
"""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Mapping
from io import BytesIO
from pathlib import PurePosixPath
from types import MappingProxyType
from typing import Final

from parsers.document import file_type, limits
from parsers.document.file_type import Opened
from parsers.passing_on import faults, office, opendocument, pdf, plain
from parsers.passing_on import older_formats as older
from parsers.passing_on.findings import Vetted

_Vet = Callable[[Opened], tuple[bytes, str]]
"""Returns what may be passed on, and what it lacks (nothing where it is the file itself). Raises faults.Withheld."""


def _as_it_is(opened: Opened) -> tuple[bytes, str]:
    return opened.data, ""


_OFFICE: Final = ("strict", office.vet)
_KINDS: Mapping[str, Mapping[str, _Vet]] = MappingProxyType(
    {
        ".docx": dict([("docx", office.vet), _OFFICE]),
        ".xlsx": dict([("xlsx", office.vet), _OFFICE]),
        ".pptx": dict([("slides", office.vet), _OFFICE]),
        ".odt": {"odt": opendocument.vet},
        ".ods": {"ods": opendocument.vet},
        ".odp": {"slides": opendocument.vet},
        ".doc": {"doc": older.vet},
        ".xls": {"xls": older.vet},
        ".ppt": {"slides": older.vet},
        ".rtf": {"rtf": older.vet_rtf},
        ".pdf": {"pdf": pdf.vet},
        ".csv": {"text": plain.vet_csv, "empty": _as_it_is},
        **{ending: {"text": plain.vet_text, "empty": _as_it_is} for ending in (".txt", ".md")},
        **{f".{ending}": {"image": _as_it_is} for ending in ("jpg", "jpeg", "png", "gif", "tif", "tiff", "webp")},
    }
)
"""What a file of each name may be, by its content, and who looks into it; what is not listed stays behind."""
_REFUSALS: Mapping[str, str] = MappingProxyType(
    {limits.LOCKED: faults.LOCKED, limits.EXPANDS: faults.SWELLS, limits.OUTSIZE: faults.TOO_MUCH}
)


def vet(filename: str, data: bytes, _templates: object = ()) -> Vetted:
    """Return what may be passed on of a file. Never raises, whatever the bytes.

    Opens the file: to be run by `parsers.sandbox`, whose functions get templates, too.
    """
    try:
        kept, removed = _vet(filename, data)
    except faults.Withheld as fault:
        return Vetted(b"", str(fault))
    except limits.Refused as refusal:
        return Vetted(b"", _REFUSALS.get(str(refusal), faults.DAMAGED))
    except RecursionError:
        return Vetted(b"", faults.DAMAGED)
    return Vetted(kept, removed=removed)


def _vet(filename: str, data: bytes) -> tuple[bytes, str]:
    kinds = _KINDS.get(PurePosixPath(filename.lower().strip()).suffix)
    if kinds is None:
        raise faults.Withheld(faults.OTHER_TYPE)
    opened = file_type.inspect(data)
    if opened.format == "encrypted":
        raise faults.Withheld(faults.LOCKED)
    look = kinds.get(opened.format)
    if look is None or (opened.package is None and zipfile.is_zipfile(BytesIO(data))):
        raise faults.Withheld(faults.MISNAMED)
    return look(opened)
