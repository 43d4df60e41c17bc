"""The files that go with an agenda, in one zip: documents and pictures, nothing that can run."""

from __future__ import annotations

import re
import unicodedata
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePosixPath
from types import MappingProxyType

from mailbot.outbox.contents import FileFault
from mailbot.primitives.personnummer import mask
from mailbot.primitives.safe_text import clean
from mailbot.store.tables import Initiative, InitiativeAttachment

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_TEXT = b""
_BEGINNINGS: Mapping[str, tuple[bytes, ...]] = MappingProxyType(
    {
        **dict.fromkeys((".docx", ".xlsx", ".pptx", ".odt", ".ods", ".odp"), (_ZIP,)),
        **dict.fromkeys((".doc", ".xls", ".ppt"), (_OLE,)),
        **dict.fromkeys((".txt", ".csv", ".md"), (_TEXT,)),
        **dict.fromkeys((".jpg", ".jpeg"), (b"\xff\xd8\xff",)),
        **dict.fromkeys((".tif", ".tiff"), (b"II*\0", b"MM\0*")),
        ".pdf": (b"%PDF-",),
        ".rtf": (b"{\\rtf",),
        ".png": (b"\x89PNG\r\n\x1a\n",),
        ".gif": (b"GIF8",),
        ".webp": (b"RIFF",),
    },
)
"""How a file of each kind that goes along begins; what is not listed stays behind."""

_MACRO_MARKS = ("_VBA_PROJECT".encode("utf-16-le"), "Macros".encode("utf-16-le"))
_LOCK_MARK = "EncryptedPackage".encode("utf-16-le")
_LARGEST, _MOST_TIMES = 50_000_000, 100
_SUFFIX = re.compile(r"\.\w{1,10}")
"""A file's ending; what else follows a full stop belongs to the name."""
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)
_FOLDER_LENGTH, _NAME_LENGTH = 80, 100
_ENTRY_OVERHEAD = 200


@dataclass(frozen=True, slots=True)
class Material:
    """The zip, None where nothing goes along, and the files that did not come with it."""

    data: bytes | None
    withheld: tuple[FileFault, ...]
    left_out: tuple[FileFault, ...]


def pack(initiatives: Sequence[Initiative], room: int) -> Material:
    """Put the initiatives' files into a zip of at most `room` bytes, a folder for each initiative.

    A file that is not safe, is withheld, or has no room left is named with the reason instead.
    """
    target = BytesIO()
    withheld, left_out = [], []
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, kept in _named(initiatives):
            cost = len(kept.compressed) + 2 * len(path.encode()) + _ENTRY_OVERHEAD
            data = zlib.decompress(kept.compressed)
            if fault := kept.withheld or unsafe(kept.filename, data):
                withheld.append(FileFault(path, fault))
            elif cost > room:
                left_out.append(FileFault(path, "får inte plats i mejlet"))
            else:
                archive.writestr(zipfile.ZipInfo(path), data, zipfile.ZIP_DEFLATED)
                room -= cost
        empty = not archive.namelist()
    return Material(None if empty else target.getvalue(), tuple(withheld), tuple(left_out))


def unsafe(filename: str, data: bytes) -> str:
    """Return why a file does not go along, as a Swedish clause; empty where it does."""
    beginnings = _BEGINNINGS.get(PurePosixPath(filename.lower().strip()).suffix)
    if beginnings is None:
        return "är av en filtyp som vi inte skickar vidare"
    if not data.startswith(beginnings):
        return "har ett innehåll som inte stämmer med filens namn"
    if beginnings == (_TEXT,) and (b"\0" in data or data.startswith((b"MZ", b"#!"))):
        return "har ett innehåll som inte stämmer med filens namn"
    return next((fault for fault, holds in _FAULTS if holds(data)), "")


def safe_name(text: str, length: int) -> str:
    """Return a text as a file name that every system takes: no path, no reserved sign or word, not too long."""
    printable = "".join(c for c in unicodedata.normalize("NFC", text) if unicodedata.category(c)[0] != "C")
    plain = re.sub(r'\s*[<>:"/\\|?*]+\s*', " ", clean(printable))
    ending = PurePosixPath(plain).suffix
    suffix = ending if _SUFFIX.fullmatch(ending) else ""
    stem = plain.removesuffix(suffix)[: length - len(suffix)]
    name = f"{stem}{suffix}".strip(" .") or "fil"
    return f"_{name}" if _RESERVED.fullmatch(name) else name


def _named(initiatives: Sequence[Initiative]) -> Iterator[tuple[str, InitiativeAttachment]]:
    """Give every file its path in the zip: «<reference> Rubrik/bilaga.pdf», each path once."""
    used: set[str] = set()
    for initiative in initiatives:
        folder = safe_name(mask(f"{initiative.reference} {initiative.title}"), _FOLDER_LENGTH)
        for kept in initiative.attachments:
            path = _unused(f"{folder}/{safe_name(mask(kept.filename), _NAME_LENGTH)}", used)
            used.add(path.casefold())
            yield path, kept


def _unused(path: str, used: set[str]) -> str:
    whole = PurePosixPath(path)
    number = 1
    while path.casefold() in used:
        number += 1
        path = str(whole.with_name(f"{whole.stem} ({number}){whole.suffix}"))
    return path


def _is_locked(data: bytes) -> bool:
    return data.startswith(_OLE) and _LOCK_MARK in data


def _swells(data: bytes) -> bool:
    """Whether a zip holds far more than it shows; what can't be looked into is left to `_has_macros`."""
    if not data.startswith(_ZIP):
        return False
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            size = sum(info.file_size for info in archive.infolist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return False
    return size > max(_LARGEST, _MOST_TIMES * len(data))


def _has_macros(data: bytes) -> bool:
    if data.startswith(_OLE):
        return any(mark in data for mark in _MACRO_MARKS)
    if not data.startswith(_ZIP):
        return False
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            names = [name.lower() for name in archive.namelist()]
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return True  # what can't be looked into is not passed on
    return any(name.endswith("vbaproject.bin") or name.startswith(("basic/", "scripts/")) for name in names)


_FAULTS: tuple[tuple[str, Callable[[bytes], bool]], ...] = (
    ("är skyddad med lösenord", _is_locked),
    ("är mycket större när den packas upp", _swells),
    ("innehåller makron", _has_macros),
)
