"""Names that are safe to show and to write to a disk, for files and for folders."""

from __future__ import annotations

import mimetypes
import re
import unicodedata
from pathlib import PurePosixPath

from mailbot.primitives.safe_text import clean

_FORBIDDEN = re.compile(r'\s*[<>:"/\\|?*]+\s*')
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)
_ENDING = re.compile(r"\.\w{1,10}")
"""What follows another full stop belongs to the name."""
_LONGEST = 150

# Said here, since the table that Python reads differs from machine to machine.
_SUFFIXES = {
    "application/msword": ".doc",
    "application/pdf": ".pdf",
    "application/pgp-encrypted": ".pgp",
    "application/pgp-signature": ".asc",
    "application/pkcs7-mime": ".p7m",
    "application/pkcs7-signature": ".p7s",
    "application/vnd.ms-excel": ".xls",
    "application/vnd.oasis.opendocument.spreadsheet": ".ods",
    "application/vnd.oasis.opendocument.text": ".odt",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/zip": ".zip",
    "message/rfc822": ".eml",
    "text/calendar": ".ics",
    "text/html": ".html",
    "text/plain": ".txt",
}
_NEVER_BY_NAME = dict.fromkeys(
    ("message/delivery-status", "message/disposition-notification", "text/rfc822-headers"), ".txt"
)
"""Types that no ending speaks of: a file «plan.txt» is no bounce."""


def plain_name(text: str, longest: int = _LONGEST) -> str:
    """Return a text as a name that every system takes: no path, no reserved sign or word, at most `longest` characters.

    Empty where nothing is left of it; an underscore before a reserved word may make it one longer.
    """
    printable = "".join(sign for sign in unicodedata.normalize("NFC", text) if unicodedata.category(sign)[0] != "C")
    plain = _FORBIDDEN.sub(" ", clean(printable).replace("\n", " "))
    ending = PurePosixPath(plain).suffix
    suffix = ending if _ENDING.fullmatch(ending) else ""
    stem = plain.removesuffix(suffix)[: longest - len(suffix)]
    name = f"{stem}{suffix}".strip(" .")
    return f"_{name}" if _RESERVED.fullmatch(name) else name


def safe_name(name: str, content_type: str) -> str:
    """Return an attached file's name without path, control or turning characters; never empty («bilaga.docx»)."""
    return plain_name(re.split(r"[/\\]", name)[-1]) or "bilaga" + _suffix(content_type)


def type_of(name: str) -> str:
    """Return the content type that a name's ending speaks of, where nobody else says it."""
    ending = "." + name.rpartition(".")[2].lower()
    return next((kind for kind, suffix in _SUFFIXES.items() if suffix == ending), "application/octet-stream")


def _suffix(content_type: str) -> str:
    known = _SUFFIXES | _NEVER_BY_NAME
    return known.get(content_type) or mimetypes.guess_extension(content_type) or ".bin"
